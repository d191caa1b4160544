//! Tries the file by which an installation is set up: what it takes, and what it refuses with its line.
//! Owns a file that is right.
//! Never opens a file that a setting names.

use formats::settings_file::{Objects, Settings, as_table, read};

const RIGHT: &str = r#"public_url = "https://mentors.example.ac.uk"
data = "/var/lib/alongside"

[mail]
host = "mail.example.ac.uk"
user = "alongside"
password_file = "mail-password"
sender = "Alongside <alongside@example.ac.uk>"

[proxy]
trusted = ["127.0.0.1", "10.1.0.0/16", "::1"]

[[identity]]
name = "elm-trust"
label = "Elm Trust"
issuer = "https://login.elm.example/v2.0"
client_id = "abc"
trusted_domains = ["elm.example"]

[log]
level = "warn"
"#;

fn settings() -> Settings {
    read(RIGHT).expect("a file that is right")
}

fn refusal(from: &str, to: &str) -> (usize, String) {
    assert!(RIGHT.contains(from), "{from}");
    let problem = read(&RIGHT.replacen(from, to, 1)).expect_err(to);
    (problem.line, problem.sentence)
}

#[test]
fn a_file_that_is_right_is_read_whole_with_what_holds_without_a_word() {
    let settings = settings();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8420");
    assert_eq!(
        (settings.mail.port, settings.mail.security.as_str()),
        (465, "implicit")
    );
    let proxy = settings.proxy.expect("a proxy");
    let bits: Vec<u8> = proxy.trusted.iter().map(|(_, bits)| *bits).collect();
    assert_eq!(
        (bits, proxy.header.as_str()),
        (vec![32, 16, 128], "x-forwarded-for")
    );
    assert_eq!(settings.identity[0].trusted_domains, ["elm.example"]);
    assert_eq!(
        (settings.log_level.as_str(), settings.stop_seconds),
        ("warn", 20)
    );
    let other = read(&RIGHT.replace("[mail]", "[mail]\nsecurity = \"starttls\"")).expect("right");
    assert_eq!(other.mail.port, 587);
}

#[test]
fn an_unknown_setting_is_refused_with_its_line_and_the_one_that_was_meant() {
    let (line, told) = refusal("sender =", "sendr =");
    assert_eq!(line, 8);
    assert!(told.contains("did you mean sender?"), "{told}");
    assert_eq!(refusal("[log]", "[logs]").0, 20);
    assert_eq!(refusal("level =", "colour =").0, 21);
    assert_eq!(refusal("label =", "labels =").0, 15);
}

#[test]
fn a_missing_setting_is_named() {
    for (gone, named) in [
        (
            "public_url = \"https://mentors.example.ac.uk\"\n",
            "public_url",
        ),
        ("data = \"/var/lib/alongside\"\n", "data"),
        ("host = \"mail.example.ac.uk\"\n", "host"),
        (
            "sender = \"Alongside <alongside@example.ac.uk>\"\n",
            "sender",
        ),
        ("client_id = \"abc\"\n", "client_id"),
        ("issuer = \"https://login.elm.example/v2.0\"\n", "issuer"),
        (
            "trusted = [\"127.0.0.1\", \"10.1.0.0/16\", \"::1\"]\n",
            "trusted",
        ),
    ] {
        let (_, told) = refusal(gone, "");
        assert!(told.contains(named), "{told}");
    }
    let without_mail = read("public_url = \"https://a.example\"\ndata = \"d\"\n");
    let told = without_mail.expect_err("no mail").sentence;
    assert!(told.contains("[mail]"), "{told}");
}

#[test]
fn a_wrong_setting_is_refused_with_its_line() {
    for (from, to, line) in [
        (
            "https://mentors.example.ac.uk",
            "http://mentors.example.ac.uk",
            1,
        ),
        (
            "https://mentors.example.ac.uk",
            "https://mentors.example.ac.uk/",
            1,
        ),
        (
            "https://mentors.example.ac.uk",
            "http://localhost.evil.example",
            1,
        ),
        ("https://mentors.example.ac.uk", "https://", 1),
        (
            "data = \"/var/lib/alongside\"",
            "database = \"postgres://a:secret@db/a\"",
            2,
        ),
        (
            "data = \"/var/lib/alongside\"",
            "data = \"d\"\ndatabase = \"sqlite:a\"",
            3,
        ),
        (
            "data = \"/var/lib/alongside\"",
            "data = \"d\"\nlisten = \"8420\"",
            3,
        ),
        (
            "data = \"/var/lib/alongside\"",
            "data = \"d\"\nstop_seconds = 0",
            3,
        ),
        ("user = \"alongside\"", "port = 70000", 6),
        ("user = \"alongside\"", "security = \"ssl\"", 6),
        ("user = \"alongside\"", "", 7),
        (
            "sender = \"Alongside <alongside@example.ac.uk>\"",
            "sender = \"Alongside\"",
            8,
        ),
        ("\"10.1.0.0/16\"", "\"10.1.0.0/33\"", 11),
        ("\"10.1.0.0/16\"", "\"everybody\"", 11),
        ("\"elm-trust\"", "\"Elm/Trust\"", 14),
        (
            "https://login.elm.example/v2.0",
            "http://login.elm.example/v2.0",
            16,
        ),
        ("\"warn\"", "\"loud\"", 21),
        ("[log]", "[log", 20),
    ] {
        let (at, told) = refusal(from, to);
        assert_eq!(at, line, "{to}: {told}");
        assert!(!told.contains("secret@"), "{told}");
    }
}

#[test]
fn an_installation_of_this_machine_may_do_without_an_encrypted_line() {
    for url in [
        "http://127.0.0.1:8420",
        "http://localhost:8420",
        "http://localhost",
    ] {
        let text = RIGHT.replace("https://mentors.example.ac.uk", url);
        assert_eq!(read(&text).expect("right").public_url, url);
    }
}

#[test]
fn the_settings_stand_in_the_operations_page_as_they_are_explained() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations.md");
    let page = std::fs::read_to_string(path).expect("docs/operations.md");
    assert!(
        page.contains(&as_table()),
        "docs/operations.md lacks the table that `alongside config explain --table` prints"
    );
}

fn with_objects(told: &str) -> Result<Objects, String> {
    let text = format!("{RIGHT}\n[objects]\n{told}");
    read(&text)
        .map(|settings| settings.objects)
        .map_err(|problem| problem.sentence)
}

#[test]
fn files_are_kept_in_the_data_folder_unless_another_place_is_named() {
    assert_eq!(settings().objects, Objects::Folder(None));
    assert_eq!(
        with_objects("folder = \"/srv/files\""),
        Ok(Objects::Folder(Some("/srv/files".to_owned())))
    );
    assert_eq!(
        with_objects("kind = \"s3\"\nbucket = \"evidence\"\naccount = \"AKEY\""),
        Ok(Objects::S3 {
            endpoint: None,
            region: "eu-west-2".to_owned(),
            bucket: "evidence".to_owned(),
            key: "AKEY".to_owned(),
            secret_file: None,
        })
    );
    let azure =
        "kind = \"azure\"\ncontainer = \"evidence\"\naccount = \"ours\"\nsecret_file = \"secret\"";
    assert!(matches!(with_objects(azure), Ok(Objects::Azure { .. })));
}

#[test]
fn a_place_of_files_that_cannot_be_is_refused() {
    for (told, named) in [
        ("kind = \"ftp\"", "kind"),
        ("bucket = \"evidence\"", "bucket"),
        ("kind = \"s3\"\naccount = \"a\"", "bucket"),
        ("kind = \"s3\"\nbucket = \"evidence\"", "account"),
        (
            "kind = \"azure\"\naccount = \"a\"\nregion = \"b\"",
            "region",
        ),
        ("kind = \"azure\"\naccount = \"a\"", "container"),
        (
            "kind = \"s3\"\naccount = \"a\"\nbucket = \"b\"\nendpoint = \"http://files.example\"",
            "https://",
        ),
        ("secret = \"hush\"", "secret"),
    ] {
        let refused = with_objects(told).expect_err(told);
        assert!(refused.contains(named), "{told}: {refused}");
    }
    let (_, told) = refusal(
        "data = \"/var/lib/alongside\"",
        "database = \"postgres://a@db/a\"",
    );
    assert!(told.contains("[objects]"), "{told}");
}
