//! A device's own keys: renewed each month, stored beside the vault, dropped for good.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by ending"
)]

use std::sync::Arc;

use asamblea_node::api::{ErrorKind, Reply, Request};
use asamblea_node::engine::{Engine, Parts, erasing};
use asamblea_node::store::{KeysRead, MemoryIndex, Progress, SimDisk, read_keys, write_keys};
use asamblea_protocol::canonical::encode;
use asamblea_protocol::crypto::{Digest, Domain, SeededRandom, hash};
use asamblea_protocol::id::{EpochId, SpaceId};
use asamblea_protocol::op::{Control, Recipient};
use asamblea_protocol::replica::{DeviceSecret, Holding};
use asamblea_tests::cluster::Cluster;
use asamblea_tests::device::Promises;

/// The card that one device knows of another, by its hash.
fn card(cluster: &Cluster, at: usize, of: usize) -> Digest {
    let id = cluster.devices[of].id();
    let directory = cluster.devices[at].engine().unwrap().replica().directory();
    let card = encode(directory.card(&id).unwrap());
    hash(Domain::Test, &[&card])
}

fn holding(cluster: &Cluster, at: usize) -> Holding {
    holding_on(cluster, at, &cluster.devices[at].disk)
}

fn holding_on(cluster: &Cluster, at: usize, disk: &SimDisk) -> Holding {
    match read_keys(disk, &cluster.devices[at].root()).unwrap() {
        KeysRead::Bytes { bytes, .. } => Holding::from_bytes(&bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn restart(cluster: &mut Cluster, at: usize) {
    cluster.power_off(at, true);
    cluster.power_on(at).unwrap();
    let other = 1 - at;
    assert!(cluster.connect(at, other, false));
    assert!(cluster.move_all());
}

fn month(cluster: &mut Cluster) {
    for at in 0..cluster.devices.len() {
        cluster.jump(at, 31);
    }
    for _ in 0..4 {
        cluster.pass(40_000);
        assert!(cluster.move_all());
    }
}

/// What a device's epochs are called, in all spaces.
fn epochs(engine: &Engine) -> Vec<EpochId> {
    let epochs = engine.replica().epochs();
    epochs.iter().map(|info| info.header.id).collect()
}

/// An engine on a copy of a disk, opened with the device's passphrase.
fn thief(cluster: &Cluster, at: usize, disk: &SimDisk) -> Engine {
    let parts = Parts {
        disk: Arc::new(disk.clone()),
        index: Box::new(MemoryIndex::new()),
        entropy: [7; 32],
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    let device = &cluster.devices[at];
    Engine::open(parts, &device.root(), device.now(cluster.now_ms)).unwrap()
}

/// What an engine shows of a thread.
fn texts_of(engine: &mut Engine, thread: &str) -> Vec<String> {
    let id = thread.to_owned();
    match engine.request(Request::ThreadShow { id }) {
        Ok(Reply::Posts { posts, .. }) => posts.into_iter().map(|post| post.body).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_device_renews_its_keys_each_month_and_reads_everything_before_and_after() {
    let mut cluster = Cluster::pair(12);
    let id = cluster.thread_shown_to(0);
    let first = card(&cluster, 0, 1);
    cluster.reply(0, &id, "con la primera");
    let made = holding(&cluster, 1).secrets;
    assert_eq!((made.len(), made[0].retired), (1, None));

    month(&mut cluster);
    let second = card(&cluster, 0, 1);
    assert_ne!(first, second);
    assert_eq!(card(&cluster, 1, 1), second);
    let held = holding(&cluster, 1);
    assert_eq!(held.secrets.len(), 2);
    assert!(held.secrets[0].retired.is_some() && held.secrets[1].retired.is_none());
    cluster.reply(0, &id, "con la segunda");
    restart(&mut cluster, 1);
    assert_eq!(card(&cluster, 0, 1), second);

    for text in ["tercera", "cuarta"] {
        month(&mut cluster);
        cluster.reply(0, &id, text);
        cluster.reply(1, &id, text);
    }
    // The present one and the one before: what came earlier is gone, what it opened is not.
    assert_eq!(holding(&cluster, 1).secrets.len(), 2);
    restart(&mut cluster, 1);
    restart(&mut cluster, 0);
    for at in [0, 1] {
        for text in ["con la primera", "con la segunda", "tercera", "cuarta"] {
            assert!(cluster.reads(at, &id, text), "d{at}: {text}");
        }
    }
}

#[test]
fn a_dropped_key_opens_nothing_that_was_sealed_to_it() {
    let mut cluster = Cluster::pair(13);
    let device = cluster.devices[1].id();
    let opens = |cluster: &Cluster, held: &Holding| {
        let replica = cluster.devices[1].engine().unwrap().replica();
        let seals: Vec<_> = held.secrets.iter().map(|secret| secret.seal()).collect();
        let mut opened = Vec::new();
        for info in replica.epochs().iter() {
            let mine = |to: &Recipient| *to == Recipient::Device(device);
            for placed in info.slots.values().filter(|s| mine(&s.slot.recipient)) {
                let text = [info.space.as_bytes(), info.header.id.as_bytes().as_slice()].concat();
                let domain = Domain::Slot;
                if seals
                    .iter()
                    .any(|seal| seal.open(domain, &text, &placed.slot.sealed).is_ok())
                {
                    opened.push(info.header.id);
                }
            }
        }
        opened
    };
    let first = holding(&cluster, 1);
    let before = opens(&cluster, &first);
    assert!(!before.is_empty());
    for _ in 0..3 {
        month(&mut cluster);
    }
    let now = opens(&cluster, &holding(&cluster, 1));
    assert!(!now.is_empty() && !before.iter().any(|id| now.contains(id)));
    // The copy that was taken then opens what it did, and the disk has nothing of it any more.
    assert_eq!(opens(&cluster, &first), before);
}

#[test]
fn a_copy_of_the_profile_opens_nothing_minted_after_both_were_renewed() {
    let mut cluster = Cluster::pair(14);
    let id = cluster.thread_shown_to(0);
    cluster.reply(0, &id, "antes del robo");
    let stolen = SimDisk::from_image(&cluster.devices[1].disk.image());
    let known = epochs(cluster.devices[1].engine().unwrap());

    // The thief goes on hearing everything: she has the keys of the device.
    cluster.reply(0, &id, "poco después");
    month(&mut cluster);
    cluster.reply(0, &id, "con llaves nuevas");
    let network = SpaceId::from_hex(&cluster.network()).unwrap();
    let all = cluster.devices[1].disk.image();
    let with_old_keys = SimDisk::from_image(&all);
    with_old_keys.replace("keys", &stolen.image()["keys"]);
    let mut copy = thief(&cluster, 1, &with_old_keys);
    let ring = copy.replica().ring().unwrap();
    let held: Vec<EpochId> = epochs(&copy);
    let held: Vec<EpochId> = held
        .into_iter()
        .filter(|id| ring.get(id).is_some())
        .collect();
    assert!(
        held.iter().all(|id| known.contains(id)),
        "{held:?} of {known:?}"
    );
    let waits = copy.replica().unopened_in(network);
    assert!(waits > 0);
    let texts: Vec<String> = texts_of(&mut copy, &id);
    assert!(texts.contains(&"poco después".to_owned()));
    assert!(!texts.contains(&"con llaves nuevas".to_owned()));
    assert!(cluster.reads(1, &id, "con llaves nuevas"));
}

#[test]
fn a_key_that_was_stored_and_not_shown_is_shown_at_the_next_start() {
    let mut cluster = Cluster::pair(15);
    let id = cluster.thread_shown_to(0);
    let before = card(&cluster, 0, 1);
    let mut held = holding(&cluster, 1);
    let (root, now) = (
        cluster.devices[1].root(),
        cluster.devices[1].now(cluster.now_ms).wall,
    );
    held.secrets[0].retired = Some(now);
    let mut rng = SeededRandom::new([3; 32]);
    let fresh = DeviceSecret::random(now, &mut rng);
    held.secrets.push(fresh);
    cluster.power_off(1, true);
    let disk = &cluster.devices[1].disk;
    write_keys(disk, &root, (&held.to_bytes(), u64::MAX / 2), &mut rng).unwrap();
    cluster.power_on(1).unwrap();
    cluster.pass(61_000);
    assert!(cluster.connect(0, 1, false) && cluster.move_all());
    assert_ne!(card(&cluster, 0, 1), before);
    assert_eq!(holding(&cluster, 1).secrets.len(), 2);
    cluster.reply(0, &id, "y se lee");
    assert!(cluster.reads(1, &id, "y se lee"));
}

#[test]
fn lost_keys_are_told_made_anew_and_sent_again_by_others() {
    let mut cluster = Cluster::pair(16);
    let id = cluster.thread_shown_to(0);
    cluster.reply(0, &id, "lo de antes");
    cluster.power_off(1, true);
    let size = cluster.devices[1].disk.image()["keys"].len() as u64;
    for byte in [0, size - 1] {
        cluster.devices[1].disk.flip_bit("keys", byte * 8);
    }
    cluster.power_on(1).unwrap();
    assert!(
        cluster
            .oracle
            .alerts
            .iter()
            .any(|(at, code, _)| (*at, code.as_str()) == (1, "damaged"))
    );
    assert!(!cluster.reads(1, &id, "lo de antes"));
    cluster.pass(61_000);
    assert!(cluster.connect(0, 1, false) && cluster.move_all());
    for _ in 0..8 {
        cluster.pass(40_000);
        assert!(cluster.move_all());
    }
    assert!(cluster.reads(1, &id, "lo de antes"));
}

/// What a device says that is damaged: parts of alerts that wait, and whether `doctor` exits 7.
fn damaged(cluster: &mut Cluster, at: usize) -> (Vec<String>, bool) {
    let told = cluster.alerts(at, "damaged").into_iter();
    let open = told.filter(|row| !row.done);
    let Reply::Checks(rows) = cluster.done(at, Request::Doctor { deep: true }) else {
        panic!("no checks");
    };
    let unwell = rows.iter().any(|row| row.check == "keys" && row.damaged);
    (open.map(|row| row.subject).collect(), unwell)
}

#[test]
fn an_older_file_of_keys_beside_a_newer_journal_is_told_and_healed_by_a_meeting() {
    let mut cluster = Cluster::pair(19);
    let id = cluster.thread_shown_to(0);
    let older = cluster.devices[1].disk.image()["keys"].clone();
    // The same one put back is no older one.
    restart(&mut cluster, 1);
    assert_eq!(damaged(&mut cluster, 1), (Vec::new(), false));
    month(&mut cluster);
    cluster.reply(0, &id, "con llaves nuevas");
    cluster.pass(5_000);
    let newer = cluster.devices[1].disk.image()["keys"].clone();
    assert_ne!(older, newer);

    cluster.power_off(1, true);
    cluster.devices[1].disk.replace("keys", &older);
    cluster.power_on(1).unwrap();
    cluster.devices[1].wounded = true;
    let told = (vec!["keys-back".to_owned()], true);
    assert_eq!(damaged(&mut cluster, 1), told);
    // It is said until somebody was asked, and once.
    cluster.power_off(1, true);
    cluster.power_on(1).unwrap();
    assert_eq!(damaged(&mut cluster, 1), told);
    assert!(cluster.connect(0, 1, false) && cluster.move_all());
    for _ in 0..8 {
        cluster.pass(40_000);
        assert!(cluster.move_all());
    }
    assert!(cluster.reads(1, &id, "con llaves nuevas"));
    assert_eq!(damaged(&mut cluster, 1), (Vec::new(), false));
    restart(&mut cluster, 1);
    assert_eq!(damaged(&mut cluster, 1), (Vec::new(), false));
    cluster.reply(0, &id, "y se lee");
    assert!(cluster.reads(1, &id, "y se lee"));
}

#[test]
fn keys_that_a_newer_program_wrote_are_refused_and_left_alone() {
    let mut cluster = Cluster::pair(20);
    let (root, mut rng) = (cluster.devices[1].root(), SeededRandom::new([4; 32]));
    let mut bytes = holding(&cluster, 1).to_bytes();
    bytes[0] += 1;
    cluster.power_off(1, true);
    let disk = cluster.devices[1].disk.clone();
    write_keys(&disk, &root, (&bytes, u64::MAX / 2), &mut rng).unwrap();
    let before = disk.image();
    let parts = Parts {
        disk: Arc::new(disk.clone()),
        index: Box::new(MemoryIndex::new()),
        entropy: [7; 32],
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    let now = cluster.devices[1].now(cluster.now_ms);
    let refused = Engine::open(parts, &root, now).err().unwrap();
    assert_eq!(refused.kind, ErrorKind::NewerVersion);
    assert!(disk.image() == before, "something was written");
}

/// How often a device renewed its keys, as it knows itself.
fn renewals(cluster: &Cluster, at: usize) -> usize {
    let device = &cluster.devices[at];
    let controls = device.engine().unwrap().replica().graph().controls();
    let own = controls.iter().filter(|op| op.op.log.author == device.id());
    own.filter(|op| matches!(op.control, Control::Renew(_)))
        .count()
}

#[test]
fn a_device_that_came_back_with_an_old_disk_shows_a_fresh_key_and_reads_on() {
    let mut cluster = Cluster::pair(17);
    let id = cluster.thread_shown_to(0);
    let older = cluster.devices[1].disk.image();
    month(&mut cluster);
    cluster.reply(0, &id, "con la llave perdida");
    let lost = card(&cluster, 0, 1);

    cluster.power_off(1, true);
    cluster.devices[1].disk = SimDisk::from_image(&older);
    cluster.devices[1].promises = Promises::default();
    cluster.power_on(1).unwrap();
    assert!(cluster.connect(0, 1, false) && cluster.move_all());
    for _ in 0..4 {
        cluster.pass(40_000);
        assert!(cluster.move_all());
    }
    let fresh = card(&cluster, 0, 1);
    assert_ne!(fresh, lost);
    assert!(holding(&cluster, 1).secrets.len() > 1);
    cluster.reply(0, &id, "con la nueva");
    for text in ["con la llave perdida", "con la nueva"] {
        assert!(cluster.reads(1, &id, text), "{text}");
    }
    // That was all: the old key is none of those that come again and again.
    let before = renewals(&cluster, 1);
    for _ in 0..3 {
        cluster.pass(86_400_000);
        assert!(cluster.move_all());
    }
    assert_eq!(renewals(&cluster, 1), before);
}

#[test]
fn a_clock_that_jumps_renews_few_keys() {
    let mut cluster = Cluster::pair(18);
    let id = cluster.thread_shown_to(0);
    for number in 0..40 {
        let back = [3650, -3650][number % 2];
        cluster.jump(1, back);
        cluster.pass(200_000);
        assert!(cluster.move_all());
        if number % 8 == 7 {
            restart(&mut cluster, 1);
        }
    }
    assert!(renewals(&cluster, 1) <= 2, "{}", renewals(&cluster, 1));
    // A month counts from the day that the clock says now.
    cluster.pass(10_000_000);
    let before = renewals(&cluster, 1);
    for _ in 0..2 {
        cluster.jump(1, 31);
        cluster.pass(90_000_000);
        assert!(cluster.move_all());
    }
    assert_eq!(renewals(&cluster, 1), before + 2);
    restart(&mut cluster, 1);
    cluster.reply(0, &id, "y se lee");
    assert!(cluster.reads(1, &id, "y se lee"));
}
