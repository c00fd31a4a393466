//! Views: what people see of a space, as a pure function of its admitted content.
//!
//! The order in which content arrives changes nothing but what is counted as new here: concurrent
//! statements are settled by causal depth, then id, and what refers to something that is not here
//! yet waits for it. [`SpaceView::state_hash`] is the proof: devices that hold the same content
//! have the same hash.
//!
//! A view believes what it is told about authority ([`Role`], [`Office`], [`Visibility`]): that is
//! decided by membership, at the operation. It knows no keys, no bytes on the wire and no disk, and
//! can be cleared and filled again from the space's operations.

mod agenda;
mod document;
mod hash;
mod name;
mod store;
mod thread;

use std::collections::{BTreeMap, BTreeSet};

pub use agenda::{AgendaView, Draft, Edition};
pub use document::{DocumentView, UpdateView};
pub use name::Named;
pub use store::Author;
pub use thread::{ImportedFrom, PostView, ThreadView};

use agenda::Agendas;
use document::Documents;
use name::Names;
use store::Authors;
use thread::Threads;

use crate::content::{Body, Content, Country};
use crate::crypto::Digest;
use crate::document::{Document, Imported};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::time::WallTime;

/// What an author may do in a space, by the highest path that counted at the operation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Role {
    /// Nothing.
    None,
    /// Read.
    Read,
    /// Read and write.
    Write,
    /// Also say who belongs to it, and what it is called.
    Admin,
}

/// Whether an author's organization held the office that signs agendas, at the operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Office {
    /// It was the Secretariat.
    Secretariat,
    /// It was not.
    Other,
}

/// Whether content is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Visibility {
    /// It counts.
    Visible,
    /// It lies behind a cut, after a fork, or its author's grant is void: kept out, counted.
    Quarantined,
}

/// Content that may be read, with what membership says about its author at that operation.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The operation.
    pub id: OpId,
    /// Its space.
    pub space: SpaceId,
    /// Who wrote it.
    pub author: Author,
    /// The author's role in the space that the content is about: [`Content::names`] where that
    /// gives one, else `space`.
    pub role: Role,
    /// The author's organization's office.
    pub office: Office,
    /// What it says.
    pub content: Content,
    /// When it came to this device.
    pub received_at: WallTime,
    /// Its place in the order of arrival here, for read marks.
    pub order: u64,
    /// The operations on the longest chain that it follows: higher than that of any it follows.
    pub depth: u64,
    /// Whether it is shown.
    pub visibility: Visibility,
}

impl Admitted {
    const fn stamp(&self) -> Stamp {
        Stamp {
            depth: self.depth,
            id: self.id,
        }
    }
}

/// Settles concurrent statements: the later in causal order counts, then the higher id.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Stamp {
    depth: u64,
    id: OpId,
}

/// Why content that may be read changes nothing.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Refusal {
    /// An edit or retraction of somebody else's post.
    NotTheAuthor,
    /// A name, closing or invitation name by somebody who may not state it.
    NotPermitted,
    /// An edition by an organization that is not the Secretariat.
    NotTheSecretariat,
    /// It refers to something of another kind.
    WrongKind,
    /// Its inside is damaged: an update that is none, an edition without a number.
    Damaged,
}

/// What an operation did to a view.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It counts; with the thread, document or agenda it belongs to.
    Changed(Option<OpId>),
    /// It was there already.
    Repeated,
    /// It waits for the operation that it refers to.
    Waits(OpId),
    /// It is kept out.
    Quarantined,
    /// It changes nothing, and is shown as such.
    Refused(Refusal),
    /// Only a newer version can read it.
    NeedsNewer,
}

/// How much of a space's content counts, and how much does not.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// Counts.
    pub visible: u64,
    /// Waits for something that is not here.
    pub waiting: u64,
    /// Is kept out.
    pub quarantined: u64,
    /// Changes nothing.
    pub refused: u64,
    /// Needs a newer version.
    pub newer: u64,
}

/// Everything to see in one space.
#[derive(Debug)]
pub struct SpaceView {
    space: SpaceId,
    authors: Authors,
    names: Names,
    threads: Threads,
    documents: Documents,
    agendas: Agendas,
    visible: u64,
    waiting: BTreeMap<OpId, BTreeMap<OpId, Admitted>>,
    quarantined: BTreeSet<OpId>,
    refused: BTreeMap<OpId, Refusal>,
    newer: BTreeMap<OpId, u64>,
}

impl SpaceView {
    /// An empty space.
    #[must_use]
    pub fn new(space: SpaceId) -> Self {
        Self {
            space,
            authors: Authors::default(),
            names: Names::default(),
            threads: Threads::default(),
            documents: Documents::default(),
            agendas: Agendas::default(),
            visible: 0,
            waiting: BTreeMap::new(),
            quarantined: BTreeSet::new(),
            refused: BTreeMap::new(),
            newer: BTreeMap::new(),
        }
    }

    /// Forgets everything, to be filled again: when membership changed what counts.
    pub fn clear(&mut self) {
        *self = Self::new(self.space);
    }

    /// Takes content. Takes it once: a second time changes nothing, except that what was kept out
    /// may come again to be shown. What was shown is only hidden by [`SpaceView::clear`].
    pub fn admit(&mut self, op: Admitted) -> Outcome {
        if op.visibility == Visibility::Quarantined {
            self.quarantined.insert(op.id);
            return Outcome::Quarantined;
        }
        self.quarantined.remove(&op.id);
        if let Body::Unknown { kind } = op.content.body {
            self.newer.insert(op.id, kind);
            return Outcome::NeedsNewer;
        }
        let mut next = vec![op];
        let mut first = None;
        while let Some(op) = next.pop() {
            let id = op.id;
            let outcome = self.take(op);
            if let Outcome::Changed(_) = outcome {
                self.visible = self.visible.saturating_add(1);
                let waited = self.waiting.remove(&id).unwrap_or_default();
                next.extend(waited.into_values());
            }
            first.get_or_insert(outcome);
        }
        first.unwrap_or(Outcome::Repeated)
    }

    fn take(&mut self, op: Admitted) -> Outcome {
        let id = op.id;
        let author = self.authors.number(&op.author);
        let result = match &op.content.body {
            Body::Name(_) | Body::Alias(_) | Body::InvitationName(_) | Body::Addresses(_) => {
                self.names.take(&op)
            }
            Body::ThreadNew(_)
            | Body::Post(_)
            | Body::PostImported(_)
            | Body::PostEdit(_)
            | Body::PostRetract(_)
            | Body::ThreadClose(_) => self.threads.take(&op, author, &self.authors),
            Body::DocNew(_) | Body::DocUpdate(_) => self.documents.take(&op, author),
            Body::AgendaNew(_) | Body::AgendaItem(_) | Body::AgendaPublish(_) | Body::Held(_) => {
                self.agendas.take(&op, author)
            }
            Body::Unknown { .. } => Ok(Outcome::NeedsNewer),
        };
        match result {
            Ok(outcome) => outcome,
            Err(Hold::For(target)) if self.is_known(target) => {
                self.refused.insert(id, Refusal::WrongKind);
                Outcome::Refused(Refusal::WrongKind)
            }
            Err(Hold::For(target)) => {
                self.waiting.entry(target).or_default().insert(id, op);
                Outcome::Waits(target)
            }
            Err(Hold::Refused(refusal)) => {
                self.refused.insert(id, refusal);
                Outcome::Refused(refusal)
            }
        }
    }

    /// Whether an id names a thread, post, document or agenda here.
    fn is_known(&self, id: OpId) -> bool {
        self.threads.knows(id) || self.documents.knows(id) || self.agendas.knows(id)
    }

    /// The space.
    #[must_use]
    pub const fn space(&self) -> SpaceId {
        self.space
    }

    /// How much counts here.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let count = |len: usize| u64::try_from(len).unwrap_or(u64::MAX);
        Tally {
            visible: self.visible,
            waiting: count(self.waiting.values().map(BTreeMap::len).sum()),
            quarantined: count(self.quarantined.len()),
            refused: count(self.refused.len()),
            newer: count(self.newer.len()),
        }
    }

    /// What is kept out.
    pub fn quarantined(&self) -> impl Iterator<Item = OpId> + '_ {
        self.quarantined.iter().copied()
    }

    /// What changes nothing, and why.
    pub fn refused(&self) -> impl Iterator<Item = (OpId, Refusal)> + '_ {
        self.refused.iter().map(|(id, refusal)| (*id, *refusal))
    }

    /// What only a newer version can read, with its kind.
    pub fn newer(&self) -> impl Iterator<Item = (OpId, u64)> + '_ {
        self.newer.iter().map(|(id, kind)| (*id, *kind))
    }

    /// The name that was stated here for a space or organization.
    #[must_use]
    pub fn name(&self, of: SpaceId) -> Option<&Named> {
        self.names.name(of)
    }

    /// The name by which a person is known here.
    #[must_use]
    pub fn alias(&self, person: SpaceId) -> Option<&str> {
        self.names.alias(person)
    }

    /// What an invitation is for: name and country.
    #[must_use]
    pub fn invitation(&self, key: DeviceId) -> Option<(Option<&str>, Option<Country>)> {
        self.names.invitation(key)
    }

    /// Where a device says that it can be reached.
    #[must_use]
    pub fn addresses(&self, device: DeviceId) -> &[String] {
        self.names.addresses(device)
    }

    /// All devices that gave addresses here, with those.
    pub fn all_addresses(&self) -> impl Iterator<Item = (DeviceId, &[String])> + '_ {
        self.names.all_addresses()
    }

    /// The threads, in the order of their ids.
    pub fn threads(&self) -> impl Iterator<Item = ThreadView<'_>> + '_ {
        self.threads.all(&self.authors)
    }

    /// A thread.
    #[must_use]
    pub fn thread(&self, id: OpId) -> Option<ThreadView<'_>> {
        self.threads.thread(id, &self.authors)
    }

    /// A post, or a thread's first text by the thread's id.
    #[must_use]
    pub fn post(&self, id: OpId) -> Option<PostView<'_>> {
        self.threads.post(id, &self.authors)
    }

    /// The thread of a post.
    #[must_use]
    pub fn thread_of(&self, post: OpId) -> Option<OpId> {
        self.threads.thread_of(post)
    }

    /// The documents, in the order of their ids.
    pub fn documents(&self) -> impl Iterator<Item = DocumentView<'_>> + '_ {
        self.documents.all(&self.authors)
    }

    /// A document.
    #[must_use]
    pub fn document(&self, id: OpId) -> Option<DocumentView<'_>> {
        self.documents.document(id, &self.authors)
    }

    /// Opens a document with all its updates, to write as `device` or to read.
    #[must_use]
    pub fn open_document(
        &self,
        id: OpId,
        device: Option<DeviceId>,
    ) -> Option<(Document, Imported)> {
        self.documents.open(id, device, &self.authors)
    }

    /// The agendas drafted or published here, in the order of their ids.
    pub fn agendas(&self) -> impl Iterator<Item = AgendaView<'_>> + '_ {
        self.agendas.all(&self.authors)
    }

    /// An agenda.
    #[must_use]
    pub fn agenda(&self, id: OpId) -> Option<AgendaView<'_>> {
        self.agendas.agenda(id, &self.authors)
    }

    /// The agenda of an edition, by the operation that published it.
    #[must_use]
    pub fn agenda_of(&self, edition: OpId) -> Option<OpId> {
        self.agendas.agenda_of(edition)
    }

    /// The organizations that say they hold an edition; its author's own is among them.
    #[must_use]
    pub fn receipts(&self, edition: OpId) -> BTreeSet<SpaceId> {
        self.agendas.receipts(edition, &self.authors)
    }

    /// The proof that two devices see the same: BLAKE3 over everything that counts, in one order.
    /// Opens documents that changed since the last time.
    pub fn state_hash(&mut self) -> Digest {
        let texts = self.documents.text_hashes(&self.authors);
        hash::state_hash(self, &texts)
    }
}

/// Why an operation does not count yet, or at all.
enum Hold {
    For(OpId),
    Refused(Refusal),
}

type Taken = Result<Outcome, Hold>;

/// The views of all spaces of a device.
#[derive(Debug, Default)]
pub struct Views {
    spaces: BTreeMap<SpaceId, SpaceView>,
}

impl Views {
    /// Takes content into its space's view.
    pub fn admit(&mut self, op: Admitted) -> Outcome {
        self.open(op.space).admit(op)
    }

    /// The view of a space, empty if nothing came yet.
    pub fn open(&mut self, space: SpaceId) -> &mut SpaceView {
        self.spaces
            .entry(space)
            .or_insert_with(|| SpaceView::new(space))
    }

    /// The view of a space.
    #[must_use]
    pub fn space(&self, space: SpaceId) -> Option<&SpaceView> {
        self.spaces.get(&space)
    }

    /// All of them.
    pub fn spaces(&self) -> impl Iterator<Item = &SpaceView> + '_ {
        self.spaces.values()
    }

    /// Drops a space that this device has left.
    pub fn forget(&mut self, space: SpaceId) {
        self.spaces.remove(&space);
    }

    /// The name of a space or organization as seen from `here`: stated there, else in itself,
    /// else in any other space.
    #[must_use]
    pub fn name(&self, of: SpaceId, here: SpaceId) -> Option<&Named> {
        let stated = |space: SpaceId| self.space(space).and_then(|view| view.name(of));
        stated(here)
            .or_else(|| stated(of))
            .or_else(|| self.spaces.values().find_map(|view| view.name(of)))
    }

    /// The name of a person as seen from `here`: the one she bears there, else in any other space.
    #[must_use]
    pub fn alias(&self, person: SpaceId, here: SpaceId) -> Option<&str> {
        self.space(here)
            .and_then(|view| view.alias(person))
            .or_else(|| self.spaces.values().find_map(|view| view.alias(person)))
    }
}

#[cfg(test)]
mod tests;
