//! Places in which several commands act alike.

use super::names::Place;

pub(super) const SPACE_PLACES: &[Place] = &[Place::Tree, Place::List, Place::Thread];
pub(super) const LIST_PLACES: &[Place] = &[Place::Tree, Place::List];
pub(super) const AGENDA_PLACES: &[Place] = &[Place::Agendas, Place::Agenda];
pub(super) const MONTH_PLACES: &[Place] =
    &[Place::Agendas, Place::Agenda, Place::Dates, Place::Day];
pub(super) const PROPOSAL_PLACES: &[Place] = &[Place::Proposals, Place::Proposal];
pub(super) const ROUND_PLACES: &[Place] = &[Place::Rounds, Place::Round];
pub(super) const REGION_PLACES: &[Place] = &[Place::Rounds, Place::Round, Place::Plan];
pub(super) const PLAN_PLACES: &[Place] = &[Place::Rounds, Place::Plan];
pub(super) const MEETING_PLACES: &[Place] = &[Place::Meetings, Place::Meeting];
pub(super) const TASK_PLACES: &[Place] = &[Place::Tasks, Place::Task];
/// Where something is open on which files can hang.
pub(super) const HOLDER_PLACES: &[Place] = &[
    Place::Thread,
    Place::Document,
    Place::Agendas,
    Place::Agenda,
    Place::Meetings,
    Place::Meeting,
    Place::Proposals,
    Place::Proposal,
    Place::Rounds,
    Place::Plan,
    Place::Tasks,
    Place::Task,
];
/// Where something is open that can be linked: whatever takes files, rounds and tasks.
pub(super) const LINKED_PLACES: &[Place] = &[
    Place::Thread,
    Place::Document,
    Place::Agendas,
    Place::Agenda,
    Place::Meetings,
    Place::Meeting,
    Place::Proposals,
    Place::Proposal,
    Place::Rounds,
    Place::Round,
    Place::Plan,
    Place::Tasks,
    Place::Task,
];
/// Where something is open that can go out as a file.
pub(super) const EXPORT_PLACES: &[Place] = &[
    Place::Thread,
    Place::Document,
    Place::Agendas,
    Place::Agenda,
    Place::Meetings,
    Place::Meeting,
    Place::Proposals,
    Place::Proposal,
    Place::Rounds,
    Place::Round,
    Place::Plan,
];
pub(super) const PEOPLE_PLACES: &[Place] = &[Place::People, Place::Person];
