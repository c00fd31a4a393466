//! Replays one bad day: `sim --seed N [--steps N] [--nodes N] [--seeds N] [--harsh] [--forgets]
//! [--assesses] [--carries] [--erasing] [--words] [--plant P]`.

use std::io::{self, Write};
use std::process::ExitCode;

use asamblea_protocol::replica::Plant;
use asamblea_tests::cluster::Settings;
use asamblea_tests::faults::Tally;
use asamblea_tests::workload::{Spoken, run, run_words};

const USAGE: &str = "sim --seed N [--steps N] [--nodes N] [--seeds N] [--harsh] [--forgets] \
     [--assesses] [--carries] [--erasing] [--words] [--plant NAME] | --plants";

fn list(out: &mut impl Write) -> io::Result<ExitCode> {
    for (_, name, wrong) in Plant::ALL {
        writeln!(out, "{name:<20} {wrong}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Arguments for what the days have that others do not.
fn mode(settings: Settings, of_words: bool) -> String {
    let words = if of_words { " --words" } else { "" };
    let harsh = if settings.harsh { " --harsh" } else { "" };
    let forgets = if settings.forgets { " --forgets" } else { "" };
    let assesses = if settings.assesses { " --assesses" } else { "" };
    let carries = if settings.carries { " --carries" } else { "" };
    let erases = if settings.erases { " --erasing" } else { "" };
    format!("{words}{harsh}{forgets}{assesses}{carries}{erases}")
}

/// The command that plays a day once more.
fn again(settings: Settings, of_words: bool) -> String {
    let (seed, steps, nodes) = (settings.seed, settings.steps, settings.nodes);
    let plant = settings.plant;
    let plant = plant.map_or_else(String::new, |plant| format!(" --plant {}", plant.name()));
    let mode = mode(settings, of_words);
    format!("cargo sim --seed {seed} --steps {steps} --nodes {nodes}{mode}{plant}")
}

fn main() -> io::Result<ExitCode> {
    let mut settings = Settings {
        seed: 1,
        nodes: 4,
        steps: 200,
        plant: None,
        harsh: false,
        forgets: false,
        assesses: false,
        carries: false,
        erases: false,
        keep_story: true,
    };
    let (mut seeds, mut of_words) = (1, false);
    let mut words = std::env::args().skip(1);
    let mut out = io::stdout().lock();
    while let Some(word) = words.next() {
        let flag = match word.as_str() {
            "--harsh" => Some(&mut settings.harsh),
            "--forgets" => Some(&mut settings.forgets),
            "--assesses" => Some(&mut settings.assesses),
            "--carries" => Some(&mut settings.carries),
            "--erasing" => Some(&mut settings.erases),
            "--words" => Some(&mut of_words),
            _ => None,
        };
        if let Some(flag) = flag {
            *flag = true;
            continue;
        }
        let mut number = || words.next().and_then(|word| word.parse::<u64>().ok());
        let known = match word.as_str() {
            "--seed" => number().map(|n| settings.seed = n),
            "--steps" => number().map(|n| settings.steps = u32::try_from(n).unwrap_or(u32::MAX)),
            "--nodes" => number().map(|n| settings.nodes = usize::try_from(n).unwrap_or(4)),
            "--seeds" => number().map(|n| seeds = n),
            "--plant" => {
                let plant = words.next().and_then(|name| Plant::of_name(&name));
                plant.map(|plant| settings.plant = Some(plant))
            }
            "--plants" => {
                return list(&mut out);
            }
            _ => None,
        };
        if known.is_none() {
            writeln!(out, "{USAGE}")?;
            return Ok(ExitCode::from(2));
        }
    }
    settings.keep_story = seeds == 1;
    play(settings, seeds, of_words, &mut out)
}

/// Plays consecutive days and tells what struck.
fn play(
    settings: Settings,
    seeds: u64,
    of_words: bool,
    out: &mut impl Write,
) -> io::Result<ExitCode> {
    let (mut faults, mut spoken, mut broken) = (Tally::default(), Spoken::default(), 0);
    let day = if of_words { run_words } else { run };
    for seed in settings.seed..settings.seed + seeds {
        let outcome = day(Settings { seed, ..settings });
        for line in &outcome.lines {
            writeln!(out, "{line}")?;
        }
        faults.merge(&outcome.faults);
        spoken.merge(&outcome.words);
        let (acts, frames, trace) = (outcome.acts, outcome.frames, outcome.trace);
        writeln!(
            out,
            "seed {seed}: {acts} acts, {frames} frames, trace {trace:016x}"
        )?;
        if let Some(violation) = outcome.violation {
            broken += 1;
            writeln!(out, "broken at {violation}")?;
            writeln!(
                out,
                "again: {}",
                again(Settings { seed, ..settings }, of_words)
            )?;
        }
    }
    write!(out, "{faults}")?;
    if of_words {
        write!(out, "{spoken}")?;
    }
    Ok(ExitCode::from(u8::from(broken > 0)))
}
