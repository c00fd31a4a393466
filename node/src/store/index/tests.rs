//! One suite over both kinds of index, and what sled's files may suffer.

use std::path::{Path, PathBuf};

use asamblea_protocol::crypto::{KeyMaterial, SeededRandom};
use proptest::prelude::*;

use super::*;

fn root() -> KeyMaterial {
    KeyMaterial::from_bytes([1; 32])
}

fn open(folder: &Path) -> (SledIndex, bool) {
    SledIndex::open_or_fresh(folder, &root(), &mut SeededRandom::new([2; 32])).unwrap()
}

fn each_index(check: impl Fn(&mut dyn Index)) {
    check(&mut MemoryIndex::new());
    let folder = tempfile::tempdir().unwrap();
    let (mut index, rebuilt) = open(&folder.path().join("index"));
    assert!(!rebuilt);
    check(&mut index);
}

#[test]
fn floor_is_the_greatest_number_at_or_below() {
    each_index(|index| {
        for number in [5, 9, u64::MAX] {
            index.insert(b"a", number, &number.to_be_bytes()).unwrap();
        }
        index.insert(b"", 7, b"empty").unwrap();
        index.insert(b"b", 0, b"zero").unwrap();
        let mut check = |name: &[u8], number, want: Option<u64>| {
            let found = index.floor(name, number).unwrap();
            assert_eq!(found.map(|(number, _)| number), want, "{name:?} {number}");
        };
        check(b"a", 4, None);
        check(b"a", 5, Some(5));
        check(b"a", 8, Some(5));
        check(b"a", 9, Some(9));
        check(b"a", u64::MAX - 1, Some(9));
        check(b"a", u64::MAX, Some(u64::MAX));
        check(b"", 6, None);
        check(b"", 7, Some(7));
        check(b"b", 0, Some(0));
        check(b"c", u64::MAX, None);
    });
}

#[test]
fn scan_gives_one_name_in_order_up_to_the_limit() {
    each_index(|index| {
        for number in (0..20).rev() {
            index.insert(b"a", number, &[number as u8]).unwrap();
            index.insert(b"ab", number, b"other").unwrap();
        }
        let numbers = |entries: Vec<Entry>| entries.into_iter().map(|(number, _)| number);
        let found = index.scan(b"a", 3, 5).unwrap();
        assert!(
            found
                .iter()
                .all(|(number, value)| *value == [*number as u8])
        );
        assert!(numbers(found).eq(3..8));
        assert!(numbers(index.scan(b"a", 0, usize::MAX).unwrap()).eq(0..20));
        assert_eq!(index.scan(b"a", 20, 5).unwrap(), []);
        assert_eq!(index.scan(b"a", 0, 0).unwrap(), []);
    });
}

#[test]
fn a_later_value_replaces_an_earlier_one() {
    each_index(|index| {
        index.insert(b"a", 1, b"old").unwrap();
        index.insert(b"a", 1, b"").unwrap();
        assert_eq!(index.floor(b"a", 1).unwrap(), Some((1, Vec::new())));
        let large = vec![7; VALUE_BYTES_MAX];
        index.insert(b"a", 1, &large).unwrap();
        assert_eq!(index.floor(b"a", 1).unwrap(), Some((1, large)));
        let bytes = VALUE_BYTES_MAX + 1;
        let refused = Err(IndexError::ValueTooLarge { bytes });
        assert_eq!(index.insert(b"a", 1, &vec![7; bytes]), refused);
        assert_eq!(index.set_covered(vec![7; bytes]), refused);
    });
}

#[test]
fn the_mark_is_kept_and_cleared_with_the_entries() {
    each_index(|index| {
        assert_eq!(index.covered().unwrap(), None);
        index.set_covered(b"here".to_vec()).unwrap();
        index.set_covered(b"there".to_vec()).unwrap();
        index.insert(b"a", 1, b"x").unwrap();
        index.flush().unwrap();
        assert_eq!(index.covered().unwrap(), Some(b"there".to_vec()));
        index.clear().unwrap();
        assert_eq!(index.covered().unwrap(), None);
        assert_eq!(index.floor(b"a", 9).unwrap(), None);
        index.insert(b"a", 1, b"y").unwrap();
        assert_eq!(index.floor(b"a", 9).unwrap(), Some((1, b"y".to_vec())));
    });
}

/// An index that was closed, with 200 entries.
fn closed() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let (mut index, _) = open(&path);
    for number in 0..200 {
        index.insert(b"name", number, &[number as u8; 30]).unwrap();
    }
    index.set_covered(b"all".to_vec()).unwrap();
    drop(index);
    (folder, path)
}

fn check_fresh(path: &Path) {
    let (mut index, rebuilt) = open(path);
    assert!(rebuilt);
    assert_eq!(index.covered().unwrap(), None);
    assert_eq!(index.scan(b"name", 0, 500).unwrap(), []);
    index.insert(b"name", 1, b"again").unwrap();
    assert_eq!(
        index.floor(b"name", 5).unwrap(),
        Some((1, b"again".to_vec()))
    );
}

fn files(path: &Path) -> Vec<PathBuf> {
    let tree = std::fs::read_dir(path.join("tree")).unwrap();
    let files = tree.map(|entry| entry.unwrap().path());
    files.filter(|file| file.is_file()).collect()
}

#[test]
fn a_closed_index_comes_back() {
    let (_folder, path) = closed();
    for _ in 0..3 {
        let (mut index, rebuilt) = open(&path);
        assert!(!rebuilt);
        assert_eq!(index.covered().unwrap(), Some(b"all".to_vec()));
        let found = index.scan(b"name", 0, 500).unwrap();
        assert!((0..200).eq(found.iter().map(|(number, _)| *number)));
        assert!(
            found
                .iter()
                .all(|(number, value)| *value == [*number as u8; 30])
        );
    }
}

#[test]
fn files_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = closed();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&path.join("tree"))), (0o700, 0o700));
    assert_eq!(mode(&path.join("seal")), 0o600);
    for file in files(&path) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn an_index_that_was_not_closed_starts_afresh() {
    let (_folder, path) = closed();
    let copy = tempfile::tempdir().unwrap();
    let (index, _) = open(&path);
    let crashed = copy.path().join("index");
    std::fs::create_dir_all(crashed.join("tree")).unwrap();
    for file in files(&path) {
        let name = file.file_name().unwrap();
        std::fs::copy(&file, crashed.join("tree").join(name)).unwrap();
    }
    assert!(!path.join("seal").exists(), "opening breaks the seal");
    drop(index);
    check_fresh(&crashed);
}

#[test]
fn changed_files_are_never_parsed() {
    let (_folder, path) = closed();
    let whole: Vec<_> = files(&path)
        .into_iter()
        .map(|file| {
            let bytes = std::fs::read(&file).unwrap();
            (file, bytes)
        })
        .collect();
    assert!(whole.len() >= 2);
    let seal = std::fs::read(path.join("seal")).unwrap();
    let restore = || {
        std::fs::remove_dir_all(path.join("tree")).unwrap();
        std::fs::create_dir(path.join("tree")).unwrap();
        for (file, bytes) in &whole {
            std::fs::write(file, bytes).unwrap();
        }
        std::fs::write(path.join("seal"), &seal).unwrap();
    };
    for (file, bytes) in &whole {
        for part in 0..8 {
            let mut bad = bytes.clone();
            if bad.is_empty() {
                continue;
            }
            let at = bad.len() * part / 8;
            bad[at] ^= 1 << part;
            restore();
            std::fs::write(file, &bad).unwrap();
            check_fresh(&path);
        }
        restore();
        std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        check_fresh(&path);
        restore();
        std::fs::remove_file(file).unwrap();
        check_fresh(&path);
    }
    restore();
    std::fs::write(path.join("seal"), [0; 32]).unwrap();
    check_fresh(&path);
    restore();
    assert!(!open(&path).1, "what was restored whole opens");
}

#[test]
fn sled_itself_failing_is_no_panic() {
    let (_folder, path) = closed();
    for file in files(&path) {
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, vec![0x5a; bytes.len()]).unwrap();
    }
    // Sealed as if these were its files, so that they reach sled.
    let key = asamblea_protocol::crypto::derive(
        asamblea_protocol::crypto::Domain::StoreValue,
        &root(),
        &[b"files"],
    );
    sled::reseal(&key, &path);
    check_fresh(&path);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn both_kinds_answer_alike(
        entries in prop::collection::vec((0..4_u8, 0..50_u64, any::<[u8; 4]>()), 0..60),
        asked in prop::collection::vec((0..5_u8, 0..60_u64, 0..9_usize), 1..20),
    ) {
        let mut memory = MemoryIndex::new();
        let folder = tempfile::tempdir().unwrap();
        let (mut sled, _) = open(folder.path());
        for (name, number, value) in entries {
            memory.insert(&[name], number, &value).unwrap();
            sled.insert(&[name], number, &value).unwrap();
        }
        for (name, number, limit) in asked {
            prop_assert_eq!(memory.floor(&[name], number), sled.floor(&[name], number));
            let found = memory.scan(&[name], number, limit);
            prop_assert_eq!(found, sled.scan(&[name], number, limit));
        }
    }
}
