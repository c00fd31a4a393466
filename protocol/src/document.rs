//! Documents: one text that many devices write at once, a Loro CRDT under the one-author rule.
//!
//! Each device writes as one Loro peer, derived from the device and the document, and its updates
//! follow each other without gap or overlap. [`Document::check`] shows that of every update before
//! it is imported; what does not fit is a forgery or damage, and the fault names its author.
//! Without this rule two updates that claim one place leave replicas with different texts and equal
//! versions.
//!
//! Whether an update is taken never depends on the order in which updates of *different* devices
//! arrive: an update that builds on one not here yet waits ([`DocumentFault::Waits`]), and every
//! limit is counted along the updates of one device.
//!
//! Of a forked device, only updates of one branch may be given here, once it is settled which.
//!
//! The library runs behind `catch_unwind`. If it panics the document is broken: every call fails,
//! and its owner opens it again from the updates.
//!
//! This module knows no operations, spaces or times. Byte format: `docs/wire.md`, "Documents".

mod check;
mod diff;
mod import;
mod update;
mod version;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use loro::event::Diff;
use loro::{
    ContainerTrait, Frontiers, IdSpan, JsonChange, JsonOpContent, JsonTextOp, LoroDoc, LoroText,
    TextDelta, cursor,
};

pub use check::CheckedUpdate;
pub use diff::Splice;
pub use import::Imported;
pub use update::{
    UPDATE_BYTES_MAX, UPDATE_DEPS_MAX, UPDATE_EDITS_MAX, UpdateFigures, WRITER_CHARS_MAX,
};
pub use version::{BadVersion, Version};

use check::{Seen, includes};
use diff::Kept;
use update::{Edit, Place, Update};

use crate::crypto::{Domain, hash};
use crate::id::{DeviceId, OpId};

/// The most code points of a document that this device writes into: four times the longest book one
/// would write in a terminal, and still opened within a second.
pub const DOC_CHARS_MAX: usize = 4_000_000;

/// The one container of a document.
const TEXT: &str = "text";

/// Why a document did not take an edit or an update.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DocumentFault {
    /// Not the one encoding of an update.
    #[error("update of device {} is malformed", .author.short())]
    Malformed {
        /// Who wrote it.
        author: DeviceId,
    },
    /// Over a limit of this module.
    #[error("update of device {} is over a limit", .author.short())]
    TooLarge {
        /// Who wrote it.
        author: DeviceId,
    },
    /// It starts after its author's last update ended.
    #[error("update of device {} starts at {start}, not at {expected}", .author.short())]
    Gap {
        /// Who wrote it.
        author: DeviceId,
        /// Where her last update ended.
        expected: u32,
        /// Where this one starts.
        start: u32,
    },
    /// It starts before its author's last update ended.
    #[error("update of device {} starts at {start}, again before {expected}", .author.short())]
    Overlap {
        /// Who wrote it.
        author: DeviceId,
        /// Where her last update ended.
        expected: u32,
        /// Where this one starts.
        start: u32,
    },
    /// It claims a past that no honest device could have seen: without her own last edit, or with
    /// an edit and another that it follows side by side.
    #[error("update of device {} claims an impossible past", .author.short())]
    Past {
        /// Who wrote it.
        author: DeviceId,
    },
    /// It edits places that the text did not have when it was written.
    #[error("update of device {} edits what is not there", .author.short())]
    Places {
        /// Who wrote it.
        author: DeviceId,
    },
    /// It builds on an update that is not here yet: nobody's fault, try again after that one.
    #[error("update of device {} builds on one that is not here yet", .author.short())]
    Waits {
        /// Who wrote it.
        author: DeviceId,
    },
    /// The library panicked: open the document again without this update.
    #[error("update of device {} broke the document", .author.short())]
    Panicked {
        /// Who wrote it.
        author: DeviceId,
    },
    /// The library panicked before: open the document again.
    #[error("document is broken and must be opened again")]
    Broken,
    /// An edit of ours lies outside the text.
    #[error("edit of {delete} at {at} lies outside the text of {len}")]
    OutOfBounds {
        /// Its position.
        at: usize,
        /// What it takes out.
        delete: usize,
        /// The text's length.
        len: usize,
    },
    /// An edit of ours would make the text longer than [`DOC_CHARS_MAX`], or this device has
    /// written [`WRITER_CHARS_MAX`].
    #[error("document is full")]
    Full,
    /// The document was opened to read.
    #[error("document is open to read only")]
    ReadOnly,
    /// Nothing here has this version.
    #[error("version is unknown here")]
    UnknownVersion,
}

/// A place between two code points that stays beside them while others write.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Anchor(Option<Place>);

impl Anchor {
    /// 12 bytes: peer and count; the end of the text is all ones.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [0xff; 12];
        if let Some(place) = self.0 {
            let parts = place
                .peer
                .to_be_bytes()
                .into_iter()
                .chain(place.count.to_be_bytes());
            for (to, from) in bytes.iter_mut().zip(parts) {
                *to = from;
            }
        }
        bytes
    }

    /// Reads [`Anchor::to_bytes`]; all bytes are an anchor, of something or of nothing.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 12]) -> Self {
        let (peer, count) = bytes.split_at(8);
        let peer = peer
            .iter()
            .fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
        let count = count
            .iter()
            .fold(0_u32, |all, byte| (all << 8) | u32::from(*byte));
        Self((count != u32::MAX).then_some(Place { peer, count }))
    }
}

/// The Loro peer as which a device writes a document.
#[must_use]
pub fn peer_of(doc: OpId, device: DeviceId) -> u64 {
    let digest = hash(Domain::LoroPeer, &[device.as_bytes(), doc.as_bytes()]);
    let bytes = digest
        .as_bytes()
        .first_chunk::<8>()
        .copied()
        .unwrap_or_default();
    // The library keeps the highest number for itself.
    u64::from_be_bytes(bytes).min(u64::MAX - 1)
}

/// One open document.
pub struct Document {
    id: OpId,
    /// The peer as which this device writes, if it may.
    writer: Option<u64>,
    /// How much this device has written.
    written: u32,
    /// How much of that [`Document::commit`] has handed out.
    handed_out: u32,
    doc: LoroDoc,
    text: LoroText,
    /// What imports did to the text, until taken.
    deltas: Arc<Mutex<Vec<Splice>>>,
    /// What each device had before its eyes at its last update, where that was asked.
    seen: BTreeMap<u64, Seen>,
    /// A copy that can go back in time, made when the first update asks for it.
    past: Option<LoroDoc>,
    broken: bool,
    waiting: Vec<(OpId, DeviceId, Vec<u8>)>,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({})", self.id.short())
    }
}

impl Document {
    /// An empty document, to write as `device` or, without one, to read.
    #[must_use]
    pub fn new(id: OpId, device: Option<DeviceId>) -> Self {
        let doc = LoroDoc::new();
        doc.set_record_timestamp(false);
        let writer = device.map(|device| peer_of(id, device));
        // The one error is the highest number, which `peer_of` never gives.
        let _ = doc.set_peer_id(writer.unwrap_or(0));
        let text = doc.get_text(TEXT);
        Self {
            id,
            writer,
            written: 0,
            handed_out: 0,
            doc,
            text,
            deltas: Arc::default(),
            seen: BTreeMap::new(),
            past: None,
            broken: false,
            waiting: Vec::new(),
        }
    }

    /// The document's id.
    #[must_use]
    pub const fn id(&self) -> OpId {
        self.id
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.text.to_string()
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len_unicode()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the library panicked and the document must be opened again.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    /// The updates that wait for others.
    pub fn waiting(&self) -> impl Iterator<Item = OpId> + '_ {
        self.waiting.iter().map(|(op, ..)| *op)
    }

    /// Edits the text here. Positions are code points of the text as it stands.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::OutOfBounds`], [`DocumentFault::Full`], [`DocumentFault::ReadOnly`],
    /// [`DocumentFault::Broken`].
    pub fn splice(&mut self, at: usize, delete: usize, insert: &str) -> Result<(), DocumentFault> {
        self.writer.ok_or(DocumentFault::ReadOnly)?;
        if self.broken {
            return Err(DocumentFault::Broken);
        }
        let len = self.len();
        if at.checked_add(delete).is_none_or(|end| end > len) {
            return Err(DocumentFault::OutOfBounds { at, delete, len });
        }
        let inserted = insert.chars().count();
        let more = u32::try_from(inserted.saturating_add(delete)).unwrap_or(u32::MAX);
        let written = self.written.saturating_add(more);
        let full = len.saturating_sub(delete).saturating_add(inserted) > DOC_CHARS_MAX;
        if written > WRITER_CHARS_MAX || (full && inserted > 0) {
            return Err(DocumentFault::Full);
        }
        let text = &self.text;
        let edited = catch_unwind(AssertUnwindSafe(|| {
            if delete > 0 {
                text.delete(at, delete)?;
            }
            if inserted > 0 {
                text.insert(at, insert)?;
            }
            Ok::<(), loro::LoroError>(())
        }));
        match edited {
            Ok(Ok(())) => {
                self.written = written;
                Ok(())
            }
            Ok(Err(_)) | Err(_) => {
                self.broken = true;
                Err(DocumentFault::Broken)
            }
        }
    }

    /// Makes the text `new` by fine edits.
    ///
    /// # Errors
    ///
    /// As [`Document::splice`].
    pub fn edit_to(&mut self, new: &str) -> Result<Vec<Splice>, DocumentFault> {
        let splices = diff::diff(&self.text(), new);
        self.apply(splices)
    }

    /// Does to the text what was done to the text at `base` to make it `new`: what others wrote
    /// since `base` stays. Returns the edits, each relative to the text after the one before.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::UnknownVersion`], else as [`Document::splice`].
    pub fn edit_since(&mut self, base: &Version, new: &str) -> Result<Vec<Splice>, DocumentFault> {
        let splices = diff::diff(&self.text_at(base)?, new);
        let kept = self.kept_since(base)?;
        self.apply(diff::carry_over(&splices, &kept))
    }

    /// Applies ascending edits of one text from the last to the first, so that none moves another.
    fn apply(&mut self, mut splices: Vec<Splice>) -> Result<Vec<Splice>, DocumentFault> {
        splices.reverse();
        for splice in &splices {
            self.splice(splice.at, splice.delete, &splice.insert)?;
        }
        Ok(splices)
    }

    /// Hands out what was written here since the last time, as updates that are to be sealed and
    /// saved one operation each, in this order. Usually there is one; more where it would be over
    /// [`UPDATE_BYTES_MAX`], or where imports came between edits; none if nothing was written.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::Broken`].
    pub fn commit(&mut self) -> Result<Vec<Vec<u8>>, DocumentFault> {
        let Some(writer) = self.writer else {
            return Ok(Vec::new());
        };
        let start = self.handed_out;
        let updates = self.guarded(|this| {
            this.doc.commit();
            let end = this.written;
            let mut updates = Vec::new();
            if start < end {
                this.pack(writer, start, end, &mut updates);
            }
            this.handed_out = end;
            updates
        });
        updates.ok_or(DocumentFault::Broken)
    }

    /// Writes the edits from `start` to `end`, halving until all of a part fit in one update.
    fn pack(&self, writer: u64, start: u32, end: u32, out: &mut Vec<Vec<u8>>) {
        let counter = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let span = IdSpan::new(writer, counter(start), counter(end));
        let mut count = start;
        for change in self.doc.export_json_in_id_span(span) {
            let update = written(change, count);
            let (from, to) = (count, update.end());
            count = to;
            let bytes = update.encode(writer);
            let fits = bytes.len() <= UPDATE_BYTES_MAX && update.edits.len() <= UPDATE_EDITS_MAX;
            if fits || to.saturating_sub(from) < 2 {
                out.push(bytes);
            } else {
                let middle = from.saturating_add(to.saturating_sub(from) / 2);
                self.pack(writer, from, middle, out);
                self.pack(writer, middle, to, out);
            }
        }
    }

    /// The version of the text as it stands, counting what was written here.
    pub fn version(&mut self) -> Version {
        self.guarded(|this| {
            this.doc.commit();
            Version::of(&this.doc.oplog_frontiers())
        })
        .unwrap_or_else(|| Version::new(Vec::new()))
    }

    /// The version that an update of `author` left: her own text and all that she had seen.
    #[must_use]
    pub fn version_after(&self, author: DeviceId, figures: &UpdateFigures) -> Version {
        let count = figures.end.saturating_sub(1);
        Version::new(vec![Place {
            peer: peer_of(self.id, author),
            count,
        }])
    }

    /// The text at a version.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::UnknownVersion`] where an edit that it names is not here.
    pub fn text_at(&mut self, version: &Version) -> Result<String, DocumentFault> {
        let frontiers = self.known(version)?;
        let text = self.guarded(|this| {
            this.doc.commit();
            let old = this.doc.fork_at(&frontiers).ok()?;
            Some(old.get_text(TEXT).to_string())
        });
        text.ok_or(DocumentFault::Broken)?
            .ok_or(DocumentFault::UnknownVersion)
    }

    fn known(&mut self, version: &Version) -> Result<Frontiers, DocumentFault> {
        if self.broken {
            return Err(DocumentFault::Broken);
        }
        self.doc.commit();
        let counts = self.doc.oplog_vv();
        let known = version
            .places()
            .iter()
            .all(|place| includes(&counts, *place));
        if known {
            Ok(version.frontiers())
        } else {
            Err(DocumentFault::UnknownVersion)
        }
    }

    /// What of the text at `base` is still there, and where.
    fn kept_since(&mut self, base: &Version) -> Result<Vec<Kept>, DocumentFault> {
        let frontiers = self.known(base)?;
        let deltas = self
            .guarded(|this| {
                let now = this.doc.oplog_frontiers();
                let batch = this.doc.diff(&frontiers, &now).ok()?;
                let text = this.text.id();
                let diff = batch
                    .iter()
                    .find(|(id, _)| **id == text)
                    .map(|(_, diff)| diff.clone());
                Some(match diff {
                    Some(Diff::Text(deltas)) => deltas,
                    _ => Vec::new(),
                })
            })
            .ok_or(DocumentFault::Broken)?
            .ok_or(DocumentFault::UnknownVersion)?;
        let (mut old, mut new) = (0_usize, 0_usize);
        let mut kept = Vec::new();
        for delta in deltas {
            match delta {
                TextDelta::Retain { retain: len, .. } => {
                    kept.push(Kept { old, new, len });
                    old = old.saturating_add(len);
                    new = new.saturating_add(len);
                }
                TextDelta::Insert { insert, .. } => {
                    new = new.saturating_add(insert.chars().count());
                }
                TextDelta::Delete { delete } => old = old.saturating_add(delete),
            }
        }
        kept.push(Kept {
            old,
            new,
            len: self.len().saturating_sub(new),
        });
        Ok(kept)
    }

    /// An anchor before the code point at `at`, or at the end.
    #[must_use]
    pub fn anchor(&self, at: usize) -> Anchor {
        if at >= self.len() {
            return Anchor(None);
        }
        let cursor = self.text.get_cursor(at, cursor::Side::Middle);
        Anchor(cursor.and_then(|cursor| cursor.id).and_then(version::place))
    }

    /// Where an anchor now is; the end of the text for one of a place that is not here.
    pub fn anchored(&mut self, anchor: Anchor) -> usize {
        let len = self.len();
        let Some(place) = anchor
            .0
            .filter(|place| place.count < self.count_of(place.peer))
        else {
            return len;
        };
        let id = version::id(place);
        let container = self.text.id();
        let at = self.guarded(|this| {
            let cursor = cursor::Cursor::new(id, container, cursor::Side::Middle, len);
            this.doc
                .get_cursor_pos(&cursor)
                .ok()
                .map(|found| found.current.pos)
        });
        at.flatten().map_or(len, |at| at.min(len))
    }

    /// How much a peer has written, as far as is known here.
    fn count_of(&self, peer: u64) -> u32 {
        if self.writer == Some(peer) {
            return self.written;
        }
        let count = self.doc.oplog_vv().get(&peer).copied().unwrap_or(0);
        u32::try_from(count).unwrap_or(0)
    }

    /// Runs the library; a panic breaks the document.
    fn guarded<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.broken {
            return None;
        }
        let result = catch_unwind(AssertUnwindSafe(|| run(&mut *self)));
        self.broken = result.is_err();
        result.ok()
    }
}

/// The library's change as an update that starts at `start`.
fn written(change: JsonChange, start: u32) -> Update {
    let mut deps: Vec<Place> = change
        .deps
        .iter()
        .filter_map(|id| version::place(*id))
        .collect();
    deps.sort_unstable();
    let edits = change.ops.into_iter().filter_map(|op| match op.content {
        JsonOpContent::Text(JsonTextOp::Insert { pos, text }) => {
            Some(Edit::Insert { at: pos, text })
        }
        JsonOpContent::Text(JsonTextOp::Delete { pos, len, start_id }) => Some(Edit::Delete {
            at: u32::try_from(pos).ok()?,
            len,
            first: version::place(start_id)?,
        }),
        _ => None,
    });
    Update {
        start,
        deps,
        edits: edits.collect(),
    }
}

#[cfg(test)]
mod tests;
