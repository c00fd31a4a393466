//! What comes before what it speaks of.

mod meetings;
mod rounds;

use super::*;
use crate::content::{
    AgendaNew, AgendaPublish, CommentRetract, DocComment, DocNew, DocUpdate as Update, Held,
    Post as NewPost, PostEdit, PostRetract, ThreadClose, ThreadNew,
};
use crate::document::Anchor;

const SPACE: SpaceId = SpaceId::from_bytes([7; 32]);

fn id(n: u8) -> OpId {
    OpId::from_bytes([n; 32])
}

/// Content as one device wrote it, in the order of its numbers.
fn said(n: u8, body: impl Into<Body>) -> Admitted {
    Admitted {
        id: id(n),
        space: SPACE,
        author: DeviceId::from_bytes([1; 32]),
        seq: u64::from(n),
        depth: u32::from(n),
        person: Some(SpaceId::from_bytes([2; 32])),
        org: Some(SpaceId::from_bytes([3; 32])),
        role: Role::Admin,
        office: Role::Admin,
        received_at: WallTime(5),
        forked: false,
        content: Content {
            at: WallTime(u64::from(n)),
            body: body.into(),
        },
    }
}

fn post(n: u8, text: &str) -> Admitted {
    said(
        n,
        NewPost {
            thread: id(1),
            reply_to: None,
            body: text.to_owned(),
        },
    )
}

fn comment(n: u8, body: &str) -> Admitted {
    said(
        n,
        DocComment {
            doc: id(7),
            at: Anchor::from_bytes(&[0; 12]),
            quote: "cita".to_owned(),
            body: body.to_owned(),
        },
    )
}

fn all() -> Vec<Admitted> {
    let text = |text: &str| text.to_owned();
    vec![
        said(
            1,
            ThreadNew {
                title: text("hilo"),
                body: text("uno"),
            },
        ),
        post(2, "dos"),
        post(3, "tres"),
        said(
            4,
            PostEdit {
                post: id(2),
                body: text("dos, mejor"),
            },
        ),
        said(5, PostRetract { post: id(3) }),
        said(6, ThreadClose { thread: id(1) }),
        said(
            7,
            DocNew {
                title: text("acta"),
            },
        ),
        said(
            8,
            Update {
                doc: id(7),
                update: vec![1],
            },
        ),
        said(
            9,
            AgendaNew {
                title: text("orden"),
            },
        ),
        said(
            10,
            AgendaPublish {
                agenda: id(9),
                edition: 1,
                title: text("orden"),
                items: Vec::new(),
            },
        ),
        said(11, Held { object: id(10) }),
        comment(12, "primero"),
        comment(13, "segundo"),
        said(14, CommentRetract { comment: id(12) }),
    ]
}

/// All that is shown of it.
fn shown(views: &Views) -> impl PartialEq + std::fmt::Debug + use<> {
    let thread = views.threads(SPACE).unwrap().get(&id(1)).unwrap();
    let posts: Vec<(String, bool)> = thread
        .posts()
        .map(|post| (post.body.to_string(), post.retracted))
        .collect();
    let doc = views.docs(SPACE).unwrap().get(&id(7)).unwrap();
    let comments: Vec<Comment> = doc.comments().cloned().collect();
    let updates = (doc.len(), comments);
    let agenda = views.agendas(SPACE).unwrap().get(&id(9)).unwrap();
    let holders: Vec<SpaceId> = agenda.holders(&id(10)).collect();
    (
        posts,
        thread.closed,
        updates,
        agenda.newest().is_some(),
        holders,
    )
}

#[test]
fn only_who_wrote_a_comment_takes_it_back() {
    let of = |views: &Views| {
        let doc = views.docs(SPACE).unwrap().get(&id(7)).unwrap();
        let bodies: Vec<(String, bool)> = doc
            .comments()
            .map(|comment| (comment.body.clone(), comment.retracted))
            .collect();
        bodies
    };
    let taken_back_by = |device: u8, person: Option<u8>| {
        let mut views = Views::default();
        let new = DocNew {
            title: "acta".to_owned(),
        };
        views.take(said(7, new));
        views.take(comment(12, "uno"));
        let mut retract = said(14, CommentRetract { comment: id(12) });
        retract.author = DeviceId::from_bytes([device; 32]);
        retract.person = person.map(|person| SpaceId::from_bytes([person; 32]));
        views.take(retract);
        of(&views)[0].1
    };
    assert!(taken_back_by(1, Some(2)) && taken_back_by(1, None));
    assert!(taken_back_by(8, Some(2)), "another device of hers");
    assert!(!taken_back_by(8, Some(9)) && !taken_back_by(8, None));
}

#[test]
fn what_opens_before_what_it_speaks_of_is_shown_once_that_is_here() {
    let mut in_order = Views::default();
    for op in all() {
        in_order.take(op);
    }
    let want = shown(&in_order);
    // The key of what came first came last.
    let mut late = Views::default();
    for op in all().into_iter().rev() {
        late.take(op);
    }
    assert_eq!(shown(&late), want);
    assert_eq!(late.state_hash(SPACE), in_order.state_hash(SPACE));
    assert_eq!(late.home(&id(1)), Some(SPACE));
    let mut without = Views::default();
    for op in all().into_iter().skip(1) {
        without.take(op);
    }
    assert!(without.waiting_for(SPACE, &id(1)) > 0, "and is counted");
    // Nothing waits any more.
    assert_eq!(late.waiting_for(SPACE, &id(1)), 0);
    assert!(late.spaces.values().all(|view| view.early.is_empty()));
}
