//! Live cursors: where this device is in an open document, told to who reads it too, and where
//! they are. Nothing of it is stored, and nobody is told what another said.

use std::collections::BTreeMap;
use std::time::Duration;

use asamblea_protocol::document::Anchor;
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::sync::{Presence, Shown};
use asamblea_protocol::time::MonoTime;

use super::Engine;
use super::peers::LinkNumber;
use crate::api::{Event, RemoteCursor};

/// Who says nothing for this long has gone: two words of hers were lost.
const GONE_AFTER: Duration = Duration::from_secs(10);
/// The same place is said again after this: the interface gives it each five seconds.
const AGAIN_AFTER: Duration = Duration::from_secs(4);
/// Others shown in one document: more names than any margin holds.
const OTHERS_MAX: usize = 64;

/// My place in a document.
#[derive(Debug)]
struct Mine {
    space: SpaceId,
    at: Anchor,
    said: MonoTime,
    /// When the interface last gave it.
    given: MonoTime,
}

/// Another's place in a document.
#[derive(Debug)]
struct Other {
    device: DeviceId,
    link: LinkNumber,
    at: Anchor,
    heard: MonoTime,
}

/// Places in documents that are open here.
#[derive(Debug, Default)]
pub(super) struct Places {
    mine: BTreeMap<OpId, Mine>,
    /// In order of arrival.
    others: BTreeMap<OpId, Vec<Other>>,
}

impl Places {
    /// Takes out whom `goes` names; returns the documents where somebody was.
    fn part(&mut self, goes: impl Fn(&OpId, &Other) -> bool) -> Vec<OpId> {
        let mut parted = Vec::new();
        self.others.retain(|doc, others| {
            let before = others.len();
            others.retain(|other| !goes(doc, other));
            if others.len() < before {
                parted.push(*doc);
            }
            !others.is_empty()
        });
        parted
    }
}

impl Engine {
    /// The interface says where the cursor is: who reads the document is told, if it moved or was
    /// not told for a while.
    pub(super) fn place_cursor(&mut self, space: SpaceId, doc: OpId, at: Anchor) {
        let now = self.now.mono;
        let told = self.places.mine.get_mut(&doc).is_some_and(|mine| {
            mine.given = now;
            mine.at == at && now.since(mine.said) < AGAIN_AFTER
        });
        if told {
            return;
        }
        let mine = Mine {
            space,
            at,
            said: now,
            given: now,
        };
        self.places.mine.insert(doc, mine);
        self.tell_place(space, Presence::new(doc, at, true));
    }

    fn tell_place(&mut self, space: SpaceId, presence: Presence) {
        if self.links.is_empty() || self.broken {
            return;
        }
        let Some(epoch) = self.replica.live_epoch(space) else {
            return;
        };
        let author = self.replica.device();
        let keys = self.replica.ring().and_then(|ring| ring.get(&epoch));
        let Some(sealed) = keys.map(|keys| presence.seal(keys, author, &mut self.rng)) else {
            return;
        };
        let doc = presence.doc;
        let shown = Shown {
            doc,
            space,
            epoch,
            sealed,
        };
        for link in self.links.values_mut() {
            link.session.show(&shown, &mut self.replica);
        }
    }

    /// A peer says where it is. Documents that are not open here are nobody's concern.
    pub(super) fn on_present(
        &mut self,
        link: LinkNumber,
        device: DeviceId,
        space: SpaceId,
        presence: &Presence,
    ) {
        let (doc, heard) = (presence.doc, self.now.mono);
        let open = self.views.open.get(&doc);
        if open.is_none_or(|open| open.space != space) {
            return;
        }
        if !presence.here {
            let parted = self
                .places
                .part(|at, other| *at == doc && other.device == device);
            self.tell_cursors(parted);
            return;
        }
        let at = presence.at();
        let other = Other {
            device,
            link,
            at,
            heard,
        };
        let others = self.places.others.entry(doc).or_default();
        if let Some(known) = others.iter_mut().find(|other| other.device == device) {
            let moved = known.at != at;
            *known = other;
            if moved {
                self.tell_cursors([doc]);
            }
        } else if others.len() < OTHERS_MAX {
            others.push(other);
            self.tell_cursors([doc]);
            self.greet(doc);
        }
    }

    /// Who just came hears at once where I am.
    fn greet(&mut self, doc: OpId) {
        let now = self.now.mono;
        let Some(mine) = self.places.mine.get_mut(&doc) else {
            return;
        };
        if now.since(mine.given) < GONE_AFTER {
            mine.said = now;
            let (space, at) = (mine.space, mine.at);
            self.tell_place(space, Presence::new(doc, at, true));
        }
    }

    /// Where others are in an open document, in order of arrival.
    pub(super) fn cursors(&mut self, doc: OpId) -> Vec<RemoteCursor> {
        let (Some(open), Some(others)) =
            (self.views.open.get_mut(&doc), self.places.others.get(&doc))
        else {
            return Vec::new();
        };
        let space = open.space;
        let found: Vec<(DeviceId, usize)> = others
            .iter()
            .map(|other| (other.device, open.document.anchored(other.at)))
            .collect();
        let cursor = |(device, at): (DeviceId, usize)| RemoteCursor {
            device: device.to_hex(),
            name: self.author(device, space).name,
            at,
        };
        found.into_iter().map(cursor).collect()
    }

    /// Tells listeners that somebody came, went or moved in these documents.
    fn tell_cursors(&mut self, docs: impl IntoIterator<Item = OpId>) {
        for doc in docs {
            let cursors = self.cursors(doc);
            let id = doc.to_hex();
            self.events.push(Event::DocChanged { id, cursors });
        }
    }

    /// Whoever was silent for too long has gone.
    pub(super) fn part_silent(&mut self) {
        let now = self.now.mono;
        let parted = self
            .places
            .part(|_, other| now.since(other.heard) >= GONE_AFTER);
        self.tell_cursors(parted);
    }

    /// A connection went down, and with it whoever was heard over it.
    pub(super) fn part_link(&mut self, link: LinkNumber) {
        let parted = self.places.part(|_, other| other.link == link);
        self.tell_cursors(parted);
    }

    /// A document is closed here: who reads it is told.
    pub(super) fn leave_place(&mut self, doc: OpId) {
        self.places.others.remove(&doc);
        if let Some(mine) = self.places.mine.remove(&doc) {
            self.tell_place(mine.space, Presence::new(doc, mine.at, false));
        }
    }

    /// Before the keys go: every document is left.
    pub(super) fn leave_places(&mut self) {
        let docs: Vec<OpId> = self.places.mine.keys().copied().collect();
        for doc in docs {
            self.leave_place(doc);
        }
        self.places = Places::default();
    }
}
