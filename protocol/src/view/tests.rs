use proptest::prelude::*;

use super::*;
use crate::content::{
    Addresses, AgendaItem, AgendaNew, AgendaPublish, Alias, DocNew, DocUpdate, Held,
    InvitationName, Item, ItemKind, ItemState, Name, Post, PostEdit, PostImported, PostRetract,
    ThreadClose, ThreadNew,
};
use crate::crypto::{Domain, hash};

const SPACE: SpaceId = SpaceId::from_bytes([1; 32]);

fn op(n: u64) -> OpId {
    hash(Domain::Test, &[&n.to_be_bytes()]).into()
}

fn org(n: u8) -> SpaceId {
    SpaceId::from_bytes([100 + n; 32])
}

fn author(n: u8) -> Author {
    Author {
        device: DeviceId::from_bytes([n; 32]),
        person: Some(SpaceId::from_bytes([50 + n; 32])),
        org: Some(org(n)),
    }
}

/// Visible content of author `who`, at depth and order `n`.
fn said(n: u64, who: u8, body: impl Into<Body>) -> Admitted {
    Admitted {
        id: op(n),
        space: SPACE,
        author: author(who),
        role: Role::Write,
        office: Office::Other,
        content: Content {
            at: WallTime(1_000 + n),
            body: body.into(),
        },
        received_at: WallTime(5_000 + n),
        order: n,
        depth: n,
        visibility: Visibility::Visible,
    }
}

fn by_admin(mut op: Admitted) -> Admitted {
    op.role = Role::Admin;
    op
}

fn by_secretariat(mut op: Admitted) -> Admitted {
    op.office = Office::Secretariat;
    op
}

fn at_depth(mut op: Admitted, depth: u64) -> Admitted {
    op.depth = depth;
    op
}

fn filled(ops: impl IntoIterator<Item = Admitted>) -> SpaceView {
    let mut view = SpaceView::new(SPACE);
    for op in ops {
        let _ = view.admit(op);
    }
    view
}

fn thread(title: &str) -> ThreadNew {
    ThreadNew {
        title: title.into(),
        body: String::new(),
    }
}

fn post(thread: u64, body: &str) -> Post {
    Post {
        thread: op(thread),
        reply_to: None,
        body: body.into(),
    }
}

fn bodies(view: &SpaceView, thread: u64) -> Vec<&str> {
    let posts = view.thread(op(thread)).unwrap().posts();
    posts.map(|post| post.body.unwrap_or("-")).collect()
}

fn item(n: u8, title: &str) -> Item {
    Item {
        id: [n; 16],
        title: title.into(),
        starts: WallTime(7),
        ends: None,
        zone: "America/La_Paz".into(),
        place: Some("sede".into()),
        kind: ItemKind::Meeting,
        state: ItemState::Planned,
        who: None,
    }
}

fn edition(agenda: u64, number: u32, title: &str) -> AgendaPublish {
    let items = vec![item(1, title)];
    AgendaPublish {
        agenda: op(agenda),
        edition: number,
        title: title.into(),
        items,
    }
}

#[test]
fn posts_stand_in_causal_order_and_concurrent_ones_by_id() {
    let ops = [
        said(
            1,
            1,
            ThreadNew {
                title: "Marcha".into(),
                body: "¿Vamos?".into(),
            },
        ),
        said(
            2,
            2,
            Post {
                thread: op(1),
                reply_to: Some(op(1)),
                body: "sí".into(),
            },
        ),
        at_depth(said(3, 1, post(1, "a")), 5),
        at_depth(said(4, 2, post(1, "b")), 5),
        at_depth(
            said(
                5,
                3,
                Post {
                    thread: op(1),
                    reply_to: Some(op(3)),
                    body: "c".into(),
                },
            ),
            6,
        ),
    ];
    let mut concurrent = [(op(3), "a"), (op(4), "b")];
    concurrent.sort();
    let want = ["sí", concurrent[0].1, concurrent[1].1, "c"];
    for order in [[0, 1, 2, 3, 4], [0, 4, 3, 2, 1], [4, 2, 1, 3, 0]] {
        let view = filled(order.map(|n| ops[n].clone()));
        assert_eq!(bodies(&view, 1), want);
        let thread = view.thread(op(1)).unwrap();
        assert_eq!((thread.title(), thread.len()), ("Marcha", 4));
        assert_eq!(thread.opening().unwrap().body, Some("¿Vamos?"));
        assert_eq!(view.post(op(5)).unwrap().reply_to, Some(op(3)));
        assert_eq!(view.post(op(2)).unwrap().reply_to, Some(op(1)));
        assert_eq!(view.thread_of(op(5)), Some(op(1)));
        assert_eq!((thread.newest(), thread.last_order()), (WallTime(1_005), 5));
        assert_eq!(
            (thread.unread(1, &author(1)), thread.unread(5, &author(1))),
            (3, 0)
        );
        assert_eq!(
            view.tally(),
            Tally {
                visible: 5,
                ..Tally::default()
            }
        );
    }
}

#[test]
fn only_the_person_who_wrote_a_post_changes_it() {
    let edit = |post, body: &str| PostEdit {
        post: op(post),
        body: body.into(),
    };
    let mut view = filled([
        said(1, 1, thread("t")),
        said(2, 1, post(1, "uno")),
        said(3, 1, post(1, "dos")),
        said(4, 2, edit(2, "falso")),
        said(5, 2, PostRetract { post: op(3) }),
        said(6, 1, edit(2, "primero")),
        said(7, 1, edit(3, "cambiado")),
    ]);
    assert_eq!(bodies(&view, 1), ["primero", "cambiado"]);
    assert_eq!(view.post(op(2)).unwrap().edited, Some(WallTime(1_006)));
    let refused = [
        (op(4), Refusal::NotTheAuthor),
        (op(5), Refusal::NotTheAuthor),
    ];
    let mut got: Vec<_> = view.refused().collect();
    got.sort_by_key(|(id, _)| (*id != op(4), *id));
    assert_eq!(got, refused);
    // Another device of the same person may.
    let mut other = said(8, 1, PostRetract { post: op(3) });
    other.author.device = DeviceId::from_bytes([77; 32]);
    assert_eq!(view.admit(other), Outcome::Changed(Some(op(1))));
    // What was taken back stays so, whatever else is said of it.
    assert_eq!(
        view.admit(said(9, 1, edit(3, "otra vez"))),
        Outcome::Changed(Some(op(1)))
    );
    assert_eq!(bodies(&view, 1), ["primero", "-"]);
}

#[test]
fn a_thread_is_closed_by_who_began_it_or_an_admin() {
    let close = || ThreadClose { thread: op(1) };
    let mut view = filled([said(1, 1, thread("t"))]);
    assert_eq!(
        view.admit(said(2, 2, close())),
        Outcome::Refused(Refusal::NotPermitted)
    );
    assert!(!view.thread(op(1)).unwrap().is_closed());
    let mut by_author = filled([said(1, 1, thread("t")), said(3, 1, close())]);
    let _ = view.admit(by_admin(said(4, 2, close())));
    assert!(view.thread(op(1)).unwrap().is_closed());
    assert!(by_author.thread(op(1)).unwrap().is_closed());
    assert_eq!(by_author.admit(said(3, 1, close())), Outcome::Repeated);
}

#[test]
fn what_refers_to_something_of_another_kind_is_refused() {
    let mut view = filled([
        said(1, 1, DocNew { title: "d".into() }),
        said(2, 1, thread("t")),
    ]);
    let wrong = Outcome::Refused(Refusal::WrongKind);
    assert_eq!(view.admit(said(3, 1, post(1, "x"))), wrong);
    let update = DocUpdate {
        doc: op(2),
        update: vec![],
    };
    assert_eq!(view.admit(said(4, 1, update)), wrong);
    let item = AgendaItem {
        agenda: op(2),
        item: item(1, "i"),
    };
    assert_eq!(view.admit(said(5, 1, item)), wrong);
    // The same when the reference comes first.
    let mut view = SpaceView::new(SPACE);
    assert_eq!(view.admit(said(3, 1, post(1, "x"))), Outcome::Waits(op(1)));
    let _ = view.admit(said(1, 1, DocNew { title: "d".into() }));
    assert_eq!(
        view.refused().collect::<Vec<_>>(),
        [(op(3), Refusal::WrongKind)]
    );
    let damaged = DocUpdate {
        doc: op(1),
        update: vec![1, 2],
    };
    assert_eq!(
        view.admit(said(6, 1, damaged)),
        Outcome::Refused(Refusal::Damaged)
    );
}

#[test]
fn the_last_name_that_an_admin_states_counts() {
    let name = |of, name: &str| Name {
        of,
        name: name.into(),
        country: Country::parse("bo"),
    };
    let mut view = filled([
        by_admin(at_depth(said(1, 1, name(org(1), "Vieja")), 1)),
        by_admin(at_depth(said(2, 1, name(org(1), "Nueva")), 2)),
        said(3, 2, name(org(1), "Falsa")),
        said(4, 2, Alias { name: "Bea".into() }),
        said(
            5,
            2,
            Addresses {
                addresses: vec!["/ip4/1.2.3.4/tcp/1".into()],
            },
        ),
    ]);
    let _ = view.admit(by_admin(at_depth(said(6, 1, name(org(1), "Muy vieja")), 0)));
    let named = view.name(org(1)).unwrap();
    assert_eq!(
        (named.name.as_str(), named.country),
        ("Nueva", Country::parse("BO"))
    );
    assert_eq!(view.alias(author(2).person.unwrap()), Some("Bea"));
    assert_eq!(view.addresses(author(2).device), ["/ip4/1.2.3.4/tcp/1"]);
    assert_eq!(
        view.refused().collect::<Vec<_>>(),
        [(op(3), Refusal::NotPermitted)]
    );
    let key = DeviceId::from_bytes([9; 32]);
    let invited = || InvitationName {
        invitation: key,
        name: Some("Ana".into()),
        country: None,
    };
    assert_eq!(
        view.admit(said(7, 2, invited())),
        Outcome::Refused(Refusal::NotPermitted)
    );
    assert_eq!(
        view.admit(by_admin(said(8, 1, invited()))),
        Outcome::Changed(None)
    );
    assert_eq!(view.invitation(key), Some((Some("Ana"), None)));
    assert_eq!(view.addresses(key), [""; 0]);
}

#[test]
fn names_are_found_across_spaces() {
    let mut views = Views::default();
    let state = |n, space, name: &str| {
        let mut op = by_admin(said(
            n,
            1,
            Name {
                of: org(1),
                name: name.into(),
                country: None,
            },
        ));
        op.space = space;
        op
    };
    let _ = views.admit(state(1, org(1), "propio"));
    let other = SpaceId::from_bytes([8; 32]);
    assert_eq!(views.name(org(1), other).unwrap().name, "propio");
    let _ = views.admit(state(2, other, "de la red"));
    assert_eq!(views.name(org(1), other).unwrap().name, "de la red");
    assert_eq!(views.name(org(1), org(1)).unwrap().name, "propio");
    let mut alias = said(3, 1, Alias { name: "Ana".into() });
    alias.space = other;
    let _ = views.admit(alias);
    assert_eq!(views.alias(author(1).person.unwrap(), SPACE), Some("Ana"));
    views.forget(other);
    assert_eq!(views.alias(author(1).person.unwrap(), SPACE), None);
}

#[test]
fn an_edition_counts_if_the_secretariat_published_it() {
    let mut view = filled([
        said(
            1,
            1,
            AgendaNew {
                title: "Borrador".into(),
            },
        ),
        said(
            2,
            1,
            AgendaItem {
                agenda: op(1),
                item: item(1, "Taller"),
            },
        ),
        said(
            3,
            1,
            AgendaItem {
                agenda: op(1),
                item: item(2, "Marcha"),
            },
        ),
        at_depth(
            said(
                4,
                1,
                AgendaItem {
                    agenda: op(1),
                    item: item(1, "Encuentro"),
                },
            ),
            9,
        ),
        by_secretariat(said(5, 1, edition(1, 1, "Primera"))),
    ]);
    let forged = view.admit(said(6, 2, edition(1, 2, "Falsa")));
    assert_eq!(forged, Outcome::Refused(Refusal::NotTheSecretariat));
    let agenda = view.agenda(op(1)).unwrap();
    assert_eq!(agenda.title(), "Borrador");
    let drafts: Vec<_> = agenda
        .drafts()
        .map(|draft| draft.item.title.as_str())
        .collect();
    assert_eq!(drafts, ["Encuentro", "Marcha"]);
    assert_eq!(agenda.current().unwrap().title, "Primera");
    assert_eq!(
        agenda
            .refused()
            .map(|edition| edition.title)
            .collect::<Vec<_>>(),
        ["Falsa"]
    );
    assert_eq!(view.agenda_of(op(6)), Some(op(1)));
    // A correction supersedes by its number, also if it comes first.
    let _ = view.admit(by_secretariat(said(8, 1, edition(1, 3, "Tercera"))));
    let _ = view.admit(by_secretariat(said(7, 1, edition(1, 2, "Segunda"))));
    let agenda = view.agenda(op(1)).unwrap();
    assert_eq!(agenda.current().unwrap().number, 3);
    assert_eq!(agenda.conflicts().count(), 0);
    let zero = by_secretariat(said(9, 1, edition(1, 0, "Cero")));
    assert_eq!(view.admit(zero), Outcome::Refused(Refusal::Damaged));
}

#[test]
fn two_editions_of_one_number_are_a_conflict_with_one_winner() {
    let one = by_secretariat(at_depth(said(1, 1, edition(9, 1, "una")), 4));
    let two = by_secretariat(at_depth(said(2, 2, edition(9, 1, "otra")), 4));
    let later = by_secretariat(at_depth(said(3, 2, edition(9, 1, "tarde")), 5));
    let winner = if op(1) < op(2) { "una" } else { "otra" };
    for order in [[&one, &two, &later], [&later, &two, &one]] {
        let view = filled(order.into_iter().cloned());
        let agenda = view.agenda(op(9)).unwrap();
        assert_eq!(agenda.current().unwrap().title, winner);
        assert_eq!(agenda.editions().count(), 3);
        assert_eq!(agenda.conflicts().collect::<Vec<_>>(), [1]);
        assert!(agenda.begun().is_none());
    }
}

#[test]
fn receipts_name_each_organization_once() {
    let mut view = filled([by_secretariat(said(1, 1, edition(9, 1, "una")))]);
    for (n, who) in [(2, 2), (3, 3), (4, 2)] {
        let _ = view.admit(said(n, who, Held { object: op(1) }));
    }
    let orgs: Vec<_> = view.receipts(op(1)).into_iter().collect();
    assert_eq!(orgs, [org(1), org(2), org(3)]);
    assert!(view.receipts(op(7)).is_empty());
    let mut nobody = said(5, 4, Held { object: op(1) });
    nobody.author.org = None;
    assert_eq!(view.admit(nobody), Outcome::Refused(Refusal::NotPermitted));
}

#[test]
fn quarantined_content_is_counted_and_may_come_back() {
    let mut hidden = said(2, 1, post(1, "x"));
    hidden.visibility = Visibility::Quarantined;
    let mut view = filled([said(1, 1, thread("t")), hidden.clone()]);
    assert!(view.thread(op(1)).unwrap().is_empty());
    assert_eq!(view.quarantined().collect::<Vec<_>>(), [op(2)]);
    hidden.visibility = Visibility::Visible;
    assert_eq!(view.admit(hidden), Outcome::Changed(Some(op(1))));
    assert_eq!((bodies(&view, 1), view.tally().quarantined), (vec!["x"], 0));
    let unknown = said(3, 1, Body::Unknown { kind: 99 });
    assert_eq!(view.admit(unknown), Outcome::NeedsNewer);
    assert_eq!(view.newer().collect::<Vec<_>>(), [(op(3), 99)]);
    view.clear();
    assert_eq!(view.tally(), Tally::default());
    assert_eq!(view.state_hash(), SpaceView::new(SPACE).state_hash());
}

#[test]
fn documents_open_from_their_updates() {
    let device = author(1).device;
    let mut document = Document::new(op(1), Some(device));
    document.splice(0, 0, "hola").unwrap();
    let first = document.commit().unwrap().remove(0);
    document.splice(0, 1, "H").unwrap();
    let second = document.commit().unwrap().remove(0);
    let mut view = filled([
        said(
            3,
            1,
            DocUpdate {
                doc: op(1),
                update: second,
            },
        ),
        said(
            1,
            1,
            DocNew {
                title: "Estatuto".into(),
            },
        ),
    ]);
    let before = view.state_hash();
    let _ = view.admit(said(
        2,
        1,
        DocUpdate {
            doc: op(1),
            update: first,
        },
    ));
    assert_ne!(view.state_hash(), before);
    let (opened, imported) = view.open_document(op(1), None).unwrap();
    assert!(imported.refused.is_empty());
    assert_eq!(opened.text(), "Hola");
    let shown = view.document(op(1)).unwrap();
    assert_eq!((shown.title(), shown.updates().count()), ("Estatuto", 2));
    let figures: Vec<_> = shown
        .updates()
        .map(|u| (u.figures.inserted, u.figures.deleted))
        .collect();
    assert_eq!(figures, [(4, 0), (1, 1)]);
    assert_eq!(shown.newest(), WallTime(1_003));
    assert!(view.open_document(op(9), None).is_none());
}

/// 100,000 posts of 300 bytes by 48 authors: what the rows, texts and look-ups take.
#[test]
fn a_hundred_thousand_posts_stay_under_45_megabytes() {
    let mut view = SpaceView::new(SPACE);
    for n in 0..20 {
        let _ = view.admit(said(n, 1, thread("hilo")));
    }
    let text = "x".repeat(296);
    let start = std::time::Instant::now();
    for n in 20..100_020 {
        let who = u8::try_from(n % 48).unwrap();
        let body = format!("{:04}{text}", n % 10_000);
        let outcome = view.admit(said(n, who, post(n % 20, &body)));
        assert_eq!(outcome, Outcome::Changed(Some(op(n % 20))));
    }
    let bytes = view.threads.heap_bytes();
    println!("{bytes} bytes, {:?}", start.elapsed());
    assert!(bytes < 43_000_000, "{bytes}");
    let start = std::time::Instant::now();
    let _ = view.state_hash();
    println!("hashed in {:?}", start.elapsed());
    assert_eq!(view.thread(op(3)).unwrap().len(), 5_000);
}

/// Something said, about what others may have said.
fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![2 => any_post(), 1 => any_other()]
}

fn any_id() -> impl Strategy<Value = OpId> {
    (0..40_u64).prop_map(op)
}

fn any_post() -> impl Strategy<Value = Body> {
    let text = "[a-c]{0,3}";
    prop_oneof![
        3 => text.prop_map(|body| ThreadNew { title: "t".into(), body }.into()),
        6 => (any_id(), prop::option::of(any_id()), text).prop_map(
            |(thread, reply_to, body)| Post { thread, reply_to, body }.into()
        ),
        1 => (any_id(), text).prop_map(|(thread, body)| {
            PostImported { thread, body, by: Some("ella".into()), at: None }.into()
        }),
        4 => (any_id(), text).prop_map(|(post, body)| PostEdit { post, body }.into()),
        1 => any_id().prop_map(|post| PostRetract { post }.into()),
        1 => any_id().prop_map(|thread| ThreadClose { thread }.into()),
    ]
}

fn any_other() -> impl Strategy<Value = Body> {
    let text = "[a-c]{0,3}";
    prop_oneof![
        1 => (0..3_u8, text)
            .prop_map(|(n, name)| Name { of: org(n), name, country: None }.into()),
        1 => text.prop_map(|name| Alias { name }.into()),
        1 => text.prop_map(|text| Addresses { addresses: vec![text] }.into()),
        1 => text.prop_map(|title| DocNew { title }.into()),
        1 => (any_id(), prop::collection::vec(any::<u8>(), 0..4))
            .prop_map(|(doc, update)| DocUpdate { doc, update }.into()),
        2 => text.prop_map(|title| AgendaNew { title }.into()),
        2 => (any_id(), 0..2_u8, text).prop_map(
            |(agenda, n, title)| AgendaItem { agenda, item: item(n, &title) }.into()
        ),
        2 => (0..40_u64, 0..3_u32, text)
            .prop_map(|(n, number, title)| edition(n, number, &title).into()),
        1 => any_id().prop_map(|object| Held { object }.into()),
        1 => Just(Body::Unknown { kind: 77 }),
    ]
}

fn any_ops() -> impl Strategy<Value = Vec<Admitted>> {
    let op = (any_body(), 0..4_u8, 0..6_u64, any::<(bool, bool)>());
    prop::collection::vec(op, 1..40).prop_map(|ops| {
        let ops = ops
            .into_iter()
            .zip(0..)
            .map(|((body, who, depth, (admin, office)), n)| {
                let mut op = at_depth(said(n, who, body), depth);
                op.role = if admin { Role::Admin } else { Role::Write };
                op.office = if office {
                    Office::Secretariat
                } else {
                    Office::Other
                };
                op
            });
        ops.collect()
    })
}

proptest! {
    #[test]
    fn any_order_and_repetition_gives_the_same_view(
        (ops, shuffled) in any_ops().prop_flat_map(|ops| {
            (Just(ops.clone()), Just(ops).prop_shuffle())
        }),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
    ) {
        let mut one = filled(ops.clone());
        let mut two = filled(shuffled.clone());
        prop_assert_eq!(one.state_hash(), two.state_hash());
        prop_assert_eq!(one.tally(), two.tally());
        for index in again {
            let _ = two.admit(shuffled[index.index(shuffled.len())].clone());
        }
        prop_assert_eq!(one.state_hash(), two.state_hash());
        prop_assert_eq!(one.tally(), two.tally());
        two.clear();
        for op in ops.into_iter().rev() {
            let _ = two.admit(op);
        }
        prop_assert_eq!(one.state_hash(), two.state_hash());
    }
}
