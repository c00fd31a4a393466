//! Lines that somebody types. They are read byte by byte past every buffer of the library, since
//! one of those would keep what was typed for as long as the program runs: a search, a post.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::sync::Arc;

use tokio::task::JoinHandle;

/// The most bytes of one line; the rest is a line of its own.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// Standard input, a line at a time.
pub(super) struct Typed {
    input: Arc<File>,
    /// The line that is being read, also while nobody waits for it.
    reading: Option<JoinHandle<io::Result<Vec<u8>>>>,
}

impl Typed {
    /// From the standard input of the program.
    pub(super) fn of_stdin() -> io::Result<Self> {
        let own = io::stdin().as_fd().try_clone_to_owned()?;
        Ok(Self {
            input: Arc::new(File::from(own)),
            reading: None,
        })
    }

    /// The next line with its end; empty once the input has ended. Whoever stops waiting loses
    /// nothing of it.
    pub(super) async fn line(&mut self) -> io::Result<Vec<u8>> {
        let input = &self.input;
        let reading = self.reading.get_or_insert_with(|| {
            let input = Arc::clone(input);
            tokio::task::spawn_blocking(move || line(&*input))
        });
        let line = reading.await.map_err(io::Error::other)?;
        self.reading = None;
        line
    }
}

fn line(mut input: impl Read) -> io::Result<Vec<u8>> {
    let (mut line, mut byte) = (Vec::new(), [0; 1]);
    while line.len() < LINE_BYTES_MAX && line.last() != Some(&b'\n') {
        match input.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => line.extend_from_slice(&byte),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_it_ends_and_at_the_limit() {
        let mut input: &[u8] = b"uno\n\ndos";
        let mut lines = Vec::new();
        loop {
            let next = line(&mut input).expect("memory is read");
            if next.is_empty() {
                break;
            }
            lines.push(next);
        }
        assert_eq!(lines, [&b"uno\n"[..], b"\n", b"dos"]);
        let long = vec![b'a'; LINE_BYTES_MAX + 1];
        let mut input = &long[..];
        let lens = [(); 2].map(|()| line(&mut input).expect("memory is read").len());
        assert_eq!(lens, [LINE_BYTES_MAX, 1]);
    }
}
