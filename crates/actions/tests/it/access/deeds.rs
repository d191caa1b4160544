//! Tries whole deeds as each role: what is not theirs is forbidden and leaves nothing behind.
//!
//! Owns the way to attempt a deed. It never looks into the table of deeds.

use actions::{
    ActionError, access, audit, booking,
    booking::{check_in, register},
    feedback, insight,
    ledger::{Statement, answer_history, correct, list, record, strike_out, verify},
    notice::{self, Chosen, nudge},
    partnership,
    person::{self, Asked, By, Group},
    placement,
    policy::{self, PROGRAMMES},
    prior_learning,
    programme::import_programme,
    standing::{self, Question, training},
};
use domain::{
    Minutes, Pence,
    access::{Actor, Deed, Scope},
    ledger::{self, Answer, Correction, EntryId, How},
    partnership::{FundingArea, Urn},
    person::Role,
    placement::{Manner, PlacementId},
    policy::{Confidence, Kind, Origin, Row, Value},
    prior_learning::{ItemKind, Stage},
};
use jiff::{ToSpan, civil::date};

use super::{passkey, reach, scope};
use crate::booking_release::held;
use crate::placement::{import_as, placed, state, student, trainees_as};
use crate::world::{
    ATTENDANCE, KEEP, PEOPLE, World, asking, attended, is_forbidden, mentor, on_each, refusal,
};

const MENTOR: &str = "1000001";
/// Somebody of earlier years of whom nothing is known.
const ASKED: &str = "1000009";
/// The address of whoever holds sessions.
const HOST: &str = "host@birch.example";

async fn with_a_mentor(world: &World) {
    student(world).await;
    let left = ",Lea,Vers,lea@birch.example,general_mentor,100002,,,2024-09-01,2025-08-31\n";
    world.people("Y75", left).await;
    let host = format!(",Hope,Ash,{HOST},lead_mentor,,,,2024-09-01,\n");
    world.people("Y75", &host).await;
    world
        .people("Y75", &mentor(ASKED, "Zoe", "Young", 100_002))
        .await;
    world
        .people("Y75", &mentor(MENTOR, "Amina", "Khan", 100_001))
        .await;
    world
        .attended("Y75", &attended(MENTOR, "pedagogy", "2025-10-01", 60))
        .await;
    let amina = world.person(MENTOR).await;
    crate::feedback::answered(world, amina, 5).await;
}

/// The newest entry of the mentor.
async fn entry(world: &World) -> EntryId {
    let entries = world.entries("Y75", MENTOR).await;
    let newest = entries.iter().find(|listed| listed.replaced_by.is_none());
    newest.unwrap().entry.id
}

/// Everything that a deed could leave behind.
async fn traces(world: &World) -> (usize, usize, usize, usize, String, String) {
    let mut tx = world.store.read().await.unwrap();
    let versions = store::programme::versions(&mut tx, world.provider("Y75").await)
        .await
        .unwrap();
    let books = store::ledger::books(&mut tx).await.unwrap();
    (
        store::audit::notes(&mut tx).await.unwrap().len(),
        store::person::people(&mut tx).await.unwrap().len(),
        store::partnership::urns(&mut tx).await.unwrap().len(),
        store::partnership::providers(&mut tx).await.unwrap().len(),
        policy::export(&world.platform).await.unwrap(),
        format!("{versions:?} {books:?}"),
    )
}

/// A day of nine hours is pointed out at York St John.
fn own_choice() -> Row {
    Row {
        of: "ledger.day.flagged".into(),
        kind: Kind::Local,
        provider: Some("Y75".into()),
        value: Value::Minutes(Minutes::hours(9)),
        from: date(2025, 9, 1),
        until: None,
        source: "ours".into(),
        confidence: Confidence::Confirmed,
        note: None,
        origin: Origin::Own,
    }
}

/// The placement that a guest was given to read.
fn sampled(actor: &Actor) -> Option<PlacementId> {
    let scope = actor.memberships.first()?.scope.as_ref()?;
    match scope {
        Scope::Sample(sample) => sample.placements.first().copied(),
        Scope::Trust(_) | Scope::Placement(_) => None,
    }
}

/// Tries a deed on things of York St John and of the first school.
async fn attempt(world: &World, deed: Deed, actor: &Actor) -> Result<(), ActionError> {
    let platform = &world.platform;
    match deed {
        Deed::ImportSchools => {
            let file = world.file("URN,EstablishmentName\n100009,Elm School\n");
            partnership::import_schools(platform, actor, &file, None, KEEP, &mut |_| {})
                .await
                .map(|_| ())
        }
        Deed::ImportProviders => {
            let file = world.file("provider_code,operating_name\nZ99,Zenith\n");
            partnership::import_providers(platform, actor, &file, KEEP, &mut |_| {})
                .await
                .map(|_| ())
        }
        Deed::ImportProgramme => {
            let (_, text) = PROGRAMMES
                .iter()
                .find(|(path, _)| path.contains("york-st-john"))
                .unwrap();
            let text = text.replace("title = \"Pedagogy\"", "title = \"Teaching\"");
            import_programme(platform, actor, ("programme.toml", &text), KEEP)
                .await
                .map(|_| ())
        }
        Deed::ImportPeople => {
            let text = format!("{PEOPLE}{}", mentor("1000002", "Ben", "Low", 100_001));
            world.people_as(actor, "Y75", text, KEEP).await.map(|_| ())
        }
        Deed::ImportTrainees => {
            let row = [
                ("trn", "2000002"),
                ("first_names", "Eve"),
                ("last_names", "Ito"),
            ];
            trainees_as(world, actor, "Y75", &[&row], KEEP)
                .await
                .map(|_| ())
        }
        Deed::ImportPlacements => {
            let rows = "STU-7,Kit Moss,,,,1,100001,,,2025-09-15,\n";
            import_as(world, actor, "Y75", rows, KEEP).await.map(|_| ())
        }
        Deed::ReadPlacements => {
            let question = placement::Question {
                provider: "Y75".into(),
                school: Some(Urn(100_001)),
                ..placement::Question::default()
            };
            placement::list(platform, actor, &question)
                .await
                .map(|_| ())
        }
        Deed::ReadPlacement => {
            let id = match sampled(actor) {
                Some(id) => id,
                None => placed(world).await,
            };
            placement::one(platform, actor, id).await.map(|_| ())
        }
        Deed::AssignMentor => {
            let id = placed(world).await;
            let (placement, seen) = state(world, id).await;
            let mentor = world.person(MENTOR).await;
            let what = (mentor, placement.from, Manner::Beside);
            placement::assign(platform, actor, id, what, &seen, platform.number()).await
        }
        Deed::ChangePlacement => {
            let id = placed(world).await;
            let (placement, seen) = state(world, id).await;
            let changed = placement::Changed {
                block: Some("Autumn".into()),
                stage: Some(3),
                lead_mentor: None,
                from: placement.from,
                until: placement.until,
            };
            placement::change(platform, actor, id, &changed, &seen, platform.number()).await
        }
        Deed::ConfirmGate => {
            let id = placed(world).await;
            let (_, seen) = state(world, id).await;
            let on = Some(date(2025, 9, 1));
            placement::confirm_gate(platform, actor, id, on, &seen, platform.number()).await
        }
        Deed::ImportAttendance => {
            let text = format!(
                "{ATTENDANCE}{}",
                attended(MENTOR, "assessment", "2025-10-02", 60)
            );
            world
                .attendance_as(actor, "Y75", text, KEEP)
                .await
                .map(|_| ())
        }
        Deed::ReadImports => {
            let read = actions::import::imports(platform, actor, "Y75", 50, 0).await;
            read.map(|_| ())
        }
        Deed::UndoImport => {
            let list = actions::import::imports(platform, &world.operator(), "Y75", 50, 0).await;
            let newest = list
                .unwrap()
                .list
                .into_iter()
                .find(|run| run.kind == domain::audit::import::Kind::Attendance);
            let (id, once) = (newest.unwrap().id, platform.number());
            actions::import::undo(platform, actor, id, "the wrong file", once)
                .await
                .map(|_| ())
        }
        Deed::ReadPeople => {
            let asked = Asked {
                provider: "Y75".into(),
                group: Group::Others,
                text: String::new(),
                school: None,
                role: None,
                now: None,
                by: By::Name,
                turned: false,
            };
            person::people(platform, actor, &asked).await.map(|_| ())
        }
        Deed::ChangePerson => {
            let whom = ("Y75", world.person(MENTOR).await);
            let (.., mut details) = person::details(platform, actor, whom.0, whom.1).await?;
            let seen = details.token();
            details.first_name.push('a');
            person::change(platform, actor, platform.number(), whom, &seen, &details).await
        }
        Deed::MergePeople => {
            let two = (world.person(MENTOR).await, world.person(ASKED).await);
            let once = platform.number();
            person::tell_apart(platform, actor, once, "Y75", two).await
        }
        Deed::SetSchoolArea => {
            let (once, area) = (platform.number(), FundingArea::Fringe);
            insight::set_area(platform, actor, once, ("Y75", Urn(100_001)), area).await
        }
        Deed::SaveView => {
            let place = ("Y75", "person");
            let once = platform.number();
            person::save_view(platform, actor, once, place, "Mine", "sort=name").await
        }
        Deed::ReadSchools => partnership::school(platform, actor, "Y75", Urn(100_001))
            .await
            .map(|_| ()),
        Deed::RecordEntry => {
            let statement = Statement {
                person: world.person(MENTOR).await,
                component: None,
                kind: ledger::Kind::Community,
                minutes: Minutes(30),
                held_on: date(2025, 10, 3),
                school: None,
                verified_by: None,
                how: How::Register,
                reference: platform.number().to_string(),
                reason: "it was left out of the file".into(),
            };
            record(platform, actor, platform.number(), "Y75", &statement)
                .await
                .map(|_| ())
        }
        Deed::CorrectEntry => {
            let correction = Correction {
                minutes: Some(Minutes(45)),
                reason: "left early".into(),
                ..Correction::default()
            };
            correct(platform, actor, entry(world).await, correction)
                .await
                .map(|_| ())
        }
        Deed::StrikeOutWords => {
            strike_out(platform, actor, entry(world).await, "a pupil was named")
                .await
                .map(|_| ())
        }
        Deed::ReadBook => {
            let mentor = Some(MENTOR.parse().unwrap());
            list(platform, actor, "Y75", mentor, false)
                .await
                .map(|_| ())
        }
        Deed::VerifyBook => verify(platform, actor, Some("Y75"), None).await.map(|_| ()),
        Deed::ReadStanding => {
            let person = world.person(MENTOR).await;
            training(platform, actor, person, "Y75").await.map(|_| ())
        }
        Deed::ReadStandings => {
            let question = Question {
                school: Some(Urn(100_001)),
                ..asking("Y75")
            };
            standing::list(platform, actor, &question).await.map(|_| ())
        }
        Deed::ReadReadiness => insight::overview(platform, actor, "Y75").await.map(|_| ()),
        Deed::ReadPolicy => policy::rules(platform, actor, &policy::Asked::default())
            .await
            .map(|_| ()),
        Deed::PreviewPolicy => policy::changes(platform, actor, None, Some("Y75"))
            .await
            .map(|_| ()),
        Deed::SetOwnPolicy => {
            let row = own_choice();
            let seen = policy::preview(platform, &world.operator(), &row)
                .await?
                .seen;
            let once = platform.number();
            policy::set_one(platform, actor, &row, "as we agreed", &seen, once).await
        }
        Deed::ConfirmHistory => {
            let person = world.person(ASKED).await;
            let once = platform.number();
            answer_history(platform, actor, person, "Y75", once, Answer::Confirmed).await
        }
        Deed::NudgeMentors => {
            let chosen = Chosen {
                provider: "Y75".to_owned(),
                mentor: world.person(MENTOR).await,
            };
            nudge(platform, actor, platform.number(), &[chosen])
                .await
                .map(|_| ())
        }
        Deed::ReadPermissions => access::permissions(platform, actor).await.map(|_| ()),
        Deed::ReadOwnRecord => {
            let somebody_else = world.person(MENTOR).await;
            access::own_record(platform, actor, somebody_else)
                .await
                .map(|_| ())
        }
        Deed::ReadAudit => audit::notes(platform, actor, "Y75", &audit::Asked::default())
            .await
            .map(|_| ()),
        Deed::SetPolicy => {
            let text = "[[value]]\nof = \"ledger.day.flagged\"\nkind = \"local\"\nhours = 9\nfrom = 2025-09-01\nsource = \"ours\"\nconfidence = \"confirmed\"\n";
            policy::set(platform, actor, text, false).await.map(|_| ())
        }

        // Signing in.
        Deed::EndSession => {
            let person = world.person(MENTOR).await;
            let once = platform.number();
            access::session::end_all(platform, actor, person, None, once)
                .await
                .map(|_| ())
        }
        Deed::InvitePerson => {
            let invitation = access::invite::Invitation {
                address: format!("{}@ashfield.example", platform.number().simple()),
                first_name: "Femi".into(),
                last_name: "Alabi".into(),
                role: Role::GeneralMentor,
                school: Some(Urn(100_001)),
                to: None,
            };
            let once = platform.number();
            access::invite::invite(platform, actor, once, "Y75", &invitation)
                .await
                .map(|_| ())
        }
        Deed::TellWhoIAm => {
            let told = access::own::Told {
                first_name: "Amina".into(),
                last_name: "Khan-Bell".into(),
                trn: None,
                subject: "History".into(),
                school_phase: None,
            };
            let person = world.person(MENTOR).await;
            let once = platform.number();
            access::own::tell_who_i_am(platform, actor, person, once, &told).await
        }
        Deed::ChangeOwnAddress => {
            let person = world.person(MENTOR).await;
            let theirs = access::address::own_addresses(platform, actor, person);
            theirs.await.map(|_| ())
        }
        Deed::VouchForAddress => {
            let whom = ("Y75", world.person(MENTOR).await);
            let once = platform.number();
            let to = format!("{}@ashfield.example", once.simple());
            access::address::give_word(platform, actor, once, whom, &to)
                .await
                .map(|_| ())
        }
        Deed::ViewAs => {
            let person = world.person(MENTOR).await;
            access::view_as::begin(platform, actor, None, person, "asked for help").await
        }
        Deed::PrintSignIn => {
            let person = world.person(MENTOR).await;
            access::printed::print(platform, actor, ("Y75", Urn(100_001)), person)
                .await
                .map(|_| ())
        }

        // Outgoing mail.
        Deed::ReadOutbox => notice::outbox(platform, actor, None).await.map(|_| ()),
        Deed::ResendMessage => {
            let message = crate::notice::queued(world).await;
            notice::resend(platform, actor, platform.number(), message).await
        }
        Deed::TryMail => {
            let to = "noor@support.example";
            notice::try_mail(platform, actor, platform.number(), to).await
        }

        // Signing in elsewhere.
        Deed::LinkIdentity => {
            let person = world.person(MENTOR).await;
            let subject = platform.number().to_string();
            access::identity::link(platform, actor, person, "https://elm.example", &subject).await
        }
        Deed::UnlinkIdentity => {
            let person = world.person(MENTOR).await;
            let link = domain::access::identity::Link {
                id: platform.number(),
                issuer: "https://elm.example".into(),
                subject: platform.number().to_string(),
                person,
                linked_at: platform.now(),
            };
            let mut tx = world.store.write().await.unwrap();
            store::access::identity::link(&mut tx, &link).await.unwrap();
            tx.commit().await.unwrap();
            let newest = link.id;
            access::identity::unlink(platform, actor, person, platform.number(), newest).await
        }

        // Passkeys.
        Deed::AddPasskey => passkey::attempt_adding(world, actor).await,
        Deed::NamePasskey => {
            let one = passkey::kept(world, MENTOR).await;
            access::passkey::name(platform, actor, one, platform.number(), "My phone").await
        }
        Deed::RemovePasskey => {
            let one = passkey::kept(world, MENTOR).await;
            access::passkey::remove(platform, actor, one, platform.number()).await
        }
        // Guests, and partners who deliver training.
        Deed::ReadGuests => access::guest::guests(platform, actor, "Y75")
            .await
            .map(|_| ()),
        Deed::InviteGuest => {
            let new = super::guest::inspector(world, placed(world).await);
            let once = platform.number();
            access::guest::make(platform, actor, once, "Y75", &new)
                .await
                .map(|_| ())
        }
        Deed::ChangeGuest => {
            let (guest, seen) = super::guest::kept(world).await;
            let now = [world.person(MENTOR).await];
            let (once, of) = (platform.number(), ("Y75", guest));
            access::guest::change(platform, actor, once, of, &seen, (&[], &now)).await
        }
        Deed::ReadSample => {
            let person = world.person(MENTOR).await;
            access::guest::mine(platform, actor, person)
                .await
                .map(|_| ())
        }
        // Delegates.
        Deed::ReadDelegates => {
            let person = world.person(MENTOR).await;
            access::delegate::delegates(platform, actor, person)
                .await
                .map(|_| ())
        }
        Deed::NameDelegate => {
            let (giver, new) = super::delegate::named(world).await;
            access::delegate::name(platform, actor, giver, platform.number(), &new).await
        }
        Deed::EndDelegate => {
            let said = super::delegate::kept(world).await;
            access::delegate::end(platform, actor, platform.number(), said).await
        }
        Deed::ReadRecorded => {
            let person = world.person(MENTOR).await;
            actions::ledger::recorded(platform, actor, "Y75", person)
                .await
                .map(|_| ())
        }
        // Being forgotten.
        Deed::AskErasure => {
            let person = world.person(MENTOR).await;
            access::erasure::ask_erasure(platform, actor, platform.number(), person).await
        }
        Deed::AnswerErasure => {
            let request = asked(world).await;
            let once = platform.number();
            access::erasure::answer_erasure(platform, actor, once, ("Y75", request), None).await
        }
        Deed::ErasePerson => {
            let person = leaver(world).await;
            access::erasure::erase_by_hand(platform, actor, person, false)
                .await
                .map(|_| ())
        }
        Deed::LetGo => access::retention::let_go(platform, actor, platform.number())
            .await
            .map(|_| ()),
        // Sessions.
        Deed::OfferSession => {
            let new = booking::offer::Offered {
                host: HOST.to_owned(),
                ..crate::booking::place::a_session()
            };
            booking::offer::offer(platform, actor, platform.number(), "Y75", &new)
                .await
                .map(|_| ())
        }
        Deed::ReadSessions => {
            let session = after_school(world).await;
            match booking::list::session(platform, actor, session).await {
                Err(ActionError::NotFound(_)) => Err(domain::access::Forbidden.into()),
                read => read.map(|_| ()),
            }
        }
        Deed::BookSession => {
            let session = after_school(world).await;
            let (once, person) = (platform.number(), world.person(MENTOR).await);
            booking::place::book(platform, actor, once, session, person, "")
                .await
                .map(|_| ())
        }
        Deed::ReadBookings => {
            let session = after_school(world).await;
            booking::list::bookings(platform, actor, session)
                .await
                .map(|_| ())
        }
        // Release.
        Deed::ReadCalendar => {
            let person = world.person(MENTOR).await;
            booking::calendar::kept(platform, actor, person)
                .await
                .map(|_| ())
        }
        Deed::ChangeCalendar => {
            let person = world.person(MENTOR).await;
            booking::calendar::renew(platform, actor, person)
                .await
                .map(|_| ())
        }
        Deed::ReadReleases => booking::release::waiting(platform, actor, Urn(100_001))
            .await
            .map(|_| ()),
        Deed::ReleaseMentor => {
            let (_, held) = held(world, MENTOR).await;
            let which = (Urn(100_001), held.id);
            let (once, answer) = (platform.number(), booking::release::Answer::Release);
            booking::release::answer(platform, actor, once, which, &answer).await
        }
        Deed::SetRelease => {
            let word = booking::school::Word::Cover(date(2025, 11, 18), Pence(9_500));
            let once = platform.number();
            booking::school::say(platform, actor, once, Urn(100_001), &word).await
        }
        Deed::ReadCoverNote => {
            let (session, _) = held(world, MENTOR).await;
            let school = Some(Urn(100_001));
            booking::cover::cover_note(platform, actor, session.id, school)
                .await
                .map(|_| ())
        }
        Deed::PrintRegister => {
            let (session, _) = held(world, MENTOR).await;
            booking::paper::register(platform, actor, session.id)
                .await
                .map(|_| ())
        }
        // Registers.
        Deed::ReadRegister => {
            let session = crate::booking::hosted(world).await;
            register::grid(platform, actor, session).await.map(|_| ())
        }
        Deed::KeepRegister => {
            let session = crate::booking::hosted(world).await;
            register::mark(
                platform,
                actor,
                session,
                &crate::booking::register::absent(world).await,
                platform.now(),
            )
            .await
            .map(|_| ())
        }
        Deed::CloseRegister => {
            let session = crate::booking::hosted(world).await;
            let once = platform.number();
            register::close(platform, actor, once, session, Minutes(60))
                .await
                .map(|_| ())
        }
        Deed::CheckIn => {
            let session = crate::booking::hosted(world).await;
            let code = crate::booking::code(world, session).await;
            let person = world.person(MENTOR).await;
            check_in::check_in(platform, actor, person, session, &code).await
        }
        // Messages.
        Deed::ReadInbox => {
            let person = world.person(MENTOR).await;
            notice::inbox(platform, actor, person).await.map(|_| ())
        }
        Deed::MarkNotice => {
            let person = world.person(MENTOR).await;
            let told = crate::notice::told(world, person).await;
            notice::mark(platform, actor, platform.number(), told, true).await
        }
        Deed::ChooseMail => {
            let person = world.person(MENTOR).await;
            let choices = domain::notice::budget::Choices::default();
            notice::choose(platform, actor, platform.number(), person, &choices).await
        }
        Deed::WriteToList => {
            let question = standing::ListQuestion::of("Y75");
            let meant = notice::meant(platform, &world.operator(), &question).await?;
            let (once, words) = (platform.number(), crate::notice::words());
            let many = meant.people.len();
            notice::send(platform, actor, once, (&question, ""), &words, many)
                .await
                .map(|_| ())
        }
        Deed::ReadWritten => notice::written(platform, actor, "Y75", None)
            .await
            .map(|_| ()),
        Deed::KeepTemplate => {
            let (once, words) = (platform.number(), crate::notice::words());
            notice::keep_template(platform, actor, once, ("Y75", "Hello"), &words).await
        }
        // Feedback.
        Deed::AnswerQuestions => {
            let (once, person) = (platform.number(), world.person(MENTOR).await);
            let of = (person, crate::feedback::SESSION);
            feedback::answer(platform, actor, once, of, (Some(4), "")).await
        }
        Deed::ReadFeedback => feedback::heard(platform, actor, crate::feedback::SESSION)
            .await
            .map(|_| ()),
        Deed::FollowFeedback => {
            let (once, session) = (platform.number(), crate::feedback::SESSION);
            feedback::follow(platform, actor, once, session, ("More time", "We took it"))
                .await
                .map(|_| ())
        }
        // Messages that did not arrive.
        Deed::ResendToPeople => {
            let message = crate::notice::came_back(world).await;
            let once = platform.number();
            notice::resend_to_people(platform, actor, once, "Y75", message).await
        }
        // Prior learning: a future of its own, so that this one stays small.
        Deed::ReadMap
        | Deed::ChangeMap
        | Deed::ShareMap
        | Deed::ReadPriorLearning
        | Deed::TellPriorLearning
        | Deed::AskRecognition
        | Deed::ReadRequests
        | Deed::AskIssuer
        | Deed::DecideRequest
        | Deed::WithdrawDecision
        | Deed::AdjustRequirement => Box::pin(attempt_prior(world, deed, actor)).await,
    }
}

/// Tries a deed of prior learning.
async fn attempt_prior(world: &World, deed: Deed, actor: &Actor) -> Result<(), ActionError> {
    let platform = &world.platform;
    match deed {
        Deed::ReadMap => Box::pin(prior_learning::map(platform, actor, "Y75"))
            .await
            .map(|_| ()),
        Deed::ChangeMap => {
            let (once, map) = (platform.number(), crate::prior_learning::MAP);
            Box::pin(prior_learning::keep_map(platform, actor, once, "Y75", map)).await
        }
        Deed::ShareMap => {
            let once = platform.number();
            Box::pin(prior_learning::begin_group(
                platform,
                actor,
                once,
                "Y75",
                "The eight",
            ))
            .await
            .map(|_| ())
        }
        Deed::ReadPriorLearning => {
            let person = world.person(MENTOR).await;
            Box::pin(prior_learning::brought(platform, actor, person))
                .await
                .map(|_| ())
        }
        Deed::TellPriorLearning => {
            let (once, person) = (platform.number(), world.person(MENTOR).await);
            Box::pin(prior_learning::begin(
                platform,
                actor,
                once,
                (person, ItemKind::Npq),
            ))
            .await
            .map(|_| ())
        }
        Deed::AskRecognition => {
            let person = world.person(MENTOR).await;
            let item = crate::prior_learning::told(world, person).await;
            let (once, used) = (platform.number(), "I use its questions.");
            let asked = ("assessment", Minutes(5), used);
            Box::pin(prior_learning::ask(
                platform,
                actor,
                once,
                (item, "Y75"),
                asked,
            ))
            .await
            .map(|_| ())
        }
        Deed::ReadRequests => {
            let which = (Stage::Open, 1);
            Box::pin(prior_learning::queue(platform, actor, "Y75", which))
                .await
                .map(|_| ())
        }
        Deed::AskIssuer => Box::pin(ask_an_issuer(world, actor)).await,
        Deed::DecideRequest => {
            let person = world.person(MENTOR).await;
            let asked = crate::prior_learning::asked(world, person).await;
            let (once, decision) = (platform.number(), crate::prior_learning::declined());
            Box::pin(prior_learning::decide(
                platform,
                actor,
                once,
                (asked, 0),
                &decision,
            ))
            .await
        }
        Deed::AdjustRequirement => Box::pin(ask_less(world, actor)).await,
        _ => {
            let person = world.person(MENTOR).await;
            let decided = crate::prior_learning::decided(world, person).await;
            Box::pin(prior_learning::withdraw(
                platform,
                actor,
                decided,
                1,
                "Seen wrongly.",
            ))
            .await
        }
    }
}

async fn ask_an_issuer(world: &World, actor: &Actor) -> Result<(), ActionError> {
    let (platform, person) = (&world.platform, world.person(MENTOR).await);
    let of = ("Y75", crate::prior_learning::asked(world, person).await);
    let (once, contact) = (platform.number(), crate::prior_learning::issuer::contact());
    prior_learning::issuer::ask(platform, actor, once, of, (&contact, "")).await
}

async fn ask_less(world: &World, actor: &Actor) -> Result<(), ActionError> {
    let (platform, person) = (&world.platform, world.person(MENTOR).await);
    let new = crate::prior_learning::adjustment::waived_once_more(world, person).await;
    let once = platform.number();
    prior_learning::adjustment::adjust(platform, actor, once, ("Y75", person), new).await
}

/// A session after school, on a day of its own.
async fn after_school(world: &World) -> domain::booking::SessionId {
    let provider = world.provider("Y75").await;
    let (first, last) = (date(2025, 12, 1), date(2035, 12, 31));
    let mut tx = world.store.read().await.unwrap();
    let known = store::booking::offered_by(&mut tx, provider, first, last).await;
    drop(tx);
    let many = i64::try_from(known.unwrap().len()).unwrap();
    let day = first.checked_add(many.days()).unwrap();
    crate::booking_release::offered(world, day, (17, 18))
        .await
        .id
}

/// What a school says for all its providers at once: any seat there may.
const OF_THE_SCHOOL: [Deed; 2] = [Deed::ReadReleases, Deed::SetRelease];

/// The request of somebody of whom the provider holds a record.
async fn asked(world: &World) -> uuid::Uuid {
    let mut tx = world.store.write().await.unwrap();
    let request = domain::person::erasure::Request {
        id: world.platform.number(),
        person: leaver(world).await,
        asked_at: world.platform.now(),
        state: domain::person::erasure::State::Asked,
    };
    if let Some(open) = store::person::erasure_of(&mut tx, request.person)
        .await
        .unwrap()
    {
        return open.id;
    }
    store::person::ask_erasure(&mut tx, &request).await.unwrap();
    tx.commit().await.unwrap();
    request.id
}

/// Somebody who left years ago, by whatever name they have by now.
async fn leaver(world: &World) -> domain::person::PersonId {
    let mut tx = world.store.read().await.unwrap();
    let people = store::person::people(&mut tx).await.unwrap();
    let found = people
        .iter()
        .find(|person| ["Vers", "person"].contains(&person.last_name.as_str()));
    found.unwrap().id
}

/// Tries a deed and sees that it is forbidden and leaves no trace, or that it is done.
async fn try_out(world: &World, deed: Deed, actor: &Actor, may: bool, who: &str) {
    let before = traces(world).await;
    let done = attempt(world, deed, actor).await;
    assert_eq!(is_forbidden(&done), !may, "{deed:?} as {who}: {done:?}");
    if may {
        done.unwrap();
    } else {
        assert_eq!(traces(world).await, before, "{deed:?} as {who}");
    }
}

/// Somebody with a role with a provider, at a school, narrowed to what the attempts are made on or to other things.
async fn somebody(world: &World, role: Role, with: &str, school: u32, sampled: bool) -> Actor {
    let mut actor = world.actor(role, with, Some(school)).await;
    let people = match sampled {
        true => vec![world.person(MENTOR).await],
        false => Vec::new(),
    };
    let placements = match sampled {
        true => vec![placed(world).await],
        false => Vec::new(),
    };
    actor.memberships[0].scope = scope(role, Urn(school), &people, &placements);
    actor
}

#[tokio::test]
async fn every_whole_deed_is_done_by_whom_the_table_names_and_by_nobody_else() {
    on_each(async |world| {
        with_a_mentor(world).await;
        let (mut attempts, mut done) = (0, 0);
        for role in Role::ALL {
            let here = somebody(world, role, "Y75", 100_001, true).await;
            let with_another_provider = somebody(world, role, "L51", 100_001, true).await;
            let elsewhere = somebody(world, role, "Y75", 100_002, false).await;
            let (mut has_left, mut is_to_come) = (here.clone(), here.clone());
            has_left.memberships[0].until = Some(date(2025, 11, 17));
            is_to_come.memberships[0].from = Some(date(2025, 11, 19));
            for (deed, _) in Deed::ALL {
                let reach = reach(deed, role);
                let far = "pa".contains(reach);
                for (actor, may, who) in [
                    (&here, "spatm".contains(reach), ""),
                    (
                        &with_another_provider,
                        reach == 'a' || reach == 's' && OF_THE_SCHOOL.contains(&deed),
                        " of another provider",
                    ),
                    (&has_left, false, " who has left"),
                    (&is_to_come, false, " who has not begun"),
                    (&elsewhere, far, " at another school"),
                ] {
                    if std::ptr::eq(actor, &raw const elsewhere) && far {
                        continue;
                    }
                    attempts += 1;
                    done += u32::from(may);
                    try_out(world, deed, actor, may, &format!("{role:?}{who}")).await;
                }
            }
        }
        println!(
            "whole deeds: {} deeds, {} roles, {attempts} attempts, {done} done, {} forbidden, 0 leaks",
            Deed::ALL.len(),
            Role::ALL.len(),
            attempts - done
        );
    })
    .await;
}

#[tokio::test]
async fn the_operator_may_do_every_whole_deed_and_each_change_is_noted() {
    on_each(async |world| {
        with_a_mentor(world).await;
        for (deed, _) in Deed::ALL {
            let before = world.notes().await.len();
            attempt(world, deed, &world.operator()).await.unwrap();
            let reads = [
                Deed::ReadImports,
                Deed::ReadBook,
                Deed::VerifyBook,
                Deed::ReadStanding,
                Deed::ReadStandings,
                Deed::ReadPeople,
                Deed::ReadSchools,
                Deed::ReadReadiness,
                Deed::ReadPolicy,
                Deed::PreviewPolicy,
                Deed::ReadPlacements,
                Deed::ReadPlacement,
                Deed::ReadPermissions,
                Deed::ReadOutbox,
                Deed::ChangeOwnAddress,
                Deed::ReadOwnRecord,
                Deed::ReadAudit,
                Deed::ReadGuests,
                Deed::ReadSample,
                Deed::ReadRecorded,
                Deed::ReadDelegates,
                // Sessions.
                Deed::ReadSessions,
                Deed::ReadBookings,
                // Release.
                Deed::ReadCalendar,
                Deed::ReadReleases,
                Deed::ReadCoverNote,
                Deed::PrintRegister,
                Deed::ReadInbox,
                Deed::ReadWritten,
                Deed::ReadFeedback,
                // Registers.
                Deed::ReadRegister,
                // Prior learning.
                Deed::ReadMap,
                Deed::ReadPriorLearning,
                Deed::ReadRequests,
            ];
            let notes = world.notes().await;
            if reads.contains(&deed) {
                assert_eq!(notes.len(), before, "{deed:?}");
            } else {
                assert_eq!(notes.len(), before + 1, "{deed:?}");
                assert_eq!(notes.last().unwrap().deed, deed);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_mentor_reads_their_own_page_and_no_other() {
    on_each(async |world| {
        with_a_mentor(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        let (amina, ben) = (world.person(MENTOR).await, world.person("1000002").await);
        let actor = access::actor(&world.platform, amina).await.unwrap();
        assert!(actor.is(Role::GeneralMentor));
        let own = training(&world.platform, &actor, amina, "Y75")
            .await
            .unwrap();
        assert_eq!(
            (own.person.name().as_str(), own.entries.len()),
            ("Amina Khan", 1)
        );
        assert!(is_forbidden(
            &training(&world.platform, &actor, ben, "Y75").await
        ));
        assert!(is_forbidden(
            &standing::list(&world.platform, &actor, &asking("Y75")).await
        ));
    })
    .await;
}

#[tokio::test]
async fn whoever_has_left_may_do_nothing_more() {
    on_each(async |world| {
        with_a_mentor(world).await;
        world
            .people(
                "Y75",
                "1000003,Olu,Ade,,partnership_officer,,,,2024-09-01,2025-10-31\n",
            )
            .await;
        let person = world.person("1000003").await;
        let actor = access::actor(&world.platform, person).await.unwrap();
        for (deed, _) in Deed::ALL {
            try_out(world, deed, &actor, false, "an officer who left").await;
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_who_works_at_two_schools_is_read_by_both_and_by_no_third() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(MENTOR, "Amina", "Khan", 100_001))
            .await;
        world
            .people("Y75", &mentor(MENTOR, "Amina", "Khan", 100_002))
            .await;
        let amina = world.person(MENTOR).await;
        for (school, may) in [(100_001, true), (100_002, true), (100_003, false)] {
            let actor = world
                .actor(Role::ProfessionalMentor, "Y75", Some(school))
                .await;
            let read = training(&world.platform, &actor, amina, "Y75").await;
            assert_eq!(read.is_ok(), may, "school {school}");
        }
    })
    .await;
}

#[tokio::test]
async fn books_of_all_providers_at_once_are_walked_by_the_operator_alone() {
    on_each(async |world| {
        with_a_mentor(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(is_forbidden(
            &verify(&world.platform, &officer, None, None).await
        ));
        assert!(is_forbidden(
            &verify(&world.platform, &officer, Some("L51"), None).await
        ));
        assert_eq!(
            verify(&world.platform, &world.operator(), None, None)
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_acts_who_is_not_known() {
    on_each(async |world| {
        let person = domain::person::PersonId(world.platform.number());
        assert_eq!(
            refusal(access::actor(&world.platform, person).await),
            "There is no such person here."
        );
    })
    .await;
}
