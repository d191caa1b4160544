//! Tries what a domain says of itself: asked of a name server on this machine, and read.
//! Owns that name server.
//! Never asks anybody outside.

use std::{net::SocketAddr, str::FromStr};

use exchange::names::{Finding, Names, dkim, dmarc, spf};
use hickory_resolver::{
    Name,
    proto::{
        op::{Message, MessageType, OpCode, ResponseCode},
        rr::{
            RData, Record, RecordType,
            rdata::{MX, TXT},
        },
    },
};
use tokio::net::UdpSocket;

const DOMAIN: &str = "partnership.example";

fn txt(text: &str) -> RData {
    RData::TXT(TXT::new(vec![text.to_owned()]))
}

/// Answers every question about the domain, and says of all else that there is nothing.
async fn name_server() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
    let place = socket.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut bytes = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
            let asked = Message::from_vec(&bytes[..length]).expect("a question");
            let query = asked.queries()[0].clone();
            let name = query.name().to_string();
            let said = match (name.as_str(), query.query_type()) {
                ("partnership.example.", RecordType::MX) => Some(RData::MX(MX::new(
                    10,
                    Name::from_str("mx.partnership.example.").expect("a name"),
                ))),
                ("partnership.example.", RecordType::TXT) => Some(txt("v=spf1 mx -all")),
                ("post._domainkey.partnership.example.", _) => Some(txt("v=DKIM1; k=rsa; p=MIGf")),
                ("_dmarc.partnership.example.", _) => Some(txt("v=DMARC1; p=quarantine")),
                _ => None,
            };
            let mut answer = Message::new();
            answer
                .set_id(asked.id())
                .set_message_type(MessageType::Response)
                .set_op_code(OpCode::Query)
                .set_recursion_desired(true)
                .set_recursion_available(true)
                .add_query(query.clone());
            match said {
                Some(said) => {
                    answer.add_answer(Record::from_rdata(query.name().clone(), 60, said));
                }
                None => {
                    answer.set_response_code(ResponseCode::NXDomain);
                }
            }
            let bytes = answer.to_vec().expect("an answer");
            socket.send_to(&bytes, from).await.expect("sent");
        }
    });
    place
}

fn well(found: &[Finding]) -> Vec<(&str, Option<bool>)> {
    found.iter().map(|one| (one.record, one.well)).collect()
}

#[tokio::test]
async fn a_domain_that_says_all_is_found_well() {
    let names = Names::at(name_server().await);
    let found = names.check(DOMAIN, Some("post")).await;
    let all = ["MX", "SPF", "DKIM", "DMARC"].map(|record| (record, Some(true)));
    assert_eq!(well(&found), all);
    let without = names.check(DOMAIN, None).await;
    assert_eq!(well(&without)[2], ("DKIM", None));
}

#[tokio::test]
async fn a_domain_that_says_nothing_is_told_what_to_add() {
    let names = Names::at(name_server().await);
    let found = names.check("nothing.example", Some("post")).await;
    let all = ["MX", "SPF", "DKIM", "DMARC"].map(|record| (record, Some(false)));
    assert_eq!(well(&found), all);
}

#[tokio::test]
async fn a_name_server_that_does_not_answer_gives_a_sentence() {
    let silent = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
    let names = Names::at(silent.local_addr().expect("an address"));
    let found = names.check(DOMAIN, Some("post")).await;
    assert!(found.iter().all(|one| one.well.is_none()), "{found:?}");
    assert!(found[0].words.contains("no answer"), "{found:?}");
}

#[test]
fn records_are_read_as_receivers_read_them() {
    let texts = |texts: &[&str]| {
        texts
            .iter()
            .map(|&text| text.to_owned())
            .collect::<Vec<_>>()
    };
    for (wanted, records) in [
        (false, vec![]),
        (false, vec!["google-site-verification=1"]),
        (true, vec!["other", "v=spf1 include:mail.example ~all"]),
        (true, vec!["V=SPF1 -ALL"]),
        (false, vec!["v=spf1 +all"]),
        (false, vec!["v=spf1 a -all", "v=spf1 mx -all"]),
        (false, vec!["v=spf10 a -all"]),
    ] {
        assert_eq!(
            spf(&texts(&records), DOMAIN).well,
            Some(wanted),
            "{records:?}"
        );
    }
    for (wanted, record) in [
        (true, "v=DMARC1; p=reject; rua=mailto:a@b.example"),
        (true, "v=DMARC1;p=none"),
        (false, "v=DMARC1; sp=none"),
        (false, "v=DMARC1; p=maybe"),
        (false, "spf"),
    ] {
        assert_eq!(dmarc(&texts(&[record])).well, Some(wanted), "{record}");
    }
    for (wanted, record) in [
        (true, "v=DKIM1; k=ed25519; p=abc="),
        (false, "v=DKIM1; p="),
        (false, "v=DKIM1"),
    ] {
        assert_eq!(dkim(&texts(&[record])).well, Some(wanted), "{record}");
    }
}
