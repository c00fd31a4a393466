//! PADMÉ padding (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
//! Communication with PURBs", PETS 2019): leaks O(log log n) bits of a length, costs at most 12 %.

/// Padded bytes whose padding is not what [`pad`] writes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("padding is not canonical")]
pub struct PadFault;

/// The length to which `len` bytes are padded.
#[must_use]
pub fn padded_len(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let mantissa = exponent.ilog2().saturating_add(1);
    let mask = (1_usize << exponent.saturating_sub(mantissa)).saturating_sub(1);
    len.saturating_add(mask) & !mask
}

/// Appends `0x80`, then zeros up to the PADMÉ length.
#[must_use]
pub fn pad(mut text: Vec<u8>) -> Vec<u8> {
    text.push(0x80);
    text.resize(padded_len(text.len()), 0);
    text
}

/// Undoes [`pad`].
///
/// # Errors
///
/// [`PadFault`] when there is no `0x80`, or the length is not the one [`pad`] chooses.
pub fn unpad(mut padded: Vec<u8>) -> Result<Vec<u8>, PadFault> {
    let end = padded.iter().rposition(|byte| *byte != 0).ok_or(PadFault)?;
    if padded.get(end) != Some(&0x80) || padded_len(end.saturating_add(1)) != padded.len() {
        return Err(PadFault);
    }
    padded.truncate(end);
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_are_padme() {
        for (len, want) in [
            (1, 1),
            (9, 10),
            (100, 104),
            (300, 304),
            (1000, 1024),
            (65_000, 65_536),
        ] {
            assert_eq!(padded_len(len), want, "{len}");
        }
    }

    proptest! {
        #[test]
        fn unpad_undoes_pad_at_little_cost(text in prop::collection::vec(any::<u8>(), 0..3000)) {
            let padded = pad(text.clone());
            prop_assert!(padded.len() <= (text.len() + 1) * 112 / 100 + 1);
            prop_assert_eq!(unpad(padded).unwrap(), text);
        }

        #[test]
        fn other_padding_is_refused(text in prop::collection::vec(any::<u8>(), 0..300), more in 1..40_usize) {
            let mut padded = pad(text);
            padded.resize(padded.len() + more, 0);
            prop_assert!(unpad(padded).is_err());
        }
    }
}
