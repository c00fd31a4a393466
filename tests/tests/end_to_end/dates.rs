//! What has a day, in one list; files on single posts and on tasks; organizations by sub-region.

use asamblea_tests::binary::{Device, World, text};
use serde_json::Value;

use crate::begin_thread;
use crate::coordination::row_of;

/// Kind, title and day of what stands in a month.
fn dates(device: &Device, month: &str) -> Vec<(String, String, String)> {
    let rows = device.run(["calendar", "--month", month]).done().lines;
    let row = |row: &Value| (text(&row["kind"]), text(&row["title"]), text(&row["day"]));
    rows.iter().map(row).collect()
}

fn meeting(s: &Device, network: &str) -> String {
    let call = ["meeting", "new", "--space", network, "--title", "Asamblea"];
    let when = [
        "--starts",
        "2031-04-02 16:00",
        "--zone",
        "UTC",
        "--type",
        "ordinary",
    ];
    text(&s.run(call.iter().chain(&when)).object()["id"])
}

#[test]
fn whatever_has_a_day_stands_in_one_list_of_its_month() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let agenda = ["agenda", "new", "--space", &network, "--title", "Agenda"];
    let agenda = text(&s.run(agenda).object()["id"]);
    let item = [
        "agenda",
        "add",
        &agenda,
        "--title",
        "Encuentro",
        "--zone",
        "UTC",
    ];
    let starts = ["--starts", "2031-04-20 10:00"];
    let _item = s.run(item.iter().chain(&starts)).object();
    let id = meeting(&s, &network);
    let agreed = [
        "--text",
        "Pedir audiencia",
        "--who",
        "Persona S",
        "--due",
        "2031-04-30",
    ];
    let agreed = s
        .run(["meeting", "agree", &id].iter().chain(&agreed))
        .object();
    let vote = [
        "proposal", "new", "--space", &network, "--title", "Gira", "--body", "B",
    ];
    let rule = [
        "--method",
        "sense",
        "--count",
        "orgs",
        "--closes",
        "2031-04-10T12:00:00Z",
    ];
    let _vote = s.run(vote.iter().chain(&rule)).object();
    let row = |kind: &str, title: &str, day: &str| (kind.into(), title.into(), day.into());
    assert_eq!(
        dates(&s, "2031-04"),
        [
            row("meeting", "Asamblea", "2031-04-02"),
            row("vote", "Gira", "2031-04-10"),
            row("item", "Encuentro", "2031-04-20"),
            row("task", "Pedir audiencia", "2031-04-30"),
        ]
    );
    assert_eq!(dates(&s, "2031-05"), []);
    s.run(["calendar", "--month", "abril"]).fails(2, "usage");

    let done = ["task", "done", &text(&agreed["number"])];
    let _done = s.run(done).object();
    let _off = s.run(["meeting", "cancel", &id]).object();
    let rows = s.run(["calendar", "--month", "2031-04"]).done().lines;
    let states: Vec<String> = rows.iter().map(|row| text(&row["state"])).collect();
    assert_eq!(states, ["cancelled", "open", "draft", "done"]);
}

#[test]
fn files_hang_on_single_posts_and_on_tasks() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let thread = begin_thread(&s, "Volantes");
    let reply = ["thread", "reply", &thread, "--body", "Va la foto"];
    let post = text(&s.run(reply).object()["id"]);
    let id = meeting(&s, &network);
    let agreed = [
        "meeting",
        "agree",
        &id,
        "--text",
        "Imprimir",
        "--who",
        "Persona S",
    ];
    let agreed = s.run(agreed).object();
    let (number, task) = (text(&agreed["number"]), text(&agreed["id"]));
    for (on, name) in [(&post, "foto.txt"), (&number, "factura.txt")] {
        let file = world.file(name, name);
        let attached = s
            .run(["attach", on, file.to_str().expect("a path")])
            .object();
        assert_eq!(attached["saved"], true, "{attached}");
    }
    let files = |of: &str| {
        let rows = s.run(["attachment", "list", of]).done().lines;
        let row = |row: &Value| (text(&row["name"]), text(&row["object"]));
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let photo = ("foto.txt".to_owned(), post.clone());
    assert_eq!(files(&post), std::slice::from_ref(&photo));
    assert_eq!(files(&thread), [photo], "a thread shows those of its posts");
    assert_eq!(files(&task), [("factura.txt".to_owned(), task.clone())]);
    assert_eq!(files(&number), files(&task));
    let rows = s.run(["attachment", "list", &task]).done().lines;
    let to = world.path().join("copia.txt");
    let save = [
        "attachment",
        "save",
        &text(&rows[0]["id"]),
        to.to_str().expect("a path"),
    ];
    let _saved = s.run(save).object();
    assert_eq!(std::fs::read(to).expect("the file"), b"factura.txt");
}

#[test]
fn who_says_the_subregion_of_an_organization() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let name = s.status()["org"].as_str().expect("a name").to_owned();
    let org = row_of(&s, "org", &name).expect("my organization");
    assert_eq!(org["subregion"], Value::Null);
    let new = [
        "space",
        "new",
        "--name",
        "Cono Sur",
        "--kind",
        "subregion",
        "--with",
        &name,
    ];
    let _made = s.run(new).object();
    let org = row_of(&s, "org", &name).expect("my organization");
    assert_eq!(org["subregion"], "Cono Sur");
    let person = row_of(&s, "person", "Persona S").expect("me");
    assert_eq!(person["subregion"], Value::Null);
}
