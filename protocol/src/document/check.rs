//! Whether an update may be imported: one author, no gap, no overlap, a past that can be.

use std::collections::HashMap;

use loro::{Frontiers, LoroDoc, VersionVector};

use super::update::{Change, Edit, Place, Update};
use super::version::id;
use super::{Document, DocumentFault, peer_of};
use crate::id::DeviceId;

/// An update that fits: exactly one author, starting where her last update ended, building on what is
/// here. [`Document::import`] takes nothing less.
#[derive(Debug)]
pub struct CheckedUpdate {
    pub(super) author: DeviceId,
    pub(super) peer: u64,
    pub(super) update: Update,
}

/// How much each peer has written, and what it had seen: what is in the document, and what was
/// checked after it.
pub(super) struct Counts {
    known: VersionVector,
    checked: HashMap<u64, u32>,
    /// What a peer had seen of the others at its last update, where that was asked.
    seen: HashMap<u64, VersionVector>,
}

impl Counts {
    pub(super) fn of(doc: &LoroDoc) -> Self {
        Self {
            known: doc.oplog_vv(),
            checked: HashMap::new(),
            seen: HashMap::new(),
        }
    }

    /// After all that was checked has been imported.
    pub(super) fn renew(&mut self, doc: &LoroDoc) {
        self.known = doc.oplog_vv();
        self.checked.clear();
    }

    fn get(&self, peer: u64) -> u32 {
        self.checked
            .get(&peer)
            .copied()
            .unwrap_or_else(|| end(&self.known, peer))
    }

    /// Goes on as if the update were imported.
    pub(super) fn advance(&mut self, checked: &CheckedUpdate, verdict: Verdict) {
        self.checked.insert(checked.peer, checked.update.end());
        match verdict {
            Verdict::Seen(seen) => {
                self.seen.insert(checked.peer, seen);
            }
            Verdict::Fits if checked.update.start == 0 => {
                self.seen.insert(checked.peer, VersionVector::new());
            }
            Verdict::Fits | Verdict::AskHistory => {}
        }
    }
}

/// What is known of an update that follows its author's last one.
pub(super) enum Verdict {
    /// It fits; its author has seen nothing new.
    Fits,
    /// It fits; its author has seen this.
    Seen(VersionVector),
    /// The library's history must say: it must hold all that was checked before.
    AskHistory,
}

impl Document {
    /// Shows that an update of `author` may be imported.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::Waits`] if it builds on an update that is not here yet; any other fault says
    /// that it is a forgery or damaged, and names its author.
    pub fn check(
        &mut self,
        author: DeviceId,
        bytes: &[u8],
    ) -> Result<CheckedUpdate, DocumentFault> {
        let checked = self.read(author, bytes)?;
        self.doc.commit();
        if let Verdict::AskHistory = follows(&checked, &Counts::of(&self.doc))? {
            self.history(&checked)?;
        }
        Ok(checked)
    }

    pub(super) fn read(
        &self,
        author: DeviceId,
        bytes: &[u8],
    ) -> Result<CheckedUpdate, DocumentFault> {
        if self.broken {
            return Err(DocumentFault::Broken);
        }
        let peer = peer_of(self.id, author);
        let update = Update::decode(bytes, peer).map_err(|fault| fault.of(author))?;
        Ok(CheckedUpdate {
            author,
            peer,
            update,
        })
    }

    /// Asks the library's history about an update all of whose past is in it.
    pub(super) fn history(&mut self, checked: &CheckedUpdate) -> Result<Verdict, DocumentFault> {
        let author = checked.author;
        self.guarded(|this| past(&this.doc, checked))
            .unwrap_or(Err(DocumentFault::Panicked { author }))
            .map(Verdict::Seen)
    }
}

/// Position in its author's writing, and whether all that it names is here.
pub(super) fn follows(checked: &CheckedUpdate, counts: &Counts) -> Result<Verdict, DocumentFault> {
    let CheckedUpdate {
        author,
        peer,
        update,
    } = checked;
    let (author, start, expected) = (*author, update.start, counts.get(*peer));
    if start < expected {
        return Err(DocumentFault::Overlap {
            author,
            expected,
            start,
        });
    }
    if start > expected {
        return Err(DocumentFault::Gap {
            author,
            expected,
            start,
        });
    }
    let mut count = start;
    let mut plain = update.changes.len() == 1;
    for change in &update.changes {
        let own = own_last(*peer, count);
        for dep in &change.deps {
            if dep.peer == *peer && Some(*dep) != own {
                return Err(DocumentFault::Past { author });
            }
            if dep.peer != *peer && dep.count >= counts.get(dep.peer) {
                return Err(DocumentFault::Waits { author });
            }
        }
        plain &= change.deps.iter().copied().eq(own);
        count = count_after(change, count);
    }
    if !plain {
        return Ok(Verdict::AskHistory);
    }
    let nothing = VersionVector::new();
    let seen = if start == 0 {
        Some(&nothing)
    } else {
        counts.seen.get(peer)
    };
    for change in &update.changes {
        match seen {
            Some(seen) => places(checked, change, start, seen)?,
            None if names_others(checked, change) => return Ok(Verdict::AskHistory),
            None => places(checked, change, start, &nothing)?,
        }
    }
    Ok(Verdict::Fits)
}

fn names_others(checked: &CheckedUpdate, change: &Change) -> bool {
    change
        .edits
        .iter()
        .any(|edit| matches!(edit, Edit::Delete { first, .. } if first.peer != checked.peer))
}

/// Whether the author had seen what a change takes out.
fn places(
    checked: &CheckedUpdate,
    change: &Change,
    start: u32,
    seen: &VersionVector,
) -> Result<(), DocumentFault> {
    let mut count = start;
    for edit in &change.edits {
        if let Edit::Delete { len, first, .. } = edit {
            let last = first.count.saturating_add(len.unsigned_abs());
            let here = if first.peer == checked.peer {
                count
            } else {
                end(seen, first.peer)
            };
            if last > here {
                return Err(DocumentFault::Places {
                    author: checked.author,
                });
            }
        }
        count = count.saturating_add(edit.len());
    }
    Ok(())
}

fn count_after(change: &Change, start: u32) -> u32 {
    change
        .edits
        .iter()
        .fold(start, |count, edit| count.saturating_add(edit.len()))
}

fn own_last(peer: u64, count: u32) -> Option<Place> {
    count.checked_sub(1).map(|count| Place { peer, count })
}

/// Whether each change has seen its author's last one and all that it takes out, and names no
/// version beside one that it follows: a history without that is one that no honest device
/// writes. Returns what the author had seen at the end.
fn past(doc: &LoroDoc, checked: &CheckedUpdate) -> Result<VersionVector, DocumentFault> {
    let impossible = DocumentFault::Past {
        author: checked.author,
    };
    let mut count = checked.update.start;
    let mut seen = VersionVector::new();
    for (n, change) in checked.update.changes.iter().enumerate() {
        let own = own_last(checked.peer, count);
        // Her changes inside this update are not in the library's history yet.
        let inside = |dep: &Place| n > 0 && Some(*dep) == own;
        let others: Vec<Place> = change
            .deps
            .iter()
            .copied()
            .filter(|dep| !inside(dep))
            .collect();
        let own_named = others.len() < change.deps.len();
        if (n > 0 && !own_named) || others.iter().any(|dep| includes(&seen, *dep)) {
            return Err(impossible);
        }
        let deps: Frontiers = others.iter().filter_map(|dep| id(*dep)).collect();
        let minimal = deps.len() < 2
            || doc
                .minimize_frontiers(&deps)
                .is_ok_and(|least| least.len() == deps.len());
        let past = doc.try_frontiers_to_vv(&deps).ok().flatten();
        let Some(past) = past.filter(|_| minimal) else {
            return Err(impossible);
        };
        if n == 0 && own.is_some_and(|own| !includes(&past, own)) {
            return Err(impossible);
        }
        seen.merge(&past);
        places(checked, change, count, &seen)?;
        count = count_after(change, count);
    }
    Ok(seen)
}

fn end(counts: &VersionVector, peer: u64) -> u32 {
    counts
        .get(&peer)
        .and_then(|count| u32::try_from(*count).ok())
        .unwrap_or(0)
}

fn includes(seen: &VersionVector, place: Place) -> bool {
    place.count < end(seen, place.peer)
}
