//! Approval of minutes: whose word counts, and how far they are approved.

use asamblea_protocol::content::{MeetingApprove, Party};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::Role;
use asamblea_protocol::view::{self, Approval};
use data_encoding::HEXLOWER;

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use crate::api::{ApiError, ApprovalRow, ApprovedRow, ErrorKind, MeetingApproved, PartyRow, Reply};

/// There are no minutes yet that somebody could approve.
const OPEN: &str = "meeting-open";
/// Only who was present approves.
const THERE: &str = "meeting-not-present";
/// The minutes that stand are not those that she read.
const OTHER: &str = "meeting-other-minutes";
/// She did already.
const ALREADY: &str = "meeting-approved";

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// `proposed` or `approved`.
pub(super) fn state(approval: &Approval<'_>) -> &'static str {
    if approval.is_approved() {
        "approved"
    } else {
        "proposed"
    }
}

impl Engine {
    pub(super) fn approve_minutes(
        &mut self,
        id: &str,
        hash: Option<&str>,
    ) -> Result<Reply, ApiError> {
        let not = |why: &str| ApiError::about(ErrorKind::NotPermitted, why);
        let (space, id) = self.find_meeting(id)?;
        let coordinates = self.org_role() == Role::Admin;
        let meeting = self.meeting(space, id)?;
        let closing = meeting.closing().ok_or_else(|| not(OPEN))?;
        let stands = closing.hash;
        let approval = meeting.approval().ok_or_else(|| not(THERE))?;
        let unit = self
            .approver(meeting, coordinates)
            .ok_or_else(|| not(THERE))?;
        let own = HEXLOWER.encode(stands.as_bytes());
        if hash.is_some_and(|hash| !hash.eq_ignore_ascii_case(&own)) {
            return Err(ApiError::about(ErrorKind::NoEffect, OTHER));
        }
        if approval.by.contains_key(&unit) {
            return Err(ApiError::about(ErrorKind::NoEffect, ALREADY));
        }
        let said = MeetingApprove {
            meeting: id,
            unit,
            hash: stands,
        };
        self.write_one(space, said.into())?;
        let approval = self.approval_row(space, self.meeting(space, id)?, coordinates);
        Ok(Reply::MeetingApproved(MeetingApproved {
            id: id.to_hex(),
            saved: true,
            approval: approval.ok_or(ErrorKind::Internal)?,
        }))
    }

    /// In whose name I approve minutes: mine, if I had a seat, else my organization's, if I speak
    /// for it or was there for it.
    fn approver(&self, meeting: &view::Meeting, coordinates: bool) -> Option<SpaceId> {
        let present = meeting.approval()?.present;
        let person = self.my_person()?;
        if present.contains(&person) {
            return Some(person);
        }
        let org = self.my_org().filter(|org| present.contains(org))?;
        (coordinates || meeting.was_there(person)).then_some(org)
    }

    /// Whether I am asked to approve the minutes and did not yet.
    pub(super) fn waits_for_approval(&self, meeting: &view::Meeting, coordinates: bool) -> bool {
        let Some(approval) = meeting.approval() else {
            return false;
        };
        let unit = self.approver(meeting, coordinates);
        unit.is_some_and(|unit| !approval.by.contains_key(&unit))
    }

    pub(super) fn approval_row(
        &self,
        space: SpaceId,
        meeting: &view::Meeting,
        coordinates: bool,
    ) -> Option<ApprovalRow> {
        let approval = meeting.approval()?;
        let hash = meeting.closing()?.hash;
        let party = |id: &SpaceId| self.party_row(&Party::Id(*id), space);
        let by = approval.by.iter().map(|(unit, said)| ApprovedRow {
            who: party(unit),
            by: self.author(said.author, space),
            at: rfc3339(said.at),
        });
        let missing = approval.present.iter();
        let missing = missing.filter(|unit| !approval.by.contains_key(*unit));
        let missing: Vec<PartyRow> = missing.map(party).collect();
        Some(ApprovalRow {
            state: state(&approval).to_owned(),
            hash: HEXLOWER.encode(hash.as_bytes()),
            of: count(approval.present.len()),
            need: count(approval.need()),
            by: by.collect(),
            missing,
            mine: self.waits_for_approval(meeting, coordinates),
        })
    }
}
