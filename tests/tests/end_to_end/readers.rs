//! Who reads a space, and why: by which memberships, and nobody who is out.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::coordination::verify;
use crate::news::id_of;

fn readers(at: &Device, space: &str) -> Vec<Value> {
    at.run(["space", "readers", space]).done().lines
}

fn reader(at: &Device, space: &str, name: &str) -> Option<Value> {
    let mut rows = readers(at, space).into_iter();
    rows.find(|row| row["name"] == name)
}

/// Names of the spaces of each of her ways.
fn ways(row: &Value) -> Vec<Vec<String>> {
    let names = |path: &Value| {
        let steps = path.as_array().unwrap().iter();
        steps.map(|step| text(&step["name"])).collect()
    };
    row["paths"].as_array().unwrap().iter().map(names).collect()
}

/// A member of an organization whose node runs; on a busy machine she comes in a little later.
fn comes(world: &World, name: &str, by: &Device, role: &str) -> Device {
    let mut device = world.device(name);
    let code = by.invite(&["member", "--name", name, "--role", role]);
    let address = by.address();
    let join = ["join", &code, "--person", name, "--connect", &address];
    let _joined_or_waits = device.run(join);
    device.start(&[&address]);
    device
}

#[test]
fn a_member_of_a_member_organization_is_told_with_her_way_until_she_is_out() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    verify(&s, &a);
    let marta = comes(&world, "Marta", &a, "member");
    let network = s.space("network");
    let row = until(AGREE, "Marta among the readers at S", || {
        reader(&s, &network, "Marta")
    });
    assert_eq!(ways(&row), [["Org A", "Red"]], "{row}");
    assert_eq!(row["kind"], "person", "{row}");
    assert_eq!(row["org_name"], "Org A", "{row}");
    assert_eq!(row["role"], "write", "{row}");
    assert_eq!(
        (&row["reads"], &row["unverified"]),
        (&true.into(), &true.into())
    );
    assert_eq!(row["devices"], 1, "{row}");
    assert!(
        text(&row["paths"][0][0]["by"]).contains("Persona A"),
        "{row}"
    );
    assert!(
        text(&row["paths"][0][1]["by"]).contains("Persona S"),
        "{row}"
    );
    for step in row["paths"][0].as_array().unwrap() {
        assert!(text(&step["received_at"]).ends_with('Z'), "{step}");
        assert_eq!(text(&step["op"]).len(), 64, "{step}");
    }
    let mine = until(AGREE, "Marta reads", || reader(&marta, &network, "Marta"));
    assert_eq!(mine["me"], true, "{mine}");

    // A space of work: the organization is in it, and she is in by herself, too.
    let new = ["--name", "Taller", "--with", "Marta", "--with", "Org A"];
    let work = s.run(["space", "new"].iter().chain(&new)).object();
    let work = text(&work["id"]);
    let row = until(AGREE, "Marta by two ways", || {
        reader(&s, &work, "Marta").filter(|row| ways(row).len() == 2)
    });
    assert_eq!(
        ways(&row),
        [vec!["Taller"], vec!["Org A", "Taller"]],
        "{row}"
    );
    assert_eq!(row["role"], "write", "{row}");

    let id = id_of(&a, "Marta", "person");
    let out = a.run(["member", "remove", &id]).object();
    assert_eq!(out["state"], "removed", "{out}");
    until(AGREE, "Marta is no reader any more at S", || {
        reader(&s, &network, "Marta").is_none().then_some(())
    });
    // What reaches her organization reaches her no more; named by herself, she still reads.
    let row = reader(&s, &work, "Marta");
    println!("in the space of work: {row:?}");
    assert!(reader(&s, &network, "Persona A").is_some());
}

#[test]
fn a_space_of_ones_own_and_a_machine_that_only_stores_are_told_apart() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let network = s.space("network");
    let alone = readers(&s, &network);
    assert_eq!(alone.len(), 1, "{alone:?}");
    assert_eq!(alone[0]["me"], true);
    let code = s.invite(&["node", "--blind", "--name", "Casa"]);
    let carrier = world.device("carrier");
    let join = ["join", &code, "--connect", &s.address()];
    assert_eq!(carrier.run(join).object()["state"], "joined");
    let row = until(AGREE, "the carrier", || reader(&s, &network, "Casa"));
    assert_eq!(
        (&row["kind"], &row["role"]),
        (&"machine".into(), &"carrier".into())
    );
    assert_eq!(
        (&row["reads"], &row["unverified"]),
        (&false.into(), &true.into())
    );
    assert_eq!(ways(&row), [["Org S", "Red"]], "{row}");
    assert_eq!(s.stop(), 0);
    let said = s.talk("espacios\n1\nlectoras\n1\n2\nreaders\nsalir\n").text;
    for fact in [
        "Solo los aparatos propios leen esto",
        "1. Persona S (Org S), Persona S está en Org S, que está en Red.",
        "Guarda lo sellado y lo entrega.",
        "Casa en Org S: por Persona S (Org S), llegó aquí hoy",
        "Quien salió no figura",
    ] {
        assert!(said.contains(fact), "no {fact}:\n{said}");
    }
}
