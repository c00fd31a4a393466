//! What something came from and what came of it, as two keys of what was shown.

use super::*;

fn shown(reply: &Reply, chain: Option<&Chain>) -> Vec<Value> {
    let printed = Printed::default();
    let mut out = printed.output(true);
    print_linked(reply, chain, &mut out, &Texts::new(Language::English)).unwrap();
    let json = printed.text();
    let lines = json.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn led() -> Chain {
    Chain {
        came_from: Vec::new(),
        led_to: vec![LinkRow {
            kind: text("proposal"),
            ..LinkRow::default()
        }],
    }
}

#[test]
fn both_directions_are_there_also_where_there_is_nothing() {
    let doc = Reply::Doc(DocDetail::default());
    let bare = shown(&doc, Some(&Chain::default()));
    assert_eq!(bare[0]["came_from"], serde_json::json!([]));
    assert_eq!(bare[0]["led_to"], serde_json::json!([]));
    let linked = shown(&doc, Some(&led()));
    assert_eq!(linked[0]["led_to"][0]["kind"], "proposal");
    // What is no thing of its own has none.
    let alone = shown(&doc, None);
    assert!(alone[0].get("led_to").is_none(), "{alone:?}");
}

#[test]
fn those_of_a_discussion_stand_in_its_first_message() {
    let posts = vec![PostRow::default(), PostRow::default()];
    let thread = Reply::Posts {
        posts,
        damaged: false,
    };
    let lines = shown(&thread, Some(&led()));
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["led_to"][0]["kind"], "proposal");
    assert_eq!(lines[0]["came_from"], serde_json::json!([]));
    assert!(lines[1].get("led_to").is_none(), "{lines:?}");
}
