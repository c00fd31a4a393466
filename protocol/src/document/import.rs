//! Taking checked updates into the text, one or many at once.

use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use std::mem::take;
use std::sync::{Arc, PoisonError};

use loro::event::Diff;
use loro::{
    ContainerID, ContainerTrait, Frontiers, ID, JsonChange, JsonOp, JsonOpContent, JsonSchema,
    JsonTextOp, TextDelta,
};

use super::check::{CheckedUpdate, Counts, Judgement};
use super::update::{Edit, Place};
use super::version::id;
use super::{Document, DocumentFault, Splice};
use crate::id::{DeviceId, OpId};

/// The most updates handed to the library at once: bounds what one refusal makes us do again.
const IMPORT_AT_ONCE_MAX: usize = 1_024;
/// The version of the library's change lists.
const SCHEMA_VERSION: u8 = 1;

/// An update with the operation and the device that it came from.
type Incoming = (OpId, DeviceId, Vec<u8>);
/// With its fault, if it has one.
type Judged = (Incoming, Option<DocumentFault>);

/// What came of many updates.
#[derive(Debug, Default)]
pub struct Imported {
    /// What the text's readers do to theirs, each relative to the text after the one before.
    pub splices: Vec<Splice>,
    /// Forged or damaged updates, with their faults. The others were taken.
    pub refused: Vec<(OpId, DocumentFault)>,
    /// Whether an update waits, here or from before, for one that is not here yet.
    pub waits: bool,
}

impl Document {
    /// Opens a document from all its updates, in the order of the operations that carry them or any
    /// other that keeps each device's own.
    #[must_use]
    pub fn open(
        id: OpId,
        device: Option<DeviceId>,
        updates: impl IntoIterator<Item = Incoming>,
    ) -> (Self, Imported) {
        let mut document = Self::new(id, device);
        let imported = document.take_all(updates);
        let own = document
            .writer
            .map(|peer| document.doc.oplog_vv().get(&peer).copied());
        let own = own
            .flatten()
            .and_then(|count| u32::try_from(count).ok())
            .unwrap_or(0);
        document.written = own;
        document.handed_out = own;
        (document, imported)
    }

    /// Takes an update. Edits of ours that were not committed yet stay, beside it.
    ///
    /// # Errors
    ///
    /// [`DocumentFault::Places`] if the text it was written on has not the places it edits: the
    /// document is unchanged. [`DocumentFault::Panicked`]: it must be opened again without it.
    /// [`DocumentFault::Overlap`] or [`DocumentFault::Gap`] if another update of its author was
    /// taken since it was checked.
    pub fn import(&mut self, checked: CheckedUpdate) -> Result<Vec<Splice>, DocumentFault> {
        self.doc.commit();
        let (author, expected) = (checked.author, self.count_of(checked.peer));
        let start = checked.update.start;
        match start.cmp(&expected) {
            Ordering::Less => Err(DocumentFault::Overlap {
                author,
                expected,
                start,
            }),
            Ordering::Greater => Err(DocumentFault::Gap {
                author,
                expected,
                start,
            }),
            Ordering::Equal => self.listening(|this| this.hand_over(vec![checked])),
        }
    }

    /// Takes many updates and those that waited for them; what does not fit is left out and named.
    pub fn import_batch(&mut self, updates: impl IntoIterator<Item = Incoming>) -> Imported {
        let mut imported = Imported::default();
        let splices = self.listening(|this| {
            imported = this.take_all(updates);
            Ok(())
        });
        imported.splices = splices.unwrap_or_default();
        imported
    }

    /// Runs an import and returns what it did to the text.
    fn listening(
        &mut self,
        import: impl FnOnce(&mut Self) -> Result<(), DocumentFault>,
    ) -> Result<Vec<Splice>, DocumentFault> {
        if self.broken {
            return Err(DocumentFault::Broken);
        }
        self.doc.commit();
        let deltas = Arc::clone(&self.deltas);
        let text = self.text.id();
        let subscription = self.doc.subscribe(
            &text,
            Arc::new(move |event| {
                for event in event.events {
                    if let Diff::Text(delta) = event.diff {
                        let mut deltas = deltas.lock().unwrap_or_else(PoisonError::into_inner);
                        splices(&delta, &mut deltas);
                    }
                }
            }),
        );
        let result = import(self);
        drop(subscription);
        let splices = take(&mut *self.deltas.lock().unwrap_or_else(PoisonError::into_inner));
        result.map(|()| splices)
    }

    fn take_all(&mut self, updates: impl IntoIterator<Item = Incoming>) -> Imported {
        let mut imported = Imported::default();
        let mut left = take(&mut self.waiting);
        left.extend(updates);
        loop {
            let before = left.len();
            left = self.pass(left, &mut imported);
            // A refusal frees nobody: what waits, waits for something taken.
            if left.len() == before || left.is_empty() {
                break;
            }
        }
        imported.waits = !left.is_empty();
        self.waiting = left;
        imported
    }

    /// Goes once over the updates; returns those that wait.
    fn pass(&mut self, updates: Vec<Incoming>, imported: &mut Imported) -> Vec<Incoming> {
        let mut waits = Vec::new();
        let mut waiting = BTreeSet::new();
        let mut left: VecDeque<Incoming> = updates.into();
        let mut at_most = IMPORT_AT_ONCE_MAX;
        while !left.is_empty() {
            let (judged, ready) = self.judge_run(&mut left, &waiting, at_most);
            let result = self.hand_over(ready);
            if result.is_err() && at_most > 1 && !self.broken {
                // One of them is at fault, and those after it were judged as if it were not.
                for (update, _) in judged.into_iter().rev() {
                    left.push_front(update);
                }
                at_most = 1;
                continue;
            }
            for (update, fault) in judged {
                match fault.or(result.err().filter(|_| fault.is_none())) {
                    Some(DocumentFault::Waits { author }) => {
                        waiting.insert(author);
                        waits.push(update);
                    }
                    Some(fault) => imported.refused.push((update.0, fault)),
                    None => {}
                }
            }
        }
        waits
    }

    /// Judges updates by the document and each other, up to one that needs those before it
    /// imported, or as many as may be imported at once.
    fn judge_run(
        &mut self,
        left: &mut VecDeque<Incoming>,
        waiting: &BTreeSet<DeviceId>,
        at_most: usize,
    ) -> (Vec<Judged>, Vec<CheckedUpdate>) {
        let mut counts = Counts::of(&self.doc);
        let mut waiting = waiting.clone();
        let (mut judged, mut ready) = (Vec::new(), Vec::new());
        while ready.len() < at_most {
            let Some((_, author, bytes)) = left.front() else {
                break;
            };
            let author = *author;
            // What follows an update that waits, waits too: it is no gap.
            let result = if waiting.contains(&author) {
                Err(DocumentFault::Waits { author })
            } else {
                match self.judge(author, bytes, &counts) {
                    Ok(Judgement::AskHistory(_)) if !ready.is_empty() => break,
                    Ok(Judgement::AskHistory(asked)) => self.ask_history(asked),
                    Ok(Judgement::Fits(checked)) => Ok(checked),
                    Err(fault) => Err(fault),
                }
            };
            let fault = match result {
                Ok(checked) => {
                    counts.advance(&checked);
                    ready.push(checked);
                    None
                }
                Err(fault) => {
                    if let DocumentFault::Waits { .. } = fault {
                        waiting.insert(author);
                    }
                    Some(fault)
                }
            };
            judged.extend(left.pop_front().map(|update| (update, fault)));
        }
        (judged, ready)
    }

    fn hand_over(&mut self, checked: Vec<CheckedUpdate>) -> Result<(), DocumentFault> {
        let Some(author) = checked.first().map(|checked| checked.author) else {
            return Ok(());
        };
        let schema = JsonSchema {
            schema_version: SCHEMA_VERSION,
            start_version: Frontiers::default(),
            peers: None,
            changes: checked.iter().filter_map(change).collect(),
        };
        let status = self.guarded(|this| this.doc.import_json_updates(schema));
        match status {
            Some(Ok(status)) if status.pending.as_ref().is_none_or(|all| all.is_empty()) => {
                for checked in checked {
                    if self.writer == Some(checked.peer) {
                        // Written by this device before it was restored from an older copy.
                        self.written = checked.update.end();
                        self.handed_out = self.written;
                    }
                    self.seen.insert(checked.peer, checked.after);
                }
                Ok(())
            }
            // Checked updates never wait in the library; one that does has got around the check.
            Some(Ok(_)) => {
                self.broken = true;
                Err(DocumentFault::Panicked { author })
            }
            Some(Err(_)) => Err(DocumentFault::Places { author }),
            None => Err(DocumentFault::Panicked { author }),
        }
    }
}

/// An update as the library's change. The library works out logical times by itself.
fn change(checked: &CheckedUpdate) -> Option<JsonChange> {
    let mut count = checked.update.start;
    let mut ops = Vec::with_capacity(checked.update.edits.len());
    for edit in &checked.update.edits {
        ops.push(op(edit, count)?);
        count = count.saturating_add(edit.len());
    }
    Some(JsonChange {
        id: id(Place {
            peer: checked.peer,
            count: checked.update.start,
        })?,
        timestamp: 0,
        deps: checked
            .update
            .deps
            .iter()
            .filter_map(|dep| id(*dep))
            .collect::<Vec<ID>>(),
        lamport: 0,
        msg: None,
        ops,
    })
}

fn op(edit: &Edit, count: u32) -> Option<JsonOp> {
    let content = match edit {
        Edit::Insert { at, text } => JsonTextOp::Insert {
            pos: *at,
            text: text.clone(),
        },
        Edit::Delete { at, len, first } => JsonTextOp::Delete {
            pos: i32::try_from(*at).ok()?,
            len: *len,
            start_id: id(*first)?,
        },
    };
    Some(JsonOp {
        content: JsonOpContent::Text(content),
        container: ContainerID::new_root(super::TEXT, loro::ContainerType::Text),
        counter: i32::try_from(count).ok()?,
    })
}

/// The library's description of a change, as edits one after the other.
fn splices(delta: &[TextDelta], out: &mut Vec<Splice>) {
    let mut at = 0_usize;
    let mut open: Option<Splice> = None;
    for part in delta {
        match part {
            TextDelta::Retain { retain, .. } => {
                out.extend(open.take());
                at = at.saturating_add(*retain);
            }
            TextDelta::Insert { insert, .. } => {
                let splice = open.get_or_insert_with(|| Splice {
                    at,
                    delete: 0,
                    insert: String::new(),
                });
                splice.insert.push_str(insert);
                at = at.saturating_add(insert.chars().count());
            }
            TextDelta::Delete { delete } => {
                let splice = open.get_or_insert_with(|| Splice {
                    at,
                    delete: 0,
                    insert: String::new(),
                });
                splice.delete = splice.delete.saturating_add(*delete);
            }
        }
    }
    out.extend(open);
}
