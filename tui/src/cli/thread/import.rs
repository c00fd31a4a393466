//! Conversations from elsewhere: one JSON object a line.

use std::path::Path;

use asamblea_node::api::{ErrorKind, ImportedPost};
use jiff::Timestamp;
use serde::Deserialize;

use crate::cli::failure::Failure;
use crate::cli::input;

/// Posts of one import: more would make one request longer than the socket carries.
const POSTS_MAX: usize = 50_000;

/// A line; keys that we do not know are somebody's own.
#[derive(Debug, Deserialize)]
struct Line {
    body: String,
    at: Option<String>,
    by: Option<String>,
}

/// The posts of a file, in its order.
pub(super) fn posts(format: &str, file: &Path) -> Result<Vec<ImportedPost>, Failure> {
    if format != "jsonl" {
        return Err(Failure::about(
            ErrorKind::Usage,
            "error-import-format",
            format,
        ));
    }
    jsonl(&input::file(file)?)
}

fn jsonl(text: &str) -> Result<Vec<ImportedPost>, Failure> {
    let mut posts = Vec::new();
    for (number, line) in (1_usize..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if posts.len() == POSTS_MAX {
            let limit = POSTS_MAX.to_string();
            return Err(Failure::about(
                ErrorKind::TooLong,
                "error-import-long",
                limit,
            ));
        }
        let post = post(line).ok_or_else(|| {
            Failure::about(ErrorKind::Usage, "error-import-line", number.to_string())
        })?;
        posts.push(post);
    }
    if posts.is_empty() {
        return Err(Failure::said(ErrorKind::Usage, "error-import-empty"));
    }
    Ok(posts)
}

fn post(line: &str) -> Option<ImportedPost> {
    let line: Line = serde_json::from_str(line).ok()?;
    let at_ms = match line.at {
        Some(at) => Some(at.parse::<Timestamp>().ok()?.as_millisecond()),
        None => None,
    };
    Some(ImportedPost {
        body: line.body,
        at_ms,
        by: line.by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_posts_in_their_order() {
        let text = "{\"body\":\"uno\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"Ana\"}\n\n\
                    {\"body\":\"dos\",\"more\":1}\r\n{\"body\":\"\",\"at\":null,\"by\":null}";
        let posts = jsonl(text).unwrap();
        let post = |body: &str, at_ms, by: Option<&str>| ImportedPost {
            body: body.to_owned(),
            at_ms,
            by: by.map(ToOwned::to_owned),
        };
        assert_eq!(
            posts,
            [
                post("uno", Some(1_767_225_600_000), Some("Ana")),
                post("dos", None, None),
                post("", None, None),
            ]
        );
    }

    #[test]
    fn the_first_wrong_line_is_named_and_nothing_is_taken() {
        for wrong in [
            "{\"body\":\"a\"}\nhola",
            "{\"body\":\"a\"}\n{\"by\":\"b\"}",
            "{\"body\":\"a\"}\n{\"body\":\"b\",\"at\":\"ayer\"}",
            "\n[]",
        ] {
            let Err(Failure::Said { key, about, .. }) = jsonl(wrong) else {
                panic!("{wrong}");
            };
            assert_eq!((key, about.as_str()), ("error-import-line", "2"), "{wrong}");
        }
        assert!(jsonl("\n \n").is_err());
    }

    #[test]
    fn formats_that_are_not_there_yet_say_so() {
        let Err(Failure::Said { key, .. }) = posts("whatsapp", Path::new("-")) else {
            panic!("whatsapp is not read");
        };
        assert_eq!(key, "error-import-format");
    }

    #[test]
    fn an_import_has_a_most() {
        let line = "{\"body\":\"a\"}\n";
        assert_eq!(jsonl(&line.repeat(POSTS_MAX)).unwrap().len(), POSTS_MAX);
        assert!(jsonl(&line.repeat(POSTS_MAX + 1)).is_err());
    }

    /// Each line that says something becomes one post, or the file is refused by the line at fault.
    #[test]
    fn whatever_lines_a_file_has_each_is_one_post_or_named() {
        crate::chance::feed("import", &[], |text| {
            let said = text.lines().filter(|line| !line.trim().is_empty()).count();
            match jsonl(text) {
                Ok(posts) => {
                    assert_eq!(posts.len(), said, "{text:?}");
                    true
                }
                Err(Failure::Said {
                    key: "error-import-line",
                    about,
                    ..
                }) => {
                    let line: usize = about.parse().unwrap();
                    let faulty = text.lines().nth(line - 1).unwrap();
                    assert!(post(faulty).is_none(), "{faulty:?}");
                    false
                }
                Err(Failure::Said { key, .. }) => {
                    let short = key == "error-import-empty" && said == 0;
                    let long = key == "error-import-long" && said > POSTS_MAX;
                    assert!(short || long, "{key}: {text:?}");
                    false
                }
                Err(_) => panic!("another fault: {text:?}"),
            }
        });
    }
}
