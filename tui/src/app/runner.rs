//! The only part that waits: it feeds the application with keys, time, answers and events, carries
//! out what it asks for, and draws.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind, Event, Request};
use asamblea_node::client::{
    Client, Founding, Joining, NetworkOptions, Passphrase, Progress, destroy_profile, found, join,
    needs_practice, profile_exists,
};
use crossterm::event::{Event as TerminalEvent, EventStream};
use futures::StreamExt;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::{broadcast, mpsc};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;

use super::guard::{Guard, Screen, wipe};
use super::{App, Effect, Msg, Outcome, Start};
use crate::export;
use crate::file;
use crate::instrument;
use crate::lang::{Language, Texts};
use crate::practice;
use crate::theme::Theme;
use crate::view::when::Clock;

/// The least time between two frames.
const FRAME_MS: u64 = 16;
/// Messages that wait for the application. Tasks wait for room: nothing is lost, and a flood of
/// events becomes one [`Msg::EventsMissed`].
const MESSAGES_MAX: usize = 1024;
/// Keys that wait; whoever types faster than this is drawn is a paste, and waits in the terminal.
const TERMINAL_EVENTS_MAX: usize = 256;
/// Messages taken before a frame, so that a flood cannot keep the screen from being drawn.
const BATCH_MAX: usize = 256;
/// How long to wait for somebody who answers an invitation.
const JOIN_MS: u64 = 30_000;
/// How long what is under way may take at the end.
const END_WAIT: Duration = Duration::from_secs(3);

struct Runner {
    app: App,
    client: Option<Client>,
    start: Start,
    sender: mpsc::Sender<Msg>,
    tasks: JoinSet<Option<Made>>,
    listener: Option<JoinHandle<()>>,
    began: Instant,
    ended: Option<Outcome>,
    clear: bool,
    /// Of the profile that is being opened.
    progress: Progress,
}

/// What a task made besides messages.
struct Made {
    client: Option<Client>,
    msg: Msg,
    /// The profile is this folder from here on.
    profile: Option<PathBuf>,
}

/// Runs until the end.
pub(super) async fn run(mut start: Start, texts: Texts) -> Result<Outcome, ApiError> {
    let client = match start.client.take() {
        Some(client) => Some(client),
        None if profile_exists(&start.profile) => Client::attach(&start.profile).await?,
        None => None,
    };
    // One whose making was cut short is made anew.
    let half = start.practises && needs_practice(&start.profile);
    let has_profile = client.is_some() || (profile_exists(&start.profile) && !half);
    let last_words = texts.get("ui-panic");
    let clock = Clock {
        mono_ms: 0,
        wall: Timestamp::now(),
        zone: TimeZone::system(),
    };
    let mut app = App::new(texts, Theme::from_environment(), clock, has_profile);
    app.demo = start.demo.take();
    app.folder = file::downloads();
    app.has_practice = !needs_practice(&practice::folder(&start.profile));
    if start.practises {
        app.begin_practice();
    }
    let (sender, receiver) = mpsc::channel(MESSAGES_MAX);
    let mut runner = Runner {
        app,
        client: None,
        start,
        sender,
        tasks: JoinSet::new(),
        listener: None,
        began: Instant::now(),
        ended: None,
        clear: false,
        progress: Progress::default(),
    };
    let (_guard, mut screen) = Guard::take(last_words).map_err(terminal_fault)?;
    if let Ok((columns, rows)) = crossterm::terminal::size() {
        runner.feed(Msg::Resize(columns, rows));
    }
    if let Some(client) = client {
        let unlocked = matches!(
            client.call(Request::Status).await,
            Ok(asamblea_node::api::Reply::Status(status)) if !status.locked
        );
        runner.listen(&client);
        runner.client = Some(client);
        let effects = runner.app.attach(unlocked);
        runner.carry_out(effects);
    }
    let result = runner.turn(&mut screen, receiver).await;
    runner.finish().await;
    result
}

fn terminal_fault(fault: std::io::Error) -> ApiError {
    ApiError::about(ErrorKind::Internal, format!("terminal: {}", fault.kind()))
}

impl Runner {
    async fn turn(
        &mut self,
        screen: &mut Screen,
        mut receiver: mpsc::Receiver<Msg>,
    ) -> Result<Outcome, ApiError> {
        // The reader ends with this turn: another one may follow for the practice network.
        let mut readers = JoinSet::new();
        let mut keys = terminal_events(&mut readers);
        let (mut terminate, mut hang_up) = signals()?;
        let mut next_frame = Instant::now();
        loop {
            if self.app.take_changed() {
                tokio::time::sleep_until(next_frame).await;
                self.frame(screen)?;
                next_frame = Instant::now() + Duration::from_millis(FRAME_MS);
            }
            let wake = self.began + Duration::from_millis(self.app.wake_ms());
            tokio::select! {
                biased;
                () = terminate.wait() => self.feed(Msg::Stop),
                () = hang_up.wait() => self.feed(Msg::Stop),
                event = keys.recv() => self.on_terminal(event),
                Some(msg) = receiver.recv() => self.feed(msg),
                Some(made) = self.tasks.join_next() => self.on_made(made.ok().flatten()),
                () = tokio::time::sleep_until(wake) => self.tick(),
            }
            // Everything that has come is taken before the next frame.
            for _ in 0..BATCH_MAX {
                if let Ok(event) = keys.try_recv() {
                    self.on_terminal(Some(event));
                } else if let Ok(msg) = receiver.try_recv() {
                    self.feed(msg);
                } else {
                    break;
                }
                if self.ended.is_some() {
                    break;
                }
            }
            if let Some(outcome) = self.ended {
                return Ok(outcome);
            }
        }
    }

    fn frame(&mut self, screen: &mut Screen) -> Result<(), ApiError> {
        if std::mem::take(&mut self.clear) {
            wipe(screen).map_err(terminal_fault)?;
        }
        let app = &self.app;
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            screen.draw(|frame| app.draw(frame)).map(drop)
        }));
        match drawn {
            Ok(drawn) => drawn.map_err(terminal_fault),
            Err(_) => {
                self.save_and_end();
                Err(ErrorKind::Internal.into())
            }
        }
    }

    fn on_terminal(&mut self, event: Option<std::io::Result<TerminalEvent>>) {
        match event {
            Some(Ok(TerminalEvent::Key(key))) => self.feed(Msg::Key(key)),
            Some(Ok(TerminalEvent::Paste(text))) => self.feed(Msg::Paste(text)),
            Some(Ok(TerminalEvent::Resize(columns, rows))) => self.feed(Msg::Resize(columns, rows)),
            Some(Ok(_)) => {}
            // The terminal has gone.
            Some(Err(_)) | None => self.feed(Msg::Stop),
        }
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn tick(&mut self) {
        let progress = self
            .client
            .as_ref()
            .map_or(&self.progress, Client::progress);
        if let Some((phase, percent)) = progress.told() {
            self.feed_one(Msg::Opening(phase, percent));
        }
        self.feed_one(Msg::Tick(self.now_ms(), Timestamp::now()));
    }

    fn feed(&mut self, msg: Msg) {
        self.tick();
        self.feed_one(msg);
    }

    fn feed_one(&mut self, msg: Msg) {
        let app = &mut self.app;
        match catch_unwind(AssertUnwindSafe(|| app.update(msg))) {
            Ok(effects) => self.carry_out(effects),
            Err(_) => self.save_and_end(),
        }
    }

    /// After a fault of the program: what was being written is saved, then it ends.
    fn save_and_end(&mut self) {
        let app = &mut self.app;
        let requests = catch_unwind(AssertUnwindSafe(|| app.last_requests())).unwrap_or_default();
        if let Some(client) = self.client.clone() {
            self.tasks.spawn(async move {
                for request in requests {
                    let _ = client.call(request).await;
                }
                None
            });
        }
        self.ended = Some(Outcome::Quit);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Call { session, calls } => self.call(session, calls),
                Effect::Open(passphrase) => {
                    let (profile, network) =
                        (self.start.profile.clone(), self.start.network.clone());
                    let progress = self.progress.clone();
                    self.tasks.spawn(async move {
                        let opened =
                            Client::open_telling(&profile, &passphrase, Some(network), &progress)
                                .await;
                        made(opened.map(|client| (client, ())), Msg::Opened)
                    });
                }
                Effect::Found(passphrase, founding) => self.found(passphrase, founding),
                Effect::Join {
                    passphrase,
                    code,
                    person,
                } => self.join(passphrase, code, person),
                Effect::Practise(passphrase, person, language) => {
                    self.practise(passphrase, person, language);
                }
                Effect::DropPractice => self.drop_practice(),
                Effect::Suggest(tag) => {
                    let words = asamblea_node::client::suggest_passphrase(tag);
                    self.feed_one(Msg::Suggested(words));
                }
                Effect::Load { path, starting } => {
                    let text = instrument::load(&path);
                    self.feed_one(Msg::Loaded { starting, text });
                }
                Effect::Save { path, text } => {
                    self.feed_one(Msg::Saved(export::save(&path, &text)));
                }
                Effect::Pick(filing) => {
                    let result = file::pick(Path::new(&filing.path), None, false);
                    self.feed_one(Msg::Picked { filing, result });
                }
                Effect::Keep { filing, file } => {
                    let result = file::keep(&file, filing.path.clone().into());
                    self.feed_one(Msg::Kept { filing, result });
                }
                Effect::Destroy => self.destroy(),
                Effect::Clear => self.clear = true,
                Effect::End(outcome) => self.ended = Some(outcome),
            }
        }
    }

    fn call(&mut self, session: u64, calls: Vec<(super::Purpose, Request)>) {
        let Some(client) = self.client.clone() else {
            return;
        };
        let sender = self.sender.clone();
        self.tasks.spawn(async move {
            for (purpose, request) in calls {
                let result = client.call(request).await;
                let reply = Msg::Reply {
                    session,
                    purpose,
                    result,
                };
                // At the end nobody listens any more, but everything is still to be saved.
                let _ = sender.send(reply).await;
            }
            None
        });
    }

    fn found(&mut self, passphrase: Passphrase, founding: Founding) {
        let (profile, network) = (self.start.profile.clone(), self.start.network.clone());
        self.tasks.spawn(async move {
            made(
                found(&profile, &passphrase, founding, Some(network)).await,
                Msg::Founded,
            )
        });
    }

    fn join(&mut self, passphrase: Passphrase, code: String, person: String) {
        let (profile, network): (_, NetworkOptions) =
            (self.start.profile.clone(), self.start.network.clone());
        let joining = Joining {
            code,
            person: Some(person),
            connect: network.connect.clone(),
            timeout_ms: JOIN_MS,
            from_bundle: None,
        };
        self.tasks.spawn(async move {
            made(
                join(&profile, &passphrase, joining, network).await,
                Msg::Founded,
            )
        });
    }

    fn practise(&mut self, passphrase: Passphrase, person: String, language: Language) {
        let folder = practice::folder(&self.start.profile);
        let network = self.start.network.clone();
        self.tasks.spawn(async move {
            let opened =
                practice::make(&folder, &passphrase, person, language, Some(network)).await;
            let made = made(opened, Msg::Founded)?;
            Some(Made {
                profile: made.client.is_some().then_some(folder),
                ..made
            })
        });
    }

    fn drop_practice(&mut self) {
        let folder = practice::folder(&self.start.profile);
        self.tasks.spawn(async move {
            let node = Client::attach(&folder).await.unwrap_or_default();
            let dropped = destroy_profile(&folder, node).await;
            Some(Made {
                client: None,
                msg: Msg::PracticeDropped(dropped),
                profile: None,
            })
        });
    }

    fn destroy(&mut self) {
        // What the node tells while it ends would end the program before all is done.
        if let Some(listener) = self.listener.take() {
            listener.abort();
        }
        let (profile, node) = (self.start.profile.clone(), self.client.take());
        self.tasks.spawn(async move {
            let destroyed = destroy_profile(&profile, node).await;
            Some(Made {
                client: None,
                msg: Msg::Destroyed(destroyed),
                profile: None,
            })
        });
    }

    fn on_made(&mut self, made: Option<Made>) {
        let Some(made) = made else {
            return;
        };
        if let Some(client) = made.client {
            self.listen(&client);
            self.client = Some(client);
        }
        if let Some(profile) = made.profile {
            self.start.profile = profile;
            self.app.practises = true;
        }
        self.feed(made.msg);
    }

    /// Passes the node's events on.
    fn listen(&mut self, client: &Client) {
        let mut events = client.events();
        let sender = self.sender.clone();
        let listener = tokio::spawn(async move {
            loop {
                let msg = match events.recv().await {
                    Ok(event) => Msg::Event(event),
                    Err(broadcast::error::RecvError::Lagged(_)) => Msg::EventsMissed,
                    Err(broadcast::error::RecvError::Closed) => Msg::Event(Event::Stopping {}),
                };
                let last = matches!(msg, Msg::Event(Event::Stopping {}));
                if sender.send(msg).await.is_err() || last {
                    return;
                }
            }
        });
        if let Some(old) = self.listener.replace(listener) {
            old.abort();
        }
    }

    /// Waits for what is being saved, then lets the node go.
    async fn finish(mut self) {
        if let Some(listener) = self.listener.take() {
            listener.abort();
        }
        let tasks = &mut self.tasks;
        let rest = async { while tasks.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(END_WAIT, rest).await;
        if let Some(client) = self.client {
            let _ = tokio::time::timeout(END_WAIT, client.close()).await;
        }
    }
}

/// What the terminal tells, in a queue of its own: a look into the stream that finds nothing
/// would take the place of the one who waits for it.
fn terminal_events(readers: &mut JoinSet<()>) -> mpsc::Receiver<std::io::Result<TerminalEvent>> {
    let (sender, receiver) = mpsc::channel(TERMINAL_EVENTS_MAX);
    readers.spawn(async move {
        let mut stream = EventStream::new();
        while let Some(event) = stream.next().await {
            let last = event.is_err();
            if sender.send(event).await.is_err() || last {
                return;
            }
        }
    });
    receiver
}

/// A message from a fallible opening, and the client where there is one.
fn made<T>(
    result: Result<(Client, T), ApiError>,
    message: impl FnOnce(Result<T, ApiError>) -> Msg,
) -> Option<Made> {
    let (client, result) = match result {
        Ok((client, with)) => (Some(client), Ok(with)),
        Err(error) => (None, Err(error)),
    };
    let msg = message(result);
    Some(Made {
        client,
        msg,
        profile: None,
    })
}

/// A signal of the system that asks to end.
struct Ending {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Ending {
    #[cfg(unix)]
    async fn wait(&mut self) {
        if self.signal.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    #[cfg(not(unix))]
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
fn signals() -> Result<(Ending, Ending), ApiError> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        signal(kind)
            .map(|signal| Ending { signal })
            .map_err(terminal_fault)
    };
    Ok((
        listen(SignalKind::terminate())?,
        listen(SignalKind::hangup())?,
    ))
}

#[cfg(not(unix))]
fn signals() -> Result<(Ending, Ending), ApiError> {
    Ok((Ending {}, Ending {}))
}
