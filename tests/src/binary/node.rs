//! A running node: its events, its address, its end.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::{Output, text};

/// How long a node may take to listen: a key derivation on a busy machine.
const START_WAIT: Duration = Duration::from_secs(30);
/// How long a node may take to end, by its contract.
const STOP_WAIT: Duration = Duration::from_secs(5);

/// What a node told so far.
#[derive(Debug, Default)]
struct Told {
    state: Mutex<Telling>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct Telling {
    events: Vec<Value>,
    ended: bool,
}

impl Told {
    fn lock(&self) -> MutexGuard<'_, Telling> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, stdout: ChildStdout) {
        for line in BufReader::new(stdout).lines() {
            let Ok(line) = line else { break };
            // What is no JSON is kept as text, so that a test sees it.
            let event = serde_json::from_str(&line).unwrap_or(Value::String(line));
            self.lock().events.push(event);
            self.more.notify_all();
        }
        self.lock().ended = true;
        self.more.notify_all();
    }
}

/// A running `asamblea node`. Dropping it kills it.
#[derive(Debug)]
pub struct Node {
    child: Child,
    told: Arc<Told>,
    address: String,
}

impl Node {
    /// Starts it; gives what it left behind where it ended before it was ready.
    pub(super) fn start(mut command: Command) -> Result<Self, Output> {
        let mut child = command.spawn().expect("the program is started");
        let told = Arc::new(Told::default());
        let stdout = child.stdout.take().expect("its standard output");
        let teller = Arc::clone(&told);
        std::thread::spawn(move || teller.read(stdout));
        let mut node = Self {
            child,
            told,
            address: String::new(),
        };
        let ready = node.wait(START_WAIT, |events| {
            let named = |name: &str| events.iter().find(|event| event["event"] == name);
            named("ready").and(named("listening")).cloned()
        });
        match ready {
            Some(listening) => {
                node.address = text(&listening["address"]);
                Ok(node)
            }
            None => Err(node.output()),
        }
    }

    fn output(mut self) -> Output {
        let _ended = self.child.kill();
        let stderr = super::read_all(self.child.stderr.take());
        let status = self.child.wait().expect("a child process");
        Output {
            status: status.code().unwrap_or(-1),
            lines: self.events(),
            stderr: stderr.recv_timeout(STOP_WAIT).unwrap_or_default(),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its TCP port.
    ///
    /// # Panics
    ///
    /// When its address has none.
    #[must_use]
    pub fn port(&self) -> u16 {
        let mut parts = self.address.split('/').skip_while(|part| *part != "tcp");
        let port = parts.nth(1).and_then(|port| port.parse().ok());
        port.expect("a TCP port")
    }

    /// The number of its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that it told so far.
    #[must_use]
    pub fn events(&self) -> Vec<Value> {
        self.told.lock().events.clone()
    }

    fn wait<T>(&self, wait: Duration, mut find: impl FnMut(&[Value]) -> Option<T>) -> Option<T> {
        let began = Instant::now();
        let mut telling = self.told.lock();
        loop {
            if let Some(found) = find(&telling.events) {
                return Some(found);
            }
            let left = wait.checked_sub(began.elapsed())?;
            if telling.ended {
                return None;
            }
            let woken = self.told.more.wait_timeout(telling, left);
            telling = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for an event after the first `from` ones; gives it.
    ///
    /// # Panics
    ///
    /// When it does not come in time.
    #[track_caller]
    pub fn event(&self, from: usize, wait: Duration, is_it: impl Fn(&Value) -> bool) -> Value {
        let found = self.wait(wait, |events| {
            events.iter().skip(from).find(|event| is_it(event)).cloned()
        });
        found.unwrap_or_else(|| panic!("no such event in {wait:?}: {:?}", self.events()))
    }

    /// Ends it with SIGTERM; gives its exit status.
    ///
    /// # Panics
    ///
    /// When it does not end in five seconds.
    #[track_caller]
    #[must_use]
    pub fn terminate(mut self) -> i32 {
        self.signal(Signal::TERM);
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child process") {
                return status.code().unwrap_or(-1);
            }
            assert!(began.elapsed() < STOP_WAIT, "a node that does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("a process number"), signal).expect("our own process");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
