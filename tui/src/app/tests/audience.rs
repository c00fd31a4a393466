//! Who will read it: said by every act that writes, before it does. All names are invented.

use asamblea_node::api::{ProposalDetail, Request};

use super::example::text;
use super::harness::{Harness, Node};
use super::proposals::plan;
use super::{assessments, assigned, delegations, meetings, proposals};
use crate::app::inside::Over;
use crate::command_table::COMMANDS;
use crate::lang::Language;

const SIZES: [(u16, u16); 2] = [(40, 20), (80, 24)];

/// Something of everything.
fn full() -> Node {
    let mut node = Node::with_meetings();
    node.proposals = vec![plan()];
    node.assessing = assessments::told(Vec::new());
    node.assessing.plan.round = text("r1");
    node.assessing.plans[0].late = 1;
    if let Some(meeting) = &mut node.meeting {
        meeting.answers.may = true;
    }
    node
}

fn proposal(change: impl Fn(&mut ProposalDetail)) -> Node {
    let mut node = full();
    change(&mut node.proposals[0]);
    node
}

/// The plan was published: others read how far its activities are.
fn published() -> Node {
    let mut node = full();
    node.assessing.plan.published = true;
    node
}

/// The network's own plan, which the office writes.
fn networks_plan() -> Node {
    let mut node = full();
    node.assessing.plan.org = text("red");
    node.assessing.plan.network = true;
    node.assessing.plans[0].org = text("red");
    node
}

/// An activity stands among the tasks of its organization, which alone reads it.
fn tasks() -> Node {
    let mut node = assigned::node();
    let plans = node.duties.iter_mut().filter(|row| row.source == "plan");
    plans.for_each(|row| row.space = text("org-Ejemplo"));
    node
}

const DOCUMENT: [&str; 6] = ["2", "Enter", "Down", "Down", "Down", "Enter"];

/// A command, the keys that lead to what it asks, the space in which it will be written, and a
/// node in which it can be done.
type Way = (&'static str, Vec<&'static str>, &'static str, fn() -> Node);

fn document(keys: &[&'static str]) -> Vec<&'static str> {
    [&DOCUMENT[..], keys].concat()
}

fn of_spaces() -> Vec<Way> {
    let thread = |key| vec!["2", "Enter", "Enter", "Home", key];
    vec![
        ("compose", vec!["2", "c"], "red", full),
        ("reply", thread("R"), "red", full),
        ("post.edit", thread("e"), "red", full),
        ("post.retract", thread("x"), "red", full),
        ("thread.close", thread("F"), "red", full),
        (
            "file.attach",
            vec!["2", "Enter", "Enter", "z", "a"],
            "red",
            full,
        ),
        ("propose.from", thread("M"), "red", full),
        ("document.new", vec!["2", "d"], "red", full),
        ("document.write", document(&["e"]), "red", full),
        ("document.comment", document(&["c"]), "red", full),
        ("version.restore", document(&["H", "r"]), "red", full),
        ("agenda.new", vec!["3", "c"], "red", full),
        ("agenda.add", vec!["3", "o"], "red", full),
        ("agenda.publish", vec!["3", "P"], "red", full),
        ("agenda.change", vec!["3", "Tab", "e"], "red", full),
        ("agenda.cancel", vec!["3", "Tab", "b"], "red", full),
    ]
}

fn of_meetings() -> Vec<Way> {
    vec![
        ("meeting.new", vec!["4", "c"], "red", full),
        ("meeting.change", vec!["4", "e"], "red", full),
        ("meeting.cancel", vec!["4", "W"], "red", full),
        ("meeting.rsvp", vec!["4", "v"], "red", full),
        ("meeting.attend", vec!["4", "p"], "red", full),
        ("meeting.agree", vec!["4", "r"], "red", full),
        ("meeting.point", vec!["4", "o"], "red", full),
        ("meeting.close", vec!["4", "F"], "red", full),
        ("meeting.approve", vec!["4", "a"], "red", meetings::proposed),
        // A point, and an agreement.
        ("open", vec!["4", "Tab", "Enter"], "red", full),
        (
            "open",
            vec!["4", "Tab", "Down", "Down", "Enter"],
            "red",
            full,
        ),
        ("task.note", vec!["7", "o"], "red", tasks),
        ("task.done", vec!["7", "t"], "red", tasks),
        ("open", vec!["7", "Tab", "Enter"], "red", tasks),
        ("task.charge", vec!["7", "Down", "e"], "org-Ejemplo", tasks),
        ("task.done", vec!["7", "Down", "t"], "org-Ejemplo", tasks),
    ]
}

fn of_votes() -> Vec<Way> {
    let given = || {
        let mut node = full();
        node.proposals = delegations::details();
        node
    };
    let consent = || proposal(|it| it.method = text("consent"));
    let mine = || proposal(|it| it.is_mine = true);
    let consulted = || proposal(|it| it.state = text("consultation"));
    let amended = || proposal(|it| *it = proposals::amended());
    vec![
        ("propose", vec!["5", "c"], "red", full),
        ("vote", vec!["5", "v"], "red", full),
        ("vote.delegate", vec!["5", "d"], "red", full),
        ("vote.take-back", vec!["5", "r"], "red", given),
        ("vote.amend", vec!["5", "E"], "red", full),
        ("vote.object", vec!["5", "b"], "red", consent),
        ("vote.withdraw", vec!["5", "W"], "red", mine),
        ("vote.open", vec!["5", "o"], "red", consulted),
        ("vote.end", vec!["5", "F"], "red", full),
        (
            "vote.texts",
            vec!["5", "H", "Down", "Down", "Enter"],
            "red",
            amended,
        ),
    ]
}

fn of_assessments() -> Vec<Way> {
    let (round, own) = (|key| vec!["6", "Enter", key], "org-Ejemplo");
    let in_plan = |key| vec!["6", "Down", "Enter", key];
    vec![
        ("round.start", vec!["6", "w"], "red", full),
        ("round.pool", vec!["6", "p"], own, full),
        ("round.agree", round("o"), own, full),
        ("round.priority", round("i"), own, full),
        ("round.approve", vec!["6", "b"], own, full),
        ("round.share", vec!["6", "c"], "red", full),
        ("round.plan", vec!["6", "d"], own, full),
        ("round.network-plan", vec!["6", "e"], "red", full),
        ("plan.add", in_plan("o"), own, full),
        ("plan.add", in_plan("o"), "red", networks_plan),
        ("plan.progress", in_plan("t"), own, full),
        ("plan.progress", in_plan("t"), "red", published),
        ("plan.sign", in_plan("f"), "red", full),
        ("plan.sign", in_plan("f"), "red", networks_plan),
        ("plan.remind", in_plan("r"), "red", full),
        ("plan.cancel", in_plan("b"), own, full),
        ("open", in_plan("Enter"), own, full),
    ]
}

fn all() -> Vec<Way> {
    let all = [of_spaces(), of_meetings(), of_votes(), of_assessments()];
    all.concat()
}

/// Commands of a screen that write no words into a space: they look, they write to a disk, or they
/// say something of who is in a space, whom the question names.
const OTHERS: &[&str] = &[
    "readers",
    "read.all",
    "space.new",
    "space.add",
    "space.leave",
    "document.history",
    "document.comments",
    "version.compare",
    "acknowledge",
    "sync.now",
    "bundle.out",
    "bundle.in",
    "network.trust",
    "file.save",
    "files",
    "export",
    "links",
    "compare",
    "invite",
    "remove",
    "second",
    "lift",
    "invitation.square",
    "invitation.revoke",
    "send",
    "newline",
    "leave",
    "discard",
    "writing.stop",
    "writing.undo",
    "agenda.receipt",
    "agenda.month",
    "agenda.export",
    "vote.delegations",
    "round.map",
    "plan.region",
    "plan.timeline",
    "plan.needs",
];

/// The screen as one line of words.
fn words(h: &mut Harness) -> String {
    let screen = h.screen();
    let words: Vec<&str> = screen.split_whitespace().collect();
    words.join(" ")
}

/// Whether it puts something into a space.
fn writes(request: &Request) -> bool {
    const LOOKS: [&str; 6] = ["show", "list", "compare", "needs", "record", "preview"];
    let value = serde_json::to_value(request).unwrap_or_default();
    let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    match (&*word("do"), &*word("verb")) {
        (request, "") => {
            let of = |kind: &&str| request.starts_with(kind);
            let made = |end: &&str| request.ends_with(end);
            ["thread_", "doc_", "agenda_"].iter().any(of)
                && !["_show", "_list", "_exchange", "_history", "_read"]
                    .iter()
                    .any(made)
        }
        (_, verb) => !LOOKS.contains(&verb),
    }
}

#[test]
fn every_form_that_writes_says_who_will_read() {
    for (name, keys, space, node) in all() {
        for size in SIZES {
            let mut h = Harness::inside_with(Language::Spanish, size, node());
            h.keys(&keys[..keys.len() - 1]);
            h.wait(1000);
            h.keys(&keys[keys.len() - 1..]);
            let line = "Lo leerán 214 personas de 16 organizaciones · Red Ejemplo";
            let screen = h.screen();
            assert!(words(&mut h).contains(line), "{name} {size:?}:\n{screen}");
            let asked = h.node.asked.iter().rev().find_map(|request| match request {
                Request::Readers { space } => Some(space.as_str()),
                _ => None,
            });
            assert_eq!(asked, Some(space), "{name}:\n{screen}");
        }
    }
}

#[test]
fn no_command_that_writes_does_so_before_it_was_said_who_will_read() {
    let ways = all();
    for command in COMMANDS.iter().filter(|command| command.is_local()) {
        let told = ways.iter().any(|(name, ..)| *name == command.name);
        let other = OTHERS.contains(&command.name);
        assert!(told != other, "{}", command.name);
    }
    for (name, keys, _, node) in ways {
        let mut h = Harness::inside_with(Language::Spanish, SIZES[1], node());
        h.keys(&keys[..keys.len() - 1]);
        let asked = h.node.asked.len();
        h.keys(&keys[keys.len() - 1..]);
        let wrote = h.node.asked[asked..].iter().find(|request| writes(request));
        assert!(wrote.is_none(), "{name}: {wrote:?}");
    }
}

#[test]
fn a_score_says_that_the_coordinators_alone_open_it() {
    for size in SIZES {
        let mut h = Harness::inside_with(Language::Spanish, size, full());
        h.keys(&["6", "Enter", "Enter"]);
        assert!(matches!(h.state().over, Some(Over::Question(_))));
        let screen = h.screen();
        let line = "Lo abren solo las coordinadoras de tu organización.";
        assert!(words(&mut h).contains(line), "{size:?}:\n{screen}");
    }
}
