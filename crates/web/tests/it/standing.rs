//! Tries the training page as a pure function, state by state.
//!
//! Owns the words that each state must show. It never needs a server.

use domain::{Minutes, ledger::Kind};

use crate::{
    made::{self, Made},
    seen::Seen,
};

fn page(made: &Made, on: &str) -> Seen {
    let today = made::day(on);
    Seen::of(&web::standing::pages::training(&made.on(on), &made.reader(today)).into_string())
}

fn all_of_york() -> Made {
    let study = |made: Made, code, on| made.entry(code, 60, on, Kind::Completed);
    let made = Made::york()
        .entry("conference-1", 360, "2024-10-10", Kind::Attended)
        .entry("conference-2", 360, "2024-11-12", Kind::Attended);
    let made = study(made, "models-of-mentoring", "2024-10-15");
    let made = study(made, "professional-behaviours", "2024-12-02");
    let made = study(made, "behaviour", "2025-01-20");
    let made = study(made, "pedagogy", "2025-03-03");
    let made = study(made, "assessment", "2025-05-01");
    let made = study(made, "curriculum", "2025-06-10");
    made.entry("appraisal-visit", 120, "2025-06-12", Kind::Visit)
}

#[test]
fn the_page_says_where_the_mentor_stands_and_what_is_owed_next() {
    let page = page(&made::amina(), "2025-02-20");
    page.says("Your training");
    page.says("General Mentor at Fulford Ings Primary School, 2024 to 2025");
    page.says("11 h 20 min left of 20 h for initial training.");
    page.says("Study “Professional behaviours”");
    page.says("It was due by 20 December 2024; 20\u{a0}min is left.");
    page.has("href=\"#part-professional-behaviours\"");
    page.has("id=\"part-professional-behaviours\"");
}

#[test]
fn each_of_the_five_figures_opens_its_reasons() {
    let page = page(&made::amina(), "2025-02-20");
    for name in ["required", "done", "recognised", "remaining", "claimable"] {
        page.has(&format!("<details class=\"figure\" id=\"{name}\">"));
    }
    page.says("20 h: asked by the programme “General mentor training, 20 hours”, 2024-25");
    page.says("Source: York St John University’s own description of the partnership");
    page.says("Provisional: not yet confirmed at its source");
    page.says("No national minimum for initial training");
    page.says("6\u{a0}h of 6\u{a0}h: Conference day 1 Thursday 10 October 2024");
    page.says("And 50 min beyond what is asked.");
    page.says(
        "1 h: Assessment decided on Monday 20 January 2025, holds until Tuesday 31 August 2027",
    );
    page.says("Less done 7 h 40 min Less recognised 1 h");
    page.says("Claimable 8 h Lost to rounding: 30 min. Whole hours");
    page.says("Claims are not known here yet");
}

#[test]
fn the_ring_says_in_words_what_it_shows() {
    page(&made::amina(), "2025-02-20").has(
        "aria-label=\"Of 20 h required, 7 h 40 min are done, 1 h are recognised and 11 h 20 min remain.\"",
    );
}

#[test]
fn every_state_of_a_component_is_said_in_words() {
    let page = page(&made::amina(), "2025-01-10");
    for words in [
        "Met",
        "Not yet due",
        "Overdue",
        "Due by Friday 14 February 2025",
    ] {
        page.says(words);
    }
    page.has("class=\"tag is-due\"");
    page.says("Portable: training elsewhere can count");
    page.says("Local: only training here counts");
}

#[test]
fn a_corrected_entry_is_struck_through_and_says_why_and_by_what() {
    let page = page(&made::amina(), "2025-02-20");
    page.has("<del>");
    page.says(
        "Replaced By 40 min on Wednesday 4 December 2024, because: The join log shows 40 minutes",
    );
    page.says("Corrects an earlier entry of 45 min: The join log shows 40 minutes");
}

#[test]
fn a_waiting_entry_is_said_to_wait_and_counts_nowhere() {
    let page = page(&made::amina(), "2025-02-20");
    page.says("1 h of training: waiting for someone to confirm it.");
    page.says("Waits for someone to confirm");
}

#[test]
fn a_mentor_who_has_done_it_all_owes_nothing() {
    let page = page(&all_of_york(), "2025-07-01");
    page.says("You have met your initial training: all 20 h, on Thursday 12 June 2025.");
    page.says("Nothing is owed. Thank you.");
    page.says("Nothing has remained since Thursday 12 June 2025");
    page.says_not("Overdue");
}

#[test]
fn a_refresher_asks_for_any_of_its_parts() {
    let made = all_of_york().entry("pedagogy", 60, "2025-10-01", Kind::Completed);
    let page = page(&made, "2025-11-13");
    page.says("5 h left of 6 h for this year’s refresher.");
    page.says("Any 6 h of these count. None is asked for by itself.");
    page.says("1\u{a0}h of 1\u{a0}h: Pedagogy Wednesday 1 October 2025");
    page.says_not("1\u{a0}h of 1\u{a0}h: Pedagogy Monday 3 March 2025");
}

#[test]
fn without_a_number_the_provider_judges() {
    let mut made = Made::york().entry("", 90, "2025-01-10", Kind::Community);
    made.programmes.clear();
    let page = page(&made, "2025-02-20");
    page.says("Sufficient, as the provider judges: York St John University asks for no number");
    page.says("Required As the provider judges");
    page.says("Remaining As the provider judges");
    page.has("No number of hours is required.");
    page.says_not("Next step");
    page.says_not("What the programme asks");
}

#[test]
fn without_a_programme_any_verified_training_counts() {
    let mut made = Made::york().entry("", 90, "2024-09-10", Kind::Community);
    made.programmes.clear();
    made.minimum_ends = None;
    let page = page(&made, "2024-10-01");
    page.says("Any verified training with York St John University counts");
    page.says("1 h 30 min: Training Tuesday 10 September 2024");
}

#[test]
fn a_change_of_rule_is_among_the_reasons() {
    let page = page(&made::dev(), "2025-02-20");
    page.says("What is asked has changed: 20 h until the day before, 10 h from 13 November 2024");
}

#[test]
fn a_group_is_one_row_with_its_choices() {
    let page = page(&made::dev(), "2025-02-20");
    page.says("Subject knowledge development: one subject of the list");
    page.says("Chosen: Subject knowledge development: English");
    page.says("Choose one of 3");
    page.has("id=\"part-subject-knowledge\"");
    page.says("Optional Nobody asks for these.");
}

#[test]
fn somebody_with_two_providers_switches_in_one_tap() {
    let page = page(&made::dev(), "2025-02-20");
    page.has("<a href=\"/standing/y75\">York St John University</a>");
    page.has("<a href=\"/standing/l51\" aria-current=\"page\">");
}

#[test]
fn somebody_with_one_provider_has_no_switch() {
    let page = page(&made::amina(), "2025-02-20");
    assert!(!page.markup.contains("class=\"switch\""));
}

#[test]
fn a_mentor_without_entries_is_told_kindly_who_will_fill_the_page() {
    let page = page(&Made::york(), "2024-10-20");
    page.says("Nothing is recorded yet");
    page.says("Your first session appears here once York St John University has confirmed it.");
    page.says("Nothing that counts has been recorded yet.");
}

#[test]
fn what_people_typed_stays_text() {
    let made = Made::york()
        .entry("conference-1", 360, "2024-10-10", Kind::Attended)
        .but(|listed| {
            listed.entry.reference = "<script>alert(1)</script>".to_owned();
            listed.verifier = Some("\"><img src=x>".to_owned());
        });
    let page = page(&made, "2024-10-20");
    assert!(!page.markup.contains("<script>") && !page.markup.contains("<img"));
    page.has("&lt;script&gt;");
}

#[test]
fn the_page_has_one_first_heading_and_its_headings_skip_no_level() {
    for made in [made::amina(), made::dev(), Made::york(), all_of_york()] {
        let levels = page(&made, "2025-02-20").headings();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{levels:?}");
        }
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    for made in [made::amina(), made::dev(), all_of_york()] {
        let page = page(&made, "2025-02-20");
        for target in page.links_within() {
            page.has(&format!("id=\"{target}\""));
        }
    }
}

#[test]
fn an_address_on_the_page_is_given_once() {
    for made in [made::amina(), made::dev()] {
        let mut ids = page(&made, "2025-02-20").ids();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}

#[test]
fn the_page_carries_no_style_or_script_of_its_own() {
    for mark in [" style=", "<style", "<script>", " onclick="] {
        assert!(!page(&made::amina(), "2025-02-20").markup.contains(mark));
    }
}

#[test]
fn a_long_record_stays_light() {
    let mut made = all_of_york();
    for _ in 0..20 {
        made = made.entry("", 50, "2025-02-03", Kind::Community);
    }
    let bytes = page(&made, "2025-07-01").markup.len();
    assert!(bytes < 48 * 1024, "{bytes} bytes before it is packed");
    assert!(made.on("2025-07-01").standing.done > Minutes::ZERO);
}

#[test]
fn somebody_whom_no_provider_lists_is_told_who_will() {
    let reader = Made::york().reader(made::day("2025-11-18"));
    let seen = Seen::of(&web::standing::pages::nobody(&reader).into_string());
    seen.says("No provider has listed you yet");
}
