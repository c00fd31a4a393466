//! The seeded world: production engines, simulated clock, randomness, network and disks.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use asamblea_node::api::{Act, ApiError, ErrorKind, Reply, Request, Whom};
use asamblea_node::engine::Engine;
use asamblea_node::store::SimDisk;
use asamblea_protocol::replica::Plant;
use asamblea_protocol::replica::Replica;
use asamblea_protocol::sync::Frame;
use asamblea_tests::cluster::{Cluster, Numbers, Settings};
use asamblea_tests::device::{Part, Promises, Standing};
use asamblea_tests::faults::{Fault, Tally};
use asamblea_tests::report::Outcome;
use asamblea_tests::workload::{Said, Spoken, run, run_words};

/// Days that every run of the tests plays; `ASAMBLEA_DAYS` says otherwise.
const SEEDS: u64 = 500;
/// Days of a network of many organizations.
const ORGS_SEEDS: u64 = 20;
const ORGS: usize = 16;
/// Steps of those of them that found something.
const ORGS_LONG: u32 = 500;
/// Days of words.
const WORDS: u64 = 41;
const WORDS_SETTINGS: Settings = Settings {
    steps: 200,
    ..SETTINGS
};
/// Planted bugs that are noticed.
const NOTICED_MIN: usize = 20;
/// What strikes in harsh days alone.
const HARSH: [Fault; 5] = [
    Fault::BitFlip,
    Fault::Unhealed,
    Fault::Space,
    Fault::SpaceRole,
    Fault::SpaceLeft,
];
/// Days with spaces that forget, and what strikes in them alone.
const FORGETFUL_SEEDS: u64 = 30;
const FORGETFUL: [Fault; 3] = [Fault::Forgetful, Fault::Passing, Fault::Plunder];
/// Days with an assessment, and what strikes in them alone.
const ASSESSING_SEEDS: u64 = 20;
const ASSESSING: [Fault; 3] = [Fault::Score, Fault::Pool, Fault::Share];
/// Days with the source that the program draws from.
const ERASING_SEEDS: u64 = 30;
/// Days with carriers, and what strikes in them alone.
const CARRYING_SEEDS: u64 = 30;
const CARRYING: [Fault; 4] = [
    Fault::TwoFaced,
    Fault::Apart,
    Fault::Carried,
    Fault::LateGrant,
];
/// Days on which a planted bug may be noticed, from its own on.
const PLANT_DAYS: u64 = 24;
const SETTINGS: Settings = Settings {
    steps: 300,
    ..Settings::few(1, 6)
};

/// Seeds that found something, of days or of days of words.
fn known_seeds(kind: &str) -> BTreeSet<u64> {
    include_str!("../seeds.txt")
        .lines()
        .filter_map(|line| line.strip_prefix(kind)?.split(' ').nth(1)?.parse().ok())
        .collect()
}

/// Runs days on every core; tells what struck and which promises broke.
fn days(seeds: &BTreeSet<u64>, settings: Settings) -> (Tally, Vec<String>) {
    let (faults, _, broken) = days_of(run, seeds, settings);
    (faults, broken)
}

/// How a day is played.
type Day = fn(Settings) -> Outcome;

/// The same for days of a kind; also what was said on them.
fn days_of(run: Day, seeds: &BTreeSet<u64>, settings: Settings) -> (Tally, Spoken, Vec<String>) {
    let seeds: Vec<u64> = seeds.iter().copied().collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let day = || {
        let (mut faults, mut spoken) = (Tally::default(), Spoken::default());
        let mut broken = Vec::new();
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            let seed = *seed;
            let outcome = run(Settings { seed, ..settings });
            faults.merge(&outcome.faults);
            spoken.merge(&outcome.words);
            broken.extend(outcome.violation.map(|v| format!("seed {seed}: {v}")));
        }
        (faults, spoken, broken)
    };
    let (mut faults, mut spoken) = (Tally::default(), Spoken::default());
    let mut broken = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(day)).collect();
        let done = threads.into_iter().filter_map(|thread| thread.join().ok());
        for (more, said, found) in done {
            faults.merge(&more);
            spoken.merge(&said);
            broken.extend(found);
        }
    });
    (faults, spoken, broken)
}

#[test]
fn bad_days_break_no_promise() {
    let mut seeds = known_seeds("fixed");
    assert!(seeds.len() >= 6, "the list of seeds is read");
    let said = std::env::var("ASAMBLEA_DAYS").ok();
    seeds.extend(1..=said.and_then(|days| days.parse().ok()).unwrap_or(SEEDS));
    let (faults, broken) = days(&seeds, SETTINGS);
    let (count, nodes, steps) = (seeds.len(), SETTINGS.nodes, SETTINGS.steps);
    println!("{count} seeds of {nodes} nodes, {steps} steps, faults fired:\n{faults}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // A fault that never fires tests nothing.
    let steady = Fault::ALL
        .into_iter()
        .filter(|fault| !HARSH.contains(fault) && !FORGETFUL.contains(fault))
        .filter(|fault| !ASSESSING.contains(fault) && !CARRYING.contains(fault));
    let silent = steady.filter(|fault| faults.of(*fault) == 0);
    let silent: Vec<Fault> = silent.collect();
    assert!(silent.is_empty(), "never struck: {silent:?}");
}

#[test]
fn bad_days_of_many_organizations_break_no_promise() {
    let settings = Settings {
        nodes: ORGS,
        ..SETTINGS
    };
    let (faults, broken) = days(&(1..=ORGS_SEEDS).collect(), settings);
    println!("{ORGS_SEEDS} seeds of {ORGS} nodes, faults fired:\n{faults}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let long = Settings {
        steps: ORGS_LONG,
        ..settings
    };
    let seeds = known_seeds("orgs");
    assert!(!seeds.is_empty(), "the list of seeds is read");
    let (_, broken) = days(&seeds, long);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Days of a kind: none breaks a promise, and what strikes in them alone did strike.
#[expect(clippy::print_stdout, reason = "tests print their counts")]
fn days_of_a_kind(kind: &str, seeds: &BTreeSet<u64>, settings: Settings, own: &[Fault]) {
    let (faults, broken) = days(seeds, settings);
    let count = seeds.len();
    println!("{count} seeds with {kind}, faults fired:\n{faults}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let silent = own.iter().filter(|fault| faults.of(**fault) == 0);
    let silent: Vec<&Fault> = silent.collect();
    assert!(silent.is_empty(), "never struck: {silent:?}");
}

/// Spaces that forget, in days as bad as the others, and the days after which nothing on any disk
/// opens what was said there.
#[test]
fn bad_days_with_spaces_that_forget_break_no_promise() {
    let settings = Settings {
        forgets: true,
        ..SETTINGS
    };
    let mut seeds = known_seeds("forgets");
    assert!(!seeds.is_empty(), "the list of seeds is read");
    seeds.extend(1..=FORGETFUL_SEEDS);
    days_of_a_kind("spaces that forget", &seeds, settings, &FORGETFUL);
}

/// Rounds of assessment, in days as bad as the others: individual scores open for coordinators
/// alone, and others read what was shared.
#[test]
fn bad_days_with_an_assessment_break_no_promise() {
    let settings = Settings {
        assesses: true,
        ..SETTINGS
    };
    let seeds = (1..=ASSESSING_SEEDS).collect();
    days_of_a_kind("an assessment", &seeds, settings, &ASSESSING);
}

/// Carriers, honest and not, in days as bad as the others: they open nothing, and what is said
/// between those who meet nobody else is read by all of them.
#[test]
fn bad_days_with_carriers_break_no_promise() {
    let settings = Settings {
        carries: true,
        ..SETTINGS
    };
    let seeds = (1..=CARRYING_SEEDS).collect();
    days_of_a_kind("carriers", &seeds, settings, &CARRYING);
}

/// The source that devices draw from as the program runs, in days as bad as the others.
#[test]
fn bad_days_with_the_source_of_the_program_break_no_promise() {
    let settings = Settings {
        erases: true,
        ..SETTINGS
    };
    let seeds = (1..=ERASING_SEEDS).collect();
    days_of_a_kind("the program's source", &seeds, settings, &[]);
}

/// Days on which coordinators, guardians and a seized device say whatever can be said.
#[test]
fn words() {
    let said = std::env::var("ASAMBLEA_WORDS").ok();
    let count = said.and_then(|days| days.parse().ok()).unwrap_or(WORDS);
    let mut seeds = known_seeds("words");
    assert!(!seeds.is_empty(), "the list of seeds is read");
    seeds.extend(1..=count);
    let (_, spoken, broken) = days_of(run_words, &seeds, WORDS_SETTINGS);
    println!("{} days of words:\n{spoken}", seeds.len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // What is never said tests nothing.
    let said = Said::ALL.into_iter();
    let silent: Vec<Said> = said.filter(|said| spoken.of(*said) == 0).collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

#[test]
fn one_seed_is_one_day() {
    for seed in [3, 77] {
        let (one, again) = (
            run(Settings { seed, ..SETTINGS }),
            run(Settings { seed, ..SETTINGS }),
        );
        assert_eq!(
            (one.trace, one.acts, one.frames),
            (again.trace, again.acts, again.frames)
        );
    }
}

/// Whether something holds in a world with a planted bug, or without.
type Scenario = fn(Option<Plant>) -> bool;

/// What shows a planted bug beside days: a scenario that ends well without it.
const SCENARIOS: [(&str, Scenario); 6] = [
    (
        "keeps_out_after_a_failed_write",
        keeps_out_after_a_failed_write,
    ),
    ("sends_on_whole", sends_on_whole),
    (
        "hides_what_an_observer_writes",
        hides_what_an_observer_writes,
    ),
    ("hides_what_a_cut_leaves_out", hides_what_a_cut_leaves_out),
    (
        "sends_what_was_said_beside_totals",
        sends_what_was_said_beside_totals,
    ),
    (
        "writes_under_no_outsiders_key",
        writes_under_no_outsiders_key,
    ),
];

/// Each planted bug is noticed by a promise that it breaks: on its day, or soon after, since every
/// change of what is said moves the days; or by a scenario.
#[test]
fn planted_bugs_are_noticed() {
    let lines: Vec<Vec<&str>> = include_str!("../plants.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect())
        .collect();
    let mut noticed = 0;
    for (plant, name, _) in Plant::ALL {
        let line = lines.iter().find(|line| line.first() == Some(name));
        let Some([_, by, what]) = line.map(Vec::as_slice) else {
            unreachable!("{name} is not in the list of planted bugs");
        };
        let shown = if *by == "test" {
            let scenario = SCENARIOS.iter().find(|(known, _)| known == what);
            let failed = scenario.filter(|(_, holds)| {
                let plays = std::panic::AssertUnwindSafe(|| holds(Some(*plant)));
                !std::panic::catch_unwind(plays).unwrap_or(false)
            });
            failed.map(|(name, _)| (*name).to_owned())
        } else {
            let (day, settings, first): (Day, _, _) = match by.strip_prefix("words:") {
                Some(first) => (run_words, WORDS_SETTINGS, first),
                None => (run, SETTINGS, *by),
            };
            let first: u64 = first.parse().unwrap_or(0);
            let settings = Settings {
                plant: Some(*plant),
                // Only there is anything to forget.
                forgets: *plant == Plant::KeyKept,
                assesses: *plant == Plant::ScoresForAll,
                carries: matches!(plant, Plant::CarriersRead | Plant::CarriersKeepNoSlots),
                ..settings
            };
            (first..first + PLANT_DAYS).find_map(|seed| {
                let outcome = day(Settings { seed, ..settings });
                shows(outcome, what)
            })
        };
        println!("{name}: {shown:?}");
        assert!(shown.is_some(), "{name}");
        noticed += 1;
    }
    assert!(
        noticed >= NOTICED_MIN && lines.len() == noticed,
        "{noticed}"
    );
}

/// Which of these promises a day broke.
fn shows(outcome: Outcome, promises: &str) -> Option<String> {
    let broken = format!("{:?}", outcome.violation?.broken);
    let fits = promises.split('|').any(|promise| promise == broken);
    fits.then(|| format!("{} {broken}", outcome.seed))
}

/// Writes a document anew.
fn rewrites(cluster: &mut Cluster, at: usize, text: &str) -> Result<Reply, ApiError> {
    let docs = cluster.ask(at, Request::DocList { space: None });
    let Ok(Ok(Reply::Docs(docs))) = docs else {
        unreachable!("documents are listed");
    };
    let request = Request::DocEdit {
        id: docs[0].id.clone(),
        text: text.to_owned(),
        base: None,
    };
    match cluster.ask(at, request) {
        Ok(reply) => reply,
        Err(violation) => unreachable!("{violation}"),
    }
}

#[test]
fn a_restored_device_changes_no_text_before_it_can_read_its_own_changes() {
    let mut cluster = three(None);
    cluster.power_off(1, true);
    let before = cluster.devices[1].disk.image();
    assert!(cluster.power_on(1).is_ok());
    cluster.connect(0, 1, false);
    // A new key, under which it writes.
    remove(&mut cluster, 2);
    cluster.move_all();
    assert!(rewrites(&mut cluster, 1, "Antes de restaurar.").is_ok());
    cluster.move_all();
    cluster.power_off(1, true);
    cluster.devices[1].disk = SimDisk::from_image(&before);
    cluster.devices[1].promises = Promises::default();
    assert!(cluster.power_on(1).is_ok());
    assert!(cluster.connect(0, 1, false));
    // All comes back but the slots.
    for _ in 0..200 {
        let link = cluster.links.first_mut().expect("a link");
        let is_slots = |frame: &Vec<u8>| matches!(Frame::decode(frame), Ok(Frame::Slots { .. }));
        link.under_way[0].retain(|frame| !is_slots(frame));
        let Some(direction) = (0..2).find(|direction| link.moves(*direction)) else {
            break;
        };
        let number = link.number;
        cluster.deliver(number, direction, 1);
    }
    // Alone, it gives up waiting for them: it could write under a key of its own.
    for link in cluster.links.clone_numbers(1) {
        cluster.cut(link);
    }
    cluster.pass(75_000);
    cluster.pass(75_000);
    let written = rewrites(&mut cluster, 1, "Después.").map(drop);
    assert_eq!(
        written.map_err(|error| error.kind),
        Err(ErrorKind::NoKeyYet)
    );
    // Once it reads them, it may.
    assert!(cluster.connect(0, 1, false));
    cluster.move_all();
    assert!(rewrites(&mut cluster, 1, "Después.").is_ok());
}

/// A world of three where nothing went wrong yet.
fn three(plant: Option<Plant>) -> Cluster {
    let mut cluster = Cluster::new(Settings {
        nodes: 3,
        plant,
        ..SETTINGS
    });
    assert!(cluster.begin().is_ok());
    cluster
}

fn remove(cluster: &mut Cluster, whom: usize) {
    let directory = cluster.devices[0].engine().map(Engine::replica);
    let directory = directory.map(Replica::directory);
    let id = cluster.devices[whom].id();
    let org = directory.and_then(|directory| directory.org_of(directory.person_of(id)?));
    let request = Request::OrgRemove {
        who: org.map(|org| org.to_hex()).unwrap_or_default(),
        urgent: false,
    };
    assert!(matches!(cluster.ask(0, request), Ok(Ok(_))));
}

/// Who was taken out stays out after a failed write.
fn keeps_out_after_a_failed_write(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    let removed = cluster.devices[1].transport();
    assert!(cluster.devices[2].gate.contains(&removed));
    // The removal reaches the disk, but its sync is said to have failed.
    cluster.devices[2].disk.fail_syncs(1);
    remove(&mut cluster, 1);
    cluster.move_all();
    assert!(cluster.devices[2].is_broken());
    cluster.pass(10_000);
    assert!(!cluster.devices[2].is_broken());
    cluster.devices[2].disk.fail_syncs(0);
    for _ in 0..3 {
        cluster.connect(0, 2, false);
        cluster.move_all();
    }
    !cluster.devices[2].gate.contains(&removed)
}

#[test]
fn scenarios_end_well_without_a_planted_bug() {
    for (name, holds) in SCENARIOS {
        assert!(holds(None), "{name}");
    }
}

fn says(cluster: &mut Cluster, at: usize) {
    let thread = cluster.first_thread().unwrap_or_default();
    assert!(matches!(cluster.post(at, thread), Ok(Ok(_))));
}

fn hides_what_an_observer_writes(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    assert!(cluster.invite_as(1, Part::Person, "observer").is_ok());
    assert!(cluster.settle("joining").is_ok());
    says(&mut cluster, 0);
    assert!(cluster.settle("a post").is_ok());
    cluster.ghost(3, None);
    assert_eq!(cluster.oracle.ghosts, 1);
    cluster.settle("a ghost").is_ok()
}

fn hides_what_a_cut_leaves_out(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    assert!(cluster.invite_as(1, Part::Person, "member").is_ok());
    assert!(cluster.settle("joining").is_ok());
    let person = cluster.devices[3].engine().map(Engine::replica);
    let person = person.and_then(|r| r.directory().person_of(r.device()));
    // The head of her organization does not hear it, and takes her out with a cut before it.
    for link in cluster.links.clone_numbers(1) {
        cluster.cut(link);
    }
    cluster.walls = vec![(1, 0), (1, 2), (1, 3)];
    says(&mut cluster, 3);
    cluster.move_all();
    let thread = cluster.first_thread().unwrap_or_default();
    let shown = cluster.posts_of(0, &thread).len();
    let request = Request::Coordinate {
        whom: Whom::Person(person.map(|p| p.to_hex()).unwrap_or_default()),
        act: Act::RemoveWithCut,
        urgent: false,
    };
    assert!(matches!(cluster.ask(1, request), Ok(Ok(_))));
    cluster.walls.clear();
    cluster.connect(1, 0, false);
    cluster.move_all();
    cluster.posts_of(0, &thread).len() + 1 == shown
}

fn sends_what_was_said_beside_totals(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    cluster.power_off(2, true);
    for link in cluster.links.clone_numbers(0) {
        cluster.cut(link);
    }
    assert!(cluster.connect(0, 1, false));
    let number = cluster.links[0].number;
    // Both have told their totals, and neither has heard the other's.
    for round in 0..20 {
        let next = cluster.links[0].under_way[round % 2].front();
        if next.is_some_and(|frame| !matches!(Frame::decode(frame), Ok(Frame::Total { .. }))) {
            cluster.deliver(number, round % 2, 1);
        }
    }
    says(&mut cluster, 0);
    cluster.move_all();
    let thread = cluster.first_thread().unwrap_or_default();
    let shown = [0, 1].map(|at| cluster.posts_of(at, &thread).len());
    shown[0] == shown[1]
}

fn writes_under_no_outsiders_key(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    assert!(cluster.take_out(0, 2, false).is_ok());
    assert!(cluster.settle("a removal").is_ok());
    cluster.mint_for_outsider(1);
    assert_eq!(cluster.oracle.leaked.len(), 1);
    says(&mut cluster, 0);
    // Nobody is left who could hear it; a newcomer is.
    assert!(cluster.invite_as(0, Part::Second, "member").is_ok());
    cluster.settle("a post").is_ok()
}

#[test]
fn whom_one_word_suspends_is_heard_until_a_second_decides() {
    let mut cluster = three(None);
    assert!(cluster.invite_as(1, Part::Person, "coordinator").is_ok());
    assert!(cluster.settle("joining").is_ok());
    let accused = cluster.devices[3].transport();
    // Each side of a wall does not know what the other says: the founder compares words with her,
    // which makes her a coordinator, and the head of her organization takes her out.
    for link in cluster.links.clone_numbers(1) {
        cluster.cut(link);
    }
    cluster.walls = vec![(1, 0), (1, 2), (1, 3)];
    assert!(cluster.verify(3).is_ok());
    assert!(cluster.take_out(1, 3, false).is_ok());
    assert!(!cluster.devices[1].gate.contains(&accused));
    let settled = cluster.settle("one word").map_err(|v| v.to_string());
    assert_eq!(settled, Ok(()));
    for at in 0..3 {
        assert!(cluster.devices[at].gate.contains(&accused), "d{at}");
    }
    let word = cluster.oracle.removals[0].op.to_hex();
    assert!(matches!(
        cluster.ask(0, Request::Second { id: word }),
        Ok(Ok(_))
    ));
    assert!(cluster.settle("two words").is_ok());
    for at in 0..3 {
        assert!(!cluster.devices[at].gate.contains(&accused), "d{at}");
    }
}

#[test]
fn nobody_waits_for_what_the_accused_wrote_before_she_heard_it() {
    let mut cluster = three(None);
    assert!(cluster.invite_as(1, Part::Person, "coordinator").is_ok());
    assert!(cluster.settle("joining").is_ok());
    assert!(cluster.verify(3).is_ok());
    assert!(cluster.settle("a coordinator").is_ok());
    for link in cluster.links.clone_numbers(3) {
        cluster.cut(link);
    }
    // She shows her newest post, and the head of her organization may not hear it any more.
    says(&mut cluster, 3);
    assert!(cluster.take_out(1, 3, false).is_ok());
    assert!(cluster.connect(3, 1, false));
    cluster.move_all();
    let even = |at: usize| cluster.devices[at].engine().and_then(Engine::is_even);
    assert_eq!([even(1), even(3)], [Some(true); 2]);
}

#[test]
fn a_newcomer_of_a_copied_device_has_time_until_it_is_met() {
    for by_copy in [false, true] {
        let mut cluster = three(None);
        assert!(cluster.copy_device(1).is_ok());
        for at in [1, 3] {
            for link in cluster.links.clone_numbers(at) {
                cluster.cut(link);
            }
        }
        // Nobody else knows of the invitation, and the two of them take turns.
        let by = if by_copy { 3 } else { 1 };
        assert!(cluster.invite_as(by, Part::Person, "member").is_ok());
        let settled = cluster.settle("a newcomer").map_err(|v| v.to_string());
        assert_eq!(settled, Ok(()));
        assert_eq!(cluster.devices[4].standing, Standing::Member);
    }
}

/// A run that begins with what is held is sent on whole.
fn sends_on_whole(plant: Option<Plant>) -> bool {
    let mut cluster = three(plant);
    let network = cluster.network();
    let say = |cluster: &mut Cluster, title: &str| {
        let request = Request::ThreadNew {
            space: network.clone(),
            title: title.to_owned(),
            body: title.to_owned(),
        };
        assert!(matches!(cluster.ask(0, request), Ok(Ok(_))));
        cluster.move_all();
    };
    // What d1 hears one by one lies in as many places of its journal.
    say(&mut cluster, "uno");
    say(&mut cluster, "dos");
    cluster.power_off(2, true);
    let before = cluster.devices[2].disk.image();
    for link in cluster.links.clone_numbers(0) {
        cluster.cut(link);
    }
    say(&mut cluster, "tres");
    say(&mut cluster, "cuatro");
    // A bundle holds all of it in one run; d1 lacks the end of that.
    let Ok(folder) = tempfile::tempdir() else {
        unreachable!("there is room for a folder");
    };
    let path = folder.path().join("bundle").to_string_lossy().into_owned();
    let export = Request::BundleExport {
        path: path.clone(),
        spaces: Vec::new(),
        since: None,
    };
    assert!(matches!(cluster.ask(0, export), Ok(Ok(_))));
    assert!(matches!(
        cluster.ask(1, Request::BundleImport { path }),
        Ok(Ok(_))
    ));
    cluster.power_off(0, true);
    let held = |cluster: &Cluster, at: usize| {
        let replica = cluster.devices[at].engine().map(Engine::replica);
        replica.map(|replica| {
            let network = replica.directory().network();
            let graph = replica.graph();
            let logs = network.into_iter().flat_map(|space| graph.logs_of(space));
            logs.map(|log| (log, graph.len(&log))).collect::<Vec<_>>()
        })
    };
    let whole = held(&cluster, 1);
    for restarted in [false, true] {
        if restarted {
            cluster.power_off(1, true);
            assert!(cluster.power_on(1).is_ok());
        }
        cluster.devices[2].disk = SimDisk::from_image(&before);
        cluster.devices[2].promises = Promises::default();
        assert!(cluster.power_on(2).is_ok());
        assert!(cluster.connect(1, 2, false));
        cluster.move_all();
        if held(&cluster, 2) != whole {
            return false;
        }
        cluster.power_off(2, true);
    }
    true
}
