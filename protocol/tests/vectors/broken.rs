//! What can be wrong with the form of any CBOR value: the same breaks for every format.

use serde_json::{Value, json};

use super::cbor::{Cbor, head, long_head};
use super::file::{Maker, notation};

/// Adds every break of form that a value has a place for, as bad vectors named after `base`.
pub(crate) fn break_form(maker: &mut Maker, base: &str, tree: &Cbor, skip: &[&str]) {
    break_form_in(
        maker,
        base,
        tree,
        skip,
        &|bytes| json!({ "bytes": notation(&bytes) }),
    );
}

/// As [`break_form`], where the input is more than the bytes.
pub(crate) fn break_form_in(
    maker: &mut Maker,
    base: &str,
    tree: &Cbor,
    skip: &[&str],
    input: &dyn Fn(Vec<u8>) -> Value,
) {
    for (name, rule, bytes) in breaks(tree) {
        if !skip.contains(&name) {
            maker.broken(&format!("{base}: {name}"), rule, input(bytes));
        }
    }
}

type Break = (&'static str, &'static str, Vec<u8>);

fn breaks(tree: &Cbor) -> Vec<Break> {
    let whole = tree.encode();
    let mut out: Vec<Break> = vec![
        (
            "byte behind",
            "nothing follows the value",
            [whole.as_slice(), &[0]].concat(),
        ),
        (
            "cut short",
            "the value is whole",
            whole[..whole.len() - 1].to_vec(),
        ),
        ("nothing", "the value is there", Vec::new()),
        (
            "tagged",
            "a value has no tag",
            [&[0xc6], whole.as_slice()].concat(),
        ),
    ];
    for (name, rule, change) in CHANGES {
        let mut tree = tree.clone();
        if change_first(&mut tree, *change) {
            out.push((*name, *rule, tree.encode()));
        }
    }
    out
}

/// Applies a change to the first value, depth first, that takes it.
fn change_first(tree: &mut Cbor, change: fn(&Cbor) -> Option<Cbor>) -> bool {
    if let Some(changed) = change(tree) {
        *tree = changed;
        return true;
    }
    match tree {
        Cbor::Array(items) => items.iter_mut().any(|item| change_first(item, change)),
        Cbor::Map(rows) => rows
            .iter_mut()
            .any(|(_, value)| change_first(value, change)),
        _ => false,
    }
}

type Change = (&'static str, &'static str, fn(&Cbor) -> Option<Cbor>);

const CHANGES: &[Change] = &[
    (
        "long number",
        "a number has the shortest head",
        |value| match value {
            Cbor::Uint(number) => Some(Cbor::Raw(long_head(0, *number))),
            _ => None,
        },
    ),
    (
        "long length",
        "a length has the shortest head",
        |value| match value {
            Cbor::Bytes(bytes) => Some(Cbor::Raw(
                [
                    long_head(2, u64::try_from(bytes.len()).unwrap()),
                    bytes.clone(),
                ]
                .concat(),
            )),
            Cbor::Text(text) => Some(Cbor::Raw(
                [
                    long_head(3, u64::try_from(text.len()).unwrap()),
                    text.clone().into_bytes(),
                ]
                .concat(),
            )),
            _ => None,
        },
    ),
    (
        "long count",
        "a count has the shortest head",
        |value| match value {
            Cbor::Array(items) => Some(Cbor::Raw(
                [
                    long_head(4, u64::try_from(items.len()).unwrap()),
                    all(items),
                ]
                .concat(),
            )),
            _ => None,
        },
    ),
    (
        "open list",
        "a list has a definite length",
        |value| match value {
            Cbor::Array(items) => Some(Cbor::Raw(
                [&[0x9f], all(items).as_slice(), &[0xff]].concat(),
            )),
            _ => None,
        },
    ),
    (
        "open map",
        "a map has a definite length",
        |value| match value {
            Cbor::Map(_) => {
                let bytes = value.encode();
                Some(Cbor::Raw([&[0xbf], &bytes[1..], &[0xff]].concat()))
            }
            _ => None,
        },
    ),
    (
        "bytes in pieces",
        "bytes stand in one piece",
        |value| match value {
            Cbor::Bytes(_) => Some(Cbor::Raw(
                [&[0x5f], value.encode().as_slice(), &[0xff]].concat(),
            )),
            _ => None,
        },
    ),
    (
        "text in pieces",
        "a text stands in one piece",
        |value| match value {
            Cbor::Text(_) => Some(Cbor::Raw(
                [&[0x7f], value.encode().as_slice(), &[0xff]].concat(),
            )),
            _ => None,
        },
    ),
    (
        "text that is none",
        "a text is UTF-8",
        |value| match value {
            Cbor::Text(_) => Some(Cbor::Raw(vec![0x61, 0xff])),
            _ => None,
        },
    ),
    (
        "text for bytes",
        "bytes are a byte string",
        |value| match value {
            Cbor::Bytes(bytes) => Some(Cbor::Text("a".repeat(bytes.len()))),
            _ => None,
        },
    ),
    (
        "number for bytes",
        "bytes are a byte string",
        |value| match value {
            Cbor::Bytes(_) => Some(Cbor::Uint(7)),
            _ => None,
        },
    ),
    (
        "bytes for a number",
        "a number is an unsigned integer",
        |value| match value {
            Cbor::Uint(_) => Some(Cbor::Bytes(vec![1])),
            _ => None,
        },
    ),
    (
        "negative number",
        "a number is not negative",
        |value| match value {
            Cbor::Uint(_) => Some(Cbor::Negative(0)),
            _ => None,
        },
    ),
    (
        "number for a truth",
        "yes and no are CBOR's true and false",
        |value| match value {
            Cbor::Bool(value) => Some(Cbor::Uint(u64::from(*value))),
            _ => None,
        },
    ),
    ("short id", "an id has 32 bytes", |value| match value {
        Cbor::Bytes(bytes) if bytes.len() == 32 => Some(Cbor::bytes(&bytes[..31])),
        _ => None,
    }),
    ("long id", "an id has 32 bytes", |value| match value {
        Cbor::Bytes(bytes) if bytes.len() == 32 => {
            Some(Cbor::Bytes([bytes.as_slice(), &[0]].concat()))
        }
        _ => None,
    }),
    (
        "null for an id",
        "what must be there is not null",
        |value| match value {
            Cbor::Bytes(bytes) if bytes.len() == 32 => Some(Cbor::Null),
            _ => None,
        },
    ),
    ("keys swapped", "keys ascend", |value| match value {
        Cbor::Map(rows) if rows.len() > 1 => {
            let mut rows = rows.clone();
            rows.swap(0, 1);
            Some(Cbor::Map(rows))
        }
        _ => None,
    }),
    ("key twice", "a key stands once", |value| match value {
        Cbor::Map(rows) if !rows.is_empty() => {
            let mut rows = rows.clone();
            rows.insert(0, rows[0].clone());
            Some(Cbor::Map(rows))
        }
        _ => None,
    }),
    (
        "unknown key",
        "no key that is not in the table",
        |value| match value {
            Cbor::Map(rows) => {
                let mut rows = rows.clone();
                rows.push((99, Cbor::Uint(0)));
                Some(Cbor::Map(rows))
            }
            _ => None,
        },
    ),
    (
        "first key missing",
        "a field that must be there is there",
        |value| match value {
            Cbor::Map(rows) if !rows.is_empty() => Some(Cbor::Map(rows[1..].to_vec())),
            _ => None,
        },
    ),
    (
        "list for the map",
        "fields stand in a map",
        |value| match value {
            Cbor::Map(rows) => Some(Cbor::Array(rows.iter().map(|(_, v)| v.clone()).collect())),
            _ => None,
        },
    ),
    (
        "length without end",
        "a length is not more than is there",
        |value| match value {
            Cbor::Bytes(bytes) => Some(Cbor::Raw([head(2, u64::MAX), bytes.clone()].concat())),
            _ => None,
        },
    ),
    (
        "count without end",
        "a count is not more than is there",
        |value| match value {
            Cbor::Array(items) => Some(Cbor::Raw([head(4, u64::MAX), all(items)].concat())),
            _ => None,
        },
    ),
];

fn all(items: &[Cbor]) -> Vec<u8> {
    items.iter().flat_map(Cbor::encode).collect()
}
