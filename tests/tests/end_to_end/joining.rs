//! Invitations: who gets in, who does not, and what each is told.

use asamblea_tests::binary::{World, until};

use crate::AGREE;

#[test]
fn a_code_works_with_its_inviter_offline() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let code = s.invite(&["org", "--name", "Org C", "--country", "BO"]);
    until(AGREE, "everything of S held elsewhere", || {
        (s.status()["up_to_date"] == true).then_some(())
    });
    assert_eq!(s.stop(), 0);
    let c = world.device("C");
    let join = ["join", &code, "--person", "C", "--connect", &a.address()];
    let joined = c.run(join).object();
    assert_eq!(joined["state"], "joined", "{joined}");
    assert_eq!(
        (joined["network"].as_str(), joined["org"].as_str()),
        (Some("Red"), Some("Org C"))
    );
}

#[test]
fn a_used_code_is_refused_and_its_inviter_alerted_while_a_fresh_one_works() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let code = s.invite(&["org", "--name", "Org A", "--country", "PY"]);
    let address = s.address();
    let a = world.device("A");
    let joined = a.run(["join", &code, "--person", "A", "--connect", &address]);
    assert_eq!(joined.object()["state"], "joined");

    let thief = world.device("T");
    let refused = thief.run(["join", &code, "--person", "T", "--connect", &address]);
    refused.fails(5, "invitation_used");
    until(AGREE, "an alert at the inviter", || {
        let alerts = s.run(["alerts", "list"]).done().lines;
        let misused = |row: &serde_json::Value| {
            row["code"] == "invitation_misused" && row["subject"] == "Org A"
        };
        alerts.iter().any(misused).then_some(())
    });

    let mut altered: Vec<char> = code.chars().collect();
    altered[20] = if altered[20] == 'A' { 'B' } else { 'A' };
    let altered: String = altered.into_iter().collect();
    let refused = thief.run(["join", &altered, "--connect", &address]);
    refused.fails(2, "invitation_malformed");

    let fresh = s.invite(&["org", "--name", "Org B", "--country", "BO"]);
    let b = world.device("B");
    let joined = b.run(["join", &fresh, "--person", "B", "--connect", &address]);
    assert_eq!(joined.object()["state"], "joined");
}

#[test]
fn an_ended_code_is_refused_by_name() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let made = ["invite", "org", "--name", "Org A", "--country", "PY"];
    let made = s.run(made).object();
    let id = made["id"].as_str().unwrap();
    let _done = s.run(["invite", "revoke", id]).done();
    let a = world.device("A");
    let code = made["invite"].as_str().unwrap();
    let address = s.address();
    let refused = a.run(["join", code, "--person", "A", "--connect", &address]);
    refused.fails(5, "invitation_ended");
}

#[test]
fn an_invitation_ends_by_itself_and_its_inviter_hears_who_came_late() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let made = ["invite", "member", "--name", "Marta", "--expires", "1s"];
    let made = s.run(made).object();
    until(AGREE, "the invitation has ended", || {
        let rows = s.run(["invite", "list"]).done().lines;
        let mut rows = rows.iter().filter(|row| row["id"] == made["id"]);
        rows.any(|row| row["state"] == "ended").then_some(())
    });
    let marta = world.device("M");
    let code = made["invite"].as_str().unwrap();
    let address = s.address();
    let refused = marta.run(["join", code, "--person", "Marta", "--connect", &address]);
    refused.fails(5, "invitation_ended");
    let late = until(AGREE, "an alert at the inviter", || {
        let rows = s.run(["alerts", "list"]).done().lines;
        rows.into_iter()
            .find(|row| row["code"] == "invitation_late")
    });
    assert_eq!(late["subject"], "Marta", "{late}");
}

#[test]
fn joining_with_nobody_there_waits_and_the_same_command_goes_on_later() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let code = s.invite(&["org", "--name", "Org A", "--country", "PY"]);
    assert_eq!(s.stop(), 0);
    let a = world.device("A");
    let waiting = a.run(["join", &code, "--person", "A", "--timeout", "1s"]);
    assert_eq!(waiting.status, 6, "{waiting:?}");
    assert_eq!(waiting.lines[0]["state"], "waiting", "{waiting:?}");
    assert_eq!(a.status()["state"], "waiting");
    s.start(&[]);
    let again = a.run(["join", &code, "--connect", &s.address()]);
    assert_eq!(again.object()["state"], "joined");
    let again = a.status();
    assert_eq!(again["person"], "A", "the name given first stays: {again}");
    assert_eq!(again["org"], "Org A", "{again}");
}

#[test]
fn what_is_wrong_has_its_status_and_code() {
    let world = World::new();
    let mut s = world.device("S");
    let found = ["found", "--network", "N", "--org", "O", "--person", "P"];
    let good = world.path().join("passphrase");
    s.use_passphrase(world.file("weak", "contraseña1\n"));
    s.run(found).fails(2, "weak_passphrase");
    s.use_passphrase(good.clone());
    let _founded = s.run(found).object();
    s.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    s.run(["status"]).fails(3, "wrong_passphrase");
    s.use_passphrase(good);
    s.start(&[]);
    let nothing = "0".repeat(64);
    s.run(["thread", "show", &nothing]).fails(4, "not_found");
    s.run(["doc", "show", &nothing]).fails(4, "not_found");
    s.run(["device", "revoke", &nothing]).fails(4, "not_found");
    s.run(["thread", "reply", &nothing, "--body", "x"])
        .fails(4, "not_found");
    s.run(["frobnicate"]).fails(2, "usage");
    s.run(["thread", "new"]).fails(2, "usage");
    s.run(found).fails(1, "profile_exists");
    let absent = world.device("absent");
    absent.run(["status"]).fails(4, "no_profile");
}

#[test]
fn a_member_without_the_right_is_refused() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let s_org = until(AGREE, "S by name", || {
        let who = a.run(["who"]).done().lines;
        let org = who
            .iter()
            .find(|row| row["kind"] == "org" && row["name"] == "Org S")?;
        Some(org["id"].as_str().unwrap().to_owned())
    });
    a.run(["org", "remove", &s_org]).fails(5, "not_permitted");
    let invite = ["invite", "org", "--name", "X", "--country", "PY"];
    a.run(invite).fails(5, "not_permitted");
}

#[test]
fn a_code_need_not_be_an_argument() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let address = s.address();
    let codes = ["A", "B"].map(|org| s.invite(&["org", "--name", org, "--country", "PY"]));
    let a = world.device("A");
    let piped = a.piped(
        ["join", "-", "--person", "A", "--connect", &address],
        &format!("{}\n", codes[0]),
    );
    assert_eq!(piped.object()["state"], "joined");
    let file = world.file("code", format!("{}\n", codes[1]));
    let b = world.device("B");
    let join = ["join", file.to_str().unwrap(), "--person", "B"];
    let joined = b.run(join.iter().chain(&["--connect", &address]));
    assert_eq!(joined.object()["state"], "joined");
    let c = world.device("C");
    c.run(["join", "-", "--from-bundle", "-"]).fails(2, "usage");
    c.run(["join", "-"]).fails(2, "invitation_malformed");
}
