//! What goes over the control socket: requests that a node reads, and what a command or an
//! interface reads of a node.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixListener;

use asamblea_node::api::{Event, Reply, Request};
use asamblea_node::client::Client;
use asamblea_tests::fuzz::{Target, changed_json};
use asamblea_tests::stick::Stick;
use serde_json::{Value, json};

use super::{ASKS_DEVICE, fuzz};

/// One of each kind of request, a line each.
const REQUESTS: &str = include_str!("requests.jsonl");
/// Requests after which a device begins anew.
const ASKED_MAX: u64 = 2_000;
/// Of an answer no more is read: how long that takes grows with its length alone.
const ANSWER_BYTES_MAX: usize = 512 * 1024;
/// Requests that have requests of their own.
const NOUNS: [&str; 6] = [
    "proposal",
    "assessment",
    "plan",
    "meeting",
    "task",
    "attachment",
];

/// Requests of an interface about what there is, as they come over the control socket.
fn requests(stick: &Stick) -> Vec<Vec<u8>> {
    let (post, (thread, _)) = stick.whole.posts.iter().next().unwrap();
    let space = stick.whole.states.keys().next().unwrap();
    let lines = REQUESTS
        .replace("\"THREAD\"", &json!(thread).to_string())
        .replace("\"POST\"", &json!(post).to_string())
        .replace("\"SPACE\"", &json!(space).to_string());
    lines.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// What a reader says that it knows, asked for something that is not there.
fn known(unknown: &Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<Request>(unknown.clone()).unwrap_err();
    let error = error.to_string();
    let (_, names) = error.split_once("expected one of ").unwrap();
    let names = names.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// A request that nobody tries is one that nobody has seen do no harm.
#[test]
fn every_request_has_a_sample() {
    let mut tried = BTreeSet::new();
    for line in REQUESTS.lines() {
        let read = serde_json::from_str::<Request>(line);
        assert!(read.is_ok(), "{line}: {read:?}");
        let line: Value = serde_json::from_str(line).unwrap();
        let verb = line["verb"].as_str().map(|verb| format!(" {verb}"));
        let noun = line["do"].as_str().unwrap();
        tried.insert(format!("{noun}{}", verb.unwrap_or_default()));
    }
    let mut all: BTreeSet<String> = known(&json!({ "do": "" }));
    for noun in NOUNS {
        assert!(all.remove(noun), "{noun}");
        let verbs = known(&json!({ "do": noun, "verb": "" }));
        all.extend(verbs.iter().map(|verb| format!("{noun} {verb}")));
    }
    assert!(all.len() > 100, "{}", all.len());
    assert_eq!(tried, all);
}

/// Whether a request reads or writes a file of the asker's choice: what is written there is the
/// asker's own.
fn names_a_file(request: &Request) -> bool {
    matches!(
        request,
        Request::BundleExport { .. } | Request::BundleImport { .. } | Request::BackupCreate { .. }
    )
}

#[test]
fn whatever_an_interface_asks_no_device_is_harmed() {
    let stick = Stick::new(4);
    let mut reader = stick.reader();
    let (mut done, mut asked) = (0_u64, 0_u64);
    let read = |bytes: &[u8]| {
        asked += 1;
        // What was asked for makes a device larger, and each answer with it.
        if asked.is_multiple_of(ASKED_MAX) || reader.is_locked() || reader.is_broken() {
            reader = stick.reader();
        }
        let memory = allocation_counter::measure(|| {
            let Ok(request) = serde_json::from_slice::<Request>(bytes) else {
                return;
            };
            if names_a_file(&request) {
                return;
            }
            let reply = reader.request(request);
            reader.flush().expect("the disk takes it");
            done += u64::from(reply.is_ok());
            let _told = reader.take_events();
            let said = serde_json::to_vec(&reply).expect("an answer that can be told");
            assert!(serde_json::from_slice::<Value>(&said).is_ok());
        });
        memory.bytes_max
    };
    let target = Target {
        name: "request",
        corpus: requests(&stick),
        change: changed_json,
        read: Box::new(read),
    };
    fuzz(vec![target], ASKS_DEVICE);
    println!("{done} requests were done");
    assert!(done > 40, "{done}");
}

/// What a node tells: the answer to each of the requests, as if it were the first, and an event;
/// and how many of the answers say what was asked for.
fn told(stick: &Stick) -> (Vec<Vec<u8>>, u64) {
    let mut reader = stick.reader();
    let mut kinds = BTreeSet::new();
    let (mut lines, mut replies) = (Vec::new(), 0_u64);
    for line in requests(stick) {
        let Ok(request) = serde_json::from_slice::<Request>(&line) else {
            continue;
        };
        if names_a_file(&request) {
            continue;
        }
        if reader.is_locked() || reader.is_broken() {
            reader = stick.reader();
        }
        let told = match reader.request(request) {
            Ok(reply) => {
                let value = serde_json::to_value(&reply).unwrap();
                kinds.insert(value["reply"].as_str().unwrap().to_owned());
                replies += 1;
                json!({ "ok": [1, value] })
            }
            Err(error) => json!({ "error": [1, error] }),
        };
        lines.push(told.to_string().into_bytes());
    }
    let event = Event::Alert {
        code: "removed".to_owned(),
        text: "Ana".to_owned(),
    };
    lines.push(json!({ "event": event }).to_string().into_bytes());
    println!("{} answers of {} kinds", lines.len(), kinds.len());
    assert!(kinds.len() > 20, "{kinds:?}");
    (lines, replies)
}

/// Waits for whoever attaches, hears one question, and answers it with a line that is handed in.
fn answer_with(listener: &UnixListener, line: &[u8]) {
    let Ok((mut stream, _)) = listener.accept() else {
        return;
    };
    let mut question = String::new();
    let mut read = BufReader::new(stream.try_clone().unwrap());
    read.read_line(&mut question).unwrap();
    // Whoever has heard enough is gone.
    let _gone = stream
        .write_all(line)
        .and_then(|()| stream.write_all(b"\n"));
}

#[test]
fn whatever_a_node_answers_nobody_who_asked_is_harmed() {
    let stick = Stick::new(4);
    let (corpus, replies) = told(&stick);
    let folder = tempfile::tempdir().unwrap();
    let listener = UnixListener::bind(folder.path().join("socket")).unwrap();
    let (lines, waiting) = std::sync::mpsc::channel::<Vec<u8>>();
    let node = std::thread::spawn(move || {
        while let Ok(line) = waiting.recv() {
            answer_with(&listener, &line);
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (mut good, mut bad) = (0_u64, 0_u64);
    let ask = async || -> Option<Reply> {
        let client = Client::attach(folder.path()).await.ok()??;
        client.call(Request::Status).await.ok()
    };
    let read = |bytes: &[u8]| {
        let bytes = &bytes[..bytes.len().min(ANSWER_BYTES_MAX)];
        lines.send(bytes.to_vec()).expect("the other side is there");
        let memory = allocation_counter::measure(|| match runtime.block_on(ask()) {
            Some(reply) => {
                good += 1;
                // What was understood can be told on.
                assert!(serde_json::to_vec(&reply).is_ok());
            }
            None => bad += 1,
        });
        memory.bytes_max
    };
    let target = Target {
        name: "reply",
        corpus,
        change: changed_json,
        read: Box::new(read),
    };
    fuzz(vec![target], ASKS_DEVICE);
    println!("{good} answers were understood, {bad} were not");
    // What a node says unchanged is tried first, so this holds however few changed ones follow.
    assert!(
        good >= replies && bad > 0,
        "{good} good of {replies}, {bad} bad"
    );
    drop(lines);
    node.join().unwrap();
}
