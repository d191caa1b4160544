//! Says what of a map that several providers share holds with one of them.
//!
//! Owns the words `Group`, `Belonging`, `GroupPart`, `Meaning`, `GroupLine` and `Agreed`. It never makes
//! anything stand for what is local with a member.

use uuid::Uuid;

use super::{Equivalence, Refusal};
use crate::person::fold;

/// The number of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub Uuid);

/// Providers that share one map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its number.
    pub id: GroupId,
    /// What it is called.
    pub name: String,
}

/// The most letters of a group's name.
const LONGEST_NAME: usize = 100;

/// Reads the name of a group.
///
/// # Errors
/// When it is blank or too long.
pub fn group_name(typed: &str) -> Result<String, Refusal> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::Missing("what the group is called"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refusal::TooLong("what the group is called", LONGEST_NAME));
    }
    Ok(name)
}

/// How a provider belongs to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Belonging {
    /// It goes by the shared map.
    Member,
    /// It was asked to join, and has not answered.
    Asked,
    /// It said no.
    Declined,
    /// It has left.
    Left,
}

impl Belonging {
    const ALL: [(Belonging, &'static str); 4] = [
        (Belonging::Member, "member"),
        (Belonging::Asked, "asked"),
        (Belonging::Declined, "declined"),
        (Belonging::Left, "left"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Belonging::ALL.iter().find(|(known, _)| *known == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Belonging> {
        let found = Belonging::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(known, _)| known)
    }
}

/// A part of training that the members of a group have in common, whatever each calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPart {
    /// Its code in the shared map.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// What a member means by a part of its group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Meaning {
    /// Its own component of the same code, if it has one.
    #[default]
    AsNamed,
    /// This component of its own.
    Component(String),
    /// Nothing: what stands for the part stands for nothing here.
    Nothing,
}

impl Meaning {
    /// The member's own component for a part, as far as training elsewhere may stand for it.
    #[must_use]
    pub fn component<'a>(
        &'a self,
        part: &'a str,
        is_portable: impl Fn(&str) -> bool,
    ) -> Option<&'a str> {
        let code = match self {
            Meaning::AsNamed => part,
            Meaning::Component(code) => code,
            Meaning::Nothing => return None,
        };
        is_portable(code).then_some(code)
    }
}

/// One line of a shared map, as one member finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Which group shares it.
    pub group: Group,
    /// What was agreed; its component is a part of the group.
    pub agreed: Equivalence,
    /// What the member means by that part.
    pub meaning: Meaning,
}

/// What holds with one provider, and who agreed to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// What holds; its component is the provider's own.
    pub by: Equivalence,
    /// The group that shares it; none where it is the provider's alone.
    pub group: Option<Group>,
}

/// Finds what holds with a provider: what it has agreed itself, and what its groups share.
///
/// # Rule
/// What a provider has agreed itself stands in the place of what a group shares on the same session and
/// the same component. Nothing shared stands for a local component, and a provider's own training is
/// nothing from elsewhere.
#[must_use]
pub fn in_force(
    name: &str,
    own: Vec<Equivalence>,
    shared: Vec<GroupLine>,
    is_portable: impl Fn(&str) -> bool,
) -> Vec<Agreed> {
    let mut all: Vec<Agreed> = own
        .into_iter()
        .map(|by| Agreed { by, group: None })
        .collect();
    let ours = all.len();
    for line in shared {
        let component = line.meaning.component(&line.agreed.component, &is_portable);
        let Some(component) = component.map(str::to_owned) else {
            continue;
        };
        let by = Equivalence {
            component,
            ..line.agreed
        };
        let is_ours = fold(&by.institution) == fold(name);
        if is_ours || all[..ours].iter().any(|own| is_about(&own.by, &by)) {
            continue;
        }
        all.push(Agreed {
            by,
            group: Some(line.group),
        });
    }
    all.sort_by(|one, other| place(&one.by).cmp(&place(&other.by)));
    all
}

fn place(one: &Equivalence) -> (&str, &str, &str, jiff::civil::Date) {
    (&one.institution, &one.session, &one.component, one.from)
}

/// Whether two agreements are about the same session and the same component.
#[must_use]
pub fn is_about(one: &Equivalence, other: &Equivalence) -> bool {
    one.institution == other.institution
        && one.session == other.session
        && one.component == other.component
}

/// Whether two agreements come to the same, whoever agreed to them and wherever that is written.
#[must_use]
pub fn comes_to_the_same(one: &Equivalence, other: &Equivalence) -> bool {
    is_about(one, other)
        && one.share == other.share
        && one.from == other.from
        && one.until == other.until
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn agreed(institution: &str, component: &str, share: u8) -> Equivalence {
        Equivalence {
            institution: institution.to_owned(),
            session: "MT-3".to_owned(),
            title: "Instructional coaching".to_owned(),
            component: component.to_owned(),
            share,
            from: date(2024, 9, 1),
            until: None,
            agreed_by: "Helen Marsh".to_owned(),
            source: "Meeting of the group".to_owned(),
            version: 1,
        }
    }

    fn shared(institution: &str, part: &str, meaning: Meaning) -> GroupLine {
        GroupLine {
            group: Group {
                id: GroupId(Uuid::from_u128(1)),
                name: "Merseyside".to_owned(),
            },
            agreed: agreed(institution, part, 75),
            meaning,
        }
    }

    fn told(all: &[Agreed]) -> Vec<(&str, u8, bool)> {
        all.iter()
            .map(|one| (one.by.component.as_str(), one.by.share, one.group.is_some()))
            .collect()
    }

    #[test]
    fn each_member_means_its_own_component_by_a_part() {
        let portable = |code: &str| code != "local";
        let means = |meaning: Meaning| {
            let all = vec![shared("Hope", "coaching", meaning)];
            let found = in_force("York", Vec::new(), all, portable);
            found.first().map(|one| one.by.component.clone())
        };
        assert_eq!(means(Meaning::AsNamed).as_deref(), Some("coaching"));
        let pedagogy = Meaning::Component("pedagogy".to_owned());
        assert_eq!(means(pedagogy).as_deref(), Some("pedagogy"));
        assert_eq!(means(Meaning::Nothing), None);
        assert_eq!(means(Meaning::Component("local".to_owned())), None);
    }

    #[test]
    fn what_one_agreed_oneself_stands_in_the_place_of_what_is_shared() {
        let own = vec![agreed("Hope", "coaching", 50)];
        let all = vec![
            shared("Hope", "coaching", Meaning::AsNamed),
            shared("Hope", "mentoring", Meaning::AsNamed),
            shared("Chester", "coaching", Meaning::AsNamed),
        ];
        let found = in_force("York", own, all, |_| true);
        assert_eq!(
            told(&found),
            [
                ("coaching", 75, true),
                ("coaching", 50, false),
                ("mentoring", 75, true)
            ]
        );
    }

    #[test]
    fn what_a_member_trains_itself_is_nothing_from_elsewhere() {
        let all = vec![shared("liverpool  HOPE", "coaching", Meaning::AsNamed)];
        assert!(in_force("Liverpool Hope", Vec::new(), all, |_| true).is_empty());
    }

    #[test]
    fn a_name_is_neither_blank_nor_endless() {
        assert_eq!(group_name("  The  eight ").as_deref(), Ok("The eight"));
        assert!(group_name(" ").is_err());
        assert!(group_name(&"a".repeat(101)).is_err());
    }
}
