//! Whom a bundle is sealed to: readers who cannot ask for a key while they hold it in their hand.

use std::collections::{BTreeMap, BTreeSet};

use super::Replica;
use crate::crypto::SealPublicKey;
use crate::graph::Graph;
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::keys::{Epochs, Judge, KeyState};
use crate::limits::DEPTH_MAX;
use crate::op::{Recipient, Role};
use crate::past::{PastId, PastTable};

/// What each device said that it knew.
type Known = BTreeMap<DeviceId, PastId>;

impl Replica {
    /// Public keys by which every reader of a space opens what is sealed for it, with what she is
    /// known to hold already: an epoch serves those whose own operations know it. For the others
    /// the same is tried in the spaces below, down to a device's own key. The bundle may bring
    /// them the newest epoch; it cannot be sealed to that.
    ///
    /// The secrets of none of them need to be here: a newcomer has none.
    pub fn bundle_keys(&mut self, space: SpaceId) -> Vec<SealPublicKey> {
        let known = self.known_by_device();
        let devices = self.roles().devices(space).into_iter();
        let carriers: Vec<DeviceId> = devices
            .filter(|(_, role)| *role == Role::Carrier)
            .map(|(device, _)| device)
            .collect();
        let mut junk = BTreeSet::new();
        if let Some(secrets) = self.secrets.take() {
            let (judge, graph, epochs) = self.judge();
            for info in epochs.of_space(space) {
                let id = info.header.id;
                if judge.key_state(graph, epochs, &secrets.ring, &id) == KeyState::Bad {
                    junk.insert(id);
                }
            }
            self.secrets = Some(secrets);
        }
        let (judge, graph, epochs) = self.judge();
        let past = judge.everything();
        let mut needed = judge.readers(graph, space, past).as_ref().clone();
        let clean = judge.clean_epochs(graph, epochs, space, past);
        let best = clean.into_iter().find(|id| !junk.contains(id));
        let mut cover = Cover {
            judge,
            graph,
            epochs,
            known,
            found: Vec::new(),
            looked: BTreeSet::new(),
        };
        if let Some(best) = best {
            cover.take(space, best, &mut needed);
        }
        cover.below(space, needed, 0);
        let mut found = cover.found;
        // Where there is no room for all, an epoch serves many.
        found.sort_unstable_by_key(|recipient| matches!(recipient, Recipient::Device(_)));
        // A carrier takes a stick, too: inside the envelope all content is sealed once more.
        found.extend(carriers.into_iter().map(Recipient::Device));
        found
            .iter()
            .flat_map(|recipient| self.recipient_keys(recipient))
            .collect()
    }

    fn known_by_device(&mut self) -> Known {
        let mut known = Known::new();
        let spaces: Vec<SpaceId> = self.graph.spaces().collect();
        for space in spaces {
            let logs: Vec<_> = self.graph.logs_of(space).collect();
            for log in logs {
                let head = self.graph.admitted_head(&log);
                if let Some(after) = head.and_then(|head| self.graph.after(&head)) {
                    let before = known.get(&log.author).copied().unwrap_or(PastTable::EMPTY);
                    let both = self.graph.pasts_mut().union(before, after);
                    known.insert(log.author, both);
                }
            }
        }
        known
    }
}

/// Readers, and what to seal to so that each of them opens it.
struct Cover<'a> {
    judge: &'a mut Judge,
    graph: &'a Graph,
    epochs: &'a Epochs,
    known: Known,
    found: Vec<Recipient>,
    /// Where readers were looked for already, so that a mesh of spaces is searched once.
    looked: BTreeSet<(SpaceId, DeviceId)>,
}

impl Cover<'_> {
    /// Takes an epoch for those who hold it, as far as anybody can see.
    fn take(&mut self, space: SpaceId, epoch: EpochId, needed: &mut BTreeSet<DeviceId>) {
        let Some(index) = self.epochs.get(&epoch).map(|info| info.index) else {
            return;
        };
        let sealed = self.judge.sealed_readers(self.graph, self.epochs, &epoch);
        let holds = |device: &DeviceId| {
            let past = self.known.get(device);
            let knows = |index| past.is_some_and(|past| self.graph.pasts().contains(*past, index));
            let mut sent = self.epochs.forwards_to(&epoch, *device);
            knows(index) && (sealed.contains(device) || sent.any(|sent| knows(sent.index)))
        };
        let before = needed.len();
        needed.retain(|device| !holds(device));
        if needed.len() < before {
            self.add(Recipient::Epoch(space, epoch));
        }
    }

    fn below(&mut self, space: SpaceId, mut needed: BTreeSet<DeviceId>, depth: usize) {
        needed.retain(|device| self.looked.insert((space, *device)));
        if needed.is_empty() || depth >= DEPTH_MAX {
            return;
        }
        let past = self.judge.everything();
        let recipients = self.judge.recipients(self.graph, self.epochs, space, past);
        for recipient in recipients {
            match recipient {
                Recipient::Device(device) if needed.contains(&device) => self.add(recipient),
                Recipient::Device(_) => {}
                Recipient::Epoch(below, epoch) => {
                    let readers = self.judge.readers(self.graph, below, past);
                    let mut lacking = needed.intersection(&readers).copied().collect();
                    self.take(below, epoch, &mut lacking);
                    self.below(below, lacking, depth.saturating_add(1));
                }
            }
        }
    }

    fn add(&mut self, recipient: Recipient) {
        if !self.found.contains(&recipient) {
            self.found.push(recipient);
        }
    }
}
