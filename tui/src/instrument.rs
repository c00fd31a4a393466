//! Instruments of assessments as files: the one that comes with the program, and an organization's
//! own; whatever is wrong with a file is said with its line.

use std::fs::File;
use std::io::{self, Read as _};

use asamblea_node::api::{AreaData, InstrumentData, ItemData, Worded};
use toml_span::value::{Table, Value, ValueInner};

/// The instrument that comes with the program.
const SHIPPED: &str = include_str!("../instruments/cap-red-1.toml");

/// Bytes of one text, one code, one language tag: what the protocol carries.
const TEXT_BYTES_MAX: usize = 512;
const CODE_BYTES_MAX: usize = 24;
const LANGUAGE_BYTES_MAX: usize = 12;
const LANGUAGES_MAX: usize = 8;
/// Areas of an instrument, and items in all.
const AREAS_MAX: usize = 24;
const ITEMS_MAX: usize = 128;
/// Bytes of a file: a round carries its instrument in one operation.
const FILE_BYTES_MAX: usize = 56 * 1024;
/// What stands for the levels in a file.
const LEVELS: [&str; 4] = ["1", "2", "3", "4"];
const SCALE: [&str; 6] = ["1", "2", "3", "4", "NS", "NA"];

/// What is wrong with a file, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Fault {
    /// From 1.
    pub(crate) line: usize,
    /// The sentence: `instrument-fault-...`.
    pub(crate) key: &'static str,
    /// What it is about.
    pub(crate) about: String,
}

/// The file of the instrument that comes with the program, by its code.
pub(crate) fn shipped_file(code: &str) -> Option<&'static str> {
    code.eq_ignore_ascii_case("CAP-RED-1").then_some(SHIPPED)
}

/// Instruments that come with the program.
pub(crate) fn shipped() -> Vec<InstrumentData> {
    read(SHIPPED).into_iter().collect()
}

/// The text of a file of this path, as far as an instrument may be long and one byte more.
///
/// # Errors
///
/// The key of why it cannot be read.
pub(crate) fn load(path: &str) -> Result<String, &'static str> {
    let room = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX) + 1;
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(room).read_to_string(&mut text));
    match read.map_err(|error| error.kind()) {
        Ok(_) => Ok(text),
        Err(io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Err("ui-load-none"),
        Err(io::ErrorKind::InvalidData) => Err("ui-load-no-text"),
        Err(_) => Err("ui-load-not-allowed"),
    }
}

/// Reads a file.
///
/// # Errors
///
/// Everything that is wrong with it, by its line.
pub(crate) fn read(text: &str) -> Result<InstrumentData, Vec<Fault>> {
    let mut file = Draft {
        text,
        faults: Vec::new(),
    };
    if text.len() > FILE_BYTES_MAX {
        file.fault(0, "instrument-fault-large", "");
        return Err(file.faults);
    }
    let parsed = match toml_span::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let at = error.span.start;
            file.fault(at, "instrument-fault-syntax", error.to_string());
            return Err(file.faults);
        }
    };
    let data = file.instrument(&parsed);
    file.faults.sort_by_key(|fault| fault.line);
    match file.faults.is_empty() {
        true => Ok(data),
        false => Err(file.faults),
    }
}

struct Draft<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Draft<'_> {
    fn fault(&mut self, at: usize, key: &'static str, about: impl Into<String>) {
        let before = self.text.as_bytes().iter().take(at);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let about = about.into();
        self.faults.push(Fault { line, key, about });
    }

    /// The fields of a table; those that nobody knows are faults: a mistyped one would be lost.
    fn table<'v, 'd>(&mut self, value: &'v Value<'d>, known: &[&str]) -> Option<&'v Table<'d>> {
        let Some(table) = value.as_table() else {
            self.fault(value.span.start, "instrument-fault-table", "");
            return None;
        };
        for key in table.keys() {
            if !known.contains(&key.name.as_ref()) {
                self.fault(
                    key.span.start,
                    "instrument-fault-unknown",
                    key.name.as_ref(),
                );
            }
        }
        Some(table)
    }

    fn field<'v, 'd>(
        &mut self,
        of: &'v Table<'d>,
        at: usize,
        name: &'static str,
    ) -> Option<&'v Value<'d>> {
        let found = of.get(name);
        if found.is_none() {
            self.fault(at, "instrument-fault-missing", name);
        }
        found
    }

    fn text(&mut self, value: &Value<'_>, max: usize) -> String {
        let Some(text) = value.as_str() else {
            self.fault(value.span.start, "instrument-fault-text", "");
            return String::new();
        };
        if text.len() > max {
            self.fault(value.span.start, "instrument-fault-long", max.to_string());
        }
        if text.trim().is_empty() {
            self.fault(value.span.start, "instrument-fault-empty", "");
        }
        text.to_owned()
    }

    fn code(&mut self, of: &Table<'_>, at: usize, taken: &mut Vec<String>) -> String {
        let Some(value) = self.field(of, at, "code") else {
            return String::new();
        };
        let code = self.text(value, CODE_BYTES_MAX);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !code.chars().all(plain) {
            self.fault(value.span.start, "instrument-fault-code", &code);
        }
        if taken.iter().any(|one| one.eq_ignore_ascii_case(&code)) {
            self.fault(value.span.start, "instrument-fault-twice", &code);
        }
        taken.push(code.clone());
        code
    }

    /// A text in several languages, in the order of the file.
    fn worded(&mut self, value: &Value<'_>) -> Worded {
        let Some(table) = value.as_table() else {
            self.fault(value.span.start, "instrument-fault-languages", "");
            return Worded::new();
        };
        let mut all: Vec<_> = table.iter().collect();
        all.sort_by_key(|(key, _)| key.span.start);
        if all.is_empty() || all.len() > LANGUAGES_MAX {
            self.fault(value.span.start, "instrument-fault-languages", "");
        }
        let mut worded = Worded::new();
        for (lang, text) in all {
            if lang.name.len() > LANGUAGE_BYTES_MAX {
                self.fault(
                    lang.span.start,
                    "instrument-fault-unknown",
                    lang.name.as_ref(),
                );
            }
            let text = self.text(text, TEXT_BYTES_MAX);
            worded.push((lang.name.to_string(), text));
        }
        worded
    }

    fn worded_or_none(&mut self, of: &Table<'_>, name: &str) -> Worded {
        let value = of.get(name);
        value.map(|value| self.worded(value)).unwrap_or_default()
    }

    /// A text for each of some labels.
    fn labels(&mut self, value: &Value<'_>, names: &'static [&'static str]) -> Vec<Worded> {
        let Some(table) = self.table(value, names) else {
            return Vec::new();
        };
        let mut labels = Vec::new();
        for name in names {
            if let Some(label) = self.field(table, value.span.start, name) {
                labels.push(self.worded(label));
            }
        }
        labels
    }

    /// Tables that stand in a list.
    fn list<'v, 'd>(&mut self, value: &'v Value<'d>) -> &'v [Value<'d>] {
        match value.as_array() {
            Some(list) if !list.is_empty() => list,
            _ => {
                self.fault(value.span.start, "instrument-fault-list", "");
                &[]
            }
        }
    }

    fn instrument(&mut self, value: &Value<'_>) -> InstrumentData {
        let known = [
            "code", "version", "license", "author", "title", "scale", "area",
        ];
        let Some(table) = self.table(value, &known) else {
            return InstrumentData::default();
        };
        let code = self.code(table, 0, &mut Vec::new());
        let version = match self.field(table, 0, "version") {
            Some(value) => match value.as_integer().and_then(|n| u32::try_from(n).ok()) {
                Some(version) if version > 0 => version,
                _ => {
                    self.fault(value.span.start, "instrument-fault-version", "");
                    0
                }
            },
            None => 0,
        };
        let plain = |file: &mut Self, name: &'static str| match table.get(name) {
            Some(value) => file.text(value, TEXT_BYTES_MAX / 2),
            None => String::new(),
        };
        let (license, author) = (plain(self, "license"), plain(self, "author"));
        let title = self.field(table, 0, "title");
        let title = title.map(|value| self.worded(value)).unwrap_or_default();
        let scale = self.field(table, 0, "scale");
        let scale = scale
            .map(|value| self.labels(value, &SCALE))
            .unwrap_or_default();
        let areas = self.field(table, 0, "area");
        let areas = areas.map(|value| self.areas(value)).unwrap_or_default();
        InstrumentData {
            code,
            version,
            title,
            license,
            author,
            scale,
            areas,
        }
    }

    fn areas(&mut self, value: &Value<'_>) -> Vec<AreaData> {
        let (mut areas, mut taken, mut items) = (Vec::new(), Vec::new(), Vec::new());
        let list = self.list(value);
        if list.len() > AREAS_MAX {
            self.fault(
                value.span.start,
                "instrument-fault-many",
                AREAS_MAX.to_string(),
            );
        }
        for one in list {
            let at = one.span.start;
            let Some(table) = self.table(one, &["code", "title", "why", "item"]) else {
                continue;
            };
            let code = self.code(table, at, &mut taken);
            let title = self.field(table, at, "title");
            let title = title.map(|value| self.worded(value)).unwrap_or_default();
            let why = self.worded_or_none(table, "why");
            let inside = self.field(table, at, "item");
            let inside = inside.map(|value| self.items(value, &mut items));
            areas.push(AreaData {
                code,
                title,
                why,
                items: inside.unwrap_or_default(),
            });
        }
        if items.len() > ITEMS_MAX {
            self.fault(
                value.span.start,
                "instrument-fault-many",
                ITEMS_MAX.to_string(),
            );
        }
        areas
    }

    fn items(&mut self, value: &Value<'_>, taken: &mut Vec<String>) -> Vec<ItemData> {
        let mut items = Vec::new();
        for one in self.list(value) {
            let at = one.span.start;
            let known = ["code", "text", "levels", "hint", "optional"];
            let Some(table) = self.table(one, &known) else {
                continue;
            };
            let code = self.code(table, at, taken);
            let text = self.field(table, at, "text");
            let text = text.map(|value| self.worded(value)).unwrap_or_default();
            let levels = table.get("levels");
            let levels = levels.map(|value| self.labels(value, &LEVELS));
            let optional = match table.get("optional").map(|value| (value, value.as_ref())) {
                None => false,
                Some((_, ValueInner::Boolean(optional))) => *optional,
                Some((value, _)) => {
                    self.fault(value.span.start, "instrument-fault-yes-no", "");
                    false
                }
            };
            items.push(ItemData {
                code,
                text,
                levels: levels.unwrap_or_default(),
                hint: self.worded_or_none(table, "hint"),
                optional,
            });
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_instrument_is_whole_in_three_languages() {
        let data = read(SHIPPED).unwrap();
        assert_eq!((data.code.as_str(), data.version), ("CAP-RED-1", 1));
        assert_eq!(data.areas.len(), 8);
        let languages = |words: &Worded| {
            let tags: Vec<&str> = words.iter().map(|(lang, _)| lang.as_str()).collect();
            assert_eq!(tags, ["es", "en", "pt"]);
        };
        assert_eq!(data.scale.len(), 6);
        data.scale.iter().for_each(languages);
        for area in &data.areas {
            assert_eq!(area.items.len(), 4);
            languages(&area.title);
            area.items.iter().for_each(|item| languages(&item.text));
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.toml");
        let name = path.to_str().unwrap();
        assert_eq!(load(name), Err("ui-load-none"));
        std::fs::write(&path, [0xff, 0xfe]).unwrap();
        assert_eq!(load(name), Err("ui-load-no-text"));
        std::fs::write(&path, SHIPPED).unwrap();
        assert_eq!(load(name).as_deref(), Ok(SHIPPED));
        std::fs::write(&path, "# x\n".repeat(FILE_BYTES_MAX)).unwrap();
        let faults = read(&load(name).unwrap()).unwrap_err();
        assert_eq!(faults[0].key, "instrument-fault-large");
    }

    #[track_caller]
    fn check(change: impl Fn(String) -> String, want: &[(usize, &str, &str)]) {
        let faults = match read(&change(SHIPPED.to_owned())) {
            Ok(_) => Vec::new(),
            Err(faults) => faults,
        };
        let got: Vec<(usize, &str, &str)> = faults
            .iter()
            .map(|fault| (fault.line, fault.key, fault.about.as_str()))
            .collect();
        assert_eq!(got, want);
    }

    fn line_of(text: &str) -> usize {
        let before = SHIPPED.split(text).next().unwrap();
        before.matches('\n').count() + 1
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let put =
            |from: &'static str, to: &'static str| move |text: String| text.replacen(from, to, 1);
        check(|text| text, &[]);
        let gob2 = line_of("\"GOB2\"");
        check(
            put("\"GOB2\"", "\"GOB1\""),
            &[(gob2, "instrument-fault-twice", "GOB1")],
        );
        check(
            put("\"GOB2\"", "\"GOB 2\""),
            &[(gob2, "instrument-fault-code", "GOB 2")],
        );
        check(put("\"GOB2\"", "7"), &[(gob2, "instrument-fault-text", "")]);
        check(
            put("code = \"GOB2\"", "kode = \"GOB2\""),
            &[
                (gob2 - 1, "instrument-fault-missing", "code"),
                (gob2, "instrument-fault-unknown", "kode"),
            ],
        );
        check(
            put("version = 1", "version = 0"),
            &[(line_of("version = 1"), "instrument-fault-version", "")],
        );
        check(
            |text| format!("{text}{}", "# x\n".repeat(FILE_BYTES_MAX / 4)),
            &[(1, "instrument-fault-large", "")],
        );
        let broken = read("code = \"A\"\nversion = \n").unwrap_err();
        assert_eq!(
            (broken.len(), broken[0].key),
            (1, "instrument-fault-syntax")
        );
        assert!(broken[0].line >= 2, "{broken:?}");
        let empty = read("").unwrap_err();
        let missing: Vec<&str> = empty.iter().map(|fault| fault.about.as_str()).collect();
        assert_eq!(missing, ["code", "version", "title", "scale", "area"]);
    }

    /// What is taken keeps every limit; what is refused says why, at a line of the file.
    #[test]
    fn whatever_a_file_says_an_instrument_keeps_its_limits() {
        let known = |worded: &Worded| {
            worded.len() <= LANGUAGES_MAX
                && worded.iter().all(|(lang, text)| {
                    lang.len() <= LANGUAGE_BYTES_MAX && text.len() <= TEXT_BYTES_MAX
                })
        };
        crate::chance::feed("instrument", &[SHIPPED], |text| match read(text) {
            Ok(data) => {
                let items = || data.areas.iter().flat_map(|area| &area.items);
                assert!(data.areas.len() <= AREAS_MAX && items().count() <= ITEMS_MAX);
                assert!(data.code.len() <= CODE_BYTES_MAX && data.scale.len() == 6);
                let areas = data.areas.iter().map(|area| &area.title);
                assert!(areas.chain(items().map(|item| &item.text)).all(known));
                assert!(items().all(|item| item.levels.is_empty() || item.levels.len() == 4));
                true
            }
            Err(faults) => {
                let lines = text.matches('\n').count() + 1;
                let in_file = |fault: &Fault| (1..=lines).contains(&fault.line);
                assert!(
                    !faults.is_empty() && faults.iter().all(in_file),
                    "{faults:?}"
                );
                false
            }
        });
    }
}
