//! The JSON shapes of attached files, and the same answers in words.

use asamblea_node::api::*;

use super::{HOSTILE, author, check, text};

#[test]
fn files_are_listed_and_told() {
    let row = AttachmentRow {
        id: "a".repeat(64),
        name: text(HOSTILE),
        bytes: 70_000,
        media: text("application/pdf"),
        object: "b".repeat(64),
        space: "c".repeat(64),
        author: author(),
        at: text("2026-12-01T21:00:00Z"),
        whole: false,
    };
    let keys = [
        "id", "name", "bytes", "media", "object", "space", "author", "at", "whole",
    ];
    check(&Reply::Attachments(vec![row]), 1, &keys);
    check(&Reply::Attachments(Vec::new()), 0, &[]);
    for metadata in ["removed", "none", "kept", "unknown"] {
        let attached = AttachmentSaved {
            id: "a".repeat(64),
            saved: true,
            name: text(HOSTILE),
            bytes: 5,
            media: text("image/jpeg"),
            metadata: text(metadata),
        };
        let keys = ["id", "saved", "name", "bytes", "media", "metadata"];
        check(&Reply::Attached(attached), 1, &keys);
    }
}
