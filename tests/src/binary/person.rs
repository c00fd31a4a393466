//! The program as a person meets it: in her language, line by line or in a terminal.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Child, Command, Stdio};

use super::{Device, end_of, program};
use crate::terminal::Terminal;

/// What the program said to a person.
#[derive(Clone, Debug)]
pub struct Talk {
    /// The exit status; -1 when a signal ended it.
    pub status: i32,
    /// Standard output.
    pub text: String,
    /// Standard error.
    pub stderr: String,
}

impl Talk {
    /// Waits for the end of the program.
    fn of(child: Child) -> Self {
        let (status, text, stderr) = end_of(child);
        Self {
            status,
            text,
            stderr,
        }
    }
}

impl Device {
    /// The program as a person runs it, in Spanish.
    fn spoken<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(program());
        command
            .env("HOME", &self.home)
            .env("TMPDIR", self.home.join("tmp"))
            .env("TZ", "UTC")
            .current_dir(&self.home)
            .args(["--lang", "es", "--profile"])
            .arg(&self.profile)
            .arg("--passphrase-file")
            .arg(&self.passphrase)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end and reads what it says to a person, in Spanish.
    ///
    /// # Panics
    ///
    /// When it does not end in a minute.
    #[track_caller]
    #[must_use]
    pub fn say<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Talk {
        self.say_in("UTC", arguments)
    }

    /// As [`Self::say`], by the clock of a zone.
    ///
    /// # Panics
    ///
    /// When it does not end in a minute.
    #[track_caller]
    #[must_use]
    pub fn say_in<S: AsRef<OsStr>>(
        &self,
        zone: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Talk {
        let mut command = self.spoken(arguments);
        let child = command.env("TZ", zone).stdin(Stdio::null()).spawn();
        Talk::of(child.expect("the program is started"))
    }

    /// Types lines into the plain-text mode, in Spanish, and reads what it says until its end.
    ///
    /// # Panics
    ///
    /// When it does not end in a minute.
    #[track_caller]
    #[must_use]
    pub fn talk(&self, lines: &str) -> Talk {
        let mut command = self.spoken(["text"]);
        let child = command.stdin(Stdio::piped()).spawn();
        let mut child = child.expect("the program is started");
        let mut typed = child.stdin.take().expect("its standard input");
        let lines = lines.to_owned();
        // A program that reads slowly must not hold up who reads its answers.
        std::thread::spawn(move || {
            let _broken = typed.write_all(lines.as_bytes());
        });
        Talk::of(child)
    }

    /// Opens the full-screen interface in a terminal of this size, at home in the test's folder.
    ///
    /// # Panics
    ///
    /// When the system gives no terminal.
    #[must_use]
    pub fn interface(&self, columns: u16, rows: u16) -> Terminal {
        let profile = self.profile.to_string_lossy();
        let arguments = ["--profile", &*profile];
        Terminal::start_at_home(program(), &arguments, columns, rows, Some(&self.home))
    }

    /// Opens the plain-text mode in a terminal, with these arguments.
    ///
    /// # Panics
    ///
    /// When the system gives no terminal.
    #[must_use]
    pub fn plain_text(&self, arguments: &[&str]) -> Terminal {
        let [profile, own] = [&self.profile, &self.passphrase].map(|path| path.to_string_lossy());
        let before = ["--profile", &*profile, "--passphrase-file", &*own, "text"];
        let arguments = [&before, arguments].concat();
        Terminal::start_at_home(program(), &arguments, 80, 24, Some(&self.home))
    }
}
