//! Where a passphrase comes from: the terminal without echo, or the first line of a file. It is
//! never an argument and never a variable's value, and it leaves no copy behind here.

pub(super) mod change;

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use asamblea_node::api::ErrorKind;
use asamblea_node::client::{Passphrase, SUGGESTED_BITS, suggest_passphrase};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::execute;
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};

use super::failure::Failure;
use super::output::say;
use crate::lang::Texts;
use crate::strength::{Weak, judge};

/// The longest passphrase. Room for it is taken at once, so that no copy stays behind in memory
/// when it grows.
const PASSPHRASE_BYTES_MAX: usize = 1024;
/// A person may try this often to choose a good one before the command gives up.
const TRIES_MAX: usize = 3;

/// What a passphrase is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// To open what it closed before.
    Open,
    /// To open what is to be closed with another one.
    Former,
    /// To close what another one closed before.
    Change,
    /// To close something new: it must be hard to guess.
    Set,
    /// To open a backup.
    OpenBackup,
    /// To close a new backup.
    SetBackup,
}

impl Purpose {
    /// Whether it is for something new.
    const fn is_set(self) -> bool {
        matches!(self, Self::Set | Self::SetBackup | Self::Change)
    }

    /// What a person is asked, and, for something new, told before.
    const fn prompts(self) -> (&'static str, &'static str) {
        match self {
            Self::Open | Self::Set | Self::Change => ("passphrase-ask", "passphrase-advice"),
            Self::Former => ("passphrase-former", "passphrase-advice"),
            Self::OpenBackup | Self::SetBackup => ("passphrase-backup-ask", "passphrase-backup"),
        }
    }
}

/// The passphrase, from the file where one is named, else from the terminal.
pub(super) fn obtain(
    file: Option<&Path>,
    purpose: Purpose,
    texts: &Texts,
) -> Result<Passphrase, Failure> {
    match (file, purpose.is_set()) {
        (Some(file), false) => from_file(file),
        (Some(file), true) => {
            let passphrase = from_file(file)?;
            match judge(passphrase.expose(), &[]).fault {
                Some(weak) => Err(refusal(weak)),
                None => Ok(passphrase),
            }
        }
        (None, false) => {
            person_is_there(purpose)?;
            from_terminal(&texts.get(purpose.prompts().0))
        }
        (None, true) => choose(purpose, texts),
    }
}

/// Too easy to guess: short, or built of what guessers try first.
const fn refusal(weak: Weak) -> Failure {
    Failure::said(ErrorKind::WeakPassphrase, weak.text_key())
}

fn from_file(path: &Path) -> Result<Passphrase, Failure> {
    let name = path.to_string_lossy();
    let file = File::open(path).map_err(|error| Failure::reading(&error, &name))?;
    let mut text = String::with_capacity(PASSPHRASE_BYTES_MAX);
    let limit = u64::try_from(PASSPHRASE_BYTES_MAX).unwrap_or(u64::MAX);
    let read = file.take(limit).read_to_string(&mut text);
    let end = text.find(['\n', '\r']);
    // From here on the text is wiped on every way out.
    let whole = Passphrase::new(text);
    read.map_err(|error| Failure::reading(&error, &name))?;
    let line = whole
        .expose()
        .get(..end.unwrap_or(usize::MAX).min(whole.expose().len()));
    Ok(Passphrase::new(line.unwrap_or_default().to_owned()))
}

/// Offers five words; an empty line takes them, and they are typed once all the same: whoever can
/// do that has them.
fn choose(purpose: Purpose, texts: &Texts) -> Result<Passphrase, Failure> {
    person_is_there(purpose)?;
    let _aside = Aside::enter();
    say(&texts.get(purpose.prompts().1));
    let suggested = Passphrase::new(suggest_passphrase(texts.language().tag()));
    let mut weakness = None;
    for _ in 0..TRIES_MAX {
        if !suggested.expose().is_empty() {
            let bits = SUGGESTED_BITS.to_string();
            let arguments = [("words", suggested.expose()), ("bits", bits.as_str())];
            say(&texts.with("passphrase-suggested", &arguments));
        }
        let mut first = from_terminal(&texts.get("passphrase-choose"))?;
        if first.expose().is_empty() {
            first = suggested.clone();
        }
        if let Some(weak) = judge(first.expose(), &[]).fault {
            say(&texts.get(weak.text_key()));
            weakness = Some(weak);
            continue;
        }
        let second = from_terminal(&texts.get("passphrase-again"))?;
        if first.expose() == second.expose() {
            return Ok(first);
        }
        say(&texts.get("passphrase-differs"));
        weakness = None;
    }
    Err(weakness.map_or_else(
        || Failure::said(ErrorKind::WeakPassphrase, "passphrase-differed"),
        refusal,
    ))
}

/// The terminal's other screen, which keeps nothing of what stood on it.
struct Aside(bool);

impl Aside {
    fn enter() -> Self {
        let mut stderr = io::stderr();
        Self(stderr.is_terminal() && execute!(stderr, EnterAlternateScreen).is_ok())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if self.0 {
            let _left = execute!(io::stderr(), LeaveAlternateScreen);
        }
    }
}

/// A prompt that nobody sees would wait for ever.
fn person_is_there(purpose: Purpose) -> Result<(), Failure> {
    if io::stdin().is_terminal() || io::stderr().is_terminal() {
        return Ok(());
    }
    let kind = if purpose.is_set() {
        ErrorKind::Usage
    } else {
        ErrorKind::Locked
    };
    Err(Failure::said(kind, "error-passphrase-needed"))
}

/// Puts the terminal back on every way out.
struct Unechoed;

impl Unechoed {
    fn enter() -> Result<Self, Failure> {
        terminal::enable_raw_mode()
            .map_err(|_| Failure::said(ErrorKind::Usage, "error-passphrase-needed"))?;
        Ok(Self)
    }
}

impl Drop for Unechoed {
    fn drop(&mut self) {
        let _restored = terminal::disable_raw_mode();
        say("");
    }
}

fn from_terminal(prompt: &str) -> Result<Passphrase, Failure> {
    let mut stderr = io::stderr();
    // First of all: what is typed as soon as the prompt stands there must not be shown.
    let _unechoed = Unechoed::enter()?;
    let _shown = write!(stderr, "{prompt} ").and_then(|()| stderr.flush());
    let mut typed = String::with_capacity(PASSPHRASE_BYTES_MAX);
    loop {
        let event = crossterm::event::read().map_err(|_| Failure::internal("terminal"));
        match event.map(|event| key(&event, &mut typed)) {
            Ok(Key::More) => {}
            Ok(Key::Done) => return Ok(Passphrase::new(typed)),
            Ok(Key::BreakOff) => {
                drop(Passphrase::new(typed));
                return Err(Failure::Interrupted);
            }
            Err(failure) => {
                drop(Passphrase::new(typed));
                return Err(failure);
            }
        }
    }
}

#[derive(Debug, Eq, PartialEq)]
enum Key {
    More,
    Done,
    BreakOff,
}

fn key(event: &Event, typed: &mut String) -> Key {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => pressed(key, typed),
        Event::Paste(text) => {
            text.chars().for_each(|c| put(c, typed));
            Key::More
        }
        _ => Key::More,
    }
}

fn pressed(key: &KeyEvent, typed: &mut String) -> Key {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Enter => return Key::Done,
        // Enter that was typed ahead, before the terminal handed over each key.
        KeyCode::Char('j') if control => return Key::Done,
        KeyCode::Char('c') if control => return Key::BreakOff,
        KeyCode::Char('d') if control && typed.is_empty() => return Key::BreakOff,
        KeyCode::Char('u') if control => typed.clear(),
        KeyCode::Backspace => {
            typed.pop();
        }
        KeyCode::Char(c) if !control => put(c, typed),
        _ => {}
    }
    Key::More
}

fn put(c: char, typed: &mut String) {
    if !c.is_control() && typed.len() + c.len_utf8() <= PASSPHRASE_BYTES_MAX {
        typed.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn weak_ones_are_refused_only_when_set_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("p");
        let texts = Texts::new(Language::English);
        for (text, good) in [
            ("cuaderno lluvia trece montes\nnot this", true),
            ("cuaderno lluvia trece montes\r\n", true),
            ("corta", false),
            ("passwordpassword", false),
            ("kT9#vQ2!xZ7", false),
            ("kT9#vQ2!xZ7m", true),
            ("", false),
        ] {
            std::fs::write(&file, text).unwrap();
            let set = obtain(Some(&file), Purpose::Set, &texts);
            assert_eq!(set.is_ok(), good, "{text:?}");
            let opened = obtain(Some(&file), Purpose::Open, &texts).unwrap();
            let line = text.split(['\r', '\n']).next().unwrap();
            assert_eq!(opened.expose(), line);
        }
        let absent = obtain(Some(&folder.path().join("q")), Purpose::Open, &texts);
        let absent = absent.unwrap_err();
        assert!(
            matches!(
                absent,
                Failure::Said {
                    key: "error-no-file",
                    ..
                }
            ),
            "{absent:?}"
        );
    }

    #[test]
    fn typing_edits_and_never_grows_past_the_limit() {
        let press = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
        let plain = |c| press(KeyCode::Char(c), KeyModifiers::NONE);
        let control = |c| press(KeyCode::Char(c), KeyModifiers::CONTROL);
        let mut typed = String::with_capacity(PASSPHRASE_BYTES_MAX);
        for event in [
            plain('a'),
            plain('ñ'),
            press(KeyCode::Backspace, KeyModifiers::NONE),
        ] {
            assert_eq!(key(&event, &mut typed), Key::More);
        }
        assert_eq!(typed, "a");
        key(&control('u'), &mut typed);
        assert_eq!(typed, "");
        assert_eq!(key(&control('d'), &mut typed), Key::BreakOff);
        key(&Event::Paste("x\n".repeat(5000)), &mut typed);
        assert_eq!(typed.len(), PASSPHRASE_BYTES_MAX);
        assert_eq!(typed.capacity(), PASSPHRASE_BYTES_MAX);
        assert_eq!(key(&control('c'), &mut typed), Key::BreakOff);
        let enter = press(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(key(&enter, &mut typed), Key::Done);
        assert_eq!(key(&control('j'), &mut typed), Key::Done);
    }
}
