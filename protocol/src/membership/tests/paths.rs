//! Paths through spaces: what a walk finds that keeps ways apart only by their bars is what one
//! finds that walks every path, and a mesh of spaces costs no more than its edges.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::{Path, Roles, steps};
use super::nested::nested;
use super::random::with_keys;
use super::world::{World, device, person, person_member, space};
use crate::id::{DeviceId, SpaceId};
use crate::limits::DEPTH_MAX;
use crate::op::{Member, Role, SpaceKind, Word};

const SPACES: u8 = 6;
const DEVICES: u8 = 3;

fn role(number: u8) -> Role {
    [
        Role::None,
        Role::Carrier,
        Role::Read,
        Role::Write,
        Role::Admin,
    ][usize::from(number)]
}

fn member(number: u8) -> Member {
    match number.checked_sub(SPACES) {
        None => Member::Space(SpaceId::from_bytes([number; 32])),
        Some(device) => Member::Device(DeviceId::from_bytes([device; 32])),
    }
}

/// Every path, one by one.
fn walked(roles: &Roles, at: SpaceId) -> BTreeMap<DeviceId, Role> {
    fn go(
        roles: &Roles,
        at: SpaceId,
        cap: Role,
        path: &mut Vec<SpaceId>,
        found: &mut BTreeMap<DeviceId, Role>,
    ) {
        if path.contains(&at) || path.len() >= DEPTH_MAX {
            return;
        }
        path.push(at);
        for (member, role) in roles.direct(at) {
            let bars = path.iter().flat_map(|above| roles.bars(*above));
            let bars = bars.filter(|(target, _)| *target == member);
            let barred = bars.map(|(_, role)| role).min().unwrap_or(Role::Admin);
            let role = role.min(cap).min(barred);
            match member {
                Member::Device(device) => {
                    let known = found.entry(device).or_default();
                    *known = role.max(*known);
                }
                Member::Space(below) if role > Role::None => go(roles, below, role, path, found),
                Member::Space(_) | Member::Invitation(_) => {}
            }
        }
        path.pop();
    }
    let mut found = BTreeMap::new();
    go(roles, at, Role::Admin, &mut Vec::new(), &mut found);
    found.retain(|_, role| *role > Role::None);
    found
}

type Edges = BTreeMap<(u8, u8), u8>;

fn tables(edges: &Edges) -> BTreeMap<SpaceId, BTreeMap<Member, Role>> {
    let mut tables: BTreeMap<SpaceId, BTreeMap<Member, Role>> = BTreeMap::new();
    for ((at, to), given) in edges {
        let at = SpaceId::from_bytes([*at; 32]);
        tables
            .entry(at)
            .or_default()
            .insert(member(*to), role(*given));
    }
    tables
}

proptest! {
    #[test]
    fn the_greatest_path_is_found_without_walking_all(
        direct in prop::collection::btree_map((0..SPACES, 0..SPACES + DEVICES), 0..5_u8, 0..28),
        bars in prop::collection::btree_map((0..SPACES, 0..SPACES + DEVICES), 0..4_u8, 0..5),
    ) {
        let roles = Roles::new(tables(&direct), tables(&bars));
        for at in 0..SPACES {
            let at = SpaceId::from_bytes([at; 32]);
            prop_assert_eq!(roles.devices(at), walked(&roles, at));
        }
    }

    #[test]
    fn each_role_has_a_way_that_gives_it_and_no_way_gives_more(
        direct in prop::collection::btree_map((0..SPACES, 0..SPACES + DEVICES), 0..5_u8, 0..28),
        bars in prop::collection::btree_map((0..SPACES, 0..SPACES + DEVICES), 0..4_u8, 0..5),
    ) {
        let roles = Roles::new(tables(&direct), tables(&bars));
        for at in 0..SPACES {
            let at = SpaceId::from_bytes([at; 32]);
            let mut told: BTreeMap<DeviceId, Role> = BTreeMap::new();
            for path in roles.paths(at) {
                prop_assert_eq!(followed(&roles, at, &path), path.role, "{:?}", path);
                let known = told.entry(path.device).or_default();
                *known = path.role.max(*known);
            }
            prop_assert_eq!(told, roles.devices(at));
        }
    }
}

/// What one way gives, walked by itself.
fn followed(roles: &Roles, from: SpaceId, path: &Path) -> Role {
    let steps = path.through.iter().map(|space| Member::Space(*space));
    let steps = steps.chain([Member::Device(path.device)]);
    let (mut above, mut cap) = (vec![from], Role::Admin);
    for member in steps {
        let at = *above.last().unwrap();
        let bars = above.iter().flat_map(|above| roles.bars(*above));
        let bars = bars.filter(|(target, _)| *target == member);
        let barred = bars.map(|(_, role)| role).min().unwrap_or(Role::Admin);
        cap = roles.direct_role(at, &member).min(cap).min(barred);
        if let Member::Space(below) = member {
            assert!(!above.contains(&below), "{path:?} goes round");
            above.push(below);
        }
    }
    cap
}

#[test]
fn whoever_is_in_by_two_ways_is_told_by_both() {
    let state = nested(None).look();
    let mut ways: Vec<(Vec<SpaceId>, Role)> = state
        .roles()
        .paths(space("W"))
        .into_iter()
        .filter(|path| path.device == device("a1"))
        .map(|path| (path.through, path.role))
        .collect();
    ways.sort_unstable();
    let mut want = vec![
        (vec![person("a1")], Role::Admin),
        (vec![space("O"), person("a1")], Role::Write),
    ];
    want.sort_unstable();
    assert_eq!(ways, want);
}

#[test]
fn climbing_finds_what_descending_finds() {
    let mut compared = 0;
    for seed in 0..40 {
        let world = with_keys(seed);
        let state = world.look();
        let (view, roles) = (state.view(), state.roles());
        let devices: BTreeSet<DeviceId> = roles
            .direct
            .keys()
            .flat_map(|at| roles.named_devices(*at))
            .collect();
        for at in roles.direct.keys() {
            let found = view.devices(*at);
            assert_eq!(found, roles.devices(*at), "seed {seed}");
            assert_eq!(found, walked(&roles, *at), "seed {seed}");
            for device in &devices {
                let role = found.get(device).copied().unwrap_or_default();
                assert_eq!(
                    view.role(*device, *at),
                    role,
                    "seed {seed}: {device:?} in {at:?}"
                );
                compared += usize::from(role > Role::None);
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// Sixteen layers of four working spaces, each with all of the layer below as members.
fn mesh(world: &mut World) {
    let kind = (SpaceKind::Working, Some("S"));
    for layer in 0..16 {
        for place in 0..4 {
            let below: Vec<(Member, Role)> = match layer {
                0 => vec![(person_member("b"), Role::Write)],
                _ => (0..4)
                    .map(|n| Member::Space(space(&format!("mesh {} {n}", layer - 1))))
                    .map(|member| (member, Role::Write))
                    .collect(),
            };
            let name = format!("mesh {layer} {place}");
            world.create("a", &name, kind, person_member("a"), &below, &[]);
        }
    }
}

/// Edges that a walk of all paths would look at: 4 to the 16th.
const BOUND: usize = 1_000_000;

#[test]
fn a_mesh_of_spaces_costs_its_edges_and_not_its_paths() {
    let mut world = World::network(None, &["a", "b", "c"]);
    mesh(&mut world);
    for layer in 1..16 {
        // Bars at every height, on something below each.
        let at = space(&format!("mesh {layer} 0"));
        let target = space(&format!("mesh {} {}", layer / 2, layer % 4));
        world.restrict("a", at, Word::lower(Member::Space(target), Role::Read));
        let target = Member::Device(device(["b", "c"][layer % 2]));
        world.restrict("a", at, Word::remove(target));
    }
    let (spent, state) = steps::of(|| world.look());
    assert!(spent < BOUND, "{spent} steps to evaluate");
    let top = space("mesh 15 1");
    let (spent, role) = steps::of(|| state.view().role(device("b"), top));
    assert!(spent < 20_000, "{spent} steps to climb");
    let (spent, devices) = steps::of(|| state.view().devices(top));
    assert!(spent < 20_000, "{spent} steps to descend");
    assert_eq!(devices.get(&device("b")).copied().unwrap_or_default(), role);
    assert_eq!(state.view().role(device("a"), top), Role::Admin);
}
