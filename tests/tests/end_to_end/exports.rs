//! Documents' versions and comments, and what leaves the program as readable files.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::{AGREE, two_with_thread};

fn document(s: &Device, world: &World, lines: &str) -> String {
    let network = s.space("network");
    let file = world.file("borrador", lines);
    let new = ["doc", "new", "--space", &network, "--title", "Acta"];
    let from = ["--from", file.to_str().unwrap()];
    text(&s.run(new.iter().chain(&from)).object()["id"])
}

fn comments(device: &Device, id: &str) -> Vec<Value> {
    let shown = device.run(["doc", "show", id]).object();
    shown["comments"].as_array().unwrap().clone()
}

#[test]
fn a_comment_stays_beside_its_words_and_its_author_takes_it_back() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let id = document(&s, &world, "uno\ndos\ntres\n");
    until(AGREE, "the text at A", || {
        (a.document(&id)? == "uno\ndos\ntres\n").then_some(())
    });
    let comment = [
        "doc",
        "comment",
        &id,
        "--on",
        "dos",
        "--body",
        "Falta la fecha",
    ];
    let made = text(&a.run(comment).object()["id"]);
    until(AGREE, "the comment at S", || {
        (comments(&s, &id).len() == 1).then_some(())
    });
    // Others write above it: it moves with its words.
    s.add_line(&id, "cuatro");
    let file = world.file("otra", "cero\nuno\ndos\ntres\ncuatro\n");
    let edit = ["doc", "edit", &id, "--from", file.to_str().unwrap()];
    let _edited = s.run(edit).object();
    let row = &comments(&s, &id)[0];
    assert_eq!(
        (&row["line"], &row["stands"]),
        (&3.into(), &true.into()),
        "{row}"
    );
    assert_eq!(
        (&row["quote"], &row["mine"]),
        (&"dos".into(), &false.into())
    );
    assert_eq!(row["author"]["name"], "Persona A", "{row}");
    let said = s.say(["doc", "show", &id]);
    assert!(said.text.contains("Sobre «dos», línea 3:"), "{said:?}");
    assert!(said.text.contains("    Falta la fecha"), "{said:?}");
    let found = s.run(["search", "fecha"]).done().lines;
    assert_eq!(
        (&found[0]["kind"], &found[0]["inside"]),
        (&"comment".into(), &id.as_str().into())
    );

    let on = |words: &str| s.run(["doc", "comment", &id, "--on", words, "--body", "x"]);
    on("o\n").fails(2, "ambiguous");
    on("nueve").fails(4, "not_found");
    s.run(["doc", "retract", &made]).fails(5, "not_permitted");
    let _back = a.run(["doc", "retract", &made]).object();
    a.run(["doc", "retract", &made]).fails(5, "no_effect");
    until(AGREE, "it is taken back at S", || {
        let row = comments(&s, &id).remove(0);
        (row["retracted"] == true && row["body"] == "").then_some(())
    });
}

#[test]
fn versions_are_compared_and_come_back_as_a_new_change() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let id = document(&s, &world, "uno\ndos\n");
    let first = text(&s.run(["doc", "show", &id]).object()["version"]);
    let file = world.file("otra", "uno\ndós y más\n");
    let edit = ["doc", "edit", &id, "--from", file.to_str().unwrap()];
    let _edited = s.run(edit).object();
    let diff = s.run(["doc", "diff", &id]).object();
    assert_eq!(diff["text"], " uno\n-dos\n+dós y más\n", "{diff}");
    let same = s.run(["doc", "diff", &id, &first]).object();
    assert_eq!(same["text"], diff["text"]);
    let none = s.run(["doc", "diff", &id, &first, &first]).object();
    assert_eq!((&none["text"], &none["inserted"]), (&"".into(), &0.into()));
    let said = s.say(["doc", "diff", &id]);
    assert!(said.text.contains("2 líneas"), "{said:?}");

    let restored = s.run(["doc", "restore", &id, &first]).object();
    assert_eq!(restored["saved"], true, "{restored}");
    assert_eq!(s.document(&id).unwrap(), "uno\ndos\n");
    let history = s.run(["doc", "history", &id]).done().lines;
    assert_eq!(history.len(), 3, "nothing of the history went: {history:?}");
    s.run(["doc", "restore", &id, "nada"]).fails(4, "not_found");
    let page = s.run(["doc", "export", &id, "--format", "html"]).object();
    assert!(text(&page["text"]).contains("<p>uno<br>"), "{page}");
    let old = s.say(["doc", "export", &id, "--format", "md", "--at", &first]);
    assert_eq!(old.text, "# Acta\n\nuno\ndos\n");
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let private = if path.is_dir() { 0o700 } else { 0o600 };
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, private, "{}", path.display());
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn everything_that_a_device_reads_leaves_as_ordinary_files_and_says_that_they_are_open() {
    let world = World::new();
    let (s, a, thread) = two_with_thread(&world, "Propongo empezar");
    a.reply(&thread, "=1+1");
    until(AGREE, "the answer at S", || {
        (s.posts(&thread).len() == 2).then_some(())
    });
    let _doc = document(&s, &world, "uno\n");
    let network = s.space("network");
    let new = ["agenda", "new", "--space", &network, "--title", "2027"];
    let agenda = text(&s.run(new).object()["id"]);
    let add = ["agenda", "add", &agenda, "--title", "Asamblea anual"];
    let starts = ["--starts", "2027-04-03T22:00Z"];
    let _item = s.run(add.iter().chain(&starts)).object();

    let dir = world.path().join("afuera");
    let report = s.run(["export", dir.to_str().unwrap()]).object();
    assert_eq!(report["encrypted"], false, "{report}");
    let mut found = Vec::new();
    files(&dir, &mut found);
    assert_eq!(report["files"], found.len(), "{report} {found:?}");
    let whole: String = found
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    for word in [
        "Propongo empezar",
        "Asamblea anual",
        "BEGIN:VCALENDAR",
        "uno",
        "\"'=1+1\"",
    ] {
        assert!(whole.contains(word), "{word} in {found:?}");
    }
    assert!(whole.contains("is not encrypted"), "it says so itself");
    for ending in ["md", "csv", "ics", "txt"] {
        let has = |file: &PathBuf| file.extension().is_some_and(|ext| ext == ending);
        assert!(found.iter().any(has), "{ending}");
    }
    s.run(["export", dir.to_str().unwrap()]).fails(2, "usage");
    let again = s.say(["export", dir.to_str().unwrap()]);
    assert!(again.stderr.contains("no se pisa nada"), "{again:?}");
    let lost = world.path().join("no/hay");
    s.run(["export", lost.to_str().unwrap()])
        .fails(1, "internal");
    let one = world.path().join("uno");
    let said = s.say(["export", one.to_str().unwrap(), "--space", &network]);
    assert!(said.text.contains("NO está cifrado"), "{said:?}");

    let lines = s
        .run(["thread", "export", &thread, "--format", "jsonl"])
        .object();
    let lines = text(&lines["text"]);
    assert_eq!(lines.lines().count(), 2);
    let file = world.file("hilo", &lines);
    let import = [
        "thread", "import", "--space", &network, "--title", "Otra vez",
    ];
    let from = ["--format", "jsonl", file.to_str().unwrap()];
    let imported = s.run(import.iter().chain(&from)).object();
    assert_eq!(imported["posts"], 2);
    let printed = s.say(["thread", "export", &thread, "--format", "md"]);
    assert!(
        printed.text.starts_with("# T\n\n**Persona S (Org S)**"),
        "{printed:?}"
    );
}
