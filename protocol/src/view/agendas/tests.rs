//! Which edition an item last changed in, and whose editions count.

use super::*;
use crate::content::{AgendaItem, AgendaNew, AgendaPublish, Content, ItemKind, ItemState};

const AGENDA: OpId = OpId::from_bytes([1; 32]);

fn item(n: u8, title: &str) -> Item {
    Item {
        id: [n; 16],
        title: title.to_owned(),
        starts: WallTime(1000),
        ends: None,
        zone: "UTC".to_owned(),
        place: None,
        kind: ItemKind::Meeting,
        state: ItemState::Planned,
        who: None,
        from: None,
    }
}

fn said(n: u8, office: Role, body: impl Into<Body>) -> Admitted {
    Admitted {
        id: OpId::from_bytes([n; 32]),
        space: SpaceId::from_bytes([7; 32]),
        author: DeviceId::from_bytes([n; 32]),
        seq: u64::from(n),
        depth: u32::from(n),
        person: None,
        org: None,
        role: Role::Admin,
        office,
        received_at: WallTime(5),
        forked: false,
        content: Content {
            at: WallTime(u64::from(n)),
            body: body.into(),
        },
    }
}

fn edition(n: u8, office: Role, edition: u32, items: Vec<Item>) -> Admitted {
    let publish = AgendaPublish {
        agenda: AGENDA,
        edition,
        title: "T".to_owned(),
        items,
    };
    said(n, office, publish)
}

fn agendas(ops: Vec<Admitted>) -> Agendas {
    let mut agendas = Agendas::default();
    let new = AgendaNew {
        title: "T".to_owned(),
    };
    agendas.take(said(1, Role::Admin, new));
    for op in ops {
        agendas.take(op);
    }
    agendas
}

#[test]
fn an_item_counts_from_the_edition_it_last_changed_in() {
    let off = Item {
        state: ItemState::Cancelled,
        ..item(2, "b")
    };
    let agendas = agendas(vec![
        edition(2, Role::Admin, 1, vec![item(1, "a"), item(2, "b")]),
        edition(3, Role::Admin, 2, vec![item(1, "a"), off.clone()]),
        // What is taken back to what it was has changed all the same.
        edition(4, Role::Admin, 4, vec![item(1, "a"), item(2, "b")]),
    ]);
    let agenda = agendas.get(&AGENDA).unwrap();
    let since = |number, item: &Item| agenda.unchanged_since(number, item);
    assert_eq!(since(1, &item(1, "a")), 1);
    assert_eq!(since(4, &item(1, "a")), 1);
    assert_eq!(since(2, &off), 2);
    assert_eq!(since(4, &item(2, "b")), 4);
    assert_eq!(since(4, &item(1, "otra")), 4);
    let replaced = |number| agenda.replaced(number).map(|edition| edition.number);
    assert_eq!(
        (replaced(1), replaced(2), replaced(4)),
        (None, Some(1), Some(2))
    );
}

#[test]
fn an_edition_without_the_office_counts_for_nothing_and_is_kept_as_refused() {
    for office in [Role::None, Role::Read, Role::Write] {
        let agendas = agendas(vec![
            edition(2, Role::Admin, 1, vec![item(1, "a")]),
            edition(3, office, 9, vec![item(1, "falsa")]),
        ]);
        let agenda = agendas.get(&AGENDA).unwrap();
        assert_eq!(agenda.newest().unwrap().number, 1);
        assert!(agenda.edition(9).is_none() && !agendas.is_edition(&OpId::from_bytes([3; 32])));
        let refused: Vec<_> = agenda.refused().cloned().collect();
        let want = RefusedEdition {
            id: OpId::from_bytes([3; 32]),
            number: 9,
            author: DeviceId::from_bytes([3; 32]),
            at: WallTime(3),
        };
        assert_eq!(refused, [want]);
    }
}

#[test]
fn the_later_word_about_an_item_stands_in_the_draft() {
    let change = |n, title: &str| {
        let item = item(5, title);
        said(
            n,
            Role::Admin,
            AgendaItem {
                agenda: AGENDA,
                item,
            },
        )
    };
    let agendas = agendas(vec![change(3, "nueva"), change(2, "vieja")]);
    let agenda = agendas.get(&AGENDA).unwrap();
    assert_eq!(agenda.drafted(&[5; 16]).unwrap().title, "nueva");
    assert!(agenda.drafted(&[6; 16]).is_none());
}

#[test]
fn nobody_without_the_office_begins_an_agenda_or_writes_in_its_draft() {
    for office in [Role::None, Role::Read, Role::Write] {
        let slipped = AgendaItem {
            agenda: AGENDA,
            item: item(5, "falsa"),
        };
        let new = AgendaNew {
            title: "falsa".to_owned(),
        };
        let agendas = agendas(vec![said(2, office, slipped), said(3, office, new)]);
        assert_eq!(agendas.iter().count(), 1);
        assert!(agendas.get(&AGENDA).unwrap().draft().is_empty());
    }
}

#[test]
fn calendars_of_two_organizations_share_no_name_of_an_item() {
    let uid = |org: u8, item: u8, label: &str| {
        calendar_uid(SpaceId::from_bytes([org; 32]), &[item; 16], label)
    };
    for label in ["", "activity", "review 30"] {
        assert_eq!(uid(1, 1, label), uid(1, 1, label));
        assert_ne!(uid(1, 1, label), uid(2, 1, label));
        assert_ne!(uid(1, 1, label), uid(1, 2, label));
        assert_ne!(uid(1, 1, label), [1; 16]);
    }
    assert_ne!(uid(1, 1, ""), uid(1, 1, "activity"));
    assert_ne!(uid(1, 1, "review 30"), uid(1, 1, "review 90"));
    // What calendars hold already stays what it is called.
    let known = "6dfa763aa8a7bd0e44bbe94d3b7e736e";
    let hex = data_encoding::HEXLOWER.encode(&uid(1, 1, ""));
    assert_eq!(hex, known);
}
