//! Live cursors between two nodes of a simulated world: shown while both have a document open, and
//! gone with whoever leaves, falls silent or is cut off.

use asamblea_node::api::{Reply, Request, Splice};
use asamblea_tests::cluster::Cluster;

/// Two nodes, connected, and the document that both read.
fn two() -> (Cluster, String) {
    let mut cluster = Cluster::pair(7);
    let rows = match cluster.ask(1, Request::DocList { space: None }) {
        Ok(Ok(Reply::Docs(rows))) => rows,
        _ => Vec::new(),
    };
    let doc = rows.first().map(|row| row.id.clone());
    (cluster, doc.unwrap_or_default())
}

/// Lets time pass, and everything that is said arrive.
fn go(cluster: &mut Cluster, ms: u64) {
    cluster.pass(ms);
    assert!(cluster.move_all());
}

/// One beat of an editor; others' names and places.
fn beat(
    cluster: &mut Cluster,
    at: usize,
    doc: &str,
    insert: &str,
    cursor: usize,
) -> Vec<(String, usize)> {
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: insert.to_owned(),
    };
    let request = Request::DocExchange {
        id: doc.to_owned(),
        open: false,
        splices: Some(splice)
            .filter(|splice| !splice.insert.is_empty())
            .into_iter()
            .collect(),
        cursor: Some(cursor),
    };
    let reply = cluster.ask(at, request);
    assert!(cluster.move_all());
    match reply {
        Ok(Ok(Reply::DocExchange(beat))) => {
            let cursors = beat.cursors.into_iter();
            cursors.map(|cursor| (cursor.name, cursor.at)).collect()
        }
        _ => vec![("no answer".to_owned(), 0)],
    }
}

/// Both have the document open, and each knows where the other is.
fn both_there(cluster: &mut Cluster, doc: &str) {
    let _alone = beat(cluster, 0, doc, "", 4);
    let _came = beat(cluster, 1, doc, "", 0);
    go(cluster, 600);
    assert_eq!(beat(cluster, 1, doc, "", 0), [("d0".to_owned(), 4)]);
    let others = beat(cluster, 0, doc, "", 4).into_iter();
    assert_eq!(others.map(|(_, at)| at).collect::<Vec<_>>(), [0]);
}

#[test]
fn a_place_stays_beside_its_letter_and_the_same_is_not_said_again() {
    let (mut cluster, doc) = two();
    both_there(&mut cluster, &doc);
    // D1 writes six letters before the place of d0.
    assert_eq!(
        beat(&mut cluster, 1, &doc, "Antes ", 6),
        [("d0".to_owned(), 10)]
    );
    // What both say from here on, saved and delivered, ends.
    go(&mut cluster, 3000);
    let before = cluster.frames;
    for _ in 0..5 {
        assert_eq!(beat(&mut cluster, 1, &doc, "", 6), [("d0".to_owned(), 10)]);
        go(&mut cluster, 100);
    }
    assert!(cluster.frames - before <= 1, "no chatter");
}

#[test]
fn who_is_silent_cut_off_or_leaves_is_shown_no_more() {
    let (mut cluster, doc) = two();
    both_there(&mut cluster, &doc);
    let none: [(String, usize); 0] = [];
    // Silent: d1 goes on, d0 does not.
    go(&mut cluster, 5000);
    assert_eq!(beat(&mut cluster, 1, &doc, "", 0).len(), 1);
    go(&mut cluster, 6000);
    assert_eq!(beat(&mut cluster, 1, &doc, "", 0), none);
    // Cut off.
    let _again = beat(&mut cluster, 0, &doc, "", 4);
    go(&mut cluster, 600);
    assert_eq!(beat(&mut cluster, 1, &doc, "", 0).len(), 1);
    let links: Vec<_> = cluster.links.iter().map(|link| link.number).collect();
    for number in links {
        cluster.cut(number);
    }
    assert_eq!(beat(&mut cluster, 1, &doc, "", 0), none);
    assert!(cluster.connect(0, 1, false));
    assert!(cluster.move_all());
    // Leaving says so at once, and so does locking.
    for locks in [false, true] {
        go(&mut cluster, 5000);
        let _back = beat(&mut cluster, 0, &doc, "", 4);
        go(&mut cluster, 600);
        assert_eq!(beat(&mut cluster, 1, &doc, "", 0).len(), 1, "{locks}");
        if locks {
            let engine = cluster.devices[0].engine_at(cluster.now_ms);
            assert!(engine.map(|engine| engine.lock(false)).is_some());
            cluster.turn(0);
        } else {
            let id = doc.clone();
            assert!(matches!(
                cluster.ask(0, Request::DocClose { id }),
                Ok(Ok(_))
            ));
        }
        go(&mut cluster, 600);
        assert_eq!(beat(&mut cluster, 1, &doc, "", 0), none, "{locks}");
    }
}
