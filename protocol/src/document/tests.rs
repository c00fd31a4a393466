mod converge;
mod hostile;
mod recorded;

use super::update::{Edit, Place, Update};
use super::*;

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

/// A document may move to a worker thread, and a view be read from several.
#[test]
fn documents_move_between_threads() {
    fn moves<T: Send>() {}
    fn shares<T: Send + Sync>() {}
    moves::<Document>();
    shares::<crate::view::Views>();
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
fn a_restored_device_takes_its_own_newer_updates_and_writes_on() {
    let mut document = Document::new(DOC, Some(device(1)));
    document.splice(0, 0, "uno ").unwrap();
    let first = commit(&mut document);
    document.splice(4, 0, "dos ").unwrap();
    let second = commit(&mut document);
    let (mut restored, _) = Document::open(DOC, Some(device(1)), [(op(1), device(1), first)]);
    feed(&mut restored, 1, &second);
    assert_eq!(restored.commit(), Ok(Vec::new()));
    restored.splice(8, 0, "tres").unwrap();
    let third = commit(&mut restored);
    feed(&mut document, 1, &third);
    assert_eq!(document.text(), "uno dos tres");
    assert_eq!(restored.text(), document.text());
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
