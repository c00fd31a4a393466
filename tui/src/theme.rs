//! Colours by role: sixteen ANSI colours over the person's own background, or none of them.
//! Owns styles and the set of characters; it knows no screen.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is for; the only way a screen may ask for a colour.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Role {
    /// Ordinary text.
    #[default]
    Text,
    /// Dates and hints.
    Secondary,
    /// Headings, unread.
    Heading,
    /// A key in the footer.
    Key,
    /// Done, yes, added.
    Done,
    /// Needs care.
    Care,
    /// Danger, no, removed.
    Danger,
    /// Somebody else's cursor, by order of arrival.
    Other(u8),
    /// The square of an invitation: black on white whatever the theme.
    Square,
}

/// How roles look on this terminal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Theme {
    /// Colours may be used.
    colour: bool,
    /// Only ASCII may be used.
    ascii: bool,
}

impl Theme {
    /// A theme by choice.
    pub(crate) const fn new(colour: bool, ascii: bool) -> Self {
        Self { colour, ascii }
    }

    /// Looks at `NO_COLOR` and at the locale's encoding.
    pub(crate) fn from_environment() -> Self {
        let filled = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(filled);
        let utf8 = locale.is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        });
        Self::new(filled("NO_COLOR").is_none(), !utf8)
    }

    /// True when half blocks may be drawn.
    pub(crate) const fn has_blocks(self) -> bool {
        !self.ascii
    }

    /// The style of a role.
    pub(crate) fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let coloured = |color: Color| if self.colour { plain.fg(color) } else { plain };
        match role {
            Role::Text => plain,
            Role::Secondary => plain.add_modifier(Modifier::DIM),
            Role::Heading => plain.add_modifier(Modifier::BOLD),
            Role::Key if self.colour => coloured(Color::Cyan),
            Role::Key => plain.add_modifier(Modifier::BOLD),
            Role::Done => coloured(Color::Green),
            Role::Care => coloured(Color::Yellow),
            Role::Danger => coloured(Color::Red),
            Role::Other(at) => coloured(match at % 4 {
                0 => Color::Magenta,
                1 => Color::Blue,
                2 => Color::Green,
                _ => Color::Yellow,
            }),
            Role::Square => plain.fg(Color::Black).bg(Color::White),
        }
    }

    /// The character to draw where `symbol` was meant.
    pub(crate) fn symbol(self, symbol: &str) -> Option<&'static str> {
        if !self.ascii {
            return None;
        }
        Some(match symbol {
            "─" => "-",
            "│" => "|",
            "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" => "+",
            "›" => ">",
            "•" | "●" => "*",
            "○" => "o",
            "█" => "#",
            "▓" => "=",
            "▒" | "·" => "-",
            "░" | "…" => ".",
            "▌" => "|",
            "«" | "»" => "\"",
            _ => return None,
        })
    }
}
