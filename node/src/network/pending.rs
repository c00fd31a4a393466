//! Which unfinished inbound connections may go on.
//!
//! Owns the list of inbound connections whose handshake is under way. It never refuses a new one:
//! past the limit the oldest one of the source with the most of them gives way. A stranger who
//! holds idle connections therefore only ever pushes out their own.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::future::{AbortHandle, AbortRegistration};

/// The unfinished inbound connections, oldest first.
#[derive(Clone, Debug)]
pub(super) struct Pending(Arc<Mutex<List>>);

#[derive(Debug)]
struct List {
    max: usize,
    next: u64,
    entries: VecDeque<Entry>,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    source: Source,
    abort: AbortHandle,
}

/// Where a connection comes from, as far as one party can easily have many: an IPv4 address, or
/// the first 64 bits of an IPv6 address.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Source {
    V4([u8; 4]),
    V6([u8; 8]),
    Unknown,
}

impl Source {
    fn of(address: Option<IpAddr>) -> Self {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(ip)) => Self::V4(ip.octets()),
            Some(IpAddr::V6(ip)) => {
                let [a, b, c, d, e, f, g, h, ..] = ip.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
            None => Self::Unknown,
        }
    }
}

/// A place in the list; dropping it gives the place back.
#[derive(Debug)]
pub(super) struct Place {
    pending: Pending,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut list = self.pending.lock();
        // Entries are in the order of their numbers.
        if let Ok(index) = list
            .entries
            .binary_search_by_key(&self.number, |entry| entry.number)
        {
            list.entries.remove(index);
        }
    }
}

impl Pending {
    pub(super) fn new(max: usize) -> Self {
        Self(Arc::new(Mutex::new(List {
            max,
            next: 0,
            entries: VecDeque::new(),
        })))
    }

    /// Admits one more, and makes room for it by ending another one when the list is full.
    pub(super) fn admit(&self, address: Option<IpAddr>) -> (Place, AbortRegistration) {
        let (abort, registration) = AbortHandle::new_pair();
        let mut list = self.lock();
        while list.entries.len() >= list.max.max(1) {
            match list.worst().and_then(|index| list.entries.remove(index)) {
                Some(entry) => entry.abort.abort(),
                None => break,
            }
        }
        let number = list.next;
        list.next += 1;
        list.entries.push_back(Entry {
            number,
            source: Source::of(address),
            abort,
        });
        (
            Place {
                pending: self.clone(),
                number,
            },
            registration,
        )
    }

    fn lock(&self) -> MutexGuard<'_, List> {
        // The list is consistent after every statement that could panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl List {
    /// The oldest entry of the source that has the most.
    fn worst(&self) -> Option<usize> {
        let mut counts: HashMap<Source, usize> = HashMap::new();
        for entry in &self.entries {
            *counts.entry(entry.source).or_default() += 1;
        }
        let most = counts.values().copied().max()?;
        self.entries
            .iter()
            .position(|entry| counts.get(&entry.source) == Some(&most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    fn sources(pending: &Pending) -> Vec<Source> {
        pending
            .lock()
            .entries
            .iter()
            .map(|entry| entry.source)
            .collect()
    }

    #[test]
    fn the_newest_is_admitted_and_the_oldest_gives_way() {
        let pending = Pending::new(3);
        let mut kept: Vec<_> = (0..3).map(|_| pending.admit(ip("192.0.2.1"))).collect();
        let first = kept[0].1.handle();
        assert!(!first.is_aborted());
        kept.push(pending.admit(ip("192.0.2.1")));
        assert!(first.is_aborted());
        assert!(
            kept[1..]
                .iter()
                .all(|(_, registration)| !registration.handle().is_aborted())
        );
    }

    #[test]
    fn a_source_with_many_gives_way_before_one_with_few() {
        let pending = Pending::new(4);
        let honest = pending.admit(ip("198.51.100.9"));
        let flood: Vec<_> = (0..40).map(|_| pending.admit(ip("192.0.2.1"))).collect();
        assert!(!honest.1.handle().is_aborted());
        assert_eq!(
            flood
                .iter()
                .filter(|(_, r)| !r.handle().is_aborted())
                .count(),
            3
        );
    }

    #[test]
    fn one_ipv6_network_is_one_source() {
        let pending = Pending::new(8);
        let _a = pending.admit(ip("2001:db8:1:2::1"));
        let _b = pending.admit(ip("2001:db8:1:2:ffff::9"));
        let _c = pending.admit(ip("2001:db8:1:3::1"));
        let sources = sources(&pending);
        assert_eq!(sources[0], sources[1]);
        assert_ne!(sources[0], sources[2]);
    }

    #[test]
    fn a_dropped_place_is_free_again() {
        let pending = Pending::new(2);
        let a = pending.admit(ip("192.0.2.1"));
        let b = pending.admit(ip("192.0.2.2"));
        drop(a);
        let _c = pending.admit(ip("192.0.2.3"));
        assert!(!b.1.handle().is_aborted());
        assert_eq!(pending.lock().entries.len(), 2);
    }
}
