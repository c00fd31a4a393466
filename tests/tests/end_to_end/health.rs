//! The program's own checks, and its demonstration.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use asamblea_tests::binary::{World, until};

use crate::AGREE;

#[test]
fn the_doctor_finds_a_healthy_profile_well() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    for running in [true, false] {
        if !running {
            assert_eq!(s.stop(), 0);
        }
        let checks = s.run(["doctor", "--deep"]).done().lines;
        let names: BTreeSet<_> = checks
            .iter()
            .filter_map(|row| row["check"].as_str())
            .collect();
        for name in ["profile", "permissions", "journal", "index"] {
            assert!(names.contains(name), "{name}: {names:?}");
        }
        assert!(
            checks.iter().all(|row| row["damaged"] == false),
            "{checks:?}"
        );
    }
}

#[test]
fn a_port_that_is_taken_is_named_and_the_node_works_on() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    assert_eq!(s.stop(), 0);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("/ip4/127.0.0.1/tcp/{}", taken.local_addr().unwrap().port());
    s.start_with(&["--listen", &address]);
    let row = until(AGREE, "the port that is taken", || {
        let checks = s.run(["doctor"]).done().lines;
        let row = checks.into_iter().find(|row| row["check"] == "ports");
        row.filter(|row| row["ok"] == false)
    });
    let detail = row["detail"].as_str().unwrap();
    assert!(detail.contains(&address) && detail.contains("listening on 1"));
    assert!(s.say(["doctor"]).text.contains("--listen"));
    assert_eq!(s.stop(), 0);
}

#[test]
fn the_demonstration_shows_three_organizations_that_see_the_same() {
    let world = World::new();
    let shown = world.device("unused").run(["demo"]).done().lines;
    assert_eq!(shown.len(), 3, "{shown:?}");
    for sight in &shown {
        for same in ["posts", "documents", "agenda_edition"] {
            assert!(sight[same].as_u64() > Some(0), "{sight}");
            assert_eq!(sight[same], shown[0][same], "{sight}");
        }
        assert!(sight["peers"].as_u64() > Some(0), "{sight}");
    }
    let left: Vec<_> = std::fs::read_dir(world.path().join("tmp"))
        .unwrap()
        .collect();
    assert!(
        left.is_empty(),
        "the demonstration leaves nothing: {left:?}"
    );
}

/// A process that waits until somebody ends it; as nobody's user where the test is root's: to root
/// all is open.
fn waiting(world: &World, program: &Path, arguments: &[&OsStr]) -> Option<Child> {
    let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(program);
        command
    } else {
        Command::new(program)
    };
    command
        .args(arguments)
        .current_dir(world.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().ok()
}

/// To whom the memory of a process is shown: its owner, or root alone.
fn shown_to(pid: u32) -> u32 {
    let memory = format!("/proc/{pid}/mem");
    std::fs::metadata(memory).unwrap().uid()
}

#[test]
fn the_running_program_leaves_no_core_file_and_shows_its_memory_to_nobody() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", s.node().pid())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file"));
    let numbers: Vec<&str> = core.unwrap().split_whitespace().skip(4).take(2).collect();
    assert_eq!(numbers, ["0", "0"], "{limits}");
    let checks = s.run(["doctor"]).done().lines;
    let memory = checks.iter().find(|row| row["check"] == "memory");
    assert_eq!(memory.unwrap()["ok"], true, "{checks:?}");
    assert_eq!(shown_to(s.node().pid()), 0);

    // What that means, seen at one that is not root's: it waits for its passphrase, and so does
    // another program, which hides nothing.
    let world = World::new();
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(world.path(), mode).unwrap();
    let never = world.path().join("never");
    let made = Command::new("mkfifo")
        .args(["-m", "666"])
        .arg(&never)
        .status();
    assert!(made.is_ok_and(|status| status.success()));
    let profile = world.path().join("none");
    let found = ["found", "--network", "R", "--org", "O", "--person", "P"].map(OsStr::new);
    let own = ["--profile", profile.to_str().unwrap(), "--passphrase-file"].map(OsStr::new);
    let own = [&own[..], &[never.as_os_str()], &found[..]].concat();
    let program = asamblea_tests::binary::program();
    let processes = (
        waiting(&world, program, &own),
        waiting(&world, Path::new("sleep"), &["60".as_ref()]),
    );
    let (Some(mut own), Some(mut other)) = processes else {
        asamblea_tests::skip::skipped("there is no setpriv");
        return;
    };
    // Both have to come so far first.
    let user = until(AGREE, "a process of nobody's", || {
        let user = shown_to(other.id());
        let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
        (!is_root || user == 65534).then_some(user)
    });
    until(AGREE, "the program hides its memory", || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", own.id())).unwrap();
        let uid = status
            .lines()
            .find(|line| line.starts_with("Uid:"))
            .unwrap();
        let is_its = uid.split_whitespace().nth(1) == Some(user.to_string().as_str());
        (is_its && shown_to(own.id()) == 0).then_some(())
    });
    assert_ne!(shown_to(other.id()), 0);
    for child in [&mut own, &mut other] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
