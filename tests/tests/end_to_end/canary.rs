//! Canaries: words that nobody else uses, written in every field, must be found nowhere.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use asamblea_tests::binary::{Device, PASSPHRASE, Proxy, World, text, until};
use asamblea_tests::terminal::Terminal;
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::AGREE;

/// One word for every field that a person fills.
pub(crate) const CANARIES: [&str; 37] = [
    "quetzalcanario01red",
    "quetzalcanario02org",
    "quetzalcanario03persona",
    "quetzalcanario04invitada",
    "quetzalcanario05socia",
    "quetzalcanario06espacio",
    "quetzalcanario07hilo",
    "quetzalcanario08cuerpo",
    "quetzalcanario09respuesta",
    "quetzalcanario10titulo",
    "quetzalcanario11texto",
    "quetzalcanario12agenda",
    "quetzalcanario13punto",
    "quetzalcanario14lugar",
    "quetzalcanario15responsable",
    "quetzalcanario16orgdos",
    "quetzalcanario17edicion",
    "quetzalcanario18miembra",
    "quetzalcanario19borrador",
    "quetzalcanario20titulodeborrador",
    "quetzalcanario21tecleado",
    "quetzalcanario22paleta",
    "quetzalcanario23busqueda",
    "quetzalcanario24formulario",
    "quetzalcanario25sinnodo",
    "quetzalcanario26importada",
    "quetzalcanario27dicho",
    "quetzalcanario28porquien",
    "quetzalcanario29quitada",
    "quetzalcanario30olvida",
    "quetzalcanario31enquitada",
    "quetzalcanario32enolvida",
    "quetzalcanario33maquina",
    "quetzalcanario34otrohilo",
    "quetzalcanario35cortado",
    "quetzalcanario36comentado",
    "quetzalcanario37comentario",
];

/// The same for proposals and votes.
pub(crate) const VOTE_CANARIES: [&str; 8] = [
    "quetzalcanariov1propuesta",
    "quetzalcanariov2texto",
    "quetzalcanariov3opcion",
    "quetzalcanariov4razon",
    "quetzalcanariov5dano",
    "quetzalcanariov6cambio",
    "quetzalcanariov7enmienda",
    "quetzalcanariov8declara",
];

/// The same for assessments and plans.
pub(crate) const ASSESSMENT_CANARIES: [&str; 12] = [
    "quetzalcanarioe1ronda",
    "quetzalcanarioe2dicho",
    "quetzalcanarioe3nota",
    "quetzalcanarioe4razon",
    "quetzalcanarioe5prueba",
    "quetzalcanarioe6mirada",
    "quetzalcanarioe7logro",
    "quetzalcanarioe8hacer",
    "quetzalcanarioe9quien",
    "quetzalcanarioe10apoyo",
    "quetzalcanarioe11senal",
    "quetzalcanarioe12avance",
];

/// Less than this of a sealed stream cannot be told from noise.
const COMPRESSED_MIN: usize = 64 * 1024;
/// Larger files in shared folders are none of ours: everything of this test is far smaller.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The ways in which a word could lie somewhere, all in lower case.
pub(crate) fn disguises(word: &str) -> Vec<Vec<u8>> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect();
    let mut forms: Vec<Vec<u8>> = vec![
        word.as_bytes().to_vec(),
        word.bytes().rev().collect(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        HEXLOWER.encode(word.as_bytes()).into_bytes(),
        HEXUPPER.encode(word.as_bytes()).into_bytes(),
    ];
    // In base64 a word looks different at each of three offsets; what hangs on its neighbours
    // is cut off.
    for offset in 0..3 {
        let mut bytes = vec![0; offset];
        bytes.extend_from_slice(word.as_bytes());
        let whole = bytes.len() / 3 * 4;
        let skip = [0, 2, 3][offset];
        for encoding in [&BASE64_NOPAD, &BASE64URL_NOPAD] {
            let encoded = encoding.encode(&bytes);
            forms.push(encoded.as_bytes()[skip..whole].to_vec());
        }
    }
    for form in &mut forms {
        form.make_ascii_lowercase();
    }
    forms.sort();
    forms.dedup();
    forms
}

/// The canaries found in some bytes, without regard to case.
pub(crate) fn found_in(bytes: &[u8], needles: &[(usize, Vec<u8>)]) -> Vec<usize> {
    let lower = bytes.to_ascii_lowercase();
    let mut starts = [false; 256];
    for (_, needle) in needles {
        starts[usize::from(needle[0])] = true;
    }
    let mut found = Vec::new();
    for (at, byte) in lower.iter().enumerate() {
        if starts[usize::from(*byte)] {
            let rest = &lower[at..];
            let hits = needles
                .iter()
                .filter(|(_, needle)| rest.starts_with(needle));
            found.extend(hits.map(|(canary, _)| *canary));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

pub(crate) fn needles() -> Vec<(usize, Vec<u8>)> {
    let words = CANARIES.iter().chain(&VOTE_CANARIES);
    needles_of(words.chain(&ASSESSMENT_CANARIES))
}

/// Every form in which words may lie on a disk, each with the number of its word.
pub(crate) fn needles_of<'a>(
    words: impl IntoIterator<Item = &'a &'a str>,
) -> Vec<(usize, Vec<u8>)> {
    let words = words.into_iter().enumerate();
    words
        .flat_map(|(n, word)| disguises(word).into_iter().map(move |form| (n, form)))
        .collect()
}

/// Looks into every file below a folder, and at every name.
pub(crate) fn search(folder: &Path, needles: &[(usize, Vec<u8>)], files: &mut usize) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        let none: Vec<usize> = Vec::new();
        assert_eq!(found_in(name.as_bytes(), needles), none, "the name {name}");
        if path.is_dir() {
            search(&path, needles, files);
        } else if path.is_file() {
            *files += 1;
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(found_in(&bytes, needles), none, "in {name}");
        }
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// Sealed bytes look like noise: a lower ratio says that something in them repeats.
fn looks_like_noise(what: &str, bytes: &[u8]) {
    assert!(
        bytes.len() >= COMPRESSED_MIN,
        "{what}: {} bytes",
        bytes.len()
    );
    let small = compressed(bytes);
    println!("{what}: {} bytes, {small} compressed", bytes.len());
    assert!(small * 100 >= bytes.len() * 97, "{what} compresses");
}

#[test]
fn the_search_finds_a_canary_in_every_disguise() {
    let needles = needles();
    let word = CANARIES[7];
    let encoded = |prefix: &str| BASE64.encode(format!("{prefix}{word} y más").as_bytes());
    let planted: Vec<Vec<u8>> = vec![
        word.to_uppercase().into_bytes(),
        word.bytes().rev().collect(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        HEXUPPER.encode(word.as_bytes()).into_bytes(),
        HEXLOWER.encode(word.as_bytes()).into_bytes(),
        encoded("").into_bytes(),
        encoded("1").into_bytes(),
        encoded("12").into_bytes(),
        BASE64URL_NOPAD
            .encode(format!("1{word}ñ").as_bytes())
            .into_bytes(),
    ];
    for bytes in planted {
        let mut haystack = vec![7; 100];
        haystack.extend_from_slice(&bytes);
        haystack.extend_from_slice(&[9; 100]);
        assert_eq!(found_in(&haystack, &needles), [7], "{bytes:?}");
    }
    assert!(found_in(b"quetzal canario", &needles).is_empty());
}

/// Writes a canary in every field, seen by both; gives the thread.
fn write_canaries(s: &Device, a: &Device, world: &World) -> String {
    let c = CANARIES;
    let new = ["space", "new", "--name", c[5], "--with", c[15]];
    let space = text(&s.run(new).object()["id"]);
    let new = ["--space", &space, "--title", c[6], "--body", c[7]];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let draft = world.file("draft", c[10]);
    let from = draft.to_str().unwrap();
    let new = ["--space", &space, "--title", c[9], "--from", from];
    let document = s.run(["doc", "new"].iter().chain(&new)).object();
    let document = text(&document["id"]);
    std::fs::remove_file(&draft).unwrap();
    let network = s.space("network");
    let new = ["agenda", "new", "--space", &network, "--title", c[11]];
    let agenda = text(&s.run(new).object()["id"]);
    let when = ["--title", c[12], "--starts", "2027-03-01T16:00:00Z"];
    let place = ["--place", c[13], "--who", c[14]];
    let item = when.iter().chain(&place);
    let _item = s
        .run(["agenda", "add", &agenda].iter().chain(item))
        .object();
    let _published = s.run(["agenda", "publish", &agenda]).object();
    until(AGREE, "everything at A", || {
        let agenda = a.run(["agenda", "show", &agenda]);
        let seen = a.document(&document).as_deref() == Some(c[10])
            && a.bodies(&thread) == [c[7]]
            && agenda.status == 0
            && format!("{agenda:?}").contains(c[13]);
        seen.then_some(())
    });
    a.reply(&thread, c[8]);
    a.add_line(&document, c[16]);
    for number in 0..60 {
        a.reply(&thread, &format!("{number} {}", "hoja ".repeat(200)));
    }
    until(AGREE, "A's work at S", || {
        let edited = s.document(&document)?.contains(c[16]);
        (edited && s.posts(&thread).len() == 62).then_some(())
    });
    thread
}

/// Waits until the node has kept a draft: the interface saves two seconds after a change.
fn draft_is_kept(terminal: &Terminal) {
    terminal.wait_for("borrador guardado", AGREE);
}

/// Types words that are never sent: a draft, in a document, in forms, palette and search; each
/// time the program is killed, so that nothing can be tidied up. What must be back is back.
fn type_without_sending(a: &Device, needles: &[(usize, Vec<u8>)], world: &World) {
    let c = CANARIES;
    let mut files = 0;
    let mut look = || search(world.path(), needles, &mut files);
    let mut terminal = a.interface(80, 24);
    terminal.wait_for("Inicio", AGREE);
    terminal.keys("2");
    terminal.wait_for("Espacios", AGREE);
    terminal.keys("c");
    terminal.wait_for("Discusión nueva", AGREE);
    terminal.keys(&format!("{}\t{}", c[19], c[18]));
    draft_is_kept(&terminal);
    look();
    terminal.kill();

    let mut terminal = a.interface(80, 24);
    terminal.wait_for("Inicio", AGREE);
    terminal.keys("2");
    terminal.wait_for("Espacios", AGREE);
    terminal.keys("c");
    let back = terminal.wait_for(c[18], AGREE);
    assert!(back.contains(c[19]), "{back}");
    terminal.keys("\x1b");
    terminal.wait_for("El borrador está guardado", AGREE);
    terminal.keys("d");
    terminal.wait_for("Documento nuevo", AGREE);
    terminal.keys(c[23]);
    terminal.wait_for(c[23], AGREE);
    terminal.keys("\x1b:");
    terminal.wait_for("Ir a o hacer", AGREE);
    terminal.keys(c[21]);
    terminal.wait_for(&format!("Nada con «{}", c[21]), AGREE);
    terminal.keys("\x1b/");
    terminal.wait_for("Buscar", AGREE);
    terminal.keys(c[22]);
    terminal.wait_for(&format!("Nada con «{}", c[22]), AGREE);
    // The question goes to the node a moment after the last letter.
    std::thread::sleep(Duration::from_secs(1));
    let _none = a.run(["search", c[22]]).done();
    look();
    terminal.kill();

    let mut terminal = a.interface(80, 24);
    terminal.wait_for("Inicio", AGREE);
    terminal.keys("/");
    terminal.wait_for("Buscar", AGREE);
    terminal.keys(c[9]);
    terminal.wait_for("Documentos", AGREE);
    terminal.keys("\r");
    terminal.wait_for("Lo leer", AGREE);
    terminal.keys("e");
    terminal.wait_for("Esc dejar de escribir", AGREE);
    terminal.keys(c[20]);
    terminal.wait_for(c[20], AGREE);
    look();
    terminal.kill();
}

/// Types a draft into an interface that holds the profile itself, and kills it.
fn type_without_a_node(a: &Device, needles: &[(usize, Vec<u8>)], world: &World) {
    let word = CANARIES[24];
    for back in [false, true] {
        let mut terminal = a.interface(80, 24);
        terminal.wait_for("Contraseña", AGREE);
        terminal.keys(&format!("{PASSPHRASE}\r"));
        terminal.wait_for("Inicio", AGREE);
        terminal.keys("2");
        terminal.wait_for("Espacios", AGREE);
        terminal.keys("jc");
        if back {
            terminal.wait_for(word, AGREE);
        } else {
            terminal.wait_for("Discusión nueva", AGREE);
            terminal.keys(word);
            draft_is_kept(&terminal);
        }
        search(world.path(), needles, &mut 0);
        terminal.kill();
    }
}

/// Looks into what appeared in the machine's own temporary folders meanwhile.
fn search_temporary(since: SystemTime, needles: &[(usize, Vec<u8>)]) {
    let mut open: Vec<PathBuf> = ["/tmp", "/var/tmp", "/dev/shm"].map(PathBuf::from).to_vec();
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.to_string_lossy().into_owned();
            // Worlds of other tests, which plant the same words.
            if name.contains("asamblea-e2e-") {
                continue;
            }
            assert!(found_in(name.as_bytes(), needles).is_empty(), "{name}");
            let Ok(about) = path.symlink_metadata() else {
                continue;
            };
            let fresh = about.modified().is_ok_and(|at| at >= since);
            if about.is_dir() {
                open.push(path);
            } else if about.is_file() && fresh && about.len() < FILE_BYTES_MAX {
                let bytes = std::fs::read(&path).unwrap_or_default();
                assert!(found_in(&bytes, needles).is_empty(), "in {name}");
            }
        }
    }
}

#[test]
fn no_word_of_anybody_lies_readable_on_a_disk_or_on_the_wire() {
    let began = SystemTime::now();
    let world = World::new();
    let c = CANARIES;
    let (to_s, to_a) = (Proxy::new(), Proxy::new());
    let mut s = world.device("s");
    let found = ["--network", c[0], "--org", c[1], "--person", c[2]];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start_with(&["--announce", &to_s.address()]);
    to_s.lead_to(s.node().port());
    let code = s.invite(&["org", "--name", c[15], "--country", "PY"]);
    let _unused = s.invite(&["member", "--name", c[3]]);
    let mut a = world.device("a");
    let join = [
        "join",
        &code,
        "--person",
        c[4],
        "--connect",
        &to_s.address(),
    ];
    assert_eq!(a.run(join).object()["state"], "joined");
    a.start_with(&["--announce", &to_a.address(), "--connect", &to_s.address()]);
    to_a.lead_to(a.node().port());
    until(AGREE, "A by name", || {
        let who = s.run(["who"]).done().lines;
        who.iter().any(|row| row["name"] == c[15]).then_some(())
    });
    let member = a.invite(&["member", "--name", c[17]]);
    let thread = write_canaries(&s, &a, &world);
    let stick = world.path().join("stick");
    let _bundle = s
        .run(["bundle", "export", stick.to_str().unwrap()])
        .object();
    let m = world.device("m");
    let join = [
        "join",
        &member,
        "--person",
        c[17],
        "--connect",
        &to_a.address(),
    ];
    assert_eq!(m.run(join).object()["state"], "joined");

    let needles = needles();
    // Also while the nodes run: their journals, indexes and sockets as they are.
    let mut files = 0;
    search(world.path(), &needles, &mut files);
    type_without_sending(&a, &needles, &world);
    until(AGREE, "what was typed at S", || {
        let document = text(&s.run(["doc", "list"]).done().lines[0]["id"]);
        s.document(&document)?.contains(c[20]).then_some(())
    });
    // What nodes print ends in the logs of their machines. The name of a peer's organization is
    // part of the contract; nothing else that a person typed is.
    for device in [&s, &a] {
        let printed = serde_json::to_vec(&device.node().events()).unwrap();
        let found = found_in(&printed, &needles);
        assert!(found.iter().all(|n| [1, 15].contains(n)), "{found:?}");
    }
    assert_eq!((s.stop(), a.stop()), (0, 0));
    type_without_a_node(&a, &needles, &world);
    search(world.path(), &needles, &mut files);
    search_temporary(began, &needles);
    println!("{files} files hold no canary");
    assert!(files > 10);
    let wire = [to_s.seen(), to_a.seen()].concat();
    assert!(found_in(&wire, &needles).is_empty());
    looks_like_noise("the wire", &wire);
    looks_like_noise("the stick", &std::fs::read(&stick).unwrap());
    assert_eq!(a.posts(&thread).len(), 62, "all of it was there");
}
