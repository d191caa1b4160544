//! Weighs a file against a map: what is new or otherwise, what stays, what is left out and why.
//!
//! Owns the words `Change`, `Base` and `Read`. It never keeps anything.

use domain::{
    Minutes,
    calendar::told,
    person::fold,
    prior_learning::{Agreed, Equivalence, PartnerSession, comes_to_the_same, is_about},
};
use formats::map_file;

use super::held::Held;

/// What taking a map in would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// What is new or otherwise, line by line.
    pub lines: Vec<String>,
    /// What is left out, and why.
    pub left_out: Vec<String>,
    /// How many lines stay as they are.
    pub same: usize,
}

/// What is known before.
pub(crate) struct Base<'a> {
    /// What the provider is called whose map it is: its own training is nothing from elsewhere.
    pub(crate) own: Option<&'a str>,
    /// The partner institutions; none where everybody is one.
    pub(crate) institutions: Option<Vec<String>>,
    pub(crate) sessions: Vec<Held>,
    pub(crate) agreed: Vec<Agreed>,
    /// The title of a component by its code, or why nothing can stand for it.
    pub(crate) title: &'a (dyn Fn(&str) -> Result<String, String> + Sync),
}

/// What of a file is kept.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) change: Change,
    pub(crate) institutions: Vec<String>,
    pub(crate) sessions: Vec<PartnerSession>,
    pub(crate) agreed: Vec<Equivalence>,
}

/// Weighs a file.
pub(crate) fn weigh(file: &map_file::Map, base: &Base) -> Read {
    let mut read = Read::default();
    for one in &file.sessions {
        let place = format!("{}, {} “{}”", one.institution, one.code, one.title);
        if base
            .own
            .is_some_and(|own| fold(own) == fold(&one.institution))
        {
            let why = "your own training stands for nothing from elsewhere.";
            read.change.left_out.push(format!("{place}: {why}"));
            continue;
        }
        read.institution(&one.institution, base);
        let (before, at) = (read.agreed.len(), read.change.lines.len());
        for agreement in &one.agreements {
            read.agreement(&place, (one, agreement), base);
        }
        let is_needed = read.agreed.len() > before;
        if let Some(line) = read.session(&place, one, (base, is_needed)) {
            read.change.lines.insert(at, line);
        }
    }
    read
}

impl Read {
    fn institution(&mut self, name: &str, base: &Base) {
        let Some(known) = &base.institutions else {
            return;
        };
        let is_known = |all: &[String]| all.iter().any(|one| one == name);
        if !is_known(known) && !is_known(&self.institutions) {
            self.change.lines.push(format!("New institution: {name}"));
            self.institutions.push(name.to_owned());
        }
    }

    /// Says what is new of a session. One that a group shares stays the group's, unless something is agreed
    /// beside it.
    fn session(
        &mut self,
        place: &str,
        one: &map_file::Session,
        (base, is_needed): (&Base, bool),
    ) -> Option<String> {
        let session = PartnerSession {
            institution: one.institution.clone(),
            programme: one.programme.clone(),
            code: one.code.clone(),
            title: one.title.clone(),
            covers: one.covers.clone(),
            minutes: Minutes(one.minutes),
        };
        let mut known = base.sessions.iter();
        let there = known.find(|known| {
            known.session.institution == one.institution && known.session.code == one.code
        });
        let line = match there {
            Some(there) if there.session == session => {
                self.change.same += 1;
                if !is_needed {
                    return None;
                }
                None
            }
            Some(there) if there.is_shared && !is_needed => {
                let line = format!("{place}: a group shares this session, so it is changed there.");
                self.change.left_out.push(line);
                return None;
            }
            Some(_) => Some(format!("Changed session: {place}")),
            None => Some(format!("New session: {place}")),
        };
        self.sessions.push(session);
        line
    }

    fn agreement(
        &mut self,
        place: &str,
        (session, one): (&map_file::Session, &map_file::Agreement),
        base: &Base,
    ) {
        let title = match (base.title)(&one.component) {
            Ok(title) => title,
            Err(why) => return self.change.left_out.push(format!("{place}: {why}")),
        };
        let mut new = Equivalence {
            institution: session.institution.clone(),
            session: session.code.clone(),
            title: session.title.clone(),
            component: one.component.clone(),
            share: one.share,
            from: one.from,
            until: one.until,
            agreed_by: one.agreed_by.clone(),
            source: one.source.clone(),
            version: 1,
        };
        let until = new
            .until
            .map_or(String::new(), |until| format!(" until {}", told(until)));
        let says = format!(
            "{} % of it stands for “{title}” from {}{until}",
            new.share,
            told(new.from)
        );
        let about: Vec<&Agreed> = base
            .agreed
            .iter()
            .filter(|known| is_about(&known.by, &new))
            .collect();
        let same_day = about.iter().find(|known| known.by.from == new.from);
        let stays = same_day.is_some_and(|known| match known.group {
            Some(_) => comes_to_the_same(&known.by, &new),
            None => {
                new.version = known.by.version;
                known.by == new
            }
        });
        if stays {
            self.change.same += 1;
            return;
        }
        let line = match (
            about.iter().find_map(|known| known.group.as_ref()),
            same_day,
        ) {
            (Some(group), _) => {
                format!(
                    "Yours, in place of what {} shares: {place}: {says}",
                    group.name
                )
            }
            (None, Some(known)) => {
                new.version = known.by.version + 1;
                format!("Changed: {place}: {says} (was {} %)", known.by.share)
            }
            (None, None) => format!("New: {place}: {says}"),
        };
        self.change.lines.push(line);
        self.agreed.push(new);
    }
}
