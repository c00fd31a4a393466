//! One cell for each character that takes room, also where several are read as one: the flag of a
//! country is two letters, and a terminal that shows them apart would keep the second one when the
//! library, which sees one wide character, no longer draws it.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthChar;

/// Gives each character of a cluster that takes room the cells that it takes. What the sanitizer
/// lets through is as wide together as one by one. A line that was broken before a combining mark
/// begins without it: it would climb on what stands before the line.
pub(crate) fn split(screen: &mut Buffer) {
    for at in 0..screen.content.len() {
        let cell = &screen.content[at];
        if cell.symbol().chars().nth(1).is_none() {
            continue;
        }
        let (style, mut from) = (cell.style(), at);
        let mut parts: Vec<(usize, String)> = Vec::new();
        for c in cell.symbol().chars() {
            match (c.width().unwrap_or(0), parts.last_mut()) {
                (0, Some((_, part))) => part.push(c),
                (0, None) => {}
                (width, _) => {
                    parts.push((from, c.to_string()));
                    from += width;
                }
            }
        }
        for (place, part) in parts {
            if let Some(cell) = screen.content.get_mut(place) {
                cell.set_symbol(&part).set_style(style);
            }
        }
    }
}
