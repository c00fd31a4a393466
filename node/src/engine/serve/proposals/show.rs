//! What of proposals is shown: rows, details, and the record that a tally can be made of anew.

use std::collections::BTreeSet;

use asamblea_protocol::content::{Choice, Count, Method, ProposalNew};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view::{self, Outcome, Phase, Says, Tally, UnitState, Word, forecast};

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::{basis_label, method_label};
use crate::api::{
    ApiError, BallotRow, ClosingRecord, ClosingRow, DelegationRow, OrgName, PointVote,
    ProposalDetail, ProposalPreview, ProposalRecord, ProposalRow, Reply, Roll, UnitRow, VersionRow,
    WordRecord,
};

fn long(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Where a vote is, as the command line names it.
fn state_label(proposal: &view::Proposal, tally: &Tally) -> &'static str {
    let objected = proposal.new.method == Method::Consent
        && tally
            .counts
            .get(3)
            .is_some_and(|objections| *objections > 0);
    match tally.phase {
        Phase::Consultation => "consultation",
        Phase::Open if objected => "objection",
        Phase::Open => "open",
        Phase::SecondCall => "second_call",
        Phase::Closed => "closed",
        Phase::Withdrawn => "withdrawn",
    }
}

const fn outcome_label(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::NoQuorum => "no_quorum",
        Outcome::Adopted => "adopted",
        Outcome::Rejected => "rejected",
        Outcome::Sensed => "sensed",
        Outcome::Chosen(_) => "chosen",
        Outcome::Tie(_) => "tie",
    }
}

const fn count_label(count: Count) -> &'static str {
    match count {
        Count::Orgs => "orgs",
        Count::People => "people",
    }
}

/// What a rule means in numbers, for its roll.
pub(super) fn preview(new: &ProposalNew) -> ProposalPreview {
    let of = u32::try_from(new.roll.len()).unwrap_or(u32::MAX);
    let second = new.second.map(|second| second.quorum);
    let told = forecast(new.method, of, new.quorum, second);
    ProposalPreview {
        words: String::new(),
        method: method_label(new.method).to_owned(),
        count: count_label(new.count).to_owned(),
        of: told.of,
        quorum: told.quorum,
        if_all: told.if_all,
        if_quorum: told.if_quorum,
        second_quorum: told.second_quorum,
        if_second: told.if_second,
        stops: told.stops,
        points: told.points,
    }
}

/// What of a proposal is news: how far it is, and which text stands.
fn news(proposal: &view::Proposal, tally: &Tally) -> String {
    format!(
        "{} {}",
        state_label(proposal, tally),
        tally.version.to_hex()
    )
}

/// What my unit said.
const fn mine_label(state: &UnitState) -> &'static str {
    match state {
        UnitState::Missing => "none",
        UnitState::Counted(_) => "voted",
        UnitState::Carried { .. } | UnitState::Waits(_) | UnitState::Over(_) => "delegated",
        UnitState::Clash(_) => "clash",
        UnitState::Outdated(_) => "outdated",
        UnitState::Spoiled(_) => "spoiled",
    }
}

const fn unit_label(state: &UnitState) -> &'static str {
    match state {
        UnitState::Missing => "missing",
        UnitState::Counted(_) => "counted",
        UnitState::Carried { .. } => "carried",
        UnitState::Waits(_) => "waits",
        UnitState::Over(_) => "over",
        UnitState::Clash(_) => "clash",
        UnitState::Outdated(_) => "outdated",
        UnitState::Spoiled(_) => "spoiled",
    }
}

/// A ballot's choices in the words of its method.
fn choice_words(proposal: &view::Proposal, choices: &[Choice], objects: bool) -> Vec<String> {
    let known = proposal.choices();
    let points = proposal.points(choices, objects).unwrap_or_default();
    let words = points.into_iter().filter_map(|(number, points)| {
        let word = known.get(usize::try_from(number).ok()?)?;
        let dots = proposal.new.method == Method::Dots && word != "abstain";
        Some(if dots {
            format!("{word}={points}")
        } else {
            word.clone()
        })
    });
    words.collect()
}

fn ballot_words(proposal: &view::Proposal, word: &Word) -> Vec<String> {
    match &word.says {
        Says::Ballot {
            choices, objection, ..
        } => choice_words(proposal, choices, objection.is_some()),
        Says::Delegation(_) => Vec::new(),
    }
}

/// What became of a word in a tally.
fn word_label(word: &Word, tally: &Tally) -> &'static str {
    if tally.late.contains(&word.id) {
        return "late";
    }
    if matches!(word.says, Says::Delegation(_)) {
        return "delegation";
    }
    let row = tally.units.iter().find(|row| row.unit == word.unit);
    match row.map(|row| &row.state) {
        Some(UnitState::Counted(id)) if *id == word.id => "counted",
        Some(UnitState::Outdated(id)) if *id == word.id => "outdated",
        Some(UnitState::Spoiled(id)) if *id == word.id => "spoiled",
        Some(UnitState::Clash(ids)) if ids.contains(&word.id) => "clash",
        _ => "earlier",
    }
}

/// How a vote stands. Before a secret one ends nobody is shown how it goes.
fn show_tally(proposal: &view::Proposal, tally: &Tally, detail: &mut ProposalDetail) {
    let ended = tally.phase == Phase::Closed;
    detail.quorum_met = tally.quorum_met;
    detail.voted = tally.voted;
    detail.late = long(tally.late.len());
    // Before it opens there is nothing to count, and before a secret vote ends nothing to tell.
    if tally.phase == Phase::Consultation || (proposal.new.secret && !ended) {
        return;
    }
    let counts = tally.counts.iter().copied();
    detail.tally = proposal.choices().into_iter().zip(counts).collect();
    let outcome = Some(outcome_label(&tally.outcome).to_owned());
    if ended {
        detail.outcome = outcome;
    } else {
        detail.would_be = outcome;
    }
    let chosen: &[u32] = match &tally.outcome {
        Outcome::Chosen(one) => std::slice::from_ref(one),
        Outcome::Tie(all) => all,
        _ => &[],
    };
    let numbers = chosen.iter().map(|number| number.saturating_add(1));
    detail.chosen = numbers.map(|number| number.to_string()).collect();
}

/// Whether a ballot is of another opinion than the outcome.
fn dissents(proposal: &view::Proposal, tally: &Tally, word: &Word) -> bool {
    let said = ballot_words(proposal, word);
    let says = |any: &[&str]| said.iter().any(|word| any.contains(&word.as_str()));
    match &tally.outcome {
        Outcome::Adopted => says(&["no", "concern", "object", "disagree"]),
        Outcome::Rejected => says(&["yes", "agree"]),
        Outcome::Chosen(number) => !says(&["abstain", &number.saturating_add(1).to_string()]),
        Outcome::NoQuorum | Outcome::Sensed | Outcome::Tie(_) => false,
    }
}

impl Engine {
    pub(super) fn unit(&self, unit: SpaceId) -> OrgName {
        OrgName {
            id: unit.to_hex(),
            name: self.unit_name(unit).unwrap_or_else(|| unit.short()),
        }
    }

    /// How a proposal goes, for the meeting that decides it.
    pub(in crate::engine::serve) fn point_vote(
        &self,
        space: SpaceId,
        id: &OpId,
    ) -> Option<PointVote> {
        let proposal = self.views.shown.proposals(space)?.get(id)?;
        let tally = proposal.tally();
        let mut shown = ProposalDetail::default();
        show_tally(proposal, &tally, &mut shown);
        Some(PointVote {
            id: id.to_hex(),
            title: proposal.new.title.clone(),
            state: state_label(proposal, &tally).to_owned(),
            method: method_label(proposal.new.method).to_owned(),
            options: proposal.new.options.clone(),
            tally: shown.tally,
            outcome: shown.outcome,
            would_be: shown.would_be,
            chosen: shown.chosen,
            voted: tally.voted,
            of: long(tally.units.len()),
        })
    }

    pub(super) fn proposals(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let mut all = Vec::new();
        for space in self.views.shown.spaces() {
            if only.is_some_and(|only| only != space) {
                continue;
            }
            let proposals = self.views.shown.proposals(space).into_iter();
            all.extend(
                proposals
                    .flat_map(view::Proposals::iter)
                    .map(|proposal| (space, proposal.clone())),
            );
        }
        let mut rows: Vec<ProposalRow> = all
            .into_iter()
            .map(|(space, proposal)| self.proposal_row(space, &proposal))
            .collect();
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Proposals(rows))
    }

    fn proposal_row(&mut self, space: SpaceId, proposal: &view::Proposal) -> ProposalRow {
        let tally = proposal.tally();
        let unit = self.my_unit(&proposal.new);
        let mine = tally.units.iter().find(|row| Some(row.unit) == unit);
        let ended = matches!(tally.phase, Phase::Closed);
        let second = proposal
            .new
            .second
            .filter(|_| tally.phase == Phase::SecondCall);
        let closes = second.map_or(proposal.new.closes, |second| second.closes);
        ProposalRow {
            id: proposal.id.to_hex(),
            title: proposal.new.title.clone(),
            space: space.to_hex(),
            method: method_label(proposal.new.method).to_owned(),
            state: state_label(proposal, &tally).to_owned(),
            outcome: ended.then(|| outcome_label(&tally.outcome).to_owned()),
            closes: rfc3339(closes),
            voted: tally.voted,
            of: long(tally.units.len()),
            mine: mine.map(|row| mine_label(&row.state).to_owned()),
            at: rfc3339(proposal.at),
            unread: self.is_proposal_unread(proposal, &tally),
            answers: self.asked_of_proposer(proposal, &tally),
            delegations: unit.map_or_else(Vec::new, |unit| self.delegations(unit, &tally)),
        }
    }

    /// Votes of a roll that a unit gave away or carries.
    fn delegations(&self, unit: SpaceId, tally: &Tally) -> Vec<DelegationRow> {
        let rows = tally.units.iter().filter_map(|row| {
            let (UnitState::Carried { by, .. } | UnitState::Waits(by) | UnitState::Over(by)) =
                &row.state
            else {
                return None;
            };
            let (kind, other) = match (row.unit == unit, *by == unit) {
                (true, _) => ("given", *by),
                (false, true) => ("received", row.unit),
                (false, false) => return None,
            };
            Some(DelegationRow {
                kind: kind.to_owned(),
                unit: self.unit(other),
                state: unit_label(&row.state).to_owned(),
            })
        });
        rows.collect()
    }

    /// It does not stand as it was shown here last; what I proposed I know.
    fn is_proposal_unread(&self, proposal: &view::Proposal, tally: &Tally) -> bool {
        match self.local.shown.get(&proposal.id.to_hex()) {
            Some(shown) => *shown != news(proposal, tally),
            None => {
                let begun = matches!(tally.phase, Phase::Consultation | Phase::Open);
                !(self.is_proposer(proposal) && begun)
            }
        }
    }

    /// It was looked at.
    pub(super) fn proposal_shown(&mut self, space: SpaceId, id: OpId) -> Result<(), ApiError> {
        let proposal = self.proposal(space, id)?;
        let news = news(proposal, &proposal.tally());
        self.note_shown(id, news)
    }

    /// What waits for an answer of whoever proposed it.
    fn asked_of_proposer(&self, proposal: &view::Proposal, tally: &Tally) -> u64 {
        let ended = matches!(tally.phase, Phase::Closed | Phase::Withdrawn);
        if ended || !self.is_proposer(proposal) {
            return 0;
        }
        let amendments = proposal.amendments();
        let waiting = amendments.filter(|one| {
            // What was written over another text waits no more.
            one.accepted.is_none() && one.version == tally.version
        });
        let objected = state_label(proposal, tally) == "objection";
        long(waiting.count()).saturating_add(objected.into())
    }

    pub(super) fn proposal_detail(
        &mut self,
        space: SpaceId,
        id: OpId,
    ) -> Result<ProposalDetail, ApiError> {
        let proposal = self.proposal(space, id)?.clone();
        let tally = proposal.tally();
        let row = self.proposal_row(space, &proposal);
        let mut detail = self.asked_for(space, &proposal, &tally, row);
        show_tally(&proposal, &tally, &mut detail);
        let my_unit = self.my_unit(&proposal.new);
        let mine = tally.units.iter().find(|row| Some(row.unit) == my_unit);
        let mine = mine.and_then(|row| match row.state {
            UnitState::Counted(id) => proposal.word(&id),
            _ => None,
        });
        detail.my_unit = my_unit.map(|unit| self.unit(unit));
        detail.my_choices = mine.map_or_else(Vec::new, |word| ballot_words(&proposal, word));
        detail.is_mine = self.is_proposer(&proposal);
        detail.may_close = self.may_close(space, &proposal);
        let now = self.units(space, proposal.new.count);
        detail.units = self.unit_rows(&proposal, &tally, &now);
        let missing = detail.units.iter();
        let missing = missing.filter(|row| !matches!(row.state.as_str(), "counted" | "carried"));
        detail.missing = missing
            .map(|row| OrgName {
                id: row.id.clone(),
                name: row.name.clone(),
            })
            .collect();
        detail.ballots = self.ballot_rows(space, &proposal, &tally);
        if tally.phase == Phase::Closed {
            let words = proposal.words();
            let against: BTreeSet<String> = words
                .filter(|word| word_label(word, &tally) == "counted")
                .filter(|word| dissents(&proposal, &tally, word))
                .map(|word| word.id.to_hex())
                .collect();
            let rows = detail.ballots.iter();
            let rows = rows.filter(|row| against.contains(&row.id)).cloned();
            detail.minority = rows.collect();
        }
        detail.versions = self.version_rows(space, &proposal, &tally);
        detail.closings = self.closing_rows(space, &proposal);
        let goes_on = !matches!(tally.phase, Phase::Closed | Phase::Withdrawn);
        let mut asked = proposal.new.clone();
        if tally.phase == Phase::Consultation {
            // Who would vote, if it opened today.
            asked.roll.clone_from(&now);
        }
        detail.preview = goes_on.then(|| preview(&asked));
        Ok(detail)
    }

    /// What is asked of whom, by which rule.
    fn asked_for(
        &self,
        space: SpaceId,
        proposal: &view::Proposal,
        tally: &Tally,
        row: ProposalRow,
    ) -> ProposalDetail {
        let new = &proposal.new;
        let versions = proposal.versions();
        let standing = versions.iter().find(|version| version.id == tally.version);
        ProposalDetail {
            id: row.id,
            title: row.title,
            space: row.space,
            state: row.state,
            roll: Roll {
                size: long(new.roll.len()),
                hash: OpId::from_bytes(*proposal.roll_hash().as_bytes()).to_hex(),
            },
            text: standing.map_or_else(|| new.text.clone(), |version| version.text.clone()),
            version: standing.map_or(1, |version| version.number),
            method: row.method,
            count: count_label(new.count).to_owned(),
            options: new.options.clone(),
            quorum: tally.quorum,
            closes: rfc3339(new.closes),
            second_call: new.second.map(|second| rfc3339(second.closes)),
            second_quorum: new.second.map(|second| second.quorum),
            carries: new.carries,
            secret: new.secret,
            from: new.from.map(|from| self.source_named(from).to_hex()),
            author: self.author(proposal.author, space),
            at: row.at,
            mine: row.mine,
            ..ProposalDetail::default()
        }
    }

    fn unit_rows(&self, proposal: &view::Proposal, tally: &Tally, now: &[SpaceId]) -> Vec<UnitRow> {
        let rows = tally.units.iter().map(|row| {
            let (by, ballot) = match &row.state {
                UnitState::Counted(id) => (None, Some(id)),
                UnitState::Carried { by, ballot } => (Some(by), Some(ballot)),
                UnitState::Waits(by) | UnitState::Over(by) => (Some(by), None),
                _ => (None, None),
            };
            let word = ballot.and_then(|id| proposal.word(id));
            let word = word.filter(|_| !proposal.new.secret);
            let OrgName { id, name } = self.unit(row.unit);
            UnitRow {
                id,
                name,
                state: unit_label(&row.state).to_owned(),
                by: by.map(|by| self.unit(*by)),
                choices: word.map_or_else(Vec::new, |word| ballot_words(proposal, word)),
                removed: now.binary_search(&row.unit).is_err(),
            }
        });
        rows.collect()
    }

    fn ballot_rows(
        &self,
        space: SpaceId,
        proposal: &view::Proposal,
        tally: &Tally,
    ) -> Vec<BallotRow> {
        if proposal.new.secret {
            return Vec::new();
        }
        let mut words: Vec<&Word> = proposal.words().collect();
        words.sort_by_key(|word| (word.depth, word.id));
        let rows = words.into_iter().map(|word| {
            let (reason, objection, basis, to) = match &word.says {
                Says::Ballot {
                    reason,
                    objection,
                    basis,
                    ..
                } => (reason.clone(), objection.clone(), *basis, None),
                Says::Delegation(to) => (None, None, None, *to),
            };
            let (harm, change) = objection.map(|o| (o.harm, o.change)).unzip();
            BallotRow {
                id: word.id.to_hex(),
                unit: self.unit(word.unit),
                author: self.author(word.author, space),
                state: word_label(word, tally).to_owned(),
                choices: ballot_words(proposal, word),
                to: to.map(|to| self.unit(to)),
                reason,
                harm,
                change,
                basis: basis.map(basis_label),
                at: rfc3339(word.at),
            }
        });
        rows.collect()
    }

    fn version_rows(
        &self,
        space: SpaceId,
        proposal: &view::Proposal,
        tally: &Tally,
    ) -> Vec<VersionRow> {
        let versions = proposal.versions().into_iter().map(|version| VersionRow {
            id: version.id.to_hex(),
            number: Some(version.number),
            state: if version.id == tally.version {
                "stands"
            } else {
                "earlier"
            }
            .to_owned(),
            text: version.text,
            reason: None,
            author: self.author(version.author, space),
            at: rfc3339(version.at),
        });
        let amendments = proposal.amendments().map(|amendment| VersionRow {
            id: amendment.id.to_hex(),
            number: None,
            state: match amendment.accepted {
                None => "waiting",
                Some(true) => "accepted",
                Some(false) => "rejected",
            }
            .to_owned(),
            text: amendment.text,
            reason: amendment.reason,
            author: self.author(amendment.author, space),
            at: rfc3339(amendment.at),
        });
        versions.chain(amendments).collect()
    }

    fn closing_rows(&self, space: SpaceId, proposal: &view::Proposal) -> Vec<ClosingRow> {
        let rows = proposal.closings().map(|closing| ClosingRow {
            id: closing.id.to_hex(),
            author: self.author(closing.author, space),
            call: closing.close.call,
            statement: closing.close.statement.clone(),
            left_out: long(proposal.left_out(closing).len()),
            at: rfc3339(closing.at),
        });
        rows.collect()
    }

    pub(super) fn proposal_record(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_proposal(id)?;
        let shown = self.proposal_detail(space, id)?;
        let proposal = self.proposal(space, id)?;
        let tally = proposal.tally();
        let secret = proposal.new.secret;
        let words = proposal.words().filter(|_| !secret).map(word_record);
        let mut secret_choices = Vec::new();
        if secret && tally.phase == Phase::Closed {
            for row in &tally.units {
                let (UnitState::Counted(ballot) | UnitState::Carried { ballot, .. }) = row.state
                else {
                    continue;
                };
                if let Some(Says::Ballot {
                    choices, objection, ..
                }) = proposal.word(&ballot).map(|word| &word.says)
                {
                    secret_choices.extend(proposal.points(choices, objection.is_some()));
                }
            }
        }
        // In an order that says nothing of who.
        secret_choices.sort_unstable();
        let versions = proposal.versions().into_iter();
        let versions = versions.filter(|version| {
            tally.phase == Phase::Consultation || proposal.is_voted_on(version.id)
        });
        let record = ProposalRecord {
            first_quorum: proposal.new.quorum,
            roll: proposal.new.roll.iter().map(|unit| unit.to_hex()).collect(),
            versions: versions.map(|v| (v.id.to_hex(), v.number)).collect(),
            words: words.collect(),
            secret_choices,
            closings: proposal
                .closings()
                .map(|closing| ClosingRecord {
                    id: closing.id.to_hex(),
                    call: closing.close.call,
                    version: closing.close.version.to_hex(),
                    words: hexes(if secret { &[] } else { &closing.close.words }),
                })
                .collect(),
            shown,
        };
        Ok(Reply::ProposalRecord(Box::new(record)))
    }
}

fn hexes(ids: &[OpId]) -> Vec<String> {
    ids.iter().map(|id| id.to_hex()).collect()
}

fn word_record(word: &Word) -> WordRecord {
    let (kind, version, choices, objects, to) = match &word.says {
        Says::Ballot {
            version,
            choices,
            objection,
            ..
        } => {
            let choices = choices.iter().map(|choice| (choice.number, choice.points));
            let version = Some(version.to_hex());
            (
                "ballot",
                version,
                choices.collect(),
                objection.is_some(),
                None,
            )
        }
        Says::Delegation(to) => ("delegation", None, Vec::new(), false, *to),
    };
    WordRecord {
        id: word.id.to_hex(),
        unit: word.unit.to_hex(),
        depth: word.depth,
        follows: hexes(&word.follows),
        kind: kind.to_owned(),
        version,
        choices,
        objects,
        to: to.map(|to| to.to_hex()),
    }
}
