//! Answers the addresses of the rules.
//!
//! Owns `/policy` and everything beneath it. It never tells whether a rule was set that the reader may not know of.

use actions::{
    ActionError, Platform,
    export::Ending,
    policy::{Asked, Setting},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{Date, Refusal, partnership::Provider, policy, policy::Row};
use uuid::Uuid;

use super::{
    changes as change_pages, effect, forms, one, pages,
    setting::{self, Previewed, Whose},
};
use crate::{
    error::PageError,
    parts::{address::Address, file, form::Typed},
    reader::Reader,
};

/// The routes of the rules.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/policy", get(rules))
        .route("/policy.csv", get(rules_as_csv))
        .route("/policy.xlsx", get(rules_as_workbook))
        .route("/policy/{name}", get(rule))
        .route("/policy/{name}/set", get(form).post(set))
        .route("/policy/{name}/{last}", get(preview))
        .route("/policy/{name}/undo/{version}", get(undoing).post(undo))
}

type Asking = Query<Vec<(String, String)>>;

/// The code of a provider as addresses carry it, if one is asked for.
fn provider(typed: &Typed) -> Option<String> {
    let code = typed.text("provider");
    (!code.is_empty()).then(|| Provider::code_from(code))
}

async fn rules(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let mut typed = Typed::of(asked);
    let boxes = ["on-day", "on-month", "on-year"];
    let boxed = boxes.iter().any(|part| !typed.text(part).is_empty());
    if boxed {
        let on = typed.date("on");
        if on.is_some() {
            let address = Address::of(pages::ADDRESS)
                .with("q", typed.text("q"))
                .with("provider", typed.text("provider"))
                .with(
                    "on",
                    on.filter(|on| *on != reader.today)
                        .map_or(String::new(), |on| on.to_string()),
                );
            return Ok(Redirect::to(&address.to_string()).into_response());
        }
    }
    let question = question(&typed);
    let found = actions::policy::rules(&platform, reader.actor(), &question).await?;
    if !boxed {
        typed = typed.with_date("on", Some(found.on));
    }
    let of = Address::of(pages::ADDRESS)
        .with("q", typed.text("q"))
        .with("provider", typed.text("provider"))
        .with("on", typed.text("on"));
    let shown = pages::Shown {
        typed: &typed,
        of: &of,
        may_preview: may_preview(&reader),
    };
    let page = pages::rules(&found, shown, &reader);
    Ok((status(&typed), page).into_response())
}

async fn rules_as_csv(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    rules_as(&platform, &reader, asked, Ending::Csv).await
}

async fn rules_as_workbook(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    rules_as(&platform, &reader, asked, Ending::Xlsx).await
}

async fn rules_as(
    platform: &Platform,
    reader: &Reader,
    asked: Vec<(String, String)>,
    ending: Ending,
) -> Result<Response, PageError> {
    let question = question(&Typed::of(asked));
    let found = actions::policy::rules(platform, reader.actor(), &question).await?;
    Ok(file::answer(pages::list(&found, ending)?))
}

/// What is asked of the rules by an address.
fn question(typed: &Typed) -> Asked {
    Asked {
        on: typed.text("on").parse().ok(),
        words: typed.text("q").to_owned(),
        provider: provider(typed),
    }
}

fn status(typed: &Typed) -> StatusCode {
    if typed.is_sound() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn may_preview(reader: &Reader) -> bool {
    use domain::access::{Deed, Object};
    let mut held = reader.actor().memberships.iter();
    held.any(|held| {
        let object = Object {
            provider: Some(held.provider),
            ..Object::default()
        };
        reader.actor().may(Deed::PreviewPolicy, object).is_ok()
    })
}

async fn rule(
    State(platform): State<Platform>,
    reader: Reader,
    Path(name): Path<String>,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let typed = Typed::of(asked);
    let on = typed.text("on").parse().ok();
    let (word, ending) = Ending::part(&name);
    if word == "changes" {
        return changes(&platform, &reader, on, ending).await;
    }
    let history = actions::policy::history(&platform, reader.actor(), &name, on).await?;
    let done = match typed.text("done") {
        "set" => Some("The value is set. Every figure that rests on it has changed with it."),
        "undone" => {
            Some("The value is taken back. Every figure that rests on it has changed with it.")
        }
        _ => None,
    };
    Ok(one::rule(&history, done, &reader).into_response())
}

async fn changes(
    platform: &Platform,
    reader: &Reader,
    on: Option<Date>,
    ending: Option<Ending>,
) -> Result<Response, PageError> {
    let found = actions::policy::changes(platform, reader.actor(), on, None).await?;
    if let Some(ending) = ending {
        reader.proves()?;
        let name = format!("What changes on {}", found.on);
        return Ok(file::answer(effect::list(&found.effect, &name, ending)?));
    }
    let of = Address::of("/policy/changes").with("on", found.on);
    Ok(change_pages::changes(&found, &of, reader).into_response())
}

async fn to_set(
    platform: &Platform,
    reader: &Reader,
    name: &str,
    typed: &Typed,
) -> Result<Setting, PageError> {
    let provider = provider(typed);
    let setting =
        actions::policy::setting(platform, reader.actor(), name, provider.as_deref()).await?;
    Ok(setting)
}

fn whose(setting: &Setting) -> Whose<'_> {
    Whose {
        titled: &setting.titled,
        chooser: setting.chooser.as_ref(),
    }
}

async fn form(
    State(platform): State<Platform>,
    reader: Reader,
    Path(name): Path<String>,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let mut typed = Typed::of(asked);
    let setting = to_set(&platform, &reader, &name, &typed).await?;
    if let Some(now) = &setting.now {
        typed = forms::filled(typed, &now.row.value);
    }
    Ok(setting::form(whose(&setting), &typed, &reader).into_response())
}

/// The address of a preview with everything that was typed.
fn preview_of(name: &str, typed: &Typed) -> Address {
    let path = format!("{}/preview", pages::address(name));
    let asked = typed.pairs();
    let kept = asked.filter(|(name, _)| !["once", "seen", "step"].contains(name));
    kept.fold(Address::of(path), |address, (name, value)| {
        address.with(name, value)
    })
}

async fn preview(
    State(platform): State<Platform>,
    reader: Reader,
    Path((name, last)): Path<(String, String)>,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let ("preview", ending) = Ending::part(&last) else {
        return Err(PageError::NotFound);
    };
    let mut typed = Typed::of(asked);
    let setting = to_set(&platform, &reader, &name, &typed).await?;
    let whom = provider(&typed);
    let row = forms::read(&mut typed, &setting.titled, whom);
    let Some(row) = row else {
        let page = setting::form(whose(&setting), &typed, &reader);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    match actions::policy::preview(&platform, reader.actor(), &row).await {
        Ok(preview) => {
            if let Some(ending) = ending {
                reader.proves()?;
                let name = format!("{} from {}", setting.titled.title, row.from);
                return Ok(file::answer(effect::list(&preview.effect, &name, ending)?));
            }
            let of = preview_of(&name, &typed);
            let previewed = Previewed {
                preview: &preview,
                row: &row,
                typed: &typed,
                of: &of,
                once: platform.number(),
                quicker: None,
            };
            Ok(setting::preview(previewed, &reader).into_response())
        }
        Err(ActionError::Unreadable(sentence)) => {
            Ok(unsound(&setting, &mut typed, &sentence, &reader))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, with what the rules together say against the row.
fn unsound(setting: &Setting, typed: &mut Typed, sentence: &str, reader: &Reader) -> Response {
    typed.fault("from", sentence);
    let page = setting::form(whose(setting), typed, reader);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn set(
    State(platform): State<Platform>,
    reader: Reader,
    Path(name): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let setting = to_set(&platform, &reader, &name, &typed).await?;
    if typed.text("step") == "change" {
        return Ok(setting::form(whose(&setting), &typed, &reader).into_response());
    }
    let whom = provider(&typed);
    let Some(row) = forms::read(&mut typed, &setting.titled, whom) else {
        let page = setting::form(whose(&setting), &typed, &reader);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let once = typed.once()?;
    let (because, seen) = (typed.text("because"), typed.text("seen"));
    let done = actions::policy::set_one(&platform, reader.actor(), &row, because, seen, once).await;
    match done {
        Ok(()) => {
            let to = format!("{}?done=set", pages::address(&name));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Refused(Refusal::Policy(policy::Refusal::SetMeanwhile))) => {
            overtaken(&platform, &reader, &setting, &row, &typed).await
        }
        Err(ActionError::Unreadable(sentence)) => {
            Ok(unsound(&setting, &mut typed, &sentence, &reader))
        }
        Err(error) => Err(error.into()),
    }
}

/// The preview again, by what somebody set meanwhile.
async fn overtaken(
    platform: &Platform,
    reader: &Reader,
    setting: &Setting,
    row: &Row,
    typed: &Typed,
) -> Result<Response, PageError> {
    let preview = actions::policy::preview(platform, reader.actor(), row).await?;
    let who = setting.latest.as_ref().map_or("Somebody", |latest| {
        let stroke = latest.withdrawn.as_ref().unwrap_or(&latest.set);
        stroke.name.as_deref().unwrap_or("The operator")
    });
    let quicker =
        format!("{who} set this rule, or took a value of it back, after you opened this page.");
    let of = preview_of(&setting.titled.name, typed);
    let previewed = Previewed {
        preview: &preview,
        row,
        typed,
        of: &of,
        once: platform.number(),
        quicker: Some(&quicker),
    };
    let page = setting::preview(previewed, reader);
    Ok((StatusCode::CONFLICT, page).into_response())
}

async fn undoing(
    State(platform): State<Platform>,
    reader: Reader,
    Path((name, version)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (number, ending) = Ending::part(&version);
    let number = Uuid::try_parse(number).map_err(|_| PageError::NotFound)?;
    undo_page(&platform, &reader, &name, number, &Typed::default(), ending).await
}

async fn undo_page(
    platform: &Platform,
    reader: &Reader,
    name: &str,
    number: Uuid,
    typed: &Typed,
    ending: Option<Ending>,
) -> Result<Response, PageError> {
    let undoing = actions::policy::preview_undo(platform, reader.actor(), number).await?;
    if let Some(ending) = ending {
        reader.proves()?;
        let name = format!("Without {}", undoing.preview.titled.title);
        let effect = &undoing.preview.effect;
        return Ok(file::answer(effect::list(effect, &name, ending)?));
    }
    let of = Address::of(format!("{}/undo/{number}", pages::address(name)));
    let page = setting::undo(&undoing, typed, &of, platform.number(), reader);
    Ok((status(typed), page).into_response())
}

async fn undo(
    State(platform): State<Platform>,
    reader: Reader,
    Path((name, version)): Path<(String, Uuid)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    if !typed.needs("because", "Say why you take it back.") {
        return undo_page(&platform, &reader, &name, version, &typed, None).await;
    }
    let (because, once) = (typed.text("because"), typed.once()?);
    actions::policy::undo(&platform, reader.actor(), version, because, once).await?;
    let to = format!("{}?done=undone", pages::address(&name));
    Ok(Redirect::to(&to).into_response())
}
