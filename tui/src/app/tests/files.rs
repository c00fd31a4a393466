//! Files on the screen: at the foot of what they hang on, in their list, to a disk and from one.

use std::path::PathBuf;

use asamblea_node::api::{
    AttachmentFile, AttachmentRequest, AttachmentRow, AttachmentSaved, ErrorKind, FileBytes, Reply,
    Request,
};

use super::example::{author, text};
use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::app::files::Filing;
use crate::app::{Effect, Msg, Stage};
use crate::command_table::Place;
use crate::file::{Fault, Picked};
use crate::lang::Language;

/// What the scripted node tells of files: the same wherever they hang, but none of the agenda.
pub(super) fn answer(files: &[AttachmentRow], request: &AttachmentRequest) -> Reply {
    match request {
        AttachmentRequest::List { id } if id == "a1" => Reply::Attachments(Vec::new()),
        AttachmentRequest::List { .. } => Reply::Attachments(files.to_vec()),
        AttachmentRequest::Get { id } => {
            let row = files.iter().find(|row| row.id == *id).cloned();
            Reply::Attachment(Box::new(AttachmentFile {
                row: row.unwrap_or_default(),
                bytes: FileBytes(b"%PDF-".to_vec()),
            }))
        }
        AttachmentRequest::Add { name, bytes, .. } => Reply::Attached(AttachmentSaved {
            id: text("f9"),
            saved: true,
            name: name.clone(),
            bytes: bytes.0.len() as u64,
            ..AttachmentSaved::default()
        }),
        _ => Reply::Done,
    }
}

fn file(id: &str, name: &str, bytes: u64, whole: bool) -> AttachmentRow {
    AttachmentRow {
        id: text(id),
        name: text(name),
        bytes,
        media: text("application/pdf"),
        author: author("Rosa", "Org. Prueba"),
        at: text("2027-04-14T13:58:00Z"),
        whole,
        ..AttachmentRow::default()
    }
}

pub(super) fn files() -> Vec<AttachmentRow> {
    vec![
        file("f1", "convocatoria.pdf", 812, true),
        file("f2", "lista \u{202e}de firmas.pdf", 34_000, true),
        file(
            "f3",
            "acta firmada del taller regional de Lima.pdf",
            1_150_000,
            true,
        ),
        file("f4", "foto de la mesa.jpg", 2_400_000, false),
    ]
}

fn inside(size: (u16, u16)) -> Harness {
    let mut node = Node::example();
    node.files = files();
    let mut h = Harness::inside_with(Language::Spanish, size, node);
    h.app.folder = text("/home/ana/Descargas");
    h
}

/// In a thread with files.
fn thread(size: (u16, u16)) -> Harness {
    let mut h = inside(size);
    h.keys(&["2", "Enter", "Enter"]);
    h
}

fn asked(h: &Harness) -> Vec<&AttachmentRequest> {
    let all = h.node.asked.iter().filter_map(|request| match request {
        Request::Attachment(about) => Some(about),
        _ => None,
    });
    all.filter(|about| !matches!(about, AttachmentRequest::List { .. }))
        .collect()
}

#[test]
fn files_stand_at_the_foot_of_what_they_hang_on_and_one_key_lists_them() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = thread(size);
        check(
            &mut h,
            &format!("files_thread_{suffix}"),
            ["4 archivos", "z ver todos", "foto de la"],
        );
        h.keys(&["z"]);
        assert_eq!(h.state().place(), Place::Files);
        check(
            &mut h,
            &format!("files_{suffix}"),
            ["Archivos", "convocatoria.pdf", "no está entero aquí"],
        );
        assert!(!h.screen().contains('\u{202e}'), "{}", h.screen());
        h.keys(&["End", "Esc"]);
        assert_eq!(h.state().place(), Place::Thread);
    }
}

#[test]
fn a_document_gives_its_files_room_and_the_text_stays_in_view() {
    let mut h = inside(USUAL);
    h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter"]);
    check(
        &mut h,
        "files_document_80",
        ["4 archivos", "Qué se propone", "1,2 MB"],
    );
    h.keys(&["z", "Down", "Down"]);
    let screen = h.screen();
    assert!(screen.contains("taller regional de Lima.pdf"), "{screen}");
}

#[test]
fn what_has_no_files_shows_none_and_those_of_another_thing_never_stay() {
    let mut h = thread(USUAL);
    h.hold = true;
    h.keys(&["3"]);
    let screen = h.screen();
    assert!(!screen.contains("convocatoria"), "{screen}");
    h.settle();
    let screen = h.screen();
    assert!(!screen.contains("ver todos"), "{screen}");
    h.hold = false;
    h.keys(&["z"]);
    let screen = h.screen();
    assert!(screen.contains("Todavía no hay archivos"), "{screen}");
    h.keys(&["s"]);
    let screen = h.screen();
    assert!(screen.contains("No hay ningún archivo"), "{screen}");
    h.keys(&["Esc", "1", "z"]);
    assert_eq!(h.state().place(), Place::Home);
}

#[test]
fn a_file_is_saved_where_she_says_and_a_fault_keeps_what_was_typed() {
    let mut h = thread(USUAL);
    h.keys(&["z", "s"]);
    h.wait(500);
    let screen = h.screen();
    let want = "/home/ana/Descargas/convocatoria.pdf";
    assert!(screen.contains(want), "{screen}");
    assert!(screen.contains("Nunca se escribe sobre"), "{screen}");
    assert_eq!(asked(&h), Vec::<&AttachmentRequest>::new());
    h.keys(&["Enter"]);
    let Some(Effect::Keep { filing, file }) = h.effects.pop() else {
        panic!("nothing is written: {}", h.screen());
    };
    assert_eq!((&*filing.id, &*filing.path), ("f1", want));
    assert_eq!(file.bytes.0, b"%PDF-");
    let fault = Fault {
        kind: ErrorKind::Usage,
        key: "error-attachment-there",
        about: text(want),
    };
    h.send(Msg::Kept {
        filing: filing.clone(),
        result: Err(fault),
    });
    let screen = h.screen();
    assert!(screen.contains("ya hay algo"), "{screen}");
    assert!(screen.contains(want), "{screen}");
    h.wait(500);
    h.keys(&["Esc"]);
    h.send(Msg::Kept {
        filing,
        result: Ok(PathBuf::from(want)),
    });
    let screen = h.screen();
    assert!(screen.contains("Guardado en /home/ana"), "{screen}");
}

#[test]
fn a_path_that_begins_nowhere_is_refused_before_anything_is_asked() {
    for key in ["s", "a"] {
        let mut h = thread(USUAL);
        h.app.folder.clear();
        h.keys(&["z", key]);
        h.wait(500);
        if let Stage::Inside(inside) = &mut h.app.stage
            && let Some(crate::app::inside::Over::Question(question)) = &mut inside.over
            && let Some(field) = question.form.field_mut(0)
        {
            *field = crate::app::field::Field::with("acta.pdf");
        }
        h.keys(&["Enter"]);
        let screen = h.screen();
        assert!(screen.contains("ruta completa"), "{screen}");
        assert!(asked(&h).is_empty() && h.effects.is_empty());
    }
}

#[test]
fn what_is_not_whole_says_why_it_cannot_be_saved() {
    let mut h = thread(USUAL);
    h.keys(&["z", "End", "Enter"]);
    let screen = h.screen();
    assert!(screen.contains("quien lo mandó mintió"), "{screen}");
    assert!(asked(&h).is_empty());
}

#[test]
fn a_file_hangs_on_the_focused_post_alone_where_that_is_chosen() {
    let mut h = thread(USUAL);
    h.keys(&["Home", "z", "a"]);
    h.wait(500);
    h.write("/home/ana/foto.jpg");
    h.keys(&["Tab", "Tab", "Enter"]);
    let Some(Effect::Pick(filing)) = h.effects.pop() else {
        panic!("nothing is read: {}", h.screen());
    };
    assert_eq!(filing.id, "p1");

    let mut h = thread(USUAL);
    h.keys(&["z", "a"]);
    h.wait(500);
    h.write("/home/ana/foto.jpg");
    h.keys(&["Tab", "Tab", "Tab", "Enter"]);
    assert!(h.effects.is_empty(), "the way back attaches nothing");
}

#[test]
fn a_post_names_its_files_and_the_list_says_that_they_hang_there() {
    let mut node = Node::example();
    node.files = vec![AttachmentRow {
        object: text("p1"),
        ..file("f1", "foto \u{202e}de ayer.jpg", 812, true)
    }];
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["2", "Enter", "Enter", "Home"]);
    let screen = h.screen();
    assert!(screen.contains("Archivo: foto"), "{screen}");
    assert!(!screen.contains('\u{202e}'), "{screen}");
    h.keys(&["z"]);
    assert!(h.screen().contains("en un mensaje"), "{}", h.screen());
}

#[test]
fn files_of_a_task_are_listed_saved_and_attached_by_the_same_keys() {
    let mut node = Node::with_meetings();
    node.files = files();
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["7", "Enter"]);
    let screen = h.screen();
    assert!(screen.contains("4 archivos"), "{screen}");
    h.keys(&["z", "a"]);
    h.wait(500);
    h.write("/home/ana/factura.pdf");
    h.keys(&["Enter"]);
    let Some(Effect::Pick(filing)) = h.effects.pop() else {
        panic!("nothing is read: {}", h.screen());
    };
    assert_eq!(filing.id, "task-2027-01");
}

#[test]
fn a_file_is_attached_by_its_path_and_what_became_of_a_photo_is_said() {
    let mut h = thread(USUAL);
    h.keys(&["z", "a"]);
    h.wait(500);
    let screen = h.screen();
    for words in ["Hasta 4 MiB", "cámara", "Lo leerán 214"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    h.write("/home/ana/foto.jpg");
    h.keys(&["Enter"]);
    let Some(Effect::Pick(filing)) = h.effects.pop() else {
        panic!("nothing is read: {}", h.screen());
    };
    let want = Filing {
        id: text("t1"),
        path: text("/home/ana/foto.jpg"),
    };
    assert_eq!(filing, want);
    let fault = Fault {
        kind: ErrorKind::Usage,
        key: "error-attachment-picture",
        about: text("foto.jpg"),
    };
    h.send(Msg::Picked {
        filing: filing.clone(),
        result: Err(fault),
    });
    let screen = h.screen();
    assert!(screen.contains("/home/ana/foto.jpg"), "{screen}");
    assert!(screen.contains("No se adjuntó"), "{screen}");
    assert!(!screen.contains("--keep-metadata"), "{screen}");
    h.keys(&["Esc"]);
    let picked = Picked {
        name: text("foto.jpg"),
        bytes: vec![1, 2, 3],
        metadata: "removed",
    };
    h.send(Msg::Picked {
        filing,
        result: Ok(picked),
    });
    let added = AttachmentRequest::Add {
        id: text("t1"),
        name: text("foto.jpg"),
        bytes: FileBytes(vec![1, 2, 3]),
    };
    assert_eq!(asked(&h), [&added]);
    let screen = h.screen();
    assert!(screen.contains("Adjuntado: foto.jpg"), "{screen}");
    assert!(screen.contains("Se quitó de la foto"), "{screen}");
}

#[test]
fn whoever_only_reads_saves_but_does_not_attach() {
    let mut h = thread(USUAL);
    if let Stage::Inside(inside) = &mut h.app.stage {
        for space in &mut inside.known.spaces {
            space.role = text("read");
        }
    }
    h.keys(&["z", "a"]);
    assert_eq!(h.state().place(), Place::Files, "{}", h.screen());
    assert!(h.effects.is_empty());
    h.keys(&["s"]);
    assert_eq!(h.state().place(), Place::Question);
}

#[test]
fn a_name_that_the_node_refuses_is_told_as_a_form_would_say_it() {
    let mut h = thread(USUAL);
    h.hold = true;
    let filing = Filing {
        id: text("t1"),
        path: text("/home/ana/.oculto"),
    };
    let picked = Picked {
        name: text(".oculto"),
        bytes: Vec::new(),
        metadata: "unknown",
    };
    h.send(Msg::Picked {
        filing,
        result: Ok(picked),
    });
    let (session, purpose, _) = h.pending.remove(0);
    let error = asamblea_node::api::ApiError::about(ErrorKind::Usage, "attachment-name");
    h.send(Msg::Reply {
        session,
        purpose,
        result: Err(error),
    });
    let screen = h.screen();
    assert!(screen.contains("Ese nombre no sirve"), "{screen}");
    assert!(!screen.contains("--name"), "{screen}");
}

#[test]
fn files_of_a_plan_are_listed_beside_it() {
    let mut node = Node::example();
    node.files = files();
    let mut h = super::assessments::planned(node);
    let screen = h.screen();
    assert!(screen.contains("4 archivos"), "{screen}");
    h.keys(&["z", "a"]);
    h.wait(500);
    h.write("/home/ana/presupuesto.pdf");
    h.keys(&["Enter"]);
    let Some(Effect::Pick(filing)) = h.effects.pop() else {
        panic!("nothing is read: {}", h.screen());
    };
    assert_eq!(filing.id, "p1");
}
