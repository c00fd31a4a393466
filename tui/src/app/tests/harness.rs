//! A node that answers from example data, and an application to type into. All names are invented.

use asamblea_node::api::{
    AgendaDetail, AgendaItemRow, AgendaReceipt, AgendaRow, AlertRow, ApiError, AsideRow,
    AttachmentRow, Chain, CommentRow, DateRow, DocBeat, DocDetail, DocRow, DocVersion, ErrorKind,
    Event, FoundRow, Founded, Invitation, MeetingDetail, MeetingRow, NetworkRow, PeerRow,
    PendingRow, PostRow, ProposalDetail, ReaderRow, ReadersCount, RemoteCursor, Reply, Request,
    Saved, SpaceRow, Splice, Status, TaskRequest, TaskRow, ThreadRow, WhoRow,
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Position;
use std::collections::BTreeMap;

use super::example::{author, org, post, text};
use crate::app::{App, Effect, Msg, Purpose, Stage};
use crate::keymap::parse;
use crate::lang::{Language, Texts};
use crate::theme::Theme;
use crate::view::when::Clock;

/// Noon of the day of the example data.
const NOW: &str = "2027-04-14T15:10:00Z";

/// A node that answers from what it holds.
#[derive(Default)]
pub(super) struct Node {
    pub(super) spaces: Vec<SpaceRow>,
    pub(super) threads: Vec<ThreadRow>,
    pub(super) posts: BTreeMap<String, Vec<PostRow>>,
    pub(super) docs: Vec<DocRow>,
    pub(super) text: String,
    /// Others' edits that the next exchange brings, relative to the text after mine.
    pub(super) others: Vec<Splice>,
    pub(super) cursors: Vec<RemoteCursor>,
    pub(super) agendas: Vec<AgendaRow>,
    pub(super) items: Vec<AgendaItemRow>,
    pub(super) proposals: Vec<ProposalDetail>,
    pub(super) assessing: super::assessments::Told,
    pub(super) meetings: Vec<MeetingRow>,
    pub(super) meeting: Option<MeetingDetail>,
    pub(super) duties: Vec<TaskRow>,
    pub(super) dates: Vec<DateRow>,
    pub(super) who: Vec<WhoRow>,
    pub(super) alerts: Vec<AlertRow>,
    pub(super) aside: Vec<AsideRow>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) networks: Vec<NetworkRow>,
    pub(super) found: Vec<FoundRow>,
    pub(super) readers: Vec<ReaderRow>,
    pub(super) pending: Vec<PendingRow>,
    /// My role, where it is no coordinator's.
    pub(super) role: Option<&'static str>,
    pub(super) coordinators: u64,
    pub(super) secretariat: Option<bool>,
    pub(super) people: u64,
    pub(super) drafts: BTreeMap<String, String>,
    pub(super) peers: Vec<PeerRow>,
    pub(super) outgoing: u64,
    pub(super) last_exchange: Option<String>,
    /// Requests of this kind fail.
    pub(super) failing: Option<(&'static str, ErrorKind)>,
    /// What was asked, newest last.
    pub(super) asked: Vec<Request>,
    /// What else an agenda says of itself.
    pub(super) more: AgendaDetail,
    pub(super) comments: Vec<CommentRow>,
    pub(super) files: Vec<AttachmentRow>,
    pub(super) chain: Chain,
    pub(super) passphrase: String,
    pub(super) practice: bool,
}

impl Node {
    fn status(&self) -> Status {
        Status {
            network: Some(text("Red Ejemplo")),
            network_code: text("00ff"),
            network_id: text("red"),
            org: Some(text("Org. Ejemplo")),
            org_id: Some(text("org-Ejemplo")),
            person: Some(text("Ana")),
            person_id: Some(text("person-Ana")),
            device: text("dev0"),
            role: Some(text(self.role.unwrap_or("coordinator"))),
            secretariat: self.secretariat.unwrap_or(true),
            addresses: vec![text("/ip4/192.0.2.1/tcp/4001")],
            peers: self.peers.clone(),
            spaces: Vec::new(),
            alerts: Vec::new(),
            open_invitations: 0,
            locked: false,
            state: text("joined"),
            up_to_date: self.outgoing == 0,
            outgoing: self.outgoing,
            last_exchange: self.last_exchange.clone(),
            coordinators: self.coordinators,
            safety_words: text("mesa cielo"),
            practice: self.practice,
        }
    }

    fn kind(request: &Request) -> String {
        let value = serde_json::to_value(request).unwrap();
        value["do"].as_str().unwrap().to_owned()
    }

    /// The kinds of what was asked.
    pub(super) fn kinds(&self) -> Vec<String> {
        self.asked.iter().map(Self::kind).collect()
    }

    pub(super) fn answer(&mut self, request: Request) -> Result<Reply, ApiError> {
        let kind = Self::kind(&request);
        self.asked.push(request.clone());
        if let Some((failing, error)) = self.failing
            && failing == kind
        {
            return Err(ApiError::new(error));
        }
        Ok(match request {
            Request::Status => Reply::Status(Box::new(self.status())),
            Request::SpaceList => Reply::Spaces(self.spaces.clone()),
            Request::ThreadList { .. } => Reply::Threads(self.threads.clone()),
            Request::DocList { .. } => Reply::Docs(self.docs.clone()),
            Request::AgendaList { .. } => Reply::Agendas(self.agendas.clone()),
            Request::AgendaShow { .. } => Reply::Agenda(self.agenda()),
            Request::AgendaReceipt { .. } => Reply::AgendaReceipt(receipt()),
            Request::Assessment(request) => self.assessing.assessment(&request),
            Request::Plan(request) => self.assessing.plan(&request),
            Request::Proposal(request) => super::proposals::answer(&self.proposals, &request),
            Request::Meeting(request) => self.about_meetings(&request),
            Request::Task(TaskRequest::List { .. }) => Reply::Tasks(self.duties.clone()),
            Request::Dates { .. } => Reply::Dates(self.dates.clone()),
            Request::DocShow { at: None, .. } if self.meeting.is_some() => self.written_minutes(),
            Request::Attachment(request) => super::files::answer(&self.files, &request),
            Request::Chain { .. } => Reply::Chain(self.chain.clone()),
            Request::WhoList => Reply::Who(self.who.clone()),
            Request::AlertList => Reply::Alerts(self.alerts.clone()),
            Request::AsideList { .. } => Reply::Aside(self.aside.clone()),
            Request::InviteList => Reply::Invitations(self.invitations.clone()),
            Request::NetworkList | Request::NetworkForget { .. } => {
                Reply::Networks(self.networks.clone())
            }
            Request::NetworkTrust => {
                for row in &mut self.networks {
                    row.trusted = true;
                }
                Reply::Networks(self.networks.clone())
            }
            Request::Search { .. } => Reply::Found(self.found.clone()),
            Request::Invite { .. } => Reply::Invitation(invitation()),
            Request::ThreadShow { id } => Reply::Posts {
                posts: self.posts.get(&id).cloned().unwrap_or_default(),
                damaged: false,
            },
            Request::Readers { .. } => Reply::Readers(ReadersCount {
                name: text("Red Ejemplo"),
                people: self.people,
                orgs: 16,
            }),
            Request::PendingList => Reply::Pending(self.pending.clone()),
            Request::SpaceReaders { .. } => Reply::SpaceReaders(self.readers.clone()),
            Request::DraftGet { key } => Reply::Draft(self.drafts.get(&key).cloned()),
            Request::DraftSet { key, text } => {
                self.drafts.insert(key, text);
                Reply::Done
            }
            Request::ThreadReply { id, to, body } => self.reply(id, to, &body),
            Request::DocExchange { open, splices, .. } => self.exchange(open, &splices),
            Request::DocHistory { .. } => Reply::DocVersions(vec![version()]),
            Request::DocShow { at, .. } => Reply::Doc(DocDetail {
                text: format!("Acta\n{}\n", at.unwrap_or_default()),
                ..DocDetail::default()
            }),
            Request::DocComments { .. } => Reply::Comments(self.comments.clone()),
            Request::Unlock { passphrase } if passphrase.expose() != self.passphrase => {
                return Err(ApiError::new(ErrorKind::WrongPassphrase));
            }
            _ => Reply::Done,
        })
    }

    fn agenda(&self) -> AgendaDetail {
        AgendaDetail {
            id: text("a1"),
            title: text("Agenda de la red"),
            space: text("red"),
            edition: 7,
            signed_by: Some(author("Sofía", "Secretaría")),
            at: Some(text("2027-04-14T11:00:00Z")),
            items: self.items.clone(),
            ..self.more.clone()
        }
    }

    fn reply(&mut self, thread: String, to: Option<String>, body: &str) -> Reply {
        let at = "2027-04-14T15:10:00Z";
        let mut mine = post("p9", "Ana", "Org. Ejemplo", at, body);
        mine.reply_to = to;
        self.posts.entry(thread).or_default().push(mine);
        Reply::Saved(Saved {
            id: text("p9"),
            saved: true,
        })
    }

    fn exchange(&mut self, open: bool, splices: &[Splice]) -> Reply {
        for splice in splices {
            splice_into(&mut self.text, splice);
        }
        let others = std::mem::take(&mut self.others);
        for splice in &others {
            splice_into(&mut self.text, splice);
        }
        Reply::DocExchange(DocBeat {
            text: open.then(|| self.text.clone()),
            splices: others,
            version: text("v"),
            saved: true,
            cursors: self.cursors.clone(),
        })
    }
}

fn version() -> DocVersion {
    DocVersion {
        version: text("v1"),
        author: author("Rosa", "Org. Prueba"),
        at: text("2027-04-14T13:58:00Z"),
        inserted: 9,
        deleted: 4,
    }
}

fn receipt() -> AgendaReceipt {
    AgendaReceipt {
        edition: 7,
        held: (1..14).map(|n| org(&format!("Org. {n}"))).collect(),
        missing: ["Org. Boceto", "Org. Croquis", "Org. Apunte"]
            .map(org)
            .to_vec(),
        of: 16,
    }
}

pub(super) fn invitation() -> Invitation {
    Invitation {
        invite: text("UJZDEGXDNCF32EPF3DHODZDOCIS2JHTLGMXGEDN73U55XTPLPFT7V4SEH2"),
        id: text("inv1"),
        expires: text("2027-04-21T13:30:00Z"),
        kind: text("member"),
        state: text("open"),
        name: Some(text("Yesi")),
        practice: false,
    }
}

fn splice_into(text: &mut String, splice: &Splice) {
    let mut chars: Vec<char> = text.chars().collect();
    chars.splice(splice.at..splice.at + splice.delete, splice.insert.chars());
    *text = chars.into_iter().collect();
}

/// The application, the node, and what is between them.
pub(super) struct Harness {
    pub(super) app: App,
    pub(super) node: Node,
    /// Calls on their way.
    pub(super) pending: Vec<(u64, Purpose, Request)>,
    /// Other effects.
    pub(super) effects: Vec<Effect>,
    /// Calls are held until [`Self::settle`].
    pub(super) hold: bool,
    now_ms: u64,
    terminal: Terminal<TestBackend>,
}

impl Harness {
    /// At the wizard or the lock.
    pub(super) fn new(language: Language, size: (u16, u16), has_profile: bool) -> Self {
        let clock = Clock {
            mono_ms: 0,
            wall: NOW.parse().unwrap(),
            zone: TimeZone::get("America/Argentina/Buenos_Aires").unwrap(),
        };
        let theme = Theme::new(true, false);
        let app = App::new(Texts::new(language), theme, clock, has_profile);
        let mut harness = Self {
            app,
            node: Node::example(),
            pending: Vec::new(),
            effects: Vec::new(),
            hold: false,
            now_ms: 0,
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
        };
        harness.send(Msg::Resize(size.0, size.1));
        harness
    }

    /// Inside, with everything read.
    pub(super) fn inside(language: Language, size: (u16, u16)) -> Self {
        Self::inside_with(language, size, Node::example())
    }

    /// Inside a node of one's own.
    pub(super) fn inside_with(language: Language, size: (u16, u16), node: Node) -> Self {
        let mut harness = Self::new(language, size, true);
        harness.node = node;
        let effects = harness.app.attach(true);
        harness.take(effects);
        harness.settle();
        harness
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Call { session, calls } => self.pending.extend(
                    calls
                        .into_iter()
                        .map(|(purpose, request)| (session, purpose, request)),
                ),
                effect => self.effects.push(effect),
            }
        }
    }

    /// Gives a message.
    pub(super) fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        self.take(effects);
        if !self.hold {
            self.settle();
        }
    }

    /// Answers what is on its way, until nothing is.
    pub(super) fn settle(&mut self) {
        while !self.pending.is_empty() {
            self.settle_one();
        }
    }

    /// Answers the first call on its way.
    pub(super) fn settle_one(&mut self) {
        let (session, purpose, request) = self.pending.remove(0);
        let result = self.node.answer(request);
        let effects = self.app.update(Msg::Reply {
            session,
            purpose,
            result,
        });
        self.take(effects);
    }

    /// Lets time go on.
    pub(super) fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
        self.send(Msg::Tick(self.now_ms, NOW.parse().unwrap()));
    }

    /// Presses keys as the command table writes them, `Space` too.
    pub(super) fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            let chord = match *key {
                "Space" => parse("x").unwrap().remove(0),
                "Backspace" => crate::keymap::Chord {
                    code: KeyCode::Backspace,
                    ctrl: false,
                },
                key => parse(key).unwrap().remove(0),
            };
            let code = if *key == "Space" {
                KeyCode::Char(' ')
            } else {
                chord.code
            };
            let held = if chord.ctrl {
                KeyModifiers::CONTROL
            } else {
                KeyModifiers::NONE
            };
            self.send(Msg::Key(KeyEvent::new(code, held)));
        }
    }

    /// Types letters.
    pub(super) fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(KeyEvent::new(
                KeyCode::Char(c),
                KeyModifiers::NONE,
            )));
        }
    }

    /// An event of the node.
    pub(super) fn event(&mut self, event: Event) {
        self.send(Msg::Event(event));
    }

    /// The screen as text, right blanks cut.
    pub(super) fn screen(&mut self) -> String {
        let app = &self.app;
        self.terminal.draw(|frame| app.draw(frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let rows: Vec<String> = buffer
            .content
            .chunks(width)
            .map(|row| {
                let row: String = row.iter().map(|cell| cell.symbol()).collect();
                row.trim_end().to_owned()
            })
            .collect();
        rows.join("\n")
    }

    /// Where the cursor stands after the last frame.
    pub(super) fn cursor(&mut self) -> Position {
        self.terminal.backend_mut().get_cursor_position().unwrap()
    }

    /// The inside.
    pub(super) fn state_mut(&mut self) -> &mut crate::app::inside::Inside {
        match &mut self.app.stage {
            Stage::Inside(inside) => inside,
            _ => panic!("not inside"),
        }
    }

    pub(super) fn state(&self) -> &crate::app::inside::Inside {
        match &self.app.stage {
            Stage::Inside(inside) => inside,
            _ => panic!("not inside"),
        }
    }
}

/// Inside, in Spanish, on an old terminal.
pub(super) fn spanish() -> Harness {
    Harness::inside(Language::Spanish, (80, 24))
}

/// In a thread with two new messages.
pub(super) fn open_thread() -> Harness {
    let mut h = spanish();
    h.keys(&["2", "Enter", "Enter"]);
    h
}

/// Writing in a document that says `uno dos`.
pub(super) fn open_document() -> Harness {
    let mut h = spanish();
    h.node.text = "uno dos".to_owned();
    h.keys(&["2", "Enter", "Down", "Down", "Down", "Enter", "e"]);
    h
}

/// What founding tells.
pub(super) fn founded() -> Founded {
    Founded {
        state: text("joined"),
        network: Some(text("Red Ejemplo")),
        network_code: text("00ff"),
        org: Some(text("Org. Ejemplo")),
        person: Some(text("Ana")),
        device: text("dev0"),
        safety_words: text("mesa cielo ronda faro lima pan"),
    }
}
