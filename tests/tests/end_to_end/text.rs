//! The plain-text mode over a pipe: reading, writing, agenda and a stick, by numbers.

use asamblea_tests::binary::{World, until};

use crate::AGREE;

#[test]
fn two_write_by_numbers_and_a_stick_without_a_connection() {
    let world = World::new();
    let mut a = world.founder("a", "Red de texto");
    let mut b = world.organization("b", &a);
    until(AGREE, "both hold all", || {
        (a.status()["up_to_date"] == true).then_some(())
    });
    assert_eq!((a.stop(), b.stop()), (0, 0));
    let (there, back) = (world.path().join("ida"), world.path().join("vuelta"));

    let carry = format!("llevar {}\n", there.display());
    let said = a.talk(&format!(
        "espacios\n1\nnueva Taller de mayo\nHola a todas.\nSegunda línea.\n.\n{carry}salir\n"
    ));
    let text = said.text;
    assert_eq!(said.status, 0, "{text}");
    for fact in [
        "1. Red de texto, red",
        "Lo leerán 2 personas de 2 organizaciones · Red de texto",
        "guardada solo aquí",
    ] {
        assert!(text.contains(fact), "no {fact}:\n{text}");
    }

    let bring = format!("traer {}\n", there.display());
    let carry = format!("llevar {}\n", back.display());
    let said = b.talk(&format!(
        "{bring}siguiente\nresponder-a 1 ¿A qué hora?\nagain\n{carry}salir\n"
    ));
    let text = said.text;
    for fact in [
        "Taller de mayo\n1. Persona a (Org a), nuevo",
        "    Hola a todas.\n    Segunda línea.",
        "2. Persona b (Org b), hoy",
        "    ¿A qué hora?",
    ] {
        assert!(text.contains(fact), "no {fact}:\n{text}");
    }

    let bring = format!("traer {}\n", back.display());
    let said = a.talk(&format!("{bring}inicio\nnext\n{bring}salir\n"));
    let text = said.text;
    for fact in [
        "Sin leer",
        ". Red de texto, 1 nueva",
        "1. Persona a (Org a), hoy",
        "entregado\n    Hola a todas.",
        "    ¿A qué hora?",
        "repetido",
    ] {
        assert!(text.contains(fact), "no {fact}:\n{text}");
    }
}

#[test]
fn a_wrong_line_is_told_and_the_next_one_counts() {
    let world = World::new();
    let a = world.founder("a", "Red de texto");
    let said = a.talk("99\nfrobnicar\nresponder hola\nespacios\n#1\nsalir\n");
    for fact in [
        "No hay nada con el número «99»",
        "No existe la orden «frobnicar»",
        "Primero hay que abrir una discusión",
    ] {
        assert!(said.stderr.contains(fact), "no {fact}:\n{}", said.stderr);
    }
    assert!(said.text.contains("1. Red de texto, red"), "{}", said.text);
    assert_ne!(said.status, 0, "a script hears that something failed");
    let said = a.talk("ayuda\n");
    assert!(said.text.contains("responder, reply, r:"), "{}", said.text);
    assert_eq!(said.status, 0, "the end of the input is an end");
}

#[test]
fn any_command_works_with_numbers_for_ids() {
    let world = World::new();
    let a = world.founder("a", "Red de texto");
    let said = a.talk(
        "espacios\n\
         thread new --space #1 --title \"Dos palabras\" --body 'x y'\n\
         1\n\
         thread reply #1 --body Hola\n\
         1\n\
         salir\n",
    );
    let text = said.text;
    assert_eq!(said.status, 0, "{text}{}", said.stderr);
    assert!(text.contains("1. Discusión: Dos palabras"), "{text}");
    assert!(
        text.contains("    x y") && text.contains("    Hola"),
        "{text}"
    );
}

#[test]
fn files_are_attached_and_saved_by_numbers() {
    let world = World::new();
    let a = world.founder("a", "Red de texto");
    let file = world.file("acta de mayo.txt", "lo acordado");
    let saved = world.path().join("copia guardada.txt");
    let said = a.talk(&format!(
        "espacios\n1\nnueva Taller\nHola.\n.\nagregar {}\notra\n\
         guardar 1 {saved}\nguardar 2 \"{saved}\"\nguardar 2 {saved}\ninicio\nagregar x\nsalir\n",
        file.display(),
        saved = saved.display(),
    ));
    let (text, faults) = (said.text, said.stderr);
    for fact in [
        "2. acta de mayo.txt, 11 bytes, Persona a",
        "guardar NÚMERO ARCHIVO",
        "Guardado en",
    ] {
        assert!(text.contains(fact), "no {fact}: {text}{faults}");
    }
    for fact in ["no es un archivo", "ya hay algo", "Abrir antes"] {
        assert!(faults.contains(fact), "no {fact}: {text}{faults}");
    }
    assert_eq!(std::fs::read(saved).unwrap(), b"lo acordado");
}

#[test]
fn hostile_text_stays_text() {
    let world = World::new();
    let a = world.founder("a", "Red de texto");
    let space = a.space("network");
    let new = [
        "--space",
        &space,
        "--title",
        "x\x1b[2Jy",
        "--body",
        "a\x1b]52;c;aG9sYQ==\x07b",
    ];
    let _new = a.run(["thread", "new"].iter().chain(&new)).object();
    let said = a.talk("espacios\n1\n1\nfind x\nsalir\n");
    assert!(said.text.contains("[2Jy"), "{}", said.text);
    assert!(!said.text.contains('\x1b') && !said.text.contains('\x07'));
}
