//! Files that hang on what is open: which there are, saving one, attaching one. Disks are the
//! runner's; here is only what is asked and said.

use std::path::PathBuf;

use asamblea_node::api::{AttachmentRequest, AttachmentRow, FileBytes, Reply, Request};

use super::inside::{Inside, Over, Section};
use super::question::{Ask, Question};
use super::schema::{self, PATH};
use super::{App, Effect, Purpose, Stage};
use crate::command_table::Act;
use crate::file::{Fault, Picked};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::files::size;

/// The files of what is open.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Of what they are known; nothing where nothing is open that takes any.
    pub(crate) of: Option<String>,
    /// The first first.
    pub(crate) rows: Vec<AttachmentRow>,
}

/// A file on its way from or to a disk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Filing {
    /// The attached file, or that on which one will hang.
    pub(crate) id: String,
    /// Where it goes or comes from.
    pub(crate) path: String,
}

impl Inside {
    /// What is open and takes files: its id and its space. A round takes none; of an activity it
    /// is its plan.
    pub(crate) fn holder(&self) -> Option<(&str, &str)> {
        let is_round = self.section == Section::Assessments && self.assessed().is_some();
        let opened = self.opened().filter(|_| !is_round)?;
        Some((opened.id, opened.space))
    }

    /// The post with the focus, on which alone a file can hang.
    fn holding_post(&self) -> Option<&str> {
        if self.section != Section::Spaces {
            return None;
        }
        let thread = self.thread()?;
        let post = thread.posts.get(thread.at).filter(|post| !post.retracted)?;
        Some(post.id.as_str())
    }

    /// The file with the focus in their list.
    pub(crate) fn focused_file(&self) -> Option<&AttachmentRow> {
        let at = match &self.over {
            Some(Over::Files(at)) => *at,
            _ => 0,
        };
        self.files.rows.get(at)
    }

    /// Something is open that takes files.
    pub(crate) fn why_not_files(&self) -> Option<&'static str> {
        self.holder().is_none().then_some("ui-why-no-holder")
    }

    /// A file can be attached to it.
    pub(crate) fn why_not_attach(&self) -> Option<&'static str> {
        let Some((_, space)) = self.holder() else {
            return Some("ui-why-no-holder");
        };
        let writes = self.space_by_id(space).is_some_and(|row| row.takes_words());
        (!writes).then_some("ui-why-read-only")
    }

    /// The focused file can be saved.
    pub(crate) fn why_not_save_file(&self) -> Option<&'static str> {
        match self.focused_file() {
            None => Some("ui-why-no-file"),
            Some(row) if !row.whole => Some("ui-why-file-missing"),
            Some(_) => None,
        }
    }
}

impl App {
    /// Reads the files of what is open, once something else is.
    pub(super) fn follow_files(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let of = inside.holder().map(|(id, _)| id.to_owned());
        if inside.files.of == of {
            return;
        }
        inside.files = Files {
            of,
            rows: Vec::new(),
        };
        self.read_files();
        self.fit();
    }

    /// Reads them anew.
    pub(super) fn read_files(&mut self) {
        let of = self.inside().and_then(|inside| inside.files.of.clone());
        if let Some(id) = of {
            self.read(Purpose::Files(id));
        }
    }

    /// Opens their list.
    pub(super) fn open_files(&mut self) {
        self.put_over(Over::Files(0));
        self.read_files();
    }

    /// Where a file goes, or which one comes.
    pub(super) fn file_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        if act == Act::AttachFile {
            let (id, space) = inside.holder()?;
            let post = inside.holding_post().map(str::to_owned);
            let ask = Ask::AttachFile {
                id: id.to_owned(),
                post: post.clone(),
                space: space.to_owned(),
            };
            let mut question = self.path_question("ui-file-attach", Vec::new(), "", ask);
            if post.is_some() {
                let keys = ["ui-file-attach-thread", "ui-file-attach-post", "ui-back"];
                question.offer(keys.map(|key| self.texts.get(key)));
            }
            return Some(question);
        }
        let row = inside.focused_file()?;
        let name = harmless(&row.name);
        let words = vec![format!("{name} · {}", size(&self.texts, row.bytes))];
        let path = match &*self.folder {
            "" => String::new(),
            folder => format!("{}/{name}", folder.trim_end_matches('/')),
        };
        let id = row.id.clone();
        Some(self.path_question("ui-file-save", words, &path, Ask::SaveFile { id }))
    }

    fn path_question(&self, title: &str, mut words: Vec<String>, path: &str, ask: Ask) -> Question {
        let texts = &self.texts;
        words.push(texts.get(&format!("{title}-words")));
        let go = format!("{title}-yes");
        let title = texts.get(title);
        schema::form(texts, title, words, PATH, &[("path", path)], &go, ask)
    }

    /// Asks for all of a file, to write it there.
    pub(super) fn fetch_file(&mut self, id: &str, path: String) {
        let id = id.to_owned();
        let get = Request::Attachment(AttachmentRequest::Get { id: id.clone() });
        self.call(Purpose::FileBytes(Filing { id, path }), get);
    }

    /// Has a file read that will hang on something.
    pub(super) fn pick_file(&mut self, id: &str, path: String) {
        let id = id.to_owned();
        self.effects.push(Effect::Pick(Filing { id, path }));
    }

    /// What the node told of files.
    pub(super) fn files_came(&mut self, purpose: &Purpose, reply: Reply) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        match (purpose, reply) {
            (Purpose::Files(id), Reply::Attachments(rows)) => {
                if inside.files.of.as_ref() != Some(id) {
                    return;
                }
                inside.files.rows = rows;
                let last = inside.files.rows.len().saturating_sub(1);
                if let Some(Over::Files(at)) = &mut inside.over {
                    *at = (*at).min(last);
                }
                self.fit();
            }
            (Purpose::FileBytes(filing), Reply::Attachment(file)) => {
                let filing = filing.clone();
                self.effects.push(Effect::Keep { filing, file });
            }
            (Purpose::FileAttached(metadata), Reply::Attached(file)) => {
                let name = harmless(&file.name);
                let done = self.texts.with("ui-done-attached", &[("name", &name)]);
                let kept = self.texts.get(&format!("attachment-metadata-{metadata}"));
                self.say(&format!("{done} {kept}"), Role::Done);
                self.read_files();
            }
            _ => {}
        }
    }

    /// A file that will be attached was read, or not.
    pub(super) fn on_picked(&mut self, filing: Filing, result: Result<Picked, Fault>) {
        match result {
            Ok(picked) => {
                let add = AttachmentRequest::Add {
                    id: filing.id,
                    name: picked.name,
                    bytes: FileBytes(picked.bytes),
                };
                let purpose = Purpose::FileAttached(picked.metadata);
                self.call(purpose, Request::Attachment(add));
            }
            Err(fault) => {
                let space = self.inside().and_then(|inside| inside.holder());
                let space = space.map_or_else(String::new, |(_, space)| space.to_owned());
                let ask = Ask::AttachFile {
                    id: filing.id,
                    post: None,
                    space,
                };
                self.ask_for_path_again("ui-file-attach", &filing.path, ask, &fault);
            }
        }
    }

    /// An attached file was written, or not.
    pub(super) fn on_kept(&mut self, filing: &Filing, result: Result<PathBuf, Fault>) {
        match result {
            Ok(path) => {
                let path = harmless(&path.to_string_lossy());
                let words = self.texts.with("ui-done-kept", &[("path", &path)]);
                self.say(&words, Role::Done);
            }
            Err(fault) => {
                let id = filing.id.clone();
                let ask = Ask::SaveFile { id };
                self.ask_for_path_again("ui-file-save", &filing.path, ask, &fault);
            }
        }
    }

    /// The same form with what was typed, and what is wrong with it.
    fn ask_for_path_again(&mut self, title: &str, path: &str, ask: Ask, fault: &Fault) {
        // Whoever went on to something else meanwhile is told, and not drawn back.
        let busy = self
            .inside()
            .is_none_or(|inside| inside.over.is_some() || inside.composer.is_some());
        let fault = fault.sentence(&self.texts);
        if busy {
            self.say(&fault, Role::Danger);
            return;
        }
        let mut question = self.path_question(title, Vec::new(), path, ask);
        question.fault = Some(fault);
        self.ask(question);
    }
}
