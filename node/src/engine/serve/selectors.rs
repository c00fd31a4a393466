//! From what people type to ids: full, any unambiguous prefix, or a name.

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::view;

use super::super::Engine;
use crate::api::{ApiError, ErrorKind};

/// Shorter prefixes would change their meaning with the next object.
pub(in crate::engine) const PREFIX_CHARS_MIN: usize = 4;

/// Picks the one of `all` whose hex begins with `text`, or whose name it is.
pub(in crate::engine) fn pick<T: Copy + PartialEq>(
    text: &str,
    all: impl Iterator<Item = (T, String, Option<String>)>,
) -> Result<T, ApiError> {
    let lower = text.to_lowercase();
    let mut found: Option<T> = None;
    for (id, hex, name) in all {
        let named = name.is_some_and(|name| name.to_lowercase() == lower);
        let prefixed = lower.len() >= PREFIX_CHARS_MIN && hex.starts_with(&lower);
        if hex == lower {
            return Ok(id);
        }
        if named || prefixed {
            match found {
                Some(other) if other != id => {
                    return Err(ApiError::about(ErrorKind::Ambiguous, text));
                }
                _ => found = Some(id),
            }
        }
    }
    found.ok_or_else(|| ApiError::about(ErrorKind::NotFound, text))
}

impl Engine {
    /// A space that this device reads.
    pub(super) fn find_space(&mut self, text: &str) -> Result<SpaceId, ApiError> {
        let eyes = self.eyes();
        let spaces = self.replica.roles().spaces_of(eyes);
        let all: Vec<_> = spaces
            .into_keys()
            .map(|space| (space, space.to_hex(), self.space_name(space)))
            .collect();
        pick(text, all.into_iter())
    }

    /// An organization of the network.
    pub(super) fn find_org(&mut self, text: &str) -> Result<SpaceId, ApiError> {
        let all: Vec<_> = self
            .orgs()
            .into_iter()
            .map(|org| (org, org.to_hex(), self.space_name(org)))
            .collect();
        pick(text, all.into_iter())
    }

    /// A person whose name this device may know, or a person's id.
    pub(super) fn find_person(&mut self, text: &str) -> Result<SpaceId, ApiError> {
        let people: std::collections::BTreeSet<SpaceId> = self
            .replica
            .directory()
            .devices()
            .map(|(_, person)| person)
            .collect();
        let all: Vec<_> = people
            .into_iter()
            .map(|person| (person, person.to_hex(), self.person_name(person, None)))
            .collect();
        pick(text, all.into_iter())
    }

    /// A device.
    pub(super) fn find_device(&mut self, text: &str) -> Result<DeviceId, ApiError> {
        let all: Vec<_> = self
            .replica
            .directory()
            .all_devices()
            .map(|device| (device, device.to_hex(), self.machine_name(device)))
            .collect();
        pick(text, all.into_iter())
    }

    /// One of what is shown in any space: each with its id, and its name where it has one.
    pub(super) fn find_shown<N: Into<Option<String>>, I: Iterator<Item = (OpId, N)>>(
        &self,
        text: &str,
        shown: impl Fn(SpaceId) -> I,
    ) -> Result<(SpaceId, OpId), ApiError> {
        let all = self.views.shown.spaces().flat_map(|space| {
            shown(space).map(move |(id, name)| ((space, id), id.to_hex(), name.into()))
        });
        pick(text, all)
    }

    pub(super) fn find_thread(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_threads(space))
    }

    pub(super) fn find_doc(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_docs(space))
    }

    pub(super) fn find_agenda(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_agendas(space))
    }

    pub(super) fn find_proposal(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_proposals(space))
    }

    pub(super) fn find_meeting(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_meetings(space))
    }

    /// An agreement, by its id or its number.
    pub(super) fn find_agreement(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_agreements(space))
    }

    /// What a file can hang on: a thread, document, agenda, proposal, meeting or plan; one post;
    /// a task. Of an activity it is its plan.
    pub(super) fn find_object(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        let found = self.find_whole(text);
        if !matches!(&found, Err(error) if error.kind == ErrorKind::NotFound) {
            return found;
        }
        // There are many posts: they are gone through only for what is nothing else.
        let part = self.find_shown(text, |space| {
            let posts = self.post_ids(space).map(|id| (id, None));
            let tasks = self.named_agreements(space);
            posts.chain(tasks.map(|(id, number)| (id, Some(number))))
        });
        match part {
            Err(error) if error.kind == ErrorKind::NotFound => self.plan_of_activity(text),
            part => part,
        }
    }

    fn post_ids(&self, space: SpaceId) -> impl Iterator<Item = OpId> {
        let threads = self.views.shown.threads(space).into_iter();
        let threads = threads.flat_map(view::Threads::iter);
        threads.flat_map(|thread| thread.posts().map(|post| post.id))
    }

    /// What has a page of its own.
    fn find_whole(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        let plans = self.named_plans();
        self.find_shown(text, |space| {
            let here = plans.iter().filter(move |(of, ..)| *of == space);
            let plans = here.map(|(_, id, title)| (*id, title.clone()));
            self.named_threads(space)
                .chain(self.named_docs(space))
                .chain(self.named_agendas(space))
                .chain(self.named_proposals(space))
                .chain(self.named_meetings(space))
                .chain(plans)
        })
    }

    pub(super) fn named_threads(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let threads = self.views.shown.threads(space).into_iter();
        let threads = threads.flat_map(view::Threads::iter);
        threads.map(|thread| (thread.id, thread.title.clone()))
    }

    pub(super) fn named_docs(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let docs = self.views.shown.docs(space).into_iter();
        let docs = docs.flat_map(view::Docs::iter);
        docs.map(|doc| (doc.id, doc.title.clone()))
    }

    pub(super) fn named_agendas(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let agendas = self.views.shown.agendas(space).into_iter();
        let agendas = agendas.flat_map(view::Agendas::iter);
        agendas.map(|agenda| (agenda.id, agenda.title.clone()))
    }

    pub(super) fn named_proposals(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let proposals = self.views.shown.proposals(space).into_iter();
        let proposals = proposals.flat_map(view::Proposals::iter);
        proposals.map(|proposal| (proposal.id, proposal.new.title.clone()))
    }

    pub(super) fn named_meetings(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let meetings = self.views.shown.meetings(space).into_iter();
        let meetings = meetings.flat_map(view::Meetings::iter);
        meetings.map(|meeting| (meeting.id, meeting.call().title.clone()))
    }

    /// Agreements with their numbers.
    pub(super) fn named_agreements(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let meetings = self.views.shown.meetings(space).into_iter();
        meetings.flat_map(|meetings| {
            let agreements = meetings.iter().flat_map(view::Meeting::agreements);
            agreements.map(|row| (row.id, meetings.label(row)))
        })
    }

    /// A post of a thread.
    pub(super) fn find_post(
        &self,
        space: SpaceId,
        thread: OpId,
        text: &str,
    ) -> Result<OpId, ApiError> {
        let thread = self
            .views
            .shown
            .threads(space)
            .and_then(|threads| threads.get(&thread));
        let posts = thread.into_iter().flat_map(|thread| thread.posts());
        pick(text, posts.map(|post| (post.id, post.id.to_hex(), None)))
    }
}
