//! Asks for a new role of somebody, or for the last day of one, and keeps it.
//!
//! Owns those two forms. It never takes a role away: it ends.

use actions::{
    ActionError, Platform,
    person::{Known, NewRole, add_role, end_role, known},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    partnership::Urn,
    person::{self, PersonId, Role},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{list::titled, routes::number};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
    },
    reader::Reader,
};

async fn whom(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    person: PersonId,
) -> Result<Known, PageError> {
    let known = known(platform, reader.actor(), &door.code, person).await?;
    if known.may_change {
        Ok(known)
    } else {
        Err(PageError::NotFound)
    }
}

/// Shows the form for a new role.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let known = whom(&platform, &reader, &door, number(&person)?).await?;
    let typed = Typed::default().with_date("from", Some(reader.today));
    Ok(page(&platform, &reader, &known, &typed).into_response())
}

/// Keeps a new role.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let once = typed.once()?;
    let (from, until) = (typed.date("from"), typed.date("until"));
    let role = Role::read(typed.text("role"));
    if role.is_none() {
        typed.fault("role", "Choose the role.");
    }
    let school = match typed.text("school") {
        "" => None,
        written => {
            let urn = written.parse().ok().map(Urn);
            if urn.is_none() {
                typed.fault(
                    "school",
                    "Give the school’s number (URN), five or six digits.",
                );
            }
            urn
        }
    };
    if let Some(role) = role.filter(|_| typed.is_sound()) {
        let new = NewRole {
            role,
            school,
            from,
            until,
        };
        let asked = (door.code.as_str(), person);
        match add_role(&platform, reader.actor(), once, asked, new).await {
            Ok(()) => return Ok(done(&door, person, "role")),
            Err(error) => refuse(&mut typed, error)?,
        }
    }
    let known = whom(&platform, &reader, &door, person).await?;
    let page = page(&platform, &reader, &known, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Shows the form for the last day of a role.
pub async fn ask_end(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person, role)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let known = whom(&platform, &reader, &door, number(&person)?).await?;
    let held = known.roles.iter().find(|held| held.id.to_string() == role);
    let until = held.ok_or(PageError::NotFound)?.membership.until;
    let typed = Typed::default().with_date("until", until);
    end_page(&platform, &reader, &known, &role, &typed).map(IntoResponse::into_response)
}

/// Keeps the last day of a role.
pub async fn end(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person, role)): Path<(String, String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let membership = Uuid::try_parse(&role).map_err(|_| PageError::NotFound)?;
    let once = typed.once()?;
    let until = typed.date("until");
    if typed.is_sound() {
        match end_role(
            &platform,
            reader.actor(),
            once,
            &door.code,
            membership,
            until,
        )
        .await
        {
            Ok(()) => return Ok(done(&door, person, "ended")),
            Err(error) => refuse(&mut typed, error)?,
        }
    }
    let known = whom(&platform, &reader, &door, person).await?;
    let page = end_page(&platform, &reader, &known, &role, &typed)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn done(door: &Door, person: PersonId, what: &str) -> Response {
    let to = format!("{}/{}?done={what}", door.of("person"), person.0);
    Redirect::to(&to).into_response()
}

fn refuse(typed: &mut Typed, error: ActionError) -> Result<(), PageError> {
    use person::Refusal::{EndsBeforeItBegins, HeldAlready, NoSchool, UnknownSchool};
    let ActionError::Refused(Refusal::Person(refusal)) = error else {
        return Err(error.into());
    };
    let field = match refusal {
        NoSchool | UnknownSchool(_) => "school",
        EndsBeforeItBegins { .. } => "until",
        HeldAlready => "role",
        _ => "from",
    };
    typed.fault(field, refusal.to_string());
    Ok(())
}

fn page(platform: &Platform, reader: &Reader, known: &Known, typed: &Typed) -> Markup {
    let back = super::page(&known.provider, known.person.id);
    let name = known.person.name();
    let field = |name, label| Field::of(typed, name, label);
    let roles: Vec<Offer> = Role::ALL
        .into_iter()
        .filter(|role| role.is_an_office_s_to_give())
        .map(|role| {
            Offer::of(
                role.code(),
                known.labels.get(&role).cloned().unwrap_or_default(),
            )
        })
        .collect();
    let main = html! {
        p.caption { a href=(back) { (name) } }
        h1 { "Add a role" }
        (errors::summary(typed))
        form.form method="post" action={ (back) "/role" } {
            (form::once(platform.number()))
            (form::select(&field("role", "Role"), Some("Choose a role"), &roles))
            (form::digits(&field("school", "School’s number (URN)")
                .hint("Where the role is held at a school. It stands on the school’s page.").wide(6)))
            (form::date(&field("from", "First day")))
            (form::date(&field("until", "Last day").hint("Leave it blank where it is not known.")))
            div.buttons { (form::button("Add the role")) a.target href=(back) { "Leave it as it is" } }
        }
    };
    titled(
        reader,
        &known.provider,
        &errors::title(typed, &format!("Add a role of {name}")),
        &main,
    )
}

fn end_page(
    platform: &Platform,
    reader: &Reader,
    known: &Known,
    role: &str,
    typed: &Typed,
) -> Result<Markup, PageError> {
    let held = known.roles.iter().find(|held| held.id.to_string() == role);
    let held = &held.ok_or(PageError::NotFound)?.membership;
    let back = super::page(&known.provider, known.person.id);
    let name = known.person.name();
    let label = known.labels.get(&held.role).cloned().unwrap_or_default();
    let school = held.school.and_then(|urn| known.schools.get(&urn));
    let main = html! {
        p.caption { a href=(back) { (name) } }
        h1 { "Change the last day" }
        p.lead { (name) ", " (label) @if let Some(school) = school { " at " (school) } "." }
        (errors::summary(typed))
        form.form method="post" action={ (back) "/role/" (role) } {
            (form::once(platform.number()))
            (form::date(&Field::of(typed, "until", "Last day").hint(
                "Leave it blank for until further notice. The record and its hours stay in any case.")))
            div.buttons { (form::button("Keep this day")) a.target href=(back) { "Leave it as it is" } }
        }
    };
    let title = errors::title(typed, &format!("Change the last day of {name}"));
    Ok(titled(reader, &known.provider, &title, &main))
}
