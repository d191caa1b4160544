//! Keeps words in order, each with the things that bear it, and finds things by parts of words.
//!
//! Owns the words `Index` and `Hit`. It never knows what the things are.

use std::ops::Range;

use domain::person::fold;

/// Words on their way into an index.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    text: String,
    pairs: Vec<(u32, u16, u32)>,
    things: u32,
}

impl Gathering {
    /// Adds the next thing with the texts by which it is found. Says its number.
    pub fn add(&mut self, texts: &[&str]) -> u32 {
        let thing = self.things;
        self.things += 1;
        for text in texts {
            for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
                self.word(word, thing);
            }
        }
        thing
    }

    /// Adds one more word, folded already, to the thing added last.
    pub fn also(&mut self, word: &str) {
        if let Some(thing) = self.things.checked_sub(1) {
            self.word(word, thing);
        }
    }

    fn word(&mut self, word: &str, thing: u32) {
        let from = u32::try_from(self.text.len());
        if let (Ok(from), Ok(length)) = (from, u16::try_from(word.len())) {
            self.text.push_str(word);
            self.pairs.push((from, length, thing));
        }
    }

    /// Puts everything in order.
    pub fn done(mut self) -> Index {
        let text = std::mem::take(&mut self.text);
        let word = |(from, length, _): &(u32, u16, u32)| {
            let from = *from as usize;
            &text[from..from + usize::from(*length)]
        };
        self.pairs
            .sort_unstable_by(|one, other| (word(one), one.2).cmp(&(word(other), other.2)));
        let mut index = Index {
            things: self.things,
            ..Index::default()
        };
        for pair in &self.pairs {
            index.push(word(pair), pair.2);
        }
        index.shrink();
        index
    }
}

/// Words in order, and for each the things that bear it.
#[derive(Debug, Default)]
pub(super) struct Index {
    text: String,
    /// Where each word ends in the text.
    words: Vec<u32>,
    bearers: Vec<u32>,
    /// Where the bearers of each word end.
    ends: Vec<u32>,
    things: u32,
}

/// A thing that bears everything asked: the lower the rank, the better it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// 0 for a whole word, 1 for its beginning, 2 for its inside, 3 for one like it; added up.
    pub rank: u32,
    /// The thing.
    pub thing: u32,
}

/// Below this many hits the insides of words are searched too.
const ENOUGH: usize = 20;
/// The shortest word of which a misspelling is understood.
const LONG: usize = 4;

const WHOLE: u8 = 1;
const BEGINNING: u8 = 2;
const INSIDE: u8 = 3;
const LIKE: u8 = 4;

impl Index {
    fn push(&mut self, word: &str, thing: u32) {
        let same = self
            .words
            .len()
            .checked_sub(1)
            .is_some_and(|last| self.word(last) == word);
        if !same {
            self.text.push_str(word);
            self.words
                .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
            self.ends.push(0);
        }
        let last = self.bearers.last().copied();
        if !(same && last == Some(thing)) {
            self.bearers.push(thing);
        }
        if let Some(end) = self.ends.last_mut() {
            *end = u32::try_from(self.bearers.len()).unwrap_or(u32::MAX);
        }
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.words.shrink_to_fit();
        self.bearers.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn word(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| self.words[before]);
        &self.text[from as usize..self.words[at] as usize]
    }

    fn bearers_of(&self, words: Range<usize>) -> &[u32] {
        let from = words
            .start
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        let until = words.end.checked_sub(1).map_or(0, |last| self.ends[last]);
        self.bearers
            .get(from as usize..until as usize)
            .unwrap_or_default()
    }

    /// Finds every thing that bears all words asked, the best first.
    pub fn find(&self, asked: &str) -> Vec<Hit> {
        let folded = fold(asked);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let beginnings = self.with(&words, Index::beginnings);
        if beginnings.len() >= ENOUGH {
            return beginnings;
        }
        let insides = self.with(&words, Index::insides);
        if !insides.is_empty() {
            return insides;
        }
        self.with(&words, Index::alike)
    }

    fn with(&self, words: &[&str], mark: fn(&Index, &str, &mut [u8])) -> Vec<Hit> {
        let many = self.things as usize;
        let mut ranks = vec![0u32; many];
        let mut marks = vec![0u8; many];
        let mut alive = vec![true; many];
        for word in words {
            marks.fill(0);
            mark(self, word, &mut marks);
            for thing in 0..many {
                match marks[thing] {
                    0 => alive[thing] = false,
                    mark => ranks[thing] += u32::from(mark - WHOLE),
                }
            }
        }
        let mut hits: Vec<Hit> = (0..self.things)
            .filter(|thing| alive[*thing as usize])
            .map(|thing| Hit {
                rank: ranks[thing as usize],
                thing,
            })
            .collect();
        hits.sort();
        hits
    }

    fn note(&self, words: Range<usize>, mark: u8, marks: &mut [u8]) {
        for thing in self.bearers_of(words) {
            let known = &mut marks[*thing as usize];
            if *known == 0 || *known > mark {
                *known = mark;
            }
        }
    }

    /// The words that begin with what is asked stand together.
    fn beginning_with(&self, asked: &str) -> Range<usize> {
        let first = self.partition(|word| word < asked);
        let end = self.partition(|word| word < asked || word.starts_with(asked));
        first..end
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn beginnings(&self, asked: &str, marks: &mut [u8]) {
        let range = self.beginning_with(asked);
        if range.start < range.end && self.word(range.start) == asked {
            self.note(range.start..range.start + 1, WHOLE, marks);
        }
        self.note(range, BEGINNING, marks);
    }

    fn insides(&self, asked: &str, marks: &mut [u8]) {
        self.beginnings(asked, marks);
        let mut from = 0;
        while let Some(at) = self.text[from..].find(asked) {
            let start = from + at;
            let word = self.words.partition_point(|end| (*end as usize) <= start);
            let end = self.words[word] as usize;
            if start + asked.len() <= end {
                if !self.is_of_a_host(word, start, asked) {
                    self.note(word..word + 1, INSIDE, marks);
                }
                from = end;
            } else {
                from = start + 1;
                while !self.text.is_char_boundary(from) {
                    from += 1;
                }
            }
        }
    }

    /// Whether a place in an e-mail address lies where everybody's is the same.
    fn is_of_a_host(&self, word: usize, start: usize, asked: &str) -> bool {
        let from = word.checked_sub(1).map_or(0, |before| self.words[before]);
        let at = self.word(word).find('@').map(|at| from as usize + at);
        at.is_some_and(|at| start > at) && !asked.contains('@')
    }

    /// Words that differ by one letter, among those with the same first one.
    fn alike(&self, asked: &str, marks: &mut [u8]) {
        self.insides(asked, marks);
        let is_number = asked.bytes().any(|letter| letter.is_ascii_digit());
        let Some(first) = asked.chars().next().filter(|_| asked.len() >= LONG) else {
            return;
        };
        if is_number {
            return;
        }
        let mut letter = [0; 4];
        for at in self.beginning_with(first.encode_utf8(&mut letter)) {
            let word = self.word(at);
            if word.len().abs_diff(asked.len()) <= 1 && strsim::osa_distance(word, asked) == 1 {
                self.note(at..at + 1, LIKE, marks);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut gathering = Gathering::default();
        for texts in [
            &["Siân Rees", "1000001", "sian.rees@school.example"][..],
            &["Sian O’Connor", "1000002"],
            &["Rees Hassian", "1000003"],
            &["Łukasz Rees-Jones", "2000001"],
            &["Anna Sinclair", "YSJ-00123"],
        ] {
            gathering.add(texts);
        }
        gathering.done()
    }

    fn found(asked: &str) -> Vec<u32> {
        index()
            .find(asked)
            .into_iter()
            .map(|hit| hit.thing)
            .collect()
    }

    #[test]
    fn accents_and_case_are_folded_and_whole_words_come_first() {
        assert_eq!(found("Sian"), [0, 1, 2], "inside a word comes last");
        assert_eq!(found("SIÂN"), [0, 1, 2]);
        assert_eq!(found("lukasz"), [3]);
        assert_eq!(found("oconnor"), [1]);
    }

    #[test]
    fn words_are_found_in_any_order_and_in_part() {
        assert_eq!(found("rees si"), [0, 2]);
        assert_eq!(found("jon luk"), [3]);
        assert!(found("rees nobody").is_empty());
        assert!(found("").is_empty());
        assert!(found("  ’ . ").is_empty());
    }

    #[test]
    fn numbers_and_addresses_are_found_by_their_beginning() {
        assert_eq!(found("1000003"), [2]);
        assert_eq!(found("2000"), [3]);
        assert_eq!(found("sian.rees@school.example"), [0]);
        assert_eq!(found("YSJ-00123"), [4]);
        assert!(
            found("school").is_empty(),
            "the host of an address is everybody's"
        );
    }

    #[test]
    fn one_wrong_letter_is_understood_where_nothing_else_fits() {
        assert_eq!(found("Sinclar"), [4]);
        assert_eq!(found("Sincalir"), [4], "two letters changed round");
        assert!(found("1000009").is_empty(), "a number is never guessed");
    }

    #[test]
    fn a_part_that_spans_two_words_is_not_found() {
        assert!(found("annasinclair").is_empty());
        assert_eq!(found("é"), found("e"));
    }
}
