//! What lies on the disk, and who opens it: another passphrase, and none at all.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, PASSPHRASE, World, program, until};
use asamblea_tests::terminal::Terminal;

use crate::{AGREE, begin_thread};

const OTHER: &str = "farol nube tijera monte oveja";
/// With the start of a program, on a busy machine.
const PANIC_WAIT: Duration = Duration::from_secs(10);
/// The promise, of what the command itself says that it took, without the start of a program.
const PANIC_MS_MAX: u64 = 1_000;
/// Profiles that are destroyed for one figure, and the least counts: what else the machine does
/// takes time from some of them, and what the program itself takes it takes of each.
const PANICS: usize = 3;

fn change(file: &Path) -> [&str; 4] {
    let file = file.to_str().unwrap();
    ["passphrase", "change", "--new-passphrase-file", file]
}

/// A device on whose disk something lies; its node runs.
fn founder(world: &World) -> (Device, String) {
    let s = world.founder("S", "Red");
    let thread = begin_thread(&s, "uno");
    (s, thread)
}

#[test]
fn another_passphrase_opens_and_the_former_opens_no_more() {
    let world = World::new();
    let (mut s, thread) = founder(&world);
    let former = world.path().join("passphrase");
    let (other, weak) = (
        world.file("other", OTHER),
        world.file("weak", "1234567890123"),
    );
    s.run(change(&weak)).fails(2, "weak_passphrase");
    s.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    s.run(change(&other)).fails(3, "wrong_passphrase");
    // Without it nothing of what failed has changed anything.
    s.use_passphrase(former.clone());
    let _done = s.run(change(&other)).done();
    assert_eq!(s.bodies(&thread), ["uno"], "the node goes on");
    let _locked = s.run(["lock"]).done();
    s.run(change(&former)).fails(3, "locked");
    s.run(["unlock"]).fails(3, "wrong_passphrase");
    s.use_passphrase(other.clone());
    let _unlocked = s.run(["unlock"]).done();
    s.reply(&thread, "dos");
    assert_eq!(s.stop(), 0);
    // The same without a node.
    s.use_passphrase(former.clone());
    s.run(["thread", "show", &thread])
        .fails(3, "wrong_passphrase");
    s.run(change(&former)).fails(3, "wrong_passphrase");
    s.use_passphrase(other);
    s.run(change(&weak)).fails(2, "weak_passphrase");
    let _done = s.run(change(&former)).done();
    s.run(["thread", "show", &thread])
        .fails(3, "wrong_passphrase");
    s.use_passphrase(former);
    assert_eq!(s.bodies(&thread), ["uno", "dos"]);
    let nobody = world.device("nobody");
    nobody.run(["passphrase", "change"]).fails(4, "no_profile");
}

#[test]
fn a_change_that_is_killed_leaves_a_passphrase_that_opens() {
    let world = World::new();
    let (mut s, thread) = founder(&world);
    assert_eq!(s.stop(), 0);
    let files = [PASSPHRASE, OTHER].map(|text| world.file(&text[..5], text));
    let mut now = 0;
    let whole = Instant::now();
    s.use_passphrase(files[0].clone());
    let _done = s.run(change(&files[1])).done();
    now += 1;
    let whole = whole.elapsed();
    for kill in 0..6_u32 {
        let mut changing = Command::new(program())
            .arg("--profile")
            .arg(s.profile())
            .arg("--passphrase-file")
            .arg(&files[now % 2])
            .args(change(&files[(now + 1) % 2]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most of the time goes into stretching; the last part into writing.
        std::thread::sleep(whole * (kill + 3) / 9);
        changing.kill().unwrap();
        let _reaped = changing.wait().unwrap();
        let opens = |s: &mut Device, at: usize| {
            s.use_passphrase(files[at % 2].clone());
            s.run(["thread", "show", &thread]).status == 0
        };
        if !opens(&mut s, now) {
            now += 1;
            assert!(opens(&mut s, now), "neither opens after kill {kill}");
        }
    }
}

/// Copies the files of a profile, without what is its process's own.
fn copy_of(world: &World, device: &Device, name: &str) -> Device {
    let copy = world.device(name);
    copy_folder(device.profile(), copy.profile());
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(to, private).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if path.is_file() && !path.ends_with("lock") {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// The least of what several took is within the promise.
fn in_under_a_second(what: &str, mut destroy: impl FnMut() -> u64) {
    let took: Vec<u64> = (0..PANICS).map(|_| destroy()).collect();
    println!("panic, {what}: {took:?} ms");
    let least = took.iter().min();
    assert!(least <= Some(&PANIC_MS_MAX), "{what}: {took:?} ms");
}

/// Destroys a profile; the milliseconds that it took.
fn panic_with(node: bool) -> u64 {
    let world = World::new();
    let (mut s, thread) = founder(&world);
    if !node {
        assert_eq!(s.stop(), 0);
    }
    let copy = copy_of(&world, &s, "copy");
    assert_eq!(copy.bodies(&thread), ["uno"], "a copy from before opens");
    // Another name for the same bytes on the disk: what is only removed would still be there.
    let names = ["vault", "keys"].map(|name| (name, world.path().join(name)));
    for (name, link) in &names {
        std::fs::hard_link(s.profile().join(name), link).unwrap();
    }
    s.run(["panic"]).fails(2, "usage");
    assert_eq!(s.bodies(&thread), ["uno"], "nothing happens without a word");
    let began = Instant::now();
    let done = s.run(["panic", "--yes"]).object();
    let took = began.elapsed();
    assert_eq!(done["destroyed"], true);
    assert!(took < PANIC_WAIT, "{took:?}");
    if node {
        let pid = s.node().pid();
        until(AGREE, "the node's end", || {
            let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok();
            state
                .is_none_or(|state| state.contains(") Z "))
                .then_some(())
        });
    }
    assert!(!s.profile().exists(), "nothing is left in the folder");
    for command in [
        vec!["status"],
        vec!["unlock"],
        vec!["thread", "show", &thread],
    ] {
        s.run(command).fails(4, "no_profile");
    }
    s.run(["panic", "--yes"]).fails(4, "no_profile");
    // With what stood in the files as they were, the copy opens no more.
    for (name, link) in names.iter().rev() {
        std::fs::copy(link, copy.profile().join(name)).unwrap();
    }
    copy.run(["thread", "show", &thread]).fails(7, "damaged");
    s.kill();
    let found = ["--network", "R", "--org", "O", "--person", "P"];
    let _again = s.run(["found"].iter().chain(&found)).object();
    s.run(["thread", "show", &thread]).fails(4, "not_found");
    milliseconds(&done)
}

fn milliseconds(done: &serde_json::Value) -> u64 {
    done["milliseconds"].as_u64().unwrap()
}

#[test]
fn panic_destroys_what_opens_the_profile_and_stops_its_node() {
    in_under_a_second("a node", || panic_with(true));
}

#[test]
fn panic_destroys_what_opens_a_profile_that_nobody_holds() {
    in_under_a_second("no node", || panic_with(false));
}

#[test]
fn panic_waits_for_no_node_that_hangs() {
    in_under_a_second("a node that hangs", panic_beside_one_that_hangs);
}

fn panic_beside_one_that_hangs() -> u64 {
    let world = World::new();
    let (s, _) = founder(&world);
    let pid = s.node().pid();
    let raw = i32::try_from(pid).unwrap();
    let process = rustix::process::Pid::from_raw(raw).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::STOP).unwrap();
    let done = s.run(["panic", "--yes"]).object();
    assert!(!s.profile().exists());
    until(AGREE, "the node's end", || {
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok();
        state
            .is_none_or(|state| state.contains(") Z "))
            .then_some(())
    });
    milliseconds(&done)
}

/// A command in a terminal wide enough for one line each.
fn terminal(world: &World, device: &Device, arguments: &[&str]) -> Terminal {
    let profile = device.profile().to_str().unwrap();
    let arguments: Vec<&str> = ["--profile", profile]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    Terminal::start_at_home(program(), &arguments, 240, 40, Some(world.path()))
}

#[test]
fn whoever_founds_is_offered_five_words_and_told_what_is_not_protected() {
    let world = World::new();
    let mut s = world.device("s");
    let found = ["found", "--network", "Red", "--org", "O", "--person", "P"];
    let mut first = terminal(&world, &s, &found);
    let screen = first.wait_for("Contraseña nueva:", AGREE);
    assert!(
        first.is_alternate(),
        "what is offered stays in no scrollback"
    );
    let (_, rest) = screen.split_once("(55 bits): ").unwrap();
    let (words, _) = rest.split_once(". Con Enter").unwrap();
    assert_eq!(words.split(' ').count(), 5, "{screen}");
    // Her own are refused with the reason; an empty line takes the words, typed once all the same.
    first.keys("abcdefghijklmnop\r");
    first.wait_for("sigue una serie", AGREE);
    first.keys("\r");
    first.wait_for("Otra vez:", AGREE);
    first.keys(&format!("{words}\r"));
    let screen = first.wait_for("Palabras de seguridad", AGREE);
    assert!(first.ends_well(AGREE));
    assert!(!first.is_alternate());
    for said in ["No: si lo toman abierto", "No: lo firmado es prueba"] {
        assert!(screen.contains(said), "{screen}");
    }
    assert!(!screen.contains(words), "{screen}");
    s.use_passphrase(world.file("words", words));
    assert_eq!(s.status()["network"], "Red");
}

#[test]
fn in_a_terminal_only_the_typed_word_destroys() {
    let world = World::new();
    let (mut s, thread) = founder(&world);
    let mut asked = terminal(&world, &s, &["panic"]);
    asked.wait_for("puede ser delito", AGREE);
    asked.keys("sí\r");
    asked.wait_for("No se destruyó nada", AGREE);
    assert!(!asked.ends_well(AGREE));
    assert_eq!(s.bodies(&thread), ["uno"]);
    let mut screen = s.interface(80, 24);
    screen.wait_for("Inicio", AGREE);
    screen.keys("gw");
    screen.wait_for("puede ser", AGREE);
    // A key that is held down must not answer.
    std::thread::sleep(Duration::from_secs(1));
    screen.keys("destruir\r");
    assert!(screen.ends_well(AGREE));
    assert!(!s.profile().exists());
    s.kill();
    let found = ["--network", "R", "--org", "O", "--person", "P"];
    let _again = s.run(["found"].iter().chain(&found)).object();
    let mut asked = terminal(&world, &s, &["panic"]);
    asked.wait_for("puede ser delito", AGREE);
    asked.keys("Destruir\r");
    assert!(asked.ends_well(AGREE));
    assert!(!s.profile().exists());
}
