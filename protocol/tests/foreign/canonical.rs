//! RFC 8949: the examples of appendix A that our formats can hold, and the rules of section 4.2.1
//! (core deterministic encoding).

use std::collections::BTreeMap;
use std::fmt::Debug;

use asamblea_protocol::canonical::{DecodeFault, decode, encode};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::hex;

const MAX: usize = 1024;

#[track_caller]
fn same<T>(value: &T, text: &str)
where
    T: Debug + Encode<()> + PartialEq + for<'b> Decode<'b, ()>,
{
    assert_eq!(encode(value), hex(text));
    assert_eq!(decode::<T>(&hex(text), MAX).as_ref(), Ok(value));
}

#[track_caller]
fn refused<T>(text: &str, fault: DecodeFault)
where
    T: Debug + Encode<()> + PartialEq + for<'b> Decode<'b, ()>,
{
    assert_eq!(decode::<T>(&hex(text), MAX), Err(fault), "{text}");
}

#[test]
fn appendix_a_integers() {
    for (value, text) in [
        (0_u64, "00"),
        (1, "01"),
        (10, "0a"),
        (23, "17"),
        (24, "1818"),
        (25, "1819"),
        (100, "1864"),
        (1000, "1903e8"),
        (1_000_000, "1a000f4240"),
        (1_000_000_000_000, "1b000000e8d4a51000"),
        (u64::MAX, "1bffffffffffffffff"),
    ] {
        same(&value, text);
    }
    for (value, text) in [
        (-1_i64, "20"),
        (-10, "29"),
        (-100, "3863"),
        (-1000, "3903e7"),
    ] {
        same(&value, text);
    }
}

#[test]
fn appendix_a_strings_lists_and_simple_values() {
    same(&false, "f4");
    same(&true, "f5");
    same(&None::<u64>, "f6");
    same(&ByteVec::from(Vec::new()), "40");
    same(&ByteVec::from(vec![1, 2, 3, 4]), "4401020304");
    for (value, text) in [
        ("", "60"),
        ("a", "6161"),
        ("IETF", "6449455446"),
        ("\"\\", "62225c"),
        ("\u{fc}", "62c3bc"),
        ("\u{6c34}", "63e6b0b4"),
        ("\u{10151}", "64f0908591"),
    ] {
        same(&value.to_owned(), text);
    }
    same(&Vec::<u64>::new(), "80");
    same(&vec![1_u64, 2, 3], "83010203");
    same(&(1_u64, vec![2_u64, 3], vec![4_u64, 5]), "8301820203820405");
    let long: Vec<u64> = (1..=25).collect();
    same(
        &long,
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
    );
    same(&BTreeMap::<u64, u64>::new(), "a0");
    same(&BTreeMap::from([(1_u64, 2_u64), (3, 4)]), "a201020304");
}

#[test]
fn section_4_2_1_one_head_for_each_number_and_length() {
    for text in [
        "1817",
        "190017",
        "1a00000017",
        "1b0000000000000017",
        "190018",
        "1a0000ffff",
    ] {
        refused::<u64>(text, DecodeFault::NotCanonical);
    }
    for text in ["1b00000000ffffffff", "1a000000ff"] {
        refused::<u64>(text, DecodeFault::NotCanonical);
    }
    refused::<i64>("3800", DecodeFault::NotCanonical);
    refused::<ByteVec>("5803010203", DecodeFault::NotCanonical);
    refused::<String>("780161", DecodeFault::NotCanonical);
    refused::<Vec<u64>>("9803010203", DecodeFault::NotCanonical);
    refused::<BTreeMap<u64, u64>>("b80101020000", DecodeFault::NotCanonical);
}

#[test]
fn section_4_2_1_no_indefinite_lengths() {
    refused::<Vec<u64>>("9f010203ff", DecodeFault::NotCanonical);
    refused::<BTreeMap<u64, u64>>("bf01020304ff", DecodeFault::NotCanonical);
    // Text and bytes in pieces are no text and bytes at all to a reader that borrows them.
    refused::<ByteVec>("5f42010243030405ff", DecodeFault::Shape);
    refused::<String>("7f657374726561646d696e67ff", DecodeFault::Shape);
}

#[test]
fn section_4_2_1_keys_ascend_and_stand_once() {
    refused::<BTreeMap<u64, u64>>("a203040102", DecodeFault::NotCanonical);
    refused::<BTreeMap<u64, u64>>("a201020102", DecodeFault::NotCanonical);
}

#[test]
fn what_is_cut_short_or_of_another_kind_has_no_shape() {
    for text in [
        "", "18", "19ff", "1a0000", "1c", "1f", "20", "40", "61", "80", "a0", "c0", "f4", "f93c00",
        "ff",
    ] {
        refused::<u64>(text, DecodeFault::Shape);
    }
    // Lengths that are not there.
    for text in ["41", "5affffffff", "5bffffffffffffffff"] {
        refused::<ByteVec>(text, DecodeFault::Shape);
    }
    for text in ["81", "9affffffff", "9bffffffffffffffff"] {
        refused::<Vec<u64>>(text, DecodeFault::Shape);
    }
    refused::<String>("61ff", DecodeFault::Shape);
    refused::<String>("63eda080", DecodeFault::Shape);
    refused::<bool>("f8f5", DecodeFault::Shape);
}
