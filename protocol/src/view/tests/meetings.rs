//! Meetings and tasks: any order of arrival gives the same view.

use proptest::prelude::*;

use super::*;
use crate::content::{
    Agreement, Attendance, Call, CallState, Decided, MeetingAnswer, MeetingApprove, MeetingChange,
    MeetingClose, MeetingItem, MeetingMinutes, MeetingNew, MeetingType, Modality, Party, Point,
    PointKind, PointState, Presence, Standing, TaskDone, TaskNote,
};

const MEETING: OpId = OpId::from_bytes([1; 32]);

fn call(title: &str) -> Call {
    Call {
        title: title.to_owned(),
        starts: WallTime(9),
        zone: "America/Lima".to_owned(),
        kind: MeetingType::Ordinary,
        modality: Modality::Unsaid,
        state: CallState::Called,
        ends: None,
        quorum: Some(2),
        second_call: None,
        second_quorum: None,
        place: None,
        body: None,
        points_until: None,
    }
}

/// The same, written at another depth, as by somebody who did not see what lies between.
fn beside(depth: u32, mut op: Admitted) -> Admitted {
    op.depth = depth;
    op
}

fn by(person: u8, role: Role, mut op: Admitted) -> Admitted {
    op.person = Some(SpaceId::from_bytes([person; 32]));
    op.role = role;
    op
}

fn begin() -> Admitted {
    said(
        1,
        MeetingNew {
            call: call("asamblea"),
        },
    )
}

fn point(n: u8, id: u8, order: u64, state: PointState) -> Admitted {
    let point = Point {
        id: [id; 16],
        title: format!("punto {id}"),
        order,
        kind: PointKind::Debate,
        state,
        presenter: None,
        minutes: None,
        proposal: None,
    };
    said(
        n,
        MeetingItem {
            meeting: MEETING,
            point,
        },
    )
}

fn present(n: u8, who: u8, presence: Presence, to: Option<u8>) -> Admitted {
    let party = |id: u8| Party::Id(SpaceId::from_bytes([id; 32]));
    let attendance = Attendance {
        meeting: MEETING,
        who: party(who),
        presence,
        standing: Standing::Delegate,
        to: to.map(party),
    };
    said(n, attendance)
}

fn agree(n: u8, number: u32) -> Admitted {
    let agreement = Agreement {
        meeting: MEETING,
        year: 2026,
        number,
        text: format!("acuerdo {n}"),
        decided: Decided::Consensus,
        who: Some(Party::Text("Ana".to_owned())),
        due: Some(20_000),
        revokes: (n == 9).then(|| id(7)),
        point: None,
        votes_for: None,
        votes_against: None,
        abstained: None,
    };
    said(n, agreement)
}

fn close(n: u8, covers: &[u8]) -> Admitted {
    let close = MeetingClose {
        meeting: MEETING,
        text: format!("acta {n}"),
        covers: covers.iter().map(|n| id(*n)).collect(),
        present: [4, 5, 6].map(|n| SpaceId::from_bytes([n; 32])).into(),
    };
    said(n, close)
}

/// A word on the minutes of the closing `of`: `who`, of the organization `org`, for `unit`.
fn approve(n: u8, of: u8, (who, org): (u8, u8), unit: u8, role: Role) -> Admitted {
    let space = |n: u8| SpaceId::from_bytes([n; 32]);
    let said = said(
        n,
        MeetingApprove {
            meeting: MEETING,
            unit: space(unit),
            hash: Digest::of_text(&format!("acta {of}")),
        },
    );
    let mut op = by(who, role, said);
    op.org = Some(space(org));
    op
}

/// Whether `unit` comes, said by an author of that role in it.
fn answer(n: u8, unit: u8, comes: bool, role: Role) -> Admitted {
    let said = said(
        n,
        MeetingAnswer {
            meeting: MEETING,
            unit: SpaceId::from_bytes([unit; 32]),
            comes,
            note: Some(format!("nota {n}")),
        },
    );
    by(unit, role, said)
}

fn all() -> Vec<Admitted> {
    let done = |n, done| said(n, TaskDone { task: id(7), done });
    let note = |n, text: &str| {
        let text = text.to_owned();
        said(n, TaskNote { task: id(7), text })
    };
    vec![
        begin(),
        point(2, 5, 20, PointState::Open),
        beside(2, point(3, 5, 10, PointState::Done)),
        point(4, 6, 10, PointState::Open),
        present(5, 3, Presence::Absent, None),
        present(6, 3, Presence::Proxy, Some(4)),
        agree(7, 1),
        beside(7, agree(8, 1)),
        agree(9, 2),
        said(
            10,
            MeetingMinutes {
                meeting: MEETING,
                doc: id(90),
            },
        ),
        beside(
            10,
            said(
                11,
                MeetingMinutes {
                    meeting: MEETING,
                    doc: id(80),
                },
            ),
        ),
        said(
            12,
            MeetingChange {
                meeting: MEETING,
                call: call("otra"),
            },
        ),
        by(
            9,
            Role::Write,
            said(
                13,
                MeetingChange {
                    meeting: MEETING,
                    call: call("ajena"),
                },
            ),
        ),
        answer(23, 4, true, Role::Admin),
        answer(24, 4, false, Role::Admin),
        // Two at once, of one unit; and one by somebody who does not speak for it.
        answer(25, 5, false, Role::Admin),
        beside(25, answer(26, 5, true, Role::Admin)),
        answer(27, 6, true, Role::Write),
        approve(21, 14, (40, 4), 4, Role::Admin),
        approve(22, 15, (50, 5), 5, Role::Admin),
        close(14, &[3, 4, 6, 7, 8]),
        beside(14, close(15, &[3, 4, 6, 7, 8, 9])),
        by(9, Role::Write, beside(2, close(16, &[]))),
        done(17, true),
        beside(17, done(18, false)),
        note(19, "en camino"),
        note(20, "falta firma"),
    ]
}

fn shown(views: &Views) -> String {
    let meetings = views.meetings(SPACE).unwrap();
    let meeting = meetings.get(&MEETING).unwrap();
    let agreements: Vec<_> = meeting
        .agreements()
        .map(|row| {
            let revoked = meetings.revoked_by(&row.id).map(|by| by.id);
            (
                meetings.label(row),
                row.id,
                revoked,
                meeting.is_later(&row.id),
            )
        })
        .collect();
    let tasks = views.tasks(SPACE).unwrap();
    let notes: Vec<_> = tasks.notes(&id(7)).map(|note| note.text.clone()).collect();
    format!(
        "{meeting:?}\n{agreements:?}\n{notes:?} {:?} {:?}",
        tasks.word(&id(7)),
        meeting.approval()
    )
}

fn taken(ops: impl IntoIterator<Item = Admitted>) -> Views {
    let mut views = Views::default();
    for op in ops {
        views.take(op);
    }
    views
}

#[test]
fn the_last_answer_of_each_unit_stands_if_who_speaks_for_it_gave_it() {
    let mut ops = all();
    for _ in 0..2 {
        let views = taken(ops.clone());
        let meeting = views.meetings(SPACE).unwrap().get(&MEETING).unwrap();
        let answers = [4, 5, 6].map(|unit| {
            let answer = meeting.answer(&SpaceId::from_bytes([unit; 32]))?;
            Some((answer.id, answer.comes, answer.note.clone()))
        });
        let stands = |n: u8, comes| Some((id(n), comes, Some(format!("nota {n}"))));
        assert_eq!(answers, [stands(24, false), stands(26, true), None]);
        // The meeting itself must be there first; all else the other way around.
        ops[1..].reverse();
    }
}

#[test]
fn a_meeting_stands_as_its_causally_last_words_say() {
    let views = taken(all());
    let meetings = views.meetings(SPACE).unwrap();
    let meeting = meetings.get(&MEETING).unwrap();
    assert_eq!(meeting.call().title, "otra");
    let points: Vec<_> = meeting.points().iter().map(|(op, p)| (*op, p.id)).collect();
    assert_eq!(points, [(id(3), [5; 16]), (id(4), [6; 16])]);
    let attendance = meeting.attendance();
    assert_eq!(attendance.len(), 1);
    assert_eq!(attendance[0].said.presence, Presence::Proxy);
    // Two documents begun at once: the one with the lower operation.
    assert_eq!(meeting.minutes(), Some(id(90)));
    let labels: Vec<_> = meeting
        .agreements()
        .map(|row| meetings.label(row))
        .collect();
    assert_eq!(labels, ["2026-01a", "2026-01b", "2026-02"]);
    assert_eq!(meetings.revoked_by(&id(7)).map(|row| row.id), Some(id(9)));
    assert_eq!(meetings.next_number(2026), Some(3));
    assert_eq!(meetings.next_number(2027), Some(1));
    assert!(!views.tasks(SPACE).unwrap().is_done(&id(7)));
}

#[test]
fn of_two_closings_at_once_one_stands_and_a_stranger_closes_nothing() {
    let views = taken(all());
    let meeting = views.meetings(SPACE).unwrap().get(&MEETING).unwrap();
    let closings: Vec<_> = meeting.closings().map(|closing| closing.id).collect();
    assert_eq!(closings, [id(14), id(15)]);
    assert_eq!(
        meeting.closing().map(|closing| &*closing.text),
        Some("acta 14")
    );
    assert_eq!(meeting.refused.iter().collect::<Vec<_>>(), [&id(16)]);
    let later: Vec<_> = [7, 9].map(|n| meeting.is_later(&id(n))).into();
    assert_eq!(later, [false, true]);
    let standing = meeting.standing();
    assert_eq!(standing, [id(3), id(4), id(6), id(7), id(8), id(9)]);
}

#[test]
fn the_hash_of_minutes_is_the_one_that_any_tool_computes() {
    // `printf abc | b3sum`
    let want = "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85";
    let hash = Digest::of_text("abc");
    assert_eq!(data_encoding::HEXLOWER.encode(hash.as_bytes()), want);
}

#[test]
fn once_the_highest_number_is_taken_the_first_free_one_is_next() {
    let views = taken([begin(), agree(2, 1), agree(3, 9_999)]);
    let meetings = views.meetings(SPACE).unwrap();
    assert_eq!(meetings.next_number(2026), Some(2));
}

#[test]
fn what_opens_before_its_meeting_is_shown_once_that_is_here() {
    let want = taken(all());
    let late = taken(all().into_iter().rev());
    assert_eq!(shown(&late), shown(&want));
    assert!(late.spaces.values().all(|view| view.early.is_empty()));
    assert_eq!(late.home(&MEETING), Some(SPACE));
}

#[test]
fn a_space_that_forgets_has_no_meetings() {
    let mut views = Views::default();
    views.set_forgets(SPACE);
    for op in all() {
        assert_eq!(views.take(op), Changed::Nothing);
    }
    assert!(views.meetings(SPACE).unwrap().get(&MEETING).is_none());
}

/// How many approved, how many are needed, and whether that is enough.
type Progress = (usize, usize, bool);

fn approved(ops: impl IntoIterator<Item = Admitted>) -> Option<Progress> {
    let views = taken(std::iter::once(begin()).chain(ops));
    let meeting = views.meetings(SPACE).unwrap().get(&MEETING).unwrap();
    let approval = meeting.approval()?;
    Some((approval.by.len(), approval.need(), approval.is_approved()))
}

#[test]
fn minutes_are_approved_by_more_than_half_of_those_who_were_present() {
    let closing = || close(14, &[2]);
    let of = |n, unit: u8| approve(n, 14, (unit * 10, unit), unit, Role::Admin);
    // A person 41 of the organization 4 was there; 42 was not, and 43 only listened.
    let there = || present(2, 41, Presence::Present, None);
    let mut guest = present(3, 43, Presence::Present, None);
    if let Body::Attendance(said) = &mut guest.content.body {
        said.standing = Standing::Observer;
    }
    let plain = |n, who| approve(n, 14, (who, 4), 4, Role::Write);
    let cases: Vec<(&str, Vec<Admitted>, Progress)> = vec![
        ("nobody yet", vec![], (0, 2, false)),
        ("one of three", vec![of(20, 4)], (1, 2, false)),
        ("two of three", vec![of(20, 4), of(21, 5)], (2, 2, true)),
        ("one twice", vec![of(20, 4), of(21, 4)], (1, 2, false)),
        (
            "who was not present",
            vec![of(20, 7), of(21, 8)],
            (0, 2, false),
        ),
        (
            "other minutes",
            vec![of(20, 4), approve(21, 15, (50, 5), 5, Role::Admin)],
            (1, 2, false),
        ),
        ("who was there for it", vec![plain(20, 41)], (1, 2, false)),
        ("another of it", vec![plain(20, 42)], (0, 2, false)),
        ("who only listened", vec![plain(20, 43)], (0, 2, false)),
        (
            "who was there for another",
            vec![approve(20, 14, (41, 4), 5, Role::Write)],
            (0, 2, false),
        ),
    ];
    for (name, words, want) in cases {
        let before = [there(), guest.clone(), closing()];
        let ops = before.into_iter().chain(words.clone());
        assert_eq!(approved(ops), Some(want), "{name}");
        // The words come first, the closing last.
        let ops = words.into_iter().chain([closing(), guest.clone(), there()]);
        assert_eq!(approved(ops), Some(want), "{name}, late");
    }
}

#[test]
fn who_was_there_is_what_the_closing_tells_and_later_words_take_nothing_away() {
    let there = present(2, 41, Presence::Present, None);
    let gone = present(18, 41, Presence::Absent, None);
    let said = approve(20, 14, (41, 4), 4, Role::Write);
    let covered = [there.clone(), close(14, &[2]), gone, said.clone()];
    assert_eq!(approved(covered), Some((1, 2, false)));
    // She is noted as present only after the closing.
    assert_eq!(approved([close(14, &[]), there, said]), Some((0, 2, false)));
}

#[test]
fn minutes_without_anybody_present_and_open_ones_are_not_put_up() {
    let word = || approve(20, 14, (40, 4), 4, Role::Admin);
    assert_eq!(approved([word()]), None);
    let mut nobody = close(14, &[]);
    if let Body::MeetingClose(close) = &mut nobody.content.body {
        close.present.clear();
    }
    assert_eq!(approved([nobody, word()]), None);
    // Of two closings the one that stands: words on the other count for nothing.
    let two = [beside(14, close(15, &[])), close(14, &[])];
    let other = approve(21, 15, (50, 5), 5, Role::Admin);
    let both = two.into_iter().chain([word(), other]);
    assert_eq!(approved(both), Some((1, 2, false)));
}

fn seats_of(ops: impl IntoIterator<Item = Admitted>, members: &[u8]) -> Seats {
    let views = taken(std::iter::once(begin()).chain(ops));
    let meeting = views.meetings(SPACE).unwrap().get(&MEETING).unwrap();
    let space = |n: u8| SpaceId::from_bytes([n; 32]);
    // A person 4x is of the organization 4.
    let member_of = |party: &Party| match party {
        Party::Id(id) => Some(space(match id.as_bytes()[0] {
            n @ 40.. => n / 10,
            n => n,
        })),
        Party::Text(_) => None,
    };
    Seats::of(meeting, members.iter().map(|n| space(*n)), member_of)
}

fn counted(seats: &Seats) -> (u32, u32, u32) {
    (seats.members(), seats.present, seats.proxies)
}

#[test]
fn a_member_is_present_while_anybody_of_it_is() {
    let members = [4, 5];
    let there = present(2, 41, Presence::Present, None);
    let not = present(3, 42, Presence::Absent, None);
    assert_eq!(
        counted(&seats_of([there.clone(), not], &members)),
        (2, 1, 0)
    );
    // She leaves and lets another speak.
    let leaves = present(4, 41, Presence::Proxy, Some(5));
    let other = present(5, 51, Presence::Present, None);
    let seats = seats_of([there.clone(), leaves, other], &members);
    assert_eq!(counted(&seats), (2, 1, 1));
    // Who is no member, and who only listens, takes no seat.
    let stranger = present(6, 9, Presence::Present, None);
    let mut guest = there;
    if let Body::Attendance(said) = &mut guest.content.body {
        said.standing = Standing::Guest;
    }
    assert_eq!(counted(&seats_of([stranger, guest], &members)), (2, 0, 0));
}

#[test]
fn one_speaks_for_two_more_who_is_there_and_nobody_for_one_who_is_not() {
    let members = [4, 5, 6, 7, 8];
    let gives = |n, who| present(n, who, Presence::Proxy, Some(4));
    let there = present(9, 41, Presence::Present, None);
    let all = [gives(2, 5), gives(3, 6), gives(4, 7), there];
    let seats = seats_of(all.clone(), &members);
    assert_eq!(counted(&seats), (5, 1, PROXIES_MAX as u32));
    let third = SpaceId::from_bytes([7; 32]);
    let to = SpaceId::from_bytes([4; 32]);
    let uncounted = Seat::Proxy {
        to: Some(to),
        counts: false,
    };
    assert_eq!(seats.seats[&third], uncounted);
    assert_eq!((seats.given_to(to, third), seats.counted()), (2, 3));
    assert_eq!(
        counted(&seats_of(all.into_iter().take(3), &members)),
        (5, 0, 0)
    );
    // Nor for herself, nor through somebody who is not there either.
    let around = [gives(2, 4), present(3, 5, Presence::Proxy, Some(4))];
    assert_eq!(counted(&seats_of(around, &members)), (5, 0, 0));
}

proptest! {
    #[test]
    fn seats_do_not_hang_on_the_order_of_arrival(
        words in prop::collection::vec((0..6_u8, 0..4_u8, 0..6_u8, 1..5_u32), 0..12),
        order in any::<u64>(),
    ) {
        let presence = [
            Presence::Absent, Presence::Present, Presence::Excused, Presence::Proxy,
        ];
        let ops: Vec<Admitted> = words
            .iter()
            .enumerate()
            .map(|(n, (who, how, to, depth))| {
                let n = u8::try_from(n).unwrap() + 2;
                let how = presence[usize::from(*how)];
                beside(depth + 1, present(n, who + 4, how, Some(to + 4)))
            })
            .collect();
        let mut other = ops.clone();
        other.sort_by_key(|op| Digest::of_text(&format!("{order} {:?}", op.id)));
        let members = [4, 5, 6, 7, 8];
        let seats = seats_of(ops, &members);
        prop_assert_eq!(&seats, &seats_of(other, &members));
        prop_assert!(seats.counted() <= seats.members());
        prop_assert!(seats.proxies as usize <= PROXIES_MAX * seats.present as usize);
    }

    #[test]
    fn any_order_of_arrival_gives_the_same_meeting(order in Just(all()).prop_shuffle()) {
        let (want, got) = (taken(all()), taken(order));
        prop_assert_eq!(shown(&got), shown(&want));
        prop_assert_eq!(got.state_hash(SPACE), want.state_hash(SPACE));
    }
}
