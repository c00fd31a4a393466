//! What a backup gives back, whole and damaged.

use super::*;
use crate::crypto::PASSPHRASE_MEMORY_KIB_MIN;

fn params() -> PassphraseParams {
    PassphraseParams {
        memory_kib: PASSPHRASE_MEMORY_KIB_MIN,
        passes: 3,
        lanes: 1,
        salt: [5; 16],
    }
}

fn secret() -> KeyMaterial {
    KeyMaterial::from_bytes([7; 32])
}

/// A head whose passphrase nobody needs: stretching takes its time.
fn head() -> Head {
    let mut bytes = vec![VERSION];
    bytes.resize(CHECK_AT, 3);
    let check = check(&bytes);
    bytes.extend_from_slice(&check);
    Head::read(&bytes).unwrap()
}

fn record(kind: u8, len: usize) -> Record {
    let bytes = (0..len).map(|at| (at % 251) as u8).collect();
    Record { kind, bytes }
}

fn written(records: &[Record]) -> Vec<u8> {
    let mut writer = Writer::new(&head(), &secret());
    let mut out = Vec::new();
    for one in records {
        writer.push(one.kind, &one.bytes, &mut out).unwrap();
    }
    let chunks = writer.finish(&mut out).unwrap();
    assert_eq!(out.len(), usize::try_from(chunks).unwrap() * CHUNK_BYTES);
    out
}

/// The records, how many chunks were refused, and whether the end was there.
fn read(bytes: &[u8]) -> (Vec<Record>, usize, bool) {
    let mut reader = Reader::new(&head(), &secret());
    let (mut records, mut refused) = (Vec::new(), 0);
    for chunk in bytes.chunks(CHUNK_BYTES) {
        refused += usize::from(reader.chunk(chunk, &mut records).is_err());
    }
    (records, refused, reader.has_ended())
}

#[test]
fn records_come_back_as_they_went_in_wherever_chunks_end() {
    for len in (RECORDS_BYTES - 12..RECORDS_BYTES + 12).chain([0, 1, 3 * RECORDS_BYTES]) {
        let records = [record(1, len), record(9, 0), record(2, 700), record(3, len)];
        assert_eq!(
            read(&written(&records)),
            (records.to_vec(), 0, true),
            "{len}"
        );
    }
    assert_eq!(read(&written(&[])), (vec![], 0, true));
}

#[test]
fn the_largest_record_fits_and_a_larger_one_does_not() {
    let largest = record(4, BACKUP_RECORD_BYTES_MAX);
    assert_eq!(read(&written(std::slice::from_ref(&largest))).0, [largest]);
    let mut writer = Writer::new(&head(), &secret());
    let over = vec![0; BACKUP_RECORD_BYTES_MAX + 1];
    let mut out = Vec::new();
    let too_large = Err(BackupFault::TooLarge);
    assert_eq!(writer.push(1, &over, &mut out), too_large);
    assert_eq!(writer.push(0, b"", &mut out), too_large);
}

#[test]
fn sizes_are_padded_and_say_little() {
    let sizes: std::collections::BTreeSet<usize> = (40..64)
        .map(|n| written(&[record(1, n * RECORDS_BYTES)]).len() / CHUNK_BYTES)
        .collect();
    assert!(sizes.len() <= 12, "{sizes:?}");
}

#[test]
fn a_damaged_chunk_costs_the_records_that_reach_into_it_and_no_other() {
    let records: Vec<Record> = (0..40).map(|n| record(1, 900 + n)).collect();
    let bytes = written(&records);
    let chunks = bytes.len() / CHUNK_BYTES;
    for damaged in 0..chunks {
        let mut bad = bytes.clone();
        bad[damaged * CHUNK_BYTES + 77] ^= 1;
        let (kept, refused, ended) = read(&bad);
        assert_eq!(refused, 1);
        assert_eq!(ended, damaged + 1 < chunks, "{damaged}");
        assert!(kept.iter().all(|one| records.contains(one)));
        assert!(kept.len() + 6 >= records.len(), "{damaged}: {}", kept.len());
    }
}

#[test]
fn chunks_are_neither_swapped_nor_left_out_nor_taken_from_another_backup() {
    let records: Vec<Record> = (0..40).map(|n| record(1, 900 + n)).collect();
    let bytes = written(&records);
    let mut swapped = bytes.clone();
    swapped.rotate_left(CHUNK_BYTES);
    assert_eq!(read(&swapped).0, []);
    let cut = &bytes[..bytes.len() - CHUNK_BYTES];
    assert!(!read(cut).2);
    let torn = &bytes[..bytes.len() - 1];
    assert_eq!((read(torn).1, read(torn).2), (1, false));
    let longer = [bytes.as_slice(), &bytes[..CHUNK_BYTES]].concat();
    assert_eq!((read(&longer).1, read(&longer).2), (1, true));
    let other = KeyMaterial::from_bytes([8; 32]);
    let mut reader = Reader::new(&head(), &other);
    let mut none = Vec::new();
    let refused = reader.chunk(&bytes[..CHUNK_BYTES], &mut none);
    assert_eq!((refused, none.len()), (Err(BackupFault::Chunk), 0));
}

#[test]
fn a_length_that_claims_much_costs_nothing() {
    let mut writer = Writer::new(&head(), &secret());
    let mut out = Vec::new();
    writer.first = 0;
    writer.take(&[1, 0xff, 0xff, 0xff, 0xff], &mut out).unwrap();
    writer.finish(&mut out).unwrap();
    let mut reader = Reader::new(&head(), &secret());
    let mut none = Vec::new();
    let found = reader.chunk(&out[..CHUNK_BYTES], &mut none);
    assert_eq!(found, Err(BackupFault::TooLarge));
    assert!(reader.begun.capacity() < 16 * CHUNK_BYTES && none.is_empty());
}

#[test]
fn only_the_passphrase_opens_a_head_and_damage_is_told_from_a_wrong_one() {
    let key = stretch(b"farol nube", &params()).unwrap();
    let head = Head::seal(&params(), &key, &secret());
    let again = Head::read(head.as_bytes()).unwrap();
    assert_eq!(again.params(), params());
    assert_eq!(
        again.open(b"farol nube").unwrap().expose(),
        secret().expose()
    );
    let wrong = again.open(b"farol nubes").unwrap_err();
    assert_eq!(wrong, BackupFault::Passphrase);
    for at in 0..HEAD_BYTES {
        let mut bad = *head.as_bytes();
        bad[at] ^= 1;
        assert_eq!(Head::read(&bad), Err(BackupFault::Head), "{at}");
    }
    assert_eq!(Head::read(&[]), Err(BackupFault::Head));
    let mut newer = *head.as_bytes();
    newer[0] = 2;
    let check = check(&newer[..CHECK_AT]);
    newer[CHECK_AT..].copy_from_slice(&check);
    assert_eq!(Head::read(&newer), Err(BackupFault::Newer(2)));
}

#[test]
fn a_head_asks_for_no_more_than_its_limits() {
    let mut bytes = vec![VERSION];
    bytes.resize(CHECK_AT, 0xff);
    let check = check(&bytes);
    bytes.extend_from_slice(&check);
    let head = Head::read(&bytes).unwrap();
    let refused = head.open(b"farol nube").unwrap_err();
    assert_eq!(refused, BackupFault::Stretch(StretchFault::Parameters));
}
