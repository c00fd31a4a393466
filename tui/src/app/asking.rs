//! Questions: asking them, and doing what was answered.

use asamblea_node::api::{InviteFor, Request, Whom};

use super::acts::agenda_space;
use super::inside::{Inside, Over};
use super::locked::Locked;
use super::question::{Ask, Question};
use super::schema::{Filled, Kind, PATH, Spec, form, spec};
use super::{App, Effect, Purpose, Stage};
use crate::command_table::Act;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::safety;
use crate::view::screens::numbered_words;

/// An invitation ends after a week.
const INVITATION_S: u64 = 7 * 24 * 3600;

const TITLE: &[Spec] = &[spec("title", "ui-title", Kind::Text)];
const WHOM: &[Spec] = &[spec("whom", "ui-whom", Kind::Text)];
const MEMBER: &[Spec] = &[spec("name", "ui-her-name", Kind::Optional)];
const NODE: &[Spec] = &[spec("name", "ui-node-name", Kind::Optional)];
const ORG: &[Spec] = &[
    spec("name", "ui-wizard-org", Kind::Text),
    spec("country", "ui-wizard-country", Kind::Country),
];

impl App {
    /// Asks before an act that needs more words or weighs on somebody.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind, a table")]
    pub(super) fn ask_about(&mut self, act: Act) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let texts = &self.texts;
        let question = match act {
            Act::Discard => Some(Question::choose(
                texts.get("ui-discard-title"),
                vec![texts.get("ui-discard-words")],
                vec![texts.get("ui-discard-no"), texts.get("ui-discard-yes")],
                Ask::Discard,
            )),
            Act::Invite => Some(Question::invite(texts, inside)),
            Act::Compare => compare(texts, inside),
            Act::Remove => inside.focused_who().map(|row| {
                let coordinator = row.role.as_deref() == Some("coordinator");
                Question::remove(texts, &row.id, &row.kind, &harmless(&row.name), coordinator)
            }),
            Act::Second => {
                // Whom else it would throw out is asked before it can be given.
                if let Some(row) = inside.focused_who().cloned() {
                    self.call(Purpose::Second(Box::new(row)), Request::PendingList);
                }
                None
            }
            Act::Lift => inside.focused_who().map(|row| Question::lift(texts, row)),
            Act::RevokeInvitation => inside.shown.as_ref().map(|shown| {
                Question::choose(
                    texts.get("ui-revoke-title"),
                    vec![texts.get("ui-revoke-words")],
                    vec![texts.get("ui-revoke-no"), texts.get("ui-revoke-yes")],
                    Ask::Revoke {
                        id: shown.invitation.id.clone(),
                    },
                )
            }),
            Act::NewDocument => inside.current_space().map(|space| {
                fill(
                    texts,
                    "ui-new-document",
                    TITLE,
                    Ask::NewDocument {
                        space: space.id.clone(),
                    },
                )
            }),
            Act::LeaveSpace => inside.space().map(|space| Question::leave(texts, space)),
            Act::NewSpace => Some(self.new_space_question()),
            Act::AddMember => inside.space().map(|space| {
                fill(
                    texts,
                    "ui-add-member",
                    WHOM,
                    Ask::AddMember {
                        space: space.id.clone(),
                    },
                )
            }),
            Act::Trust => Some(trust(texts, inside)),
            Act::Destroy => Some(destroy(texts)),
            Act::SaveFile | Act::AttachFile => self.file_question(inside, act),
            Act::PracticeReset => Some(practice_reset(texts)),
            Act::BundleOut => Some(fill(texts, "ui-bundle-out", PATH, Ask::BundleOut)),
            Act::BundleIn => Some(fill(texts, "ui-bundle-in", PATH, Ask::BundleIn)),
            Act::NewMeeting
            | Act::ChangeMeeting
            | Act::CancelMeeting
            | Act::AddPoint
            | Act::Attend
            | Act::Agree
            | Act::CloseMinutes
            | Act::AnswerCall
            | Act::ApproveMinutes => self.meeting_question(inside, act),
            Act::NoteTask | Act::ChargeTask | Act::TurnTask => self.assigned_question(inside, act),
            _ => self
                .agenda_question(inside, act)
                .or_else(|| self.decide_question(inside, act))
                .or_else(|| self.assess_question(inside, act)),
        };
        if let Some(question) = question {
            self.ask(question);
        } else if act == Act::Receipt {
            self.say_receipt();
        }
    }

    fn agenda_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        match act {
            Act::NewAgenda => {
                let space = agenda_space(inside)?;
                Some(fill(
                    texts,
                    "ui-new-agenda",
                    TITLE,
                    Ask::NewAgenda { space },
                ))
            }
            Act::AddItem => {
                let agenda = inside.agenda()?.id.clone();
                self.new_item_question(agenda)
            }
            Act::RestoreVersion => self.restore_question(inside),
            Act::RetractPost | Act::CloseThread => self.post_question(inside, act),
            Act::Export => self.export_question(inside),
            Act::ChangeItem | Act::CancelItem | Act::ExportAgenda => {
                self.date_question(inside, act)
            }
            Act::Publish => {
                let agenda = inside.agenda()?;
                let edition = (agenda.edition + 1).to_string();
                let title = harmless(&agenda.title);
                let arguments = [("edition", edition.as_str()), ("title", title.as_str())];
                Some(Question::choose(
                    texts.with("ui-publish-title", &arguments),
                    self.publish_words(inside),
                    vec![texts.get("ui-publish-no"), texts.get("ui-publish-yes")],
                    Ask::Publish {
                        id: agenda.id.clone(),
                    },
                ))
            }
            _ => None,
        }
    }

    /// A choice was made, or the last field was left with `Enter` (which counts as the first
    /// choice of a form).
    pub(super) fn answer(&mut self, choice: usize) {
        let Some(inside) = self.inside() else {
            return;
        };
        let Some(Over::Question(question)) = inside.over.take() else {
            return;
        };
        let values = question.form.values();
        let declined = match (&question.ask, choice) {
            (Ask::Meeting(asking), choice) => asking.declines(choice),
            (
                Ask::Remove { .. }
                | Ask::Compare { .. }
                | Ask::Second { .. }
                | Ask::Lift { .. }
                | Ask::Wider { .. }
                | Ask::Discard
                | Ask::LeaveSpace { .. }
                | Ask::Revoke { .. }
                | Ask::Publish { .. }
                | Ask::CancelItem { .. }
                | Ask::Restore { .. }
                | Ask::RetractPost { .. }
                | Ask::CloseThread { .. }
                | Ask::Trust { .. }
                | Ask::Stories { .. }
                | Ask::Conflict(_)
                | Ask::Different { .. }
                | Ask::PracticeReset
                | Ask::Alert { .. },
                0,
            ) => true,
            (Ask::Decide(decide), 0) if decide.declines_first() => true,
            (Ask::Assess(assess), 0) if assess.declines_first() => true,
            // Each kind saves, what comes after them goes back.
            (Ask::NewSpace, choice) => choice >= super::spaces::BACK,
            (Ask::AttachFile { post: Some(_), .. }, choice) => choice == 2,
            (Ask::AddItem { .. }, choice) => choice >= super::dates::KINDS.len(),
            (_, 1) => !values.is_empty(),
            _ => false,
        };
        if declined {
            return;
        }
        match self.do_answer(&question.ask, choice, &values) {
            Ok(()) => {}
            Err(fault) => {
                let mut question = question;
                question.fault = Some(self.texts.get(fault));
                if let Some(inside) = self.inside() {
                    inside.over = Some(Over::Question(question));
                }
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind, a table")]
    fn do_answer(
        &mut self,
        ask: &Ask,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        match ask {
            Ask::Read => {}
            Ask::Meeting(asking) => return self.answer_meeting(asking, choice, values),
            Ask::Remove { id, kind } => self.remove(id, kind, choice == 2),
            Ask::Compare { id, words, .. } if choice == 1 => self.call(
                Purpose::Done("ui-done-verified"),
                Request::DeviceVerify {
                    id: id.clone(),
                    words: words.clone(),
                },
            ),
            Ask::Compare { id, name, .. } => self.ask_about_different(id, name),
            Ask::Different { id, name, bars } => self.settle_different(id, name, *bars, choice),
            Ask::Conflict(conflict) => self.settle_conflict(conflict, choice),
            Ask::Second { id } => {
                let id = id.clone();
                self.call(Purpose::Done("ui-done-second"), Request::Second { id });
            }
            Ask::Lift { id } => {
                let whom = Whom::Any(id.clone());
                let act = asamblea_node::api::Act::Lift;
                let urgent = false;
                self.call(
                    Purpose::Done("ui-done-lifted"),
                    Request::Coordinate { whom, act, urgent },
                );
            }
            Ask::Wider { people } => {
                if let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) {
                    composer.agreed = Some(*people);
                }
                self.send();
            }
            Ask::Discard => self.discard(),
            Ask::LeaveSpace { space } => {
                let space = space.clone();
                self.call(Purpose::Done("ui-done-left"), Request::SpaceLeave { space });
            }
            Ask::Revoke { id } => {
                if let Some(inside) = self.inside() {
                    inside.shown = None;
                }
                let id = id.clone();
                self.call(
                    Purpose::Done("ui-done-revoked"),
                    Request::InviteRevoke { id },
                );
            }
            Ask::Publish { id } => {
                let id = id.clone();
                self.call(
                    Purpose::Done("ui-done-published"),
                    Request::AgendaPublish { id },
                );
            }
            Ask::Stories { device, stories } => self.settle_stories(device, stories, choice),
            Ask::Alert { id } => {
                let id = id.clone();
                self.call(Purpose::Done("ui-done-alert"), Request::AlertDone { id });
            }
            Ask::Trust { trusted: false } => {
                self.call(Purpose::Done("ui-done-trusted"), Request::NetworkTrust);
            }
            Ask::Trust { trusted: true } => self.call(
                Purpose::Done("ui-done-distrusted"),
                Request::NetworkForget { id: None },
            ),
            Ask::Decide(decide) => return self.decide(decide, choice, values),
            Ask::Assess(assess) => return self.assess_answered(assess, choice, values),
            Ask::Invite => return self.invite(choice),
            Ask::Destroy | Ask::PracticeReset => return self.destroy(ask, values),
            _ => return self.answer_about_work(ask, choice, values),
        }
        Ok(())
    }

    /// The screen goes blank at once, and nothing of what was being written is saved.
    /// After a practice network another one is made, and no word is typed for it.
    fn destroy(&mut self, ask: &Ask, values: &[String]) -> Result<(), &'static str> {
        let again = matches!(ask, Ask::PracticeReset);
        let word = self.texts.get("panic-word");
        if !again && values.first().map(|typed| typed.to_lowercase()) != Some(word) {
            return Err("error-panic-word");
        }
        self.begins_again = again;
        if again {
            self.spot = None;
        }
        self.stage = Stage::Locked(Locked::new(&self.texts));
        self.effects.extend([Effect::Clear, Effect::Destroy]);
        Ok(())
    }

    fn discard(&mut self) {
        let Some(composer) = self.inside().and_then(|inside| inside.composer.take()) else {
            return;
        };
        let key = composer.target.draft_key();
        let text = String::new();
        self.call(
            Purpose::Done("ui-done-discarded"),
            Request::DraftSet { key, text },
        );
    }

    pub(super) fn remove(&mut self, id: &str, kind: &str, urgent: bool) {
        let id = id.to_owned();
        let request = match kind {
            "org" => Request::OrgRemove { who: id, urgent },
            "device" => Request::DeviceRevoke {
                id,
                urgent,
                keep: None,
            },
            _ => Request::MemberRemove { who: id, urgent },
        };
        self.call(Purpose::Done("ui-done-removed"), request);
    }

    fn invite(&mut self, choice: usize) -> Result<(), &'static str> {
        if let Some(why) = self
            .inside()
            .and_then(|inside| inside.why_not_invite_as(choice))
        {
            return Err(why);
        }
        let question = match choice {
            0 => invite_member(&self.texts, "member"),
            1 => invite_member(&self.texts, "coordinator"),
            2 => invite_member(&self.texts, "observer"),
            3 => {
                self.make_invitation(InviteFor::Device);
                return Ok(());
            }
            4 => invite_org(&self.texts),
            _ => fill(&self.texts, "ui-invite-node", NODE, Ask::InviteNode),
        };
        self.ask(question);
        Ok(())
    }

    pub(super) fn make_invitation(&mut self, whom: InviteFor) {
        let expires_s = INVITATION_S;
        self.call(Purpose::Invited, Request::Invite { whom, expires_s });
    }

    pub(super) fn filled(&mut self, ask: &Ask, values: &[String]) -> Result<(), &'static str> {
        if let Some(whom) = invited(ask, values)? {
            self.make_invitation(whom);
            return Ok(());
        }
        let specs = match ask {
            Ask::AddMember { .. } => WHOM,
            Ask::NewDocument { .. } | Ask::NewAgenda { .. } => TITLE,
            _ => PATH,
        };
        let filled = Filled::check(specs, values)?;
        let text = |name: &str| filled.text(name).to_owned();
        let (purpose, request) = match ask {
            Ask::NewDocument { space } => (
                Purpose::MadeDocument,
                Request::DocNew {
                    space: space.clone(),
                    title: text("title"),
                    text: String::new(),
                },
            ),
            Ask::AddMember { space } => (
                Purpose::Done("ui-done-added"),
                Request::SpaceAdd {
                    space: space.clone(),
                    who: text("whom"),
                    role: "write".to_owned(),
                },
            ),
            Ask::NewAgenda { space } => (
                Purpose::MadeAgenda,
                Request::AgendaNew {
                    space: space.clone(),
                    title: text("title"),
                },
            ),
            Ask::BundleOut => (
                Purpose::Bundle,
                Request::BundleExport {
                    path: text("path"),
                    spaces: Vec::new(),
                    since: None,
                },
            ),
            _ => {
                let path = text("path");
                (Purpose::Bundle, Request::BundleImport { path })
            }
        };
        self.call(purpose, request);
        Ok(())
    }
}

/// Her name, for an invitation in a role.
pub(super) fn invite_member(texts: &Texts, role: &'static str) -> Question {
    let key = match role {
        "coordinator" => "ui-invite-coordinator",
        "observer" => "ui-invite-observer",
        _ => "ui-invite-member",
    };
    fill(texts, key, MEMBER, Ask::InviteMember { role })
}

/// Name and country of an organization that is invited.
pub(super) fn invite_org(texts: &Texts) -> Question {
    fill(texts, "ui-invite-org", ORG, Ask::InviteOrg)
}

/// The word that destroys what opens the profile.
fn destroy(texts: &Texts) -> Question {
    let word = texts.get("panic-word");
    let ask = texts.with("panic-ask", &[("word", &word)]);
    Question::fill(
        texts.get("ui-destroy"),
        vec![texts.get("panic-warning")],
        vec![(ask, String::new())],
        vec![texts.get("ui-destroy-yes"), texts.get("ui-back")],
        Ask::Destroy,
    )
}

/// Whether the practice network goes, and another one comes.
fn practice_reset(texts: &Texts) -> Question {
    Question::choose(
        texts.get("ui-practice-reset"),
        vec![texts.get("ui-practice-reset-words")],
        vec![
            texts.get("ui-practice-reset-no"),
            texts.get("ui-practice-reset-yes"),
        ],
        Ask::PracticeReset,
    )
}

/// What a mark on a network means, both ways.
fn trust(texts: &Texts, inside: &Inside) -> Question {
    let trusted = inside.is_place_trusted();
    let labels: Vec<String> = inside
        .networks_here()
        .map(|row| harmless(&row.label))
        .collect();
    let labels = labels.join(", ");
    let (title, words, no, yes) = if trusted {
        (
            "ui-distrust-title",
            "ui-distrust-words",
            "ui-distrust-no",
            "ui-distrust-yes",
        )
    } else {
        (
            "ui-trust-title",
            "ui-trust-words",
            "ui-trust-no",
            "ui-trust-yes",
        )
    };
    Question::choose(
        texts.get(title),
        vec![labels, texts.get(words)],
        vec![texts.get(no), texts.get(yes)],
        Ask::Trust { trusted },
    )
}

/// Whom a filled form invites, where it is one of those.
fn invited(ask: &Ask, values: &[String]) -> Result<Option<InviteFor>, &'static str> {
    Ok(Some(match ask {
        Ask::InviteMember { role } => InviteFor::Member {
            name: Filled::check(MEMBER, values)?.optional("name"),
            role: (*role).to_owned(),
        },
        Ask::InviteNode => InviteFor::Node {
            name: Filled::check(NODE, values)?.optional("name"),
            blind: true,
        },
        Ask::InviteOrg => {
            let filled = Filled::check(ORG, values)?;
            InviteFor::Org {
                name: filled.text("name").to_owned(),
                country: filled.text("country").to_ascii_uppercase(),
            }
        }
        _ => return Ok(None),
    }))
}

fn fill(texts: &Texts, title: &str, specs: &[Spec], ask: Ask) -> Question {
    let words = vec![texts.get(&format!("{title}-words"))];
    form(texts, texts.get(title), words, specs, &[], "ui-make", ask)
}

fn compare(texts: &Texts, inside: &Inside) -> Option<Question> {
    let device = inside.to_compare()?;
    let words = device.safety_words.clone()?;
    let own = harmless(&safety::own(texts, &words));
    // In one piece: in a small window the own words must stay in view.
    let others = safety::others(texts, &words).join(". ");
    let how = format!("{} {others}.", texts.get("ui-compare-words"));
    let said = vec![numbered_words(&own), how];
    Some(Question::choose(
        texts.get("ui-compare-title"),
        said,
        vec![
            texts.get("ui-compare-later"),
            texts.get("ui-compare-same"),
            texts.get("ui-compare-different"),
        ],
        Ask::Compare {
            id: device.id.clone(),
            name: harmless(&device.name),
            words,
        },
    ))
}

/// A file's path; the node runs elsewhere and knows no folder of mine.
pub(super) fn absolute(path: String) -> Result<String, &'static str> {
    if path.starts_with('/') || path.get(1..3) == Some(":\\") {
        Ok(path)
    } else {
        Err("ui-fault-path")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_path_is_taken() {
        assert_eq!(
            absolute("/media/usb/x".to_owned()),
            Ok("/media/usb/x".to_owned())
        );
        assert_eq!(absolute("x".to_owned()), Err("ui-fault-path"));
    }
}
