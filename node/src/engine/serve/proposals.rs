//! Proposals and votes: opening, ballots, amendments, closing.

mod show;

use std::collections::BTreeSet;

use asamblea_protocol::content::{
    Amendment, AmendmentAnswer, Ballot, Basis, Choice, Count, Delegation, FOLLOWS_MAX, Method,
    OPTIONS_MAX, Objection, ProposalClose, ProposalNew, ProposalOpen, ProposalWithdraw, ROLL_MAX,
    SecondCall,
};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::Role;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{self, Phase, UnitState};

use super::super::Engine;
use super::selectors::pick;
use crate::api::{ApiError, ErrorKind, ProposalFields, ProposalRequest, Reply, Saved};

/// Methods as the command line names them.
const METHODS: [(&str, Method); 8] = [
    ("consent", Method::Consent),
    ("majority", Method::Majority),
    ("two-thirds", Method::TwoThirds),
    ("sense", Method::Sense),
    ("approval", Method::Approval),
    ("dots", Method::Dots),
    ("date", Method::Date),
    ("election", Method::Election),
];

/// What a ballot rests on, as the command line names it.
const BASES: [(&str, Basis); 5] = [
    ("assembly", Basis::Assembly),
    ("board", Basis::Board),
    ("consultation", Basis::Consultation),
    ("mandate", Basis::Mandate),
    ("judgement", Basis::Judgement),
];

fn basis_label(basis: Basis) -> String {
    let found = BASES.iter().find(|(_, known)| *known == basis);
    found.map_or_else(String::new, |(label, _)| (*label).to_owned())
}

fn method_label(method: Method) -> &'static str {
    let found = METHODS.iter().find(|(_, known)| *known == method);
    found.map_or("", |(label, _)| label)
}

fn usage(what: &str) -> ApiError {
    ApiError::about(ErrorKind::Usage, what)
}

fn closed() -> ApiError {
    ApiError::about(ErrorKind::NoEffect, "vote-closed")
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// When a clock may end the call that goes on.
fn due(proposal: &view::Proposal, phase: Phase) -> Option<WallTime> {
    match phase {
        Phase::Open => Some(proposal.new.closes),
        Phase::SecondCall => proposal.new.second.map(|second| second.closes),
        Phase::Consultation | Phase::Closed | Phase::Withdrawn => None,
    }
}

impl Engine {
    pub(super) fn proposal_request(&mut self, request: ProposalRequest) -> Result<Reply, ApiError> {
        match request {
            ProposalRequest::New { fields } => {
                let consult = fields.consult;
                let (space, mut new) = self.proposal_of(*fields)?;
                if consult {
                    new.roll.clear();
                }
                let id = self.write_one(space, new.into())?;
                Ok(Reply::Created(Saved::of(id.to_hex())))
            }
            ProposalRequest::Open { id, closes_ms } => self.open_vote(&id, closes_ms),
            ProposalRequest::Preview { fields } => {
                let (_, new) = self.proposal_of(*fields)?;
                Ok(Reply::ProposalPreview(Box::new(show::preview(&new))))
            }
            ProposalRequest::List { space } => self.proposals(space.as_deref()),
            ProposalRequest::Show { id } => {
                let (space, id) = self.find_proposal(&id)?;
                let detail = self.proposal_detail(space, id)?;
                self.proposal_shown(space, id)?;
                Ok(Reply::Proposal(Box::new(detail)))
            }
            ProposalRequest::Vote {
                id,
                choices,
                reason,
                harm,
                change,
                basis,
            } => {
                let objection = filled(harm)
                    .zip(filled(change))
                    .map(|(harm, change)| Objection { harm, change });
                self.vote(&id, &choices, filled(reason), (objection, filled(basis)))
            }
            ProposalRequest::Delegate { id, to } => self.delegate(&id, to.as_deref()),
            ProposalRequest::Amend { id, text, reason } => self.amend(&id, text, filled(reason)),
            ProposalRequest::Answer { id, accept } => self.answer_amendment(&id, accept),
            ProposalRequest::Withdraw { id, reason } => self.withdraw(&id, filled(reason)),
            ProposalRequest::Close { id, statement } => self.close_vote(&id, filled(statement)),
            ProposalRequest::Record { id } => self.proposal_record(&id),
        }
    }

    fn proposal(&self, space: SpaceId, id: OpId) -> Result<&view::Proposal, ApiError> {
        let proposals = self.views.shown.proposals(space);
        proposals
            .and_then(|proposals| proposals.get(&id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// A proposal that has not ended: the vote goes on, or it is out for consultation.
    fn going_on(&self, text: &str) -> Result<(SpaceId, view::Proposal, Phase), ApiError> {
        let (space, id) = self.find_proposal(text)?;
        let proposal = self.proposal(space, id)?.clone();
        let phase = proposal.tally().phase;
        match phase {
            Phase::Consultation | Phase::Open | Phase::SecondCall => Ok((space, proposal, phase)),
            Phase::Closed | Phase::Withdrawn => Err(closed()),
        }
    }

    /// A proposal of which the vote goes on.
    fn open_proposal(&self, text: &str) -> Result<(SpaceId, view::Proposal, Phase), ApiError> {
        match self.going_on(text)? {
            (_, _, Phase::Consultation) => {
                Err(ApiError::about(ErrorKind::NoEffect, "vote-not-open"))
            }
            going => Ok(going),
        }
    }

    /// Opens the vote on what was out for consultation: freezes the text and who votes.
    fn open_vote(&mut self, id: &str, closes_ms: Option<i64>) -> Result<Reply, ApiError> {
        let (space, proposal, phase) = self.going_on(id)?;
        if phase != Phase::Consultation {
            return Err(ApiError::about(ErrorKind::NoEffect, "vote-opened"));
        }
        if !self.may_close(space, &proposal) {
            return Err(ApiError::about(ErrorKind::NotPermitted, "vote-open"));
        }
        let closes = match closes_ms {
            Some(ms) => u64::try_from(ms).ok().map(WallTime),
            None => Some(proposal.new.closes),
        };
        let second = proposal.new.second.map(|second| second.closes);
        let closes = closes
            .filter(|closes| *closes > self.wall() && second.is_none_or(|second| second > *closes));
        let closes = closes.ok_or_else(|| usage("vote-closes"))?;
        let roll = self.units(space, proposal.new.count);
        let quorum = usize::try_from(proposal.new.quorum).unwrap_or(usize::MAX);
        if roll.is_empty() || roll.len() > ROLL_MAX || quorum > roll.len() {
            return Err(usage("vote-roll"));
        }
        let open = ProposalOpen {
            proposal: proposal.id,
            version: proposal.tally().version,
            roll,
            closes,
        };
        let id = self.write_one(space, open.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    /// Who could vote in a space: people who may write there, or organizations that have a
    /// coordinator among them.
    fn units(&mut self, space: SpaceId, count: Count) -> Vec<SpaceId> {
        let roles = self.replica.roles().clone();
        let directory = self.replica.directory();
        let mut units = BTreeSet::new();
        for (device, role) in roles.devices(space) {
            let Some(person) = directory.person_of(device).filter(|_| role >= Role::Write) else {
                continue;
            };
            match count {
                Count::People => {
                    units.insert(person);
                }
                Count::Orgs => {
                    let org = directory.org_of(person);
                    let org = org.filter(|org| roles.role(device, *org) == Role::Admin);
                    units.extend(org);
                }
            }
        }
        units.into_iter().collect()
    }

    /// The unit of a roll that this device speaks for.
    fn my_unit(&mut self, new: &ProposalNew) -> Option<SpaceId> {
        let device = self.replica.device();
        let unit = match new.count {
            Count::Orgs => self.my_org()?,
            Count::People => self.my_person()?,
        };
        let speaks = self.replica.roles().role(device, unit) == Role::Admin;
        (speaks && new.roll.binary_search(&unit).is_ok()).then_some(unit)
    }

    fn need_unit(&mut self, new: &ProposalNew) -> Result<SpaceId, ApiError> {
        self.my_unit(new)
            .ok_or_else(|| ApiError::about(ErrorKind::NotPermitted, "vote-none"))
    }

    /// What would be written: the fields checked, the roll as it is now.
    fn proposal_of(&mut self, fields: ProposalFields) -> Result<(SpaceId, ProposalNew), ApiError> {
        if fields.title.trim().is_empty() {
            return Err(usage("title"));
        }
        let method = METHODS.iter().find(|(label, _)| *label == fields.method);
        let method = method.ok_or_else(|| usage(&fields.method))?.1;
        let count = match fields.count.as_str() {
            "orgs" => Count::Orgs,
            "people" => Count::People,
            other => return Err(usage(other)),
        };
        let options: Vec<String> = fields
            .options
            .into_iter()
            .map(|option| option.trim().to_owned())
            .filter(|option| !option.is_empty())
            .collect();
        if options.len() > OPTIONS_MAX
            || method.has_options() != (options.len() >= 2)
            || options.iter().collect::<BTreeSet<_>>().len() != options.len()
        {
            return Err(usage("vote-options"));
        }
        let wall = |ms: i64| u64::try_from(ms).ok().map(WallTime);
        let closes = wall(fields.closes_ms).filter(|closes| *closes > self.wall());
        let closes = closes.ok_or_else(|| usage("vote-closes"))?;
        let quorum = fields.quorum.unwrap_or(0);
        let second = match fields.second_ms {
            None => None,
            Some(ms) => {
                let ends = wall(ms).filter(|ends| *ends > closes);
                Some(SecondCall {
                    closes: ends.ok_or_else(|| usage("vote-closes"))?,
                    quorum: fields.second_quorum.unwrap_or(quorum.div_ceil(2)),
                })
            }
        };
        let space = self.find_space(&fields.space)?;
        self.keeps_all(space)?;
        let roll = self.units(space, count);
        let too_many = usize::try_from(quorum).unwrap_or(usize::MAX) > roll.len();
        if roll.is_empty() || roll.len() > ROLL_MAX || too_many {
            return Err(usage("vote-roll"));
        }
        let from = fields
            .from
            .map(|from| self.find_source(&from))
            .transpose()?;
        // Of the network's plan it is the version that stands: that is what will be adopted.
        let version = from.map(|from| self.to_adopt(space, from)).transpose()?;
        let from = version.flatten().or(from);
        let new = ProposalNew {
            title: fields.title,
            text: fields.text,
            method,
            count,
            roll,
            closes,
            quorum,
            options,
            // Whom one elects is nobody's business.
            secret: fields.secret || method == Method::Election,
            carries: fields.carries,
            second,
            from,
        };
        Ok((space, new))
    }

    fn vote(
        &mut self,
        id: &str,
        choices: &[String],
        reason: Option<String>,
        (objection, basis): (Option<Objection>, Option<String>),
    ) -> Result<Reply, ApiError> {
        let (space, proposal, _) = self.open_proposal(id)?;
        let basis = basis.map(|basis| {
            let known = BASES.iter().find(|(label, _)| *label == basis);
            // A person's vote rests on nobody else.
            let fits = known.filter(|_| proposal.new.count == Count::Orgs);
            fits.map(|(_, basis)| *basis)
                .ok_or_else(|| usage("vote-basis"))
        });
        let basis = basis.transpose()?;
        let unit = self.need_unit(&proposal.new)?;
        let choices = chosen(&proposal, choices)?;
        let objects = objection.is_some();
        let fits = proposal.points(&choices, objects).is_some();
        // Two answers belong to an objection and to nothing else.
        let object = choices.iter().any(|choice| choice.number == OBJECT);
        let strays = objects && !(proposal.new.method == Method::Consent && object);
        if !fits || strays {
            return Err(usage("vote-choice"));
        }
        let ballot = Ballot {
            proposal: proposal.id,
            unit,
            version: proposal.tally().version,
            follows: follows(&proposal, unit),
            choices,
            reason,
            objection,
            basis,
        };
        let id = self.write_one(space, ballot.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    fn delegate(&mut self, id: &str, to: Option<&str>) -> Result<Reply, ApiError> {
        let (space, proposal, _) = self.open_proposal(id)?;
        let unit = self.need_unit(&proposal.new)?;
        let to = match to {
            None => None,
            Some(text) => {
                let roll = proposal.new.roll.iter().filter(|other| **other != unit);
                let names = roll.map(|other| (*other, other.to_hex(), self.unit_name(*other)));
                Some(pick(text, names.collect::<Vec<_>>().into_iter())?)
            }
        };
        if let Some(to) = to {
            let units = proposal.tally().units.into_iter();
            let carried = units.filter(|row| match row.state {
                UnitState::Carried { by, .. } | UnitState::Waits(by) => {
                    by == to && row.unit != unit
                }
                _ => false,
            });
            let carried = u32::try_from(carried.count()).unwrap_or(u32::MAX);
            if carried >= proposal.new.carries {
                return Err(ApiError::about(ErrorKind::NoEffect, "vote-carries"));
            }
        }
        let delegation = Delegation {
            proposal: proposal.id,
            unit,
            follows: follows(&proposal, unit),
            to,
        };
        let id = self.write_one(space, delegation.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    fn amend(&mut self, id: &str, text: String, reason: Option<String>) -> Result<Reply, ApiError> {
        if text.trim().is_empty() {
            return Err(usage("text"));
        }
        let (space, proposal, _) = self.going_on(id)?;
        let amendment = Amendment {
            proposal: proposal.id,
            version: proposal.tally().version,
            text,
            reason,
        };
        let id = self.write_one(space, amendment.into())?;
        Ok(Reply::Created(Saved::of(id.to_hex())))
    }

    fn is_proposer(&self, proposal: &view::Proposal) -> bool {
        proposal.author == self.replica.device()
            || (proposal.person.is_some() && proposal.person == self.my_person())
    }

    fn need_proposer(&self, proposal: &view::Proposal) -> Result<(), ApiError> {
        if self.is_proposer(proposal) {
            return Ok(());
        }
        Err(ApiError::about(ErrorKind::NotPermitted, "vote-author"))
    }

    fn answer_amendment(&mut self, id: &str, accepted: bool) -> Result<Reply, ApiError> {
        let all = self.views.shown.spaces().flat_map(|space| {
            let proposals = self.views.shown.proposals(space).into_iter();
            let proposals = proposals.flat_map(view::Proposals::iter);
            proposals.flat_map(|p| {
                let amendments = p.amendments();
                amendments.map(|at| ((p.id, at.id), at.id.to_hex(), None))
            })
        });
        let (proposal, amendment) = pick(id, all)?;
        let (space, proposal, _) = self.going_on(&proposal.to_hex())?;
        self.need_proposer(&proposal)?;
        let answer = AmendmentAnswer {
            proposal: proposal.id,
            amendment,
            version: proposal.tally().version,
            accepted,
        };
        let id = self.write_one(space, answer.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    fn withdraw(&mut self, id: &str, reason: Option<String>) -> Result<Reply, ApiError> {
        let (space, proposal, _) = self.going_on(id)?;
        self.need_proposer(&proposal)?;
        let withdraw = ProposalWithdraw {
            proposal: proposal.id,
            reason,
        };
        let id = self.write_one(space, withdraw.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    fn may_close(&mut self, space: SpaceId, proposal: &view::Proposal) -> bool {
        let device = self.replica.device();
        self.is_proposer(proposal) || self.replica.roles().role(device, space) == Role::Admin
    }

    fn close_vote(&mut self, id: &str, statement: Option<String>) -> Result<Reply, ApiError> {
        let (space, proposal, phase) = self.open_proposal(id)?;
        if !self.may_close(space, &proposal) {
            return Err(ApiError::about(ErrorKind::NotPermitted, "vote-close"));
        }
        self.end_vote(space, &proposal, phase, statement)?;
        let detail = self.proposal_detail(space, proposal.id)?;
        Ok(Reply::Proposal(Box::new(detail)))
    }

    fn end_vote(
        &mut self,
        space: SpaceId,
        proposal: &view::Proposal,
        phase: Phase,
        statement: Option<String>,
    ) -> Result<(), ApiError> {
        let close = ProposalClose {
            proposal: proposal.id,
            version: proposal.tally().version,
            call: if phase == Phase::SecondCall { 2 } else { 1 },
            words: proposal.all_last_words(),
            statement,
        };
        self.write_one(space, close.into()).map(drop)
    }

    /// A clock triggers the end of a vote, an operation decides it: that of who proposed it.
    pub(in crate::engine) fn close_votes(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        let now = self.wall();
        let mut late = Vec::new();
        for space in self.views.shown.spaces() {
            let proposals = self.views.shown.proposals(space).into_iter();
            for proposal in proposals.flat_map(view::Proposals::iter) {
                // Most have ended, or are not due: their words are not looked at.
                let ends = proposal.new.second.map(|second| second.closes);
                let over = proposal.closings().next().is_some() && ends.is_none();
                if over || proposal.new.closes > now || !self.is_proposer(proposal) {
                    continue;
                }
                let phase = proposal.tally().phase;
                if due(proposal, phase).is_some_and(|due| due <= now) {
                    late.push((space, proposal.clone(), phase));
                }
            }
        }
        for (space, proposal, phase) in late {
            match self.end_vote(space, &proposal, phase, None) {
                // Who may not write there any more leaves it to the coordinators.
                Err(error)
                    if matches!(error.kind, ErrorKind::NotPermitted | ErrorKind::NoKeyYet) => {}
                other => other?,
            }
        }
        Ok(())
    }

    /// The name of a voting unit.
    fn unit_name(&self, unit: SpaceId) -> Option<String> {
        self.space_name(unit)
            .or_else(|| self.person_name(unit, None))
    }
}

/// The place of `object` among the choices of consent.
const OBJECT: u32 = 3;

/// The last words of a unit, as many as a word may name.
fn follows(proposal: &view::Proposal, unit: SpaceId) -> Vec<OpId> {
    let mut last = proposal.last_words(unit);
    last.truncate(FOLLOWS_MAX);
    last
}

/// Choices as they are typed: words of the method, numbers or texts of options, `OPTION=N`.
fn chosen(proposal: &view::Proposal, typed: &[String]) -> Result<Vec<Choice>, ApiError> {
    let wrong = |text: &str| usage(text);
    let known = proposal.choices();
    let method = proposal.new.method;
    if let [only] = typed
        && method.has_options()
        && only == "abstain"
    {
        return Ok(Vec::new());
    }
    if typed.is_empty() {
        return Err(usage("vote-choice"));
    }
    let mut choices = Vec::new();
    for text in typed {
        let (name, points) = match text.rsplit_once('=') {
            Some((name, points)) if method == Method::Dots => {
                (name, points.parse().map_err(|_| wrong(text))?)
            }
            _ => (text.as_str(), 1),
        };
        let by_text = || {
            let options = proposal.new.options.iter();
            options
                .clone()
                .position(|option| option.eq_ignore_ascii_case(name))
        };
        let place = known.iter().position(|choice| choice == name);
        let place = place.or_else(by_text).ok_or_else(|| wrong(text))?;
        let number = u32::try_from(place).map_err(|_| wrong(text))?;
        choices.push(Choice { number, points });
    }
    choices.sort_unstable();
    choices.dedup_by_key(|choice| choice.number);
    Ok(choices)
}
