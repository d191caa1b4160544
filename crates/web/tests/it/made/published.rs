//! Makes the two programmes, much as they are published.
//!
//! Owns their components. It never says who did them.

use domain::{
    Minutes,
    policy::Confidence,
    programme::{
        Component, Group, HalfTerm, Mode, Need, Programme, Reach, When, component, programme,
    },
};

use super::day;

fn half_terms() -> Vec<HalfTerm> {
    [
        ("2024-09-03", "2024-10-25"),
        ("2024-11-04", "2024-12-20"),
        ("2025-01-06", "2025-02-14"),
        ("2025-02-24", "2025-04-04"),
        ("2025-04-22", "2025-05-23"),
        ("2025-06-02", "2025-07-22"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((from, until), number)| HalfTerm {
        number,
        from: day(from),
        until: day(until),
    })
    .collect()
}

fn part(code: &str, minutes: i32, title: &str, mode: Mode, when: Option<When>) -> Component {
    let mut part = component(code, minutes);
    part.title = title.to_owned();
    part.covers = Some(format!(
        "What a mentor needs to know of it: {}.",
        title.to_lowercase()
    ));
    part.mode = mode;
    part.when = when;
    if mode != Mode::SelfStudy {
        part.reach = Reach::Local;
    }
    part
}

/// York’s programme of 20 hours.
pub fn york() -> Programme {
    let study = |code, title, half_term| {
        part(
            code,
            60,
            title,
            Mode::SelfStudy,
            Some(When::HalfTerm(half_term)),
        )
    };
    let mut visit = part(
        "appraisal-visit",
        120,
        "Appraisal and feedback visit",
        Mode::Visit,
        None,
    );
    visit.delivered_by = Some("lead mentor".to_owned());
    let mut made = programme("Y75", "2024-25", day("2024-09-01"));
    made.title = "General mentor training, 20 hours".to_owned();
    made.source = "York St John University’s own description of the partnership".to_owned();
    made.confidence = Confidence::Provisional;
    made.half_terms = half_terms();
    made.refresher = Some(Minutes(360));
    made.components = vec![
        part(
            "conference-1",
            360,
            "Conference day 1",
            Mode::Conference,
            None,
        ),
        part(
            "conference-2",
            360,
            "Conference day 2",
            Mode::Conference,
            None,
        ),
        study("models-of-mentoring", "Models of mentoring and coaching", 1),
        study("professional-behaviours", "Professional behaviours", 2),
        study("behaviour", "Behaviour and high expectations", 3),
        study("pedagogy", "Pedagogy", 4),
        study("assessment", "Assessment", 5),
        study("curriculum", "Curriculum", 6),
        visit,
    ];
    for part in &mut made.components {
        part.counts_for_refresher = true;
    }
    made
}

/// A short form of Liverpool’s programme.
pub fn liverpool() -> Programme {
    let stage = |stage| Some(When::Stage(stage));
    let subject = |code: &str, title: &str| {
        let mut part = part(code, 60, title, Mode::SelfStudy, None);
        part.need = Need::OneOf("subject-knowledge".to_owned());
        part.confidence = Confidence::Provisional;
        part
    };
    let mut optional = part(
        "inclusive",
        60,
        "Inclusive mentoring 1",
        Mode::SelfStudy,
        None,
    );
    optional.need = Need::Optional;
    let mut observation = part(
        "observation-2a",
        120,
        "Observation, reflective discussion and feedback, Phase 2a",
        Mode::InSchool,
        stage(2),
    );
    observation.delivered_by = Some("lead mentor".to_owned());
    let mut made = programme("L51", "2024-25", day("2024-11-13"));
    made.title = "General mentor training, 15 + 5 hours".to_owned();
    made.groups = vec![Group {
        code: "subject-knowledge".to_owned(),
        title: "Subject knowledge development: one subject of the list".to_owned(),
    }];
    made.half_terms = half_terms();
    made.components = vec![
        part(
            "processes",
            120,
            "Partnership processes, Phase 1 and Phase 3a",
            Mode::InSchool,
            stage(1),
        ),
        part(
            "mentoring",
            90,
            "The role of the General Mentor: mentoring",
            Mode::SelfStudy,
            None,
        ),
        part(
            "coaching",
            90,
            "The role of the General Mentor: coaching",
            Mode::SelfStudy,
            None,
        ),
        observation,
        subject(
            "subject-art",
            "Subject knowledge development: art and design",
        ),
        subject("subject-english", "Subject knowledge development: English"),
        subject(
            "subject-maths",
            "Subject knowledge development: mathematics",
        ),
        part(
            "progress",
            120,
            "Progress and assessment",
            Mode::InSchool,
            stage(3),
        ),
        optional,
    ];
    made
}
