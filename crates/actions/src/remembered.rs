//! Keeps answers in memory for as long as nothing has changed that they rest on.
//!
//! Owns the word `Remembered`. It never keeps more than it is told to.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Answers by their question, all of one state of things.
#[derive(Debug)]
pub(crate) struct Remembered<S, Q, A> {
    most: usize,
    kept: Mutex<(S, HashMap<Q, Arc<A>>)>,
}

impl<S: Default + PartialEq, Q: Eq + Hash, A> Remembered<S, Q, A> {
    /// Remembers nothing yet, and so many answers at most.
    pub fn at_most(most: usize) -> Remembered<S, Q, A> {
        Remembered {
            most,
            kept: Mutex::default(),
        }
    }

    /// The answer to a question, if it is remembered from this very state.
    pub fn recall(&self, state: &S, question: &Q) -> Option<Arc<A>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.0 == *state)
            .then(|| kept.1.get(question).cloned())
            .flatten()
    }

    /// Remembers an answer that was found after things were seen in this state.
    ///
    /// What is remembered from another state is forgotten, and everything when it is too much.
    pub fn keep(&self, state: S, question: Q, answer: Arc<A>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != state || kept.1.len() >= self.most {
            *kept = (state, HashMap::new());
        }
        kept.1.insert(question, answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_remembered_while_things_stand_and_forgotten_after() {
        let answers = Remembered::at_most(2);
        assert_eq!(answers.recall(&0, &"a"), None);
        answers.keep(1, "a", Arc::new(10));
        assert_eq!(answers.recall(&1, &"a").as_deref(), Some(&10));
        assert_eq!(answers.recall(&2, &"a"), None, "things have changed");
        answers.keep(2, "b", Arc::new(20));
        assert_eq!(answers.recall(&1, &"a"), None);
        assert_eq!(answers.recall(&2, &"b").as_deref(), Some(&20));
    }

    #[test]
    fn no_more_is_kept_than_was_told() {
        let answers = Remembered::at_most(2);
        for question in 0..5 {
            answers.keep(1, question, Arc::new(question));
            assert!(answers.kept.lock().expect("kept").1.len() <= 2);
            assert_eq!(answers.recall(&1, &question).as_deref(), Some(&question));
        }
    }
}
