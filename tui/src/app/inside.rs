//! What is known and where one is while the profile is unlocked. Locking drops all of it at once.

use asamblea_node::api::{
    AgendaDetail, AgendaReceipt, AgendaRow, AlertRow, DocRow, Invitation, MeetingDetail,
    MeetingRow, NetworkRow, PostRow, ReadersCount, SpaceRow, Status, TaskRow, ThreadRow, WhoRow,
};
use std::collections::BTreeMap;

use super::assessing::Assessing;
use super::assigned::Assigned;
use super::calendar::Calendar;
use super::composer::Composer;
use super::deciding::Deciding;
use super::document::Document;
use super::files::Files;
use super::links::Links;
use super::message::Purpose;
use super::palette::Palette;
use super::question::Question;
use super::readers::Readers;
use super::tasks::Task;
use crate::command_table::Place;
use crate::keymap::Chord;
use crate::theme::Role;

/// What the node told.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) status: Option<Status>,
    pub(crate) spaces: Vec<SpaceRow>,
    pub(crate) threads: Vec<ThreadRow>,
    pub(crate) docs: Vec<DocRow>,
    pub(crate) agendas: Vec<AgendaRow>,
    pub(crate) agenda_details: BTreeMap<String, AgendaDetail>,
    pub(crate) receipts: BTreeMap<String, AgendaReceipt>,
    pub(crate) meetings: Vec<MeetingRow>,
    pub(crate) meeting_details: BTreeMap<String, MeetingDetail>,
    /// Tasks of mine.
    pub(crate) duties: Vec<TaskRow>,
    pub(crate) who: Vec<WhoRow>,
    pub(crate) alerts: Vec<AlertRow>,
    pub(crate) invitations: Vec<Invitation>,
    /// Local networks, those here first.
    pub(crate) networks: Vec<NetworkRow>,
    /// RFC 3339 of the visit before this one.
    pub(crate) visit: Option<String>,
    /// By space.
    pub(crate) readers: BTreeMap<String, ReadersCount>,
}

/// The main sections.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Section {
    #[default]
    Home,
    Spaces,
    Agenda,
    Meetings,
    Proposals,
    Assessments,
    Tasks,
    People,
    Sync,
}

/// Which pane of a section has the focus.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Pane {
    /// The tree of spaces; the list in other sections.
    #[default]
    First,
    /// The list of a space.
    Second,
    /// What is open.
    Detail,
}

/// An open thread.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    pub(crate) id: String,
    pub(crate) posts: Vec<PostRow>,
    /// Unread when it was opened; the marks stay until it is left.
    pub(crate) fresh: Vec<String>,
    pub(crate) at: usize,
    /// Posts have come.
    pub(crate) loaded: bool,
    /// The node was told that it was read.
    pub(crate) read: bool,
    /// Some of it is lost on this disk.
    pub(crate) damaged: bool,
    /// Put the focus here once it is there.
    pub(crate) wanted: Option<String>,
}

/// What is open in the detail pane of the spaces.
#[derive(Debug, Default)]
pub(crate) enum Open {
    #[default]
    Nothing,
    Thread(Thread),
    Document(Box<Document>),
}

/// Something in front of the section.
#[derive(Debug)]
pub(crate) enum Over {
    Palette(Palette),
    /// The help, with the focused row.
    Help(usize),
    Question(Question),
    /// Who reads a space, and why.
    Readers(Readers),
    /// The files of what is open, with the focused one.
    Files(usize),
    /// What the open thing came from and what came of it, with the focused one.
    Links(usize),
}

/// A word on the notice line.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) role: Role,
    /// Until then, in milliseconds since the start.
    pub(crate) until_ms: u64,
}

/// An invitation on the screen.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) invitation: Invitation,
    /// As a square instead of text, where it fits.
    pub(crate) square: bool,
}

/// Where one was, without a word of what stood there: survives locking.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub(crate) section: Section,
    pub(crate) pane: Pane,
    pub(crate) space: Option<String>,
    /// The open thread and the focused post.
    pub(crate) thread: Option<(String, Option<String>)>,
    pub(crate) document: Option<String>,
    pub(crate) composing: Option<super::composer::Target>,
}

/// Everything inside.
#[derive(Debug, Default)]
pub(crate) struct Inside {
    pub(crate) known: Known,
    pub(crate) section: Section,
    pub(crate) pane: Pane,
    pub(crate) home_at: usize,
    pub(crate) tree_at: usize,
    pub(crate) list_at: usize,
    pub(crate) open: Open,
    pub(crate) composer: Option<Composer>,
    pub(crate) agenda_at: usize,
    pub(crate) item_at: usize,
    pub(crate) deciding: Deciding,
    pub(crate) assessing: Assessing,
    pub(crate) assigned: Assigned,
    pub(crate) calendar: Calendar,
    pub(crate) meeting_at: usize,
    pub(crate) matter_at: usize,
    pub(crate) people_at: usize,
    pub(crate) device_at: usize,
    pub(crate) sync_at: usize,
    /// A key was pressed since one went in.
    pub(crate) touched: bool,
    /// What was made last: the list that brings it puts the focus on it.
    pub(crate) made: Option<String>,
    pub(crate) shown: Option<Shown>,
    pub(crate) over: Option<Over>,
    /// What the help stands in front of; comes back when it is left.
    pub(crate) under: Option<Over>,
    pub(crate) files: Files,
    pub(crate) links: Links,
    pub(crate) notice: Option<Notice>,
    /// Keys typed of a longer command.
    pub(crate) prefix: Vec<Chord>,
    /// Reads on their way.
    pub(crate) waiting: Vec<Purpose>,
    /// Reads to repeat when their answer comes.
    pub(crate) again: Vec<Purpose>,
    /// What to do once everything is known.
    pub(crate) first_task: Option<Task>,
    /// What to return to after unlocking.
    pub(crate) spot: Option<Spot>,
    /// The square of an invitation fits this window.
    pub(crate) square_fits: bool,
    /// The hour of the wall.
    pub(crate) now: Option<jiff::Timestamp>,
}

/// Where the focus goes in a list that came anew: to what was just made, else to what had it,
/// wherever that stands now.
pub(crate) fn place_in<'a>(
    mut ids: impl Iterator<Item = &'a String> + Clone,
    made: &mut Option<String>,
    focused: Option<&String>,
) -> Option<usize> {
    let new = ids.clone().position(|id| Some(id) == made.as_ref());
    if new.is_some() {
        *made = None;
        return new;
    }
    ids.position(|id| Some(id) == focused)
}

/// A row of the tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum TreeRow {
    /// Key of a heading.
    Heading(&'static str),
    /// A space by its place in what is known.
    Space { at: usize, depth: usize, last: bool },
}

/// A row of a space's list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Listed {
    Thread(usize),
    Document(usize),
    Agenda(usize),
}

/// A row of the people.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Party {
    /// An organization.
    Org(usize),
    /// A person.
    Person(usize),
    /// An invitation that nobody used yet.
    Invitation(usize),
}

/// A row of the first screen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Waiting {
    Alert(usize),
    /// An act that would help now.
    Task(Task),
    Unread(usize),
    /// A document that others changed.
    Document(usize),
    /// A proposal that waits for my vote.
    Vote(usize),
    /// A proposal of mine with amendments or an objection to answer.
    Answer(usize),
    /// A proposal that was opened, changed or ended since it was looked at.
    Proposal(usize),
    /// A round in which my organization goes on only by its coordinators.
    Round(usize),
    /// A meeting ahead.
    Ahead(usize),
    /// A plan whose follow-up is due.
    Review(usize),
    /// An agenda with an edition that was not looked at.
    Edition(usize),
    /// A round with items that I did not score.
    Score(usize),
    /// A plan that waits for my signature.
    Sign(usize),
    /// A task of mine from a meeting.
    Duty(usize),
    /// A meeting that others called, changed or closed.
    Meeting(usize),
    /// A meeting ahead that nobody answered in my name.
    Rsvp(usize),
    /// A meeting I was at, whose minutes wait for my approval.
    Approve(usize),
    /// Agenda and item.
    Date(String, usize),
}

impl Known {
    /// Calls threads so whose beginning was forgotten here, and with it their title.
    pub(crate) fn name_forgotten(&mut self, name: &str) {
        for row in self.threads.iter_mut().filter(|row| row.forgotten) {
            name.clone_into(&mut row.title);
        }
    }
}

impl Inside {
    /// Where the focus is.
    pub(crate) fn place(&self) -> Place {
        match &self.over {
            Some(Over::Palette(_)) => return Place::Palette,
            Some(Over::Help(_)) => return Place::Help,
            Some(Over::Question(_)) => return Place::Question,
            Some(Over::Readers(_)) => return Place::Readers,
            Some(Over::Files(_)) => return Place::Files,
            Some(Over::Links(_)) => return Place::Links,
            None => {}
        }
        if self.composer.is_some() {
            return Place::Composer;
        }
        self.place_below()
    }

    /// The place whose keys the help lists.
    pub(crate) fn helped(&self) -> Place {
        match &self.under {
            Some(Over::Readers(_)) => Place::Readers,
            Some(Over::Files(_)) => Place::Files,
            Some(Over::Links(_)) => Place::Links,
            _ => self.place_below(),
        }
    }

    /// Where the focus is when nothing stands in front.
    pub(crate) fn place_below(&self) -> Place {
        match (self.section, self.pane) {
            (Section::Home, _) => Place::Home,
            (Section::Sync, _) => Place::Sync,
            (Section::Agenda, Pane::First) if self.calendar.shown => Place::Dates,
            (Section::Agenda, _) if self.calendar.shown => Place::Day,
            (Section::Agenda, Pane::First) => Place::Agendas,
            (Section::Agenda, _) => Place::Agenda,
            (Section::Meetings, Pane::First) => Place::Meetings,
            (Section::Meetings, _) => Place::Meeting,
            (Section::Tasks, Pane::First) => Place::Tasks,
            (Section::Tasks, _) => Place::Task,
            (Section::Proposals, Pane::First) => Place::Proposals,
            (Section::Proposals, _) => Place::Proposal,
            (Section::Assessments, Pane::First) => Place::Rounds,
            (Section::Assessments, _) if self.assessed().is_some() => Place::Round,
            (Section::Assessments, _) => Place::Plan,
            (Section::People, _) if self.shown.is_some() => Place::Invitation,
            (Section::People, Pane::First) => Place::People,
            (Section::People, _) => Place::Person,
            (Section::Spaces, Pane::First) => Place::Tree,
            (Section::Spaces, Pane::Second) => Place::List,
            (Section::Spaces, Pane::Detail) => match &self.open {
                Open::Document(document) if document.history.is_some() => Place::History,
                Open::Document(document) if document.writing => Place::Writing,
                Open::Document(_) => Place::Document,
                _ => Place::Thread,
            },
        }
    }

    /// The spaces in groups, sub-spaces below what guards them. Cases never stand here.
    pub(crate) fn tree(&self) -> Vec<TreeRow> {
        let groups: [(&str, &[&str]); 4] = [
            ("", &["network", "subregion"]),
            ("ui-tree-org", &["org"]),
            ("ui-tree-working", &["working"]),
            ("ui-tree-mine", &["person"]),
        ];
        let mut rows = Vec::new();
        for (heading, kinds) in groups {
            let members: Vec<usize> = (0..self.known.spaces.len())
                .filter(|&at| kinds.contains(&self.known.spaces[at].kind.as_str()))
                .collect();
            if members.is_empty() {
                continue;
            }
            if !heading.is_empty() {
                rows.push(TreeRow::Heading(match heading {
                    "ui-tree-org" => "ui-tree-org",
                    "ui-tree-working" => "ui-tree-working",
                    _ => "ui-tree-mine",
                }));
            }
            self.branch(&members, &mut rows);
        }
        rows
    }

    fn branch(&self, members: &[usize], rows: &mut Vec<TreeRow>) {
        let spaces = &self.known.spaces;
        let is_below = |&at: &usize| {
            spaces[at].guardian.as_ref().is_some_and(|guardian| {
                members
                    .iter()
                    .any(|&other| other != at && spaces[other].id == *guardian)
            })
        };
        for &root in members.iter().filter(|at| !is_below(at)) {
            rows.push(TreeRow::Space {
                at: root,
                depth: 0,
                last: false,
            });
            let below: Vec<usize> = members
                .iter()
                .copied()
                .filter(|at| {
                    is_below(at) && spaces[*at].guardian.as_ref() == Some(&spaces[root].id)
                })
                .collect();
            for (place, &at) in below.iter().enumerate() {
                rows.push(TreeRow::Space {
                    at,
                    depth: 1,
                    last: place + 1 == below.len(),
                });
            }
        }
    }

    /// Spaces in the order of the tree.
    pub(crate) fn tree_spaces(&self) -> Vec<usize> {
        self.tree()
            .into_iter()
            .filter_map(|row| match row {
                TreeRow::Space { at, .. } => Some(at),
                TreeRow::Heading(_) => None,
            })
            .collect()
    }

    /// The space with the focus in the tree.
    pub(crate) fn space(&self) -> Option<&SpaceRow> {
        let at = *self.tree_spaces().get(self.tree_at)?;
        self.known.spaces.get(at)
    }

    /// A space by its id.
    pub(crate) fn space_by_id(&self, id: &str) -> Option<&SpaceRow> {
        self.known.spaces.iter().find(|space| space.id == id)
    }

    /// Threads, documents and agendas of the focused space, newest first in each kind.
    pub(crate) fn listed(&self) -> Vec<Listed> {
        let Some(space) = self.space() else {
            return Vec::new();
        };
        let known = &self.known;
        let threads = (0..known.threads.len())
            .filter(|&at| known.threads[at].space == space.id)
            .map(Listed::Thread);
        let docs = (0..known.docs.len())
            .filter(|&at| known.docs[at].space == space.id)
            .map(Listed::Document);
        let agendas = (0..known.agendas.len())
            .filter(|&at| known.agendas[at].space == space.id)
            .map(Listed::Agenda);
        threads.chain(docs).chain(agendas).collect()
    }

    /// The id of a listed thing.
    pub(crate) fn listed_id(&self, listed: Listed) -> &str {
        match listed {
            Listed::Thread(at) => &self.known.threads[at].id,
            Listed::Document(at) => &self.known.docs[at].id,
            Listed::Agenda(at) => &self.known.agendas[at].id,
        }
    }

    /// Organizations by sub-region, mine first, those of none last; in each mine first, then the
    /// others, each with its people. Open invitations last.
    pub(crate) fn parties(&self) -> Vec<Party> {
        let who = &self.known.who;
        let mut orgs: Vec<usize> = (0..who.len()).filter(|&at| who[at].kind == "org").collect();
        let mine = who.iter().find(|row| row.kind == "org" && row.me);
        let mine = mine.and_then(|row| row.subregion.as_ref());
        orgs.sort_by_key(|&at| {
            let region = who[at].subregion.as_ref();
            let away = mine.is_some() && region != mine;
            (away, region.is_none(), region, !who[at].me)
        });
        let mut parties = Vec::new();
        let mut placed = vec![false; who.len()];
        for org in orgs {
            parties.push(Party::Org(org));
            for at in 0..who.len() {
                let hers = who[at].org.as_deref();
                let same =
                    hers == Some(who[org].id.as_str()) || hers == Some(who[org].name.as_str());
                if who[at].kind == "person" && same {
                    placed[at] = true;
                    parties.push(Party::Person(at));
                }
            }
        }
        let rest = (0..who.len()).filter(|&at| who[at].kind == "person" && !placed[at]);
        parties.extend(rest.map(Party::Person));
        let open = (0..self.known.invitations.len())
            .filter(|&at| self.known.invitations[at].state == "open");
        parties.extend(open.map(Party::Invitation));
        parties
    }

    /// The focused party.
    pub(crate) fn party(&self) -> Option<Party> {
        self.parties().get(self.people_at).copied()
    }

    /// Devices of the focused person; carriers of the focused organization.
    pub(crate) fn devices(&self) -> Vec<&WhoRow> {
        let at = match self.party() {
            Some(Party::Person(at)) => at,
            Some(Party::Org(at)) => {
                let org = self.known.who[at].id.as_str();
                let carries = |row: &&WhoRow| {
                    row.role.as_deref() == Some("carrier") && row.org.as_deref() == Some(org)
                };
                return self.known.who.iter().filter(carries).collect();
            }
            _ => return Vec::new(),
        };
        let person = &self.known.who[at];
        let is_hers = |row: &&WhoRow| {
            row.kind == "device"
                && row
                    .person
                    .as_ref()
                    .is_some_and(|owner| *owner == person.id || *owner == person.name)
        };
        self.known.who.iter().filter(is_hers).collect()
    }

    /// The row that keys in the people section act on.
    pub(crate) fn focused_who(&self) -> Option<&WhoRow> {
        if self.pane == Pane::Detail {
            return self.devices().get(self.device_at).copied();
        }
        match self.party()? {
            Party::Org(at) | Party::Person(at) => self.known.who.get(at),
            Party::Invitation(_) => None,
        }
    }

    /// The device to compare words for: the focused one, or the first unverified one.
    pub(crate) fn to_compare(&self) -> Option<&WhoRow> {
        let devices = self.devices();
        let focused = devices.get(self.device_at).copied();
        let open = |row: &&WhoRow| row.state == "unverified" && row.safety_words.is_some();
        match self.pane {
            Pane::Detail => focused.filter(open),
            _ => devices.into_iter().find(open),
        }
    }

    /// The focused agenda.
    pub(crate) fn agenda(&self) -> Option<&AgendaRow> {
        self.known.agendas.get(self.agenda_at)
    }

    /// The detail of the focused agenda.
    pub(crate) fn agenda_detail(&self) -> Option<&AgendaDetail> {
        self.known.agenda_details.get(&self.agenda()?.id)
    }

    /// The open thread.
    pub(crate) const fn thread(&self) -> Option<&Thread> {
        match &self.open {
            Open::Thread(thread) => Some(thread),
            _ => None,
        }
    }

    /// The open document.
    pub(crate) fn document(&self) -> Option<&Document> {
        match &self.open {
            Open::Document(document) => Some(document),
            _ => None,
        }
    }

    /// The row of the open thread in what is known.
    pub(crate) fn thread_row(&self) -> Option<&ThreadRow> {
        let id = &self.thread()?.id;
        self.known.threads.iter().find(|row| row.id == *id)
    }

    /// The space that keys act on: that of the open thing, else the focused one.
    pub(crate) fn current_space(&self) -> Option<&SpaceRow> {
        if self.section == Section::Spaces && self.pane == Pane::Detail {
            let id = match &self.open {
                Open::Thread(_) => Some(self.thread_row()?.space.as_str()),
                Open::Document(document) => Some(document.space.as_str()),
                Open::Nothing => None,
            };
            if let Some(id) = id {
                return self.space_by_id(id);
            }
        }
        self.space()
    }

    /// The local networks that this machine is in.
    pub(crate) fn networks_here(&self) -> impl Iterator<Item = &NetworkRow> {
        self.known.networks.iter().filter(|row| row.here)
    }

    /// Every one of them is marked as her own.
    pub(crate) fn is_place_trusted(&self) -> bool {
        let mut here = self.networks_here().peekable();
        here.peek().is_some() && here.all(|row| row.trusted)
    }

    /// Rows of the screen of peers and addresses, as the focus counts them.
    pub(crate) fn sync_rows(&self) -> usize {
        let status = self.known.status.as_ref();
        let others = status.map_or(1, |status| {
            status.peers.len().max(1) + status.addresses.len()
        });
        others + self.networks_here().count().max(1)
    }

    /// How many wait unread.
    pub(crate) fn unread(&self) -> u64 {
        self.known.spaces.iter().map(|space| space.unread).sum()
    }
}
