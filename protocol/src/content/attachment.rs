//! Files: parts of one size, and after them what they are, on what they hang.

use super::codec::{Fields, Reader, Writer};
use super::{CONTENT_BYTES_MAX, ContentFault};
use crate::id::OpId;

/// Bytes of every part of a file but its last: one operation, and one frame, each.
pub const PART_BYTES: usize = 48 * 1024;
/// The most bytes of a file: a scanned page or a photo. It goes to everybody in its space, whom it
/// may cost money, and what its author says afterwards waits behind it on a slow link.
pub const ATTACHMENT_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// The most bytes of a file's name: half of what file systems take, so that a folder's own rules
/// leave it whole.
pub const ATTACHMENT_NAME_BYTES_MAX: usize = 120;

const _: () = assert!(PART_BYTES + 64 <= CONTENT_BYTES_MAX);

/// How many parts a file of so many bytes has.
#[must_use]
pub const fn parts_of(bytes: u64) -> u64 {
    bytes.div_ceil(PART_BYTES as u64)
}

/// Whether a name names a file and nothing else: no way to another folder, no hidden file, nothing
/// that moves a cursor.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let strange = |letter: char| letter.is_control() || matches!(letter, '/' | '\\');
    !name.trim().is_empty() && !name.starts_with('.') && !name.contains(strange)
}

/// What a file is, by its first bytes as its sender saw them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Media {
    /// Not looked into.
    #[default]
    Other,
    /// UTF-8 text.
    Text,
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Media {
    /// Every one, by its number.
    pub const ALL: [Self; 5] = [Self::Other, Self::Text, Self::Pdf, Self::Jpeg, Self::Png];

    const fn number(self) -> u64 {
        match self {
            Self::Other => 0,
            Self::Text => 1,
            Self::Pdf => 2,
            Self::Jpeg => 3,
            Self::Png => 4,
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Other => "application/octet-stream",
            Self::Text => "text/plain",
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A part of a file: what it is part of is said after it in the same log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AttachmentPart {
    /// At most [`PART_BYTES`] bytes.
    pub bytes: Vec<u8>,
}

impl Fields for AttachmentPart {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.bytes.len() > PART_BYTES {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(&self.bytes);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let bytes = r.bytes()?;
        if bytes.len() > PART_BYTES {
            return Err(ContentFault::FieldTooLarge);
        }
        let bytes = bytes.to_vec();
        Ok(Self { bytes })
    }
}

/// A file. Its bytes are those of the parts that stand right before it in its author's log, as many
/// as its size asks for: that log is a chain of hashes, so no part can be another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attachment {
    /// On what it hangs.
    pub object: OpId,
    /// At most [`ATTACHMENT_NAME_BYTES_MAX`] bytes, and [plain](is_plain_name).
    pub name: String,
    /// At most [`ATTACHMENT_BYTES_MAX`].
    pub bytes: u64,
    /// What it is.
    pub media: Media,
}

impl Attachment {
    fn check(&self) -> Result<(), ContentFault> {
        if self.bytes > ATTACHMENT_BYTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        if !is_plain_name(&self.name) {
            return Err(ContentFault::Malformed);
        }
        Ok(())
    }
}

impl Fields for Attachment {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        self.check()?;
        w.bytes(self.object.as_bytes());
        w.text(&self.name, ATTACHMENT_NAME_BYTES_MAX)?;
        w.uint(self.bytes);
        w.uint(self.media.number());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let object = OpId::from_bytes(r.array()?);
        let name = r.text(ATTACHMENT_NAME_BYTES_MAX)?;
        let bytes = r.uint()?;
        let number = r.uint()?;
        let media = Media::ALL.into_iter().find(|m| m.number() == number);
        if media.is_none() {
            r.meet_newer();
            r.skip_rest()?;
        }
        let file = Self {
            object,
            name,
            bytes,
            media: media.unwrap_or_default(),
        };
        file.check()?;
        Ok(file)
    }
}
