//! HTML in one file: no script, nothing from elsewhere, readable in the dark, printable.

use crate::lang::Texts;

/// What every page looks like. A browser is told to load nothing and to tell nobody.
const HEAD: &str = "<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" \
content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"referrer\" content=\"no-referrer\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
const STYLE: &str = "<style>\n\
:root { color-scheme: light dark }\n\
body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }\n\
p, pre, blockquote, li { max-width: 42rem }\n\
pre { white-space: pre-wrap; overflow-wrap: anywhere }\n\
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid }\n\
table { border-collapse: collapse; margin: 1rem 0 }\n\
td, th { border: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top }\n\
s { opacity: .7 }\n\
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } }\n\
</style>\n";

/// A whole page of a title and HTML that is safe.
pub(crate) fn page(texts: &Texts, title: &str, body: &str) -> String {
    let lang = texts.language().tag();
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n{HEAD}<title>{title}</title>\n\
{STYLE}</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Somebody's text inside HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::harmless::harmless_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Somebody's line inside Markdown: it stays what it is, whatever marks stand in it.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::harmless::harmless(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "<script src=//x>&\"'\u{1b}";
        assert_eq!(
            escaped(hostile),
            "&lt;script src=//x&gt;&amp;&quot;&#39;\u{fffd}"
        );
        assert_eq!(
            plain("# a *b* <i>\n![x](y)"),
            r"\# a \*b\* \<i\> \!\[x\](y)"
        );
        let page = page(&Texts::new(Language::Spanish), hostile, "");
        assert!(!page.contains("<script"), "{page}");
        for foreign in ["http:", "https:", "src=\"", "href", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }
}
