//! Newcomers: whom they take for a member, and who takes them for themselves.

use super::*;

#[test]
fn a_newcomer_enters_over_a_locked_member() {
    let (mut a, founded) = founded();
    invite(&mut a, 2, founded.network);
    a.replica.lock();
    let (b, joined) = enter(&mut a, 2, founded.network);
    assert!(a.replica.graph().has_space(joined.person));
    // A stranger who says that she is that member, and signs nothing, is shown nothing of it.
    let mut fake = Device::new(9);
    fake.access = a.access;
    fake.transport = TransportId::from_bytes([9; 32]);
    let start = |mine, theirs, access| Start {
        tag: founded.network.tag(),
        mine,
        theirs,
        access,
    };
    let mut b = b;
    let mut real = Session::new(
        start(b.transport, fake.transport, b.access),
        MonoTime(0),
        &mut b.rng,
    );
    let hello = Frame::Hello {
        version: 1,
        tag: founded.network.tag(),
        nonce: [0; 32],
    };
    let Access::Device(id) = a.access else { return };
    let proof = Frame::Proof {
        invitation: false,
        id,
        signature: None,
    };
    for frame in [hello, proof] {
        let end = real.handle(&frame.encode(), MonoTime(0), &mut b.replica, Some(&b.key));
        if let Err(end) = end {
            let bad = PeerMisbehaved::BadProof;
            assert_eq!(end, SyncEnd::PeerMisbehaved(bad));
        }
    }
    assert_eq!(real.peer(), None);
}

#[test]
fn who_is_not_known_everywhere_yet_comes_over_her_invitations_transport_key() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    invite(&mut a, 3, founded.network);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    let (mut c, joined) = enter(&mut b, 3, founded.network);
    // Where she is known she is herself.
    let mut link = Link::new(&mut b, &mut c, founded.network.tag());
    link.drive(&mut b, &mut c);
    assert_eq!((link.ended.len(), link.a.peer()), (0, Some(c.access)));
    // Who let her in may never tell: over her own key she is a stranger to everybody else.
    let over_invitation = c.transport;
    c.transport = own_transport(&c);
    let mut link = Link::new(&mut a, &mut c, founded.network.tag());
    link.drive(&mut a, &mut c);
    assert!(link.ended.contains(&SyncEnd::Told(ByeReason::NotMember)));
    // Over her invitation's she brings what makes her a member.
    c.transport = over_invitation;
    let mut link = Link::new(&mut a, &mut c, founded.network.tag());
    link.drive(&mut a, &mut c);
    let invitation = Access::Invitation(place(103).id());
    assert_eq!((link.ended.len(), link.a.peer()), (0, Some(invitation)));
    assert!(a.replica.graph().has_space(joined.person));
    let mut link = Link::new(&mut a, &mut c, founded.network.tag());
    link.drive(&mut a, &mut c);
    assert_eq!((link.ended.len(), link.a.peer()), (0, Some(c.access)));
    // With the same code nobody else is let in, and it is told.
    let mut thief = Device::new(9);
    thief.transport = over_invitation;
    let mut link = Link::new(&mut a, &mut thief, founded.network.tag());
    // She hears a hello, and proves herself before she learns whom she talks to.
    Link::step(&mut link.a, &mut a, &mut link.b, &mut thief, link.now);
    let mut misused = 0;
    for _ in 0..2 {
        let heard = Link::step(&mut link.b, &mut thief, &mut link.a, &mut a, link.now);
        misused += heard.map_or(0, |(_, _, misused)| misused);
    }
    assert_eq!(misused, 1);
    assert_eq!(link.a.peer(), None);
}

#[test]
fn an_inner_space_goes_after_its_guardian_whatever_their_ids() {
    for seed in 2..14 {
        let (mut a, founded) = founded();
        invite(&mut a, seed, founded.network);
        let (b, joined) = enter(&mut a, seed, founded.network);
        for space in [joined.org, joined.person] {
            assert!(a.replica.graph().has_space(space), "seed {seed}: {space:?}");
        }
        let waiting: Vec<_> = a.replica.graph().waited_for().collect();
        assert_eq!(waiting, [], "seed {seed}, {:?}", b.replica.device());
    }
}
