//! A folder that does not take what it should: one clear sentence, nothing damaged, and work goes
//! on after mending.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use asamblea_tests::binary::{Device, World, program};
use asamblea_tests::skip::skipped;
use serde_json::Value;

use crate::begin_thread;

/// A device with a thread of one post; nothing runs.
fn alone(world: &World) -> (Device, String) {
    let mut s = world.founder("S", "Red");
    let thread = begin_thread(&s, "uno");
    assert_eq!(s.stop(), 0);
    (s, thread)
}

fn whole(device: &Device, thread: &str) {
    assert_eq!(device.bodies(thread), ["uno"]);
    let _well = device.run(["doctor", "--deep"]).done();
}

fn set_mode(device: &Device, mode: u32) {
    std::fs::set_permissions(device.profile(), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_is_open_shut_or_somebody_elses_is_refused_with_what_to_do() {
    let world = World::new();
    let (s, thread) = alone(&world);
    for (mode, word) in [(0o755, "chmod 700"), (0o500, "--profile")] {
        set_mode(&s, mode);
        let refused = s.run(["thread", "show", &thread]);
        refused.fails(1, "read_only");
        let said = s.say(["thread", "show", &thread]);
        assert!(said.stderr.contains(word), "{mode:o}: {}", said.stderr);
        set_mode(&s, 0o700);
        whole(&s, &thread);
    }
    let owner = rustix::process::getuid().as_raw();
    if chown(s.profile(), Some(54_321), None).is_ok() {
        s.run(["thread", "show", &thread]).fails(1, "wrong_owner");
        chown(s.profile(), Some(owner), None).unwrap();
        whole(&s, &thread);
    } else {
        skipped("only an administrator gives a folder away");
    }
}

#[test]
fn a_file_that_is_somebody_elses_is_named_with_what_gives_it_back() {
    let world = World::new();
    let (mut s, thread) = alone(&world);
    let owner = rustix::process::getuid().as_raw();
    let journal = std::fs::read_dir(s.profile().join("journal")).unwrap();
    let segment = journal.map(|file| file.unwrap().path()).next().unwrap();
    let name = format!("journal/{}", segment.file_name().unwrap().to_string_lossy());
    if chown(&segment, Some(54_321), None).is_err() {
        skipped("only an administrator gives a file away");
        return;
    }
    for command in [vec!["thread", "show", &thread], vec!["doctor"]] {
        s.run(&command).fails(1, "wrong_owner");
        let said = s.say(&command).stderr;
        assert!(said.contains(&name) && said.contains("chown -R"), "{said}");
        assert!(!said.contains("--profile"), "{said}");
    }
    chown(&segment, Some(owner), None).unwrap();
    whole(&s, &thread);
    // And what becomes another's while a node runs.
    s.start(&[]);
    chown(s.profile().join("index"), Some(54_321), None).unwrap();
    let checks = s.run(["doctor"]).done().lines;
    let row = checks.iter().find(|row| row["check"] == "permissions");
    let row = row.unwrap();
    assert_eq!(row["ok"], false);
    assert_eq!(row["detail"], "index belongs to user 54321");
    chown(s.profile().join("index"), Some(owner), None).unwrap();
    assert_eq!(s.stop(), 0);
    whole(&s, &thread);
}

#[test]
fn a_second_process_is_told_who_holds_the_profile() {
    let world = World::new();
    let (mut s, thread) = alone(&world);
    s.start(&[]);
    let holder = format!("proceso «{}»", s.node().pid());
    let names_it = |command: &[&str]| {
        s.run(command).fails(1, "profile_busy");
        let said = s.say(command).stderr;
        assert!(said.contains(&holder), "{holder}: {said}");
    };
    names_it(&["node", "--no-mdns"]);
    // Without its socket nobody can attach, and the lock still holds.
    std::fs::remove_file(s.profile().join("socket")).unwrap();
    names_it(&["thread", "show", &thread]);
    names_it(&["node", "--no-mdns"]);
    s.kill();
    whole(&s, &thread);
}

#[test]
fn a_profile_of_a_newer_version_is_refused_and_left_as_it_is() {
    let world = World::new();
    let (s, thread) = alone(&world);
    let vault = s.profile().join("vault");
    let was = std::fs::read(&vault).unwrap();
    let mut newer = was.clone();
    newer[0] = 2;
    newer[4096] = 2;
    std::fs::write(&vault, &newer).unwrap();
    let before = files_in(s.profile());
    assert!(before.len() > 5, "{:?}", before.keys());
    let backup = world.path().join("backup");
    let other = world.file("other", "ventana caballo otoño ladrillo");
    let other = other.to_str().unwrap();
    for command in [
        vec!["thread", "show", &thread],
        vec!["node", "--no-mdns"],
        vec!["doctor", "--deep"],
        vec!["passphrase", "change", "--new-passphrase-file", other],
        vec![
            "backup",
            "create",
            backup.to_str().unwrap(),
            "--backup-passphrase-file",
            other,
        ],
    ] {
        s.run(command).fails(1, "newer_version");
    }
    assert!(!backup.exists());
    assert!(files_in(s.profile()) == before, "something was written");
    std::fs::write(&vault, was).unwrap();
    whole(&s, &thread);
}

/// Every file of a folder and of those in it, with its bytes; but the one that says which process
/// has the folder.
fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path));
        } else if path.is_file() && !path.ends_with("lock") {
            let bytes = std::fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
    files
}

/// What one command of a script left behind.
struct Done {
    status: i32,
    stdout: String,
    code: String,
}

/// Runs a shell script in a mount namespace of its own, in which `$W` is a disk of few megabytes
/// and `run ARGUMENTS` runs the program on the profile `$W/profile`. Nothing where no such
/// namespace can be made.
fn on_small_disk(world: &World, megabytes: u32, script: &str) -> Option<Vec<Done>> {
    let small = world.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let begin = format!(
        r#"mount -t tmpfs -o size={megabytes}m none "$W" || exit 99
N=0
run() {{
  "$BIN" --json --lang en --profile "$W/profile" --passphrase-file "$PASS" "$@" \
    >"$OUT/out.$N" 2>"$OUT/err.$N" </dev/null
  echo $? >"$OUT/status.$N"
  N=$((N+1))
}}
"#
    );
    let out = world.path().join("tmp");
    let ended = Command::new("unshare")
        .args(["-rm", "sh", "-c", &format!("{begin}{script}")])
        .env("W", &small)
        .env("OUT", &out)
        .env("BIN", program())
        .env("PASS", world.path().join("passphrase"))
        .env("HOME", world.path())
        .env("TMPDIR", &out)
        .stdin(Stdio::null())
        .status();
    if !ended.is_ok_and(|status| status.success()) {
        skipped("no mount namespace can be made here (unshare -rm, mount tmpfs)");
        return None;
    }
    let read = |name: String| {
        let path: PathBuf = out.join(name);
        std::fs::read_to_string(path)
    };
    let mut all = Vec::new();
    while let Ok(status) = read(format!("status.{}", all.len())) {
        let at = all.len();
        let stderr = read(format!("err.{at}")).unwrap();
        let last: Value = stderr
            .lines()
            .last()
            .and_then(|line| serde_json::from_str(line).ok())
            .unwrap_or_default();
        all.push(Done {
            status: status.trim().parse().unwrap(),
            stdout: read(format!("out.{at}")).unwrap(),
            code: last["error"]["code"].as_str().unwrap_or("").to_owned(),
        });
    }
    Some(all)
}

#[test]
fn a_full_disk_is_said_damages_nothing_and_work_goes_on_when_there_is_room() {
    let world = World::new();
    let script = r#"
run found --network Red --org Una --person Ana
run space list
SPACE=$(sed -n 's/.*"id":"\([0-9a-f]*\)".*"kind":"network".*/\1/p' "$OUT/out.1" | head -1)
run thread new --space "$SPACE" --title T --body uno
THREAD=$(sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' "$OUT/out.2" | head -1)
dd if=/dev/zero of="$W/ballast" bs=4k >/dev/null 2>&1
dd if=/dev/zero of="$W/ballast2" bs=1 count=4096 >/dev/null 2>&1
LONG=$(head -c 9000 /dev/zero | tr '\0' a)
run thread reply "$THREAD" --body "$LONG"
run thread show "$THREAD"
run doctor --deep
rm "$W/ballast" "$W/ballast2"
run thread reply "$THREAD" --body dos
run thread show "$THREAD"
run doctor --deep
mount -o remount,ro "$W"
run thread show "$THREAD"
mount -o remount,rw "$W"
run thread show "$THREAD"
"#;
    let Some(done) = on_small_disk(&world, 12, script) else {
        return;
    };
    let told: Vec<(i32, &str)> = done.iter().map(|d| (d.status, d.code.as_str())).collect();
    assert_eq!(told[..3], [(0, ""), (0, ""), (0, "")], "{told:?}");
    assert_eq!(told[3], (1, "disk_full"), "{told:?}");
    assert_eq!(told[4].0, 0, "what was saved is shown: {told:?}");
    assert_eq!(done[4].stdout.lines().count(), 1);
    assert_eq!(told[5].0, 0, "nothing is damaged: {}", done[5].stdout);
    assert_eq!(told[6..9], [(0, ""), (0, ""), (0, "")], "{told:?}");
    assert_eq!(done[7].stdout.lines().count(), 2);
    assert_eq!(told[9], (1, "read_only"), "{told:?}");
    assert_eq!(told[10].0, 0, "{told:?}");
}
