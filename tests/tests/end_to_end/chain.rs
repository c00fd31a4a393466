//! One chain from a discussion to what is done: everything says what it came from and what came of
//! it, on every device that reads it.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

/// Makes something and gives its id.
fn made(by: &Device, words: &[&str]) -> String {
    let saved = by.run(words).object();
    assert_eq!(saved["saved"], true, "{saved}");
    text(&saved["id"])
}

/// Kinds and titles of the links of something, in one direction.
fn links(at: &Device, noun: &str, id: &str, key: &str) -> Vec<(String, String)> {
    let shown = at.run([noun, "show", id]).object();
    let rows = shown[key].as_array().cloned().unwrap_or_default();
    let row = |row: &Value| (text(&row["kind"]), text(&row["title"]));
    // The document of the minutes is there from the call on.
    let rows = rows.iter().map(row).filter(|(kind, _)| kind != "doc");
    rows.collect()
}

fn link(kind: &str, title: &str) -> (String, String) {
    (kind.to_owned(), title.to_owned())
}

#[test]
fn a_discussion_leads_to_a_proposal_a_meeting_an_agreement_and_a_date() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title"];
    let thread = [&["thread", "new"], &new[..], &["La gira", "--body", "x"]].concat();
    let thread = text(&s.run(&thread).object()["id"]);
    let rule = [
        "--method",
        "majority",
        "--count",
        "orgs",
        "--closes",
        "2099-12-01T16:00:00Z",
    ];
    let from = ["Una gira", "--from", &thread];
    let proposal = [&["proposal", "new"], &new[..], &from, &rule].concat();
    let proposal = made(&s, &proposal);
    let when = ["--starts", "2099-05-02 10:00", "--type", "ordinary"];
    let meeting = made(
        &s,
        &[&["meeting", "new"], &new[..], &["Mayo"], &when].concat(),
    );
    let item = ["meeting", "item", "add", &meeting, "--title", "Votar"];
    let point = made(&s, &[&item[..], &["--proposal", &proposal]].concat());
    let agree = ["meeting", "agree", &meeting, "--text", "Pedir la sala"];
    let who = ["--who", "Org A", "--due", "2099-06-01", "--item", &point];
    let agreed = s.run([&agree[..], &who].concat()).object();
    let number = text(&agreed["number"]);
    let agenda = made(&s, &[&["agenda", "new"], &new[..], &["Agenda"]].concat());
    let dated = ["agenda", "add", &agenda, "--title", "Mayo", "--starts"];
    let dated = [&dated[..], &["2099-05-02 10:00", "--from", &meeting]].concat();
    let _item = made(&s, &dated);
    // A draft is for those who write it.
    assert!(links(&s, "meeting", &meeting, "led_to").len() == 1);
    assert_eq!(s.run(["agenda", "publish", &agenda]).object()["edition"], 1);

    let agreement = link("agreement", &format!("{number} Pedir la sala"));
    let meets = link("meeting", "Mayo");
    for device in [&s, &a] {
        until(AGREE, "the whole chain", || {
            let led = links_if(device, "meeting", &meeting)?;
            led.contains(&link("agenda", "Agenda")).then_some(())
        });
        let came = links(device, "proposal", &proposal, "came_from");
        assert_eq!(came, [link("thread", "La gira")]);
        let led = links(device, "proposal", &proposal, "led_to");
        assert_eq!(led, [meets.clone(), agreement.clone()]);
        let came = links(device, "meeting", &meeting, "came_from");
        assert_eq!(came, [link("proposal", "Una gira")]);
        let led = links(device, "meeting", &meeting, "led_to");
        assert_eq!(led, [agreement.clone(), link("agenda", "Agenda")]);
        let came = links(device, "agenda", &agenda, "came_from");
        assert_eq!(came, std::slice::from_ref(&meets));
    }
    both_are_there(&s, &network, &thread, &proposal);
    let said = a.say(["thread", "show", &thread]).text;
    let came = "De aquí salió: propuesta «Una gira»";
    assert!(said.contains(came), "{said}");
    let wrong = [
        &["proposal", "new"],
        &new[..],
        &["Otra", "--from", "nada"],
        &rule,
    ]
    .concat();
    s.run(&wrong).fails(4, "not_found");
}

/// What came of a thread stands at its first post, and both keys where there is nothing.
fn both_are_there(s: &Device, network: &str, thread: &str, proposal: &str) {
    // A thread is one object a post: its first says what came of it.
    let reply = ["thread", "reply", thread, "--body", "y"];
    let _second = s.run(reply).object();
    let posts = s.run(["thread", "show", thread]).done().lines;
    assert_eq!(posts.len(), 2, "{posts:?}");
    assert_eq!(posts[0]["came_from"], serde_json::json!([]));
    assert_eq!(posts[0]["led_to"][0]["id"], proposal);
    assert_eq!(posts[1].get("led_to"), None);
    let begin = ["doc", "new", "--space", network, "--title", "Sola"];
    let doc = text(&s.run(begin).object()["id"]);
    let shown = s.run(["doc", "show", &doc]).object();
    for key in ["came_from", "led_to"] {
        assert_eq!(shown[key], serde_json::json!([]), "{key} in {shown}");
    }
}

fn links_if(at: &Device, noun: &str, id: &str) -> Option<Vec<(String, String)>> {
    (at.run([noun, "show", id]).status == 0).then(|| links(at, noun, id, "led_to"))
}
