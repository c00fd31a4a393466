//! Vectors of backups: the head, the chunks under their key, and what records say.

use asamblea_protocol::backup::{
    BackupFault, CHUNK_BYTES, Door, Head, Item, Reader, Record, Writer,
};
use asamblea_protocol::crypto::{Domain, KeyMaterial, RecordKey, derive, hash};
use asamblea_protocol::keys::HeldEpoch;
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{
    Format, Maker, Verdict, array, bytes, damaged_bytes, fault, notation, read_bytes, write_bytes,
};
use super::world::{device, material, space};

/// Backups.
pub(crate) const BACKUP: Format = Format {
    name: "backup",
    heading: "backups",
    maker: make,
    judge,
};

/// A whole backup lies in a file of its own: its chunks are noise.
const FILE: &str = "backup.bin";

/// A head whose sealed key opens under no passphrase: the key is given beside it.
fn head_of(version: u8) -> Vec<u8> {
    let mut text = vec![version];
    for number in [65_536_u32, 3, 1] {
        text.extend_from_slice(&number.to_be_bytes());
    }
    text.extend_from_slice(&[5; 16]);
    text.extend_from_slice(&[6; 48]);
    let check = hash(Domain::Backup, &[&text]);
    text.extend_from_slice(&check.as_bytes()[..8]);
    text
}

fn whole() -> Vec<u8> {
    let mut text = head_of(1);
    let head = Head::read(&text).unwrap();
    let mut writer = Writer::new(&head, &material(7));
    for (kind, len) in [(1, 60), (2, 96), (3, 5000), (5, 0), (9, 7000), (5, 12)] {
        writer.push(kind, &vec![kind; len], &mut text).unwrap();
    }
    writer.finish(&mut text).unwrap();
    text
}

/// Writes the whole backup, or says that it is another now.
pub(crate) fn backup_file(bless: bool) -> Option<String> {
    if bless {
        write_bytes(FILE, &whole());
        return None;
    }
    (read_bytes(FILE) != whole()).then(|| format!("{FILE} differs"))
}

fn judge(input: &Value) -> Verdict {
    if let Some(kind) = input["kind"].as_u64() {
        return judge_item(u8::try_from(kind).unwrap(), bytes(&input["bytes"]));
    }
    let text = damaged_bytes(input);
    let head = Head::read(&text).map_err(fault)?;
    let params = head.params();
    let mut out = json!({
        "memory": params.memory_kib,
        "passes": params.passes,
        "lanes": params.lanes,
        "salt": seen_bytes(&params.salt),
    });
    if let Some(secret) = input.get("secret") {
        let secret = KeyMaterial::from_bytes(array(secret));
        let mut reader = Reader::new(&head, &secret);
        let (mut records, mut refused) = (Vec::new(), 0);
        for chunk in text[head.as_bytes().len()..].chunks(CHUNK_BYTES) {
            match reader.chunk(chunk, &mut records) {
                Err(BackupFault::TooLarge) => return Err("TooLarge".to_owned()),
                Err(_) => refused += 1,
                Ok(()) => {}
            }
        }
        let records = records.iter();
        let records = records.map(|one| json!([one.kind, seen_bytes(&one.bytes)]));
        out["records"] = records.collect();
        out["refused"] = json!(refused);
        out["ended"] = json!(reader.has_ended());
    }
    Ok(out)
}

fn judge_item(kind: u8, bytes: Vec<u8>) -> Verdict {
    let record = Record { kind, bytes };
    let item = Item::of(&record).ok_or("Malformed")?;
    assert_eq!(item.to_record(), record);
    Ok(match item {
        Item::Door(door) => json!([door.code, seen_bytes(door.device.as_bytes()), door.at]),
        Item::Epoch(held) => json!([
            seen_bytes(held.space.as_bytes()),
            seen_bytes(held.author.as_bytes()),
            seen_bytes(held.secret.expose()),
        ]),
        Item::Run(received, run) => json!([received.0, run.count()]),
        Item::Slots(slots) => json!([seen_bytes(slots.op.as_bytes()), slots.slots.len()]),
        Item::Own(own) => json!(seen_bytes(&own)),
    })
}

fn item(kind: u8, bytes: &[u8]) -> Value {
    json!({ "kind": kind, "bytes": notation(bytes) })
}

fn make(maker: &mut Maker) {
    let mut good = |name: &str, input: Value| {
        let out = judge(&input).unwrap();
        maker.good(name, input, out);
    };
    let head = json!({ "bytes": notation(&head_of(1)) });
    good("head alone", head);
    let with = |change: Option<(&str, usize)>| {
        let mut input = json!({ "file": FILE, "secret": notation(material(7).expose()) });
        if let Some((what, at)) = change {
            input[what] = json!(at);
        }
        input
    };
    let chunks = (whole().len() - 85) / CHUNK_BYTES;
    good("whole", with(None));
    good("first chunk flipped", with(Some(("flip", 85))));
    good("second chunk flipped", with(Some(("flip", 85 + 4096 + 9))));
    good(
        "last chunk flipped",
        with(Some(("flip", 85 + chunks * 4096 - 1))),
    );
    good(
        "last chunk missing",
        with(Some(("cut", 85 + (chunks - 1) * 4096))),
    );
    good(
        "last chunk cut short",
        with(Some(("cut", 85 + chunks * 4096 - 1))),
    );
    let mut other = with(None);
    other["secret"] = json!(notation(material(8).expose()));
    good("under another key nothing opens", other);
    items(maker);
    let mut bad = |name: &str, rule: &str, fault: &str, text: &[u8]| {
        maker.bad(name, rule, fault, json!({ "bytes": notation(text) }));
    };
    let rule = "a backup begins with its head, and the check fits";
    bad("nothing", rule, "Head", &[]);
    bad("head cut short", rule, "Head", &head_of(1)[..84]);
    for at in [0, 1, 12, 13, 28, 29, 76, 77, 84] {
        let mut text = head_of(1);
        text[at] ^= 1;
        bad(&format!("byte {at} flipped"), rule, "Head", &text);
    }
    bad("not a backup", rule, "Head", &[b'P'; 200]);
    bad("version 2", "version is 1", "Newer", &head_of(2));
    bad("version 0", "version is 1", "Head", &head_of(0));
    let text = [
        head_of(1),
        sealed(&[&[0, 0, 0, 0, 0, 1][..], &[0xff; 4]].concat()),
    ]
    .concat();
    let mut input = json!({ "bytes": notation(&text) });
    input["secret"] = json!(notation(material(7).expose()));
    let rule = "a record has at most 2,097,152 bytes";
    maker.bad("record that claims 4 GiB", rule, "TooLarge", input);
}

/// A first chunk with this plain text, filled up.
fn sealed(plain: &[u8]) -> Vec<u8> {
    let head = hash(Domain::Backup, &[&head_of(1)]);
    let key = RecordKey::new(&derive(
        Domain::BackupChunk,
        &material(7),
        &[head.as_bytes()],
    ));
    let mut plain = plain.to_vec();
    plain.resize(CHUNK_BYTES - 16, 0);
    key.seal(0, head.as_bytes(), &plain)
}

fn items(maker: &mut Maker) {
    let door = Door {
        code: "ABC".to_owned(),
        device: device(1),
        at: 1_795_564_800_001,
    };
    let door = Item::Door(door).to_record().bytes;
    let held = HeldEpoch {
        space: space(1),
        author: device(2),
        secret: material(3),
    };
    let held = Item::Epoch(held).to_record().bytes;
    for (name, kind, bytes) in [
        ("door", 1, door.as_slice()),
        ("epoch secret", 2, held.as_slice()),
        ("private record", 5, b"{}".as_slice()),
    ] {
        let input = item(kind, bytes);
        let out = judge(&input).unwrap();
        maker.good(name, input, out);
    }
    let rule = "a record is of its kind's form";
    for (name, kind, bytes) in [
        ("door cut short", 1, &door[..door.len() - 1]),
        ("door and a byte", 1, &[door.as_slice(), &[0]].concat()),
        ("epoch secret cut short", 2, &held[..95]),
        (
            "epoch secret and a byte",
            2,
            &[held.as_slice(), &[0]].concat(),
        ),
        ("run without its time", 3, &[0; 7]),
        ("time without a run", 3, &[0; 8]),
        ("slots of nothing", 4, &[0x80]),
        ("unknown kind", 6, b"{}"),
    ] {
        maker.bad(name, rule, "Malformed", item(kind, bytes));
    }
}
