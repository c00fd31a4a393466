//! Command lines that are understood, and those that are not.

use super::*;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

#[track_caller]
fn accepts(line: &str) {
    if let Err(error) = parse(line) {
        panic!("{line}: {error}");
    }
}

#[track_caller]
fn refuses(line: &str) {
    assert!(parse(line).is_err(), "{line}");
}

#[test]
fn what_lies_aside_is_listed_or_one_of_it_adopted() {
    accepts("asamblea adopt");
    accepts("asamblea adopt OP");
    accepts("asamblea adoptar --space S");
    refuses("asamblea adopt OP --space S");
}

#[test]
fn every_command_about_proposals_is_understood() {
    for line in [
        "asamblea proposal new --space S --title T --method majority --count orgs --closes C",
        "asamblea proposal new --space S --title T --body B --method dots --count people \
         --quorum 3 --closes C --second-call D --option A --option B --secret",
        "asamblea proposal vote ID yes --reason R --as-org",
        "asamblea proposal vote ID 1=3 2=7",
        "asamblea proposal delegate ID WHO",
        "asamblea proposal delegate ID --revoke",
        "asamblea proposal amend ID --body B",
        "asamblea proposal amendment accept ID",
        "asamblea proposal amendment reject ID",
        "asamblea proposal object ID --harm H --change C",
        "asamblea proposal withdraw ID",
        "asamblea proposal close ID --statement S",
        "asamblea propuesta ver ID",
        "asamblea proposal list --space S",
        "asamblea proposal export ID --format json",
    ] {
        accepts(line);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one arm for each kind, a table")]
fn every_command_of_the_contract_is_understood() {
    for line in [
        "asamblea",
        "asamblea found --network N --org O --person P",
        "asamblea found --network N --org O --person P --country PY --json",
        "asamblea invite org --name O --country CC --expires 7d",
        "asamblea invite member --name P --role coordinator",
        "asamblea invite member",
        "asamblea invite device --expires 12h",
        "asamblea invite list",
        "asamblea invite revoke ab12",
        "asamblea join CODE --person P --connect /ip4/127.0.0.1/tcp/1 --timeout 30s",
        "asamblea join CODE --from-bundle file",
        "asamblea node --listen a --listen b --announce c --connect d --no-mdns",
        "asamblea node --auto-lock 10m --socks5 127.0.0.1:9050",
        "asamblea text --auto-lock 20m",
        "asamblea home",
        "asamblea inicio --json",
        "asamblea status",
        "asamblea --profile d --lang en -vv sync --connect a --connect b --timeout 60s",
        "asamblea who",
        "asamblea member remove ID --urgent",
        "asamblea org remove ID",
        "asamblea device list",
        "asamblea device revoke ID --urgent --keep OP",
        "asamblea device verify ID --words w",
        "asamblea space new --name N --kind working --with A --with B --history full",
        "asamblea space list",
        "asamblea space show ID",
        "asamblea space add ID WHO --role read",
        "asamblea space remove ID WHO",
        "asamblea space leave ID --yes",
        "asamblea espacio salir ID",
        "asamblea thread new --space S --title T --body B",
        "asamblea thread list --space S",
        "asamblea thread show ID",
        "asamblea thread reply ID --to POST --body -",
        "asamblea thread import --space S --title T --format jsonl -",
        "asamblea doc new --space S --title T --template acta",
        "asamblea doc new --space S --title T --from -",
        "asamblea doc list",
        "asamblea doc show ID --at V",
        "asamblea doc edit ID --from F",
        "asamblea doc history ID",
        "asamblea agenda new --space S --title T",
        "asamblea agenda add ID --title T --starts 2026-12-01T16:00Z --minutes 60",
        "asamblea agenda publish ID",
        "asamblea agenda show ID --edition 2",
        "asamblea agenda list --space S",
        "asamblea agenda receipt ID",
        "asamblea bundle export F --space S --space T --since X",
        "asamblea bundle import -",
        "asamblea alerts list",
        "asamblea alerts done ID",
        "asamblea lock --all",
        "asamblea unlock",
        "asamblea doctor --deep",
        "asamblea demo",
        "asamblea text",
        "asamblea search una palabra --space S",
        "asamblea network list",
        "asamblea network trust",
        "asamblea network forget",
        "asamblea network forget ID",
        "asamblea node --mdns",
        "asamblea completions bash",
        "asamblea man carpeta",
        "asamblea espacio lista",
        "asamblea discusion ver ID",
        "asamblea documento historia ID",
        "asamblea paquete importar F",
        "asamblea quien",
    ] {
        accepts(line);
    }
}

#[test]
fn agendas_and_documents_are_corrected_compared_and_exported() {
    for line in [
        "asamblea doc diff ID",
        "asamblea doc diff ID A B",
        "asamblea doc restore ID VERSION",
        "asamblea doc comment ID --on TEXT --body B",
        "asamblea doc retract COMMENT",
        "asamblea doc export ID --format md --at V",
        "asamblea doc export ID --format html",
        "asamblea thread export ID --format md",
        "asamblea thread export ID --format jsonl",
        "asamblea agenda change ID ITEM --starts 2026-12-01T16:00 --place P",
        "asamblea agenda cancel ID ITEM",
        "asamblea agenda export ID --format ics --full --edition 2",
        "asamblea agenda export ID --format md",
        "asamblea agenda export ID --format html",
        "asamblea export DIR --space S",
        "asamblea exportar DIR",
    ] {
        accepts(line);
    }
}

#[test]
fn meetings_and_tasks_are_understood() {
    for line in [
        "asamblea meeting new --space S --title T --starts 2026-12-01T16:00Z --type ordinary",
        "asamblea meeting new --space S --title T --starts X --type extraordinary --quorum 8 \
         --second-call 17:00 --second-quorum 5 --organ J --modality mixed --points-until X",
        "asamblea meeting item add ID --title T --kind decision --presenter W --minutes 10",
        "asamblea meeting item move ID ITEM --to 2",
        "asamblea meeting item done ID ITEM",
        "asamblea meeting attend ID --as delegate",
        "asamblea meeting attend ID --proxy WHO",
        "asamblea meeting attend ID --who WHO --excused",
        "asamblea meeting minutes ID",
        "asamblea meeting minutes ID --from F",
        "asamblea meeting agree ID --text T --who W --due 2026-12-31",
        "asamblea meeting agree ID --text T --by vote --votes 8,1,2 --revokes 2026-01",
        "asamblea meeting close ID --chair A --secretary B",
        "asamblea meeting show ID",
        "asamblea meeting list --space S",
        "asamblea meeting export ID --format md --what call",
        "asamblea reunion acta ID",
        "asamblea task list --mine --overdue",
        "asamblea calendar",
        "asamblea calendario --month 2027-04",
        "asamblea task done ID",
        "asamblea tarea nota ID --body B",
    ] {
        accepts(line);
    }
    refuses("asamblea meeting new --space S --title T --starts X");
    refuses("asamblea meeting attend ID --absent --proxy WHO");
    refuses("asamblea meeting export ID --format doc");
}

#[test]
fn practice_is_a_command_and_a_flag() {
    for line in [
        "asamblea practice",
        "asamblea practice --reset --yes --person P",
        "asamblea --practice status",
        "asamblea practicar",
    ] {
        accepts(line);
    }
    refuses("asamblea practice --yes");
}

#[test]
fn a_backup_has_a_file_and_may_have_a_passphrase_of_its_own() {
    accepts("asamblea backup create F --backup-passphrase-file P");
    accepts("asamblea backup restore -");
    accepts("asamblea respaldo restaurar F");
    refuses("asamblea backup create");
    refuses("asamblea backup restore F SECRET");
}

#[test]
fn a_passphrase_is_never_an_argument_and_a_profile_ends_by_one_word() {
    accepts("asamblea passphrase change --new-passphrase-file F");
    accepts("asamblea contraseña cambiar");
    refuses("asamblea passphrase change SECRET");
    accepts("asamblea panic --yes");
    accepts("asamblea pánico");
    refuses("asamblea panic SECRET");
}

#[test]
fn recovery_is_prepared_asked_for_helped_and_refused() {
    accepts("asamblea recovery setup --with A --with B --with C --need 2");
    accepts("asamblea recovery setup --with A B C");
    accepts("asamblea recovery help CODE --for ANA --words w");
    accepts("asamblea recovery help -");
    accepts("asamblea recovery start");
    accepts("asamblea recovery start --person P --answer F --answer - --connect a");
    accepts("asamblea recuperacion rechazar");
    accepts("asamblea recovery refuse ID");
    refuses("asamblea recovery setup");
    refuses("asamblea recovery help");
    refuses("asamblea recovery setup --with A --need 300");
}

#[test]
fn every_act_of_the_screen_has_its_command() {
    use crate::command_lines::line;
    use crate::command_table::{Act, COMMANDS};
    let on_the_screen_only = [
        Act::Up,
        Act::Down,
        Act::Left,
        Act::Right,
        Act::PageUp,
        Act::PageDown,
        Act::First,
        Act::Last,
        Act::Open,
        Act::Back,
        Act::NextPane,
        Act::PreviousPane,
        Act::NextUnread,
        Act::PreviousUnread,
        Act::Palette,
        Act::Quit,
        Act::NewLine,
        Act::Leave,
        Act::Discard,
        Act::StopWriting,
        Act::Undo,
        Act::Month,
    ];
    for command in COMMANDS {
        let line = line(command.act);
        let moves = on_the_screen_only.contains(&command.act);
        assert_eq!(line.is_none(), moves, "{}", command.name);
        if let Some(line) = line.filter(|line| *line != "--help") {
            accepts(&format!("asamblea {line}"));
        }
    }
}

#[test]
fn what_is_open_is_shown_and_written_out_by_a_command_of_its_own() {
    use crate::command_lines::{Noun, line_beside};
    use crate::command_table::Act;
    for (act, verb) in [(Act::Links, "show"), (Act::Export, "export")] {
        let mut said = Vec::new();
        for noun in Noun::ALL {
            let line = line_beside(act, Some(*noun)).unwrap();
            accepts(&format!("asamblea {line}"));
            let name = format!("{noun:?} {verb} ").to_lowercase();
            assert!(line.starts_with(&name), "{line}");
            said.push(line);
        }
        assert!(said.contains(&line_beside(act, None).unwrap()));
    }
}

#[test]
fn every_command_about_assessments_and_plans_is_understood() {
    for line in [
        "asamblea assessment instruments",
        "asamblea assessment start --space S --instrument CODE --title T --closes C",
        "asamblea assessment score ID --item I --score 1 --note N",
        "asamblea assessment score ID --item I --score NS",
        "asamblea assessment score ID --item I --score NA",
        "asamblea assessment pool ID",
        "asamblea assessment agree ID --item I --score 3 --why T --evidence E",
        "asamblea assessment priority ID --item I --urgency 1 --importance 2 --feasibility 3",
        "asamblea assessment approve ID",
        "asamblea assessment share ID --level full",
        "asamblea assessment share ID --level areas",
        "asamblea assessment share ID --level plan",
        "asamblea assessment compare ID",
        "asamblea assessment plan ID",
        "asamblea assessment plan ID --network",
        "asamblea assessment list --space S",
        "asamblea assessment show ID",
        "asamblea assessment export ID --format md",
        "asamblea assessment export ID --format html",
        "asamblea assessment export ID --format csv",
        "asamblea diagnostico lista",
        "asamblea plan list --space S",
        "asamblea plan list --space S --subregion R",
        "asamblea plan show ID",
        "asamblea plan add ID --objective O --activity A --who W --due 2027-06-30",
        "asamblea plan add ID --objective O --activity A --who W --due 2027-06-30 \
         --support ORG --budget 100 --indicator I --area GOB",
        "asamblea plan change ACTIVITY --who W --due 2027-06-30",
        "asamblea plan cancel ACTIVITY",
        "asamblea plan progress ACTIVITY --percent 50 --note N",
        "asamblea plan sign ID",
        "asamblea plan needs",
        "asamblea plan export ID --format md",
        "asamblea plan export ID --format html",
        "asamblea plan export ID --format csv",
        "asamblea plan export ID --format ics",
        "asamblea plan lista",
    ] {
        accepts(line);
    }
    refuses("asamblea assessment score ID --item I --score 5");
    refuses("asamblea assessment priority ID --item I --urgency 4 --importance 1 --feasibility 1");
    refuses("asamblea assessment share ID --level all");
    refuses("asamblea plan progress ACTIVITY --percent 101");
    refuses("asamblea plan export ID --format pdf");
}

#[test]
fn what_the_contract_does_not_name_is_refused() {
    for line in [
        "asamblea frobnicate",
        "asamblea found --network N",
        "asamblea thread",
        "asamblea --lang fr status",
        "asamblea invite member --role boss",
        "asamblea invite device --expires 7",
        "asamblea agenda add ID --title T --starts S --ends E --minutes 5",
        "asamblea agenda change ID ITEM",
        "asamblea agenda export ID --format pdf",
        "asamblea doc new --space S --title T --template acta --from F",
        "asamblea unlock SECRET",
        "asamblea node --mdns --no-mdns",
        "asamblea search",
        "asamblea completions fish-and-chips",
    ] {
        refuses(line);
    }
}

#[test]
fn json_and_language_are_known_before_the_arguments_are_understood() {
    let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
    assert!(asks_for_json(&words("asamblea nonsense --json")));
    assert!(!asks_for_json(&words("asamblea thread reply -- --json")));
    assert_eq!(
        language_asked(&words("asamblea x --lang en")),
        Some(Language::English)
    );
    assert_eq!(
        language_asked(&words("asamblea --lang=pt")),
        Some(Language::Portuguese)
    );
    assert_eq!(language_asked(&words("asamblea x")), None);
}
