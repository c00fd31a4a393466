//! What stands behind organizations: the office of the Secretariat, words against an organization,
//! and naming coordinators where those of before cannot act.

use asamblea_tests::binary::{Device, World, text, until};

use crate::AGREE;
use crate::coordination::{joined, known, row_of, until_alert, until_row, until_said, verify};

/// The Secretariat with two coordinators, and an organization.
fn network(world: &World) -> (Device, Device, Device) {
    let s = world.founder("S", "Red");
    let beatriz = known(world, "Beatriz", &s, "coordinator");
    let a = world.organization("A", &s);
    verify(&s, &a);
    until(AGREE, "Beatriz coordinates and knows A", || {
        let coordinates = beatriz.status()["role"] == "coordinator";
        (coordinates && row_of(&beatriz, "org", "Org A").is_some()).then_some(())
    });
    (s, beatriz, a)
}

#[test]
fn the_office_is_handed_on_in_the_four_steps_of_the_handbook() {
    let world = World::new();
    let (s, beatriz, a) = network(&world);
    assert_eq!(s.status()["secretariat"], true);
    let give = ["office", "give", "Org A"];
    let offered = s.run(give).object();
    assert_eq!(
        (&offered["state"], &offered["waits"]),
        (&"waiting".into(), &"grant".into())
    );
    let said = until_said(
        &beatriz,
        &["«Org A» tenga el cargo de Secretaría", "Persona S"],
    );
    assert!(said.contains("asamblea second"), "{said}");
    assert_eq!(a.status()["secretariat"], false, "one word gives nothing");
    let confirmed = beatriz.run(["second", "Org A"]).object();
    assert_eq!(confirmed["state"], "active", "{confirmed}");
    let given = until_alert(&a, "office_given");
    assert_eq!(given["me"], true, "{given}");
    until(AGREE, "both hold it", || {
        let both = a.status()["secretariat"] == true && s.status()["secretariat"] == true;
        both.then_some(())
    });

    // Against an organization that holds the office one word suspends, and is taken back.
    let word = s.run(["org", "suspend", "Org A"]).object();
    assert_eq!(
        (&word["state"], &word["waits"]),
        (&"suspended".into(), &"against".into())
    );
    until_said(&a, &["Quedaste en suspenso", "asamblea member lift"]);
    let _row = until_row(&beatriz, "org", "Org A", "suspended");
    let lifted = beatriz.run(["org", "lift", "Org A"]).object();
    assert_eq!(lifted["state"], "active", "{lifted}");
    until_said(&a, &["Se levantó lo dicho contra ti", "Beatriz"]);
    let _row = until_row(&s, "org", "Org A", "active");

    let left = until(AGREE, "the Secretariat steps down", || {
        let left = s.run(give);
        (left.status == 0).then(|| left.object())
    });
    assert_eq!(left["waits"], "against", "{left}");
    until_said(
        &a,
        &["«Org S» deja el cargo de Secretaría", "asamblea second"],
    );
    let confirmed = a.run(["second", "Org S"]).object();
    assert_eq!(confirmed["state"], "active", "{confirmed}");
    until(AGREE, "the office has changed hands", || {
        let changed = a.status()["secretariat"] == true && s.status()["secretariat"] == false;
        changed.then_some(())
    });
}

#[test]
fn an_organization_is_suspended_by_one_word_and_comes_back_with_its_role() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let word = s.run(["org", "suspend", "Org A"]).object();
    assert_eq!(word["state"], "suspended", "{word}");
    let _row = until_row(&s, "org", "Org A", "suspended");
    s.run(["org", "lift", "Org A"]).fails(5, "no_effect");
    let said = s.say(["org", "lift", "Org A"]);
    assert!(said.stderr.contains("asamblea member role"), "{said:?}");
    let back = s.run(["member", "role", "Org A", "member"]).object();
    assert_ne!(back["state"], "suspended", "{back}");
    a.stop();
    a.start(&[&s.address()]);
    let network = s.space("network");
    until(AGREE, "A writes again", || {
        let new = ["thread", "new", "--space", &network, "--title", "T"];
        (a.run(new).status == 0).then_some(())
    });
}

#[test]
fn two_who_stand_behind_an_organization_name_its_coordinators() {
    let world = World::new();
    let (s, beatriz, a) = network(&world);
    let mut marta = joined(&world, "Marta", &a, "member");
    marta.start(&[&a.address(), &s.address()]);
    for at in [&s, &beatriz] {
        let _row = until_row(at, "person", "Marta", "unverified");
    }
    // Whom it means is said where nobody is named: those who coordinate and stand.
    let meant = s.run(["refound", "Org A"]).object();
    assert_eq!(meant["admins"], serde_json::json!(["Persona A"]), "{meant}");
    let word = s.run(["refound", "Org A", "--admin", "Marta"]).object();
    assert_eq!(
        (&word["state"], &word["waits"]),
        (&"waiting".into(), &"grant".into())
    );
    let code = text(&word["id"])[..10].to_owned();
    let named = format!(
        "«Marta». No vale hasta la segunda palabra. Si está acordado, darla: asamblea second {code}"
    );
    let _said = until_said(&beatriz, &[&named]);
    let done = beatriz.run(["second", &code]).object();
    assert_eq!(done["state"], "active", "{done}");
    until(AGREE, "Marta coordinates", || {
        (marta.status()["role"] == "coordinator").then_some(())
    });
    until(AGREE, "the one of before is a member", || {
        (a.status()["role"] == "member").then_some(())
    });
    until_said(&a, &["Cambió quién coordina «Org A»: «Marta»"]);
    let removed = marta
        .run(["member", "remove", "Persona A", "--cut"])
        .object();
    // She was a coordinator once: against her it takes two words for good.
    assert_eq!(removed["state"], "suspended", "{removed}");
}

#[test]
fn two_thirds_of_the_organizations_refound_the_network_and_each_hears_which_are_missing() {
    let world = World::new();
    let (s, beatriz, _) = network(&world);
    // Those count whom somebody else than their inviter verified.
    let orgs = ["B", "C", "D"].map(|name| {
        let org = world.organization(name, &s);
        until(AGREE, "Beatriz knows it", || {
            row_of(&beatriz, "org", &format!("Org {name}"))
        });
        verify(&beatriz, &org);
        org
    });
    let [b, c, d] = &orgs;
    until(AGREE, "B knows that D is verified", || {
        let row = row_of(b, "org", "Org D")?;
        (row["state"] == "active").then_some(())
    });
    let said = b.run(["refound", "Red", "--admin", "Org B"]).object();
    let waits = |agreed: &[&str], missing: &[&str]| {
        let agreed = serde_json::json!(agreed);
        serde_json::json!({"agreed": agreed, "needed": 3, "missing": missing})
    };
    assert_eq!(
        (&said["state"], &said["orgs"]),
        (
            &"waiting".into(),
            &waits(&["Org B"], &["Org C", "Org D", "Org S"])
        ),
        "{said}"
    );
    let code = text(&said["id"])[..10].to_owned();
    let words = "Palabras de organizaciones que hacen falta: 3. Ya la dieron: «Org B». \
                 Pueden darla: «Org C», «Org D», «Org S».";
    let _said = until_said(c, &["Red", words, &format!("asamblea second {code}")]);
    let row = c.run(["pending"]).object();
    assert_eq!(row["orgs"], said["orgs"], "{row}");
    assert!(c.say(["pending"]).text.contains(words));
    // A second word is not the last one.
    let second = c.run(["second", &code]).object();
    assert_eq!(
        (&second["state"], &second["waits"], &second["orgs"]),
        (
            &"waiting".into(),
            &"grant".into(),
            &waits(&["Org B", "Org C"], &["Org D", "Org S"])
        ),
        "{second}"
    );
    assert_eq!(b.status()["secretariat"], false);
    // The alert says how it stands when it is read.
    let _said = until_said(d, &["Ya la dieron: «Org B», «Org C»."]);
    let last = d.run(["second", &code]).object();
    assert_eq!(
        (&last["state"], &last["orgs"]),
        (&"active".into(), &serde_json::Value::Null)
    );
    until(AGREE, "B holds the office, and S does not", || {
        let changed = b.status()["secretariat"] == true && s.status()["secretariat"] == false;
        changed.then_some(())
    });
}
