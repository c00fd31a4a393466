//! Backups: everything that this device holds in one file, and a new device made from one.
//!
//! A backup brings no device key. What comes out of it is another device of the same person: it
//! reads at once with the epoch secrets that the backup has, and comes in with a place that was
//! made for it, once it meets somebody who knows that the place is still free.

use std::io::{BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use asamblea_protocol::backup::{
    self, CHUNK_BYTES, Door, Head, Item, RUN, Reader, Record, SLOTS, Writer,
};
use asamblea_protocol::crypto::{KeyMaterial, PassphraseKey, PassphraseParams};
use asamblea_protocol::id::DeviceId;
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::op::{Role, SignedRun};
use asamblea_protocol::time::WallTime;

use super::local::{LocalRecord, Setting};
use super::{Engine, records, store_fault};
use crate::api::{ApiError, BackupReport, BundleReport, ErrorKind, Restored};

/// What an invitation that lies in a backup is called.
pub(super) const BACKUP: &str = "backup";
/// Taken from a backup before it is made durable: what memory holds meanwhile stays bounded.
const FLUSH_BYTES: usize = 4 * 1024 * 1024;

/// A file that takes its name once it is whole.
struct Draft {
    path: PathBuf,
    draft: PathBuf,
    out: BufWriter<std::fs::File>,
}

impl Draft {
    fn begin(path: &Path, at: WallTime) -> Result<Self, ApiError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = format!(".{name}.{}-{}", std::process::id(), at.0);
        let draft = path.with_file_name(draft);
        let file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .map_err(|error| file_fault(&error, path))?;
        Ok(Self {
            path: path.to_owned(),
            draft,
            out: BufWriter::new(file),
        })
    }

    fn put(&mut self, bytes: &mut Vec<u8>) -> Result<(), ApiError> {
        let written = self.out.write_all(bytes);
        bytes.clear();
        written.map_err(|error| file_fault(&error, &self.path))
    }

    /// What had the name before stays whole until this is on the medium.
    fn finish(mut self) -> Result<(), ApiError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let done = self
            .out
            .flush()
            .and_then(|()| self.out.get_ref().sync_all())
            .and_then(|()| std::fs::rename(&self.draft, &self.path))
            .and_then(|()| std::fs::File::open(folder)?.sync_all());
        done.map_err(|error| file_fault(&error, &self.path))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename it is not there any more.
        let _absent = std::fs::remove_file(&self.draft);
    }
}

fn file_fault(error: &std::io::Error, path: &Path) -> ApiError {
    let kind = match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorKind::DiskFull,
        std::io::ErrorKind::NotFound => ErrorKind::NotFound,
        _ => ErrorKind::ReadOnly,
    };
    ApiError::about(kind, path.display().to_string())
}

fn backup_fault(_: backup::BackupFault) -> ApiError {
    ApiError::about(ErrorKind::TooLong, BACKUP)
}

impl Engine {
    /// Writes a backup, sealed under a passphrase that was stretched, and makes the place with
    /// which whoever restores it comes in.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotPermitted`] where this device may admit no other of its person, the faults
    /// of a disk; no place is left open then.
    pub fn back_up(
        &mut self,
        path: &Path,
        params: &PassphraseParams,
        key: &PassphraseKey,
    ) -> Result<BackupReport, ApiError> {
        if self.is_locked() {
            return Err(ErrorKind::Locked.into());
        }
        if self.is_carrier() {
            return Err(ErrorKind::Carrier.into());
        }
        self.mend()?;
        self.save_all_open()?;
        let network = self.network()?;
        let person = self.my_person().ok_or(ErrorKind::NotPermitted)?;
        let device = self.replica.device();
        if self.replica.roles().role(device, person) < Role::Admin {
            return Err(ApiError::about(ErrorKind::NotPermitted, BACKUP));
        }
        let mut record = self.admit_place(person, BACKUP, Role::Write)?;
        let code = self.code_of(record.secret, network, &self.code_addresses());
        let door = Door {
            code: code.encode(),
            device,
            at: self.wall().0,
        };
        // Only the file has the secret from here on; it ends when it is revoked.
        record.secret = [0; 16];
        record.code = Some(String::new());
        record.expires_ms = u64::MAX;
        let id = record.id.clone();
        self.remember(vec![LocalRecord::Invitation(Box::new(record))])?;
        let secret = KeyMaterial::random(&mut self.rng);
        let head = Head::seal(params, key, &secret);
        let written = self.write_backup(path, &head, &secret, door);
        match written {
            Ok(report) => Ok(BackupReport { id, ..report }),
            Err(error) => {
                // A place whose file was not written is good for nothing.
                let _later = self.revoke_invitation(&id);
                Err(error)
            }
        }
    }

    fn write_backup(
        &mut self,
        path: &Path,
        head: &Head,
        secret: &KeyMaterial,
        door: Door,
    ) -> Result<BackupReport, ApiError> {
        let mut draft = Draft::begin(path, self.wall())?;
        let mut out = head.as_bytes().to_vec();
        let mut writer = Writer::new(head, secret);
        let mut put = |record: Record, out: &mut Vec<u8>| {
            let pushed = writer.push(record.kind, &record.bytes, out);
            pushed.map_err(backup_fault)
        };
        put(Item::Door(door).to_record(), &mut out)?;
        for held in self.replica.held_epochs() {
            put(Item::Epoch(held).to_record(), &mut out)?;
        }
        for record in self.local.snapshot() {
            // Neither a disk nor a backup outlives what is to be forgotten.
            if matches!(&record, LocalRecord::Draft(key, _) if self.is_forgetful_draft(key)) {
                continue;
            }
            let own = serde_json::to_vec(&record).map_err(|_| ErrorKind::Internal)?;
            put(Item::Own(own).to_record(), &mut out)?;
        }
        let mut refused = 0;
        for extent in self.extents.clone() {
            let (kind, bytes) = match self.journal.read_kind(extent) {
                Ok(read) => read,
                Err(crate::store::StoreError::Damaged(_)) => {
                    refused += 1;
                    continue;
                }
                Err(error) => return Err(store_fault(error)),
            };
            let kind = match kind {
                records::RUN => RUN,
                records::SLOTS => SLOTS,
                _ => continue,
            };
            put(Record { kind, bytes }, &mut out)?;
            if out.len() >= FLUSH_BYTES {
                draft.put(&mut out)?;
            }
        }
        let chunks = writer.finish(&mut out).map_err(backup_fault)?;
        draft.put(&mut out)?;
        draft.finish()?;
        let (head, chunk) = (head.as_bytes().len() as u64, CHUNK_BYTES as u64);
        Ok(BackupReport {
            id: String::new(),
            ops: self.ops_held(),
            refused: refused + u64::try_from(self.damaged()).unwrap_or(u64::MAX),
            bytes: chunks.saturating_mul(chunk).saturating_add(head),
        })
    }

    /// Takes everything from a backup whose head was read and opened, into a new profile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`] where what lets this device in, or its person, does not open: then
    /// there is nothing to go on with. The faults of a disk.
    pub fn restore(
        &mut self,
        source: &mut dyn Read,
        head: &Head,
        secret: &KeyMaterial,
    ) -> Result<Restored, ApiError> {
        let damaged = || ApiError::about(ErrorKind::Damaged, BACKUP);
        let mut taking = Taking::default();
        let mut reader = Reader::new(head, secret);
        let mut records = Vec::new();
        loop {
            let mut chunk = Vec::with_capacity(CHUNK_BYTES);
            source
                .take(CHUNK_BYTES as u64)
                .read_to_end(&mut chunk)
                .map_err(|_| damaged())?;
            if chunk.is_empty() {
                break;
            }
            match reader.chunk(&chunk, &mut records) {
                Err(backup::BackupFault::TooLarge) => return Err(damaged()),
                Err(_) => taking.report.refused += 1,
                Ok(()) => {}
            }
            for record in records.drain(..) {
                self.take_record(&record, &mut taking)?;
            }
            // Without its first records nothing of it opens.
            if taking.door.is_none() {
                return Err(damaged());
            }
        }
        if !reader.has_ended() {
            taking.report.refused += 1;
        }
        self.flush()?;
        self.save_keys()?;
        let door = taking.door.take().ok_or_else(damaged)?;
        self.restored_from(&door, taking)
    }

    fn take_record(&mut self, record: &Record, taking: &mut Taking) -> Result<(), ApiError> {
        let Some(item) = Item::of(record) else {
            taking.report.refused += 1;
            return Ok(());
        };
        match item {
            Item::Door(door) => taking.door = Some(door),
            Item::Epoch(held) => self.replica.hold_epoch(held),
            Item::Own(own) => match serde_json::from_slice(&own) {
                Ok(own) => taking.own.push(own),
                Err(_) => taking.report.refused += 1,
            },
            Item::Slots(slots) => {
                if let Some(new) = self.replica.take_slots(slots) {
                    self.stage_slots(&new)?;
                }
            }
            Item::Run(received, run) => {
                self.take_old_run(*run, received, &mut taking.report)?;
                taking.staged += record.bytes.len();
                if taking.staged >= FLUSH_BYTES {
                    taking.staged = 0;
                    self.flush()?;
                }
            }
        }
        Ok(())
    }

    /// A run as it was received then; its signature is checked like one off the wire.
    fn take_old_run(
        &mut self,
        run: SignedRun,
        received: WallTime,
        report: &mut BundleReport,
    ) -> Result<(), ApiError> {
        let Ok(run) = run.verify() else {
            report.refused += 1;
            return Ok(());
        };
        let now = self.now;
        self.now.wall = received;
        let taken = self.take_bundled(run, report);
        self.now = now;
        taken
    }

    /// Keeps what is this device's own, and how it comes in.
    fn restored_from(&mut self, door: &Door, taking: Taking) -> Result<Restored, ApiError> {
        let damaged = || ApiError::about(ErrorKind::Damaged, BACKUP);
        let code = InvitationCode::decode(&door.code).map_err(|_| damaged())?;
        let keys = code.keys();
        let person = self.replica.directory().person_of(door.device);
        let alone = self.is_alone(door.device);
        // Where only the place itself is lost, the others have it.
        let open = self.replica.open_invitation(keys.device());
        if person.is_none() || (alone && open.is_none()) {
            return Err(damaged());
        }
        let mut records = taking.own;
        if !alone {
            records.push(LocalRecord::Setting(Setting::JoinCode, door.code.clone()));
            let device = door.device.to_hex();
            records.push(LocalRecord::Setting(Setting::StandIn, device));
        }
        self.remember(records)?;
        if alone {
            // There is nobody to ask whether somebody else restored it before.
            self.redeem(&keys)?;
        }
        Ok(Restored {
            founded: self.founded(if alone { "joined" } else { "waiting" }),
            ops: taking.report.ops,
            refused: taking.report.refused,
        })
    }

    /// Operations that stand in a log here.
    fn ops_held(&self) -> u64 {
        let graph = self.replica.graph();
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        logs.map(|log| graph.op_count(&log)).sum()
    }

    /// Whether the network has no device but the one that made the backup.
    fn is_alone(&mut self, device: DeviceId) -> bool {
        let roles = self.replica.roles();
        let mut others = self.replica.directory().all_devices();
        !others.any(|other| other != device && !roles.spaces_of(other).is_empty())
    }

    /// The device whose spaces are shown: this one, or, until it is in, the one whose backup it
    /// was restored from.
    pub(super) fn eyes(&self) -> DeviceId {
        let own = self.replica.device();
        if self.has_redeemed() {
            return own;
        }
        let stand_in = self.setting(Setting::StandIn).and_then(DeviceId::from_hex);
        stand_in.unwrap_or(own)
    }

    /// Whether it was restored from a backup and is not in yet.
    #[must_use]
    pub fn is_restored(&self) -> bool {
        !self.has_redeemed() && self.setting(Setting::StandIn).is_some()
    }
}

/// What was taken from a backup so far.
struct Taking {
    door: Option<Door>,
    own: Vec<LocalRecord>,
    staged: usize,
    report: BundleReport,
}

impl Default for Taking {
    fn default() -> Self {
        Self {
            door: None,
            own: Vec::new(),
            staged: 0,
            report: BundleReport {
                ops: 0,
                repeated: 0,
                refused: 0,
                bytes: 0,
            },
        }
    }
}
