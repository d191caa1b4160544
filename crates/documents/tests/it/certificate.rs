//! A certificate names whoever attended, however the name is spelt.

use documents::Certificate;

use crate::accessible::holds;

pub fn certificate() -> Certificate {
    Certificate {
        name: "Siân Ŵyn".to_owned(),
        title: "Giving feedback that is used".to_owned(),
        provider: "York St John University".to_owned(),
        day: "Thursday 4 December 2025".to_owned(),
        hours: "4:30pm to 6pm".to_owned(),
        place: "De Grey Court".to_owned(),
        length: "1 h 30 min".to_owned(),
        recorded: "Recorded by Helen Marsh on Friday 5 December 2025.".to_owned(),
        reference: "0199-52c1".to_owned(),
        made_on: (2025, 12, 5),
    }
}

#[test]
fn welsh_names_have_their_letters() {
    let pdf = certificate().pdf().expect("a certificate");
    assert!(
        holds(&pdf, "Siân Ŵyn"),
        "the title names them letter by letter"
    );
}

#[test]
fn a_letter_that_no_typeface_has_is_stood_in_for_and_not_refused() {
    let named = |name: &str| Certificate {
        name: name.to_owned(),
        ..certificate()
    };
    for name in [
        "李 小龙",
        "\u{0}\u{7}",
        "",
        "😀",
        "Zoë\u{0301} \u{202e}\u{feff}\u{fffe}x",
    ] {
        let pdf = named(name).pdf();
        assert!(pdf.is_ok(), "{name:?}: {pdf:?}");
    }
}

#[test]
fn facts_are_never_read_as_layout() {
    let hostile = Certificate {
        name: "#panic(\"no\") *Bold* $x$ \\ ] // <label> @ref".to_owned(),
        title: "#include \"/etc/passwd\"".to_owned(),
        ..certificate()
    };
    let pdf = hostile.pdf().expect("what looks like layout is only text");
    assert!(holds(&pdf, "#panic"));
}

#[test]
fn a_very_long_name_is_set_too() {
    let long = Certificate {
        name: "Llanfairpwllgwyngyll ".repeat(60),
        ..certificate()
    };
    assert!(long.pdf().is_ok());
}
