//! Reading what is known anew: at most one read of a kind is under way, however much happens.

use asamblea_node::api::{
    AssessmentRequest, AttachmentRequest, PlanRequest, ProposalRequest, Request,
};

use super::inside::Open;
use super::meetings::Step;
use super::{App, Purpose};

/// Agendas whose items are read ahead, for the dates of the first screen.
pub(crate) const AGENDAS_AHEAD_MAX: usize = 16;
/// What the first screen is made of, beside meetings, tasks and the items of agendas.
const HOME: [Purpose; 10] = [
    Purpose::Status,
    Purpose::Spaces,
    Purpose::Threads,
    Purpose::Docs,
    Purpose::Agendas,
    Purpose::Proposals,
    Purpose::Rounds,
    Purpose::Plans,
    Purpose::Who,
    Purpose::Alerts,
];

/// Requests of all that the first screen is made of, but the items of agendas.
pub(crate) fn home_requests(lang: &str) -> Vec<Request> {
    let meetings = [Step::List, Step::Tasks].map(Purpose::Meeting);
    let all = HOME.into_iter().chain(meetings);
    all.filter_map(|purpose| request_of(&purpose, lang))
        .collect()
}

/// The request of a read.
fn request_of(purpose: &Purpose, lang: &str) -> Option<Request> {
    Some(match purpose {
        Purpose::Status => Request::Status,
        Purpose::Spaces => Request::SpaceList,
        Purpose::Threads => Request::ThreadList { space: None },
        Purpose::Docs => Request::DocList { space: None },
        Purpose::Agendas => Request::AgendaList { space: None },
        Purpose::Proposals => Request::Proposal(ProposalRequest::List { space: None }),
        Purpose::Proposal(id) => {
            let id = id.clone();
            Request::Proposal(ProposalRequest::Show { id })
        }
        Purpose::AgendaShow(id) => Request::AgendaShow {
            id: id.clone(),
            edition: None,
        },
        Purpose::Dates { from, until } => Request::Dates {
            from: from.clone(),
            until: until.clone(),
        },
        Purpose::Receipt(id) => Request::AgendaReceipt { id: id.clone() },
        Purpose::Rounds => Request::Assessment(AssessmentRequest::List { space: None }),
        Purpose::Round(id) => Request::Assessment(AssessmentRequest::Show {
            id: id.clone(),
            lang: lang.to_owned(),
        }),
        Purpose::RoundMap(id) => {
            let id = id.clone();
            Request::Assessment(AssessmentRequest::Compare { id })
        }
        Purpose::Plans => Request::Plan(PlanRequest::List { space: None }),
        Purpose::PlanShow(id) => Request::Plan(PlanRequest::Show { id: id.clone() }),
        Purpose::Needs => Request::Plan(PlanRequest::Needs {
            lang: lang.to_owned(),
        }),
        Purpose::Who => Request::WhoList,
        Purpose::Alerts => Request::AlertList,
        Purpose::Invitations => Request::InviteList,
        Purpose::Networks => Request::NetworkList,
        Purpose::Thread(id) => Request::ThreadShow { id: id.clone() },
        Purpose::Readers(space) => Request::Readers {
            space: space.clone(),
        },
        Purpose::SpaceReaders(space) => Request::SpaceReaders {
            space: space.clone(),
        },
        Purpose::History(id) => Request::DocHistory { id: id.clone() },
        Purpose::Links(id) => Request::Chain { id: id.clone() },
        Purpose::Files(id) => {
            let id = id.clone();
            Request::Attachment(AttachmentRequest::List { id })
        }
        Purpose::Meeting(step) => step.request()?,
        _ => return None,
    })
}

impl App {
    /// Reads something anew. While the same read is under way it is only noted for later.
    pub(super) fn read(&mut self, purpose: Purpose) {
        let Some(request) = request_of(&purpose, self.texts.language().tag()) else {
            return;
        };
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.waiting.contains(&purpose) {
            if !inside.again.contains(&purpose) {
                inside.again.push(purpose);
            }
            return;
        }
        inside.waiting.push(purpose.clone());
        self.call(purpose, request);
    }

    /// A read was answered; repeats it when something happened meanwhile.
    pub(super) fn read_ended(&mut self, purpose: &Purpose) {
        let Some(inside) = self.inside() else {
            return;
        };
        inside.waiting.retain(|waiting| waiting != purpose);
        if let Some(at) = inside.again.iter().position(|again| again == purpose) {
            let again = inside.again.swap_remove(at);
            self.read(again);
        }
    }

    /// Reads everything that is on some screen.
    pub(super) fn read_everything(&mut self) {
        let beside = [Purpose::Invitations, Purpose::Networks];
        for purpose in HOME.into_iter().chain(beside) {
            self.read(purpose);
        }
        self.read_meetings();
        self.read_dates();
        self.read_open();
    }

    /// Reads what is open.
    pub(super) fn read_open(&mut self) {
        let thread = self.inside().and_then(|inside| match &inside.open {
            Open::Thread(thread) => Some(thread.id.clone()),
            _ => None,
        });
        if let Some(id) = thread {
            self.read(Purpose::Thread(id));
        }
        self.read_files();
        self.read_links();
        self.read_readers_page();
    }

    /// Reads the items of the first agendas.
    pub(super) fn read_agendas_ahead(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let agendas: Vec<(String, bool)> = inside
            .known
            .agendas
            .iter()
            .take(AGENDAS_AHEAD_MAX)
            .map(|agenda| (agenda.id.clone(), agenda.edition > 0))
            .collect();
        for (at, (id, published)) in agendas.into_iter().enumerate() {
            self.read(Purpose::AgendaShow(id.clone()));
            if at == 0 && published {
                self.read(Purpose::Receipt(id));
            }
        }
    }
}
