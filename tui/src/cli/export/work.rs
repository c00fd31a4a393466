//! What an organization decides and does: proposals with what their votes can be counted from,
//! assessments as far as they are visible here, plans, meetings, tasks.

use asamblea_node::api::{
    AssessmentRequest, MeetingDetail, MeetingRequest, PlanRequest, ProposalRequest, Reply, Request,
    TaskRequest,
};
use asamblea_node::client::Client;

use super::folder::Folder;
use super::numbered;
use crate::cli::failure::Failure;
use crate::cli::{meeting, proposal};
use crate::export::{self, paper::Format};
use crate::lang::Texts;

/// A space whose work is written into its folder.
pub(super) struct Work<'a> {
    pub(super) space: &'a str,
    /// The folder of the space.
    pub(super) name: &'a str,
    pub(super) client: &'a Client,
    pub(super) folder: &'a mut Folder,
    pub(super) texts: &'a Texts,
}

impl Work<'_> {
    /// Writes it all.
    pub(super) async fn write(&mut self) -> Result<(), Failure> {
        self.proposals().await?;
        self.assessments().await?;
        self.plans().await?;
        self.meetings().await?;
        self.tasks().await
    }

    fn here(&self) -> Option<String> {
        Some(self.space.to_owned())
    }

    /// A folder inside the space's, by the key of its name.
    fn begin(&mut self, key: &str) -> Result<String, Failure> {
        let inside = format!("{}/{}", self.name, self.texts.get(key));
        self.folder.begin(&inside)?;
        Ok(inside)
    }

    async fn proposals(&mut self) -> Result<(), Failure> {
        let list = ProposalRequest::List { space: self.here() };
        let Reply::Proposals(rows) = self.client.call(Request::Proposal(list)).await? else {
            return Err(Failure::internal("proposals"));
        };
        if rows.is_empty() {
            return Ok(());
        }
        let inside = self.begin("export-proposals")?;
        for (at, row) in rows.iter().enumerate() {
            let id = row.id.clone();
            let ask = Request::Proposal(ProposalRequest::Record { id });
            let Reply::ProposalRecord(mut record) = self.client.call(ask).await? else {
                return Err(Failure::internal("record"));
            };
            proposal::speak(&mut record.shown, self.texts);
            for form in ["md", "csv", "json"] {
                let text = proposal::exported_as(form, &record, self.texts)?;
                let name = format!("{}.{form}", numbered(at, &row.title));
                self.folder.file(&inside, &name, &text)?;
            }
        }
        Ok(())
    }

    async fn assessments(&mut self) -> Result<(), Failure> {
        let list = AssessmentRequest::List { space: self.here() };
        let Reply::Assessments(rows) = self.client.call(Request::Assessment(list)).await? else {
            return Err(Failure::internal("assessments"));
        };
        if rows.is_empty() {
            return Ok(());
        }
        let inside = self.begin("export-assessments")?;
        for (at, row) in rows.iter().enumerate() {
            let (id, lang) = (row.id.clone(), self.texts.language().tag().to_owned());
            let show = AssessmentRequest::Show { id, lang };
            let compare = AssessmentRequest::Compare { id: row.id.clone() };
            let shown = self.client.call(Request::Assessment(show)).await?;
            let compared = self.client.call(Request::Assessment(compare)).await?;
            let (Reply::Assessment(shown), Reply::Compare(rows)) = (shown, compared) else {
                return Err(Failure::internal("assessment"));
            };
            let paper = export::assessment::paper(&shown, &rows, self.texts);
            for format in [Format::Md, Format::Csv] {
                let name = format!("{}.{}", numbered(at, &row.title), format.label());
                let text = paper.write(format, self.texts);
                self.folder.file(&inside, &name, &text)?;
            }
        }
        Ok(())
    }

    async fn plans(&mut self) -> Result<(), Failure> {
        let Reply::Plans(mut rows) = self
            .client
            .call(Request::Plan(PlanRequest::List { space: None }))
            .await?
        else {
            return Err(Failure::internal("plans"));
        };
        rows.retain(|row| row.space == self.space);
        if rows.is_empty() {
            return Ok(());
        }
        let inside = self.begin("export-plans")?;
        for (at, row) in rows.iter().enumerate() {
            let id = row.id.clone();
            let show = Request::Plan(PlanRequest::Show { id });
            let Reply::Plan(plan) = self.client.call(show).await? else {
                return Err(Failure::internal("plan"));
            };
            let paper = export::plan::paper(&plan, self.texts);
            let name = numbered(at, &row.title);
            let texts = [
                ("md", paper.write(Format::Md, self.texts)),
                ("csv", paper.write(Format::Csv, self.texts)),
                ("ics", export::plan::calendar(&plan, self.texts)),
            ];
            for (form, text) in texts {
                self.folder
                    .file(&inside, &format!("{name}.{form}"), &text)?;
            }
        }
        Ok(())
    }

    async fn meetings(&mut self) -> Result<(), Failure> {
        let list = MeetingRequest::List { space: self.here() };
        let Reply::Meetings(rows) = self.client.call(Request::Meeting(list)).await? else {
            return Err(Failure::internal("meetings"));
        };
        if rows.is_empty() {
            return Ok(());
        }
        let inside = self.begin("export-meetings")?;
        for (at, row) in rows.iter().enumerate() {
            let id = row.id.clone();
            let record = Request::Meeting(MeetingRequest::Record { id });
            let Reply::Meeting(shown) = self.client.call(record).await? else {
                return Err(Failure::internal("meeting"));
            };
            let live = self.live(&shown).await?;
            let name = numbered(at, &row.title);
            let (call, minutes) = (
                self.texts.get("export-call"),
                self.texts.get("export-minutes"),
            );
            let form = |form: &str, call: bool| {
                // A calendar is for a telephone: it carries hours alone, here too.
                meeting::exported_as(form, &shown, call, &live, false, self.texts)
            };
            let texts = [
                (format!("{name}-{call}.md"), form("md", true)),
                (format!("{name}-{minutes}.md"), form("md", false)),
                (format!("{name}.csv"), form("csv", false)),
                (format!("{name}.ics"), form("ics", false)),
            ];
            for (name, text) in texts {
                self.folder.file(&inside, &name, &text)?;
            }
        }
        Ok(())
    }

    /// What was written of minutes that are not closed.
    async fn live(&self, meeting: &MeetingDetail) -> Result<String, Failure> {
        let open = meeting.closings.is_empty();
        let Some(id) = meeting.minutes.clone().filter(|_| open) else {
            return Ok(String::new());
        };
        let shown = self.client.call(Request::DocRecord { id }).await;
        meeting::written_so_far(shown.map_err(Failure::from))
    }

    async fn tasks(&mut self) -> Result<(), Failure> {
        let list = TaskRequest::List {
            space: self.here(),
            mine: false,
            overdue: false,
        };
        let Reply::Tasks(rows) = self.client.call(Request::Task(list)).await? else {
            return Err(Failure::internal("tasks"));
        };
        if rows.is_empty() {
            return Ok(());
        }
        let name = format!("{}.csv", self.texts.get("export-tasks"));
        let table = export::task::table(self.texts, &rows);
        self.folder.file(self.name, &name, &table)
    }
}
