//! The compiled binary in a pseudo-terminal, as a person uses it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by ending")]

use std::time::Duration;

use asamblea_tests::binary::{Device, World, program, until};
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
