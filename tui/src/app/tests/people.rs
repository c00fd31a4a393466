//! People by sub-region.

use super::example::{text, who};
use super::harness::{Harness, Node};
use super::screens::check;
use crate::app::Msg;
use crate::app::inside::Party;
use crate::lang::Language;

/// Organizations of two sub-regions and of none, each with one person; mine is not the first.
fn node() -> Node {
    let regions = [
        ("Ancla", None),
        ("Molde", Some("Andina")),
        ("Brisa", Some("Cono Sur")),
        ("Ejemplo", Some("Cono Sur")),
    ];
    let mut node = Node {
        who: Vec::new(),
        ..Node::example()
    };
    for (name, region) in regions {
        let id = format!("org-{name}");
        let mut org = who("org", &id, &format!("Org. {name}"), "", "", "active");
        org.me = name == "Ejemplo";
        org.subregion = region.map(text);
        let person = format!("person-{name}");
        let role = "coordinator";
        let person = who(
            "person",
            &person,
            &format!("Una de {name}"),
            &id,
            role,
            "active",
        );
        node.who.extend([org, person]);
    }
    node
}

#[test]
fn organizations_stand_by_subregion_mine_first_and_those_of_none_last() {
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node());
    h.keys(&["g", "p"]);
    check(
        &mut h,
        "people_regions_80",
        ["Subregión: Cono Sur", "Subregión: Andina", "Sin subregión"],
    );
    let known = &h.state().known.who;
    let orgs: Vec<&str> = h
        .state()
        .parties()
        .into_iter()
        .filter_map(|party| match party {
            Party::Org(at) => Some(known[at].name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        orgs,
        ["Org. Ejemplo", "Org. Brisa", "Org. Molde", "Org. Ancla"]
    );
}

#[test]
fn without_subregions_there_are_no_headings_of_them() {
    let mut h = Harness::inside(Language::Spanish, (80, 24));
    h.keys(&["g", "p"]);
    assert!(!h.screen().contains("ubregión"), "{}", h.screen());
}

#[test]
fn whoever_was_chosen_keeps_the_focus_when_others_come_in() {
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node());
    h.keys(&["g", "p", "j", "j", "j"]);
    let chosen = |h: &Harness| h.state().focused_who().map(|row| row.id.clone());
    assert_eq!(chosen(&h).as_deref(), Some("person-Brisa"));
    let mut newcomer = h.node.who[6].clone();
    newcomer.id = text("org-Nueva");
    newcomer.me = false;
    h.node.who.insert(0, newcomer);
    h.send(Msg::EventsMissed);
    assert_eq!(chosen(&h).as_deref(), Some("person-Brisa"));
    assert_ne!(h.state().people_at, 3, "another stands there");
}
