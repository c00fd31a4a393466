//! Hostile texts against the sanitizer and against a terminal.

use std::num::NonZero;

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::theme::Theme;
use crate::view::page::{self, Page, Pane, Row, Title};
use crate::view::text::wrap;

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
    check("🇦🇷 👍🏽", "🇦🇷 👍");
    check("لا", "ل\u{fffd}");
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

/// A terminal of its own, and what it was told beside what to show.
type Emulated = vt100::Parser<Told>;

#[derive(Default)]
struct Told(Vec<&'static str>);

impl vt100::Callbacks for Told {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("to ring");
    }
    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("to flash");
    }
    fn resize(&mut self, _: &mut vt100::Screen, _: (u16, u16)) {
        self.0.push("to change its size");
    }
    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.0.push("a name of its icon");
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.0.push("a title");
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], _: &[u8]) {
        self.0.push("to copy");
    }
    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.0.push("to paste");
    }
    fn unhandled_char(&mut self, _: &mut vt100::Screen, _: char) {
        self.0.push("a character that it does not know");
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, _: u8) {
        self.0.push("a control that it does not know");
    }
    fn unhandled_escape(&mut self, _: &mut vt100::Screen, _: Option<u8>, _: Option<u8>, _: u8) {
        self.0.push("an escape that it does not know");
    }
    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        _: Option<u8>,
        _: Option<u8>,
        _: &[&[u16]],
        kind: char,
    ) {
        // It knows no colour of underlines, which the backend resets.
        if kind != 'm' {
            self.0.push("a sequence that it does not know");
        }
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, _: &[&[u8]]) {
        self.0.push("a command that it does not know");
    }
    fn on_scroll(&mut self, _: vt100::capture::RowContents<'_>, _: bool) {
        self.0.push("to scroll");
    }
}

const AREA: Rect = Rect::new(0, 0, 64, 20);

fn emulator() -> Emulated {
    let [rows, columns] = [AREA.height, AREA.width].map(|cells| NonZero::new(cells).unwrap());
    Emulated::new_with_callbacks(rows, columns, 0, Told::default())
}

/// The text in a title, in a list and on a page beside it, as every screen draws them.
fn draw(line: &str, lines: &str) -> Buffer {
    let pane = |width: u16, rows| Pane {
        width,
        rows,
        ..Pane::default()
    };
    let short = Row::text(line).right("2027").focused(true);
    let long = wrap(lines, 36).into_iter().map(Row::text).collect();
    let page = Page {
        title: Some(Title {
            network: line.to_owned(),
            who: vec![line.to_owned()],
            ..Title::default()
        }),
        rule: true,
        panes: vec![pane(24, vec![short.clone(), short]), pane(0, long)],
        keys: vec![("?".to_owned(), "ayuda".to_owned())],
        ..Page::default()
    };
    let mut screen = Buffer::empty(AREA);
    page::paint(&page, &mut screen, Theme::new(true, false));
    screen
}

/// This emulator takes the mark itself for damage in what it reads, and shows nothing.
fn emulable(text: &str) -> String {
    text.replace(MARK, "?")
}

/// What a terminal shows is what was drawn, cell by cell.
fn check_shown(emulated: &Emulated, screen: &Buffer, text: &str) {
    let told = &emulated.callbacks().0;
    assert!(told.is_empty(), "{text}: it was told {told:?}");
    for row in 0..AREA.height {
        let mut column = 0;
        while column < AREA.width {
            let drawn = screen[(column, row)].symbol();
            let seen = emulated.screen().cell(row, column).unwrap();
            let seen = match seen.contents() {
                "" if !seen.is_wide_continuation() => " ",
                seen => seen,
            };
            assert_eq!(seen, emulable(drawn), "{text}, row {row}, column {column}");
            column += u16::try_from(drawn.width()).unwrap().max(1);
        }
    }
}

/// How many texts at every commit; `ASAMBLEA_FUZZ` asks for more.
const TEXTS: u64 = 10_000;

#[test]
fn whatever_somebody_writes_a_terminal_shows_what_was_drawn_and_is_told_nothing_else() {
    let count = crate::chance::inputs_or(TEXTS);
    let (mut chance, mut longest) = (Chance(7), std::time::Duration::ZERO);
    let mut emulated = emulator();
    let (mut before, mut earlier) = (Buffer::empty(AREA), String::new());
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
        let screen = draw(&line, &lines);
        let mut written = Vec::new();
        CrosstermBackend::new(&mut written)
            .draw(before.diff(&screen).into_iter())
            .unwrap();
        check_written(&written, &text);
        emulated.process(emulable(std::str::from_utf8(&written).unwrap()).as_bytes());
        check_shown(&emulated, &screen, &format!("{text:?} after {earlier:?}"));
        (before, earlier) = (screen, text);
        longest = longest.max(began.elapsed());
    }
    println!("{count} texts, the longest took {longest:?}");
}

#[test]
#[should_panic(expected = "it was told")]
fn what_is_not_made_harmless_is_noticed_by_the_terminal() {
    let mut emulated = emulator();
    emulated.process("\u{1b}]52;c;aGk=\u{7}".as_bytes());
    check_shown(&emulated, &Buffer::empty(AREA), "a clipboard");
}
