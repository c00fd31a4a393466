//! Slots in a session. Those that the peer can open go right before the run that brings them, so
//! that it reads at once; what is missing then, and what is kept for others, is asked for.
//!
//! No slot holds up an operation, and none is believed: each is checked by its own proof.

use super::{Event, PeerMisbehaved, Session, State, SyncEnd};
use crate::graph::Branch;
use crate::id::{OpId, SpaceId};
use crate::limits::{OWN_SLOTS_MAX, SLOT_PROOF_MAX, SLOTS_PER_FRAME, WANTS_MAX};
use crate::op::{Control, Lane, PlacedSlot, SlotSet, VerifiedRun};
use crate::replica::{Access, Replica};
use crate::sync::frame::{Frame, WantLine};

/// Operations whose slots came before them. A sender puts slots right before the run; older ones
/// were for a run that was not taken.
const EARLY_MAX: usize = 64;
/// What the peer asked for and did not get yet: it reads slowly, or asks more than it reads.
const WANTED_MAX: usize = 4 * WANTS_MAX;
/// Operations of which the peer still needs a slot. It asks again in its next session.
const OWED_MAX: usize = 256;

impl Session {
    /// Whether the peer may be asked for slots of a space.
    #[must_use]
    pub fn may_ask(&self, space: SpaceId) -> bool {
        let device = matches!(self.peer, Some(Access::Device(_)));
        let speaker = matches!(self.start.access, Access::Device(_));
        self.state == State::Open && device && speaker && self.visible.contains_key(&space)
    }

    /// Asks the peer for slots, at most [`WANTS_MAX`] operations.
    pub fn want(&mut self, mut lines: Vec<WantLine>) {
        lines.truncate(WANTS_MAX);
        if lines.is_empty() || self.state != State::Open {
            return;
        }
        let lists = lines.iter().filter(|line| line.from.is_some());
        self.asked.extend(lists.map(|line| line.op));
        self.outbox.push_back(Frame::Want { lines });
    }

    pub(super) fn on_want(&mut self, lines: &[WantLine]) -> Result<(), SyncEnd> {
        if lines.len() > WANTS_MAX {
            let (got, max) = (lines.len(), WANTS_MAX);
            return Err(PeerMisbehaved::TooManyLines { got, max }.into());
        }
        self.bear(0)?;
        for line in lines {
            // What finds no room is asked for again.
            if self.wanted.len() >= WANTED_MAX || self.wanted.contains(line) {
                continue;
            }
            match line.from {
                // Whoever waits for her own is helped first.
                None => self.wanted.push_front(*line),
                Some(_) => self.wanted.push_back(*line),
            }
        }
        Ok(())
    }

    /// Puts slots that the peer asked for and can open before everything else.
    pub(super) fn give_wanted(&mut self, replica: &Replica) {
        while let Some(line) = self.wanted.pop_front_if(|line| line.from.is_none()) {
            if self.shows(&line.op, replica) {
                self.give_own(line.op, replica);
            }
        }
    }

    fn shows(&self, op: &OpId, replica: &Replica) -> bool {
        let space = replica.epochs().of_op(op).map(|info| info.space);
        space.is_some_and(|space| self.visible.contains_key(&space))
    }

    /// Sends the slots of an operation that the peer can open, or remembers that it lacks them.
    fn give_own(&mut self, op: OpId, replica: &Replica) {
        let Some(Access::Device(device)) = self.peer else {
            return;
        };
        let slots = replica.slots_for(&op, device, &self.peer_reads);
        if !slots.is_empty() {
            self.owed.remove(&op);
            let last = false;
            self.outbox.push_back(Frame::Slots { op, slots, last });
        } else if self.owed.len() < OWED_MAX {
            self.owed.insert(op);
        }
    }

    /// Puts the slots that the peer can open before the run that brings them.
    pub(super) fn queue_slots(&mut self, branch: &Branch, from: u64, end: u64, replica: &Replica) {
        // Content brings no epoch.
        if branch.log.lane == Lane::Content || !self.peer_reads.contains(&branch.log.space) {
            return;
        }
        for seq in from..end {
            if let Some(op) = replica.graph().id_on(branch, seq)
                && replica.brings_slots(&op)
            {
                self.give_own(op, replica);
            }
        }
    }

    /// Tells the session that slots of these operations are stored.
    pub fn slots_stored(&mut self, ops: &[OpId], replica: &Replica) {
        if self.state != State::Open {
            return;
        }
        for op in ops {
            if self.owed.contains(op) {
                self.give_own(*op, replica);
            }
        }
    }

    /// The next part of the lists that the peer asked for.
    pub(super) fn next_list(&mut self, replica: &Replica) -> Option<Frame> {
        let WantLine { op, from } = self.wanted.pop_front()?;
        let (slots, from) = match from {
            Some(from) if self.shows(&op, replica) => replica.slots_from(&op, from),
            _ => (Vec::new(), None),
        };
        if from.is_some() {
            self.wanted.push_back(WantLine { op, from });
        }
        let last = from.is_none();
        Some(Frame::Slots { op, slots, last })
    }

    pub(super) fn on_slots(
        &mut self,
        op: OpId,
        mut slots: Vec<PlacedSlot>,
        last: bool,
        replica: &mut Replica,
    ) -> Result<Vec<Event>, SyncEnd> {
        if slots.len() > SLOTS_PER_FRAME {
            let (got, max) = (slots.len(), SLOTS_PER_FRAME);
            return Err(PeerMisbehaved::TooManyLines { got, max }.into());
        }
        slots.retain(|slot| slot.proof.len() <= SLOT_PROOF_MAX * 32);
        let mut events = Vec::new();
        if replica.epochs().of_op(&op).is_some() {
            slots.retain(|slot| replica.is_slot_wanted(&op, slot));
            if !slots.is_empty() {
                events.push(Event::Slots(SlotSet { op, slots }));
            }
        } else {
            slots.truncate(OWN_SLOTS_MAX);
            self.early.push_back((op, slots));
            if self.early.len() > EARLY_MAX {
                self.early.pop_front();
            }
        }
        if events.is_empty() {
            self.bear(0)?;
        }
        if last && self.asked.remove(&op) {
            events.push(Event::SlotsEnd(op));
        }
        Ok(events)
    }

    /// The slots that came before a run and belong to its operations.
    pub(super) fn take_early(&mut self, run: &VerifiedRun, replica: &Replica) -> Vec<SlotSet> {
        if run.log().is_none_or(|log| log.lane == Lane::Content) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (op, mut slots) in std::mem::take(&mut self.early) {
            let Some(body) = run.ops().iter().find(|other| other.id == op) else {
                self.early.push_back((op, slots));
                continue;
            };
            if let Ok(control) = Control::decode(&body.body)
                && let Some(header) = control.epoch()
            {
                let unchecked = crate::is_planted!(replica, SlotsUnchecked);
                slots.retain(|slot| unchecked || slot.check(header).is_ok());
                found.push(SlotSet { op, slots });
            }
        }
        found.retain(|set| !set.slots.is_empty());
        found
    }
}
