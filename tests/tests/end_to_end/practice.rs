//! The practice network: made, written in, opened again, begun again; nothing of it uses a network
//! or gets into a real one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Child;

use asamblea_tests::binary::{Device, World, text};
use serde_json::Value;

use crate::canary::{needles_of, search};

/// What a person wrote, in words that stand nowhere else.
const WRITTEN: &str = "quetzalpractica01";
/// What the invented colleagues wrote, in the language of these devices.
const INVENTED: [&str; 4] = [
    "Example Organization North",
    "Rosa (invented)",
    "Guide to practising",
    WRITTEN,
];

/// A practice network beside a profile that is not there, made by a command.
fn made(world: &World) -> (Device, Device) {
    let beside = world.device("p");
    let told = beside.run(["practice", "--person", "Yo"]).object();
    assert_eq!(
        (&told["practice"], &told["created"]),
        (&true.into(), &true.into())
    );
    let practice = world.device("p-practice");
    assert_eq!(text(&told["profile"]), practice.profile().to_str().unwrap());
    assert!(!beside.profile().exists(), "no profile but that one");
    (beside, practice)
}

fn first_thread(device: &Device) -> String {
    let threads = device.run(["thread", "list"]).done().lines;
    text(&threads[0]["id"])
}

fn hashes(status: &Value) -> Vec<(String, String)> {
    let spaces = status["spaces"].as_array().unwrap().iter();
    spaces
        .map(|space| (text(&space["id"]), text(&space["state_hash"])))
        .collect()
}

#[test]
fn it_is_made_written_in_opened_again_and_begun_again() {
    let world = World::new();
    let (beside, practice) = made(&world);
    let status = practice.status();
    assert_eq!(status["practice"], true, "{status}");
    let thread = first_thread(&practice);
    practice.reply(&thread, WRITTEN);
    let before = hashes(&practice.status());
    let told = beside.run(["practice"]).object();
    assert_eq!(told["created"], false, "{told}");
    // By the flag the same folder is meant.
    let posts = beside.run(["--practice", "thread", "show", &thread]).done();
    assert_eq!(posts.lines.len(), 4, "{posts:?}");
    assert_eq!(hashes(&practice.status()), before);
    let checks = practice.run(["doctor", "--deep"]).done().lines;
    assert!(checks.len() > 5);
    for check in checks {
        assert_eq!(check["practice"], true, "{check}");
    }
    let said = practice.say(["status"]);
    assert!(said.text.contains("inventado"), "{said:?}");
    assert!(said.stderr.contains("PRÁCTICA"), "{said:?}");
    assert!(
        said.text.contains("Todo queda en este aparato."),
        "{said:?}"
    );

    let again = beside.run(["practice", "--reset"]);
    again.fails(2, "usage");
    assert_eq!(practice.posts(&thread).len(), 4, "nothing is lost");
    let told = beside.run(["practice", "--reset", "--yes"]).object();
    assert_eq!(told["created"], true, "{told}");
    let anew = practice.status();
    assert_ne!(anew["network_code"], status["network_code"]);
    let found = practice.run(["search", WRITTEN]).done();
    assert_eq!(found.lines, Vec::<Value>::new());
    let _gone = practice.run(["panic", "--yes"]).object();
    assert!(!practice.profile().exists(), "no rests");
}

#[test]
fn nothing_of_it_is_on_the_disk_in_clear() {
    let world = World::new();
    let (_beside, practice) = made(&world);
    practice.reply(&first_thread(&practice), WRITTEN);
    let mut files = 0;
    search(practice.profile(), &needles_of(INVENTED.iter()), &mut files);
    assert!(files > 5, "{files} files were searched");
    let wrong = world.file("wrong", "otra lechuga tranvía dominó");
    let mut other = world.device("p-practice");
    other.use_passphrase(wrong);
    other.run(["status"]).fails(3, "wrong_passphrase");
}

#[test]
fn commands_that_need_a_network_say_why_not() {
    let world = World::new();
    let (_beside, practice) = made(&world);
    for command in [
        &["node", "--listen", "/ip4/127.0.0.1/tcp/0"][..],
        &["sync", "--connect", "/ip4/127.0.0.1/tcp/9"],
        &["network", "trust"],
        &["network", "forget"],
        &["travel", "start", "--anyway"],
    ] {
        practice.run(command).fails(5, "practice");
    }
}

#[test]
fn its_invitations_and_its_bundles_get_nobody_in_anywhere() {
    let world = World::new();
    let (_beside, practice) = made(&world);
    let invitation = practice
        .run(["invite", "member", "--name", "Nadie"])
        .object();
    assert_eq!(invitation["practice"], true, "{invitation}");
    let stick = world.path().join("stick");
    let stick = stick.to_str().unwrap();
    let _written = practice.run(["bundle", "export", stick]).object();
    let newcomer = world.device("n");
    let join = ["join", &text(&invitation["invite"]), "--person", "N"];
    newcomer.run(join).fails(5, "practice");
    let from = ["--from-bundle", stick];
    newcomer.run(join.iter().chain(&from)).fails(5, "practice");
    assert!(!newcomer.profile().exists());

    let mut real = world.founder("S", "Red");
    let before = real.status();
    let taken = real.run(["bundle", "import", stick]);
    assert_ne!(taken.status, 0, "{taken:?}");
    assert_eq!(hashes(&real.status()), hashes(&before));
    let back = world.path().join("back");
    let back = back.to_str().unwrap();
    let _written = real.run(["bundle", "export", back]).object();
    let before = practice.status();
    let taken = practice.run(["bundle", "import", back]);
    assert_ne!(taken.status, 0, "{taken:?}");
    assert_eq!(hashes(&practice.status()), hashes(&before));
    assert!(real.status()["practice"].is_null());
    assert_eq!(real.stop(), 0);
}

#[test]
fn what_is_restored_from_its_backup_is_a_practice_network_too() {
    let world = World::new();
    let (_beside, practice) = made(&world);
    let file = world.path().join("copy");
    let file = file.to_str().unwrap();
    let _copy = practice.run(["backup", "create", file]).object();
    let restored = world.device("r");
    let _restored = restored.run(["backup", "restore", file]).object();
    assert_eq!(restored.status()["practice"], true);
    restored.run(["sync"]).fails(5, "practice");
    restored.run(["node"]).fails(5, "practice");
}

/// The plain-text mode of a device, which stays as the screen stays, once it has said something.
fn staying(device: &Device) -> Child {
    let mut child = std::process::Command::new(asamblea_tests::binary::program())
        .args(["--lang", "en", "--profile"])
        .arg(device.profile())
        .arg("--passphrase-file")
        .arg(device.profile().with_file_name("passphrase"))
        .arg("text")
        .env_remove("ASAMBLEA_PROFILE")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let stdout = child.stdout.as_mut().unwrap();
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    assert!(!line.is_empty());
    child
}

/// Sockets of a process that are no local ones; nothing where the system does not tell.
fn network_sockets(child: &Child) -> Option<usize> {
    let local = std::fs::read_to_string("/proc/net/unix").ok()?;
    let local: Vec<&str> = local
        .lines()
        .filter_map(|line| line.split_whitespace().nth(6))
        .collect();
    let folder = format!("/proc/{}/fd", child.id());
    let mut found = 0;
    for entry in std::fs::read_dir(folder).ok()? {
        let target = std::fs::read_link(entry.ok()?.path()).unwrap_or_default();
        let target = target.to_string_lossy().into_owned();
        let inode = target.strip_prefix("socket:[");
        if let Some(inode) = inode.and_then(|rest| rest.strip_suffix(']')) {
            found += usize::from(!local.contains(&inode));
        }
    }
    Some(found)
}

fn end(mut child: Child) {
    child.stdin.take().unwrap().write_all(b"quit\n").unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn it_opens_no_socket_of_a_network_where_a_real_one_does() {
    if !Path::new("/proc/self/fd").exists() {
        asamblea_tests::skip::skipped("this system does not tell which sockets a process has");
        return;
    }
    let world = World::new();
    let (_beside, practice) = made(&world);
    let mut real = world.founder("S", "Red");
    assert_eq!(real.stop(), 0);
    let sockets = |device: &Device| {
        let child = staying(device);
        // A real one begins to listen at once; so long nothing else may begin here.
        std::thread::sleep(std::time::Duration::from_secs(2));
        let found = network_sockets(&child);
        end(child);
        found
    };
    match (sockets(&real), sockets(&practice)) {
        (Some(some), Some(none)) => {
            assert!(some > 0, "a real one listens");
            assert_eq!(none, 0);
        }
        _ => eprintln!("this system does not tell which sockets a process has: left out"),
    }
}
