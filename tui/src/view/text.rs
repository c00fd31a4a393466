//! Widths, cutting and wrapping of text. Knows columns, not screens.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::harmless::harmless;

/// Columns that a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The beginning of a text in at most `room` columns, with `…` where its end was lost.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for piece in text.graphemes(true) {
        let wide = piece.width();
        if used + wide + 1 > room {
            break;
        }
        used += wide;
        out.push_str(piece);
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// One visual line: the code points `from..to` of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    /// First code point.
    pub(crate) from: usize,
    /// One past the last code point, line break and swallowed blank left out.
    pub(crate) to: usize,
}

/// Breaks code points into visual lines of at most `room` columns, at blanks where it can.
/// There is always at least one line, and every position of a cursor lies in one.
pub(crate) fn break_lines(text: &[char], room: usize) -> Vec<Line> {
    let room = room.max(1);
    let mut lines = Vec::new();
    let mut from = 0;
    let mut used = 0;
    let mut blank = None;
    let mut at = 0;
    while at < text.len() {
        let c = text[at];
        if c == '\n' {
            lines.push(Line { from, to: at });
            from = at + 1;
            used = 0;
            blank = None;
            at += 1;
            continue;
        }
        let wide = shown_width(c);
        if used + wide > room && at > from {
            if c == ' ' {
                lines.push(Line { from, to: at });
                from = at + 1;
                at += 1;
            } else if let Some(blank) = blank {
                lines.push(Line { from, to: blank });
                from = blank + 1;
                at = from;
            } else {
                lines.push(Line { from, to: at });
                from = at;
            }
            used = 0;
            blank = None;
            continue;
        }
        if c == ' ' && at > from {
            blank = Some(at);
        }
        used += wide;
        at += 1;
    }
    lines.push(Line {
        from,
        to: text.len(),
    });
    lines
}

/// The line that a position lies in.
pub(crate) fn line_of(lines: &[Line], at: usize) -> usize {
    lines
        .partition_point(|line| line.from <= at)
        .saturating_sub(1)
}

/// A text as lines of at most `room` columns. The text is harmless already.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    break_lines(&text, room)
        .into_iter()
        .map(|line| text[line.from..line.to].iter().collect())
        .collect()
}

/// Columns of one code point as [`shown`] shows it.
pub(crate) fn shown_width(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        '\t' => 4,
        _ if c.is_control() => 1,
        _ => match c.width() {
            Some(0) => columns(&harmless(c.encode_utf8(&mut [0; 4]))),
            Some(wide) => wide,
            None => 1,
        },
    }
}

/// Code points of a text that others write in, made harmless one by one, so that positions stay.
pub(crate) fn shown(text: &[char]) -> String {
    harmless(&text.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, room: usize, want: &[&str]) {
        assert_eq!(wrap(text, room), want);
    }

    #[test]
    fn lines_break_at_blanks_and_never_lose_a_letter() {
        check("", 5, &[""]);
        check("uno dos", 7, &["uno dos"]);
        check("uno dos", 6, &["uno", "dos"]);
        check("uno dos tres", 7, &["uno dos", "tres"]);
        check("abcdefgh", 3, &["abc", "def", "gh"]);
        check("a\n\nb\n", 3, &["a", "", "b", ""]);
        check("ñandú 日本", 6, &["ñandú", "日本"]);
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        assert_eq!(cut("Discusión", 9), "Discusión");
        assert_eq!(cut("Discusión", 8), "Discusi…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn each_cursor_position_has_its_line() {
        let text: Vec<char> = "uno dos\ntres".chars().collect();
        let lines = break_lines(&text, 4);
        let of: Vec<usize> = (0..=text.len()).map(|at| line_of(&lines, at)).collect();
        assert_eq!(of, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    }
}
