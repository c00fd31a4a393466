//! What everybody should hear of: who came in, who was suspended or taken out, what waits for a
//! second word, whose device told two stories.
//!
//! Tells each once, from what membership says now. What was so before this device came in is
//! nobody's news.

mod news;
mod out;
mod recovery;

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::{Member, Role};

use self::news::News;
use super::Engine;
use super::clock::rfc3339;
use super::local::{LocalRecord, Setting};
use super::views::{person_role_label, role_label};
use crate::api::{AlertRow, ApiError};

impl Engine {
    /// Tells what is new. Does nothing until membership changed since the last call.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub(super) fn watch_members(&mut self) -> Result<(), ApiError> {
        if !self.watch_due || self.is_locked() || self.broken {
            return Ok(());
        }
        let entered = self.setting(Setting::JoinCode).is_none_or(str::is_empty);
        if !entered || self.my_person().is_none() {
            return Ok(());
        }
        self.watch_due = false;
        let mut news = self.membership_news();
        news.extend(self.recovering_people());
        news.extend(self.lost_holders());
        let Some(seen) = self.local.watched.clone() else {
            let all = news.into_iter().map(|news| news.id).collect();
            // A copy that is still at work is news to whoever comes in, too.
            self.watch_due = !self.forked().is_empty();
            return self.remember(vec![LocalRecord::Watched(all)]);
        };
        news.extend(self.forked());
        let mut told = Vec::new();
        let mut records = Vec::new();
        for news in news.into_iter().filter(|news| !seen.contains(&news.id)) {
            let Some(subject) = self.subject(&news) else {
                // Her name is still on its way.
                self.watch_due = true;
                continue;
            };
            let row = self.alert_of(&news, subject);
            self.tell_alert(news.code);
            records.push(LocalRecord::Alert(Box::new(row)));
            told.push(news.id);
        }
        if told.is_empty() {
            return Ok(());
        }
        records.push(LocalRecord::Watched(told));
        self.remember(records)
    }

    fn alert_of(&self, news: &News, subject: String) -> AlertRow {
        let by: Vec<String> = news.by.iter().map(|one| self.device_name(*one)).collect();
        let by = (!by.is_empty()).then(|| by.join(", "));
        let space = news.space.map(|space| self.any_space_name(space));
        AlertRow {
            id: format!("{}:{}", news.code, news.id),
            code: news.code.to_owned(),
            text: sentence(news.code, &subject, by.as_deref(), space.as_deref()),
            subject,
            at: rfc3339(self.wall()),
            done: false,
            by,
            space,
            op: news.op.map(|op: OpId| op.to_hex()),
            role: news.role.map(|role| self.role_word(news, role).to_owned()),
            me: news.me,
            ..AlertRow::default()
        }
    }

    fn role_word(&self, news: &News, role: Role) -> &'static str {
        let is_person = |member: &Member| match member {
            Member::Space(space) => self.kind_label(*space) == "person",
            Member::Device(_) | Member::Invitation(_) => false,
        };
        if news.about.iter().any(is_person) {
            person_role_label(role)
        } else {
            role_label(role)
        }
    }

    /// Whom news are about; nothing while a name has not come.
    fn subject(&self, news: &News) -> Option<String> {
        if let Some(name) = &news.called {
            return Some(name.clone());
        }
        let mut names = Vec::new();
        for member in &news.about {
            let name = self.called(member, news.code);
            if name.is_none() && !news.is_urgent() {
                return None;
            }
            names.push(name.unwrap_or_else(|| short(member)));
        }
        if names.is_empty() {
            return news.space.map(|space| self.any_space_name(space));
        }
        Some(names.join(", "))
    }

    /// How people call a member; nothing while no name has come.
    fn called(&self, member: &Member, code: &str) -> Option<String> {
        match member {
            Member::Device(device) if code == "fork" => Some(self.device_name(*device)),
            Member::Space(space) => self.named(*space),
            Member::Device(device) | Member::Invitation(device) => self.owner(*device),
        }
    }

    fn named(&self, space: SpaceId) -> Option<String> {
        self.space_name(space)
            .or_else(|| self.person_name(space, None))
    }

    fn owner(&self, device: DeviceId) -> Option<String> {
        let name = match self.replica.directory().person_of(device) {
            Some(person) => self.person_name(person, None)?,
            // Its organization may have called it nothing; others never hear how it is called.
            None if self.replica.directory().org_of_device(device).is_some() => {
                return Some(self.device_name(device));
            }
            None => return None,
        };
        Some(format!("{name}, {}", device.short()))
    }
}

fn short(member: &Member) -> String {
    match member {
        Member::Space(space) => space.short(),
        Member::Device(device) | Member::Invitation(device) => device.short(),
    }
}

/// For logs, in English; interfaces write their own.
fn sentence(code: &str, subject: &str, by: Option<&str>, space: Option<&str>) -> String {
    let what = match code {
        "newcomer" => "came in with an invitation",
        "suspended" => "was suspended",
        "removed" => "was taken out",
        "left" => "left",
        "lowered" => "has a lower role",
        "lifted" => "was freed",
        "frozen" => "is accused by this person, who admits nobody until another one agrees",
        "grant_waiting" => "is to coordinate, once a second word agrees",
        "office_waiting" => "is to have the office, once a second word agrees",
        "office_given" => "has the office",
        "office_left" => "gives up the office",
        "refound_waiting" => "is to be refounded, once a second word agrees",
        "refounded" => "was refounded",
        "adopted" => "shows what lay aside",
        "conflict" => "used one invitation beside somebody else",
        "fork" => "told two histories",
        "recovery" | "recovery_own" => "asks for recovery with a new device",
        "recovery_contested" => "asks for one recovery beside another device",
        "recovery_refused" => "asked for a recovery that was refused",
        "recovered" => "came in by recovery with a new device",
        "void" => "is not let in: who did it lost her role at the same time",
        "recovery_holder" => "keeps a part of a recovery and is out",
        other => other,
    };
    let by = by.map_or_else(String::new, |by| format!(", by {by}"));
    let space = space.map_or_else(String::new, |space| format!(" ({space})"));
    format!("{subject} {what}{by}{space}")
}
