//! Who holds the edition of an agenda, on demand.

use asamblea_node::api::{AgendaReceipt, OrgName, Request};

use super::question::Question;
use super::{App, Purpose};
use crate::command_table::Place;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::theme::Role;

impl App {
    /// Shows the receipt of the focused agenda, at once where it is known.
    pub(super) fn say_receipt(&mut self) {
        let agenda = self.inside().and_then(|inside| {
            let agenda = inside.agenda()?;
            Some((
                agenda.id.clone(),
                inside.known.receipts.get(&agenda.id).cloned(),
            ))
        });
        let Some((id, receipt)) = agenda else {
            return;
        };
        if let Some(receipt) = receipt {
            self.read(Purpose::Receipt(id));
            let question = receipt_words(&self.texts, &receipt);
            self.ask(question);
        } else {
            let words = self.texts.get("ui-receipt-asking");
            self.say(&words, Role::Text);
            let purpose = Purpose::ShowReceipt(id.clone());
            self.call(purpose, Request::AgendaReceipt { id });
        }
    }

    /// A receipt came. One that was asked for to be seen is shown, unless she went on to something
    /// else.
    pub(super) fn receipt_came(&mut self, purpose: &Purpose, receipt: AgendaReceipt) {
        let (id, asked) = match purpose {
            Purpose::Receipt(id) => (id, false),
            Purpose::ShowReceipt(id) => (id, true),
            _ => return,
        };
        let Some(inside) = self.inside() else {
            return;
        };
        inside.known.receipts.insert(id.clone(), receipt.clone());
        let agenda = inside.agenda().is_some_and(|agenda| agenda.id == *id);
        let here = matches!(inside.place(), Place::Agendas | Place::Agenda);
        if asked && agenda && here {
            inside.notice = None;
            let question = receipt_words(&self.texts, &receipt);
            self.ask(question);
        }
    }
}

fn receipt_words(texts: &Texts, receipt: &AgendaReceipt) -> Question {
    let names = |orgs: &[OrgName]| {
        let names: Vec<String> = orgs.iter().map(|org| harmless(&org.name)).collect();
        names.join(", ")
    };
    let (held, of) = (receipt.held.len().to_string(), receipt.of.to_string());
    let mut words = vec![texts.with("ui-receipt", &[("held", &held), ("of", &of)])];
    if !receipt.missing.is_empty() {
        words.push(texts.with("ui-receipt-missing", &[("names", &names(&receipt.missing))]));
    }
    if !receipt.held.is_empty() {
        words.push(texts.with("ui-receipt-held", &[("names", &names(&receipt.held))]));
    }
    Question::read(texts, texts.get("ui-receipt-title"), words)
}
