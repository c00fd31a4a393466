//! Whether an update may be imported: one author, no gap, no overlap, a past that can be, and
//! places that the text had when it was written.
//!
//! All of it is asked here, not left to the library. It refuses edits outside the text by what
//! comes of them in the end: one outside that a later one takes back is refused by some replicas
//! and taken by others, depending on what else they hold (seen with loro 1.17.1). A forger could so
//! split a document.

use std::collections::BTreeMap;
use std::sync::Arc;

use loro::{Frontiers, LoroDoc, VersionVector};

use super::update::{Edit, Place, Update};
use super::version::id;
use super::{Document, DocumentFault, TEXT, peer_of};
use crate::id::DeviceId;

/// An update that fits: exactly one author, starting where her last update ended, building on what
/// is here. [`Document::import`] takes nothing less.
#[derive(Debug)]
pub struct CheckedUpdate {
    pub(super) author: DeviceId,
    pub(super) peer: u64,
    pub(super) update: Update,
    pub(super) after: Seen,
}

/// What a peer had before its eyes at its last update.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The edits of others, at least.
    others: Arc<VersionVector>,
    /// The length of its text in code points.
    len: u32,
}

/// How much each peer has written and seen: what is in the document, and what was checked after
/// it.
pub(super) struct Counts {
    known: VersionVector,
    checked: BTreeMap<u64, (u32, Seen)>,
}

impl Counts {
    pub(super) fn of(doc: &LoroDoc) -> Self {
        Self {
            known: doc.oplog_vv(),
            checked: BTreeMap::new(),
        }
    }

    fn get(&self, peer: u64) -> u32 {
        self.checked
            .get(&peer)
            .map_or_else(|| end(&self.known, peer), |(count, _)| *count)
    }

    /// Goes on as if the update were imported.
    pub(super) fn advance(&mut self, checked: &CheckedUpdate) {
        let after = (checked.update.end(), checked.after.clone());
        self.checked.insert(checked.peer, after);
    }
}

impl Document {
    /// Shows that an update of `author` may be imported.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::Waits`] if it builds on an update that is not here yet; any other fault
    /// says that it is a forgery or damaged, and names its author.
    pub fn check(
        &mut self,
        author: DeviceId,
        bytes: &[u8],
    ) -> Result<CheckedUpdate, DocumentFault> {
        self.doc.commit();
        let counts = Counts::of(&self.doc);
        match self.judge(author, bytes, &counts)? {
            Judgement::Fits(checked) => Ok(checked),
            Judgement::AskHistory(asked) => self.ask_history(asked),
        }
    }

    /// Judges by what is known without the library's history: position in the author's writing,
    /// whether all that it names is here, and, if she wrote on her own last text, its places.
    pub(super) fn judge(
        &self,
        author: DeviceId,
        bytes: &[u8],
        counts: &Counts,
    ) -> Result<Judgement, DocumentFault> {
        if self.broken {
            return Err(DocumentFault::Broken);
        }
        let peer = peer_of(self.id, author);
        let update = Update::decode(bytes, peer).map_err(|fault| fault.of(author))?;
        follows(author, peer, &update, counts)?;
        let before = if update.start == 0 {
            Some(Seen {
                others: Arc::default(),
                len: 0,
            })
        } else {
            let checked = counts.checked.get(&peer).map(|(_, seen)| seen);
            checked.or_else(|| self.seen.get(&peer)).cloned()
        };
        match before {
            Some(before) if update.is_plain(peer) => {
                let after = places(author, peer, &update, before)?;
                Ok(Judgement::Fits(CheckedUpdate {
                    author,
                    peer,
                    update,
                    after,
                }))
            }
            _ => Ok(Judgement::AskHistory(Asked {
                author,
                peer,
                update,
            })),
        }
    }

    /// Asks the library's history about an update all of whose past is in it.
    pub(super) fn ask_history(&mut self, asked: Asked) -> Result<CheckedUpdate, DocumentFault> {
        let Asked {
            author,
            peer,
            update,
        } = asked;
        let before = self
            .guarded(|this| this.before(peer, &update))
            .ok_or(DocumentFault::Panicked { author })?
            .ok_or(DocumentFault::Past { author })?;
        let after = places(author, peer, &update, before)?;
        Ok(CheckedUpdate {
            author,
            peer,
            update,
            after,
        })
    }

    /// What the author had before her eyes; nothing if no honest device could have had it: a
    /// version without her own last edit, or with an edit beside one that follows it.
    fn before(&mut self, peer: u64, update: &Update) -> Option<Seen> {
        let deps: Frontiers = update.deps.iter().filter_map(|dep| id(*dep)).collect();
        if deps.len() > 1 && self.doc.minimize_frontiers(&deps).ok()?.len() != deps.len() {
            return None;
        }
        let past = self.doc.try_frontiers_to_vv(&deps).ok()??;
        if end(&past, peer) != update.start {
            return None;
        }
        let len = u32::try_from(self.len_at(&deps)?).ok()?;
        Some(Seen {
            others: Arc::new(past),
            len,
        })
    }

    /// The length of the text at a version in the history.
    fn len_at(&mut self, deps: &Frontiers) -> Option<usize> {
        if *deps == self.doc.oplog_frontiers() {
            return Some(self.text.len_unicode());
        }
        // A second copy goes back in time, so that the text does not flicker.
        let past = self.past.get_or_insert_with(LoroDoc::new);
        let news = self
            .doc
            .export(loro::ExportMode::updates(&past.oplog_vv()))
            .ok()?;
        past.detach();
        past.import(&news).ok()?;
        past.checkout(deps).ok()?;
        Some(past.get_text(TEXT).len_unicode())
    }
}

/// What is known of an update before the library's history is asked.
pub(super) enum Judgement {
    Fits(CheckedUpdate),
    AskHistory(Asked),
}

/// An update that follows its author's last one and names only what is here.
pub(super) struct Asked {
    author: DeviceId,
    peer: u64,
    update: Update,
}

/// Position in its author's writing, and whether all that it names is here.
fn follows(
    author: DeviceId,
    peer: u64,
    update: &Update,
    counts: &Counts,
) -> Result<(), DocumentFault> {
    let (start, expected) = (update.start, counts.get(peer));
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
    let own = start.checked_sub(1);
    for dep in &update.deps {
        if dep.peer == peer && Some(dep.count) != own {
            return Err(DocumentFault::Past { author });
        }
        if dep.peer != peer && dep.count >= counts.get(dep.peer) {
            return Err(DocumentFault::Waits { author });
        }
    }
    Ok(())
}

/// Whether the text had each place that the update edits, and whether its author had seen all that
/// she takes out. Returns what she had before her eyes afterwards.
fn places(
    author: DeviceId,
    peer: u64,
    update: &Update,
    before: Seen,
) -> Result<Seen, DocumentFault> {
    let fault = DocumentFault::Places { author };
    let Seen { others, mut len } = before;
    let mut count = update.start;
    for edit in &update.edits {
        let size = edit.len();
        match edit {
            Edit::Insert { at, .. } if *at <= len => len = len.checked_add(size).ok_or(fault)?,
            Edit::Insert { .. } => return Err(fault),
            Edit::Delete {
                at,
                len: signed,
                first,
            } => {
                // Backwards, `at` is the last code point taken out.
                let from = if *signed > 0 {
                    Some(*at)
                } else {
                    at.checked_add(1).and_then(|after| after.checked_sub(size))
                };
                let inside = from
                    .and_then(|from| from.checked_add(size))
                    .is_some_and(|to| to <= len);
                let here = if first.peer == peer {
                    count
                } else {
                    end(&others, first.peer)
                };
                let seen = first
                    .count
                    .checked_add(size)
                    .is_some_and(|last| last <= here);
                if !inside || !seen {
                    return Err(fault);
                }
                len = len.saturating_sub(size);
            }
        }
        count = count.saturating_add(size);
    }
    Ok(Seen { others, len })
}

fn end(counts: &VersionVector, peer: u64) -> u32 {
    counts
        .get(&peer)
        .and_then(|count| u32::try_from(*count).ok())
        .unwrap_or(0)
}

/// Whether a peer has written up to a place.
pub(super) fn includes(counts: &VersionVector, place: Place) -> bool {
    place.count < end(counts, place.peer)
}
