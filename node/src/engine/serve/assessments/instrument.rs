//! Instruments between the client API and the protocol.

use asamblea_protocol::content::{Area, Instrument, Statement, Wording, Wordings};

use super::about;
use crate::api::{ApiError, AreaData, ErrorKind, InstrumentData, ItemData, Worded};

fn wordings(words: Worded) -> Wordings {
    let all = words.into_iter();
    let all = all.map(|(lang, text)| Wording { lang, text });
    Wordings { all: all.collect() }
}

fn statement(item: ItemData) -> Statement {
    Statement {
        code: item.code,
        text: wordings(item.text),
        levels: item.levels.into_iter().map(wordings).collect(),
        hint: wordings(item.hint),
        optional: item.optional,
    }
}

fn area(area: AreaData) -> Area {
    Area {
        code: area.code,
        title: wordings(area.title),
        why: wordings(area.why),
        items: area.items.into_iter().map(statement).collect(),
    }
}

/// The instrument of a round; refused where it passes a limit, or where two things have one code.
pub(super) fn of_data(data: InstrumentData) -> Result<Instrument, ApiError> {
    let instrument = Instrument {
        code: data.code,
        version: data.version,
        title: wordings(data.title),
        license: data.license,
        author: data.author,
        scale: data.scale.into_iter().map(wordings).collect(),
        areas: data.areas.into_iter().map(area).collect(),
    };
    let bad = || about(ErrorKind::Usage, "instrument");
    instrument.check().map_err(|_| bad())?;
    let mut items: Vec<&str> = instrument.items().map(|(_, i)| i.code.as_str()).collect();
    let mut areas: Vec<&str> = instrument.areas.iter().map(|a| a.code.as_str()).collect();
    for codes in [&mut items, &mut areas] {
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        if all == 0 || codes.len() != all || codes.iter().any(|code| code.is_empty()) {
            return Err(bad());
        }
    }
    if instrument.code.is_empty() {
        return Err(bad());
    }
    Ok(instrument)
}
