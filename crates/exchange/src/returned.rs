//! Reads mail that comes back: the notification by which a mail server tells later that a message never
//! arrived (RFC 3464, RFC 6522), and the older form of it that some servers write.
//!
//! Owns the word `Returned`. It never takes a note of absence for a message that came back, and tells
//! nobody's address.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use uuid::Uuid;

/// The most bytes of a notification that are read: it may bring the whole message back.
pub const LARGEST: u64 = 1024 * 1024;

/// Nested messages are looked into so deep: the report holds the message that came back.
const DEEPEST: usize = 3;

/// The most parts of a mail that is taken apart.
const MOST_PARTS: usize = 100;

/// That a message came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The numbers that it names as a message of ours might bear them, each once. Whoever made one up
    /// could not know such a number.
    pub numbers: Vec<Uuid>,
    /// Why, in our own words.
    pub why: String,
    /// Whether the address will not take mail: a mailbox that is full, or a server that was away too
    /// long, says nothing of the address.
    pub for_good: bool,
}

/// Reads a mail; nothing where it tells of no message that came back, or of none sent from `domain`.
#[must_use]
pub fn read(mail: &[u8], domain: &str) -> Option<Returned> {
    if is_nested(mail) {
        return None;
    }
    let message = MessageParser::default().parse(mail)?;
    let status = failed(&message)?;
    let mut numbers = Vec::new();
    collect(&message, domain, 0, &mut numbers);
    if numbers.is_empty() {
        return None;
    }
    Some(Returned {
        numbers,
        why: why(&status),
        for_good: says_of_the_address(&status),
    })
}

/// Whether a mail has more parts than any that a mail server writes: messages within messages without end
/// would exhaust whoever takes them apart.
fn is_nested(mail: &[u8]) -> bool {
    const KIND: &[u8] = b"content-type";
    let all = mail.windows(KIND.len());
    all.filter(|word| word.eq_ignore_ascii_case(KIND)).count() > MOST_PARTS
}

/// The status by which a message failed, such as `5.1.1`; blank where none is told. Nothing where none
/// failed: it is late, or it arrived.
fn failed(message: &Message) -> Option<String> {
    let mut parts = message.parts.iter();
    let report = parts.find(|part| is(part, "message", "delivery-status"));
    let Some(report) = report else {
        return message
            .header("X-Failed-Recipients")
            .map(|_| status_in(&message.body_text(0).unwrap_or_default()));
    };
    let text = String::from_utf8_lossy(report.contents()).replace("\r\n", "\n");
    text.split("\n\n").find_map(|group| {
        let action = field(group, "action")?;
        let has_failed = action.eq_ignore_ascii_case("failed");
        has_failed.then(|| field(group, "status").unwrap_or_default())
    })
}

fn is(part: &MessagePart, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|of| {
        of.ctype().eq_ignore_ascii_case(kind)
            && of
                .subtype()
                .is_some_and(|of| of.eq_ignore_ascii_case(subtype))
    })
}

/// The value of a field in a group of lines, without a comment after it.
fn field(group: &str, name: &str) -> Option<String> {
    group.lines().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        let value = value.split(['(', ';']).next().unwrap_or_default();
        known
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// The first status of RFC 3463 in free words; blank where there is none.
fn status_in(text: &str) -> String {
    let mut words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let found = words.find(|word| is_status(word.trim_matches('.')));
    found.unwrap_or_default().trim_matches('.').to_owned()
}

fn is_status(word: &str) -> bool {
    let pieces: Vec<&str> = word.split('.').collect();
    let is_short = |piece: &&str| (1..=3).contains(&piece.len());
    matches!(pieces.as_slice(), [class, ..] if *class == "4" || *class == "5")
        && pieces.len() == 3
        && pieces.iter().all(is_short)
}

/// What a status of RFC 3463 means for whoever looks after the address.
fn why(status: &str) -> String {
    let detail = status.get(1..).unwrap_or_default();
    let words = match detail {
        ".1.1" | ".1.0" | ".1.6" => "there is no such mailbox",
        ".1.2" | ".4.4" => "there is no such mail domain",
        ".1.3" | ".1.10" => "the address cannot be",
        ".2.1" => "the mailbox is closed",
        ".2.2" => "the mailbox is full",
        ".3.4" => "it was too large for the mailbox",
        ".4.1" | ".4.7" => "their mail server did not answer for days",
        _ if detail.starts_with(".7") => "their mail server refused it as unwanted",
        _ => "their mail server did not deliver it",
    };
    match status {
        "" => format!("The mail came back: {words}."),
        status => format!("The mail came back: {words} ({status})."),
    }
}

/// Whether a status says that the address itself will not take mail. Without one it is believed to.
fn says_of_the_address(status: &str) -> bool {
    !status.starts_with('4') && status != "5.2.2" && status != "5.3.4" && status != "5.4.7"
}

/// Gathers the numbers that stand before our domain, in the mail and in what it brings back.
fn collect(message: &Message, domain: &str, depth: usize, numbers: &mut Vec<Uuid>) {
    named(
        &String::from_utf8_lossy(&message.raw_message),
        domain,
        numbers,
    );
    for part in &message.parts {
        match &part.body {
            PartType::Message(inner) if depth < DEEPEST => {
                collect(inner, domain, depth + 1, numbers);
            }
            PartType::Multipart(_) | PartType::Message(_) => {}
            _ => named(&String::from_utf8_lossy(part.contents()), domain, numbers),
        }
    }
}

fn named(text: &str, domain: &str, numbers: &mut Vec<Uuid>) {
    const LENGTH: usize = 36;
    for (at, _) in text.match_indices('@') {
        let is_ours = text
            .get(at + 1..at + 1 + domain.len())
            .is_some_and(|there| there.eq_ignore_ascii_case(domain));
        let number = at.checked_sub(LENGTH).and_then(|from| text.get(from..at));
        let number = number.and_then(|number| Uuid::try_parse(number).ok());
        if let Some(number) = number.filter(|_| is_ours)
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "partnership.example";

    fn number() -> Uuid {
        Uuid::from_u128(0x0196_f0aa_7c1e_7d2b_9e4f_00d5_11aa_22bb)
    }

    /// A report as Postfix lays one out: words, the status, the headers of what came back.
    fn report(action: &str, status: &str, back: &str) -> String {
        format!(
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nTo: alongside@{OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4bX.17/mx.example\"\r\n\r\n--4bX.17/mx.example\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nThis is the mail system at host mx.example.\r\n\r\n--4bX.17/mx.example\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\nArrival-Date: Tue, 18 Nov 2025 09:00:00 +0000 (GMT)\r\n\r\nFinal-Recipient: rfc822; amina@school.example\r\nOriginal-Recipient: rfc822;amina@school.example\r\nAction: {action}\r\nStatus: {status}\r\nRemote-MTA: dns; school.example\r\nDiagnostic-Code: smtp; 550 {status} <amina@school.example>: Recipient address\r\n    rejected: User unknown\r\n\r\n--4bX.17/mx.example\r\n{back}\r\n--4bX.17/mx.example--\r\n"
        )
    }

    fn headers(number: Uuid, domain: &str) -> String {
        format!(
            "Content-Type: text/rfc822-headers\r\n\r\nFrom: alongside@{domain}\r\nMessage-ID: <{number}@{domain}>\r\nSubject: Your week\r\n"
        )
    }

    #[test]
    fn a_report_names_the_message_and_says_why() {
        for (status, why, for_good) in [
            ("5.1.1", "there is no such mailbox (5.1.1).", true),
            ("5.1.2", "there is no such mail domain (5.1.2).", true),
            ("5.2.2", "the mailbox is full (5.2.2).", false),
            (
                "5.7.26",
                "their mail server refused it as unwanted (5.7.26).",
                true,
            ),
            (
                "4.4.7",
                "their mail server did not answer for days (4.4.7).",
                false,
            ),
            (
                "5.9.9",
                "their mail server did not deliver it (5.9.9).",
                true,
            ),
        ] {
            let mail = report("failed", status, &headers(number(), OURS));
            let found = read(mail.as_bytes(), OURS).expect("it came back");
            assert_eq!(found.numbers, [number()]);
            assert_eq!(found.why, format!("The mail came back: {why}"));
            assert_eq!(found.for_good, for_good, "{status}");
            assert!(!found.why.contains('@'), "nobody's address");
        }
    }

    #[test]
    fn the_whole_message_may_come_back_also_encoded() {
        let whole = format!(
            "Content-Type: message/rfc822\r\n\r\nFrom: alongside@{OURS}\r\nMessage-ID: <{}@{OURS}>\r\nSubject: Your week\r\n\r\nHello.\r\n",
            number()
        );
        let encoded = format!(
            "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nMessage-ID:=20<{}=40{OURS}>\r\n",
            number()
        );
        for back in [whole, encoded] {
            let mail = report("Failed", "5.1.1 (unknown)", &back);
            let found = read(mail.as_bytes(), OURS).expect("it came back");
            assert_eq!(found.numbers, [number()]);
            assert!(found.why.ends_with("(5.1.1)."), "{}", found.why);
        }
    }

    #[test]
    fn an_older_server_tells_it_by_a_header() {
        let mail = format!(
            "From: Mail Delivery System <Mailer-Daemon@mx.example>\r\nTo: alongside@{OURS}\r\nReceived: from local by mx.example with local (Exim 4.84.2)\r\nX-Failed-Recipients: amina@school.example\r\nAuto-Submitted: auto-replied\r\nSubject: Mail delivery failed\r\n\r\nA message that you sent could not be delivered.\r\n\r\n  amina@school.example\r\n    550 5.1.1 no such user\r\n\r\n------ This is a copy of the message ------\r\n\r\nMessage-ID: <{}@{}>\r\n",
            number(),
            OURS.to_uppercase()
        );
        let found = read(mail.as_bytes(), OURS).expect("it came back");
        assert_eq!(found.numbers, [number()]);
        assert!(found.why.contains("(5.1.1)") && found.for_good);
    }

    #[test]
    fn what_is_late_or_has_arrived_or_is_an_absence_did_not_come_back() {
        for action in ["delayed", "delivered", "relayed", "expanded", ""] {
            let mail = report(action, "4.4.1", &headers(number(), OURS));
            assert_eq!(read(mail.as_bytes(), OURS), None, "{action}");
        }
        let absence = format!(
            "From: amina@school.example\r\nTo: alongside@{OURS}\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{}@{OURS}>\r\nSubject: Out of office\r\n\r\nBack on Monday.\r\n",
            number()
        );
        assert_eq!(read(absence.as_bytes(), OURS), None);
    }

    #[test]
    fn what_names_no_message_of_ours_is_not_believed() {
        for (number, domain) in [(number(), "elsewhere.example"), (number(), "ship.example")] {
            let mail = report("failed", "5.1.1", &headers(number, domain));
            assert_eq!(read(mail.as_bytes(), OURS), None, "{domain}");
        }
        let mail = report(
            "failed",
            "5.1.1",
            "Content-Type: text/plain\r\n\r\nnothing\r\n",
        );
        assert_eq!(read(mail.as_bytes(), OURS), None);
    }

    #[test]
    fn what_is_broken_is_no_notification_and_harms_nothing() {
        let whole = report("failed", "5.1.1", &headers(number(), OURS));
        for end in 0..whole.len() {
            let _ = read(&whole.as_bytes()[..end], OURS);
        }
        let nested = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(2_000);
        let within = "Content-Type: message/rfc822\r\n\r\n".repeat(30_000);
        let zeros = vec![0_u8; 10_000];
        let signs = "@".repeat(10_000);
        let accents = format!("{}é@{OURS}", "é".repeat(40));
        let all: [&[u8]; 6] = [
            b"",
            nested.as_bytes(),
            within.as_bytes(),
            &zeros,
            signs.as_bytes(),
            accents.as_bytes(),
        ];
        for mail in all {
            assert_eq!(read(mail, OURS), None);
        }
        let most = "Content-Type: message/rfc822\r\n\r\n".repeat(MOST_PARTS);
        assert_eq!(read(most.as_bytes(), OURS), None);
    }
}
