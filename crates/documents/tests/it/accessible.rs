//! Every document says that it is accessible, in which language, and what it is called.

use documents::{Part, Plan, Register, Row, Seat};

use crate::certificate::certificate;

fn plan() -> Plan {
    let row = |title: &str| Row {
        title: title.to_owned(),
        length: "1 h 30 min".to_owned(),
        done: "0 h".to_owned(),
        state: "Due".to_owned(),
        when: "Thursday 4 December 2025".to_owned(),
    };
    Plan {
        name: "Siân Ŵyn".to_owned(),
        provider: "York St John University".to_owned(),
        year: "2025 to 2026".to_owned(),
        figures: vec![("Required".to_owned(), "20 h".to_owned())],
        parts: vec![
            Part {
                title: "Autumn 2".to_owned(),
                rows: (0..40).map(|at| row(&format!("Part {at}"))).collect(),
            },
            Part {
                title: "Spring 1".to_owned(),
                rows: Vec::new(),
            },
        ],
        printed: "18 November 2025".to_owned(),
        made_on: (2025, 11, 18),
    }
}

fn register(seats: usize) -> Register {
    Register {
        title: "Giving feedback".to_owned(),
        provider: "York St John University".to_owned(),
        day: "Thursday 4 December 2025".to_owned(),
        hours: "4:30pm to 6pm".to_owned(),
        place: String::new(),
        host: "Ŷnyr Ŵyn".to_owned(),
        seats: (0..seats)
            .map(|at| Seat {
                name: format!("Mentor {at}"),
                school: "Fulford Moor School".to_owned(),
            })
            .collect(),
        spare: 5,
        printed: "18 November 2025".to_owned(),
        made_on: (2025, 11, 18),
    }
}

/// Whether the bytes of a PDF hold this text as it stands.
pub fn holds(pdf: &[u8], wanted: &str) -> bool {
    pdf.windows(wanted.len())
        .any(|here| here == wanted.as_bytes())
}

#[test]
fn every_document_is_pdf_ua_1_with_a_title_in_british_english() {
    let documents = [
        ("certificate", certificate().pdf()),
        ("plan", plan().pdf()),
        ("register", register(140).pdf()),
        ("a register without anybody", register(0).pdf()),
    ];
    for (name, pdf) in documents {
        let pdf = pdf.unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(pdf.starts_with(b"%PDF-"), "{name}");
        assert!(holds(&pdf, "pdfuaid:part"), "{name} does not claim PDF/UA");
        assert!(
            holds(&pdf, "/Lang(en-GB)") || holds(&pdf, "/Lang (en-GB)"),
            "{name}"
        );
        assert!(holds(&pdf, "/MarkInfo"), "{name} is not tagged");
        assert!(holds(&pdf, "<dc:title>"), "{name} has no title");
    }
}

#[test]
fn the_same_facts_make_the_same_bytes() {
    let pdf = || certificate().pdf().expect("a certificate");
    assert!(pdf() == pdf());
}
