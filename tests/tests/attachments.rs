//! Files about which a changed program lies: refused by name, and the honest ones stay whole.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by ending"
)]

use asamblea_node::api::{AttachmentRequest, AttachmentRow, ErrorKind, FileBytes, Reply, Request};
use asamblea_protocol::content::{
    ATTACHMENT_BYTES_MAX, Attachment, AttachmentPart, Body, Media, PART_BYTES, Post,
};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_tests::cluster::Cluster;

/// Who is honest, and who has another program.
const HONEST: usize = 0;
const LIAR: usize = 1;

fn meet(cluster: &mut Cluster) {
    cluster.talk(HONEST, LIAR);
}

fn add(thread: &str, name: &str, bytes: Vec<u8>) -> Request {
    Request::Attachment(AttachmentRequest::Add {
        id: thread.to_owned(),
        name: name.to_owned(),
        bytes: FileBytes(bytes),
    })
}

fn list(cluster: &mut Cluster, at: usize, thread: &str) -> Vec<AttachmentRow> {
    let id = thread.to_owned();
    let list = Request::Attachment(AttachmentRequest::List { id });
    match cluster.done(at, list) {
        Reply::Attachments(rows) => rows,
        other => panic!("{other:?}"),
    }
}

/// The bytes of the only file of a name; nothing where it is refused as damaged.
fn bytes(cluster: &mut Cluster, at: usize, thread: &str, name: &str) -> Option<Vec<u8>> {
    let rows = list(cluster, at, thread);
    let mut rows = rows.into_iter().filter(|row| row.name == name);
    let (row, other) = (rows.next(), rows.next());
    assert!(other.is_none());
    let get = AttachmentRequest::Get { id: row?.id };
    match cluster.ask(at, Request::Attachment(get)) {
        Ok(Ok(Reply::Attachment(file))) => Some(file.bytes.0),
        // The simulated world takes damage that no disk explains for a fault of the program.
        Err(refused) => {
            let damaged = "damaged: attachment-parts";
            assert!(refused.text.ends_with(damaged), "{refused:?}");
            None
        }
        other => panic!("{other:?}"),
    }
}

/// Says of parts that are others, longer, shorter or none what they are not. `other` are the bytes
/// of the file that was attached last.
fn tell_lies(cluster: &mut Cluster, network: SpaceId, object: OpId, other: u64) {
    let file = |name: &str, bytes: u64| {
        Body::from(Attachment {
            object,
            name: name.to_owned(),
            bytes,
            media: Media::Other,
        })
    };
    let part = |bytes: usize| {
        Body::from(AttachmentPart {
            bytes: vec![1; bytes],
        })
    };
    let post = Body::from(Post {
        thread: object,
        reply_to: None,
        body: "no soy un archivo".to_owned(),
    });
    let now = cluster.now_ms;
    let engine = cluster.devices[LIAR].engine_at(now).unwrap();
    let mut say = |body: Body| engine.say_anything(network, body);
    // A claim of the largest size, and nothing like it before: it is not even listed.
    let _claim = say(file("claim", ATTACHMENT_BYTES_MAX)).unwrap();
    for (name, before, bytes) in [
        // The parts of another file, but that it stands between.
        ("swapped", None, other),
        ("a post", Some(post), 17),
        ("too long", Some(part(10)), 5),
        ("too short", Some(part(10)), 11),
        (
            "one part for two",
            Some(part(PART_BYTES)),
            PART_BYTES as u64 + 1,
        ),
    ] {
        for body in before.into_iter().chain([file(name, bytes)]) {
            let _said = say(body).unwrap();
        }
    }
    // No program of this version can say what no decoder takes.
    assert!(say(file("../outside", 0)).is_err());
    assert!(say(file("10 GB", 10_000_000_000)).is_err());
    assert!(say(part(PART_BYTES + 1)).is_err());
}

#[test]
fn a_file_about_which_somebody_lies_is_refused_and_the_others_stay() {
    let mut cluster = Cluster::pair(12);
    let space = cluster.network();
    let network = SpaceId::from_hex(&space).unwrap();
    let new = Request::ThreadNew {
        space,
        title: "Actas".to_owned(),
        body: "todas".to_owned(),
    };
    let Reply::ThreadNew(new) = cluster.done(HONEST, new) else {
        panic!("no thread");
    };
    let (thread, object) = (new.id.clone(), OpId::from_hex(&new.id).unwrap());
    meet(&mut cluster);
    let first: Vec<u8> = (0..PART_BYTES + 10).map(|n| (n % 251) as u8).collect();
    let second: Vec<u8> = (0..PART_BYTES + 10).map(|n| (n % 241) as u8).collect();
    let _first = cluster.done(HONEST, add(&thread, "first", first.clone()));
    let _second = cluster.done(LIAR, add(&thread, "second", second.clone()));

    tell_lies(&mut cluster, network, object, second.len() as u64);
    meet(&mut cluster);

    for at in [HONEST, LIAR] {
        assert_eq!(
            bytes(&mut cluster, at, &thread, "first"),
            Some(first.clone())
        );
        let kept = bytes(&mut cluster, at, &thread, "second");
        assert_eq!(kept, Some(second.clone()));
        let rows = list(&mut cluster, at, &thread);
        assert_eq!(rows.len(), 7, "{rows:?}");
        assert!(rows.iter().all(|row| row.name != "claim"));
        for row in &rows {
            let honest = ["first", "second"].contains(&&*row.name);
            assert_eq!(row.whole, honest, "{row:?}");
        }
        for name in [
            "swapped",
            "a post",
            "too long",
            "too short",
            "one part for two",
        ] {
            assert_eq!(bytes(&mut cluster, at, &thread, name), None, "{name}");
        }
    }
    let longer = vec![0; usize::try_from(ATTACHMENT_BYTES_MAX).unwrap() + 1];
    for (refused, kind) in [
        (add(&thread, "longer", longer), ErrorKind::TooLong),
        (add(&thread, "../up", vec![0]), ErrorKind::Usage),
        (add(&thread, "", vec![0]), ErrorKind::Usage),
    ] {
        let said = cluster.ask(HONEST, refused);
        let is_it = matches!(&said, Ok(Err(error)) if error.kind == kind);
        assert!(is_it, "{said:?}");
    }
}

/// Bytes of files that a space takes, and those that each organization always has.
const SPACE_BYTES: usize = 64 * 1024 * 1024;
const SHARE_BYTES: usize = 8 * 1024 * 1024;

#[test]
fn whoever_fills_a_space_leaves_the_others_their_share() {
    let mut cluster = Cluster::pair(14);
    let space = cluster.network();
    let network = SpaceId::from_hex(&space).unwrap();
    let thread = cluster.thread_shown_to(HONEST);
    let largest = usize::try_from(ATTACHMENT_BYTES_MAX).unwrap();
    // An honest program fills it, and stops there: its own share lies in it.
    for _ in 0..SPACE_BYTES / largest {
        let attached = cluster.ask(LIAR, add(&thread, "x", vec![7; largest]));
        assert!(matches!(attached, Ok(Ok(_))), "{attached:?}");
    }
    for bytes in [1, largest] {
        let said = cluster.ask(LIAR, add(&thread, "x", vec![7; bytes]));
        let Ok(Err(refused)) = said else {
            panic!("{said:?}")
        };
        assert_eq!(refused.kind, ErrorKind::TooLong);
        assert!(refused.to_string().contains("attachment-full"), "{refused}");
    }
    // Another one goes on: it is kept, and takes nothing from anybody.
    let now = cluster.now_ms;
    let engine = cluster.devices[LIAR].engine_at(now).unwrap();
    for _ in 0..8 {
        let part = AttachmentPart {
            bytes: vec![1; PART_BYTES],
        };
        engine.say_anything(network, Body::from(part)).unwrap();
    }
    meet(&mut cluster);
    let mut attach = |at: usize, bytes: usize| {
        let said = cluster.ask(at, add(&thread, "y", vec![7; bytes]));
        said.unwrap().map(drop).map_err(|error| error.kind)
    };
    for _ in 0..SHARE_BYTES / largest - 1 {
        assert_eq!(attach(HONEST, largest), Ok(()));
    }
    assert_eq!(attach(HONEST, largest - 1), Ok(()));
    assert_eq!(attach(HONEST, 2), Err(ErrorKind::TooLong));
    assert_eq!(attach(HONEST, 1), Ok(()));
    meet(&mut cluster);
    let rows = list(&mut cluster, LIAR, &thread);
    let theirs = rows.iter().filter(|row| row.name == "y").count();
    assert_eq!(theirs, SHARE_BYTES / largest + 1);
}
