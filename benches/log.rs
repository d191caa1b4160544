//! Makes the attendance report of a meeting, laid out as Teams or Zoom exports it, with names as people give
//! them.
//!
//! Owns these names. It never gives anybody a name that a real person sent in.

use domain::Date;

const FIRST: [&str; 20] = [
    "Amina",
    "Ben",
    "Catherine",
    "Daniel",
    "Elizabeth",
    "Fatima",
    "George",
    "Hannah",
    "Imran",
    "Joanna",
    "Katherine",
    "Liam",
    "Margaret",
    "Nadia",
    "Oliver",
    "Priya",
    "Robert",
    "Siobhán",
    "Thomas",
    "Zoë",
];

const BEGINS: [&str; 10] = [
    "Ash", "Black", "Carr", "Dal", "Fair", "Green", "Hart", "Kirk", "Thorn", "Wake",
];

const ENDS: [&str; 10] = [
    "burn", "dale", "field", "ford", "hurst", "ley", "ton", "well", "wood", "worth",
];

/// The first and last name of one of two thousand.
pub fn name(at: usize) -> (String, String) {
    let (first, rest) = (FIRST[at % 20], at / 20);
    (
        first.to_owned(),
        format!("{}{}", BEGINS[rest % 10], ENDS[rest / 10 % 10]),
    )
}

/// How somebody calls themself: of each hundred, 85 give their whole name in some form, 6 an initial, 4 a
/// short form, 3 a name with a slip of the thumb, and 2 none at all.
fn shown(at: usize, (first, last): &(String, String)) -> String {
    let initial: String = first.chars().take(1).collect();
    let short: String = first.chars().take(3).collect();
    match (at * 37) % 100 {
        0..30 => format!("{first} {last}"),
        30..50 => format!("{last}, {first} (Guest)"),
        50..65 => format!("{first} {last} (she/her)"),
        65..75 => format!("{} {}", first.to_uppercase(), last.to_uppercase()),
        75..85 => format!("Mrs {first} {last} [Ashfield Primary]"),
        85..91 => format!("{initial}. {last}"),
        91..95 => format!("{short} {last}"),
        95..98 => format!("{first} {last}e"),
        _ => format!("iPad {at}"),
    }
}

/// The report as Teams lays it out: a line for each.
pub fn teams(people: &[(String, String)], on: Date) -> String {
    let day = on.strftime("%d/%m/%Y");
    let mut text = "1. Summary\nMeeting title\tGiving feedback that is used\n\n2. Participants\n\
                    Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        .to_owned();
    for (at, person) in people.iter().enumerate() {
        text.push_str(&format!(
            "{}\t{day}, 12:00:00\t{day}, 13:25:00\t1h 25m 0s\t\t\tAttendee\n",
            shown(at, person)
        ));
    }
    text
}

/// The report as Zoom lays it out: one in five left and came back, and has two lines.
pub fn zoom(people: &[(String, String)], on: Date) -> String {
    let day = on.strftime("%m/%d/%Y");
    let mut text =
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n\
                    812 3456 7890,Feedback,,,host@provider.example,90,2000\n\n\
                    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
            .to_owned();
    for (at, person) in people.iter().enumerate() {
        let name = shown(at, person);
        let stays: &[_] = match at % 5 {
            0 => &[("12:00:00", "12:40:00"), ("12:45:00", "01:25:00")],
            _ => &[("12:00:00", "01:25:00")],
        };
        for (from, until) in stays {
            text.push_str(&format!(
                "\"{name}\",,{day} {from} PM,{day} {until} PM,85,Yes\n"
            ));
        }
    }
    text
}
