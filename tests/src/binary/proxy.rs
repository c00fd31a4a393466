//! A wire that remembers, and strikes: a TCP relay between two nodes that keeps every byte, and
//! does one thing to one connection when it is told to.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes carried at once.
const CHUNK: usize = 16 * 1024;

/// Who says something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// Who dialed.
    Dialer,
    /// Who was dialed.
    Listener,
}

/// What happens to a connection. Chunks are counted from 0 as one side wrote them, which is mostly
/// a frame each.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Harm {
    /// It ends, both ways, instead of this chunk.
    Cut(Side, usize),
    /// The lowest bit of this byte of all that a side says is another one.
    Flip(Side, usize),
    /// From this chunk on comes what the same side said in the longest connection before.
    Splice(Side, usize),
}

impl Harm {
    const fn side(self) -> Side {
        match self {
            Self::Cut(side, _) | Self::Flip(side, _) | Self::Splice(side, _) => side,
        }
    }
}

/// What both directions of a connection said, in chunks.
type Chunks = [Vec<Vec<u8>>; 2];

#[derive(Debug, Default)]
struct Wire {
    target: Option<u16>,
    seen: Vec<u8>,
    said: Vec<u8>,
    /// Of the connection that goes on, and of the longest before it.
    now: Chunks,
    before: Chunks,
    connections: u64,
    harm: Option<Harm>,
    struck: u64,
    /// It takes no connection: it struck one.
    shut: bool,
}

/// Relays every connection to one port, until the process ends.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    wire: Arc<Mutex<Wire>>,
}

impl Default for Proxy {
    fn default() -> Self {
        Self::new()
    }
}

fn lock(wire: &Mutex<Wire>) -> MutexGuard<'_, Wire> {
    wire.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Proxy {
    /// Listens on a free loopback port; it leads nowhere yet.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    #[must_use]
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let wire = Arc::<Mutex<Wire>>::default();
        let proxy = Self {
            port,
            wire: Arc::clone(&wire),
        };
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Some(port) = lock(&wire).target_now() else {
                    continue;
                };
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else {
                    continue;
                };
                if let (Ok(near_again), Ok(far_again)) = (near.try_clone(), far.try_clone()) {
                    let number = lock(&wire).begin();
                    relay(near, far, (Side::Dialer, number), Arc::clone(&wire));
                    relay(
                        far_again,
                        near_again,
                        (Side::Listener, number),
                        Arc::clone(&wire),
                    );
                }
            }
        });
        proxy
    }

    /// Its address, as `--connect` and `--announce` take it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/ip4/127.0.0.1/tcp/{}", self.port)
    }

    /// Leads to a port from here on.
    pub fn lead_to(&self, port: u16) {
        lock(&self.wire).target = Some(port);
    }

    /// Strikes the next connection that comes so far, and takes none after it until this, or
    /// [`Self::open`], is called again.
    pub fn strike(&self, harm: Harm) {
        let mut wire = lock(&self.wire);
        wire.harm = Some(harm);
        wire.shut = false;
    }

    /// Takes connections again, and strikes none.
    pub fn open(&self) {
        let mut wire = lock(&self.wire);
        wire.harm = None;
        wire.shut = false;
    }

    /// How many connections were struck so far.
    #[must_use]
    pub fn struck(&self) -> u64 {
        lock(&self.wire).struck
    }

    /// Chunks that a side said in the newest connection, each with its length.
    #[must_use]
    pub fn chunks(&self, side: Side) -> Vec<usize> {
        let wire = lock(&self.wire);
        wire.now[side as usize].iter().map(Vec::len).collect()
    }

    /// Every byte so far: each direction's chunks in the order of their passing.
    #[must_use]
    pub fn seen(&self) -> Vec<u8> {
        lock(&self.wire).seen.clone()
    }

    /// Every byte so far of those who dialed.
    #[must_use]
    pub fn said(&self) -> Vec<u8> {
        lock(&self.wire).said.clone()
    }
}

/// What becomes of a chunk.
enum Passes {
    /// It goes on, perhaps changed.
    On(Vec<u8>),
    /// This goes on instead, and nothing after it.
    Last(Vec<u8>),
    /// Nothing goes on, and both sides hear that it ended.
    Nothing,
}

impl Wire {
    const fn target_now(&self) -> Option<u16> {
        if self.shut { None } else { self.target }
    }

    fn begin(&mut self) -> u64 {
        let now = std::mem::take(&mut self.now);
        for (longest, said) in self.before.iter_mut().zip(now) {
            if said.len() > longest.len() {
                *longest = said;
            }
        }
        self.connections += 1;
        self.connections
    }

    /// Remembers a chunk that a side said behind so many bytes, and strikes it where it is time to.
    fn pass(&mut self, (side, number): (Side, u64), from: usize, mut bytes: Vec<u8>) -> Passes {
        self.seen.extend_from_slice(&bytes);
        if side == Side::Dialer {
            self.said.extend_from_slice(&bytes);
        }
        // What an older connection still says is not of the newest one.
        if number != self.connections {
            return Passes::On(bytes);
        }
        let chunks = &mut self.now[side as usize];
        let at = chunks.len();
        chunks.push(bytes.clone());
        let Some(harm) = self.harm.filter(|harm| harm.side() == side) else {
            return Passes::On(bytes);
        };
        let passes = match harm {
            Harm::Cut(_, chunk) if at == chunk => Passes::Nothing,
            Harm::Flip(_, byte) if (from..from + bytes.len()).contains(&byte) => {
                bytes[byte - from] ^= 1;
                Passes::On(bytes)
            }
            Harm::Splice(_, chunk) if at == chunk => {
                let rest = self.before[side as usize].iter().skip(chunk);
                let rest: Vec<u8> = rest.flatten().copied().collect();
                if rest.is_empty() {
                    return Passes::On(bytes);
                }
                Passes::Last(rest)
            }
            _ => return Passes::On(bytes),
        };
        self.harm = None;
        self.struck += 1;
        self.shut = true;
        passes
    }
}

fn relay(mut from: TcpStream, mut to: TcpStream, of: (Side, u64), wire: Arc<Mutex<Wire>>) {
    std::thread::spawn(move || {
        let mut chunk = vec![0; CHUNK];
        let (mut passed, mut over) = (0, false);
        while let Ok(n @ 1..) = from.read(&mut chunk) {
            let Some(bytes) = chunk.get(..n) else { break };
            if over {
                continue;
            }
            let passes = lock(&wire).pass(of, passed, bytes.to_vec());
            passed += n;
            let written = match passes {
                Passes::On(bytes) => to.write_all(&bytes),
                Passes::Last(bytes) => {
                    over = true;
                    to.write_all(&bytes)
                }
                Passes::Nothing => {
                    let _closed = from.shutdown(Shutdown::Both);
                    let _closed = to.shutdown(Shutdown::Both);
                    return;
                }
            };
            if written.is_err() {
                break;
            }
        }
        let _closed = to.shutdown(Shutdown::Write);
        let _closed = from.shutdown(Shutdown::Read);
    });
}
