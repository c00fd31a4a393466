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

/// Something that may look like a number, a keyword or nothing at all, made visible.
pub(crate) fn quoted(text: &str) -> String {
    format!("«{}»", harmless(text))
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

    /// A seeded source of chance; the front end needs none elsewhere.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, bound: u64) -> u64 {
            // SplitMix64.
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut x = self.0;
            x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (x ^ (x >> 31)) % bound
        }

        fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
            all[self.below(all.len() as u64) as usize]
        }

        /// What somebody may write who means harm.
        fn text(&mut self) -> String {
            let mut text = String::new();
            for _ in 0..1 + self.below(40) {
                match self.below(5) {
                    0 => text.push_str(self.pick(&[
                        "\u{1b}[2J",
                        "\u{1b}]52;c;aGk=\u{7}",
                        "\u{1b}]0;x\u{1b}\\",
                        "\u{9b}31m",
                        "\u{1b}P",
                        "\u{90}",
                        "\u{1b}[?1049l",
                        "\u{1b}c",
                        "\r",
                        "\r\n",
                        "\n",
                        "\t",
                        "\u{8}\u{8}",
                        "\u{7f}",
                        "\u{85}",
                        "\u{2028}",
                    ])),
                    1 => text.push_str(self.pick(&[
                        "\u{202e}",
                        "\u{200b}",
                        "\u{200d}",
                        "\u{feff}",
                        "\u{2066}",
                        "\u{301}",
                        "\u{fe0f}",
                        "\u{e0041}",
                        "\u{1f1e6}",
                        "👩‍👩‍👧",
                        "\u{1f3fd}",
                        "가",
                        "ᄀ",
                        "\u{0e33}",
                        "\u{fdfd}",
                        "\u{12031}",
                        "\u{a9c1}",
                        "界",
                    ])),
                    2 => text.push_str("Niña, ¿qué tal? "),
                    3 => {
                        let any = char::from_u32(self.below(0x3000) as u32);
                        text.extend(any);
                    }
                    _ => {
                        let any = char::from_u32(self.below(0x11_0000) as u32);
                        text.extend(any);
                    }
                }
            }
            text
        }
    }

    /// Every escape sequence of what a terminal is sent moves the cursor or sets a colour.
    fn check_written(bytes: &[u8], text: &str) {
        let written = std::str::from_utf8(bytes).unwrap();
        let mut parts = written.split('\u{1b}');
        let plain = |part: &str| !part.chars().any(char::is_control);
        assert!(plain(parts.next().unwrap()), "{text:?}");
        for part in parts {
            let rest = part
                .strip_prefix('[')
                .unwrap_or_else(|| panic!("{text:?}: {part:?}"));
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && c != ';')
                .unwrap();
            let (_, rest) = rest.split_at(end);
            let kind = rest.chars().next().unwrap();
            assert!(matches!(kind, 'H' | 'm'), "{text:?}: {part:?}");
            assert!(plain(&rest[1..]), "{text:?}: {part:?}");
        }
    }

    /// How many texts at every commit; `ASAMBLEA_FUZZ` asks for more.
    const TEXTS: u64 = 20_000;

    #[test]
    fn whatever_somebody_writes_only_our_own_sequences_reach_the_terminal() {
        use ratatui::backend::{Backend, CrosstermBackend};
        use ratatui::buffer::Buffer;
        use ratatui::layout::Rect;
        use ratatui::widgets::{Paragraph, Widget, Wrap};

        let count = crate::chance::inputs_or(TEXTS);
        let (mut chance, mut longest) = (Chance(7), std::time::Duration::ZERO);
        let area = Rect::new(0, 0, 40, 5);
        for _ in 0..count {
            let text = chance.text();
            let began = std::time::Instant::now();
            let (line, lines) = (harmless(&text), harmless_lines(&text));
            assert_eq!(harmless(&line), line, "{text:?}");
            assert_eq!(harmless_lines(&lines), lines, "{text:?}");
            assert!(!line.chars().any(is_harmful), "{text:?}");
            assert!(
                !lines.chars().any(|c| c != '\n' && is_harmful(c)),
                "{text:?}"
            );
            assert!(line.len() <= 4 * text.len(), "{text:?}");
            let mut screen = Buffer::empty(area);
            Paragraph::new(lines)
                .wrap(Wrap { trim: false })
                .render(area, &mut screen);
            screen.set_string(0, 0, &line, ratatui::style::Style::new());
            let empty = Buffer::empty(area);
            let mut written = Vec::new();
            CrosstermBackend::new(&mut written)
                .draw(empty.diff(&screen).into_iter())
                .unwrap();
            check_written(&written, &text);
            longest = longest.max(began.elapsed());
        }
        println!("{count} texts, the longest took {longest:?}");
    }
}
