//! Which round, item, plan or activity has the focus, and why something cannot be done with it.

use asamblea_node::api::{
    ActivityRow, AssessmentDetail, AssessmentItem, AssessmentRow, PlanDetail, PlanRow,
};

use super::inside::Inside;

impl Inside {
    /// The focused round.
    pub(crate) fn assessed(&self) -> Option<&AssessmentRow> {
        self.assessing.rounds.get(self.assessing.at)
    }

    /// What is known of it.
    pub(crate) fn assessed_detail(&self) -> Option<&AssessmentDetail> {
        self.assessing.details.get(&self.assessed()?.id)
    }

    /// The focused item of the focused round.
    pub(crate) fn assessed_item(&self) -> Option<&AssessmentItem> {
        let detail = self.assessed_detail().filter(|_| !self.assessing.map)?;
        detail.items.get(self.assessing.row)
    }

    /// The focused plan.
    pub(crate) fn planned(&self) -> Option<&PlanRow> {
        let at = self.assessing.at.checked_sub(self.assessing.rounds.len())?;
        let at = *self.plans_shown().get(at)?;
        self.assessing.plans.get(at)
    }

    /// What is known of it.
    pub(crate) fn planned_detail(&self) -> Option<&PlanDetail> {
        self.assessing.plan_details.get(&self.planned()?.id)
    }

    /// Its focused activity.
    pub(crate) fn planned_activity(&self) -> Option<&ActivityRow> {
        self.planned_detail()?.activities.get(self.assessing.row)
    }

    /// Where a round or plan stands in their list.
    pub(crate) fn place_of_assessed(&self, id: &str) -> Option<usize> {
        let (rounds, plans) = (&self.assessing.rounds, &self.assessing.plans);
        let round = rounds.iter().position(|row| row.id == id);
        let plan = || {
            let at = self
                .plans_shown()
                .iter()
                .position(|at| plans[*at].id == id)?;
            Some(rounds.len() + at)
        };
        round.or_else(plan)
    }

    /// Where a round stands.
    pub(super) fn space_of_round(&self, id: &str) -> Option<String> {
        let mut rounds = self.assessing.rounds.iter();
        let row = rounds.find(|row| row.id == id)?;
        Some(row.space.clone())
    }

    /// Where a signature under a plan is read, and with the first one the plan: where its round
    /// stands, else where the plan is read here.
    pub(super) fn space_of_signature(&self, plan: &str) -> Option<String> {
        let detail = self.assessing.plan_details.get(plan);
        let round = detail.and_then(|detail| self.space_of_round(&detail.round));
        let mut rows = self.assessing.plans.iter();
        let here = || rows.find(|row| row.id == plan).map(|row| row.space.clone());
        round.or_else(here).filter(|space| !space.is_empty())
    }

    /// Rows of the list of rounds and plans.
    pub(crate) fn assessing_rows(&self) -> usize {
        self.assessing.rounds.len() + self.plans_shown().len()
    }

    /// Rows of what is open that take the focus.
    pub(crate) fn assessing_lines(&self) -> usize {
        if let Some(row) = self.assessed() {
            return match self.assessing.map {
                true => self.map_shown(&row.id).len(),
                false => self.assessed_detail().map_or(0, |one| one.items.len()),
            };
        }
        self.planned_detail().map_or(0, |one| one.activities.len())
    }

    /// A round can be begun from here.
    pub(crate) fn why_not_start(&self) -> Option<&'static str> {
        match self.space_to_assess() {
            None => Some("ui-why-not-convene"),
            Some(_) => None,
        }
    }

    pub(super) fn space_to_assess(&self) -> Option<String> {
        let status = self.known.status.as_ref();
        let office = status.is_some_and(|status| status.secretariat) && self.is_coordinator();
        let mut spaces = self.known.spaces.iter();
        let network = spaces.find(|space| space.kind == "network" && office);
        network.map(|space| space.id.clone())
    }

    /// The focused item can be agreed.
    pub(crate) fn why_not_agree(&self) -> Option<&'static str> {
        if !self.is_coordinator() {
            return Some("ui-why-not-coordinator");
        }
        match self.assessed_item() {
            None => Some("ui-why-no-item"),
            Some(_) => None,
        }
    }

    /// The focused round can be worked on in my organization's name.
    pub(crate) fn why_not_assess(&self) -> Option<&'static str> {
        if !self.is_coordinator() {
            return Some("ui-why-not-coordinator");
        }
        match self.assessed() {
            None => Some("ui-why-no-round"),
            Some(_) => None,
        }
    }

    /// There is a round whose map can be looked at.
    pub(crate) fn why_not_map(&self) -> Option<&'static str> {
        match self.assessed() {
            None => Some("ui-why-no-round"),
            Some(_) => None,
        }
    }

    /// The focused plan is mine to change.
    pub(crate) fn why_not_plan(&self) -> Option<&'static str> {
        if !self.is_coordinator() {
            return Some("ui-why-not-coordinator");
        }
        match self.planned() {
            None => Some("ui-why-no-plan"),
            Some(row) if !self.is_my_plan(row) => Some("ui-why-not-my-plan"),
            Some(_) => None,
        }
    }

    /// The network's plan can be drafted from the focused round.
    pub(crate) fn why_not_network_plan(&self) -> Option<&'static str> {
        self.why_not_map().or_else(|| self.why_not_start())
    }

    /// A plan of my organization, or the network's where I hold its office.
    pub(super) fn is_my_plan(&self, row: &PlanRow) -> bool {
        self.is_my_org(&row.org) || (self.is_networks(row) && self.space_to_assess().is_some())
    }

    /// It is the network's own.
    fn is_networks(&self, row: &PlanRow) -> bool {
        let mut spaces = self.known.spaces.iter();
        spaces.any(|space| space.kind == "network" && space.id == row.org)
    }

    /// How far the focused activity is can be told.
    pub(crate) fn why_not_progress(&self) -> Option<&'static str> {
        match (self.planned(), self.planned_activity()) {
            (Some(row), Some(_)) if self.is_my_plan(row) => None,
            (Some(_), Some(_)) => Some("ui-why-not-my-plan"),
            _ => Some("ui-why-no-activity"),
        }
    }

    /// The focused plan can be signed.
    pub(crate) fn why_not_sign(&self) -> Option<&'static str> {
        let Some(row) = self.planned() else {
            return Some("ui-why-no-plan");
        };
        let office = self.space_to_assess().is_some();
        let mine = self.is_my_org(&row.org) && self.is_coordinator();
        if mine || office {
            None
        } else {
            Some("ui-why-not-my-plan")
        }
    }

    /// A plan waits for a signature that I may give now.
    pub(crate) fn signs(&self, row: &PlanRow) -> bool {
        let is = |signer: &str| row.signed.iter().any(|one| one == signer);
        let whole = !row.version.is_empty() && row.activities > 0;
        let mine = self.is_my_org(&row.org) && self.is_coordinator() && !is("org");
        let first = is("org") || self.is_networks(row);
        let office = self.space_to_assess().is_some() && first && !is("secretariat");
        whole && (mine || office)
    }

    fn is_my_org(&self, org: &str) -> bool {
        let status = self.known.status.as_ref();
        status.is_some_and(|status| status.org_id.as_deref() == Some(org))
    }
}
