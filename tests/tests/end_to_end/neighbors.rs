//! Members on one local network find each other, where both said that the network is theirs; and
//! nowhere else does a packet tell that they are there.

use std::time::Duration;

use asamblea_tests::binary::{Device, Namespaces, World, until};

/// Looking around takes some seconds, multicast a few more on a busy machine.
const FOUND: Duration = Duration::from_secs(40);
/// Long enough for a wrong packet to leave: more than one look around.
const SILENCE: Duration = Duration::from_secs(7);

/// Whether the node has the port of multicast discovery (5353) open, seen from its namespace.
fn multicasts(device: &Device) -> bool {
    let sockets = format!("/proc/{}/net/udp", device.node().pid());
    let sockets = std::fs::read_to_string(sockets).expect("its sockets");
    sockets.lines().any(|line| {
        line.split_whitespace()
            .nth(1)
            .is_some_and(|local| local.ends_with(":14E9"))
    })
}

/// Datagrams that left the namespace's interfaces since it was made.
fn datagrams(device: &Device) -> u64 {
    let counters = format!("/proc/{}/net/snmp", device.node().pid());
    let counters = std::fs::read_to_string(counters).expect("its counters");
    let mut lines = counters.lines().filter(|line| line.starts_with("Udp:"));
    let (names, values) = (lines.next().unwrap(), lines.next().unwrap());
    let at = names
        .split_whitespace()
        .position(|name| name == "OutDatagrams");
    values
        .split_whitespace()
        .nth(at.unwrap())
        .unwrap()
        .parse()
        .unwrap()
}

fn listen() -> [&'static str; 2] {
    ["--listen", "/ip4/0.0.0.0/tcp/0"]
}

#[test]
fn neighbors_are_looked_for_only_on_a_network_that_both_marked() {
    let Some(namespaces) = Namespaces::make() else {
        return;
    };
    let [here, there] = namespaces.names();
    let world = World::new();
    let mut a = world.founder("a", "Red vecina");
    let mut b = world.organization("b", &a);
    assert_eq!((a.stop(), b.stop()), (0, 0));

    a.start_in(here, &listen());
    b.start_in(there, &listen());
    std::thread::sleep(SILENCE);
    for device in [&a, &b] {
        assert!(!multicasts(device), "nobody marked this network");
        assert_eq!(datagrams(device), 0, "not one datagram left");
        let networks = device.run(["network", "list"]).done().lines;
        assert_eq!(networks[0]["trusted"], false, "{networks:?}");
        let label = networks[0]["label"].as_str().unwrap();
        assert!(label.starts_with("10.77.0.0/24"), "{label}");
    }

    for device in [&a, &b] {
        let marked = device.run(["network", "trust"]).done().lines;
        assert_eq!(marked[0]["trusted"], true, "{marked:?}");
    }
    let found = until(FOUND, "A sees B", || {
        let peers = a.status()["peers"].clone();
        peers.get(0).cloned()
    });
    assert!(multicasts(&a) && multicasts(&b));
    assert!(datagrams(&a) > 0);
    let address = found["address"].as_str().unwrap();
    assert!(address.contains("10.77.0.2"), "{found}");

    for device in [&a, &b] {
        let _forgotten = device.run(["network", "forget"]).done();
    }
    until(FOUND, "multicast is off again", || {
        (!multicasts(&a) && !multicasts(&b)).then_some(())
    });
    let sent = (datagrams(&a), datagrams(&b));
    std::thread::sleep(SILENCE);
    assert_eq!(sent, (datagrams(&a), datagrams(&b)), "and it stays off");
    assert_eq!((a.stop(), b.stop()), (0, 0));

    // The mark outlives the node; `--no-mdns` is stronger than a mark.
    let _marked = b.run(["network", "list"]).done();
    b.start_in(there, &["--no-mdns", "--listen", "/ip4/0.0.0.0/tcp/0"]);
    let _marked = b.run(["network", "trust"]).done();
    std::thread::sleep(SILENCE);
    assert!(!multicasts(&b));
    assert_eq!(b.stop(), 0);
    b.start_in(there, &listen());
    until(FOUND, "the mark was kept", || multicasts(&b).then_some(()));
    assert_eq!(b.stop(), 0);
}
