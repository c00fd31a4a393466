//! How the members of a practice network talk: sessions as over a network, and frames that are
//! handed from one engine to the other.

use std::time::Duration;

use super::Practice;
use crate::api::{ApiError, ErrorKind};
use crate::engine::{LinkNumber, Opening};

/// Between two turns; forwards of keys wait up to half a second.
const BEAT: Duration = Duration::from_millis(200);
/// So many turns without a word, and everybody has said what she had to: no wait is longer that
/// concerns others.
const QUIET_BEATS: usize = 6;
/// More turns need a fault of the program.
const BEATS_MAX: usize = 2000;

/// Two members who talk.
pub(super) struct Link {
    number: LinkNumber,
    ends: [usize; 2],
}

impl Practice {
    /// Connects two members; whoever is still entering shows her invitation.
    pub(super) fn connect(&mut self, from: usize, to: usize) -> Result<(), ApiError> {
        let ends = [from, to];
        let mut keys = Vec::new();
        for at in ends {
            let member = self.members.get(at).ok_or(ErrorKind::NotFound)?;
            keys.push(match &member.joining {
                Some(joining) => joining.transport_id(),
                None => member.engine.own_transport(),
            });
        }
        self.links_made += 1;
        let number = self.links_made;
        for (end, at) in ends.into_iter().enumerate() {
            self.engine(at)?;
            let member = &mut self.members[at];
            let tag = match &member.joining {
                Some(joining) => joining.tag(),
                None => member.engine.network_tag(),
            };
            let speaker = member.engine.speaker(member.joining.as_ref());
            let opening = Opening {
                transport: keys[1 - end],
                address: String::new(),
                via: "practice",
                // Nobody dials: an address would be remembered.
                outbound: false,
            };
            member.engine.connected(number, opening, tag, speaker);
        }
        self.links.push(Link { number, ends });
        Ok(())
    }

    /// Connects a member with everybody else whom she does not talk to, but for the device that
    /// stays, which is not there in between.
    pub(super) fn meet(&mut self, at: usize) -> Result<(), ApiError> {
        for other in 0..self.members.len() {
            let absent =
                other == at || (Some(other) == self.device_at && Some(at) != self.device_at);
            let pair = |link: &Link| link.ends.contains(&at) && link.ends.contains(&other);
            if !absent && !self.links.iter().any(pair) {
                self.connect(at, other)?;
            }
        }
        Ok(())
    }

    /// A member talks to nobody any more; what she said last still arrives.
    pub(super) fn part(&mut self, at: usize) {
        for _ in 0..QUIET_BEATS {
            self.hand_over_all();
        }
        let gone: Vec<Link> = self
            .links
            .extract_if(.., |link| link.ends.contains(&at))
            .collect();
        for link in gone {
            self.close(&link);
        }
        if let Some(member) = self.members.get_mut(at) {
            member.engine.forget_links();
        }
    }

    fn close(&mut self, link: &Link) {
        for at in link.ends {
            if let Some(member) = self.members.get_mut(at) {
                member.engine.closed(link.number, "left");
            }
        }
    }

    /// They talk until nobody has anything to say.
    pub(super) fn settle(&mut self) -> Result<(), ApiError> {
        let mut quiet = 0;
        for _ in 0..BEATS_MAX {
            for at in 0..self.members.len() {
                self.turn(at)?;
            }
            quiet = if self.hand_over_all() { 0 } else { quiet + 1 };
            if quiet >= QUIET_BEATS {
                return Ok(());
            }
            self.pass(BEAT);
        }
        Err(ApiError::about(ErrorKind::Internal, "practice"))
    }

    /// Hands over every frame that is ready, once both ways; whether there was any.
    fn hand_over_all(&mut self) -> bool {
        let links: Vec<(LinkNumber, [usize; 2])> = self
            .links
            .iter()
            .map(|one| (one.number, one.ends))
            .collect();
        let mut any = false;
        for (number, [one, other]) in links {
            any |= self.hand_over(number, one, other);
            any |= self.hand_over(number, other, one);
            let over = |at: usize| self.members[at].engine.has_ended(number);
            if over(one) || over(other) {
                self.links.retain(|link| link.number != number);
                self.close(&Link {
                    number,
                    ends: [one, other],
                });
            }
        }
        any
    }

    fn hand_over(&mut self, number: LinkNumber, from: usize, to: usize) -> bool {
        let mut any = false;
        while let Some(frame) = self.members[from].engine.poll(number) {
            any = true;
            let member = &mut self.members[to];
            match member.engine.frame(number, &frame) {
                Ok(Ok(())) => {}
                Ok(Err(end)) => {
                    if let Some(joining) = &mut member.joining {
                        joining.ended(end);
                    }
                }
                // The disk refuses: the next turn says so.
                Err(_) => member.engine.closed(number, "disk"),
            }
        }
        any
    }
}
