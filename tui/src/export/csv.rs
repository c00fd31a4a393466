//! Tables that any spreadsheet opens, written so that nothing which others wrote is computed there.

use crate::harmless::harmless_lines;

/// What begins a formula in one spreadsheet or another.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];
/// Where a spreadsheet may begin a cell within a text: one that is set to semicolons or tabs, as
/// many are in Spanish, does not see that it stands between quotes.
const BREAKS: [char; 3] = [';', '\t', '\n'];

/// One line of a table (RFC 4180).
pub(crate) fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells = cells.into_iter();
    let cells: Vec<String> = cells.map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell. A number stays a number; any other text is never taken for a formula.
fn cell(text: &str) -> String {
    let text = harmless_lines(text);
    if text.parse::<f64>().is_ok() {
        return format!("\"{text}\"");
    }
    let (mut out, mut begins) = (String::from("\""), true);
    for c in text.chars() {
        if begins && FORMULA.contains(&c) {
            out.push('\'');
        }
        begins = BREAKS.contains(&c) || begins && c.is_whitespace();
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(line([text]), format!("{want}\r\n"));
    }

    #[test]
    fn a_table_holds_texts_and_numbers_and_no_formulas() {
        assert_eq!(line(["a", "b\"c", "-1.5"]), "\"a\",\"b\"\"c\",\"-1.5\"\r\n");
        for sign in FORMULA {
            check(&format!("{sign}1+1"), &format!("\"'{sign}1+1\""));
            check(&format!(" {sign}A1"), &format!("\" '{sign}A1\""));
        }
        check("+54", "\"+54\"");
        check("a=b - c", "\"a=b - c\"");
    }

    #[test]
    fn whoever_reads_another_separator_computes_nothing_either() {
        check("x;=1+1", "\"x;'=1+1\"");
        check("x; =1+1;2", "\"x; '=1+1;2\"");
        check("uno\n@dos\ntres", "\"uno\n'@dos\ntres\"");
        check("x;\"=1", "\"x;\"\"=1\"");
    }
}
