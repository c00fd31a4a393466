//! The compiled binary in a pseudo-terminal, as a person uses it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by ending")]

use std::path::Path;
use std::time::Duration;

use asamblea_tests::binary::{self, Device};
use asamblea_tests::terminal::Terminal;

const SOON: Duration = Duration::from_secs(20);

fn interface(binary: &Path, profile: &Path) -> Terminal {
    let profile = profile.to_str().unwrap();
    Terminal::start(binary, &["--profile", profile], 80, 24)
}

/// Two devices whose nodes run and know each other, with a document both can write in.
fn two_with_a_document() -> (Device, Device, binary::Node, binary::Node, String) {
    let a = Device::new("a");
    a.found("Red de prueba", "Secretaría", "Ana");
    let node_a = a.node();
    let code = a.invite_org("Organización Dos", "PE");
    let b = Device::new("b");
    b.join(&code, "Rosa");
    let node_b = b.node_connected(&node_a);
    let doc = a
        .run(&["doc", "new", "--space", "Red de prueba", "--title", "Plan"])
        .object();
    let id = doc["id"].as_str().unwrap().to_owned();
    b.wait_until("the document has come", |b| {
        b.run(&["doc", "list"]).stdout.contains(&id)
    });
    (a, b, node_a, node_b, id)
}

#[test]
fn two_side_by_side_see_each_other_type_in_one_document() {
    let (a, b, _node_a, _node_b, id) = two_with_a_document();
    let path = binary::path();
    let (mut left, mut right) = (interface(&path, a.profile()), interface(&path, b.profile()));
    for terminal in [&mut left, &mut right] {
        terminal.wait_for("Inicio", SOON);
        terminal.keys("2");
        terminal.wait_for("Plan", SOON);
        terminal.keys("\t\r");
        terminal.wait_for("Lo leerán 2 personas", SOON);
        terminal.keys("e");
        terminal.wait_for("Esc dejar de escribir", SOON);
    }
    left.keys("Uno de Ana. ");
    right.wait_for("Uno de Ana.", SOON);
    right.keys("Dos de Rosa. ");
    left.wait_for("Dos de Rosa.", SOON);
    left.wait_for("guardado", SOON);
    right.wait_for("guardado", SOON);
    let text = |device: &Device| {
        device.run(&["doc", "show", &id]).object()["text"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(text(&a), text(&b));
    assert!(text(&a).contains("Uno de Ana.") && text(&a).contains("Dos de Rosa."));
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_names_nothing() {
    let a = Device::new("a");
    a.found("Red secreta", "Secretaría oculta", "Ana");
    let mut terminal = interface(&binary::path(), a.profile());
    terminal.wait_for("Contraseña", SOON);
    assert!(terminal.is_alternate());
    terminal.keys("no es esta\r");
    let screen = terminal.wait_for("No es esa", SOON);
    for name in ["Red secreta", "oculta", "Ana"] {
        assert!(!screen.contains(name), "{screen}");
    }
    terminal.keys("\x03");
    assert!(terminal.ends_well(SOON));
    assert!(!terminal.is_alternate(), "the terminal is as it was");
}

#[test]
fn ctrl_l_leaves_nothing_on_the_screen() {
    let a = Device::new("a");
    a.found("Red de prueba", "Secretaría", "Ana");
    let _node = a.node();
    a.run(&[
        "thread",
        "new",
        "--space",
        "Red de prueba",
        "--title",
        "Cita",
        "--body",
        "a las 8",
    ]);
    let mut terminal = interface(&binary::path(), a.profile());
    terminal.wait_for("Inicio", SOON);
    terminal.keys("2");
    terminal.wait_for("Cita", SOON);
    terminal.keys("\x0c");
    let screen = terminal.wait_for("Contraseña", SOON);
    for name in ["Red de prueba", "Secretaría", "Cita", "Ana"] {
        assert!(!screen.contains(name), "{screen}");
    }
    a.wait_until("the node is locked", |a| {
        a.run(&["thread", "list"]).status == 3
    });
}

#[test]
fn hostile_text_writes_no_sequence_of_its_own() {
    let a = Device::new("a");
    a.found("Red de prueba", "Secretaría", "Ana");
    let _node = a.node();
    let hostile = "antes\x1b]52;c;aG9sYQ==\x07\x1b[2Jdespués\u{202e}abc";
    let space = "Red de prueba";
    a.run(&[
        "thread", "new", "--space", space, "--title", "Cita", "--body", hostile,
    ]);
    let mut terminal = interface(&binary::path(), a.profile());
    terminal.wait_for("Inicio", SOON);
    terminal.keys("2");
    terminal.wait_for("Cita", SOON);
    terminal.keys("\t\r");
    terminal.wait_for("después", SOON);
    let raw = terminal.raw();
    let clipboard: &[u8] = b"\x1b]52";
    assert!(!raw.windows(clipboard.len()).any(|part| part == clipboard));
    assert!(terminal.screen().contains("antes"));
}
