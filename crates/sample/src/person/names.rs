//! Lists names, of which everyone beside the cast gets a pair that nobody else has.
//!
//! Owns these names. It never names a living person on purpose.

use crate::chance::Chance;

#[rustfmt::skip]
const FIRST: [&str; 53] = [
    "Aisha", "Alan", "Alice", "Andrew", "Anjali", "Anna", "Beth", "Callum", "Carys", "Catherine",
    "Chloe", "Chukwuemeka", "Claire", "Daniel", "David", "Deborah", "Dilys", "Eleanor", "Elif",
    "Fatima", "Fiona", "Gareth", "Gemma", "Hannah", "Hassan", "Imogen", "Jack", "Jasmine",
    "Joanne", "Jonathan", "Karen", "Kasia", "Laura", "Liam", "Louise", "Mark", "Megan", "Michael",
    "Mohammed", "Natalie", "Niamh", "Nikhil", "Olivia", "Paul", "Rebecca", "Richard", "Rosa",
    "Ruth", "Simon", "Sophie", "Tariq", "Wei", "Zoë",
];

#[rustfmt::skip]
const LAST: [&str; 47] = [
    "Adeyemi", "Ahmed", "Atkinson", "Bagnall", "Begum", "Birtwistle", "Booth", "Brennan",
    "Calvert", "Chaudhry", "Cooper", "Cropper", "Davies", "Dobson", "Ellwood", "Fairhurst",
    "Farrell", "Gallagher", "Grimshaw", "Halloran", "Hartley", "Hesketh", "Hussain", "Iqbal",
    "Jagger", "Kaur", "Kowalski", "Lister", "Lowther", "Maguire", "Metcalfe", "Molyneux",
    "Ndiaye", "O’Connor", "Oyelaran", "Pickering", "Quayle", "Ramsbottom", "Rimmer", "Sharma",
    "Sutcliffe", "Thistlethwaite", "Tomlinson", "Unsworth", "Wainwright", "Yeo", "Zhang",
];

/// Hands out names.
pub(crate) struct Names {
    first: Vec<&'static str>,
    last: Vec<&'static str>,
    given: usize,
}

impl Names {
    pub fn new(chance: &mut Chance) -> Names {
        Names {
            first: chance.shuffled(&FIRST),
            last: chance.shuffled(&LAST),
            given: 0,
        }
    }

    /// The next pair. Two lists whose lengths share no factor run long without a pair coming again.
    pub fn next(&mut self) -> (&'static str, &'static str) {
        let at = self.given;
        self.given += 1;
        (
            self.first[at % self.first.len()],
            self.last[at % self.last.len()],
        )
    }
}
