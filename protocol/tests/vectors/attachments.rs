//! Vectors of contents of files.

use asamblea_protocol::content::{
    ATTACHMENT_BYTES_MAX, ATTACHMENT_NAME_BYTES_MAX, Attachment, AttachmentPart, Body, Media,
    PART_BYTES,
};

use super::cbor::{Cbor, Change, fill, items, number, set};
use super::world::op;

/// One of every form that is good.
pub(super) fn bodies() -> Vec<(&'static str, Body)> {
    let part = |bytes: usize| AttachmentPart {
        bytes: vec![5; bytes],
    };
    let file = Attachment {
        object: op(1),
        name: "acta firmada.pdf".into(),
        bytes: 70_000,
        media: Media::Pdf,
    };
    let longest = Attachment {
        name: "x".repeat(ATTACHMENT_NAME_BYTES_MAX),
        bytes: ATTACHMENT_BYTES_MAX,
        media: Media::Png,
        ..file.clone()
    };
    let empty = Attachment {
        bytes: 0,
        media: Media::Other,
        ..file.clone()
    };
    vec![
        ("part of a file", part(3).into()),
        ("longest part of a file", part(PART_BYTES).into()),
        ("file", file.into()),
        ("longest file", longest.into()),
        ("empty file", empty.into()),
    ]
}

/// What only a newer version can have written: name, content, change.
pub(super) const LONGER: &[(&str, &str, Change)] = &[
    ("file of a newer kind", "file", |t| number(t, "5", 5)),
    ("file with a field more", "file", |t| {
        items(t).push(Cbor::Uint(1))
    }),
    ("part of a file with a field more", "part of a file", |t| {
        items(t).push(Cbor::Uint(1))
    }),
];

const NAME: &str = "a file's name leads nowhere and moves no cursor";
const THERE: &str = "a field that must be there is there";

fn named(tree: &mut Cbor, name: &str) {
    set(tree, "3", Cbor::Text(name.to_owned()));
}

/// Breaks of good contents: name, rule, content, change.
pub(super) const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("file without a name", NAME, "file", |t| named(t, "")),
    ("file named by spaces", NAME, "file", |t| {
        named(t, " \u{3000}")
    }),
    ("file named by the folder above", NAME, "file", |t| {
        named(t, "..")
    }),
    ("hidden file", NAME, "file", |t| named(t, ".profile")),
    ("file in a folder", NAME, "file", |t| named(t, "a/b")),
    ("file in a folder of another system", NAME, "file", |t| {
        named(t, "a\\b")
    }),
    ("file named in two lines", NAME, "file", |t| {
        named(t, "a\nb")
    }),
    ("file named with an escape", NAME, "file", |t| {
        named(t, "a\u{9b}2J")
    }),
    ("file of a newer kind in a folder", NAME, "file", |t| {
        named(t, "/etc/passwd");
        number(t, "5", 9);
    }),
    ("file on 31 bytes", THERE, "file", |t| fill(t, "2", 7, 31)),
    ("file without a kind", THERE, "file", |t| {
        items(t).truncate(5)
    }),
    (
        "part of a file without bytes",
        THERE,
        "part of a file",
        |t| items(t).truncate(2),
    ),
    ("part of a file of text", THERE, "part of a file", |t| {
        set(t, "2", Cbor::Text("abc".to_owned()))
    }),
];

/// What is over its limit: name, content, where, what.
pub(super) fn large() -> Vec<(&'static str, &'static str, &'static str, Cbor)> {
    vec![
        (
            "file named by 121 bytes",
            "file",
            "3",
            Cbor::Text("x".repeat(ATTACHMENT_NAME_BYTES_MAX + 1)),
        ),
        (
            "file of 4,194,305 bytes",
            "file",
            "4",
            Cbor::Uint(ATTACHMENT_BYTES_MAX + 1),
        ),
        ("file of 10 GB", "file", "4", Cbor::Uint(10_000_000_000)),
        ("file without end", "file", "4", Cbor::Uint(u64::MAX)),
        (
            "part of a file of 49,153 bytes",
            "part of a file",
            "2",
            Cbor::Bytes(vec![0; PART_BYTES + 1]),
        ),
    ]
}
