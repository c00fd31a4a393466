//! Files: attached here, saved there, whole or not at all; and what others hold of them.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::bundles::{export, import};
use crate::canary::{needles_of, search};
use crate::carrier::{carrier_of, founded, held};
use crate::{AGREE, begin_thread, two_with_thread};

/// The largest file.
const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of a part, as `docs/wire.md` has it.
const PART_BYTES: usize = 48 * 1024;

/// Bytes without a pattern that could hide a part in the place of another.
fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> = std::iter::repeat_with(next)
        .take(len / 8 + 1)
        .flatten()
        .collect();
    bytes.truncate(len);
    bytes
}

fn attach(device: &Device, to: &str, file: &Path) -> Value {
    let attached = device.run(["attach", to, file.to_str().unwrap()]).object();
    assert_eq!(attached["saved"], true, "{attached}");
    attached
}

fn list(device: &Device, of: &str) -> Vec<Value> {
    let output = device.run(["attachment", "list", of]);
    if output.status == 0 {
        output.lines
    } else {
        Vec::new()
    }
}

/// Saves a file and gives what came.
fn saved(device: &Device, world: &World, id: &str, name: &str) -> Vec<u8> {
    let path = world.path().join(name);
    let said = device
        .run(["attachment", "save", id, path.to_str().unwrap()])
        .object();
    assert_eq!(said["path"], path.to_str().unwrap(), "{said}");
    let mode = path.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::read(path).unwrap()
}

/// A file outside of everything that is searched.
fn source(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_file_attached_at_one_is_saved_whole_at_the_other() {
    let world = World::new();
    let (mut s, mut a, thread) = two_with_thread(&world, "mirar el acta");
    let bytes = noise(3 * PART_BYTES + 5, 7);
    let file = world.file("acta firmada.bin", &bytes);
    let id = text(&attach(&s, &thread, &file)["id"]);
    let row = until(AGREE, "the file at A", || list(&a, &thread).pop());
    assert_eq!(
        (
            &row["id"],
            &row["name"],
            &row["bytes"],
            &row["author"]["name"]
        ),
        (
            &id.as_str().into(),
            &"acta firmada.bin".into(),
            &bytes.len().into(),
            &"Persona S".into()
        ),
        "{row}"
    );
    assert!(saved(&a, &world, &id, "first") == bytes);
    // What is there is left alone, and in a folder it has its own name.
    let there = world.path().join("first");
    let again = ["attachment", "save", &id, there.to_str().unwrap()];
    a.run(again).fails(2, "usage");
    let folder = world.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let _said = a
        .run(["attachment", "save", &id, folder.to_str().unwrap()])
        .object();
    assert!(std::fs::read(folder.join("acta firmada.bin")).unwrap() == bytes);
    // Among everything that may be read it is as it was.
    let out = world.path().join("todo");
    let _report = a.run(["export", out.to_str().unwrap()]).object();
    let spaces = std::fs::read_dir(&out).unwrap();
    let files = spaces.map(|space| space.unwrap().path().join("files"));
    let found = files.map(|folder| folder.join("001-acta-firmada.bin"));
    let found: Vec<PathBuf> = found.filter(|path| path.is_file()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(std::fs::read(&found[0]).unwrap() == bytes);
    // What was called saved is there after the process was killed.
    s.kill();
    s.start(&[&a.address()]);
    assert!(saved(&s, &world, &id, "after a crash") == bytes);

    // The largest, while the other is killed in the middle; then a byte more.
    assert_eq!(a.stop(), 0);
    let bytes = noise(FILE_BYTES_MAX, 8);
    let file = world.file("largest", &bytes);
    let id = text(&attach(&s, &thread, &file)["id"]);
    for _ in 0..3 {
        a.start(&[&s.address()]);
        a.kill();
    }
    a.start(&[&s.address()]);
    until(AGREE, "the largest file at A", || {
        (list(&a, &thread).len() == 2).then_some(())
    });
    assert!(saved(&a, &world, &id, "largest at A") == bytes);
    let file = world.file("longer", noise(FILE_BYTES_MAX + 1, 9));
    let longer = s.run(["attach", &thread, file.to_str().unwrap()]);
    longer.fails(2, "too_long");
    let hidden = world.file(".hidden", "x");
    let hidden = s.run(["attach", &thread, hidden.to_str().unwrap()]);
    hidden.fails(2, "usage");
    a.run(["attachment", "list", "0000000000"])
        .fails(4, "not_found");
    a.run(["attachment", "save", &thread, "x"])
        .fails(4, "not_found");
}

#[test]
fn a_stick_that_ends_in_the_middle_brings_no_half_file_and_the_whole_one_the_rest() {
    let world = World::new();
    let (mut s, mut a, thread) = two_with_thread(&world, "mirar la foto");
    // One after the other: on the air nothing goes from one to the other.
    assert_eq!((a.stop(), s.stop()), (0, 0));
    let bytes = noise(20 * PART_BYTES, 3);
    let file = world.file("foto", &bytes);
    let id = text(&attach(&s, &thread, &file)["id"]);
    let whole = export(&s, &world, "whole", &[]);
    let on_it = std::fs::read(&whole).unwrap();
    let half = world.file("half", &on_it[..on_it.len() / 2]);
    let cut = a.run(["bundle", "import", half.to_str().unwrap()]);
    let first = cut.lines[0]["ops"].as_u64().unwrap();
    assert!(first > 2, "{cut:?}");
    assert!(list(&a, &thread).is_empty(), "half a file is none");
    let rest = import(&a, &whole);
    assert!(rest["repeated"].as_u64() >= Some(first), "{rest}");
    assert!(rest["ops"].as_u64() > Some(0), "{rest}");
    assert_eq!(list(&a, &thread).len(), 1);
    assert!(saved(&a, &world, &id, "at A") == bytes);

    // Who was taken out gets nothing new, on no stick either.
    let removed = s.run(["org", "remove", "Org A"]).object();
    assert_eq!(removed["state"], "removed", "{removed}");
    let file = world.file("later", "nothing for A");
    let _later = attach(&s, &thread, &file);
    let after = export(&s, &world, "after", &[]);
    let _nothing = a.run(["bundle", "import", after.to_str().unwrap()]);
    let rows = list(&a, &thread);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(list(&s, &thread).len(), 2);
}

#[test]
fn neither_name_nor_bytes_of_a_file_lie_readable_here_or_at_a_carrier() {
    const WORDS: [&str; 2] = ["quetzalarchivo01nombre", "quetzalarchivo02dentro"];
    let world = World::new();
    let outside = World::new();
    let mut a = founded(&world);
    let mut carrier = carrier_of(&mut a, &world);
    let thread = begin_thread(&a, "x");
    let inside = WORDS[1].repeat(6000);
    let file = source(outside.path(), WORDS[0], inside.as_bytes());
    let id = text(&attach(&a, &thread, &file)["id"]);
    held(&a, &carrier, &a.space("network"));
    carrier
        .run(["attachment", "list", &thread])
        .fails(5, "carrier");
    carrier
        .run(["attachment", "save", &id, "x"])
        .fails(5, "carrier");
    assert_eq!(list(&a, &thread)[0]["name"], WORDS[0]);
    assert!(saved(&a, &outside, &id, "saved") == inside.as_bytes());
    assert_eq!((a.stop(), carrier.stop()), (0, 0));
    search(world.path(), &needles_of(&WORDS), &mut 0);
}
