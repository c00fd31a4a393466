//! Documents: by commands, and live.

use std::time::Duration;

use asamblea_protocol::content::{DocNew, DocUpdate};
use asamblea_protocol::document::{Document, DocumentFault, Splice, UpdateFigures, Version};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::view;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::views::OpenDoc;
use crate::api::{
    self, ApiError, DocBeat, DocDetail, DocEdited, DocRow, DocVersion, ErrorKind, Reply, Saved,
};

/// Keystrokes are saved after a pause of this length ...
const PAUSE: Duration = Duration::from_millis(250);
/// ... or after this long in any case ...
const PATIENCE: Duration = Duration::from_millis(1000);
/// ... or after so many edits.
const EDITS_MAX: usize = 64;

impl Engine {
    pub(super) fn doc(&self, space: SpaceId, id: OpId) -> Result<&view::Doc, ApiError> {
        let docs = self.views.shown.docs(space);
        docs.and_then(|docs| docs.get(&id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// As whom this device writes documents.
    fn writer(&self) -> DeviceId {
        if is_planted!(self.replica, ForeignPeer) {
            return DeviceId::from_bytes([0; 32]);
        }
        self.replica.device()
    }

    /// Builds a document from its updates. Forged ones are left out and told.
    pub(super) fn build(&mut self, space: SpaceId, id: OpId) -> Result<Document, ApiError> {
        let doc = self.doc(space, id)?;
        let updates: Vec<(OpId, DeviceId, Vec<u8>)> = doc
            .updates()
            .map(|row| (row.id, row.author, row.update.to_vec()))
            .collect();
        let authors: std::collections::BTreeMap<OpId, DeviceId> = updates
            .iter()
            .map(|(op, author, _)| (*op, *author))
            .collect();
        let (document, imported) = Document::open(id, Some(self.writer()), updates);
        for (op, fault) in imported.refused {
            let author = authors.get(&op);
            // What she wrote before may lie aside, or have no key here yet: then her change stands
            // behind something that is not shown, and says nothing against her.
            let lacks = |author: &DeviceId| {
                let mut unopened = self.replica.unopened_of(space);
                unopened.any(|op| op.header.log.author == *author)
                    || self.sets_aside(space, *author)
            };
            let gap = matches!(fault, DocumentFault::Gap { .. });
            if let Some(author) = author.filter(|author| !(gap && lacks(author))) {
                let name = self.device_name(*author);
                let text =
                    format!("a forged or damaged change of a document by {name} was left out");
                self.alert("forged", &name, text)?;
            }
        }
        Ok(document)
    }

    pub(super) fn new_doc(
        &mut self,
        space: &str,
        title: String,
        text: &str,
    ) -> Result<Reply, ApiError> {
        if title.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "title"));
        }
        let space = self.find_space(space)?;
        self.keeps_all(space)?;
        self.tells_one_story(space)?;
        let id = self.write_one(space, DocNew { title }.into())?;
        if !text.is_empty() {
            let mut document = Document::new(id, Some(self.writer()));
            document.splice(0, 0, text).map_err(doc_fault)?;
            self.save_updates(space, id, &mut document)?;
        }
        Ok(Reply::Created(Saved::of(id.to_hex())))
    }

    fn save_updates(
        &mut self,
        space: SpaceId,
        doc: OpId,
        document: &mut Document,
    ) -> Result<(), ApiError> {
        let updates = document.commit().map_err(doc_fault)?;
        let bodies = updates
            .into_iter()
            .map(|update| DocUpdate { doc, update }.into())
            .collect();
        self.write(space, bodies).map(drop)
    }

    pub(super) fn docs(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let mut rows: Vec<DocRow> = Vec::new();
        for space in self.views.shown.spaces() {
            if only.is_some_and(|only| only != space) {
                continue;
            }
            for doc in self
                .views
                .shown
                .docs(space)
                .into_iter()
                .flat_map(view::Docs::iter)
            {
                rows.push(self.doc_row(space, doc));
            }
        }
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Docs(rows))
    }

    fn doc_row(&self, space: SpaceId, doc: &view::Doc) -> DocRow {
        let version = latest_version(doc);
        let seen = self.local.shown.get(&doc.id.to_hex());
        let device = self.replica.device();
        let by_others = doc.author != device
            || doc.updates().any(|row| row.author != device)
            || doc.comments().any(|row| row.author != device);
        DocRow {
            id: doc.id.to_hex(),
            title: doc.title.clone(),
            space: space.to_hex(),
            unread: by_others && seen != Some(&version),
            version,
            at: rfc3339(doc.last_at()),
        }
    }

    pub(super) fn is_doc_unread(&self, space: SpaceId, doc: &view::Doc) -> bool {
        self.doc_row(space, doc).unread
    }

    pub(super) fn show_doc(&mut self, id: &str, at: Option<&str>) -> Result<Reply, ApiError> {
        let (space, id) = self.find_doc(id)?;
        self.save_open(id)?;
        let detail = self.doc_detail(space, id, at)?;
        if at.is_none() {
            self.note_seen(space, id)?;
        }
        Ok(Reply::Doc(detail))
    }

    /// A document as it is saved here: the newest, or at a version.
    pub(super) fn doc_detail(
        &mut self,
        space: SpaceId,
        id: OpId,
        at: Option<&str>,
    ) -> Result<DocDetail, ApiError> {
        let mut document = self.build(space, id)?;
        let doc = self.doc(space, id)?;
        let mut authors: Vec<api::Author> = Vec::new();
        let writers = std::iter::once(doc.author).chain(doc.updates().map(|row| row.author));
        for author in writers {
            let author = self.author(author, space);
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        let (title, last) = (doc.title.clone(), doc.last_at());
        let (text, version) = match at {
            Some(at) => {
                let version = self.version_of(space, id, at)?;
                (
                    document.text_at(&version).map_err(doc_fault)?,
                    at.to_owned(),
                )
            }
            None => (document.text(), document.version().to_string()),
        };
        let comments = match at {
            Some(_) => Vec::new(),
            None => self.comment_rows(space, id, &mut document)?,
        };
        Ok(DocDetail {
            id: id.to_hex(),
            title,
            space: space.to_hex(),
            text,
            version,
            at: rfc3339(last),
            authors,
            comments,
        })
    }

    pub(super) fn version_of(
        &self,
        space: SpaceId,
        id: OpId,
        text: &str,
    ) -> Result<Version, ApiError> {
        self.doc(space, id)?;
        text.parse()
            .map_err(|_| ApiError::about(ErrorKind::NotFound, text))
    }

    pub(super) fn edit_doc(
        &mut self,
        id: &str,
        text: &str,
        base: Option<&str>,
    ) -> Result<Reply, ApiError> {
        let (space, id) = self.find_doc(id)?;
        self.tells_one_story(space)?;
        let base = base
            .map(|base| self.version_of(space, id, base))
            .transpose()?;
        // An open document is edited in place, so that its editor sees it.
        let mut open = self.views.open.remove(&id);
        let mut built = if open.is_none() {
            Some(self.build(space, id)?)
        } else {
            None
        };
        let document = match (&mut open, &mut built) {
            (Some(open), _) => &mut open.document,
            (None, Some(built)) => built,
            (None, None) => return Err(ErrorKind::Internal.into()),
        };
        let before = (document.version(), document.text());
        let edited = match &base {
            Some(base) => document.edit_since(base, text),
            None => document.edit_to(text),
        };
        let version = document.version().to_string();
        let splices = edited.map_err(doc_fault);
        let saved = match &splices {
            Ok(_) => self.save_updates(space, id, document),
            Err(_) => Ok(()),
        };
        if let Some(mut open) = open {
            if open.behind.is_none() {
                open.behind = Some(before);
            }
            open.edits = 0;
            self.views.open.insert(id, open);
            let cursors = self.cursors(id);
            self.events.push(api::Event::DocChanged {
                id: id.to_hex(),
                cursors,
            });
        }
        saved?;
        let (mut inserted, mut deleted) = (0, 0);
        for splice in splices? {
            inserted += u64::try_from(splice.insert.chars().count()).unwrap_or(0);
            deleted += u64::try_from(splice.delete).unwrap_or(0);
        }
        Ok(Reply::DocEdited(DocEdited {
            version,
            inserted,
            deleted,
            saved: true,
        }))
    }

    pub(super) fn doc_history(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_doc(id)?;
        self.save_open(id)?;
        let document = self.build(space, id)?;
        let doc = self.doc(space, id)?;
        let versions = doc
            .updates()
            .filter_map(|row| {
                let figures = UpdateFigures::read(id, row.author, &row.update).ok()?;
                Some(DocVersion {
                    version: document.version_after(row.author, &figures).to_string(),
                    author: self.author(row.author, space),
                    at: rfc3339(row.at),
                    inserted: u64::from(figures.inserted),
                    deleted: u64::from(figures.deleted),
                })
            })
            .collect();
        Ok(Reply::DocVersions(versions))
    }

    /// One beat of live editing.
    pub(super) fn exchange(
        &mut self,
        id: &str,
        open: bool,
        splices: &[api::Splice],
        cursor: Option<usize>,
    ) -> Result<Reply, ApiError> {
        let (space, id) = self.find_doc(id)?;
        if !splices.is_empty() {
            self.tells_one_story(space)?;
        }
        if open || !self.views.open.contains_key(&id) {
            self.save_open(id)?;
            self.open_doc(space, id)?;
        }
        let now = self.now.mono;
        let fresh = self.fresh_updates(space, id);
        let open_doc = self.views.open.get_mut(&id).ok_or(ErrorKind::Internal)?;
        if !splices.is_empty() {
            if open_doc.edits == 0 {
                open_doc.first_edit = now;
            }
            open_doc.last_edit = now;
            open_doc.edits += splices.len();
        }
        let behind = open_doc.behind.take();
        let whole = open || behind.is_some();
        open_doc.type_in(behind, splices)?;
        // It stands in the text as it was typed on, before others' edits come in.
        let at = cursor.map(|cursor| open_doc.document.anchor(cursor));
        let unseen = open_doc.document.import_batch(fresh).splices;
        if open_doc.edits >= EDITS_MAX {
            self.save_open(id)?;
        }
        if let Some(at) = at {
            self.place_cursor(space, id, at);
        }
        let cursors = self.cursors(id);
        let open_doc = self.views.open.get_mut(&id).ok_or(ErrorKind::Internal)?;
        let text = whole.then(|| open_doc.document.text());
        let version = open_doc.document.version().to_string();
        let saved = open_doc.edits == 0;
        let splices = if whole {
            Vec::new()
        } else {
            unseen.into_iter().map(told).collect()
        };
        let beat = DocBeat {
            text,
            splices,
            version,
            saved,
            cursors,
        };
        self.note_seen(space, id)?;
        Ok(Reply::DocExchange(beat))
    }

    fn note_seen(&mut self, space: SpaceId, id: OpId) -> Result<(), ApiError> {
        // Once a document is being written in, its own changes do not count as unread.
        let seen = latest_version(self.doc(space, id)?);
        self.note_shown(id, seen)
    }

    fn open_doc(&mut self, space: SpaceId, id: OpId) -> Result<(), ApiError> {
        let document = self.build(space, id)?;
        // The build took every update there is.
        let _all = self.fresh_updates(space, id);
        let now = self.now.mono;
        let open = OpenDoc {
            space,
            document,
            behind: None,
            edits: 0,
            first_edit: now,
            last_edit: now,
        };
        self.views.open.insert(id, open);
        Ok(())
    }

    /// Opens a document again after the journal was read again: what was typed and not saved is
    /// typed once more.
    pub(in crate::engine) fn type_again(
        &mut self,
        id: OpId,
        before: &OpenDoc,
    ) -> Result<(), ApiError> {
        if self.open_doc(before.space, id).is_err() {
            // The document itself was never saved.
            return Ok(());
        }
        let Some(open) = self.views.open.get_mut(&id) else {
            return Ok(());
        };
        let typed = before.document.text();
        if open.document.text() != typed {
            open.document.edit_to(&typed).map_err(doc_fault)?;
            open.edits = before.edits.max(1);
            open.first_edit = before.first_edit;
            open.last_edit = before.last_edit;
        }
        if before.behind.is_some() {
            open.behind = Some((open.document.version(), typed));
        }
        Ok(())
    }

    /// Others' updates since the last look.
    fn fresh_updates(&mut self, space: SpaceId, id: OpId) -> Vec<(OpId, DeviceId, Vec<u8>)> {
        let device = self.replica.device();
        self.views
            .shown
            .docs_mut(space)
            .map(|docs| docs.take_fresh(&id))
            .unwrap_or_default()
            .into_iter()
            .filter(|row| row.author != device)
            .map(|row| (row.id, row.author, row.update.into_vec()))
            .collect()
    }

    /// Saves what was typed in an open document.
    pub(super) fn save_open(&mut self, id: OpId) -> Result<(), ApiError> {
        let Some(mut open) = self.views.open.remove(&id) else {
            return Ok(());
        };
        let saved = if open.edits > 0 {
            self.save_updates(open.space, id, &mut open.document)
        } else {
            Ok(())
        };
        if saved.is_ok() && open.edits > 0 {
            open.edits = 0;
            self.views.open.insert(id, open);
            // Its editor shows "saved" from here on.
            let event = api::Event::DocChanged {
                id: id.to_hex(),
                cursors: self.cursors(id),
            };
            self.events.push(event);
        } else {
            self.views.open.insert(id, open);
        }
        saved
    }

    /// Saves open documents after a pause in typing.
    pub(in crate::engine) fn save_pauses(&mut self) -> Result<(), ApiError> {
        let now = self.now.mono;
        let due: Vec<OpId> = self
            .views
            .open
            .iter()
            .filter(|(_, open)| open.edits > 0)
            .filter(|(_, open)| {
                now.since(open.last_edit) >= PAUSE || now.since(open.first_edit) >= PATIENCE
            })
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            self.save_open(id)?;
        }
        Ok(())
    }

    /// Saves everything that was typed.
    pub(in crate::engine) fn save_all_open(&mut self) -> Result<(), ApiError> {
        let open: Vec<OpId> = self.views.open.keys().copied().collect();
        open.into_iter().try_for_each(|id| self.save_open(id))
    }

    pub(super) fn close_doc(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (_, id) = self.find_doc(id)?;
        self.save_open(id)?;
        self.leave_place(id);
        self.views.open.remove(&id);
        Ok(Reply::Done)
    }
}

impl OpenDoc {
    /// Takes what was typed. Where a command changed the document meanwhile, it was typed on an
    /// older text, and is merged as an edit of that.
    fn type_in(
        &mut self,
        behind: Option<(Version, String)>,
        splices: &[api::Splice],
    ) -> Result<(), ApiError> {
        let Some((version, text)) = behind else {
            for splice in splices {
                self.document
                    .splice(splice.at, splice.delete, &splice.insert)
                    .map_err(doc_fault)?;
            }
            return Ok(());
        };
        let mut chars: Vec<char> = text.chars().collect();
        for splice in splices {
            let end = splice.at.saturating_add(splice.delete);
            if end > chars.len() {
                return Err(ApiError::about(ErrorKind::Usage, "position"));
            }
            chars.splice(splice.at..end, splice.insert.chars());
        }
        let typed: String = chars.into_iter().collect();
        self.document
            .edit_since(&version, &typed)
            .map(drop)
            .map_err(doc_fault)
    }
}

/// Names the newest state without building the text: how many updates, the last one, and how many
/// comments where there are any.
fn latest_version(doc: &view::Doc) -> String {
    let last = doc
        .updates()
        .last()
        .map_or_else(|| doc.id.short(), |row| row.id.short());
    match doc.comments().count() {
        0 => format!("{}:{last}", doc.len()),
        comments => format!("{}:{last}:{comments}", doc.len()),
    }
}

fn told(splice: Splice) -> api::Splice {
    api::Splice {
        at: splice.at,
        delete: splice.delete,
        insert: splice.insert,
    }
}

pub(super) fn doc_fault(fault: DocumentFault) -> ApiError {
    use asamblea_protocol::document::DocumentFault;
    match fault {
        DocumentFault::Full => ErrorKind::TooLong.into(),
        DocumentFault::OutOfBounds { .. } => ApiError::about(ErrorKind::Usage, "position"),
        DocumentFault::UnknownVersion => ErrorKind::NotFound.into(),
        other => ApiError::about(ErrorKind::Internal, other.to_string()),
    }
}
