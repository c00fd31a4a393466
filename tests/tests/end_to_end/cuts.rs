//! A removal with a cut: what the removed device said later, however it is dated, lies aside until
//! somebody who may shows it.

use asamblea_tests::binary::{Device, World, text, until};

use crate::coordination::{known, until_row, until_said};
use crate::news::{id_of, member};
use crate::{AGREE, two_with_thread};

fn until_bodies(device: &Device, thread: &str, what: &str, bodies: &[&str]) {
    until(AGREE, what, || {
        (device.bodies(thread) == bodies).then_some(())
    });
}

#[test]
fn what_a_removed_member_wrote_after_the_cut_lies_aside_until_it_is_adopted() {
    let world = World::new();
    let (mut s, a, thread) = two_with_thread(&world, "antes");
    let mut marta = member(&world, "Marta", &s, "member");
    marta.stop();
    marta.start(&[&s.address(), &a.address()]);
    marta.reply(&thread, "oída");
    for device in [&s, &a] {
        until_bodies(device, &thread, "what all heard", &["antes", "oída"]);
    }
    let id = id_of(&s, "Marta", "person");
    s.stop();
    // What S had not heard when it took her out.
    marta.reply(&thread, "después");
    until_bodies(
        &a,
        &thread,
        "the late post at A",
        &["antes", "oída", "después"],
    );
    // What others answer to what she began then is not shown without it, and is not lost.
    let network = marta.space("network");
    let new = ["thread", "new", "--space", &network, "--title", "aparte"];
    let apart = marta.run(new.iter().chain(&["--body", "oigan"])).object();
    let apart = text(&apart["id"]);
    until_bodies(&a, &apart, "her own thread at A", &["oigan"]);
    a.reply(&apart, "te oímos");
    let removed = s.run(["member", "remove", &id, "--cut"]).object();
    assert_eq!(removed["state"], "removed", "{removed}");
    s.start(&[&a.address()]);
    for device in [&s, &a] {
        until_bodies(device, &thread, "the cut", &["antes", "oída"]);
    }
    let late = until(AGREE, "the late post aside at S", || {
        let rows = s.run(["adopt"]).done().lines;
        rows.into_iter().find(|row| row["text"] == "después")
    });
    assert_eq!(
        (&late["why"], &late["kind"]),
        (&"cut".into(), &"post".into())
    );
    for device in [&s, &a] {
        let began = until(AGREE, "her thread aside, with an answer", || {
            let rows = device.run(["adopt"]).done().lines;
            let began = rows.into_iter().find(|row| row["id"] == apart.as_str());
            began.filter(|row| row["waiting"] == 1)
        });
        assert_eq!(began["kind"], "thread", "{began}");
    }
    let said = s.say(["adopt"]).text;
    assert!(said.contains("espera 1 cosa"), "{said}");
    // She goes on as if nothing had happened, and nobody hears it.
    let _refused_or_alone = marta.run(["thread", "reply", &thread, "--body", "más tarde"]);
    let id = text(&late["id"]);
    a.run(["adopt", &id]).fails(5, "no_effect");
    let shown = s.run(["adopt", &id]).object();
    assert_eq!(shown["state"], "active", "{shown}");
    for device in [&s, &a] {
        let bodies = ["antes", "oída", "después"];
        until_bodies(device, &thread, "what was adopted", &bodies);
    }
    let _shown = s.run(["adopt", &apart]).object();
    for device in [&s, &a] {
        until_bodies(
            device,
            &apart,
            "her thread, adopted",
            &["oigan", "te oímos"],
        );
    }
}

#[test]
fn whom_a_second_word_throws_out_is_told_before_and_after_it() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut beatriz = known(&world, "Beatriz", &s, "coordinator");
    let mut carla = known(&world, "Carla", &s, "coordinator");
    until(AGREE, "Carla coordinates", || {
        (carla.status()["role"] == "coordinator").then_some(())
    });
    // Carla hears of whom Beatriz let in, and S does not.
    s.stop();
    beatriz.stop();
    beatriz.start(&[&carla.address()]);
    let mut zoila = known(&world, "Zoila", &beatriz, "member");
    let _row = until_row(&carla, "person", "Zoila", "active");
    for device in [&mut zoila, &mut beatriz, &mut carla] {
        device.stop();
    }
    s.start(&[]);
    let word = s.run(["member", "remove", "Beatriz", "--cut"]).object();
    assert_eq!(word["waits"], "against", "{word}");
    carla.start(&[&s.address()]);
    let row = until(AGREE, "Carla hears of it", || {
        let rows = carla.run(["pending"]).done().lines;
        rows.into_iter().find(|row| row["id"] == word["id"])
    });
    assert_eq!(row["cut"], true, "{row}");
    assert_eq!(row["ousts"], serde_json::json!(["Zoila"]), "{row}");
    let code = text(&word["id"])[..10].to_owned();
    let waits = format!("asamblea second {code}");
    let _said = until_said(&carla, &[&waits, "Lleva un corte"]);
    let own = s.run(["pending"]).object();
    assert_eq!(own["cut"], true, "{own}");
    let done = carla.run(["second", &code]).object();
    assert_eq!(done["state"], "removed", "{done}");
    assert_eq!(done["ousted"], serde_json::json!(["Zoila"]), "{done}");
}
