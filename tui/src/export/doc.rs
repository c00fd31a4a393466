//! A document as Markdown and as HTML. Of Markdown the HTML knows headings, lists, quotes, code
//! and stress; everything else stays the text that it is.

use asamblea_node::api::DocDetail;

use super::page::{self, escaped, plain};
use crate::harmless::harmless_lines;
use crate::lang::Texts;

/// The text of a document under its title.
pub(crate) fn markdown(doc: &DocDetail) -> String {
    let text = harmless_lines(&doc.text);
    let mut out = String::new();
    if !text.trim_start().starts_with("# ") {
        out = format!("# {}\n\n", plain(&doc.title));
    }
    out.push_str(&text);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The comments beside a document, to follow its text; empty where there are none.
pub(crate) fn comments(doc: &DocDetail, texts: &Texts) -> String {
    let mut out = String::new();
    for comment in doc.comments.iter().filter(|comment| !comment.retracted) {
        if out.is_empty() {
            out = format!("\n---\n\n## {}\n", texts.get("export-comments"));
        }
        let line = comment.line.to_string();
        let quote = format!("«{}»", plain(&comment.quote));
        let on = texts.with("comment-on", &[("quote", &quote), ("line", &line)]);
        let name = plain(&comment.author.name);
        out.push_str(&format!("\n{on} **{name}**\n\n"));
        for line in harmless_lines(&comment.body).lines() {
            out.push_str(format!("> {line}").trim_end());
            out.push('\n');
        }
    }
    out
}

/// The document as one page of HTML.
pub(crate) fn html(doc: &DocDetail, texts: &Texts) -> String {
    page(&doc.title, &markdown(doc), texts)
}

/// A page of what is Markdown already.
pub(crate) fn page(title: &str, markdown: &str, texts: &Texts) -> String {
    page::page(texts, title, &body(&harmless_lines(markdown)))
}

/// What a run of lines makes together.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Block {
    None,
    Paragraph,
    Bullets,
    Numbers,
    Quote,
    Code,
}

impl Block {
    const fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("", ""),
            Self::Paragraph => ("<p>", "</p>\n"),
            Self::Bullets => ("<ul>\n", "</ul>\n"),
            Self::Numbers => ("<ol>\n", "</ol>\n"),
            Self::Quote => ("<blockquote>", "</blockquote>\n"),
            Self::Code => ("<pre>", "</pre>\n"),
        }
    }
}

struct Builder {
    out: String,
    open: Block,
}

impl Builder {
    fn begin(&mut self, block: Block) {
        if self.open == block {
            return;
        }
        self.out.push_str(self.open.tags().1);
        self.out.push_str(block.tags().0);
        self.open = block;
    }

    /// A line of running text: further lines of the same block break.
    fn line(&mut self, block: Block, text: &str) {
        if self.open == block {
            self.out.push_str("<br>\n");
        }
        self.begin(block);
        self.out.push_str(&stressed(text));
    }

    fn entry(&mut self, block: Block, text: &str) {
        self.begin(block);
        self.out.push_str(&format!("<li>{}</li>\n", stressed(text)));
    }
}

fn body(markdown: &str) -> String {
    let mut builder = Builder {
        out: String::new(),
        open: Block::None,
    };
    for line in markdown.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            let next = if builder.open == Block::Code {
                Block::None
            } else {
                Block::Code
            };
            builder.begin(next);
        } else if builder.open == Block::Code {
            builder.out.push_str(&escaped(line));
            builder.out.push('\n');
        } else if trimmed.is_empty() {
            builder.begin(Block::None);
        } else if let Some((level, text)) = heading(trimmed) {
            builder.begin(Block::None);
            let text = stressed(text);
            builder
                .out
                .push_str(&format!("<h{level}>{text}</h{level}>\n"));
        } else if let Some(text) = bullet(trimmed) {
            builder.entry(Block::Bullets, text);
        } else if let Some(text) = number(trimmed) {
            builder.entry(Block::Numbers, text);
        } else if let Some(text) = trimmed.strip_prefix('>') {
            builder.line(Block::Quote, text.trim_start());
        } else {
            builder.line(Block::Paragraph, trimmed);
        }
    }
    builder.begin(Block::None);
    builder.out
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line.get(level..)?.strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, text))
}

fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

fn number(line: &str) -> Option<&str> {
    let (digits, text) = line.split_once(". ")?;
    let counts = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    counts.then_some(text)
}

/// A line with what stands between pairs of stars made strong; a sign behind a backslash is that
/// sign.
fn stressed(line: &str) -> String {
    let mut out = String::new();
    let mut strong = false;
    let mut letters = line.chars().peekable();
    let mut run = String::new();
    let pairs = line.matches("**").count() / 2 * 2;
    let mut seen = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(char::is_ascii_punctuation) => {
                run.extend(letters.next());
            }
            '*' if letters.peek() == Some(&'*') && seen < pairs => {
                letters.next();
                seen += 1;
                out.push_str(&escaped(&std::mem::take(&mut run)));
                out.push_str(if strong { "</strong>" } else { "<strong>" });
                strong = !strong;
            }
            other => run.push(other),
        }
    }
    out.push_str(&escaped(&run));
    if strong {
        out.push_str("</strong>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn doc(text: &str) -> DocDetail {
        DocDetail {
            title: "Acta".to_owned(),
            text: text.to_owned(),
            ..DocDetail::default()
        }
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(body(text), want);
    }

    #[test]
    fn a_text_has_one_title() {
        assert_eq!(markdown(&doc("hola")), "# Acta\n\nhola\n");
        assert_eq!(markdown(&doc("# Otra\n")), "# Otra\n");
        assert_eq!(markdown(&doc("a\u{1b}b\n")), "# Acta\n\na\u{fffd}b\n");
    }

    #[test]
    fn blocks_become_what_they_are() {
        check("# A\nb\nc\n", "<h1>A</h1>\n<p>b<br>\nc</p>\n");
        check(
            "- a\n- b\n\n1. c\n",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n",
        );
        check("> a\n> b", "<blockquote>a<br>\nb</blockquote>\n");
        check("```\n<b>\n```\nx", "<pre>&lt;b&gt;\n</pre>\n<p>x</p>\n");
        check("```\nx", "<pre>x\n</pre>\n");
        check("**a** b ** c", "<p><strong>a</strong> b ** c</p>\n");
        check("\\*a\\*", "<p>*a*</p>\n");
        check("####### x\n1234. y", "<p>####### x<br>\n1234. y</p>\n");
    }

    #[test]
    fn no_text_becomes_a_tag_or_a_link() {
        let hostile = "# <script>x</script>\n- <img src=x onerror=y>\n\
> <i>\n[x](javascript:y) ![z](https://example.org/z)\n**<b>**\n";
        let page = html(&doc(hostile), &Texts::new(Language::Spanish));
        for tag in ["<script", "<img", "<i>", "<a", "href", "<b>"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        let tags = |name: &str| page.matches(name).count();
        assert_eq!(tags("<strong>"), tags("</strong>"));
    }
}
