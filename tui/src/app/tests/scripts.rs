//! Scripts of keys: what happens when people do things.

use asamblea_node::api::{ErrorKind, Event, Request, Splice};

use super::example::post;
use super::harness::{Harness, Node, open_document, open_thread, spanish};
use crate::app::inside::Open;
use crate::app::{Effect, Msg, Outcome};
use crate::command_table::Place;
use crate::lang::Language;

const USUAL: (u16, u16) = (80, 24);

fn document_text(h: &Harness) -> String {
    h.state().document().unwrap().editor.text()
}

#[test]
fn who_reads_is_asked_anew_when_somebody_comes_or_goes() {
    let mut h = open_thread();
    h.keys(&["i", "Down", "Down", "Down"]);
    assert_eq!(h.state().place(), Place::Readers);
    assert!(h.screen().contains("Irma de los"), "{}", h.screen());
    // Marta keeps the focus while another one leaves.
    h.node.readers.remove(2);
    h.event(Event::Changed {
        space: "org-Molde".to_owned(),
        object: None,
    });
    assert!(!h.screen().contains("Irma de los"), "{}", h.screen());
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Está por 2 vías"), "{}", h.screen());
    // Her lines are read one by one, and no further than the last.
    h.keys(&["End", "Down", "Up", "Home"]);
    let top = h.cursor();
    h.keys(&["Down"]);
    h.screen();
    assert_eq!(h.cursor().y, top.y + 1);
    // When she is out, there is nothing of hers left to read.
    h.node.readers.remove(2);
    h.event(Event::Changed {
        space: "red".to_owned(),
        object: None,
    });
    assert!(!h.screen().contains("Marta"), "{}", h.screen());
    h.keys(&["Esc"]);
    assert_eq!(h.state().place(), Place::Thread);
}

#[test]
fn the_way_into_who_reads_and_out_is_by_keys_alone() {
    let mut h = open_thread();
    h.keys(&["i", "Right", "Left"]);
    assert_eq!(h.state().place(), Place::Readers);
    h.keys(&["Tab", "Esc"]);
    assert_eq!(h.state().place(), Place::Readers, "one step back");
    h.keys(&["Esc"]);
    assert_eq!(h.state().place(), Place::Thread);
    h.keys(&["1", ":"]);
    h.write("quién lee");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Readers, "{}", h.screen());
    // A list that cannot be had says why, and stays.
    let mut h = open_thread();
    h.node.failing = Some(("space_readers", ErrorKind::NotFound));
    h.keys(&["i"]);
    assert_eq!(h.state().place(), Place::Readers);
    assert!(h.screen().contains("Averiguando"), "{}", h.screen());
}

#[test]
fn a_reply_is_typed_and_sent() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("De acuerdo");
    h.keys(&["Ctrl-J"]);
    h.write("¡y sumo!");
    h.keys(&["Enter"]);
    assert!(h.node.asked.contains(&Request::ThreadReply {
        id: "t1".to_owned(),
        to: Some("p3".to_owned()),
        body: "De acuerdo\n¡y sumo!".to_owned(),
    }));
    assert_eq!(h.state().place(), Place::Thread);
    let thread = h.state().thread().unwrap();
    assert_eq!(
        thread.posts[thread.at].id, "p9",
        "the focus is on the new message"
    );
    assert!(h.screen().contains("Guardado. Se está entregando."));
    assert_eq!(h.node.drafts.get("thread:t1").map(String::as_str), Some(""));
}

#[test]
fn a_message_that_nobody_has_yet_is_called_saved_here() {
    let mut node = Node::example();
    node.peers.clear();
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["2", "Enter", "Enter", "R"]);
    h.write("Sola");
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(
        screen.contains("Guardado aquí. Saldrá solo al conectar."),
        "{screen}"
    );
    assert!(screen.contains("guardado aquí · hoy 12:10"), "{screen}");
}

#[test]
fn nothing_is_sent_before_it_is_known_who_reads() {
    let mut node = Node::example();
    node.failing = Some(("readers", ErrorKind::NoKeyYet));
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["2", "Enter", "Enter", "R"]);
    h.write("¿Quién lee?");
    assert!(h.screen().contains("quién lo leerá"), "{}", h.screen());
    h.keys(&["Enter"]);
    assert!(!h.node.kinds().contains(&"thread_reply".to_owned()));
    assert!(
        h.screen().contains("Todavía no se sabe quién lo leerá"),
        "{}",
        h.screen()
    );
}

#[test]
fn a_draft_is_saved_after_two_seconds_and_comes_back() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Medio mensaje");
    h.wait(1900);
    assert!(!h.node.drafts.contains_key("thread:t1"));
    h.wait(100);
    let draft = h.node.drafts.get("thread:t1").unwrap().clone();
    assert!(draft.contains("Medio mensaje"));
    h.write(" más");
    h.keys(&["Esc"]);
    assert_eq!(h.state().place(), Place::Thread);
    assert!(h.screen().contains("El borrador está guardado."));
    h.keys(&["R"]);
    let screen = h.screen();
    assert!(screen.contains("Medio mensaje más"), "{screen}");
}

#[test]
fn a_failed_send_keeps_the_text_and_says_why() {
    let mut h = open_thread();
    h.node.failing = Some(("thread_reply", ErrorKind::DiskFull));
    h.keys(&["R"]);
    h.write("No perderlo");
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(screen.contains("No perderlo"), "{screen}");
    assert!(screen.contains("El disco está lleno"), "{screen}");
    assert!(screen.contains("borrador"), "{screen}");
    h.node.failing = None;
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Guardado."));
}

#[test]
fn a_thread_counts_as_read_when_the_focus_has_passed_its_last_new_message() {
    let mut h = open_thread();
    let read = |h: &Harness| {
        h.node
            .kinds()
            .iter()
            .filter(|kind| *kind == "thread_read")
            .count()
    };
    assert_eq!(read(&h), 0);
    h.keys(&["n"]);
    assert_eq!(read(&h), 1, "the last new one has the focus");
    h.keys(&["Up", "Down"]);
    assert_eq!(read(&h), 1, "and once is enough");
    assert!(
        h.screen().contains("›• Elena"),
        "marks stay until it is left"
    );
}

#[test]
fn keys_typed_during_an_exchange_are_held_and_nothing_is_lost() {
    let mut h = open_document();
    h.hold = true;
    h.write("A");
    h.wait(60);
    assert_eq!(h.pending.len(), 1, "one exchange is under way");
    h.write("BC");
    assert_eq!(document_text(&h), "Auno dos", "keys wait for the answer");
    h.wait(60);
    assert_eq!(h.pending.len(), 1, "never two at a time");
    // Somebody else wrote at the end meanwhile, and before my cursor.
    h.node.others = vec![
        Splice {
            at: 8,
            delete: 0,
            insert: " tres".to_owned(),
        },
        Splice {
            at: 0,
            delete: 0,
            insert: "¡".to_owned(),
        },
    ];
    h.settle_one();
    assert_eq!(document_text(&h), "¡ABCuno dos tres");
    assert_eq!(h.state().document().unwrap().editor.cursor(), 4);
    h.hold = false;
    h.wait(60);
    assert_eq!(h.node.text, "¡ABCuno dos tres", "both hold the same");
    assert_eq!(document_text(&h), h.node.text);
}

#[test]
fn others_edits_come_when_the_node_says_so_and_the_cursor_stays_in_its_word() {
    let mut h = open_document();
    h.keys(&["Right", "Right", "Right", "Right", "Right"]);
    h.node.others = vec![Splice {
        at: 0,
        delete: 3,
        insert: "tres y".to_owned(),
    }];
    h.event(Event::DocChanged {
        id: "d1".to_owned(),
        cursors: Vec::new(),
    });
    assert_eq!(document_text(&h), "tres y dos");
    assert_eq!(h.state().document().unwrap().editor.cursor(), 8);
}

#[test]
fn a_failed_exchange_is_repeated_with_everything_in_it() {
    let mut h = open_document();
    h.node.failing = Some(("doc_exchange", ErrorKind::DiskFull));
    h.write("AB");
    h.wait(60);
    h.node.failing = None;
    h.write("C");
    h.wait(3000);
    assert_eq!(h.node.text, "ABCuno dos");
    assert_eq!(document_text(&h), h.node.text);
}

#[test]
fn leaving_a_document_at_once_still_hands_over_what_was_typed() {
    let mut h = open_document();
    h.hold = true;
    h.write("A");
    h.wait(60);
    h.write("B");
    h.keys(&["Esc", "Esc"]);
    assert!(matches!(h.state().open, Open::Nothing));
    h.hold = false;
    h.settle();
    assert_eq!(h.node.text, "ABuno dos");
    assert!(h.node.kinds().contains(&"doc_close".to_owned()));
}

#[test]
fn hostile_text_is_harmless_everywhere() {
    let evil = "x\u{1b}[2J\u{202e}\u{9b}31m\u{7}\u{200b}y";
    let mut node = Node::example();
    node.spaces[0].name = evil.to_owned();
    node.threads[0].title = evil.to_owned();
    node.docs[0].title = evil.to_owned();
    node.agendas[0].title = evil.to_owned();
    node.items[0].title = evil.to_owned();
    node.items[0].place = Some(evil.to_owned());
    node.alerts[0].subject = evil.to_owned();
    node.alerts[0].code = evil.to_owned();
    node.peers[0].org = Some(evil.to_owned());
    node.peers[0].address = evil.to_owned();
    for row in &mut node.who {
        row.name = evil.to_owned();
    }
    node.text = evil.to_owned();
    node.posts.insert(
        "t1".to_owned(),
        vec![
            post("p1", evil, evil, evil, evil),
            post("p2", evil, evil, "2027-04-14T14:30:00Z", evil),
        ],
    );
    for size in [(40, 20), (80, 24), (120, 30)] {
        let mut h = Harness::inside_with(Language::Spanish, size, Node { ..node_copy(&node) });
        let scripts: [&[&str]; 11] = [
            &["1", "Enter"],
            &["Esc", "2", "Enter", "Enter"],
            &["R"],
            &["Esc", "Esc", "Down", "Down", "Down", "Enter"],
            &["e"],
            &["Esc", "Esc", "3", "Tab", "Enter"],
            &["Esc", "g", "p", "Down", "Tab"],
            &["B"],
            &["Esc", "g", "y"],
            &[":"],
            &["Esc", "?"],
        ];
        for keys in scripts {
            h.keys(keys);
            let screen = h.screen();
            let harmful = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
            assert!(!screen.contains(harmful), "{keys:?}:\n{screen}");
        }
    }
}

fn node_copy(node: &Node) -> Node {
    Node {
        spaces: node.spaces.clone(),
        threads: node.threads.clone(),
        posts: node.posts.clone(),
        docs: node.docs.clone(),
        text: node.text.clone(),
        agendas: node.agendas.clone(),
        items: node.items.clone(),
        who: node.who.clone(),
        alerts: node.alerts.clone(),
        peers: node.peers.clone(),
        people: node.people,
        ..Node::default()
    }
}

#[test]
fn pasted_controls_do_not_get_into_a_message() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.send(Msg::Paste("uno\r\ndos\u{1b}[2J".to_owned()));
    h.keys(&["Enter"]);
    let sent = h.node.asked.iter().find_map(|request| match request {
        Request::ThreadReply { body, .. } => Some(body.clone()),
        _ => None,
    });
    assert_eq!(sent.as_deref(), Some("uno\n\ndos\u{fffd}[2J"));
}

#[test]
fn a_held_key_never_answers_a_question() {
    let mut h = spanish();
    h.keys(&["g", "p", "Down", "Down", "Down", "B", "Enter"]);
    assert_eq!(h.state().place(), Place::Question, "too early");
    h.wait(1000);
    h.keys(&["Enter"]);
    assert_eq!(
        h.state().place(),
        Place::People,
        "the safe answer was first"
    );
    assert!(!h.node.kinds().contains(&"member_remove".to_owned()));
    h.keys(&["B", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(h.node.asked.contains(&Request::MemberRemove {
        who: "person-Marta".to_owned(),
        urgent: false,
    }));
}

#[test]
fn a_space_is_left_on_purpose_and_ones_own_is_not() {
    let mut h = spanish();
    h.keys(&["2", "X"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    let kinds = h.node.kinds();
    assert!(!kinds.contains(&"space_leave".to_owned()), "{kinds:?}");
    let space = h.state().space().unwrap().id.clone();
    h.keys(&["X", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(h.node.asked.contains(&Request::SpaceLeave { space }));
    let mut node = Node::example();
    for space in &mut node.spaces {
        space.kind = "person".to_owned();
    }
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["2", "X"]);
    assert_eq!(h.state().place(), Place::Tree, "{}", h.screen());
    assert!(
        h.screen().contains("Es tu propio espacio"),
        "{}",
        h.screen()
    );
}

#[test]
fn words_are_compared_by_a_person() {
    let mut h = spanish();
    h.keys(&["g", "p", "Down", "Down", "Down", "v", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(h.node.asked.contains(&Request::DeviceVerify {
        id: "dev2".to_owned(),
        words: "lluvia cuchara puente gallo arena tijera".to_owned(),
    }));
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut h = spanish();
    h.keys(&["g", "p", "B"]);
    assert!(
        h.screen().contains("Nadie se da de baja sola."),
        "{}",
        h.screen()
    );
    h.keys(&[":"]);
    h.write("responder");
    assert!(
        h.screen().contains("primero hay que abrirlo"),
        "{}",
        h.screen()
    );
}

#[test]
fn the_palette_opens_a_document_by_name() {
    let mut h = spanish();
    h.keys(&["Ctrl-P"]);
    h.write("incidencia");
    h.keys(&["Tab", "Enter"]);
    assert_eq!(h.state().place(), Place::Document, "{}", h.screen());
}

#[test]
fn help_does_what_it_lists() {
    let mut h = open_thread();
    h.keys(&["?", "Enter"]);
    assert_eq!(h.state().place(), Place::Composer);
}

#[test]
fn next_unread_goes_through_messages_and_then_elsewhere() {
    let mut h = spanish();
    h.keys(&["n"]);
    assert_eq!(h.state().thread().map(|thread| thread.at), Some(2));
    h.keys(&["n"]);
    assert_eq!(h.state().thread().map(|thread| thread.at), Some(3));
    h.keys(&["n"]);
    assert_eq!(
        h.state().place(),
        Place::Document,
        "the changed document comes next"
    );
}

#[test]
fn a_flood_of_changes_makes_one_read_of_a_kind_at_a_time() {
    let mut h = spanish();
    h.hold = true;
    for _ in 0..1000 {
        h.event(Event::Changed {
            space: "red".to_owned(),
            object: None,
        });
    }
    // One of each list that may have changed.
    assert!(h.pending.len() <= 12, "{}", h.pending.len());
    h.hold = false;
    h.settle();
}

#[test]
fn nothing_changes_on_the_screen_while_nothing_happens() {
    let mut h = spanish();
    h.app.take_changed();
    h.wait(1000);
    assert!(!h.app.take_changed());
    h.keys(&["Down"]);
    assert!(h.app.take_changed());
    assert!(!h.app.take_changed());
}

#[test]
fn a_date_is_added_in_the_zone_of_its_place() {
    let mut h = spanish();
    h.keys(&["3", "o"]);
    h.write("Asamblea");
    h.wait(1000);
    h.keys(&["Enter", "Enter", "Enter", "Enter"]);
    h.write("Sede");
    h.keys(&["Enter"]);
    h.write("90");
    h.keys(&["Enter"]);
    h.write("Rosa");
    // The kinds stand below the fields, a meeting first.
    h.keys(&["Down", "Down", "Enter"]);
    let added = h.node.asked.iter().find_map(|request| match request {
        Request::AgendaAdd { item, .. } => Some(item.clone()),
        _ => None,
    });
    let item = added.expect("it is added");
    assert_eq!(item.zone.as_deref(), Some("America/Argentina/Buenos_Aires"));
    assert_eq!(item.starts_ms, Some(1_807_815_600_000));
    assert_eq!(item.place.as_deref(), Some("Sede"));
    assert_eq!(item.ends_ms, Some(1_807_815_600_000 + 90 * 60_000));
    let said = (item.kind.as_deref(), item.who.as_deref());
    assert_eq!(said, (Some("training"), Some("Rosa")));
}

#[test]
fn quitting_saves_the_draft_first() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Sin guardar");
    h.send(Msg::Stop);
    assert!(h.node.drafts["thread:t1"].contains("Sin guardar"));
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::End(Outcome::Quit)))
    );
}

#[test]
fn a_fault_of_the_program_leaves_the_draft_to_be_saved() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Casi perdido");
    let requests = h.app.last_requests();
    assert!(
        matches!(&requests[..], [Request::DraftSet { text, .. }] if text.contains("Casi perdido"))
    );
}

#[test]
fn what_comes_in_for_long_is_told_and_leaves_the_screen_where_it_was() {
    let mut h = spanish();
    h.keys(&["Down", "Down"]);
    h.screen();
    let before = h.cursor();
    h.event(Event::Receiving { operations: 3000 });
    assert!(h.screen().contains("Llegan novedades: 3000"));
    assert_eq!(h.cursor(), before);
}

#[test]
fn a_sub_region_is_made_with_its_organizations_on_the_screen() {
    let mut h = spanish();
    h.keys(&["2", "w"]);
    h.wait(1000);
    h.write("Caribe");
    h.keys(&["Tab"]);
    h.write("Org. Prueba; Org. Molde");
    h.keys(&["Tab"]);
    h.write("3");
    h.keys(&["Down", "Down", "Down", "Enter"]);
    assert!(h.screen().contains("De 7 a 3650 días"), "{}", h.screen());
    h.keys(&["Up", "Up", "Up"]);
    h.write("0");
    h.keys(&["Down", "Down", "Down", "Enter"]);
    let made = Request::SpaceNew {
        name: "Caribe".to_owned(),
        kind: "subregion".to_owned(),
        with: vec!["Org. Prueba".to_owned(), "Org. Molde".to_owned()],
        history: None,
        retain: Some(30),
    };
    assert!(h.node.asked.contains(&made), "{}", h.screen());
    h.keys(&["w"]);
    h.wait(1000);
    h.write("Nada");
    h.keys(&[
        "End", "Down", "Down", "Down", "Down", "Down", "Down", "Enter",
    ]);
    let all = h.node.asked.iter();
    let made = all.filter(|request| matches!(request, Request::SpaceNew { .. }));
    assert_eq!(made.count(), 1, "the last answer goes back");
}
