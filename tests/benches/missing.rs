//! Two devices that hold 100,000 posts meet again: one post is missing, then none, then they stay
//! connected and have nothing to say. Bytes of frames and ways of messages, counted between two
//! engines in memory: the same frames as on the stream.
//!
//! `cargo bench -p asamblea-tests --bench missing`; the variables are those of `fetch`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures, and ends where one cannot be had"
)]

use asamblea_tests::dataset::{PASSPHRASE, Pair, posts_wanted, profile};

const MINUTES: u64 = 10;
/// Hello and proof go before every session, whatever is missing.
const HANDSHAKE_WAYS: u64 = 2;

fn main() {
    let count = posts_wanted();
    let folder = tempfile::tempdir().unwrap();
    let (at, _) = profile(folder.path(), count);
    let mut pair = Pair::fetch(&at, PASSPHRASE);
    println!("{} posts on both", pair.shown());
    let even = pair.meet();
    println!("nothing missing: {} bytes, {} ways", even.bytes, even.ways);
    // The first post of somebody after all the others names the last word of each.
    for which in ["the first post after the others'", "one more"] {
        let before = pair.shown();
        pair.write(1);
        let one = pair.meet();
        let ways = one.ways.saturating_sub(HANDSHAKE_WAYS);
        println!(
            "{which} missing: {} bytes, goal 4,000; {ways} ways after the handshake with the \
             receipt, goal 4 and a receipt; {} came",
            one.bytes,
            pair.shown() - before
        );
    }
    let idle = pair.idle(MINUTES * 60);
    println!(
        "nothing to say: {} bytes of frames a minute, goal 1,000",
        idle.bytes / MINUTES
    );
}
