//! Files: cut into parts that are sealed like every text, and put together again.

use asamblea_protocol::content::{
    ATTACHMENT_BYTES_MAX, ATTACHMENT_NAME_BYTES_MAX, Attachment, AttachmentPart, Body, Content,
    Media, PART_BYTES, is_plain_name, parts_of,
};
use asamblea_protocol::graph::Branch;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::{Lane, LogId};
use asamblea_protocol::view::{self, Attached};

use super::super::Engine;
use super::super::clock::rfc3339;
use crate::api::{
    ApiError, AttachmentFile, AttachmentRequest, AttachmentRow, AttachmentSaved, ErrorKind,
    FileBytes, Reply,
};

/// Bytes of files in one space, beyond which nobody honest attaches more: everybody there keeps
/// them, and opens them once at each start.
const SPACE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of files in one space that one organization, inside an organization one person, may have
/// however much there is of others: two of the largest files. Whoever fills a space takes that from
/// nobody.
const SHARE_BYTES: u64 = 2 * ATTACHMENT_BYTES_MAX;
/// A file is longer than [`ATTACHMENT_BYTES_MAX`].
const SIZE: &str = "attachment-size";
/// A space has [`SPACE_BYTES_MAX`], and who attaches has [`SHARE_BYTES`] of it.
const FULL: &str = "attachment-full";
/// A name is empty, too long, or says where to write.
const NAME: &str = "attachment-name";
/// Some part is not here, or is not what its file says of it.
const PARTS: &str = "attachment-parts";

impl Engine {
    pub(super) fn request_attachment(
        &mut self,
        request: AttachmentRequest,
    ) -> Result<Reply, ApiError> {
        match request {
            AttachmentRequest::Add { id, name, bytes } => self.attach(&id, name, &bytes.0),
            AttachmentRequest::List { id } => {
                let (space, object) = self.find_object(&id)?;
                let files = self.views.shown.attachments(space).into_iter();
                let mut on = vec![object];
                on.extend(self.posts_of(space, object));
                let files = files.flat_map(|files| on.iter().flat_map(|on| files.of(on)));
                let rows = files.map(|file| self.attachment_row(space, file));
                Ok(Reply::Attachments(rows.collect()))
            }
            AttachmentRequest::Of { space } => {
                let space = self.find_space(&space)?;
                let files = self.views.shown.attachments(space).into_iter();
                let files = files.flat_map(|files| files.iter());
                let rows = files.map(|file| self.attachment_row(space, file));
                Ok(Reply::Attachments(rows.collect()))
            }
            AttachmentRequest::Get { id } => self.attachment(&id),
        }
    }

    /// The posts of a thread: what hangs on one of them is found at the thread, too.
    fn posts_of(&self, space: SpaceId, thread: OpId) -> impl Iterator<Item = OpId> {
        let threads = self.views.shown.threads(space);
        let thread = threads.and_then(|threads| threads.get(&thread));
        let posts = thread.into_iter().flat_map(|thread| thread.posts());
        posts.map(|post| post.id).filter(move |post| {
            // Its first post may be what it is named after.
            thread.is_some_and(|thread| thread.id != *post)
        })
    }

    fn attach(&mut self, id: &str, name: String, bytes: &[u8]) -> Result<Reply, ApiError> {
        let (space, object) = self.find_object(id)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > ATTACHMENT_BYTES_MAX {
            return Err(ApiError::about(ErrorKind::TooLong, SIZE));
        }
        if name.len() > ATTACHMENT_NAME_BYTES_MAX || !is_plain_name(&name) {
            return Err(ApiError::about(ErrorKind::Usage, NAME));
        }
        self.check_room(space, size)?;
        let media = media_of(bytes);
        let file = Attachment {
            object,
            name: name.clone(),
            bytes: size,
            media,
        };
        let parts = bytes.chunks(PART_BYTES).map(|part| {
            let bytes = part.to_vec();
            Body::from(AttachmentPart { bytes })
        });
        // One commit: nothing stands between the parts and what they are.
        let made = self.write(space, parts.chain([file.into()]).collect())?;
        let id = made.last().ok_or(ErrorKind::Internal)?;
        Ok(Reply::Attached(AttachmentSaved {
            id: id.to_hex(),
            saved: true,
            name,
            bytes: size,
            media: media.name().to_owned(),
            metadata: "unknown".to_owned(),
        }))
    }

    /// Whether there is room for one more file: in the space, or in the share of who attaches it.
    fn check_room(&self, space: SpaceId, size: u64) -> Result<(), ApiError> {
        let Some(files) = self.views.shown.attachments(space) else {
            return Ok(());
        };
        let (device, directory) = (self.replica.device(), self.replica.directory());
        let person = directory.person_of(device);
        let org = person.and_then(|person| directory.org_of(person));
        let own = files.bytes_of(&view::holder(space, device, person, org));
        let fits = |held: u64, max: u64| held.saturating_add(size) <= max;
        if fits(files.bytes(), SPACE_BYTES_MAX) || fits(own, SHARE_BYTES) {
            return Ok(());
        }
        Err(ApiError::about(ErrorKind::TooLong, FULL))
    }

    fn attachment(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_shown(id, |space| {
            let files = self.views.shown.attachments(space).into_iter();
            let files = files.flat_map(view::Attachments::iter);
            files.map(|file| (file.id, None))
        })?;
        let files = self.views.shown.attachments(space);
        let file = files.and_then(|files| files.get(&id)).cloned();
        let file = file.ok_or(ErrorKind::NotFound)?;
        let bytes = self.attached_bytes(space, &file);
        let bytes = bytes.ok_or_else(|| ApiError::about(ErrorKind::Damaged, PARTS))?;
        Ok(Reply::Attachment(Box::new(AttachmentFile {
            row: self.attachment_row(space, &file),
            bytes: FileBytes(bytes),
        })))
    }

    /// The parts that stand before a file in its log, one after the other; nothing where one is
    /// not here or has another size.
    fn attached_bytes(&mut self, space: SpaceId, file: &Attached) -> Option<Vec<u8>> {
        let log = LogId {
            space,
            author: file.author,
            lane: Lane::Content,
        };
        let branch = self.replica.graph().branch_of(&log, file.seq, file.id)?;
        let first = file.seq.checked_sub(parts_of(file.file.bytes))?;
        let mut left = usize::try_from(file.file.bytes).ok()?;
        let mut bytes = Vec::new();
        for seq in first..file.seq {
            let part = self.attached_part(&branch, seq)?;
            if part.len() != left.min(PART_BYTES) {
                return None;
            }
            left -= part.len();
            bytes.extend_from_slice(&part);
        }
        Some(bytes)
    }

    fn attached_part(&mut self, branch: &Branch, seq: u64) -> Option<Vec<u8>> {
        let plain = self.open_again(branch, seq)?.plain.ok()?;
        match Content::decode(&plain).ok()?.body {
            Body::AttachmentPart(part) => Some(part.bytes),
            _ => None,
        }
    }

    fn attachment_row(&self, space: SpaceId, file: &Attached) -> AttachmentRow {
        let files = self.views.shown.attachments(space);
        AttachmentRow {
            id: file.id.to_hex(),
            name: file.file.name.clone(),
            bytes: file.file.bytes,
            media: file.file.media.name().to_owned(),
            object: file.file.object.to_hex(),
            space: space.to_hex(),
            author: self.author(file.author, space),
            at: rfc3339(file.at),
            whole: files.is_some_and(|files| files.is_whole(file)),
        }
    }
}

/// What a file is by its first bytes.
fn media_of(bytes: &[u8]) -> Media {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Media::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Media::Png,
        [b'%', b'P', b'D', b'F', b'-', ..] => Media::Pdf,
        _ if std::str::from_utf8(bytes).is_ok() => Media::Text,
        _ => Media::Other,
    }
}
