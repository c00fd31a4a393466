//! Generated checks over every place of the interface: the help lists exactly what acts, the
//! palette does every command or says why not, and the cursor stands on the focused row.

use super::harness::{Harness, Node, invitation};
use super::{assessments, files, links, proposals};
use crate::app::Stage;
use crate::command_table::{Act, COMMANDS, Command, Place};
use crate::keymap::{Meaning, lookup, parse};
use crate::lang::Language;
use crate::view::screens::help_commands;

const SIZES: [(u16, u16); 3] = [(40, 20), (80, 24), (120, 30)];

/// Keys that lead from the first screen to every place.
const WAYS: &[(Place, &[&str])] = &[
    (Place::Home, &[]),
    (Place::Tree, &["2"]),
    (Place::List, &["2", "Enter"]),
    (Place::Thread, &["2", "Enter", "Enter"]),
    (Place::Composer, &["2", "Enter", "Enter", "R"]),
    (
        Place::Document,
        &["2", "Enter", "Down", "Down", "Down", "Enter"],
    ),
    (
        Place::Writing,
        &["2", "Enter", "Down", "Down", "Down", "Enter", "e"],
    ),
    (
        Place::History,
        &["2", "Enter", "Down", "Down", "Down", "Enter", "H"],
    ),
    (Place::Agendas, &["3"]),
    (Place::Agenda, &["3", "Tab"]),
    (Place::Dates, &["8"]),
    (Place::Day, &["8", "Tab"]),
    (Place::Meetings, &["4"]),
    (Place::Meeting, &["4", "Tab"]),
    (Place::Tasks, &["7"]),
    (Place::Task, &["7", "Tab"]),
    (Place::Proposals, &["5"]),
    (Place::Proposal, &["5", "Enter"]),
    (Place::Rounds, &["6"]),
    (Place::Round, &["6", "Enter"]),
    (Place::Plan, &["6", "Down", "Enter"]),
    (Place::Readers, &["2", "i"]),
    (Place::Files, &["2", "Enter", "Enter", "z"]),
    (Place::Links, &["2", "Enter", "Enter", "L"]),
    (Place::Invitation, &["g", "p", "End", "Enter"]),
    (Place::People, &["g", "p"]),
    (Place::Person, &["g", "p", "Down", "Down", "Down", "Tab"]),
    (Place::Sync, &["g", "y"]),
    (Place::Help, &["?"]),
    (Place::Palette, &[":"]),
    (Place::Question, &["g", "p", "i"]),
];

/// A node with something for every place to show.
fn full() -> Node {
    let mut node = Node::example();
    node.proposals = vec![proposals::plan()];
    node.assessing = assessments::told(Vec::new());
    node.files = files::files();
    node.chain.led_to = vec![links::link("proposal", "prop1", "Plan de incidencia 2027")];
    node.invitations = vec![invitation()];
    node
}

/// In a network in which every way leads somewhere.
fn inside(size: (u16, u16)) -> Harness {
    Harness::inside_with(Language::Spanish, size, full())
}

/// A node in which everything is there, or nothing.
fn nodes() -> [Node; 2] {
    let empty = Node {
        spaces: Node::example().spaces,
        coordinators: 3,
        ..Node::default()
    };
    [Node::example(), empty]
}

#[track_caller]
fn cursor_is_on_the_focus(h: &mut Harness, what: &str) {
    let screen = h.screen();
    let cursor = h.cursor();
    let row: Vec<char> = screen
        .lines()
        .nth(cursor.y.into())
        .unwrap_or_default()
        .chars()
        .collect();
    let before = &row[..usize::from(cursor.x).min(row.len())];
    assert!(
        before.contains(&'›'),
        "{what}: cursor {cursor:?} off the focused row:\n{screen}"
    );
    let focused = screen.matches('›').count();
    let titled = screen
        .lines()
        // On a small screen the place takes one line, and the focus may stand on the next.
        .take(usize::from(cursor.y).min(2))
        .map(|line| line.matches('›').count())
        .sum::<usize>();
    assert_eq!(focused - titled, 1, "{what}: one focus only:\n{screen}");
}

#[test]
fn the_cursor_stands_on_the_focused_row_wherever_one_goes() {
    for size in SIZES {
        for (place, keys) in WAYS {
            let mut h = inside(size);
            h.keys(keys);
            assert_eq!(h.state().place(), *place, "{keys:?}");
            cursor_is_on_the_focus(&mut h, &format!("{place:?} at {size:?}"));
            if !place.takes_letters() {
                for key in ["Down", "End", "Up", "Home"] {
                    h.keys(&[key]);
                    cursor_is_on_the_focus(&mut h, &format!("{place:?}, {key}, at {size:?}"));
                }
            }
        }
    }
}

#[test]
fn a_way_leads_to_every_place() {
    for place in Place::ALL {
        let known = WAYS.iter().any(|(to, _)| to == place);
        assert!(known, "no way leads to {place:?}");
    }
}

#[test]
fn empty_screens_have_a_focus_too() {
    for size in SIZES {
        for keys in [
            &["1"][..],
            &["2"],
            &["2", "Enter"],
            &["3"],
            &["3", "Tab"],
            &["7"],
            &["7", "Tab"],
            &["g", "p"],
            &["g", "p", "Tab"],
            &["g", "y"],
            &["/"],
            &["?"],
        ] {
            let [_, node] = nodes();
            let mut h = Harness::inside_with(Language::Spanish, size, node);
            h.keys(keys);
            cursor_is_on_the_focus(&mut h, &format!("{keys:?} at {size:?}"));
        }
    }
}

#[test]
fn before_one_is_inside_the_cursor_stands_on_the_focus() {
    for size in SIZES {
        let mut h = Harness::new(Language::Spanish, size, false);
        cursor_is_on_the_focus(&mut h, "language");
        h.keys(&["1"]);
        cursor_is_on_the_focus(&mut h, "how");
        h.keys(&["2"]);
        cursor_is_on_the_focus(&mut h, "names");
        let mut h = Harness::new(Language::Spanish, size, true);
        cursor_is_on_the_focus(&mut h, "lock");
    }
}

#[test]
fn the_help_names_the_command_that_shows_what_is_open() {
    for (place, noun) in [
        (Place::Thread, "thread"),
        (Place::Document, "doc"),
        (Place::Agenda, "agenda"),
        (Place::Meeting, "meeting"),
        (Place::Proposal, "proposal"),
        (Place::Round, "assessment"),
        (Place::Plan, "plan"),
    ] {
        let (_, keys) = WAYS.iter().find(|(known, _)| *known == place).unwrap();
        let mut node = full();
        let called = Node::with_meetings();
        (node.meetings, node.meeting) = (called.meetings, called.meeting);
        let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
        h.keys(keys);
        h.keys(&["?"]);
        let line = format!("asamblea {noun} show ID");
        let count = help_commands(h.state(), place).len();
        let said = (0..count).any(|_| {
            let said = h.screen().contains(&line);
            h.keys(&["Down"]);
            said
        });
        assert!(said, "{line}");
    }
}

#[test]
fn the_help_lists_exactly_the_keys_that_act() {
    for (place, keys) in WAYS.iter().filter(|(place, _)| !place.takes_letters()) {
        if *place == Place::Help {
            continue;
        }
        let mut h = inside((80, 24));
        h.keys(keys);
        h.keys(&["?"]);
        let mut listed = String::new();
        let count = help_commands(h.state(), *place).len();
        for _ in 0..count {
            listed.push_str(&h.screen());
            h.keys(&["Down"]);
        }
        for command in COMMANDS {
            let words = h.app.texts.get(&command.text_key());
            let keys = command.keys.join("  ");
            let shown = listed
                .lines()
                .any(|line| line.contains(&words) && line.contains(&keys));
            let acts = command.keys.iter().all(|keys| {
                let chords = parse(keys).unwrap();
                lookup(*place, &chords) == Meaning::Act(command.act)
            });
            let real = command.act != Act::PracticeReset;
            assert_eq!(shown, acts && real, "{place:?}: {}", command.name);
        }
    }
}

#[test]
fn the_help_comes_back_to_what_it_was_put_before() {
    for (place, keys) in WAYS {
        if !matches!(place, Place::Readers | Place::Files | Place::Links) {
            continue;
        }
        let mut h = inside((80, 24));
        h.keys(keys);
        h.keys(&["?"]);
        assert_eq!(h.state().place(), Place::Help);
        h.keys(&["Esc"]);
        assert_eq!(h.state().place(), *place, "{}", h.screen());
        h.keys(&["Esc"]);
        assert_ne!(h.state().place(), *place, "{}", h.screen());
    }
}

#[test]
fn only_a_practice_network_offers_to_begin_anew_in_its_help() {
    for practice in [false, true] {
        let mut node = Node::example();
        node.practice = practice;
        let h = Harness::inside_with(Language::Spanish, (80, 24), node);
        let mut listed = help_commands(h.state(), Place::Home).into_iter();
        let shown = listed.any(|command| command.act == Act::PracticeReset);
        assert_eq!(shown, practice);
    }
}

fn is_in_palette(command: &Command) -> bool {
    let moves = [
        Act::Up,
        Act::Down,
        Act::Left,
        Act::Right,
        Act::PageUp,
        Act::PageDown,
        Act::First,
        Act::Last,
        Act::Palette,
        Act::Open,
        Act::Back,
    ];
    let leaves = command.is_local() && command.keys[0] == "Esc";
    !moves.contains(&command.act) && !leaves
}

/// Something happened: a request, another screen, a question, or a word on the notice line.
fn trace(h: &mut Harness) -> (usize, usize, String) {
    (h.node.asked.len(), h.effects.len(), h.screen())
}

#[test]
fn the_palette_does_every_command_or_says_why_not() {
    for node in [0, 1] {
        for command in COMMANDS.iter().filter(|command| is_in_palette(command)) {
            let [full, empty] = nodes();
            let node = if node == 0 { full } else { empty };
            let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
            // Not from the place where it leads.
            h.keys(if command.act == Act::Spaces {
                &["1"]
            } else {
                &["2"]
            });
            let before = trace(&mut h);
            h.keys(&[":"]);
            let words = h.app.texts.get(&command.text_key());
            h.write(&words);
            let found = h.screen();
            assert!(found.contains(&words), "{}:\n{found}", command.name);
            h.keys(&["Enter"]);
            // The search is another palette.
            let open =
                matches!(&h.app.stage, Stage::Inside(inside) if inside.place() == Place::Palette);
            assert_eq!(open, command.act == Act::Find, "{}", command.name);
            assert_ne!(before, trace(&mut h), "nothing came of {}", command.name);
        }
    }
}

#[test]
fn what_belongs_to_another_section_is_done_there() {
    let mut h = Harness::inside(Language::Spanish, (80, 24));
    h.keys(&["2", ":"]);
    h.write("Invitar");
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(screen.contains("¿A quién invitar?"), "{screen}");
    h.keys(&["Esc", "1", ":"]);
    h.write("Publicar la agenda");
    h.keys(&["Enter"]);
    assert!(
        h.screen().contains("Publicar la edición 8"),
        "{}",
        h.screen()
    );
}
