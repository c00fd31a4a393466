//! Files in words, the same on the screen and in plain text: how large, whose, whether all of it is
//! here.

use asamblea_node::api::AttachmentRow;

use crate::harmless::harmless;
use crate::lang::Texts;

const KB: u64 = 1000;
const MB: u64 = KB * KB;

/// `812 bytes`, `34 KB`, `1,2 MB`.
pub(crate) fn size(texts: &Texts, bytes: u64) -> String {
    let count = |key: &str, n: u64| texts.with(key, &[("n", &n.to_string())]);
    match bytes {
        0..KB => count("bundle-bytes", bytes),
        KB..MB => count("ui-file-kb", bytes.div_ceil(KB)),
        _ => {
            let tenths = bytes.div_ceil(MB / 10);
            let parts = [
                ("n", &*(tenths / 10).to_string()),
                ("tenths", &(tenths % 10).to_string()),
            ];
            texts.with("ui-file-mb", &parts)
        }
    }
}

/// Who attached it, without her organization.
pub(crate) fn author(row: &AttachmentRow) -> String {
    harmless(&row.author.name)
}

/// That some of it is not here; nothing where all of it is.
pub(crate) fn missing(texts: &Texts, row: &AttachmentRow) -> Option<String> {
    (!row.whole).then(|| texts.get("attachment-missing"))
}
