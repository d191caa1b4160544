//! Reads join logs of the layouts that Teams and Zoom export.
//! Owns invented names in real columns.
//! Never asks who is meant.

use formats::join_log::{Line, Refusal, read};
use jiff::civil::{Date, date};

const DAY: Date = date(2025, 11, 18);

const TEAMS: &str = "1. Summary\nMeeting title\tCoaching\nAttended participants\t3\nStart time\t11/18/25, 4:16:29 PM\nEnd time\t11/18/25, 5:30:11 PM\nMeeting duration\t1h 13m 42s\nAverage attendance time\t59m 29s\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\nKhan, Amina\t11/18/25, 4:30:36 PM\t11/18/25, 5:30:11 PM\t59m 35s\tamina@ashfield.example\ta1@ashfield.example\tAttendee\nBen Low (Guest)\t11/18/25, 4:30:10 PM\t11/18/25, 5:30:08 PM\t40m 0s\t\t\tAttendee\n\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nKhan, Amina\t11/18/25, 4:30:36 PM\t11/18/25, 5:30:11 PM\t59m 35s\tamina@ashfield.example\tAttendee\nBen Low (Guest)\t11/18/25, 4:30:10 PM\t11/18/25, 4:50:10 PM\t20m 0s\t\tAttendee\nBen Low (Guest)\t11/18/25, 5:10:08 PM\t11/18/25, 5:30:08 PM\t20m 0s\t\tAttendee\n";

const ZOOM: &str = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n812 3456 7890,Coaching,11/18/2025 04:16:00 PM,11/18/2025 05:30:00 PM,host@york.example,74,2,\n\nName (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent\nAmina Khan (she/her),amina@ashfield.example,11/18/2025 04:30:36 PM,11/18/2025 05:30:11 PM,60,No,Y\n\"Low, Ben\",,11/18/2025 04:31:00 PM,11/18/2025 04:41:00 PM,10,Yes,\n";

fn wide(text: &str) -> Vec<u8> {
    let words = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xFF, 0xFE].into_iter().chain(words).collect()
}

fn told(line: &Line) -> String {
    let (from, until) = line.stay.expect("a stay");
    format!("{} <{}> {from} {until}", line.name, line.email)
}

#[test]
fn a_report_of_teams_tells_every_stay() {
    for bytes in [
        wide(TEAMS),
        wide(&TEAMS.replace('\n', "\r\n")),
        wide(TEAMS)[2..].to_vec(),
        TEAMS.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", TEAMS.as_bytes()].concat(),
    ] {
        let lines = read(&bytes, DAY).expect("a report");
        let all: Vec<String> = lines.iter().map(told).collect();
        assert_eq!(
            all,
            [
                "Khan, Amina <amina@ashfield.example> 2025-11-18T16:30:36 2025-11-18T17:30:11",
                "Ben Low (Guest) <> 2025-11-18T16:30:10 2025-11-18T16:50:10",
                "Ben Low (Guest) <> 2025-11-18T17:10:08 2025-11-18T17:30:08",
            ]
        );
    }
}

#[test]
fn a_report_of_teams_without_activities_tells_first_and_last_and_how_long() {
    let (short, _) = TEAMS.split_once("3. In-Meeting").expect("sections");
    let lines = read(&wide(short), DAY).expect("a report");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1].minutes, Some(40));
    assert_eq!(lines[0].email, "amina@ashfield.example");
}

#[test]
fn the_older_list_of_teams_tells_joins_and_leaves_one_by_one() {
    let old = "Full Name\tUser Action\tTimestamp\nAmina Khan\tJoined\t18/11/2025, 16:30:00\nBen Low\tJoined before\t18/11/2025, 16:31:00\nAmina Khan\tLeft\t18/11/2025, 16:45:00\nAmina Khan\tJoined\t18/11/2025, 17:00:00\nBen Low\tLeft\t18/11/2025, 17:20:00\n";
    let mut all: Vec<String> = read(&wide(old), DAY)
        .expect("a list")
        .iter()
        .map(told)
        .collect();
    all.sort();
    assert_eq!(
        all,
        [
            "Amina Khan <> 2025-11-18T16:30:00 2025-11-18T16:45:00",
            "Amina Khan <> 2025-11-18T17:00:00 2025-11-18T17:20:00",
            "Ben Low <> 2025-11-18T16:31:00 2025-11-18T17:20:00",
        ]
    );
}

#[test]
fn a_report_of_zoom_is_read_beneath_its_meeting_head() {
    let lines = read(ZOOM.as_bytes(), DAY).expect("a report");
    let all: Vec<String> = lines.iter().map(told).collect();
    assert_eq!(
        all,
        [
            "Amina Khan (she/her) <amina@ashfield.example> 2025-11-18T16:30:36 2025-11-18T17:30:11",
            "Low, Ben <> 2025-11-18T16:31:00 2025-11-18T16:41:00",
        ]
    );
    let older = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAmina Khan,amina@ashfield.example,65,No\n";
    let lines = read(older.as_bytes(), DAY).expect("a report");
    assert_eq!((lines[0].stay, lines[0].minutes), (None, Some(65)));
}

#[test]
fn days_and_months_are_told_apart_by_the_file_or_by_the_day_of_the_session() {
    let of = |stamp: &str, day| {
        let text =
            format!("Name (Original Name),User Email,Join Time,Leave Time\nA B,,{stamp},{stamp}\n");
        read(text.as_bytes(), day).expect("a report")[0]
            .stay
            .expect("a stay")
            .0
            .date()
    };
    assert_eq!(of("18/11/2025 16:30", DAY), DAY);
    assert_eq!(of("11/18/2025 4:30 PM", DAY), DAY);
    let fourth = date(2025, 12, 4);
    assert_eq!(of("04/12/2025 16:30", fourth), fourth);
    assert_eq!(of("12/4/2025 4:30 PM", fourth), fourth);
    assert_eq!(of("2025-12-04 16:30:00", DAY), fourth);
}

#[test]
fn what_is_no_join_log_is_refused_in_a_sentence_and_hostile_bytes_do_no_harm() {
    assert_eq!(read(b"", DAY), Err(Refusal::Empty));
    assert_eq!(read(b"PK\x03\x04rest", DAY), Err(Refusal::Workbook));
    assert_eq!(read(b"trn,minutes\n1,2\n", DAY), Err(Refusal::NoHeader));
    let (head, _) = ZOOM.split_once("Amina").expect("people");
    assert_eq!(read(head.as_bytes(), DAY), Err(Refusal::Nobody));
    for bytes in [
        &b"\xFF\xFE"[..],
        b"\xFF\xFE\x00",
        b"\0\0\0\0\0",
        b"Name,Join Time,Leave Time\n\"unclosed,99/99/99999 99:99,\n",
        b"Name,Join Time,Leave Time\nA,4/4/99999999999999 x,y\n",
        b"Name\tDuration\nA\t99999999999h 99999999999m\n",
        "Name\tDuration\nÄÖÜ\té1h\n".as_bytes(),
    ] {
        let _ = read(bytes, DAY);
    }
    let long = format!("Name,Duration\n{}", "A,1\n".repeat(30_000));
    assert_eq!(read(long.as_bytes(), DAY), Err(Refusal::TooLong));
}
