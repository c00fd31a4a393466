//! Recorded sessions of real people.

use std::io::Read;
use std::path::Path;
use std::time::Instant;

use flate2::read::GzDecoder;

use super::*;
use crate::content::{Body, Content, DocUpdate};
use crate::time::WallTime;

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
    let start = Instant::now();
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
            let Body::DocUpdate(DocUpdate { update, .. }) = content.body else {
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
    println!("{} transactions in {:?}", txns.len(), start.elapsed());
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
