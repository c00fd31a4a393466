//! The JSON shape of an exchange.

use asamblea_node::api::{Reply, SyncReport};

use super::check;

#[test]
fn sync_counts() {
    let report = SyncReport {
        received: 1,
        sent: 2,
        bytes_in: 3,
        bytes_out: 4,
        seconds: 0.25,
    };
    let keys = ["received", "sent", "bytes_in", "bytes_out", "seconds"];
    check(&Reply::Synced(report), 1, &keys);
}
