//! Asks which mail somebody wants, and when.
//!
//! Owns `/notice/preferences`. It never offers to keep back what cannot wait.

use actions::{Platform, notice};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Minutes,
    notice::budget::{Budget, Choices, Remind},
};
use maud::{Markup, html};

use super::inbox;
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
    },
    reader::Reader,
};

/// Where the page stands.
pub const ADDRESS: &str = "/notice/preferences";

const DAYS: [(i8, &str); 7] = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
];

/// Shows what somebody chose.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let (chosen, budget) =
        notice::choices(&platform, reader.actor(), reader.actor().person).await?;
    let also = [
        ("routine", chosen.routine),
        ("any_hour", chosen.any_hour),
        ("in_holidays", chosen.in_holidays),
    ];
    let typed = Typed::default()
        .with("remind", chosen.remind.code())
        .with("digest_on", chosen.digest_on);
    let typed = also
        .iter()
        .filter(|(_, is)| *is)
        .fold(typed, |typed, (name, _)| typed.with(*name, "yes"));
    let is_done = question.as_deref() == Some("done=kept");
    Ok(page(&platform, &typed, (is_done, &budget), &reader))
}

/// Keeps what somebody chose.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let remind = Remind::read(typed.text("remind"));
    if remind.is_none() {
        typed.fault(
            "remind",
            "Choose when you are reminded of a session, or never.",
        );
    }
    let day = typed.text("digest_on").parse().ok();
    let day: Option<i8> = day.filter(|day| DAYS.iter().any(|(known, _)| known == day));
    if day.is_none() {
        typed.fault("digest_on", "Choose a day of the week.");
    }
    if let (Some(remind), Some(digest_on)) = (remind, day) {
        let choices = Choices {
            remind,
            digest_on,
            routine: typed.holds("routine", "yes"),
            any_hour: typed.holds("any_hour", "yes"),
            in_holidays: typed.holds("in_holidays", "yes"),
        };
        let actor = reader.actor();
        notice::choose(&platform, actor, once, actor.person, &choices).await?;
        return Ok(Redirect::to("/notice/preferences?done=kept").into_response());
    }
    let (_, budget) = notice::choices(&platform, reader.actor(), reader.actor().person).await?;
    let page = page(&platform, &typed, (false, &budget), &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// An hour as people say it: 7am, 6pm.
fn hour(time: Minutes) -> String {
    let hour = time.whole_hours();
    match hour {
        0 | 24 => "midnight".to_owned(),
        12 => "noon".to_owned(),
        hour if hour < 12 => format!("{hour}am"),
        hour => format!("{}pm", hour - 12),
    }
}

fn page(
    platform: &Platform,
    typed: &Typed,
    (is_done, budget): (bool, &Budget),
    reader: &Reader,
) -> Markup {
    let hours = format!(
        "Otherwise between {} and {} alone.",
        hour(budget.opens),
        hour(budget.closes)
    );
    let remind = [
        Offer::of(Remind::DayBefore.code(), "A day before"),
        Offer::of(Remind::WeekBefore.code(), "A week before"),
        Offer::of(Remind::Never.code(), "Never"),
    ];
    let days = DAYS.map(|(day, name)| Offer::of(day.to_string(), name));
    let yes = |words: &str, hint: &str| [Offer::of("yes", words).hint(hint)];
    let main = html! {
        p.caption { a href=(inbox::INBOX) { "Messages" } }
        h1 { "Which mail you get, and when" }
        (errors::summary(typed))
        @if is_done { (note::notice(Tone::Done, &html! { p { "Kept. It holds from now on." } })) }
        p.lead {
            "Everything stands in your messages here. Mail is a second way: what can wait comes in one \
             message, " (budget.apart) " days apart at least, and no more than " (budget.most)
            " come in a year."
        }
        form.form data-answer method="post" action=(ADDRESS) {
            (form::once(platform.number()))
            (form::choice(&Field::of(typed, "remind", "Remind me of a session"), &remind))
            (form::several(
                &Field::of(typed, "routine", "Messages that can wait"),
                &yes("Send them by mail", "One digest a week, however many there are and whoever wrote them. Otherwise they stand here alone."),
            ))
            (form::select(&Field::of(typed, "digest_on", "On which day"), None, &days))
            (form::several(
                &Field::of(typed, "any_hour", "Evenings and nights"),
                &yes("Mail may come at any hour", &hours),
            ))
            (form::several(
                &Field::of(typed, "in_holidays", "Holidays"),
                &yes("Mail may come in the holidays", "Otherwise it waits until school begins."),
            ))
            div.buttons { (form::button("Keep this")) }
        }
        p.quiet {
            "What cannot wait always comes: a link that signs you in, a place that is offered to you, a \
             session that is called off or moved."
        }
    };
    let title = errors::title(typed, "Which mail you get, and when");
    inbox::framed(reader, None, &title, &main)
}
