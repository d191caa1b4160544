//! Tries invitations, first visits, printed codes and proofs.
//!
//! Owns the people who invite. It never gives a role by hand.

use actions::{
    ActionError, access,
    access::{
        invite::{Invitation, invite, invite_and_tell, roles_to_give},
        own::{Told, own, tell_who_i_am},
        printed::print,
        proof,
        session::{Entrance, enter},
        sign_in::{Landed, look, press},
    },
    person::{NewRole, add_role},
};
use domain::{
    access::{Actor, Proof, session::How, ticket::Purpose},
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role},
};

use super::sign_in::{AMINA, amina, asked, code, device, mailbox, secret};
use crate::world::{World, is_forbidden, on_each, refusal};

fn somebody(address: &str, role: Role, school: Option<u32>) -> Invitation {
    Invitation {
        address: address.to_owned(),
        first_name: String::new(),
        last_name: String::new(),
        role,
        school: school.map(Urn),
        to: Some("/standing/y75/history".to_owned()),
    }
}

async fn professional_mentor(world: &World) -> Actor {
    world
        .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
        .await
}

async fn invited(
    world: &World,
    actor: &Actor,
    wanted: &Invitation,
) -> Result<PersonId, ActionError> {
    invite(
        &world.platform,
        actor,
        world.platform.number(),
        "Y75",
        wanted,
    )
    .await
}

async fn newest(world: &World) -> String {
    mailbox(world).await.pop().unwrap()
}

#[tokio::test]
async fn an_invitation_is_the_account_and_lands_on_the_task() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        let platform = &world.platform;
        let mentor = professional_mentor(world).await;
        let wanted = somebody(
            "Femi.Alabi@Ashfield.example",
            Role::GeneralMentor,
            Some(100_001),
        );
        let once = platform.number();
        let first = invite(platform, &mentor, once, "Y75", &wanted)
            .await
            .unwrap();
        let again = invite(platform, &mentor, once, "Y75", &wanted)
            .await
            .unwrap();
        assert_eq!((first, mailbox(world).await.len()), (again, 1), "sent once");
        let link = look(platform, &secret(&newest(world).await)).await.unwrap();
        assert_eq!(
            (link.purpose, link.name.as_str()),
            (Purpose::Invitation, "Femi Alabi")
        );
        world.wind_to("2025-12-01T10:00:00Z");
        let landed = press(
            platform,
            &secret(&newest(world).await),
            &device("192.0.2.7"),
        )
        .await;
        let Landed::In { opened, to, .. } = landed.unwrap() else {
            panic!("not in");
        };
        assert_eq!(to.as_deref(), Some("/standing/y75/history"));
        let Entrance::Open(entered) = enter(platform, &opened.secret).await.unwrap() else {
            panic!("not signed in");
        };
        assert!(entered.reader.actor.is(Role::GeneralMentor));
        assert_eq!(entered.session.how, How::Link);

        let actor = access::actor(platform, first).await.unwrap();
        let told = Told {
            first_name: " Olufemi ".into(),
            last_name: "Alabi".into(),
            trn: Some("1234567".parse().unwrap()),
            subject: "Design and Technology".into(),
            school_phase: Some(SchoolPhase::Secondary),
        };
        tell_who_i_am(platform, &actor, first, platform.number(), &told)
            .await
            .unwrap();
        let known = own(platform, &actor, first).await.unwrap();
        assert_eq!(known.person.name(), "Olufemi Alabi");
        assert_eq!(known.person.trn, told.trn);
        let taught = Some("design-and-technology".to_owned());
        assert_eq!(known.teaches, Some((taught, Some(SchoolPhase::Secondary))));
        let other = professional_mentor(world).await;
        assert!(is_forbidden(&own(platform, &other, first).await));
    })
    .await;
}

#[tokio::test]
async fn whoever_has_the_address_is_invited_and_nobody_is_made_twice() {
    on_each(async |world| {
        let amina = amina(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let wanted = somebody(AMINA, Role::ProfessionalMentor, Some(100_002));
        assert_eq!(invited(world, &office, &wanted).await.unwrap(), amina);
        let actor = access::actor(&world.platform, amina).await.unwrap();
        assert!(actor.is(Role::GeneralMentor) && actor.is(Role::ProfessionalMentor));
        invited(world, &office, &wanted).await.unwrap();
        let actor = access::actor(&world.platform, amina).await.unwrap();
        assert_eq!(actor.memberships.len(), 2, "held already");
        let taken = Told {
            first_name: "Amina".into(),
            last_name: "Khan".into(),
            trn: None,
            subject: String::new(),
            school_phase: None,
        };
        let stranger = somebody("x.y@elm.example", Role::GeneralMentor, Some(100_001));
        let stranger = invited(world, &office, &stranger).await.unwrap();
        let actor = access::actor(&world.platform, stranger).await.unwrap();
        let of_amina = Told {
            trn: Some("1000001".parse().unwrap()),
            ..taken
        };
        let once = world.platform.number();
        let done = tell_who_i_am(&world.platform, &actor, stranger, once, &of_amina).await;
        assert!(refusal(done).starts_with("Another record here has this TRN."));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let quality = actions::insight::quality(&world.platform, &officer, "Y75").await;
        let twins = quality.unwrap().twins;
        let why = domain::person::Sameness::Trn.words();
        assert!(twins.iter().any(|twins| twins.why == why), "{twins:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_a_role_that_is_not_theirs_to_give() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        let mentor = professional_mentor(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let to = "femi.alabi@ashfield.example";
        for role in Role::ALL {
            let at = Some(100_001);
            let done = invited(world, &mentor, &somebody(to, role, at)).await;
            let own = [Role::GeneralMentor, Role::SupportingTeacher].contains(&role);
            assert_eq!(done.is_ok(), own, "{role:?}");
            if !own {
                assert!(refusal(done).starts_with("A school invites its own mentors"));
            }
        }
        let elsewhere = somebody(to, Role::GeneralMentor, Some(100_002));
        assert!(is_forbidden(&invited(world, &mentor, &elsewhere).await));
        let schoolless = somebody(to, Role::GeneralMentor, None);
        assert!(is_forbidden(&invited(world, &mentor, &schoolless).await));
        let administrator = somebody(to, Role::SupportAdministrator, None);
        let done = invited(world, &office, &administrator).await;
        assert!(refusal(done).starts_with("A school invites its own mentors"));
        assert!(is_forbidden(
            &invite_and_tell(&world.platform, &office, "Y75", &administrator).await
        ));
        let operator = world.operator();
        let done = invite_and_tell(&world.platform, &operator, "Y75", &administrator).await;
        let (_, link) = done.unwrap();
        let landed = press(&world.platform, &secret(&link), &device("")).await;
        assert!(matches!(landed, Ok(Landed::In { .. })));
        let provider =
            actions::person::details(&world.platform, &office, "Y75", amina(world).await);
        let (provider, ..) = provider.await.unwrap();
        assert_eq!(
            roles_to_give(&mentor, &provider, Some(Urn(100_001))).len(),
            2
        );
        assert_eq!(roles_to_give(&mentor, &provider, Some(Urn(100_002))), []);
        assert_eq!(
            roles_to_give(&office, &provider, None),
            Role::ALL
                .into_iter()
                .filter(|role| role.is_an_office_s_to_give())
                .collect::<Vec<_>>()
        );
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_of_several_people_owns_nothing_without_a_name() {
    on_each(async |world| {
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let shared = somebody(
            "office@ashfield.example",
            Role::BusinessManager,
            Some(100_001),
        );
        let done = invited(world, &office, &shared).await;
        assert!(refusal(done).starts_with("office@ashfield.example looks like a mailbox"));
        let named = Invitation {
            first_name: "Kit".into(),
            last_name: "Moss".into(),
            ..shared
        };
        invited(world, &office, &named).await.unwrap();
        for wrong in ["", "kit", "kit@", "kit@moss"] {
            let done = invited(
                world,
                &office,
                &somebody(wrong, Role::Headteacher, Some(100_001)),
            )
            .await;
            assert!(refusal(done).contains("is no e-mail address"));
        }
        for _ in 0..5 {
            invited(world, &office, &named).await.unwrap();
        }
        let done = invited(world, &office, &named).await;
        assert!(refusal(done).contains("several messages in the last hour"));
    })
    .await;
}

#[tokio::test]
async fn a_printed_code_lets_a_colleague_in_once_and_proves_nothing() {
    on_each(async |world| {
        let amina = amina(world).await;
        let (platform, here) = (&world.platform, ("Y75", Urn(100_001)));
        let mentor = professional_mentor(world).await;
        let older = print(platform, &mentor, here, amina).await.unwrap();
        let newer = print(platform, &mentor, here, amina).await.unwrap();
        assert_eq!(newer.name, "Amina Khan");
        let told = mailbox(world).await;
        assert!(told.iter().all(|told| told.contains("printed a code")));
        assert!(told.iter().all(|told| !told.contains("/sign-in/")));
        let from = device("192.0.2.7");
        let void = press(platform, &secret(&older.address), &from)
            .await
            .unwrap();
        assert!(matches!(void, Landed::Void(_)), "a newer one was printed");
        let landed = press(platform, &secret(&newer.address), &from)
            .await
            .unwrap();
        let Landed::In { opened, .. } = landed else {
            panic!("not in");
        };
        let Entrance::Open(entered) = enter(platform, &opened.secret).await.unwrap() else {
            panic!("not signed in");
        };
        assert_eq!(entered.session.how, How::Printed);
        assert_eq!(entered.session.proof_ends_at, None);
        let office = "1000003,Olu,Ade,,partnership_officer,,,,2024-09-01,\n\
            1000003,Olu,Ade,,general_mentor,100001,,,2024-09-01,\n";
        world.people("Y75", office).await;
        let more = world.person("1000003").await;
        let done = print(platform, &mentor, here, more).await;
        assert!(refusal(done).contains("Olu Ade does more here"));
        let elsewhere = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_002))
            .await;
        assert!(is_forbidden(
            &print(platform, &elsewhere, here, amina).await
        ));
        let theirs = print(platform, &elsewhere, ("Y75", Urn(100_002)), amina).await;
        assert_eq!(refusal(theirs), "There is no such colleague here.");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_else_may_do_asks_for_a_proof_of_a_moment_ago() {
    on_each(async |world| {
        let amina = amina(world).await;
        let installed = world.installed();
        let asked = asked(world, AMINA).await;
        let from = device("192.0.2.7");
        let landed = press(&installed, &secret(&newest(world).await), &from)
            .await
            .unwrap();
        let Landed::In { opened, .. } = landed else {
            panic!("not in");
        };
        let entered = async || match enter(&installed, &opened.secret).await.unwrap() {
            Entrance::Open(entered) => entered.session,
            other => panic!("not signed in: {other:?}"),
        };
        let session = entered().await;
        assert_eq!(
            proof::proof(&installed, &session),
            Proof::Stale,
            "a link proves little"
        );
        assert_eq!(
            proof::proof(&world.platform, &session),
            Proof::Waived,
            "the demo"
        );

        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let stale = Actor {
            proof: Proof::Stale,
            ..office.clone()
        };
        let role = NewRole {
            role: Role::Headteacher,
            school: Some(Urn(100_001)),
            from: None,
            until: None,
        };
        let once = installed.number();
        let done = add_role(&installed, &stale, once, ("Y75", amina), role).await;
        assert!(matches!(done, Err(ActionError::AsksProof(_))));

        let shown = proof::addresses(&installed, amina).await.unwrap();
        assert_eq!(shown, ["a…a@ashfield.example"]);
        let none = proof::send(&installed, &session, 1).await;
        assert!(refusal(none).starts_with("We know no address"));
        let handle = proof::send(&installed, &session, 0).await.unwrap();
        let sent = code(&newest(world).await);
        for (handle, typed) in [
            (&handle, "999999"),
            (&asked.handle, &*sent),
            (&String::new(), &*sent),
        ] {
            assert!(
                proof::prove(&installed, &session, handle, typed)
                    .await
                    .is_err()
            );
        }
        proof::prove(&installed, &session, &handle, &sent)
            .await
            .unwrap();
        let again = proof::prove(&installed, &session, &handle, &sent).await;
        assert!(refusal(again).starts_with("This code opens nothing any more."));
        assert_eq!(proof::proof(&installed, &*entered().await), Proof::Fresh);
        world.wind_to("2025-11-18T10:10:00Z");
        assert_eq!(proof::proof(&installed, &*entered().await), Proof::Stale);
        let fresh = Actor {
            proof: Proof::Fresh,
            ..office
        };
        add_role(&installed, &fresh, once, ("Y75", amina), role)
            .await
            .unwrap();
    })
    .await;
}
