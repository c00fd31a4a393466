//! The terminal: taken at the beginning, given back whatever happens.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// A terminal on the standard output.
pub(super) type Screen = Terminal<CrosstermBackend<Window>>;

/// The standard output, a frame at a time. The library's own buffer would keep the end of what was
/// shown for as long as the program runs.
#[derive(Debug)]
pub(super) struct Window {
    frame: Vec<u8>,
    output: File,
}

impl Window {
    fn open() -> io::Result<Self> {
        let output = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self {
            frame: Vec::new(),
            output: output.into(),
        })
    }
}

impl Write for Window {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = std::mem::take(&mut self.frame);
        self.output.write_all(&frame)
    }
}

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
        let screen = Terminal::new(CrosstermBackend::new(Window::open()?))?;
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
