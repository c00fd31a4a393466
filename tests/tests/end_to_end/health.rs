//! The program's own checks, and its demonstration.

use std::collections::BTreeSet;

use asamblea_tests::binary::World;

#[test]
fn the_doctor_finds_a_healthy_profile_well() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    for running in [true, false] {
        if !running {
            assert_eq!(s.stop(), 0);
        }
        let checks = s.run(["doctor", "--deep"]).done().lines;
        let names: BTreeSet<_> = checks
            .iter()
            .filter_map(|row| row["check"].as_str())
            .collect();
        for name in ["profile", "permissions", "journal", "index"] {
            assert!(names.contains(name), "{name}: {names:?}");
        }
        assert!(
            checks.iter().all(|row| row["damaged"] == false),
            "{checks:?}"
        );
    }
}

#[test]
fn the_demonstration_shows_three_organizations_that_see_the_same() {
    let world = World::new();
    let shown = world.device("unused").run(["demo"]).done().lines;
    assert_eq!(shown.len(), 3, "{shown:?}");
    for sight in &shown {
        for same in ["posts", "documents", "agenda_edition"] {
            assert!(sight[same].as_u64() > Some(0), "{sight}");
            assert_eq!(sight[same], shown[0][same], "{sight}");
        }
        assert!(sight["peers"].as_u64() > Some(0), "{sight}");
    }
    let left: Vec<_> = std::fs::read_dir(world.path().join("tmp"))
        .unwrap()
        .collect();
    assert!(
        left.is_empty(),
        "the demonstration leaves nothing: {left:?}"
    );
}
