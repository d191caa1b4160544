//! Tells of every address which deed it is on what: a second telling, beside that of the pages.
//!
//! Owns the words for addresses. It never fetches a page.

use actions::{access, placement};
use domain::{
    access::{Actor, Deed, Object},
    booking::SessionId,
    partnership::{ProviderId, Urn},
    person::{PersonId, Role},
    placement::PlacementId,
    prior_learning::{FileId, ItemId, RequestId},
};

use super::sessions;
use crate::whole::Whole;

/// Says whether somebody may open an address. What is not told here nobody may.
pub async fn may(whole: &Whole, actor: &Actor, address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let path = [".csv", ".xlsx", ".json", ".ics", ".pdf"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .unwrap_or(path);
    let words: Vec<&str> = path.split('/').skip(1).collect();
    let signed_in = !actor.memberships.is_empty();
    let on = |deed, object| actor.may(deed, object).is_ok();
    match words.as_slice() {
        [""] | ["style"] | ["demo", "mail", ..] => true,
        ["search"] | ["access"] => signed_in,
        [
            "access",
            "permissions" | "me" | "delegates" | "addresses" | "devices" | "identity" | "who"
            | "passkeys",
        ] => signed_in,
        ["access", "guest"] => actor.memberships.iter().any(|held| held.role.is_a_guest()),
        ["access", "opened", code] => opened(whole, actor, code, address.contains("guest=")).await,
        // Being forgotten.
        ["access", "erasure"] => signed_in,
        ["access", "erasures", ..] => on(Deed::ErasePerson, Object::default()),
        ["access", "retention"] => on(Deed::LetGo, Object::default()),
        ["access", "view"] => on(Deed::ViewAs, Object::default()),
        ["notice"] | ["notice", "preferences"] => signed_in,
        ["notice", id] if id.parse::<uuid::Uuid>().is_ok() => own_notice(whole, actor, id).await,
        ["notice", "write", code] => with(whole, actor, code, Deed::WriteToList).await,
        ["notice", "written", code] => with(whole, actor, code, Deed::ReadWritten).await,
        ["feedback", id, "heard"] => heard(whole, actor, id).await,
        ["feedback", id] | ["feedback", id, "1" | "2" | "3" | "4" | "5"]
            if id.parse::<uuid::Uuid>().is_ok() =>
        {
            let session = SessionId(id.parse().unwrap_or_default());
            let found = actions::feedback::asked(&whole.platform, actor, actor.person, session);
            found.await.is_ok()
        }
        ["feedback", "provider", code] => with(whole, actor, code, Deed::ReadFeedback).await,
        // Prior learning.
        ["prior-learning"] | ["prior-learning", "you" | "item" | "together" | "skip"] => signed_in,
        ["prior-learning", "item", id, ..] => {
            let id = ItemId(id.parse().unwrap_or_default());
            let found = actions::prior_learning::item(&whole.platform, actor, id);
            found.await.is_ok()
        }
        ["prior-learning", "request", id] => {
            let id = RequestId(id.parse().unwrap_or_default());
            let found = actions::prior_learning::shown(&whole.platform, actor, id);
            found.await.is_ok()
        }
        ["prior-learning", "file", id, ..] => {
            let id = FileId(id.parse().unwrap_or_default());
            let found = actions::prior_learning::file::file(&whole.platform, actor, id);
            found.await.is_ok()
        }
        ["prior-learning", "queue", code, ..] => with(whole, actor, code, Deed::ReadRequests).await,
        ["prior-learning", "group", code]
        | ["prior-learning", "group", code, _, "import" | "ours"] => {
            with(whole, actor, code, Deed::ShareMap).await
        }
        ["prior-learning", "group", code, ..] => with(whole, actor, code, Deed::ReadMap).await,
        ["prior-learning", "map", code, "import"] => {
            with(whole, actor, code, Deed::ChangeMap).await
        }
        ["prior-learning", "map", code, ..] => with(whole, actor, code, Deed::ReadMap).await,
        ["prior-learning", "adjust", code, ..] => {
            with(whole, actor, code, Deed::AdjustRequirement).await
        }
        ["notice", "outbox"] => on(Deed::ReadOutbox, Object::default()),
        ["access", about, code, rest @ ..] => getting_in(whole, actor, (about, code), rest).await,
        ["this-week"] => actor.is(Role::GeneralMentor),
        ["placement"] => actor.is(Role::StudentTeacher),
        ["our-mentors", "caseload", ..] => actor.is(Role::LeadMentor),
        ["our-mentors", ..] | ["placement", "school"] => at_a_school(actor),
        ["policy", ..] => policy(actor, &words),
        ["standing"] => on(Deed::ReadStanding, own(actor)),
        // Release.
        ["booking", "calendar"] => on(Deed::ReadCalendar, own(actor)),
        ["booking", "release", urn, ..] => {
            let school = urn.parse().ok().map(Urn);
            let mut held = actor.memberships.iter();
            held.any(|held| {
                let object = Object {
                    provider: Some(held.provider),
                    school,
                    ..Object::default()
                };
                on(Deed::ReadReleases, object)
            })
        }
        ["booking"] => {
            let mut held = actor.memberships.iter();
            held.any(|held| {
                let object = Object {
                    provider: Some(held.provider),
                    ..Object::default()
                };
                on(Deed::ReadSessions, object)
            })
        }
        ["booking", "offer", code] => with(whole, actor, code, Deed::OfferSession).await,
        ["booking", id, rest @ ..] => {
            let printed = address.ends_with(".pdf");
            sessions::may(whole, actor, id, rest, printed).await
        }
        [capability, code, rest @ ..] => {
            let Some(provider) = provider(whole, actor, code).await else {
                return false;
            };
            let whole_of_it = Object {
                provider: Some(provider),
                ..Object::default()
            };
            match (*capability, rest) {
                ("standing", [] | ["history"]) => {
                    let person = Some(actor.person);
                    on(
                        Deed::ReadStanding,
                        Object {
                            person,
                            ..whole_of_it
                        },
                    )
                }
                ("standing", ["plan"]) => on(Deed::ReadStanding, own(actor)),
                ("standing", [person] | [person, "plan"]) => {
                    at_their_schools(whole, actor, provider, person, Deed::ReadStanding).await
                }
                ("person", [] | [_] | ["view", ..]) => on(Deed::ReadPeople, whole_of_it),
                ("person", [_, "change" | "role", ..]) => on(Deed::ChangePerson, whole_of_it),
                ("ledger", ["delivered"]) => {
                    on(Deed::ReadRecorded, own(actor)) && on(Deed::RecordEntry, whole_of_it)
                }
                ("ledger", ["record"]) => on(Deed::RecordEntry, whole_of_it),
                ("ledger", [_, "correct"]) => on(Deed::CorrectEntry, whole_of_it),
                ("audit", []) => on(Deed::ReadAudit, whole_of_it),
                ("audit", ["imports", ..]) => on(Deed::ReadImports, whole_of_it),
                ("insight", []) => on(Deed::ReadReadiness, whole_of_it),
                ("insight", ["quality", ..]) => on(Deed::ChangePerson, whole_of_it),
                ("partnership", []) => on(Deed::ReadSchools, whole_of_it),
                ("partnership", [urn]) => {
                    let school = urn.parse().ok().map(Urn);
                    on(
                        Deed::ReadSchools,
                        Object {
                            school,
                            ..whole_of_it
                        },
                    )
                }
                ("placement", []) => {
                    let schools = actor.memberships.iter().flat_map(|held| held.schools());
                    let mut at = schools.map(|school| Object {
                        school: Some(school),
                        ..whole_of_it
                    });
                    on(Deed::ReadPlacements, whole_of_it)
                        || at.any(|at| on(Deed::ReadPlacements, at))
                }
                ("placement", [id, rest @ ..]) => a_placement(whole, actor, id, rest).await,
                _ => false,
            }
        }
        _ => false,
    }
}

/// What was said is read by whoever held the session, and by the office and the leads of its provider.
async fn heard(whole: &Whole, actor: &Actor, id: &str) -> bool {
    let session = SessionId(id.parse().unwrap_or_default());
    let operator = whole.platform.operator();
    let Ok(found) = actions::feedback::heard(&whole.platform, &operator, session).await else {
        return false;
    };
    let hosts = found.session.host == actor.person && actor.is(Role::LeadMentor);
    let object = Object {
        provider: Some(found.session.provider),
        ..Object::default()
    };
    hosts || actor.may(Deed::ReadFeedback, object).is_ok()
}

/// A message is read by whom it tells.
async fn own_notice(whole: &Whole, actor: &Actor, id: &str) -> bool {
    let told = actions::notice::inbox(&whole.platform, actor, actor.person).await;
    told.is_ok_and(|told| told.notices.iter().any(|one| one.id.to_string() == id))
}

/// What is done with the whole of a provider's partnership.
async fn with(whole: &Whole, actor: &Actor, code: &str, deed: Deed) -> bool {
    let Some(provider) = provider(whole, actor, code).await else {
        return false;
    };
    let object = Object {
        provider: Some(provider),
        ..Object::default()
    };
    actor.may(deed, object).is_ok()
}

/// Who lets others in: with a whole provider, or at a school of one's own.
async fn getting_in(
    whole: &Whole,
    actor: &Actor,
    (about, code): (&str, &str),
    rest: &[&str],
) -> bool {
    let Some(provider) = provider(whole, actor, code).await else {
        return false;
    };
    let anywhere = |deed| {
        let schools = actor.memberships.iter().flat_map(|held| held.schools());
        schools.map(Some).chain([None]).any(|school| {
            let object = Object {
                school,
                provider: Some(provider),
                ..Object::default()
            };
            actor.may(deed, object).is_ok()
        })
    };
    match (about, rest) {
        ("guests", ["new"]) => anywhere(Deed::InviteGuest),
        ("guests", [] | [_]) => anywhere(Deed::ReadGuests),
        ("guests", [_, "sample"]) => anywhere(Deed::ChangeGuest),
        ("invite", []) => anywhere(Deed::InvitePerson),
        ("erasure", []) => anywhere(Deed::AnswerErasure),
        ("print", [_, _]) => anywhere(Deed::PrintSignIn),
        ("vouch", [person]) => {
            at_their_schools(whole, actor, provider, person, Deed::VouchForAddress).await
        }
        _ => false,
    }
}

/// What a guest opened is theirs to read, and the office's.
async fn opened(whole: &Whole, actor: &Actor, code: &str, by_a_guest: bool) -> bool {
    let Some(provider) = provider(whole, actor, code).await else {
        return false;
    };
    let object = Object {
        provider: Some(provider),
        ..Object::default()
    };
    let mut held = actor.memberships.iter();
    let was_theirs = held.any(|held| held.role.is_a_guest() && held.provider == provider);
    was_theirs && !by_a_guest || actor.may(Deed::ReadGuests, object).is_ok()
}

fn own(actor: &Actor) -> Object {
    Object {
        person: Some(actor.person),
        ..Object::default()
    }
}

fn at_a_school(actor: &Actor) -> bool {
    let roles = [
        Role::ProfessionalMentor,
        Role::Headteacher,
        Role::BusinessManager,
        Role::Trust,
    ];
    roles.into_iter().any(|role| actor.is(role))
}

/// The rules are everybody's to read; what a change would touch, and the change itself, are not.
fn policy(actor: &Actor, words: &[&str]) -> bool {
    let with = |deed| {
        let held = actor.memberships.iter().map(|held| Object {
            provider: Some(held.provider),
            ..Object::default()
        });
        held.chain([Object::default()])
            .any(|object| actor.may(deed, object).is_ok())
    };
    match words {
        ["policy", _, "set" | "preview" | "undo", ..] => {
            with(Deed::SetPolicy) || with(Deed::SetOwnPolicy)
        }
        ["policy", "changes"] | ["policy", _, _, ..] => with(Deed::PreviewPolicy),
        _ => actor.may(Deed::ReadPolicy, Object::default()).is_ok(),
    }
}

/// The provider of a code, among those with whom the actor has to do.
async fn provider(whole: &Whole, actor: &Actor, code: &str) -> Option<ProviderId> {
    let reader = access::reader(&whole.platform, actor.person).await.ok()?;
    let mut providers = reader.seats.iter().flat_map(|seat| &seat.providers);
    providers
        .find(|provider| provider.code.eq_ignore_ascii_case(code))
        .map(|provider| provider.id)
}

/// Somebody's page is read as of any school where they work.
async fn at_their_schools(
    whole: &Whole,
    actor: &Actor,
    provider: ProviderId,
    person: &str,
    deed: Deed,
) -> bool {
    let Some(person) = person.parse().ok().map(PersonId) else {
        return false;
    };
    let Ok(theirs) = access::actor(&whole.platform, person).await else {
        return false;
    };
    let with = theirs.memberships.iter();
    let schools = with
        .filter(|held| held.provider == provider)
        .map(|held| held.school);
    schools.chain([None]).any(|school| {
        let object = Object {
            person: Some(person),
            school,
            provider: Some(provider),
            placement: None,
        };
        actor.may(deed, object).is_ok()
    })
}

async fn a_placement(whole: &Whole, actor: &Actor, id: &str, rest: &[&str]) -> bool {
    let Some(id) = id.parse().ok().map(PlacementId) else {
        return false;
    };
    let (platform, operator) = (&whole.platform, whole.platform.operator());
    let Ok(found) = placement::one(platform, &operator, id).await else {
        return false;
    };
    let own = found.row.is_of(actor.person, actor.today);
    let object = Object {
        person: own.then_some(actor.person),
        school: Some(found.row.placement.school),
        provider: Some(found.row.placement.provider),
        placement: Some(id),
    };
    let deed = match rest {
        [] => Deed::ReadPlacement,
        ["mentor" | "end", ..] => Deed::AssignMentor,
        ["change"] => Deed::ChangePlacement,
        ["gate", ..] => Deed::ConfirmGate,
        _ => return false,
    };
    actor.may(deed, object).is_ok()
}
