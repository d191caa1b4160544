//! Asks whom to invite, and as what, and sends the invitation.
//!
//! Owns the page `/access/invite/{provider}`. It never offers a role that is not the reader's to give.

use actions::{
    Platform,
    access::invite::{Invitation, invite, roles_to_give},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    access::Refusal as AccessRefusal,
    partnership::{Provider, Urn},
    person::{Refusal as PersonRefusal, Role},
};
use maud::{Markup, html};

use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
    },
    reader::Reader,
};

/// The address of the form.
#[must_use]
pub fn address(provider: &Provider) -> Address {
    Address::of(format!("/access/invite/{}", provider.code.to_lowercase()))
}

/// What may be offered to a reader.
struct Offers<'r> {
    provider: &'r Provider,
    roles: Vec<Role>,
    /// The reader's own schools; nothing where any school can be named.
    schools: Vec<Urn>,
}

/// Finds what a reader may offer; whoever may invite nobody does not know of the page.
fn offers<'r>(reader: &'r Reader, door: &Door) -> Result<Offers<'r>, PageError> {
    let mut seats = reader.seats().iter();
    let provider = seats
        .find_map(|seat| {
            let mut providers = seat.providers.iter();
            providers.find(|provider| provider.code == door.code)
        })
        .ok_or(PageError::NotFound)?;
    let wide = roles_to_give(reader.actor(), provider, None);
    if !wide.is_empty() {
        return Ok(Offers {
            provider,
            roles: wide,
            schools: Vec::new(),
        });
    }
    let schools = reader.seats().iter().flat_map(|seat| &seat.schools);
    let mut schools: Vec<Urn> = schools
        .copied()
        .filter(|school| !roles_to_give(reader.actor(), provider, Some(*school)).is_empty())
        .collect();
    schools.sort_unstable();
    schools.dedup();
    let first = schools.first().copied().ok_or(PageError::NotFound)?;
    Ok(Offers {
        provider,
        roles: roles_to_give(reader.actor(), provider, Some(first)),
        schools,
    })
}

/// Shows the form, filled in as far as the address tells.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let offers = offers(&reader, &door)?;
    let asked = Address::of("").asking(&door.question);
    let mut typed = ["email", "first_name", "last_name", "role", "school", "to"]
        .into_iter()
        .fold(Typed::default(), |typed, name| match asked.value(name) {
            "" => typed,
            value => typed.with(name, value),
        });
    if let ([school], "") = (offers.schools.as_slice(), typed.text("school")) {
        typed = typed.with("school", school);
    }
    if typed.text("role").is_empty() {
        typed = typed.with("role", Role::GeneralMentor.code());
    }
    let sent = asked.value("sent").to_owned();
    Ok(page(&platform, &reader, &offers, &typed, &sent).into_response())
}

/// Sends the invitation, or shows the form again.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let offers = offers(&reader, &door)?;
    let once = typed.once()?;
    typed.needs("email", "Type the work e-mail address of whom you invite.");
    let role = Role::read(typed.text("role"));
    if role.is_none() {
        typed.fault("role", "Choose the role.");
    }
    let school = match typed.text("school") {
        "" => None,
        written => {
            let read = written.parse().ok().map(Urn);
            if read.is_none() {
                typed.fault("school", "A school’s number (URN) has six digits.");
            }
            read
        }
    };
    if let Some(role) = role.filter(|_| typed.is_sound()) {
        let to = Some(typed.text("to")).filter(|to| !to.is_empty());
        let invitation = Invitation {
            address: typed.text("email").to_owned(),
            first_name: typed.text("first_name").to_owned(),
            last_name: typed.text("last_name").to_owned(),
            role,
            school: school.filter(|_| role.is_at_a_school()),
            to: to.map(str::to_owned),
        };
        let done = invite(&platform, reader.actor(), once, &door.code, &invitation).await;
        match done {
            Ok(_) => {
                let to = address(offers.provider).with("sent", typed.text("email"));
                return Ok(Redirect::to(&to.to_string()).into_response());
            }
            Err(actions::ActionError::Refused(refusal)) => {
                typed.fault(field_of(&refusal), refusal.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&platform, &reader, &offers, &typed, "");
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Person(PersonRefusal::NoSchool | PersonRefusal::UnknownSchool(_)) => "school",
        Refusal::Access(AccessRefusal::NotYoursToGive) => "role",
        _ => "email",
    }
}

fn page(
    platform: &Platform,
    reader: &Reader,
    offers: &Offers,
    typed: &Typed,
    sent: &str,
) -> Markup {
    let roles: Vec<Offer> = offers
        .roles
        .iter()
        .map(|role| Offer::of(role.code(), role.usual_label()))
        .collect();
    let school = Field::of(typed, "school", "School number (URN)")
        .hint("Six digits. Not needed for a role with the provider.")
        .wide(6);
    let main = html! {
        h1 { "Invite somebody" }
        (errors::summary(typed))
        @if !sent.is_empty() {
            (notice::notice(Tone::Done, &html! {
                p { "The invitation to " strong { (sent) } " is on its way. It is their account: one press, and they are in." }
            }))
        }
        p.lead { "An invitation is the account: it goes to a work address, and one press lets its owner in." }
        form.form method="post" action=(address(offers.provider)) {
            (form::once(platform.number()))
            input type="hidden" name="to" value=(typed.text("to"));
            (form::email(&Field::of(typed, "email", "Work e-mail address")
                .hint("Their own. A mailbox that several people read needs the name of the one who will use it.")))
            (form::text(&Field::of(typed, "first_name", "First name").hint("If you know it: they say it themselves when they come in.")))
            (form::text(&Field::of(typed, "last_name", "Last name")))
            (form::select(&Field::of(typed, "role", "Role"), None, &roles))
            @match offers.schools.as_slice() {
                [] => (form::digits(&school)),
                [one] => input type="hidden" name="school" value=(one);
                several => {
                    @let all: Vec<Offer> = several.iter().map(|urn| Offer::of(urn.to_string(), format!("School {urn}"))).collect();
                    (form::select(&Field::of(typed, "school", "School"), None, &all))
                }
            }
            div.buttons { (form::button("Send the invitation")) }
        }
    };
    let title = errors::title(typed, "Invite somebody");
    let frame = Frame {
        title: &title,
        provider: Some(offers.provider),
        reader: Some(reader),
        seat: door::seat(reader, offers.provider),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}
