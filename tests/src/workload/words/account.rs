//! Everything said about members, and what counts of it, for whoever reads a broken day.

use std::collections::BTreeMap;

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::{Control, Member};
use asamblea_protocol::replica::Replica;

use crate::cluster::Cluster;

/// What one device holds, with names for whom it knows.
struct Account<'a> {
    cluster: &'a Cluster,
    replica: &'a Replica,
    names: BTreeMap<SpaceId, String>,
}

impl Cluster {
    /// Tells what whoever heard most holds about members.
    pub(super) fn tell_account(&mut self) {
        let watcher = self.watcher();
        let replica = self.devices[watcher].engine().map(|e| e.replica());
        let lines = replica.map(|replica| Account::new(self, replica).lines());
        self.story
            .aside(|| format!("what d{watcher} holds about members:"));
        for line in lines.unwrap_or_default() {
            self.story.aside(|| line);
        }
    }
}

impl<'a> Account<'a> {
    fn new(cluster: &'a Cluster, replica: &'a Replica) -> Self {
        let directory = replica.directory();
        let network = directory.network().map(|id| (id, "network".to_owned()));
        let mut names: BTreeMap<SpaceId, String> = network.into_iter().collect();
        for device in &cluster.devices {
            if let Some(person) = directory.person_of(device.id()) {
                let name = format!("p{}", device.person);
                names.entry(person).or_insert(name);
            }
            if let Some(org) = cluster.org_of_head(device.head) {
                let name = format!("org{}", device.head);
                names.entry(org).or_insert(name);
            }
        }
        Self {
            cluster,
            replica,
            names,
        }
    }

    fn space(&self, id: SpaceId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| id.short())
    }

    fn member(&self, member: &Member) -> String {
        match member {
            Member::Space(id) => self.space(*id),
            Member::Device(id) => {
                let mut devices = self.cluster.devices.iter();
                let at = devices.position(|device| device.id() == *id);
                at.map_or_else(|| id.short(), |at| format!("d{at}"))
            }
            Member::Invitation(id) => format!("place {}", id.short()),
        }
    }

    /// What an operation says of members; nothing of one that carries keys.
    fn said(&self, control: &Control) -> Option<String> {
        let number = |id| self.replica.graph().control_index(&id);
        Some(match control {
            Control::Create(_) => "create".to_owned(),
            Control::Add(add) => format!("add {} as {:?}", self.member(&add.member), add.role),
            Control::Redeem(redeem) => {
                let (place, member) = (redeem.invitation.short(), self.member(&redeem.member));
                format!("redeem {place} for {member}")
            }
            Control::Restrict(restrict) => {
                let (target, role) = (self.member(&restrict.target), restrict.role);
                let (burn, cut) = (restrict.burn, restrict.cut.len());
                format!("restrict {target} to {role:?} burn {burn} cut {cut}")
            }
            Control::Second(second) => format!("second {:?}", number(second.op)),
            Control::Lift(lift) => format!("lift {}", self.member(&lift.target)),
            Control::Adopt(_) => "adopt".to_owned(),
            Control::Refound(refound) => {
                let admins = refound.admins.iter().map(|admin| self.member(admin));
                format!("refound by {}", admins.collect::<Vec<_>>().join(" "))
            }
            _ => return None,
        })
    }

    fn lines(&self) -> Vec<String> {
        let devices = self.cluster.devices.iter().enumerate();
        let devices = devices.map(|(at, device)| {
            let held = device.engine().map(|e| e.replica().graph());
            let held = held.map(|graph| graph.controls().len());
            let (standing, id) = (device.standing, device.id().short());
            format!("d{at} is {id}, {standing:?}, holds {held:?}")
        });
        let mut lines: Vec<String> = devices.collect();
        let graph = self.replica.graph();
        let (ops, pasts) = (graph.controls(), graph.pasts());
        let membership = self.cluster.members_of(self.replica);
        for (at, op) in ops.iter().enumerate() {
            let Some(said) = self.said(&op.control) else {
                continue;
            };
            let unknown = (0..at).filter(|other| !pasts.contains(op.past, *other));
            let unknown: Vec<usize> = unknown.collect();
            let author = self.member(&Member::Device(op.op.log.author));
            let (space, counts) = (self.space(op.op.log.space), membership.counts(at));
            lines.push(format!(
                "{at} in {space} {author}: {said}; counts {counts}; not after {unknown:?}"
            ));
        }
        lines.extend(membership.restrictions().iter().map(|r| {
            let (space, target) = (self.space(r.space), self.member(&r.target));
            let (at, role, burn, status) = (r.index, r.role, r.burn, r.status);
            format!("{at} in {space}: {target} to {role:?} burn {burn} {status:?}")
        }));
        let roles = membership.roles(ops, pasts);
        lines.extend(self.names.iter().map(|(id, name)| {
            let direct = roles.direct(*id);
            let direct = direct.map(|(member, role)| format!("{} {role:?}", self.member(&member)));
            format!("{name}: {}", direct.collect::<Vec<_>>().join(", "))
        }));
        lines
    }
}
