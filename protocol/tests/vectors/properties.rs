//! What holds of every decoder for any bytes: it does not panic, it takes no more memory than the
//! bytes are worth, and what it takes encodes to the same bytes.

use asamblea_protocol::bundle::Section;
use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::content::{Body, Content};
use asamblea_protocol::crypto::{pad, unpad};
use asamblea_protocol::document::{Document, UpdateFigures, Version};
use asamblea_protocol::id::OpId;
use asamblea_protocol::invitation::{Address, InvitationCode};
use asamblea_protocol::limits::FRAME_BYTES_MAX;
use asamblea_protocol::op::{Card, Control, EpochHeader, PlacedSlot, Recipient, SignedRun};
use asamblea_protocol::sync::Frame;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::cbor::{Cbor, head, set};
use super::file::{Format, bytes};
use super::world::device;
use super::{cards, contents, control, documents, epochs, frames, packets, primitives, runs};

/// What a decoder made of bytes.
enum Taken {
    /// Refused.
    No,
    /// Taken, and this is how it is written again.
    Again(Vec<u8>),
    /// Taken as what only a newer version knows, or as a reading of more than one form.
    Whole,
}

/// One decoder: where its good bytes stand, and how it is called.
struct Decoder {
    format: &'static Format,
    /// Which of several inputs of the format, by its field `what`.
    what: Option<&'static str>,
    read: fn(&[u8]) -> Taken,
}

fn again<T, E>(read: Result<T, E>, encode: impl FnOnce(&T) -> Vec<u8>) -> Taken {
    read.map_or(Taken::No, |value| Taken::Again(encode(&value)))
}

const DOC: OpId = OpId::from_bytes([7; 32]);

const DECODERS: &[Decoder] = &[
    Decoder {
        format: &primitives::PADDING,
        what: None,
        read: |text| again(unpad(text.to_vec()), |plain| pad(plain.clone())),
    },
    Decoder {
        format: &runs::RUN,
        what: None,
        read: |text| {
            if let Ok(run) = SignedRun::decode(text) {
                let _fault = run.verify();
            }
            again(SignedRun::decode(text), SignedRun::encode)
        },
    },
    Decoder {
        format: &control::CONTROL,
        what: None,
        read: |text| match Control::decode(text) {
            Ok(Control::Unknown { .. }) => Taken::Whole,
            read => again(read, Control::encode),
        },
    },
    Decoder {
        format: &cards::CARD,
        what: None,
        read: |text| again(decode::<Card>(text, 4096), encode),
    },
    Decoder {
        format: &epochs::EPOCH,
        what: Some("header"),
        read: |text| again(decode::<EpochHeader>(text, FRAME_BYTES_MAX), encode),
    },
    Decoder {
        format: &epochs::EPOCH,
        what: Some("recipients"),
        read: |text| again(decode::<Vec<Recipient>>(text, FRAME_BYTES_MAX), encode),
    },
    Decoder {
        format: &epochs::EPOCH,
        what: Some("placed"),
        read: |text| again(decode::<PlacedSlot>(text, FRAME_BYTES_MAX), encode),
    },
    Decoder {
        format: &contents::CONTENT,
        what: None,
        read: |text| match Content::decode(text) {
            Ok(content) if matches!(content.body, Body::Unknown { .. }) => Taken::Whole,
            read => again(read, |content| content.encode().unwrap_or_default()),
        },
    },
    Decoder {
        format: &documents::DOCUMENT,
        what: None,
        read: |text| match UpdateFigures::read(DOC, device(1), text) {
            Ok(_) => Taken::Whole,
            Err(_) => Taken::No,
        },
    },
    Decoder {
        format: &frames::FRAME,
        what: None,
        read: |text| again(Frame::decode(text), Frame::encode),
    },
    Decoder {
        format: &packets::BUNDLE,
        what: None,
        read: |text| match Section::read(text) {
            Ok(_) => Taken::Whole,
            Err(_) => Taken::No,
        },
    },
];

/// Bytes that a decoder may take for each byte that came: the widest is a list of the smallest
/// operations, which grows by doubling.
const MEMORY_PER_BYTE: u64 = 64;
/// Bytes that it may take in any case.
const MEMORY_BASE: u64 = 4096;

fn hold(decoder: &Decoder, text: &[u8]) -> Result<(), TestCaseError> {
    let mut taken = Taken::No;
    let memory = allocation_counter::measure(|| taken = (decoder.read)(text));
    let allowed = MEMORY_BASE + MEMORY_PER_BYTE * u64::try_from(text.len()).unwrap();
    prop_assert!(
        memory.bytes_max <= allowed,
        "{}: {} bytes of memory for {}",
        decoder.format.name,
        memory.bytes_max,
        text.len()
    );
    if let Taken::Again(written) = taken {
        prop_assert!(written == text, "{}: {text:02x?}", decoder.format.name);
    }
    Ok(())
}

/// The good bytes of a decoder, from its vectors.
fn good(decoder: &Decoder) -> Vec<Vec<u8>> {
    let file = decoder.format.read();
    let of_kind = |input: &Value| decoder.what.is_none_or(|what| input["what"] == what);
    let texts = file.good().filter(|vector| of_kind(vector.input));
    let texts = texts.filter_map(|vector| {
        let text = ["bytes", "padded"]
            .iter()
            .find_map(|name| vector.input.get(name));
        text.map(bytes)
    });
    texts.collect()
}

/// One damage to bytes.
#[derive(Clone, Debug)]
enum Damage {
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Repeat(prop::sample::Index, prop::sample::Index),
    Remove(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        1 => at().prop_map(Damage::Cut),
        2 => (at(), lie()).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        2 => at().prop_map(Damage::Remove),
    ]
}

/// A head that promises any length.
fn lie() -> impl Strategy<Value = Vec<u8>> {
    let length = prop_oneof![any::<u64>(), 0..100_000_u64, Just(u64::MAX), Just(1 << 32)];
    (0..8_u8, length).prop_map(|(major, length)| head(major, length))
}

fn damaged(mut text: Vec<u8>, damages: Vec<Damage>) -> Vec<u8> {
    for damage in damages {
        if text.is_empty() {
            break;
        }
        let len = text.len();
        match damage {
            Damage::Set(at, byte) => text[at.index(len)] = byte,
            Damage::Cut(at) => text.truncate(at.index(len)),
            Damage::Insert(at, bytes) => {
                let at = at.index(len);
                text.splice(at..at, bytes);
            }
            Damage::Repeat(from, to) => {
                let (from, to) = (from.index(len), to.index(len));
                let part = text[from.min(to)..from.max(to)].to_vec();
                text.extend(part);
            }
            Damage::Remove(at) => {
                text.remove(at.index(len));
            }
        }
    }
    text
}

/// Any value, canonical but for heads that lie.
fn any_value() -> impl Strategy<Value = Cbor> {
    let number = prop_oneof![0..12_u64, any::<u64>()];
    let leaf = prop_oneof![
        4 => number.prop_map(Cbor::Uint),
        1 => any::<u64>().prop_map(Cbor::Negative),
        2 => Just(Cbor::Bytes(vec![3; 32])),
        1 => vec(any::<u8>(), 0..70).prop_map(Cbor::Bytes),
        1 => ".{0,12}".prop_map(Cbor::Text),
        1 => any::<bool>().prop_map(Cbor::Bool),
        1 => Just(Cbor::Null),
        1 => lie().prop_map(Cbor::Raw),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Cbor::Array),
            vec(inner, 0..8).prop_map(|values| Cbor::Map((0..).zip(values).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_taken_without_harm(text in vec(any::<u8>(), 0..3000)) {
        for decoder in DECODERS {
            hold(decoder, &text)?;
        }
    }

    #[test]
    fn any_values_are_refused_or_taken_without_harm(value in any_value()) {
        let text = value.encode();
        for decoder in DECODERS {
            hold(decoder, &text)?;
        }
    }

    #[test]
    fn damaged_good_bytes_are_refused_or_taken_without_harm(
        which in any::<prop::sample::Index>(),
        damages in vec(damage(), 1..4),
    ) {
        for decoder in DECODERS {
            let good = good(decoder);
            let text = good[which.index(good.len())].clone();
            hold(decoder, &damaged(text, damages.clone()))?;
        }
    }

    #[test]
    fn many_small_values_take_little_memory(value in any_value(), count in 1_000..80_000_usize) {
        let one = value.encode();
        let mut text = head(4, u64::try_from(count / one.len().max(1)).unwrap());
        text.extend(one.repeat(count / one.len().max(1)));
        text.truncate(FRAME_BYTES_MAX);
        for decoder in DECODERS {
            hold(decoder, &text)?;
            let have = &[0x82, 0x07, 0x81][..];
            for outer in [have, &[0x83, 0x18, 0x63, 0x00], &[0x84, 0, 0x80, 0x80]] {
                hold(decoder, &[outer, &text].concat())?;
            }
        }
    }

    #[test]
    fn any_update_is_judged_without_harm(value in any_value(), start in 0..3_u64) {
        let mut document = Document::new(DOC, None);
        let update = Cbor::Array(vec![
            Cbor::Uint(start),
            Cbor::Array(vec![]),
            Cbor::Array(vec![]),
            Cbor::Array(vec![Cbor::Uint(0), value]),
        ]);
        let text = update.encode();
        if let Ok(checked) = document.check(device(1), &text) {
            prop_assert!(document.import(checked).is_ok());
        }
        prop_assert!(!document.is_broken());
    }

    #[test]
    fn any_text_is_a_code_or_none(text in "[A-Za-z2-7 -]{0,700}|.{0,80}") {
        if let Ok(code) = InvitationCode::decode(&text) {
            prop_assert!(InvitationCode::decode(&code.encode()).is_ok());
        }
        let _none = Address::from_multiaddr(&text);
    }

    #[test]
    fn a_code_comes_back_as_it_was(
        secret in any::<[u8; 16]>(),
        network in any::<[u8; 8]>(),
        hosts in vec((any::<[u8; 32]>(), any::<u16>(), 0..3_u8), 0..9),
    ) {
        let address = |(host, port, kind): &([u8; 32], u16, u8)| match kind {
            0 => Address::Tcp(<[u8; 4]>::try_from(&host[..4]).unwrap().into(), *port),
            1 => Address::Tcp(<[u8; 16]>::try_from(&host[..16]).unwrap().into(), *port),
            _ => Address::Onion(*host, *port),
        };
        let addresses: Vec<Address> = hosts.iter().map(address).collect();
        let code = InvitationCode::new(secret, network, &addresses);
        let text = code.encode();
        let read = InvitationCode::decode(&text).unwrap();
        prop_assert_eq!(read.encode(), text);
        prop_assert_eq!(read.addresses(), code.addresses());
        prop_assert!(read.addresses().len() <= 6);
    }

    #[test]
    fn any_text_is_a_version_or_none(text in "[0-9a-f.-]{0,60}|.{0,30}") {
        if let Ok(version) = text.parse::<Version>() {
            prop_assert_eq!(version.to_string(), text);
        }
    }
}

#[test]
fn every_decoder_has_good_bytes_that_it_takes() {
    for decoder in DECODERS {
        let good = good(decoder);
        assert!(!good.is_empty(), "{}", decoder.format.name);
        for text in good {
            assert!(
                !matches!((decoder.read)(&text), Taken::No),
                "{}",
                decoder.format.name
            );
        }
    }
}

#[test]
fn runs_of_the_smallest_parts_take_little_memory() {
    let run = DECODERS
        .iter()
        .find(|decoder| decoder.format.name == "run")
        .unwrap();
    let base = Cbor::read(&good(run)[0]);
    let small = [
        (
            "8",
            Cbor::Array(vec![Cbor::Bytes(vec![1; 32]), Cbor::Uint(0)]),
        ),
        (
            "9",
            Cbor::Array(vec![
                Cbor::Array(vec![]),
                Cbor::Bytes(vec![]),
                Cbor::Bytes(vec![]),
            ]),
        ),
    ];
    for (key, one) in small {
        let mut tree = base.clone();
        let count = (FRAME_BYTES_MAX - base.encode().len()) / one.encode().len() - 1;
        set(&mut tree, key, Cbor::Array(vec![one; count]));
        let text = tree.encode();
        assert!(SignedRun::decode(&text).is_ok());
        hold(run, &text).unwrap();
    }
}
