//! Vectors of the bodies of control operations.

use std::collections::BTreeSet;

use asamblea_protocol::crypto::Domain;
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::limits::{
    ADOPT_MAX, CREATE_MEMBERS_MAX, CUT_MAX, OP_BYTES_MAX, SLOTS_MAX, WRAPS_MAX,
};
use asamblea_protocol::op::{
    Add, Adopt, Ask, Card, Control, Create, Cut, EpochHeader, Forward, Grant, History, Lane, Lift,
    Member, Redeem, Refound, Renew, Restrict, Role, Rotate, Second, SpaceKind, Word, Wrap,
};
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, Change, add, at, fill, number, pop, push, remove, set, view};
use super::file::{File, Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{bound_card, card, device, epoch, id, op, signing, space};

/// Bodies of control operations.
pub(crate) const CONTROL: Format = Format {
    name: "control",
    heading: "control",
    maker: make_control,
    judge: judge_control,
};

/// Generic: a kind that comes later needs a vector, not a line here.
fn judge_control(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let control = Control::decode(&text).map_err(fault)?;
    if let Control::Unknown { kind } = control {
        return Ok(json!({ "kind": kind }));
    }
    for card in control.cards() {
        card.check().map_err(fault)?;
    }
    if let (Control::Redeem(redeem), Some(space)) = (&control, input.get("space")) {
        let space = SpaceId::from_bytes(array(space));
        let author = DeviceId::from_bytes(array(&input["author"]));
        redeem.check(space, author).map_err(fault)?;
    }
    assert_eq!(control.encode(), text);
    let seen = view(&text);
    Ok(json!({ "kind": seen[0], "fields": seen[1] }))
}

/// The kinds that this version knows, asked of the decoder.
pub(crate) fn known_kinds() -> BTreeSet<u64> {
    let known = |kind: &u64| {
        let body = Cbor::Array(vec![Cbor::Uint(*kind), Cbor::Map(Vec::new())]).encode();
        !matches!(Control::decode(&body), Ok(Control::Unknown { .. }))
    };
    (0..64).filter(known).collect()
}

/// The kinds that a file has good vectors of.
pub(crate) fn kinds_in(file: &File) -> BTreeSet<u64> {
    let known = file
        .good()
        .filter(|vector| vector.result.get("fields").is_some());
    known
        .map(|vector| vector.result["kind"].as_u64().unwrap())
        .collect()
}

pub(crate) fn input(text: &[u8]) -> Value {
    json!({ "bytes": notation(text) })
}

/// An epoch's header with a seal that is no key: nothing here looks into it.
fn epoch_header(wraps: usize) -> EpochHeader {
    let wrap = Wrap {
        epoch: epoch(3),
        sealed: vec![6; 48],
    };
    EpochHeader::new(epoch(2), vec![5; 1216], vec![wrap; wraps], &[])
}

fn grant(member: Member, role: Role, card: Option<Card>) -> Grant {
    Grant { member, role, card }
}

fn create(members: Vec<Grant>) -> Create {
    Create {
        kind: SpaceKind::Org,
        guardian: Some(space(1)),
        history: History::FromJoin,
        confirm: true,
        members,
        nonce: [7; 16],
        retain: None,
    }
}

fn restrict(cut: Vec<Cut>, epoch: Option<EpochHeader>) -> Control {
    Control::Restrict(Box::new(Restrict {
        target: Member::Device(device(3)),
        role: Role::None,
        burn: true,
        cut,
        epoch,
    }))
}

/// A body of a good vector, by name.
type Named = (&'static str, Control);

fn creates() -> Vec<Named> {
    let make = |create: Create| Control::Create(Box::new(create));
    let founding = grant(Member::Invitation(device(1)), Role::Admin, None);
    let network = Create {
        kind: SpaceKind::Network,
        guardian: None,
        history: History::Full,
        confirm: false,
        ..create(vec![founding.clone()])
    };
    // What a founding place agrees to, before the space has an id.
    let birth = Create::birth(device(1), &[7; 16]);
    let second = bound_card(2, birth);
    let second = grant(Member::Invitation(device(2)), Role::Admin, Some(second));
    let org = create(vec![
        founding,
        grant(Member::Space(space(9)), Role::Write, None),
        second,
    ]);
    let person = Create {
        kind: SpaceKind::Person,
        ..create(vec![grant(
            Member::Device(device(1)),
            Role::Admin,
            Some(card(1)),
        )])
    };
    let forgets = Create {
        kind: SpaceKind::Working,
        confirm: false,
        retain: Some(30),
        ..create(vec![grant(Member::Space(space(9)), Role::Admin, None)])
    };
    vec![
        ("create of a space that forgets", make(forgets)),
        ("create of a network", make(network)),
        ("create of an organization", make(org)),
        ("create of a person", make(person)),
    ]
}

/// Space and author of every `redeem` here.
const REDEEMED: (SpaceId, u8) = (space(1), 2);

fn grants() -> Vec<Named> {
    let add_as = |member, role, card, confirm| {
        Control::Add(Box::new(Add {
            member,
            role,
            card,
            confirm,
        }))
    };
    let add = |member, role, card| add_as(member, role, card, false);
    let redeem = |member, card| {
        let (space, author) = REDEEMED;
        let redeem = Redeem::new(&signing(4), space, device(author), member, card);
        Control::Redeem(Box::new(redeem))
    };
    let (second, nine) = (Member::Device(device(2)), Member::Space(space(9)));
    let bound = Some(bound_card(2, space(1)));
    let invitation = Member::Invitation(device(4));
    vec![
        ("add of a space", add(nine, Role::Write, None)),
        ("add of a device", add(second, Role::Read, bound.clone())),
        ("add of a carrier", add(second, Role::Carrier, None)),
        (
            "add of an invitation",
            add(invitation, Role::Admin, Some(bound_card(4, space(1)))),
        ),
        (
            "add of a place that is confirmed first",
            add_as(invitation, Role::Write, Some(bound_card(4, space(1))), true),
        ),
        ("redeem by a device", redeem(second, bound)),
        ("redeem by a space", redeem(nine, None)),
    ]
}

fn cut(lane: Lane, last: u8) -> Cut {
    Cut {
        space: space(1),
        device: device(3),
        lane,
        length: u64::from(last),
        last: (last > 0).then(|| op(last)),
    }
}

fn words() -> Vec<Named> {
    let second = |word| Control::Second(Second { op: op(5), word });
    let six = Member::Space(space(6));
    let both = vec![cut(Lane::Control, 0), cut(Lane::Content, 8)];
    let adopt = |count| {
        Control::Adopt(Adopt {
            ops: vec![op(7); count],
        })
    };
    let refound = |admins| Control::Refound(Refound { admins });
    vec![
        ("restrict with nothing more", restrict(vec![], None)),
        (
            "restrict with cut and epoch",
            restrict(both, Some(epoch_header(1))),
        ),
        (
            "restrict with the longest cut",
            restrict(vec![cut(Lane::Content, 8); CUT_MAX], None),
        ),
        ("second of a redeem", second(None)),
        ("second of a removal", second(Some(Word::remove(six)))),
        (
            "second of a lower role",
            second(Some(Word::lower(six, Role::Read))),
        ),
        ("lift", Control::Lift(Lift { target: six })),
        ("adopt", adopt(2)),
        ("adopt of most operations", adopt(ADOPT_MAX)),
        ("refound", refound(vec![six, Member::Device(device(1))])),
        ("refound by nobody", refound(vec![])),
    ]
}

fn keys() -> Vec<Named> {
    let rotate = |epoch| Control::Rotate(Box::new(Rotate { epoch }));
    let renew = |beside| {
        let card = card(1);
        Control::Renew(Box::new(Renew { card, beside }))
    };
    let forward = Forward {
        epoch: epoch(2),
        recipient: device(3),
        sealed: vec![6; 1168],
    };
    vec![
        ("rotate", rotate(epoch_header(0))),
        ("rotate with most wraps", rotate(epoch_header(WRAPS_MAX))),
        ("forward", Control::Forward(forward)),
        ("ask", Control::Ask(Ask { epoch: epoch(2) })),
        ("renew", renew(None)),
        ("renew beside another", renew(Some(vec![op(1)]))),
    ]
}

/// Good bodies, by name.
fn good_bodies() -> Vec<Named> {
    let bodies = [creates(), grants(), words(), keys()];
    bodies.into_iter().flatten().collect()
}

/// The good bodies whose form is broken in every way.
const BROKEN: &[&str] = &[
    "create of a network",
    "create of a space that forgets",
    "add of a space",
    "redeem by a space",
    "restrict with cut and epoch",
    "second of a removal",
    "lift",
    "adopt",
    "refound",
    "rotate",
    "forward",
    "ask",
    "renew",
];

fn make_control(maker: &mut Maker) {
    for (name, control) in good_bodies() {
        let text = control.encode();
        assert_eq!(Control::decode(&text).as_ref(), Ok(&control), "{name}");
        let seen = view(&text);
        maker.good(
            name,
            input(&text),
            json!({ "kind": seen[0], "fields": seen[1] }),
        );
        if BROKEN.contains(&name) {
            break_form(maker, name, &Cbor::read(&text), &[]);
        }
    }
    // A kind of a later version, whatever it holds.
    for (name, text) in [
        ("newer kind", &b"\x82\x18\x63\xa0"[..]),
        (
            "newer kind with three parts",
            b"\x83\x18\x63\x01\xfb\x40\x09\x21\xfb\x54\x44\x2d\x18",
        ),
        ("newer kind and nothing", b"\x81\x18\x63"),
        ("newer kind, cut short", b"\x82\x18\x63"),
        (
            "newer kind of 64 bits",
            b"\x82\x1b\xff\xff\xff\xff\xff\xff\xff\xff\xa0",
        ),
    ] {
        let out = judge_control(&input(text)).unwrap();
        maker.good(name, input(text), out);
    }
    maker.broken("nothing", "a body is an array", input(b""));
    maker.broken("a map", "a body is an array", input(b"\xa0"));
    maker.broken(
        "an empty array",
        "a body begins with its kind",
        input(b"\x80"),
    );
    maker.broken(
        "a text for the kind",
        "a kind is a number",
        input(b"\x82\x61a\xa0"),
    );
    bad_fields(maker);
    bad_counts(maker);
    bad_cards(maker);
    make_redeems(maker);
}

fn tree(name: &str) -> Cbor {
    let bodies = good_bodies();
    let found = bodies.iter().find(|(known, _)| *known == name);
    Cbor::read(&found.unwrap_or_else(|| panic!("no body {name}")).1.encode())
}

const IN_TABLE: &str = "a number that stands for something is in its table";
const MEMBER: &str = "a member is a kind and an id";
const NONCE: &str = "a nonce has 16 bytes";
pub(crate) const ABSENT: &str = "an absent field is left out";
const YES: &str = "yes and no are CBOR's true and false";
const RETAIN: &str = "a place of work read from joining on forgets after 7 to 3,650 days";
const FORGETS: &str = "create of a space that forgets";
const THERE: &str = "a field that must be there is there";

/// Breaks of the fields of a body: name, rule, body, change of its fields.
const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("create of kind 6", IN_TABLE, "create of a network", |t| {
        number(t, "0", 6)
    }),
    (
        "create of history 2",
        IN_TABLE,
        "create of a network",
        |t| number(t, "2", 2),
    ),
    ("retain of 6 days", RETAIN, FORGETS, |t| number(t, "6", 6)),
    ("retain of 3,651 days", RETAIN, FORGETS, |t| {
        number(t, "6", 3_651)
    }),
    ("retain of 65,536 days", RETAIN, FORGETS, |t| {
        number(t, "6", 65_536)
    }),
    ("retain with full history", RETAIN, FORGETS, |t| {
        number(t, "2", 0)
    }),
    ("retain in an organization", RETAIN, FORGETS, |t| {
        number(t, "0", 1)
    }),
    ("role 5", IN_TABLE, "add of a space", |t| number(t, "1", 5)),
    ("role 256", IN_TABLE, "add of a space", |t| {
        number(t, "1", 256)
    }),
    ("member of kind 3", IN_TABLE, "add of a space", |t| {
        number(t, "0/0", 3)
    }),
    ("member of three parts", MEMBER, "add of a space", |t| {
        push(t, "0", id(1))
    }),
    ("member of one part", MEMBER, "add of a space", |t| {
        pop(t, "0")
    }),
    ("nonce of 15 bytes", NONCE, "create of a network", |t| {
        fill(t, "5", 7, 15)
    }),
    ("nonce of 17 bytes", NONCE, "create of a network", |t| {
        fill(t, "5", 7, 17)
    }),
    ("guardian null", ABSENT, "create of a network", |t| {
        add(t, 1, Cbor::Null)
    }),
    ("card null", ABSENT, "add of a space", |t| {
        add(t, 2, Cbor::Null)
    }),
    ("confirm written as false", ABSENT, "add of a space", |t| {
        add(t, 3, Cbor::Bool(false))
    }),
    ("confirm as a number", YES, "add of a space", |t| {
        add(t, 3, Cbor::Uint(1))
    }),
    ("epoch null", ABSENT, "restrict with nothing more", |t| {
        add(t, 4, Cbor::Null)
    }),
    ("word null", ABSENT, "second of a redeem", |t| {
        add(t, 1, Cbor::Null)
    }),
    (
        "last of a cut null",
        ABSENT,
        "restrict with cut and epoch",
        |t| push(t, "3/0", Cbor::Null),
    ),
    ("burn as a number", YES, "restrict with nothing more", |t| {
        number(t, "2", 1)
    }),
    (
        "slots of 33 bits",
        "a count of slots has 32 bits",
        "rotate",
        |t| {
            number(t, "0/5", 1 << 32);
        },
    ),
];

/// Fields that must be there: body and their keys.
const REQUIRED: &[(&str, &[u64])] = &[
    ("create of an organization", &[0, 2, 3, 4, 5]),
    ("add of a space", &[0, 1]),
    ("redeem by a space", &[0, 1, 3]),
    ("restrict with nothing more", &[0, 1, 2, 3]),
    ("second of a removal", &[0]),
    ("lift", &[0]),
    ("adopt", &[0]),
    ("refound", &[0]),
    ("forward", &[0, 1, 2]),
    ("ask", &[0]),
];

fn bad_fields(maker: &mut Maker) {
    let mut changed = |name: &str, rule: &str, base: &str, change: &dyn Fn(&mut Cbor)| {
        let mut tree = tree(base);
        change(at(&mut tree, "1"));
        maker.broken(name, rule, input(&tree.encode()));
    };
    for (name, rule, base, change) in BREAKS {
        changed(name, rule, base, change);
    }
    for (base, keys) in REQUIRED {
        for key in *keys {
            changed(&format!("{base} without field {key}"), THERE, base, &|t| {
                remove(t, *key)
            });
        }
    }
    for (what, base, path, count) in [
        ("epoch header", "rotate", "0", 6),
        ("word", "second of a removal", "1", 3),
        ("grant", "create of a network", "4/0", 2),
    ] {
        for key in 0..count {
            let name = format!("{what} without field {key}");
            changed(&name, THERE, base, &|t| remove(at(t, path), key));
        }
    }
}

fn bad_counts(maker: &mut Maker) {
    let limit = "a list has at most as many entries as its limit";
    let mut bad = |name: &str, control: &Control| {
        maker.bad(name, limit, "TooLong", input(&control.encode()));
    };
    let member = grant(Member::Space(space(9)), Role::Write, None);
    let many = create(vec![member; CREATE_MEMBERS_MAX + 1]);
    bad("33 members of a create", &Control::Create(Box::new(many)));
    let long = restrict(vec![cut(Lane::Content, 8); CUT_MAX + 1], None);
    bad("401 entries of a cut", &long);
    let ops = vec![op(7); ADOPT_MAX + 1];
    bad("1,001 adopted operations", &Control::Adopt(Adopt { ops }));
    let admins = vec![Member::Space(space(9)); CREATE_MEMBERS_MAX + 1];
    bad(
        "33 admins of a refound",
        &Control::Refound(Refound { admins }),
    );
    let wraps = epoch_header(WRAPS_MAX + 1);
    bad(
        "129 wraps",
        &Control::Rotate(Box::new(Rotate { epoch: wraps })),
    );
    let mut slots = epoch_header(0);
    slots.slots = u32::try_from(SLOTS_MAX).unwrap() + 1;
    bad("1,025 slots", &restrict(Vec::new(), Some(slots)));
    let mut tree = tree("forward");
    fill(&mut tree, "1/2", 0, OP_BYTES_MAX);
    let rule = "a body has at most 65,536 bytes";
    maker.bad(
        "body over 65,536 bytes",
        rule,
        "TooLong",
        input(&tree.encode()),
    );
}

/// The proof of a `redeem` is over its space, its author and its member.
fn make_redeems(maker: &mut Maker) {
    let (space_, author) = REDEEMED;
    let input = |space_: SpaceId, author: u8, tree: &Cbor| {
        json!({
            "bytes": notation(&tree.encode()),
            "space": notation(space_.as_bytes()),
            "author": notation(device(author).as_bytes()),
        })
    };
    for base in ["redeem by a device", "redeem by a space"] {
        let tree = tree(base);
        let input = input(space_, author, &tree);
        let out = judge_control(&input).unwrap();
        maker.good(&format!("{base}, in its space"), input, out);
    }
    let base = tree("redeem by a space");
    let rule = "the invitation signed space, author and member";
    let mut bad = |name: &str, space: SpaceId, author: u8, tree: &Cbor| {
        maker.bad(name, rule, "RedeemFault", input(space, author, tree));
    };
    bad("redeem in another space", space(2), author, &base);
    bad("redeem by another author", space_, 3, &base);
    for (name, path, value) in [
        ("redeem for another member", "1/1/1", id(8)),
        (
            "redeem for a member of another kind",
            "1/1/0",
            Cbor::Uint(0),
        ),
        (
            "redeem of another invitation",
            "1/0",
            Cbor::bytes(device(5).as_bytes()),
        ),
        ("redeem without a proof", "1/3", Cbor::Bytes(vec![0; 64])),
    ] {
        let mut tree = base.clone();
        set(&mut tree, path, value);
        bad(name, space_, author, &tree);
    }
    let member = at(&mut base.clone(), "1/1").encode();
    let text = [&space_.as_bytes()[..], device(author).as_bytes(), &member].concat();
    let proof = signing(4).sign(Domain::OpSignature, &text);
    let mut other = base;
    set(&mut other, "1/3", Cbor::bytes(proof.as_bytes()));
    bad("redeem signed in another domain", space_, author, &other);
}

fn bad_cards(maker: &mut Maker) {
    let rule = "a card is signed by its device";
    for (name, base, place) in [
        (
            "create with a changed card",
            "create of a person",
            "1/4/0/2/2",
        ),
        ("add with a changed card", "add of a device", "1/2/2"),
        ("redeem with a changed card", "redeem by a device", "1/2/2"),
        ("renew with a changed card", "renew", "1/0/2"),
    ] {
        let mut tree = tree(base);
        set(&mut tree, place, id(9));
        maker.bad(name, rule, "CardFault", input(&tree.encode()));
    }
}
