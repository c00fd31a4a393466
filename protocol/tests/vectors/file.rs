//! Vector files: JSON with the bytes in a notation that keeps long fillings short.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

/// What a judge finds: fields, or the name of the fault.
pub(crate) type Verdict = Result<Value, String>;

/// One format: how its vectors are written and judged.
pub(crate) struct Format {
    pub(crate) name: &'static str,
    /// Its heading in `docs/wire.md`.
    pub(crate) heading: &'static str,
    pub(crate) maker: fn(&mut Maker),
    pub(crate) judge: fn(&Value) -> Verdict,
}

/// One vector as it lies in a file.
pub(crate) struct Vector<'a> {
    pub(crate) name: &'a str,
    pub(crate) rule: Option<&'a str>,
    pub(crate) input: &'a Value,
    pub(crate) result: &'a Value,
}

/// A whole file.
pub(crate) struct File(Value);

impl File {
    pub(crate) fn good(&self) -> impl Iterator<Item = Vector<'_>> {
        self.vectors("good", "out")
    }

    pub(crate) fn bad(&self) -> impl Iterator<Item = Vector<'_>> {
        self.vectors("bad", "fault")
    }

    fn vectors(&self, which: &str, result: &'static str) -> impl Iterator<Item = Vector<'_>> {
        let rows = self.0[which].as_array().unwrap();
        rows.iter().map(move |row| Vector {
            name: row["name"].as_str().unwrap(),
            rule: row["rule"].as_str(),
            input: &row["in"],
            result: &row[result],
        })
    }
}

/// Collects vectors; each is judged as it comes.
pub(crate) struct Maker {
    judge: fn(&Value) -> Verdict,
    good: Vec<Value>,
    bad: Vec<Value>,
}

impl Maker {
    /// A vector that decodes to `out`.
    #[track_caller]
    pub(crate) fn good(&mut self, name: &str, input: Value, out: Value) {
        assert_eq!((self.judge)(&input), Ok(out.clone()), "{name}");
        self.good
            .push(json!({ "name": name, "in": input, "out": out }));
    }

    /// A vector that is refused.
    #[track_caller]
    pub(crate) fn bad(&mut self, name: &str, rule: &str, fault: &str, input: Value) {
        assert_eq!((self.judge)(&input), Err(fault.to_owned()), "{name}");
        self.bad
            .push(json!({ "name": name, "rule": rule, "in": input, "fault": fault }));
    }

    /// A vector of broken form: which of the two faults of form, the judge says.
    #[track_caller]
    pub(crate) fn broken(&mut self, name: &str, rule: &str, input: Value) {
        let fault = (self.judge)(&input).expect_err(name);
        let form = ["Shape", "NotCanonical", "Malformed"].contains(&fault.as_str());
        assert!(form, "{name}: {fault}");
        self.bad(name, rule, &fault, input);
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The vector files that are there.
pub(crate) fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".json")).collect()
}

/// Whether the files shall be rewritten.
#[expect(clippy::disallowed_methods, reason = "a test asks how it was called")]
pub(crate) fn is_blessing() -> bool {
    std::env::var("BLESS_VECTORS").is_ok_and(|value| value == "1")
}

/// The bytes of a file beside the vectors.
pub(crate) fn read_bytes(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let file = fs::File::open(folder().join(name));
    let read = file.and_then(|mut file| file.read_to_end(&mut out));
    read.map(|_| out).unwrap_or_default()
}

/// Writes a file beside the vectors.
#[expect(clippy::disallowed_methods, reason = "vectors lie in files")]
pub(crate) fn write_bytes(name: &str, bytes: &[u8]) {
    fs::write(folder().join(name), bytes).unwrap();
}

impl Format {
    pub(crate) fn make(&self) -> Value {
        let mut maker = Maker {
            judge: self.judge,
            good: Vec::new(),
            bad: Vec::new(),
        };
        (self.maker)(&mut maker);
        json!({
            "format": self.name,
            "page": format!("docs/wire.md#{}", self.heading),
            "good": maker.good,
            "bad": maker.bad,
        })
    }

    pub(crate) fn judge(&self, input: &Value) -> Verdict {
        (self.judge)(input)
    }

    fn file(&self) -> String {
        format!("{}.json", self.name)
    }

    pub(crate) fn read(&self) -> File {
        let text = read_bytes(&self.file());
        let mut file: Value = serde_json::from_slice(&text).unwrap_or_else(|_| json!({}));
        for which in ["good", "bad"] {
            if !file[which].is_array() {
                file[which] = json!([]);
            }
        }
        File(file)
    }

    pub(crate) fn write(&self, made: &Value) {
        let text = serde_json::to_string_pretty(made).unwrap();
        write_bytes(&self.file(), format!("{text}\n").as_bytes());
    }

    /// The first vector that is another than in the file.
    pub(crate) fn difference(&self, made: &Value) -> Option<String> {
        let file = self.read().0;
        if file == *made {
            return None;
        }
        let at = |from: &Value, which: &str, at: usize| from[which].get(at).cloned();
        for which in ["good", "bad"] {
            let count = made[which].as_array().map_or(0, Vec::len);
            let stored = file[which].as_array().map_or(0, Vec::len);
            for number in 0..count.max(stored) {
                let (new, old) = (at(made, which, number), at(&file, which, number));
                if new != old {
                    let name = new.or(old).map(|vector| vector["name"].clone());
                    return Some(format!(
                        "{}.json: {which} vector {name:?} differs",
                        self.name
                    ));
                }
            }
        }
        Some(format!("{}.json: its head differs", self.name))
    }
}

/// The first word of an error, or of the one inside `Decode(..)`: the name of its variant.
pub(crate) fn fault(error: impl std::fmt::Debug) -> String {
    let text = format!("{error:?}");
    let text = text.strip_prefix("Decode(").unwrap_or(&text);
    text.chars().take_while(|c| c.is_alphanumeric()).collect()
}

/// The longest piece of bytes that is looked for again right behind itself.
const PIECE_MAX: usize = 128;
/// Fewest bytes that are worth `piece*count`.
const REPEATED_MIN: usize = 24;

/// Length of the shortest piece that stands here several times, and how often.
fn repeated(bytes: &[u8]) -> Option<(usize, usize)> {
    (1..=PIECE_MAX.min(bytes.len() / 2)).find_map(|len| {
        let piece = &bytes[..len];
        let count = bytes
            .chunks_exact(len)
            .take_while(|part| *part == piece)
            .count();
        (count > 3 && len * count >= REPEATED_MIN).then_some((len, count))
    })
}

/// Bytes as hex; what stands several times in a row as `piece*count`; a space between.
pub(crate) fn notation(bytes: &[u8]) -> String {
    let (mut pieces, mut plain, mut rest) = (Vec::new(), Vec::new(), bytes);
    let flush = |plain: &mut Vec<u8>, pieces: &mut Vec<String>| {
        if !plain.is_empty() {
            pieces.push(HEXLOWER.encode(&std::mem::take(plain)));
        }
    };
    while let Some(first) = rest.first() {
        if let Some((len, count)) = repeated(rest) {
            flush(&mut plain, &mut pieces);
            pieces.push(format!("{}*{count}", HEXLOWER.encode(&rest[..len])));
            rest = &rest[len * count..];
        } else {
            plain.push(*first);
            rest = &rest[1..];
        }
    }
    flush(&mut plain, &mut pieces);
    pieces.join(" ")
}

/// Undoes [`notation`].
pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("no bytes: {value}"));
    let mut out = Vec::new();
    for piece in text.split_whitespace() {
        let (hex, count) = piece.split_once('*').unwrap_or((piece, "1"));
        let hex = HEXLOWER.decode(hex.as_bytes()).unwrap();
        out.extend(hex.repeat(count.parse().unwrap()));
    }
    out
}

/// Bytes of a known length.
pub(crate) fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}

/// Bytes that stand in a vector or in a file beside it, with the damage that the vector names.
pub(super) fn damaged_bytes(input: &Value) -> Vec<u8> {
    let mut text = match input.get("bytes") {
        Some(text) => bytes(text),
        None => read_bytes(input["file"].as_str().unwrap()),
    };
    if let Some(at) = input["flip"].as_u64() {
        text[usize::try_from(at).unwrap()] ^= 1;
    }
    if let Some(len) = input["cut"].as_u64() {
        text.truncate(usize::try_from(len).unwrap());
    }
    text
}
