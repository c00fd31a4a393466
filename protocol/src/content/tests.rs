mod assessments;
mod proposals;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::*;
use crate::document::Anchor;
use crate::id::{DeviceId, OpId};

mod meetings;

fn op(byte: u8) -> OpId {
    OpId::from_bytes([byte; 32])
}

fn at(body: impl Into<Body>) -> Content {
    Content {
        at: WallTime(1_790_000_000_000),
        body: body.into(),
    }
}

fn item() -> impl Strategy<Value = Item> {
    let kind = prop_oneof![
        Just(ItemKind::Meeting),
        Just(ItemKind::Training),
        Just(ItemKind::Action),
        Just(ItemKind::Deadline)
    ];
    let state = prop_oneof![Just(ItemState::Planned), Just(ItemState::Cancelled)];
    let texts = (".{0,40}", "[A-Z][a-z]{0,20}", of(".{0,40}"), of(".{0,40}"));
    (
        any::<[u8; 16]>(),
        any::<u64>(),
        of(any::<u64>()),
        kind,
        state,
        texts,
        of(any::<[u8; 32]>()),
    )
        .prop_map(
            |(id, starts, ends, kind, state, (title, zone, place, who), from)| Item {
                id,
                title,
                starts: WallTime(starts),
                ends: ends.map(WallTime),
                zone,
                place,
                kind,
                state,
                who,
                from: from.map(OpId::from_bytes),
            },
        )
}

fn country() -> impl Strategy<Value = Option<Country>> {
    of("[A-Z]{2}".prop_map(|code| Country::parse(&code).unwrap()))
}

fn names() -> impl Strategy<Value = Body> {
    prop_oneof![
        (any::<[u8; 32]>(), ".{0,60}", country()).prop_map(|(of, name, country)| Name {
            of: SpaceId::from_bytes(of),
            name,
            country
        }
        .into()),
        ".{0,60}".prop_map(|name| Alias { name }.into()),
        (any::<[u8; 32]>(), of(".{0,60}"), country()).prop_map(|(key, name, country)| {
            InvitationName {
                invitation: DeviceId::from_bytes(key),
                name,
                country,
            }
            .into()
        }),
        (vec(".{0,60}", 0..16), of(any::<[u8; 32]>())).prop_map(|(addresses, machine)| {
            Addresses {
                addresses,
                machine: machine.map(DeviceId::from_bytes),
            }
            .into()
        }),
    ]
}

fn threads() -> impl Strategy<Value = Body> {
    let id = || any::<[u8; 32]>().prop_map(OpId::from_bytes);
    prop_oneof![
        (".{0,60}", ".{0,400}").prop_map(|(title, body)| ThreadNew { title, body }.into()),
        (id(), of(id()), ".{0,400}").prop_map(|(thread, reply_to, body)| Post {
            thread,
            reply_to,
            body
        }
        .into()),
        (id(), ".{0,400}", of(".{0,40}"), of(any::<u64>())).prop_map(|(thread, body, by, at)| {
            PostImported {
                thread,
                body,
                by,
                at: at.map(WallTime),
            }
            .into()
        }),
        (id(), ".{0,400}").prop_map(|(post, body)| PostEdit { post, body }.into()),
        id().prop_map(|post| PostRetract { post }.into()),
        id().prop_map(|thread| ThreadClose { thread }.into()),
    ]
}

fn works() -> impl Strategy<Value = Body> {
    let id = || any::<[u8; 32]>().prop_map(OpId::from_bytes);
    prop_oneof![
        ".{0,60}".prop_map(|title| DocNew { title }.into()),
        (id(), vec(any::<u8>(), 0..400)).prop_map(|(doc, update)| DocUpdate { doc, update }.into()),
        ".{0,60}".prop_map(|title| AgendaNew { title }.into()),
        (id(), item()).prop_map(|(agenda, item)| AgendaItem { agenda, item }.into()),
        (id(), any::<u32>(), ".{0,60}", vec(item(), 0..6)).prop_map(
            |(agenda, edition, title, items)| AgendaPublish {
                agenda,
                edition,
                title,
                items
            }
            .into()
        ),
        id().prop_map(|object| Held { object }.into()),
        (id(), any::<[u8; 12]>(), ".{0,60}", ".{0,400}").prop_map(|(doc, at, quote, body)| {
            let at = Anchor::from_bytes(&at);
            DocComment {
                doc,
                at,
                quote,
                body,
            }
            .into()
        }),
        id().prop_map(|comment| CommentRetract { comment }.into()),
    ]
}

fn any_content() -> impl Strategy<Value = Content> {
    let bodies = prop_oneof![
        names(),
        threads(),
        works(),
        proposals::works(),
        assessments::assessments(),
        meetings::works()
    ];
    (any::<u64>(), bodies).prop_map(|(at, body)| Content {
        at: WallTime(at),
        body,
    })
}

#[test]
fn a_post_of_300_bytes_costs_48_more() {
    let post = at(Post {
        thread: op(7),
        reply_to: None,
        body: "x".repeat(300),
    });
    assert_eq!(post.encode().unwrap().len(), 348);
}

#[test]
fn texts_are_taken_up_to_their_limit_and_not_beyond() {
    let post = |len| {
        at(Post {
            thread: op(7),
            reply_to: None,
            body: "x".repeat(len),
        })
    };
    for len in [0, TEXT_BYTES_MAX - 1, TEXT_BYTES_MAX] {
        let bytes = post(len).encode().unwrap();
        assert_eq!(Content::decode(&bytes), Ok(post(len)));
    }
    assert_eq!(
        post(TEXT_BYTES_MAX + 1).encode(),
        Err(ContentFault::FieldTooLarge)
    );
    let title = |len| {
        at(DocNew {
            title: "x".repeat(len),
        })
        .encode()
        .map(drop)
    };
    assert_eq!(title(TITLE_BYTES_MAX), Ok(()));
    assert_eq!(title(TITLE_BYTES_MAX + 1), Err(ContentFault::FieldTooLarge));
    let update = |len| {
        at(DocUpdate {
            doc: op(1),
            update: vec![0; len],
        })
        .encode()
        .map(drop)
    };
    assert_eq!(update(CONTENT_BYTES_MAX - 48), Ok(()));
    assert_eq!(update(CONTENT_BYTES_MAX), Err(ContentFault::TooLarge));
    assert_eq!(
        Content::decode(&vec![0; CONTENT_BYTES_MAX + 1]),
        Err(ContentFault::TooLarge)
    );
}

#[test]
fn a_field_over_its_limit_is_refused_on_reading_too() {
    let mut w = Writer::new();
    w.uint(11);
    w.uint(0);
    w.text(&"x".repeat(TITLE_BYTES_MAX + 1), usize::MAX)
        .unwrap();
    assert_eq!(
        Content::decode(&w.finish()),
        Err(ContentFault::FieldTooLarge)
    );
    let mut w = Writer::new();
    w.uint(4);
    w.uint(0);
    w.texts(&vec![String::new(); ADDRESSES_MAX + 1], 1).unwrap();
    assert_eq!(
        Content::decode(&w.finish()),
        Err(ContentFault::FieldTooLarge)
    );
}

#[test]
fn unknown_kinds_and_longer_forms_are_kept_as_unknown() {
    // [99, 0, {"a": [1, 2]}]
    let bytes = [0x83, 0x18, 99, 0, 0xa1, 0x61, b'a', 0x82, 1, 2];
    let content = Content::decode(&bytes).unwrap();
    assert_eq!(content.body, Body::Unknown { kind: 99 });
    assert_eq!(content.encode(), Err(ContentFault::UnknownKind(99)));
    // A document with a third field: [11, 0, "t", 5]
    let bytes = [0x84, 11, 0, 0x61, b't', 5];
    assert_eq!(
        Content::decode(&bytes).unwrap().body,
        Body::Unknown { kind: 11 }
    );
    // An edition with an item of a kind 9 that does not exist here.
    let mut item = vec![0x86, 0x50];
    item.extend_from_slice(&[3; 16]);
    item.extend_from_slice(&[0x61, b't', 0, 0x60, 9, 0]);
    let mut bytes = vec![0x86, 15, 0, 0x58, 32];
    bytes.extend_from_slice(&[2; 32]);
    bytes.extend_from_slice(&[1, 0x61, b't', 0x82]);
    bytes.extend_from_slice(&item);
    item[22] = 1;
    bytes.extend_from_slice(&item);
    assert_eq!(
        Content::decode(&bytes).unwrap().body,
        Body::Unknown { kind: 15 }
    );
    let cut = [0x84, 11, 0, 0x61, b't'];
    assert_eq!(Content::decode(&cut), Err(ContentFault::Malformed));
}

#[test]
fn other_encodings_of_a_value_are_refused() {
    let good = at(DocNew { title: "t".into() }).encode().unwrap();
    let mut trailing = good.clone();
    trailing.push(0);
    assert_eq!(Content::decode(&trailing), Err(ContentFault::NotCanonical));
    for (bytes, want) in [
        // Kind in two bytes.
        (
            &[0x83, 0x18, 11, 0, 0x61, b't'][..],
            ContentFault::NotCanonical,
        ),
        // Array of indefinite length.
        (&[0x9f, 11, 0, 0x61, b't', 0xff], ContentFault::NotCanonical),
        // Text in chunks.
        (
            &[0x83, 11, 0, 0x7f, 0x61, b't', 0xff],
            ContentFault::Malformed,
        ),
        // Text that is not UTF-8.
        (&[0x83, 11, 0, 0x61, 0xff], ContentFault::Malformed),
        (&[0x82, 11, 0], ContentFault::Malformed),
        (&[], ContentFault::Malformed),
        (&[0xa0], ContentFault::Malformed),
    ] {
        assert_eq!(Content::decode(bytes), Err(want), "{bytes:?}");
    }
    // A trailing absent value that the one encoding leaves out: [2-letter country absent].
    let mut name = Writer::new();
    name.uint(1);
    name.uint(0);
    name.bytes(&[1; 32]);
    name.text("n", 9).unwrap();
    let mut bytes = name.finish();
    bytes[0] += 1;
    bytes.push(0xf6);
    assert_eq!(Content::decode(&bytes), Err(ContentFault::NotCanonical));
}

proptest! {
    #[test]
    fn decode_undoes_encode_and_one_value_has_one_encoding(content in any_content()) {
        let bytes = content.encode().unwrap();
        prop_assert_eq!(Content::decode(&bytes), Ok(content));
    }

    #[test]
    fn damaged_bytes_are_refused_or_encode_to_themselves(
        content in any_content(),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = content.encode().unwrap();
        prop_assert!(Content::decode(&bytes[..cut.index(bytes.len())]).is_err());
        for (index, byte) in flips {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if let Ok(other) = Content::decode(&bytes) {
            match other.body {
                Body::Unknown { .. } => {}
                _ => prop_assert_eq!(other.encode(), Ok(bytes)),
            }
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Content::decode(&bytes);
    }
}
