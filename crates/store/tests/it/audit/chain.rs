//! Tries that notes are chained, also those from before there were chains, and that nothing changes them.
//! Owns the walk through a whole chain.
//! Never forges a link: a head kept outside is for that.

use domain::{
    Minutes,
    access::{
        Deed,
        session::{Device, How, Session, Strictness},
    },
    audit::{
        Note,
        chain::{Fault, Head, Walk},
    },
    partnership::ProviderId,
    person::PersonId,
};
use store::{
    Store, Tx,
    access::session::{add, ever},
    audit, statements,
};

use crate::{
    made::{CLERK, behind, number, provider, read, second, write},
    on_both, on_both_at,
};

fn note(n: u32, provider: Option<ProviderId>) -> Note {
    Note {
        id: number(n),
        noted_at: second(n.into()),
        done_by: CLERK,
        deed: Deed::ChangePerson,
        provider,
        subject: format!("thing {n}"),
        told: "first name changed".to_owned(),
        session: (n == 22).then(|| number(7)),
    }
}

/// Walks a chain in small pieces and gives back where it ends, or the first fault.
async fn walked(tx: &mut Tx, of: Option<ProviderId>) -> Result<Head, Fault> {
    let mut walk = Walk::new(None);
    let chains = audit::chains(tx).await.expect("chains");
    let found = chains.into_iter().find(|(one, _)| *one == of);
    let (_, head) = found.expect("a chain");
    let mut after = 0;
    loop {
        let piece = audit::chained(tx, of, after, 2).await.expect("read");
        assert!(piece.len() <= 2, "no more than was asked for");
        for chained in &piece {
            walk.step(chained, head)?;
        }
        match piece.last() {
            Some(last) => after = last.number,
            None => break,
        }
    }
    walk.end(head).map(|()| head)
}

/// Three notes of a provider and two of nobody's, by turns.
async fn noted(store: &Store) -> ProviderId {
    let mut tx = write(store).await;
    let ours = provider(&mut tx, 11, "L51").await;
    for (n, of) in [
        (21, Some(ours)),
        (31, None),
        (22, Some(ours)),
        (32, None),
        (23, Some(ours)),
    ] {
        audit::note(&mut tx, &note(n, of)).await.expect("noted");
    }
    tx.commit().await.expect("kept");
    ours
}

#[tokio::test]
async fn each_provider_has_a_chain_of_its_own_and_so_has_the_installation() {
    on_both(async |store| {
        let ours = noted(store).await;
        let mut tx = read(store).await;
        assert_eq!(walked(&mut tx, Some(ours)).await.expect("holds").notes, 3);
        assert_eq!(walked(&mut tx, None).await.expect("holds").notes, 2);
    })
    .await;
}

#[tokio::test]
async fn notes_are_sought_by_who_deed_record_and_time_newest_first() {
    on_both(async |store| {
        let ours = noted(store).await;
        let all = audit::Sought {
            provider: ours,
            done_by: None,
            deed: None,
            subject: None,
            since: second(0),
            before: second(100),
        };
        let mut tx = read(store).await;
        let (list, count) = audit::sought(&mut tx, &all, 2, 0).await.expect("read");
        let numbers: Vec<_> = list.iter().map(|(note, _)| note.id).collect();
        assert_eq!((numbers, count), (vec![number(23), number(22)], 3));
        for (asked, wanted) in [
            (
                audit::Sought {
                    done_by: Some(PersonId(number(5))),
                    ..all.clone()
                },
                0,
            ),
            (
                audit::Sought {
                    deed: Some(Deed::ChangePerson),
                    subject: Some("thing 22".to_owned()),
                    ..all.clone()
                },
                1,
            ),
            (
                audit::Sought {
                    since: second(22),
                    ..all.clone()
                },
                2,
            ),
        ] {
            let (list, count) = audit::sought(&mut tx, &asked, 9, 0).await.expect("read");
            assert_eq!((list.len(), count), (wanted, wanted as i64), "{asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_note_is_found_with_the_device_of_its_session() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = crate::made::person(&mut tx, 1).await;
        let device = Device {
            agent: "Firefox".to_owned(),
            address: "192.0.2.7".to_owned(),
            shared: true,
        };
        let session = Session {
            id: number(7),
            person: amina,
            opened_at: second(0),
            seen_at: second(0),
            ends_at: second(1_000),
            idle: Minutes(10),
            strictness: Strictness::Usual,
            how: How::Link,
            proof_ends_at: None,
            device: device.clone(),
            task: None,
            viewing: None,
            ended: None,
        };
        assert!(!ever(&mut tx, amina).await.expect("read"));
        add(&mut tx, &session, &[1; 32]).await.expect("kept");
        assert!(ever(&mut tx, amina).await.expect("read"));
        tx.commit().await.expect("kept");
        let all = audit::Sought {
            provider: noted(store).await,
            done_by: None,
            deed: None,
            subject: None,
            since: second(0),
            before: second(100),
        };
        let mut tx = read(store).await;
        let (list, _) = audit::sought(&mut tx, &all, 9, 0).await.expect("read");
        let devices: Vec<_> = list.into_iter().map(|(_, device)| device).collect();
        assert_eq!(devices, [None, Some(device), None]);
    })
    .await;
}

#[tokio::test]
async fn what_is_altered_removed_or_cut_behind_the_program_is_named() {
    type Shows = fn(&Fault) -> bool;
    let cases: [(&str, Shows); 4] = [
        (
            "update audit_note set told = 'nothing' where id = $1",
            |fault| matches!(fault, Fault::Altered(_, 2)),
        ),
        ("delete from audit_note where id = $1", |fault| {
            matches!(fault, Fault::Removed(2, _))
        }),
        (
            "delete from audit_note where id = $1 or number > 2",
            |fault| matches!(fault, Fault::CutShort(3, 1)),
        ),
        (
            "delete from audit_chain where $1 = $1 and provider_id in
             (select provider_id from audit_note where id = $1)",
            |fault| matches!(fault, Fault::Inserted(_, 1, 0)),
        ),
    ];
    for (sql, shows) in cases {
        on_both(async |store| {
            let ours = noted(store).await;
            let mut tx = write(store).await;
            behind(&mut tx, sql, &[number(22)]).await.expect("done");
            tx.commit().await.expect("kept");
            let fault = walked(&mut read(store).await, Some(ours)).await;
            let fault = fault.expect_err("it shows");
            assert!(shows(&fault), "{sql}: {fault:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn notes_from_before_there_were_chains_are_put_into_theirs() {
    on_both_at(async |made| {
        let ours = noted(&made.store).await;
        let mut tx = write(&made.store).await;
        for sql in [
            "delete from audit_chain",
            "update audit_note set number = null, link = null",
            "drop table audit_chain",
            "drop table audit_reading",
            "drop index audit_note_by_number",
            "drop index audit_note_by_person",
            "alter table audit_note drop column number",
            "alter table audit_note drop column link",
            "alter table audit_note drop column session_id",
            "delete from applied_migration where name = '0024_audit_chain'",
        ] {
            behind(&mut tx, sql, &[]).await.expect(sql);
        }
        tx.commit().await.expect("as it was before");
        let again = Store::open(&made.address)
            .await
            .expect("brought up to date");
        let mut tx = read(&again).await;
        assert_eq!(walked(&mut tx, Some(ours)).await.expect("holds").notes, 3);
        assert_eq!(walked(&mut tx, None).await.expect("holds").notes, 2);
    })
    .await;
}

#[test]
fn no_statement_removes_a_note_and_one_alone_strikes_words_out() {
    let touching = |sql: &String| {
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let changes = sql.contains("update audit_note ") || sql.contains("delete from audit_note");
        changes
            && !sql.ends_with("and number is null")
            && sql != "update audit_note set told = $2 where id = $1"
    };
    let found: Vec<String> = statements().into_iter().filter(touching).collect();
    assert!(found.is_empty(), "{found:?}");
}
