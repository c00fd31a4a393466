//! Vectors of what travels outside a session: invitation codes, safety words, bundles.

use asamblea_protocol::bundle::{Section, seal_section};
use asamblea_protocol::crypto::{Domain, KeyMaterial, SealSecretKey, hash};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{Address, InvitationCode, grouped};
use asamblea_protocol::words::{Language, compare, safety_words};
use data_encoding::BASE32_NOPAD;
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{
    Format, Maker, Verdict, array, damaged_bytes, fault, notation, read_bytes, write_bytes,
};
use super::world::{device, material, random, seal, space};

/// Invitation codes.
pub(crate) const INVITATION: Format = Format {
    name: "invitation",
    heading: "invitations",
    maker: make_invitation,
    judge: judge_invitation,
};

fn judge_invitation(input: &Value) -> Verdict {
    let typed = input["code"].as_str().unwrap();
    let code = InvitationCode::decode(typed).map_err(fault)?;
    let plain: String = typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    assert_eq!(code.encode(), plain.to_ascii_uppercase());
    let keys = code.keys();
    let addresses: Vec<String> = code.addresses().iter().map(ToString::to_string).collect();
    Ok(json!({
        "network": seen_bytes(&code.network()),
        "practice": code.is_of_practice(),
        "addresses": addresses,
        "device": seen_bytes(keys.device().as_bytes()),
        "transport": seen_bytes(keys.transport_id().as_bytes()),
        "seal": seen_bytes(keys.seal().public().as_bytes()),
    }))
}

/// A code whose check is right, whatever the rest is.
fn checked(body: &[u8]) -> String {
    let check = hash(Domain::InvitationCheck, &[body]);
    BASE32_NOPAD.encode(&[body, &check.as_bytes()[..4]].concat())
}

fn code(addresses: &[Address]) -> String {
    InvitationCode::new([7; 16], *b"network!", addresses).encode()
}

/// One address of each kind.
fn addresses() -> [Address; 3] {
    let address = |text: &str| Address::from_multiaddr(text).unwrap();
    [
        address("/ip4/192.0.2.7/tcp/4001"),
        address("/ip6/2001:db8::1/tcp/4002"),
        Address::Onion([9; 32], 80),
    ]
}

fn make_invitation(maker: &mut Maker) {
    let all = addresses();
    let full = code(&all);
    let wide = grouped(&full).replace(' ', "\n");
    let loopback = Address::from_multiaddr("/ip4/127.0.0.1/tcp/1").unwrap();
    let practice = InvitationCode::new([7; 16], *b"network!", &all[..1]).of_practice(true);
    for (name, text) in [
        ("without address", code(&[])),
        ("of a practice network", practice.encode()),
        ("IPv4", code(&all[..1])),
        ("IPv6", code(&all[1..2])),
        ("onion", code(&all[2..])),
        ("all three", full.clone()),
        ("six addresses", code(&[all[0]; 6])),
        ("loopback alone", code(&[loopback])),
        ("lower case", full.to_lowercase()),
        ("in groups", grouped(&full)),
        ("in groups with dashes", grouped(&full).replace(' ', "-")),
        (
            "over lines and tabs",
            format!(" {wide}\u{a0}\u{2028}\t\r\n"),
        ),
    ] {
        let input = json!({ "code": text });
        let out = judge_invitation(&input).unwrap();
        maker.good(name, input, out);
    }
    bad_letters(maker, &full);
    bad_bodies(maker);
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Codes as somebody mistypes them.
fn bad_letters(maker: &mut Maker, full: &str) {
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut letters = full.as_bytes().to_vec();
        change(&mut letters);
        String::from_utf8(letters).unwrap()
    };
    let other = |letter: u8| if letter == b'A' { b'B' } else { b'A' };
    let at = |place: usize| changed(&|letters| letters[place] = other(letters[place]));
    let short = code(&[]);
    let (rest, last) = short.split_at(short.len() - 1);
    let place = ALPHABET
        .iter()
        .position(|letter| [*letter] == last.as_bytes());
    let next = char::from(ALPHABET[place.unwrap() + 1]);
    let check = "the check digits fit";
    let letters = "letters are those of base32";
    let bits = "left-over bits are zero, and less than a letter";
    for (name, rule, text) in [
        ("first letter changed", check, at(0)),
        ("a letter in the middle changed", check, at(40)),
        ("check changed", check, at(full.len() - 3)),
        ("cut short", check, full[..full.len() - 8].to_owned()),
        (
            "two letters swapped",
            check,
            changed(&|letters| letters.swap(3, 6)),
        ),
        ("the digit 1", letters, full.replacen('A', "1", 1)),
        (
            "a letter with an accent",
            letters,
            full.replacen('A', "á", 1),
        ),
        ("padding", letters, format!("{full}====")),
        ("left-over bits", bits, format!("{rest}{next}")),
        (
            "a letter too many",
            bits,
            format!("{}A", code(&addresses()[..1])),
        ),
        ("513 letters", "at most 512 letters", "A".repeat(513)),
        (
            "nothing",
            "secret, tag and addresses are whole",
            String::new(),
        ),
    ] {
        maker.bad(name, rule, "Malformed", json!({ "code": text }));
    }
}

/// What stands behind secret and tag, and is no row of addresses.
const BAD_TAILS: &[(&str, &[u8])] = &[
    ("address of kind 5", &[5, 1, 2, 3, 4, 0, 80]),
    ("address without port", &[4, 192, 0, 2, 7]),
    ("half a port", &[4, 192, 0, 2, 7, 0]),
    ("IPv6 of four bytes", &[6, 1, 2, 3, 4, 0, 80]),
    ("a byte behind", &[4, 192, 0, 2, 7, 0, 80, 4]),
];

/// Codes whose check fits, and nothing else.
fn bad_bodies(maker: &mut Maker) {
    let body = [&[1][..], &[7; 16], b"network!"].concat();
    let with = |tail: &[u8]| checked(&[body.as_slice(), tail].concat());
    let whole = "secret, tag and addresses are whole";
    let mut bad = |name: &str, rule: &str, fault: &str, text: String| {
        maker.bad(name, rule, fault, json!({ "code": text }));
    };
    for (name, tail) in BAD_TAILS {
        bad(name, whole, "Malformed", with(tail));
    }
    bad("a check alone", whole, "Malformed", checked(&[]));
    bad(
        "tag of seven bytes",
        whole,
        "Malformed",
        checked(&body[..24]),
    );
    bad("kind 3 and shorter", whole, "Malformed", checked(&[3; 20]));
    let seven = with(&[4, 192, 0, 2, 7, 0, 80].repeat(7));
    bad(
        "seven addresses",
        "at most six addresses",
        "Malformed",
        seven,
    );
    for kind in [0, 3] {
        let text = checked(&[&[kind], &body[1..]].concat());
        bad(&format!("kind {kind}"), "kind is 1 or 2", "Newer", text);
    }
}

/// Safety words.
pub(crate) const WORDS: Format = Format {
    name: "words",
    heading: "invitations",
    maker: make_words,
    judge: judge_words,
};

fn judge_words(input: &Value) -> Verdict {
    let network = SpaceId::from_bytes(array(&input["network"]));
    let of = DeviceId::from_bytes(array(&input["device"]));
    if let Some(typed) = input.get("typed") {
        compare(network, of, typed.as_str().unwrap()).map_err(fault)?;
        return Ok(json!(true));
    }
    Ok(json!({
        "spanish": safety_words(network, of, Language::Spanish),
        "portuguese": safety_words(network, of, Language::Portuguese),
        "english": safety_words(network, of, Language::English),
    }))
}

/// A text with its accents behind their letters.
fn decomposed(text: &str) -> String {
    let apart = |c| match c {
        'á' => vec!['a', '\u{301}'],
        'é' => vec!['e', '\u{301}'],
        'í' => vec!['i', '\u{301}'],
        'ó' => vec!['o', '\u{301}'],
        'ú' => vec!['u', '\u{301}'],
        'ñ' => vec!['n', '\u{303}'],
        other => vec![other],
    };
    text.chars().flat_map(apart).collect()
}

/// The first word of one text before all but the first of another.
fn mixed(first: &str, rest: &str) -> String {
    let begins = first.split(' ').next().unwrap();
    format!("{begins} {}", rest.split_once(' ').unwrap().1)
}

fn make_words(maker: &mut Maker) {
    let input = |network: u8, n: u8| {
        json!({
            "network": notation(space(network).as_bytes()),
            "device": notation(device(n).as_bytes()),
        })
    };
    for (network, n) in [(1, 1), (1, 2), (2, 1)] {
        let input = input(network, n);
        let out = judge_words(&input).unwrap();
        maker.good(&format!("device {n} in network {network}"), input, out);
    }
    let typed = |text: &str| {
        let mut input = input(1, 1);
        input["typed"] = json!(text);
        input
    };
    let spanish = safety_words(space(1), device(1), Language::Spanish);
    let portuguese = safety_words(space(1), device(1), Language::Portuguese);
    let english = safety_words(space(1), device(1), Language::English);
    let decomposed = decomposed(&spanish);
    let bare: String = decomposed.chars().filter(char::is_ascii).collect();
    for (name, text) in [
        ("typed in Spanish", spanish.clone()),
        ("typed in Portuguese", portuguese.clone()),
        ("typed in English", english.clone()),
        (
            "typed in capitals with wide gaps",
            format!("  {}\n", spanish.to_uppercase().replace(' ', "   ")),
        ),
        ("typed with accents apart", decomposed),
        ("typed without accents", bare),
        (
            "typed with commas and dashes",
            english.replacen(' ', ", ", 2).replace(' ', "-"),
        ),
    ] {
        maker.good(name, typed(&text), json!(true));
    }
    let rule = "all six words, in their order, of one language";
    let mut words: Vec<&str> = spanish.split(' ').collect();
    words.swap(0, 1);
    let swapped = words.join(" ");
    for (name, text) in [
        ("nothing typed", String::new()),
        ("five words", spanish.rsplit_once(' ').unwrap().0.to_owned()),
        ("a word more", format!("{spanish} abeja")),
        ("two words swapped", swapped),
        ("a word of the other language", mixed(&spanish, &english)),
        ("words of two languages", mixed(&portuguese, &spanish)),
        ("words run together", spanish.replace(' ', "")),
        (
            "of another device",
            safety_words(space(1), device(2), Language::Spanish),
        ),
        (
            "of another network",
            safety_words(space(2), device(1), Language::Spanish),
        ),
    ] {
        maker.bad(name, rule, "WordsDiffer", typed(&text));
    }
}

/// Bundle sections.
pub(crate) const BUNDLE: Format = Format {
    name: "bundle",
    heading: "bundles",
    maker: make_bundle,
    judge: judge_bundle,
};

/// A whole section lies in a file of its own: its chunks are 98,320 bytes of noise each.
const SECTION: &str = "bundle.bin";

/// Frames over two chunks, sealed to devices 1 and 2.
fn whole_section() -> Vec<u8> {
    let frames = [
        vec![0x82, 0x08, 0x80],
        vec![7; 60_000],
        vec![8; 60_000],
        vec![9; 5],
    ];
    let recipients = [1, 2].map(|n| seal(n).public().clone());
    seal_section(&frames, &recipients, &mut random(5)).unwrap()
}

/// Writes the whole section, or says that it is another now.
pub(crate) fn section_file(bless: bool) -> Option<String> {
    if bless {
        write_bytes(SECTION, &whole_section());
        return None;
    }
    let same = read_bytes(SECTION) == whole_section();
    (!same).then(|| format!("{SECTION} differs"))
}

fn judge_bundle(input: &Value) -> Verdict {
    let text = damaged_bytes(input);
    let (section, rest) = Section::read(&text).map_err(fault)?;
    let Some(opener) = input.get("opener") else {
        return Ok(json!({ "rest": rest.len() }));
    };
    let key = SealSecretKey::from_seed(&KeyMaterial::from_bytes(array(opener)));
    let frames = section.open(&[&key]).ok_or("NotForThisKey")?;
    let shown: Vec<String> = frames
        .frames
        .iter()
        .map(|frame| seen_bytes(frame))
        .collect();
    Ok(json!({ "rest": rest.len(), "frames": shown, "refused": frames.refused }))
}

fn head_of(version: u8, places: u8, chunks: u32) -> Vec<u8> {
    let mut text = [&[version, places][..], &chunks.to_be_bytes()].concat();
    let check = hash(Domain::Bundle, &[&text]);
    text.extend_from_slice(&check.as_bytes()[..8]);
    text
}

fn make_bundle(maker: &mut Maker) {
    for (name, text) in [
        ("head for nobody with nothing", head_of(1, 0, 0)),
        (
            "head and a byte of what follows",
            [head_of(1, 0, 0), vec![1]].concat(),
        ),
        ("head that claims a chunk", head_of(1, 0, 1)),
        ("head that claims the most chunks", head_of(1, 0, 65_536)),
        ("half a chunk", [head_of(1, 0, 1), vec![0; 50_000]].concat()),
        (
            "a chunk and a byte",
            [head_of(1, 0, 1), vec![0; 98_321]].concat(),
        ),
        (
            "head with a slot",
            [head_of(1, 1, 0), vec![0; 1168]].concat(),
        ),
        (
            "head with most slots",
            [head_of(1, 255, 0), vec![0; 255 * 1168]].concat(),
        ),
    ] {
        let input = json!({ "bytes": notation(&text) });
        let out = judge_bundle(&input).unwrap();
        maker.good(name, input, out);
    }
    whole_sections(maker);
    let mut bad = |name: &str, rule: &str, fault: &str, text: &[u8]| {
        maker.bad(name, rule, fault, json!({ "bytes": notation(text) }));
    };
    let head = "a section begins with its head, and the check fits";
    bad("nothing", head, "Head", &[]);
    bad("head cut short", head, "Head", &head_of(1, 0, 0)[..13]);
    for at in [0, 1, 2, 5, 6, 13] {
        let mut text = head_of(1, 1, 1);
        text.resize(14 + 1168 + 98_320, 0);
        text[at] ^= 1;
        bad(
            &format!("byte {at} of the head flipped"),
            head,
            "Head",
            &text,
        );
    }
    bad("not a bundle", head, "Head", b"PK\x03\x04 no bundle at all");
    bad(
        "slots cut short",
        "the slots are there",
        "Head",
        &[head_of(1, 1, 0), vec![0; 1167]].concat(),
    );
    bad(
        "no slots",
        "the slots are there",
        "Head",
        &head_of(1, 255, 0),
    );
    bad("version 2", "version is 1", "Newer", &head_of(2, 0, 0));
    bad("version 0", "version is 1", "Newer", &head_of(0, 0, 0));
    let many = "at most 65,536 chunks";
    bad("65,537 chunks", many, "TooLarge", &head_of(1, 0, 65_537));
    bad(
        "as many chunks as can be said",
        many,
        "TooLarge",
        &head_of(1, 0, u32::MAX),
    );
}

/// The whole section, opened, and damaged.
fn whole_sections(maker: &mut Maker) {
    let input = |opener: u8, change: Option<(&str, usize)>| {
        let mut input = json!({ "file": SECTION, "opener": notation(material(opener).expose()) });
        if let Some((what, at)) = change {
            input[what] = json!(at);
        }
        input
    };
    let end = 14 + 2 * 1168;
    for (name, opener, change) in [
        ("opened by the first", 1, None),
        ("opened by the second", 2, None),
        (
            "a byte of the first chunk flipped",
            1,
            Some(("flip", end + 100)),
        ),
        (
            "a byte of the second chunk flipped",
            1,
            Some(("flip", end + 98_320 + 7)),
        ),
        (
            "the second chunk cut short",
            1,
            Some(("cut", end + 98_320 + 50_000)),
        ),
        (
            "the slot of another flipped",
            1,
            Some(("flip", 14 + 1168 + 9)),
        ),
    ] {
        let input = input(opener, change);
        let out = judge_bundle(&input).unwrap();
        maker.good(name, input, out);
    }
    let rule = "opens for the keys that it was sealed to";
    maker.bad("for others", rule, "NotForThisKey", input(3, None));
    let own = input(1, Some(("flip", 14 + 1119)));
    maker.bad("own slot flipped", rule, "NotForThisKey", own);
}
