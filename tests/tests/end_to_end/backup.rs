//! Backups: what one file brings back, and what it lets nobody do.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use asamblea_protocol::crypto::{Domain, hash};
use asamblea_tests::binary::{Device, Output, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::bundles::{export, import};
use crate::canary::{CANARIES, found_in, needles};
use crate::coordination::known;

const OWN: &str = "ventana caballo otoño ladrillo";

/// Space → state hash.
fn hashes(device: &Device) -> BTreeMap<String, String> {
    let status = device.status();
    let spaces = status["spaces"].as_array().unwrap();
    let hashes = spaces
        .iter()
        .map(|space| (text(&space["id"]), text(&space["state_hash"])));
    hashes.collect()
}

fn backed_up(device: &Device, file: &Path, passphrase: &Path) -> Value {
    let create = ["backup", "create"].map(Path::new);
    let named = [file, Path::new("--backup-passphrase-file"), passphrase];
    let made = device.run(create.iter().chain(&named)).object();
    assert_eq!(made["refused"], 0, "{made}");
    assert!(made["ops"].as_u64().unwrap() > 10, "{made}");
    made
}

fn restored(world: &World, name: &str, file: &Path, passphrase: &Path) -> (Device, Output) {
    let device = world.device(name);
    let restore = ["backup", "restore"].map(Path::new);
    let named = [file, Path::new("--backup-passphrase-file"), passphrase];
    let output = device.run(restore.iter().chain(&named));
    (device, output)
}

fn up_to_date(device: &Device) {
    until(AGREE, "everything held elsewhere", || {
        (device.status()["up_to_date"] == true).then_some(())
    });
}

/// A network of two, where `A` wrote something; her backup, and its place.
struct Saved {
    world: World,
    s: Device,
    a: Device,
    thread: String,
    file: PathBuf,
    passphrase: PathBuf,
    place: String,
}

fn saved() -> Saved {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let passphrase = world.file("own", OWN);
    let network = a.space("network");
    let new = ["thread", "new", "--space", &network, "--title", CANARIES[6]];
    let new = a.run(new.iter().chain(&["--body", CANARIES[7]])).object();
    let thread = text(
        &new["thread"]
            .clone()
            .as_str()
            .map_or(new["id"].clone(), Into::into),
    );
    let _post = a.reply(&thread, CANARIES[8]);
    let file = world.path().join("backup");
    let place = text(&backed_up(&a, &file, &passphrase)["id"]);
    up_to_date(&a);
    Saved {
        world,
        s,
        a,
        thread,
        file,
        passphrase,
        place,
    }
}

#[test]
fn a_backup_becomes_a_new_device_that_reads_at_once_and_writes_once_it_met_somebody() {
    let Saved {
        world,
        s,
        mut a,
        thread,
        file,
        passphrase,
        place,
    } = saved();
    let invitations = a.run(["invite", "list"]).done().lines;
    let row = invitations.iter().find(|row| row["id"] == *place).unwrap();
    assert_eq!(
        (&row["kind"], &row["state"]),
        (&"backup".into(), &"open".into())
    );
    assert_eq!(row["invite"], "", "only the file has the secret: {row}");
    assert_eq!(a.stop(), 0);
    let photo: Vec<u8> = (0..120_000_u32).map(|n| (n % 251) as u8).collect();
    let attach = [
        "attach".into(),
        thread.clone().into(),
        world.file("acta.bin", &photo),
    ];
    let attached = text(&a.run(attach).object()["id"]);
    // Once more, so that the file has all that the hash is over; the same name again.
    let made = backed_up(&a, &file, &passphrase);
    assert_ne!(made["id"], row["id"]);
    // Until others know of the place nobody comes in with it.
    let _met = a.run(["sync", "--connect", &s.address()]).done();
    let before = a.status();
    let hashes_before = hashes(&a);
    let bodies = a.bodies(&thread);
    std::fs::remove_dir_all(a.profile()).unwrap();

    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let none: Vec<usize> = Vec::new();
    assert_eq!(found_in(&std::fs::read(&file).unwrap(), &needles()), none);

    let (r, output) = restored(&world, "R", &file, &passphrase);
    let told = output.object();
    assert_eq!(
        (&told["state"], &told["refused"]),
        (&"waiting".into(), &0.into())
    );
    assert_eq!(told["ops"], made["ops"], "{told}");
    assert_eq!(hashes(&r), hashes_before);
    assert_eq!(r.bodies(&thread), bodies);
    let saved = world.path().join("de la copia");
    let save = ["attachment", "save", &attached, saved.to_str().unwrap()];
    let _saved = r.run(save).object();
    assert!(std::fs::read(&saved).unwrap() == photo);
    let after = r.status();
    assert_eq!(after["alerts"], before["alerts"], "{after}");
    assert_ne!(after["device"], before["device"]);
    assert_eq!(after["person_id"], before["person_id"]);
    let early = r.run(["thread", "reply", &thread, "--body", "temprano"]);
    early.fails(5, "not_permitted");

    let _met = r.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(r.status()["state"], "joined");
    let post = r.reply(&thread, "de vuelta");
    let _met = r.run(["sync", "--connect", &s.address()]).done();
    let posts = s.posts(&thread);
    let one = posts.iter().find(|row| row["id"] == *post).unwrap();
    assert_eq!(one["author"]["person"], before["person_id"], "{one}");
    assert_eq!(one["author"]["name"], "Persona A", "{one}");

    // The same backup lets nobody in a second time, and goes on being readable.
    let (second, output) = restored(&world, "R2", &file, &passphrase);
    assert_eq!(output.object()["state"], "waiting");
    let refused = second.run(["sync", "--connect", &s.address()]);
    refused.fails(5, "invitation_used");
    assert!(refused.stderr.contains("backup"), "{refused:?}");
    assert_eq!(second.bodies(&thread), bodies);
    assert_eq!(second.status()["state"], "waiting");
    assert_eq!(r.status()["state"], "joined");
}

#[test]
fn the_place_of_a_lost_backup_is_revoked() {
    let saved = saved();
    let revoke = ["invite", "revoke", &saved.place];
    let _revoked = saved.a.run(revoke).done();
    up_to_date(&saved.a);
    let (r, output) = restored(&saved.world, "R", &saved.file, &saved.passphrase);
    assert_eq!(output.object()["state"], "waiting");
    let refused = r.run(["sync", "--connect", &saved.s.address()]);
    refused.fails(5, "invitation_ended");
    assert_eq!(r.bodies(&saved.thread), saved.a.bodies(&saved.thread));
    let alerts = r.run(["alerts", "list"]).done().lines;
    assert!(alerts.iter().any(|row| row["code"] == "backup_refused"));
}

#[test]
fn what_is_wrong_with_a_backup_is_told_and_nothing_half_is_left() {
    let saved = saved();
    let (world, passphrase) = (&saved.world, &saved.passphrase);
    let wrong = world.file("wrong", "ventana caballo otoño ladrillos");
    let (none, output) = restored(world, "R", &saved.file, &wrong);
    output.fails(3, "wrong_passphrase");
    assert!(!none.profile().exists());
    let (none, output) = restored(world, "R", &world.path().join("absent"), passphrase);
    output.fails(4, "not_found");
    assert!(!none.profile().exists());
    let whole = std::fs::read(&saved.file).unwrap();
    for (name, at) in [("head", 20), ("first", 200)] {
        let mut bad = whole.clone();
        bad[at] ^= 1;
        let (none, output) = restored(world, "R", &world.file(name, bad), passphrase);
        output.fails(7, "damaged");
        assert!(!none.profile().join("vault").exists(), "{name}");
    }
    // Whole, and of a newer program: said so, and not taken for damage.
    let mut newer = whole.clone();
    newer[0] = 2;
    let check = hash(Domain::Backup, &[&newer[..77]]);
    newer[77..85].copy_from_slice(&check.as_bytes()[..8]);
    let (none, output) = restored(world, "R", &world.file("newer", newer), passphrase);
    output.fails(1, "newer_version");
    assert!(!none.profile().exists());
    // Here only a post is lost, and comes back from the others.
    let mut bad = whole.clone();
    let late = whole.len() - 4096 * 3;
    for at in [late, late + 4096] {
        bad[at] ^= 1;
    }
    let file = world.file("damaged", bad);
    let (kept, output) = restored(world, "K", &file, passphrase);
    assert_eq!((output.status, output.lines.len()), (7, 1), "{output:?}");
    assert!(output.lines[0]["refused"].as_u64().unwrap() >= 2);
    assert_eq!(kept.status()["state"], "waiting");
    let _met = kept.run(["sync", "--connect", &saved.s.address()]).done();
    assert_eq!(kept.bodies(&saved.thread), saved.a.bodies(&saved.thread));
    let (_, output) = restored(world, "K", &saved.file, passphrase);
    output.fails(1, "profile_exists");
    assert_eq!(kept.status()["state"], "joined");
    // Restoring that was cut short leaves nothing to work with, and is begun anew.
    std::fs::write(kept.profile().join("restoring"), "").unwrap();
    kept.run(["status"]).fails(7, "damaged");
    let (kept, output) = restored(world, "K", &saved.file, passphrase);
    assert_eq!(output.object()["state"], "waiting");
    assert_eq!(kept.bodies(&saved.thread), saved.a.bodies(&saved.thread));
}

#[test]
fn two_guardians_give_a_restored_device_what_the_lost_one_could() {
    let Saved {
        world,
        s,
        mut a,
        file,
        passphrase,
        ..
    } = saved();
    let beatriz = known(&world, "Beatriz", &s, "coordinator");
    assert_eq!(a.stop(), 0);
    std::fs::remove_dir_all(a.profile()).unwrap();
    let (mut r, output) = restored(&world, "R", &file, &passphrase);
    assert_eq!(output.object()["state"], "waiting");
    let _met = r.run(["sync", "--connect", &s.address()]).done();
    r.start(&[&s.address()]);
    let status = r.status();
    assert_eq!(status["role"], "member", "{status}");
    let again = ["backup", "create", "again"];
    r.run(again).fails(5, "not_permitted");
    let (person, device) = (text(&status["person_id"]), text(&status["device"]));
    let refound = ["refound", &person, "--admin", &device];
    let word = until(AGREE, "a first word", || {
        let word = s.run(refound);
        (word.status == 0).then(|| word.object())
    });
    assert_eq!(word["state"], "waiting", "{word}");
    until(AGREE, "a second word", || {
        let second = beatriz.run(["second", &text(&word["id"])]);
        (second.status == 0).then_some(())
    });
    until(AGREE, "a coordinator again", || {
        (r.status()["role"] == "coordinator").then_some(())
    });
    let _made = r.run(again).object();
}

#[test]
fn who_founded_alone_goes_on_alone() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let org = s.space("org");
    assert_eq!(s.stop(), 0);
    let new = [
        "thread", "new", "--space", &org, "--title", "T", "--body", "B",
    ];
    let new = s.run(new).object();
    let thread = text(&new["id"]);
    let file = world.path().join("backup");
    // Without a passphrase of its own the profile's closes it.
    let made = s.run([Path::new("backup"), Path::new("create"), &file]);
    let _made = made.object();
    let before = hashes(&s);
    let r = world.device("R");
    let restore = r.run([Path::new("backup"), Path::new("restore"), &file]);
    assert_eq!(restore.object()["state"], "joined");
    let own = r.space("person");
    let mut after = hashes(&r);
    // In her own space stands that she came in.
    assert_ne!(after.insert(own.clone(), before[&own].clone()), None);
    assert_eq!(after, before);
    let _post = r.reply(&thread, "sola");
    assert_eq!(r.bodies(&thread), ["B", "sola"]);
}

/// What one exports the other imports.
fn stick(world: &World, from: &Device, to: &Device) {
    let file = export(from, world, "stick", &[]);
    let _taken = import(to, &file);
}

#[test]
fn a_restored_device_comes_in_by_stick_alone() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = a.space("network");
    assert_eq!((a.stop(), s.stop()), (0, 0));
    let new = [
        "thread", "new", "--space", &network, "--title", "T", "--body", "B",
    ];
    let thread = text(&a.run(new).object()["id"]);
    let passphrase = world.file("own", OWN);
    let file = world.path().join("backup");
    let _made = backed_up(&a, &file, &passphrase);
    stick(&world, &a, &s);
    std::fs::remove_dir_all(a.profile()).unwrap();
    let (r, output) = restored(&world, "R", &file, &passphrase);
    assert_eq!(output.object()["state"], "waiting");
    stick(&world, &s, &r);
    stick(&world, &r, &s);
    stick(&world, &s, &r);
    assert_eq!(r.status()["state"], "joined");
    let _post = r.reply(&thread, "de vuelta");
    stick(&world, &r, &s);
    assert_eq!(s.bodies(&thread), ["B", "de vuelta"]);
}
