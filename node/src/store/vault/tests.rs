//! Tests of the vault. They stretch with the least memory: there is no way below it.

use asamblea_protocol::crypto::SeededRandom;

use super::*;
use crate::store::SimDisk;

const PASS: &[u8] = b"farol nube tambor";
const OTHER: &[u8] = b"arena viento";

/// A clock that moves so far at each look.
fn create_timed(disk: &SimDisk, step: Duration) -> Vault {
    let mut now = Duration::ZERO;
    let mut clock = || {
        now += step;
        now
    };
    let mut machine = Machine {
        clock: &mut clock,
        cores: 8,
    };
    let mut rng = SeededRandom::new([1; 32]);
    Vault::create(disk, PASS, &root(), &mut rng, &mut machine).unwrap()
}

fn create() -> SimDisk {
    let disk = SimDisk::new();
    let vault = create_timed(&disk, Duration::from_secs(9));
    assert!(vault.is_whole());
    assert_eq!((vault.memory_kib, vault.lanes), (64 * 1024, 4));
    disk
}

fn root() -> KeyMaterial {
    KeyMaterial::from_bytes([7; 32])
}

fn check_opens(disk: &SimDisk, whole_before: bool) {
    disk.read_only(true);
    let (vault, opened) = Vault::open(disk, PASS).unwrap();
    disk.read_only(false);
    assert_eq!(opened.expose(), root().expose());
    assert_eq!(vault.is_whole(), whole_before);
}

fn check_fails(disk: &SimDisk, passphrase: &[u8], want: VaultError) {
    assert_eq!(Vault::open(disk, passphrase).map(drop), Err(want));
}

#[test]
fn the_right_passphrase_opens_and_a_wrong_one_says_so() {
    check_fails(&SimDisk::new(), PASS, VaultError::NotFound);
    let disk = create();
    check_opens(&disk, true);
    for wrong in [OTHER, b"", b"farol nube tambo", b"Farol nube tambor"] {
        check_fails(&disk, wrong, VaultError::WrongPassphrase);
    }
    assert_eq!(disk.list("").unwrap(), [VAULT_FILE]);
}

#[test]
fn memory_grows_as_far_as_the_unlock_stays_under_a_second() {
    for (millis, mib) in [(249, 256), (250, 128), (499, 128), (500, 64), (90_000, 64)] {
        let vault = create_timed(&SimDisk::new(), Duration::from_millis(millis));
        assert_eq!(vault.memory_kib, mib * 1024, "{millis} ms");
    }
}

#[test]
fn each_byte_of_either_slot_may_be_damaged() {
    let image = create().image();
    // Of the zeros a sample: each is one comparison. Both slots by turns, as each opening takes the
    // time of an unlock.
    let bytes = (0..SEALED_END).chain((SEALED_END..SLOT_BYTES).step_by(411));
    for byte in bytes {
        let disk = SimDisk::from_image(&image);
        let at = (byte % 2) * SLOT_BYTES + byte;
        disk.flip_bit(VAULT_FILE, (at * 8 + byte % 8) as u64);
        check_opens(&disk, false);
    }
}

#[test]
fn a_damaged_slot_is_mended_when_the_disk_takes_writes() {
    let disk = create();
    // Sealed key, zeros, version: now in one slot, now in the other.
    for at in [40, SLOT_BYTES + 41, 3000, SLOT_BYTES, 50, SLOT_BYTES + 4095] {
        disk.flip_bit(VAULT_FILE, at as u64 * 8);
        check_opens(&disk, false);
        let (vault, _) = Vault::open(&disk, PASS).unwrap();
        assert!(vault.is_whole());
        check_opens(&disk, true);
    }
}

#[test]
fn a_slot_that_may_hold_a_newer_passphrase_is_left_alone() {
    let disk = create();
    let mut rng = SeededRandom::new([2; 32]);
    let (mut vault, root) = Vault::open(&disk, PASS).unwrap();
    disk.fail_after(2);
    assert!(
        vault
            .change_passphrase(&disk, OTHER, &root, &mut rng)
            .is_err()
    );
    disk.crash(&mut rng);
    let (vault, _) = Vault::open(&disk, PASS).unwrap();
    assert!(!vault.is_whole());
    // The newer one finishes the change.
    let (vault, _) = Vault::open(&disk, OTHER).unwrap();
    assert!(vault.is_whole());
    check_fails(&disk, PASS, VaultError::WrongPassphrase);
}

#[test]
fn two_malformed_slots_are_damage_and_not_a_wrong_passphrase() {
    let disk = create();
    let mut bytes = disk.image()[VAULT_FILE].clone();
    for (slot, fault) in [(0, 2000), (1, 13)] {
        bytes[slot * SLOT_BYTES + fault] ^= 0x40;
    }
    disk.replace(VAULT_FILE, &bytes);
    check_fails(&disk, PASS, VaultError::Damaged);
    for cut in [0, 1, 36, 84, SLOT_BYTES - 1] {
        disk.replace(VAULT_FILE, &bytes[..cut]);
        check_fails(&disk, PASS, VaultError::Damaged);
    }
    bytes[0] = 9;
    disk.replace(VAULT_FILE, &bytes);
    check_fails(&disk, PASS, VaultError::NewerFormat { found: 9 });
}

#[test]
fn lowered_parameters_are_refused() {
    let image = create().image();
    let number_at = |at: usize, value: u32| {
        let mut bytes = image[VAULT_FILE].clone();
        for slot in 0..2 {
            let at = slot * SLOT_BYTES + at;
            bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
        }
        let disk = SimDisk::new();
        disk.replace(VAULT_FILE, &bytes);
        disk
    };
    check_fails(&number_at(9, 8), PASS, VaultError::Damaged);
    check_fails(&number_at(13, 1), PASS, VaultError::Damaged);
    // Within the limits, but not what was sealed.
    check_fails(&number_at(17, 1), PASS, VaultError::WrongPassphrase);
}

#[test]
fn a_changed_passphrase_opens_and_the_former_does_not() {
    let disk = create();
    let mut rng = SeededRandom::new([2; 32]);
    let (mut vault, root) = Vault::open(&disk, PASS).unwrap();
    vault
        .change_passphrase(&disk, OTHER, &root, &mut rng)
        .unwrap();
    check_fails(&disk, PASS, VaultError::WrongPassphrase);
    let (vault, opened) = Vault::open(&disk, OTHER).unwrap();
    assert_eq!(opened.expose(), root.expose());
    assert!(vault.is_whole());
}

#[test]
fn a_power_cut_while_the_passphrase_changes_locks_nobody_out() {
    let image = create().image();
    for seed in 0..24 {
        let disk = SimDisk::from_image(&image);
        let mut rng = SeededRandom::new([seed; 32]);
        let (mut vault, root) = Vault::open(&disk, PASS).unwrap();
        disk.fail_after(u64::from(seed % 5));
        let changed = vault.change_passphrase(&disk, OTHER, &root, &mut rng);
        disk.crash(&mut rng);
        assert_eq!(changed.is_ok(), seed % 5 == 4);
        let newer = Vault::open(&disk, OTHER).is_ok();
        let former = Vault::open(&disk, PASS).is_ok();
        assert!(newer || former, "seed {seed}");
        assert!(!(changed.is_ok() && former), "seed {seed}");
    }
}

#[test]
fn a_power_cut_while_a_vault_is_made_leaves_none_or_all() {
    for seed in 0..10_u8 {
        let disk = SimDisk::new();
        let mut rng = SeededRandom::new([seed; 32]);
        disk.fail_after(u64::from(seed % 6));
        let mut now = Duration::ZERO;
        let mut clock = || {
            now += Duration::from_secs(9);
            now
        };
        let mut machine = Machine {
            clock: &mut clock,
            cores: 1,
        };
        let made = Vault::create(&disk, PASS, &root(), &mut rng, &mut machine);
        disk.crash(&mut rng);
        match Vault::open(&disk, PASS) {
            Ok((_, opened)) => assert_eq!(opened.expose(), root().expose()),
            Err(error) => {
                assert!(made.is_err());
                assert_eq!(error, VaultError::NotFound);
            }
        }
    }
}

#[test]
fn a_destroyed_vault_leaves_nothing() {
    let disk = create();
    let before = disk.image()[VAULT_FILE].clone();
    let mut rng = SeededRandom::new([3; 32]);
    disk.fail_after(2);
    assert!(Vault::destroy(&disk, &mut rng).is_err());
    let after = disk.image()[VAULT_FILE].clone();
    let same = before.iter().zip(&after).filter(|(a, b)| a == b).count();
    assert!(same < SLOT_BYTES / 8, "only chance leaves a byte as it was");
    disk.crash(&mut rng);
    check_fails(&disk, PASS, VaultError::Damaged);
    Vault::destroy(&disk, &mut rng).unwrap();
    check_fails(&disk, PASS, VaultError::NotFound);
    assert_eq!(Vault::destroy(&disk, &mut rng), Err(VaultError::NotFound));
}

#[test]
fn a_vault_that_rots_while_it_is_open_is_written_as_it_was_and_a_destroyed_one_is_not() {
    let disk = create();
    let was = Imprint::take(&disk).unwrap();
    assert_eq!(was.compare(&disk), Since::Same);
    let image = disk.image();
    for bits in [vec![3], vec![SLOT_BYTES as u64 * 8 + 700], vec![9, 40_000]] {
        for bit in bits {
            disk.flip_bit(VAULT_FILE, bit);
        }
        assert_eq!(was.compare(&disk), Since::Mended);
        assert_eq!(disk.image(), image);
    }
    disk.flip_bit(VAULT_FILE, 3);
    disk.read_only(true);
    assert_eq!(was.compare(&disk), Since::Lost);
    disk.read_only(false);
    assert_eq!(was.compare(&disk), Since::Mended);
    let mut noise = image[VAULT_FILE].clone();
    let rng: &mut dyn CryptoRng = &mut SeededRandom::new([4; 32]);
    rng.fill_bytes(&mut noise[..SLOT_BYTES]);
    for other in [&noise[..], &image[VAULT_FILE][..SLOT_BYTES]] {
        disk.replace(VAULT_FILE, other);
        assert_eq!(was.compare(&disk), Since::Lost);
        assert_eq!(disk.image()[VAULT_FILE], other);
    }
    Vault::destroy(&disk, &mut SeededRandom::new([5; 32])).unwrap();
    assert_eq!(was.compare(&disk), Since::Lost);
    assert!(disk.list("").unwrap().is_empty());
}
