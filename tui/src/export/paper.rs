//! Tables and texts that leave the program: Markdown, one HTML page, CSV. No author, no path, no
//! hour and no name of a program stand in them.

use super::csv;
use super::page::{self, escaped, plain};
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;

/// What stands on a page, one below the other.
pub(crate) enum Block {
    /// A paragraph.
    Text(String),
    /// A heading of the second level.
    Heading(String),
    /// What somebody wrote, in its lines: quoted, so that it passes for nothing of ours.
    Quote(String),
    /// Values with their labels.
    Fields(Vec<(String, String)>),
    /// A table with its head.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A page.
pub(crate) struct Paper {
    /// Its heading.
    pub(crate) title: String,
    /// What stands on it.
    pub(crate) blocks: Vec<Block>,
}

/// What a page is written as.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Format {
    /// Markdown.
    Md,
    /// One page without scripts and without anything from elsewhere.
    Html,
    /// Its tables alone.
    Csv,
}

impl Format {
    /// As the contract writes it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

impl Paper {
    /// The page in a format.
    pub(crate) fn write(&self, format: Format, texts: &Texts) -> String {
        match format {
            Format::Md => self.markdown(),
            Format::Html => self.html(texts),
            Format::Csv => self.csv(),
        }
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {}\n", plain(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Text(text) => out.push_str(&format!("{}\n", plain(text))),
                Block::Heading(text) => out.push_str(&format!("## {}\n", plain(text))),
                Block::Quote(text) => harmless_lines(text).lines().for_each(|line| {
                    out.push_str(format!("> {line}").trim_end());
                    out.push('\n');
                }),
                Block::Fields(fields) => fields.iter().for_each(|(label, value)| {
                    out.push_str(&format!("- **{}**: {}\n", plain(label), plain(value)));
                }),
                Block::Table(head, rows) => {
                    let row = |cells: &[String]| {
                        let cells: Vec<String> = cells.iter().map(|c| plain(c)).collect();
                        format!("| {} |\n", cells.join(" | "))
                    };
                    out.push_str(&row(head));
                    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
                    rows.iter().for_each(|cells| out.push_str(&row(cells)));
                }
            }
        }
        out
    }

    fn html(&self, texts: &Texts) -> String {
        let mut out = format!("<h1>{}</h1>\n", html(&self.title));
        for block in &self.blocks {
            match block {
                Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", html(text))),
                Block::Heading(text) => out.push_str(&format!("<h2>{}</h2>\n", html(text))),
                Block::Quote(text) => {
                    let lines: Vec<String> = text.lines().map(html).collect();
                    let lines = lines.join("<br>\n");
                    out.push_str(&format!("<blockquote>{lines}</blockquote>\n"));
                }
                Block::Fields(fields) => {
                    let row = |(label, value): &(String, String)| {
                        let (label, value) = (html(label), html(value));
                        format!("<li><strong>{label}</strong>: {value}</li>\n")
                    };
                    let rows: String = fields.iter().map(row).collect();
                    out.push_str(&format!("<ul>\n{rows}</ul>\n"));
                }
                Block::Table(head, rows) => {
                    let row = |cells: &[String], tag: &str| {
                        let cells = cells.iter().map(|c| format!("<{tag}>{}</{tag}>", html(c)));
                        format!("<tr>{}</tr>\n", cells.collect::<String>())
                    };
                    out.push_str("<table>\n");
                    out.push_str(&row(head, "th"));
                    rows.iter()
                        .for_each(|cells| out.push_str(&row(cells, "td")));
                    out.push_str("</table>\n");
                }
            }
        }
        page::page(texts, &self.title, &out)
    }

    fn csv(&self) -> String {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(head, rows) => Some((head, rows)),
            _ => None,
        });
        let tables = tables.map(|(head, rows)| {
            let lines = std::iter::once(head).chain(rows);
            lines.map(csv::line).collect::<String>()
        });
        tables.collect::<Vec<_>>().join("\r\n")
    }
}

/// The head of a table, by the keys of its words.
pub(crate) fn heads(texts: &Texts, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| texts.get(key)).collect()
}

/// A text in one line of HTML.
fn html(text: &str) -> String {
    escaped(&harmless(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn what_others_wrote_stays_text_in_every_format() {
        let texts = Texts::new(Language::Spanish);
        let cells = |text: &str| vec![text.to_owned()];
        let paper = Paper {
            title: "<b>T".to_owned(),
            blocks: vec![
                Block::Text("uno *dos*".to_owned()),
                Block::Quote("# tres\n<i>".to_owned()),
                Block::Fields(vec![("c".to_owned(), "<i>\n# d".to_owned())]),
                Block::Table(
                    cells("a|b"),
                    vec![cells("=1+1"), cells("-1.5"), cells("x\"y")],
                ),
            ],
        };
        let markdown = paper.write(Format::Md, &texts);
        let begin = "# \\<b\\>T\n\nuno \\*dos\\*\n\n> # tres\n> <i>\n\n";
        assert!(markdown.starts_with(begin), "{markdown}");
        let rest = "- **c**: \\<i\\> \\# d\n\n| a\\|b |\n| --- |\n";
        assert!(markdown.contains(rest), "{markdown}");
        let html = paper.write(Format::Html, &texts);
        assert!(html.contains("<h1>&lt;b&gt;T</h1>") && html.contains("<td>x&quot;y</td>"));
        assert!(
            html.contains("<blockquote># tres<br>\n&lt;i&gt;</blockquote>")
                && !html.contains("<i>")
        );
        assert!(
            html.contains("<html lang=\"es\">")
                && !html.contains("src=")
                && !html.contains("<script")
        );
        let csv = paper.write(Format::Csv, &texts);
        assert_eq!(csv, "\"a|b\"\r\n\"'=1+1\"\r\n\"-1.5\"\r\n\"x\"\"y\"\r\n");
    }
}
