//! What is held, as two devices compare it.

use super::{Graph, Parts};
use crate::crypto::{Digest, Domain, Hasher};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Lane, LogId};

impl Graph {
    /// Length and head of every branch of every log of a space in a lane: by author, then by
    /// length and head. Equal wherever the same is held, however it came.
    #[must_use]
    pub fn frontier(&self, space: SpaceId, lane: Lane) -> Vec<(DeviceId, u64, OpId)> {
        let mut lines = Vec::new();
        for id in self.logs_of(space).filter(|id| id.lane == lane) {
            let from = lines.len();
            lines.extend(self.heads(&id).map(|(len, head)| (id.author, len, head)));
            if let Some(own) = lines.get_mut(from..)
                && own.len() > 1
            {
                own.sort_unstable();
            }
        }
        lines
    }

    /// Length and last operation of each branch of a log.
    pub fn heads<'a>(&'a self, log: &LogId) -> impl Iterator<Item = (u64, OpId)> + use<'a> {
        self.numbers_of(log).filter_map(|number| {
            let branch = self.logs.get(number)?;
            let len = branch.len();
            Some((len, branch.own_id_at(len.checked_sub(1)?)?))
        })
    }

    /// BLAKE3 over the frontier of some lanes of a space: equal where the same is held.
    #[must_use]
    pub fn root(&self, space: SpaceId, with_content: bool) -> Digest {
        self.root_in_parts(space, with_content, 0).0
    }

    /// The same, and over each of `count` parts of it by author.
    #[must_use]
    pub fn root_in_parts(
        &self,
        space: SpaceId,
        with_content: bool,
        count: usize,
    ) -> (Digest, Parts) {
        let mut whole = Hasher::new(Domain::SyncRoot);
        let mut parts = vec![Hasher::new(Domain::SyncRoot); count];
        for lane in [Lane::Control, Lane::Content] {
            if lane == Lane::Content && !with_content {
                continue;
            }
            for (author, len, head) in self.frontier(space, lane) {
                let own = parts.get_mut(Parts::place(count, author.as_bytes()));
                for hasher in std::iter::once(&mut whole).chain(own) {
                    hasher.update(&[lane.number()]).update(author.as_bytes());
                    hasher.update(&len.to_be_bytes()).update(head.as_bytes());
                }
            }
        }
        (whole.finish(), Parts::new(&parts))
    }
}
