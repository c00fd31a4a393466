//! One command's way to the node: which profile, which passphrase, attached or opened here.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use asamblea_node::api::{
    ApiError, AssessmentRequest, Chain, ErrorKind, Event, PlanRequest, ProposalRequest, Reply,
    Request,
};
use asamblea_node::client::{
    Client, NetworkOptions, Passphrase, Progress, is_travelling, profile_exists,
};
use etcetera::BaseStrategy;
use tokio::sync::broadcast::error::RecvError;

use super::failure::{self, Failure};
use super::output::{Output, say};
use super::passphrase::{self, Purpose};
use super::reply;
use crate::app::wizard::{PROTECTS, PROTECTS_NOT, PROTECTS_NOT_EITHER};
use crate::lang::Texts;
use crate::view::opening;

/// Long work tells how far it is this often: a line a moment is read, a flood is not.
const PROGRESS_EVERY: Duration = Duration::from_secs(1);

/// What every command needs.
pub(super) struct Session {
    /// The profile's folder, absolute.
    pub(super) profile: PathBuf,
    /// The texts.
    pub(super) texts: Texts,
    /// Where answers go.
    pub(super) out: Output,
    passphrase_file: Option<PathBuf>,
    verbose: u8,
    /// A node that stays open over several commands.
    kept: Option<Client>,
}

impl Session {
    /// A session over standard output.
    pub(super) fn new(
        profile: PathBuf,
        passphrase_file: Option<PathBuf>,
        texts: Texts,
        json: bool,
        verbose: u8,
    ) -> Self {
        Self {
            profile,
            texts,
            out: Output::new(json),
            passphrase_file,
            verbose,
            kept: None,
        }
    }

    /// The same texts once more, for who keeps them.
    pub(super) fn texts_again(&self) -> Texts {
        Texts::new(self.texts.language())
    }

    /// Says to whoever makes a profile at a terminal what the program protects, and what not.
    pub(super) fn say_limits(&self) {
        if self.out.is_json() || !std::io::stderr().is_terminal() {
            return;
        }
        say(&self.texts.get("ui-wizard-protects"));
        let keys = PROTECTS.iter().chain(&PROTECTS_NOT);
        for key in keys.chain(&PROTECTS_NOT_EITHER) {
            say(&format!("  {}", self.texts.get(key)));
        }
    }

    /// The passphrase, from the file or the terminal.
    pub(super) fn passphrase(&self, purpose: Purpose) -> Result<Passphrase, Failure> {
        passphrase::obtain(self.passphrase_file.as_deref(), purpose, &self.texts)
    }

    /// A backup's own passphrase: its own file, else the profile's, else the terminal.
    pub(super) fn backup_passphrase(
        &self,
        named: Option<PathBuf>,
        purpose: Purpose,
    ) -> Result<Passphrase, Failure> {
        let file = named.or_else(|| path_variable("ASAMBLEA_BACKUP_PASSPHRASE_FILE"));
        let file = file.or_else(|| self.passphrase_file.clone());
        passphrase::obtain(file.as_deref(), purpose, &self.texts)
    }

    /// The node that holds the profile, else the profile opened here.
    pub(super) async fn client(&self, network: Option<NetworkOptions>) -> Result<Client, Failure> {
        if let Some(kept) = &self.kept {
            return Ok(kept.clone());
        }
        let client = match Client::attach(&self.profile).await? {
            Some(client) => client,
            None => self.open(network).await?,
        };
        self.say_practice(&client).await;
        Ok(client)
    }

    /// Says to people that what follows is of a practice network, where it is.
    async fn say_practice(&self, client: &Client) {
        if !self.out.is_json() && is_practice(client).await {
            say(&self.texts.get("practice-mark"));
        }
    }

    /// The node that holds the profile, if any does.
    pub(super) async fn holder(&self) -> Result<Option<Client>, Failure> {
        match &self.kept {
            Some(kept) => Ok(Some(kept.clone())),
            None => Ok(Client::attach(&self.profile).await?),
        }
    }

    /// Uses this node for every command from here on.
    pub(super) fn keep(&mut self, client: Client) {
        self.kept = Some(client);
    }

    /// Uses it no more; whoever keeps the client closes it.
    pub(super) fn forget_kept(&mut self) {
        self.kept = None;
    }

    /// The profile opened in this process.
    pub(super) async fn open(&self, network: Option<NetworkOptions>) -> Result<Client, Failure> {
        // Nobody is asked for a passphrase that opens nothing.
        if is_travelling(&self.profile) {
            return Err(ApiError::new(ErrorKind::Travelling).into());
        }
        if !profile_exists(&self.profile) {
            return Err(ApiError::about(ErrorKind::NoProfile, self.profile_name()).into());
        }
        let passphrase = self.passphrase(Purpose::Open)?;
        let progress = Progress::default();
        let opening = Client::open_telling(&self.profile, &passphrase, network, &progress);
        tokio::pin!(opening);
        loop {
            tokio::select! {
                opened = &mut opening => return Ok(opened?),
                () = tokio::time::sleep(PROGRESS_EVERY) => self.say_opening(&progress),
            }
        }
    }

    fn say_opening(&self, progress: &Progress) {
        if self.tells_progress()
            && let Some(told) = progress.told()
        {
            say(&opening::words(&self.texts, told));
        }
    }

    /// The folder, to be shown.
    pub(super) fn profile_name(&self) -> String {
        self.profile.to_string_lossy().into_owned()
    }

    /// Asks, without a network of its own where nobody holds the profile.
    pub(super) async fn ask(&self, request: Request) -> Result<Reply, Failure> {
        self.ask_over(None, request).await
    }

    /// Asks; tells progress meanwhile; lets go of the node.
    pub(super) async fn ask_over(
        &self,
        network: Option<NetworkOptions>,
        request: Request,
    ) -> Result<Reply, Failure> {
        let client = self.client(network).await?;
        let reply = self.wait_for(&client, request).await;
        if self.kept.is_none() {
            client.close().await;
        }
        Ok(reply?)
    }

    /// Asks; then asks something more for nothing but its effect; prints the first answer, and
    /// says where damage may have taken a part of it.
    pub(super) async fn show_work_then(
        &mut self,
        request: Request,
        then: Option<Request>,
    ) -> Result<(), Failure> {
        let (reply, chain) = self.ask_work(request, then, true).await?;
        reply::print_linked(&reply, chain.as_ref(), &mut self.out, &self.texts)?;
        self.say_damage();
        Ok(())
    }

    /// Asks for what people wrote; says at once where damage may have taken a part of it.
    pub(super) async fn ask_whole(&mut self, request: Request) -> Result<Reply, Failure> {
        let (reply, _) = self.ask_work(request, None, false).await?;
        self.say_damage();
        Ok(reply)
    }

    async fn ask_work(
        &mut self,
        request: Request,
        then: Option<Request>,
        with_links: bool,
    ) -> Result<(Reply, Option<Chain>), Failure> {
        let client = self.client(None).await?;
        let all = shows_work(&request);
        let reply = self.wait_for(&client, request).await;
        if reply.is_ok()
            && let Some(then) = then
        {
            // The answer stands, whatever becomes of it.
            let _kept = client.call(then).await;
        }
        let id = reply.as_ref().ok().filter(|_| with_links).and_then(linked);
        let chain = match id {
            Some(id) => Some(match client.call(Request::Chain { id }).await {
                Ok(Reply::Chain(known)) => known,
                _ => Chain::default(),
            }),
            None => None,
        };
        let whole = match all {
            true => client.call(Request::Whole).await,
            false => Ok(Reply::Whole(true)),
        };
        self.let_go(client).await;
        if matches!(whole, Ok(Reply::Whole(false))) {
            self.out.end_with(ErrorKind::Damaged.exit_status());
        }
        Ok((reply?, chain))
    }

    fn say_damage(&self) {
        if self.out.status() == ErrorKind::Damaged.exit_status() {
            say(&self.texts.get("missing-damaged"));
        }
    }

    /// Closes a client that no other command uses.
    pub(super) async fn let_go(&self, client: Client) {
        if self.kept.is_none() {
            client.close().await;
        }
    }

    async fn wait_for(&self, client: &Client, request: Request) -> Result<Reply, ApiError> {
        let mut events = client.events();
        let mut told = Instant::now();
        let call = client.call(request);
        tokio::pin!(call);
        loop {
            tokio::select! {
                biased;
                reply = &mut call => return reply,
                event = events.recv() => match event {
                    Ok(Event::Receiving { operations }) if told.elapsed() >= PROGRESS_EVERY => {
                        told = Instant::now();
                        self.say_received(operations);
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return call.await,
                },
            }
        }
    }

    /// Whether somebody wants to hear how far long work is.
    pub(super) fn tells_progress(&self) -> bool {
        self.verbose > 0 || std::io::stderr().is_terminal()
    }

    fn say_received(&self, operations: u64) {
        if self.tells_progress() {
            let count = operations.to_string();
            say(&self.texts.with("progress-receiving", &[("count", &count)]));
        }
    }

    /// Asks and prints the answer; where damage may have taken a part of it, says so.
    pub(super) async fn show(&mut self, request: Request) -> Result<(), Failure> {
        if !shows_work(&request) && !matches!(request, Request::ThreadShow { .. }) {
            let reply = self.ask(request).await?;
            return self.print(&reply);
        }
        self.show_work_then(request, None).await
    }

    /// Prints an answer, in words or as JSON.
    pub(super) fn print(&mut self, reply: &Reply) -> Result<(), Failure> {
        reply::print(reply, &mut self.out, &self.texts)
    }

    /// The end of the command.
    pub(super) fn finish(mut self, result: Result<(), Failure>) -> ExitCode {
        // What was printed before a failure goes out before its sentence.
        match result.and(self.out.flush()) {
            Ok(()) => ExitCode::from(self.out.status()),
            Err(failure) => {
                let _flushed = self.out.flush();
                failure::report(&failure, &self.texts, self.out.is_json(), self.verbose)
            }
        }
    }
}

/// Whether a node's network is for practice.
pub(super) async fn is_practice(client: &Client) -> bool {
    matches!(
        client.call(Request::Practice).await,
        Ok(Reply::Practice(true))
    )
}

/// What is shown with what it came from and what came of it.
fn linked(reply: &Reply) -> Option<String> {
    Some(match reply {
        Reply::Posts { posts, .. } => posts.first()?.id.clone(),
        Reply::Doc(detail) => detail.id.clone(),
        Reply::Agenda(detail) => detail.id.clone(),
        Reply::Proposal(detail) => detail.id.clone(),
        Reply::Meeting(detail) => detail.id.clone(),
        Reply::Assessment(detail) => detail.id.clone(),
        Reply::Plan(detail) => detail.id.clone(),
        _ => return None,
    })
}

/// What shows what people wrote; `thread show` knows by itself whether something is missing.
const fn shows_work(request: &Request) -> bool {
    matches!(
        request,
        Request::SpaceList
            | Request::ThreadList { .. }
            | Request::DocList { .. }
            | Request::DocShow { .. }
            | Request::DocRecord { .. }
            | Request::DocHistory { .. }
            | Request::AgendaList { .. }
            | Request::AgendaShow { .. }
            | Request::AgendaReceipt { .. }
            | Request::Proposal(ProposalRequest::List { .. } | ProposalRequest::Show { .. })
            | Request::Search { .. }
            | Request::Assessment(AssessmentRequest::List { .. } | AssessmentRequest::Show { .. })
            | Request::Plan(PlanRequest::List { .. } | PlanRequest::Show { .. })
            | Request::Meeting(_)
            | Request::Dates { .. }
            | Request::Task(_)
    )
}

/// `--profile`, else `ASAMBLEA_PROFILE`, else the XDG data directory; absolute.
pub(super) fn profile_folder(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let folder = match named.or_else(|| path_variable("ASAMBLEA_PROFILE")) {
        Some(folder) => folder,
        None => etcetera::choose_base_strategy()
            .map_err(|_| Failure::said(ErrorKind::Usage, "error-no-home"))?
            .data_dir()
            .join("asamblea"),
    };
    absolute(folder)
}

/// The file of `ASAMBLEA_PASSPHRASE_FILE`.
pub(super) fn passphrase_file_named() -> Option<PathBuf> {
    path_variable("ASAMBLEA_PASSPHRASE_FILE")
}

pub(super) fn path_variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// A node has another working directory: it is told whole paths.
pub(super) fn absolute(path: PathBuf) -> Result<PathBuf, Failure> {
    std::path::absolute(&path).map_err(|_| {
        let name = path.to_string_lossy().into_owned();
        Failure::about(ErrorKind::Usage, "error-path", name)
    })
}
