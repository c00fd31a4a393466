//! What a machine cannot test, said where nobody can overlook it.

use std::fs::OpenOptions;
use std::io::Write;

/// The file to which whoever runs the tests wants a line for each; `.ci/run` counts them.
const LIST: &str = "ASAMBLEA_SKIPPED";

/// Says that a test, or a part of one, has nothing to run in, and why: `skipped: WHY`, a line on
/// standard error, which a test that passes prints too, and in the file that `ASAMBLEA_SKIPPED`
/// names.
///
/// # Panics
///
/// When that file takes no line: nothing is skipped in silence.
#[expect(
    clippy::expect_used,
    reason = "a test ends where it cannot say what it skips"
)]
pub fn skipped(why: &str) {
    let line = format!("skipped: {why}\n");
    // What is printed by a macro is kept back while a test passes.
    let _closed = std::io::stderr().write_all(line.as_bytes());
    if let Some(list) = std::env::var_os(LIST) {
        let file = OpenOptions::new().create(true).append(true).open(list);
        let written = file.and_then(|mut file| file.write_all(line.as_bytes()));
        written.expect("the list of what is skipped takes a line");
    }
}

/// The same of Python, which `.ci/run` installs.
pub fn without_python() {
    skipped("no python3 here (.ci/run installs it)");
}
