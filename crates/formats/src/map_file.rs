//! Keeps the form of the file in which institutions exchange what stands for what.
//! Owns the words map, session and agreement.
//! Never knows which components a provider has.

use jiff::civil::Date;

use crate::toml_form::{Document, Form, Problem};

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The code of the provider whose map it is.
    pub provider: String,
    /// What the institutions offer.
    pub sessions: Vec<Session>,
}

/// A session of an institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The name of the institution.
    pub institution: String,
    /// The programme of which it is a part; may be blank.
    pub programme: String,
    /// Its code there.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it covers; may be blank.
    pub covers: String,
    /// How long it is.
    pub minutes: i32,
    /// What it stands for.
    pub agreements: Vec<Agreement>,
}

/// That a session stands for a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The code of the component.
    pub component: String,
    /// Of a hundred minutes, how many.
    pub share: u8,
    /// The first day of training that it covers.
    pub from: Date,
    /// The last day, if there is one.
    pub until: Option<Date>,
    /// Who agreed to it.
    pub agreed_by: String,
    /// Where that is written.
    pub source: String,
}

/// The version of the form; a file of another is refused.
const VERSION: i64 = 1;
/// No single session is longer, in minutes: 200 hours.
const LONGEST: i64 = 12_000;
/// The most sessions of one file.
const MOST: usize = 2_000;

/// Reads a whole file.
///
/// # Errors
/// At the first key that is missing, wrong or unknown, with its line.
pub fn read(text: &str) -> Result<Map, Problem> {
    let document = Document::parse_or(text, |_| unreadable(text).to_owned())?;
    let file = document.form("this file");
    file.only(&["map", "provider", "session"])?;
    file.needed(
        "map = 1, the version of its form",
        file.whole("map", VERSION..=VERSION),
    )?;
    let forms = file.forms("session", "[[session]]")?;
    if forms.len() > MOST {
        return Err(file.problem("session", format!("has more than {MOST} sessions.")));
    }
    Ok(Map {
        provider: file.needed_text("provider")?,
        sessions: forms.iter().map(session).collect::<Result<_, _>>()?,
    })
}

/// What is said of a line that cannot be read: whether the whole is no map, or the line is miswritten.
fn unreadable(text: &str) -> &'static str {
    let mut written = text.lines().map(str::trim);
    let first = written.find(|line| !line.is_empty() && !line.starts_with('#'));
    if first.is_some_and(|line| line.starts_with("map")) {
        "this line is not written as in a map: a word, then =, then its value, in quotation marks where it is text."
    } else {
        "this is not part of a map. A map begins with map = 1."
    }
}

fn session(form: &Form) -> Result<Session, Problem> {
    form.only(&[
        "institution",
        "programme",
        "code",
        "title",
        "covers",
        "minutes",
        "stands_for",
    ])?;
    let minutes = form.needed("minutes", form.whole("minutes", 1..=LONGEST))?;
    let agreements = form.forms("stands_for", "[[session.stands_for]]")?;
    Ok(Session {
        institution: form.needed_text("institution")?,
        programme: form.text("programme")?.unwrap_or_default(),
        code: form.needed_text("code")?,
        title: form.needed_text("title")?,
        covers: form.text("covers")?.unwrap_or_default(),
        minutes: i32::try_from(minutes).unwrap_or(i32::MAX),
        agreements: agreements.iter().map(agreement).collect::<Result<_, _>>()?,
    })
}

fn agreement(form: &Form) -> Result<Agreement, Problem> {
    form.only(&["component", "share", "from", "until", "agreed_by", "source"])?;
    let share = form.needed("share", form.whole("share", 1..=100))?;
    let from = form.needed("from", form.date("from"))?;
    let until = form.date("until")?;
    if until.is_some_and(|until| until < from) {
        return Err(form.problem("until", "ends before it begins."));
    }
    Ok(Agreement {
        component: form.needed_text("component")?,
        share: u8::try_from(share).unwrap_or(u8::MAX),
        from,
        until,
        agreed_by: form.needed_text("agreed_by")?,
        source: form.needed_text("source")?,
    })
}

/// Writes a file that can be read again.
#[must_use]
pub fn write(map: &Map) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut file = format!("map = {VERSION}\nprovider = {}\n", quoted(&map.provider));
    for session in &map.sessions {
        file.push_str("\n[[session]]\n");
        for (key, text) in [
            ("institution", &session.institution),
            ("programme", &session.programme),
            ("code", &session.code),
            ("title", &session.title),
            ("covers", &session.covers),
        ] {
            if !text.is_empty() {
                file.push_str(&format!("{key} = {}\n", quoted(text)));
            }
        }
        file.push_str(&format!("minutes = {}\n", session.minutes));
        for one in &session.agreements {
            file.push_str("\n[[session.stands_for]]\n");
            file.push_str(&format!("component = {}\n", quoted(&one.component)));
            file.push_str(&format!("share = {}\nfrom = {}\n", one.share, one.from));
            if let Some(until) = one.until {
                file.push_str(&format!("until = {until}\n"));
            }
            file.push_str(&format!("agreed_by = {}\n", quoted(&one.agreed_by)));
            file.push_str(&format!("source = {}\n", quoted(&one.source)));
        }
    }
    file
}
