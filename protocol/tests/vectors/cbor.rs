//! A tree of CBOR values: to build what the code would not write, and to show what it read.

use asamblea_protocol::crypto::{Domain, hash};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

/// A CBOR value of the kinds that the formats use, or bytes that claim to be one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cbor {
    Uint(u64),
    /// -1 - n.
    Negative(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Cbor>),
    Map(Vec<(u64, Cbor)>),
    Bool(bool),
    Null,
    /// Written as it is.
    Raw(Vec<u8>),
}

/// The head of a value: major type and argument, in the shortest form.
pub(crate) fn head(major: u8, value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let (small, width) = match value {
        0..=23 => (u8::try_from(value).unwrap(), 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    [&[major << 5 | small], &bytes[8 - width..]].concat()
}

/// The head in the next longer form than the shortest.
pub(crate) fn long_head(major: u8, value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let (small, width) = match value {
        0..=23 => (24, 1),
        24..=0xff => (25, 2),
        0x100..=0xffff => (26, 4),
        _ => (27, 8),
    };
    [&[major << 5 | small], &bytes[8 - width..]].concat()
}

fn length(len: usize) -> u64 {
    u64::try_from(len).unwrap()
}

impl Cbor {
    pub(crate) fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::Bytes(bytes.as_ref().to_vec())
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Uint(value) => head(0, *value),
            Self::Negative(value) => head(1, *value),
            Self::Bytes(bytes) => [head(2, length(bytes.len())), bytes.clone()].concat(),
            Self::Text(text) => [head(3, length(text.len())), text.clone().into_bytes()].concat(),
            Self::Array(items) => {
                let mut out = head(4, length(items.len()));
                out.extend(items.iter().flat_map(Self::encode));
                out
            }
            Self::Map(rows) => {
                let mut out = head(5, length(rows.len()));
                for (key, value) in rows {
                    out.extend(head(0, *key));
                    out.extend(value.encode());
                }
                out
            }
            Self::Bool(value) => vec![0xf4 + u8::from(*value)],
            Self::Null => vec![0xf6],
            Self::Raw(bytes) => bytes.clone(),
        }
    }

    /// Reads canonical bytes that the code under test wrote or took.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut rest = bytes;
        let value = Self::next(&mut rest);
        assert!(rest.is_empty(), "bytes after the value");
        value
    }

    fn next(rest: &mut &[u8]) -> Self {
        let mut take = |count: usize| {
            let (taken, after) = rest.split_at(count);
            *rest = after;
            taken
        };
        let first = take(1)[0];
        let value = match first & 31 {
            small @ 0..=23 => u64::from(small),
            small => {
                let bytes = take(1 << (small - 24));
                bytes
                    .iter()
                    .fold(0, |all, byte| all << 8 | u64::from(*byte))
            }
        };
        let count = || usize::try_from(value).unwrap();
        match first >> 5 {
            0 => Self::Uint(value),
            1 => Self::Negative(value),
            2 => Self::bytes(take(count())),
            3 => Self::text(std::str::from_utf8(take(count())).unwrap()),
            4 => Self::Array((0..value).map(|_| Self::next(rest)).collect()),
            5 => Self::Map(
                (0..value)
                    .map(|_| (Self::key(rest), Self::next(rest)))
                    .collect(),
            ),
            _ if first == 0xf6 => Self::Null,
            _ => Self::Bool(first == 0xf5),
        }
    }

    fn key(rest: &mut &[u8]) -> u64 {
        match Self::next(rest) {
            Self::Uint(key) => key,
            other => panic!("key {other:?}"),
        }
    }

    /// As JSON, the way `docs/wire.md#vectors` says.
    pub(crate) fn view(&self) -> Value {
        match self {
            Self::Uint(value) => json!(value),
            Self::Negative(value) => json!(-1 - i64::try_from(*value).unwrap()),
            Self::Bytes(bytes) => json!(seen_bytes(bytes)),
            Self::Text(text) => json!(seen_text(text)),
            Self::Array(items) if items.len() > SEEN_VALUES_MAX => {
                json!(format!(
                    "{} values h'{}'",
                    items.len(),
                    fingerprint(&self.encode())
                ))
            }
            Self::Array(items) => items.iter().map(Self::view).collect(),
            Self::Map(rows) => {
                let rows = rows
                    .iter()
                    .map(|(key, value)| (key.to_string(), value.view()));
                Value::Object(rows.collect())
            }
            Self::Bool(value) => json!(value),
            Self::Null => Value::Null,
            Self::Raw(_) => panic!("raw bytes have no view"),
        }
    }
}

/// The most bytes that a view shows whole.
const SEEN_BYTES_MAX: usize = 256;
/// The most values of a list that a view shows.
const SEEN_VALUES_MAX: usize = 20;

fn fingerprint(bytes: &[u8]) -> String {
    HEXLOWER.encode(&hash(Domain::Test, &[bytes]).as_bytes()[..8])
}

/// Bytes in a view.
pub(crate) fn seen_bytes(bytes: &[u8]) -> String {
    if bytes.len() <= SEEN_BYTES_MAX {
        return format!("h'{}'", HEXLOWER.encode(bytes));
    }
    format!("{} bytes h'{}'", bytes.len(), fingerprint(bytes))
}

/// A text in a view.
pub(crate) fn seen_text(text: &str) -> String {
    if text.len() <= SEEN_BYTES_MAX {
        return text.to_owned();
    }
    format!(
        "{} bytes of text h'{}'",
        text.len(),
        fingerprint(text.as_bytes())
    )
}

/// The view of canonical bytes.
pub(crate) fn view(bytes: &[u8]) -> Value {
    Cbor::read(bytes).view()
}

/// What a vector does to the value of another.
pub(crate) type Change = fn(&mut Cbor);

/// The value at a path: of a map the key, of an array the place, with a slash between.
pub(crate) fn at<'a>(tree: &'a mut Cbor, path: &str) -> &'a mut Cbor {
    path.split('/').fold(tree, |found, step| {
        let step: u64 = step.parse().unwrap();
        match found {
            Cbor::Array(items) => &mut items[usize::try_from(step).unwrap()],
            Cbor::Map(rows) => {
                let row = rows.iter_mut().find(|(key, _)| *key == step);
                &mut row.unwrap_or_else(|| panic!("no key {path}")).1
            }
            other => panic!("no {path} in {other:?}"),
        }
    })
}

/// Puts another value in the place of one.
pub(crate) fn set(tree: &mut Cbor, path: &str, value: Cbor) {
    *at(tree, path) = value;
}

/// Puts another number in the place of a value.
pub(crate) fn number(tree: &mut Cbor, path: &str, value: u64) {
    set(tree, path, Cbor::Uint(value));
}

/// Puts equal bytes in the place of a value.
pub(crate) fn fill(tree: &mut Cbor, path: &str, byte: u8, count: usize) {
    set(tree, path, Cbor::Bytes(vec![byte; count]));
}

/// The items of the array itself.
pub(crate) fn items(tree: &mut Cbor) -> &mut Vec<Cbor> {
    match tree {
        Cbor::Array(items) => items,
        other => panic!("no array: {other:?}"),
    }
}

/// Appends to the array at a path.
pub(crate) fn push(tree: &mut Cbor, path: &str, value: Cbor) {
    items(at(tree, path)).push(value);
}

/// Takes the last item from the array at a path.
pub(crate) fn pop(tree: &mut Cbor, path: &str) {
    items(at(tree, path)).pop();
}

/// The rows of the map itself.
pub(crate) fn rows(tree: &mut Cbor) -> &mut Vec<(u64, Cbor)> {
    match tree {
        Cbor::Map(rows) => rows,
        other => panic!("no map: {other:?}"),
    }
}

/// Adds a row to the map itself, where its key belongs.
pub(crate) fn add(tree: &mut Cbor, key: u64, value: Cbor) {
    rows(tree).push((key, value));
    rows(tree).sort_by_key(|(key, _)| *key);
}

/// Takes a row from the map itself.
pub(crate) fn remove(tree: &mut Cbor, key: u64) {
    rows(tree).retain(|(known, _)| *known != key);
}
