//! The one loop that ties engine, network, control socket and clients together.
//!
//! Each arm names what happened; one method decides; then everything is drained: staged runs made
//! durable, events told, frames sent. Nothing leaves before it is durable.

mod dialer;
mod discovery;
mod joining;
mod links;
mod vault;

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use asamblea_protocol::sync::{ByeReason, SyncEnd};
use asamblea_protocol::time::{MonoTime, WallTime};
use tokio::sync::{broadcast, mpsc, oneshot};

use self::dialer::Dialer;
use self::discovery::Watch;
use self::links::{LinkEvent, Links};
use crate::api::{ApiError, ErrorKind, Event, Reply, Request, SyncReport};
use crate::client::{Call, NetworkOptions, Passphrase};
use crate::engine::{Engine, Joining, Now};
use crate::limits::EVENTS_AT_ONCE_MAX;
use crate::network::{
    CloseReason, DialFailure, DialFault, DialNumber, NetworkConfig, NetworkEvent, TransportKey,
};
use crate::store::Profile;

/// How often waits are looked at. A person does not notice a quarter of a second.
const TICK: Duration = Duration::from_millis(250);

/// A `sync` that waits for its end.
struct Syncing {
    answer: oneshot::Sender<Result<Reply, ApiError>>,
    began: Instant,
    deadline: Instant,
    totals: [u64; 4],
    even_since: Option<Instant>,
    /// Somebody answered and would not let this device in.
    turned_away: bool,
}

/// A profile at work.
pub(crate) struct Node {
    engine: Box<Engine>,
    profile: Profile,
    calls: mpsc::Receiver<Call>,
    events: broadcast::Sender<Event>,
    options: Option<NetworkOptions>,
    links: Links,
    dialer: Dialer,
    discovery: Watch,
    joining: Option<Joining>,
    syncing: Vec<Syncing>,
    started: Instant,
    last_call: Instant,
    ready: bool,
    done: bool,
    /// Nothing of the profile is there any more, so nothing is saved.
    destroyed: bool,
}

impl Node {
    pub(crate) fn new(
        engine: Box<Engine>,
        profile: Profile,
        calls: mpsc::Receiver<Call>,
        events: broadcast::Sender<Event>,
        options: Option<NetworkOptions>,
        started: Instant,
    ) -> Self {
        Self {
            engine,
            profile,
            calls,
            events,
            options,
            links: Links::default(),
            dialer: Dialer::default(),
            discovery: Watch::default(),
            joining: None,
            syncing: Vec::new(),
            started,
            last_call: Instant::now(),
            ready: false,
            done: false,
            destroyed: false,
        }
    }

    /// Works until it is told to stop.
    pub(crate) async fn run(mut self) {
        self.engine.set_now(now(self.started));
        if self.options.is_some() {
            self.start_network().await;
        }
        self.look_around().await;
        if !self.links.is_up() || self.joining.is_some() {
            self.tell_ready();
        }
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        while !self.done {
            // Order is the order of service: a person's command never waits behind a flood.
            tokio::select! {
                biased;
                call = self.calls.recv() => match call {
                    Some(call) => self.on_call(call).await,
                    None => self.done = true,
                },
                event = self.links.next() => match event {
                    LinkEvent::Network(event) => self.on_network(event).await,
                    LinkEvent::Writable(number) => self.links.is_writable(number),
                },
                _ = tick.tick() => self.on_tick().await,
            }
            if !self.destroyed {
                self.drain().await;
            }
        }
        if self.destroyed {
            self.vanish().await;
        } else {
            self.stop().await;
        }
    }

    /// Once, after it is known where the node listens: who waits for it may dial at once.
    fn tell_ready(&mut self) {
        if !std::mem::replace(&mut self.ready, true) {
            self.tell(Event::Ready {});
        }
    }

    async fn on_call(&mut self, call: Call) {
        self.engine.set_now(now(self.started));
        let Call { request, answer } = call;
        if shows_somebody(&request) {
            self.last_call = Instant::now();
        }
        match request {
            Request::Stop => {
                self.done = true;
                let _gone = answer.send(Ok(Reply::Done));
            }
            Request::Sync {
                connect,
                timeout_ms,
            } => self.begin_sync(connect, timeout_ms, answer).await,
            Request::Lock { all } => {
                self.lock(all).await;
                let _gone = answer.send(Ok(Reply::Done));
            }
            Request::Unlock { passphrase } => {
                let result = self.unlock(passphrase).await;
                let _gone = answer.send(result.map(|()| Reply::Done));
            }
            Request::PassphraseChange { old, new } => {
                let result = self.change_passphrase(old, new).await;
                let _gone = answer.send(result.map(|()| Reply::Done));
            }
            Request::Panic => {
                let result = self.destroy();
                let _gone = answer.send(result.map(|()| Reply::Done));
            }
            Request::TravelLeave { passphrase } => {
                let result = match self.engine.need_network() {
                    Ok(()) => self.leave(passphrase).await,
                    Err(error) => Err(error),
                };
                let _gone = answer.send(result.map(|()| Reply::Done));
            }
            Request::BackupCreate { path, passphrase } => {
                let reply = self.back_up(path, passphrase).await;
                let _gone = answer.send(reply);
            }
            request => {
                let reply = self.engine.request(request);
                let reply = reply.and_then(|reply| self.engine.flush().map(|()| reply));
                if matches!(reply, Ok(Reply::Networks(_))) {
                    self.discovery.begin_again();
                }
                let _gone = answer.send(reply);
            }
        }
    }

    async fn back_up(&mut self, path: String, passphrase: Passphrase) -> Result<Reply, ApiError> {
        let (params, key) = crate::start::stretch_anew(passphrase).await?;
        let report = self.engine.back_up(Path::new(&path), &params, &key)?;
        self.engine.flush()?;
        Ok(Reply::Backup(report))
    }

    async fn begin_sync(
        &mut self,
        connect: Vec<String>,
        timeout_ms: u64,
        answer: oneshot::Sender<Result<Reply, ApiError>>,
    ) {
        if let Err(error) = self.engine.need_network() {
            let _gone = answer.send(Err(error));
            return;
        }
        if self.engine.is_shut() {
            let _gone = answer.send(Err(ErrorKind::Locked.into()));
            return;
        }
        if !self.links.is_up() {
            self.options.get_or_insert_with(NetworkOptions::default);
            self.start_network().await;
        }
        self.dialer.add_addresses(&connect);
        self.dialer.hurry();
        let began = Instant::now();
        self.syncing.push(Syncing {
            answer,
            began,
            deadline: began + Duration::from_millis(timeout_ms),
            totals: self.engine.totals(),
            even_since: None,
            turned_away: false,
        });
    }

    async fn start_network(&mut self) {
        let Some(options) = self.options.clone() else {
            return;
        };
        // The one place where a network begins.
        if self.engine.is_practice() {
            return;
        }
        let seed = match &self.joining {
            Some(joining) => joining.transport_seed(),
            None => match self.engine.transport_seed() {
                Some(seed) => seed,
                None => return,
            },
        };
        let listen = self.engine.listen_addresses(&options.listen);
        let config = NetworkConfig {
            key: match TransportKey::from_seed(seed) {
                Ok(key) => key,
                Err(_) => return,
            },
            listen: if self.joining.is_some() {
                Vec::new()
            } else {
                listen
            },
            open_outbound: self.joining.is_some(),
        };
        if let Ok((handle, events)) = crate::network::start(config) {
            self.links.start(handle, events);
            self.discovery.begin_again();
        }
        self.dialer.add_addresses(&options.connect);
        if let Some(joining) = &self.joining {
            self.dialer.add_addresses(&joining.addresses());
        }
        self.dialer
            .add_addresses(&self.engine.remembered_addresses());
        self.engine.set_announced(options.announce);
        self.engine.reopen_gate();
        self.dialer.hurry();
    }

    async fn on_network(&mut self, event: Option<NetworkEvent>) {
        self.engine.set_now(now(self.started));
        let mut next = event;
        for _ in 0..EVENTS_AT_ONCE_MAX {
            let Some(event) = next.take() else { break };
            self.one_network_event(event).await;
            next = self.links.try_event();
        }
        if let Some(event) = next {
            self.one_network_event(event).await;
        }
    }

    async fn one_network_event(&mut self, event: NetworkEvent) {
        match event {
            NetworkEvent::Listening { address } => {
                self.engine.listening(address.clone());
                self.tell(Event::Listening { address });
                self.tell_ready();
            }
            NetworkEvent::ListenStopped { address } => self.engine.listen_stopped(&address),
            NetworkEvent::ListenFailed { address, .. } => {
                if let Some(instead) = self.engine.listen_failed(&address) {
                    self.links
                        .command(crate::network::NetworkCommand::Listen(instead))
                        .await;
                } else {
                    // It works on all the same: it calls the others.
                    self.tell_ready();
                }
            }
            NetworkEvent::Found { transport, address } => {
                self.dialer.found(transport.as_bytes(), address);
            }
            NetworkEvent::Connected {
                connection,
                transport,
                address,
                dial,
                via,
                sender,
            } => {
                let number = self.links.add(connection, sender);
                if let Some(dial) = dial {
                    self.dialer.connected(dial.0, *transport.as_bytes());
                }
                let opening = links::opening(transport, address, dial.is_some(), via);
                let tag = match &self.joining {
                    Some(joining) => joining.tag(),
                    None => self.engine.network_tag(),
                };
                let speaker = self.engine.speaker(self.joining.as_ref());
                self.engine.connected(number, opening, tag, speaker);
            }
            NetworkEvent::Frame { connection, bytes } => {
                let Some(number) = self.links.number(connection) else {
                    return;
                };
                match self.engine.frame(number, &bytes) {
                    Ok(Ok(())) => {}
                    Ok(Err(end)) => {
                        if end == SyncEnd::Told(ByeReason::NotMember) {
                            self.on_turned_away();
                        }
                        if let Some(joining) = &mut self.joining {
                            joining.ended(end);
                        }
                    }
                    // The disk refuses: what was staged is void and nothing was acknowledged.
                    Err(_) => self.engine.closed(number, "disk"),
                }
            }
            NetworkEvent::Closed { connection, reason } => {
                if let Some(number) = self.links.remove(connection) {
                    if reason == CloseReason::Misbehaved {
                        // A full disk keeps no alert; the key stays out all the same.
                        let _full = self.engine.misbehaved(number, "no frames");
                    }
                    self.engine.closed(number, &reason.to_string());
                }
            }
            NetworkEvent::DialFailed { dial, failures } => self.on_dial_failed(dial, &failures),
            NetworkEvent::MdnsFailed { .. } => self.discovery.failed(),
        }
    }

    fn on_dial_failed(&mut self, dial: DialNumber, failures: &[DialFailure]) {
        self.dialer.failed(dial.0);
        let mut reasons = failures.iter().map(|failure| failure.reason);
        if reasons.any(|reason| reason == DialFault::TurnedAway) {
            self.on_turned_away();
            self.engine.turned_away();
        }
    }

    /// Somebody answered and would not speak with this device.
    fn on_turned_away(&mut self) {
        for sync in &mut self.syncing {
            sync.turned_away = true;
        }
    }

    async fn on_tick(&mut self) {
        self.engine.set_now(now(self.started));
        // A full disk shows at the next act; the node goes on serving what it has.
        let _full = self.engine.tick();
        let idle = self.last_call.elapsed().as_secs();
        let limit = self
            .options
            .as_ref()
            .and_then(|options| options.auto_lock_s);
        if limit.is_some_and(|limit| idle >= limit) && !self.engine.is_locked() {
            self.lock(false).await;
        }
        self.look_around().await;
        self.knock().await;
        self.dial().await;
    }

    /// Makes staged runs durable, tells events, sends frames, dials, answers finished syncs.
    async fn drain(&mut self) {
        // A disk fault voids what was staged: nothing of it is acknowledged or sent.
        let _full = self.engine.flush();
        // The next tick tries again what the disk refused.
        let _full = self.engine.forward_keys();
        self.advance_joining().await;
        if let Some(keys) = self.engine.gate() {
            self.links.allow(&keys).await;
        }
        for event in self.engine.take_events() {
            self.tell(event);
        }
        self.links.pump(&mut self.engine).await;
        if self.dialer.is_hurried() {
            self.dial().await;
        }
        if !self.syncing.is_empty() {
            self.finish_syncs();
        }
    }

    async fn dial(&mut self) {
        if !self.links.is_up() {
            return;
        }
        let peers = self.engine.meeting_points();
        let mut connected = self.engine.connected_transports();
        connected.push(self.engine.own_transport());
        for dial in self.dialer.due(&peers, &connected) {
            self.links.command(dial).await;
        }
    }

    fn finish_syncs(&mut self) {
        let even = self.engine.is_even();
        let totals = self.engine.totals();
        let quiet = !self.engine.has_due_work();
        let mut waiting = Vec::new();
        for mut sync in std::mem::take(&mut self.syncing) {
            let settled = even == Some(true) && quiet && self.joining.is_none();
            match (settled, sync.even_since) {
                (false, _) => sync.even_since = None,
                (true, None) => sync.even_since = Some(Instant::now()),
                (true, Some(_)) => {}
            }
            // A first even moment may come before a forward that is due: look once more.
            let finished = sync.even_since.is_some_and(|since| since.elapsed() >= TICK);
            if finished {
                let [received, sent, bytes_in, bytes_out] = std::array::from_fn(|at| {
                    let before = sync.totals.get(at).copied().unwrap_or(0);
                    totals.get(at).copied().unwrap_or(0).saturating_sub(before)
                });
                let seconds = sync.began.elapsed().as_secs_f64();
                let report = SyncReport {
                    received,
                    sent,
                    bytes_in,
                    bytes_out,
                    seconds,
                };
                let _gone = sync.answer.send(Ok(Reply::Synced(report)));
            } else if Instant::now() >= sync.deadline {
                // Whoever answered turned it away: that is not nobody.
                let away = sync.turned_away && even.is_none() && self.joining.is_none();
                let _gone = sync.answer.send(Err(if away {
                    ApiError::about(ErrorKind::NotPermitted, "away")
                } else {
                    ErrorKind::Unreachable.into()
                }));
            } else {
                waiting.push(sync);
            }
        }
        self.syncing = waiting;
    }

    fn tell(&self, event: Event) {
        // Without listeners there is nobody to tell.
        let _listeners = self.events.send(event);
    }

    async fn stop(mut self) {
        self.tell(Event::Stopping {});
        // What cannot be written now is not called saved.
        let _full = self.engine.finish();
        self.links.pump(&mut self.engine).await;
        self.links.shutdown().await;
        // The lock on the folder lasts until here.
        drop(self.profile);
    }
}

/// This moment by both clocks.
pub(crate) fn now(started: Instant) -> Now {
    let mono = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let wall = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        });
    Now {
        mono: MonoTime(mono),
        wall: WallTime(wall),
    }
}

/// Whether a person asks. An editor that lies open says again and again where its cursor is, and
/// takes what others write: that must not keep the profile open.
fn shows_somebody(request: &Request) -> bool {
    !matches!(request, Request::DocExchange { open: false, splices, .. } if splices.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Splice;

    #[test]
    fn an_editor_that_lies_open_keeps_nothing_unlocked() {
        let exchange = |open, inserts: &[&str]| Request::DocExchange {
            id: String::new(),
            open,
            splices: inserts
                .iter()
                .map(|insert| Splice {
                    at: 0,
                    delete: 0,
                    insert: (*insert).to_owned(),
                })
                .collect(),
            cursor: Some(0),
        };
        assert!(!shows_somebody(&exchange(false, &[])));
        assert!(shows_somebody(&exchange(true, &[])));
        assert!(shows_somebody(&exchange(false, &["a"])));
        assert!(shows_somebody(&Request::Status));
    }
}
