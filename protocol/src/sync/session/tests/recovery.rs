//! A device that waits for its recovery to be confirmed: what it hears, and what it is not sent.

use super::*;

/// The founder, an organization that joined, and a device that came in at that one with the place
/// that the founder keeps for recovery.
struct Waiting {
    a: Device,
    b: Device,
    w: Device,
    founded: Founded,
}

fn waiting() -> Waiting {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let made = a.replica.admit_recovery(founded.person, &place(103), WALL);
    a.made(made.unwrap());
    meet(&mut a, &mut b, &founded);
    let (w, joined) = enter(&mut b, 3, founded.network);
    assert_eq!(joined, founded);
    Waiting { a, b, w, founded }
}

fn meet(a: &mut Device, b: &mut Device, founded: &Founded) -> Link {
    let mut link = Link::new(a, b, founded.network.tag());
    link.drive(a, b);
    link
}

fn redeem_of(device: &mut Device) -> OpId {
    device.replica.recoveries()[0].op
}

#[test]
fn whoever_waits_hears_who_is_a_member_and_is_sent_nothing_that_is_written() {
    let Waiting {
        mut a,
        mut b,
        mut w,
        founded,
    } = waiting();
    b.write(founded.network, "antes");
    for _ in 0..2 {
        let link = meet(&mut b, &mut w, &founded);
        assert_eq!((link.ended.len(), link.a.peer()), (0, Some(w.access)));
        assert!(link.a.is_even() && link.b.is_even());
    }
    let content = |device: &Device| {
        let graph = device.replica.graph();
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        logs.filter(|log| log.lane == Lane::Content).count()
    };
    assert_eq!(
        (content(&w), w.replica.unopened_in(founded.network)),
        (0, 0)
    );
    assert_eq!(w.replica.held_epochs().len(), 0);
    // Over its own key, too, and live.
    w.transport = own_transport(&w);
    let mut link = meet(&mut b, &mut w, &founded);
    assert_eq!((link.ended.len(), link.a.peer()), (0, Some(w.access)));
    let logs = b.write(founded.network, "mientras");
    link.a.stored(&logs, true, &mut b.replica);
    link.drive(&mut b, &mut w);
    assert_eq!(content(&w), 0);
    assert!(link.a.is_even() && link.b.is_even());

    meet(&mut a, &mut b, &founded);
    let redeem = redeem_of(&mut a);
    let made = a.replica.second(redeem, WALL).unwrap();
    a.made(made);
    let mut link = meet(&mut a, &mut b, &founded);
    let made = a.replica.forward_due(10, WALL, &mut a.rng).unwrap();
    let logs = a.made(made);
    link.a.stored(&logs, true, &mut a.replica);
    link.drive(&mut a, &mut b);
    meet(&mut b, &mut w, &founded);
    let link = meet(&mut b, &mut w, &founded);
    assert_eq!(link.ended, []);
    assert!(w.has("primera") && w.has("antes") && w.has("mientras"));
    w.write(founded.network, "de vuelta");
    meet(&mut b, &mut w, &founded);
    assert!(b.has("de vuelta"));
}

#[test]
fn whoever_is_refused_is_told_and_let_go() {
    let Waiting {
        mut a,
        mut b,
        mut w,
        founded,
    } = waiting();
    meet(&mut a, &mut b, &founded);
    let place = a.replica.recoveries()[0].place;
    let made = a.replica.refuse_recovery(founded.person, place, WALL);
    a.made(made.unwrap());
    meet(&mut a, &mut b, &founded);
    let link = meet(&mut b, &mut w, &founded);
    let told = SyncEnd::Told(ByeReason::InvitationEnded);
    assert!(link.ended.contains(&told), "{:?}", link.ended);
    // The redeem was used: nobody else comes in with it, and no second word helps.
    let redeem = redeem_of(&mut b);
    assert!(b.replica.second(redeem, WALL).is_err());
    assert!(a.replica.recovery_places(founded.person).is_empty());
}

#[test]
fn of_whoever_was_taken_out_no_waiting_device_is_met() {
    let Waiting {
        mut a,
        mut b,
        w,
        founded,
    } = waiting();
    meet(&mut a, &mut b, &founded);
    let waiting = w.replica.device();
    assert!(b.replica.is_peer(waiting) && a.replica.is_peer(waiting));
    let word = Word::remove(Member::Space(founded.person));
    let made = a
        .replica
        .restrict(founded.org, word, Vec::new(), WALL, &mut a.rng);
    a.made(made.unwrap());
    meet(&mut a, &mut b, &founded);
    assert!(!b.replica.is_peer(waiting));
    // In her own space she is.
    assert!(a.replica.is_peer(waiting));
}

#[test]
fn what_is_sealed_to_a_person_no_other_opens() {
    let Waiting {
        mut a,
        b,
        w,
        founded,
    } = waiting();
    let other = b.replica.directory();
    let Access::Device(device) = b.access else {
        return;
    };
    let person = other.person_of(device).unwrap();
    let sealed = a
        .replica
        .seal_to_person(person, Domain::Test, b"aad", b"parte", &mut a.rng);
    assert_eq!(sealed.len(), 1);
    let open = |device: &Device, person, aad: &[u8]| {
        let replica = &device.replica;
        replica.open_as_person(person, Domain::Test, aad, &sealed[0])
    };
    assert_eq!(open(&b, person, b"aad").unwrap(), b"parte");
    assert_eq!(open(&b, person, b"other"), None);
    for (device, person) in [(&a, person), (&a, founded.person), (&w, person)] {
        assert_eq!(open(device, person, b"aad"), None);
    }
}
