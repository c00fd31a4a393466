//! Vectors of every byte format: good ones, which decode to the fields that they state and encode
//! again to the same bytes, and bad ones, which are refused for the rule that they break.
//!
//! The files beside this one are the vectors; `docs/wire.md#vectors` says how to read them, and
//! `tests/decoder/` reads them without a line of this code. Each format brings a *judge*, which
//! answers an input with fields or a fault, and a *maker*, which writes the vectors from fixed
//! seeds. A file is rewritten only when asked (`BLESS_VECTORS=1`), never by a test.

#[cfg(test)]
mod attachments;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod cbor;
#[cfg(test)]
mod contents;
#[cfg(test)]
mod control;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod epochs;
#[cfg(test)]
mod file;
#[cfg(test)]
mod frames;
mod meetings;
#[cfg(test)]
mod ops;
#[cfg(test)]
mod packets;
#[cfg(test)]
mod presence;
#[cfg(test)]
mod primitives;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod proposals;
#[cfg(test)]
mod recoveries;
#[cfg(test)]
mod runs;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod states;
#[cfg(test)]
mod world;

#[cfg(test)]
use std::collections::BTreeSet;

#[cfg(test)]
use file::Format;

/// Every format, in the order of `docs/wire.md`.
#[cfg(test)]
const FORMATS: &[Format] = &[
    primitives::CBOR,
    primitives::SIGNATURE,
    primitives::PADDING,
    ops::OP,
    runs::RUN,
    control::CONTROL,
    cards::CARD,
    epochs::EPOCH,
    sealed::SEALED,
    contents::CONTENT,
    states::STATE,
    documents::DOCUMENT,
    packets::INVITATION,
    packets::WORDS,
    frames::FRAME,
    sessions::SESSION,
    presence::PRESENCE,
    packets::BUNDLE,
    backups::BACKUP,
    recoveries::RECOVERY,
];

#[test]
fn the_files_are_what_the_formats_are() {
    let bless = file::is_blessing();
    let mut stale: Vec<String> = packets::section_file(bless)
        .into_iter()
        .chain(backups::backup_file(bless))
        .collect();
    for format in FORMATS {
        let made = format.make();
        if bless {
            format.write(&made);
        } else if let Some(difference) = format.difference(&made) {
            stale.push(difference);
        }
    }
    assert!(
        stale.is_empty(),
        "\n{}\n\nA byte format changed, or the maker of its vectors. If that is meant: say it in \
        docs/wire.md and tests/decoder, write the files with\n    BLESS_VECTORS=1 cargo test -p \
        asamblea-protocol --test vectors\nand read what changed before it is committed.\n",
        stale.join("\n")
    );
}

#[test]
fn good_vectors_decode_as_they_say_and_bad_ones_are_refused_for_their_rule() {
    let mut wrong = Vec::new();
    let (mut good, mut bad) = (0, 0);
    for format in FORMATS {
        let file = format.read();
        for vector in file.good() {
            good += 1;
            let found = format.judge(vector.input);
            if found.as_ref() != Ok(vector.result) {
                wrong.push(format!("{} {:?}: {found:?}", format.name, vector.name));
            }
        }
        for vector in file.bad() {
            bad += 1;
            let found = format.judge(vector.input);
            if found.as_ref().map_err(|fault| fault.as_str())
                != Err(vector.result.as_str().unwrap())
            {
                wrong.push(format!("{} {:?}: {found:?}", format.name, vector.name));
            }
        }
        println!(
            "{:12} {:4} good {:4} bad",
            format.name,
            file.good().count(),
            file.bad().count()
        );
    }
    println!("{:12} {good:4} good {bad:4} bad", "all");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(good >= 50 && bad >= 150);
}

#[test]
fn every_format_has_good_and_bad_vectors_with_names_of_their_own() {
    let mut files: BTreeSet<String> = file::names();
    for format in FORMATS {
        let file = format.read();
        assert!(
            files.remove(&format!("{}.json", format.name)),
            "{} has no file",
            format.name
        );
        assert!(
            file.good().count() >= 2 && file.bad().count() >= 2,
            "{}",
            format.name
        );
        let mut names = BTreeSet::new();
        for vector in file.good().chain(file.bad()) {
            assert!(
                names.insert(vector.name.to_owned()),
                "{} {:?} twice",
                format.name,
                vector.name
            );
        }
        assert!(
            file.bad()
                .all(|vector| vector.rule.is_some_and(|rule| rule.len() > 8))
        );
    }
    assert!(files.is_empty(), "nobody reads {files:?}");
}

#[test]
fn every_kind_has_a_good_vector() {
    for (what, known, there) in [
        (
            "control operation",
            control::known_kinds(),
            control::kinds_in(&control::CONTROL.read()),
        ),
        (
            "content",
            contents::known_kinds(),
            contents::kinds_in(&contents::CONTENT.read()),
        ),
        (
            "frame",
            frames::known_kinds(),
            frames::kinds_in(&frames::FRAME.read()),
        ),
    ] {
        let missing: Vec<&u64> = known.difference(&there).collect();
        assert!(
            missing.is_empty(),
            "no good vector of {what} {missing:?}: add one to its maker"
        );
    }
}
