//! Tables and texts that leave the program: Markdown, one HTML page, CSV. No author, no path, no
//! hour and no name of a program stand in them.

use crate::export::page::escaped;
use crate::harmless::harmless;

/// What stands on a page, one below the other.
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// A heading of the second level.
    Heading(String),
    /// A table with its head.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A page.
pub(super) struct Paper {
    /// Its heading.
    pub(super) title: String,
    /// The language of its texts.
    pub(super) lang: &'static str,
    /// What stands on it.
    pub(super) blocks: Vec<Block>,
}

/// What a page is written as.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Format {
    /// Markdown.
    Md,
    /// One page without scripts and without anything from elsewhere.
    Html,
    /// Its tables alone.
    Csv,
}

impl Format {
    /// As the contract writes it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

const STYLE: &str = "body{font:16px/1.4 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}\
table{border-collapse:collapse;width:100%;margin:1em 0}\
th,td{border:1px solid;padding:.3em .5em;text-align:left;vertical-align:top}\
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

impl Paper {
    /// The page in a format.
    pub(super) fn write(&self, format: Format) -> String {
        match format {
            Format::Md => self.markdown(),
            Format::Html => self.html(),
            Format::Csv => self.csv(),
        }
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {}\n", markdown(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Text(text) => out.push_str(&format!("{}\n", markdown(text))),
                Block::Heading(text) => out.push_str(&format!("## {}\n", markdown(text))),
                Block::Table(head, rows) => {
                    let row = |cells: &[String]| {
                        let cells: Vec<String> = cells.iter().map(|c| markdown(c)).collect();
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

    fn html(&self) -> String {
        let title = html(&self.title);
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n",
            self.lang
        );
        for block in &self.blocks {
            match block {
                Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", html(text))),
                Block::Heading(text) => out.push_str(&format!("<h2>{}</h2>\n", html(text))),
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
        out.push_str("</html>\n");
        out
    }

    fn csv(&self) -> String {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(head, rows) => Some((head, rows)),
            _ => None,
        });
        let tables = tables.map(|(head, rows)| {
            let lines = std::iter::once(head).chain(rows).map(|cells| {
                let cells: Vec<String> = cells.iter().map(|c| csv(c)).collect();
                format!("{}\r\n", cells.join(","))
            });
            lines.collect::<String>()
        });
        tables.collect::<Vec<_>>().join("\r\n")
    }
}

/// A text in one line, with nothing that Markdown or HTML takes for more than text.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in harmless(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A text in one line of HTML.
fn html(text: &str) -> String {
    escaped(&harmless(text))
}

/// A cell that a spreadsheet takes for text, not for a formula.
fn csv(text: &str) -> String {
    let text = harmless(text);
    let formula = text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text };
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_stays_text_in_every_format() {
        let cells = |text: &str| vec![text.to_owned()];
        let paper = Paper {
            title: "<b>T".to_owned(),
            lang: "es",
            blocks: vec![
                Block::Text("uno *dos*".to_owned()),
                Block::Table(
                    cells("a|b"),
                    vec![cells("=1+1"), cells("-1.5"), cells("x\"y")],
                ),
            ],
        };
        let markdown = paper.write(Format::Md);
        assert!(markdown.starts_with("# &lt;b>T\n\nuno \\*dos\\*\n\n| a\\|b |\n| --- |\n"));
        let html = paper.write(Format::Html);
        assert!(html.contains("<h1>&lt;b&gt;T</h1>") && html.contains("<td>x&quot;y</td>"));
        assert!(!html.contains("src=") && !html.contains("<script"));
        let csv = paper.write(Format::Csv);
        assert_eq!(csv, "\"a|b\"\r\n\"'=1+1\"\r\n\"-1.5\"\r\n\"x\"\"y\"\r\n");
    }
}
