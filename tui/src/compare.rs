//! Two texts side by side: which lines went, which came, and how much of them.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

/// Texts so different that this does not suffice are compared roughly.
const PATIENCE: Duration = Duration::from_secs(2);
/// Lines that stand as they were, shown around each change.
const AROUND: usize = 3;

/// What became of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fate {
    /// It stands.
    Kept,
    /// It went.
    Gone,
    /// It came.
    New,
}

impl Fate {
    /// The sign before the line: it says the same without colours.
    pub(crate) const fn sign(self) -> char {
        match self {
            Self::Kept => ' ',
            Self::Gone => '-',
            Self::New => '+',
        }
    }
}

/// The difference of two texts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Difference {
    /// Changed lines with some around them; an empty list between two places of the text.
    pub(crate) places: Vec<Vec<(Fate, String)>>,
    /// Code points that came.
    pub(crate) inserted: usize,
    /// Code points that went.
    pub(crate) deleted: usize,
}

/// Compares two texts, line by line; figures are of words.
pub(crate) fn compare(before: &str, after: &str) -> Difference {
    let lines = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(before, after);
    let mut places = Vec::new();
    for group in lines.grouped_ops(AROUND) {
        let changes = group.iter().flat_map(|op| lines.iter_changes(op));
        let place = changes.map(|change| {
            let line = change.value().trim_end_matches(['\n', '\r']);
            (fate(change.tag()), line.to_owned())
        });
        places.push(place.collect());
    }
    let words = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_words(before, after);
    let (mut inserted, mut deleted) = (0, 0);
    for change in words.iter_all_changes() {
        let letters = change.value().chars().count();
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Insert => inserted += letters,
            ChangeTag::Delete => deleted += letters,
        }
    }
    Difference {
        places,
        inserted,
        deleted,
    }
}

const fn fate(tag: ChangeTag) -> Fate {
    match tag {
        ChangeTag::Equal => Fate::Kept,
        ChangeTag::Delete => Fate::Gone,
        ChangeTag::Insert => Fate::New,
    }
}

impl Difference {
    /// The changed lines, each behind its sign; `...` between places.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for (at, place) in self.places.iter().enumerate() {
            if at > 0 {
                out.push_str("...\n");
            }
            for (fate, line) in place {
                out.push(fate.sign());
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_changed_stand_behind_their_sign() {
        let before = "uno\ndos\ntres\n";
        let difference = compare(before, "uno\ndós más\ntres\n");
        assert_eq!(difference.text(), " uno\n-dos\n+dós más\n tres\n");
        assert_eq!((difference.inserted, difference.deleted), (7, 3));
        assert_eq!(compare(before, before), Difference::default());
        assert_eq!(compare("", "a").text(), "+a\n");
        assert_eq!(compare("a", "").text(), "-a\n");
    }

    #[test]
    fn places_far_from_each_other_are_told_apart() {
        let middle = "x\n".repeat(20);
        let difference = compare(&format!("a\n{middle}b\n"), &format!("á\n{middle}B\n"));
        assert_eq!(difference.places.len(), 2);
        assert_eq!(difference.text().matches("...\n").count(), 1);
    }
}
