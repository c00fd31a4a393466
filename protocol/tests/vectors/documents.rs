//! Vectors of document updates: the form of one, and what a row of them makes of a text.

use asamblea_protocol::document::{Document, DocumentFault, UpdateFigures, peer_of};
use asamblea_protocol::id::{DeviceId, OpId};
use serde_json::{Value, json};

use super::broken::break_form_in;
use super::cbor::{Cbor, head, items, seen_text, view};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{device, op};

/// Document updates.
pub(crate) const DOCUMENT: Format = Format {
    name: "document",
    heading: "documents",
    maker: make,
    judge,
};

const DOC: OpId = op(7);

fn judge(input: &Value) -> Verdict {
    let doc = OpId::from_bytes(array(&input["document"]));
    let Some(updates) = input.get("updates") else {
        return judge_one(doc, input);
    };
    let mut document = Document::new(doc, None);
    for update in updates.as_array().unwrap() {
        let (author, text) = (author_of(update), bytes(&update["bytes"]));
        let checked = document.check(author, &text).map_err(fault)?;
        document.import(checked).map_err(fault)?;
    }
    Ok(json!({ "text": seen_text(&document.text()), "version": document.version().to_string() }))
}

fn author_of(value: &Value) -> DeviceId {
    DeviceId::from_bytes(array(&value["author"]))
}

fn judge_one(doc: OpId, input: &Value) -> Verdict {
    let (author, text) = (author_of(input), bytes(&input["bytes"]));
    let figures = UpdateFigures::read(doc, author, &text).map_err(|error| match error {
        DocumentFault::Malformed { .. } | DocumentFault::TooLarge { .. } => fault(error),
        other => panic!("reading alone found {other}"),
    })?;
    Ok(json!({
        "peer": peer_of(doc, author),
        "start": figures.start,
        "end": figures.end,
        "inserted": figures.inserted,
        "deleted": figures.deleted,
        "update": view(&text),
    }))
}

fn one(author: u8, text: &[u8]) -> Value {
    json!({
        "document": notation(DOC.as_bytes()),
        "author": notation(device(author).as_bytes()),
        "bytes": notation(text),
    })
}

fn row_of(updates: &[(u8, Vec<u8>)]) -> Value {
    let row = |(author, text): &(u8, Vec<u8>)| {
        let author = notation(device(*author).as_bytes());
        json!({ "author": author, "bytes": notation(text) })
    };
    json!({
        "document": notation(DOC.as_bytes()),
        "updates": updates.iter().map(row).collect::<Vec<_>>(),
    })
}

fn peer(n: u8) -> u64 {
    peer_of(DOC, device(n))
}

fn uints(values: &[u64]) -> Cbor {
    Cbor::Array(values.iter().map(|value| Cbor::Uint(*value)).collect())
}

fn put(at: u64, text: &str) -> Cbor {
    Cbor::Array(vec![Cbor::Uint(at), Cbor::text(text)])
}

fn take(at: u64, len: i64, who: u64, count: u64) -> Cbor {
    let len = match u64::try_from(len) {
        Ok(len) => Cbor::Uint(len),
        Err(_) => Cbor::Negative(u64::try_from(-1 - len).unwrap()),
    };
    Cbor::Array(vec![
        Cbor::Uint(at),
        len,
        Cbor::Uint(who),
        Cbor::Uint(count),
    ])
}

/// An update written by hand.
fn update(start: u64, others: &[u64], deps: &[u64], edits: &[Cbor]) -> Cbor {
    let mut all = vec![Cbor::Uint(start), uints(others), uints(deps)];
    all.extend_from_slice(edits);
    Cbor::Array(all)
}

fn make(maker: &mut Maker) {
    for (name, tree) in [
        ("the first letters", update(0, &[], &[], &[put(0, "hola")])),
        (
            "letters of two and four bytes",
            update(0, &[], &[], &[put(0, "ñ\u{1f98b}")]),
        ),
        ("on her own last edit", update(4, &[], &[], &[put(4, "!")])),
        ("taken out", update(4, &[], &[], &[take(1, 2, 0, 1)])),
        (
            "taken out backwards",
            update(4, &[], &[], &[take(2, -2, 0, 1)]),
        ),
        (
            "on what another wrote",
            update(0, &[peer(2)], &[1, 9], &[put(10, "x")]),
        ),
        (
            "of another, beside her own",
            update(4, &[peer(2)], &own_and(9), &[put(0, "a"), take(5, 1, 1, 3)]),
        ),
        (
            "another is named by an edit alone",
            update(4, &[peer(2)], &[], &[take(5, 1, 1, 3)]),
        ),
        (
            "the last count",
            update((1 << 24) - 1, &[], &[], &[put(0, "z")]),
        ),
        (
            "as many edits as fit",
            update(0, &[], &[], &vec![put(0, "a"); 15_346]),
        ),
    ] {
        let text = tree.encode();
        let out = judge(&one(1, &text)).unwrap();
        maker.good(name, one(1, &text), out);
    }
    let base = update(4, &[peer(2)], &own_and(9), &[put(0, "a"), take(5, 1, 1, 3)]);
    // More edits than may be is another fault than bytes that are not there.
    let skip = ["count without end"];
    break_form_in(maker, "update", &base, &skip, &|text| one(1, &text));
    bad_updates(maker);
    rows(maker);
    bad_rows(maker);
}

/// Her own last edit and one of device 2, sorted by peer, for an update from 4 on.
fn own_and(count: u64) -> Vec<u64> {
    if peer(1) < peer(2) {
        vec![0, 3, 1, count]
    } else {
        vec![1, count, 0, 3]
    }
}

const OTHERS: &str = "others stand in order of first mention, each once, none unused or the writer";
const PLACE: &str = "a place names the writer or one of the others";
const DEPS: &str = "dependencies are pairs, sorted by peer, one a peer";
const EDIT: &str = "an edit puts in a text or takes out a length, neither of zero";
const BITS: &str = "counts and places have 32 bits, lengths 31 and a sign";

/// Makes an update.
type Made = fn() -> Cbor;

/// Malformed updates: name, rule, update.
const MALFORMED: &[(&str, &str, Made)] = &[
    (
        "own last edit written out",
        "her own last edit is left out where it is all",
        || update(4, &[], &[0, 3], &[put(0, "a")]),
    ),
    ("a peer that nothing names", OTHERS, || {
        update(0, &[peer(2)], &[], &[put(0, "a")])
    }),
    ("a peer twice", OTHERS, || {
        let edits = [take(0, 1, 1, 0), take(0, 1, 2, 1)];
        update(0, &[peer(2), peer(2)], &[], &edits)
    }),
    ("the writer among others", OTHERS, || {
        update(4, &[peer(1)], &[], &[take(0, 1, 1, 0)])
    }),
    ("peers not in order of mention", OTHERS, || {
        let edits = [take(0, 1, 2, 0), take(0, 1, 1, 0)];
        update(0, &[peer(2), peer(3)], &[], &edits)
    }),
    ("an edit of peer 2 of 1", PLACE, || {
        update(4, &[peer(2)], &[], &[take(0, 1, 2, 0)])
    }),
    ("a dependency on peer 1 of 0", PLACE, || {
        update(0, &[], &[1, 3], &[put(0, "a")])
    }),
    ("half a dependency", DEPS, || {
        update(0, &[peer(2)], &[1], &[put(0, "a")])
    }),
    ("two of one peer", DEPS, || {
        update(0, &[peer(2)], &[1, 3, 1, 4], &[put(0, "a")])
    }),
    ("not sorted", DEPS, || {
        let (low, high) = (peer(2).min(peer(3)), peer(2).max(peer(3)));
        update(0, &[high, low], &[1, 3, 2, 4], &[put(0, "a")])
    }),
    ("no edit", "an update has an edit", || {
        update(0, &[], &[], &[])
    }),
    ("nothing put in", EDIT, || {
        update(0, &[], &[], &[put(0, "")])
    }),
    ("nothing taken out", EDIT, || {
        update(4, &[], &[], &[take(0, 0, 0, 0)])
    }),
    ("an edit of three parts", EDIT, || {
        update(4, &[], &[], &[uints(&[0, 1, 0])])
    }),
    ("an edit of one part", EDIT, || {
        update(4, &[], &[], &[uints(&[0])])
    }),
    ("start of 33 bits", BITS, || {
        update(1 << 32, &[], &[], &[put(0, "a")])
    }),
    ("place of 33 bits", BITS, || {
        update(0, &[], &[], &[put(1 << 32, "a")])
    }),
    ("length of 32 bits", BITS, || {
        update(4, &[], &[], &[take(0, 1 << 31, 0, 0)])
    }),
    (
        "others and dependencies swapped",
        "fields stand in order",
        || {
            let mut tree = update(4, &[peer(2)], &own_and(9), &[put(0, "a")]);
            items(&mut tree).swap(1, 2);
            tree
        },
    ),
];

const COUNTS: &str = "one device writes at most 16,777,216 counts";
const MANY: &str = "at most 16,384 edits, 1,024 others and dependencies";

/// Updates over a limit: name, rule, update.
const LARGE: &[(&str, &str, Made)] = &[
    ("past the last count", COUNTS, || {
        update(1 << 24, &[], &[], &[put(0, "z")])
    }),
    ("a length past it", COUNTS, || {
        update(4, &[], &[], &[take(0, (1 << 24) - 3, 0, 0)])
    }),
    ("61,393 bytes", "an update has at most 61,392 bytes", || {
        update(0, &[], &[], &[put(0, &"x".repeat(61_384))])
    }),
    ("16,385 edits", MANY, || {
        Cbor::Raw([head(4, 16_388), vec![0; 16_388]].concat())
    }),
    ("1,025 others", MANY, || {
        let peers: Vec<u64> = (0..1025).collect();
        update(0, &peers, &[], &[put(0, "a")])
    }),
    ("1,025 dependencies", MANY, || {
        update(0, &[], &[0; 2050], &[put(0, "a")])
    }),
];

fn bad_updates(maker: &mut Maker) {
    for (name, rule, tree) in MALFORMED {
        maker.bad(name, rule, "Malformed", one(1, &tree().encode()));
    }
    for (name, rule, tree) in LARGE {
        maker.bad(name, rule, "TooLarge", one(1, &tree().encode()));
    }
}

/// Two devices that write one after the other.
fn dialogue() -> Vec<(u8, Vec<u8>)> {
    let mut updates: Vec<(u8, Vec<u8>)> = Vec::new();
    let mut write = |author: u8, new: &str| {
        let fed = updates
            .iter()
            .map(|(author, text)| (op(0), device(*author), text.clone()));
        let (mut document, imported) = Document::open(DOC, Some(device(author)), fed);
        assert!(imported.refused.is_empty() && !imported.waits);
        document.edit_to(new).unwrap();
        let made = document.commit().unwrap();
        updates.extend(made.into_iter().map(|text| (author, text)));
    };
    write(1, "hola a todas");
    write(1, "hola a todas\ny todos");
    write(2, "hola a todas\n\u{1f98b} y a la asamblea");
    write(1, "¡hola!\n\u{1f98b} y a la asamblea");
    write(2, "");
    write(2, "de nuevo");
    updates
}

fn rows(maker: &mut Maker) {
    let all = dialogue();
    for count in [1, 2, 3, 4, all.len()] {
        let input = row_of(&all[..count]);
        let out = judge(&input).unwrap();
        maker.good(&format!("{count} updates one after the other"), input, out);
    }
    // Side by side: who reads this needs the library's rule of what comes first.
    let first = update(0, &[], &[], &[put(0, "ana")]).encode();
    let second = update(0, &[], &[], &[put(0, "bea")]).encode();
    let third = {
        let deps = if peer(1) < peer(2) {
            [0, 2, 1, 2]
        } else {
            [1, 2, 0, 2]
        };
        update(3, &[peer(2)], &deps, &[put(6, "!")]).encode()
    };
    let input = row_of(&[(1, first), (2, second), (1, third)]);
    let out = judge(&input).unwrap();
    maker.good("side by side", input, out);
}

const FOLLOWS: &str = "an update starts where its author's last one ended";
const OWN: &str = "of her own counts she names her last and no other";
const PLACES: &str = "the text has the places that are edited; she had seen what she takes out";

/// A second update of device 1 behind "hola": name, rule, fault, update.
const SECOND: &[(&str, &str, &str, Made)] = &[
    ("again from the start", FOLLOWS, "Overlap", || {
        update(0, &[], &[], &[put(0, "x")])
    }),
    ("one count back", FOLLOWS, "Overlap", || {
        update(3, &[], &[], &[put(0, "x")])
    }),
    ("one count on", FOLLOWS, "Gap", || {
        update(5, &[], &[], &[put(0, "x")])
    }),
    ("on an older edit of hers", OWN, "Past", || {
        update(4, &[], &[0, 2], &[put(0, "x")])
    }),
    ("on a later edit of hers", OWN, "Past", || {
        update(4, &[], &[0, 4], &[put(0, "x")])
    }),
    (
        "on nobody's edit",
        "what it builds on is here",
        "Waits",
        || update(4, &[peer(2)], &own_and(0), &[put(0, "x")]),
    ),
    ("put in behind the end", PLACES, "Places", || {
        update(4, &[], &[], &[put(5, "x")])
    }),
    ("taken out behind the end", PLACES, "Places", || {
        update(4, &[], &[], &[take(3, 2, 0, 2)])
    }),
    ("taken out before the start", PLACES, "Places", || {
        update(4, &[], &[], &[take(0, -2, 0, 0)])
    }),
    ("counts that are not hers yet", PLACES, "Places", || {
        update(4, &[], &[], &[take(0, 1, 0, 4)])
    }),
    (
        "counts of one whom she has not seen",
        PLACES,
        "Places",
        || update(4, &[peer(2)], &[], &[take(0, 1, 1, 0)]),
    ),
    (
        "places of the text before her edits",
        PLACES,
        "Places",
        || update(4, &[], &[], &[take(0, 2, 0, 0), put(7, "x")]),
    ),
];

fn bad_rows(maker: &mut Maker) {
    let start = (1, update(0, &[], &[], &[put(0, "hola")]).encode());
    for (name, rule, fault, second) in SECOND {
        let row = row_of(&[start.clone(), (1, second().encode())]);
        maker.bad(name, rule, fault, row);
    }
    let mut bad = |name: &str, rule: &str, fault: &str, more: &[(u8, Cbor)]| {
        let more = more.iter().map(|(author, tree)| (*author, tree.encode()));
        let all: Vec<(u8, Vec<u8>)> = [start.clone()].into_iter().chain(more).collect();
        maker.bad(name, rule, fault, row_of(&all));
    };
    let second = update(4, &[], &[], &[put(0, "x")]);
    bad("in another's name", FOLLOWS, "Gap", &[(2, second)]);
    // Device 2 writes on what device 1 wrote, and device 3 on either or both.
    let bea = update(0, &[peer(1)], &[1, 3], &[put(4, "xy")]);
    let unseen = update(0, &[peer(1), peer(2)], &[1, 3], &[take(0, 1, 2, 0)]);
    bad(
        "counts beyond the version",
        PLACES,
        "Places",
        &[(2, bea.clone()), (3, unseen)],
    );
    let rule = "a version names no edit beside one that follows it";
    let both = if peer(1) < peer(2) {
        [1, 3, 2, 1]
    } else {
        [2, 1, 1, 3]
    };
    let others = if peer(1) < peer(2) { [1, 2] } else { [2, 1] }.map(peer);
    let mut deps = both;
    (deps[0], deps[2]) = (1, 2);
    let beside = update(0, &others, &deps, &[put(0, "x")]);
    bad(
        "an edit beside one that follows it",
        rule,
        "Past",
        &[(2, bea), (3, beside)],
    );
    let alone = update(0, &[], &[], &[put(0, "xy")]);
    let without = update(4, &[peer(2)], &[1, 1], &[put(0, "x")]);
    let rule = "her own last edit is in the past that she names";
    bad(
        "without her own last edit",
        rule,
        "Past",
        &[(2, alone), (1, without)],
    );
}
