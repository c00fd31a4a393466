//! Who reads a space and why: each person with the memberships that lead from her up to it.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::membership::Path;
use asamblea_protocol::op::{Control, Member, OpRef, Role};
use asamblea_protocol::past::ControlIndex;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::views::role_label;
use crate::api::{ApiError, ReaderRow, ReaderStep, Reply};

/// Ways that are told of one person: whoever has more is in by a mesh.
const PATHS_MAX: usize = 4;

/// Whose devices read.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Holder {
    Person(SpaceId),
    /// A device of no person.
    Machine(DeviceId),
}

impl Holder {
    const fn member(self) -> Member {
        match self {
            Self::Person(person) => Member::Space(person),
            Self::Machine(device) => Member::Device(device),
        }
    }
}

/// Control operations that name members, by whom they name.
type Grants = BTreeMap<(SpaceId, Member), Vec<ControlIndex>>;

/// An operation that made somebody a member, and whose act it was.
#[derive(Clone, Copy)]
struct Naming {
    op: OpRef,
    by: DeviceId,
}

impl Engine {
    /// Everyone who reads what is written in a space, and the carriers that store it.
    pub(super) fn space_readers(&mut self, space: &str) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        let mut holders: BTreeMap<Holder, Vec<Path>> = BTreeMap::new();
        for path in self.replica.roles().paths(space) {
            let person = self.replica.directory().person_of(path.device);
            let holder = person.map_or(Holder::Machine(path.device), Holder::Person);
            holders.entry(holder).or_default().push(path);
        }
        let grants = self.grants();
        let mut came = BTreeMap::new();
        let mut rows: Vec<ReaderRow> = holders
            .into_iter()
            .map(|(holder, paths)| self.reader_row(space, holder, paths, &grants, &mut came))
            .collect();
        // Who reads before who only stores; mine first, then by organization.
        let mine = self.my_org().map(|org| org.to_hex());
        let rank = |row: &ReaderRow| (!row.reads, row.org != mine, !row.me);
        rows.sort_by(|a, b| {
            let a_key = (rank(a), &a.org_name, &a.name, &a.id);
            a_key.cmp(&(rank(b), &b.org_name, &b.name, &b.id))
        });
        Ok(Reply::SpaceReaders(rows))
    }

    fn reader_row(
        &mut self,
        space: SpaceId,
        holder: Holder,
        mut paths: Vec<Path>,
        grants: &Grants,
        came: &mut BTreeMap<OpId, Option<String>>,
    ) -> ReaderRow {
        let devices: BTreeSet<DeviceId> = paths.iter().map(|path| path.device).collect();
        paths.sort_by_key(|path| (std::cmp::Reverse(path.role), path.through.len()));
        let role = paths.first().map_or(Role::None, |path| path.role);
        let mut told: Vec<Vec<SpaceId>> = Vec::new();
        for path in paths {
            let mut through = path.through;
            // Her devices are in her own space; that says nothing of why she reads here.
            if Some(holder.member()) == through.last().map(|last| Member::Space(*last)) {
                through.pop();
            }
            if !told.contains(&through) && told.len() < PATHS_MAX {
                told.push(through);
            }
        }
        let paths = told.into_iter();
        let paths = paths
            .map(|through| self.steps(space, holder, &through, grants, came))
            .collect();
        let unverified = devices.iter().any(|device| self.is_unverified(*device));
        let (kind, id, name, org) = match holder {
            Holder::Person(person) => (
                "person",
                person.to_hex(),
                self.person_name(person, Some(space))
                    .unwrap_or_else(|| person.short()),
                self.replica.directory().org_of(person),
            ),
            Holder::Machine(device) => (
                "machine",
                device.to_hex(),
                self.machine_name(device).unwrap_or_else(|| device.short()),
                self.replica.directory().org_of_device(device),
            ),
        };
        ReaderRow {
            kind: kind.to_owned(),
            id,
            name,
            org: org.map(|org| org.to_hex()),
            org_name: org.map(|org| self.any_space_name(org)),
            role: role_label(role).to_owned(),
            reads: role >= Role::Read,
            me: self.my_person().map(Holder::Person) == Some(holder),
            unverified,
            devices: u64::try_from(devices.len()).unwrap_or(u64::MAX),
            paths,
        }
    }

    /// The memberships from a person up to a space, through the spaces between.
    fn steps(
        &mut self,
        space: SpaceId,
        holder: Holder,
        through: &[SpaceId],
        grants: &Grants,
        came: &mut BTreeMap<OpId, Option<String>>,
    ) -> Vec<ReaderStep> {
        let spaces: Vec<SpaceId> = std::iter::once(space)
            .chain(through.iter().copied())
            .collect();
        let mut member = holder.member();
        let mut steps = Vec::with_capacity(spaces.len());
        for at in spaces.into_iter().rev() {
            // In her own space it is her devices that are named.
            let own = Member::Space(at) == member;
            let naming = if own {
                None
            } else {
                self.naming(grants, at, member)
            };
            let received_at = naming.and_then(|naming| {
                let known = came.get(&naming.op.id).cloned();
                known.unwrap_or_else(|| {
                    let at = self.received_at(&naming.op).map(rfc3339);
                    came.insert(naming.op.id, at.clone());
                    at
                })
            });
            let directory = self.replica.directory();
            let by = naming.filter(|naming| {
                let person = directory.person_of(naming.by).map(Holder::Person);
                person != Some(holder)
            });
            steps.push(ReaderStep {
                space: at.to_hex(),
                name: self.any_space_name(at),
                kind: self.kind_label(at).to_owned(),
                op: naming.map(|naming| naming.op.id.to_hex()),
                by: by.map(|naming| self.device_name(naming.by)),
                received_at,
            });
            member = Member::Space(at);
        }
        steps
    }

    /// Control operations that count and name members.
    fn grants(&mut self) -> Grants {
        let mut grants = Grants::new();
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let counted = graph.controls().iter().enumerate();
        for (at, op) in counted.filter(|(at, _)| membership.counts(*at)) {
            let mut named = |member| {
                let key = (op.op.log.space, member);
                grants.entry(key).or_default().push(at);
            };
            match &op.control {
                Control::Create(create) => {
                    create.members.iter().for_each(|grant| named(grant.member));
                }
                Control::Add(add) => named(add.member),
                Control::Redeem(redeem) => named(redeem.member),
                _ => {}
            }
        }
        grants
    }

    /// Since when somebody is a member: the first operation that named her and knew of whatever
    /// still keeps an earlier one down.
    fn naming(&mut self, grants: &Grants, space: SpaceId, member: Member) -> Option<Naming> {
        let (judge, graph, _) = self.replica.judge();
        let against: Vec<ControlIndex> = judge
            .membership()
            .restrictions()
            .iter()
            .filter(|r| r.space == space && r.target == member && r.role == Role::None)
            .map(|r| r.index)
            .collect();
        let controls = graph.controls();
        let mut named = grants.get(&(space, member))?.iter();
        let op = named.find_map(|at| {
            let op = controls.get(*at)?;
            let mut known = against.iter();
            known
                .all(|word| graph.pasts().contains(op.past, *word))
                .then_some(op)
        })?;
        let author = op.op.log.author;
        // Whoever uses a code was let in by who made it.
        let by = match &op.control {
            Control::Redeem(redeem) => {
                let place = Member::Invitation(redeem.invitation);
                let places = grants.get(&(space, place)).into_iter().flatten();
                let mut makers = places.filter_map(|at| controls.get(*at));
                makers.next().map_or(author, |op| op.op.log.author)
            }
            _ => author,
        };
        Some(Naming { op: op.op, by })
    }

    /// Whether nobody compared words with a device, with its person or with its organization.
    fn is_unverified(&mut self, device: DeviceId) -> bool {
        let directory = self.replica.directory();
        let (person, org) = (directory.person_of(device), directory.org_of_device(device));
        let network = directory.network();
        let places = [
            (person.or(org), Some(Member::Device(device))),
            (org, person.map(Member::Space)),
            (network, org.map(Member::Space)),
        ];
        places.into_iter().any(|(space, member)| {
            let place = space.zip(member);
            place.is_some_and(|(space, member)| {
                self.standing_in(space, member).state == "unverified"
            })
        })
    }
}
