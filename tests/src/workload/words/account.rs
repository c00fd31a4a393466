//! Everything said about members, and what counts of it, for whoever reads a broken day.

use std::collections::BTreeMap;

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::{Control, Member};

use crate::cluster::Cluster;

impl Cluster {
    /// Tells what whoever heard most holds about members.
    pub(super) fn tell_account(&mut self) {
        let lines = self.account();
        for line in lines {
            self.story.aside(|| line);
        }
    }

    fn account(&self) -> Vec<String> {
        let watcher = self.watcher();
        let Some(replica) = self.devices[watcher].engine().map(|e| e.replica()) else {
            return Vec::new();
        };
        let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
        let membership = self.members_of(replica);
        let mut names: BTreeMap<SpaceId, String> = BTreeMap::new();
        if let Some(network) = replica.directory().network() {
            names.insert(network, "network".to_owned());
        }
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            if let Some(person) = replica.directory().person_of(device.id()) {
                let name = format!("p{}", device.person);
                names.entry(person).or_insert(name);
            }
            if let Some(org) = self.org_of_head(device.head) {
                let name = format!("org{}", device.head);
                names.entry(org).or_insert(name);
            }
        }
        let space = |id: SpaceId| names.get(&id).cloned().unwrap_or_else(|| id.short());
        let named = |member: &Member| match member {
            Member::Space(id) => space(*id),
            Member::Device(id) => {
                let at = self.devices.iter().position(|device| device.id() == *id);
                at.map_or_else(|| id.short(), |at| format!("d{at}"))
            }
            Member::Invitation(id) => format!("place {}", id.short()),
        };
        let devices = self.devices.iter().enumerate();
        let devices = devices.map(|(at, device)| {
            let controls = device
                .engine()
                .map(|e| e.replica().graph().controls().len());
            let (standing, id) = (device.standing, device.id());
            format!("d{at} is {}, {standing:?}, holds {controls:?}", id.short())
        });
        let devices: Vec<String> = devices.collect();
        let number = |id| replica.graph().control_index(&id);
        let mut lines = vec![format!("what d{watcher} holds about members:")];
        lines.extend(devices);
        for (at, op) in ops.iter().enumerate() {
            let said = match &op.control {
                Control::Create(_) => "create".to_owned(),
                Control::Add(add) => format!("add {} as {:?}", named(&add.member), add.role),
                Control::Redeem(r) => {
                    format!("redeem {} for {}", r.invitation.short(), named(&r.member))
                }
                Control::Restrict(r) => format!(
                    "restrict {} to {:?} burn {} cut {}",
                    named(&r.target),
                    r.role,
                    r.burn,
                    r.cut.len()
                ),
                Control::Second(second) => format!("second {:?}", number(second.op)),
                Control::Lift(lift) => format!("lift {}", named(&lift.target)),
                Control::Adopt(_) => "adopt".to_owned(),
                Control::Refound(refound) => {
                    let admins: Vec<String> = refound.admins.iter().map(&named).collect();
                    format!("refound by {}", admins.join(" "))
                }
                _ => continue,
            };
            let counts = membership.counts(at);
            let author = named(&Member::Device(op.op.log.author));
            let unknown = (0..at).filter(|other| !pasts.contains(op.past, *other));
            let unknown: Vec<usize> = unknown.collect();
            lines.push(format!(
                "{at} in {} {author}: {said}; counts {counts}; not after {unknown:?}",
                space(op.op.log.space)
            ));
        }
        for r in membership.restrictions() {
            lines.push(format!(
                "{} in {}: {} to {:?} burn {} {:?}",
                r.index,
                space(r.space),
                named(&r.target),
                r.role,
                r.burn,
                r.status
            ));
        }
        let roles = membership.roles(ops, pasts);
        for id in names.keys() {
            let direct = roles.direct(*id);
            let direct: Vec<String> = direct
                .map(|(m, r)| format!("{} {r:?}", named(&m)))
                .collect();
            lines.push(format!("{}: {}", space(*id), direct.join(", ")));
        }
        lines
    }
}
