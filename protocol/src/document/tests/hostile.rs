//! Updates that no honest device writes.

use proptest::prelude::*;
use rand_core::Rng;

use super::*;
use crate::crypto::SeededRandom;

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

fn forged(start: u32, deps: Vec<Place>, edits: Vec<Edit>) -> Vec<u8> {
    Update { start, deps, edits }.encode(peer_of(DOC, device(3)))
}

fn put(at: u32, text: &str) -> Edit {
    Edit::Insert {
        at,
        text: text.into(),
    }
}

/// Versions, edits on them by `author` after "tres", and what they are refused for.
fn forgeries(author: DeviceId) -> Vec<(Vec<Place>, Vec<Edit>, DocumentFault)> {
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
    vec![
        // Her own last edit is not in the past that she claims.
        (vec![place(1, 6)], vec![put(0, "x")], past),
        (vec![place(3, 2)], vec![put(0, "x")], past),
        (vec![place(3, 4)], vec![put(0, "x")], past),
        // An edit and another that follows it, side by side.
        (
            sorted(vec![place(2, 0), place(1, 6), place(3, 3)]),
            vec![put(0, "x")],
            past,
        ),
        // Things nobody has.
        (vec![place(1, 7)], vec![put(0, "x")], waits),
        (
            sorted(vec![place(4, 0), place(3, 3)]),
            vec![put(0, "x")],
            waits,
        ),
        // Things that she had not seen, or that were not written.
        (vec![place(3, 3)], vec![take(0, 1, place(1, 6))], places),
        (vec![place(3, 3)], vec![take(0, 1, place(3, 9))], places),
        (sorted(both()), vec![take(0, 2, place(1, 6))], places),
        // Places that the text has not.
        (vec![place(3, 3)], vec![put(5, "x")], places),
        (vec![place(3, 3)], vec![put(u32::MAX, "x")], places),
        (sorted(both()), vec![put(12, "x")], places),
        (vec![place(3, 3)], vec![take(4, 1, place(3, 0))], places),
        (vec![place(3, 3)], vec![take(3, 2, place(3, 0))], places),
        (vec![place(3, 3)], vec![take(0, -2, place(3, 0))], places),
        (vec![place(3, 3)], vec![take(4, -2, place(3, 0))], places),
        (
            vec![place(3, 3)],
            vec![take(0, i32::MIN, place(3, 0))],
            DocumentFault::TooLarge { author },
        ),
        // Outside the text, and taken back.
        (
            vec![place(3, 3)],
            vec![put(0, "x"), put(6, "+"), take(6, -1, place(3, 5))],
            places,
        ),
        // Unsorted, empty.
        (
            sorted(both()).into_iter().rev().collect(),
            vec![put(0, "x")],
            malformed,
        ),
        (vec![place(3, 3)], vec![], malformed),
        (vec![place(3, 3)], vec![put(0, "")], malformed),
        (vec![place(3, 3)], vec![take(0, 0, place(3, 0))], malformed),
    ]
}

/// Carla forges what her own program would never write; the text stays as it was.
#[test]
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
    bea.splice(0, 0, "cero ").unwrap();
    let _ = commit(&mut bea);
    let text = bea.text();
    for (deps, edits, want) in forgeries(author) {
        let bytes = forged(4, deps.clone(), edits.clone());
        let fault = bea
            .check(author, &bytes)
            .and_then(|checked| bea.import(checked));
        assert_eq!(fault.unwrap_err(), want, "{deps:?} {edits:?}");
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
    let bad = forged(0, vec![place(1, 2)], vec![put(50, "x")]);
    let after = forged(1, vec![place(3, 0)], vec![put(0, "y")]);
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
    let second = commit(&mut ana);
    feed(&mut ana, 2, &hers);
    ana.splice(0, 2, "Esta").unwrap();
    let update = commit(&mut ana);
    let (mut refused, mut taken) = (0, 0);
    let updates = [
        (op(1), device(1), first),
        (op(2), device(2), hers),
        (op(3), device(1), second),
    ];
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
    let mut counts = [1, 2, 3].map(|n| document.count_of(peer_of(DOC, device(n))));
    // What she puts in here may be taken out here.
    counts[2] += 3;
    let edits = (0..=dice.below(3)).map(|_| {
        let at = dice.number(len + 2);
        let who = dice.below(3);
        if dice.below(2) == 0 || counts[who] < 3 {
            return put(at, "+");
        }
        let count = dice.below(usize::try_from(counts[who]).unwrap() - 2);
        let first = place(
            u8::try_from(who + 1).unwrap(),
            u32::try_from(count).unwrap(),
        );
        Edit::Delete {
            at,
            len: [-3, -2, -1, 1, 2, 3][dice.below(6)],
            first,
        }
    });
    let edits = edits.collect();
    let peer = peer_of(DOC, device(3));
    let update = Update {
        start: document.count_of(peer),
        deps: version.places().to_vec(),
        edits,
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
    for seed in 0..300 {
        let (strange, out) = strange_day(seed);
        forged += strange;
        refused += out;
    }
    println!("{forged} strange updates, {refused} refused");
    assert!(refused > 100 && forged - refused > 100);
}

proptest! {
    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut document = Document::new(DOC, None);
        prop_assert!(document.check(device(1), &bytes).is_err());
    }
}
