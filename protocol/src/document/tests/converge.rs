//! Three devices that write at once.

use proptest::prelude::*;

use super::*;

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
        for (who, desk) in desks.iter_mut().enumerate() {
            save(desk, who);
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
}
