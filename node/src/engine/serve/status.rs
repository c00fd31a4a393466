//! Who and where I am, what is connected, what waits.

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::{Member, Role};
use asamblea_protocol::view;
use asamblea_protocol::words::{Language, safety_words};
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::super::local::Setting;
use super::super::views::person_role_label;
use crate::api::{SpaceStatus, Status};

impl Engine {
    pub(super) fn status(&mut self) -> Status {
        let network = self.replica.directory().network();
        let device = self.replica.device();
        let roles = self.replica.roles();
        let directory = self.replica.directory();
        let (person, org) = (
            directory.person_of(self.eyes()),
            directory.org_of_device(self.eyes()),
        );
        let role = org
            .map(|org| roles.role(device, org))
            .filter(|role| *role > Role::None);
        let code = network.map_or([0; 8], |network: SpaceId| network.tag());
        let entered = self.setting(Setting::JoinCode).is_none_or(str::is_empty);
        let known = network.is_some_and(|network| self.space_name(network).is_some());
        let eyes = self.eyes();
        let spaces = roles.spaces_of(eyes).into_keys().collect::<Vec<_>>();
        let spaces = spaces
            .into_iter()
            .map(|space| self.space_status(space))
            .collect();
        let open_invitations = if self.is_locked() {
            0
        } else {
            self.open_invitation_count()
        };
        self.look_for_even();
        let outgoing = self.outgoing();
        let peers = self.peer_rows();
        let up_to_date = !peers.is_empty() && outgoing == 0 && self.is_even() != Some(false);
        let coordinators = self.coordinator_count();
        Status {
            network: network.and_then(|network| self.space_name(network)),
            network_code: HEXLOWER.encode(&code),
            network_id: network.map(|network| network.to_hex()).unwrap_or_default(),
            org: org.and_then(|org| self.space_name(org)),
            org_id: org.map(|org| org.to_hex()),
            person: self.setting(Setting::PersonName).map(str::to_owned),
            person_id: person.map(|person| person.to_hex()),
            device: device.to_hex(),
            role: role.map(|role| person_role_label(role).to_owned()),
            secretariat: network.is_some_and(|n| roles.role(device, n) == Role::Admin),
            addresses: self.addresses.clone(),
            peers,
            spaces,
            alerts: self
                .alert_rows()
                .into_iter()
                .filter(|alert| !alert.done)
                .collect(),
            open_invitations,
            locked: self.is_locked(),
            state: if entered && (known || self.is_carrier()) {
                "joined"
            } else {
                "waiting"
            }
            .to_owned(),
            up_to_date,
            outgoing,
            last_exchange: self.last_exchange(),
            coordinators,
            safety_words: network
                .map(|network| safety_words(network, device, Language::Spanish))
                .unwrap_or_default(),
            practice: self.is_practice(),
        }
    }

    /// Persons who can decide in my organization: one alone that is lost leaves nobody.
    fn coordinator_count(&mut self) -> u64 {
        let Some(org) = self.my_org() else {
            return 0;
        };
        let roles = self.replica.roles();
        let admins = roles.named(org).filter(|(member, _)| {
            matches!(member, Member::Space(_)) && roles.direct_role(org, member) == Role::Admin
        });
        u64::try_from(admins.count()).unwrap_or(u64::MAX)
    }

    fn space_status(&self, space: SpaceId) -> SpaceStatus {
        let graph = self.replica.graph();
        let ops: u64 = graph.logs_of(space).map(|log| graph.op_count(&log)).sum();
        let pending = graph.held_in(space) + self.replica.unopened_in(space);
        let epochs = self.replica.epochs().of_space(space).count();
        SpaceStatus {
            id: space.to_hex(),
            name: (!self.is_locked()).then(|| self.any_space_name(space)),
            kind: self.kind_label(space).to_owned(),
            ops,
            bytes: self.space_bytes.get(&space).copied().unwrap_or(0),
            frontier: self.frontier_text(space),
            pending: u64::try_from(pending).unwrap_or(u64::MAX),
            quarantined: self.views.quarantined(space),
            retain: self.replica.retains(space),
            forgotten: self.replica.forgotten_in(space),
            epochs: u64::try_from(epochs).unwrap_or(u64::MAX),
            state_hash: self.state_hash(space),
        }
    }

    /// BLAKE3 over what is shown and what is held: equal on devices that hold the same.
    fn state_hash(&self, space: SpaceId) -> String {
        let held = self.replica.graph().root(space, true);
        // What is shown where each forgets by its own clock differs from hour to hour.
        let shown = match self.replica.retains(space) {
            Some(_) => view::Views::default().state_hash(space),
            None => self.views.shown.state_hash(space),
        };
        shown
            .as_bytes()
            .iter()
            .zip(held.as_bytes())
            .map(|(a, b)| format!("{:02x}", a ^ b))
            .collect()
    }
}
