//! Editions of agendas that somebody without the office signs, with a program that lets her.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by ending"
)]

use asamblea_node::api::{
    AgendaDetail, AgendaItemFields, AgendaReceipt, ErrorKind, Reply, Request,
};
use asamblea_protocol::content::{AgendaItem, AgendaPublish, Item, ItemKind, ItemState};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::time::WallTime;
use asamblea_tests::cluster::Cluster;

/// The Secretariat, and another organization.
const OFFICE: usize = 0;
const OTHER: usize = 1;

fn meet(cluster: &mut Cluster) {
    cluster.talk(OFFICE, OTHER);
}

fn shown(cluster: &mut Cluster, at: usize, id: &str) -> AgendaDetail {
    let id = id.to_owned();
    match cluster.done(at, Request::AgendaShow { id, edition: None }) {
        Reply::Agenda(agenda) => agenda,
        other => panic!("{other:?}"),
    }
}

fn receipt(cluster: &mut Cluster, at: usize, id: &str) -> AgendaReceipt {
    let id = id.to_owned();
    match cluster.done(at, Request::AgendaReceipt { id }) {
        Reply::AgendaReceipt(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

/// An agenda of one item with one edition that both hold.
fn published(cluster: &mut Cluster) -> String {
    let space = cluster.network();
    let title = "Agenda".to_owned();
    let Reply::Created(agenda) = cluster.done(OFFICE, Request::AgendaNew { space, title }) else {
        panic!("no agenda");
    };
    let id = agenda.id;
    let item = AgendaItemFields {
        title: Some("Asamblea".to_owned()),
        starts_ms: Some(1_800_000_000_000),
        ..AgendaItemFields::default()
    };
    let _added = cluster.done(
        OFFICE,
        Request::AgendaAdd {
            id: id.clone(),
            item,
        },
    );
    let _made = cluster.done(OFFICE, Request::AgendaPublish { id: id.clone() });
    meet(cluster);
    assert_eq!(shown(cluster, OTHER, &id).edition, 1);
    id
}

fn op(hex: &str) -> OpId {
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    OpId::from_bytes(std::array::from_fn(byte))
}

fn space(hex: &str) -> SpaceId {
    SpaceId::from_bytes(*op(hex).as_bytes())
}

#[test]
fn an_edition_without_the_office_is_refused_and_everybody_is_shown_who_signed_it() {
    let mut cluster = Cluster::pair(11);
    let id = published(&mut cluster);
    let publish = Request::AgendaPublish { id: id.clone() };
    let honest = cluster.ask(OTHER, publish);
    assert!(
        matches!(&honest, Ok(Err(error)) if error.kind == ErrorKind::NotPermitted),
        "{honest:?}"
    );

    let item = Item {
        id: [9; 16],
        title: "Cita falsa".to_owned(),
        starts: WallTime(1_800_000_000_000),
        ends: None,
        zone: "UTC".to_owned(),
        place: Some("Una trampa".to_owned()),
        kind: ItemKind::Meeting,
        state: ItemState::Planned,
        who: None,
        from: None,
    };
    let forged = AgendaPublish {
        agenda: op(&id),
        edition: 2,
        title: "Agenda".to_owned(),
        items: vec![item.clone()],
    };
    let drafted = AgendaItem {
        agenda: op(&id),
        item,
    };
    let network = space(&cluster.network());
    let now = cluster.now_ms;
    let engine = cluster.devices[OTHER].engine_at(now).unwrap();
    engine.say_anything(network, forged.into()).unwrap();
    engine.say_anything(network, drafted.into()).unwrap();
    meet(&mut cluster);

    for at in [OFFICE, OTHER] {
        let agenda = shown(&mut cluster, at, &id);
        assert_eq!((agenda.edition, agenda.items.len()), (1, 1));
        assert_eq!(agenda.editions, [1]);
        let refused: Vec<u32> = agenda.refused.iter().map(|row| row.edition).collect();
        assert_eq!(refused, [2], "shown as refused");
        let signer = &agenda.refused[0].by;
        assert_ne!(Some(signer), agenda.signed_by.as_ref());
        assert_eq!(receipt(&mut cluster, at, &id).edition, 1);
        let alerts = cluster.alerts(at, "forged_edition");
        assert_eq!(alerts.len(), 1, "{alerts:?}");
        assert!(alerts[0].subject.contains(&signer.name), "{alerts:?}");
    }
    // What somebody without the office slipped into the draft is not published for her.
    let draft = shown(&mut cluster, OFFICE, &id).unpublished;
    assert!(draft.is_empty(), "{draft:?}");
    let _made = cluster.done(OFFICE, Request::AgendaPublish { id: id.clone() });
    meet(&mut cluster);
    let agenda = shown(&mut cluster, OTHER, &id);
    let titles: Vec<&str> = agenda
        .items
        .iter()
        .map(|item| item.title.as_str())
        .collect();
    assert_eq!((agenda.edition, titles), (2, vec!["Asamblea"]));
}
