//! Agendas: drafts, editions, receipts.

mod items;

use std::collections::BTreeSet;

use asamblea_protocol::content::{AgendaNew, AgendaPublish, Held};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::Role;
use asamblea_protocol::view;

use super::super::Engine;
use super::super::clock::rfc3339;
use crate::api::{
    AgendaDetail, AgendaPublished, AgendaReceipt, AgendaRow, ApiError, ErrorKind, OrgName,
    RefusedRow, Reply, Saved,
};

/// The Secretariat alone writes agendas.
const OFFICE: &str = "agenda-office";

impl Engine {
    pub(super) fn new_agenda(&mut self, space: &str, title: String) -> Result<Reply, ApiError> {
        if title.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "title"));
        }
        self.need_office()?;
        let space = self.find_space(space)?;
        self.keeps_all(space)?;
        let id = self.write_one(space, AgendaNew { title }.into())?;
        Ok(Reply::Created(Saved::of(id.to_hex())))
    }

    /// Only people of the Secretariat draft and publish agendas.
    fn need_office(&mut self) -> Result<(), ApiError> {
        let network = self.network()?;
        let device = self.replica.device();
        if self.replica.roles().role(device, network) == Role::Admin {
            Ok(())
        } else {
            Err(ApiError::about(ErrorKind::NotPermitted, OFFICE))
        }
    }

    /// Whether this device drafts and publishes agendas.
    pub(super) fn holds_office(&mut self) -> bool {
        self.need_office().is_ok()
    }

    fn agenda(&self, space: SpaceId, id: OpId) -> Result<&view::Agenda, ApiError> {
        let agendas = self.views.shown.agendas(space);
        agendas
            .and_then(|agendas| agendas.get(&id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    pub(super) fn publish(&mut self, id: &str) -> Result<Reply, ApiError> {
        self.need_office()?;
        let (space, agenda) = self.find_agenda(id)?;
        let known = self.agenda(space, agenda)?;
        let edition = known
            .newest()
            .map_or(0, |edition| edition.number)
            .saturating_add(1);
        let (title, items) = (known.title.clone(), known.draft());
        let publish = AgendaPublish {
            agenda,
            edition,
            title,
            items,
        };
        self.write_one(space, publish.into())?;
        let id = agenda.to_hex();
        Ok(Reply::AgendaPublished(AgendaPublished {
            id,
            edition,
            saved: true,
        }))
    }

    pub(super) fn agendas(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let office = self.need_office().is_ok();
        let mut rows = Vec::new();
        for space in self.views.shown.spaces() {
            if only.is_some_and(|only| only != space) {
                continue;
            }
            let agendas = self
                .views
                .shown
                .agendas(space)
                .into_iter()
                .flat_map(view::Agendas::iter);
            // Drafts are for the people who write them.
            for agenda in agendas.filter(|agenda| office || agenda.newest().is_some()) {
                let newest = agenda.newest();
                let items = newest.map_or_else(|| agenda.draft().len(), |e| e.items.len());
                rows.push(AgendaRow {
                    id: agenda.id.to_hex(),
                    title: newest.map_or_else(|| agenda.title.clone(), |e| e.title.clone()),
                    space: space.to_hex(),
                    edition: newest.map_or(0, |edition| edition.number),
                    items: u64::try_from(items).unwrap_or(u64::MAX),
                    at: rfc3339(newest.map_or(agenda.created_at, |edition| edition.at)),
                    unread: self.is_agenda_unread(agenda),
                });
            }
        }
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Agendas(rows))
    }

    pub(super) fn show_agenda(&mut self, id: &str, number: Option<u32>) -> Result<Reply, ApiError> {
        let office = self.need_office().is_ok();
        let (space, id) = self.find_agenda(id)?;
        let agenda = self.agenda(space, id)?;
        let edition = match number {
            Some(0) => None,
            Some(number) => Some(agenda.edition(number).ok_or(ErrorKind::NotFound)?),
            None => agenda.newest(),
        };
        if edition.is_none() && !office {
            return Err(ErrorKind::NotFound.into());
        }
        let items = match edition {
            Some(edition) => self.edition_rows(agenda, edition),
            None => self.draft_rows(agenda),
        };
        let shows_newest = number.is_none() && edition.is_some();
        let unpublished = if office && shows_newest {
            let mut rows = self.draft_rows(agenda);
            rows.retain(|row| row.change.is_some());
            rows
        } else {
            Vec::new()
        };
        let replaced = edition.and_then(|edition| agenda.replaced(edition.number));
        let refused = agenda.refused().map(|refused| RefusedRow {
            edition: refused.number,
            by: self.author(refused.author, space),
            at: rfc3339(refused.at),
        });
        Ok(Reply::Agenda(AgendaDetail {
            id: id.to_hex(),
            title: edition.map_or_else(|| agenda.title.clone(), |e| e.title.clone()),
            space: space.to_hex(),
            edition: edition.map_or(0, |edition| edition.number),
            signed_by: edition.map(|edition| self.author(edition.author, space)),
            at: edition.map(|edition| rfc3339(edition.at)),
            items,
            replaces: replaced.map(|edition| edition.number),
            editions: agenda.numbers().collect(),
            unpublished,
            refused: refused.collect(),
        }))
    }

    /// Somebody else published an edition that was not looked at here.
    pub(super) fn is_agenda_unread(&self, agenda: &view::Agenda) -> bool {
        let seen = self.local.shown.get(&agenda.id.to_hex());
        agenda.newest().is_some_and(|edition| {
            let mine = edition.person.is_some() && edition.person == self.my_person();
            !mine && seen != Some(&edition.number.to_string())
        })
    }

    /// Its newest edition was looked at.
    pub(super) fn read_agenda(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_agenda(id)?;
        let agenda = self.agenda(space, id)?;
        let newest = agenda.newest().map(|edition| edition.number.to_string());
        if let Some(number) = newest {
            self.note_shown(id, number)?;
        }
        Ok(Reply::Done)
    }

    pub(super) fn receipt(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_agenda(id)?;
        let agenda = self.agenda(space, id)?;
        let Some(edition) = agenda.newest() else {
            return Err(ErrorKind::NotFound.into());
        };
        let number = edition.number;
        let holders: BTreeSet<SpaceId> = agenda.holders(&edition.id).collect();
        let current = self.receiving_orgs(space);
        let row = |org: &SpaceId| OrgName {
            id: org.to_hex(),
            name: self.any_space_name(*org),
        };
        let (held, missing): (Vec<SpaceId>, Vec<SpaceId>) =
            current.iter().partition(|org| holders.contains(org));
        Ok(Reply::AgendaReceipt(AgendaReceipt {
            edition: number,
            held: held.iter().map(row).collect(),
            missing: missing.iter().map(row).collect(),
            of: u64::try_from(current.len()).unwrap_or(u64::MAX),
        }))
    }

    /// The organizations that may say that they hold what stands in a space: those that write
    /// there, themselves or by their people.
    fn receiving_orgs(&mut self, space: SpaceId) -> Vec<SpaceId> {
        let orgs = self.orgs();
        let members = self.members_of(space);
        let devices = self.replica.roles().devices(space).into_iter();
        let writers = devices.filter(|(_, role)| *role >= Role::Write);
        let directory = self.replica.directory();
        let by_people: BTreeSet<SpaceId> = writers
            .filter_map(|(device, _)| directory.org_of_device(device))
            .collect();
        let writes = |org: &SpaceId| members.contains(org) || by_people.contains(org);
        orgs.into_iter().filter(writes).collect()
    }

    /// Says for my organization that it holds editions, where nobody of it said so.
    pub(in crate::engine) fn hold_editions(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.views.to_hold.is_empty() {
            return Ok(());
        }
        let org = self.my_org();
        for (space, edition) in std::mem::take(&mut self.views.to_hold) {
            let said = self.views.shown.agendas(space).is_some_and(|agendas| {
                agendas
                    .iter()
                    .any(|agenda| agenda.holders(&edition).any(|holder| Some(holder) == org))
            });
            let device = self.replica.device();
            let may = self.replica.roles().role(device, space) >= Role::Write;
            if said || !may {
                continue;
            }
            match self.write_one(space, Held { object: edition }.into()) {
                Ok(_) => {}
                Err(error) if error.kind == ErrorKind::NoKeyYet => {
                    self.views.to_hold.insert((space, edition));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
