//! The terminal: taken at the beginning, given back whatever happens.

use std::io::{self, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// A terminal on the standard output.
pub(super) type Screen = Terminal<CrosstermBackend<io::Stdout>>;

/// Gives the terminal back when it goes.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    /// Takes the terminal. A panic gives it back and prints nothing but `last_words`: what a panic
    /// says could hold what stood on the screen.
    pub(super) fn take(last_words: String) -> io::Result<(Self, Screen)> {
        enable_raw_mode()?;
        let guard = Self(());
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        std::panic::set_hook(Box::new(move |_| {
            give_back();
            let _ = writeln!(io::stderr(), "{last_words}");
        }));
        let mut screen = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        screen.clear()?;
        Ok((guard, screen))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
        if !std::thread::panicking() {
            let _ = std::panic::take_hook();
        }
    }
}

fn give_back() {
    let _ = execute!(
        io::stdout(),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}
