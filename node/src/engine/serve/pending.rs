//! What waits for a second word, with what was decided beside it and who may answer.

use std::collections::BTreeSet;

use asamblea_protocol::graph::ControlOp;
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::op::{Control, Member, Role, Word};
use asamblea_protocol::past::ControlIndex;
use asamblea_protocol::replica::ActFault;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::views::role_label;
use super::coordination::Waiting;
use crate::api::{ActRow, PendingRow, Reply};

/// Acts of the accused that are told beside a word: whoever did more is told of so many.
const CROSSED_MAX: usize = 16;

/// What an operation says, as people are told of it.
struct Said {
    act: &'static str,
    about: Option<Member>,
    role: Role,
}

fn said_by_word(word: &Word) -> Said {
    let act = match (word.role, word.burn) {
        (Role::None, true) => "remove",
        (Role::None, false) => "suspend",
        _ => "lower",
    };
    Said {
        act,
        about: Some(word.target),
        role: word.role,
    }
}

/// Nothing for operations that decide about nobody.
fn said(control: &Control) -> Option<Said> {
    Some(match control {
        Control::Restrict(restrict) => said_by_word(&restrict.word()),
        Control::Second(second) => match &second.word {
            Some(word) => said_by_word(word),
            None => Said {
                act: "second",
                about: None,
                role: Role::None,
            },
        },
        Control::Add(add) => Said {
            act: match (add.member, add.role) {
                (Member::Invitation(_), _) => "invite",
                (_, Role::Admin) => "raise",
                _ => "add",
            },
            about: Some(add.member),
            role: add.role,
        },
        Control::Lift(lift) => Said {
            act: "lift",
            about: Some(lift.target),
            role: Role::None,
        },
        Control::Refound(_) => Said {
            act: "refound",
            about: None,
            role: Role::Admin,
        },
        _ => return None,
    })
}

impl Engine {
    /// Everything that waits for a second word here, the newest last.
    pub(super) fn pending(&mut self) -> Reply {
        let waiting = self.waiting();
        let rows = waiting.iter().filter_map(|one| self.pending_row(one));
        Reply::Pending(rows.collect())
    }

    fn pending_row(&mut self, waiting: &Waiting) -> Option<PendingRow> {
        let at = self.replica.graph().control_index(&waiting.op)?;
        let op = self.replica.graph().controls().get(at)?.clone();
        let author = op.op.log.author;
        let me = self.my_person();
        let mine = me.is_some() && self.replica.directory().person_of(author) == me;
        // Of another device of hers she may decide; nobody seconds a word about herself.
        let herself = match waiting.about {
            Some(Member::Space(space)) => me == Some(space),
            Some(Member::Device(device)) => device == self.replica.device(),
            Some(Member::Invitation(_)) | None => false,
        };
        let about_me = waiting.about.is_some_and(|about| self.is_mine(about));
        let against = matches!(op.control, Control::Restrict(_) | Control::Second(_));
        let frozen = {
            let (judge, graph, _) = self.replica.judge();
            let everything = judge.everything();
            against
                && judge
                    .view(graph, everything)
                    .is_frozen(author, waiting.space)
        };
        let beside = match waiting.about.filter(|_| against) {
            Some(about) => self.crossed(at, &op, about),
            None => Vec::new(),
        };
        let crossed = beside.into_iter();
        let crossed = crossed.filter_map(|at| self.act_row(at)).collect();
        let second = self.replica.may_second(waiting.op);
        let lift = match waiting.about.filter(|_| against) {
            Some(about) => self.replica.may_lift(waiting.space, about),
            // Nothing is in force yet that could be taken back.
            None => Err(ActFault::NoEffect),
        };
        let mut act = self.act_row(at)?;
        if let Some(about) = waiting.about.filter(|_| against) {
            // A second word decides all words against her: the cut of any works.
            act.cut = self.carries_cut(waiting.space, about);
        }
        let ousts = match against && second.is_ok() {
            true => self.ousted_by(waiting.op),
            false => Vec::new(),
        };
        Some(PendingRow {
            act,
            ousts,
            space: waiting.space.to_hex(),
            space_name: self.any_space_name(waiting.space),
            mine,
            about_me,
            frozen,
            crossed,
            not_second: why_not(second, mine, herself),
            // Whoever said it may take it back, of herself, too.
            not_lift: why_not(lift, false, herself && lift.is_err()),
            orgs: self.refound_waits(waiting.op),
        })
    }

    fn is_mine(&self, member: Member) -> bool {
        let me = self.my_person();
        match member {
            Member::Space(space) => me == Some(space) || self.my_org() == Some(space),
            Member::Device(device) | Member::Invitation(device) => {
                me.is_some() && self.replica.directory().person_of(device) == me
            }
        }
    }

    /// What the accused decided without knowing of a word that did not know of it, newest first.
    fn crossed(&mut self, at: ControlIndex, word: &ControlOp, about: Member) -> Vec<ControlIndex> {
        let devices: BTreeSet<DeviceId> = match about {
            Member::Device(device) | Member::Invitation(device) => BTreeSet::from([device]),
            Member::Space(space) => self.replica.roles().named_devices(space),
        };
        let graph = self.replica.graph();
        let pasts = graph.pasts();
        let all = graph.controls().iter().enumerate().rev();
        all.filter(|(_, other)| devices.contains(&other.op.log.author))
            .filter(|(other_at, other)| {
                !pasts.contains(word.past, *other_at) && !pasts.contains(other.past, at)
            })
            .filter(|(other_at, other)| *other_at != at && said(&other.control).is_some())
            .map(|(other_at, _)| other_at)
            .take(CROSSED_MAX)
            .collect()
    }

    fn act_row(&mut self, at: ControlIndex) -> Option<ActRow> {
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let op = graph.controls().get(at)?;
        let said = said(&op.control)?;
        let holds = match &op.control {
            Control::Restrict(_) => membership.restrictions().iter().any(|r| r.index == at),
            Control::Lift(_) => membership.lifts().contains(&at),
            // One word for an admin makes none yet.
            _ => {
                membership.counts(at) && (said.act != "raise" || membership.is_confirmed(&op.op.id))
            }
        };
        let cut = matches!(&op.control, Control::Restrict(restrict) if !restrict.cut.is_empty());
        let op = op.op;
        let by = self.device_name(op.log.author);
        let received_at = self.received_at(&op).map(rfc3339);
        let about_name = match &said.about {
            Some(member) => self.member_called(op.log.space, member),
            None => self.any_space_name(op.log.space),
        };
        let kind = match &said.about {
            Some(Member::Space(space)) => self.kind_label(*space),
            Some(Member::Device(_)) => "device",
            Some(Member::Invitation(_)) => "invitation",
            None => "",
        };
        Some(ActRow {
            id: op.id.to_hex(),
            act: said.act.to_owned(),
            by,
            about: said.about.map(|about| match about {
                Member::Space(space) => space.to_hex(),
                Member::Device(device) | Member::Invitation(device) => device.to_hex(),
            }),
            about_kind: kind.to_owned(),
            about_name,
            role: role_label(said.role).to_owned(),
            cut,
            holds,
            received_at,
        })
    }

    pub(super) fn member_called(&self, space: SpaceId, member: &Member) -> String {
        match member {
            Member::Space(inner) => self
                .person_name(*inner, Some(space))
                .unwrap_or_else(|| self.any_space_name(*inner)),
            Member::Device(device) => format!("{}, {}", self.device_name(*device), device.short()),
            Member::Invitation(key) => {
                let names = self.views.shown.names(space);
                let name = names.and_then(|names| names.invitation(*key));
                let name = name.and_then(|(name, _)| name.map(str::to_owned));
                name.unwrap_or_else(|| key.short())
            }
        }
    }
}

/// Why an answer is not for this person: the rule that comes first. A second word of one's own
/// may stand in a log, and decides nothing.
fn why_not(tried: Result<(), ActFault>, own: bool, herself: bool) -> Option<String> {
    let why = match (herself, own, tried) {
        (true, ..) => "me",
        (_, true, _) => "own",
        (_, _, Ok(())) => return None,
        (_, _, Err(ActFault::NotPermitted { .. })) => "not_permitted",
        (_, _, Err(ActFault::Frozen)) => "frozen",
        _ => "no_effect",
    };
    Some(why.to_owned())
}
