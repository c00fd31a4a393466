//! Changing and taking back messages, and closing threads.

use asamblea_node::api::Request;

use super::example::author;
use super::harness::{Harness, Node};
use crate::lang::Language;

/// A thread of which everything, or nothing, was written by the person at the screen.
fn thread(mine: bool) -> Harness {
    let mut node = Node::example();
    let by = if mine { "Ana" } else { "Marta" };
    for post in node.posts.values_mut().flatten() {
        post.author = author(by, "Org. Ejemplo");
        post.retracted = false;
    }
    for space in &mut node.spaces {
        space.role = "write".to_owned();
    }
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["2", "Enter", "Enter"]);
    h
}

fn acts(h: &Harness) -> Vec<Request> {
    let acts = h.node.asked.iter().filter(|request| {
        matches!(
            request,
            Request::ThreadEdit { .. }
                | Request::ThreadRetract { .. }
                | Request::ThreadClose { .. }
                | Request::ThreadReply { .. }
        )
    });
    acts.cloned().collect()
}

#[test]
fn ones_own_message_is_written_anew_with_its_text_to_begin_from() {
    let mut h = thread(true);
    h.keys(&["End", "e"]);
    let screen = h.screen();
    assert!(screen.contains("Cambiar el mensaje"), "{screen}");
    h.write("¡Sí! ");
    h.keys(&["Enter"]);
    let [Request::ThreadEdit { post, body }] = &acts(&h)[..] else {
        panic!("{:?}", acts(&h));
    };
    let known = h.node.posts.values().flatten();
    let known = known.into_iter().find(|row| row.id == *post);
    let known = known.expect("a message that is there");
    let without = body.replace("¡Sí!", "");
    assert_eq!(without.trim_end(), known.body.trim_end());
    assert_ne!(*body, known.body);
}

#[test]
fn taking_back_and_closing_ask_first_and_the_safe_answer_has_the_focus() {
    for (key, title) in [("x", "Retirar el mensaje"), ("F", "Cerrar la discusión")] {
        let mut h = thread(true);
        h.keys(&[key]);
        let screen = h.screen();
        assert!(screen.contains(title), "{screen}");
        h.wait(1000);
        h.keys(&["Enter"]);
        assert_eq!(acts(&h), [], "{key}");
        h.keys(&[key]);
        h.wait(1000);
        h.keys(&["Down", "Enter"]);
        let asked = acts(&h);
        assert_eq!(asked.len(), 1, "{key}: {asked:?}");
        let retracts = matches!(asked[0], Request::ThreadRetract { .. });
        assert_eq!(retracts, key == "x", "{asked:?}");
    }
}

#[test]
fn what_somebody_else_wrote_stays_as_it_is_and_it_says_why() {
    let mut h = thread(false);
    for (key, why) in [
        ("e", "Solo quien escribió un mensaje"),
        ("x", "Solo quien escribió un mensaje"),
        ("F", "Cierra una discusión quien la empezó"),
    ] {
        h.keys(&[key]);
        let screen = h.screen();
        assert!(screen.contains(why), "{key}: {screen}");
    }
    assert_eq!(acts(&h), []);
}
