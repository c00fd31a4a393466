//! The compiled binary in a pseudo-terminal, as a person uses it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by ending")]

use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, PASSPHRASE, World, program, until};
use asamblea_tests::terminal::Terminal;

const SOON: Duration = Duration::from_secs(30);

fn interface(device: &Device) -> Terminal {
    let profile = device.profile().to_str().unwrap();
    Terminal::start(program(), &["--profile", profile], 80, 24)
}

/// Opens the list of the network's threads and documents.
fn go_to_spaces(terminal: &mut Terminal, shows: &str) {
    terminal.wait_for("Inicio", SOON);
    terminal.keys("2");
    terminal.wait_for(shows, SOON);
}

#[test]
fn two_side_by_side_see_each_other_type_in_one_document() {
    let world = World::new();
    let a = world.founder("a", "Red de prueba");
    let b = world.organization("b", &a);
    let new = ["doc", "new", "--space", "Red de prueba", "--title", "Plan"];
    let doc = a.run(new).object();
    let id = doc["id"].as_str().unwrap().to_owned();
    until(SOON, "the document has come", || b.document(&id));
    let (mut left, mut right) = (interface(&a), interface(&b));
    for terminal in [&mut left, &mut right] {
        go_to_spaces(terminal, "Plan");
        terminal.keys("\t\r");
        terminal.wait_for("Lo leerán 2 personas", SOON);
        // Offered once the text is there.
        terminal.wait_for("e escribir", SOON);
        terminal.keys("e");
        terminal.wait_for("Esc dejar de escribir", SOON);
    }
    left.keys("Uno de Persona a. ");
    right.wait_for("Uno de Persona a.", SOON);
    right.keys("Dos de Persona b. ");
    left.wait_for("Dos de Persona b.", SOON);
    left.wait_for("guardado", SOON);
    right.wait_for("guardado", SOON);
    let same = until(SOON, "both hold the same text", || {
        let (one, other) = (a.document(&id)?, b.document(&id)?);
        (one == other).then_some(one)
    });
    assert!(
        same.contains("Uno de Persona a.") && same.contains("Dos de Persona b."),
        "{same}"
    );
    // Each sees the other's name in the margin of the line where she is ...
    until(SOON, "each sees where the other is", || {
        (is_beside(&left, "Persona b") && is_beside(&right, "Persona a")).then_some(())
    });
    // ... stays while she only reads, and goes when she leaves.
    std::thread::sleep(Duration::from_secs(12));
    assert!(is_beside(&left, "Persona b"), "{}", left.screen());
    right.keys("\x1b");
    until(SOON, "she stops writing", || {
        (!right.screen().contains("Esc dejar de escribir")).then_some(())
    });
    right.keys("\x1b");
    until(SOON, "she has left", || {
        (!left.screen().contains('▌')).then_some(())
    });
    assert!(left.screen().contains("Dos de Persona b."));
}

#[test]
fn nobody_proposes_an_empty_text_from_the_keyboard() {
    let world = World::new();
    let profile = world.path().join("none");
    let rule = ["--method", "majority", "--count", "orgs", "--closes", "7d"];
    let new = ["proposal", "new", "--space", "S", "--title", "T"];
    let before = ["--lang", "en", "--profile", profile.to_str().unwrap()];
    let arguments = [&before[..], &new, &rule].concat();
    let start = |more: &[&str]| {
        let arguments = [&arguments[..], more].concat();
        Terminal::start(program(), &arguments, 80, 24)
    };
    for more in [&[][..], &["--body", " "]] {
        let mut terminal = start(more);
        terminal.wait_for("A proposal needs a text", SOON);
        assert!(!terminal.ends_well(SOON), "{}", terminal.screen());
    }
    // With what it comes from it goes on, as far as it gets without a profile.
    let terminal = start(&["--from", "X"]);
    let screen = terminal.wait_for("profile", SOON);
    assert!(!screen.contains("needs a text"), "{screen}");
}

/// Whether a line of the document has this name in its margin, and the mark before it.
fn is_beside(terminal: &Terminal, name: &str) -> bool {
    let screen = terminal.screen();
    let mut lines = screen.lines();
    lines.any(|line| line.contains('▌') && line.trim_end().ends_with(name))
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_names_nothing() {
    let world = World::new();
    let mut a = world.founder("a", "Red secreta");
    assert_eq!(a.stop(), 0);
    let mut terminal = interface(&a);
    terminal.wait_for("Contraseña", SOON);
    assert!(terminal.is_alternate());
    terminal.keys("no es la que abre\r");
    let screen = terminal.wait_for("No es esa", SOON);
    for name in ["Red secreta", "Org a", "Persona a"] {
        assert!(!screen.contains(name), "{screen}");
    }
    terminal.keys("\x03");
    assert!(terminal.ends_well(SOON));
    assert!(!terminal.is_alternate(), "the terminal is as it was");
}

#[test]
fn ctrl_l_leaves_nothing_on_the_screen() {
    let world = World::new();
    let a = world.founder("a", "Red de prueba");
    let space = "Red de prueba";
    let new = [
        "thread", "new", "--space", space, "--title", "Cita", "--body", "a las 8",
    ];
    let _saved = a.run(new).object();
    let mut terminal = interface(&a);
    go_to_spaces(&mut terminal, "Cita");
    terminal.keys("\x0c");
    let screen = terminal.wait_for("Contraseña", SOON);
    for name in [space, "Org a", "Cita", "Persona a"] {
        assert!(!screen.contains(name), "{screen}");
    }
    until(SOON, "the node is locked", || {
        let list = a.run(["thread", "list"]);
        (list.status == 3).then_some(())
    });
}

#[test]
fn hostile_text_writes_no_sequence_of_its_own() {
    let world = World::new();
    let a = world.founder("a", "Red de prueba");
    let hostile = "antes\x1b]52;c;aG9sYQ==\x07\x1b[2Jdespués\u{202e}abc";
    let space = "Red de prueba";
    let new = [
        "thread", "new", "--space", space, "--title", "Cita", "--body", hostile,
    ];
    let _saved = a.run(new).object();
    let mut terminal = interface(&a);
    go_to_spaces(&mut terminal, "Cita");
    terminal.keys("\t\r");
    terminal.wait_for("después", SOON);
    let raw = terminal.raw();
    let clipboard: &[u8] = b"\x1b]52";
    assert!(!raw.windows(clipboard.len()).any(|part| part == clipboard));
    assert!(terminal.screen().contains("antes"));
}

/// From nothing to the first screen may take this long, keys typed by hand included.
const FIRST_RUN: Duration = Duration::from_secs(3 * 60);

/// The words on a screen, whatever lines they were broken into.
fn words(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_first_run_in_a_small_window_ends_with_three_acts_to_begin_with() {
    let world = World::new();
    let device = world.device("nueva");
    let mut terminal = device.interface(40, 20);
    // The program was built, if it had to be.
    let began = Instant::now();
    terminal.wait_for("paso 1 de 6", SOON);
    terminal.keys("1");
    terminal.wait_for("¿Cómo empezar?", SOON);
    terminal.keys("2");
    let names = terminal.wait_for("Nombres", SOON);
    for asked in ["correo", "teléfono", "mail"] {
        assert!(!names.to_lowercase().contains(asked), "{names}");
    }
    terminal.keys("Red nueva\tOrg nueva\tPY\tAna\r");
    terminal.wait_for("Elegir una contraseña", SOON);
    terminal.keys(&format!("{PASSPHRASE}\t{PASSPHRASE}\r"));
    terminal.wait_for("Qué protege", SOON);
    // A key that is held down skips nothing.
    std::thread::sleep(Duration::from_millis(500));
    terminal.keys("\r");
    terminal.wait_for("Palabras de seguridad", SOON);
    terminal.keys("\x1b[B\x1b[B\x1b[B\r");
    terminal.wait_for("Inicio", SOON);
    terminal.wait_for("nadie lo tiene", SOON);
    let screen = terminal.wait_for("primer saludo", SOON);
    for task in [
        "Sumar coordinadoras: hay 1 de 3",
        "Invitar a otra organización",
        "Escribir el primer saludo",
    ] {
        assert!(screen.contains(task), "{screen}");
    }
    let took = began.elapsed();
    println!("the first run took {took:?}");
    assert!(took < FIRST_RUN, "{took:?}");
    terminal.keys("q");
    assert!(terminal.ends_well(SOON));
}

#[test]
fn one_joins_in_a_small_window_and_a_code_works_once() {
    let world = World::new();
    let a = world.founder("a", "Red abierta");
    let code = a.invite(&["member", "--name", "Luz"]);
    let join = |name: &str| {
        let device = world.device(name);
        let mut terminal = device.interface(40, 20);
        terminal.wait_for("paso 1 de 6", SOON);
        terminal.keys("1");
        terminal.wait_for("¿Cómo empezar?", SOON);
        terminal.keys("1");
        terminal.wait_for("Código", SOON);
        terminal.keys(&format!("{code}\tLuz\r"));
        terminal.wait_for("Elegir una contraseña", SOON);
        terminal.keys(&format!("{PASSPHRASE}\t{PASSPHRASE}\r"));
        terminal.wait_for("Qué protege", SOON);
        std::thread::sleep(Duration::from_millis(500));
        terminal.keys("\r");
        terminal
    };
    let mut first = join("luz");
    first.wait_for("Ya se puede leer", SOON);
    first.keys("1");
    let screen = first.wait_for("Mis palabras de seguridad", SOON);
    assert!(words(&screen).contains("Leerlas por teléfono"), "{screen}");
    let second = join("otra");
    let screen = second.wait_for("ya se usó", SOON);
    assert!(words(&screen).contains("Pedir otra"), "{screen}");
}

#[test]
fn a_draft_outlives_every_kill_and_nothing_else_is_lost() {
    let world = World::new();
    let mut a = world.founder("a", "Red firme");
    let space = a.space("network");
    let new = ["--space", &space, "--title", "Plan", "--body", "primero"];
    let thread = a.run(["thread", "new"].iter().chain(&new)).object();
    let thread = thread["id"].as_str().unwrap().to_owned();
    assert_eq!(a.stop(), 0);
    let mut draft = String::new();
    for round in 0..3 {
        let mut terminal = a.interface(80, 24);
        terminal.wait_for("Contraseña", SOON);
        terminal.keys(&format!("{PASSPHRASE}\r"));
        go_to_spaces(&mut terminal, "Plan");
        terminal.keys("\t\r");
        terminal.wait_for("primero", SOON);
        terminal.keys("R");
        terminal.wait_for("Responder", SOON);
        if round > 0 {
            terminal.wait_for(draft.trim(), SOON);
        }
        // It goes on where it ended.
        let more = format!("parte {round} ");
        terminal.keys(&format!("\x1b[F{more}"));
        draft.push_str(&more);
        terminal.wait_for(draft.trim(), SOON);
        // A change is saved two seconds after it.
        std::thread::sleep(Duration::from_millis(2500));
        terminal.wait_for("borrador guardado", SOON);
        terminal.kill();
        let checks = a.run(["doctor", "--deep"]).done().lines;
        assert!(
            checks.iter().all(|check| check["damaged"] == false),
            "{checks:?}"
        );
    }
    assert_eq!(a.bodies(&thread), ["primero"]);
}

#[test]
fn a_window_may_shrink_to_nothing_and_grow_again() {
    let world = World::new();
    let a = world.founder("a", "Red elástica");
    let mut terminal = interface(&a);
    go_to_spaces(&mut terminal, "Red elástica");
    terminal.keys("c");
    terminal.wait_for("Discusión nueva", SOON);
    terminal.keys("Título");
    for (columns, rows) in [(39, 20), (10, 4), (1, 1)] {
        terminal.resize(columns, rows);
        if columns > 9 {
            terminal.wait_for("Hace", SOON);
        }
    }
    terminal.resize(120, 40);
    terminal.wait_for("Título", SOON);
    terminal.keys(" largo");
    terminal.wait_for("Título largo", SOON);
    terminal.resize(40, 20);
    terminal.wait_for("Título largo", SOON);
}

#[test]
fn a_network_can_be_marked_from_its_screen() {
    let world = World::new();
    let a = world.founder("a", "Red propia");
    let mut terminal = interface(&a);
    terminal.wait_for("Inicio", SOON);
    terminal.keys("gy");
    let screen = terminal.wait_for("Red de este lugar", SOON);
    if screen.contains("No se reconoce ninguna red") {
        asamblea_tests::skip::skipped("this machine is in no local network");
        return;
    }
    terminal.wait_for("sin marcar", SOON);
    terminal.keys("c");
    terminal.wait_for("¿Esta red es de confianza?", SOON);
    std::thread::sleep(Duration::from_millis(500));
    terminal.keys("j\r");
    terminal.wait_for("de confianza", SOON);
    let networks = a.run(["network", "list"]).done().lines;
    assert!(
        networks.iter().all(|row| row["trusted"] == true),
        "{networks:?}"
    );
    // This node was started with `--no-mdns`: a mark does not make it speak.
    assert!(
        networks.iter().all(|row| row["searching"] == false),
        "{networks:?}"
    );
}

/// From the wizard's first page to the practice network.
fn to_practice(terminal: &mut Terminal, shows: &str) {
    terminal.wait_for("Language", SOON);
    terminal.keys("1");
    terminal.wait_for("Practicar con datos inventados", SOON);
    terminal.keys("3");
    terminal.wait_for(shows, SOON);
}

fn at_no_profile(world: &World) -> Terminal {
    let profile = world.path().join("p");
    let arguments = ["--profile", profile.to_str().unwrap(), "--lang", "es"];
    Terminal::start(program(), &arguments, 80, 24)
}

#[test]
fn the_wizard_makes_a_practice_network_that_stays_until_it_is_begun_again() {
    let world = World::new();
    let mut terminal = at_no_profile(&world);
    to_practice(&mut terminal, "Mi nombre");
    terminal.keys("Yesi\r");
    terminal.wait_for("Elegir una contraseña", SOON);
    terminal.keys(PASSPHRASE);
    terminal.keys("\r");
    terminal.keys(PASSPHRASE);
    terminal.keys("\r");
    terminal.wait_for("Qué protege, y qué no", SOON);
    std::thread::sleep(Duration::from_secs(1));
    terminal.keys("\r");
    terminal.wait_for("La red de práctica está lista", SOON);
    terminal.keys("\r");
    let home = terminal.wait_for("Todo es inventado", SOON);
    assert!(home.starts_with("   PRÁCTICA · datos inventados"), "{home}");
    go_to_spaces(&mut terminal, "Solo mis aparatos");
    terminal.keys("c");
    terminal.wait_for("Discusión nueva", SOON);
    terminal.keys("Prueba\rquetzalpractica02");
    terminal.wait_for("quetzalpractica02", SOON);
    terminal.keys("\r");
    terminal.wait_for("Yesi (Organización", SOON);
    terminal.keys("q");
    assert!(terminal.ends_well(SOON));

    let mut terminal = at_no_profile(&world);
    to_practice(&mut terminal, "Seguir practicando");
    terminal.keys("1");
    let lock = terminal.wait_for("No la recuerdo", SOON);
    assert!(
        !lock.contains("PRÁCTICA"),
        "the lock names nothing:\n{lock}"
    );
    terminal.keys(PASSPHRASE);
    terminal.keys("\r");
    terminal.wait_for("PRÁCTICA · datos inventados", SOON);
    terminal.keys("/quetzalpractica02");
    terminal.wait_for("Textos", SOON);
    terminal.keys("\x1b");
    std::thread::sleep(Duration::from_secs(1));
    terminal.keys("gn");
    terminal.wait_for("Borrar y empezar de nuevo", SOON);
    std::thread::sleep(Duration::from_secs(1));
    terminal.keys("\x1b[B\r");
    terminal.wait_for("Mi nombre", SOON);
    assert!(
        !world.path().join("p-practice/vault").exists(),
        "it is gone"
    );
    terminal.keys("\x03");
    assert!(terminal.ends_well(SOON));
}
