//! Lists the mentors of a partnership as the office asks for them, page by page or as a file.
//!
//! Owns the columns of that file, which stay as they are. It never reckons.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    standing::Standing,
};
use formats::spreadsheet::{Cell, List};

use crate::{
    ActionError, Platform,
    partnership::holder,
    standing::{self, ListQuestion, Page, Row},
};

/// Picks the page that a question asks for; words with an @ are looked for among addresses.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn mentors(
    platform: &Platform,
    actor: &Actor,
    question: &ListQuestion,
) -> Result<Page, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &question.provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object)?;
    let text = question.filter.text.trim().to_lowercase();
    if !text.contains('@') {
        drop(tx);
        return standing::page(platform, actor, question).await;
    }
    let emails = store::person::emails(&mut tx).await?;
    drop(tx);
    let mut question = question.clone();
    question.filter.text.clear();
    let found = emails
        .into_iter()
        .filter(|(address, _)| address.contains(&text));
    question.filter.among = Some(found.map(|(_, person)| person).collect());
    standing::page(platform, actor, &question).await
}

const COLUMNS: [&str; 15] = [
    "name",
    "trn",
    "school_urn",
    "school",
    "track",
    "required_minutes",
    "done_minutes",
    "recognised_minutes",
    "remaining_minutes",
    "waiting_minutes",
    "overdue_minutes",
    "due_on",
    "met_on",
    "claimable_hours",
    "hosts_now",
];

/// Lays a page of mentors out as a list, with every component where that is asked for.
#[must_use]
pub fn mentor_list(page: &Page, with_components: bool) -> List {
    let codes = if with_components {
        codes(page)
    } else {
        Vec::new()
    };
    let columns = COLUMNS.iter().map(|name| (*name).to_owned());
    let of_components = codes
        .iter()
        .flat_map(|code| [code.clone(), format!("{code}_minutes")]);
    List {
        title: "Mentors".to_owned(),
        columns: columns.chain(of_components).collect(),
        rows: page
            .rows
            .iter()
            .map(|row| {
                let mut cells = cells(page, row);
                components(&row.standing, &codes, &mut cells);
                cells
            })
            .collect(),
    }
}

fn cells(page: &Page, row: &Row) -> Vec<Cell> {
    let standing = &row.standing;
    let minutes = |minutes: Minutes| Cell::Number(i64::from(minutes.0));
    let maybe = |amount: Option<Minutes>| amount.map_or(Cell::Blank, minutes);
    let school = row
        .school
        .and_then(|urn| page.schools.get(&urn)?.name.clone());
    vec![
        Cell::text(row.person.name()),
        row.person.trn.map(|trn| trn.to_string()).into(),
        row.school.map(|urn| urn.to_string()).into(),
        school.into(),
        Cell::text(standing.track.code()),
        maybe(standing.required),
        minutes(standing.done),
        minutes(standing.recognised),
        maybe(standing.remaining),
        minutes(standing.waiting),
        minutes(row.urgency.overdue),
        row.urgency.due_on.into(),
        standing.met_on.into(),
        Cell::Number(i64::from(standing.claimable_hours)),
        Cell::text(if row.hosts_today { "yes" } else { "no" }),
    ]
}

/// The code of every component and group that any row has, in the order in which they are met.
fn codes(page: &Page) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for row in &page.rows {
        let Some(programme) = row.standing.programme.as_deref() else {
            continue;
        };
        for part in &row.standing.components {
            let code = part.code(programme);
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
    }
    codes
}

fn components(standing: &Standing, codes: &[String], cells: &mut Vec<Cell>) {
    let first = cells.len();
    cells.resize(first + codes.len() * 2, Cell::Blank);
    let Some(programme) = standing.programme.as_deref() else {
        return;
    };
    for part in &standing.components {
        let code = part.code(programme);
        if let Some(at) = codes.iter().position(|known| known == code) {
            cells[first + at * 2] = Cell::text(part.state.code());
            let minutes = part.done + part.recognised;
            cells[first + at * 2 + 1] = Cell::Number(i64::from(minutes.0));
        }
    }
}
