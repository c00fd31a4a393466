//! Proposals: what can be asked about them, and the JSON shapes of the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Author, OrgName, Who};

/// A new proposal.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProposalFields {
    /// The space.
    pub space: Who,
    /// Title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// `consent`, `majority`, `two-thirds`, `sense`, `approval`, `dots`, `date`, `election`.
    pub method: String,
    /// `orgs` or `people`.
    pub count: String,
    /// Units that must have voted; absent: one is enough.
    pub quorum: Option<u32>,
    /// When a clock may close it, milliseconds since 1970 UTC; of a day without an hour
    /// [`super::end_of_day_ms`].
    pub closes_ms: i64,
    /// When a second call ends, milliseconds since 1970 UTC; absent: there is none.
    pub second_ms: Option<i64>,
    /// Its quorum; absent: half of the first.
    pub second_quorum: Option<u32>,
    /// Options, where the method chooses among them.
    pub options: Vec<String>,
    /// Show who voted what to nobody.
    pub secret: bool,
    /// How many delegations one unit may carry.
    pub carries: u32,
    /// What it came from: a thread, a document, a meeting, a plan and the like.
    pub from: Option<String>,
    /// It is put out for consultation first: amendments, and no ballots until it is opened.
    #[serde(default)]
    pub consult: bool,
}

impl ProposalFields {
    /// Nothing says what is proposed: no text, no options, and nothing that it comes from.
    /// Interfaces ask a person for it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let said = |text: &String| !text.trim().is_empty();
        !said(&self.text) && !self.options.iter().any(said) && self.from.is_none()
    }
}

/// A request about proposals. The doc of each names the [`super::Reply`] it gets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProposalRequest {
    /// [`super::Reply::Saved`]: the vote on what was out for consultation begins, with those who
    /// vote today.
    Open {
        /// The proposal.
        id: String,
        /// When a clock may close it, milliseconds since 1970 UTC; absent: as it was proposed.
        closes_ms: Option<i64>,
    },
    /// [`super::Reply::Created`]: opens the vote, or the consultation.
    New {
        /// What is proposed.
        fields: Box<ProposalFields>,
    },
    /// [`super::Reply::ProposalPreview`]: what the rule would mean; nothing is written.
    Preview {
        /// What would be proposed.
        fields: Box<ProposalFields>,
    },
    /// [`super::Reply::Proposals`], newest first.
    List {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Proposal`].
    Show {
        /// The proposal.
        id: String,
    },
    /// [`super::Reply::Saved`]: the ballot of my unit.
    Vote {
        /// The proposal.
        id: String,
        /// Words of the method, option numbers, or `OPTION=N`.
        choices: Vec<String>,
        /// Why.
        reason: Option<String>,
        /// For `object`: which harm it causes.
        harm: Option<String>,
        /// For `object`: which change would resolve it.
        change: Option<String>,
        /// What an organization's ballot rests on: `assembly`, `board`, `consultation`, `mandate`,
        /// `judgement`.
        #[serde(default)]
        basis: Option<String>,
    },
    /// [`super::Reply::Saved`]: another unit carries my unit's vote.
    Delegate {
        /// The proposal.
        id: String,
        /// Which; absent: nobody any more.
        to: Option<Who>,
    },
    /// [`super::Reply::Created`]: the amendment.
    Amend {
        /// The proposal.
        id: String,
        /// The whole new text.
        text: String,
        /// Why.
        reason: Option<String>,
    },
    /// [`super::Reply::Saved`]: the author's answer to an amendment.
    Answer {
        /// The amendment.
        id: String,
        /// Whether its text stands from here on.
        accept: bool,
    },
    /// [`super::Reply::Saved`]: the author takes it back.
    Withdraw {
        /// The proposal.
        id: String,
        /// Why.
        reason: Option<String>,
    },
    /// [`super::Reply::Proposal`]: the vote ends.
    Close {
        /// The proposal.
        id: String,
        /// What follows, in words.
        statement: Option<String>,
    },
    /// [`super::Reply::ProposalRecord`]: what a tally can be made of anew.
    Record {
        /// The proposal.
        id: String,
    },
}

impl ProposalRequest {
    /// Whether it only reads.
    #[must_use]
    pub const fn reads(&self) -> bool {
        matches!(
            self,
            Self::Preview { .. } | Self::List { .. } | Self::Show { .. } | Self::Record { .. }
        )
    }
}

/// What a rule means for a roll, in numbers. Votes for it are the least that adopts, abstentions
/// aside; absent where no number of votes adopts anything.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProposalPreview {
    /// The same in words: interfaces write it.
    pub words: String,
    /// The method.
    pub method: String,
    /// `orgs` or `people`.
    pub count: String,
    /// Units that may vote.
    pub of: u32,
    /// Units that must have voted, at least 1.
    pub quorum: u32,
    /// Votes for it, if all vote.
    pub if_all: Option<u32>,
    /// Votes for it, if no more vote than the quorum asks for.
    pub if_quorum: Option<u32>,
    /// Units that must have voted at the second call; absent: there is none.
    pub second_quorum: Option<u32>,
    /// Votes for it, if no more vote than the second call asks for.
    pub if_second: Option<u32>,
    /// One objection with both answers stops it.
    pub stops: bool,
    /// Points that all ballots together can give, where points are given.
    pub points: Option<u64>,
}

/// `proposal list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProposalRow {
    /// The proposal.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its space.
    pub space: String,
    /// The method.
    pub method: String,
    /// `consultation`, `open`, `objection`, `second_call`, `closed`, `withdrawn`.
    pub state: String,
    /// As in [`ProposalDetail::outcome`].
    pub outcome: Option<String>,
    /// RFC 3339 UTC: when a clock may close it. It may be a day: [`super::whole_day`].
    pub closes: String,
    /// Units whose vote counts.
    pub voted: u64,
    /// Units of the roll.
    pub of: u64,
    /// What my unit said: `none`, `voted`, `delegated`, `clash`, `outdated`, `spoiled`; absent
    /// where I speak for none.
    pub mine: Option<String>,
    /// RFC 3339 UTC: when it was proposed.
    pub at: String,
    /// Opened, changed or ended since it was shown here.
    #[serde(default)]
    pub unread: bool,
    /// Amendments and objections that wait for my answer, where I proposed it.
    #[serde(default)]
    pub answers: u64,
    /// Votes that my unit gave to another here, and those that it carries.
    #[serde(default)]
    pub delegations: Vec<DelegationRow>,
}

/// A vote that somebody carries for another, seen from my unit.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct DelegationRow {
    /// `given`: my unit's vote, to another; `received`: another's vote, to my unit.
    pub kind: String,
    /// The other unit.
    pub unit: OrgName,
    /// `carried`: it counts; `waits`: whoever carries it has not voted; `over`: she carries as
    /// many as the rule allows already.
    pub state: String,
}

impl ProposalRow {
    /// Whether the vote goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "open" | "objection" | "second_call")
    }

    /// Whether it takes amendments: the vote goes on, or comes after the consultation.
    #[must_use]
    pub fn takes_amendments(&self) -> bool {
        self.is_open() || self.state == "consultation"
    }

    /// Whether it waits for a vote that I may give.
    #[must_use]
    pub fn waits_for_me(&self) -> bool {
        let said = self.mine.as_deref();
        self.is_open() && said.is_some_and(|said| !matches!(said, "voted" | "delegated"))
    }
}

/// Who votes: frozen at opening.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Roll {
    /// How many.
    pub size: u64,
    /// BLAKE3 over them, in hex.
    pub hash: String,
}

/// One unit of a roll.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct UnitRow {
    /// Its space.
    pub id: String,
    /// Its name, or a short id.
    pub name: String,
    /// `missing`, `counted`, `carried`, `waits`, `over`, `clash`, `outdated`, `spoiled`.
    pub state: String,
    /// Who carries its vote, or should.
    pub by: Option<OrgName>,
    /// What it chose; empty in a secret vote.
    pub choices: Vec<String>,
    /// It is out of the space.
    pub removed: bool,
}

/// One word of a unit.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct BallotRow {
    /// The operation.
    pub id: String,
    /// Whose vote.
    pub unit: OrgName,
    /// Who cast it.
    pub author: Author,
    /// `counted`, `earlier`, `late`, `clash`, `outdated`, `spoiled`, `delegation`.
    pub state: String,
    /// What it chooses.
    pub choices: Vec<String>,
    /// Who carries the vote, for a delegation.
    pub to: Option<OrgName>,
    /// Why.
    pub reason: Option<String>,
    /// Which harm the proposal causes.
    pub harm: Option<String>,
    /// Which change would resolve it.
    pub change: Option<String>,
    /// What it rests on, where that was said.
    #[serde(default)]
    pub basis: Option<String>,
    /// RFC 3339 UTC, by the author's clock.
    pub at: String,
}

/// A text that stood, or an amendment.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct VersionRow {
    /// The operation.
    pub id: String,
    /// From 1; absent for an amendment.
    pub number: Option<u32>,
    /// `stands`, `earlier`; of an amendment `waiting`, `accepted`, `rejected`.
    pub state: String,
    /// The text.
    pub text: String,
    /// Why.
    pub reason: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// RFC 3339 UTC, by the author's clock.
    pub at: String,
}

/// An end of the vote.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ClosingRow {
    /// The operation.
    pub id: String,
    /// Who closed.
    pub author: Author,
    /// Which call.
    pub call: u32,
    /// What follows, in words.
    pub statement: Option<String>,
    /// Ballots of her own that she did not count.
    pub left_out: u64,
    /// RFC 3339 UTC, by the author's clock.
    pub at: String,
}

/// `proposal show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProposalDetail {
    /// The proposal.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its space.
    pub space: String,
    /// As in [`ProposalRow::state`].
    pub state: String,
    /// The rule in words: interfaces write it.
    pub rule: String,
    /// Against whom the vote is secret, in words: interfaces write it.
    pub secrecy: String,
    /// Who votes.
    pub roll: Roll,
    /// Points of each choice; empty while a secret vote is open.
    pub tally: BTreeMap<String, u64>,
    /// Whether as many voted as are needed.
    pub quorum_met: bool,
    /// Once it ended: `adopted`, `rejected`, `no_quorum`, `sensed`, `chosen`, `tie`.
    pub outcome: Option<String>,
    /// The same, if it ended now.
    pub would_be: Option<String>,
    /// Options that were chosen or tie, by number.
    pub chosen: Vec<String>,
    /// Units whose vote is missing.
    pub missing: Vec<OrgName>,
    /// Reasons of those who are not of the outcome's opinion.
    pub minority: Vec<BallotRow>,
    /// The text that stands.
    pub text: String,
    /// Its number, from 1.
    pub version: u32,
    /// The method.
    pub method: String,
    /// `orgs` or `people`.
    pub count: String,
    /// Options in their order.
    pub options: Vec<String>,
    /// Units that must have voted.
    pub quorum: u64,
    /// Units whose vote counts.
    pub voted: u64,
    /// RFC 3339 UTC: when a clock may close it.
    pub closes: String,
    /// RFC 3339 UTC: when the second call ends.
    pub second_call: Option<String>,
    /// The second call's quorum.
    pub second_quorum: Option<u32>,
    /// How many delegations one unit may carry.
    pub carries: u32,
    /// It is a secret vote.
    pub secret: bool,
    /// What it came from.
    pub from: Option<String>,
    /// Who proposed it.
    pub author: Author,
    /// RFC 3339 UTC.
    pub at: String,
    /// My unit, where I speak for one of the roll.
    pub my_unit: Option<OrgName>,
    /// As in [`ProposalRow::mine`].
    pub mine: Option<String>,
    /// What my unit chose.
    pub my_choices: Vec<String>,
    /// I proposed it.
    pub is_mine: bool,
    /// I may close it.
    pub may_close: bool,
    /// Every unit of the roll.
    pub units: Vec<UnitRow>,
    /// Every word, in causal order; those of a secret vote are left out.
    pub ballots: Vec<BallotRow>,
    /// How many ballots came too late.
    pub late: u64,
    /// Texts and amendments.
    pub versions: Vec<VersionRow>,
    /// Ends of the vote.
    pub closings: Vec<ClosingRow>,
    /// What the rule means in numbers, until the vote ends.
    #[serde(default)]
    pub preview: Option<ProposalPreview>,
}

/// A word in a record, with all that its counting asks for.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct WordRecord {
    /// The operation.
    pub id: String,
    /// Whose vote.
    pub unit: String,
    /// Its longest chain of predecessors: orders delegations.
    pub depth: u32,
    /// The unit's words that its author knew.
    pub follows: Vec<String>,
    /// `ballot` or `delegation`.
    pub kind: String,
    /// The text that a ballot is about.
    pub version: Option<String>,
    /// Choice numbers from 0, and their points.
    pub choices: Vec<(u32, u32)>,
    /// An `object` with both answers.
    pub objects: bool,
    /// Who carries it.
    pub to: Option<String>,
}

/// A closing in a record.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ClosingRecord {
    /// The operation.
    pub id: String,
    /// Which call.
    pub call: u32,
    /// The text that stands.
    pub version: String,
    /// The words it names.
    pub words: Vec<String>,
}

/// What a tally can be made of anew, by a program that knows the written rule alone.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProposalRecord {
    /// What is shown of it.
    pub shown: ProposalDetail,
    /// Units that must have voted at the first call.
    pub first_quorum: u32,
    /// The units, ascending.
    pub roll: Vec<String>,
    /// Texts that stood: operation and number.
    pub versions: Vec<(String, u32)>,
    /// Every word; of a secret vote none, but [`Self::secret_choices`].
    pub words: Vec<WordRecord>,
    /// What the ballots that count chose in a secret vote that ended, sorted, without their units.
    pub secret_choices: Vec<Vec<(u32, u64)>>,
    /// Every end of the vote.
    pub closings: Vec<ClosingRecord>,
}
