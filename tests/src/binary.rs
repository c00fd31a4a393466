//! The compiled program as many devices on one machine: it is built once, runs as a person would
//! run it, and is seen only through its arguments, its output, its exit status and its files.
//!
//! Nothing here knows what a command means.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where the machine does not let it go on"
)]

mod namespace;
mod node;
mod person;
mod proxy;
mod siege;

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, mpsc};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub use namespace::Namespaces;
pub use node::Node;
pub use person::Talk;
pub use proxy::{Harm, Proxy, Side};
pub use siege::{Manner, Siege, Tally, allow_sockets};

/// The passphrase of every device, unless a test sets another.
pub const PASSPHRASE: &str = "cometa lechuga tranvía dominó";
/// How long one command may take: a key derivation on a busy machine and its own timeouts.
const COMMAND_WAIT: Duration = Duration::from_secs(60);
/// How long a person may need to come in on a busy machine.
const COMES_IN: Duration = Duration::from_secs(60);
/// How often a condition is looked at again.
const LOOK: Duration = Duration::from_millis(20);

static PROGRAM: LazyLock<PathBuf> = LazyLock::new(build);

fn build() -> PathBuf {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let mut cargo = escargot::CargoBuild::new()
        .manifest_path(root)
        .package("asamblea")
        .bin("asamblea");
    if !cfg!(debug_assertions) {
        cargo = cargo.release();
    }
    let program = cargo.run().expect("the program is built");
    eprintln!("end to end: {}", program.path().display());
    program.path().to_owned()
}

/// The program under test. It is built at the first call.
#[must_use]
pub fn program() -> &'static Path {
    &PROGRAM
}

/// Looks again and again until there is an answer.
///
/// # Panics
///
/// When there is none in time; the message names `what` was waited for.
#[track_caller]
pub fn until<T>(wait: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = look() {
            return answer;
        }
        assert!(began.elapsed() < wait, "not within {wait:?}: {what}");
        std::thread::sleep(LOOK);
    }
}

/// What a command left behind.
#[derive(Clone, Debug)]
pub struct Output {
    /// The exit status; -1 when a signal ended it.
    pub status: i32,
    /// Standard output, one JSON value a line.
    pub lines: Vec<Value>,
    /// Standard error.
    pub stderr: String,
}

impl Output {
    /// The output of a command that must have been done.
    ///
    /// # Panics
    ///
    /// When its status was not 0.
    #[track_caller]
    #[must_use]
    pub fn done(self) -> Self {
        assert_eq!(self.status, 0, "{self:?}");
        self
    }

    /// The one object of a command that must have been done.
    ///
    /// # Panics
    ///
    /// When its status was not 0 or it printed nothing.
    #[track_caller]
    #[must_use]
    pub fn object(self) -> Value {
        let mut output = self.done();
        assert_eq!(output.lines.len(), 1, "{output:?}");
        output.lines.remove(0)
    }

    /// Checks that the command ended with a status, and with an error of this code as the last
    /// line of standard error.
    ///
    /// # Panics
    ///
    /// When it did not.
    #[track_caller]
    pub fn fails(&self, status: i32, code: &str) {
        let last = self.stderr.lines().last().unwrap_or_default();
        let error: Value = serde_json::from_str(last).unwrap_or_default();
        let said = error["error"]["message"].as_str().unwrap_or_default();
        assert_eq!(
            (self.status, error["error"]["code"].as_str()),
            (status, Some(code)),
            "{self:?}"
        );
        assert!(!said.is_empty(), "{self:?}");
    }
}

/// A folder in which the devices of one test live; it goes away with this value.
#[derive(Debug)]
pub struct World {
    folder: TempDir,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// An empty world.
    ///
    /// # Panics
    ///
    /// When the temporary folder takes no files.
    #[must_use]
    pub fn new() -> Self {
        let folder = TempDir::with_prefix("asamblea-e2e-").expect("a temporary folder");
        let world = Self { folder };
        world.file("passphrase", PASSPHRASE);
        std::fs::create_dir(world.path().join("tmp")).expect("a folder");
        world
    }

    /// Its folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file and gives its path.
    ///
    /// # Panics
    ///
    /// When the folder does not take it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, content).expect("the file is written");
        path
    }

    /// Another world in which the devices without a running node are as they are in this one: what
    /// happens there happens to copies.
    ///
    /// # Panics
    ///
    /// When the disk does not take it.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::new();
        copy_folder(self.path(), copy.path());
        copy
    }

    /// A device without a profile yet.
    #[must_use]
    pub fn device(&self, name: &str) -> Device {
        Device {
            home: self.path().to_owned(),
            profile: self.path().join(name),
            passphrase: self.path().join("passphrase"),
            node: None,
        }
    }

    /// A device that founded a network; its node runs.
    #[must_use]
    pub fn founder(&self, name: &str, network: &str) -> Device {
        let mut device = self.device(name);
        let org = format!("Org {name}");
        let person = format!("Persona {name}");
        let arguments = ["--network", network, "--org", &org, "--person", &person];
        let _founded = device.run(["found"].iter().chain(&arguments)).object();
        device.start(&[]);
        device
    }

    /// A device of a new organization, invited by `by`, whose node runs; its own runs too.
    #[must_use]
    pub fn organization(&self, name: &str, by: &Device) -> Device {
        let mut device = self.device(name);
        let code = by.invite(&["org", "--name", &format!("Org {name}"), "--country", "PY"]);
        let address = by.address();
        let person = format!("Persona {name}");
        let arguments = ["join", &code, "--person", &person, "--connect", &address];
        // On a busy machine the first try may end waiting; the same command goes on from there.
        let mut output = device.run(arguments);
        for _ in 0..2 {
            if output.status == 6 {
                output = device.run(arguments);
            }
        }
        let joined = output.object();
        assert_eq!(joined["state"], "joined", "{joined}");
        device.start(&[&address]);
        device
    }

    /// A device of a further person in the organization of `by`, who invites her and compares her
    /// safety words; both nodes run.
    #[must_use]
    pub fn member(&self, name: &str, by: &Device) -> Device {
        let mut device = self.device(name);
        let code = by.invite(&["member", "--name", name]);
        let address = by.address();
        let join = ["join", &code, "--person", name, "--connect", &address];
        // On a busy machine the first try may end waiting; her node goes on from there.
        let joined = device.run(join);
        assert!(matches!(joined.status, 0 | 6), "{joined:?}");
        device.start(&[&address]);
        let status = until(COMES_IN, "she is in", || {
            Some(device.status()).filter(|status| status["role"] == "member")
        });
        let (id, words) = (text(&status["device"]), text(&status["safety_words"]));
        let verified = until(COMES_IN, "her words are compared", || {
            let verify = by.run(["device", "verify", &id, "--words", &words]);
            (verify.status == 0).then(|| verify.object())
        });
        assert_eq!(verified["state"], "active", "{verified}");
        device
    }
}

/// One device: a profile, and perhaps the node that carries it.
#[derive(Debug)]
pub struct Device {
    home: PathBuf,
    profile: PathBuf,
    passphrase: PathBuf,
    node: Option<Node>,
}

impl Device {
    /// Its profile's folder.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// Uses another passphrase file from here on.
    pub fn use_passphrase(&mut self, file: PathBuf) {
        self.passphrase = file;
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(program());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ASAMBLEA_") {
                command.env_remove(name);
            }
        }
        command
            .env("HOME", &self.home)
            .env("TMPDIR", self.home.join("tmp"))
            .current_dir(&self.home)
            .args(["--json", "--lang", "en", "--profile"])
            .arg(&self.profile)
            .arg("--passphrase-file")
            .arg(&self.passphrase)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    ///
    /// # Panics
    ///
    /// When it does not end in a minute, or prints something that is no JSON.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        finish(
            self.command(arguments)
                .spawn()
                .expect("the program is started"),
        )
    }

    /// Runs a command to its end where another hour is kept, as [`Self::run`] does.
    #[track_caller]
    pub fn run_in<S: AsRef<OsStr>>(
        &self,
        zone: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Output {
        let command = self.command(arguments).env("TZ", zone).spawn();
        finish(command.expect("the program is started"))
    }

    /// Begins a command, for who ends it herself.
    ///
    /// # Panics
    ///
    /// When the program does not start.
    #[must_use]
    pub fn begin<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Child {
        let started = self.command(arguments).spawn();
        started.expect("the program is started")
    }

    /// Starts the node on a free loopback port, and waits until it listens and is ready.
    ///
    /// # Panics
    ///
    /// When it does not come up.
    #[track_caller]
    pub fn start(&mut self, connect: &[&str]) {
        let options: Vec<&str> = connect
            .iter()
            .flat_map(|address| ["--connect", address])
            .collect();
        self.start_with(&options);
    }

    /// As [`Device::start`], with options of `node`.
    ///
    /// # Panics
    ///
    /// When it does not come up.
    #[track_caller]
    pub fn start_with(&mut self, options: &[&str]) {
        let node = self.try_start(options);
        self.node = Some(node.unwrap_or_else(|output| panic!("{output:?}")));
    }

    /// Starts the node in a network namespace, with nothing but the given options of `node`.
    ///
    /// # Panics
    ///
    /// When it does not come up.
    #[track_caller]
    pub fn start_in(&mut self, namespace: &str, options: &[&str]) {
        let inner = self.command(["node"].iter().chain(options));
        let mut command = Command::new("ip");
        command.args(["netns", "exec", namespace]);
        command.arg(inner.get_program()).args(inner.get_args());
        command.current_dir(&self.home);
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let node = Node::start(command);
        self.node = Some(node.unwrap_or_else(|output| panic!("{output:?}")));
    }

    fn try_start(&self, options: &[&str]) -> Result<Node, Output> {
        let arguments = ["node", "--no-mdns", "--listen", "/ip4/127.0.0.1/tcp/0"];
        Node::start(self.command(arguments.iter().chain(options)))
    }

    /// As [`Device::start`], for as long as another process still holds the profile.
    ///
    /// # Panics
    ///
    /// When it does not come up.
    #[track_caller]
    pub fn start_when_free(&mut self, connect: &str) {
        let node = until(COMMAND_WAIT, "a node that starts", || {
            match self.try_start(&["--connect", connect]) {
                Ok(node) => Some(node),
                Err(output) => {
                    output.fails(1, "profile_busy");
                    None
                }
            }
        });
        self.node = Some(node);
    }

    /// The running node.
    ///
    /// # Panics
    ///
    /// When none runs.
    #[track_caller]
    #[must_use]
    pub fn node(&self) -> &Node {
        self.node.as_ref().expect("a running node")
    }

    /// Whether its node runs, as far as this test started and ended it.
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.node.is_some()
    }

    /// Where the running node listens.
    ///
    /// # Panics
    ///
    /// When none runs.
    #[track_caller]
    #[must_use]
    pub fn address(&self) -> String {
        self.node().address().to_owned()
    }

    /// Ends the node as a service manager would; gives its exit status.
    ///
    /// # Panics
    ///
    /// When none runs, or it does not end in five seconds.
    #[track_caller]
    pub fn stop(&mut self) -> i32 {
        self.node.take().expect("a running node").terminate()
    }

    /// Kills the node as a loss of power would.
    pub fn kill(&mut self) {
        drop(self.node.take());
    }

    /// A new invitation's code.
    ///
    /// # Panics
    ///
    /// When it is refused.
    #[track_caller]
    #[must_use]
    pub fn invite(&self, whom: &[&str]) -> String {
        let invitation = self.run(["invite"].iter().chain(whom)).object();
        text(&invitation["invite"])
    }

    /// The space of a kind that this device reads.
    ///
    /// # Panics
    ///
    /// When there is none.
    #[track_caller]
    #[must_use]
    pub fn space(&self, kind: &str) -> String {
        let spaces = self.run(["space", "list"]).done().lines;
        let space = spaces.iter().find(|space| space["kind"] == kind);
        text(&space.expect("a space of that kind")["id"])
    }

    /// The posts of a thread, in its order; none where it is not known.
    ///
    /// # Panics
    ///
    /// When the command fails for another reason.
    #[track_caller]
    #[must_use]
    pub fn posts(&self, thread: &str) -> Vec<Value> {
        let output = self.run(["thread", "show", thread]);
        if output.status == 4 {
            return Vec::new();
        }
        output.done().lines
    }

    /// The bodies of [`Device::posts`].
    #[track_caller]
    #[must_use]
    pub fn bodies(&self, thread: &str) -> Vec<String> {
        self.posts(thread)
            .iter()
            .map(|post| text(&post["body"]))
            .collect()
    }

    /// The text of a document; nothing where it is not known.
    #[track_caller]
    #[must_use]
    pub fn document(&self, id: &str) -> Option<String> {
        let output = self.run(["doc", "show", id]);
        (output.status != 4).then(|| text(&output.object()["text"]))
    }

    /// Adds a line to a document, as an editor would: the whole text is given back.
    #[track_caller]
    pub fn add_line(&self, id: &str, line: &str) {
        let mut whole = self.document(id).expect("the document");
        whole.push_str(line);
        whole.push('\n');
        let name = format!("{}.draft", self.profile.display());
        std::fs::write(&name, whole).expect("the draft is written");
        let edited = self.run(["doc", "edit", id, "--from", &name]).object();
        std::fs::remove_file(&name).expect("the draft is removed");
        assert_eq!(edited["saved"], true, "{edited}");
    }

    /// Replies in a thread; gives the post.
    #[track_caller]
    pub fn reply(&self, thread: &str, body: &str) -> String {
        let reply = self.run(["thread", "reply", thread, "--body", body]);
        let post = reply.object();
        assert_eq!(post["saved"], true, "{post}");
        text(&post["id"])
    }

    /// As [`Device::run`], with something on its standard input.
    ///
    /// # Panics
    ///
    /// When it does not end in a minute.
    #[track_caller]
    pub fn piped<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: &str,
    ) -> Output {
        let mut command = self.command(arguments);
        let child = command.stdin(Stdio::piped()).spawn();
        let mut child = child.expect("the program is started");
        let mut typed = child.stdin.take().expect("its standard input");
        let _broken = typed.write_all(input.as_bytes());
        drop(typed);
        finish(child)
    }

    /// `status`.
    #[track_caller]
    #[must_use]
    pub fn status(&self) -> Value {
        self.run(["status"]).object()
    }
}

/// Copies what lies in a folder, with the rights of folders, into another, which is made.
///
/// # Panics
///
/// When the disk does not take it.
pub fn copy_folder(from: &Path, to: &Path) {
    if !to.exists() {
        std::fs::create_dir(to).expect("a folder");
        let rights = from.metadata().expect("rights").permissions();
        std::fs::set_permissions(to, rights).expect("the same rights");
    }
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let kind = entry.file_type().expect("a kind");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy_folder(&from, &to);
        } else if kind.is_file() {
            std::fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// The text of a JSON string.
///
/// # Panics
///
/// When it is none.
#[track_caller]
#[must_use]
pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Reads all that a process prints and waits for its end, both bounded.
#[track_caller]
fn finish(child: Child) -> Output {
    let (status, stdout, stderr) = end_of(child);
    let lines = stdout.lines().map(|line| match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => panic!("no JSON on standard output ({error}): {line}"),
    });
    Output {
        status,
        lines: lines.collect(),
        stderr,
    }
}

/// The status, standard output and standard error of a process, once it has ended.
#[track_caller]
fn end_of(mut child: Child) -> (i32, String, String) {
    let stdout = read_all(child.stdout.take());
    let stderr = read_all(child.stderr.take());
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child process") {
            break status;
        }
        if began.elapsed() > COMMAND_WAIT {
            let _gone = child.kill();
            panic!("a command did not end in {COMMAND_WAIT:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let take = |text: mpsc::Receiver<String>| text.recv_timeout(COMMAND_WAIT).unwrap_or_default();
    (status.code().unwrap_or(-1), take(stdout), take(stderr))
}

fn read_all(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(mut pipe) = pipe {
            let _broken = pipe.read_to_end(&mut text);
        }
        let _nobody_waits = sender.send(String::from_utf8_lossy(&text).into_owned());
    });
    receiver
}
