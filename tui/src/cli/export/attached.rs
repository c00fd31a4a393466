//! Attached files, as they are, with a table of what hangs where.

use std::path::Path;

use asamblea_node::api::{AttachmentRequest, Reply, Request};
use asamblea_node::client::Client;

use super::folder::Folder;
use super::numbered;
use crate::cli::failure::Failure;
use crate::cli::words;
use crate::export::csv;
use crate::lang::Texts;

/// The longest ending of a file's name that is kept.
const ENDING_CHARS_MAX: usize = 8;

/// Writes the files of a space into its folder. Of one that has not all come in, the table says
/// so.
pub(super) async fn write(
    space: &str,
    name: &str,
    client: &Client,
    folder: &mut Folder,
    texts: &Texts,
) -> Result<(), Failure> {
    let of = AttachmentRequest::Of {
        space: space.to_owned(),
    };
    let Reply::Attachments(rows) = client.call(Request::Attachment(of)).await? else {
        return Err(Failure::internal("attachments"));
    };
    if rows.is_empty() {
        return Ok(());
    }
    let kind = texts.get("export-attached");
    let inside = format!("{name}/{kind}");
    folder.begin(&inside)?;
    let mut table = csv::line(texts.get("export-attached-head").split(';'));
    for (at, row) in rows.iter().enumerate() {
        let file = match row.whole {
            true => file_name(at, &row.name),
            false => texts.get("attachment-missing"),
        };
        let (by, bytes) = (words::author(&row.author), row.bytes.to_string());
        table.push_str(&csv::line([
            &*row.name,
            &file,
            &row.at,
            &by,
            &bytes,
            &row.object,
        ]));
        if !row.whole {
            continue;
        }
        let id = row.id.clone();
        let get = Request::Attachment(AttachmentRequest::Get { id });
        let Reply::Attachment(whole) = client.call(get).await? else {
            return Err(Failure::internal("attachment"));
        };
        folder.bytes(&inside, &file, &whole.bytes.0)?;
    }
    folder.file(name, &format!("{kind}.csv"), &table)
}

/// `002-plano-del-local.pdf`: an ending by which programs know the file is kept.
fn file_name(at: usize, name: &str) -> String {
    let path = Path::new(name);
    let ending = path.extension().and_then(|ending| ending.to_str());
    let plain = |ending: &&str| {
        ending.len() <= ENDING_CHARS_MAX && ending.chars().all(|c| c.is_ascii_alphanumeric())
    };
    match (
        path.file_stem().and_then(|stem| stem.to_str()),
        ending.filter(plain),
    ) {
        (Some(stem), Some(ending)) => format!("{}.{ending}", numbered(at, stem)),
        _ => numbered(at, name),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_keeps_its_ending_and_no_letter_that_leads_elsewhere() {
        assert_eq!(
            file_name(0, "Plano del local.PDF"),
            "001-plano-del-local.PDF"
        );
        assert_eq!(file_name(1, "acta"), "002-acta");
        for name in ["a.\u{202e}gpj", "a.../etc", "a.unendinglong", "..", "a.b c"] {
            let written = file_name(2, name);
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
            assert!(
                written.starts_with("003-") && written.chars().all(plain),
                "{written}"
            );
        }
    }
}
