//! The one sanitizer: whatever somebody else wrote passes here before a screen, plain text,
//! `--json`, an error or a log shows it.
//!
//! Control characters could rewrite the screen or the clipboard, bidi and zero-width characters
//! could hide or reorder words; they are shown as visible marks instead. Applying it twice
//! changes nothing.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Shown for one harmful character.
const MARK: char = '\u{fffd}';
/// Combining marks that may follow one character; more of them would climb over other lines.
const COMBINING_MAX: usize = 4;

fn is_harmful(c: char) -> bool {
    // No terminal has three cells for one character.
    c.is_control()
        || c.width() > Some(2)
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ff9e}'..='\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}')
}

/// The tone of a skin: some terminals colour the figure before it, others show it beside.
const fn is_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether two characters take as much room together as one by one, and one that takes none
/// belongs to the one before it. Where it is not so, terminals disagree, and what comes after them
/// on the line would stand where it was not put.
fn keep_their_room(before: &str, c: char) -> bool {
    let mut together = String::from(before);
    together.push(c);
    let alone = c.width().unwrap_or(0);
    together.width() == before.width() + alone
        && (alone > 0 || before.is_empty() || together.graphemes(true).nth(1).is_none())
}

fn clean(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    // Where the last character that takes room begins.
    let mut last = 0;
    let mut combining = 0;
    for c in text.chars() {
        if c == '\t' && !keep(c) {
            (combining, last) = (0, out.len());
            out.push_str("    ");
            continue;
        }
        // Below the first combining mark nothing joins what stands before it.
        let fits = c < '\u{300}' || keep_their_room(&out[last..], c);
        let c = match c {
            c if keep(c) => c,
            c if is_tone(c) && !fits => continue,
            c if is_harmful(c) || !fits => MARK,
            c => c,
        };
        if c.width() == Some(0) {
            combining += 1;
            if combining <= COMBINING_MAX {
                out.push(c);
            }
        } else {
            (combining, last) = (0, out.len());
            out.push(c);
        }
    }
    out
}

/// Makes one line harmless: line breaks become spaces.
pub(crate) fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    clean(&text, |_| false)
}

/// Something that may look like a number, a keyword or nothing at all, made visible.
pub(crate) fn quoted(text: &str) -> String {
    format!("«{}»", harmless(text))
}

/// Makes several lines harmless: line feeds stay.
pub(crate) fn harmless_lines(text: &str) -> String {
    clean(&text.replace("\r\n", "\n"), |c| c == '\n')
}

#[cfg(test)]
mod tests;
