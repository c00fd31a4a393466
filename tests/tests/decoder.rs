//! The second decoder, in Python and written from `docs/wire.md` alone, agrees with every vector.
//!
//! Needs `python3`, which `.ci/run` installs; without it the tests say that they were skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Runs the decoder; nothing where there is no Python.
fn decoder(arguments: &[&str]) -> Option<Output> {
    let output = Command::new("python3")
        // No folder of compiled files beside the sources.
        .arg("-B")
        .arg("tests/decoder/decode.py")
        .args(arguments)
        .current_dir(root())
        .output();
    if output.is_err() {
        asamblea_tests::skip::without_python();
    }
    output.ok()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

#[test]
fn the_python_decoder_agrees_with_every_vector() {
    let Some(output) = decoder(&[]) else { return };
    let said = said(&output);
    println!("{said}");
    assert!(output.status.success(), "{said}");
    assert!(said.contains(" 0 disagreements"), "{said}");
}

/// A decoder that agrees with everything would be of no use.
#[test]
fn the_python_decoder_notices_a_vector_that_lies() {
    let vectors = root().join("protocol/tests/vectors");
    let folder = tempfile::tempdir().unwrap();
    for (format, from, to) in [
        // A stated field, a good vector called bad, a bad one called good, another fault.
        ("padding", "\"out\": 304", "\"out\": 305"),
        (
            "frame",
            "\"h'0101010101010101'\"",
            "\"h'0101010101010102'\"",
        ),
        ("run", "\"fault\": \"Lane\"", "\"fault\": \"Chain\""),
        ("words", "\"fault\": \"WordsDiffer\"", "\"out\": true"),
        (
            "signature",
            "\"out\": true",
            "\"rule\": \"none\", \"fault\": \"BadSignature\"",
        ),
    ] {
        let name = format!("{format}.json");
        let text = fs::read_to_string(vectors.join(&name)).unwrap();
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{format} holds no {from}");
        fs::write(folder.path().join(&name), changed).unwrap();
        let path = folder.path().display().to_string();
        let Some(output) = decoder(&["--vectors", &path, format]) else {
            return;
        };
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{format}: {said}");
        assert!(said.contains(" 1 disagreements"), "{format}: {said}");
    }
}
