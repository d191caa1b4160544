//! Files that other programs wrote, looked at: Pillow, python-docx, openpyxl, python-pptx, odfpy, fpdf2,
//! pypdf and Python's own e-mail library.

use std::io::Write;

use documents::evidence::{Fault, Kind, Limits, Looked, View, look};

const LIMITS: Limits = Limits {
    pixels: 50_000_000,
    view: 400,
    letters: 2_000,
};

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a file of the tests")
}

fn looked(name: &str) -> Looked {
    look(file(name), LIMITS).expect(name)
}

fn words(name: &str) -> String {
    match looked(name).view {
        View::Words(words) => words,
        other => panic!("{name}: {other:?}"),
    }
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// Width and height of a JPEG, from its frame header.
fn size(jpeg: &[u8]) -> (u16, u16) {
    let mut at = 2;
    loop {
        let (mark, length) = (
            jpeg[at + 1],
            u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]),
        );
        if matches!(mark, 0xC0..=0xC2) {
            let side = |from: usize| u16::from_be_bytes([jpeg[from], jpeg[from + 1]]);
            return (side(at + 7), side(at + 5));
        }
        at += 2 + usize::from(length);
    }
}

#[test]
fn a_photograph_keeps_nothing_of_where_it_was_taken_and_stands_upright() {
    let before = file("certificate.jpg");
    assert!(holds(&before, b"Exif") && holds(&before, b"Maker of cameras"));
    let looked = looked("certificate.jpg");
    assert_eq!(looked.kind, Kind::Jpeg);
    assert!(!holds(&looked.kept, b"Exif") && !holds(&looked.kept, b"Maker"));
    assert_eq!(
        (size(&before), size(&looked.kept)),
        ((320, 200), (200, 320))
    );
    let View::Picture(view) = looked.view else {
        panic!("a picture")
    };
    assert_eq!(size(&view), (200, 320));
}

#[test]
fn every_kind_is_told_by_its_content() {
    for (name, kind) in [
        ("certificate.jpg", Kind::Jpeg),
        ("certificate.png", Kind::Png),
        ("certificate.webp", Kind::Jpeg),
        ("certificate.pdf", Kind::Pdf),
        ("certificate.docx", Kind::Word),
        ("hours.xlsx", Kind::Excel),
        ("slides.pptx", Kind::PowerPoint),
        ("note.odt", Kind::OpenDocument),
        ("confirmation.eml", Kind::Mail),
    ] {
        assert_eq!(looked(name).kind, kind, "{name}");
    }
    for (kind, code, ..) in Kind::ALL {
        assert_eq!(Kind::read(code), Some(kind));
    }
}

#[test]
fn the_first_page_of_a_pdf_is_drawn_as_large_as_is_allowed() {
    let looked = looked("certificate.pdf");
    assert_eq!(looked.kept, file("certificate.pdf"));
    let View::Picture(view) = looked.view else {
        panic!("a picture")
    };
    let (width, height) = size(&view);
    assert!(
        height <= 400 && height > 390 && width > 270,
        "{width} {height}"
    );
}

#[test]
fn the_words_of_documents_and_letters_are_read() {
    assert_eq!(
        words("certificate.docx"),
        "Coaching for mentors\nAmina attended 6 hours & a half on 4 March 2025.\nSigned: the teaching school hub\n"
    );
    assert_eq!(
        words("hours.xlsx"),
        "Session\nHours\nInstructional coaching\n"
    );
    assert!(words("slides.pptx").starts_with("Giving feedback\n"));
    assert_eq!(
        words("note.odt"),
        "Observation\nTwo hours of joint observation.\n"
    );
    let letter = words("confirmation.eml");
    for told in [
        "From: Hub (hub@hub.example)\n",
        "To: amina@birch.example\n",
        "Subject: Your attendance – coaching\n",
        "Attached: certificate.pdf\n",
        "you attended “Coaching” for 3 hours.",
    ] {
        assert!(letter.contains(told), "{told} in {letter}");
    }
}

#[test]
fn a_long_document_is_shown_as_far_as_is_allowed() {
    let few = Limits {
        letters: 10,
        ..LIMITS
    };
    let looked = look(file("certificate.docx"), few).expect("looked at");
    assert_eq!(looked.view, View::Words("Coaching f…".to_owned()));
}

#[test]
fn what_is_not_taken_is_told_with_what_to_do_instead() {
    let few = Limits {
        pixels: 63_999,
        ..LIMITS
    };
    assert_eq!(look(file("certificate.jpg"), few), Err(Fault::TooLarge));
    assert_eq!(look(file("locked.pdf"), LIMITS), Err(Fault::Locked));
    assert_eq!(look(file("macros.xlsm"), LIMITS), Err(Fault::Macros));
    assert_eq!(look(file("wide.png"), LIMITS), Err(Fault::TooLarge));
    for (bytes, fault) in [
        (&b""[..], Fault::Empty),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Fault::Heic),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Fault::OldOffice),
        (b"MZ\x90\0", Fault::Unknown),
        (b"<html><script>alert(1)</script>", Fault::Unknown),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault::Unknown),
        (b"GIF89a", Fault::Unknown),
        (b"%PDF-1.4 and nothing else", Fault::Damaged),
        (b"PK\x03\x04 and nothing else", Fault::Damaged),
        (b"\xFF\xD8\xFF\xE0 and nothing else", Fault::Damaged),
        (b"Subject: a list\n\nof words", Fault::Unknown),
    ] {
        let told = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(look(bytes.to_vec(), LIMITS), Err(fault), "{told}");
        assert!(fault.to_string().len() > 40);
    }
}

#[test]
fn two_hundred_megabytes_of_nothing_are_read_as_far_as_words_go() {
    assert_eq!(words("bomb.docx").trim_end(), "It begins.");
}

/// A packed folder of these parts, with their words.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut folder = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for (name, words) in parts {
        folder.start_file(*name, plain).expect("begun");
        folder.write_all(words.as_bytes()).expect("written");
    }
    folder.finish().expect("written").into_inner()
}

#[test]
fn macros_are_told_whatever_their_part_is_called() {
    let workbook = ("xl/workbook.xml", "<workbook/>");
    let open = [("mimetype", ""), ("content.xml", "<office/>")];
    let plain =
        "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"sheet.main+xml\"/></Types>";
    for parts in [
        vec![workbook, ("xl/VBAPROJECT.BIN", "")],
        vec![workbook, ("xl/macrosheets/sheet1.xml", "")],
        vec![
            workbook,
            ("xl/data.bin", ""),
            (
                "[Content_Types].xml",
                "<Override PartName=\"/xl/data.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>",
            ),
        ],
        [&open[..], &[("Basic/Standard/Module1.xml", "")]].concat(),
        [&open[..], &[("Scripts/python/run.py", "")]].concat(),
    ] {
        let told = look(packed(&parts), LIMITS);
        assert_eq!(told, Err(Fault::Macros), "{parts:?}");
    }
    let sound = packed(&[workbook, ("[Content_Types].xml", plain)]);
    assert_ne!(look(sound, LIMITS), Err(Fault::Macros));
}

#[test]
fn ten_thousand_slides_are_read_as_far_as_is_allowed() {
    let mut folder = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for part in (0..10_000).map(|number| format!("ppt/slides/slide{number}.xml")) {
        folder.start_file(part, plain).expect("begun");
    }
    folder
        .start_file("ppt/presentation.xml", plain)
        .expect("begun");
    let bytes = folder.finish().expect("written").into_inner();
    let looked = look(bytes, LIMITS).expect("looked at");
    assert_eq!(looked.view, View::Nothing);
}

/// Every file cut short, and with one byte in a hundred changed, is told apart or shown: nothing falls over.
#[test]
fn damaged_files_are_told_and_nothing_falls_over() {
    let (mut taken, mut refused) = (0, 0);
    let names = [
        "certificate.jpg",
        "certificate.png",
        "certificate.webp",
        "certificate.pdf",
        "certificate.docx",
        "note.odt",
        "confirmation.eml",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let whole = file(name);
        for part in 1..12 {
            let mut bytes = whole[..whole.len() * part / 12].to_vec();
            let mut other = whole.clone();
            for at in ((part * 7 + number)..other.len()).step_by(97) {
                other[at] = other[at].wrapping_add(u8::try_from(part * 19).expect("small"));
            }
            bytes.shrink_to_fit();
            for bytes in [bytes, other] {
                match look(bytes, LIMITS) {
                    Ok(_) => taken += 1,
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert_eq!(taken + refused, 7 * 11 * 2);
    assert!(refused > 40, "{refused}");
}

/// Letters within letters without end are refused before they are taken apart; as many as are taken harm
/// nothing.
#[test]
fn letters_within_letters_are_taken_apart_no_deeper_than_any_are() {
    let nested = |deep: usize| {
        let head = "From: a@school.example\r\nTo: b@school.example\r\nDate: Tue, 18 Nov 2025 09:00:00 +0000\r\nSubject: Done\r\n";
        let within = "Content-Type: message/rfc822\r\n\r\n".repeat(deep);
        look(format!("{head}{within}Hello.").into_bytes(), LIMITS).map(|looked| looked.kind)
    };
    assert_eq!(nested(30_000), Err(Fault::Damaged));
    assert_eq!(nested(200), Ok(Kind::Mail));
}
