//! Texts in the person's language, through Fluent. Spanish is first; Portuguese and English say the
//! same.
//!
//! Every text that a person sees has a key in `tui/i18n/`; nothing else builds sentences.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

const SPANISH: &[&str] = &[
    include_str!("../i18n/es/cli.ftl"),
    include_str!("../i18n/es/decide.ftl"),
    include_str!("../i18n/es/interface.ftl"),
    include_str!("../i18n/es/assessment.ftl"),
    include_str!("../i18n/es/assessing.ftl"),
    include_str!("../i18n/es/meeting.ftl"),
    include_str!("../i18n/es/attachment.ftl"),
    include_str!("../i18n/es/work.ftl"),
];
const PORTUGUESE: &[&str] = &[
    include_str!("../i18n/pt/cli.ftl"),
    include_str!("../i18n/pt/decide.ftl"),
    include_str!("../i18n/pt/interface.ftl"),
    include_str!("../i18n/pt/assessment.ftl"),
    include_str!("../i18n/pt/assessing.ftl"),
    include_str!("../i18n/pt/meeting.ftl"),
    include_str!("../i18n/pt/attachment.ftl"),
    include_str!("../i18n/pt/work.ftl"),
];
const ENGLISH: &[&str] = &[
    include_str!("../i18n/en/cli.ftl"),
    include_str!("../i18n/en/decide.ftl"),
    include_str!("../i18n/en/interface.ftl"),
    include_str!("../i18n/en/assessment.ftl"),
    include_str!("../i18n/en/assessing.ftl"),
    include_str!("../i18n/en/meeting.ftl"),
    include_str!("../i18n/en/attachment.ftl"),
    include_str!("../i18n/en/work.ftl"),
];

/// Digits of a count; longer numbers are codes or dates.
const COUNT_DIGITS_MAX: usize = 9;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Language {
    /// Español.
    Spanish,
    /// Português.
    Portuguese,
    /// English.
    English,
}

impl Language {
    /// From `--lang`, `ASAMBLEA_LANG` or a locale such as `es_AR.UTF-8`; `None` for others.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "es" => Some(Self::Spanish),
            "pt" => Some(Self::Portuguese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Its tag, as the node knows it.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::English => "en",
        }
    }

    /// `ASAMBLEA_LANG`, else the locale, else Spanish.
    pub(crate) fn detect() -> Self {
        std::env::var("ASAMBLEA_LANG")
            .ok()
            .and_then(|tag| Self::parse(&tag))
            .or_else(|| sys_locale::get_locale().and_then(|tag| Self::parse(&tag)))
            .unwrap_or(Self::Spanish)
    }
}

/// The texts of one language.
pub(crate) struct Texts {
    bundle: FluentBundle<FluentResource>,
    language: Language,
}

impl Texts {
    /// Loads the texts.
    pub(crate) fn new(language: Language) -> Self {
        let (locale, sources) = match language {
            Language::Spanish => ("es", SPANISH),
            Language::Portuguese => ("pt", PORTUGUESE),
            Language::English => ("en", ENGLISH),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![
            locale.parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        // Isolation marks are bidi controls: they would reach the terminal.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, language }
    }

    /// The language.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key; the key itself where it is missing, which a test forbids.
    pub(crate) fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with arguments. Whole numbers are made numbers, for plural forms; any
    /// other text stays as it is.
    pub(crate) fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            let counts = value.len() <= COUNT_DIGITS_MAX
                && value.bytes().all(|byte| byte.is_ascii_digit())
                && (*value == "0" || !value.starts_with('0'));
            let value = if counts {
                FluentValue::try_number(value)
            } else {
                FluentValue::String(Cow::Borrowed(value))
            };
            args.set(Cow::Borrowed(*name), value);
        }
        let mut faults = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&args), &mut faults)
            .into_owned()
    }
}
