//! Replays one bad day: `sim --seed N [--steps N] [--nodes N] [--seeds N] [--plant NAME]`.

use std::io::{self, Write};
use std::process::ExitCode;

use asamblea_tests::cluster::{Planted, Settings};
use asamblea_tests::faults::Tally;
use asamblea_tests::workload::run;

fn number(words: &mut impl Iterator<Item = String>) -> Option<u64> {
    words.next().and_then(|word| word.parse().ok())
}

fn main() -> io::Result<ExitCode> {
    let mut settings = Settings {
        seed: 1,
        nodes: 4,
        steps: 200,
        plant: None,
        keep_story: true,
    };
    let mut seeds = 1;
    let mut words = std::env::args().skip(1);
    let mut out = io::stdout().lock();
    while let Some(word) = words.next() {
        let known = match word.as_str() {
            "--seed" => number(&mut words).map(|n| settings.seed = n),
            "--steps" => {
                number(&mut words).map(|n| settings.steps = u32::try_from(n).unwrap_or(u32::MAX))
            }
            "--nodes" => {
                number(&mut words).map(|n| settings.nodes = usize::try_from(n).unwrap_or(4))
            }
            "--seeds" => number(&mut words).map(|n| seeds = n),
            "--plant" => words.next().and_then(|name| {
                let mut all = Planted::ALL.into_iter();
                settings.plant = Some(all.find(|(known, _)| *known == name)?.1);
                Some(())
            }),
            _ => None,
        };
        if known.is_none() {
            writeln!(
                out,
                "sim --seed N [--steps N] [--nodes N] [--seeds N] [--plant NAME]"
            )?;
            return Ok(ExitCode::from(2));
        }
    }
    settings.keep_story = seeds == 1;
    let (mut faults, mut broken) = (Tally::default(), 0);
    for seed in settings.seed..settings.seed + seeds {
        let outcome = run(Settings { seed, ..settings });
        for line in &outcome.lines {
            writeln!(out, "{line}")?;
        }
        faults.merge(&outcome.faults);
        let (acts, frames, trace) = (outcome.acts, outcome.frames, outcome.trace);
        writeln!(
            out,
            "seed {seed}: {acts} acts, {frames} frames, trace {trace:016x}"
        )?;
        if let Some(violation) = outcome.violation {
            broken += 1;
            let (steps, nodes) = (settings.steps, settings.nodes);
            let mut all = Planted::ALL.into_iter();
            let plant = all.find(|(_, plant)| settings.plant == Some(*plant));
            let plant = plant.map_or_else(String::new, |(name, _)| format!(" --plant {name}"));
            writeln!(out, "broken at {violation}")?;
            writeln!(
                out,
                "again: cargo run --release -p asamblea-tests --bin sim -- \
                 --seed {seed} --steps {steps} --nodes {nodes}{plant}"
            )?;
        }
    }
    write!(out, "{faults}")?;
    Ok(ExitCode::from(u8::from(broken > 0)))
}
