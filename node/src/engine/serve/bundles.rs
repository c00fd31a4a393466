//! Bundles: the same operations as the wire, on a stick. Taking one is in `taking`.

mod taking;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use asamblea_protocol::bundle::seal_section;
use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::SealPublicKey;
use asamblea_protocol::graph::{Branch, Misplaced, Novelty};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::op::{Lane, LogId, VerifiedRun};
use asamblea_protocol::replica::{Access, Scope};
use asamblea_protocol::sync::{Frame, Source};
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::super::local::Setting;
use super::super::views::act_fault;
use crate::api::{ApiError, BundleReport, ErrorKind, Reply};

/// Recipients of one section, as the format has room for.
const SECTION_RECIPIENTS_MAX: usize = 255;
/// Keys sent or asked for in one go, and how often before a stick leaves: a thousand in all.
const DUE_KEYS_MAX: usize = 64;
const DUE_ROUNDS_MAX: usize = 16;
/// The most bytes of a frontier as text.
const FRONTIER_BYTES_MAX: usize = 1024 * 1024;

/// Lengths of a space's logs, as a frontier names them.
type Lengths = (SpaceId, Vec<(DeviceId, Lane, u64)>);

impl Engine {
    /// What is held of a space, to be given to `bundle export --since`.
    pub(super) fn frontier_text(&self, space: SpaceId) -> String {
        let graph = self.replica.graph();
        let lengths: Lengths = (
            space,
            graph
                .logs_of(space)
                .map(|log| (log.author, log.lane, graph.len(&log)))
                .collect(),
        );
        HEXLOWER.encode(&encode(&lengths))
    }

    fn read_frontiers(text: &str) -> Result<BTreeMap<LogId, u64>, ApiError> {
        let fault = || ApiError::about(ErrorKind::Usage, "since");
        let mut known = BTreeMap::new();
        for part in text.split([',', ' ']).filter(|part| !part.is_empty()) {
            let bytes: Option<Vec<u8>> = part
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
                .collect();
            let bytes = bytes.ok_or_else(fault)?;
            let (space, logs): Lengths = decode(&bytes, FRONTIER_BYTES_MAX).map_err(|_| fault())?;
            for (author, lane, length) in logs {
                known.insert(
                    LogId {
                        space,
                        author,
                        lane,
                    },
                    length,
                );
            }
        }
        Ok(known)
    }

    pub(super) fn export_bundle(
        &mut self,
        path: &str,
        spaces: &[String],
        since: Option<&str>,
    ) -> Result<Reply, ApiError> {
        self.mend()?;
        self.do_due_work()?;
        let known = since
            .map(Self::read_frontiers)
            .transpose()?
            .unwrap_or_default();
        let wanted = spaces
            .iter()
            .map(|space| self.find_space(space))
            .collect::<Result<Vec<_>, _>>()?;
        let network = self.network()?;
        let mut sections = vec![network];
        let device = self.replica.device();
        let mine = self.replica.roles().spaces_of(device).into_keys();
        let mine: Vec<SpaceId> = mine.filter(|space| *space != network).collect();
        sections.extend(
            mine.into_iter()
                .filter(|s| wanted.is_empty() || wanted.contains(s)),
        );
        let network_content = wanted.is_empty() || wanted.contains(&network);
        let (mut out, mut ops) = (Vec::new(), 0);
        for space in sections {
            let content = space != network || network_content;
            let (frames, count) = self.section_frames(space, content, &known);
            let recipients = self.section_recipients(space);
            if frames.is_empty() || recipients.is_empty() {
                continue;
            }
            ops += count;
            out.extend(
                seal_section(&frames, &recipients, &mut self.rng)
                    .map_err(|fault| ApiError::about(ErrorKind::Internal, fault.to_string()))?,
            );
        }
        write_file(path, &out)?;
        let bytes = u64::try_from(out.len()).unwrap_or(u64::MAX);
        Ok(Reply::Bundle(BundleReport {
            ops,
            repeated: 0,
            refused: 0,
            bytes,
        }))
    }

    /// Its readers; for the network also its open invitations.
    fn section_recipients(&mut self, space: SpaceId) -> Vec<SealPublicKey> {
        let mut invited = Vec::new();
        if self.replica.directory().network() == Some(space) {
            let known = self.replica.directory().invitations();
            let known: Vec<DeviceId> = known.map(|(key, _)| key).collect();
            for key in known {
                if self.replica.open_invitation(key).is_some()
                    && let Some(card) = self.replica.directory().card(&key)
                    && let Ok(public) = card.check()
                {
                    invited.push(public);
                }
            }
        }
        // Who has an invitation has no other way in; a reader left out meets another bundle.
        let mut keys = self.replica.bundle_keys(space);
        keys.truncate(SECTION_RECIPIENTS_MAX.saturating_sub(invited.len()));
        keys.extend(invited);
        keys.truncate(SECTION_RECIPIENTS_MAX);
        keys
    }

    /// Writes what others wait for: keys, names, receipts. A command that ends in a moment has no
    /// time to do it later, and a stick carries what is there.
    fn do_due_work(&mut self) -> Result<(), ApiError> {
        for _ in 0..DUE_ROUNDS_MAX {
            let now = self.wall();
            let mut made = self
                .replica
                .forward_due(DUE_KEYS_MAX, now, &mut self.rng)
                .map_err(act_fault)?;
            made.extend(self.replica.ask_due(DUE_KEYS_MAX, now).map_err(act_fault)?);
            if made.runs.is_empty() {
                break;
            }
            self.flush()?;
        }
        self.introduce()?;
        self.hold_editions()
    }

    /// Whether a member wrote something since she learned that this device used an invitation.
    pub(in crate::engine) fn is_redeem_answered(&mut self, invitation: DeviceId) -> bool {
        let (device, graph) = (self.replica.device(), self.replica.graph());
        let redeems = self.replica.directory().redeems(&invitation);
        let mine: Vec<usize> = redeems
            .filter_map(|(op, _)| graph.control_index(&op))
            .filter(|index| {
                let op = graph.controls().get(*index);
                op.is_some_and(|op| op.op.log.author == device)
            })
            .collect();
        let answers: BTreeSet<DeviceId> = graph
            .controls()
            .iter()
            .filter(|op| mine.iter().any(|at| graph.pasts().contains(op.past, *at)))
            .map(|op| op.op.log.author)
            .collect();
        answers
            .into_iter()
            .any(|author| self.replica.is_peer(author))
    }

    /// Frames of a space and of the members and guardians that it needs.
    fn section_frames(
        &mut self,
        space: SpaceId,
        content: bool,
        known: &BTreeMap<LogId, u64>,
    ) -> (Vec<Vec<u8>>, u64) {
        let network = self.replica.directory().network();
        let mut lanes: Vec<(SpaceId, Scope)> = Vec::new();
        let under = self.replica.roles().under(space);
        let device = self.replica.device();
        let visible = self.replica.visible_to(Access::Device(device));
        for (at, _) in visible {
            let wanted = at == space || (Some(space) == network && under.contains(&at));
            if wanted || under.contains(&at) {
                let scope = if at == space && content {
                    Scope::All
                } else {
                    Scope::Control
                };
                lanes.push((at, scope));
            }
        }
        let mut logs: Vec<(Lane, usize, bool, LogId)> = Vec::new();
        let graph = self.replica.graph();
        for (at, scope) in lanes {
            let depth = self.depth(at);
            for log in graph.logs_of(at) {
                if log.lane == Lane::Control || scope == Scope::All {
                    let creates = graph.id_at(&log, 0) == Some(at.create_op());
                    logs.push((log.lane, depth, !creates, log));
                }
            }
        }
        logs.sort();
        let (mut frames, mut count) = (Vec::new(), 0);
        for (_, _, _, log) in logs {
            // A length names no branch: of a forked log all goes.
            let forked = self.replica.graph().is_forked(&log);
            let known = known.get(&log).copied().filter(|_| !forked);
            let branches: Vec<Branch> = self.replica.graph().branches_of(&log).collect();
            for branch in branches {
                let from = self
                    .replica
                    .graph()
                    .start_of(&branch)
                    .max(known.unwrap_or(0));
                count += self.branch_frames(&branch, from, &mut frames);
            }
        }
        (frames, count)
    }

    fn depth(&self, space: SpaceId) -> usize {
        let directory = self.replica.directory();
        std::iter::successors(Some(space), |at| directory.guardian(*at))
            .take(16)
            .count()
    }

    fn branch_frames(&mut self, branch: &Branch, from: u64, frames: &mut Vec<Vec<u8>>) -> u64 {
        let (mut at, mut count) = (from, 0);
        while at < self.replica.graph().branch_len(branch) {
            let prev = at
                .checked_sub(1)
                .and_then(|seq| self.replica.graph().id_on(branch, seq));
            let Some(stretch) = self.stored().stretch(branch, at, prev) else {
                break;
            };
            let end = at + stretch.count;
            if branch.log.lane == Lane::Control {
                let ops = (at..end).filter_map(|seq| self.replica.graph().id_on(branch, seq));
                for op in ops.collect::<Vec<_>>() {
                    self.slot_frames(op, frames);
                }
            }
            frames.push(Frame::Run { run: stretch.bytes }.encode());
            count += stretch.count;
            at = end;
        }
        count
    }

    pub(super) fn import_bundle(&mut self, path: &str) -> Result<Reply, ApiError> {
        // One who is on her way in opens what is sealed to her invitation, too.
        let code = self.setting(Setting::JoinCode).unwrap_or_default();
        let invitation = InvitationCode::decode(code).ok().map(|code| code.keys());
        let report = self.take_bundle(Path::new(path), invitation.as_ref())?;
        if let Some(keys) = invitation.filter(|_| self.is_restored()) {
            // What came on the stick says whether the place is still free.
            self.redeem(&keys)?;
        }
        self.do_due_work()?;
        Ok(Reply::Bundle(report))
    }

    /// All slots of an operation that are here, unless a newer epoch wraps what they open.
    fn slot_frames(&mut self, op: OpId, frames: &mut Vec<Vec<u8>>) {
        if !self.replica.is_head_op(&op) {
            return;
        }
        let mut at = Some(0);
        while let Some(from) = at {
            let (slots, next) = self.replica.slots_from(&op, from);
            at = next;
            if !slots.is_empty() {
                let last = false;
                frames.push(Frame::Slots { op, slots, last }.encode());
            }
        }
    }

    pub(in crate::engine) fn take_bundled(
        &mut self,
        run: VerifiedRun,
        report: &mut BundleReport,
    ) -> Result<(), ApiError> {
        let count = u64::try_from(run.ops().len()).unwrap_or(0);
        let first = run.ops().first().map_or(0, |op| op.header.seq);
        if let Err(fault) = self.replica.room_for(&run) {
            report.refused += count;
            return match run.log() {
                Some(log) => self.tell_full(&log, fault),
                None => Ok(()),
            };
        }
        match self.replica.graph().novelty(&run) {
            Ok(Novelty::Known) => report.repeated += count,
            Ok(Novelty::NewFrom(seq)) => {
                report.repeated += seq.saturating_sub(first);
                report.ops += count.saturating_sub(seq.saturating_sub(first));
                self.take_run(run, Vec::new())?;
            }
            // A gap is a part that was left out, by damage or by `--since`.
            Err(Misplaced::Gap { .. }) => report.refused += count,
            Err(_) => report.refused += count,
        }
        Ok(())
    }
}

fn write_file(path: &str, bytes: &[u8]) -> Result<(), ApiError> {
    let fault = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => ApiError::about(ErrorKind::DiskFull, path),
        std::io::ErrorKind::NotFound => ApiError::about(ErrorKind::NotFound, path),
        _ => ApiError::about(ErrorKind::ReadOnly, path),
    };
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .map_err(fault)?;
    file.write_all(bytes).map_err(fault)?;
    file.sync_all().map_err(fault)
}
