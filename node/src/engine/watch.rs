//! What everybody should hear of: who came in, who was suspended or taken out, whose device told
//! two stories.
//!
//! Tells each once, from what membership says now. What was so before this device came in is
//! nobody's news.

use std::collections::BTreeSet;

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::membership::{Stage, Status};
use asamblea_protocol::op::{Member, Role};

use super::Engine;
use super::clock::rfc3339;
use super::local::{LocalRecord, Setting};
use crate::api::{AlertRow, ApiError};

/// Something to tell: its operation and how it stands, whom it concerns, and the alert's code.
struct News {
    id: String,
    member: Member,
    code: &'static str,
}

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
        let mut news = self.restricted();
        news.extend(self.came_in());
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
            let Some(subject) = self.called(&news) else {
                // Her name is still on its way.
                self.watch_due = true;
                continue;
            };
            let text = sentence(news.code, &subject);
            self.tell_alert(news.code);
            records.push(LocalRecord::Alert(Box::new(AlertRow {
                id: format!("{}:{}", news.code, news.id),
                code: news.code.to_owned(),
                subject,
                text,
                at: rfc3339(self.wall()),
                done: false,
            })));
            told.push(news.id);
        }
        if told.is_empty() {
            return Ok(());
        }
        records.push(LocalRecord::Watched(told));
        self.remember(records)
    }

    /// Who is suspended or out, in spaces that this device reads or is guardian of.
    fn restricted(&mut self) -> Vec<News> {
        let own = self.replica.device();
        let roles = self.replica.roles();
        let (judge, graph, _) = self.replica.judge();
        let everything = judge.everything();
        let mut news = Vec::new();
        for restriction in judge.membership().restrictions() {
            let Some(op) = graph.controls().get(restriction.index) else {
                continue;
            };
            // Guardians hear of what they may decide, though they read nothing there.
            let reads = roles.role(own, restriction.space) >= Role::Read
                || judge
                    .view(graph, everything)
                    .is_guardian(own, restriction.space);
            let mine = op.op.log.author == own;
            let place = matches!(restriction.target, Member::Invitation(_));
            if restriction.role > Role::None || mine || place || !reads {
                continue;
            }
            let code = match restriction.status {
                Status::Pending => "suspended",
                Status::Decided => "removed",
            };
            news.push(News {
                id: format!("{}:{code}", op.op.id.to_hex()),
                member: restriction.target,
                code,
            });
        }
        news
    }

    /// Who used an invitation into the network, my organization or my own space.
    fn came_in(&mut self) -> Vec<News> {
        let mine: BTreeSet<SpaceId> = [self.network().ok(), self.my_org(), self.my_person()]
            .into_iter()
            .flatten()
            .collect();
        let own: BTreeSet<Member> = [self.my_org(), self.my_person()]
            .into_iter()
            .flatten()
            .map(Member::Space)
            .chain([Member::Device(self.replica.device())])
            .collect();
        let roles = self.replica.roles();
        let directory = self.replica.directory();
        let used = directory
            .invitations()
            .filter(|(_, space)| mine.contains(space))
            .flat_map(|(key, space)| {
                let redeems: Vec<_> = directory.redeems(&key).collect();
                redeems.into_iter().map(move |one| (space, one))
            });
        used.filter(|(space, (_, member))| {
            !own.contains(member) && roles.direct_role(*space, member) > Role::None
        })
        .map(|(_, (op, member)): (_, (OpId, Member))| News {
            id: op.to_hex(),
            member,
            code: "newcomer",
        })
        .collect()
    }

    /// Whose new device asks to come in without her others: in my organization, in my own space,
    /// and where this device may confirm it.
    fn recovering_people(&mut self) -> Vec<News> {
        let (own, org) = (self.my_person(), self.my_org());
        let device = self.replica.device();
        let all = self.replica.recoveries();
        let mut news = Vec::new();
        for one in all.into_iter().filter(|one| one.device != device) {
            let mine = Some(one.person) == own;
            let (judge, graph, _) = self.replica.judge();
            let everything = judge.everything();
            let guards = judge
                .view(graph, everything)
                .is_guardian(device, one.person);
            let near = org.is_some() && self.replica.directory().org_of(one.person) == org;
            if !(mine || guards || near) {
                continue;
            }
            let code = match one.stage {
                Stage::Waiting if mine => "recovery_own",
                Stage::Waiting => "recovery",
                Stage::Contested => "recovery_contested",
                Stage::Refused => "recovery_refused",
                Stage::Done => "recovered",
            };
            news.push(News {
                id: format!("{}:{code}", one.op.to_hex()),
                member: Member::Device(one.device),
                code,
            });
        }
        news
    }

    /// Who keeps a part of this person's recovery and is no member any more.
    fn lost_holders(&mut self) -> Vec<News> {
        let record = self.local.holders.clone();
        let mut news = Vec::new();
        let people = record.holders.iter();
        for person in people.filter_map(|hex| SpaceId::from_hex(hex)) {
            if !self.stands(person) {
                news.push(News {
                    id: format!("{}:{}", record.place, person.to_hex()),
                    member: Member::Space(person),
                    code: "recovery_holder",
                });
            }
        }
        news
    }

    /// Devices that signed two operations at one place, and are not out for it.
    fn forked(&mut self) -> Vec<News> {
        if is_planted!(self.replica, ForksHidden) {
            return Vec::new();
        }
        let roles = self.replica.roles();
        let devices = self.replica.forked_devices().into_iter();
        let in_use = devices.filter(|device| !roles.spaces_of(*device).is_empty());
        in_use
            .map(|device| News {
                id: device.to_hex(),
                member: Member::Device(device),
                code: "fork",
            })
            .collect()
    }

    /// How people call a member; nothing while no name has come.
    fn called(&self, news: &News) -> Option<String> {
        match &news.member {
            // That cannot wait.
            Member::Device(device) if news.code == "fork" => Some(self.device_name(*device)),
            Member::Space(space) => self
                .space_name(*space)
                .or_else(|| self.person_name(*space, None)),
            Member::Device(device) | Member::Invitation(device) => self.owner(*device),
        }
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

/// For logs, in English; interfaces write their own.
fn sentence(code: &str, subject: &str) -> String {
    match code {
        "newcomer" => format!("{subject} came in with an invitation"),
        "suspended" => format!("{subject} was suspended by one word"),
        "recovery" | "recovery_own" => format!("a new device asks for recovery: {subject}"),
        "recovery_contested" => format!("two devices ask for one recovery: {subject}"),
        "recovery_refused" => format!("a recovery was refused: {subject}"),
        "recovered" => format!("a new device came in by recovery: {subject}"),
        "recovery_holder" => format!("{subject} keeps a part of a recovery and is out"),
        "fork" => format!("two histories of one device came in: {subject}"),
        _ => format!("{subject} was taken out"),
    }
}
