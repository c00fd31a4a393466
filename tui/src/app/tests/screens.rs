//! Every screen at a telephone's and an old terminal's size. Each test says what must stand there
//! before it holds the whole screen against the accepted one.

use asamblea_node::api::{RemoteCursor, SpaceRow};

use super::harness::{Harness, Node, founded};
use crate::app::Msg;
use crate::lang::Language;

pub(super) const SMALL: (u16, u16) = (40, 20);
pub(super) const USUAL: (u16, u16) = (80, 24);
pub(super) const WIDE: (u16, u16) = (120, 30);

/// Draws, checks facts, checks the cursor, and compares with the accepted screen.
#[track_caller]
pub(super) fn check(harness: &mut Harness, name: &str, facts: [&str; 3]) {
    let screen = harness.screen();
    for fact in facts {
        assert!(screen.contains(fact), "{name} lacks {fact:?}:\n{screen}");
    }
    let cursor = harness.cursor();
    let row: Vec<char> = screen
        .lines()
        .nth(cursor.y.into())
        .unwrap_or_default()
        .chars()
        .collect();
    let before = &row[..usize::from(cursor.x).min(row.len())];
    assert!(
        before.contains(&'›'),
        "{name}: cursor {cursor:?} off the focused row:\n{screen}"
    );
    insta::assert_snapshot!(
        name,
        format!("{screen}\n[cursor {},{}]", cursor.x, cursor.y)
    );
}

fn spanish(size: (u16, u16)) -> Harness {
    Harness::inside(Language::Spanish, size)
}

#[test]
fn wizard_asks_one_thing_a_page() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = Harness::new(Language::Spanish, size, false);
        check(
            &mut h,
            &format!("wizard_language_{suffix}"),
            ["Primer uso", "1  Español", "paso 1 de 6"],
        );
        h.keys(&["1"]);
        check(
            &mut h,
            &format!("wizard_how_{suffix}"),
            [
                "Tengo una invitación",
                "Fundar una red nueva",
                "paso 2 de 6",
            ],
        );
        h.keys(&["2"]);
        check(
            &mut h,
            &format!("wizard_names_{suffix}"),
            ["Red", "Organización", "Mi nombre"],
        );
        for name in ["Red Ejemplo", "Org. Ejemplo", "PY"] {
            h.write(name);
            h.keys(&["Tab"]);
        }
        h.write("Ana");
        h.keys(&["Enter"]);
        h.send(Msg::Suggested("farol nube tijera monte oveja".to_owned()));
        h.write("farol nube tijera monte oveja");
        h.keys(&["Tab"]);
        h.write("farol nube t");
        check(
            &mut h,
            &format!("wizard_passphrase_{suffix}"),
            ["Elegir una contraseña", "farol nube tijera monte", "alta"],
        );
        h.write("ijera monte oveja");
        h.keys(&["Enter"]);
        check(
            &mut h,
            &format!("wizard_protects_{suffix}"),
            ["Sí: cerrado", "No: si lo toman", "Entendido"],
        );
        h.wait(1000);
        h.keys(&["Enter"]);
        h.send(Msg::Founded(Ok(founded())));
        check(
            &mut h,
            &format!("wizard_ready_{suffix}"),
            ["La red está fundada", "mesa cielo", "Entrar"],
        );
    }
}

#[test]
fn the_end_of_the_first_run_fits_one_who_joined_and_one_who_waits() {
    for (state, fact) in [
        ("joined", "Ya se puede leer y escribir"),
        ("waiting", "Nadie respondió todavía"),
    ] {
        let mut h = Harness::new(Language::Spanish, SMALL, false);
        h.keys(&["1", "1"]);
        h.send(Msg::Paste(super::entry::CODE.to_owned()));
        h.keys(&["Enter"]);
        h.write("Yesi");
        h.keys(&["Enter"]);
        for _ in 0..2 {
            h.write("farol nube tijera monte oveja");
            h.keys(&["Enter"]);
        }
        h.wait(1000);
        h.keys(&["Enter"]);
        let mut made = founded();
        made.state = state.to_owned();
        h.send(Msg::Founded(Ok(made)));
        check(
            &mut h,
            &format!("wizard_{state}_40"),
            [fact, "1  Leer mis palabras a quien invitó", "Entrar"],
        );
    }
}

#[test]
fn wizard_in_english() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["3"]);
    check(
        &mut h,
        "wizard_how_80_en",
        ["How to begin?", "I have an invitation", "step 2 of 6"],
    );
}

#[test]
fn lock_names_nothing() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = Harness::new(Language::Spanish, size, true);
        h.write("farol");
        check(
            &mut h,
            &format!("lock_{suffix}"),
            ["Contraseña", "•••••", "No la recuerdo"],
        );
        assert!(!h.screen().contains("farol"));
        assert!(!h.screen().to_lowercase().contains("asamblea"));
    }
}

#[test]
fn home_says_what_waits() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = spanish(size);
        check(
            &mut h,
            &format!("home_{suffix}"),
            ["Red Ejemplo", "Llegó Marta", "Reunión de coordina"],
        );
    }
    let mut h = Harness::inside(Language::English, USUAL);
    check(
        &mut h,
        "home_80_en",
        ["Red Ejemplo › Home", "Marta has arrived", "Next dates"],
    );
}

#[test]
fn screens_speak_portuguese() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = Harness::inside(Language::Portuguese, size);
        check(
            &mut h,
            &format!("home_{suffix}_pt"),
            ["Red Ejemplo", "Marta", "Início"],
        );
        h.keys(&["2", "Enter", "Enter", "R"]);
        h.write("Sim.");
        check(
            &mut h,
            &format!("composer_{suffix}_pt"),
            ["214 pessoas", "Responder", "enviar"],
        );
    }
    let mut h = Harness::new(Language::Portuguese, USUAL, true);
    check(&mut h, "locked_80_pt", ["Frase-senha", "", ""]);
}

#[test]
fn home_on_a_quiet_day() {
    let mut h = Harness::inside_with(
        Language::Spanish,
        USUAL,
        Node {
            passphrase: "x".to_owned(),
            ..Node::default()
        },
    );
    check(
        &mut h,
        "home_quiet_80",
        ["Red Ejemplo", "Nada espera", "nadie lo tiene todavía"],
    );
}

#[test]
fn spaces_stand_as_a_tree_without_cases() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = spanish(size);
        h.keys(&["2", "Down", "Up"]);
        check(
            &mut h,
            &format!("spaces_{suffix}"),
            ["├ Cono Sur", "└ Andina", "Espacio de toda la red"],
        );
        assert!(
            !h.screen().contains("ZZ-27-014"),
            "cases never stand in the tree"
        );
    }
}

#[test]
fn a_space_lists_threads_documents_and_agendas() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["2", "Enter"]);
        check(
            &mut h,
            &format!("list_{suffix}"),
            ["2 nuevas", "Documentos", "Agenda de la red"],
        );
    }
}

#[test]
fn an_empty_space_says_the_next_act() {
    let mut h = spanish(SMALL);
    h.keys(&["2", "Down", "Enter"]);
    check(
        &mut h,
        "list_empty_40",
        ["Cono Sur", "Todavía nadie escribió aquí", "empezar una"],
    );
}

#[test]
fn a_thread_opens_at_the_first_new_message() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = spanish(size);
        h.keys(&["2", "Enter", "Enter"]);
        check(
            &mut h,
            &format!("thread_{suffix}"),
            ["── 2 nuevas", "›• Sofía", "Rosa"],
        );
    }
}

#[test]
fn the_composer_says_who_will_read() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["2", "Enter", "Enter", "R"]);
        h.write("Sí, con el permiso de Org. Prueba. La tabla completa está en el documento.");
        check(
            &mut h,
            &format!("composer_{suffix}"),
            [
                "Lo leerán 214 personas de 16",
                "Responder a Sofía",
                "Enter enviar",
            ],
        );
    }
    let mut h = Harness::inside(Language::English, USUAL);
    h.keys(&["2", "c"]);
    h.write("Sunday");
    check(
        &mut h,
        "composer_new_80_en",
        [
            "214 people of 16 organizations will read it",
            "New thread",
            "Title  Sunday",
        ],
    );
}

#[test]
fn more_readers_than_expected_is_asked() {
    let mut h = spanish(USUAL);
    h.keys(&["2", "Enter", "Enter", "R"]);
    h.write("Sí");
    h.node.people = 300;
    h.event(asamblea_node::api::Event::Changed {
        space: "red".to_owned(),
        object: None,
    });
    h.keys(&["Enter"]);
    check(
        &mut h,
        "wider_80",
        [
            "Lo leerá más gente",
            "Ahora son 300",
            "› Volver al borrador",
        ]
        .map(|fact| {
            if fact.starts_with('›') {
                "›  Volver al borrador"
            } else {
                fact
            }
        }),
    );
}

#[test]
fn a_document_shows_where_the_others_are() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.node.cursors = vec![RemoteCursor {
            device: "x".to_owned(),
            name: "Rosa".to_owned(),
            at: 143,
        }];
        h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter"]);
        check(
            &mut h,
            &format!("document_{suffix}"),
            ["Qué se propone", "Rosa", "Lo leerán 214"],
        );
        h.keys(&["e", "Down", "Down"]);
        check(
            &mut h,
            &format!("document_writing_{suffix}"),
            ["▌", "guardado", "Esc dejar de escribir"],
        );
    }
}

#[test]
fn versions_say_who_and_when() {
    let mut h = spanish(USUAL);
    h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter", "H"]);
    check(
        &mut h,
        "history_80",
        ["Historia", "Rosa (Org. Prueba)", "+9"],
    );
}

#[test]
fn the_agenda_says_hours_and_who_holds_it() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["3"]);
        check(
            &mut h,
            &format!("agendas_{suffix}"),
            ["La tienen 13 de 16", "Faltan", "Agenda de la red"],
        );
        h.keys(&["Tab"]);
        check(
            &mut h,
            &format!("agenda_{suffix}"),
            ["16:00  Reunión", "en la sede 13:00", "ju 15 abr"],
        );
    }
}

#[test]
fn a_new_date_is_filled_in() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["3", "o"]);
        h.write("Asamblea");
        check(
            &mut h,
            &format!("item_{suffix}"),
            ["Fecha nueva", "Asamblea", "2027-04-15"],
        );
    }
}

#[test]
fn people_show_state_and_words() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["g", "p", "Down", "Down", "Down"]);
        check(
            &mut h,
            &format!("people_{suffix}"),
            ["Marta", "coordinadora", "suspendida"],
        );
        h.keys(&["Tab", "Down"]);
        check(
            &mut h,
            &format!("person_{suffix}"),
            ["teléfono", "sin verificar", "1\u{a0}lluvia"],
        );
        h.keys(&["v"]);
        check(
            &mut h,
            &format!("compare_{suffix}"),
            ["›  Dejar para después", "Son las mismas", "6\u{a0}tijera"],
        );
    }
}

#[test]
fn removing_names_the_effect_and_puts_the_safe_answer_first() {
    let mut h = spanish(USUAL);
    h.keys(&["g", "p", "Down", "Down", "Down", "B"]);
    check(
        &mut h,
        "remove_80",
        [
            "Suspender a Marta",
            "›  Volver sin cambiar nada",
            "Suspenderla",
        ],
    );
}

#[test]
fn an_invitation_is_a_square_and_a_code() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["g", "p", "i"]);
        h.wait(1000);
        h.keys(&["Enter"]);
        h.write("Yesi");
        h.wait(1000);
        h.keys(&["Enter"]);
        check(
            &mut h,
            &format!("invitation_square_{suffix}"),
            ["Yesi", "█▀▀▀▀▀█", "R anular"],
        );
        h.keys(&["v"]);
        check(
            &mut h,
            &format!("invitation_text_{suffix}"),
            ["UJZD EGXD NCF3", "Sirve una sola vez", "mi 21 abr"],
        );
    }
}

#[test]
fn sync_says_who_is_reachable_and_how() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["g", "y"]);
        check(
            &mut h,
            &format!("sync_{suffix}"),
            ["Org. Prueba", "Internet", "192.0.2.0/24 (wlan0)"],
        );
    }
}

#[test]
fn a_network_is_trusted_only_on_purpose() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["g", "y", "c"]);
        check(
            &mut h,
            &format!("trust_{suffix}"),
            [
                "¿Esta red es de confianza?",
                "192.0.2.0/24 (wlan0)",
                "›  No, seguir sin avisar",
            ],
        );
    }
}

#[test]
fn texts_are_found_by_what_they_say() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.node.found = super::example::found();
        h.keys(&["/"]);
        h.write("encuesta");
        h.wait(200);
        check(
            &mut h,
            &format!("search_{suffix}"),
            [": encuesta_", "Textos", "…suma el dato de la"],
        );
    }
}

#[test]
fn the_palette_finds_things_and_acts() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&[":"]);
        h.write("plan");
        check(
            &mut h,
            &format!("palette_{suffix}"),
            [": plan_", "Plan de incidencia 2027", "Documentos"],
        );
    }
}

#[test]
fn help_lists_what_acts_here() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = spanish(size);
        h.keys(&["2", "Enter", "Enter", "?"]);
        check(
            &mut h,
            &format!("help_{suffix}"),
            ["Ayuda", "Responder al mensaje", "En esta pantalla"],
        );
    }
}

#[test]
fn keys_after_a_prefix_are_said() {
    let mut h = spanish(USUAL);
    h.keys(&["g"]);
    check(
        &mut h,
        "prefix_80",
        ["p personas", "y sincronizar", "l cerrar"],
    );
}

#[test]
fn a_window_too_small_says_so_and_draws_nothing_else() {
    let mut h = spanish((38, 12));
    let screen = h.screen();
    assert!(screen.contains("Esta mide 38 por 12"), "{screen}");
    assert!(!screen.contains("Red Ejemplo"));
    let mut h = Harness::inside(Language::Spanish, SMALL);
    assert!(h.screen().contains("Red Ejemplo"));
}

#[test]
fn the_network_stands_first_on_every_screen_and_before_on_none() {
    for size in [SMALL, USUAL, WIDE] {
        let mut h = spanish(size);
        for keys in [
            &["1"][..],
            &["2"],
            &["Enter"],
            &["Enter"],
            &["R"],
            &["Esc", "?"],
            &["Esc", ":"],
            &["Esc", "3"],
            &["Tab"],
            &["g", "p"],
            &["Tab"],
            &["g", "y"],
        ] {
            h.keys(keys);
            let screen = h.screen();
            let first = screen.lines().next().unwrap_or_default();
            assert!(first.contains("Red Ejemplo"), "{keys:?}:\n{screen}");
            let keys_in_footer = screen.lines().last().unwrap_or_default();
            assert!(!keys_in_footer.is_empty(), "{keys:?}");
        }
        h.keys(&["Ctrl-L"]);
        assert!(!h.screen().contains("Ejemplo"));
    }
}

#[test]
fn a_console_without_utf8_gets_ascii() {
    let mut h = spanish(USUAL);
    h.app.theme = crate::theme::Theme::new(false, true);
    let screen = h.screen();
    assert!(screen.contains(">! Llegó"), "{screen}");
    assert!(!screen.contains('›') && !screen.contains('─') && !screen.contains('•'));
}

#[test]
fn long_names_are_cut_and_hours_never() {
    let mut node = Node::example();
    node.threads[0].title =
        "Un título tan largo que no cabe de ninguna manera en una sola línea".to_owned();
    node.spaces.push(SpaceRow {
        name: "x".repeat(200),
        id: "largo".to_owned(),
        kind: "working".to_owned(),
        role: "write".to_owned(),
        unread: 7,
        retain: None,
        forgotten: 0,
        guardian: None,
    });
    let mut h = Harness::inside_with(Language::Spanish, SMALL, node);
    h.keys(&["2", "Enter"]);
    let screen = h.screen();
    assert!(
        screen.contains('…') && screen.contains("hoy 11:30"),
        "{screen}"
    );
    for line in screen.lines() {
        assert!(crate::view::text::columns(line) <= 40, "{line}");
    }
}

#[test]
fn a_window_that_shrinks_under_a_frame_is_no_fault() {
    let mut h = spanish(WIDE);
    h.keys(&["2", "Enter", "Enter"]);
    let app = &h.app;
    for size in [(60, 20), (40, 20), (41, 33), (5, 3)] {
        let backend = ratatui::backend::TestBackend::new(size.0, size.1);
        let mut terminal = ratatui::Terminal::new(backend).unwrap();
        terminal.draw(|frame| app.draw(frame)).unwrap();
    }
}
