//! What something came from and what came of it, below what was shown.

use asamblea_node::api::Chain;

use super::failure::Failure;
use super::words::{Words, short};
use crate::view::linking::link;

/// One line each; nothing where there is none.
pub(super) fn words(chain: &Chain, words: &mut Words<'_>) -> Result<(), Failure> {
    if chain.is_empty() {
        return Ok(());
    }
    words.gap()?;
    for (label, rows) in [
        ("chain-came-from", &chain.came_from),
        ("chain-led-to", &chain.led_to),
    ] {
        for row in rows {
            let text = format!("{} {}", words.get(label), words.spoken(link, row));
            words.row(&[text, short(&row.inside).to_owned()])?;
        }
    }
    Ok(())
}
