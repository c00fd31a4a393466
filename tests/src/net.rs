//! Links of the simulated world: frames of one direction keep their order, and any frame may be
//! the last.

use std::collections::VecDeque;

use asamblea_node::engine::LinkNumber;
use asamblea_protocol::id::TransportId;
use asamblea_protocol::op::{Lane, SignedRun};
use asamblea_protocol::sync::Frame;

/// Frames under way in one direction: a sender waits beyond that, as it does for a real socket.
pub const UNDER_WAY_MAX: usize = 8;

/// A connection of two nodes. Direction 0 goes from `ends[0]` to `ends[1]`.
pub struct Link {
    /// Its number at both ends.
    pub number: LinkNumber,
    /// The dialing and the listening node.
    pub ends: [usize; 2],
    /// The transport keys they showed.
    pub keys: [TransportId; 2],
    /// Whether that end still has it open.
    pub open: [bool; 2],
    /// Frames under way.
    pub under_way: [VecDeque<Vec<u8>>; 2],
    /// Nothing moves in that direction.
    pub stalled: [bool; 2],
    /// That end has said all it will.
    pub said_all: [bool; 2],
}

impl Link {
    /// A fresh link.
    #[must_use]
    pub fn new(number: LinkNumber, ends: [usize; 2], keys: [TransportId; 2]) -> Self {
        Self {
            number,
            ends,
            keys,
            open: [true; 2],
            under_way: [VecDeque::new(), VecDeque::new()],
            stalled: [false; 2],
            said_all: [false; 2],
        }
    }

    /// At which end a node stands.
    #[must_use]
    pub fn end_of(&self, node: usize) -> Option<usize> {
        self.ends.iter().position(|end| *end == node)
    }

    /// Whether it joins these two.
    #[must_use]
    pub fn joins(&self, a: usize, b: usize) -> bool {
        self.ends == [a, b] || self.ends == [b, a]
    }

    /// Whether something can move in a direction.
    #[must_use]
    pub fn moves(&self, direction: usize) -> bool {
        !self.stalled[direction]
            && (!self.under_way[direction].is_empty()
                || (self.said_all[direction] && self.open[1 - direction]))
    }

    /// Whether both ends are gone.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.open == [false; 2]
    }
}

/// What a frame says, in a line.
#[must_use]
pub fn describe(bytes: &[u8]) -> String {
    match Frame::decode(bytes) {
        Ok(Frame::Run { run }) => SignedRun::decode(&run).map_or_else(
            |_| "a run that is none".to_owned(),
            |run| {
                let (log, first) = (run.log(), run.first());
                let lane = if log.lane == Lane::Control {
                    "control"
                } else {
                    "content"
                };
                let end = first + run.count() as u64;
                let (space, author) = (log.space.short(), log.author.short());
                format!("{lane} {first}..{end} of {author} in {space}")
            },
        ),
        Ok(Frame::Frontier { space, lines, .. }) => {
            let mut text = format!("frontier of {}:", space.short());
            for line in lines {
                let (author, lane) = (line.author.short(), line.lane.number());
                text.push_str(&format!(" {author}/{lane}={}", line.length));
            }
            text
        }
        Ok(Frame::Have { lines }) => {
            let mut text = "has".to_owned();
            for line in lines {
                let (log, length) = (line.log, line.length);
                let (author, lane) = (log.author.short(), log.lane.number());
                text.push_str(&format!(
                    " {author}/{lane} in {}={length}",
                    log.space.short()
                ));
            }
            text
        }
        Ok(Frame::Hello { .. }) => "hello".to_owned(),
        Ok(Frame::Proof { .. }) => "proof".to_owned(),
        Ok(Frame::Total { .. }) => "total".to_owned(),
        Ok(Frame::Roots { lines, .. }) => format!("{} roots", lines.len()),
        Ok(Frame::Slots { slots, .. }) => format!("{} slots", slots.len()),
        Ok(Frame::Want { lines }) => format!("wants slots of {}", lines.len()),
        Ok(Frame::Presence { space, .. }) => format!("a place in {}", space.short()),
        Ok(Frame::Ping) => "ping".to_owned(),
        Ok(Frame::Bye { reason }) => format!("bye {reason:?}"),
        Err(fault) => format!("no frame: {fault}"),
    }
}
