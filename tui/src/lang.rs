//! Texts in the person's language, through Fluent. Spanish is first; Portuguese and English say the
//! same.
//!
//! Every text that a person sees has a key in `tui/i18n/`; nothing else builds sentences.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A file's name, and its texts in each language, in the order of [`Language::ALL`].
macro_rules! file {
    ($name:literal) => {
        (
            $name,
            [
                include_str!(concat!("../i18n/es/", $name)),
                include_str!(concat!("../i18n/pt/", $name)),
                include_str!(concat!("../i18n/en/", $name)),
            ],
        )
    };
}

/// Every text.
pub(crate) const FILES: [(&str, [&str; 3]); 10] = [
    file!("cli.ftl"),
    file!("decide.ftl"),
    file!("interface.ftl"),
    file!("assessment.ftl"),
    file!("assessing.ftl"),
    file!("meeting.ftl"),
    file!("attachment.ftl"),
    file!("work.ftl"),
    file!("practice.ftl"),
    file!("chain.ftl"),
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
    /// Every one, as they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Spanish, Self::Portuguese, Self::English];

    /// Its texts, a file each.
    pub(crate) fn sources(self) -> impl Iterator<Item = &'static str> {
        let all = FILES
            .into_iter()
            .flat_map(|(_, texts)| Self::ALL.into_iter().zip(texts));
        all.filter(move |(language, _)| *language == self)
            .map(|(_, text)| text)
    }

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
        let mut bundle = FluentBundle::new_concurrent(vec![
            language
                .tag()
                .parse::<LanguageIdentifier>()
                .unwrap_or_default(),
        ]);
        // Isolation marks are bidi controls: they would reach the terminal.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = match FluentResource::try_new(source.to_owned()) {
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

    /// The text of a key as a form says it: what a command line would say to do is another thing
    /// than what a form asks for. Where a form has no words of its own, that of the key.
    pub(crate) fn in_form(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let own = format!("ui-{key}");
        let said = self.with(&own, arguments);
        if said == own {
            return self.with(key, arguments);
        }
        said
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
