//! Keeps what an e-mail address tells of itself: whether one person reads it, and how to name it without telling it.
//!
//! Owns the words role mailbox and `masked`. It never says whose an address is.

/// First words of mailboxes that are read by whoever is on duty.
const ROLES: [&str; 39] = [
    "accounts",
    "admin",
    "administration",
    "admissions",
    "bursar",
    "business",
    "contact",
    "cover",
    "cpd",
    "enquiries",
    "enquiry",
    "finance",
    "general",
    "head",
    "headteacher",
    "hello",
    "help",
    "hr",
    "info",
    "information",
    "ite",
    "itt",
    "mail",
    "mentor",
    "mentors",
    "noreply",
    "office",
    "placements",
    "postmaster",
    "principal",
    "reception",
    "recruitment",
    "school",
    "schooloffice",
    "secretary",
    "staff",
    "support",
    "team",
    "training",
];

/// Says whether an address looks as if several people read it.
///
/// # Rule
/// By the first word before the @, digits left out: office@, head2@, admin.elm@. A name that begins
/// so but goes on (headley@, officer@) is a person's.
#[must_use]
pub fn is_role_mailbox(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    let mut words = local.split(|letter: char| !letter.is_alphabetic());
    let first = words.find(|word| !word.is_empty()).unwrap_or_default();
    ROLES.contains(&first) || local.replace(['-', '_', '.'], "") == "noreply"
}

/// An address as it can be told to somebody who may not know it: "a…a@school.example".
#[must_use]
pub fn masked(address: &str) -> String {
    let Some((local, host)) = address.split_once('@') else {
        return "…".to_owned();
    };
    let mut letters = local.chars();
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{host}"),
        (Some(first), None) => format!("{first}…@{host}"),
        (None, _) => format!("…@{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_of_a_role_is_told_from_a_person_s() {
        for role in [
            "office@elm.example",
            "HEAD@elm.example",
            "admin2@elm.example",
            "info.elm@trust.example",
            "no-reply@elm.example",
            "school-office@elm.example",
        ] {
            assert!(is_role_mailbox(role), "{role}");
        }
        for person in [
            "j.head@elm.example",
            "headley@elm.example",
            "officer.dibble@elm.example",
            "amina.khan@elm.example",
            "a.office@elm.example",
        ] {
            assert!(!is_role_mailbox(person), "{person}");
        }
    }

    #[test]
    fn the_names_of_roles_stand_in_order() {
        assert!(ROLES.is_sorted());
    }

    #[test]
    fn a_masked_address_shows_where_it_is_and_not_whose() {
        assert_eq!(masked("amina@elm.example"), "a…a@elm.example");
        assert_eq!(masked("a@elm.example"), "a…@elm.example");
        assert_eq!(masked("Ünal@elm.example"), "Ü…l@elm.example");
        assert_eq!(masked("nothing"), "…");
    }
}
