//! A discussion as Markdown, and as lines of JSON that can be taken in again.

use asamblea_node::api::PostRow;
use serde_json::json;

use super::local;
use super::page::plain;
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;

/// Who said it: where it was quoted from elsewhere, the name that stood there.
fn by(post: &PostRow) -> String {
    let author = &post.author;
    if let Some(by) = &post.by {
        return by.clone();
    }
    match author.org_name.as_deref().filter(|name| !name.is_empty()) {
        Some(org) => format!("{} ({org})", author.name),
        None => author.name.clone(),
    }
}

/// The posts under the title; each text is quoted, so that it passes for nothing of ours.
pub(crate) fn markdown(title: &str, posts: &[PostRow], texts: &Texts) -> String {
    let mut out = format!("# {}\n", plain(title));
    for post in posts {
        let at = local(&post.at, "UTC", "%Y-%m-%d %H:%M UTC");
        out.push_str(&format!("\n**{}**, {at}", plain(&by(post))));
        if post.edited {
            out.push_str(&format!(", {}", texts.get("export-edited")));
        }
        out.push_str("\n\n");
        if post.retracted {
            out.push_str(&format!("*{}*\n", texts.get("export-retracted")));
            continue;
        }
        for line in harmless_lines(&post.body).lines() {
            out.push_str(format!("> {line}").trim_end());
            out.push('\n');
        }
    }
    out
}

/// One object a line: what `thread import --format jsonl` takes, and ids beside it. What was taken
/// back is left out.
pub(crate) fn jsonl(posts: &[PostRow]) -> String {
    let mut out = String::new();
    for post in posts.iter().filter(|post| !post.retracted) {
        let line = json!({
            "body": harmless_lines(&post.body),
            "at": post.at,
            "by": harmless(&by(post)),
            "id": post.id,
            "reply_to": post.reply_to,
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::Author;

    use super::*;
    use crate::lang::Language;

    fn post(name: &str, body: &str) -> PostRow {
        PostRow {
            id: "p1".to_owned(),
            author: Author {
                name: name.to_owned(),
                org_name: Some("Molde".to_owned()),
                ..Author::default()
            },
            body: body.to_owned(),
            at: "2027-04-14T13:40:00Z".to_owned(),
            ..PostRow::default()
        }
    }

    #[test]
    fn posts_are_quoted_under_who_said_them() {
        let mut taken = post("Rosa", "");
        taken.retracted = true;
        let posts = [post("Ana", "uno\n\n# no es título\u{1b}"), taken];
        let text = markdown("Plan *A*", &posts, &Texts::new(Language::Spanish));
        assert_eq!(
            text,
            "# Plan \\*A\\*\n\n**Ana (Molde)**, 2027-04-14 13:40 UTC\n\n> uno\n>\n\
> # no es título\u{fffd}\n\n**Rosa (Molde)**, 2027-04-14 13:40 UTC\n\n*Retirado por su autora.*\n"
        );
    }

    #[test]
    fn lines_carry_what_an_import_takes() {
        let mut quoted = post("Ana", "dos");
        quoted.by = Some("Marta".to_owned());
        let mut taken = post("Rosa", "");
        taken.retracted = true;
        let text = jsonl(&[post("Ana", "uno\ndos"), quoted, taken]);
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (&lines[0]["body"], &lines[0]["by"]),
            (&json!("uno\ndos"), &json!("Ana (Molde)"))
        );
        assert_eq!(lines[1]["by"], "Marta");
    }
}
