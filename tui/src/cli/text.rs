//! `text`: the plain-text mode. Every list is numbered, a number opens what it names, and nothing
//! on the screen ever changes by itself: for screen readers, braille lines, scripts and very poor
//! links. Each line is a verb of its own, a number, or any command of the program, in which `#3`
//! stands for the id of number 3.

mod deciding;
mod duties;
mod files;
mod home;
mod page;
mod typed;
mod verb;
mod work;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind, Event, Reply, Request};
use asamblea_node::client::{Client, Discovery, NetworkOptions};
use clap::FromArgMatches;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use self::page::{Numbered, Place};
use self::typed::Typed;
use self::verb::Verb;
use super::failure::{self, Failure};
use super::output::say;
use super::session::{Session, is_practice};
use super::signals::EndSignals;
use super::{Cli, Command, usage, when};
use crate::harmless::harmless_lines;

/// The keys leave the memory after so long without a line, as on the screen, unless somebody who
/// reads more slowly asks for more.
const IDLE_LOCK: Duration = Duration::from_secs(5 * 60);
/// How long `sync` waits.
const SYNC_MS: u64 = 30_000;
/// A line with only this ends a text.
const END_OF_TEXT: &str = ".";

/// The mode's state: the way to the node, and what the last list named.
struct Reader<'a> {
    session: &'a mut Session,
    client: Client,
    events: Receiver<Event>,
    typed: Typed,
    /// How long nobody types anything before it locks.
    idle: Duration,
    /// What numbers stand for.
    items: Vec<Numbered>,
    /// Where one is, and how one came there.
    trail: Vec<Place>,
    unread: u64,
    /// Nothing in it is real.
    practice: bool,
}

/// What follows a line.
enum After {
    Next,
    End,
}

/// Options of `text`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "TIME", value_parser = when::wait)]
    auto_lock: Option<Duration>,
}

/// Runs until the input ends, or somebody says so.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return Err(Failure::said(ErrorKind::Usage, "error-text-json"));
    }
    let mut ended = EndSignals::listen()?;
    let idle = args.auto_lock.unwrap_or(IDLE_LOCK);
    let typed = Typed::of_stdin().map_err(|error| Failure::reading(&error, "-"))?;
    let network = NetworkOptions {
        discovery: Discovery::Marked,
        ..NetworkOptions::default()
    };
    let client = session.client(Some(network)).await?;
    session.keep(client.clone());
    let practice = is_practice(&client).await;
    let mut reader = Reader {
        session,
        events: client.events(),
        client: client.clone(),
        typed,
        idle,
        items: Vec::new(),
        trail: vec![Place::Home],
        unread: 0,
        practice,
    };
    let result = tokio::select! {
        biased;
        () = ended.wait() => Ok(()),
        result = reader.talk() => result,
    };
    session.forget_kept();
    client.close().await;
    result
}

impl Reader<'_> {
    async fn talk(&mut self) -> Result<(), Failure> {
        self.attempt("").await?;
        while let Some(line) = self.typed().await? {
            if matches!(self.attempt(line.trim()).await?, After::End) {
                break;
            }
        }
        Ok(())
    }

    /// One line; a failure is said, and the next line comes.
    async fn attempt(&mut self, line: &str) -> Result<After, Failure> {
        let after = match self.one(line).await {
            Ok(after) => after,
            // Whoever read standard output left.
            Err(Failure::PipeClosed) => return Err(Failure::PipeClosed),
            Err(failure) => {
                self.session.out.flush()?;
                let status = failure::tell(&failure, &self.session.texts);
                self.session.out.end_with(status);
                After::Next
            }
        };
        self.session.out.flush()?;
        Ok(after)
    }

    async fn one(&mut self, line: &str) -> Result<After, Failure> {
        if line.is_empty() {
            self.show().await?;
            return Ok(After::Next);
        }
        if let Ok(number) = line.parse::<usize>() {
            self.open(number).await?;
            return Ok(After::Next);
        }
        match Verb::parse(line) {
            Some((Verb::Quit, _)) => return Ok(After::End),
            Some((verb, rest)) => self.act(verb, rest).await?,
            None => self.command(line).await?,
        }
        self.tell_news().await?;
        Ok(After::Next)
    }

    async fn act(&mut self, verb: Verb, rest: &str) -> Result<(), Failure> {
        match verb {
            Verb::Home => self.go(Place::Home).await,
            Verb::Spaces => self.go(Place::Spaces).await,
            Verb::Agenda => self.go(Place::Agendas).await,
            Verb::Proposals => self.go(Place::Proposals).await,
            Verb::Meetings => self.go(Place::Meetings).await,
            Verb::Rounds => self.go(Place::Rounds).await,
            Verb::Plans => self.go(Place::Plans).await,
            Verb::Tasks => self.go(Place::Tasks).await,
            Verb::People => self.go(Place::People).await,
            Verb::Search => self.go(Place::Found(rest.to_owned())).await,
            Verb::Open => self.open(number(rest)?).await,
            Verb::Back => {
                if self.trail.len() > 1 {
                    self.trail.pop();
                }
                self.show().await
            }
            Verb::Again => self.show().await,
            Verb::Next => self.next_unread().await,
            Verb::Reply => self.reply(None, rest).await,
            Verb::ReplyTo => {
                let (post, body) = rest.split_once(' ').unwrap_or((rest, ""));
                let post = self.post(number(post)?)?;
                self.reply(Some(post), body).await
            }
            Verb::New => self.new_thread(rest).await,
            Verb::Readers => {
                let space = self.space().await?;
                self.list_readers(&space).await
            }
            Verb::Seen => self.seen(number(rest)?).await,
            Verb::Sync => {
                let (connect, timeout_ms) = (Vec::new(), SYNC_MS);
                self.print(Request::Sync {
                    connect,
                    timeout_ms,
                })
                .await
            }
            Verb::Carry | Verb::Bring => self.stick(verb, rest).await,
            Verb::Save => self.save_file(rest).await,
            Verb::Attach => self.attach_file(rest).await,
            Verb::Lock => {
                self.forget();
                self.print(Request::Lock { all: false }).await
            }
            Verb::Unlock => Box::pin(super::lock::run_unlock(self.session)).await,
            Verb::Help => self.help(),
            Verb::Quit => Ok(()),
        }
    }

    async fn call(&self, request: Request) -> Result<Reply, Failure> {
        Ok(self.client.call(request).await?)
    }

    async fn print(&mut self, request: Request) -> Result<(), Failure> {
        let reply = self.call(request).await?;
        self.session.print(&reply)
    }

    async fn go(&mut self, place: Place) -> Result<(), Failure> {
        // Going where one is makes no new step back.
        if self.trail.last() != Some(&place) {
            self.trail.push(place);
        }
        self.show().await
    }

    /// What a number leads to.
    async fn open(&mut self, number: usize) -> Result<(), Failure> {
        match self.numbered(number)? {
            Numbered::To(place) => {
                let place = place.clone();
                self.go(place).await
            }
            Numbered::Alert { words, .. }
            | Numbered::Reader { words, .. }
            | Numbered::Task { words, .. } => {
                let words = words.clone();
                self.session.out.line(&words)
            }
            Numbered::File { .. } => self.text("text-files-how"),
            Numbered::Post { .. } | Numbered::Nothing => {
                Err(Failure::said(ErrorKind::Usage, "error-text-nothing-inside"))
            }
        }
    }

    fn numbered(&self, number: usize) -> Result<&Numbered, Failure> {
        let at = number.checked_sub(1);
        at.and_then(|at| self.items.get(at)).ok_or_else(|| {
            let about = number.to_string();
            Failure::about(ErrorKind::NotFound, "error-text-number", about)
        })
    }

    fn post(&self, number: usize) -> Result<String, Failure> {
        match self.numbered(number)? {
            Numbered::Post { id } => Ok(id.clone()),
            _ => Err(Failure::said(ErrorKind::Usage, "error-text-no-post")),
        }
    }

    async fn seen(&mut self, number: usize) -> Result<(), Failure> {
        match self.numbered(number)? {
            Numbered::Alert { id, .. } => {
                let id = id.clone();
                self.print(Request::AlertDone { id }).await
            }
            _ => Err(Failure::said(ErrorKind::Usage, "error-text-no-alert")),
        }
    }

    async fn next_unread(&mut self) -> Result<(), Failure> {
        if let Reply::Threads(rows) = self.call(Request::ThreadList { space: None }).await?
            && let Some(row) = rows.into_iter().find(|row| row.unread > 0)
        {
            return self.go(Place::Thread(row.id)).await;
        }
        if let Reply::Docs(rows) = self.call(Request::DocList { space: None }).await?
            && let Some(row) = rows.into_iter().find(|row| row.unread)
        {
            return self.go(Place::Document(row.id)).await;
        }
        if let Reply::Agendas(rows) = self.call(Request::AgendaList { space: None }).await?
            && let Some(row) = rows.into_iter().find(|row| row.unread)
        {
            return self.go(Place::Agenda(row.id)).await;
        }
        let words = self.session.texts.get("ui-why-nothing-unread");
        self.session.out.line(&words)
    }

    /// The open thread.
    fn thread(&self) -> Result<String, Failure> {
        match self.trail.last() {
            Some(Place::Thread(id)) => Ok(id.clone()),
            _ => Err(Failure::said(ErrorKind::Usage, "error-text-no-thread")),
        }
    }

    /// The space that one is in.
    async fn space(&self) -> Result<String, Failure> {
        for place in self.trail.iter().rev() {
            match place {
                Place::Space(id) => return Ok(id.clone()),
                Place::Thread(id) => {
                    if let Reply::Threads(rows) =
                        self.call(Request::ThreadList { space: None }).await?
                        && let Some(row) = rows.into_iter().find(|row| row.id == *id)
                    {
                        return Ok(row.space);
                    }
                }
                _ => {}
            }
        }
        Err(Failure::said(ErrorKind::Usage, "error-text-no-space"))
    }

    async fn say_readers(&mut self, space: &str) -> Result<(), Failure> {
        let space = space.to_owned();
        if let Reply::Readers(readers) = self.call(Request::Readers { space }).await? {
            let words = page::readers(&self.session.texts, &readers);
            self.session.out.line(&words)?;
        }
        self.session.out.flush()
    }

    /// Who will read it is said before anything is written.
    async fn reply(&mut self, to: Option<String>, body: &str) -> Result<(), Failure> {
        let id = self.thread()?;
        let space = self.space().await?;
        self.say_readers(&space).await?;
        let body = self.body(body).await?;
        self.print(Request::ThreadReply { id, to, body }).await?;
        self.say_reach().await
    }

    async fn new_thread(&mut self, title: &str) -> Result<(), Failure> {
        if title.is_empty() {
            return Err(Failure::said(ErrorKind::Usage, "error-text-title"));
        }
        let (space, title) = (self.space().await?, title.to_owned());
        self.say_readers(&space).await?;
        let body = self.body("").await?;
        let new = Request::ThreadNew { space, title, body };
        if let Reply::ThreadNew(made) = self.call(new).await? {
            let words = self.session.texts.get("saved");
            self.session.out.line(&words)?;
            self.trail.push(Place::Thread(made.id));
        }
        self.say_reach().await
    }

    /// What was written beside the verb, else the lines up to a single full stop.
    async fn body(&mut self, given: &str) -> Result<String, Failure> {
        if !given.is_empty() {
            return Ok(given.to_owned());
        }
        let words = self.session.texts.get("text-body-ask");
        self.session.out.line(&words)?;
        self.session.out.flush()?;
        let mut lines = Vec::new();
        while let Some(line) = self.typed().await? {
            if line == END_OF_TEXT {
                break;
            }
            lines.push(line);
        }
        let body = lines.join("\n").trim_end().to_owned();
        if body.is_empty() {
            return Err(Failure::said(ErrorKind::Usage, "error-text-empty"));
        }
        Ok(body)
    }

    /// Saved is not delivered: says what still waits.
    async fn say_reach(&mut self) -> Result<(), Failure> {
        if let Reply::Status(status) = self.call(Request::Status).await? {
            let words = crate::reach::sentence(&self.session.texts, &status);
            self.session.out.line(&words)?;
        }
        Ok(())
    }

    async fn stick(&mut self, verb: Verb, file: &str) -> Result<(), Failure> {
        if file.is_empty() {
            return Err(Failure::said(ErrorKind::Usage, "error-text-file"));
        }
        let path = super::session::absolute(file.into())?;
        let path = path.to_string_lossy().into_owned();
        self.print(match verb {
            Verb::Carry => Request::BundleExport {
                path,
                spaces: Vec::new(),
                since: None,
            },
            _ => Request::BundleImport { path },
        })
        .await
    }

    /// What came in since the last line is said once, never in between.
    async fn tell_news(&mut self) -> Result<(), Failure> {
        let Ok(Reply::Spaces(spaces)) = self.client.call(Request::SpaceList).await else {
            return Ok(());
        };
        let unread: u64 = spaces.iter().map(|space| space.unread).sum();
        if unread > self.unread {
            let count = unread.to_string();
            let words = self.session.texts.with("text-news", &[("count", &count)]);
            self.session.out.line(&words)?;
        }
        self.unread = unread;
        Ok(())
    }

    fn help(&mut self) -> Result<(), Failure> {
        for (verb, words) in verb::VERBS {
            let text = self.session.texts.get(verb.text_key());
            self.session
                .out
                .line(&format!("{}: {text}", words.join(", ")))?;
        }
        let words = self.session.texts.get("text-help-commands");
        self.session.out.line(&words)
    }

    /// Any command of the program, with `#3` for the id of number 3.
    async fn command(&mut self, line: &str) -> Result<(), Failure> {
        let mut words: Vec<OsString> = vec!["asamblea".into()];
        for word in verb::split(line) {
            let number = word.strip_prefix('#').and_then(|n| n.parse().ok());
            words.push(match number {
                Some(number) => self.numbered(number)?.id().into(),
                None => word.into(),
            });
        }
        let parsed = usage::command(&self.session.texts)
            .try_get_matches_from(words)
            .and_then(|matches| Cli::from_arg_matches(&matches));
        match parsed {
            Ok(Cli {
                command: Some(command),
                ..
            }) if is_small(&command) => {
                Box::pin(super::dispatch(Some(command), self.session)).await
            }
            Ok(_) => Err(Failure::said(ErrorKind::Usage, "error-text-not-here")),
            Err(error) => {
                let texts = &self.session.texts;
                let status = usage::tell(&error, texts);
                self.session.out.end_with(status);
                say(&texts.get("text-help-hint"));
                Ok(())
            }
        }
    }

    /// The next line that somebody types; nothing at the end. Meanwhile it locks when nobody types
    /// for long, and forgets what it showed when somebody else locks.
    async fn typed(&mut self) -> Result<Option<String>, Failure> {
        if io::stdin().is_terminal() {
            self.session.out.part("> ")?;
        }
        let idle = tokio::time::sleep(self.idle);
        tokio::pin!(idle);
        let mut locked = false;
        let line = loop {
            tokio::select! {
                biased;
                line = self.typed.line() => break line,
                event = self.events.recv(), if !locked => match event {
                    Ok(Event::Locked {}) => locked = true,
                    // It says so with the next line.
                    Err(RecvError::Closed) => locked = true,
                    Ok(_) | Err(RecvError::Lagged(_)) => continue,
                },
                () = &mut idle, if !locked => {
                    // A node that is gone has no keys either.
                    let _gone = self.client.call(Request::Lock { all: false }).await;
                    locked = true;
                }
            }
            if locked {
                self.forget();
                let words = self.session.texts.get("text-locked");
                self.session.out.line(&words)?;
                self.session.out.flush()?;
            }
        };
        // What was told until here is known.
        while !matches!(
            self.events.try_recv(),
            Err(TryRecvError::Empty | TryRecvError::Closed)
        ) {}
        let line = line.map_err(|error| Failure::reading(&error, "-"))?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\n', '\r']);
        Ok(Some(harmless_lines(line)))
    }

    /// What numbers stand for, where one was and what one looked for.
    fn forget(&mut self) {
        self.items = Vec::new();
        self.trail = vec![Place::Home];
    }
}

/// It opens no screen, makes no other profile and ends by itself.
const fn is_small(command: &Command) -> bool {
    !matches!(
        command,
        Command::Found(_)
            | Command::Join(_)
            | Command::Node(_)
            | Command::Practice(_)
            | Command::Demo
            | Command::Text(_)
            | Command::Completions(_)
    )
}

fn number(text: &str) -> Result<usize, Failure> {
    text.trim().parse().map_err(|_| {
        let mut error = ApiError::new(ErrorKind::Usage);
        error.subject = (!text.is_empty()).then(|| text.to_owned());
        Failure::from(error)
    })
}
