//! Files that hang on threads, documents, agendas, proposals, meetings and plans.

use std::fmt;

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Author;

/// The bytes of a file: base64 in JSON, and never in a log.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct FileBytes(pub Vec<u8>);

impl fmt::Debug for FileBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for FileBytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let bytes = BASE64.decode(text.as_bytes());
        bytes.map(Self).map_err(de::Error::custom)
    }
}

/// What can be asked about files. The doc of each names the [`super::Reply`] it gets.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AttachmentRequest {
    /// [`super::Reply::Attached`].
    Add {
        /// On what it hangs: its id or title.
        id: String,
        /// Its name, without a folder.
        name: String,
        /// All of it, at most 4 MiB.
        bytes: FileBytes,
    },
    /// [`super::Reply::Attachments`], the first first.
    List {
        /// On what they hang: its id or title.
        id: String,
    },
    /// [`super::Reply::Attachments`]: all of a space, the first first.
    Of {
        /// The space: its id or name.
        space: String,
    },
    /// [`super::Reply::Attachment`].
    Get {
        /// The file.
        id: String,
    },
}

impl AttachmentRequest {
    /// Whether it leaves everything as it is.
    #[must_use]
    pub const fn only_reads(&self) -> bool {
        !matches!(self, Self::Add { .. })
    }
}

/// `attach`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AttachmentSaved {
    /// The file.
    pub id: String,
    /// All of it is durable.
    pub saved: bool,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its media type, by its first bytes.
    pub media: String,
    /// What became of what an image says beside itself: `removed`, `none`, `kept`, or `unknown`
    /// where the program does not look into such files.
    pub metadata: String,
}

/// A row of `attachment list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AttachmentRow {
    /// The file.
    pub id: String,
    /// Its name as given; show it harmless.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its media type, as its author's program saw it.
    pub media: String,
    /// On what it hangs.
    pub object: String,
    /// The space.
    pub space: String,
    /// Who attached it.
    pub author: Author,
    /// RFC 3339 UTC, by her clock.
    pub at: String,
    /// All of its parts are here and can be opened.
    #[serde(default)]
    pub whole: bool,
}

/// A file, whole.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AttachmentFile {
    /// What it is.
    pub row: AttachmentRow,
    /// All of it.
    pub bytes: FileBytes,
}
