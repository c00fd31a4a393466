use std::io::Read;
use std::path::Path;
use std::time::Instant;

use flate2::read::GzDecoder;
use proptest::prelude::*;
use rand_core::Rng;

use super::update::{Change, Edit, Place, Update};
use super::*;
use crate::content::{Content, DocUpdate};
use crate::crypto::SeededRandom;
use crate::time::WallTime;

const DOC: OpId = OpId::from_bytes([9; 32]);

fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 32])
}

fn op(n: usize) -> OpId {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    OpId::from_bytes(bytes)
}

fn place(n: u8, count: u32) -> Place {
    Place {
        peer: peer_of(DOC, device(n)),
        count,
    }
}

/// The one update of a commit.
fn commit(document: &mut Document) -> Vec<u8> {
    let mut updates = document.commit().unwrap();
    assert_eq!(updates.len(), 1);
    updates.remove(0)
}

fn feed(document: &mut Document, author: u8, update: &[u8]) -> Vec<Splice> {
    let checked = document.check(device(author), update).unwrap();
    document.import(checked).unwrap()
}

fn apply(text: &mut String, splices: &[Splice]) {
    let mut chars: Vec<char> = text.chars().collect();
    for splice in splices {
        chars.splice(splice.at..splice.at + splice.delete, splice.insert.chars());
    }
    *text = chars.into_iter().collect();
}

fn recording(name: &str) -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/data")
        .join(name);
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

fn patches(txn: &serde_json::Value) -> Vec<(usize, usize, String)> {
    let patch = |patch: &serde_json::Value| {
        let number = |n: usize| usize::try_from(patch[n].as_u64().unwrap()).unwrap();
        (number(0), number(1), patch[2].as_str().unwrap().to_owned())
    };
    txn["patches"]
        .as_array()
        .unwrap()
        .iter()
        .map(patch)
        .collect()
}

/// Two people's recorded session: each writes on her own device, which takes the other's updates,
/// sealed contents and back, when the recording says that she had them.
#[test]
fn two_devices_end_with_the_text_of_the_recording() {
    let recording = recording("friendsforever.json.gz");
    let txns = recording["txns"].as_array().unwrap();
    let mut documents = [0, 1].map(|n| Document::new(DOC, Some(device(n))));
    let mut contents: [Vec<Vec<u8>>; 2] = Default::default();
    // How much of the other's writing each device has taken, and what each txn needs of both.
    let mut taken = [0, 0];
    let mut needs: Vec<[usize; 2]> = Vec::new();
    let sync = |documents: &mut [Document; 2],
                contents: &[Vec<Vec<u8>>; 2],
                taken: &mut [usize; 2],
                at: usize,
                want: usize| {
        let other = 1 - at;
        while taken[at] < want {
            let content = Content::decode(&contents[other][taken[at]]).unwrap();
            let crate::content::Body::DocUpdate(DocUpdate { update, .. }) = content.body else {
                panic!("not an update")
            };
            feed(&mut documents[at], u8::try_from(other).unwrap(), &update);
            taken[at] += 1;
        }
    };
    for txn in txns {
        let at = usize::try_from(txn["agent"].as_u64().unwrap()).unwrap();
        let mut need = [0, 0];
        for parent in txn["parents"].as_array().unwrap() {
            let past = needs[usize::try_from(parent.as_u64().unwrap()).unwrap()];
            need = [need[0].max(past[0]), need[1].max(past[1])];
        }
        sync(&mut documents, &contents, &mut taken, at, need[1 - at]);
        for (position, deleted, inserted) in patches(txn) {
            documents[at].splice(position, deleted, &inserted).unwrap();
        }
        for update in documents[at].commit().unwrap() {
            let body = DocUpdate { doc: DOC, update }.into();
            contents[at].push(
                Content {
                    at: WallTime(0),
                    body,
                }
                .encode()
                .unwrap(),
            );
        }
        need[at] = contents[at].len();
        needs.push(need);
    }
    for at in [0, 1] {
        sync(
            &mut documents,
            &contents,
            &mut taken,
            at,
            contents[1 - at].len(),
        );
        assert_eq!(
            documents[at].text(),
            recording["endContent"].as_str().unwrap()
        );
    }
    assert_eq!(documents[0].version(), documents[1].version());
}

/// One author's recorded session in updates of 64 edits; another device opens it from them.
#[test]
fn a_paper_of_259_778_edits_is_written_and_opened() {
    let recording = recording("automerge-paper.json.gz");
    let mut document = Document::new(DOC, Some(device(1)));
    let mut updates = Vec::new();
    let start = Instant::now();
    for txns in recording["txns"].as_array().unwrap().chunks(64) {
        for (at, delete, insert) in txns.iter().flat_map(patches) {
            document.splice(at, delete, &insert).unwrap();
        }
        updates.extend(document.commit().unwrap());
    }
    let written = start.elapsed();
    assert_eq!(document.text(), recording["endContent"].as_str().unwrap());
    let bytes: usize = updates.iter().map(Vec::len).sum();
    let count = updates.len();
    let start = Instant::now();
    let all = updates
        .into_iter()
        .enumerate()
        .map(|(n, update)| (op(n), device(1), update));
    let (opened, imported) = Document::open(DOC, None, all);
    println!(
        "{count} updates, {bytes} bytes, written {written:?}, opened {:?}",
        start.elapsed()
    );
    assert!(imported.refused.is_empty() && !imported.waits);
    assert_eq!(opened.text(), document.text());
}

#[test]
fn a_device_writes_on_after_a_restart() {
    let mut document = Document::new(DOC, Some(device(1)));
    document.splice(0, 0, "uno ").unwrap();
    let first = commit(&mut document);
    document.splice(4, 0, "dos ").unwrap();
    let second = commit(&mut document);
    drop(document);
    let saved = [(op(1), device(1), first), (op(2), device(1), second)];
    let (mut document, imported) = Document::open(DOC, Some(device(1)), saved.clone());
    assert!(imported.refused.is_empty());
    assert_eq!(document.commit(), Ok(Vec::new()));
    document.splice(8, 0, "tres").unwrap();
    let third = commit(&mut document);
    let figures = UpdateFigures::read(DOC, device(1), &third).unwrap();
    assert_eq!((figures.start, figures.end, figures.inserted), (8, 12, 4));
    let (mut reader, _) = Document::open(DOC, None, saved);
    assert_eq!(feed(&mut reader, 1, &third).len(), 1);
    assert_eq!(reader.text(), "uno dos tres");
    assert_eq!(reader.splice(0, 0, "x"), Err(DocumentFault::ReadOnly));
}

#[test]
fn remote_edits_come_relative_to_the_text_with_ones_own() {
    let mut ana = Document::new(DOC, Some(device(1)));
    let mut bea = Document::new(DOC, Some(device(2)));
    ana.splice(0, 0, "hola mundo").unwrap();
    feed(&mut bea, 1, &commit(&mut ana));
    ana.splice(4, 0, ",").unwrap();
    let from_ana = commit(&mut ana);
    // Bea types while Ana's edit is on its way, and has not committed when it comes.
    bea.splice(0, 1, "H").unwrap();
    bea.splice(10, 0, "!").unwrap();
    let splices = feed(&mut bea, 1, &from_ana);
    assert_eq!(
        splices,
        [Splice {
            at: 4,
            delete: 0,
            insert: ",".into()
        }]
    );
    assert_eq!(bea.text(), "Hola, mundo!");
    let update = commit(&mut bea);
    feed(&mut ana, 2, &update);
    assert_eq!(ana.text(), "Hola, mundo!");
}

#[test]
fn an_edit_of_an_old_version_keeps_what_others_wrote_since() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "uno\ndos\ntres\n").unwrap();
    let base = ana.version();
    ana.splice(0, 0, "cero\n").unwrap();
    let later = ana.version();
    ana.edit_since(&base, "uno\nDOS\ntres\ncuatro\n").unwrap();
    assert_eq!(ana.text(), "cero\nuno\nDOS\ntres\ncuatro\n");
    assert_eq!(ana.text_at(&base).unwrap(), "uno\ndos\ntres\n");
    assert_eq!(ana.text_at(&later).unwrap(), "cero\nuno\ndos\ntres\n");
    let named: Version = later.to_string().parse().unwrap();
    assert_eq!(named, later);
    assert_eq!("".parse::<Version>(), Err(BadVersion));
    let unknown: Version = "00000000000000ff.3".parse().unwrap();
    assert_eq!(ana.text_at(&unknown), Err(DocumentFault::UnknownVersion));
}

#[test]
fn each_update_names_a_version_and_its_figures() {
    let mut ana = Document::new(DOC, Some(device(1)));
    let mut bea = Document::new(DOC, Some(device(2)));
    ana.splice(0, 0, "uno dos").unwrap();
    let first = commit(&mut ana);
    feed(&mut bea, 1, &first);
    bea.splice(0, 3, "1").unwrap();
    let second = commit(&mut bea);
    feed(&mut ana, 2, &second);
    let figures = UpdateFigures::read(DOC, device(2), &second).unwrap();
    assert_eq!((figures.inserted, figures.deleted), (1, 3));
    let version = ana.version_after(device(2), &figures);
    assert_eq!(ana.text_at(&version).unwrap(), "1 dos");
    let figures = UpdateFigures::read(DOC, device(1), &first).unwrap();
    let version = ana.version_after(device(1), &figures);
    assert_eq!(ana.text_at(&version).unwrap(), "uno dos");
}

#[test]
fn an_anchor_stays_beside_its_letter() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "hola mundo").unwrap();
    let _ = commit(&mut ana);
    let (start, end) = (ana.anchor(5), ana.anchor(10));
    ana.splice(0, 0, "¡").unwrap();
    assert_eq!(ana.anchored(start), 6);
    assert_eq!(ana.anchored(end), 11);
    ana.splice(3, 5, "").unwrap();
    let _ = commit(&mut ana);
    assert_eq!(ana.anchored(Anchor::from_bytes(&start.to_bytes())), 3);
    assert_eq!(ana.anchored(Anchor::from_bytes(&[7; 12])), 6);
}

#[test]
fn edits_outside_the_text_are_refused() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "ñandú").unwrap();
    for (at, delete) in [(6, 0), (5, 1), (0, 6), (usize::MAX, 1), (1, usize::MAX)] {
        let fault = DocumentFault::OutOfBounds { at, delete, len: 5 };
        assert_eq!(ana.splice(at, delete, "x"), Err(fault));
    }
    ana.splice(4, 1, "u").unwrap();
    assert_eq!(ana.text(), "ñandu");
}

#[test]
fn a_full_document_takes_no_more() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, &"x".repeat(DOC_CHARS_MAX)).unwrap();
    assert_eq!(ana.splice(0, 0, "x"), Err(DocumentFault::Full));
    ana.splice(0, 1, "x").unwrap();
    let updates = ana.commit().unwrap();
    assert!(
        updates.len() > 60
            && updates
                .iter()
                .all(|update| update.len() <= UPDATE_BYTES_MAX)
    );
    let all = updates
        .into_iter()
        .enumerate()
        .map(|(n, update)| (op(n), device(1), update));
    let (bea, imported) = Document::open(DOC, Some(device(2)), all);
    assert!(imported.refused.is_empty());
    assert_eq!(bea.len(), DOC_CHARS_MAX);
}

#[test]
fn updates_that_do_not_follow_are_refused_by_name() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "uno").unwrap();
    let first = commit(&mut ana);
    ana.splice(3, 0, "dos").unwrap();
    let second = commit(&mut ana);
    let author = device(1);
    let mut bea = Document::new(DOC, Some(device(2)));
    let fault = DocumentFault::Gap {
        author,
        expected: 0,
        start: 3,
    };
    assert_eq!(bea.check(author, &second).unwrap_err(), fault);
    feed(&mut bea, 1, &first);
    let fault = DocumentFault::Overlap {
        author,
        expected: 3,
        start: 0,
    };
    assert_eq!(bea.check(author, &first).unwrap_err(), fault);
    // Ana's update in Carla's name: Carla has written nothing.
    let carla = device(3);
    let fault = DocumentFault::Gap {
        author: carla,
        expected: 0,
        start: 3,
    };
    assert_eq!(bea.check(carla, &second).unwrap_err(), fault);
    // A checked update is no licence for the same place twice.
    let (one, again) = (
        bea.check(author, &second).unwrap(),
        bea.check(author, &second).unwrap(),
    );
    bea.import(one).unwrap();
    assert!(matches!(
        bea.import(again),
        Err(DocumentFault::Overlap { .. })
    ));
    assert_eq!(bea.text(), "unodos");
}

fn forged(start: u32, changes: Vec<(Vec<Place>, Vec<Edit>)>) -> Vec<u8> {
    let changes = changes
        .into_iter()
        .map(|(deps, edits)| Change { deps, edits })
        .collect::<Vec<_>>();
    Update { start, changes }.encode(peer_of(DOC, device(3)))
}

fn put(at: u32, text: &str) -> Edit {
    Edit::Insert {
        at,
        text: text.into(),
    }
}

/// Carla forges what her own program would never write; the text stays as it was.
#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a table of forged updates, one line of story each"
)]
fn impossible_pasts_and_places_are_refused() {
    let author = device(3);
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "uno dos").unwrap();
    let first = commit(&mut ana);
    let mut carla = Document::new(DOC, Some(author));
    carla.splice(0, 0, "tres").unwrap();
    let hers = commit(&mut carla);
    let mut bea = Document::new(DOC, Some(device(2)));
    feed(&mut bea, 1, &first);
    feed(&mut bea, 3, &hers);
    let text = bea.text();
    let take = |at, len, first| Edit::Delete { at, len, first };
    let waits = DocumentFault::Waits { author };
    let past = DocumentFault::Past { author };
    let places = DocumentFault::Places { author };
    let malformed = DocumentFault::Malformed { author };
    let both = || vec![place(1, 6), place(3, 3)];
    let sorted = |mut deps: Vec<Place>| {
        deps.sort_unstable();
        deps
    };
    for (changes, want) in [
        // Her own last edit is not in the past that she claims.
        (vec![(vec![place(1, 6)], vec![put(0, "x")])], past),
        (vec![(vec![place(3, 2)], vec![put(0, "x")])], past),
        (vec![(vec![place(3, 4)], vec![put(0, "x")])], past),
        // Things nobody has.
        (vec![(vec![place(1, 7)], vec![put(0, "x")])], waits),
        (
            vec![(sorted(vec![place(4, 0), place(3, 3)]), vec![put(0, "x")])],
            waits,
        ),
        (
            vec![(vec![place(3, 3)], vec![take(0, 1, place(1, 7))])],
            places,
        ),
        (
            vec![(vec![place(3, 3)], vec![take(0, 1, place(3, 9))])],
            places,
        ),
        // A second change that has not seen the first.
        (
            vec![
                (sorted(both()), vec![put(0, "x")]),
                (vec![place(1, 6)], vec![put(0, "y")]),
            ],
            past,
        ),
        // A second change that names again what the first had seen.
        (
            vec![
                (sorted(both()), vec![put(0, "x")]),
                (sorted(vec![place(1, 6), place(3, 4)]), vec![put(0, "y")]),
            ],
            past,
        ),
        // Places that the text has not.
        (vec![(vec![place(3, 3)], vec![put(5, "x")])], places),
        (vec![(vec![place(3, 3)], vec![put(u32::MAX, "x")])], places),
        (vec![(sorted(both()), vec![put(12, "x")])], places),
        (
            vec![(vec![place(3, 3)], vec![take(4, 1, place(3, 0))])],
            places,
        ),
        (
            vec![(vec![place(3, 3)], vec![take(0, i32::MIN, place(3, 0))])],
            DocumentFault::TooLarge { author },
        ),
        (
            vec![(vec![place(3, 3)], vec![take(0, -2, place(3, 0))])],
            places,
        ),
        // Unsorted, empty.
        (
            vec![(
                sorted(both()).into_iter().rev().collect(),
                vec![put(0, "x")],
            )],
            malformed,
        ),
        (vec![(vec![place(3, 3)], vec![])], malformed),
        (vec![(vec![place(3, 3)], vec![put(0, "")])], malformed),
        (
            vec![(vec![place(3, 3)], vec![take(0, 0, place(3, 0))])],
            malformed,
        ),
        (vec![], malformed),
    ] {
        let bytes = forged(4, changes.clone());
        let fault = bea
            .check(author, &bytes)
            .and_then(|checked| bea.import(checked));
        assert_eq!(fault.unwrap_err(), want, "{changes:?}");
        assert_eq!(bea.text(), text);
        assert!(!bea.is_broken());
    }
    // The document still takes her honest writing.
    carla.splice(4, 0, "!").unwrap();
    feed(&mut bea, 3, &commit(&mut carla));
    assert!(bea.text().contains("tres!"));
}

/// What waits for an update not here yet is taken when it comes, and nothing is called a gap.
#[test]
fn updates_wait_for_those_they_build_on() {
    let mut ana = Document::new(DOC, Some(device(1)));
    let mut bea = Document::new(DOC, Some(device(2)));
    ana.splice(0, 0, "uno").unwrap();
    let first = commit(&mut ana);
    feed(&mut bea, 1, &first);
    bea.splice(3, 0, " dos").unwrap();
    let second = commit(&mut bea);
    bea.splice(7, 0, " tres").unwrap();
    let third = commit(&mut bea);
    let mut carla = Document::new(DOC, None);
    let imported = carla.import_batch([(op(2), device(2), second), (op(3), device(2), third)]);
    assert!(imported.waits && imported.refused.is_empty());
    assert_eq!(carla.waiting().collect::<Vec<_>>(), [op(2), op(3)]);
    let imported = carla.import_batch([(op(1), device(1), first)]);
    assert!(!imported.waits && imported.refused.is_empty());
    let mut text = String::new();
    apply(&mut text, &imported.splices);
    assert_eq!(text, "uno dos tres");
}

/// A batch with a forgery in it takes all the others.
#[test]
fn one_forgery_does_not_hold_up_a_batch() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "uno").unwrap();
    let first = commit(&mut ana);
    ana.splice(3, 0, " dos").unwrap();
    let second = commit(&mut ana);
    let bad = forged(0, vec![(vec![place(1, 2)], vec![put(50, "x")])]);
    let after = forged(1, vec![(vec![place(3, 0)], vec![put(0, "y")])]);
    let mut bea = Document::new(DOC, None);
    let author = device(3);
    let imported = bea.import_batch([
        (op(1), device(1), first),
        (op(2), author, bad),
        (op(3), author, after),
        (op(4), device(1), second),
    ]);
    assert_eq!(bea.text(), "uno dos");
    assert_eq!(
        imported.refused,
        [
            (op(2), DocumentFault::Places { author }),
            (
                op(3),
                DocumentFault::Gap {
                    author,
                    expected: 0,
                    start: 1
                }
            ),
        ]
    );
}

#[test]
fn mutated_updates_are_refused_or_leave_a_sound_document() {
    let mut ana = Document::new(DOC, Some(device(1)));
    ana.splice(0, 0, "La asamblea se reúne el lunes a las diez.")
        .unwrap();
    let first = commit(&mut ana);
    let mut bea = Document::new(DOC, Some(device(2)));
    feed(&mut bea, 1, &first);
    bea.splice(3, 8, "junta").unwrap();
    let hers = commit(&mut bea);
    ana.splice(24, 5, "martes").unwrap();
    feed(&mut ana, 2, &hers);
    ana.splice(0, 2, "Esta").unwrap();
    let update = commit(&mut ana);
    let (mut refused, mut taken) = (0, 0);
    let updates = [(op(1), device(1), first), (op(2), device(2), hers)];
    for seed in 0..500_u64 {
        let mut seeds = [0; 32];
        seeds[..8].copy_from_slice(&seed.to_be_bytes());
        let mut rng = SeededRandom::new(seeds);
        let mut below = |n: usize| usize::try_from(rng.next_u64()).unwrap() % n;
        let mut bad = update.clone();
        for _ in 0..=below(3) {
            let at = below(bad.len());
            match below(4) {
                0 => bad.truncate(at.max(1)),
                1 => bad.insert(at, u8::try_from(below(256)).unwrap()),
                _ => bad[at] = u8::try_from(below(256)).unwrap(),
            }
        }
        let (mut carla, imported) = Document::open(DOC, None, updates.clone());
        assert!(imported.refused.is_empty());
        let before = (carla.text(), carla.version());
        let result = carla
            .check(device(1), &bad)
            .and_then(|checked| carla.import(checked));
        assert!(!carla.is_broken(), "seed {seed}");
        if result.is_err() {
            refused += 1;
            assert_eq!((carla.text(), carla.version()), before, "seed {seed}");
            feed(&mut carla, 1, &update);
            assert_eq!(carla.text(), ana.text(), "seed {seed}");
        } else {
            taken += 1;
            assert_eq!(carla.len(), carla.text().chars().count());
        }
    }
    println!("{refused} refused, {taken} taken");
    assert!(refused > 300);
}

/// Draws numbers from a seed.
struct Dice(SeededRandom);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut bytes = [1; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        Self(SeededRandom::new(bytes))
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(n).unwrap()).unwrap()
    }

    fn number(&mut self, n: usize) -> u32 {
        u32::try_from(self.below(n)).unwrap()
    }
}

/// A device that forges edits of places which the text has not, or not there.
fn strange(document: &mut Document, dice: &mut Dice) -> Vec<u8> {
    let len = document.len();
    let version = document.version();
    let edits = (0..=dice.below(3)).map(|_| {
        let at = dice.number(len + 3);
        if dice.below(2) == 0 {
            return put(at, "+");
        }
        let first = place(u8::try_from(1 + dice.below(3)).unwrap(), dice.number(14));
        let len = [-3, -2, -1, 1, 2, 3][dice.below(6)];
        Edit::Delete { at, len, first }
    });
    let edits = edits.collect();
    let peer = peer_of(DOC, device(3));
    let update = Update {
        start: document.count_of(peer),
        changes: vec![Change {
            deps: version.places().to_vec(),
            edits,
        }],
    };
    update.encode(peer)
}

/// Two honest devices and the forger write, and take each other's updates up to some point, in
/// disorder. Whoever holds all updates has the same text and refuses the same ones.
fn strange_day(seed: u64) -> (usize, usize) {
    let mut dice = Dice::new(seed);
    let mut documents =
        [Some(device(1)), Some(device(2)), None, None].map(|writer| Document::new(DOC, writer));
    let mut logs: [Vec<(OpId, DeviceId, Vec<u8>)>; 3] = Default::default();
    let mut taken = [[0_usize; 3]; 4];
    let mut refused = [const { Vec::new() }; 4];
    for step in 0..34 {
        let who = dice.below(4);
        if step >= 30 || who == 3 || dice.below(3) == 0 {
            let to = if step >= 30 { step - 30 } else { who };
            let mut updates = Vec::new();
            let first = dice.below(3);
            for from in [first, (first + 1) % 3, (first + 2) % 3] {
                let left = logs[from].len() - taken[to][from];
                let count = if step >= 30 {
                    left
                } else {
                    dice.below(left + 1)
                };
                if from != to || to == 2 {
                    let log = &logs[from][taken[to][from]..][..count];
                    updates.extend(log.iter().cloned());
                    taken[to][from] += count;
                }
            }
            let imported = documents[to].import_batch(updates);
            refused[to].extend(imported.refused.into_iter().map(|(op, _)| op));
            continue;
        }
        let document = &mut documents[who];
        let update = if who == 2 {
            strange(document, &mut dice)
        } else {
            let at = dice.below(document.len() + 1);
            let delete = dice.below(4).min(document.len() - at);
            document
                .splice(at, delete, ["", "ab", "cde"][dice.below(3)])
                .unwrap();
            match document.commit().unwrap().pop() {
                Some(update) => update,
                None => continue,
            }
        };
        let author = device(u8::try_from(who + 1).unwrap());
        logs[who].push((op(step), author, update));
    }
    for document in &mut documents {
        assert!(!document.is_broken(), "seed {seed}");
        assert_eq!(document.waiting().count(), 0, "seed {seed}");
    }
    let text = documents[3].text();
    for document in &documents {
        assert_eq!(document.text(), text, "seed {seed}");
    }
    for all in &mut refused {
        all.sort();
        all.dedup();
    }
    assert!(
        refused.iter().all(|all| *all == refused[3]),
        "seed {seed}: {refused:?}"
    );
    (logs[2].len(), refused[3].len())
}

#[test]
fn replicas_agree_about_strange_updates() {
    let (mut forged, mut refused) = (0, 0);
    for seed in 0..20000 {
        let (strange, out) = strange_day(seed);
        forged += strange;
        refused += out;
    }
    println!("{forged} strange updates, {refused} refused");
    assert!(refused > 100 && forged - refused > 100);
}

#[derive(Clone, Debug)]
enum Step {
    Write {
        who: usize,
        at: u16,
        delete: u8,
        insert: String,
    },
    Commit {
        who: usize,
    },
    Deliver {
        from: usize,
        to: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, any::<u16>(), 0..4_u8, "[a-eñ]{0,4}").prop_map(
            |(who, at, delete, insert)| Step::Write { who, at, delete, insert }
        ),
        2 => (0..3_usize).prop_map(|who| Step::Commit { who }),
        3 => (0..3_usize, 1..3_usize).prop_map(|(from, by)| Step::Deliver {
            from,
            to: (from + by) % 3
        }),
    ]
}

/// Three devices with an editor each: the editor applies what it types and what the document
/// returns, and nothing else.
struct Desk {
    document: Document,
    editor: String,
    written: Vec<(OpId, DeviceId, Vec<u8>)>,
    taken: [usize; 3],
}

fn deliver(desks: &mut [Desk; 3], from: usize, to: usize) {
    let next: Vec<_> = desks[from].written[desks[to].taken[from]..].to_vec();
    desks[to].taken[from] += next.len();
    let imported = desks[to].document.import_batch(next);
    assert!(imported.refused.is_empty(), "{:?}", imported.refused);
    apply(&mut desks[to].editor, &imported.splices);
    assert_eq!(desks[to].editor, desks[to].document.text());
}

fn save(desk: &mut Desk, who: usize) {
    for update in desk.document.commit().unwrap() {
        let n = who * 1_000 + desk.written.len();
        desk.written
            .push((op(n), device(u8::try_from(who).unwrap()), update));
    }
}

proptest! {
    #[test]
    fn three_devices_converge_and_editors_follow(steps in prop::collection::vec(step(), 1..60)) {
        let mut desks = [0, 1, 2].map(|n| Desk {
            document: Document::new(DOC, Some(device(n))),
            editor: String::new(),
            written: Vec::new(),
            taken: [0; 3],
        });
        for step in steps {
            match step {
                Step::Write { who, at, delete, insert } => {
                    let desk = &mut desks[who];
                    let len = desk.document.len();
                    let at = usize::from(at) % (len + 1);
                    let delete = usize::from(delete).min(len - at);
                    desk.document.splice(at, delete, &insert).unwrap();
                    apply(&mut desk.editor, &[Splice { at, delete, insert }]);
                }
                Step::Commit { who } => save(&mut desks[who], who),
                Step::Deliver { from, to } => deliver(&mut desks, from, to),
            }
        }
        #[expect(clippy::needless_range_loop, reason = "two desks are borrowed at once")]
        for who in 0..3 {
            save(&mut desks[who], who);
        }
        for _ in 0..2 {
            for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
                deliver(&mut desks, from, to);
            }
        }
        let text = desks[0].document.text();
        for desk in &mut desks {
            prop_assert_eq!(desk.document.text(), text.clone());
            prop_assert_eq!(desk.document.waiting().count(), 0);
        }
        // A device that opens it from all updates, last author first, has the same.
        let mut all = Vec::new();
        for desk in desks.iter().rev() {
            all.extend(desk.written.iter().cloned());
        }
        let (mut opened, imported) = Document::open(DOC, None, all);
        prop_assert!(imported.refused.is_empty() && !imported.waits);
        prop_assert_eq!(opened.text(), text);
        prop_assert_eq!(opened.version(), desks[0].document.version());
    }

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut document = Document::new(DOC, None);
        prop_assert!(document.check(device(1), &bytes).is_err());
    }
}
