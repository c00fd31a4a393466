//! Agendas: what they hold, who signed the edition, who holds it.

use asamblea_node::api::{AgendaDetail, AgendaItemRow};

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::inside::Pane as Focus;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::text::wrap;
use crate::view::when::{Clock, day, hour, hour_there, when_exactly};

/// A bar has one cell for each organization, so that it can be counted, up to this many.
const BAR_CELLS_MAX: u64 = 24;

fn kind_key(kind: &str) -> &'static str {
    match kind {
        "training" => "ui-item-training",
        "action" => "ui-item-action",
        "deadline" => "ui-item-deadline",
        _ => "ui-item-meeting",
    }
}

/// Title and sentences of an item.
pub(crate) fn item_words(
    texts: &Texts,
    clock: &Clock,
    item: &AgendaItemRow,
) -> (String, Vec<String>) {
    let mut words = vec![format!(
        "{} · {}",
        texts.get(kind_key(&item.kind)),
        when_exactly(texts, clock, &item.starts)
    )];
    if let Some(there) = hour_there(clock, &item.starts, &item.zone) {
        let zone = harmless(&item.zone);
        words.push(texts.with("ui-item-there", &[("hour", &there), ("zone", &zone)]));
    }
    if let Some(place) = &item.place {
        words.push(texts.with("ui-item-at", &[("place", &harmless(place))]));
    }
    if let Some(who) = &item.who {
        words.push(texts.with("ui-item-who", &[("who", &harmless(who))]));
    }
    if item.state == "cancelled" {
        words.push(texts.get("ui-item-cancelled"));
    }
    words.extend(change_words(texts, clock, item));
    (harmless(&item.title), words)
}

/// How an item was before, where that is something else than being new or off.
fn change_words(texts: &Texts, clock: &Clock, item: &AgendaItemRow) -> Option<String> {
    let change = item.change.as_ref()?;
    let was = [
        change.title.as_deref().map(harmless),
        change
            .starts
            .as_deref()
            .map(|at| when_exactly(texts, clock, at)),
        change.place.as_deref().map(harmless),
    ];
    let was: Vec<String> = was
        .into_iter()
        .flatten()
        .filter(|was| !was.is_empty())
        .collect();
    match change.kind.as_str() {
        "new" => Some(texts.get("ui-item-new")),
        "cancelled" => None,
        _ if was.is_empty() => Some(texts.get("ui-item-changed")),
        _ => Some(texts.with("ui-item-was", &[("was", &was.join(" · "))])),
    }
}

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let first = inside.pane == Focus::First;
    let detail = inside.agenda_detail();
    let mut page = placed(vec![scene.text("ui-agenda")], receipt_short(scene));
    let mut agendas = list(scene);
    agendas.active = first;
    let mut items = items(scene, detail);
    items.active = !first;
    if scene.is_wide() {
        agendas.width = FIRST_COLUMNS;
        page.panes = vec![agendas, items];
    } else {
        let mut pane = if first { agendas } else { items };
        if !first {
            let title = inside
                .agenda()
                .map_or_else(String::new, |agenda| harmless(&agenda.title));
            page = placed(vec![scene.text("ui-agenda"), title], String::new());
        }
        pane.head = None;
        page.panes = vec![pane];
    }
    let words = detail.map_or_else(String::new, |detail| signed(scene, detail));
    page.notice = vec![piece(words, Role::Text)];
    page
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let mut rows = Vec::new();
    let room = if scene.is_wide() {
        usize::from(FIRST_COLUMNS) - 5
    } else {
        scene.text_room(0)
    };
    for (at, agenda) in inside.known.agendas.iter().enumerate() {
        rows.push(Row::text(harmless(&agenda.title)).focused(at == inside.agenda_at));
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-agenda-empty", room));
    }
    rows.extend(receipt_rows(scene, room));
    Pane {
        head: Some(Row::heading(scene.text("ui-agendas"))),
        rows,
        ..Pane::default()
    }
}

fn receipt_short(scene: &Scene<'_>) -> String {
    let inside = scene.inside;
    let receipt = inside
        .agenda()
        .and_then(|agenda| inside.known.receipts.get(&agenda.id));
    receipt.map_or_else(String::new, |receipt| {
        let (held, of) = (receipt.held.len().to_string(), receipt.of.to_string());
        scene.texts.with("ui-at-of", &[("at", &held), ("of", &of)])
    })
}

fn receipt_rows(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let inside = scene.inside;
    let Some(agenda) = inside.agenda() else {
        return Vec::new();
    };
    let Some(receipt) = inside.known.receipts.get(&agenda.id) else {
        return refused_rows(scene, room);
    };
    let (held, of) = (receipt.held.len().to_string(), receipt.of.to_string());
    let edition = receipt.edition.to_string();
    let mut rows = vec![
        Row::blank(),
        Row::heading(scene.text_with("ui-edition", "edition", &edition)),
        Row::text(
            scene
                .texts
                .with("ui-receipt", &[("held", &held), ("of", &of)]),
        ),
    ];
    if receipt.of <= BAR_CELLS_MAX {
        let filled = receipt.held.len();
        let empty = usize::try_from(receipt.of)
            .unwrap_or(0)
            .saturating_sub(filled);
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(empty));
        rows.push(Row::role(bar, Role::Done));
    }
    if !receipt.missing.is_empty() {
        let names: Vec<String> = receipt
            .missing
            .iter()
            .map(|org| harmless(&org.name))
            .collect();
        let words = scene.text_with("ui-receipt-missing", "names", &names.join(", "));
        rows.extend(wrap(&words, room).into_iter().map(Row::text));
    }
    rows.extend(refused_rows(scene, room));
    rows
}

/// Editions that somebody signed who may not: one sentence, so that nobody takes them for real.
fn refused_rows(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let refused = scene.inside.agenda_detail().map(|detail| &detail.refused);
    let mut rows = Vec::new();
    for row in refused.into_iter().flatten() {
        let by = scene.author(&row.by);
        let edition = row.edition.to_string();
        let arguments = [("edition", edition.as_str()), ("by", by.as_str())];
        let words = scene.texts.with("ui-edition-refused", &arguments);
        rows.push(Row::blank());
        for (at, line) in wrap(&words, room).into_iter().enumerate() {
            let row = Row::role(line, Role::Danger);
            rows.push(if at == 0 {
                row.mark('!', Role::Danger)
            } else {
                row
            });
        }
    }
    rows
}

fn signed(scene: &Scene<'_>, detail: &AgendaDetail) -> String {
    let Some(author) = &detail.signed_by else {
        return scene.text("ui-agenda-draft");
    };
    let edition = detail.edition.to_string();
    let who = scene.author(author);
    let when = detail
        .at
        .as_deref()
        .map_or_else(String::new, |at| scene.when(at));
    let arguments = [
        ("edition", edition.as_str()),
        ("who", &who),
        ("when", &when),
    ];
    let mut words = scene.texts.with("ui-agenda-signed", &arguments);
    if let Some(replaced) = detail.replaces {
        let changed = detail.items.iter().filter(|item| item.change.is_some());
        let (replaced, changed) = (replaced.to_string(), changed.count().to_string());
        let arguments = [("edition", &*replaced), ("changed", &*changed)];
        words.push(' ');
        words.push_str(&scene.texts.with("ui-agenda-replaces", &arguments));
    }
    if !detail.unpublished.is_empty() {
        let n = detail.unpublished.len().to_string();
        words.push(' ');
        words.push_str(&scene.texts.with("ui-unpublished", &[("n", &n)]));
    }
    words
}

fn items(scene: &Scene<'_>, detail: Option<&AgendaDetail>) -> Pane {
    let inside = scene.inside;
    let clock = &scene.app.clock;
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let mut rows = Vec::new();
    let mut title = String::new();
    if let Some(detail) = detail {
        title = harmless(&detail.title);
        let mut shown_day = String::new();
        for (at, (item, unpublished)) in inside.agenda_items().into_iter().enumerate() {
            let Some(starts) = clock.local(&item.starts) else {
                continue;
            };
            let its_day = day(scene.texts, clock, &starts);
            if its_day != shown_day {
                if !shown_day.is_empty() {
                    rows.push(Row::blank());
                }
                rows.push(Row::heading(its_day.clone()));
                shown_day = its_day;
            }
            let cancelled = item.state == "cancelled";
            let row = Row::text(format!("{}  {}", hour(&starts), harmless(&item.title)));
            let row = if cancelled {
                row.mark('-', Role::Danger).right(scene.text("ui-item-off"))
            } else if item.change.is_some() {
                row.mark('~', Role::Care)
            } else {
                row
            };
            let row = if unpublished {
                row.right(scene.text("ui-item-unpublished"))
            } else {
                row
            };
            rows.push(row.focused(at == inside.item_at));
            let beside = beside(scene, item);
            if !beside.is_empty() {
                for line in wrap(&beside, room.saturating_sub(7)) {
                    rows.push(Row::role(format!("       {line}"), Role::Secondary));
                }
            }
        }
    }
    if rows.is_empty() {
        let words = if inside.agenda().is_some() {
            "ui-agenda-no-items"
        } else {
            "ui-agenda-empty"
        };
        rows.extend(scene.words(words, room));
    }
    Pane {
        head: Some(Row::heading(title).right(scene.text("ui-my-hour"))),
        rows,
        foot: super::links::feet(scene, room),
        ..Pane::default()
    }
}

/// The hour at the place and the place.
fn beside(scene: &Scene<'_>, item: &AgendaItemRow) -> String {
    let mut parts = Vec::new();
    if let Some(there) = hour_there(&scene.app.clock, &item.starts, &item.zone) {
        parts.push(scene.text_with("ui-there", "hour", &there));
    }
    if let Some(place) = &item.place {
        parts.push(harmless(place));
    }
    parts.extend(change_words(scene.texts, &scene.app.clock, item));
    parts.join(" · ")
}
