//! Spaces.

use asamblea_protocol::content::Name;
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::limits::{RETAIN_DAYS_MAX, RETAIN_DAYS_MIN};
use asamblea_protocol::op::{Add, History, Member, Role, SpaceKind};
use asamblea_protocol::view;

use super::super::Engine;
use super::super::views::{act_fault, role_label};
use super::standing::GRANT;
use crate::api::{
    ApiError, ErrorKind, Membership, ReadersCount, Reply, Saved, SpaceDetail, SpaceRow,
};

impl Engine {
    /// Spaces that this device reads: the network, my organization, others, my own.
    pub(super) fn spaces(&mut self) -> Vec<SpaceRow> {
        let eyes = self.eyes();
        let roles = self.replica.roles().spaces_of(eyes);
        let mut rows: Vec<SpaceRow> = roles
            .into_iter()
            .map(|(space, role)| self.space_row(space, role))
            .collect();
        let rank = |row: &SpaceRow| match row.kind.as_str() {
            "network" => 0,
            "org" => 1,
            "person" => 3,
            _ => 2,
        };
        rows.sort_by(|a, b| (rank(a), &a.name, &a.id).cmp(&(rank(b), &b.name, &b.id)));
        rows
    }

    fn space_row(&self, space: SpaceId, role: Role) -> SpaceRow {
        SpaceRow {
            id: space.to_hex(),
            name: self.any_space_name(space),
            kind: self.kind_label(space).to_owned(),
            role: role_label(role).to_owned(),
            unread: self.unread(space),
            retain: self.replica.retains(space),
            forgotten: self.replica.forgotten_in(space),
            guardian: self
                .replica
                .directory()
                .guardian(space)
                .map(|guardian| guardian.to_hex()),
        }
    }

    /// A space's name; a person's space has hers.
    pub(in crate::engine) fn any_space_name(&self, space: SpaceId) -> String {
        self.space_name(space)
            .or_else(|| self.person_name(space, None))
            .unwrap_or_else(|| space.short())
    }

    fn unread(&self, space: SpaceId) -> u64 {
        let shown = &self.views.shown;
        let posts: u64 = shown
            .threads(space)
            .into_iter()
            .flat_map(view::Threads::iter)
            .map(|thread| self.unread_in(thread))
            .sum();
        let docs = shown
            .docs(space)
            .into_iter()
            .flat_map(view::Docs::iter)
            .filter(|doc| self.is_doc_unread(space, doc))
            .count();
        let agendas = shown
            .agendas(space)
            .into_iter()
            .flat_map(view::Agendas::iter)
            .filter(|agenda| self.is_agenda_unread(agenda))
            .count();
        let meetings = shown
            .meetings(space)
            .into_iter()
            .flat_map(view::Meetings::iter)
            .filter(|meeting| self.is_meeting_unread(meeting))
            .count();
        posts + u64::try_from(docs + agendas + meetings).unwrap_or(0)
    }

    pub(super) fn new_space(
        &mut self,
        name: &str,
        kind: &str,
        with: &[String],
        (history, retain): (Option<&str>, Option<u64>),
    ) -> Result<Reply, ApiError> {
        if name.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "name"));
        }
        let kind = match kind {
            "working" => SpaceKind::Working,
            "subregion" => SpaceKind::Subregion,
            "case" => SpaceKind::Case,
            other => return Err(ApiError::about(ErrorKind::Usage, other)),
        };
        let asked = history;
        let history = match (history, kind) {
            (Some("full"), _) => History::Full,
            (Some("from-join"), _) | (None, SpaceKind::Case) => History::FromJoin,
            (None, _) => History::Full,
            (Some(other), _) => return Err(ApiError::about(ErrorKind::Usage, other)),
        };
        let retain = retain.map(retain_days).transpose()?;
        if retain.is_some() && asked == Some("full") {
            // Who holds the newest key of such a space would read what others forgot.
            return Err(ErrorKind::RetainsNothing.into());
        }
        let members = with
            .iter()
            .map(|who| self.find_member(who))
            .collect::<Result<Vec<_>, _>>()?;
        let guardian = self.network()?;
        let now = self.wall();
        let (space, _) = self
            .replica
            .create_space(
                kind,
                guardian,
                (history, retain),
                &members,
                now,
                &mut self.rng,
            )
            .map_err(act_fault)?;
        self.flush()?;
        let name = Name {
            of: space,
            name: name.trim().to_owned(),
            country: None,
        };
        self.write(space, vec![name.into()])?;
        Ok(Reply::Created(Saved::of(space.to_hex())))
    }

    /// An organization or a person, by id or name.
    pub(super) fn find_member(&mut self, who: &str) -> Result<Member, ApiError> {
        match self.find_org(who) {
            Ok(org) => Ok(Member::Space(org)),
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.find_person(who).map(Member::Space)
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn show_space(&mut self, id: &str) -> Result<Reply, ApiError> {
        let space = self.find_space(id)?;
        let device = self.replica.device();
        let role = self.replica.roles().role(device, space);
        let counted = self.count_readers(space);
        let history = match self
            .replica
            .graph()
            .create_of(space)
            .map(|create| create.history)
        {
            Some(History::FromJoin) => "from-join",
            _ => "full",
        };
        Ok(Reply::Space(SpaceDetail {
            row: self.space_row(space, role),
            history: history.to_owned(),
            members: self.member_rows(space),
            people: counted.people,
            orgs: counted.orgs,
        }))
    }

    pub(super) fn readers(&mut self, space: &str) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        Ok(Reply::Readers(self.count_readers(space)))
    }

    fn count_readers(&mut self, space: SpaceId) -> ReadersCount {
        let devices = self.replica.roles().devices(space);
        let directory = self.replica.directory();
        let readers = devices.into_iter().filter(|(_, role)| *role >= Role::Read);
        let people: std::collections::BTreeSet<SpaceId> = readers
            .filter_map(|(device, _)| directory.person_of(device))
            .collect();
        let orgs: std::collections::BTreeSet<SpaceId> = people
            .iter()
            .filter_map(|person| directory.org_of(*person))
            .collect();
        ReadersCount {
            name: self.any_space_name(space),
            people: u64::try_from(people.len()).unwrap_or(u64::MAX),
            orgs: u64::try_from(orgs.len()).unwrap_or(u64::MAX),
        }
    }

    pub(super) fn add_to_space(
        &mut self,
        space: &str,
        who: &str,
        role: &str,
    ) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        let role = match role {
            "read" => Role::Read,
            "write" => Role::Write,
            "admin" => Role::Admin,
            other => return Err(ApiError::about(ErrorKind::Usage, other)),
        };
        let member = self.find_member(who)?;
        let now = self.wall();
        let add = Add {
            member,
            role,
            card: None,
            confirm: false,
        };
        let made = self.replica.add(space, add, now).map_err(act_fault)?;
        self.flush()?;
        let whole = self.replica.roles().direct_role(space, &member) >= role;
        // Two words make an admin: until the second one she writes.
        let mut row = self.membership_row(&made, if whole { "active" } else { "waiting" });
        row.waits = (!whole).then(|| GRANT.to_owned());
        Ok(Reply::Membership(row))
    }

    pub(in crate::engine) fn membership(
        &self,
        made: &asamblea_protocol::replica::Made,
        state: &str,
    ) -> Reply {
        Reply::Membership(self.membership_row(made, state))
    }

    pub(super) fn membership_row(
        &self,
        made: &asamblea_protocol::replica::Made,
        state: &str,
    ) -> Membership {
        Membership {
            id: made.last().map(|op| op.id.to_hex()).unwrap_or_default(),
            state: state.to_owned(),
            epochs_rotated: u64::from(made.epochs),
            bytes: u64::try_from(made.bytes()).unwrap_or(u64::MAX),
            ..Membership::default()
        }
    }

    pub(super) fn remove_from_space(&mut self, space: &str, who: &str) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        let member = self.find_member(who)?;
        self.need_somebody_else(member)?;
        self.restrict(space, member).map(Reply::Membership)
    }
}

fn retain_days(days: u64) -> Result<u16, ApiError> {
    let days = u16::try_from(days).ok();
    days.filter(|days| (RETAIN_DAYS_MIN..=RETAIN_DAYS_MAX).contains(days))
        .ok_or_else(|| ErrorKind::RetainDays.into())
}
