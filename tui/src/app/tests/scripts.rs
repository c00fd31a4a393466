//! Scripts of keys: what happens when people do things.

use asamblea_node::api::{ApiError, ErrorKind, Event, Request, Splice};
use asamblea_node::client::Founding;

use super::harness::{Harness, Node, founded, post};
use crate::app::inside::Open;
use crate::app::{Effect, Msg, Outcome, Stage};
use crate::command_table::Place;
use crate::lang::Language;

const USUAL: (u16, u16) = (80, 24);

fn spanish() -> Harness {
    Harness::inside(Language::Spanish, USUAL)
}

fn open_thread() -> Harness {
    let mut h = spanish();
    h.keys(&["2", "Enter", "Enter"]);
    h
}

fn open_document() -> Harness {
    let mut h = spanish();
    h.node.text = "uno dos".to_owned();
    h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter", "e"]);
    h
}

fn document_text(h: &Harness) -> String {
    h.state().document().unwrap().editor.text()
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
    assert!(h.screen().contains("Enviado"));
    assert_eq!(h.node.drafts.get("thread:t1").map(String::as_str), Some(""));
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
    assert!(h.screen().contains("Enviado"));
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
fn locking_hides_everything_at_once_and_what_was_typed_arrives() {
    let mut h = open_document();
    h.hold = true;
    h.write("A");
    h.wait(60);
    h.write("B");
    h.keys(&["Ctrl-L"]);
    let locked = h.screen();
    for word in ["Ejemplo", "uno", "Plan", "Ana", "guardado"] {
        assert!(!locked.contains(word), "{locked}");
    }
    let mut first = Harness::new(Language::Spanish, USUAL, true);
    assert_eq!(locked, first.screen(), "cell by cell the first screen");
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Clear))
    );
    h.hold = false;
    h.settle();
    assert_eq!(h.node.text, "ABuno dos");
    assert_eq!(
        h.node.kinds().last().map(String::as_str),
        Some("lock"),
        "the keys go last"
    );
}

#[test]
fn an_answer_that_comes_after_the_lock_shows_nothing() {
    let mut h = spanish();
    h.hold = true;
    h.send(Msg::EventsMissed);
    h.keys(&["Ctrl-L"]);
    h.hold = false;
    h.settle();
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    assert!(!h.screen().contains("Ejemplo"));
}

#[test]
fn idle_minutes_lock_and_a_wrong_passphrase_waits() {
    let mut h = open_thread();
    h.wait(299_000);
    assert!(matches!(h.app.stage, Stage::Inside(_)));
    h.wait(1000);
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    h.write("no es");
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Esperar 1 segundo"));
    let asked = h.node.asked.len();
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    assert_eq!(h.node.asked.len(), asked, "too early to try again");
    h.wait(1000);
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Thread, "back where one was");
    assert!(h.screen().contains("Plan de incidencia"));
}

#[test]
fn the_lock_of_another_window_locks_this_one() {
    let mut h = spanish();
    h.event(Event::Locked {});
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    assert!(!h.node.kinds().contains(&"lock".to_owned()));
    h.event(Event::Unlocked {});
    assert!(
        matches!(h.app.stage, Stage::Locked(_)),
        "whoever sits here has proved nothing"
    );
}

#[test]
fn a_draft_being_written_survives_the_lock() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Sigue aquí");
    h.keys(&["Ctrl-L"]);
    assert!(!h.screen().contains("Sigue"));
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Composer);
    assert!(h.screen().contains("Sigue aquí"));
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

fn to_passphrase(h: &mut Harness) {
    h.keys(&["1", "2"]);
    for name in ["Red Ejemplo", "Org. Ejemplo", "py"] {
        h.write(name);
        h.keys(&["Enter"]);
    }
    h.write("Ana");
    h.keys(&["Enter"]);
}

#[test]
fn the_wizard_founds_a_network() {
    let mut h = Harness::new(Language::Spanish, (40, 20), false);
    to_passphrase(&mut h);
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Suggest("es")))
    );
    h.write("corta");
    h.keys(&["Enter", "Enter"]);
    assert!(h.screen().contains("hacen falta 12"));
    h.keys(&["Tab", "Tab", "Tab"]);
    h.wait(10);
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    to_passphrase(&mut h);
    h.write("aaaaaaaaaaaaaa");
    h.keys(&["Enter", "Enter"]);
    assert!(h.screen().contains("Se adivina fácil"), "{}", h.screen());
    for _ in 0..14 {
        h.keys(&["Backspace"]);
    }
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.write("otra cosa");
    h.keys(&["Enter"]);
    assert!(h.screen().contains("No son iguales"), "{}", h.screen());
    for _ in 0..9 {
        h.keys(&["Backspace"]);
    }
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.keys(&["Enter"]);
    assert!(
        !h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Found(..))),
        "a held key skips nothing"
    );
    h.wait(1000);
    h.keys(&["Enter"]);
    let made = h.effects.iter().find_map(|effect| match effect {
        Effect::Found(passphrase, founding) => {
            Some((passphrase.expose().to_owned(), founding.clone()))
        }
        _ => None,
    });
    let (passphrase, founding) = made.expect("it is founded");
    assert_eq!(passphrase, "farol nube tijera monte oveja");
    let Founding {
        network,
        org,
        person,
        country,
    } = founding;
    assert_eq!(
        (network.as_str(), org.as_str(), person.as_str()),
        ("Red Ejemplo", "Org. Ejemplo", "Ana")
    );
    assert_eq!(country.as_deref(), Some("PY"));
    h.send(Msg::Founded(Err(ApiError::new(ErrorKind::DiskFull))));
    assert!(h.screen().contains("El disco está lleno"));
    h.keys(&["Enter"]);
    h.send(Msg::Founded(Ok(founded())));
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Home);
}

#[test]
fn the_wizard_joins_with_a_code_and_goes_back_without_losing_it() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "1"]);
    h.send(Msg::Paste("UJZD EGXD\n".to_owned()));
    h.keys(&["Enter"]);
    h.write("Yesi");
    h.keys(&["Esc", "Enter"]);
    let screen = h.screen();
    assert!(
        screen.contains("UJZD EGXD") && screen.contains("Yesi"),
        "{screen}"
    );
    h.keys(&["Tab", "Enter"]);
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    let joined = h.effects.iter().any(|effect| {
        matches!(effect, Effect::Join { code, person, .. } if code == "UJZD EGXD" && person == "Yesi")
    });
    assert!(joined);
}

#[test]
fn the_wizard_explains_and_leads_to_practice() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "w"]);
    assert!(
        h.screen().contains("Con una invitación se entra"),
        "{}",
        h.screen()
    );
    h.keys(&["Enter", "3"]);
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::End(Outcome::Demo)))
    );
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
    h.write("publicar");
    assert!(h.screen().contains("en otra pantalla"), "{}", h.screen());
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
    assert!(h.pending.len() <= 8, "{}", h.pending.len());
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
    let added = h.node.asked.iter().find_map(|request| match request {
        Request::AgendaAdd { item, .. } => Some(item.clone()),
        _ => None,
    });
    let item = added.expect("it is added");
    assert_eq!(item.zone.as_deref(), Some("America/Argentina/Buenos_Aires"));
    assert_eq!(item.starts_ms, Some(1_807_815_600_000));
    assert_eq!(item.place.as_deref(), Some("Sede"));
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
