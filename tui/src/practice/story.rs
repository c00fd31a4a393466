//! What the invented colleagues write, day by day, so that there is something to do everywhere.

use asamblea_node::api::{
    ActivityFields, AgendaItemFields, AgreementFields, ApiError, AssessmentRequest, CallFields,
    ErrorKind, InviteFor, MeetingRequest, PlanRequest, PointFields, ProposalFields,
    ProposalRequest, Reply, Request,
};
use asamblea_node::client::Practice;
use jiff::{Timestamp, tz::TimeZone};

use super::COUNTRY;
use crate::instrument;
use crate::lang::Texts;

/// The colleagues, by their numbers.
const SOFIA: usize = 0;
const ROSA: usize = 1;
const ANA: usize = 2;
const LUZ: usize = 3;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Items of the round that is over; each has an agreed score.
const OLD_ITEMS: usize = 4;
/// What each organization agreed on them.
const OLD_SCORES: [(usize, [&str; OLD_ITEMS]); 3] = [
    (ROSA, ["2", "3", "1", "3"]),
    (ANA, ["3", "3", "2", "2"]),
    (LUZ, ["2", "4", "2", "3"]),
];

/// Tells it all.
///
/// # Errors
///
/// A fault of the program, or of the disk.
pub(super) fn tell(practice: &mut Practice, texts: &Texts, person: &str) -> Result<(), ApiError> {
    let mut story = Story {
        practice,
        texts,
        network: String::new(),
        north: String::new(),
        me: String::new(),
    };
    story.people(person)?;
    story.last_year()?;
    story.earlier_meeting()?;
    story.talk()?;
    story.documents()?;
    story.agenda()?;
    story.next_meeting()?;
    story.votes()?;
    story.this_year()
}

struct Story<'a> {
    practice: &'a mut Practice,
    texts: &'a Texts,
    /// The network's space.
    network: String,
    /// The space of the person's organization.
    north: String,
    /// The person.
    me: String,
}

fn fault() -> ApiError {
    ApiError::about(ErrorKind::Internal, "practice")
}

impl Story<'_> {
    fn text(&self, key: &str) -> String {
        self.texts.get(&format!("practice-{key}"))
    }

    /// So many days from today, at an hour.
    fn day_ms(&self, days: i64, hour: i64) -> i64 {
        let today = i64::try_from(self.practice.today_ms()).unwrap_or(i64::MAX);
        today.div_euclid(DAY_MS) * DAY_MS + days * DAY_MS + hour * HOUR_MS
    }

    fn ask(&mut self, by: usize, request: Request) -> Result<Reply, ApiError> {
        self.practice.ask(by, request)
    }

    /// Asks for what makes something; its id is given.
    fn make(&mut self, by: usize, request: Request) -> Result<String, ApiError> {
        match self.ask(by, request)? {
            Reply::Created(saved) | Reply::Saved(saved) => Ok(saved.id),
            Reply::ThreadNew(created) => Ok(created.id),
            _ => Err(fault()),
        }
    }

    fn people(&mut self, person: &str) -> Result<(), ApiError> {
        for (org, name) in [("north", "rosa"), ("center", "ana"), ("south", "luz")] {
            let whom = InviteFor::Org {
                name: self.text(org),
                country: COUNTRY.to_owned(),
            };
            let name = self.text(name);
            self.practice.invite(SOFIA, whom, &name)?;
        }
        let whom = InviteFor::Member {
            name: Some(person.to_owned()),
            role: "coordinator".to_owned(),
        };
        let me = self.practice.come_in(ROSA, whom, person)?;
        let Reply::Status(status) = self.ask(me, Request::Status)? else {
            return Err(fault());
        };
        // She compared the words aloud, as one does: only so the place is a coordinator's.
        let verify = Request::DeviceVerify {
            id: status.device.clone(),
            words: status.safety_words.clone(),
        };
        self.ask(ROSA, verify)?;
        self.me = status.person_id.clone().ok_or_else(fault)?;
        self.network.clone_from(&status.network_id);
        self.north = status.org_id.clone().ok_or_else(fault)?;
        for region in ["north", "center", "south"] {
            let new = Request::SpaceNew {
                name: self.text(&format!("region-{region}")),
                kind: "subregion".to_owned(),
                with: vec![self.text(region)],
                history: None,
                retain: None,
            };
            self.make(SOFIA, new)?;
        }
        Ok(())
    }

    fn assess(&mut self, by: usize, request: AssessmentRequest) -> Result<Reply, ApiError> {
        self.ask(by, Request::Assessment(request))
    }

    /// A round, and the codes of what it asks.
    fn round(&mut self, title: &str, closes_ms: i64) -> Result<(String, Vec<String>), ApiError> {
        let instrument = instrument::shipped().into_iter().next();
        let instrument = Box::new(instrument.ok_or_else(fault)?);
        let areas = instrument.areas.iter();
        // One of each area, so that there is something to see in each.
        let first = areas.filter_map(|area| Some(area.items.first()?.code.clone()));
        let items = first.collect();
        let start = AssessmentRequest::Start {
            space: self.network.clone(),
            title: self.text(title),
            closes_ms,
            instrument,
        };
        Ok((self.make(SOFIA, Request::Assessment(start))?, items))
    }

    fn score(&mut self, by: usize, id: &str, item: &str, score: &str) -> Result<(), ApiError> {
        let score = AssessmentRequest::Score {
            id: id.to_owned(),
            item: item.to_owned(),
            score: score.to_owned(),
            note: Some(self.text("note")),
        };
        self.assess(by, score).map(drop)
    }

    /// A round that is over: three organizations shared what they agreed on, and the plan of the
    /// person's waits for its signature.
    fn last_year(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(25);
        let closes = self.day_ms(-10, 23);
        let (id, items) = self.round("old-round-title", closes)?;
        for (org, scores) in OLD_SCORES {
            for (item, score) in items.iter().zip(scores) {
                self.score(org, &id, item, score)?;
            }
            self.assess(org, AssessmentRequest::Pool { id: id.clone() })?;
            for (item, score) in items.iter().zip(scores) {
                let agree = AssessmentRequest::Agree {
                    id: id.clone(),
                    item: item.clone(),
                    score: score.to_owned(),
                    why: self.text("why"),
                    evidence: None,
                    dissent: None,
                };
                self.assess(org, agree)?;
            }
            if org == ROSA {
                self.plan(&id)?;
            }
            self.assess(org, AssessmentRequest::Approve { id: id.clone() })?;
            let share = AssessmentRequest::Share {
                id: id.clone(),
                // What goes to everybody with it is the plan, too.
                level: if org == ROSA { "full" } else { "areas" }.to_owned(),
            };
            self.assess(org, share)?;
        }
        self.sign()
    }

    fn plan(&mut self, round: &str) -> Result<(), ApiError> {
        let draft = AssessmentRequest::Plan {
            id: round.to_owned(),
            lang: self.texts.language().tag().to_owned(),
            network: false,
        };
        let id = self.make(ROSA, Request::Assessment(draft))?;
        let show = Request::Plan(PlanRequest::Show { id });
        let Reply::Plan(plan) = self.ask(ROSA, show)? else {
            return Err(fault());
        };
        for (at, activity) in (0..).zip(&plan.activities) {
            let fields = ActivityFields {
                who: Some(self.text("responsible")),
                due_day: u64::try_from(self.day_ms(40 + at * 20, 0) / DAY_MS).ok(),
                ..ActivityFields::default()
            };
            let change = PlanRequest::Change {
                id: activity.id.clone(),
                fields,
            };
            self.ask(ROSA, Request::Plan(change))?;
        }
        Ok(())
    }

    /// The Secretariat signs the plan that was shared; the organization has not yet.
    fn sign(&mut self) -> Result<(), ApiError> {
        let Reply::Plans(plans) =
            self.ask(SOFIA, Request::Plan(PlanRequest::List { space: None }))?
        else {
            return Err(fault());
        };
        for plan in plans {
            let sign = PlanRequest::Sign { id: plan.id };
            self.ask(SOFIA, Request::Plan(sign))?;
        }
        Ok(())
    }

    fn meet(&mut self, by: usize, request: MeetingRequest) -> Result<Reply, ApiError> {
        self.ask(by, Request::Meeting(request))
    }

    fn call(
        &mut self,
        by: usize,
        space: String,
        [title, minutes]: [&str; 2],
        starts_ms: i64,
    ) -> Result<String, ApiError> {
        let call = CallFields {
            title: Some(self.text(title)),
            starts_ms: Some(starts_ms),
            ends_ms: Some(starts_ms + 2 * HOUR_MS),
            zone: Some(zone()),
            kind: Some("ordinary".to_owned()),
            modality: Some("remote".to_owned()),
            place: Some(self.text("place")),
            ..CallFields::default()
        };
        let new = MeetingRequest::New {
            space,
            call,
            minutes: self.text(minutes),
        };
        self.make(by, Request::Meeting(new))
    }

    fn present(&mut self, by: usize, id: &str) -> Result<(), ApiError> {
        let attend = MeetingRequest::Attend {
            id: id.to_owned(),
            who: None,
            presence: Some("present".to_owned()),
            standing: None,
            proxy: None,
        };
        self.meet(by, attend).map(drop)
    }

    /// What was agreed there is late by now.
    fn earlier_meeting(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(16);
        let starts = self.day_ms(-14, 18);
        let words = ["earlier-title", "earlier-minutes"];
        let id = self.call(ROSA, self.north.clone(), words, starts)?;
        self.practice.set_days_ago(14);
        self.present(ROSA, &id)?;
        let due = self.day_ms(-5, 0) / DAY_MS;
        let year = Timestamp::from_millisecond(starts)
            .and_then(|at| at.in_tz("UTC"))
            .map(|at| at.year())
            .unwrap_or_default();
        let agreement = AgreementFields {
            text: self.text("task"),
            who: Some(self.me.clone()),
            due_day: u64::try_from(due).ok(),
            year: u32::try_from(year).unwrap_or_default(),
            decided: Some("consensus".to_owned()),
            ..AgreementFields::default()
        };
        self.meet(ROSA, MeetingRequest::Agree { id, agreement })
            .map(drop)
    }

    fn thread(&mut self, by: usize, space: String, words: [&str; 2]) -> Result<String, ApiError> {
        let new = Request::ThreadNew {
            space,
            title: self.text(words[0]),
            body: self.text(words[1]),
        };
        self.make(by, new)
    }

    fn talk(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(9);
        let words = ["hello-title", "hello-1"];
        self.thread(ROSA, self.north.clone(), words)?;
        let words = ["thread-title", "thread-1"];
        let id = self.thread(SOFIA, self.network.clone(), words)?;
        for (days, by, key) in [(8, ANA, "thread-2"), (7, LUZ, "thread-3")] {
            self.practice.set_days_ago(days);
            let reply = Request::ThreadReply {
                id: id.clone(),
                to: None,
                body: self.text(key),
            };
            self.make(by, reply)?;
        }
        Ok(())
    }

    fn documents(&mut self) -> Result<(), ApiError> {
        let Reply::Status(status) = self.ask(ROSA, Request::Status)? else {
            return Err(fault());
        };
        let words = [("words", status.safety_words.as_str())];
        let guide = Request::DocNew {
            space: self.north.clone(),
            title: self.text("guide-title"),
            text: self.texts.with("practice-guide-text", &words) + "\n",
        };
        self.make(ROSA, guide)?;
        let letter = Request::DocNew {
            space: self.network.clone(),
            title: self.text("doc-title"),
            text: self.text("doc-text") + "\n",
        };
        let id = self.make(SOFIA, letter)?;
        for (by, on, body) in [
            (ANA, "doc-on-1", "comment-1"),
            (LUZ, "doc-on-2", "comment-2"),
        ] {
            let comment = Request::DocComment {
                id: id.clone(),
                on: self.text(on),
                body: self.text(body),
            };
            self.make(by, comment)?;
        }
        Ok(())
    }

    /// Two editions: the second one changes a place.
    fn agenda(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(6);
        let new = Request::AgendaNew {
            space: self.network.clone(),
            title: self.text("agenda-title"),
        };
        let id = self.make(SOFIA, new)?;
        let mut items = Vec::new();
        for (title, days, kind) in [
            ("item-meeting", 6, "meeting"),
            ("item-training", 15, "training"),
            ("item-deadline", 28, "deadline"),
        ] {
            let starts_ms = self.day_ms(days, 18);
            let add = Request::AgendaAdd {
                id: id.clone(),
                item: AgendaItemFields {
                    title: Some(self.text(title)),
                    starts_ms: Some(starts_ms),
                    ends_ms: Some(starts_ms + 2 * HOUR_MS),
                    zone: Some(zone()),
                    place: Some(self.text("place")),
                    kind: Some(kind.to_owned()),
                    ..AgendaItemFields::default()
                },
            };
            items.push(self.make(SOFIA, add)?);
        }
        self.ask(SOFIA, Request::AgendaPublish { id: id.clone() })?;
        self.practice.set_days_ago(4);
        let change = Request::AgendaChange {
            id: id.clone(),
            item: items.get(1).cloned().ok_or_else(fault)?,
            fields: AgendaItemFields {
                place: Some(self.text("place-new")),
                ..AgendaItemFields::default()
            },
        };
        self.ask(SOFIA, change)?;
        self.ask(SOFIA, Request::AgendaPublish { id }).map(drop)
    }

    fn next_meeting(&mut self) -> Result<(), ApiError> {
        let starts = self.day_ms(6, 18);
        let words = ["meeting-title", "meeting-minutes"];
        let id = self.call(SOFIA, self.network.clone(), words, starts)?;
        for (title, kind) in [("point-1", "debate"), ("point-2", "decision")] {
            let point = PointFields {
                title: Some(self.text(title)),
                kind: Some(kind.to_owned()),
                minutes: Some(30),
                ..PointFields::default()
            };
            let add = MeetingRequest::PointAdd {
                id: id.clone(),
                point,
            };
            self.meet(SOFIA, add)?;
        }
        self.present(ANA, &id)?;
        self.present(LUZ, &id)
    }

    fn propose(
        &mut self,
        by: usize,
        space: String,
        words: [&str; 2],
        rule: [&str; 2],
    ) -> Result<String, ApiError> {
        let fields = ProposalFields {
            space,
            title: self.text(words[0]),
            text: self.text(words[1]),
            method: rule[0].to_owned(),
            count: rule[1].to_owned(),
            closes_ms: self.day_ms(10, 23),
            ..ProposalFields::default()
        };
        let new = ProposalRequest::New {
            fields: Box::new(fields),
        };
        self.make(by, Request::Proposal(new))
    }

    fn vote(
        &mut self,
        by: usize,
        id: &str,
        choice: &str,
        reason: Option<String>,
    ) -> Result<(), ApiError> {
        let vote = ProposalRequest::Vote {
            id: id.to_owned(),
            choices: vec![choice.to_owned()],
            reason,
            harm: None,
            change: None,
            basis: None,
        };
        self.ask(by, Request::Proposal(vote)).map(drop)
    }

    fn votes(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(3);
        let words = ["vote-title", "vote-text"];
        let rule = ["majority", "people"];
        let id = self.propose(ROSA, self.north.clone(), words, rule)?;
        self.vote(ROSA, &id, "yes", None)?;
        let words = ["network-vote-title", "network-vote-text"];
        let rule = ["consent", "orgs"];
        let id = self.propose(SOFIA, self.network.clone(), words, rule)?;
        self.vote(ANA, &id, "agree", None)?;
        let concern = self.text("concern");
        self.vote(LUZ, &id, "concern", Some(concern))
    }

    /// A round in which the person has not said anything yet.
    fn this_year(&mut self) -> Result<(), ApiError> {
        self.practice.set_days_ago(2);
        let closes = self.day_ms(20, 23);
        let (id, items) = self.round("round-title", closes)?;
        for item in items.iter().take(2) {
            self.score(ROSA, &id, item, "2")?;
        }
        Ok(())
    }
}

/// The zone of this machine: meetings are at an hour that people know.
fn zone() -> String {
    let zone = TimeZone::system();
    zone.iana_name().unwrap_or("UTC").to_owned()
}
