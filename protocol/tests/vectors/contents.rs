//! Vectors of the plain text of content operations.

mod assessments;

use std::collections::BTreeSet;

use asamblea_protocol::content::{
    AGENDA_ITEMS_MAX, Addresses, AgendaItem, AgendaNew, AgendaPublish, Alias, Body,
    COMMENT_BYTES_MAX, CONTENT_BYTES_MAX, CommentRetract, Content, Country, DocComment, DocNew,
    DocUpdate, Held, InvitationName, Item, ItemKind, ItemState, Name, Post, PostEdit, PostImported,
    PostRetract, QUOTE_BYTES_MAX, RecoveryShare, TEXT_BYTES_MAX, TITLE_BYTES_MAX, ThreadClose,
    ThreadNew,
};
use asamblea_protocol::document::Anchor;
use asamblea_protocol::time::WallTime;
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, Change, at, fill, items, number, push, set, view};
use super::file::{File, Format, Maker, Verdict, bytes, fault, notation};
use super::proposals;
use super::world::{device, op, space};

/// Contents.
pub(crate) const CONTENT: Format = Format {
    name: "content",
    heading: "content",
    maker: make_content,
    judge: judge_content,
};

fn judge_content(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let content = Content::decode(&text).map_err(fault)?;
    if let Body::Unknown { kind } = content.body {
        return Ok(json!({ "kind": kind, "at": content.at.0 }));
    }
    assert_eq!(content.encode().as_deref(), Ok(text.as_slice()));
    let seen = view(&text);
    assert_eq!(
        (seen[0].as_u64(), seen[1].as_u64()),
        (Some(content.body.kind()), Some(content.at.0))
    );
    Ok(json!({ "kind": seen[0], "at": seen[1], "fields": seen.as_array().unwrap()[2..] }))
}

/// The kinds that this version knows, asked of the decoder.
pub(crate) fn known_kinds() -> BTreeSet<u64> {
    let known = |kind: &u64| {
        let body = Cbor::Array(vec![Cbor::Uint(*kind), Cbor::Uint(0)]).encode();
        !matches!(
            Content::decode(&body),
            Ok(Content {
                body: Body::Unknown { .. },
                ..
            })
        )
    };
    (0..64).filter(known).collect()
}

/// The kinds that a file has good vectors of.
pub(crate) fn kinds_in(file: &File) -> BTreeSet<u64> {
    let known = file
        .good()
        .filter(|vector| vector.result.get("fields").is_some());
    known
        .map(|vector| vector.result["kind"].as_u64().unwrap())
        .collect()
}

fn agenda_item(full: bool) -> Item {
    Item {
        id: [7; 16],
        title: "Asamblea".into(),
        starts: WallTime(1_800_000_000_000),
        ends: full.then_some(WallTime(1_800_003_600_000)),
        zone: "America/Lima".into(),
        place: None,
        kind: if full {
            ItemKind::Action
        } else {
            ItemKind::Meeting
        },
        state: if full {
            ItemState::Cancelled
        } else {
            ItemState::Planned
        },
        who: full.then(|| "Ñusta".into()),
        from: full.then(|| op(9)),
    }
}

fn names() -> Vec<(&'static str, Body)> {
    let name = |country: Option<&str>| Name {
        of: space(1),
        name: "Colectiva de la Esquina".into(),
        country: country.and_then(Country::parse),
    };
    let invitation = |name: Option<&str>, country: Option<&str>| InvitationName {
        invitation: device(2),
        name: name.map(Into::into),
        country: country.and_then(Country::parse),
    };
    let addresses = |count: usize| Addresses {
        addresses: vec!["/ip4/192.0.2.7/tcp/4001".into(); count],
        machine: None,
    };
    vec![
        ("name", name(None).into()),
        ("name with country", name(Some("PE")).into()),
        (
            "alias",
            Alias {
                name: "Ñusta \u{1f98b}".into(),
            }
            .into(),
        ),
        (
            "empty alias",
            Alias {
                name: String::new(),
            }
            .into(),
        ),
        ("invitation name", invitation(Some("Rosa"), None).into()),
        ("invitation name of nobody", invitation(None, None).into()),
        (
            "invitation name of a country alone",
            invitation(None, Some("UY")).into(),
        ),
        ("no addresses", addresses(0).into()),
        ("most addresses", addresses(16).into()),
        (
            "addresses of a machine",
            Addresses {
                machine: Some(device(3)),
                ..addresses(2)
            }
            .into(),
        ),
    ]
}

fn threads() -> Vec<(&'static str, Body)> {
    let post = |reply_to, body: &str| Post {
        thread: op(1),
        reply_to,
        body: body.into(),
    };
    let imported = |by: Option<&str>, at| PostImported {
        thread: op(1),
        body: "citado".into(),
        by: by.map(Into::into),
        at,
    };
    vec![
        (
            "thread",
            ThreadNew {
                title: "Título".into(),
                body: "Primer texto\ncon dos líneas".into(),
            }
            .into(),
        ),
        ("post", post(None, "hola").into()),
        ("reply", post(Some(op(2)), "hola").into()),
        (
            "longest post",
            post(None, &"x".repeat(TEXT_BYTES_MAX)).into(),
        ),
        (
            "quoted post",
            imported(Some("Ana"), Some(WallTime(5))).into(),
        ),
        (
            "quoted post of nobody",
            imported(None, Some(WallTime(5))).into(),
        ),
        (
            "quoted post without time",
            imported(Some("Ana"), None).into(),
        ),
        ("quoted post without both", imported(None, None).into()),
        (
            "edit",
            PostEdit {
                post: op(2),
                body: "otra".into(),
            }
            .into(),
        ),
        ("retraction", PostRetract { post: op(2) }.into()),
        ("end of a thread", ThreadClose { thread: op(1) }.into()),
    ]
}

fn works() -> Vec<(&'static str, Body)> {
    let publish = |items| AgendaPublish {
        agenda: op(1),
        edition: 3,
        title: "Marzo".into(),
        items,
    };
    let agenda = |full| AgendaItem {
        agenda: op(1),
        item: agenda_item(full),
    };
    vec![
        (
            "document",
            DocNew {
                title: "Acta".into(),
            }
            .into(),
        ),
        (
            "document update",
            DocUpdate {
                doc: op(1),
                update: vec![0x84, 0, 0x80, 0x80, 0x82, 0, 0x61, b'a'],
            }
            .into(),
        ),
        (
            "agenda",
            AgendaNew {
                title: "2027".into(),
            }
            .into(),
        ),
        ("short item", agenda(false).into()),
        ("long item", agenda(true).into()),
        ("edition without items", publish(Vec::new()).into()),
        (
            "edition",
            publish(vec![agenda_item(true), agenda_item(false)]).into(),
        ),
        (
            "edition of 400 items",
            publish(vec![agenda_item(false); AGENDA_ITEMS_MAX]).into(),
        ),
        ("held", Held { object: op(4) }.into()),
        ("comment", comment([9; 12]).into()),
        ("comment at the end of the text", comment([0xff; 12]).into()),
        (
            "comment taken back",
            CommentRetract { comment: op(5) }.into(),
        ),
        ("share for recovery", share(1228).into()),
        ("longest share for recovery", share(2048).into()),
    ]
}

fn comment(at: [u8; 12]) -> DocComment {
    DocComment {
        doc: op(1),
        at: Anchor::from_bytes(&at),
        quote: "el acta".into(),
        body: "Falta la fecha".into(),
    }
}

fn share(bytes: usize) -> RecoveryShare {
    RecoveryShare {
        place: device(4),
        sealed: vec![6; bytes],
    }
}

fn good_contents() -> Vec<(&'static str, Content)> {
    let bodies = names().into_iter().chain(threads()).chain(works());
    let bodies = bodies.chain(proposals::bodies());
    let bodies = bodies.chain(assessments::good());
    let bodies = bodies.chain(super::meetings::bodies());
    let bodies = bodies.chain(super::attachments::bodies());
    let content = |(name, body)| {
        (
            name,
            Content {
                at: WallTime(1_790_000_000_000),
                body,
            },
        )
    };
    bodies.map(content).collect()
}

fn input(text: &[u8]) -> Value {
    json!({ "bytes": notation(text) })
}

/// The contents whose form is broken in every way.
const BROKEN: &[&str] = &[
    "name with country",
    "most addresses",
    "reply",
    "document update",
    "edition",
    "ballot with an objection",
    "longest call",
    "proxy",
    "whole agreement",
    "closed meeting",
    "comment",
];

fn make_content(maker: &mut Maker) {
    for (name, content) in good_contents() {
        let text = content.encode().unwrap();
        assert_eq!(Content::decode(&text).as_ref(), Ok(&content), "{name}");
        let out = judge_content(&input(&text)).unwrap();
        maker.good(name, input(&text), out);
        if BROKEN.contains(&name) {
            break_form(maker, name, &Cbor::read(&text), &[]);
        }
    }
    newer(maker);
    bad_forms(maker);
    bad_lengths(maker);
}

fn tree(name: &str) -> Cbor {
    let contents = good_contents();
    let found = contents.iter().find(|(known, _)| *known == name);
    let found = found.unwrap_or_else(|| panic!("no content {name}"));
    Cbor::read(&found.1.encode().unwrap())
}

/// What only a newer version can have written, from scratch.
const NEWER: &[(&str, &[u8])] = &[
    ("newer kind", b"\x83\x18\x63\x00\xa1\x61a\x82\x01\x02"),
    ("newer kind without fields", b"\x82\x18\x63\x05"),
    (
        "newer kind in another form",
        b"\x83\x19\x00\x63\x00\x9f\x01\xff",
    ),
    (
        "newer kind with floating point",
        b"\x83\x18\x63\x00\xfb\x40\x09\x21\xfb\x54\x44\x2d\x18",
    ),
    (
        "newer kind with an open map",
        b"\x83\x18\x63\x00\xbf\x01\x02\x03\x9f\xff\xff",
    ),
];

/// Known kinds with what only a newer version can have written: name, content, change.
const LONGER: &[(&str, &str, Change)] = &[
    ("document with a field more", "document", |t| {
        items(t).push(Cbor::Uint(5))
    }),
    (
        "document with an open list behind a field more",
        "document",
        |t| {
            items(t).extend([Cbor::Uint(5), Cbor::Raw(b"\xc1\x9f\x01\xff".to_vec())]);
        },
    ),
    ("post with a field more behind an absent one", "post", |t| {
        items(t).extend([Cbor::Null, Cbor::Uint(1)]);
    }),
    ("edition with an item of newer kind", "edition", |t| {
        number(t, "5/0/4", 5)
    }),
    ("edition with an item of kind 0", "edition", |t| {
        number(t, "5/0/4", 0)
    }),
    ("edition with an item of newer state", "edition", |t| {
        number(t, "5/0/5", 2)
    }),
    ("edition with an item of a field more", "edition", |t| {
        push(t, "5/0", Cbor::Uint(1))
    }),
    ("item of newer kind", "short item", |t| number(t, "7", 5)),
    ("item of newer state", "short item", |t| number(t, "8", 2)),
];

fn newer(maker: &mut Maker) {
    let mut good = |name: &str, text: &[u8]| {
        let out = judge_content(&input(text)).unwrap();
        assert!(out.get("fields").is_none(), "{name}");
        maker.good(name, input(text), out);
    };
    for (name, text) in NEWER {
        good(name, text);
    }
    good(
        "newer kind, deep",
        &[&b"\x83\x18\x63\x00"[..], &[0x81; 50_000], &[0]].concat(),
    );
    let longer = LONGER.iter().chain(proposals::LONGER);
    let longer = longer.chain(super::meetings::LONGER);
    let longer = longer.chain(super::attachments::LONGER);
    for (name, base, change) in longer.chain(assessments::LONGER) {
        let mut tree = tree(base);
        change(&mut tree);
        good(name, &tree.encode());
    }
}

const ABSENT: &str = "absent fields at the end are left out";
const THERE: &str = "a field that must be there is there";
const COUNTRY: &str = "a country is two upper-case letters";

/// An anchor that counts as high as the end and names a peer beside it.
const OTHER_END: [u8; 12] = [9, 9, 9, 9, 9, 9, 9, 9, 255, 255, 255, 255];

/// Breaks of good contents: name, rule, content, change.
const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("country null", ABSENT, "name", |t| {
        items(t).push(Cbor::Null)
    }),
    ("reply null", ABSENT, "post", |t| items(t).push(Cbor::Null)),
    (
        "both nulls of a quote",
        ABSENT,
        "quoted post without both",
        |t| {
            items(t).extend([Cbor::Null, Cbor::Null]);
        },
    ),
    (
        "time null of a quote",
        ABSENT,
        "quoted post without time",
        |t| {
            items(t).push(Cbor::Null);
        },
    ),
    ("item with a null at its end", ABSENT, "edition", |t| {
        push(t, "5/1", Cbor::Null)
    }),
    ("title missing", THERE, "document", |t| items(t).truncate(2)),
    ("title null", THERE, "document", |t| set(t, "2", Cbor::Null)),
    ("time missing", THERE, "document", |t| items(t).truncate(1)),
    ("item cut short", THERE, "edition", |t| {
        items(at(t, "5/0")).truncate(5)
    }),
    (
        "item id of 15 bytes",
        "an item's id has 16 bytes",
        "edition",
        |t| fill(t, "5/0/0", 7, 15),
    ),
    ("country pe", COUNTRY, "name with country", |t| {
        set(t, "4", Cbor::text("pe"))
    }),
    ("country P", COUNTRY, "name with country", |t| {
        set(t, "4", Cbor::text("P"))
    }),
    ("country P1", COUNTRY, "name with country", |t| {
        set(t, "4", Cbor::text("P1"))
    }),
    ("country ñ", COUNTRY, "name with country", |t| {
        set(t, "4", Cbor::text("ñ"))
    }),
    (
        "edition of 33 bits",
        "an edition has 32 bits",
        "edition",
        |t| number(t, "3", 1 << 32),
    ),
    (
        "null among addresses",
        "an address is a text",
        "most addresses",
        |t| {
            set(t, "2/3", Cbor::Null);
        },
    ),
    (
        "place of 11 bytes",
        "an anchor has 12 bytes",
        "comment",
        |t| fill(t, "3", 9, 11),
    ),
    (
        "end of the text in another form",
        "the end of the text is all ones",
        "comment",
        |t| set(t, "3", Cbor::bytes(OTHER_END)),
    ),
    ("a map for the items", "items are a list", "edition", |t| {
        set(t, "5", Cbor::Map(vec![]))
    }),
];

/// A newer kind that is no content at all.
const RUBBISH: &[(&str, &[u8])] = &[
    ("and a byte", b"\x82\x18\x63\x00\x00"),
    ("cut short", b"\x83\x18\x63\x00"),
    ("in an open list", b"\x9f\x18\x63\x00\xff"),
    ("with a head that is none", b"\x83\x18\x63\x00\x1c"),
    ("with a break alone", b"\x83\x18\x63\x00\xff"),
    ("with a break in a list", b"\x83\x18\x63\x00\x82\x01\xff"),
    ("with half a pair", b"\x83\x18\x63\x00\xbf\x01\xff"),
    (
        "with bytes in pieces of text",
        b"\x83\x18\x63\x00\x5f\x61a\xff",
    ),
    (
        "with a small simple value in two bytes",
        b"\x83\x18\x63\x00\xf8\x18",
    ),
    ("with a list that does not end", b"\x83\x18\x63\x00\x9f\x01"),
];

fn bad_forms(maker: &mut Maker) {
    let breaks = BREAKS.iter().chain(proposals::BREAKS);
    let breaks = breaks.chain(super::meetings::BREAKS);
    let breaks = breaks.chain(super::attachments::BREAKS);
    for (name, rule, base, change) in breaks.chain(assessments::BREAKS) {
        let mut tree = tree(base);
        change(&mut tree);
        maker.broken(name, rule, input(&tree.encode()));
    }
    let whole = "also what is newer is an array of well-formed values and nothing behind it";
    for (name, text) in RUBBISH {
        maker.broken(&format!("newer kind {name}"), whole, input(text));
    }
    let begins = "a content begins with its kind";
    maker.broken("an empty array", begins, input(b"\x80"));
}

/// Texts over their limit: name, content, where, how long.
const LONG: &[(&str, &str, &str, usize)] = &[
    ("post of 57,345 bytes", "post", "3", TEXT_BYTES_MAX + 1),
    ("title of 513 bytes", "document", "2", TITLE_BYTES_MAX + 1),
    ("name of 257 bytes", "alias", "2", 257),
    ("zone of 65 bytes", "edition", "5/0/3", 65),
    ("place of 513 bytes", "edition", "5/0/7", 513),
    ("who of 257 bytes", "long item", "11", 257),
    ("address of 257 bytes", "most addresses", "2/0", 257),
    ("words of 513 bytes", "comment", "4", QUOTE_BYTES_MAX + 1),
    (
        "comment of 8,193 bytes",
        "comment",
        "5",
        COMMENT_BYTES_MAX + 1,
    ),
    ("country of three letters", "name with country", "4", 3),
];

fn bad_lengths(maker: &mut Maker) {
    let limit = "a text or list is not longer than its limit";
    let mut bad = |name: &str, base: &str, path: &str, value: Cbor| {
        let mut tree = tree(base);
        set(&mut tree, path, value);
        maker.bad(name, limit, "FieldTooLarge", input(&tree.encode()));
    };
    let large = super::meetings::large().into_iter();
    for (name, base, path, value) in large.chain(super::attachments::large()) {
        bad(name, base, path, value);
    }
    let long = LONG.iter().chain(proposals::LONG);
    let long = long.chain(super::meetings::LONG);
    for (name, base, path, len) in long.chain(assessments::LONG) {
        bad(name, base, path, Cbor::Text("x".repeat(*len)));
    }
    let letters = Cbor::Text("ñ".repeat(257));
    bad("title of 257 letters of two bytes", "agenda", "2", letters);
    let one = Cbor::text("/ip4/192.0.2.7/tcp/4001");
    bad(
        "17 addresses",
        "most addresses",
        "2",
        Cbor::Array(vec![one; 17]),
    );
    let one = at(&mut tree("edition"), "5/1").clone();
    bad(
        "401 items",
        "edition",
        "5",
        Cbor::Array(vec![one; AGENDA_ITEMS_MAX + 1]),
    );
    for (name, base, path, value) in proposals::long_lists() {
        bad(name, base, path, value);
    }
    for (name, base, path, count) in assessments::MANY {
        let mut tree = tree(base);
        assessments::many(&mut tree, path, *count);
        maker.bad(name, limit, "FieldTooLarge", input(&tree.encode()));
    }
    let limit = "a content has at most 61,440 bytes";
    let mut update = tree("document update");
    fill(&mut update, "3", 0, CONTENT_BYTES_MAX);
    maker.bad(
        "update over all limits",
        limit,
        "TooLarge",
        input(&update.encode()),
    );
    let rest = Cbor::Bytes(vec![0; CONTENT_BYTES_MAX]).encode();
    let long = [&b"\x83\x18\x63\x00"[..], &rest].concat();
    maker.bad(
        "newer kind over all limits",
        limit,
        "TooLarge",
        input(&long),
    );
}
