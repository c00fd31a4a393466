//! Membership where many are members: what only shows at that size.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its world cannot be made"
)]

use asamblea_protocol::crypto::SeededRandom;
use asamblea_protocol::limits::DEPS_MAX;
use asamblea_protocol::op::{Member, Role, Word};
use asamblea_protocol::replica::{DeviceKeys, Made, Replica};
use asamblea_protocol::time::WallTime;
use asamblea_tests::world::{DEVICES, Shape, World, material, place};

const NOW: WallTime = WallTime(1_000);

fn take(replica: &mut Replica, made: &Made) {
    for (slots, run) in &made.runs {
        replica.insert(run.clone(), slots.clone(), NOW).unwrap();
    }
    replica.settle();
}

#[test]
fn one_epoch_serves_all_after_more_wrote_apart_than_one_operation_can_name() {
    let shape = Shape {
        orgs: 2,
        persons: DEPS_MAX.div_ceil(2 * DEVICES) + 1,
    };
    let world = World::scattered(shape);
    let mut a = world.replica(&world.orgs[0].persons[0].devices[0]);
    let mut b = world.replica(&world.orgs[1].persons[1].devices[1]);
    let mut rng = SeededRandom::new([1; 32]);
    let (epoch, made) = a.rotate(world.network, NOW, &mut rng).unwrap();
    a.settle();
    take(&mut b, &made);
    let (judge, graph, epochs) = b.judge();
    let past = judge.everything();
    assert_eq!(
        judge.best_epoch(graph, epochs, world.network, past),
        Some(epoch)
    );
    let post = vec![b"hola".to_vec()];
    assert_eq!(
        b.write(world.network, post, NOW, &mut rng).unwrap().epochs,
        0
    );
}

/// Joins the first organization, and says what the newcomer wrote.
fn join(world: &World) -> Made {
    let org = &world.orgs[0];
    let mut admin = world.replica(&org.persons[0].devices[0]);
    let code = place(1 << 30);
    let mut newcomer = world.replica(&material("newcomer", 0));
    let invited = admin.invite(org.space, &code, Role::Write, NOW).unwrap();
    take(&mut newcomer, &invited);
    let mut rng = SeededRandom::new([2; 32]);
    let joined = newcomer.redeem_invitation(&code.signing, &[], NOW, &mut rng);
    let (founded, made) = joined.unwrap();
    take(&mut admin, &made);
    let role = admin.roles().role(newcomer.device(), founded.org);
    assert_eq!(role, Role::Write);
    made
}

#[test]
fn joining_costs_the_same_after_more_joined_than_one_operation_can_name() {
    let made = join(&World::new(Shape {
        orgs: 1,
        persons: DEPS_MAX + 5,
    }));
    assert!(made.bytes() < 8_000, "{} bytes", made.bytes());
}

#[test]
fn a_newcomer_founds_her_person_where_more_wrote_apart_than_one_operation_can_name() {
    let world = World::scattered(Shape {
        orgs: 1,
        persons: DEPS_MAX / DEVICES + 2,
    });
    let mut lone = world.replica(&material("newcomer", 0));
    let code = place(1 << 30);
    let org = &world.orgs[0];
    // Her coordinator invites her before she sees what the others wrote.
    let mut admin = Replica::new(DeviceKeys::from_root(&org.persons[0].devices[0]));
    for (slots, run) in &world.runs[..world.settled] {
        admin.insert(run.clone(), slots.clone(), NOW).unwrap();
    }
    admin.settle();
    let invited = admin.invite(org.space, &code, Role::Write, NOW).unwrap();
    take(&mut lone, &invited);
    let mut rng = SeededRandom::new([3; 32]);
    let joined = lone.redeem_invitation(&code.signing, &[], NOW, &mut rng);
    let (founded, made) = joined.unwrap();
    let mut other = world.replica(&org.persons[1].devices[0]);
    take(&mut other, &invited);
    take(&mut other, &made);
    assert_eq!(other.graph().held_in(org.space), 0);
    let role = other.roles().role(lone.device(), founded.org);
    assert_eq!(role, Role::Write);
    let deps = made.runs.iter().flat_map(|(_, run)| run.ops());
    assert!(deps.clone().all(|op| op.header.deps.len() <= DEPS_MAX));
    assert!(deps.count() > 3, "one more gathers what the others wrote");
}

/// Sixteen organizations of fifty persons with two devices each.
fn full() -> World {
    World::new(Shape {
        orgs: 16,
        persons: 50,
    })
}

#[test]
fn taking_out_one_phone_of_1600_devices_costs_a_hundred_slots() {
    let world = full();
    let org = world.orgs.last().unwrap();
    let person = org.persons.last().unwrap();
    let phone = DeviceKeys::from_root(&person.devices[1]).device();
    let mut replica = world.replica(&person.devices[0]);
    let mut rng = SeededRandom::new([9; 32]);
    let word = Word::remove(Member::Device(phone));
    let mut made = replica
        .restrict(person.space, word, Vec::new(), NOW, &mut rng)
        .unwrap();
    replica.settle();
    // Person, organization, network and two working spaces: a post in each.
    let spaces = [person.space, org.space, world.network];
    for space in spaces.iter().chain(&world.working) {
        let post = replica.write(*space, vec![b"hola".to_vec()], NOW, &mut rng);
        made.extend(post.unwrap());
        replica.settle();
    }
    let slots: usize = made
        .runs
        .iter()
        .flat_map(|(sets, _)| sets)
        .map(|set| set.slots.len())
        .sum();
    // One of the person, fifty of the organization, sixteen of the network and of each space.
    assert_eq!((made.epochs, slots), (5, 101));
    let bytes = made.bytes();
    assert!(bytes <= 160_000, "{bytes} bytes, goal 150,000");
}

#[test]
fn a_thousand_posts_with_unchanged_members_mint_no_epoch() {
    let world = full();
    let writer = &world.orgs[0].persons[1].devices[0];
    let mut replica = world.replica(writer);
    let mut rng = SeededRandom::new([9; 32]);
    let first = replica.write(world.network, vec![b"hola".to_vec()], NOW, &mut rng);
    assert!(first.unwrap().epochs <= 1);
    let posts = vec![b"hola".to_vec(); 1_000];
    let made = replica.write(world.network, posts, NOW, &mut rng).unwrap();
    assert_eq!(made.epochs, 0);
}
