//! The JSON shapes of the contract, and the same answers in words.

mod assessment;
mod attachments;
mod chain;
mod meetings;
mod pending;
mod sync;

use asamblea_node::api::*;
use serde_json::Value;

use super::*;
use crate::cli::output::tests::Printed;
use crate::lang::Language;

/// What somebody hostile would write.
const HOSTILE: &str = "hola\u{1b}]52;c;aGk=\u{7}\u{202e}";

fn text(value: &str) -> String {
    value.to_owned()
}

fn author() -> Author {
    Author {
        person: "a".repeat(64),
        name: text(HOSTILE),
        org: Some("b".repeat(64)),
        org_name: Some(text("Ceibo")),
    }
}

fn run(reply: &Reply, json: bool, language: Language) -> (String, u8) {
    let printed = Printed::default();
    let mut out = printed.output(json);
    print(reply, &mut out, &Texts::new(language)).unwrap();
    (printed.text(), out.status())
}

/// Checks the keys of each printed object, and that no form lets a control character out.
#[track_caller]
fn check(reply: &Reply, objects: usize, keys: &[&str]) -> Vec<Value> {
    let (json, _) = run(reply, true, Language::Spanish);
    let lines: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), objects, "{json}");
    for line in &lines {
        for key in keys {
            assert!(line.get(key).is_some(), "{key} in {line}");
        }
    }
    for language in Language::ALL {
        let (words, _) = run(reply, false, language);
        for text in [&words, &json] {
            let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.contains(harmful), "{text:?}");
        }
        assert!(!words.is_empty());
        assert!(!words.contains("{ $"), "{words}");
    }
    lines
}

fn who() -> WhoRow {
    WhoRow {
        kind: text("person"),
        id: "c".repeat(64),
        name: text(HOSTILE),
        org: Some(text("b")),
        person: None,
        role: Some(text("coordinator")),
        state: text("unverified"),
        safety_words: Some(text("uno dos")),
        last_seen: Some(text("2026-01-01T00:00:00Z")),
        me: true,
        subregion: Some(text(HOSTILE)),
        ..WhoRow::default()
    }
}

fn reader() -> ReaderRow {
    let step = ReaderStep {
        space: "e".repeat(64),
        name: text(HOSTILE),
        kind: text("org"),
        op: Some("f".repeat(64)),
        by: Some(text(HOSTILE)),
        received_at: Some(text("2026-01-01T00:00:00Z")),
    };
    ReaderRow {
        kind: text("person"),
        id: "c".repeat(64),
        name: text(HOSTILE),
        org: Some("b".repeat(64)),
        org_name: Some(text(HOSTILE)),
        role: text("write"),
        reads: true,
        me: false,
        unverified: true,
        devices: 2,
        paths: vec![vec![step.clone(), step.clone()], vec![step]],
    }
}

fn alert() -> AlertRow {
    AlertRow {
        id: text("d"),
        code: text("fork"),
        subject: text(HOSTILE),
        text: text(HOSTILE),
        at: text("2026-01-01T00:00:00Z"),
        done: false,
        ..AlertRow::default()
    }
}

pub(in crate::cli) fn status() -> Status {
    Status {
        network: Some(text(HOSTILE)),
        network_code: text("0011223344556677"),
        network_id: text("n"),
        org: Some(text("O")),
        org_id: Some(text("o")),
        person: Some(text("P")),
        person_id: Some(text("p")),
        device: text("d"),
        role: Some(text("coordinator")),
        secretariat: true,
        addresses: vec![text("/ip4/127.0.0.1/tcp/1/p2p/X")],
        peers: vec![PeerRow {
            device: text("d2"),
            org: Some(text(HOSTILE)),
            address: text("/ip4/127.0.0.1/tcp/2"),
            via: text("tcp"),
            since: text("2026-01-01T00:00:00Z"),
        }],
        spaces: vec![SpaceStatus {
            id: text("s"),
            name: Some(text(HOSTILE)),
            kind: text("network"),
            ops: 1,
            bytes: 2,
            frontier: text("f"),
            pending: 1,
            quarantined: 2,
            retain: None,
            forgotten: 0,
            epochs: 1,
            state_hash: text("h"),
        }],
        alerts: vec![alert()],
        open_invitations: 2,
        locked: true,
        state: text("waiting"),
        up_to_date: true,
        outgoing: 3,
        last_exchange: Some(text("2026-01-01T00:00:00Z")),
        coordinators: 1,
        safety_words: text("uno dos"),
        practice: false,
    }
}

#[test]
fn status_and_people() {
    let keys = [
        "network",
        "network_code",
        "org",
        "person",
        "device",
        "role",
        "addresses",
        "peers",
        "spaces",
        "alerts",
        "open_invitations",
        "locked",
    ];
    let lines = check(&Reply::Status(Box::new(status())), 1, &keys);
    for key in ["device", "org", "address", "via", "since"] {
        assert!(lines[0]["peers"][0].get(key).is_some(), "{key}");
    }
    let space = [
        "id",
        "name",
        "kind",
        "ops",
        "bytes",
        "frontier",
        "pending",
        "quarantined",
        "epochs",
        "state_hash",
    ];
    for key in space {
        assert!(lines[0]["spaces"][0].get(key).is_some(), "{key}");
    }
    let keys = [
        "kind",
        "id",
        "name",
        "org",
        "role",
        "state",
        "safety_words",
        "last_seen",
    ];
    check(&Reply::Who(vec![who(), who()]), 2, &keys);
}

#[test]
fn readers_and_why() {
    let keys = [
        "kind",
        "id",
        "name",
        "org",
        "org_name",
        "role",
        "reads",
        "me",
        "unverified",
        "devices",
        "paths",
    ];
    let lines = check(&Reply::SpaceReaders(vec![reader(), reader()]), 2, &keys);
    for key in ["space", "name", "kind", "op", "by", "received_at"] {
        assert!(lines[0]["paths"][0][1].get(key).is_some(), "{key}");
    }
    let (words, _) = run(
        &Reply::SpaceReaders(vec![reader()]),
        false,
        Language::English,
    );
    assert!(words.contains(" is in hola"), "{words}");
    assert!(words.contains("which is in"), "{words}");
    assert!(words.contains("unverified"), "{words}");
}

#[test]
fn membership() {
    let invitation = Invitation {
        invite: text("asam1code"),
        id: text("i"),
        expires: text("2026-01-01T00:00:00Z"),
        kind: text("org"),
        state: text("open"),
        name: Some(text(HOSTILE)),
        practice: false,
    };
    let keys = ["invite", "id", "expires"];
    check(&Reply::Invitation(invitation.clone()), 1, &keys);
    check(
        &Reply::Invitations(vec![invitation.clone(), invitation]),
        2,
        &keys,
    );
    let act = Membership {
        id: text("m"),
        state: text("removed"),
        epochs_rotated: 2,
        bytes: 100,
        admins: vec![text(HOSTILE)],
        ..Membership::default()
    };
    check(
        &Reply::Membership(act),
        1,
        &["id", "state", "epochs_rotated", "bytes"],
    );
    let act = Membership {
        state: text("removed"),
        ousted: vec![text("Zoila")],
        unrotated: vec![text("Mesa"), text(HOSTILE)],
        uncut: true,
        ..Membership::default()
    };
    check(&Reply::Membership(act.clone()), 1, &["unrotated", "uncut"]);
    let (words, _) = run(&Reply::Membership(act), false, Language::English);
    for said in ["«Zoila». If", "The key of «Mesa», «", "It carries no cut"] {
        assert!(words.contains(said), "{words}");
    }
    let row = SpaceRow {
        id: text("s"),
        name: text(HOSTILE),
        kind: text("working"),
        role: text("write"),
        unread: 3,
        retain: Some(30),
        forgotten: 4,
        guardian: None,
    };
    let keys = [
        "id",
        "name",
        "kind",
        "role",
        "unread",
        "retain",
        "forgotten",
    ];
    check(&Reply::Spaces(vec![row.clone()]), 1, &keys);
    let detail = SpaceDetail {
        row,
        history: text("full"),
        members: vec![who()],
        people: 2,
        orgs: 1,
    };
    check(&Reply::Space(detail), 1, &["id", "name", "members"]);
    check(&Reply::Alerts(vec![alert()]), 1, &["id", "code"]);
}

#[test]
fn what_lies_aside() {
    let row = AsideRow {
        id: "e".repeat(64),
        space: text("s"),
        space_name: text(HOSTILE),
        author: author(),
        device: text("d"),
        story: Some("f".repeat(64)),
        kind: text("post"),
        text: text(HOSTILE),
        at: None,
        received_at: text("2026-01-01T00:00:00Z"),
        why: text("cut"),
        waiting: 2,
    };
    let keys = [
        "id", "space", "author", "device", "story", "kind", "text", "why", "waiting",
    ];
    check(&Reply::Aside(vec![row]), 1, &keys);
    for language in Language::ALL {
        assert!(!run(&Reply::Aside(vec![]), false, language).0.is_empty());
    }
}

fn post() -> PostRow {
    PostRow {
        id: "e".repeat(64),
        author: author(),
        body: text(HOSTILE),
        reply_to: Some("f".repeat(64)),
        at: text("2026-01-01T00:00:00Z"),
        received_at: text("2026-01-01T00:00:00Z"),
        edited: true,
        retracted: false,
        delivered: true,
        quarantined: true,
        unread: true,
        by: Some(text(HOSTILE)),
    }
}

#[test]
fn threads() {
    let new = ThreadCreated {
        id: text("t"),
        post: text("p"),
        saved: true,
    };
    check(&Reply::ThreadNew(new), 1, &["id", "post", "saved"]);
    let row = ThreadRow {
        id: text("t"),
        title: text(HOSTILE),
        space: text("s"),
        posts: 1,
        unread: 1,
        last_at: text("2026-01-01T00:00:00Z"),
        closed: true,
        forgotten: false,
    };
    let keys = [
        "id", "title", "space", "posts", "unread", "last_at", "closed",
    ];
    check(&Reply::Threads(vec![row]), 1, &keys);
    let keys = [
        "id",
        "author",
        "body",
        "reply_to",
        "at",
        "received_at",
        "edited",
        "retracted",
        "delivered",
        "quarantined",
    ];
    let posts = Reply::Posts {
        posts: vec![post(), post()],
        damaged: false,
    };
    let lines = check(&posts, 2, &keys);
    for key in ["person", "name", "org", "org_name"] {
        assert!(lines[0]["author"].get(key).is_some(), "{key}");
    }
    let saved = Saved {
        id: text("p"),
        saved: true,
    };
    check(&Reply::Saved(saved), 1, &["id", "saved"]);
    let imported = ThreadImported {
        id: text("t"),
        posts: 3,
        saved: true,
    };
    check(&Reply::Imported(imported), 1, &["id", "posts", "saved"]);
}

#[test]
fn documents() {
    let row = DocRow {
        id: text("d"),
        title: text(HOSTILE),
        space: text("s"),
        version: text("v"),
        unread: true,
        at: text("2026-01-01T00:00:00Z"),
    };
    check(
        &Reply::Docs(vec![row]),
        1,
        &["id", "title", "space", "version", "unread"],
    );
    let detail = DocDetail {
        title: text(HOSTILE),
        text: text(HOSTILE),
        authors: vec![author()],
        comments: vec![comment()],
        ..DocDetail::default()
    };
    let keys = [
        "id", "title", "text", "version", "at", "authors", "comments",
    ];
    check(&Reply::Doc(detail), 1, &keys);
    let keys = ["id", "author", "body", "quote", "at", "place", "line"];
    check(&Reply::Comments(vec![comment()]), 1, &keys);
    let edited = DocEdited {
        version: text("v"),
        inserted: 1,
        deleted: 2,
        saved: true,
    };
    check(
        &Reply::DocEdited(edited),
        1,
        &["version", "inserted", "deleted", "saved"],
    );
    let version = DocVersion {
        version: text("v"),
        author: author(),
        at: text("2026-01-01T00:00:00Z"),
        inserted: 1,
        deleted: 2,
    };
    let keys = ["version", "author", "at", "inserted", "deleted"];
    check(&Reply::DocVersions(vec![version]), 1, &keys);
}

fn comment() -> CommentRow {
    CommentRow {
        author: author(),
        body: text(HOSTILE),
        quote: text(HOSTILE),
        ..CommentRow::default()
    }
}

#[test]
fn agendas() {
    let detail = AgendaDetail {
        title: text(HOSTILE),
        edition: 1,
        signed_by: Some(author()),
        at: Some(text("2026-01-01T00:00:00Z")),
        items: vec![AgendaItemRow {
            title: text(HOSTILE),
            starts: text("2026-01-01T00:00:00Z"),
            zone: text("America/Lima"),
            place: Some(text(HOSTILE)),
            state: text("cancelled"),
            ..AgendaItemRow::default()
        }],
        ..AgendaDetail::default()
    };
    let keys = ["id", "title", "edition", "signed_by", "items"];
    let lines = check(&Reply::Agenda(detail), 1, &keys);
    for key in [
        "id", "title", "starts", "ends", "zone", "place", "kind", "state",
    ] {
        assert!(lines[0]["items"][0].get(key).is_some(), "{key}");
    }
    let receipt = AgendaReceipt {
        edition: 1,
        held: vec![OrgName {
            id: text("o"),
            name: text(HOSTILE),
        }],
        missing: vec![],
        of: 2,
    };
    check(
        &Reply::AgendaReceipt(receipt),
        1,
        &["edition", "held", "missing", "of"],
    );
    let row = AgendaRow {
        id: text("a"),
        title: text(HOSTILE),
        space: text("s"),
        edition: 0,
        items: 2,
        at: text("2026-01-01T00:00:00Z"),
        unread: true,
    };
    check(&Reply::Agendas(vec![row]), 1, &["id", "title", "edition"]);
    let published = AgendaPublished {
        id: text("a"),
        edition: 2,
        saved: true,
    };
    check(
        &Reply::AgendaPublished(published),
        1,
        &["id", "edition", "saved"],
    );
}

#[test]
fn done_is_a_small_object_and_empty_lists_are_empty() {
    let (json, status) = run(&Reply::Done, true, Language::Spanish);
    assert_eq!((json.as_str(), status), ("{\"done\":true}\n", 0));
    for empty in [
        Reply::Threads(vec![]),
        Reply::Docs(vec![]),
        Reply::Alerts(vec![]),
    ] {
        assert_eq!(run(&empty, true, Language::Spanish).0, "");
        assert!(!run(&empty, false, Language::Spanish).0.is_empty());
    }
}

#[test]
fn what_was_done_in_part_is_printed_and_ends_with_seven() {
    let bundle = |refused| {
        Reply::Bundle(BundleReport {
            ops: 5,
            repeated: 1,
            refused,
            bytes: 4096,
        })
    };
    check(&bundle(1), 1, &["ops", "repeated", "refused", "bytes"]);
    let backup = |refused| {
        Reply::Backup(BackupReport {
            id: text("ab12"),
            ops: 5,
            refused,
            bytes: 4096,
        })
    };
    check(&backup(1), 1, &["id", "ops", "refused", "bytes"]);
    let check_row = |damaged| {
        Reply::Checks(vec![CheckRow {
            check: text("journal"),
            ok: false,
            detail: text(HOSTILE),
            mend: text("m"),
            damaged,
            mended: false,
            practice: false,
        }])
    };
    check(&check_row(true), 1, &["check", "ok", "detail", "mend"]);
    let posts = |damaged| Reply::Posts {
        posts: vec![post()],
        damaged,
    };
    for json in [true, false] {
        for (reply, status) in [
            (bundle(0), 0),
            (bundle(1), 7),
            (backup(0), 0),
            (backup(1), 7),
            (check_row(false), 0),
            (check_row(true), 7),
            (posts(false), 0),
            (posts(true), 7),
        ] {
            let (text, got) = run(&reply, json, Language::English);
            assert_eq!(got, status, "{reply:?}");
            assert!(!text.is_empty());
        }
    }
}
