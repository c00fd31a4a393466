//! How things hang together. Each link is written once, in what came later; the other direction is
//! found by looking.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view;

use super::super::Engine;
use super::selectors::pick;
use crate::api::{ApiError, Chain, LinkRow, Reply};

/// What can be linked: each kind with its name.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    kind: &'static str,
    space: SpaceId,
    id: OpId,
    /// What is opened to see it.
    inside: OpId,
    title: String,
}

impl Thing {
    fn row(&self) -> LinkRow {
        LinkRow {
            kind: self.kind.to_owned(),
            id: self.id.to_hex(),
            inside: self.inside.to_hex(),
            title: self.title.clone(),
            space: self.space.to_hex(),
        }
    }
}

/// What a file hangs on.
pub(super) struct Holder {
    /// What kind of thing `inside` is.
    pub(super) kind: &'static str,
    /// What is opened to see it.
    pub(super) inside: String,
    pub(super) title: String,
}

/// A thing and what came of it.
type Link = (OpId, OpId);

impl Engine {
    /// Whatever something can have come from, by id, prefix or title.
    pub(super) fn find_source(&self, text: &str) -> Result<OpId, ApiError> {
        self.find_thing(&self.things(), text)
    }

    /// What files of a space hang on, each of these objects once: a post is in its thread, an
    /// agreement in its meeting, an activity in its plan.
    pub(super) fn file_holders(
        &self,
        space: SpaceId,
        objects: &BTreeSet<OpId>,
    ) -> BTreeMap<OpId, Holder> {
        let things = self.things().into_iter();
        let here = things.filter(|thing| thing.space == space && objects.contains(&thing.id));
        let things = here.map(|thing| {
            let kind = match thing.kind {
                "agreement" => "meeting",
                kind => kind,
            };
            let (inside, title) = (thing.inside.to_hex(), thing.title);
            (
                thing.id,
                Holder {
                    kind,
                    inside,
                    title,
                },
            )
        });
        let threads = self.views.shown.threads(space).into_iter();
        let posts = threads.flat_map(view::Threads::iter).flat_map(|thread| {
            let posts = thread.posts().filter(|post| objects.contains(&post.id));
            posts.map(|post| {
                let holder = Holder {
                    kind: "thread",
                    inside: thread.id.to_hex(),
                    title: thread.title.clone(),
                };
                (post.id, holder)
            })
        });
        let mut holders = BTreeMap::new();
        for (object, holder) in posts.chain(things) {
            holders.entry(object).or_insert(holder);
        }
        holders
    }

    fn find_thing(&self, things: &[Thing], text: &str) -> Result<OpId, ApiError> {
        let named = things.iter().map(|thing| {
            let title = Some(thing.title.clone());
            (thing.id, thing.id.to_hex(), title)
        });
        // Agreements are known by their numbers, too.
        let agreements = self.views.shown.spaces().flat_map(|space| {
            let all = self.named_agreements(space);
            all.map(|(id, number)| (id, id.to_hex(), Some(number)))
        });
        pick(text, named.chain(agreements))
    }

    /// What it came from and what came of it, as far as this device can read.
    pub(super) fn chain(&self, text: &str) -> Result<Reply, ApiError> {
        let things = self.things();
        let id = self.find_thing(&things, text)?;
        let row = |id: &OpId| {
            let thing = things.iter().find(|thing| thing.id == *id);
            thing.map_or_else(
                || LinkRow {
                    id: id.to_hex(),
                    ..LinkRow::default()
                },
                Thing::row,
            )
        };
        let mut chain = Chain::default();
        for (from, to) in self.links() {
            let (rows, other) = match (from == id, to == id) {
                (false, true) => (&mut chain.came_from, from),
                (true, false) => (&mut chain.led_to, to),
                _ => continue,
            };
            let other = row(&other);
            if !rows.contains(&other) {
                rows.push(other);
            }
        }
        Ok(Reply::Chain(chain))
    }

    fn things(&self) -> Vec<Thing> {
        let mut things = Vec::new();
        for space in self.views.shown.spaces() {
            let mut add = |kind, (id, title): (OpId, String)| {
                let inside = id;
                things.push(Thing {
                    kind,
                    space,
                    id,
                    inside,
                    title,
                });
            };
            self.named_threads(space).for_each(|at| add("thread", at));
            self.named_docs(space).for_each(|at| add("doc", at));
            self.named_agendas(space).for_each(|at| add("agenda", at));
            let proposals = self.named_proposals(space);
            proposals.for_each(|at| add("proposal", at));
            self.named_meetings(space).for_each(|at| add("meeting", at));
            let rounds = self.named_rounds(space);
            rounds.for_each(|at| add("assessment", at));
            let meetings = self.views.shown.meetings(space).into_iter();
            for (meetings, meeting) in meetings.flat_map(|all| all.iter().map(move |at| (all, at)))
            {
                things.extend(meeting.agreements().map(|row| Thing {
                    kind: "agreement",
                    space,
                    id: row.id,
                    inside: meeting.id,
                    title: format!("{} {}", meetings.label(row), row.agreed.text),
                }));
            }
        }
        let plans = self.named_plans().into_iter();
        things.extend(plans.map(|(space, id, title)| Thing {
            kind: "plan",
            space,
            id,
            inside: id,
            title,
        }));
        things
    }

    /// Every link that is known here.
    fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        let versions = self.network_versions();
        for space in self.views.shown.spaces() {
            let proposals = self.views.shown.proposals(space).into_iter();
            for proposal in proposals.flat_map(view::Proposals::iter) {
                let from = proposal.new.from.map(|from| {
                    let of = versions.iter().find(|(version, _)| *version == from);
                    of.map_or(from, |(_, plan)| *plan)
                });
                links.extend(from.map(|from| (from, proposal.id)));
            }
            let meetings = self.views.shown.meetings(space).into_iter();
            for meeting in meetings.flat_map(view::Meetings::iter) {
                links.extend(of_meeting(meeting));
            }
            let agendas = self.views.shown.agendas(space).into_iter();
            for agenda in agendas.flat_map(view::Agendas::iter) {
                // Drafts are for the people who write them.
                let items = agenda.newest().into_iter().flat_map(|one| &one.items);
                let from = items.filter_map(|item| item.from);
                links.extend(from.map(|from| (from, agenda.id)));
            }
        }
        links.extend(self.plan_rounds());
        links
    }
}

/// A proposal is taken up at a point; agreements and the minutes come of the meeting, and of the
/// proposal whose point they were taken under.
fn of_meeting(meeting: &view::Meeting) -> Vec<Link> {
    let points = meeting.points();
    let taken_up = points.iter().filter_map(|(_, point)| point.proposal);
    let mut links: Vec<Link> = taken_up.map(|proposal| (proposal, meeting.id)).collect();
    for row in meeting.agreements() {
        links.push((meeting.id, row.id));
        let mut points = points.iter();
        let point = points.find(|(_, point)| Some(point.id) == row.agreed.point);
        let proposal = point.and_then(|(_, point)| point.proposal);
        links.extend(proposal.map(|proposal| (proposal, row.id)));
        links.extend(row.agreed.revokes.map(|revoked| (revoked, row.id)));
    }
    links.extend(meeting.minutes().map(|doc| (meeting.id, doc)));
    links
}
