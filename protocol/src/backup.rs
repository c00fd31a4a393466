//! A backup: what one device holds, in one file under a passphrase of its own.
//! `docs/wire.md#backups`.
//!
//! ```text
//! file    head (85) · n × 4,096
//! head    version (1) · memory KiB (4) · passes (4) · lanes (4) · salt (16) · sealed key (48)
//!         · check (8)
//! chunk   ChaCha20-Poly1305 over 4,080 bytes: last (1) · first (4) · 4,075 bytes of records
//! record  kind (1) · length (4) · bytes; a kind of zero ends the records of the file
//! ```
//!
//! Records run on from chunk to chunk; each chunk says where in it the first one begins, so a
//! damaged chunk costs only the records that reach into it. The last chunk says that it is the
//! last, so that a file that was cut off is noticed. Chunks of nothing but zeros fill the file up
//! to a padded length. Nobody needs the whole file in memory.

mod item;

pub use item::{Door, Item, RUN, SLOTS};

use crate::crypto::{
    AEAD_TAG_BYTES, Digest, Domain, KeyMaterial, PassphraseKey, PassphraseParams, RecordKey,
    StretchFault, derive, hash, padded_len, stretch,
};
use crate::limits::{BACKUP_CHUNKS_MAX, BACKUP_RECORD_BYTES_MAX};
use zeroize::Zeroize;

const VERSION: u8 = 1;
const PARAMS_BYTES: usize = 29;
const SEALED_KEY_BYTES: usize = 48;
const CHECK_AT: usize = PARAMS_BYTES + SEALED_KEY_BYTES;
/// Bytes of a head.
pub const HEAD_BYTES: usize = CHECK_AT + 8;
/// Bytes of a chunk as it lies in the file.
pub const CHUNK_BYTES: usize = 4096;
const PLAIN_BYTES: usize = CHUNK_BYTES - AEAD_TAG_BYTES;
const RECORDS_AT: usize = 5;
const RECORDS_BYTES: usize = PLAIN_BYTES - RECORDS_AT;
const RECORD_HEAD_BYTES: usize = 5;
/// No record begins in the chunk.
const NONE_BEGINS: u32 = u32::MAX;

/// Why bytes are no backup, or do not open.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupFault {
    /// Not a backup, or its head is damaged.
    #[error("not a backup, or its head is damaged")]
    Head,
    /// Written by a newer version.
    #[error("backup version {0} is newer than this program")]
    Newer(u8),
    /// Its passphrase is another.
    #[error("the passphrase does not open this backup")]
    Passphrase,
    /// The passphrase cannot be stretched.
    #[error("{0}")]
    Stretch(#[from] StretchFault),
    /// A chunk does not open, or holds no records of this form.
    #[error("a chunk is damaged")]
    Chunk,
    /// More than a backup may have.
    #[error(
        "more than {BACKUP_CHUNKS_MAX} chunks, or a record over {BACKUP_RECORD_BYTES_MAX} bytes"
    )]
    TooLarge,
}

fn check(head: &[u8]) -> [u8; 8] {
    let digest = hash(Domain::Backup, &[head]);
    *digest.as_bytes().first_chunk().unwrap_or(&[0; 8])
}

/// The head of a backup: how its passphrase is stretched, and its sealed key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Head {
    bytes: [u8; HEAD_BYTES],
}

impl Head {
    /// Seals a backup's key under a passphrase that was stretched with `params`.
    #[must_use]
    pub fn seal(params: &PassphraseParams, key: &PassphraseKey, secret: &KeyMaterial) -> Self {
        let mut bytes = vec![VERSION];
        for number in [params.memory_kib, params.passes, params.lanes] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&params.salt);
        let sealed = key.seal_backup(&bytes, secret);
        bytes.extend_from_slice(&sealed);
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        Self {
            bytes: bytes.try_into().unwrap_or([0; HEAD_BYTES]),
        }
    }

    /// Reads the beginning of a file.
    ///
    /// # Errors
    ///
    /// [`BackupFault::Head`] and [`BackupFault::Newer`].
    pub fn read(bytes: &[u8]) -> Result<Self, BackupFault> {
        let bytes: [u8; HEAD_BYTES] = *bytes.first_chunk().ok_or(BackupFault::Head)?;
        let (body, said) = bytes.split_at(CHECK_AT);
        if said != check(body) {
            return Err(BackupFault::Head);
        }
        let version = body.first().copied().unwrap_or(0);
        if version > VERSION {
            return Err(BackupFault::Newer(version));
        }
        if version != VERSION {
            return Err(BackupFault::Head);
        }
        Ok(Self { bytes })
    }

    /// The bytes, as they lie in the file.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HEAD_BYTES] {
        &self.bytes
    }

    /// How the passphrase is stretched.
    #[must_use]
    pub fn params(&self) -> PassphraseParams {
        let number = |at: usize| {
            let bytes = self.bytes.get(at..).and_then(|rest| rest.first_chunk());
            bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes))
        };
        let salt = self.bytes.get(13..).and_then(|rest| rest.first_chunk());
        PassphraseParams {
            memory_kib: number(1),
            passes: number(5),
            lanes: number(9),
            salt: *salt.unwrap_or(&[0; 16]),
        }
    }

    /// The backup's key.
    ///
    /// # Errors
    ///
    /// [`BackupFault::Passphrase`] and [`BackupFault::Stretch`].
    pub fn open(&self, passphrase: &[u8]) -> Result<KeyMaterial, BackupFault> {
        let (params, rest) = self.bytes.split_at(PARAMS_BYTES);
        let sealed = rest.get(..SEALED_KEY_BYTES).unwrap_or_default();
        stretch(passphrase, &self.params())?
            .open_backup(params, sealed)
            .map_err(|_| BackupFault::Passphrase)
    }

    fn digest(&self) -> Digest {
        hash(Domain::Backup, &[&self.bytes])
    }
}

fn chunk_key(secret: &KeyMaterial, head: &Digest) -> RecordKey {
    RecordKey::new(&derive(Domain::BackupChunk, secret, &[head.as_bytes()]))
}

/// Writes the chunks of one backup.
pub struct Writer {
    key: RecordKey,
    head: Digest,
    number: u64,
    first: u32,
    records: Vec<u8>,
}

impl Writer {
    /// Begins after a head.
    #[must_use]
    pub fn new(head: &Head, secret: &KeyMaterial) -> Self {
        let digest = head.digest();
        Self {
            key: chunk_key(secret, &digest),
            head: digest,
            number: 0,
            first: NONE_BEGINS,
            records: Vec::with_capacity(RECORDS_BYTES),
        }
    }

    /// Adds a record; whole chunks are appended to `out`. A kind is never zero.
    ///
    /// # Errors
    ///
    /// [`BackupFault::TooLarge`]; nothing more may be written then.
    pub fn push(&mut self, kind: u8, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), BackupFault> {
        let length = u32::try_from(bytes.len()).map_err(|_| BackupFault::TooLarge)?;
        if bytes.len() > BACKUP_RECORD_BYTES_MAX || kind == 0 {
            return Err(BackupFault::TooLarge);
        }
        if self.first == NONE_BEGINS {
            self.first = u32::try_from(self.records.len()).unwrap_or(NONE_BEGINS);
        }
        self.take(&[kind], out)?;
        self.take(&length.to_be_bytes(), out)?;
        self.take(bytes, out)
    }

    fn take(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), BackupFault> {
        while !bytes.is_empty() {
            let room = RECORDS_BYTES.saturating_sub(self.records.len());
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.records.extend_from_slice(now);
            bytes = later;
            if self.records.len() == RECORDS_BYTES {
                self.seal(false, out)?;
            }
        }
        Ok(())
    }

    fn seal(&mut self, last: bool, out: &mut Vec<u8>) -> Result<(), BackupFault> {
        if self.number >= BACKUP_CHUNKS_MAX {
            return Err(BackupFault::TooLarge);
        }
        let mut plain = Vec::with_capacity(PLAIN_BYTES);
        plain.push(u8::from(last));
        plain.extend_from_slice(&self.first.to_be_bytes());
        plain.append(&mut self.records);
        plain.resize(PLAIN_BYTES, 0);
        let sealed = self.key.seal(self.number, self.head.as_bytes(), &plain);
        plain.zeroize();
        out.extend_from_slice(&sealed);
        self.number = self.number.saturating_add(1);
        self.first = NONE_BEGINS;
        Ok(())
    }

    /// Fills the file up and ends it. Returns how many chunks it has.
    ///
    /// # Errors
    ///
    /// [`BackupFault::TooLarge`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<u64, BackupFault> {
        let chunks = usize::try_from(self.number.saturating_add(1)).unwrap_or(usize::MAX);
        let padded = u64::try_from(padded_len(chunks)).unwrap_or(BACKUP_CHUNKS_MAX);
        while self.number.saturating_add(1) < padded {
            self.seal(false, out)?;
        }
        self.seal(true, out)?;
        Ok(self.number)
    }
}

/// One record of a backup.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// What it is: never zero.
    pub kind: u8,
    /// What it says.
    pub bytes: Vec<u8>,
}

/// Reads the chunks of one backup, one after the other.
pub struct Reader {
    key: RecordKey,
    head: Digest,
    number: u64,
    /// A record that goes on in the next chunk, from its kind on.
    begun: Vec<u8>,
    /// A chunk is lost: what follows is read from the next record on.
    lost: bool,
    /// Only zeros follow.
    filled: bool,
    ended: bool,
}

impl Reader {
    /// Begins after a head.
    #[must_use]
    pub fn new(head: &Head, secret: &KeyMaterial) -> Self {
        let digest = head.digest();
        Self {
            key: chunk_key(secret, &digest),
            head: digest,
            number: 0,
            begun: Vec::new(),
            lost: false,
            filled: false,
            ended: false,
        }
    }

    /// Whether the last chunk was read: a file that ends before, or goes on after it, is damaged.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Takes the next chunk of the file; whole records are appended to `out`. After a fault the
    /// next chunk may be given: what reaches into the damaged one is lost, and nothing else.
    ///
    /// # Errors
    ///
    /// [`BackupFault::Chunk`] and [`BackupFault::TooLarge`].
    pub fn chunk(&mut self, sealed: &[u8], out: &mut Vec<Record>) -> Result<(), BackupFault> {
        if self.number >= BACKUP_CHUNKS_MAX {
            return Err(BackupFault::TooLarge);
        }
        let number = self.number;
        self.number = self.number.saturating_add(1);
        let taken = if self.ended || sealed.len() != CHUNK_BYTES {
            Err(BackupFault::Chunk)
        } else {
            let plain = self.key.open(number, self.head.as_bytes(), sealed);
            let plain = plain.map_err(|_| BackupFault::Chunk);
            plain.and_then(|mut plain| {
                let taken = self.take(&plain, out);
                plain.zeroize();
                taken
            })
        };
        if taken.is_err() {
            self.begun.zeroize();
            self.lost = true;
        }
        taken
    }

    fn take(&mut self, plain: &[u8], out: &mut Vec<Record>) -> Result<(), BackupFault> {
        let (head, records) = plain
            .split_first_chunk::<RECORDS_AT>()
            .ok_or(BackupFault::Chunk)?;
        let [last, first @ ..] = *head;
        let first = u32::from_be_bytes(first);
        if last > 1 {
            return Err(BackupFault::Chunk);
        }
        self.ended = last == 1;
        let begins = usize::try_from(first).unwrap_or(usize::MAX);
        let from = if std::mem::take(&mut self.lost) {
            if first == NONE_BEGINS {
                // Still inside what is lost, or the rest is filling.
                self.lost = !self.ended;
                return Ok(());
            }
            begins
        } else {
            0
        };
        let rest = records.get(from..).ok_or(BackupFault::Chunk)?;
        self.begun.extend_from_slice(rest);
        self.split(out)?;
        if self.ended && !self.begun.is_empty() {
            return Err(BackupFault::Chunk);
        }
        Ok(())
    }

    /// Takes whole records off what was read so far.
    fn split(&mut self, out: &mut Vec<Record>) -> Result<(), BackupFault> {
        loop {
            if self.filled || self.begun.first() == Some(&0) {
                self.filled = true;
                let zeros = self.begun.iter().all(|byte| *byte == 0);
                self.begun.clear();
                return zeros.then_some(()).ok_or(BackupFault::Chunk);
            }
            let Some((head, rest)) = self.begun.split_first_chunk::<RECORD_HEAD_BYTES>() else {
                return Ok(());
            };
            let [kind, length @ ..] = *head;
            let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
            if length > BACKUP_RECORD_BYTES_MAX {
                return Err(BackupFault::TooLarge);
            }
            let Some((bytes, rest)) = rest.split_at_checked(length) else {
                return Ok(());
            };
            let bytes = bytes.to_vec();
            let rest = rest.to_vec();
            self.begun.zeroize();
            self.begun = rest;
            out.push(Record { kind, bytes });
        }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Writer({}, ..)", self.number)
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reader({}, ..)", self.number)
    }
}

#[cfg(test)]
mod tests;
