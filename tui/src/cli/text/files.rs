//! Links and files in the plain-text mode: numbered below what they belong to; links are opened and
//! files saved by their number, files attached to what is open.

use std::path::PathBuf;

use asamblea_node::api::{AttachmentRequest, Chain, ErrorKind, LinkRow, Reply, Request};

use super::page::{Numbered, Place, place_of};
use super::{Reader, number, verb};
use crate::cli::attachment;
use crate::cli::failure::Failure;
use crate::harmless::harmless;
use crate::view::files::{author, missing, size};
use crate::view::linking::link;

impl Reader<'_> {
    /// What stands below something: what it came from and what came of it, and its files.
    pub(super) async fn feet(&mut self, of: &str) -> Result<(), Failure> {
        self.links(of).await?;
        self.files(of).await
    }

    /// Links of something, each with a number that opens it.
    async fn links(&mut self, of: &str) -> Result<(), Failure> {
        let ask = Request::Chain { id: of.to_owned() };
        let Ok(Reply::Chain(Chain { came_from, led_to })) = self.call(ask).await else {
            return Ok(());
        };
        for (label, rows) in [("chain-came-from", came_from), ("chain-led-to", led_to)] {
            for row in rows {
                let texts = &self.session.texts;
                let words = format!("{} {}", texts.get(label), link(texts, &row));
                self.item(opens(&row), &[words])?;
            }
        }
        Ok(())
    }

    /// The files of something, and how to save one.
    async fn files(&mut self, of: &str) -> Result<(), Failure> {
        let list = AttachmentRequest::List { id: of.to_owned() };
        // What was forgotten here has no files either: that is no fault of whoever looks.
        let Ok(Reply::Attachments(rows)) = self.call(Request::Attachment(list)).await else {
            return Ok(());
        };
        if rows.is_empty() {
            return Ok(());
        }
        self.text("ui-files")?;
        for row in rows {
            let texts = &self.session.texts;
            let parts = [
                harmless(&row.name),
                size(texts, row.bytes),
                author(&row),
                missing(texts, &row).unwrap_or_default(),
            ];
            self.item(Numbered::File { id: row.id }, &parts)?;
        }
        self.text("text-files-how")
    }

    /// A number, and where the file goes.
    pub(super) async fn save_file(&mut self, rest: &str) -> Result<(), Failure> {
        let (at, dest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let Numbered::File { id } = self.numbered(number(at)?)? else {
            return Err(Failure::said(ErrorKind::Usage, "error-text-no-file"));
        };
        let (id, dest) = (id.clone(), path(dest)?);
        attachment::save(id, dest, self.session).await
    }

    /// A file hangs on what is open from now on; who will read it is said before.
    pub(super) async fn attach_file(&mut self, rest: &str) -> Result<(), Failure> {
        let id = match self.trail.last() {
            Some(
                Place::Thread(id)
                | Place::Document(id)
                | Place::Agenda(id)
                | Place::Proposal(id)
                | Place::Meeting(id)
                | Place::Round(id)
                | Place::Plan(id)
                | Place::Task(id),
            ) => id.clone(),
            _ => return Err(Failure::said(ErrorKind::Usage, "error-text-no-holder")),
        };
        let file = path(rest)?;
        // What is told of a space needs one: a proposal opened from the list stands in none.
        if let Ok(space) = self.space().await {
            self.say_readers(&space).await?;
        }
        attachment::attach(attachment::Args::of(id, file), self.session).await
    }
}

/// What the number of a link opens: what this device cannot read opens nothing.
fn opens(row: &LinkRow) -> Numbered {
    place_of(&row.kind, row.inside.clone()).map_or(Numbered::Nothing, Numbered::To)
}

/// One path; quotes keep blanks together.
fn path(typed: &str) -> Result<PathBuf, Failure> {
    match &verb::split(typed)[..] {
        [one] => Ok(PathBuf::from(one)),
        // Without quotes it is all of the line.
        [_, ..] => Ok(PathBuf::from(typed.trim())),
        [] => Err(Failure::said(ErrorKind::Usage, "error-text-file")),
    }
}
