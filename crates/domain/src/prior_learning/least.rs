//! Finds the least further training that meets what several providers ask of one mentor.
//!
//! Owns the words `Part`, `Cover`, `Ask` and `Least`. It never counts what a person has not agreed.

#[cfg(test)]
mod tests;

use crate::Minutes;

/// One component of one provider, of which something may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What is left of it.
    pub left: Minutes,
    /// Whether training elsewhere can stand in for it.
    pub portable: bool,
}

/// That training one part to its end stands for minutes of another, by what institutions agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The place of the part that is trained.
    pub from: usize,
    /// The place of the part that it stands for.
    pub to: usize,
    /// For how many minutes.
    pub minutes: Minutes,
}

/// What a provider asks for, by the places of parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Nothing may be left of this part.
    Whole(usize),
    /// Nothing may be left of one of these.
    OneOf(Vec<usize>),
    /// So many minutes of these, whichever. No two asks of this kind share a part.
    AtLeast(Minutes, Vec<usize>),
}

/// The least that meets all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    /// What to train of each part.
    pub train: Vec<Minutes>,
    /// What others stand for of each part.
    pub covered: Vec<Minutes>,
    /// Which covers are used.
    pub by: Vec<Cover>,
    /// What there is to train in all.
    pub total: Minutes,
    /// What no part on offer can fill.
    pub missing: Minutes,
    /// Whether every way was weighed. Where not, this is the best of those that were.
    pub exact: bool,
}

/// How much is weighed at most, in parts and covers looked at: some hundredths of a second.
const MOST_WORK: usize = 4_000_000;

/// Finds the least further training, exactly, unless that would be more work than anybody waits for:
/// then the best of what was weighed, and it says so.
///
/// # Units
/// Whole minutes.
/// # Rule
/// A part that is trained to its end stands for others as agreed; one that is filled up after others
/// stood for some of it is not passed on. A local part is always trained. What is missing comes first:
/// no plan leaves more unmet than another to save time. Of equals one with
/// few parts to train.
#[must_use]
pub fn least(parts: &[Part], covers: &[Cover], asks: &[Ask]) -> Least {
    let covers: Vec<Cover> = covers
        .iter()
        .copied()
        .filter(|cover| cover.from != cover.to && parts[cover.to].portable)
        .collect();
    let mut givers: Vec<usize> = covers
        .iter()
        .map(|cover| cover.from)
        .filter(|from| parts[*from].left > Minutes::ZERO)
        .collect();
    givers.sort_unstable();
    givers.dedup();
    let groups = asks.iter().filter_map(|ask| match ask {
        Ask::OneOf(places) if !places.is_empty() => Some(places.as_slice()),
        _ => None,
    });
    let mut search = Search {
        parts,
        covers: &covers,
        asks,
        groups: groups.collect(),
        best: None,
        work: 0,
    };
    let mut chosen = Chosen {
        parts: parts.iter().map(|_| Choice::Kept).collect(),
        members: Vec::new(),
    };
    for giver in &givers {
        chosen.parts[*giver] = Choice::Open;
    }
    search.try_each(&givers, &mut chosen);
    let exact = search.work < MOST_WORK;
    let best = search
        .best
        .expect("the first way of choosing is better than none");
    Least { exact, ..best }
}

/// Whether a part is trained to its end for the sake of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// It is, and stands for others.
    Given,
    /// It is not.
    Kept,
    /// Nobody has chosen yet.
    Open,
}

impl Least {
    /// In which order plans are preferred: what is missing, what there is to train, how many parts.
    fn rank(&self) -> (Minutes, Minutes, usize) {
        let trained = self
            .train
            .iter()
            .filter(|minutes| **minutes > Minutes::ZERO);
        (self.missing, self.total, trained.count())
    }
}

struct Search<'a> {
    parts: &'a [Part],
    covers: &'a [Cover],
    asks: &'a [Ask],
    groups: Vec<&'a [usize]>,
    best: Option<Least>,
    work: usize,
}

/// What was chosen so far: of each part, and of each group the member that is done.
#[derive(Debug, Clone)]
struct Chosen {
    parts: Vec<Choice>,
    members: Vec<usize>,
}

impl Search<'_> {
    fn try_each(&mut self, givers: &[usize], chosen: &mut Chosen) {
        if self.work >= MOST_WORK && self.best.is_some() {
            return;
        }
        self.work += self.parts.len() + self.covers.len() + 1;
        let bound = self.reckon(chosen);
        let no_better = |best: &Least| bound.rank() >= best.rank();
        if self.best.as_ref().is_some_and(no_better) {
            return;
        }
        if let Some((first, rest)) = givers.split_first() {
            for choice in [Choice::Given, Choice::Kept] {
                chosen.parts[*first] = choice;
                self.try_each(rest, chosen);
            }
            chosen.parts[*first] = Choice::Open;
        } else if let Some(members) = self.groups.get(chosen.members.len()).copied() {
            for member in members {
                chosen.members.push(*member);
                self.try_each(givers, chosen);
                chosen.members.pop();
            }
        } else if self
            .best
            .as_ref()
            .is_none_or(|best| bound.rank() < best.rank())
        {
            self.best = Some(bound);
        }
    }

    /// What the choices come to. A part that is open stands for others and costs nothing yet, and a
    /// group of which nothing is chosen asks for nothing yet: no way of choosing comes to less.
    fn reckon(&self, chosen: &Chosen) -> Least {
        let (covered, by) = self.covered(&chosen.parts);
        let mut train: Vec<Minutes> = chosen
            .parts
            .iter()
            .zip(self.parts)
            .map(|(choice, part)| match choice {
                Choice::Given => part.left,
                Choice::Kept | Choice::Open => Minutes::ZERO,
            })
            .collect();
        let rest = |train: &[Minutes], place: usize| {
            self.parts[place].left.less(train[place] + covered[place])
        };
        let whole = self.asks.iter().filter_map(|ask| match ask {
            Ask::Whole(place) => Some(*place),
            Ask::OneOf(_) | Ask::AtLeast(..) => None,
        });
        for place in whole.chain(chosen.members.iter().copied()) {
            let rest = rest(&train, place);
            train[place] += rest;
        }
        let mut missing = Minutes::ZERO;
        for ask in self.asks {
            if let Ask::AtLeast(minutes, places) = ask {
                let met = places.iter().map(|place| train[*place] + covered[*place]);
                let mut short = minutes.less(met.sum());
                for place in places {
                    let more = rest(&train, *place).min(short);
                    train[*place] += more;
                    short = short.less(more);
                }
                missing += short;
            }
        }
        Least {
            total: train.iter().copied().sum(),
            train,
            covered,
            by,
            missing,
            exact: true,
        }
    }

    /// What others stand for of each part, and by which covers.
    fn covered(&self, choices: &[Choice]) -> (Vec<Minutes>, Vec<Cover>) {
        let mut covered = vec![Minutes::ZERO; self.parts.len()];
        let mut by = Vec::new();
        for cover in self.covers {
            let stands = choices[cover.from] != Choice::Kept && choices[cover.to] != Choice::Given;
            let room = self.parts[cover.to].left.less(covered[cover.to]);
            if stands && room > Minutes::ZERO {
                covered[cover.to] += cover.minutes.min(room);
                by.push(*cover);
            }
        }
        (covered, by)
    }
}
