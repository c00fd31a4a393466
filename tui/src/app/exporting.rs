//! What is open, as a file to be read and printed elsewhere: what its name ends with says in which
//! form. Only what is on the screen goes out, and disks are the runner's.

use asamblea_node::api::DocDetail;

use super::inside::{Inside, Open, Section};
use super::question::{Ask, Question};
use super::schema::{PATH, form};
use super::{App, Effect, Stage};
use crate::export::{self, paper::Format};
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;
use crate::written;

/// The most letters of a title in the name of a file.
const NAME_LETTERS_MAX: usize = 40;

/// The forms in which something goes out, the usual one first.
const fn forms(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Thread => &["md"],
        Kind::Document | Kind::Agenda => &["html", "md"],
        Kind::Proposal | Kind::Round => &["html", "md", "csv"],
        Kind::Meeting | Kind::Plan => &["html", "md", "csv", "ics"],
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Thread,
    Document,
    Agenda,
    Proposal,
    Meeting,
    Round,
    Plan,
}

impl Inside {
    fn exported(&self) -> Option<Kind> {
        Some(match self.section {
            Section::Spaces => match &self.open {
                Open::Thread(thread) if thread.loaded => Kind::Thread,
                Open::Document(document) if document.opened => Kind::Document,
                _ => return None,
            },
            Section::Agenda => self.agenda_detail().map(|_| Kind::Agenda)?,
            Section::Proposals => self.proposal_detail().map(|_| Kind::Proposal)?,
            Section::Meetings => self.meeting_detail().map(|_| Kind::Meeting)?,
            Section::Assessments => match (self.assessed_detail(), self.planned_detail()) {
                (Some(_), _) => Kind::Round,
                (None, Some(_)) => Kind::Plan,
                (None, None) => return None,
            },
            _ => return None,
        })
    }

    /// What is open can be written to a file.
    pub(crate) fn why_not_export(&self) -> Option<&'static str> {
        self.exported().is_none().then_some("ui-why-no-export")
    }

    /// What is open in one of its forms; nothing where it has none of that name.
    fn written(&self, form: &str, texts: &Texts) -> Option<String> {
        let page = match form {
            "html" => Format::Html,
            "csv" => Format::Csv,
            _ => Format::Md,
        };
        let kind = self.exported()?;
        if !forms(kind).contains(&form) {
            return None;
        }
        Some(match kind {
            Kind::Thread => {
                let title = self.thread_row().map_or("", |row| row.title.as_str());
                export::thread::markdown(title, &self.thread()?.posts, texts)
            }
            Kind::Document => {
                let document = self.document()?;
                let detail = DocDetail {
                    title: document.title.clone(),
                    text: document.editor.text(),
                    ..DocDetail::default()
                };
                match form {
                    "html" => export::doc::html(&detail, texts),
                    _ => export::doc::markdown(&detail),
                }
            }
            Kind::Agenda => {
                let detail = self.agenda_detail()?;
                match form {
                    "html" => export::agenda::html(detail, texts),
                    _ => export::agenda::markdown(detail, texts),
                }
            }
            Kind::Proposal => {
                let detail = self.proposal_detail()?;
                export::proposal::paper(detail, texts).write(page, texts)
            }
            Kind::Meeting => {
                let detail = self.meeting_detail()?;
                match form {
                    "csv" => export::meeting::table(texts, &detail.agreements),
                    "ics" => export::meeting::calendar(texts, detail, export::agenda::Told::Hours),
                    _ => {
                        let closed = detail.closings.first();
                        let text = closed.map_or_else(
                            || written::call(texts, detail),
                            |closing| closing.text.clone(),
                        );
                        match form {
                            "html" => export::meeting::page(texts, detail, &text, closed.is_none()),
                            _ => harmless_lines(&text),
                        }
                    }
                }
            }
            Kind::Round => {
                let detail = self.assessed_detail()?;
                let map = self.assessing.maps.get(&detail.id);
                let rows = map.map_or(&[][..], |rows| rows);
                export::assessment::paper(detail, rows, texts).write(page, texts)
            }
            Kind::Plan if form == "ics" => export::plan::calendar(self.planned_detail()?, texts),
            Kind::Plan => {
                let detail = self.planned_detail()?;
                export::plan::paper(detail, texts).write(page, texts)
            }
        })
    }
}

impl App {
    /// Where it goes.
    pub(super) fn export_question(&self, inside: &Inside) -> Option<Question> {
        let texts = &self.texts;
        let forms = forms(inside.exported()?);
        let name = file_name(inside.opened()?.title);
        let path = match (&*self.folder, forms.first()) {
            ("", _) | (_, None) => String::new(),
            (folder, Some(form)) => format!("{}/{name}.{form}", folder.trim_end_matches('/')),
        };
        let ends: Vec<String> = forms.iter().map(|form| format!(".{form}")).collect();
        let ends = ends.join(" ");
        let title = texts.get("ui-export");
        let words = vec![
            texts.with("ui-export-forms", &[("forms", &ends)]),
            texts.get("ui-export-words"),
        ];
        let (given, go) = ([("path", &*path)], "ui-export-yes");
        Some(form(texts, title, words, PATH, &given, go, Ask::Export))
    }

    /// Writes what is open to a file; what its name ends with says in which form.
    pub(super) fn save_export(&mut self, path: String) -> Result<(), &'static str> {
        let Stage::Inside(inside) = &self.stage else {
            return Ok(());
        };
        let form = path.rsplit_once('.').map_or("", |(_, form)| form);
        let text = inside.written(form, &self.texts);
        let text = text.ok_or("ui-fault-export-form")?;
        self.effects.push(Effect::Save { path, text });
        Ok(())
    }
}

/// A title as the name of a file: letters and digits, the rest one line between them.
fn file_name(title: &str) -> String {
    let title = harmless(title);
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    let name = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    name.chars().take(NAME_LETTERS_MAX).collect()
}
