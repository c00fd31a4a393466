//! One post from A to B over loopback: from A's request to B's news of it, both durable.
//!
//! `cargo bench -p asamblea-tests --bench latency`

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark prints its figures, and ends where one cannot be had"
)]

use std::time::{Duration, Instant};

use asamblea_node::api::{Event, InviteFor, Reply, Request};
use asamblea_node::client::{Client, Founding, Joining, NetworkOptions, Passphrase, found, join};

const POSTS: usize = 500;

fn passphrase() -> Passphrase {
    Passphrase::new("correcto caballo batería grapa".to_owned())
}

fn options() -> NetworkOptions {
    NetworkOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        ..NetworkOptions::default()
    }
}

async fn invited(client: &Client) -> String {
    loop {
        match client.call(Request::Status).await.unwrap() {
            Reply::Status(status) if status.addresses.is_empty() => {}
            _ => break,
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let whom = InviteFor::Org {
        name: "Organización B".to_owned(),
        country: "PE".to_owned(),
    };
    match client
        .call(Request::Invite {
            whom,
            expires_s: 3_600,
        })
        .await
        .unwrap()
    {
        Reply::Invitation(invitation) => invitation.invite,
        other => panic!("{other:?}"),
    }
}

/// Raw cost in the same run: one durable write of a post's size.
fn raw_write(folder: &std::path::Path) -> Duration {
    use std::io::Write;
    let mut file = std::fs::File::create(folder.join("raw")).unwrap();
    let began = Instant::now();
    for _ in 0..POSTS {
        file.write_all(&[7; 1024]).unwrap();
        file.sync_data().unwrap();
    }
    began.elapsed() / u32::try_from(POSTS).unwrap()
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding {
        network: "Red de medida".to_owned(),
        org: "Organización A".to_owned(),
        person: "A".to_owned(),
        country: None,
    };
    let at = folder.path().join("a");
    let (a, _) = found(&at, &passphrase(), founding, Some(options()))
        .await
        .unwrap();
    let joining = Joining {
        code: invited(&a).await,
        person: Some("B".to_owned()),
        connect: Vec::new(),
        timeout_ms: 30_000,
        from_bundle: None,
    };
    let at = folder.path().join("b");
    let (b, _) = join(&at, &passphrase(), joining, options()).await.unwrap();
    let space = match a.call(Request::SpaceList).await.unwrap() {
        Reply::Spaces(rows) => rows[0].id.clone(),
        other => panic!("{other:?}"),
    };
    let (title, body) = ("Medida".to_owned(), "Primero".to_owned());
    let id = match a
        .call(Request::ThreadNew { space, title, body })
        .await
        .unwrap()
    {
        Reply::ThreadNew(thread) => thread.id,
        other => panic!("{other:?}"),
    };
    tokio::time::sleep(Duration::from_millis(700)).await;
    let mut events = b.events();
    let mut times = Vec::with_capacity(POSTS);
    for number in 0..POSTS {
        let began = Instant::now();
        let reply = Request::ThreadReply {
            id: id.clone(),
            to: None,
            body: format!("N {number}"),
        };
        a.call(reply).await.unwrap();
        loop {
            if let Ok(Event::Changed {
                object: Some(object),
                ..
            }) = events.recv().await
                && object == id
            {
                break;
            }
        }
        times.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    times.sort();
    let (p50, p99) = (times[POSTS / 2], times[POSTS * 99 / 100]);
    let raw = raw_write(folder.path());
    println!("one post A to B: p50 {p50:.1?} (goal 5 ms), p99 {p99:.1?} (goal 20 ms)");
    println!("one durable write of a post's size: {raw:.1?}");
    println!(
        "p50 is {:.1} x two such writes",
        p50.as_secs_f64() / (2.0 * raw.as_secs_f64())
    );
    b.close().await;
    a.close().await;
}
