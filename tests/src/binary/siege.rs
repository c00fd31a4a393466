//! Strangers at a node's port: many connections that do what scanners, broken programs and
//! somebody who means harm do. Raw TCP alone; nothing here speaks the protocol.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Resource, getrlimit, setrlimit};

use crate::dice::Dice;

/// How often each connection is looked at.
const STEP: Duration = Duration::from_millis(50);
/// Between two bytes of one who drips.
const DRIP: Duration = Duration::from_secs(1);
/// A connection that the node leaves open is given up after this, and another one begun.
const HOLD: Duration = Duration::from_secs(15);
/// One that was cut is left so long: in half a minute every byte of a handshake has its turn.
const HOLD_CUT: Duration = Duration::from_millis(400);
/// What one who sends without end sends in all.
const BIG_BYTES: u64 = 100_000_000;
/// Written at once.
const PIECE_BYTES: usize = 64 * 1024;
/// Connections begun and ended in one step by those who only knock: forty a second.
const KNOCKS: usize = 2;
/// Connections begun in one step, beside the first ones: what a node ends at once is begun again
/// twenty times a second, so that the machine has time for honest ones, too.
const BEGUN_AGAIN: usize = 1;
/// Bytes in which one side of a session has said all of its handshake.
const HANDSHAKE_BYTES: usize = 400;
/// The negotiation before the handshake, as every implementation writes it.
const GREETING: &[u8] = b"\x13/multistream/1.0.0\n\x07/noise\n";

/// What a stranger does.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Manner {
    /// Connects and says nothing.
    Idle,
    /// Begins as a peer does, and says nothing more.
    HalfOpen,
    /// The recorded beginning of an honest session, one byte a second.
    Drip,
    /// Random bytes.
    Garbage,
    /// What clients of other protocols say first.
    OtherProtocols,
    /// A greeting, then lengths and bytes without end.
    Big,
    /// The recorded beginning of an honest session, cut at some byte: left open or ended there.
    Cut,
    /// All that an honest device once said, said again.
    Replayed,
    /// The same with some bits flipped.
    Flipped,
    /// Connects and goes, again and again.
    Knock,
}

impl Manner {
    /// Every manner.
    pub const ALL: [Self; 10] = [
        Self::Idle,
        Self::HalfOpen,
        Self::Drip,
        Self::Garbage,
        Self::OtherProtocols,
        Self::Big,
        Self::Cut,
        Self::Replayed,
        Self::Flipped,
        Self::Knock,
    ];

    /// How many of a hundred connections are of this manner: nearly all of them only wait, which
    /// costs the one who attacks the least.
    const fn share(self) -> usize {
        match self {
            Self::Idle => 34,
            Self::HalfOpen => 30,
            Self::Drip => 10,
            Self::Knock => 0,
            _ => 5,
        }
    }
}

/// First words of other protocols.
const OTHERS: [&[u8]; 6] = [
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.6\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"EHLO x\r\n",
    b"\x05\x02\x00\x02",
];

/// What came of the connections of one manner.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Connections that came up.
    pub opened: u64,
    /// Those that did not.
    pub failed: u64,
    /// Those that the node ended.
    pub ended: u64,
    /// Bytes written.
    pub written: u64,
    /// Bytes read.
    pub read: u64,
    /// The longest answer on one connection.
    pub longest_answer: u64,
}

/// What came of a siege.
#[derive(Clone, Debug, Default)]
pub struct Tally(pub BTreeMap<Manner, Count>);

impl Tally {
    /// Connections that came up.
    #[must_use]
    pub fn opened(&self) -> u64 {
        self.0.values().map(|count| count.opened).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "strangers          opened   failed    ended       written     read  longest answer"
        )?;
        for (manner, count) in &self.0 {
            let name = format!("{manner:?}");
            writeln!(
                f,
                "  {name:<14} {:>8} {:>8} {:>8} {:>13} {:>8} {:>15}",
                count.opened,
                count.failed,
                count.ended,
                count.written,
                count.read,
                count.longest_answer,
            )?;
        }
        Ok(())
    }
}

/// Lets this process open so many sockets, as far as the system allows; how many it may open then.
#[must_use]
pub fn allow_sockets(wanted: u64) -> u64 {
    let mut limit = getrlimit(Resource::Nofile);
    let reachable = limit.maximum.unwrap_or(wanted).min(wanted);
    if limit.current.is_some_and(|current| current < reachable) {
        limit.current = Some(reachable);
        // Refused: what there is counts.
        let _refused = setrlimit(Resource::Nofile, limit);
    }
    getrlimit(Resource::Nofile).current.unwrap_or(wanted)
}

/// Strangers at work.
#[derive(Debug)]
pub struct Siege {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<(Manner, Count)>>,
}

impl Siege {
    /// Begins: `connections` stand at any time, and some only knock. `recorded` is what an honest
    /// device said at the beginning of a session.
    #[must_use]
    pub fn begin(port: u16, connections: usize, recorded: &[u8]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let threads = Manner::ALL.into_iter().map(|manner| {
            let (stop, recorded) = (Arc::clone(&stop), recorded.to_vec());
            let room = (connections * manner.share()).div_ceil(100);
            std::thread::spawn(move || {
                let mut herd = Herd::new(manner, port, recorded);
                while !stop.load(Ordering::Relaxed) {
                    herd.step(room);
                    std::thread::sleep(STEP);
                }
                (manner, herd.count)
            })
        });
        Self {
            threads: threads.collect(),
            stop,
        }
    }

    /// Ends it; gives what came of it.
    ///
    /// # Panics
    ///
    /// When one of its threads did.
    #[must_use]
    pub fn end(self) -> Tally {
        self.stop.store(true, Ordering::Relaxed);
        let counts = self.threads.into_iter();
        Tally(counts.map(|one| one.join().expect("no panic")).collect())
    }
}

/// The connections of one manner.
struct Herd {
    manner: Manner,
    port: u16,
    recorded: Vec<u8>,
    strangers: Vec<Stranger>,
    is_begun: bool,
    dice: Dice,
    count: Count,
}

struct Stranger {
    stream: TcpStream,
    /// What it has to say still, from the end.
    words: Vec<u8>,
    /// Bytes of anything that follow them.
    more: u64,
    since: Instant,
    said: Instant,
    heard: u64,
    /// It ends its side when it has said all.
    goes: bool,
    gone: bool,
}

impl Herd {
    fn new(manner: Manner, port: u16, recorded: Vec<u8>) -> Self {
        Self {
            manner,
            port,
            recorded,
            strangers: Vec::new(),
            is_begun: false,
            dice: Dice::new(5, manner as u64),
            count: Count::default(),
        }
    }

    fn step(&mut self, room: usize) {
        if self.manner == Manner::Knock {
            for _ in 0..KNOCKS {
                drop(self.connect());
            }
            return;
        }
        let begins = if self.is_begun { BEGUN_AGAIN } else { room };
        self.is_begun = true;
        for _ in 0..room.saturating_sub(self.strangers.len()).min(begins) {
            let Some(stranger) = self.connect() else {
                break;
            };
            self.strangers.push(stranger);
        }
        let drips = self.manner == Manner::Drip;
        for stranger in &mut self.strangers {
            stranger.step(drips, &mut self.count);
        }
        let hold = match self.manner {
            Manner::Cut => HOLD_CUT,
            _ => HOLD,
        };
        let count = &mut self.count;
        self.strangers.retain(|stranger| {
            count.longest_answer = count.longest_answer.max(stranger.heard);
            count.ended += u64::from(stranger.gone);
            !stranger.gone && stranger.since.elapsed() < hold
        });
    }

    fn connect(&mut self) -> Option<Stranger> {
        let stream = TcpStream::connect(("127.0.0.1", self.port));
        let stream = stream.and_then(|stream| stream.set_nonblocking(true).map(|()| stream));
        let Ok(stream) = stream else {
            self.count.failed += 1;
            return None;
        };
        self.count.opened += 1;
        let mut words = self.words();
        words.reverse();
        let now = Instant::now();
        Some(Stranger {
            stream,
            words,
            more: match self.manner {
                Manner::Big => BIG_BYTES,
                _ => 0,
            },
            since: now,
            said: now,
            heard: 0,
            goes: self.manner == Manner::Cut && self.dice.percent(50),
            gone: false,
        })
    }

    /// What a new connection says.
    fn words(&mut self) -> Vec<u8> {
        let dice = &mut self.dice;
        match self.manner {
            Manner::Idle | Manner::Knock => Vec::new(),
            Manner::HalfOpen => GREETING.to_vec(),
            Manner::Drip | Manner::Replayed => self.recorded.clone(),
            Manner::Garbage => (0..1 + dice.index(200))
                .flat_map(|_| dice.bytes())
                .collect(),
            Manner::OtherProtocols => dice.pick(&OTHERS).unwrap_or_default().to_vec(),
            Manner::Big => {
                let lengths: [&[u8]; 4] = [&[0xff; 2], &[0xff; 10], &[0x80; 10], &[0; 2]];
                let greeting: &[u8] = if dice.percent(70) { GREETING } else { &[] };
                [greeting, dice.pick(&lengths).unwrap_or_default()].concat()
            }
            Manner::Cut => {
                // Each byte of a session's beginning in turn: what follows is the same for all.
                let most = self.recorded.len().clamp(1, HANDSHAKE_BYTES);
                let at = self.count.opened as usize % most;
                self.recorded.get(..at).unwrap_or_default().to_vec()
            }
            Manner::Flipped => {
                let mut words = self.recorded.clone();
                let at = dice.index(words.len());
                for byte in words.iter_mut().skip(at).take(1 + dice.index(4)) {
                    *byte ^= 1 << dice.below(8);
                }
                words
            }
        }
    }
}

impl Stranger {
    fn step(&mut self, drips: bool, count: &mut Count) {
        let mut answer = [0; 4096];
        match self.stream.read(&mut answer) {
            Ok(0) => self.gone = true,
            Ok(n) => {
                self.heard += n as u64;
                count.read += n as u64;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => self.gone = true,
        }
        if drips && self.said.elapsed() < DRIP {
            return;
        }
        let most = if drips { 1 } else { PIECE_BYTES };
        let from_end = self.words.iter().rev();
        let mut piece: Vec<u8> = from_end.copied().take(most).collect();
        if piece.is_empty() && self.more > 0 {
            piece = vec![0x5a; PIECE_BYTES];
        }
        if piece.is_empty() {
            if self.goes {
                let _gone = self.stream.shutdown(Shutdown::Write);
            }
            return;
        }
        match self.stream.write(&piece) {
            Ok(n) => {
                let words = self.words.len();
                self.words.truncate(words.saturating_sub(n));
                self.more -= (n.saturating_sub(words) as u64).min(self.more);
                count.written += n as u64;
                self.said = Instant::now();
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => self.gone = true,
        }
    }
}
