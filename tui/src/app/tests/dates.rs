//! Agendas: corrections before and after they are published, editions that were refused;
//! versions and comments of documents.

use asamblea_node::api::{AgendaItemRow, Author, CommentRow, ItemChange, RefusedRow, Request};

use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, check};
use crate::app::{Effect, Msg, Stage};
use crate::lang::Language;

fn author(name: &str) -> Author {
    Author {
        name: name.to_owned(),
        org_name: Some("Org. Boceto".to_owned()),
        ..Author::default()
    }
}

fn changed(kind: &str, starts: Option<&str>) -> Option<ItemChange> {
    Some(ItemChange {
        kind: kind.to_owned(),
        starts: starts.map(str::to_owned),
        ..ItemChange::default()
    })
}

/// Edition 7 moved one item and cancelled another; an eighth lies in the draft; somebody forged.
fn corrected() -> Node {
    let mut node = Node::example();
    node.items[1].change = changed("changed", Some("2027-04-23T21:00:00Z"));
    node.items[2].change = changed("cancelled", None);
    node.items[2].state = "cancelled".to_owned();
    node.more.replaces = Some(6);
    node.more.unpublished = vec![AgendaItemRow {
        id: "nueva".to_owned(),
        title: "Plazo: informes de abril".to_owned(),
        starts: "2027-04-30T15:00:00Z".to_owned(),
        zone: "America/Lima".to_owned(),
        kind: "deadline".to_owned(),
        state: "planned".to_owned(),
        change: changed("new", None),
        ..AgendaItemRow::default()
    }];
    node.more.refused = vec![RefusedRow {
        edition: 9,
        by: author("Bruno"),
        at: "2027-04-14T12:00:00Z".to_owned(),
    }];
    node
}

fn agenda(size: (u16, u16), node: Node) -> Harness {
    let mut h = Harness::inside_with(Language::Spanish, size, node);
    h.keys(&["3"]);
    h
}

#[test]
fn an_edition_says_what_it_changed_and_who_forged_one() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = agenda(size, corrected());
        h.keys(&["Right", "Down"]);
        check(
            &mut h,
            &format!("agenda_corrected_{suffix}"),
            ["cambió: antes vi 23 abr", "cancelada", "~"],
        );
    }
    let screen = agenda(USUAL, corrected()).screen();
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(
        words
            .join(" ")
            .contains("Reemplaza a la 6: cambiaron 2 fechas."),
        "{screen}"
    );
    assert!(screen.contains("Se rechazó una"), "{screen}");
}

#[test]
fn an_item_is_changed_at_the_hour_of_its_place() {
    let mut h = agenda(USUAL, Node::example());
    h.keys(&["Right", "e"]);
    let screen = h.screen();
    for fact in [
        "Reunión de coordinadoras",
        "2027-04-15",
        "13:00",
        "America/Mexico_City",
    ] {
        assert!(screen.contains(fact), "{fact}: {screen}");
    }
    h.wait(500);
    h.keys(&["Tab", "Tab", "Ctrl-U"]);
    h.write("14:30");
    h.keys(&["Tab", "Tab", "Tab", "Tab", "Tab", "Enter"]);
    let change = h.node.asked.iter().find_map(|request| match request {
        Request::AgendaChange { item, fields, .. } => Some((item.clone(), fields.clone())),
        _ => None,
    });
    let (item, fields) = change.expect("the change went out");
    assert_eq!(item, "item-Reunión de coordinadoras");
    let at = "2027-04-15T20:30:00Z".parse::<jiff::Timestamp>().unwrap();
    assert_eq!(fields.starts_ms, Some(at.as_millisecond()));
    assert_eq!(
        (fields.kind, fields.place.as_deref()),
        (None, Some("a distancia"))
    );
}

#[test]
fn an_item_is_cancelled_only_after_a_question_and_only_once() {
    let mut h = agenda(USUAL, corrected());
    h.keys(&["Right", "b"]);
    h.wait(500);
    h.keys(&["Enter"]);
    assert!(!h.node.kinds().contains(&"agenda_cancel".to_owned()));
    h.keys(&["b"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    assert!(h.node.kinds().contains(&"agenda_cancel".to_owned()));
    h.keys(&["Down", "Down", "b"]);
    assert!(
        h.screen().contains("Esa fecha ya está cancelada."),
        "{}",
        h.screen()
    );
}

#[test]
fn a_calendar_leaves_with_hours_alone_and_says_so_before() {
    let mut h = agenda(USUAL, Node::example());
    h.keys(&["x"]);
    assert!(h.screen().contains("Lleva solo horas"), "{}", h.screen());
    h.wait(500);
    h.write("/tmp/agenda.ics");
    h.keys(&["Tab", "Enter"]);
    let saved = h.effects.iter().find_map(|effect| match effect {
        Effect::Save { path, text } => Some((path.clone(), text.clone())),
        _ => None,
    });
    let (path, text) = saved.expect("a file is asked for");
    assert_eq!(path, "/tmp/agenda.ics");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3);
    assert!(
        text.contains("SUMMARY:Reunión") && !text.contains("coordinadoras"),
        "{text}"
    );
    h.send(Msg::Saved(Err("ui-save-there")));
    assert!(h.screen().contains("Ya hay un archivo"), "{}", h.screen());
}

fn document(node: Node) -> Harness {
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter"]);
    h
}

#[test]
fn a_version_is_compared_with_the_one_before_and_comes_back() {
    let mut h = document(Node::example());
    h.keys(&["H", "d"]);
    let screen = h.screen();
    assert!(
        screen.contains("+Acta") && screen.contains("+v1"),
        "{screen}"
    );
    h.keys(&["Esc", "r"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    let restored =
        h.node.asked.iter().any(
            |request| matches!(request, Request::DocRestore { version, .. } if version == "v1"),
        );
    assert!(restored, "{:?}", h.node.kinds());
}

#[test]
fn comments_are_read_and_written_beside_the_text() {
    let mut node = Node::example();
    let comment = |body: &str, retracted| CommentRow {
        author: author("Rosa"),
        body: body.to_owned(),
        quote: "el plazo".to_owned(),
        at: "2027-04-14T13:40:00Z".to_owned(),
        line: 4,
        stands: true,
        retracted,
        ..CommentRow::default()
    };
    node.comments = vec![comment("¿No era el viernes?", false), comment("", true)];
    let mut h = document(node);
    h.keys(&["o"]);
    check(
        &mut h,
        "comments_80",
        [
            "Línea 4, «el plazo». Rosa, hoy 10:40",
            "¿No era el viernes?",
            "Comentarios",
        ],
    );
    h.wait(500);
    h.keys(&["Esc", "c"]);
    h.wait(500);
    h.write("acta");
    h.keys(&["Tab"]);
    h.write("Falta la fecha");
    h.keys(&["Tab", "Enter"]);
    let said = h.node.asked.iter().any(|request| {
        matches!(request, Request::DocComment { on, body, .. }
            if on == "acta" && body == "Falta la fecha")
    });
    assert!(said, "{:?}", h.node.kinds());
}

#[test]
fn who_holds_an_edition_is_said_at_once_or_as_soon_as_it_is_known() {
    let mut h = Harness::inside(Language::Spanish, USUAL);
    h.keys(&["3"]);
    if let Stage::Inside(inside) = &mut h.app.stage {
        inside.known.receipts.clear();
    }
    h.hold = true;
    h.keys(&["t"]);
    let screen = h.screen();
    assert!(screen.contains("Averiguando quién la tiene"), "{screen}");
    h.settle();
    let screen = h.screen();
    assert!(screen.contains("Quién tiene la edición"), "{screen}");
    assert!(screen.contains("Org. Croquis"), "{screen}");
    h.keys(&["Esc", "t"]);
    assert!(h.screen().contains("Quién tiene la edición"));
    // Whoever went on is not drawn back.
    h.keys(&["Esc"]);
    if let Stage::Inside(inside) = &mut h.app.stage {
        inside.known.receipts.clear();
    }
    h.keys(&["t", "1"]);
    h.settle();
    assert!(!h.screen().contains("Quién tiene la edición"));
}

#[test]
fn an_item_keeps_its_length_and_who_answers_for_it_can_be_changed() {
    let mut node = Node::example();
    node.items[0].ends = Some("2027-04-15T20:30:00Z".to_owned());
    let mut h = agenda(USUAL, node);
    h.keys(&["Right", "e"]);
    h.wait(500);
    h.keys(&["Tab", "Tab", "Ctrl-U"]);
    h.write("10:00");
    h.keys(&["Tab", "Tab", "Tab", "Ctrl-U", "Tab", "Tab", "Enter"]);
    assert!(h.screen().contains("tiene fin"), "{}", h.screen());
    h.keys(&["Up", "Up"]);
    h.write("90");
    h.keys(&["Tab"]);
    h.write("Rosa");
    h.keys(&["Tab", "Enter"]);
    let change = h.node.asked.iter().find_map(|request| match request {
        Request::AgendaChange { fields, .. } => Some(fields.clone()),
        _ => None,
    });
    let fields = change.unwrap_or_else(|| panic!("{}", h.screen()));
    let at = |text: &str| Some(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    assert_eq!(fields.starts_ms, at("2027-04-15T16:00:00Z"));
    assert_eq!(fields.ends_ms, at("2027-04-15T17:30:00Z"));
    assert_eq!(fields.who.as_deref(), Some("Rosa"));
}
