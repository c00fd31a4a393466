//! Whom a second word throws out beside the one that it is about: those who came in by what a cut
//! leaves out, or by what was said beside the first word.

use std::collections::BTreeMap;

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::membership::Status;
use asamblea_protocol::op::{Control, Member, Role};

use super::super::Engine;

impl Engine {
    /// Whether a cut works once words against a member are decided.
    pub(in crate::engine) fn carries_cut(&mut self, space: SpaceId, about: Member) -> bool {
        let (judge, graph, _) = self.replica.judge();
        let mut words = judge
            .membership()
            .restrictions()
            .iter()
            .filter(|r| (r.space, r.target) == (space, about) && r.status == Status::Pending);
        words.any(
            |r| match graph.controls().get(r.index).map(|op| &op.control) {
                Some(Control::Restrict(restrict)) => !restrict.cut.is_empty(),
                _ => false,
            },
        )
    }

    /// The names of those whom a second word throws out, as far as it can be told here: by who may
    /// give it.
    pub(in crate::engine) fn ousted_by(&mut self, op: OpId) -> Vec<String> {
        let devices = self.replica.second_ousts(op).unwrap_or_default();
        let mut of_person: BTreeMap<Option<SpaceId>, Vec<DeviceId>> = BTreeMap::new();
        for device in devices {
            let person = self.replica.directory().person_of(device);
            of_person.entry(person).or_default().push(device);
        }
        let (mut names, roles) = (Vec::new(), self.replica.roles());
        for (person, devices) in of_person {
            let whole = person.filter(|person| {
                let known = self.replica.directory().devices();
                let others = known.filter(|(device, of)| of == person && !devices.contains(device));
                let mut others = others.map(|(device, _)| roles.role(device, *person));
                !others.any(|role| role > Role::None)
            });
            match whole {
                Some(person) => names.push(self.ousted_name(person)),
                None => names.extend(
                    devices
                        .iter()
                        .map(|device| format!("{}, {}", self.device_name(*device), device.short())),
                ),
            }
        }
        names.sort();
        names
    }

    /// What a person calls herself, or was called by who invited her: her place may not count at
    /// the moment, and her name with it.
    fn ousted_name(&self, person: SpaceId) -> String {
        if let Some(name) = self.person_name(person, None) {
            return name;
        }
        let mut controls = self.replica.graph().controls().iter();
        let place = controls.find_map(|op| match &op.control {
            Control::Redeem(redeem) if redeem.member == Member::Space(person) => {
                Some((op.op.log.space, redeem.invitation))
            }
            _ => None,
        });
        match place {
            Some((space, key)) => self.member_called(space, &Member::Invitation(key)),
            None => self.any_space_name(person),
        }
    }
}
