//! Instruments: what an assessment asks, as data, in as many languages as its authors wrote it.

use super::assessment::ITEMS_MAX;
use super::codec::{Fields, Reader, Writer};
use super::{ContentFault, NAME_BYTES_MAX, TITLE_BYTES_MAX};

/// The most bytes of a code of an instrument, an area or an item: `CAP-RED-1`, `GOB1`.
pub const CODE_BYTES_MAX: usize = 24;
/// The most bytes of one wording: a sentence or two.
pub const WORDING_BYTES_MAX: usize = 512;
/// The most languages of one text.
pub const LANGUAGES_MAX: usize = 8;
/// The most bytes of a language tag: `pt-BR`.
pub const LANGUAGE_BYTES_MAX: usize = 12;
/// The most areas of an instrument: a heat map still fits a screen.
pub const AREAS_MAX: usize = 24;
/// Levels of every instrument: 1 to 4.
pub const LEVELS: usize = 4;
/// Labels of a scale: its levels, then "we do not know" and "it does not apply".
pub const SCALE_LABELS: usize = LEVELS + 2;

/// A text in one language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wording {
    /// Its tag, `es`; at most [`LANGUAGE_BYTES_MAX`] bytes.
    pub lang: String,
    /// At most [`WORDING_BYTES_MAX`] bytes.
    pub text: String,
}

impl Fields for Wording {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.lang, LANGUAGE_BYTES_MAX)?;
        w.text(&self.text, WORDING_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            lang: r.text(LANGUAGE_BYTES_MAX)?,
            text: r.text(WORDING_BYTES_MAX)?,
        })
    }
}

/// A text in several languages.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wordings {
    /// At most [`LANGUAGES_MAX`].
    pub all: Vec<Wording>,
}

impl Wordings {
    /// The text in a language, else in the first that there is; empty where there is none.
    #[must_use]
    pub fn in_language(&self, lang: &str) -> &str {
        let named = self.all.iter().find(|wording| wording.lang == lang);
        named
            .or_else(|| self.all.first())
            .map_or("", |wording| wording.text.as_str())
    }
}

impl Fields for Wordings {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.all.len() > LANGUAGES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.list(&self.all)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            all: r.list(LANGUAGES_MAX)?,
        })
    }
}

/// One thing that is asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Statement {
    /// At most [`CODE_BYTES_MAX`] bytes; unique in its instrument.
    pub code: String,
    /// What is said.
    pub text: Wordings,
    /// What each level means here, lowest first: [`LEVELS`], or none where the scale says it.
    pub levels: Vec<Wordings>,
    /// What could show it.
    pub hint: Wordings,
    /// It may be left out.
    pub optional: bool,
}

impl Fields for Statement {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if !matches!(self.levels.len(), 0 | LEVELS) {
            return Err(ContentFault::Malformed);
        }
        w.text(&self.code, CODE_BYTES_MAX)?;
        self.text.write(w)?;
        w.list(&self.levels)?;
        self.hint.write(w)?;
        w.uint(self.optional.into());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let code = r.text(CODE_BYTES_MAX)?;
        let text = Wordings::read(r)?;
        let levels: Vec<Wordings> = r.list(LEVELS)?;
        if !matches!(levels.len(), 0 | LEVELS) {
            return Err(ContentFault::Malformed);
        }
        let hint = Wordings::read(r)?;
        let optional = match r.uint()? {
            0 => false,
            1 => true,
            _ => return Err(ContentFault::Malformed),
        };
        Ok(Self {
            code,
            text,
            levels,
            hint,
            optional,
        })
    }
}

/// What belongs together.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Area {
    /// At most [`CODE_BYTES_MAX`] bytes; unique in its instrument.
    pub code: String,
    /// Its title.
    pub title: Wordings,
    /// Why it is asked.
    pub why: Wordings,
    /// What is asked; at most [`ITEMS_MAX`].
    pub items: Vec<Statement>,
}

impl Fields for Area {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.items.len() > ITEMS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.text(&self.code, CODE_BYTES_MAX)?;
        self.title.write(w)?;
        self.why.write(w)?;
        w.list(&self.items)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            code: r.text(CODE_BYTES_MAX)?,
            title: Wordings::read(r)?,
            why: Wordings::read(r)?,
            items: r.list(ITEMS_MAX)?,
        })
    }
}

/// What an assessment asks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Instrument {
    /// At most [`CODE_BYTES_MAX`] bytes: rounds of one code are compared with each other.
    pub code: String,
    /// Its version, from 1.
    pub version: u32,
    /// Its title.
    pub title: Wordings,
    /// Under what it may be used; at most [`NAME_BYTES_MAX`] bytes.
    pub license: String,
    /// Who made it; at most [`TITLE_BYTES_MAX`] bytes.
    pub author: String,
    /// [`SCALE_LABELS`] labels.
    pub scale: Vec<Wordings>,
    /// At most [`AREAS_MAX`].
    pub areas: Vec<Area>,
}

impl Instrument {
    /// Every item with its area, in order.
    pub fn items(&self) -> impl Iterator<Item = (&Area, &Statement)> {
        let areas = self.areas.iter();
        areas.flat_map(|area| area.items.iter().map(move |item| (area, item)))
    }

    /// An item by its code, whatever its case.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<(&Area, &Statement)> {
        let mut items = self.items();
        items.find(|(_, item)| item.code.eq_ignore_ascii_case(code))
    }

    /// Whether it is within its limits and fits into one operation.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] says which limit it passes.
    pub fn check(&self) -> Result<(), ContentFault> {
        let mut w = Writer::new();
        self.write(&mut w)?;
        // Title and times of the round stand beside it.
        let spare = TITLE_BYTES_MAX.saturating_add(64);
        if w.finish().len().saturating_add(spare) > super::CONTENT_BYTES_MAX {
            return Err(ContentFault::TooLarge);
        }
        Ok(())
    }
}

impl Fields for Instrument {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.areas.len() > AREAS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        if self.scale.len() != SCALE_LABELS {
            return Err(ContentFault::Malformed);
        }
        w.text(&self.code, CODE_BYTES_MAX)?;
        w.uint(self.version.into());
        self.title.write(w)?;
        w.text(&self.license, NAME_BYTES_MAX)?;
        w.text(&self.author, TITLE_BYTES_MAX)?;
        w.list(&self.scale)?;
        w.list(&self.areas)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let instrument = Self {
            code: r.text(CODE_BYTES_MAX)?,
            version: u32::try_from(r.uint()?).map_err(|_| ContentFault::Malformed)?,
            title: Wordings::read(r)?,
            license: r.text(NAME_BYTES_MAX)?,
            author: r.text(TITLE_BYTES_MAX)?,
            scale: r.list(SCALE_LABELS)?,
            areas: r.list(AREAS_MAX)?,
        };
        if instrument.scale.len() == SCALE_LABELS {
            Ok(instrument)
        } else {
            Err(ContentFault::Malformed)
        }
    }
}
