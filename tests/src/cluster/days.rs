//! Days that pass in a world of few: who meets, what is said and read on them.

use asamblea_node::api::{AlertRow, Reply, Request};

use super::Cluster;

const DAY_MS: i64 = 86_400_000;

impl Cluster {
    /// The first thread that a device sees.
    #[must_use]
    pub fn thread_shown_to(&mut self, at: usize) -> String {
        let rows = match self.ask(at, Request::ThreadList { space: None }) {
            Ok(Ok(Reply::Threads(rows))) => rows,
            _ => Vec::new(),
        };
        let thread = rows.first().map(|row| row.id.clone());
        thread.unwrap_or_default()
    }

    /// Sets the wall clock of a device ahead.
    pub fn jump(&mut self, at: usize, days: i64) {
        self.devices[at].skew_ms += days * DAY_MS;
    }

    /// Writes a post and lets everybody hear it.
    ///
    /// # Panics
    ///
    /// When it is refused, or the world does not come to rest.
    pub fn reply(&mut self, at: usize, thread: &str, text: &str) {
        let request = Request::ThreadReply {
            id: thread.to_owned(),
            to: None,
            body: text.to_owned(),
        };
        let reply = self.ask(at, request);
        assert!(matches!(reply, Ok(Ok(_))), "{text}: {reply:?}");
        assert!(self.move_all(), "{text}: no rest");
    }

    /// Asks a device for something that it can do.
    ///
    /// # Panics
    ///
    /// When it is refused.
    #[expect(
        clippy::panic,
        reason = "for tests, which end where something is refused"
    )]
    #[track_caller]
    pub fn done(&mut self, at: usize, request: Request) -> Reply {
        match self.ask(at, request) {
            Ok(Ok(reply)) => reply,
            other => panic!("{other:?}"),
        }
    }

    /// The alerts of a code that a device shows.
    ///
    /// # Panics
    ///
    /// When it shows none at all.
    #[expect(
        clippy::panic,
        reason = "for tests, which end where something is refused"
    )]
    #[track_caller]
    pub fn alerts(&mut self, at: usize, code: &str) -> Vec<AlertRow> {
        let Reply::Alerts(mut rows) = self.done(at, Request::AlertList) else {
            panic!("no alerts");
        };
        rows.retain(|row| row.code == code);
        rows
    }

    /// Two connect and tell each other all, again after a while.
    ///
    /// # Panics
    ///
    /// When the world does not come to rest.
    #[track_caller]
    pub fn talk(&mut self, one: usize, other: usize) {
        for _ in 0..4 {
            let _met = self.connect(one, other, true);
            assert!(self.move_all(), "d{one} and d{other}: no rest");
            self.pass(2_000);
            assert!(self.move_all(), "d{one} and d{other}: no rest");
        }
    }

    /// Whether a device shows a post with this text.
    pub fn reads(&mut self, at: usize, thread: &str, text: &str) -> bool {
        let posts = self.posts_of(at, thread);
        posts.iter().any(|post| post.body == text)
    }
}
