//! Proposals: the list, and one with its rule in words, its tally, and who is missing.

use asamblea_node::api::{ProposalDetail, ProposalRow, whole_day};

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::inside::Pane as Focus;
use crate::harmless::{harmless, harmless_lines};
use crate::theme::Role;
use crate::view::deciding;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::table::{Column, Table, bar};
use crate::view::text::wrap;
use crate::view::when::until;

/// Cells of the longest bar of a tally: two for each vote while they fit.
const BAR_CELLS: usize = 28;
const BAR_CELLS_NARROW: usize = 14;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    if inside.composer.is_some() {
        return super::thread::narrow_page(scene);
    }
    let first = inside.pane == Focus::First;
    let mut page = placed(vec![scene.text("ui-proposals")], String::new());
    let mut list = list(scene);
    list.active = first;
    let mut detail = detail(scene);
    detail.active = !first;
    if scene.is_wide() {
        list.width = FIRST_COLUMNS;
        page.panes = vec![list, detail];
    } else if first {
        list.head = None;
        page.panes = vec![list];
    } else {
        let title = inside
            .proposal()
            .map_or_else(String::new, |row| harmless(&row.title));
        page = placed(vec![scene.text("ui-proposals"), title], String::new());
        detail.head = None;
        page.panes = vec![detail];
    }
    let words = inside
        .proposal()
        .map_or_else(String::new, |row| waits(scene, row));
    page.notice = vec![piece(words, Role::Text)];
    page
}

/// What it waits for, from me.
fn waits(scene: &Scene<'_>, row: &ProposalRow) -> String {
    if row.waits_for_me() {
        return deciding::mine(scene.texts, row);
    }
    String::new()
}

/// A proposal as one row: what it waits for, or where it is.
fn short(row: &ProposalRow) -> Row {
    let drawn = Row::text(harmless(&row.title));
    if row.waits_for_me() {
        return drawn.mark('•', Role::Heading);
    }
    if row.takes_amendments() {
        drawn
    } else {
        drawn.mark('-', Role::Secondary)
    }
}

/// One that waits for my vote, with the time that is left.
pub(super) fn waiting(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.deciding.rows[at];
    let closes = match whole_day(&row.closes) {
        Some(_) => until(scene.texts, &scene.app.clock, &row.closes),
        None => scene.when(&row.closes),
    };
    let words = scene.text_with("ui-proposal-closes", "when", &closes);
    short(row).right(if scene.is_wide() { words } else { closes })
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let room = if scene.is_wide() {
        usize::from(FIRST_COLUMNS) - 5
    } else {
        scene.text_room(0)
    };
    let mut rows: Vec<Row> = Vec::new();
    for (at, row) in inside.deciding.rows.iter().enumerate() {
        rows.push(short(row).focused(at == inside.deciding.at));
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-proposals-empty", room));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-proposals"))),
        rows,
        ..Pane::default()
    }
}

fn detail(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let (mut rows, head) = match inside.proposal_detail() {
        Some(detail) => (lines(scene, detail, room), heading(scene, detail)),
        None => {
            let key = match inside.proposal() {
                Some(_) => "ui-why-proposal-loading",
                None => "ui-proposals-empty",
            };
            let words = wrap(&scene.text(key), room);
            (words.into_iter().map(Row::text).collect(), Row::blank())
        }
    };
    let at = inside.deciding.line.min(rows.len().saturating_sub(1));
    if let Some(row) = rows.get_mut(at) {
        row.focus = true;
    }
    Pane {
        head: Some(head),
        rows,
        foot: super::links::feet(scene, room),
        ..Pane::default()
    }
}

fn heading(scene: &Scene<'_>, detail: &ProposalDetail) -> Row {
    let state = deciding::state(scene.texts, &detail.state);
    Row::heading(harmless(&detail.title)).right(state)
}

/// How many lines the page of the focused proposal has.
pub(crate) fn proposal_lines(app: &crate::app::App, inside: &crate::app::inside::Inside) -> usize {
    let scene = Scene::new(app, inside);
    detail(&scene).rows.len()
}

fn lines(scene: &Scene<'_>, detail: &ProposalDetail, room: usize) -> Vec<Row> {
    let texts = scene.texts;
    let mut rows = Vec::new();
    let say = |rows: &mut Vec<Row>, text: &str, role: Role| {
        for line in text.lines() {
            rows.extend(
                wrap(line, room)
                    .into_iter()
                    .map(|line| Row::role(line, role)),
            );
        }
    };
    let closes = match (&detail.second_call, detail.state.as_str()) {
        (Some(second), "second_call") => second,
        _ => &detail.closes,
    };
    let closes = until(texts, &scene.app.clock, closes);
    let version = detail.version.to_string();
    let about = [
        scene.author(&detail.author),
        scene.text_with("ui-proposal-version", "n", &version),
        scene.text_with("ui-proposal-closes", "when", &closes),
    ];
    say(&mut rows, &about.join(" · "), Role::Secondary);
    rows.push(Row::blank());
    say(&mut rows, &harmless_lines(&detail.text), Role::Text);
    let waiting = detail.versions.iter().filter(|row| row.state == "waiting");
    if let n @ 1.. = waiting.count() {
        let words = scene.text_with("ui-amendments-waiting", "n", &n.to_string());
        say(&mut rows, &words, Role::Care);
    }
    rows.push(Row::blank());
    rows.push(Row::heading(scene.text("label-rule")));
    say(&mut rows, &detail.rule, Role::Text);
    if let Some(preview) = &detail.preview {
        rows.push(Row::heading(scene.text("label-preview")));
        say(&mut rows, &preview.words, Role::Text);
    }
    say(&mut rows, &detail.secrecy, Role::Secondary);
    let roll = Some(deciding::roll(texts, detail));
    for (label, said) in [("label-roll", roll), ("label-from", origin(scene, detail))] {
        let line = said.map(|said| format!("{}: {said}", scene.text(label)));
        say(&mut rows, &line.unwrap_or_default(), Role::Secondary);
    }
    rows.push(Row::blank());
    rows.extend(tally(scene, detail, room));
    if let Some(unit) = &detail.my_unit {
        let unit = harmless(&unit.name);
        let mine: Vec<String> = detail
            .my_choices
            .iter()
            .map(|choice| deciding::choice(texts, detail, choice))
            .collect();
        let words = if mine.is_empty() {
            let said = deciding::word(
                texts,
                "proposal-mine",
                detail.mine.as_deref().unwrap_or("none"),
            );
            texts.with("ui-proposal-mine", &[("unit", &unit), ("said", &said)])
        } else {
            let said = mine.join(", ");
            texts.with("ui-proposal-mine", &[("unit", &unit), ("said", &said)])
        };
        say(&mut rows, &words, Role::Heading);
    }
    rows.extend(delegations(scene, room));
    rows.extend(ballots(scene, detail, room));
    rows.extend(aftermath(scene, detail, room));
    rows
}

/// Votes that my unit gave away or carries here.
fn delegations(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let proposal = scene.inside.proposal().into_iter();
    let all = proposal.flat_map(|row| &row.delegations);
    let lines = all.flat_map(|one| wrap(&deciding::delegation(scene.texts, one), room));
    lines.map(Row::text).collect()
}

/// Who thought otherwise, and what one has to know of how it was counted.
fn aftermath(scene: &Scene<'_>, detail: &ProposalDetail, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let minority = deciding::minority(scene.texts, detail);
    if !minority.is_empty() {
        rows.extend([Row::blank(), Row::heading(scene.text("label-minority"))]);
    }
    for line in minority {
        rows.extend(wrap(&line, room).into_iter().map(Row::text));
    }
    let cautions = deciding::cautions(scene.texts, detail);
    rows.extend((!cautions.is_empty()).then(Row::blank));
    for caution in cautions {
        let lines = wrap(&caution, room).into_iter();
        rows.extend(lines.map(|line| Row::role(line, Role::Care)));
    }
    rows
}

/// What it came from: its title where it is known here.
fn origin(scene: &Scene<'_>, detail: &ProposalDetail) -> Option<String> {
    let from = detail.from.as_deref()?;
    let known = &scene.inside.known;
    let threads = known.threads.iter().map(|row| (&row.id, &row.title));
    let docs = known.docs.iter().map(|row| (&row.id, &row.title));
    let proposals = scene.inside.deciding.rows.iter();
    let proposals = proposals.map(|row| (&row.id, &row.title));
    let meetings = known.meetings.iter().map(|row| (&row.id, &row.title));
    let assessing = &scene.inside.assessing;
    let rounds = assessing.rounds.iter().map(|row| (&row.id, &row.title));
    let plans = assessing.plans.iter().map(|row| (&row.id, &row.title));
    let assessed = meetings.chain(rounds).chain(plans);
    let mut all = threads.chain(docs).chain(proposals).chain(assessed);
    let title = all.find(|(id, _)| *id == from);
    title
        .map(|(_, title)| harmless(title))
        .or_else(|| deciding::origin(scene.texts, detail))
}

fn tally(scene: &Scene<'_>, detail: &ProposalDetail, room: usize) -> Vec<Row> {
    let texts = scene.texts;
    let quorum = scene.text(if detail.quorum_met {
        "ui-quorum-met"
    } else {
        "ui-quorum-missing"
    });
    let voted = deciding::voted(texts, detail);
    let voted = voted.map_or_else(String::new, |voted| format!("{voted}: {quorum}"));
    let mut rows = vec![Row::heading(scene.text("ui-tally")).right(voted)];
    let counts = deciding::counts(detail);
    let largest = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let cells = if scene.is_wide() {
        BAR_CELLS
    } else {
        BAR_CELLS_NARROW
    };
    let mut table = Table::new(vec![
        Column::text(""),
        Column::number(""),
        Column::text("").spare(1),
    ]);
    for (choice, count) in counts {
        let name = piece(deciding::choice(texts, detail, &choice), Role::Text);
        let number = piece(count.to_string(), Role::Text);
        let twice = count.saturating_mul(2);
        let drawn = bar(twice, largest.saturating_mul(2), cells);
        table
            .lines
            .push(vec![name, number, piece(drawn, Role::Done)]);
    }
    rows.extend(table.rows(room));
    let outcome = deciding::outcome(texts, detail);
    rows.extend(wrap(&outcome, room).into_iter().map(Row::text));
    if !detail.missing.is_empty() {
        let names: Vec<String> = detail
            .missing
            .iter()
            .map(|unit| harmless(&unit.name))
            .collect();
        let words = format!("{}: {}", scene.text("label-missing"), names.join(", "));
        rows.push(Row::blank());
        rows.extend(wrap(&words, room).into_iter().map(Row::text));
    }
    rows.push(Row::blank());
    rows
}

fn ballots(scene: &Scene<'_>, detail: &ProposalDetail, room: usize) -> Vec<Row> {
    let texts = scene.texts;
    let mut rows = Vec::new();
    let shown = detail.ballots.iter().filter(|row| row.state != "earlier");
    for row in shown {
        if rows.is_empty() {
            rows.extend([Row::blank(), Row::heading(scene.text("ui-ballots"))]);
        }
        let choices: Vec<String> = row
            .choices
            .iter()
            .map(|choice| deciding::choice(texts, detail, choice))
            .collect();
        let to = row.to.iter().map(|to| format!("→ {}", harmless(&to.name)));
        let said: Vec<String> = choices.into_iter().chain(to).collect();
        let state = deciding::word(texts, "ballot", &row.state);
        let words = format!("{}: {}", harmless(&row.unit.name), said.join(", "));
        let drawn = Row::text(words);
        rows.push(match row.state.as_str() {
            "counted" | "delegation" => drawn,
            _ => drawn.mark('!', Role::Care).right(state),
        });
        if let Some(basis) = &row.basis {
            let basis = deciding::word(texts, "basis", basis);
            let said = format!("  {}: {basis}", scene.text("label-basis"));
            rows.push(Row::role(said, Role::Secondary));
        }
        for text in [&row.reason, &row.harm, &row.change].into_iter().flatten() {
            for line in wrap(&harmless(text), room.saturating_sub(2)) {
                rows.push(Row::role(format!("  {line}"), Role::Secondary));
            }
        }
    }
    for closing in &detail.closings {
        if let Some(statement) = &closing.statement {
            rows.push(Row::blank());
            let lines = wrap(&harmless(statement), room);
            rows.extend(lines.into_iter().map(Row::text));
        }
    }
    rows
}
