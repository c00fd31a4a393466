//! A person at the keys of an organization's coordinator, and those who work beside her.

use std::time::Duration;

use asamblea_tests::binary::{Device, World, text, until};
use asamblea_tests::terminal::Terminal;
use serde_json::Value;

pub(crate) const SOON: Duration = Duration::from_secs(60);
/// A question takes no `Enter` so soon after it opens: a key that is held down does not answer.
pub(crate) const DEAF: Duration = Duration::from_millis(600);
pub(crate) const UP: &str = "\x1b[A";
pub(crate) const DOWN: &str = "\x1b[B";
pub(crate) const END: &str = "\x1b[F";
pub(crate) const TAB: &str = "\t";
pub(crate) const ENTER: &str = "\r";
pub(crate) const ESC: &str = "\x1b";

/// The coordinator's device with its screen; the office, two persons of hers, two organizations.
pub(crate) struct Desk {
    pub(crate) s: Device,
    pub(crate) a: Device,
    pub(crate) people: [Device; 2],
    pub(crate) others: [Device; 2],
    pub(crate) round: String,
    pub(crate) screen: Terminal,
}

impl Desk {
    /// Waits for words on the screen.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) -> String {
        self.screen.wait_for(words, SOON)
    }

    /// Presses keys once the screen shows words.
    #[track_caller]
    pub(crate) fn at(&mut self, words: &str, keys: &[&str]) {
        self.sees(words);
        for key in keys {
            self.screen.keys(key);
        }
    }

    /// Answers a question that shows words, once it listens.
    #[track_caller]
    pub(crate) fn answers(&mut self, words: &str, keys: &[&str]) {
        self.sees(words);
        std::thread::sleep(DEAF);
        for key in keys {
            self.screen.keys(key);
        }
    }

    /// One step back; what comes next is no part of the same key.
    pub(crate) fn back(&mut self) {
        self.screen.keys(ESC);
        std::thread::sleep(DEAF);
    }

    /// Moves down until the row with the focus shows words.
    #[track_caller]
    pub(crate) fn down_to(&mut self, words: &str) {
        let mut seen = String::new();
        for _ in 0..60 {
            seen = self.screen.screen();
            let mut lines = seen.lines();
            if lines.any(|line| line.contains('›') && line.contains(words)) {
                return;
            }
            self.screen.keys(DOWN);
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("no row {words:?} takes the focus:\n{seen}");
    }

    /// What the office's node tells, once it is so.
    #[track_caller]
    pub(crate) fn office<T>(
        &self,
        words: &[&str],
        what: &str,
        look: impl Fn(&[Value]) -> Option<T>,
    ) -> T {
        until(SOON, what, || look(&self.s.run(words).done().lines))
    }

    /// The agenda and who holds it.
    pub(crate) fn reads_the_agenda(&mut self) {
        self.at("Inicio", &["3"]);
        self.sees("Taller regional");
        // What others say of it may still be on its way.
        until(SOON, "all hold the agenda", || {
            self.screen.keys("t");
            std::thread::sleep(DEAF);
            let held = self.screen.screen().contains("La tienen 4 de 4");
            self.back();
            held.then_some(())
        });
    }
}

/// The object of a command that must be done.
#[track_caller]
pub(crate) fn run(at: &Device, words: &[&str]) -> Value {
    at.run(words).object()
}

/// All are there and hold an agenda and a round.
pub(crate) fn desk(world: &World) -> Desk {
    let s = world.founder("S", "Red de prueba");
    let a = world.organization("A", &s);
    let others = ["B", "C"].map(|name| world.organization(name, &s));
    let people = ["Lis", "Flor"].map(|name| world.member(name, &a));
    let space = s.space("network");
    let new = ["agenda", "new", "--space", &space, "--title", "Agenda"];
    let agenda = text(&run(&s, &new)["id"]);
    let item = ["agenda", "add", &agenda, "--title", "Taller regional"];
    let when = ["--starts", "2031-03-01 16:00", "--zone", "America/Lima"];
    let _added = run(&s, &[&item[..], &when].concat());
    let _published = run(&s, &["agenda", "publish", &agenda]);
    let start = ["assessment", "start", "--space", &space, "--title", "Ronda"];
    let more = ["--instrument", "CAP-RED-1", "--closes", "7d"];
    let round = text(&run(&s, &[&start[..], &more].concat())["id"]);
    for at in [&a].into_iter().chain(&people).chain(&others) {
        until(SOON, "the round has come", || {
            let rows = at.run(["assessment", "list"]).done().lines;
            let mut rounds = rows.iter().map(|row| text(&row["id"]));
            rounds.any(|id| id == round).then_some(())
        });
    }
    let screen = a.interface(90, 40);
    Desk {
        s,
        a,
        people,
        others,
        round,
        screen,
    }
}
