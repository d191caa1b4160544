//! Lists people of the sample worth a visit, each with what there is to see.
//!
//! Owns these sentences. It never invents a person: the cast does.

/// People by full name, each with what there is to see, in the order in which to offer them.
#[rustfmt::skip]
pub const WORTH_A_VISIT: [(&str, &str); 19] = [
    ("Amina Rahman", "An hour of coaching was recognised from elsewhere."),
    ("Tom Bryce", "New this year, and just begun."),
    ("Ivan Petrov", "Trained last year, refreshes this year."),
    ("Kieran Blackburn", "Why 15 h 50 min can be claimed as 15."),
    ("Lorna Cadwallader", "Began before the rule changed in November 2024."),
    ("Marguerite Osei", "One session, two providers, counted once."),
    ("Philippa Strand", "An entry was corrected, with the reason."),
    ("Gwen Partington", "An entry waits for somebody to vouch for it."),
    ("Bronwen Lacey", "Moved school in January."),
    ("Dominic Szymański", "Nine hours on one day, over two providers."),
    ("Femi Alabi", "Works in the fringe of London."),
    ("Edmund Castellano", "A recognition ends on 30 November."),
    ("Grace Okafor", "Over training at the four schools of a trust."),
    ("Siân Rees", "Runs the partnership’s office."),
    ("Marcus Doyle", "Runs the partnership’s office."),
    ("Ada Lind", "Asks whether every mentor is ready."),
    ("Helen Marsh", "Trains and visits mentors in many schools."),
    ("Dev Patel", "Learns to teach in a primary school, with Amina Rahman."),
    ("Colin Webb", "Needs one number a mentor, and why."),
];
