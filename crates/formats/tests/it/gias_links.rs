//! Tests the reading of links between schools.
//! Owns no words.
//! Never follows a link.

use formats::gias::{LinkKind, links};
use jiff::civil::date;

use crate::Scratch;

#[test]
fn links_are_read_with_their_kind_and_day() {
    let scratch = Scratch::new();
    let path = scratch.file(
        "links.csv",
        "\"URN\",\"LinkURN\",\"LinkName\",\"LinkType\",\"LinkEstablishedDate\"\r\n\
         100006,134643,\"Key Stage 3, the Annexe\",\"Predecessor - merged\",\"01-01-2022\"\r\n\
         100012,100021,\"\",\"Successor\",\"\"\r\n\
         100012,100022,\"C\",\"Result of Amalgamation\",\"31-02-2021\"\r\n\
         100012,0,\"D\",\"Successor\",\"31-08-2021\"\r\n",
    );
    let mut read = links(&path).expect("a file of links");
    assert_eq!(read.table().records(), 4);
    let first = read.next().expect("a link").expect("a good link");
    assert_eq!((first.urn, first.link_urn), (100_006, 134_643));
    assert_eq!(
        (first.kind, first.link_type.as_str()),
        (LinkKind::Predecessor, "Predecessor - merged")
    );
    assert_eq!(first.established_on, Some(date(2022, 1, 1)));
    let second = read.next().expect("a link").expect("a good link");
    assert_eq!(
        (second.kind, second.link_name, second.established_on),
        (LinkKind::Successor, None, None)
    );
    let third = read.next().expect("a link").expect("a good link");
    assert_eq!(third.kind, LinkKind::Other("Result of Amalgamation".into()));
    assert_eq!(third.established_on, None);
    let fourth = read.next().expect("a link").expect_err("no such school");
    assert_eq!(fourth.column.as_deref(), Some("LinkURN"));
    assert!(read.next().is_none());
}
