//! Where answers go: JSON objects or words, one line each, and the exit status that grows with
//! what was found on the way.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::failure::Failure;
use crate::harmless::harmless_lines;

/// Standard output, seen as lines.
pub(super) struct Output {
    json: bool,
    status: u8,
    sink: Box<dyn Write + Send>,
}

impl Output {
    /// Lines to standard output.
    pub(super) fn new(json: bool) -> Self {
        Self::to(json, Box::new(Passing::default()))
    }

    /// Lines to somewhere else.
    pub(super) fn to(json: bool, sink: Box<dyn Write + Send>) -> Self {
        Self {
            json,
            status: 0,
            sink,
        }
    }

    /// Standard output carries a file: answers go to standard error from here on.
    pub(super) fn give_way(&mut self) {
        self.sink = Box::new(io::stderr());
    }

    /// True when objects are wanted, not words.
    pub(super) const fn is_json(&self) -> bool {
        self.json
    }

    /// The work was done in part: the command ends with this status.
    pub(super) const fn end_with(&mut self, status: u8) {
        self.status = status;
    }

    /// The status to end with.
    pub(super) const fn status(&self) -> u8 {
        self.status
    }

    /// One object, made harmless, as a line.
    pub(super) fn object<T: Serialize>(&mut self, object: &T) -> Result<(), Failure> {
        let value = serde_json::to_value(object).map_err(|_| Failure::internal("json"))?;
        self.line(&harmless_json(value).to_string())
    }

    /// One line of words. Whoever builds it made foreign text harmless.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.sink, "{text}").map_err(|error| Failure::writing(&error))
    }

    /// The beginning of a line, handed on at once: what follows is typed.
    pub(super) fn part(&mut self, text: &str) -> Result<(), Failure> {
        write!(self.sink, "{text}").map_err(|error| Failure::writing(&error))?;
        self.flush()
    }

    /// Hands everything on.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.sink.flush().map_err(|error| Failure::writing(&error))
    }
}

/// Bytes of standard output that are held back to be written at once.
const PIECE_BYTES: usize = 8 * 1024;

/// Standard output in large pieces. Of what went out nothing stays in memory: a node prints names
/// for as long as it runs.
#[derive(Default)]
struct Passing(Vec<u8>);

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.0);
        let mut stdout = io::stdout();
        stdout.write_all(&bytes).and_then(|()| stdout.flush())
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let _nobody_reads = self.flush();
    }
}

/// A sentence on standard error. A closed standard error is nobody's loss.
pub(super) fn say(text: &str) {
    let _nobody_reads = writeln!(io::stderr(), "{text}");
}

/// Text inside `--json` passes the same sanitizer as everything else that is shown.
pub(super) fn harmless_json(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(harmless_lines(&text)),
        Value::Array(values) => values.into_iter().map(harmless_json).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, harmless_json(value)))
            .collect(),
        other => other,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What was printed, for tests of commands.
    #[derive(Clone, Default)]
    pub(in crate::cli) struct Printed(Arc<Mutex<Vec<u8>>>);

    impl Printed {
        pub(in crate::cli) fn output(&self, json: bool) -> Output {
            Output::to(json, Box::new(self.clone()))
        }

        pub(in crate::cli) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Printed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn objects_are_one_harmless_line_each() {
        let printed = Printed::default();
        let mut out = printed.output(true);
        out.object(&serde_json::json!({"a": ["x\u{1b}[2J\ny"], "n": 1, "z": null}))
            .unwrap();
        assert_eq!(
            printed.text(),
            "{\"a\":[\"x\u{fffd}[2J\\ny\"],\"n\":1,\"z\":null}\n"
        );
    }

    #[test]
    fn a_reader_that_leaves_is_no_error_of_ours() {
        let mut out = Output::to(false, Box::new(Closed));
        assert!(matches!(out.line("x"), Err(Failure::PipeClosed)));
        assert!(matches!(out.flush(), Err(Failure::PipeClosed)));
    }
}
