//! Reads a page as a person would: its words without its marks.
//!
//! Owns the word `Seen`. It never looks at the style.

/// A page that was drawn.
pub struct Seen {
    pub markup: String,
    words: String,
}

impl Seen {
    /// Reads markup.
    pub fn of(markup: &str) -> Seen {
        let mut words = String::new();
        let mut inside = false;
        let mut mark = String::new();
        for letter in markup.chars() {
            match letter {
                '<' => {
                    inside = true;
                    mark.clear();
                }
                '>' if inside => {
                    inside = false;
                    if !is_within_a_line(&mark) {
                        words.push(' ');
                    }
                }
                letter if inside => mark.push(letter),
                letter => words.push(letter),
            }
        }
        let words = words.replace("&amp;", "&").replace("&quot;", "\"");
        let words = words.split(' ').filter(|word| !word.is_empty());
        Seen {
            markup: markup.to_owned(),
            words: words.collect::<Vec<_>>().join(" "),
        }
    }

    /// Asks for words.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(
            self.words.contains(words),
            "“{words}” is not in:\n{}",
            self.words
        );
    }

    /// Asks that words are not there.
    #[track_caller]
    pub fn says_not(&self, words: &str) {
        assert!(!self.words.contains(words), "“{words}” is there");
    }

    /// Asks for markup.
    #[track_caller]
    pub fn has(&self, markup: &str) {
        assert!(
            self.markup.contains(markup),
            "{markup} is not in:\n{}",
            self.markup
        );
    }

    /// The levels of its headings, in order.
    pub fn headings(&self) -> Vec<usize> {
        let after = self.markup.split("<h").skip(1);
        after
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
            .filter_map(|level| usize::try_from(level).ok())
            .collect()
    }

    /// The addresses on the page.
    pub fn ids(&self) -> Vec<String> {
        self.values(" id=\"")
    }

    /// Where links within the page lead.
    pub fn links_within(&self) -> Vec<String> {
        self.values("href=\"#")
    }

    fn values(&self, start: &str) -> Vec<String> {
        let after = self.markup.split(start).skip(1);
        after
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    }
}

fn is_within_a_line(mark: &str) -> bool {
    let name = mark.trim_start_matches('/').split(' ').next();
    matches!(
        name,
        Some("a" | "strong" | "span" | "time" | "del" | "tspan")
    )
}
