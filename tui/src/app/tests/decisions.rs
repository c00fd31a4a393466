//! Who reads and why, and what weighs on somebody: two decisions that crossed, words that are not
//! the same, and who may invite whom.

use asamblea_node::api::{Act, ActRow, PendingRow, Request, Whom};

use super::harness::{Harness, spanish};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::command_table::Place;
use crate::lang::Language;

fn act(id: &str, act: &str, by: &str, about: &str, holds: bool) -> ActRow {
    ActRow {
        id: id.to_owned(),
        act: act.to_owned(),
        by: format!("{by} (Org. Molde)"),
        about: Some(format!("person-{about}")),
        about_kind: "person".to_owned(),
        about_name: about.to_owned(),
        role: if act == "raise" { "admin" } else { "none" }.to_owned(),
        cut: false,
        holds,
        received_at: Some("2027-04-14T13:30:00Z".to_owned()),
    }
}

fn crossed() -> PendingRow {
    PendingRow {
        act: act("aaaa1111bbbb2222", "suspend", "Marta", "Irma", true),
        space: "org-Molde".to_owned(),
        space_name: "Org. Molde".to_owned(),
        mine: false,
        about_me: false,
        frozen: true,
        crossed: vec![act("cccc3333dddd4444", "raise", "Irma", "Yesi", false)],
        not_second: None,
        not_lift: None,
        ousts: Vec::new(),
        orgs: None,
    }
}

/// On the first screen, with an alert about it.
fn alerted(language: Language, size: (u16, u16), row: PendingRow) -> Harness {
    let mut h = Harness::inside(language, size);
    h.node.alerts[0].id = format!("suspended:{}:suspended", row.act.id);
    h.node.alerts[0].code = "suspended".to_owned();
    h.node.alerts[0].op = Some(row.act.id.clone());
    h.node.alerts[0].subject = "Irma".to_owned();
    h.node.pending = vec![row];
    h.event(asamblea_node::api::Event::Alert {
        code: "suspended".to_owned(),
        text: String::new(),
    });
    h
}

/// Opens the alert and takes the choice with this number.
fn choose(row: PendingRow, downs: usize) -> Harness {
    let mut h = alerted(Language::Spanish, USUAL, row);
    h.keys(&["Enter"]);
    h.wait(1000);
    for _ in 0..downs {
        h.keys(&["Down"]);
    }
    h.keys(&["Enter"]);
    h
}

#[test]
fn two_decisions_that_crossed_are_answered_on_purpose() {
    let lift = Request::Coordinate {
        whom: Whom::Any("aaaa1111bbbb2222".to_owned()),
        act: Act::Lift,
        urgent: false,
    };
    let second = Request::Second {
        id: "aaaa1111bbbb2222".to_owned(),
    };
    let done = Request::AlertDone {
        id: "suspended:aaaa1111bbbb2222:suspended".to_owned(),
    };
    let all = [&second, &lift, &done];
    let asked = |h: &Harness| all.map(|request| h.node.asked.contains(request));
    // The safe answer has the focus.
    assert_eq!(asked(&choose(crossed(), 0)), [false; 3]);
    assert_eq!(asked(&choose(crossed(), 1)), [true, false, false]);
    assert_eq!(asked(&choose(crossed(), 2)), [false, true, false]);
    let mut h = choose(crossed(), 3);
    assert_eq!(asked(&h), [false; 3]);
    for words in ["aaaa1111bb", "cccc3333dd", "nombrar coordinadora a Yesi"] {
        assert!(h.screen().contains(words), "{words}:\n{}", h.screen());
    }
    assert_eq!(asked(&choose(crossed(), 4)), [false, false, true]);
}

#[test]
fn what_she_may_not_answer_is_not_offered_and_says_why() {
    let mut row = crossed();
    row.not_second = Some("own".to_owned());
    row.mine = true;
    let mut h = alerted(Language::Spanish, (120, 30), row);
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(!screen.contains("Confirmar como"), "{screen}");
    assert!(screen.contains("la primera palabra es propia"), "{screen}");
    assert!(screen.contains("Retirar la palabra propia"), "{screen}");
    let mut row = crossed();
    row.not_second = Some("me".to_owned());
    row.not_lift = Some("me".to_owned());
    let mut h = alerted(Language::Spanish, (120, 30), row);
    h.keys(&["Enter"]);
    let screen = h.screen();
    for offered in ["Confirmar como", "Levantarlo: vuelve"] {
        assert!(!screen.contains(offered), "{offered}:\n{screen}");
    }
    assert!(screen.contains("nadie decide sobre sí misma"), "{screen}");
}

#[test]
fn whom_the_second_word_throws_out_is_read_before_it_is_given() {
    let mut row = crossed();
    row.act.cut = true;
    row.ousts = vec!["Zoila".to_owned()];
    let mut h = alerted(Language::Spanish, (120, 40), row);
    h.keys(&["Enter"]);
    let screen = h.screen();
    for words in ["Lleva un corte", "«Zoila»", "asamblea invite member"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    // So where it is given about her by name.
    h.keys(&["Esc", "g", "p"]);
    let is_irma = |h: &Harness| h.state().focused_who().unwrap().id == "person-Irma";
    for _ in 0..20 {
        if !is_irma(&h) {
            h.keys(&["Down"]);
        }
    }
    assert!(is_irma(&h), "{}", h.screen());
    h.keys(&["s"]);
    let screen = h.screen();
    assert!(screen.contains("«Zoila»"), "{screen}");
}

#[test]
fn in_a_small_window_all_of_it_can_be_read_with_keys() {
    let mut h = alerted(Language::Spanish, (40, 20), crossed());
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Dejarlo así"), "{}", h.screen());
    let mut seen = h.screen();
    for _ in 0..8 {
        h.keys(&["Up"]);
        seen.push_str(&h.screen());
    }
    let all = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Marta (Org. Molde): suspender",
        "Qué pasó",
        "Qué vale",
        "Qué falta",
    ] {
        assert!(all.contains(words), "{words}:\n{seen}");
    }
    // Enter among the words answers nothing.
    h.wait(1000);
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Question);
    assert!(!h.node.kinds().contains(&"second".to_owned()));
}

#[test]
fn an_alert_whose_word_was_answered_is_only_told() {
    let mut h = alerted(Language::Spanish, USUAL, crossed());
    h.node.pending.clear();
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Marcar como vista"), "{}", h.screen());
    assert!(!h.screen().contains("Confirmar"), "{}", h.screen());
}

fn different() -> Harness {
    let mut h = spanish();
    h.keys(&["g", "p", "Down", "Down", "Down", "Tab", "Down", "v"]);
    h.wait(1000);
    h
}

#[test]
fn words_that_differ_name_the_device_and_let_her_tell_the_others() {
    // Marta is of another organization: from here nobody bars her device.
    let mut h = different();
    h.keys(&["Down", "Down", "Enter"]);
    let screen = h.screen();
    assert!(screen.contains("No son las mismas: teléfono"), "{screen}");
    assert!(screen.contains("Le toca a una"), "{screen}");
    assert!(!h.node.kinds().contains(&"device_revoke".to_owned()));
    h.wait(1000);
    for space in &mut h.node.spaces {
        if space.kind == "org" {
            space.id = "org-Ejemplo".to_owned();
        }
    }
    h.send(crate::app::Msg::EventsMissed);
    h.keys(&["Down", "Enter"]);
    assert_eq!(h.state().place(), Place::Composer, "{}", h.screen());
    let composer = h.state().composer.as_ref().unwrap();
    assert!(composer.title.text().contains("teléfono"));
    assert!(
        composer
            .editor
            .text()
            .contains("no son las que se ven aquí")
    );
    assert!(h.screen().contains("Lo leerán"), "{}", h.screen());
}

#[test]
fn a_device_of_ones_own_organization_with_other_words_is_barred_after_one_question() {
    let mut h = spanish();
    let bars = Request::DeviceRevoke {
        id: "dev2".to_owned(),
        urgent: true,
        keep: None,
    };
    for row in &mut h.node.who {
        if row.id == "dev2" {
            row.org = Some("org-Ejemplo".to_owned());
        }
    }
    h.send(crate::app::Msg::EventsMissed);
    h.keys(&["g", "p", "Down", "Down", "Down", "Tab", "Down", "v"]);
    h.wait(1000);
    h.keys(&["Down", "Down", "Enter"]);
    assert!(
        h.screen().contains("todas reciben el aviso"),
        "{}",
        h.screen()
    );
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(!h.node.asked.contains(&bars), "the safe answer is first");
    h.keys(&["v"]);
    h.wait(1000);
    h.keys(&["Down", "Down", "Enter"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    assert!(h.node.asked.contains(&bars), "{}", h.screen());
}

#[test]
fn a_member_invites_a_device_of_her_own_and_is_told_why_nobody_else() {
    let mut h = spanish();
    h.node.role = Some("member");
    h.node.secretariat = Some(false);
    h.send(crate::app::Msg::EventsMissed);
    h.keys(&["g", "p", "i"]);
    let screen = h.screen();
    assert!(screen.contains("›  Otro aparato mío"), "{screen}");
    assert!(
        screen.contains("Solo una coordinadora puede hacerlo."),
        "{screen}"
    );
    assert!(screen.contains("Solo la Secretaría invita"), "{screen}");
    h.wait(1000);
    h.keys(&["Up", "Enter"]);
    assert_eq!(h.state().place(), Place::Question, "{}", h.screen());
    assert!(!h.node.kinds().contains(&"invite".to_owned()));
    h.keys(&["Down", "Enter"]);
    assert!(
        h.node.kinds().contains(&"invite".to_owned()),
        "{}",
        h.screen()
    );
}

#[test]
fn whoever_reads_is_listed_with_why() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = Harness::inside(Language::Spanish, size);
        h.keys(&["2", "Enter", "Enter", "i"]);
        check(
            &mut h,
            &format!("readers_{suffix}"),
            [
                "Leen 4 personas de 2",
                "Por Org. Molde",
                "Ana está en Org. Ejemplo",
            ],
        );
        h.keys(&["Down", "Down", "Down", "Enter"]);
        check(
            &mut h,
            &format!("reader_{suffix}"),
            ["Marta (Org. Molde)", "Está por 2 vías", "Vía 1"],
        );
    }
    let mut h = Harness::inside(Language::English, SMALL);
    h.keys(&["2", "i", "Down", "Down", "Down"]);
    check(
        &mut h,
        "readers_40_en",
        ["Who reads here", "unverified", "Marta is in Org. Molde"],
    );
}

#[test]
fn two_decisions_that_crossed_are_told_with_what_holds() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = alerted(Language::Spanish, size, crossed());
        h.keys(&["Enter"]);
        check(
            &mut h,
            &format!("conflict_{suffix}"),
            ["Qué falta", "Dejarlo así por ahora", "Flecha arriba"],
        );
    }
    let mut h = alerted(Language::English, USUAL, crossed());
    h.keys(&["Enter"]);
    check(
        &mut h,
        "conflict_80_en",
        [
            "What holds: Irma is suspended",
            "Leave it so for now",
            "make Yesi a coordinator",
        ],
    );
}

#[test]
fn a_space_that_nobody_else_reads_says_so() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = Harness::inside(Language::Spanish, size);
        let mut me = super::example::reader("Ana", "Org. Ejemplo", "admin");
        me.paths = vec![vec![asamblea_node::api::ReaderStep {
            space: "person-Ana".to_owned(),
            name: "Ana".to_owned(),
            kind: "person".to_owned(),
            op: None,
            by: None,
            received_at: None,
        }]];
        h.node.readers = vec![me];
        h.keys(&["2", "i"]);
        check(
            &mut h,
            &format!("readers_mine_{suffix}"),
            ["Solo los aparatos", "Ana (yo)", "Es el espacio de Ana."],
        );
    }
}
