//! Tries every deed as every role: on what is theirs, and on what is somebody else's.
//!
//! Owns a second telling of who may do what, so that the first cannot change unseen. It never asks the first.

mod deeds;
mod delegate;
mod erasure;
mod guest;
mod invite;
mod limits;
mod passkey;
mod retention;
mod session;
mod sign_in;
mod task;
mod vouch;

use std::collections::BTreeSet;

use domain::{
    Date,
    access::{Actor, Deed, Object, Proof, Sample, SampleId, Scope, Trust},
    partnership::{ProviderId, Urn},
    person::{Membership, PersonId, Role},
    placement::PlacementId,
};
use jiff::civil::date;
use uuid::Uuid;

use crate::world::TODAY;

/// Roles in the order of [`Role::ALL`]: `-` nothing, `o` their own, `l` their placement, `s` their school,
/// `t` their trust, `m` their sample, `p` their provider, `a` everywhere. A row that ends early
/// gives nothing to the roles that follow.
///
/// General mentor, lead mentor, professional mentor, headteacher, supporting teacher, student
/// teacher, partnership officer, programme lead, head of ITE, business manager, support administrator,
/// delivery partner, trust, external examiner, inspector, partner reviewer.
const EXPECTED: [(Deed, &str); 100] = [
    (Deed::ImportSchools, "-----------"),
    (Deed::ImportProviders, "-----------"),
    (Deed::ImportProgramme, "-------p---"),
    (Deed::ImportPeople, "------p----"),
    (Deed::ReadPeople, "-p----ppp--"),
    (Deed::ChangePerson, "------p----"),
    (Deed::MergePeople, "------p----"),
    (Deed::SaveView, "-p----ppp--"),
    (Deed::ReadSchools, "-pss--ppps--t"),
    (Deed::SetSchoolArea, "------p----"),
    (Deed::ImportAttendance, "------p----"),
    (Deed::ReadImports, "------p----"),
    (Deed::UndoImport, "------p----"),
    (Deed::RecordEntry, "------p----p"),
    (Deed::CorrectEntry, "------p----"),
    (Deed::StrikeOutWords, "------p----"),
    (Deed::ReadBook, "------ppp--"),
    (Deed::VerifyBook, "------ppp--"),
    (Deed::ReadStanding, "opss--ppps--tmmm"),
    (Deed::ReadStandings, "-pss--ppps--t"),
    (Deed::ReadReadiness, "------ppp--"),
    (Deed::ReadPolicy, "aaaaaaaaaaaaaaaa"),
    (Deed::PreviewPolicy, "-p----ppp-a"),
    (Deed::ConfirmHistory, "o----------"),
    (Deed::NudgeMentors, "-ps---p----"),
    (Deed::SetPolicy, "----------a"),
    (Deed::SetOwnPolicy, "-------pp-a"),
    (Deed::ImportTrainees, "------p----"),
    (Deed::ImportPlacements, "------p----"),
    (Deed::ReadPlacements, "-pss--ppps--t"),
    (Deed::ReadPlacement, "opss-oppps--tmmm"),
    (Deed::AssignMentor, "--s---p----"),
    (Deed::ChangePlacement, "------p----"),
    (Deed::ConfirmGate, "------p----"),
    // Signing in.
    (Deed::EndSession, "ooooooooooaooooo"),
    (Deed::ReadPermissions, "aaaaaaaaaaaaaaaa"),
    (Deed::InvitePerson, "--s---ppp--"),
    (Deed::TellWhoIAm, "oooooooooooooooo"),
    (Deed::PrintSignIn, "--s---p----"),
    // Outgoing mail.
    (Deed::ReadOutbox, "----------a"),
    (Deed::ResendMessage, "----------a"),
    (Deed::TryMail, "----------a"),
    (Deed::ChangeOwnAddress, "oooooooooooooooo"),
    (Deed::VouchForAddress, "-pss--ppp--"),
    (Deed::ViewAs, "----------a"),
    (Deed::ReadOwnRecord, "oooooooooooooooo"),
    (Deed::ReadAudit, "------ppp"),
    // Signing in elsewhere.
    (Deed::LinkIdentity, "oooooooooooooooo"),
    (Deed::UnlinkIdentity, "oooooooooooooooo"),
    // Passkeys.
    (Deed::AddPasskey, "oooooooooooooooo"),
    (Deed::NamePasskey, "oooooooooooooooo"),
    (Deed::RemovePasskey, "oooooooooooooooo"),
    // Guests, and partners who deliver training.
    (Deed::ReadGuests, "------ppp"),
    (Deed::InviteGuest, "------ppp"),
    (Deed::ChangeGuest, "------ppp"),
    (Deed::ReadSample, "-------------ooo"),
    (Deed::ReadRecorded, "-----------o"),
    // Delegates.
    (Deed::ReadDelegates, "oooooooooooooooo"),
    (Deed::NameDelegate, "-oo---o"),
    (Deed::EndDelegate, "oooooooooooooooo"),
    // Being forgotten.
    (Deed::AskErasure, "oooooooooooooooo"),
    (Deed::AnswerErasure, "------p----"),
    (Deed::ErasePerson, "----------a"),
    (Deed::LetGo, "----------a"),
    // Sessions.
    (Deed::OfferSession, "------pp"),
    (Deed::ReadSessions, "ppppp-pppp-pp"),
    (Deed::BookSession, "o-s---p"),
    (Deed::ReadBookings, "-p----ppp"),
    // Release.
    (Deed::ReadCalendar, "oooooooooooooooo"),
    (Deed::ChangeCalendar, "oooooooooooooooo"),
    (Deed::ReadReleases, "--ss-----s"),
    (Deed::ReleaseMentor, "--ss"),
    (Deed::SetRelease, "--ss"),
    (Deed::ReadCoverNote, "o-ss-----s"),
    (Deed::PrintRegister, "oooooopooooooooo"),
    // Registers.
    (Deed::ReadRegister, "oooooopooooooooo"),
    (Deed::KeepRegister, "oooooopooooooooo"),
    (Deed::CloseRegister, "oooooopooooooooo"),
    (Deed::CheckIn, "oooooooooooooooo"),
    // Messages.
    (Deed::ReadInbox, "oooooooooooooooo"),
    (Deed::MarkNotice, "oooooooooooooooo"),
    (Deed::ChooseMail, "oooooooooooooooo"),
    (Deed::WriteToList, "------p----"),
    (Deed::ReadWritten, "------ppp--"),
    (Deed::KeepTemplate, "------p----"),
    // Feedback.
    (Deed::AnswerQuestions, "oooooooooooooooo"),
    (Deed::ReadFeedback, "-o----ppp--o"),
    (Deed::FollowFeedback, "-o----p----o"),
    // Messages that did not arrive.
    (Deed::ResendToPeople, "------p----"),
    // Prior learning.
    (Deed::ReadMap, "-p----ppp"),
    (Deed::ChangeMap, "------pp"),
    (Deed::ShareMap, "------pp"),
    (Deed::ReadPriorLearning, "oooooooooooooooo"),
    (Deed::TellPriorLearning, "oooooooooooooooo"),
    (Deed::AskRecognition, "oooooooooooooooo"),
    (Deed::ReadRequests, "-p----ppp"),
    (Deed::AskIssuer, "-p----pp"),
    (Deed::DecideRequest, "-p----pp"),
    (Deed::WithdrawDecision, "------p"),
    (Deed::AdjustRequirement, "------pp"),
];

/// How far a role's leave goes, by the second telling.
fn reach(deed: Deed, role: Role) -> char {
    let (_, row) = EXPECTED.iter().find(|(known, _)| *known == deed).unwrap();
    let at = Role::ALL.iter().position(|known| *known == role).unwrap();
    row.chars().nth(at).unwrap_or('-')
}

const ME: PersonId = PersonId(Uuid::from_u128(1));
const ANOTHER: PersonId = PersonId(Uuid::from_u128(2));
const STRANGER: PersonId = PersonId(Uuid::from_u128(5));
const MY_PLACEMENT: PlacementId = PlacementId(Uuid::from_u128(8));
const OTHER_PLACEMENT: PlacementId = PlacementId(Uuid::from_u128(9));
const MY_SCHOOL: Urn = Urn(100_001);
const OTHER_SCHOOL: Urn = Urn(100_002);
const MY_PROVIDER: ProviderId = ProviderId(Uuid::from_u128(3));
const OTHER_PROVIDER: ProviderId = ProviderId(Uuid::from_u128(4));

/// Whose membership it is: narrowed to what is theirs, as roles of such a sort are.
fn actor(role: Role, from: Option<Date>, until: Option<Date>) -> Actor {
    Actor {
        person: ME,
        memberships: vec![Membership {
            person: ME,
            provider: MY_PROVIDER,
            role,
            school: Some(MY_SCHOOL),
            scope: scope(role, MY_SCHOOL, &[ANOTHER], &[MY_PLACEMENT]),
            subject: None,
            school_phase: None,
            from,
            until,
        }],
        today: TODAY,
        proof: Proof::Waived,
        stands_in: Vec::new(),
        session: None,
    }
}

/// The scope that a role is narrowed to, if it is.
pub fn scope(
    role: Role,
    school: Urn,
    people: &[PersonId],
    placements: &[PlacementId],
) -> Option<Scope> {
    match role {
        Role::Trust => Some(Scope::Trust(Trust {
            code: "2044".to_owned(),
            schools: vec![school],
        })),
        Role::ExternalExaminer | Role::Inspector | Role::PartnerReviewer => {
            Some(Scope::Sample(Sample {
                id: SampleId(Uuid::from_u128(7)),
                people: people.to_vec(),
                placements: placements.to_vec(),
            }))
        }
        _ => None,
    }
}

/// Every mixture of own and other, of a person alone or of a placement, with the reaches that include it.
fn objects() -> Vec<(Object, String)> {
    let mut objects = vec![(Object::default(), "a".to_owned())];
    for person in [ME, ANOTHER, STRANGER] {
        for school in [MY_SCHOOL, OTHER_SCHOOL] {
            for provider in [MY_PROVIDER, OTHER_PROVIDER] {
                for placement in [None, Some(MY_PLACEMENT), Some(OTHER_PLACEMENT)] {
                    let ours = provider == MY_PROVIDER;
                    let sampled = match placement {
                        Some(placement) => placement == MY_PLACEMENT,
                        None => person == ANOTHER,
                    };
                    let within = [
                        ('a', true),
                        ('o', person == ME),
                        ('p', ours),
                        ('s', ours && school == MY_SCHOOL),
                        ('t', ours && school == MY_SCHOOL),
                        ('m', ours && sampled),
                    ];
                    let reaches = within.iter().filter(|(_, is)| *is);
                    let object = Object {
                        person: Some(person),
                        school: Some(school),
                        provider: Some(provider),
                        placement,
                    };
                    objects.push((object, reaches.map(|(reach, _)| *reach).collect()));
                }
            }
        }
    }
    objects
}

#[test]
fn every_deed_is_told_twice_and_both_tellings_have_every_role() {
    assert_eq!(EXPECTED.len(), Deed::ALL.len());
    for (deed, _) in Deed::ALL {
        let rows: Vec<_> = EXPECTED
            .iter()
            .filter(|(known, _)| *known == deed)
            .collect();
        assert_eq!(rows.len(), 1, "{deed:?}");
        assert!(rows[0].1.len() <= Role::ALL.len(), "{deed:?}");
    }
}

/// A membership that runs, has ended, or is still to begin; and whether it says anything on the day.
fn stretches() -> [(Option<Date>, Option<Date>, bool); 6] {
    let (yesterday, tomorrow) = (date(2025, 11, 17), date(2025, 11, 19));
    [
        (None, None, true),
        (Some(TODAY), Some(TODAY), true),
        (Some(yesterday), Some(tomorrow), true),
        (None, Some(yesterday), false),
        (Some(tomorrow), None, false),
        (Some(tomorrow), Some(yesterday), false),
    ]
}

#[test]
fn every_deed_reaches_as_far_as_the_role_on_its_days_and_no_further() {
    let (mut attempts, mut leaks) = (0_u32, 0_u32);
    let mut scopes = BTreeSet::new();
    for (deed, _) in Deed::ALL {
        for role in Role::ALL {
            let reach = reach(deed, role);
            scopes.insert(reach);
            for (from, until, runs) in stretches() {
                let actor = actor(role, from, until);
                for (object, within) in objects() {
                    let may = actor.may(deed, object).is_ok();
                    let own_right = deed.is_a_right() && object.person == Some(ME);
                    let expected = runs && within.contains(reach) || own_right;
                    attempts += 1;
                    leaks += u32::from(may && !expected);
                    let who = format!("{deed:?} as {role:?} from {from:?} until {until:?}");
                    assert_eq!(may, expected, "{who} on {object:?}");
                }
            }
        }
    }
    scopes.remove(&'-');
    println!(
        "the table: {} deeds, {} roles, {} scopes, {attempts} attempts, {leaks} leaks",
        Deed::ALL.len(),
        Role::ALL.len(),
        scopes.len()
    );
}

#[test]
fn nobody_without_a_role_may_do_anything_and_the_operator_may_do_everything() {
    let nobody = Actor {
        person: ME,
        memberships: Vec::new(),
        today: TODAY,
        proof: Proof::Waived,
        stands_in: Vec::new(),
        session: None,
    };
    for (deed, _) in Deed::ALL {
        for (object, _) in objects() {
            let own_right = deed.is_a_right() && object.person == Some(ME);
            assert_eq!(nobody.may(deed, object).is_ok(), own_right);
            assert!(Actor::operator(TODAY).may(deed, object).is_ok());
        }
    }
}
