//! Takes a bundle: from a file that anybody may have written, piece by piece, with the memory of a
//! few pieces, however long the file is or says that it is.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind as IoKind, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use asamblea_protocol::bundle::{BundleFault, Head, Opened, SEALED_BYTES};
use asamblea_protocol::crypto::SealSecretKey;
use asamblea_protocol::id::OpId;
use asamblea_protocol::invitation::InvitationKeys;
use asamblea_protocol::keys::Keyring;
use asamblea_protocol::op::{Control, PlacedSlot, SignedRun, SlotSet, VerifiedRun};
use asamblea_protocol::sync::Frame;
use rustix::fs::OFlags;

use crate::api::{ApiError, BundleReport, ErrorKind};
use crate::engine::Engine;
use crate::limits::{BUNDLE_BYTES_MAX, BUNDLE_SECTIONS_MAX, SLOTS_WAITING_BYTES_MAX};

/// Chunks after which what they brought goes to the disk: 6 MiB, and one sync.
const FLUSH_CHUNKS: u32 = 64;

/// Slots of a section that wait.
#[derive(Default)]
struct Waiting {
    /// For the run that follows them.
    early: BTreeMap<OpId, Vec<PlacedSlot>>,
    /// For the end of the section.
    sets: Vec<SlotSet>,
    bytes: usize,
}

impl Waiting {
    /// Keeps the slots of a frame of so many bytes, while there is room.
    fn keep(&mut self, (op, slots): (OpId, Vec<PlacedSlot>), is_here: bool, bytes: usize) -> bool {
        let bytes = self.bytes.saturating_add(bytes);
        if bytes > SLOTS_WAITING_BYTES_MAX {
            return false;
        }
        self.bytes = bytes;
        if is_here {
            self.sets.push(SlotSet { op, slots });
        } else {
            self.early.entry(op).or_default().extend(slots);
        }
        true
    }
}

impl Engine {
    /// Takes what opens; damaged and forged parts are counted and left out.
    pub(in crate::engine::serve) fn take_bundle(
        &mut self,
        path: &Path,
        invitation: Option<&InvitationKeys>,
    ) -> Result<BundleReport, ApiError> {
        self.mend()?;
        let mut file = open_file(path)?;
        let own = self.replica.ring().into_iter();
        let mut keys: Vec<SealSecretKey> = own
            .flat_map(Keyring::seal_keys)
            .map(SealSecretKey::duplicate)
            .collect();
        keys.extend(invitation.map(InvitationKeys::seal));
        let keys: Vec<&SealSecretKey> = keys.iter().collect();
        let mut report = BundleReport {
            ops: 0,
            repeated: 0,
            refused: 0,
            bytes: file.length,
        };
        let mut opened = 0;
        for number in 0.. {
            let head = match file.head()? {
                Next::End => break,
                Next::Is(head) if number < BUNDLE_SECTIONS_MAX => head,
                Next::Is(_) | Next::Broken(BundleFault::Head) => {
                    report.refused += 1;
                    break;
                }
                // Nothing of it can be told from damage, and all of it is left as it is.
                Next::Broken(BundleFault::Newer(_)) if opened == 0 => {
                    return Err(ApiError::new(ErrorKind::NewerVersion));
                }
                Next::Broken(_) => {
                    report.refused += 1;
                    break;
                }
            };
            let Some(slots) = file.exactly(head.slots_bytes())? else {
                report.refused += 1;
                break;
            };
            match head.open(&slots, &keys) {
                Some(section) => {
                    opened += 1;
                    self.take_section(&mut file, &section, head.chunks(), &mut report)?;
                }
                None => file.skip(u64::from(head.chunks()) * SEALED_BYTES as u64)?,
            }
        }
        self.flush()?;
        if opened == 0 && report.refused == 0 {
            return Err(ApiError::about(ErrorKind::NotPermitted, "bundle"));
        }
        Ok(report)
    }

    fn take_section(
        &mut self,
        file: &mut BundleFile,
        section: &Opened,
        chunks: u32,
        report: &mut BundleReport,
    ) -> Result<(), ApiError> {
        let mut waiting = Waiting::default();
        for number in 0..chunks {
            let Some(sealed) = file.exactly(SEALED_BYTES)? else {
                report.refused += u64::from(chunks - number);
                break;
            };
            let frames = section.chunk(number, &sealed);
            report.refused += u64::from(frames.refused);
            self.take_frames(&frames.frames, &mut waiting, report)?;
            if number % FLUSH_CHUNKS == FLUSH_CHUNKS - 1 {
                self.flush()?;
            }
        }
        // After all runs: who is to keep which is asked of one state.
        for set in waiting.sets {
            self.take_slots(set)?;
        }
        Ok(())
    }

    fn take_frames(
        &mut self,
        frames: &[Vec<u8>],
        waiting: &mut Waiting,
        report: &mut BundleReport,
    ) -> Result<(), ApiError> {
        for frame in frames {
            match Frame::decode(frame) {
                Ok(Frame::Slots { op, slots, .. }) => {
                    let is_here = self.replica.brings_slots(&op);
                    if !waiting.keep((op, slots), is_here, frame.len()) {
                        report.refused += 1;
                    }
                }
                Ok(Frame::Run { run }) => {
                    let run = SignedRun::decode(&run).and_then(SignedRun::verify);
                    let Ok(run) = run else {
                        report.refused += 1;
                        continue;
                    };
                    let fit = fitting(&run, &mut waiting.early);
                    waiting.sets.extend(fit);
                    self.take_bundled(run, report)?;
                }
                _ => report.refused += 1,
            }
        }
        Ok(())
    }
}

/// The slots that belong to a run's operations.
fn fitting(run: &VerifiedRun, early: &mut BTreeMap<OpId, Vec<PlacedSlot>>) -> Vec<SlotSet> {
    let mut sets = Vec::new();
    for op in run.ops() {
        let Some(mut slots) = early.remove(&op.id) else {
            continue;
        };
        if let Ok(control) = Control::decode(&op.body)
            && let Some(header) = control.epoch()
        {
            slots.retain(|slot| slot.check(header).is_ok());
            sets.push(SlotSet { op: op.id, slots });
        }
    }
    sets
}

/// A file of which no more is read than there was when it was opened.
struct BundleFile {
    file: File,
    name: String,
    length: u64,
    at: u64,
}

/// What follows in it.
enum Next {
    End,
    Is(Head),
    Broken(BundleFault),
}

/// Opens a plain file. Anything else is refused before it is read: a device never ends, and a pipe
/// lets whoever opens it wait.
fn open_file(path: &Path) -> Result<BundleFile, ApiError> {
    let name = path.display().to_string();
    let waits_not = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(waits_not)
        .open(path);
    let told = opened.and_then(|file| file.metadata().map(|told| (file, told)));
    let (file, told) = told.map_err(|_| ApiError::about(ErrorKind::NotFound, name.clone()))?;
    if !told.is_file() {
        return Err(ApiError::about(ErrorKind::NotFound, name));
    }
    if told.len() > BUNDLE_BYTES_MAX {
        return Err(ApiError::about(ErrorKind::TooLong, name));
    }
    Ok(BundleFile {
        file,
        name,
        length: told.len(),
        at: 0,
    })
}

impl BundleFile {
    fn head(&mut self) -> Result<Next, ApiError> {
        if self.at >= self.length {
            return Ok(Next::End);
        }
        let bytes = self.exactly(Head::BYTES)?;
        let Some(bytes) = bytes.as_deref().and_then(|bytes| bytes.first_chunk()) else {
            return Ok(Next::Broken(BundleFault::Head));
        };
        Ok(match Head::read(bytes) {
            Ok(head) => Next::Is(head),
            Err(fault) => Next::Broken(fault),
        })
    }

    /// The next bytes; nothing where fewer are left, and none is left then.
    fn exactly(&mut self, count: usize) -> Result<Option<Vec<u8>>, ApiError> {
        let wanted = u64::try_from(count).unwrap_or(u64::MAX);
        if self.length.saturating_sub(self.at) < wanted {
            self.at = self.length;
            return Ok(None);
        }
        let mut bytes = vec![0; count];
        match self.file.read_exact(&mut bytes) {
            Ok(()) => {
                self.at += wanted;
                Ok(Some(bytes))
            }
            // It became shorter meanwhile: a stick was pulled out.
            Err(error) if error.kind() == IoKind::UnexpectedEof => {
                self.at = self.length;
                Ok(None)
            }
            Err(_) => Err(ApiError::about(ErrorKind::NotFound, self.name.clone())),
        }
    }

    fn skip(&mut self, count: u64) -> Result<(), ApiError> {
        self.at = self.at.saturating_add(count).min(self.length);
        self.file
            .seek(SeekFrom::Start(self.at))
            .map(drop)
            .map_err(|_| ApiError::about(ErrorKind::NotFound, self.name.clone()))
    }
}
