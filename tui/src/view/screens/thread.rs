//! A thread, and a message being written below it.

use asamblea_node::api::PostRow;
use jiff::Timestamp;

use super::{SECTIONS_COLUMNS, Scene, columns_before_detail, last_pane_room, placed};
use crate::app::composer::{Composer, Target};
use crate::app::inside::Thread;
use crate::harmless::{harmless, harmless_lines};
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, Scroll, THREE_PANES, TWO_PANES, piece};
use crate::view::text::{break_lines, columns, cut, line_of, shown, shown_width, wrap};

/// A clock further ahead of mine than this is doubtful, in seconds.
const AHEAD_S_MAX: i64 = 5 * 60;
/// A new message later than this says when it came, in seconds.
const LATE_S_MAX: i64 = 30 * 60;
/// Rows of the composer below a thread.
const COMPOSER_ROWS: u16 = 6;
/// Rows of a narrow window that are not the composer's: title, place, blank, two of the quote,
/// line, two of the notice, keys.
const NARROW_ROWS: u16 = 9;

/// Columns and rows for the text of a message.
pub(crate) fn composer_window(size: (u16, u16), composer: &Composer) -> (usize, usize) {
    // A whole text is written on a page of its own.
    let alone = matches!(composer.target, Target::Amendment { .. });
    let before = match alone {
        true if size.0 >= THREE_PANES => SECTIONS_COLUMNS,
        true => 0,
        false => columns_before_detail(size.0),
    };
    let room = last_pane_room(size.0, before);
    let rows = if size.0 >= TWO_PANES && !alone {
        COMPOSER_ROWS
    } else {
        size.1
            .saturating_sub(NARROW_ROWS + u16::from(composer.has_title()) * 2)
    };
    // One column stays free for the cursor after the last letter.
    (room.saturating_sub(1), usize::from(rows.max(2)))
}

/// The pane of the open thread, with the composer at its foot.
pub(super) fn pane(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let room = scene.text_room(columns_before_detail(scene.columns));
    let composing = inside.composer.is_some();
    let mut pane = Pane {
        active: composing || inside.pane == crate::app::inside::Pane::Detail,
        ..Pane::default()
    };
    match inside.thread() {
        Some(thread) => {
            pane.head = Some(head(scene, thread));
            pane.rows = post_rows(scene, thread, room, !composing);
            pane.foot = super::links::feet(scene, room);
        }
        None => {
            let words = if composing { "" } else { "ui-nothing-open" };
            if !words.is_empty() {
                pane.rows = wrap(&scene.text(words), room)
                    .into_iter()
                    .map(Row::text)
                    .collect();
            }
        }
    }
    if let Some(composer) = &inside.composer {
        pane.foot = vec![Row::blank()];
        pane.foot.extend(composer_rows(scene, composer, room));
        pane.scroll = Scroll::End;
    }
    pane
}

/// The thread or the composer alone.
pub(super) fn narrow_page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let room = scene.text_room(0);
    if let Some(composer) = &inside.composer {
        let title = composer_title(scene, composer);
        let saved = saved_word(scene, composer);
        let mut page = placed(vec![title], saved);
        let mut rows = Vec::new();
        if let Some((_, text)) = &composer.quoted {
            let quote = cut(&harmless(text), room + room / 2);
            rows.extend(
                wrap(&format!("«{quote}»"), room)
                    .into_iter()
                    .take(2)
                    .map(|line| Row::role(line, Role::Secondary)),
            );
        }
        let text = composer_rows(scene, composer, room);
        rows.extend(text.into_iter().skip(1));
        page.panes = vec![Pane {
            rows,
            active: true,
            ..Pane::default()
        }];
        return page;
    }
    let title = inside
        .thread_row()
        .map_or_else(String::new, |row| harmless(&row.title));
    let count = inside
        .thread()
        .map_or_else(String::new, |thread| at_of(scene, thread));
    let mut page = placed(vec![title], count);
    let mut pane = pane(scene);
    pane.head = None;
    page.panes = vec![pane];
    page.notice = vec![piece(thread_line(scene), Role::Text)];
    page
}

fn at_of(scene: &Scene<'_>, thread: &Thread) -> String {
    if thread.posts.is_empty() {
        return String::new();
    }
    let (at, of) = ((thread.at + 1).to_string(), thread.posts.len().to_string());
    scene.texts.with("ui-at-of", &[("at", &at), ("of", &of)])
}

fn head(scene: &Scene<'_>, thread: &Thread) -> Row {
    let title = scene
        .inside
        .thread_row()
        .map_or_else(String::new, |row| harmless(&row.title));
    Row::heading(title).right(at_of(scene, thread))
}

/// How many new ones are still below.
fn thread_line(scene: &Scene<'_>) -> String {
    let Some(thread) = scene.inside.thread() else {
        return String::new();
    };
    let below = thread.posts.iter().skip(thread.at + 1);
    let below = below.filter(|post| thread.fresh.contains(&post.id)).count();
    match below {
        0 => String::new(),
        count => scene.text_with("ui-new-below", "count", &count.to_string()),
    }
}

fn post_rows(scene: &Scene<'_>, thread: &Thread, room: usize, focus: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    if thread.damaged {
        rows.push(Row::text(scene.text("ui-thread-damaged")).mark('!', Role::Danger));
        rows.push(Row::blank());
    }
    if !thread.loaded {
        rows.push(Row::role(scene.text("ui-loading"), Role::Secondary).focused(focus));
        return rows;
    }
    if thread.posts.is_empty() {
        for line in wrap(&scene.text("ui-thread-empty"), room) {
            let first = rows.is_empty();
            rows.push(Row::text(line).focused(first && focus));
        }
    }
    let first_new = thread
        .posts
        .iter()
        .position(|post| thread.fresh.contains(&post.id));
    for (at, post) in thread.posts.iter().enumerate() {
        if at > 0 {
            rows.push(Row::blank());
        }
        if first_new == Some(at) {
            let count = thread.fresh.len().to_string();
            rows.push(Row::ruled(scene.text_with("ui-new-count", "count", &count)));
            if scene.is_wide() {
                rows.push(Row::blank());
            }
        }
        post_row(
            scene,
            thread,
            post,
            room,
            focus && at == thread.at,
            &mut rows,
        );
    }
    rows
}

fn post_row(
    scene: &Scene<'_>,
    thread: &Thread,
    post: &PostRow,
    room: usize,
    focus: bool,
    rows: &mut Vec<Row>,
) {
    let fresh = thread.fresh.contains(&post.id);
    let role = if fresh { Role::Heading } else { Role::Text };
    let mut right = scene.when(&post.at);
    if scene.inside.is_me(&post.author.person) {
        let state = if post.delivered {
            "ui-delivered"
        } else {
            "ui-kept-here"
        };
        right = format!("{} · {right}", scene.text(state));
    }
    let mut name = match (&post.by, scene.is_wide()) {
        (Some(by), _) => scene.text_with("ui-quoted-by", "name", &harmless(by)),
        (None, true) => scene.author(&post.author),
        (None, false) => harmless(&post.author.name),
    };
    // The name gives way to the hour, never the other way round.
    name = cut(&name, room.saturating_sub(columns(&right) + 1));
    let mark = fresh.then_some(('•', Role::Heading));
    rows.push(
        Row::role(name, role)
            .right(right)
            .marked(mark)
            .focused(focus),
    );
    if let Some(answered) = answered(scene, thread, post) {
        rows.push(Row::role(cut(&answered, room), Role::Secondary));
    }
    if post.quarantined {
        let row = Row::role(scene.text("ui-post-aside"), Role::Care);
        rows.push(row.mark('!', Role::Care));
    }
    if post.retracted {
        rows.push(Row::role(scene.text("ui-post-retracted"), Role::Secondary));
    } else {
        let body = harmless_lines(&post.body);
        rows.extend(wrap(&body, room).into_iter().map(Row::text));
    }
    if post.edited {
        rows.push(Row::role(scene.text("ui-post-edited"), Role::Secondary));
    }
    let files = &scene.inside.files;
    let hang = files.of.as_ref() == Some(&thread.id);
    for file in files
        .rows
        .iter()
        .filter(|file| hang && file.object == post.id)
    {
        let words = scene.text_with("ui-post-file", "name", &harmless(&file.name));
        rows.push(Row::role(cut(&words, room), Role::Secondary));
    }
    if is_doubtful(post, fresh) {
        let (says, came) = (scene.when(&post.at), scene.when(&post.received_at));
        let words = scene
            .texts
            .with("ui-post-clock", &[("says", &says), ("came", &came)]);
        rows.extend(
            wrap(&words, room)
                .into_iter()
                .map(|line| Row::role(line, Role::Secondary)),
        );
    }
}

/// What is answered, where it is not simply the post before.
fn answered(scene: &Scene<'_>, thread: &Thread, post: &PostRow) -> Option<String> {
    let to = post.reply_to.as_ref()?;
    let at = thread.posts.iter().position(|other| other.id == *to)?;
    let own = thread.posts.iter().position(|other| other.id == post.id)?;
    if at == 0 || at + 1 == own {
        return None;
    }
    let name = harmless(&thread.posts[at].author.name);
    let text = cut(&harmless(&thread.posts[at].body), 30);
    Some(
        scene
            .texts
            .with("ui-answers", &[("name", &name), ("text", &text)]),
    )
}

fn is_doubtful(post: &PostRow, fresh: bool) -> bool {
    let seconds = |text: &str| text.parse::<Timestamp>().map(Timestamp::as_second);
    let (Ok(at), Ok(came)) = (seconds(&post.at), seconds(&post.received_at)) else {
        return true;
    };
    at - came > AHEAD_S_MAX || (fresh && came - at > LATE_S_MAX)
}

fn composer_title(scene: &Scene<'_>, composer: &Composer) -> String {
    match (&composer.target, &composer.quoted) {
        (Target::Thread { .. }, _) => scene.text("ui-compose-thread"),
        (Target::Amendment { .. }, _) => scene.text("ui-amend-title"),
        (Target::Edit { .. }, _) => scene.text("ui-compose-edit"),
        (_, Some((name, _))) => scene.text_with("ui-compose-reply-to", "name", &harmless(name)),
        _ => scene.text("ui-compose-reply"),
    }
}

fn saved_word(scene: &Scene<'_>, composer: &Composer) -> String {
    if composer.sending {
        scene.text("ui-sending")
    } else if composer.saved && !composer.is_empty() {
        scene.text("ui-draft-saved")
    } else {
        String::new()
    }
}

fn composer_rows(scene: &Scene<'_>, composer: &Composer, room: usize) -> Vec<Row> {
    let title = composer_title(scene, composer);
    let mut rows = vec![Row::heading(title).right(saved_word(scene, composer))];
    if composer.has_title() {
        let label = scene.text(match composer.needs_title() {
            true => "ui-title",
            false => "ui-amend-why",
        });
        let indent = columns(&label) + 2;
        let before = columns(composer.title.before());
        let space = room.saturating_sub(indent + 1).max(1);
        let skip = before.saturating_sub(space - 1);
        let text: String = composer.title.text().chars().skip(skip).collect();
        rows.push(Row {
            left: vec![
                piece(format!("{label}  "), Role::Secondary),
                piece(text, Role::Text),
            ],
            caret: Some(indent + before - skip),
            focus: composer.in_title,
            ..Row::default()
        });
    }
    rows.push(Row::ruled(""));
    let (width, height) = composer.window;
    let text = composer.editor.chars();
    let lines = break_lines(text, width);
    let row = line_of(&lines, composer.editor.cursor());
    let top = row.saturating_sub(composer.editor.window_row.min(height - 1));
    for at in top..top + height {
        let Some(line) = lines.get(at) else {
            rows.push(Row::blank());
            continue;
        };
        let here = at == row;
        let before = &text[line.from..composer.editor.cursor().clamp(line.from, line.to)];
        let caret: usize = before.iter().map(|&c| shown_width(c)).sum();
        rows.push(Row {
            left: vec![piece(shown(&text[line.from..line.to]), Role::Text)],
            caret: here.then_some(caret),
            focus: here && !composer.in_title,
            ..Row::default()
        });
    }
    rows
}
