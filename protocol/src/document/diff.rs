//! From two texts to the edits between them, and edits carried over to a text that moved on.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// One edit of a text. Positions and lengths are in code points.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Splice {
    /// Where.
    pub at: usize,
    /// Code points taken out there.
    pub delete: usize,
    /// Text put in their place.
    pub insert: String,
}

/// The most code points, old and new together, that are compared one by one: a changed paragraph
/// of a screenful or two; beyond it the search would take seconds.
const CHARS_COMPARED_MAX: usize = 8_000;
/// The most lines, old and new together, that are compared line by line, for the same reason.
const LINES_COMPARED_MAX: usize = 20_000;

/// A run of the old text that stays, and where it now stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// The edits that turn `old` into `new`, all positions in `old`, in ascending order, apart.
pub(super) fn diff(old: &str, new: &str) -> Vec<Splice> {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let old_rest = old.get(head..).unwrap_or(&[]);
    let new_rest = new.get(head..).unwrap_or(&[]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old_part = old_rest
        .get(..old_rest.len().saturating_sub(tail))
        .unwrap_or(&[]);
    let new_part = new_rest
        .get(..new_rest.len().saturating_sub(tail))
        .unwrap_or(&[]);
    let mut splices = Vec::new();
    part(head, old_part, new_part, &mut splices);
    splices
}

/// Compares by code points what is short, else by lines and then within the lines that differ.
fn part(at: usize, old: &[char], new: &[char], out: &mut Vec<Splice>) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    if old.len().saturating_add(new.len()) <= CHARS_COMPARED_MAX {
        for (from, len, to, new_len) in changed(old, new) {
            push(at.saturating_add(from), len, slice(new, to, new_len), out);
        }
        return;
    }
    let (old_lines, new_lines) = (lines(old), lines(new));
    let count = old_lines.len().saturating_add(new_lines.len());
    if count > LINES_COMPARED_MAX || old_lines.len() <= 1 || new_lines.len() <= 1 {
        push(at, old.len(), new, out);
        return;
    }
    for (from, len, to, new_len) in changed(&old_lines, &new_lines) {
        let (start, old_part) = joined(old, &old_lines, from, len);
        let (_, new_part) = joined(new, &new_lines, to, new_len);
        let at = at.saturating_add(start);
        if old_part.len().saturating_add(new_part.len()) <= CHARS_COMPARED_MAX {
            part(at, old_part, new_part, out);
        } else {
            push(at, old_part.len(), new_part, out);
        }
    }
}

fn push(at: usize, delete: usize, insert: &[char], out: &mut Vec<Splice>) {
    out.push(Splice {
        at,
        delete,
        insert: insert.iter().collect(),
    });
}

fn slice(of: &[char], from: usize, len: usize) -> &[char] {
    of.get(from..from.saturating_add(len)).unwrap_or(&[])
}

fn lines(text: &[char]) -> Vec<&[char]> {
    text.split_inclusive(|c| *c == '\n').collect()
}

/// The code points of `len` lines from the line `from` on, and where they start.
fn joined<'t>(text: &'t [char], lines: &[&[char]], from: usize, len: usize) -> (usize, &'t [char]) {
    let count = |lines: &[&[char]]| lines.iter().map(|line| line.len()).sum::<usize>();
    let start = count(lines.get(..from).unwrap_or(&[]));
    let len = count(lines.get(from..from.saturating_add(len)).unwrap_or(&[]));
    (start, slice(text, start, len))
}

/// (old index, old length, new index, new length) of what differs.
fn changed<T: Eq + std::hash::Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize, usize, usize)> {
    capture_diff_slices(Algorithm::Myers, old, new)
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { .. } => None,
            DiffOp::Delete {
                old_index,
                old_len,
                new_index,
            } => Some((old_index, old_len, new_index, 0)),
            DiffOp::Insert {
                old_index,
                new_index,
                new_len,
            } => Some((old_index, 0, new_index, new_len)),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => Some((old_index, old_len, new_index, new_len)),
        })
        .collect()
}

/// Carries edits of an old text over to the text that came of it: what was taken out there
/// stays out, what was put in there stays in.
pub(super) fn carry_over(splices: &[Splice], kept: &[Kept]) -> Vec<Splice> {
    let mut out = Vec::new();
    for splice in splices {
        let end = splice.at.saturating_add(splice.delete);
        let mut insert = splice.insert.clone();
        for run in kept {
            let from = splice.at.max(run.old);
            let to = end.min(run.old.saturating_add(run.len));
            if from < to {
                let at = run.new.saturating_add(from.saturating_sub(run.old));
                let delete = to.saturating_sub(from);
                out.push(Splice {
                    at,
                    delete,
                    insert: std::mem::take(&mut insert),
                });
            }
        }
        if !insert.is_empty() {
            out.push(Splice {
                at: position(splice.at, kept),
                delete: 0,
                insert,
            });
        }
    }
    out
}

/// Where a gap of the old text now is: after the last run that begins before it.
fn position(at: usize, kept: &[Kept]) -> usize {
    let before = kept
        .iter()
        .rev()
        .find(|run| run.old < at || (run.old == at && at == 0));
    before.map_or(0, |run| {
        run.new
            .saturating_add(at.saturating_sub(run.old).min(run.len))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(text: &str, splices: &[Splice]) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        for splice in splices.iter().rev() {
            chars.splice(splice.at..splice.at + splice.delete, splice.insert.chars());
        }
        chars.into_iter().collect()
    }

    #[test]
    fn edits_are_fine() {
        let splices = diff(
            "La asamblea se reúne el lunes.",
            "La asamblea se reúne el martes.",
        );
        let deleted: usize = splices.iter().map(|splice| splice.delete).sum();
        assert!(deleted <= 3, "{splices:?}");
        assert!(diff("igual", "igual").is_empty());
    }

    #[test]
    fn a_long_text_is_compared_by_lines() {
        let old: Vec<String> = (0..9_000).map(|n| format!("línea {n}\n")).collect();
        let mut new = old.clone();
        new[10] = "otra línea 10\n".into();
        new.remove(8_000);
        new.insert(4_000, "nueva\n".into());
        let (old, new) = (old.concat(), new.concat());
        let splices = diff(&old, &new);
        assert_eq!(apply(&old, &splices), new);
        let touched: usize = splices
            .iter()
            .map(|s| s.delete + s.insert.chars().count())
            .sum();
        assert!(touched < 60, "{touched}");
    }

    #[test]
    fn edits_keep_their_place_beside_what_came_meanwhile() {
        // "abcdef" became "abXYef": "cd" taken out, "XY" put in.
        let kept = [
            Kept {
                old: 0,
                new: 0,
                len: 2,
            },
            Kept {
                old: 4,
                new: 4,
                len: 2,
            },
        ];
        let carried = |at, delete, insert: &str| {
            let splices = [Splice {
                at,
                delete,
                insert: insert.into(),
            }];
            apply("abXYef", &carry_over(&splices, &kept))
        };
        assert_eq!(carried(0, 0, "1"), "1abXYef");
        assert_eq!(carried(6, 0, "1"), "abXYef1");
        assert_eq!(carried(1, 4, "1"), "a1XYf");
        assert_eq!(carried(2, 2, "1"), "ab1XYef");
    }

    proptest! {
        #[test]
        fn edits_turn_old_into_new(old in "[ab\n é]{0,60}", new in "[ab\n é]{0,60}") {
            prop_assert_eq!(apply(&old, &diff(&old, &new)), new);
        }

        #[test]
        fn carried_over_to_an_unchanged_text_edits_stay(old in "[ab]{0,30}", new in "[ab]{0,30}") {
            let splices = diff(&old, &new);
            let kept = [Kept { old: 0, new: 0, len: old.chars().count() }];
            prop_assert_eq!(apply(&old, &carry_over(&splices, &kept)), new);
        }
    }
}
