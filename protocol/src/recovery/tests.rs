//! Shares put together, wrong ones among them; requests and answers, and whose they are.

use super::*;
use crate::crypto::{KeyMaterial, SeededRandom};

const SECRET: [u8; 16] = [7; 16];

fn split(secret: [u8; 16], need: u8, of: u8) -> Vec<Share> {
    let person = SpaceId::from_bytes([3; 32]);
    let mut rng = SeededRandom::new([secret[0]; 32]);
    Share::split(&secret, *b"network!", person, (need, of), &mut rng)
}

fn key(seed: u8) -> SealSecretKey {
    SealSecretKey::from_seed(&KeyMaterial::from_bytes([seed; 32]))
}

fn request(seed: u8, name: Option<&str>) -> Request {
    Request {
        device: DeviceId::from_bytes([seed; 32]),
        seal: key(seed).public().clone(),
        name: name.map(str::to_owned),
    }
}

fn answer(share: &Share) -> Answer {
    let address = Address::from_multiaddr("/ip4/192.0.2.7/tcp/4001");
    Answer {
        share: share.clone(),
        addresses: address.into_iter().collect(),
    }
}

/// What is gathered: needed, here, of others, wrong, whole.
#[track_caller]
fn check_gathered(shares: &[&Share], want: (u8, u8, usize, bool, bool)) {
    let shares: Vec<Share> = shares.iter().map(|share| (*share).clone()).collect();
    let found = gather(&shares);
    let whole = found.secret.is_some_and(|secret| *secret == SECRET);
    let got = (found.need, found.have, found.foreign, found.wrong, whole);
    assert_eq!(got, want);
}

#[test]
fn so_many_shares_as_are_needed_open_the_place_and_fewer_say_how_many_are_missing() {
    let shares = split(SECRET, 2, 3);
    let [a, b, c] = &shares[..] else { panic!() };
    check_gathered(&[], (0, 0, 0, false, false));
    check_gathered(&[a], (2, 1, 0, false, false));
    check_gathered(&[a, a], (2, 1, 0, false, false));
    for two in [[a, b], [b, c], [c, a]] {
        check_gathered(&two, (2, 2, 0, false, true));
    }
    check_gathered(&[a, b, c], (2, 3, 0, false, true));
    let place = InvitationKeys::from_secret(SECRET).device();
    assert!(shares.iter().all(|share| share.place == place));
}

#[test]
fn a_wrong_share_is_noticed_and_harms_nothing_where_enough_are_right() {
    let shares = split(SECRET, 2, 3);
    let [a, b, c] = &shares[..] else { panic!() };
    let mut lie = b.clone();
    lie.part = SecretPart::new(2, [9; 16]).unwrap();
    check_gathered(&[a, &lie], (2, 2, 0, true, false));
    check_gathered(&[a, &lie, c], (2, 3, 0, false, true));
    check_gathered(&[a, &lie, b], (2, 2, 0, false, true));
}

#[test]
fn shares_of_another_setup_do_not_count() {
    let shares = split(SECRET, 2, 3);
    let old = split([8; 16], 2, 3);
    check_gathered(&[&shares[0], &old[1]], (2, 1, 1, false, false));
    check_gathered(&[&old[0], &shares[0], &shares[1]], (2, 2, 1, false, true));
    // Whoever says that fewer are needed is of another setup.
    let mut fewer = split(SECRET, 3, 3);
    fewer[0].need = 2;
    let all: Vec<&Share> = fewer.iter().collect();
    check_gathered(&all, (3, 2, 1, false, false));
}

#[test]
fn only_sensible_numbers_are_split() {
    for (need, of, parts) in [
        (1, 3, 0),
        (2, 2, 2),
        (4, 3, 0),
        (8, 8, 8),
        (2, 9, 0),
        (0, 0, 0),
    ] {
        assert_eq!(split(SECRET, need, of).len(), parts, "{need} of {of}");
    }
}

#[test]
fn a_share_comes_back_as_it_was_and_nothing_else_is_one() {
    let share = &split(SECRET, 2, 3)[1];
    let bytes = share.to_bytes();
    assert_eq!(Share::from_bytes(&bytes).as_ref(), Ok(share));
    for at in 0..bytes.len() {
        let cut = Share::from_bytes(&bytes[..at]);
        assert_eq!(cut, Err(RecoveryFault::Malformed), "{at}");
    }
    let changed = |at: usize, to: u8| {
        let mut bytes = bytes.to_vec();
        bytes[at] = to;
        Share::from_bytes(&bytes)
    };
    assert_eq!(changed(0, 2), Err(RecoveryFault::Newer(2)));
    for (at, to) in [(0, 0), (73, 1), (73, 4), (74, 1), (74, 9), (75, 0), (75, 4)] {
        assert_eq!(changed(at, to), Err(RecoveryFault::Malformed), "{at}: {to}");
    }
    assert_eq!(format!("{share:?}"), "Share(..)");
}

#[test]
fn a_request_comes_back_as_it_was_and_its_words_are_its_own() {
    for name in [None, Some("Ana"), Some("Ñ")] {
        let asked = request(1, name);
        let code = asked.encode();
        assert!(code.len() <= RECOVERY_CODE_CHARS_MAX);
        assert_eq!(Request::decode(&code.to_lowercase()).as_ref(), Ok(&asked));
        assert_eq!(asked.compare(&asked.words(Language::English)), Ok(()));
    }
    let ana = request(1, Some("Ana"));
    for other in [
        request(2, Some("Ana")),
        request(1, Some("Eva")),
        request(1, None),
    ] {
        assert_ne!(ana.words(Language::Spanish), other.words(Language::Spanish));
        assert!(ana.compare(&other.words(Language::Spanish)).is_err());
    }
    let long = "a".repeat(REQUEST_NAME_BYTES_MAX);
    assert!(Request::decode(&request(1, Some(&long)).encode()).is_ok());
    for bad in [
        request(1, Some(&format!("{long}a"))).encode(),
        ana.encode()[1..].to_owned(),
        String::new(),
    ] {
        assert_eq!(Request::decode(&bad), Err(RecoveryFault::Malformed));
    }
    // An answer is no request.
    let mut rng = SeededRandom::new([1; 32]);
    let given = answer(&split(SECRET, 2, 2)[0])
        .seal(&ana, &mut rng)
        .unwrap();
    assert_eq!(Request::decode(&given), Err(RecoveryFault::Malformed));
}

#[test]
fn an_answer_opens_for_its_request_alone() {
    let (ana, given) = (request(1, Some("Ana")), answer(&split(SECRET, 2, 3)[2]));
    let mut rng = SeededRandom::new([1; 32]);
    let code = given.seal(&ana, &mut rng).unwrap();
    assert!(code.len() <= RECOVERY_CODE_CHARS_MAX);
    assert_eq!(Answer::open(&code, &ana, &key(1)).as_ref(), Ok(&given));
    // Somebody else's request, the same key under another name, and another key.
    for (other, seed) in [
        (request(2, Some("Ana")), 2),
        (request(1, None), 1),
        (ana.clone(), 2),
    ] {
        let opened = Answer::open(&code, &other, &key(seed));
        assert_eq!(opened, Err(RecoveryFault::Foreign));
    }
    let cut = Answer::open(&code[..code.len() - 8], &ana, &key(1));
    assert_eq!(cut, Err(RecoveryFault::Malformed));
    assert!(!code.contains(&BASE32_NOPAD.encode(&SECRET[..10])));
}
