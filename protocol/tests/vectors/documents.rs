//! Vectors of document updates: the form of one, and what a row of them makes of a text.

use asamblea_protocol::document::{Document, DocumentFault, UpdateFigures, peer_of};
use asamblea_protocol::id::{DeviceId, OpId};
use serde_json::{Value, json};

use super::broken::break_form_in;
use super::cbor::{Cbor, seen_text, view};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::ops::{item, items};
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
    let row = |(author, text): &(u8, Vec<u8>)| json!({ "author": notation(device(*author).as_bytes()), "bytes": notation(text) });
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
    bad_updates(maker, &base);
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

fn bad_updates(maker: &mut Maker, base: &Cbor) {
    let mut malformed = |name: &str, rule: &str, tree: Cbor| {
        maker.bad(name, rule, "Malformed", one(1, &tree.encode()));
    };
    let own = "her own last edit is left out where it is all";
    malformed(
        "own last edit written out",
        own,
        update(4, &[], &[0, 3], &[put(0, "a")]),
    );
    let others =
        "others are named in order of first mention, each once, never the writer, none unused";
    malformed(
        "a peer that nothing names",
        others,
        update(0, &[peer(2)], &[], &[put(0, "a")]),
    );
    let twice = [take(0, 1, 1, 0), take(0, 1, 2, 1)];
    malformed(
        "a peer twice",
        others,
        update(0, &[peer(2), peer(2)], &[], &twice),
    );
    malformed(
        "the writer among others",
        others,
        update(4, &[peer(1)], &[], &[take(0, 1, 1, 0)]),
    );
    let crossed = [take(0, 1, 2, 0), take(0, 1, 1, 0)];
    malformed(
        "peers not in order of mention",
        others,
        update(0, &[peer(2), peer(3)], &[], &crossed),
    );
    let place = "a place names the writer or one of the others";
    malformed(
        "an edit of peer 2 of 1",
        place,
        update(4, &[peer(2)], &[], &[take(0, 1, 2, 0)]),
    );
    malformed(
        "a dependency on peer 1 of 0",
        place,
        update(0, &[], &[1, 3], &[put(0, "a")]),
    );
    let deps = "dependencies are pairs, sorted by peer, one a peer";
    malformed(
        "half a dependency",
        deps,
        update(0, &[peer(2)], &[1], &[put(0, "a")]),
    );
    malformed(
        "two of one peer",
        deps,
        update(0, &[peer(2)], &[1, 3, 1, 4], &[put(0, "a")]),
    );
    let (low, high) = (peer(2).min(peer(3)), peer(2).max(peer(3)));
    malformed(
        "not sorted",
        deps,
        update(0, &[high, low], &[1, 3, 2, 4], &[put(0, "a")]),
    );
    let edit = "an edit puts in a text or takes out a length, neither of zero";
    malformed("no edit", "an update has an edit", update(0, &[], &[], &[]));
    malformed("nothing put in", edit, update(0, &[], &[], &[put(0, "")]));
    malformed(
        "nothing taken out",
        edit,
        update(4, &[], &[], &[take(0, 0, 0, 0)]),
    );
    let three = Cbor::Array(vec![Cbor::Uint(0), Cbor::Uint(1), Cbor::Uint(0)]);
    malformed(
        "an edit of three parts",
        edit,
        update(4, &[], &[], &[three]),
    );
    malformed(
        "an edit of one part",
        edit,
        update(4, &[], &[], &[uints(&[0])]),
    );
    let bits = "counts and places have 32 bits, lengths 31 and a sign";
    malformed(
        "start of 33 bits",
        bits,
        update(1 << 32, &[], &[], &[put(0, "a")]),
    );
    malformed(
        "place of 33 bits",
        bits,
        update(0, &[], &[], &[put(1 << 32, "a")]),
    );
    malformed(
        "length of 32 bits",
        bits,
        update(4, &[], &[], &[take(0, 1 << 31, 0, 0)]),
    );
    let mut swapped = base.clone();
    items(&mut swapped).swap(1, 2);
    malformed(
        "others and dependencies swapped",
        "fields stand in order",
        swapped,
    );
    let mut negative = base.clone();
    *item(&mut negative, 0) = Cbor::Negative(0);
    malformed("start below zero", "a number is not negative", negative);

    let mut large = |name: &str, rule: &str, tree: Cbor| {
        maker.bad(name, rule, "TooLarge", one(1, &tree.encode()));
    };
    let rule = "one device writes at most 16,777,216 counts";
    large(
        "past the last count",
        rule,
        update(1 << 24, &[], &[], &[put(0, "z")]),
    );
    large(
        "a length past it",
        rule,
        update(4, &[], &[], &[take(0, (1 << 24) - 3, 0, 0)]),
    );
    let rule = "an update has at most 61,392 bytes";
    large(
        "61,393 bytes",
        rule,
        update(0, &[], &[], &[put(0, &"x".repeat(61_384))]),
    );
    let rule = "at most 16,384 edits and 1,024 others";
    let edits = Cbor::Raw([super::cbor::head(4, 16_388), vec![0; 16_388]].concat());
    large("16,385 edits", rule, edits);
    let peers: Vec<u64> = (0..1025).collect();
    large("1,025 others", rule, update(0, &peers, &[], &[put(0, "a")]));
    let deps = vec![0; 2050];
    large(
        "1,025 dependencies",
        rule,
        update(0, &[], &deps, &[put(0, "a")]),
    );
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
        updates.extend(
            document
                .commit()
                .unwrap()
                .into_iter()
                .map(|text| (author, text)),
        );
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

fn bad_rows(maker: &mut Maker) {
    let start = || update(0, &[], &[], &[put(0, "hola")]).encode();
    let mut after = |name: &str, rule: &str, fault: &str, tree: Cbor| {
        let row = row_of(&[(1, start()), (1, tree.encode())]);
        maker.bad(name, rule, fault, row);
    };
    let follows = "an update starts where its author's last one ended";
    after(
        "again from the start",
        follows,
        "Overlap",
        update(0, &[], &[], &[put(0, "x")]),
    );
    after(
        "one count back",
        follows,
        "Overlap",
        update(3, &[], &[], &[put(0, "x")]),
    );
    after(
        "one count on",
        follows,
        "Gap",
        update(5, &[], &[], &[put(0, "x")]),
    );
    let past = "of her own counts she names only her last";
    after(
        "on an older edit of hers",
        past,
        "Past",
        update(4, &[], &[0, 2], &[put(0, "x")]),
    );
    after(
        "on a later edit of hers",
        past,
        "Past",
        update(4, &[], &[0, 4], &[put(0, "x")]),
    );
    let waits = "what it builds on is here";
    after(
        "on nobody's edit",
        waits,
        "Waits",
        update(4, &[peer(2)], &own_and(0), &[put(0, "x")]),
    );
    let places = "the text has the places that are edited, and she had seen what she takes out";
    after(
        "put in behind the end",
        places,
        "Places",
        update(4, &[], &[], &[put(5, "x")]),
    );
    after(
        "taken out behind the end",
        places,
        "Places",
        update(4, &[], &[], &[take(3, 2, 0, 2)]),
    );
    after(
        "taken out before the start",
        places,
        "Places",
        update(4, &[], &[], &[take(0, -2, 0, 0)]),
    );
    after(
        "counts that are not hers yet",
        places,
        "Places",
        update(4, &[], &[], &[take(0, 1, 0, 4)]),
    );
    after(
        "counts of one whom she has not seen",
        places,
        "Places",
        update(4, &[peer(2)], &[], &[take(0, 1, 1, 0)]),
    );
    let second = put(7, "x");
    let edits = [take(0, 2, 0, 0), second];
    after(
        "places of the text before her edits",
        places,
        "Places",
        update(4, &[], &[], &edits),
    );
    let row = row_of(&[
        (1, start()),
        (2, update(4, &[], &[], &[put(0, "x")]).encode()),
    ]);
    maker.bad("in another's name", follows, "Gap", row);
    let bea = update(0, &[peer(1)], &[1, 3], &[put(4, "xy")]).encode();
    let carla =
        |others: &[u64], deps: &[u64], edit: Cbor| update(0, others, deps, &[edit]).encode();
    let both = |with: Vec<u8>| row_of(&[(1, start()), (2, bea.clone()), (3, with)]);
    let unseen = carla(&[peer(1), peer(2)], &[1, 3], take(0, 1, 2, 0));
    maker.bad("counts beyond the version", places, "Places", both(unseen));
    let beside = "a version names no edit beside one that follows it";
    let (low, high) = if peer(1) < peer(2) {
        ((1, 3), (2, 1))
    } else {
        ((2, 1), (1, 3))
    };
    let peers = [
        [peer(1), peer(2)][low.0 - 1],
        [peer(1), peer(2)][high.0 - 1],
    ];
    let follows = carla(&peers, &[1, low.1, 2, high.1], put(0, "x"));
    maker.bad(
        "an edit beside one that follows it",
        beside,
        "Past",
        both(follows),
    );
    let alone = update(0, &[], &[], &[put(0, "xy")]).encode();
    let without = update(4, &[peer(2)], &[1, 1], &[put(0, "x")]).encode();
    let rule = "her own last edit is in the past that she names";
    maker.bad(
        "without her own last edit",
        rule,
        "Past",
        row_of(&[(1, start()), (2, alone), (1, without)]),
    );
}
