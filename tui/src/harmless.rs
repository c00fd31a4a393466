//! The one sanitizer: whatever somebody else wrote passes here before a screen, plain text,
//! `--json`, an error or a log shows it.
//!
//! Control characters could rewrite the screen or the clipboard, bidi and zero-width characters
//! could hide or reorder words; they are shown as visible marks instead. Applying it twice
//! changes nothing.

use unicode_width::UnicodeWidthChar;

/// Shown for one harmful character.
const MARK: char = '\u{fffd}';
/// Combining marks that may follow one character; more of them would climb over other lines.
const COMBINING_MAX: usize = 4;

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}')
}

fn clean(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut combining = 0;
    for c in text.chars() {
        if keep(c) {
            combining = 0;
            out.push(c);
        } else if c == '\t' {
            combining = 0;
            out.push_str("    ");
        } else if is_harmful(c) {
            combining = 0;
            out.push(MARK);
        } else if c.width() == Some(0) {
            combining += 1;
            if combining <= COMBINING_MAX {
                out.push(c);
            }
        } else {
            combining = 0;
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

/// Makes several lines harmless: line feeds stay.
pub(crate) fn harmless_lines(text: &str) -> String {
    clean(&text.replace("\r\n", "\n"), |c| c == '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, want: &str) {
        assert_eq!(harmless(input), want);
        assert_eq!(harmless(&harmless(input)), want, "twice");
    }

    #[test]
    fn nothing_that_moves_the_screen_gets_through() {
        check("Niña, ¿qué tal? 🙂", "Niña, ¿qué tal? 🙂");
        check("a\x1b[2Jb", "a\u{fffd}[2Jb");
        check("a\x1b]52;c;aGk=\x07b", "a\u{fffd}]52;c;aGk=\u{fffd}b");
        check("\u{9b}31m", "\u{fffd}31m");
        check("abc\u{202e}fed", "abc\u{fffd}fed");
        check("a\u{200b}b\u{feff}", "a\u{fffd}b\u{fffd}");
        check("a\r\nb\rc", "a b c");
        check(
            &format!("e{}", "\u{301}".repeat(50)),
            &format!("e{}", "\u{301}".repeat(4)),
        );
        assert_eq!(harmless_lines("a\r\nb\u{7}"), "a\nb\u{fffd}");
    }
}
