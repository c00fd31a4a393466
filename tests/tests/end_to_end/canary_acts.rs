//! Canaries in every act that leaves something behind: what is taken in, taken out, carried away,
//! cut off in the middle, closed with another passphrase, and destroyed.

use std::time::Duration;

use asamblea_tests::binary::{Device, PASSPHRASE, World, text, until};

use crate::AGREE;
use crate::canary::{ASSESSMENT_CANARIES, CANARIES, VOTE_CANARIES, found_in, needles, search};

const OTHER: &str = "farol nube tijera monte oveja";
/// How often the node is killed while it writes.
const KILLS: usize = 6;

/// Forms of the passphrases: they lie in files of the test, so only the profiles are searched.
fn passphrases() -> Vec<(usize, Vec<u8>)> {
    let lower = |text: &str| text.as_bytes().to_ascii_lowercase();
    [PASSPHRASE, OTHER]
        .iter()
        .enumerate()
        .map(|(n, text)| (n, lower(text)))
        .collect()
}

fn nothing_readable(world: &World, devices: &[&Device]) {
    let needles = needles();
    search(world.path(), &needles, &mut 0);
    for device in devices.iter().filter(|device| device.profile().exists()) {
        search(device.profile(), &passphrases(), &mut 0);
    }
}

/// A conversation from elsewhere, a space that forgets and one that somebody is taken out of, a
/// machine with a name.
fn act(s: &Device, a: &Device, world: &World) -> String {
    let c = CANARIES;
    let network = s.space("network");
    let line = format!("{{\"body\":\"{}\",\"by\":\"{}\"}}\n", c[26], c[27]);
    let file = world.file("import", line);
    let from = ["--format", "jsonl", file.to_str().unwrap()];
    let import = ["thread", "import", "--space", &network, "--title", c[25]];
    let _imported = s.run(import.iter().chain(&from)).object();
    std::fs::remove_file(&file).unwrap();
    let new = ["space", "new", "--name", c[28], "--with", "Org A"];
    let space = text(&s.run(new).object()["id"]);
    let new = ["space", "new", "--name", c[29], "--retain", "7"];
    let forgets = text(&s.run(new).object()["id"]);
    for (space, word) in [(&space, c[30]), (&forgets, c[31])] {
        let new = ["thread", "new", "--space", space, "--title", word];
        let _made = s.run(new.iter().chain(&["--body", word])).object();
    }
    until(AGREE, "the space at A", || {
        let spaces = a.run(["space", "list"]).done().lines;
        spaces.iter().any(|row| row["name"] == c[28]).then_some(())
    });
    decide(s, &network);
    assess(s, &network, world);
    comment(s, &network, world);
    let _gone = s.run(["space", "remove", &space, "Org A"]).done();
    let _code = s.invite(&["node", "--name", c[32]]);
    let new = ["thread", "new", "--space", &network, "--title", c[33]];
    let made = s.run(new.iter().chain(&["--body", c[33]])).object();
    text(&made["id"])
}

/// Two proposals: one objected to and amended, one among options, voted with a reason and closed.
pub(crate) fn decide(s: &Device, network: &str) {
    let v = VOTE_CANARIES;
    let new = [
        "proposal", "new", "--space", network, "--title", v[0], "--body", v[1],
    ];
    let rule = [
        "--count",
        "orgs",
        "--closes",
        "2099-01-01T00:00:00Z",
        "--method",
    ];
    let propose = |rest: &[&str]| {
        let line = new.iter().chain(&rule).chain(rest);
        text(&s.run(line).object()["id"])
    };
    let consent = propose(&["consent"]);
    let object = [
        "proposal", "object", &consent, "--harm", v[4], "--change", v[5],
    ];
    let _objected = s.run(object).object();
    let amend = ["proposal", "amend", &consent, "--body", v[6]];
    let _amended = s.run(amend).object();
    let choice = propose(&["approval", "--option", v[2], "--option", "otra"]);
    let vote = ["proposal", "vote", &choice, "1", "--reason", v[3]];
    let _voted = s.run(vote).object();
    let close = ["proposal", "close", &choice, "--statement", v[7]];
    let _closed = s.run(close).object();
}

/// An assessment with an instrument of one's own, from a score with a note to a signed plan.
pub(crate) fn assess(s: &Device, network: &str, world: &World) {
    let e = ASSESSMENT_CANARIES;
    let scale = ["1", "2", "3", "4", "NS", "NA"].map(|n| format!("scale.{n}.es = \"{n}\"\n"));
    let instrument = format!(
        "code = \"PROPIO\"\nversion = 1\ntitle.es = \"Propio\"\n{}[[area]]\ncode = \"A\"\n\
         title.es = \"A\"\n[[area.item]]\ncode = \"A1\"\ntext.es = \"{}\"\n",
        scale.concat(),
        e[1]
    );
    let file = world.file("instrumento.toml", instrument);
    let path = file.to_str().unwrap();
    let start = ["assessment", "start", "--space", network, "--title", e[0]];
    let more = ["--instrument", path, "--closes", "7d"];
    let round = text(&s.run(start.iter().chain(&more)).object()["id"]);
    std::fs::remove_file(&file).unwrap();
    let verb = |verb: &str, rest: &[&str]| {
        let words = ["assessment", verb, &round].into_iter();
        s.run(words.chain(rest.iter().copied())).done()
    };
    let item = ["--item", "A1"];
    let with = |rest: &[&'static str]| [&item[..], rest].concat();
    verb("score", &with(&["--score", "2", "--note", e[2]]));
    verb("pool", &[]);
    let agreed = [
        "--score",
        "2",
        "--why",
        e[3],
        "--evidence",
        e[4],
        "--dissent",
        e[5],
    ];
    verb("agree", &with(&agreed));
    let weight = ["--urgency", "3", "--importance", "3", "--feasibility", "3"];
    verb("priority", &with(&weight));
    verb("approve", &[]);
    verb("share", &["--level", "full"]);
    let plan = text(&verb("plan", &[]).object()["id"]);
    let add = [
        "plan",
        "add",
        &plan,
        "--objective",
        e[6],
        "--activity",
        e[7],
        "--who",
        e[8],
    ];
    let more = [
        "--due",
        "2099-01-01",
        "--support",
        e[9],
        "--indicator",
        e[10],
    ];
    let activity = text(&s.run(add.iter().chain(&more)).object()["id"]);
    let told = [
        "plan",
        "progress",
        &activity,
        "--percent",
        "5",
        "--note",
        e[11],
    ];
    let _told = s.run(told).object();
    let _signed = s.run(["plan", "sign", &plan]).object();
}

/// A comment beside words of a document, taken back, and the words put back by an older version.
fn comment(s: &Device, network: &str, world: &World) {
    let c = CANARIES;
    let file = world.file("acta", c[35]);
    let from = ["--from", file.to_str().unwrap()];
    let new = ["doc", "new", "--space", network, "--title", c[35]];
    let doc = text(&s.run(new.iter().chain(&from)).object()["id"]);
    std::fs::remove_file(&file).unwrap();
    let version = text(&s.run(["doc", "show", &doc]).object()["version"]);
    let on = ["doc", "comment", &doc, "--on", c[35], "--body", c[36]];
    let made = text(&s.run(on).object()["id"]);
    let _taken = s.run(["doc", "retract", &made]).object();
    let _same = s.run(["doc", "restore", &doc, &version]).object();
}

/// Kills the node while it writes, and looks at what lies there then.
fn kill_while_writing(s: &mut Device, thread: &str, world: &World) {
    let body = format!("{} {}", CANARIES[34], "hoja ".repeat(400));
    for kill in 0..KILLS {
        let writer = world.device("S");
        std::thread::scope(|scope| {
            let write = || {
                // The last one finds no node, and opens the profile itself.
                for _ in 0..6 {
                    let _cut_off = writer.run(["thread", "reply", thread, "--body", &body]);
                }
            };
            let writing = scope.spawn(write);
            std::thread::sleep(Duration::from_millis(60 + 50 * kill as u64));
            s.kill();
            nothing_readable(world, &[s]);
            writing.join().unwrap();
        });
        nothing_readable(world, &[s]);
        s.start(&[]);
    }
    let posts = s.bodies(thread);
    assert!(posts.iter().any(|post| post.contains(CANARIES[34])));
}

#[test]
fn no_act_leaves_a_word_readable_on_the_disk() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let thread = act(&s, &a, &world);
    nothing_readable(&world, &[&s, &a]);

    let backup = world.path().join("backup");
    let path = backup.to_str().unwrap();
    let _made = s.run(["backup", "create", path]).object();
    let stick = world.path().join("stick");
    let _bundle = s
        .run(["bundle", "export", stick.to_str().unwrap()])
        .object();
    let sealed = std::fs::read(&backup).unwrap();
    assert!(found_in(&sealed, &passphrases()).is_empty());
    nothing_readable(&world, &[&s, &a]);

    kill_while_writing(&mut s, &thread, &world);

    let other = world.file("other", OTHER);
    let new = ["--new-passphrase-file", other.to_str().unwrap()];
    let _done = s.run(["passphrase", "change"].iter().chain(&new)).done();
    nothing_readable(&world, &[&s, &a]);
    let _locked = s.run(["lock"]).done();
    nothing_readable(&world, &[&s, &a]);
    s.use_passphrase(other);
    let _unlocked = s.run(["unlock"]).done();
    assert!(!s.bodies(&thread).is_empty());

    let _gone = s.run(["panic", "--yes"]).object();
    nothing_readable(&world, &[&s, &a]);
    assert_eq!(a.stop(), 0);
    nothing_readable(&world, &[&a]);
}
