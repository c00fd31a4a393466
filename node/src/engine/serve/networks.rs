//! Local networks: where this machine is, and which of them a person marked as her own.

use asamblea_protocol::crypto::{Domain, keyed_hash};
use asamblea_protocol::time::WallTime;
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::local::{LocalRecord, MarkedPlace};
use crate::api::{ApiError, ErrorKind, NetworkRow, Reply};
use crate::network::LocalNetwork;

/// Bytes of a network's name; enough to tell apart what one person ever marks.
const NAME_BYTES: usize = 8;

/// Where this machine is, as the loop saw it last.
#[derive(Debug, Default)]
pub(in crate::engine) struct Surroundings {
    here: Vec<LocalNetwork>,
    searching: bool,
}

impl Engine {
    /// Takes note of where this machine is.
    pub fn set_surroundings(&mut self, here: Vec<LocalNetwork>) {
        self.surroundings.here = here;
    }

    /// Takes note of whether members are looked for by multicast.
    pub const fn set_searching(&mut self, searching: bool) {
        self.surroundings.searching = searching;
    }

    /// Whether every local network here was marked. `None` while locked; false where there is none
    /// or one is not known yet: multicast leaves through all of them.
    #[must_use]
    pub fn trusts_surroundings(&self) -> Option<bool> {
        if self.is_locked() {
            return None;
        }
        let here = &self.surroundings.here;
        let marked = |network: &LocalNetwork| {
            self.place_name(network)
                .is_some_and(|name| self.local.places.contains_key(&name))
        };
        Some(!here.is_empty() && here.iter().all(marked))
    }

    /// A network's name on this device alone: nobody learns a router's address from it.
    fn place_name(&self, network: &LocalNetwork) -> Option<String> {
        let (mark, root) = (network.mark()?, self.root.as_ref()?);
        let digest = keyed_hash(Domain::Place, root, &[&mark]);
        let name = digest.as_bytes().get(..NAME_BYTES)?;
        Some(HEXLOWER.encode(name))
    }

    /// The networks here, then those marked elsewhere, newest mark first.
    pub(super) fn networks(&self) -> Reply {
        let mut rows: Vec<NetworkRow> = Vec::new();
        for network in &self.surroundings.here {
            let id = self.place_name(network);
            let marked = id.as_ref().and_then(|id| self.local.places.get(id));
            rows.push(NetworkRow {
                label: network.label(),
                here: true,
                trusted: marked.is_some(),
                since: marked.map(|marked| rfc3339(WallTime(marked.at_ms))),
                searching: self.surroundings.searching,
                id,
            });
        }
        let here: Vec<Option<String>> = rows.iter().map(|row| row.id.clone()).collect();
        let mut elsewhere: Vec<(&String, &MarkedPlace)> = self
            .local
            .places
            .iter()
            .filter(|(id, _)| !here.contains(&Some((*id).clone())))
            .collect();
        elsewhere.sort_by_key(|(id, marked)| (std::cmp::Reverse(marked.at_ms), *id));
        rows.extend(elsewhere.into_iter().map(|(id, marked)| NetworkRow {
            id: Some(id.clone()),
            label: marked.label.clone(),
            here: false,
            trusted: true,
            since: Some(rfc3339(WallTime(marked.at_ms))),
            searching: false,
        }));
        Reply::Networks(rows)
    }

    /// Marks every network here as her own.
    pub(super) fn trust_networks(&mut self) -> Result<Reply, ApiError> {
        let at_ms = self.wall().0;
        let mut records = Vec::new();
        for network in &self.surroundings.here {
            let id = self
                .place_name(network)
                .ok_or_else(|| ApiError::about(ErrorKind::NotFound, network.label()))?;
            let label = network.label();
            let place = MarkedPlace { label, at_ms };
            records.push(LocalRecord::Place(id, Some(place)));
        }
        if records.is_empty() {
            return Err(ErrorKind::NotFound.into());
        }
        self.remember(records)?;
        Ok(self.networks())
    }

    /// Takes a mark away: of the network named, else of every one here.
    pub(super) fn forget_networks(&mut self, id: Option<&str>) -> Result<Reply, ApiError> {
        let here: Vec<String> = self
            .surroundings
            .here
            .iter()
            .filter_map(|network| self.place_name(network))
            .collect();
        let gone: Vec<String> = self
            .local
            .places
            .keys()
            .filter(|place| id.map_or(here.contains(*place), |id| place.starts_with(id)))
            .cloned()
            .collect();
        match (gone.len(), id) {
            (0, id) => {
                let mut error = ApiError::new(ErrorKind::NotFound);
                error.subject = id.map(str::to_owned);
                return Err(error);
            }
            (2.., Some(id)) => return Err(ApiError::about(ErrorKind::Ambiguous, id)),
            _ => {}
        }
        let records = gone.into_iter().map(|id| LocalRecord::Place(id, None));
        self.remember(records.collect())?;
        Ok(self.networks())
    }
}
