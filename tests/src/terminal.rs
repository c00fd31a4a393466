//! The compiled binary in a pseudo-terminal, and what a person sees on it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How often the screen is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// A terminal with a program in it; the program is killed when it is dropped.
pub struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    // Closing it would end the program's terminal.
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program in a terminal of this size.
    ///
    /// # Panics
    ///
    /// When the system gives no pseudo-terminal or the program does not start.
    #[must_use]
    pub fn start(binary: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_at_home(binary, arguments, columns, rows, None)
    }

    /// As [`Terminal::start`], with another home, whose `tmp` takes temporary files.
    ///
    /// # Panics
    ///
    /// As [`Terminal::start`].
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn start_at_home(
        binary: &Path,
        arguments: &[&str],
        columns: u16,
        rows: u16,
        home: Option<&Path>,
    ) -> Self {
        let lines = NonZeroU16::new(rows).expect("a terminal has lines");
        let width = NonZeroU16::new(columns).expect("a terminal has columns");
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(binary);
        command.args(arguments);
        command.env("ASAMBLEA_LANG", "es");
        command.env("TERM", "xterm-256color");
        if let Some(home) = home {
            command.env("HOME", home);
            command.env("TMPDIR", home.join("tmp"));
            command.cwd(home);
        }
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(lines, width, 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (shown, kept) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = reader.read(&mut bytes) {
                let part = bytes.get(..count).unwrap_or_default();
                if part.is_empty() {
                    return;
                }
                shown.lock().expect("no panic holds it").process(part);
                kept.lock()
                    .expect("no panic holds it")
                    .extend_from_slice(part);
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        Self {
            screen,
            raw,
            writer,
            child,
            master: pair.master,
        }
    }

    /// Changes the window's size.
    ///
    /// # Panics
    ///
    /// When the system refuses, or reading panicked.
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let lines = NonZeroU16::new(rows).expect("a terminal has lines");
        let width = NonZeroU16::new(columns).expect("a terminal has columns");
        let mut screen = self.screen.lock().expect("no panic holds it");
        screen.screen_mut().set_size(lines, width);
        drop(screen);
        self.master.resize(size).expect("another size");
    }

    /// Kills the program as a loss of power would: it gets no chance to save anything.
    ///
    /// # Panics
    ///
    /// When it has no process any more.
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn kill(mut self) {
        let pid = self
            .child
            .process_id()
            .and_then(|pid| i32::try_from(pid).ok());
        let pid = pid.and_then(Pid::from_raw).expect("a process");
        kill_process(pid, Signal::KILL).expect("our own process");
        let _status = self.child.wait();
    }

    /// Types.
    ///
    /// # Panics
    ///
    /// When the program is gone.
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn keys(&mut self, text: &str) {
        self.writer
            .write_all(text.as_bytes())
            .expect("the program reads");
        self.writer.flush().expect("the program reads");
    }

    /// The screen as lines of text.
    ///
    /// # Panics
    ///
    /// When reading panicked.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn screen(&self) -> String {
        self.screen
            .lock()
            .expect("no panic holds it")
            .screen()
            .contents()
    }

    /// Whether the program is on the alternate screen, so that nothing stays in the scrollback.
    ///
    /// # Panics
    ///
    /// When reading panicked.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn is_alternate(&self) -> bool {
        self.screen
            .lock()
            .expect("no panic holds it")
            .screen()
            .alternate_screen()
    }

    /// Every byte that the program wrote.
    ///
    /// # Panics
    ///
    /// When reading panicked.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a test without a terminal has nothing to say"
    )]
    pub fn raw(&self) -> Vec<u8> {
        self.raw.lock().expect("no panic holds it").clone()
    }

    /// Waits until the screen shows a text, and returns the screen.
    ///
    /// # Panics
    ///
    /// When it does not in time; the message has the screen.
    #[expect(
        clippy::panic,
        reason = "the screen is what a person needs to see then"
    )]
    pub fn wait_for(&self, text: &str, wait: Duration) -> String {
        let deadline = Instant::now() + wait;
        loop {
            let screen = self.screen();
            if screen.contains(text) {
                return screen;
            }
            if Instant::now() >= deadline {
                panic!("no {text:?} on the screen:\n{screen}");
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Waits for the program's end; true when it ended well.
    #[must_use]
    pub fn ends_well(&mut self, wait: Duration) -> bool {
        let deadline = Instant::now() + wait;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.success();
            }
            std::thread::sleep(LOOK);
        }
        false
    }

    /// Sends the signal that ends a program in order.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.child.process_id()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
