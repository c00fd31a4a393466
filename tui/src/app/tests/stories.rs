//! What people come to do, as scripts of keys.

use asamblea_node::api::{Act, ApiError, AsideRow, ErrorKind, Event, InviteFor, Request, Whom};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::example::{author, found, network};
use super::harness::{Harness, Node, founded, open_thread, spanish};
use crate::app::Msg;
use crate::command_table::Place;
use crate::lang::Language;

const USUAL: (u16, u16) = (80, 24);

/// A network on its first day: one organization, one person, one device, nothing written.
fn first_day() -> Node {
    let mut node = Node::example();
    node.threads.clear();
    node.docs.clear();
    node.agendas.clear();
    node.alerts.clear();
    for space in &mut node.spaces {
        space.unread = 0;
    }
    node.who.truncate(2);
    node.coordinators = 1;
    node
}

#[test]
fn the_first_day_suggests_three_acts_and_each_leads_to_its_form() {
    for (at, leads) in [
        (0, "Coordinadora de mi organización"),
        (1, "Una organización nueva"),
        (2, "Discusión nueva"),
    ] {
        let mut h = Harness::inside_with(Language::Spanish, USUAL, first_day());
        let screen = h.screen();
        for task in [
            "Sumar coordinadoras: hay 1 de 3",
            "Invitar a otra organización",
            "Escribir el primer saludo",
        ] {
            assert!(screen.contains(task), "{screen}");
        }
        for _ in 0..at {
            h.keys(&["Down"]);
        }
        h.keys(&["Enter"]);
        let screen = h.screen();
        assert!(screen.contains(leads), "{screen}");
    }
}

#[test]
fn the_nag_counts_coordinators_and_ends_with_three() {
    for (count, nags) in [(1, true), (2, true), (3, false), (4, false)] {
        let mut node = Node::example();
        node.coordinators = count;
        let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
        let words = format!("hay {count} de 3");
        assert_eq!(h.screen().contains(&words), nags, "{}", h.screen());
    }
}

#[test]
fn the_wizard_leads_straight_to_a_first_act() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "2"]);
    for name in ["Red Ejemplo", "Org. Ejemplo", "py", "Ana"] {
        h.write(name);
        h.keys(&["Enter"]);
    }
    for _ in 0..2 {
        h.write("farol nube tijera monte oveja");
        h.keys(&["Enter"]);
    }
    h.wait(1000);
    h.keys(&["Enter"]);
    h.send(Msg::Founded(Ok(founded())));
    h.keys(&["3"]);
    assert_eq!(h.state().place(), Place::Composer);
    let screen = h.screen();
    assert!(screen.contains("Lo leerán 214 personas"), "{screen}");
}

#[test]
fn a_short_passphrase_is_never_called_strong() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "2"]);
    for name in ["Red Ejemplo", "Org. Ejemplo", "py", "Ana"] {
        h.write(name);
        h.keys(&["Enter"]);
    }
    h.write("xq7#Lz9!vKp");
    assert!(h.screen().contains("baja"), "{}", h.screen());
    h.write("w");
    assert!(h.screen().contains("alta"), "{}", h.screen());
}

#[test]
fn one_who_joined_reads_her_own_words_to_whoever_invited() {
    let mut node = first_day();
    let mut mine = node.who[1].clone();
    mine.kind = "device".to_owned();
    mine.person = Some("person-Ana".to_owned());
    mine.state = "unverified".to_owned();
    node.who.push(mine);
    node.coordinators = 3;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    let screen = h.screen();
    assert!(
        screen.contains("Leer mis palabras a quien invitó"),
        "{screen}"
    );
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(screen.contains("1\u{a0}mesa   2\u{a0}cielo"), "{screen}");
}

#[test]
fn words_are_in_ones_own_language_and_those_that_another_reads_stand_beside_them() {
    for (language, own, others) in [
        (
            Language::Spanish,
            "ábaco",
            ["abacate zumbido", "abandon zoo"],
        ),
        (
            Language::Portuguese,
            "abacate",
            ["ábaco zurdo", "abandon zoo"],
        ),
        (
            Language::English,
            "abandon",
            ["ábaco zurdo", "abacate zumbido"],
        ),
    ] {
        let mut node = Node::example();
        for row in &mut node.who {
            if row.safety_words.is_some() {
                row.safety_words = Some("ábaco zurdo".to_owned());
            }
        }
        let mut h = Harness::inside_with(language, USUAL, node);
        h.keys(&["g", "p"]);
        while h.state().to_compare().is_none() {
            h.keys(&["Down"]);
        }
        h.keys(&["v"]);
        let screen = h.screen();
        assert!(screen.contains(&format!("1\u{a0}{own}")), "{screen}");
        for word in others.iter().flat_map(|words| words.split(' ')) {
            assert!(screen.contains(word), "{word}: {screen}");
        }
    }
}

#[test]
fn whoever_invites_a_machine_reads_what_it_will_know_and_finds_it_at_its_organization() {
    let mut node = first_day();
    let mut carrier = node.who[1].clone();
    carrier.kind = "device".to_owned();
    carrier.id = "carrier-1".to_owned();
    carrier.name = "Máquina del local".to_owned();
    carrier.org = Some(node.who[0].id.clone());
    carrier.role = Some("carrier".to_owned());
    carrier.me = false;
    node.who.push(carrier);
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["g", "p"]);
    let screen = h.screen();
    assert!(screen.contains("Repetidoras"), "{screen}");
    assert!(screen.contains("Máquina del local"), "{screen}");
    h.keys(&["i"]);
    h.wait(1000);
    h.keys(&["Down", "Down", "Down", "Down", "Down", "Enter"]);
    let screen = h.screen();
    assert!(screen.contains("sin claves para"), "{screen}");
    h.write("Otra");
    h.wait(1000);
    h.keys(&["Enter"]);
    let asked = h.node.asked.iter().rev();
    let whom = asked.into_iter().find_map(|request| match request {
        Request::Invite { whom, .. } => Some(whom.clone()),
        _ => None,
    });
    let (name, blind) = (Some("Otra".to_owned()), true);
    assert_eq!(whom, Some(InviteFor::Node { name, blind }));
}

#[test]
fn what_changed_since_the_last_visit_stands_on_the_first_screen() {
    let mut node = Node::example();
    node.drafts
        .insert("visit".to_owned(), "2027-04-13T21:40:00Z".to_owned());
    node.agendas[0].unread = true;
    let mut h = Harness::inside_with(Language::Spanish, (80, 30), node);
    let screen = h.screen();
    for fact in [
        "desde mi visita, ayer 18:40",
        "12 nuevas",
        "Agenda de la red",
        "Edición 7",
        "cambió",
    ] {
        assert!(screen.contains(fact), "no {fact}:\n{screen}");
    }
    assert_eq!(
        h.node.drafts["visit"], "2027-04-14T15:10:00Z",
        "the next visit counts from this one"
    );
    h.node.threads[0].unread = 0;
    h.node.docs[0].unread = false;
    h.send(Msg::EventsMissed);
    h.keys(&["n"]);
    assert_eq!(h.state().place(), Place::Agendas, "{}", h.screen());
    let read = Request::AgendaRead {
        id: "a1".to_owned(),
    };
    assert!(h.node.asked.contains(&read));
}

#[test]
fn a_case_is_no_news_on_the_first_screen() {
    let mut node = Node::example();
    node.docs[0].space = "caso".to_owned();
    node.docs[0].title = "Declaración".to_owned();
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    assert!(!h.screen().contains("Declaración"), "{}", h.screen());
}

#[test]
fn a_network_is_marked_by_a_person_and_the_safe_answer_comes_first() {
    let mut h = spanish();
    h.keys(&["g", "y"]);
    assert!(h.screen().contains("sin marcar"), "{}", h.screen());
    h.keys(&["c"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(!h.node.asked.contains(&Request::NetworkTrust));
    h.keys(&["c", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(h.node.asked.contains(&Request::NetworkTrust));
    assert!(h.screen().contains("de confianza"), "{}", h.screen());
    h.keys(&["c", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    let forget = Request::NetworkForget { id: None };
    assert!(h.node.asked.contains(&forget));
}

#[test]
fn a_network_whose_router_is_not_known_cannot_be_marked_yet() {
    let mut node = Node::example();
    node.networks = vec![network("wlan0")];
    node.networks[0].id = None;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["g", "y", "c"]);
    assert!(
        h.screen().contains("Todavía no se sabe cuál es esta red"),
        "{}",
        h.screen()
    );
}

#[test]
fn the_palette_finds_words_with_and_without_their_accents() {
    for words in ["DISCUSION", "discusión", "una discusión"] {
        let mut h = spanish();
        h.keys(&["2", ":"]);
        h.write(words);
        assert!(
            h.screen().contains("Empezar una discusión"),
            "{}",
            h.screen()
        );
    }
    let mut h = spanish();
    h.keys(&[":"]);
    h.write("no hay tal cosa");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Palette, "what was typed stays");
}

#[test]
fn a_search_asks_once_typing_pauses_and_opens_the_message_it_found() {
    let mut h = spanish();
    h.node.found = found();
    h.keys(&["/"]);
    h.write("encu");
    h.wait(100);
    h.write("esta");
    h.wait(199);
    assert!(!h.node.kinds().contains(&"search".to_owned()));
    h.wait(1);
    let asked = h.node.kinds();
    let asked = asked.iter().filter(|kind| *kind == "search").count();
    assert_eq!(asked, 1, "one question for a word");
    assert!(h.screen().contains("Textos"), "{}", h.screen());
    h.keys(&["Tab", "Enter"]);
    assert_eq!(h.state().place(), Place::Thread);
    let thread = h.state().thread().unwrap();
    assert_eq!(thread.posts[thread.at].id, "p2");
}

#[test]
fn an_answer_to_an_older_question_is_not_shown() {
    let mut h = spanish();
    h.node.found = found();
    h.hold = true;
    h.keys(&["/"]);
    h.write("encuesta");
    h.wait(200);
    h.write("s");
    h.hold = false;
    h.settle();
    assert!(!h.screen().contains("Textos"), "{}", h.screen());
}

#[test]
fn a_letter_without_a_command_says_so_and_where_to_look() {
    let mut h = spanish();
    h.keys(&["Z"]);
    assert!(
        h.screen().contains("«Z» no hace nada aquí. ? ayuda"),
        "{}",
        h.screen()
    );
    h.keys(&["g", "z"]);
    assert!(h.screen().contains("«g z» no hace nada"), "{}", h.screen());
    h.keys(&["Down"]);
    assert!(!h.screen().contains("no hace nada"));
}

#[test]
fn an_escape_that_comes_together_with_the_next_key_is_not_lost() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Sigue");
    h.send(Msg::Key(KeyEvent::new(
        KeyCode::Char('?'),
        KeyModifiers::ALT,
    )));
    assert_eq!(h.state().place(), Place::Help, "{}", h.screen());
    assert!(h.node.drafts["thread:t1"].contains("Sigue"));
    assert!(!h.node.drafts["thread:t1"].contains('?'));
    h.keys(&["Esc", "R"]);
    h.send(Msg::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::ALT)));
    assert_eq!(h.state().place(), Place::Composer, "another line");
    assert!(!h.node.kinds().contains(&"thread_reply".to_owned()));
}

#[test]
fn an_alert_is_shown_to_all_and_acknowledged() {
    let mut h = spanish();
    h.node.alerts[0].code = "removed".to_owned();
    h.node.alerts[0].subject = "Irma".to_owned();
    h.event(Event::Alert {
        code: "removed".to_owned(),
        text: String::new(),
    });
    assert!(h.screen().contains("Baja: Irma"), "{}", h.screen());
    h.keys(&["a"]);
    let done = Request::AlertDone {
        id: "al1".to_owned(),
    };
    assert!(h.node.asked.contains(&done));
}

#[test]
fn two_stories_of_a_device_are_shown_with_what_can_be_done() {
    let mut h = spanish();
    let device = "ab".repeat(32);
    h.node.alerts[0].id = format!("fork:{device}");
    h.node.alerts[0].code = "fork".to_owned();
    let told = |story: &str, kind: &str, text: &str| AsideRow {
        id: format!("op {text}"),
        space: "red".to_owned(),
        space_name: "Red Ejemplo".to_owned(),
        author: author("Marta", "Org. Molde"),
        device: device.clone(),
        story: Some(story.to_owned()),
        kind: kind.to_owned(),
        text: text.to_owned(),
        at: None,
        received_at: "2027-04-14T12:10:00Z".to_owned(),
        why: "story".to_owned(),
        waiting: 0,
    };
    let evil = "la\u{1b}]52;c;aGk=\u{7} copia";
    h.node.aside = vec![
        told("1111", "post", "la dueña"),
        told("2222", "post", evil),
        told("2222", "doc_edit", ""),
    ];
    h.event(Event::Alert {
        code: "fork".to_owned(),
        text: String::new(),
    });
    h.keys(&["Enter"]);
    let screen = h.screen();
    for words in [
        "Qué pasó",
        "Qué significa",
        "la dueña",
        "copia",
        "cambio de un documento",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{7}'));
    // The safe answer has the focus, and changes nothing.
    h.wait(1_000);
    h.keys(&["Enter"]);
    assert!(!h.node.kinds().contains(&"device_revoke".to_owned()));
    h.keys(&["Enter"]);
    h.wait(1_000);
    h.keys(&["Down", "Down", "Down", "Enter"]);
    let revoked = Request::DeviceRevoke {
        id: device,
        urgent: true,
        keep: Some("2222".to_owned()),
    };
    assert!(h.node.asked.contains(&revoked), "{:?}", h.node.asked.last());
}

#[test]
fn only_the_secretariat_is_asked_for_an_agenda() {
    let mut h = spanish();
    h.node.secretariat = Some(false);
    h.send(Msg::EventsMissed);
    for key in ["c", "o", "P"] {
        h.keys(&["3", key]);
        assert!(
            h.screen().contains("Solo la Secretaría publica agendas."),
            "{key}:\n{}",
            h.screen()
        );
    }
}

#[test]
fn a_second_coordinator_decides_or_lifts_on_purpose() {
    let lift = Request::Coordinate {
        whom: Whom::Any("person-Irma".to_owned()),
        act: Act::Lift,
        urgent: false,
    };
    let second = Request::Second {
        id: "person-Irma".to_owned(),
    };
    for (key, request) in [("f", &lift), ("s", &second)] {
        let mut h = spanish();
        // Irma is suspended.
        h.keys(&["g", "p", "End", key]);
        h.wait(1000);
        h.keys(&["Enter"]);
        assert!(!h.node.asked.contains(request), "the safe answer is first");
        h.keys(&[key, "Down"]);
        h.wait(1000);
        h.keys(&["Enter"]);
        assert!(h.node.asked.contains(request), "{}", h.screen());
    }
    let mut h = spanish();
    h.keys(&["g", "p", "Down", "Down", "Down", "f"]);
    assert!(h.screen().contains("No está suspendida."), "{}", h.screen());
}

#[test]
fn a_device_that_is_held_down_is_freed_where_it_stands() {
    let mut node = Node::example();
    let held = node.who.iter_mut().find(|row| row.id == "dev2").unwrap();
    held.state = "suspended".to_owned();
    held.waits = Some("against".to_owned());
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    // Marta, her devices, the second one.
    h.keys(&["g", "p", "End", "Up", "Enter", "Down", "f", "Down"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    let lift = Request::Coordinate {
        whom: Whom::Any("dev2".to_owned()),
        act: Act::Lift,
        urgent: false,
    };
    assert!(h.node.asked.contains(&lift), "{}", h.screen());
}

#[test]
fn whoever_waits_for_words_is_compared_and_not_seconded() {
    let mut node = Node::example();
    let marta = node.who.iter_mut().find(|row| row.id == "person-Marta");
    let marta = marta.unwrap();
    marta.state = "waiting".to_owned();
    marta.waits = Some("words".to_owned());
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["g", "p", "End", "Up"]);
    assert!(
        h.screen().contains("falta comparar palabras"),
        "{}",
        h.screen()
    );
    h.keys(&["s"]);
    let why = "Primero hay que comparar las palabras de su aparato.";
    assert!(h.screen().contains(why), "{}", h.screen());
    h.keys(&["v"]);
    let words = "lluvia";
    assert!(h.screen().contains(words), "{}", h.screen());
}

#[test]
fn what_is_decided_is_neither_seconded_nor_lifted_again() {
    let mut node = Node::example();
    let irma = node.who.iter_mut().find(|row| row.id == "person-Irma");
    irma.unwrap().waits = None;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["g", "p", "End"]);
    for key in ["s", "f"] {
        h.keys(&[key]);
        let why = "Vuelve con: asamblea member role.";
        assert!(h.screen().contains(why), "{}", h.screen());
    }
}

#[test]
fn a_code_that_was_used_is_refused_with_what_to_do() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.send(Msg::Founded(Err(ApiError::new(ErrorKind::InvitationUsed))));
    assert!(
        h.screen().contains("La invitación ya se usó. Pedir otra."),
        "{}",
        h.screen()
    );
}
