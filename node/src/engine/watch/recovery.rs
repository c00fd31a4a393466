//! Who comes in again by recovery, and whose recovery lacks somebody.

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::membership::Stage;
use asamblea_protocol::op::Member;

use super::super::Engine;
use super::news::News;

impl Engine {
    /// Whose new device asks to come in without her others: in my organization, in my own space,
    /// and where this device may confirm it.
    pub(super) fn recovering_people(&mut self) -> Vec<News> {
        let (own, org) = (self.my_person(), self.my_org());
        let device = self.replica.device();
        let all = self.replica.recoveries();
        let mut news = Vec::new();
        for one in all.into_iter().filter(|one| one.device != device) {
            let mine = Some(one.person) == own;
            let (judge, graph, _) = self.replica.judge();
            let everything = judge.everything();
            let guards = judge
                .view(graph, everything)
                .is_guardian(device, one.person);
            let near = org.is_some() && self.replica.directory().org_of(one.person) == org;
            if !(mine || guards || near) {
                continue;
            }
            let code = match one.stage {
                Stage::Waiting if mine => "recovery_own",
                Stage::Waiting => "recovery",
                Stage::Contested => "recovery_contested",
                Stage::Refused => "recovery_refused",
                Stage::Done => "recovered",
            };
            news.push(News {
                about: vec![Member::Device(one.device)],
                ..News::new(format!("{}:{code}", one.op.to_hex()), code)
            });
        }
        news
    }

    /// Who keeps a part of this person's recovery and is no member any more.
    pub(super) fn lost_holders(&mut self) -> Vec<News> {
        let record = self.local.holders.clone();
        let mut news = Vec::new();
        let people = record.holders.iter();
        for person in people.filter_map(|hex| SpaceId::from_hex(hex)) {
            if !self.stands(person) {
                news.push(News {
                    about: vec![Member::Space(person)],
                    ..News::new(
                        format!("{}:{}", record.place, person.to_hex()),
                        "recovery_holder",
                    )
                });
            }
        }
        news
    }
}
