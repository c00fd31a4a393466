//! A wire that remembers: a TCP relay between two nodes that keeps every byte.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes carried at once.
const CHUNK: usize = 16 * 1024;

/// Relays every connection to one port, until the process ends.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    target: Arc<Mutex<Option<u16>>>,
    seen: Arc<Mutex<Vec<u8>>>,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Default for Proxy {
    fn default() -> Self {
        Self::new()
    }
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
        let proxy = Self {
            port,
            target: Arc::default(),
            seen: Arc::default(),
            said: Arc::default(),
        };
        let (target, seen) = (Arc::clone(&proxy.target), Arc::clone(&proxy.seen));
        let said = Arc::clone(&proxy.said);
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let port = *target.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(port) = port else { continue };
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else {
                    continue;
                };
                if let (Ok(near_again), Ok(far_again)) = (near.try_clone(), far.try_clone()) {
                    relay(near, far, vec![Arc::clone(&seen), Arc::clone(&said)]);
                    relay(far_again, near_again, vec![Arc::clone(&seen)]);
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
        *self.target.lock().unwrap_or_else(PoisonError::into_inner) = Some(port);
    }

    /// Every byte so far: each direction's chunks in the order of their passing.
    #[must_use]
    pub fn seen(&self) -> Vec<u8> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Every byte so far of those who dialed.
    #[must_use]
    pub fn said(&self) -> Vec<u8> {
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn relay(mut from: TcpStream, mut to: TcpStream, logs: Vec<Arc<Mutex<Vec<u8>>>>) {
    std::thread::spawn(move || {
        let mut chunk = vec![0; CHUNK];
        while let Ok(n @ 1..) = from.read(&mut chunk) {
            let Some(bytes) = chunk.get(..n) else { break };
            for log in &logs {
                log.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend_from_slice(bytes);
            }
            if to.write_all(bytes).is_err() {
                break;
            }
        }
        let _closed = to.shutdown(Shutdown::Write);
        let _closed = from.shutdown(Shutdown::Read);
    });
}
