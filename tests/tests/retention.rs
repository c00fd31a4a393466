//! Spaces that forget: after their days nothing on a device opens what was said there.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by ending"
)]

use asamblea_node::api::{
    AttachmentRequest, ErrorKind, FileBytes, Reply, Request, SpaceRow, SpaceStatus, ThreadRow,
};
use asamblea_node::store::SimDisk;
use asamblea_protocol::content::PART_BYTES;
use asamblea_protocol::id::SpaceId;
use asamblea_tests::cluster::Cluster;
use asamblea_tests::plunder::{has, raw, records};

const DAYS: u64 = 8;

struct World {
    cluster: Cluster,
    space: String,
    thread: String,
}

/// The Secretariat and an organization in a space that forgets after eight days, with a thread.
fn world(seed: u64) -> World {
    let mut cluster = Cluster::pair(seed);
    let org = cluster.devices[1].org().unwrap().to_hex();
    let made = ask(
        &mut cluster,
        0,
        Request::SpaceNew {
            name: "Emergencia".to_owned(),
            kind: "working".to_owned(),
            with: vec![org],
            history: None,
            retain: Some(DAYS),
        },
    );
    let Ok(Reply::Created(space)) = made else {
        panic!("{made:?}");
    };
    let new = Request::ThreadNew {
        space: space.id.clone(),
        title: "canario título".to_owned(),
        body: "canario primero".to_owned(),
    };
    let Ok(Reply::ThreadNew(thread)) = ask(&mut cluster, 0, new) else {
        panic!("no thread");
    };
    rest(&mut cluster);
    World {
        cluster,
        space: space.id,
        thread: thread.id,
    }
}

fn ask(
    cluster: &mut Cluster,
    at: usize,
    request: Request,
) -> Result<Reply, asamblea_node::api::ApiError> {
    cluster.ask(at, request).unwrap()
}

/// Two minutes in which everybody hears everything.
fn rest(cluster: &mut Cluster) {
    for _ in 0..3 {
        cluster.pass(40_000);
        assert!(cluster.move_all());
    }
}

impl World {
    fn days(&mut self, days: i64) {
        for _ in 0..days {
            for at in 0..self.cluster.devices.len() {
                self.cluster.jump(at, 1);
            }
            rest(&mut self.cluster);
        }
    }

    fn say(&mut self, at: usize, text: &str) {
        let thread = self.thread.clone();
        self.cluster.reply(at, &thread, text);
    }

    /// Longer than a text is kept, something is said each day.
    fn speaks_on(&mut self) {
        for day in 0..11 {
            self.days(1);
            self.say(day % 2, &format!("día {day}"));
        }
    }

    fn reads(&mut self, at: usize, text: &str) -> bool {
        let thread = self.thread.clone();
        self.cluster.reads(at, &thread, text)
    }

    fn finds(&mut self, at: usize, text: &str) -> bool {
        let request = Request::Search {
            text: text.to_owned(),
            space: None,
        };
        match ask(&mut self.cluster, at, request) {
            Ok(Reply::Found(rows)) => !rows.is_empty(),
            other => panic!("{other:?}"),
        }
    }

    fn row(&mut self, at: usize) -> SpaceRow {
        let reply = ask(&mut self.cluster, at, Request::SpaceList);
        let Ok(Reply::Spaces(rows)) = reply else {
            panic!("{reply:?}");
        };
        rows.into_iter().find(|row| row.id == self.space).unwrap()
    }

    fn status(&mut self, at: usize) -> SpaceStatus {
        let reply = ask(&mut self.cluster, at, Request::Status);
        let Ok(Reply::Status(status)) = reply else {
            panic!("{reply:?}");
        };
        let mut spaces = status.spaces.into_iter();
        spaces.find(|row| row.id == self.space).unwrap()
    }

    fn threads(&mut self, at: usize) -> Vec<ThreadRow> {
        let space = Some(self.space.clone());
        match ask(&mut self.cluster, at, Request::ThreadList { space }) {
            Ok(Reply::Threads(rows)) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn restart(&mut self, at: usize) {
        self.cluster.power_off(at, true);
        self.cluster.power_on(at).unwrap();
        assert!(self.cluster.connect(at, 1 - at, false));
        assert!(self.cluster.move_all());
    }
}

#[test]
fn after_its_days_nothing_on_any_device_opens_what_was_said() {
    let mut world = world(21);
    world.say(1, "canario segundo");
    for at in [0, 1] {
        for text in ["canario primero", "canario segundo"] {
            assert!(
                world.reads(at, text) && world.finds(at, text),
                "d{at}: {text}"
            );
            assert!(has(&raw(&world.cluster, at), text), "d{at}: {text}");
        }
        assert_eq!(world.row(at).retain, Some(DAYS));
    }
    // Others speak on, each few days under a fresh key.
    world.speaks_on();
    for at in [0, 1] {
        for restarted in [false, true] {
            if restarted {
                world.restart(at);
            }
            for text in ["canario primero", "canario segundo", "canario título"] {
                assert!(
                    !world.reads(at, text) && !world.finds(at, text),
                    "d{at}: {text}"
                );
                assert!(!has(&raw(&world.cluster, at), text), "d{at}: {text}");
            }
            for day in 4..11 {
                let text = format!("día {day}");
                assert!(world.reads(at, &text), "d{at}: {text}");
                assert!(has(&raw(&world.cluster, at), &text), "d{at}: {text}");
            }
            let (row, status) = (world.row(at), world.status(at));
            assert!(
                row.forgotten > 2 && status.forgotten == row.forgotten,
                "{row:?}"
            );
            assert_eq!((row.name.as_str(), status.pending), ("Emergencia", 0));
            let threads = world.threads(at);
            assert_eq!(threads.len(), 1);
            assert!(threads[0].forgotten && threads[0].title.is_empty());
        }
    }
    assert_eq!(world.status(0).state_hash, world.status(1).state_hash);
    // It goes on, and nobody says words about keys that nobody has any more.
    let controls = |world: &World| {
        let replica = world.cluster.devices[0].engine().unwrap().replica();
        replica.graph().controls().len()
    };
    rest(&mut world.cluster);
    let before = controls(&world);
    rest(&mut world.cluster);
    assert_eq!(controls(&world), before);
}

#[test]
fn what_nobody_writes_any_more_is_forgotten_by_who_was_away_too() {
    let mut world = world(22);
    world.cluster.power_off(1, true);
    world.days(20);
    for at in [0, 1] {
        world.cluster.devices[at].skew_ms += 1;
    }
    assert!(!has(&raw(&world.cluster, 0), "canario primero"));
    assert!(has(&raw(&world.cluster, 1), "canario primero"));
    world.cluster.power_on(1).unwrap();
    rest(&mut world.cluster);
    assert!(!has(&raw(&world.cluster, 1), "canario primero"));
    assert_eq!(world.threads(1), []);
    assert!(world.cluster.connect(0, 1, false) && world.cluster.move_all());
    let new = Request::ThreadNew {
        space: world.space.clone(),
        title: "otra vez".to_owned(),
        body: "y se lee".to_owned(),
    };
    assert!(matches!(
        ask(&mut world.cluster, 1, new),
        Ok(Reply::ThreadNew(_))
    ));
    rest(&mut world.cluster);
    assert_eq!(world.threads(0).len(), 1);
    assert!(has(&raw(&world.cluster, 0), "y se lee"));
}

#[test]
fn everything_else_of_the_device_is_read_as_before() {
    let mut world = world(23);
    let network = SpaceId::from_hex(&world.cluster.network()).unwrap();
    let common = ask(
        &mut world.cluster,
        1,
        Request::ThreadList {
            space: Some(network.to_hex()),
        },
    );
    let Ok(Reply::Threads(rows)) = common else {
        panic!("no threads");
    };
    let common = rows[0].id.clone();
    world.cluster.reply(0, &common, "lo de todas");
    for _ in 0..12 {
        world.days(2);
        world.say(0, "sigue");
    }
    for at in [0, 1] {
        world.restart(at);
        assert!(world.cluster.reads(at, &common, "lo de todas"));
        assert!(has(&raw(&world.cluster, at), "lo de todas"));
    }
}

#[test]
fn a_space_that_forgets_has_no_documents_no_agendas_and_no_drafts_on_the_disk() {
    let mut world = world(24);
    let space = world.space.clone();
    let doc = Request::DocNew {
        space: space.clone(),
        title: "acta".to_owned(),
        text: "canario acta".to_owned(),
    };
    let agenda = Request::AgendaNew {
        space: space.clone(),
        title: "agenda".to_owned(),
    };
    for request in [doc, agenda] {
        let reply = ask(&mut world.cluster, 0, request);
        assert_eq!(reply.unwrap_err().kind, ErrorKind::SpaceForgets);
    }
    for key in [
        format!("thread:{}", world.thread),
        format!("new-thread:{space}"),
    ] {
        let text = "canario borrador".to_owned();
        let set = Request::DraftSet {
            key: key.clone(),
            text,
        };
        assert!(ask(&mut world.cluster, 0, set).is_ok());
        let get = ask(&mut world.cluster, 0, Request::DraftGet { key });
        assert!(matches!(get, Ok(Reply::Draft(Some(text))) if text == "canario borrador"));
    }
    assert!(!has(&raw(&world.cluster, 0), "canario borrador"));
}

#[test]
fn a_file_is_forgotten_with_its_parts_as_every_text() {
    let mut world = world(27);
    let mut bytes = b"canario archivo ".repeat(8_000);
    bytes.truncate(2 * PART_BYTES + 5);
    let add = AttachmentRequest::Add {
        id: world.thread.clone(),
        name: "canario nombre".to_owned(),
        bytes: FileBytes(bytes.clone()),
    };
    let Ok(Reply::Attached(file)) = ask(&mut world.cluster, 0, Request::Attachment(add)) else {
        panic!("not attached");
    };
    rest(&mut world.cluster);
    let get = |world: &mut World, at: usize| {
        let id = file.id.clone();
        let get = Request::Attachment(AttachmentRequest::Get { id });
        match ask(&mut world.cluster, at, get) {
            Ok(Reply::Attachment(file)) => Ok(file.bytes.0),
            Err(error) => Err(error.kind),
            other => panic!("{other:?}"),
        }
    };
    for at in [0, 1] {
        assert_eq!(get(&mut world, at), Ok(bytes.clone()));
        for text in ["canario archivo", "canario nombre"] {
            assert!(has(&raw(&world.cluster, at), text), "d{at}: {text}");
        }
    }
    world.speaks_on();
    for at in [0, 1] {
        for restarted in [false, true] {
            if restarted {
                world.restart(at);
            }
            assert_eq!(get(&mut world, at), Err(ErrorKind::NotFound), "d{at}");
            for text in ["canario archivo", "canario nombre"] {
                assert!(!has(&raw(&world.cluster, at), text), "d{at}: {text}");
            }
        }
    }
}

#[test]
fn a_window_has_limits_and_no_history() {
    let mut cluster = Cluster::pair(25);
    let mut new = |retain, history: Option<&str>| {
        let request = Request::SpaceNew {
            name: "x".to_owned(),
            kind: "case".to_owned(),
            with: Vec::new(),
            history: history.map(str::to_owned),
            retain: Some(retain),
        };
        ask(&mut cluster, 0, request)
            .map(drop)
            .map_err(|error| error.kind)
    };
    for days in [0, 6, 3_651, 70_000] {
        assert_eq!(new(days, None), Err(ErrorKind::RetainDays));
    }
    assert_eq!(new(30, Some("full")), Err(ErrorKind::RetainsNothing));
    for (days, history) in [(7, None), (3_650, Some("from-join"))] {
        assert_eq!(new(days, history), Ok(()));
    }
}

#[test]
fn what_comes_late_under_an_old_key_is_counted_and_not_waited_for() {
    let mut world = world(26);
    // Cut off, she writes under the key of the first day.
    for number in world
        .cluster
        .links
        .iter()
        .map(|link| link.number)
        .collect::<Vec<_>>()
    {
        world.cluster.cut(number);
    }
    let thread = world.thread.clone();
    let late = Request::ThreadReply {
        id: thread,
        to: None,
        body: "llega tarde".to_owned(),
    };
    assert!(ask(&mut world.cluster, 1, late).is_ok());
    world.days(20);
    assert!(world.cluster.connect(0, 1, false) && world.cluster.move_all());
    rest(&mut world.cluster);
    let status = world.status(0);
    assert!(status.forgotten >= 4, "{status:?}");
    assert_eq!(status.pending, 0);
    assert_eq!(status.state_hash, world.status(1).state_hash);
    // What was said and forgotten elsewhere while she was apart she lacks the key of, and waits
    // for it no longer than her space keeps anything.
    world.days(i64::try_from(DAYS).unwrap() + 1);
    let status = [0, 1].map(|at| world.status(at));
    assert_eq!(status.clone().map(|space| space.pending), [0, 0]);
    assert_eq!(status[0].state_hash, status[1].state_hash);
}

/// The second copy of what no peer gives back is looked through as well.
#[test]
fn whoever_takes_the_disk_reads_what_lies_in_the_mirror_alone() {
    let world = world(11);
    let device = &world.cluster.devices[0];
    let mut image = device.disk.image();
    image.retain(|path, _| !path.starts_with("journal/") && path != "heads");
    let left = records(&SimDisk::from_image(&image), &device.root());
    assert!(!left.is_empty());
}
