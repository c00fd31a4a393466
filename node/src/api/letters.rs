//! How words that people look for are compared with words that are there.

/// A letter without its case and accent, so that `reunion` finds `Reunión`. One letter stays one:
/// places in the text are places in what is shown.
#[must_use]
pub fn plain_letter(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    match small {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_go_and_other_letters_stay() {
        let plain: String = "ÁÑÜç€z日".chars().map(plain_letter).collect();
        assert_eq!(plain, "anuc€z日");
    }
}
