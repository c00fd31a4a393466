//! Contents of meetings and tasks: made at random, and at their limits.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::super::*;
use super::at;
use crate::crypto::Digest;
use crate::id::OpId;

fn id() -> impl Strategy<Value = OpId> {
    any::<[u8; 32]>().prop_map(OpId::from_bytes)
}

fn party() -> impl Strategy<Value = Party> {
    prop_oneof![
        any::<[u8; 32]>().prop_map(|id| Party::Id(SpaceId::from_bytes(id))),
        ".{0,40}".prop_map(Party::Text),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    let codes = (
        prop_oneof![
            Just(MeetingType::Ordinary),
            Just(MeetingType::Extraordinary),
            Just(MeetingType::Informative)
        ],
        prop_oneof![
            Just(Modality::Unsaid),
            Just(Modality::InPerson),
            Just(Modality::Remote),
            Just(Modality::Mixed),
            Just(Modality::InWriting)
        ],
        prop_oneof![Just(CallState::Called), Just(CallState::Cancelled)],
    );
    let texts = (".{0,40}", "[A-Z][a-z]{0,20}", of(".{0,40}"), of(".{0,40}"));
    let numbers = (any::<u64>(), of(any::<u64>()), of(any::<u64>()));
    let counts = (of(any::<u32>()), of(any::<u32>()), of(any::<u64>()));
    (codes, texts, numbers, counts).prop_map(
        |(
            (kind, modality, state),
            (title, zone, place, body),
            (starts, ends, second),
            (quorum, second_quorum, until),
        )| Call {
            title,
            starts: WallTime(starts),
            zone,
            kind,
            modality,
            state,
            ends: ends.map(WallTime),
            quorum,
            second_call: second.map(WallTime),
            second_quorum,
            place,
            body,
            points_until: until.map(WallTime),
        },
    )
}

fn point() -> impl Strategy<Value = Point> {
    let kind = prop_oneof![
        Just(PointKind::Report),
        Just(PointKind::Debate),
        Just(PointKind::Decision),
        Just(PointKind::Election),
        Just(PointKind::Other)
    ];
    let state = prop_oneof![
        Just(PointState::Open),
        Just(PointState::Done),
        Just(PointState::Withdrawn)
    ];
    let proposal = of(id());
    let rest = (of(party()), of(any::<u32>()), proposal);
    (
        any::<[u8; 16]>(),
        ".{0,40}",
        any::<u64>(),
        kind,
        state,
        rest,
    )
        .prop_map(
            |(id, title, order, kind, state, (presenter, minutes, proposal))| Point {
                id,
                title,
                order,
                kind,
                state,
                presenter,
                minutes,
                proposal,
            },
        )
}

fn attendance() -> impl Strategy<Value = Body> {
    let presence = prop_oneof![
        Just(Presence::Absent),
        Just(Presence::Present),
        Just(Presence::Excused),
        Just(Presence::Proxy)
    ];
    let standing = prop_oneof![
        Just(Standing::Delegate),
        Just(Standing::Alternate),
        Just(Standing::Guest),
        Just(Standing::Observer)
    ];
    (id(), party(), presence, standing, of(party())).prop_map(
        |(meeting, who, presence, standing, to)| {
            Attendance {
                meeting,
                who,
                presence,
                standing,
                to,
            }
            .into()
        },
    )
}

fn agreement() -> impl Strategy<Value = Body> {
    let decided = prop_oneof![
        Just(Decided::Unsaid),
        Just(Decided::Consensus),
        Just(Decided::Vote),
        Just(Decided::Mandate)
    ];
    let number = (0..=AGREEMENT_NUMBER_MAX, 1..=AGREEMENT_NUMBER_MAX);
    let task = (of(party()), of(0..=2_932_896_u64));
    let links = (of(id()), of(any::<[u8; 16]>()));
    let votes = (of(any::<u32>()), of(any::<u32>()), of(any::<u32>()));
    (id(), number, ".{0,200}", decided, task, links, votes).prop_map(
        |(
            meeting,
            (year, number),
            text,
            decided,
            (who, due),
            (revokes, point),
            (votes_for, votes_against, abstained),
        )| {
            Agreement {
                meeting,
                year,
                number,
                text,
                decided,
                who,
                due,
                revokes,
                point,
                votes_for,
                votes_against,
                abstained,
            }
            .into()
        },
    )
}

fn closing() -> impl Strategy<Value = Body> {
    let present = prop::collection::btree_set(any::<[u8; 32]>(), 0..4);
    (id(), ".{0,400}", vec(id(), 0..5), present).prop_map(|(meeting, text, covers, present)| {
        let present = present.into_iter().map(SpaceId::from_bytes).collect();
        MeetingClose {
            meeting,
            text,
            covers,
            present,
        }
        .into()
    })
}

/// Any content of a meeting or task.
pub(super) fn works() -> impl Strategy<Value = Body> {
    prop_oneof![
        call().prop_map(|call| MeetingNew { call }.into()),
        (id(), call()).prop_map(|(meeting, call)| MeetingChange { meeting, call }.into()),
        (id(), point()).prop_map(|(meeting, point)| MeetingItem { meeting, point }.into()),
        attendance(),
        (id(), id()).prop_map(|(meeting, doc)| MeetingMinutes { meeting, doc }.into()),
        agreement(),
        closing(),
        (id(), any::<[u8; 32]>(), any::<[u8; 32]>()).prop_map(|(meeting, unit, hash)| {
            let (unit, hash) = (SpaceId::from_bytes(unit), Digest::from_bytes(hash));
            MeetingApprove {
                meeting,
                unit,
                hash,
            }
            .into()
        }),
        (id(), any::<[u8; 32]>(), any::<bool>(), of(".{0,200}")).prop_map(
            |(meeting, unit, comes, note)| {
                let unit = SpaceId::from_bytes(unit);
                MeetingAnswer {
                    meeting,
                    unit,
                    comes,
                    note,
                }
                .into()
            }
        ),
        (id(), any::<bool>()).prop_map(|(task, done)| TaskDone { task, done }.into()),
        (id(), ".{0,200}").prop_map(|(task, text)| TaskNote { task, text }.into()),
        vec(any::<u8>(), 0..300).prop_map(|bytes| AttachmentPart { bytes }.into()),
        (id(), "[a-zñ ]{0,20}x", 0..=ATTACHMENT_BYTES_MAX).prop_map(|(object, name, bytes)| {
            let media = Media::Pdf;
            Attachment {
                object,
                name,
                bytes,
                media,
            }
            .into()
        }),
    ]
}

fn agreed(year: u32, number: u32, text: usize, due: u64) -> Content {
    at(Agreement {
        meeting: super::op(1),
        year,
        number,
        text: "x".repeat(text),
        decided: Decided::Unsaid,
        who: None,
        due: Some(due),
        revokes: None,
        point: None,
        votes_for: None,
        votes_against: None,
        abstained: None,
    })
}

#[test]
fn an_agreement_is_taken_up_to_its_limits_and_not_beyond() {
    let (most, longest, last) = (AGREEMENT_NUMBER_MAX, AGREEMENT_TEXT_BYTES_MAX, 2_932_896);
    for good in [
        agreed(0, 1, 0, 0),
        agreed(most - 1, most - 1, longest - 1, last - 1),
        agreed(most, most, longest, last),
    ] {
        let bytes = good.encode().unwrap();
        assert_eq!(Content::decode(&bytes), Ok(good));
    }
    for (bad, want) in [
        (agreed(1, 0, 0, 0), ContentFault::Malformed),
        (agreed(most + 1, 1, 0, 0), ContentFault::FieldTooLarge),
        (agreed(1, most + 1, 0, 0), ContentFault::FieldTooLarge),
        (agreed(1, 1, longest + 1, 0), ContentFault::FieldTooLarge),
        (agreed(1, 1, 0, last + 1), ContentFault::FieldTooLarge),
    ] {
        assert_eq!(bad.encode(), Err(want));
    }
}

#[test]
fn the_longest_minutes_that_cover_the_most_fit_and_longer_ones_do_not() {
    let close = |text: usize, covers: usize| {
        at(MeetingClose {
            meeting: super::op(1),
            text: "x".repeat(text),
            covers: vec![super::op(2); covers],
            present: Vec::new(),
        })
    };
    let full = close(MINUTES_TEXT_BYTES_MAX, COVERED_MAX);
    assert_eq!(Content::decode(&full.encode().unwrap()), Ok(full));
    for over in [
        close(MINUTES_TEXT_BYTES_MAX + 1, 0),
        close(0, COVERED_MAX + 1),
    ] {
        assert_eq!(over.encode(), Err(ContentFault::FieldTooLarge));
    }
}

#[test]
fn what_only_a_newer_version_says_of_a_meeting_makes_it_unknown() {
    // Attendance with a presence 4, and behind it what no version yet writes.
    let mut bytes = vec![0x86, 0x18, 53, 0, 0x58, 32];
    bytes.extend_from_slice(&[1; 32]);
    bytes.extend_from_slice(&[0x61, b'A', 4, 0xf5]);
    assert_eq!(
        Content::decode(&bytes).map(|content| content.body),
        Ok(Body::Unknown { kind: 53 })
    );
    // Somebody who is neither bytes nor a text.
    let mut bytes = vec![0x86, 0x18, 53, 0, 0x58, 32];
    bytes.extend_from_slice(&[1; 32]);
    bytes.extend_from_slice(&[7, 1, 1]);
    assert_eq!(Content::decode(&bytes), Err(ContentFault::Malformed));
}

#[test]
fn a_closing_says_who_was_present_in_one_way_and_not_beyond_its_limit() {
    let space = |n: usize| {
        let mut id = [0; 32];
        id[..8].copy_from_slice(&n.to_be_bytes());
        SpaceId::from_bytes(id)
    };
    let close = |present: Vec<SpaceId>| {
        at(MeetingClose {
            meeting: super::op(1),
            text: String::new(),
            covers: Vec::new(),
            present,
        })
    };
    for most in [0, 1, PRESENT_MAX - 1, PRESENT_MAX] {
        let good = close((0..most).map(space).collect());
        assert_eq!(Content::decode(&good.encode().unwrap()), Ok(good));
    }
    let over = close((0..=PRESENT_MAX).map(space).collect());
    assert_eq!(over.encode(), Err(ContentFault::FieldTooLarge));
    for bad in [vec![space(2), space(1)], vec![space(1), space(1)]] {
        assert_eq!(close(bad).encode(), Err(ContentFault::Malformed));
    }
    // Nobody is said by nothing at all, not by an empty list.
    let mut bytes = close(Vec::new()).encode().unwrap();
    bytes[0] += 1;
    bytes.push(0x40);
    assert_eq!(Content::decode(&bytes), Err(ContentFault::NotCanonical));
}
