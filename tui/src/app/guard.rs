//! The terminal: taken at the beginning, given back whatever happens.

use std::io::{self, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
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
        let screen = Terminal::new(CrosstermBackend::new(io::stdout()))?;
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

/// Wipes the window and what was scrolled out of it; the next frame draws every cell. It asks the
/// terminal nothing: some never answer.
pub(super) fn wipe(screen: &mut Screen) -> io::Result<()> {
    execute!(io::stdout(), Clear(ClearType::All), Clear(ClearType::Purge))?;
    screen.swap_buffers();
    Ok(())
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
