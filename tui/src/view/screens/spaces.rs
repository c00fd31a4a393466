//! The tree of spaces and the list of a space.

use super::{
    FIRST_COLUMNS, LIST_COLUMNS, SECTIONS_COLUMNS, Scene, document, is_document_open, placed,
    thread,
};
use crate::app::inside::{Listed, Open, Pane as Focus, TreeRow};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    if is_document_open(inside) {
        return document::page(scene);
    }
    let focus = inside.pane;
    let composing = inside.composer.is_some();
    let wide = scene.is_wide();
    let detail = focus == Focus::Detail || composing;
    let place = match (&inside.open, focus) {
        (Open::Thread(_), Focus::Detail) => "ui-threads",
        _ => "ui-spaces",
    };
    let mut page = placed(vec![scene.text(place)], String::new());
    let mut tree_pane = tree(scene);
    let mut list_pane = list(scene);
    tree_pane.active = focus == Focus::First && !composing;
    list_pane.active = focus == Focus::Second && !composing;
    if scene.is_very_wide() {
        tree_pane.width = SECTIONS_COLUMNS;
        list_pane.width = LIST_COLUMNS;
        page.panes = vec![tree_pane, list_pane, thread::pane(scene)];
    } else if wide && detail {
        list_pane.width = FIRST_COLUMNS;
        page.panes = vec![list_pane, thread::pane(scene)];
    } else if wide {
        tree_pane.width = FIRST_COLUMNS;
        page.panes = vec![tree_pane, list_pane];
    } else if detail {
        return thread::narrow_page(scene);
    } else {
        let pane = if focus == Focus::First {
            tree_pane
        } else {
            list_pane
        };
        page = narrow(scene, pane);
    }
    page.notice = vec![piece(space_line(scene), Role::Text)];
    page
}

fn narrow(scene: &Scene<'_>, mut pane: Pane) -> Page {
    let head = pane.head.take();
    let words = |pieces: &[crate::view::page::Piece]| -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    };
    let (place, detail) = head.map_or_else(Default::default, |head| {
        (words(&head.left), words(&head.right))
    });
    let mut page = placed(vec![place], detail);
    page.notice = vec![piece(space_line(scene), Role::Text)];
    page.panes = vec![pane];
    page
}

/// What kind of space has the focus, and who is in it.
fn space_line(scene: &Scene<'_>) -> String {
    let inside = scene.inside;
    let Some(space) = inside.space() else {
        return String::new();
    };
    let kind = match space.kind.as_str() {
        kind @ ("network" | "org" | "subregion" | "person" | "working") => kind,
        _ => "working",
    };
    let kind = scene.text(&format!("ui-kind-{kind}"));
    match inside.known.readers.get(&space.id) {
        Some(readers) => {
            let (people, orgs) = (readers.people.to_string(), readers.orgs.to_string());
            let arguments = [
                ("kind", kind.as_str()),
                ("people", &people),
                ("orgs", &orgs),
            ];
            scene.texts.with("ui-space-line", &arguments)
        }
        None => kind,
    }
}

fn tree(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let mut rows = Vec::new();
    let mut number = 0;
    for row in inside.tree() {
        match row {
            TreeRow::Heading(key) => {
                rows.push(Row::blank());
                rows.push(Row::heading(scene.text(key)));
            }
            TreeRow::Space { at, depth, last } => {
                let space = &inside.known.spaces[at];
                let branch = match (depth, last) {
                    (0, _) => "",
                    (_, false) => "├ ",
                    (_, true) => "└ ",
                };
                let unread = space.unread > 0;
                let role = if unread { Role::Heading } else { Role::Text };
                let mut row = Row::role(format!("{branch}{}", harmless(&space.name)), role);
                if unread {
                    row = row.mark('•', Role::Heading).right(space.unread.to_string());
                }
                rows.push(row.focused(number == inside.tree_at));
                number += 1;
            }
        }
    }
    if number == 0 {
        rows.push(Row::text(scene.text("ui-tree-empty")).focused(true));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-spaces"))),
        rows,
        ..Pane::default()
    }
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let listed = inside.listed();
    let name = inside
        .space()
        .map_or_else(String::new, |space| harmless(&space.name));
    let beside = inside.pane == Focus::Detail || inside.composer.is_some();
    let slim = scene.is_very_wide() || (scene.is_wide() && beside);
    let mut rows = Vec::new();
    let mut heading = "";
    for (at, row) in listed.iter().enumerate() {
        let own = match row {
            Listed::Thread(_) => "",
            Listed::Document(_) => "ui-documents",
            Listed::Agenda(_) => "ui-agendas",
        };
        if own != heading {
            if at > 0 {
                rows.push(Row::blank());
            }
            rows.push(Row::heading(scene.text(own)));
            heading = own;
        }
        rows.push(listed_row(scene, *row, slim).focused(at == inside.list_at));
    }
    let mut head = Row::heading(name);
    if listed.is_empty() {
        for (at, line) in empty_words(scene, slim).into_iter().enumerate() {
            rows.push(Row::text(line).focused(at == 0));
        }
    } else {
        let (at, of) = ((inside.list_at + 1).to_string(), listed.len().to_string());
        head = head.right(scene.texts.with("ui-at-of", &[("at", &at), ("of", &of)]));
    }
    Pane {
        head: Some(head),
        rows,
        ..Pane::default()
    }
}

fn empty_words(scene: &Scene<'_>, slim: bool) -> Vec<String> {
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = if slim {
        usize::from(FIRST_COLUMNS) - 5
    } else {
        scene.text_room(before)
    };
    crate::view::text::wrap(&scene.text("ui-list-empty"), room)
}

fn listed_row(scene: &Scene<'_>, listed: Listed, slim: bool) -> Row {
    let known = &scene.inside.known;
    match listed {
        Listed::Thread(at) => {
            let thread = &known.threads[at];
            let fresh = thread.unread > 0;
            let role = if fresh { Role::Heading } else { Role::Text };
            let mut row = Row::role(harmless(&thread.title), role);
            let count = thread.unread.to_string();
            if fresh {
                row = row.mark('•', Role::Heading);
                row = row.right(if slim {
                    count
                } else {
                    format!("{}   ", scene.text_with("ui-new-count", "count", &count))
                });
            } else if thread.closed && !slim {
                row = row.right(format!("{}   ", scene.text("ui-closed")));
            }
            if slim {
                row
            } else {
                row.right(scene.when(&thread.last_at))
            }
        }
        Listed::Document(at) => {
            let doc = &known.docs[at];
            let role = if doc.unread {
                Role::Heading
            } else {
                Role::Text
            };
            let mut row = Row::role(harmless(&doc.title), role);
            if doc.unread {
                row = row.mark('~', Role::Heading);
                if !slim {
                    row = row.right(format!("{}   ", scene.text("ui-changed")));
                }
            }
            if slim {
                row
            } else {
                row.right(scene.when(&doc.at))
            }
        }
        Listed::Agenda(at) => {
            let agenda = &known.agendas[at];
            let row = Row::text(harmless(&agenda.title));
            if slim {
                return row;
            }
            let edition = agenda.edition.to_string();
            row.right(match agenda.edition {
                0 => scene.text("ui-draft"),
                _ => scene.text_with("ui-edition", "edition", &edition),
            })
        }
    }
}
