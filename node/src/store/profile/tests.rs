//! Tests of the folder's checks and lock, and of what a whole locked profile gives away.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use asamblea_protocol::crypto::SeededRandom;

use super::*;
use crate::store::{Index, Journal, SledIndex, destroy};

const PASS: &[u8] = b"farol nube tambor";

fn create(folder: &Path) -> (Profile, KeyMaterial) {
    Profile::create(folder, PASS, &mut SeededRandom::new([1; 32])).unwrap()
}

fn error(folder: &Path, passphrase: &[u8]) -> ProfileError {
    Profile::open(folder, passphrase).map(drop).unwrap_err()
}

#[test]
fn a_profile_is_made_once_opened_again_and_held_by_one() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("some").join("profile");
    assert_eq!(error(&folder, PASS), ProfileError::NotFound);
    let (profile, root) = create(&folder);
    let pid = Some(std::process::id());
    assert_eq!(error(&folder, PASS), ProfileError::Busy { pid });
    assert!(
        ProfileError::Busy { pid }
            .to_string()
            .contains(&std::process::id().to_string())
    );
    drop(profile);
    let again = Profile::create(&folder, PASS, &mut SeededRandom::new([1; 32]));
    assert_eq!(again.map(drop), Err(ProfileError::Exists));
    let wrong = ProfileError::Vault(VaultError::WrongPassphrase);
    assert_eq!(error(&folder, b"other"), wrong);
    let (profile, opened) = Profile::open(&folder, PASS).unwrap();
    assert_eq!(opened.expose(), root.expose());
    assert!(profile.vault_is_whole());
    let mut rng = SeededRandom::new([2; 32]);
    let busy = Profile::reseal(&folder, PASS, b"new one", &mut rng);
    assert_eq!(busy, Err(ProfileError::Busy { pid }));
    drop(profile);
    let other = Profile::reseal(&folder, b"other", b"new one", &mut rng);
    assert_eq!(other, Err(wrong.clone()));
    Profile::reseal(&folder, PASS, b"new one", &mut rng).unwrap();
    assert_eq!(error(&folder, PASS), wrong);
    let (profile, _) = Profile::open(&folder, b"new one").unwrap();
    // Also while it is held, and where the folder is open to others.
    std::fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    destroy(&folder, &mut rng).unwrap();
    std::fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    assert_eq!(error(&folder, b"new one"), ProfileError::NotFound);
    let again = destroy(&folder, &mut rng);
    assert_eq!(again, Err(ProfileError::NotFound));
    drop(profile);
}

#[test]
fn each_fault_of_the_folder_has_its_own_answer() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("profile");
    std::fs::write(&folder, b"a file").unwrap();
    assert_eq!(error(&folder, PASS), ProfileError::NotAFolder);
    let mut rng = SeededRandom::new([1; 32]);
    let made = Profile::create(&folder, PASS, &mut rng).map(drop);
    assert_eq!(made, Err(ProfileError::NotAFolder));
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    for (mode, want) in [
        (0o755, ProfileError::OpenToOthers { mode: 0o755 }),
        (0o710, ProfileError::OpenToOthers { mode: 0o710 }),
        (0o500, ProfileError::NotWritable),
        (0o700, ProfileError::NotFound),
    ] {
        std::fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
        assert_eq!(error(&folder, PASS), want);
    }
    assert!(
        !lock_path(&folder).exists(),
        "looking leaves nothing behind"
    );
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&folder, Some(4321), None).unwrap();
        assert_eq!(
            error(&folder, PASS),
            ProfileError::WrongOwner { owner: 4321 }
        );
    } else {
        skipped("only an administrator gives a folder away");
    }
}

/// Says what this machine cannot test, as the other tests do: on standard error, which a test that
/// passes prints, too, and in the list that `.ci/run` counts.
fn skipped(why: &str) {
    let line = format!("skipped: {why}\n");
    let _closed = std::io::stderr().write_all(line.as_bytes());
    if let Some(list) = std::env::var_os("ASAMBLEA_SKIPPED") {
        let mut options = OpenOptions::new();
        let list = options.create(true).append(true).open(list);
        list.unwrap().write_all(line.as_bytes()).unwrap();
    }
}

#[test]
fn the_name_of_each_folder_that_is_made_is_synced() {
    let parent = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "one/two"].map(|name| parent.path().join(name));
    let folder = two.join("profile");
    let synced = |folder: &Path, last: &mut dyn FnMut(&Path) -> std::io::Result<()>| {
        let mut synced = Vec::new();
        let made = make_folder(folder, &mut |above| {
            synced.push((above.to_owned(), folder.exists()));
            last(above)
        });
        (made.is_ok(), synced)
    };
    let mut well = |_: &Path| Ok(());
    let above = |path: &Path| path.to_owned();
    let (made, all) = synced(&folder, &mut well);
    let want = [
        (above(parent.path()), false),
        (above(&one), false),
        // Once it is there.
        (above(&two), true),
    ];
    assert!(made);
    assert_eq!(all, want);
    let mode = |path: &Path| path.metadata().unwrap().mode() & 0o777;
    assert!([&one, &two, &folder].iter().all(|path| mode(path) == 0o700));
    // Somebody made it and may have lost power before its name was on the medium.
    assert_eq!(
        synced(&folder, &mut well),
        (true, vec![(above(&two), true)])
    );
    // What is not on the medium is not made.
    let mut full = |_: &Path| Err(std::io::ErrorKind::StorageFull.into());
    assert!(!synced(&two.join("other"), &mut full).0);
    let (made, all) = synced(Path::new("."), &mut well);
    assert!(made && all.len() <= 1, "{all:?}");
    sync_folder(parent.path()).unwrap();
    assert!(sync_folder(&parent.path().join("absent")).is_err());
}

/// Every file below a folder, with its mode.
fn files(folder: &Path) -> Vec<(PathBuf, u32, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mode = path.metadata().unwrap().mode() & 0o777;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{}", path.display());
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, mode, bytes));
        }
    }
    found
}

/// The forms in which a text may lie in a file by mistake.
fn forms(text: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = vec![text.to_vec(), text.iter().rev().copied().collect()];
    let hex: String = text.iter().map(|byte| format!("{byte:02x}")).collect();
    forms.push(hex.to_uppercase().into_bytes());
    forms.push(hex.into_bytes());
    let wide = text.iter().flat_map(|byte| [*byte, 0]);
    forms.push(wide.clone().collect());
    forms.push(wide.rev().collect());
    // Base64 at each of the three offsets, without the ends that depend on what is beside.
    for skip in 0..3 {
        let whole = (text.len() - skip) / 3 * 3;
        forms.push(base64(&text[skip..skip + whole]));
    }
    forms
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let triples = bytes.chunks_exact(3).map(|chunk| {
        chunk
            .iter()
            .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte))
    });
    let digits = |triple: u32| [18, 12, 6, 0].map(|shift| DIGITS[(triple >> shift) as usize % 64]);
    triples.flat_map(digits).collect()
}

fn leaks(files: &[(PathBuf, u32, Vec<u8>)], text: &[u8]) -> bool {
    forms(text).iter().any(|form| {
        files.iter().any(|(path, _, bytes)| {
            let name = path.to_string_lossy();
            let in_name = String::from_utf8(form.clone()).is_ok_and(|form| name.contains(&form));
            in_name || bytes.windows(form.len()).any(|window| window == form)
        })
    })
}

#[test]
fn nothing_said_lies_in_the_files_of_a_profile() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("profile");
    let mut rng = SeededRandom::new([5; 32]);
    let (profile, root) = create(&folder);
    let (text, name, value) = (
        b"canario del texto",
        b"canario del nombre",
        b"canario del valor",
    );
    let (mut journal, _) =
        Journal::open(profile.disk(), &root, &mut rng, &mut |_, _, _| {}).unwrap();
    for _ in 0..30 {
        journal
            .append(&[(1, text), (2, &text.repeat(5000))])
            .unwrap();
        journal.commit().unwrap();
    }
    journal
        .remember(b"canario del resumen de 32 bytes.")
        .unwrap();
    let (mut index, _) =
        SledIndex::open_or_fresh(&profile.index_folder(), &root, &mut rng).unwrap();
    for number in 0..300 {
        index.insert(name, number, value).unwrap();
    }
    index.set_covered(b"canario de la marca".to_vec()).unwrap();
    drop((journal, index, profile));

    let mut found = files(&folder);
    assert!(found.iter().all(|(_, mode, _)| *mode == 0o600));
    let total: usize = found.iter().map(|(_, _, bytes)| bytes.len()).sum();
    assert!(total > 30 * 5000 * text.len());
    let canaries: [&[u8]; 7] = [
        text,
        name,
        value,
        b"canario del resumen",
        b"canario de la marca",
        PASS,
        root.expose(),
    ];
    for canary in canaries {
        assert!(
            !leaks(&found, canary),
            "{}",
            String::from_utf8_lossy(canary)
        );
    }
    // The search finds what is there, in each of the forms.
    for form in forms(text) {
        found.push((folder.clone(), 0, [b"ab".as_slice(), &form, b"cd"].concat()));
        assert!(leaks(&found, text));
        found.pop();
    }
}
