//! Which slots are asked for, and from whom: one plan for all sessions of a device, so that what
//! is kept for others comes once and not from everybody.

use std::collections::{BTreeMap, BTreeSet};

use super::Session;
use super::frame::WantLine;
use crate::id::OpId;
use crate::limits::WANTS_MAX;
use crate::replica::{Lacking, Replica};

/// Operations whose slots one peer is asked for at a time: a list may be a megabyte, and the
/// first to be answered should not wait for the last.
const LISTS_ASKED_MAX: usize = 4;

/// A list that was asked for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    link: u64,
    /// Some of it came since it was last looked at.
    moved: bool,
}

/// The plan. Links are named by numbers of the caller's.
#[derive(Debug, Default)]
pub struct Fetch {
    /// Who was asked for slots that this device could open.
    own: BTreeSet<(u64, OpId)>,
    /// Who is asked for all slots of an operation.
    lists: BTreeMap<OpId, Asked>,
    /// Who gave what she has of an operation's slots.
    spent: BTreeSet<(u64, OpId)>,
    changed: bool,
}

impl Fetch {
    /// Operations, slots, members or links changed: there may be something to ask for.
    pub const fn changed(&mut self) {
        self.changed = true;
    }

    /// A peer gave slots that were lacking.
    pub fn moved(&mut self, link: u64, op: OpId) {
        let asked = self.lists.get_mut(&op).filter(|asked| asked.link == link);
        if let Some(asked) = asked {
            asked.moved = true;
        }
    }

    /// A peer gave all that she has of an operation's slots.
    pub fn answered(&mut self, link: u64, op: OpId) {
        if self.lists.get(&op).is_some_and(|asked| asked.link == link) {
            self.lists.remove(&op);
        }
        self.spent.insert((link, op));
        self.changed = true;
    }

    /// A link is gone.
    pub fn closed(&mut self, link: u64) {
        self.lists.retain(|_, asked| asked.link != link);
        self.own.retain(|(at, _)| *at != link);
        self.spent.retain(|(at, _)| *at != link);
        self.changed = true;
    }

    /// Peers may have got more meanwhile: everybody may be asked once more. Of whom nothing came
    /// since the last time, the next one is asked instead. Call it every half minute.
    pub fn again(&mut self) {
        self.own.clear();
        self.spent.clear();
        for (op, asked) in &self.lists {
            if !asked.moved {
                self.spent.insert((asked.link, *op));
            }
        }
        self.lists
            .retain(|_, asked| std::mem::take(&mut asked.moved));
        self.changed = true;
    }

    /// Asks whom there is to ask. Call it whenever something changed; it costs nothing otherwise.
    pub fn ask<'a>(
        &mut self,
        replica: &mut Replica,
        sessions: impl Iterator<Item = (u64, &'a mut Session)>,
    ) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        let lacking = replica.lacking_slots();
        for (link, session) in sessions {
            let busy = self
                .lists
                .values()
                .filter(|asked| asked.link == link)
                .count();
            let (mut room, mut lines) = (LISTS_ASKED_MAX.saturating_sub(busy), Vec::new());
            for Lacking { space, op, from } in &lacking {
                if !session.may_ask(*space) {
                    continue;
                }
                if lines.len() >= WANTS_MAX {
                    self.changed = true;
                    break;
                }
                let asks = match from {
                    None => self.own.insert((link, *op)),
                    Some(_) => {
                        room > 0
                            && !self.spent.contains(&(link, *op))
                            && !self.lists.contains_key(op)
                    }
                };
                if !asks {
                    continue;
                }
                if from.is_some() {
                    self.lists.insert(*op, Asked { link, moved: true });
                    room = room.saturating_sub(1);
                }
                let (op, from) = (*op, *from);
                lines.push(WantLine { op, from });
            }
            session.want(lines);
        }
    }
}
