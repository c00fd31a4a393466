//! The first run and the lock.

use crate::app::App;
use crate::app::form::{Form, Item};
use crate::app::locked::Locked;
use crate::app::wizard::{Step, Wizard};
use crate::theme::Role;
use crate::view::page::{GUTTER, Page, Pane, Row, TWO_PANES, Title, piece};
use crate::view::text::{columns, wrap};

/// Columns of the labels, where fields stand beside them.
const LABEL_COLUMNS: usize = 15;
/// Blank rows above the field of the lock.
const LOCK_BLANKS: usize = 4;

/// Rows of a form for `room` columns of text.
pub(super) fn form_rows(form: &Form, room: usize, wide: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut number = 0;
    for (at, item) in form.items.iter().enumerate() {
        let focus = at == form.focus;
        match item {
            Item::Blank => rows.push(Row::blank()),
            Item::Heading(text) => rows.push(Row::heading(text.clone())),
            Item::Words(text) => {
                let lines = wrap(text, room).into_iter().enumerate();
                rows.extend(lines.map(|(at, line)| Row::text(line).focused(focus && at == 0)));
            }
            Item::Choice {
                text,
                hint,
                numbered,
            } => {
                let text = if *numbered {
                    number += 1;
                    format!("{number}  {text}")
                } else {
                    text.clone()
                };
                rows.push(Row::text(text).focused(focus));
                if !hint.is_empty() {
                    for line in wrap(hint, room.saturating_sub(3)) {
                        rows.push(Row::role(format!("   {line}"), Role::Secondary));
                    }
                }
            }
            Item::Field {
                label,
                field,
                secret,
            } => {
                let hide = *secret && !form.reveal;
                let (text, before) = if hide {
                    let before = crate::app::field::Field::with(field.before()).letters();
                    ("•".repeat(field.letters()), before)
                } else {
                    (field.text().to_owned(), columns(field.before()))
                };
                field_rows(&mut rows, label, &text, before, room, wide, focus);
            }
        }
    }
    rows
}

fn field_rows(
    rows: &mut Vec<Row>,
    label: &str,
    text: &str,
    before: usize,
    room: usize,
    wide: bool,
    focus: bool,
) {
    let beside = wide && columns(label) < LABEL_COLUMNS;
    let indent = if beside { LABEL_COLUMNS } else { 0 };
    if !beside {
        rows.push(Row::role(label.to_owned(), Role::Secondary));
    }
    // A long text is shown around the cursor.
    let space = room.saturating_sub(indent + 1).max(1);
    let skip = before.saturating_sub(space.saturating_sub(1));
    let shown: String = text.chars().skip(skip).collect();
    let label = if beside {
        format!("{label:<LABEL_COLUMNS$}")
    } else {
        String::new()
    };
    let shown = if shown.is_empty() && !focus {
        piece("_", Role::Secondary)
    } else {
        piece(shown, Role::Text)
    };
    rows.push(Row {
        left: vec![piece(label, Role::Secondary), shown],
        caret: Some(indent + before - skip),
        focus,
        ..Row::default()
    });
}

fn room(app: &App) -> usize {
    let margin = if app.size.0 >= TWO_PANES { 2 } else { 1 };
    usize::from(app.size.0.saturating_sub(GUTTER + margin)).min(72)
}

/// The wizard.
pub(super) fn wizard(app: &App, wizard: &Wizard) -> Page {
    let texts = &app.texts;
    let wide = app.size.0 >= TWO_PANES;
    let number = wizard.step.number().to_string();
    let of = Step::ALL.len().to_string();
    let progress = texts.with("ui-wizard-progress", &[("number", &number), ("of", &of)]);
    let question = match wizard.step {
        Step::Names if wizard.practises => texts.get("ui-practice-names"),
        step => texts.get(&format!("ui-wizard-{}", step.name())),
    };
    let mut rows = Vec::new();
    if wide {
        rows.extend([Row::blank(), Row::heading(question.clone()), Row::blank()]);
    }
    rows.extend(form_rows(&wizard.form, room(app), wide));
    if wizard.step == Step::Passphrase && !wizard.why {
        strength(app, wizard, &mut rows, wide);
    }
    let notice = match (&wizard.fault, wizard.working) {
        (_, true) => piece(texts.get("ui-wizard-working"), Role::Text),
        (Some(fault), _) => piece(fault.clone(), Role::Care),
        (None, _) if wizard.practises && wizard.step == Step::Names => {
            piece(texts.get("ui-practice-names-note"), Role::Secondary)
        }
        (None, _) => piece(
            texts.get(&format!("ui-wizard-{}-note", wizard.step.name())),
            Role::Secondary,
        ),
    };
    let key = |key: &str, word: &str| (key.to_owned(), texts.get(word));
    let mut keys = vec![key("Enter", "ui-key-go-on")];
    if wizard.form.fields().next().is_some() {
        keys.push(key("Tab", "ui-key-next"));
    }
    if !matches!(wizard.step, Step::Language | Step::Ready) {
        keys.push(key("Esc", "ui-key-back"));
    }
    keys.push(key("Ctrl-C", "ui-key-quit"));
    Page {
        title: Some(Title {
            network: texts.get(if wizard.practises {
                "practice-mark"
            } else {
                "ui-wizard-title"
            }),
            place: if wide { Vec::new() } else { vec![question] },
            who: vec![progress.clone()],
            short: progress,
            detail: String::new(),
        }),
        rule: true,
        panes: vec![Pane {
            rows,
            active: true,
            ..Pane::default()
        }],
        notice: vec![notice],
        keys,
        ..Page::default()
    }
}

/// A bar and a word: how hard the passphrase is to guess.
fn strength(app: &App, wizard: &Wizard, rows: &mut Vec<Row>, wide: bool) {
    let Some(strength) = wizard.strength.map(|strength| strength.score) else {
        return;
    };
    let filled = usize::from(strength) * 2 + 2;
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(10 - filled));
    let word = app.texts.get(match strength {
        0 | 1 => "ui-strength-low",
        2 => "ui-strength-middle",
        _ => "ui-strength-high",
    });
    let role = if strength >= 3 {
        Role::Done
    } else {
        Role::Care
    };
    let label = app.texts.get("ui-strength");
    let label = if wide {
        format!("{label:<LABEL_COLUMNS$}")
    } else {
        format!("{label}   ")
    };
    let row = Row {
        left: vec![
            piece(label, Role::Secondary),
            piece(bar, role),
            piece(format!("   {word}"), Role::Text),
        ],
        ..Row::default()
    };
    let after = rows
        .iter()
        .rposition(|row| row.caret.is_some())
        .map_or(rows.len(), |at| at + 1);
    if wide {
        rows.insert(after, Row::blank());
    }
    let after = if wide { after + 1 } else { after };
    rows.insert(after, row);
}

/// The lock: cell by cell the same before the first unlock and after any lock.
pub(super) fn locked(app: &App, locked: &Locked) -> Page {
    let texts = &app.texts;
    let wide = app.size.0 >= TWO_PANES;
    // Narrow windows have one more row above the body.
    let above = if wide { LOCK_BLANKS } else { LOCK_BLANKS - 1 };
    let mut rows: Vec<Row> = (0..above).map(|_| Row::blank()).collect();
    let letters = locked.letters();
    let focus = locked.form.in_field();
    rows.push(Row::text(texts.get("ui-lock-passphrase")));
    rows.push(Row::blank());
    let before = locked.form.fields().next().map_or(0, |field| {
        crate::app::field::Field::with(field.before()).letters()
    });
    let room = room(app).saturating_sub(1).max(1);
    let skip = before.saturating_sub(room - 1);
    rows.push(Row {
        left: vec![piece(
            "•".repeat(letters.saturating_sub(skip).min(room)),
            Role::Text,
        )],
        caret: Some(before - skip),
        focus,
        ..Row::default()
    });
    rows.extend((0..LOCK_BLANKS).map(|_| Row::blank()));
    for (at, item) in locked.form.items.iter().enumerate() {
        if let Item::Choice { text, .. } = item {
            rows.push(Row::text(text.clone()).focused(at == locked.form.focus));
        }
    }
    let key = |key: &str, word: &str| (key.to_owned(), texts.get(word));
    let mut keys = vec![key("Enter", "ui-key-open"), key("Tab", "ui-key-next")];
    if wide {
        keys.push(key("Ctrl-R", "ui-key-forgotten"));
    }
    keys.push(key("Ctrl-C", "ui-key-quit"));
    let notice = locked.notice.clone().unwrap_or_default();
    Page {
        panes: vec![Pane {
            rows,
            active: true,
            ..Pane::default()
        }],
        notice: vec![piece(notice, Role::Text)],
        keys,
        ..Page::default()
    }
}
