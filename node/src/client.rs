//! How an interface or a command reaches a node: one inside this process, or one that holds the
//! profile elsewhere, over the control socket. The caller sees no difference.

use std::path::{Path, PathBuf};

use tokio::sync::{broadcast, mpsc, oneshot};

pub use crate::api::Passphrase;
use crate::api::{ApiError, ErrorKind, Event, Founded, Recovering, Reply, Request, Restored};
pub use crate::practice::Practice;
pub use crate::store::{Phase, Progress};
use crate::{control, destroy, start};

/// Where a node looks for members by multicast, and tells that it is there.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Discovery {
    /// Nowhere.
    #[default]
    Never,
    /// Only while every local network that this machine is in was marked as her own.
    Marked,
    /// On every local network.
    Always,
}

/// What a node listens to, tells and dials.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// Multiaddrs to listen on; empty: one TCP port, chosen once and kept.
    pub listen: Vec<String>,
    /// Multiaddrs to publish instead of the listening ones.
    pub announce: Vec<String>,
    /// Multiaddrs to dial at once and again after losses.
    pub connect: Vec<String>,
    /// Where to look for members on the local network.
    pub discovery: Discovery,
    /// Lock after this many idle seconds.
    pub auto_lock_s: Option<u64>,
}

/// What `found` needs to know.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The network's name.
    pub network: String,
    /// The first organization's name.
    pub org: String,
    /// The first person's name.
    pub person: String,
    /// ISO 3166 code of the organization's country.
    pub country: Option<String>,
}

/// What `join` needs to know.
#[derive(Clone, Debug)]
pub struct Joining {
    /// The code, as typed.
    pub code: String,
    /// Her name.
    pub person: Option<String>,
    /// Multiaddrs to try first.
    pub connect: Vec<String>,
    /// Milliseconds to wait.
    pub timeout_ms: u64,
    /// A bundle to take the network from.
    pub from_bundle: Option<PathBuf>,
}

/// What `recovery start` needs to know.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Who she says she is.
    pub person: Option<String>,
    /// Answers, as pasted.
    pub answers: Vec<String>,
    /// Multiaddrs to try first, once the answers are enough.
    pub connect: Vec<String>,
    /// Milliseconds to wait then.
    pub timeout_ms: u64,
}

/// A request on its way to the loop, with the way back.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) request: Request,
    pub(crate) answer: oneshot::Sender<Result<Reply, ApiError>>,
}

/// A way to a node.
#[derive(Clone, Debug)]
pub struct Client {
    calls: mpsc::Sender<Call>,
    events: broadcast::Sender<Event>,
    remote: bool,
    process: Option<u32>,
    progress: Progress,
}

impl Client {
    pub(crate) fn new(
        calls: mpsc::Sender<Call>,
        events: broadcast::Sender<Event>,
        remote: bool,
    ) -> Self {
        Self {
            calls,
            events,
            remote,
            process: None,
            progress: Progress::default(),
        }
    }

    /// The same, of a node that tells here how far it is.
    pub(crate) fn telling(mut self, progress: &Progress) -> Self {
        self.progress = progress.clone();
        self
    }

    /// The same, of a node in this process of the system, where that is known.
    pub(crate) const fn in_process(mut self, process: Option<u32>) -> Self {
        self.process = process;
        self
    }

    /// Attaches to the node that holds the profile; `None` when none does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WrongOwner`] when the socket is not ours.
    pub async fn attach(profile: &Path) -> Result<Option<Self>, ApiError> {
        control::attach(profile).await
    }

    /// Opens the profile in this process. Without `network` it stays offline.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoProfile`], [`ErrorKind::WrongPassphrase`], [`ErrorKind::ProfileBusy`] and
    /// the faults of a disk.
    pub async fn open(
        profile: &Path,
        passphrase: &Passphrase,
        network: Option<NetworkOptions>,
    ) -> Result<Self, ApiError> {
        Self::open_telling(profile, passphrase, network, &Progress::default()).await
    }

    /// As [`Client::open`], and tells meanwhile how far it is.
    ///
    /// # Errors
    ///
    /// As [`Client::open`].
    pub async fn open_telling(
        profile: &Path,
        passphrase: &Passphrase,
        network: Option<NetworkOptions>,
        progress: &Progress,
    ) -> Result<Self, ApiError> {
        start::open(profile, passphrase, network, progress).await
    }

    /// How far the node is where it reads its profile once more, in this process: after an unlock,
    /// after a failed write.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever the request's failure is; [`ErrorKind::Unreachable`] when the node has gone.
    pub async fn call(&self, request: Request) -> Result<Reply, ApiError> {
        let (answer, reply) = oneshot::channel();
        self.calls
            .send(Call { request, answer })
            .await
            .map_err(|_| ApiError::new(ErrorKind::Unreachable))?;
        reply
            .await
            .map_err(|_| ApiError::new(ErrorKind::Unreachable))?
    }

    /// Everything that happens from here on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The number of the process that holds the profile; none where that is this one, or the
    /// system does not tell.
    #[must_use]
    pub const fn process(&self) -> Option<u32> {
        self.process
    }

    /// Whether the node is another process.
    pub(crate) const fn is_remote(&self) -> bool {
        self.remote
    }

    /// Returns once the node has ended.
    pub(crate) async fn ended(&self) {
        self.calls.closed().await;
    }

    /// Lets go: an embedded node finishes what is being saved and ends, a remote one goes on.
    pub async fn close(self) {
        if !self.remote {
            let _ended = self.call(Request::Stop).await;
            self.calls.closed().await;
        }
    }
}

/// Has a profile that nobody holds open under another passphrase from here on.
///
/// # Errors
///
/// [`ErrorKind::NoProfile`], [`ErrorKind::WrongPassphrase`], [`ErrorKind::ProfileBusy`] and the
/// faults of a disk: then it opens under either.
pub async fn change_passphrase(
    profile: &Path,
    old: Passphrase,
    new: Passphrase,
) -> Result<(), ApiError> {
    start::change_passphrase(profile, old, new).await
}

/// Destroys what opens a profile, in a hurry and for good, also while a node holds it, which then
/// ends. Then everything else that the program made in the folder goes.
///
/// # Errors
///
/// [`ErrorKind::NoProfile`]; the faults of a disk: then something may be left on the medium, but
/// everything was tried.
pub async fn destroy_profile(profile: &Path, node: Option<Client>) -> Result<(), ApiError> {
    destroy::run(profile, node).await
}

/// Makes a practice network in a new profile and opens it: invented colleagues write with keys of
/// their own what `tell` has them write, all of it on this device. One whose making was cut short
/// is made anew.
///
/// # Errors
///
/// [`ErrorKind::ProfileExists`], whatever `tell` fails with, the faults of a disk. No profile is
/// left behind then.
pub async fn practise<Tell>(
    profile: &Path,
    passphrase: &Passphrase,
    founding: Founding,
    network: Option<NetworkOptions>,
    tell: Tell,
) -> Result<(Client, Founded), ApiError>
where
    Tell: FnOnce(&mut Practice) -> Result<(), ApiError> + Send + 'static,
{
    start::practise(profile, passphrase, founding, network, tell).await
}

/// True when there is no practice network in the folder yet, or only half of one.
#[must_use]
pub fn needs_practice(profile: &Path) -> bool {
    start::needs_practice(profile)
}

/// True when the folder holds a profile.
#[must_use]
pub fn profile_exists(profile: &Path) -> bool {
    profile.join("vault").exists()
}

/// True when the folder holds nothing but the way back of who travels.
#[must_use]
pub fn is_travelling(profile: &Path) -> bool {
    start::is_travelling(profile)
}

/// Comes back from a journey: a new profile from the stub, as another device of the same person,
/// which fetches everything from the others. When nobody answers in time the profile stays and
/// `Founded::state` is `waiting`; `node` and `sync` go on from there.
///
/// # Errors
///
/// [`ErrorKind::NoProfile`] where nobody travels, [`ErrorKind::ProfileExists`] where the journey
/// did not begin, [`ErrorKind::WrongPassphrase`], [`ErrorKind::Damaged`],
/// [`ErrorKind::InvitationUsed`] and [`ErrorKind::InvitationEnded`] where the way back is gone, the
/// faults of a disk.
pub async fn come_back(
    profile: &Path,
    passphrase: &Passphrase,
    network: NetworkOptions,
    timeout_ms: u64,
) -> Result<(Client, Founded), ApiError> {
    start::come_back(profile, passphrase, network, timeout_ms).await
}

/// Founds a network in a new profile and opens it.
///
/// # Errors
///
/// [`ErrorKind::ProfileExists`], [`ErrorKind::Usage`] for an empty name, the faults of a disk.
pub async fn found(
    profile: &Path,
    passphrase: &Passphrase,
    founding: Founding,
    network: Option<NetworkOptions>,
) -> Result<(Client, Founded), ApiError> {
    start::found(profile, passphrase, founding, network).await
}

/// Joins with a code: makes a profile, connects, redeems, waits for keys. When nobody answers in
/// time the profile stays and `Founded::state` is `waiting`; the same call goes on from there.
///
/// # Errors
///
/// [`ErrorKind::InvitationMalformed`], [`ErrorKind::InvitationUsed`],
/// [`ErrorKind::InvitationEnded`], [`ErrorKind::ProfileExists`] when the profile belongs to
/// something else, [`ErrorKind::Unreachable`] never: that is `waiting`.
pub async fn join(
    profile: &Path,
    passphrase: &Passphrase,
    joining: Joining,
    network: NetworkOptions,
) -> Result<(Client, Founded), ApiError> {
    start::join(profile, passphrase, joining, network).await
}

/// Asks trusted people to let a new device in, in a new profile; goes on with what they answered.
/// What was wrong with an answer is told beside how far it has come: the good ones are kept.
///
/// # Errors
///
/// [`ErrorKind::ProfileExists`] when the profile belongs to something else,
/// [`ErrorKind::InvitationEnded`] once it was refused, [`ErrorKind::InvitationUsed`] where another
/// device used the place, the faults of a disk.
pub async fn recover(
    profile: &Path,
    passphrase: &Passphrase,
    asking: Asking,
    network: NetworkOptions,
) -> Result<(Recovering, Option<ApiError>), ApiError> {
    start::recover(profile, passphrase, asking, network).await
}

/// Makes a new profile from a backup: another device of the same person, without a network yet.
/// `source` is read to its end, a piece at a time.
///
/// # Errors
///
/// [`ErrorKind::ProfileExists`], [`ErrorKind::WrongPassphrase`], [`ErrorKind::Damaged`] where
/// nothing can be gone on with, the faults of a disk. No profile is left behind then.
pub async fn restore(
    profile: &Path,
    passphrase: &Passphrase,
    backup: Passphrase,
    source: Box<dyn std::io::Read + Send>,
) -> Result<(Client, Restored), ApiError> {
    start::restore(profile, passphrase, backup, source).await
}

/// True when a backup may be restored into the folder: it holds no profile, or one whose restoring
/// was cut short.
#[must_use]
pub fn can_restore(profile: &Path) -> bool {
    !profile_exists(profile) || start::is_half_restored(profile)
}

/// Whether a text has the form of an invitation's code, its check digits included. It says nothing
/// of whether the invitation is still open.
#[must_use]
pub fn is_invitation_code(text: &str) -> bool {
    asamblea_protocol::invitation::InvitationCode::decode(text).is_ok()
}

/// Whether a text is the code of a practice network, with which nobody comes in.
#[must_use]
pub fn is_practice_code(text: &str) -> bool {
    asamblea_protocol::invitation::InvitationCode::decode(text)
        .is_ok_and(|code| code.is_of_practice())
}

/// How many bits of chance the words of [`suggest_passphrase`] carry.
pub const SUGGESTED_BITS: u32 = asamblea_protocol::words::PASSPHRASE_BITS;

/// Five words that nobody guesses, in the language of a tag: `es`, `pt` or `en`; nothing where
/// the operating system gives no randomness.
#[must_use]
pub fn suggest_passphrase(language_tag: &str) -> String {
    let language = asamblea_protocol::words::Language::from_tag(language_tag);
    start::system_random().map_or_else(
        |_| String::new(),
        |mut rng| asamblea_protocol::words::passphrase_words(language, &mut rng),
    )
}

/// Words to compare, which the node tells in Spanish, in the language of a tag: `es`, `pt` or `en`.
/// `device verify` and `recovery help` take them in any of these.
#[must_use]
pub fn words_told(words: &str, language_tag: &str) -> String {
    use asamblea_protocol::words::{Language, told_in};
    told_in(words, Language::from_tag(language_tag))
}

/// Keeps secrets of this process out of core files, away from other processes of the user, and out
/// of the swap area where the system allows that. `doctor` tells what it did not allow.
pub fn harden_process() {
    crate::process::harden();
}
