//! Runs the commands about minutes.
//!
//! Owns how a book looks at the command line. It never walks one itself.

use actions::{
    Platform,
    ledger::{self, Book, Listed, correct, list, strike_out, verify, weigh_correction},
};
use domain::{
    Minutes,
    ledger::{Correction, Link},
};

use crate::{Ending, command, told};

/// Runs a command about minutes.
pub async fn run(platform: &Platform, what: command::Ledger) -> Result<Ending, String> {
    let operator = platform.operator();
    match what {
        command::Ledger::List {
            provider,
            mentor,
            waiting,
        } => {
            let listed = list(platform, &operator, &provider, mentor, waiting).await;
            let listed = listed.map_err(|error| told(&error))?;
            listed.iter().for_each(|entry| say!("{}", line(entry)));
            eprintln!("{}.", entries(listed.len() as i64));
            Ok(Ending::Well)
        }
        command::Ledger::Correct {
            entry,
            minutes,
            held_on,
            component,
            kind,
            school,
            for_year,
            until,
            verifier,
            reason,
        } => {
            let verified_by = match verifier {
                None => None,
                Some(stated) => {
                    let found = ledger::verifier(platform, &operator, entry, &stated).await;
                    Some(found.map_err(|error| told(&error))?)
                }
            };
            let correction = Correction {
                verified_by,
                minutes: minutes.map(Minutes),
                held_on,
                kind,
                school: school.map(Some),
                counts_for: for_year,
                until: until.map(Some),
                component: component.map(|code| (!code.is_empty()).then_some(code)),
                reason,
            };
            let weighed = weigh_correction(platform, &operator, entry, &correction).await;
            if let Some(day) = weighed.map_err(|error| told(&error))?.long_day {
                eprintln!(
                    "That day now has {} over all providers. More than {} in one day is unusual; please check.",
                    day.total, day.limit
                );
            }
            let new = correct(platform, &operator, entry, correction).await;
            say!(
                "Entry {} takes its place.",
                new.map_err(|error| told(&error))?.0
            );
            Ok(Ending::Well)
        }
        command::Ledger::StrikeOut { entry, reason } => {
            let struck = strike_out(platform, &operator, entry, &reason).await;
            say!(
                "{}",
                match struck.map_err(|error| told(&error))? {
                    true => "The words beside this entry are struck out.",
                    false => "There are no words beside this entry.",
                }
            );
            Ok(Ending::Well)
        }
        command::Ledger::Verify { provider, head } => {
            let books = verify(platform, &operator, provider.as_deref(), head).await;
            Ok(tell(&books.map_err(|error| told(&error))?, head))
        }
    }
}

fn entries(number: i64) -> String {
    if number == 1 {
        "1 entry".to_owned()
    } else {
        format!("{number} entries")
    }
}

fn line(listed: &Listed) -> String {
    let entry = &listed.entry;
    let mut line = format!(
        "{}  {}  {}  {}  {}  {}",
        entry.id.0,
        entry.held_on,
        listed.name,
        entry
            .component
            .as_deref()
            .unwrap_or("outside the programme"),
        entry.minutes,
        entry.kind.code(),
    );
    if let Some(urn) = entry.school {
        line.push_str(&format!(
            ", at {}",
            listed
                .school_name
                .clone()
                .unwrap_or_else(|| urn.to_string())
        ));
    }
    match &listed.verifier {
        Some(verifier) => line.push_str(&format!(", verified by {verifier}")),
        None => line.push_str(", waits for somebody to vouch for it"),
    }
    if let Some(newer) = listed.replaced_by {
        line.push_str(&format!(", replaced by {}", newer.0));
    }
    if !entry.words.reason.is_empty() {
        line.push_str(&format!(" ({})", entry.words.reason));
    }
    line
}

fn tell(books: &[Book], outside: Option<Link>) -> Ending {
    let mut sound = true;
    for book in books {
        say!(
            "{}: {}, head {}",
            book.provider,
            entries(book.head.entries),
            book.head.link
        );
        match &book.fault {
            None => say!("  sound: every entry matches its seal"),
            Some(fault) => {
                say!("  {fault}");
                sound = false;
            }
        }
    }
    match outside {
        Some(_) if books.iter().any(|book| book.passed_outside_head) => {
            say!("The head that you gave was passed on the way: nothing before it was rewritten.");
        }
        Some(head) => {
            say!(
                "The head {head} stands in no book: one was cut short or rewritten after it was noted."
            );
            sound = false;
        }
        None => eprintln!(
            "Without a head kept outside (--head HASH) a book whose last entries were cut off and its count reset, or one rewritten from end to end, cannot be told from a true one. Keep the heads above somewhere else."
        ),
    }
    if sound { Ending::Well } else { Ending::Refused }
}
