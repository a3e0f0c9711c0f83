//! The codec of the types that Rust brings along.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Decode, DecodeError, Decoder, Encode, Encoder, Shape};

impl Decode for String {
    const SHAPE: Shape = Shape::Text(None);

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        decoder.str().map(Cow::into_owned)
    }
}

impl Encode for String {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.str(self);
    }
}

impl Encode for str {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.str(self);
    }
}

impl Decode for bool {
    const SHAPE: Shape = Shape::Bool;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        decoder.bool()
    }
}

impl Encode for bool {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.bool(*self);
    }
}

impl Decode for f64 {
    const SHAPE: Shape = Shape::Number;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a 64-bit floating point number";
        let text = decoder.number()?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(not_in_range(EXPECTED)),
        }
    }
}

impl Encode for f64 {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.f64(*self);
    }
}

/// Whole numbers are read from their text: exact over the whole range, also where it is `1.0` or `1e2`.
macro_rules! integers {
    ($($type:ty: $expected:literal)*) => {$(
        impl Decode for $type {
            const SHAPE: Shape = Shape::Integer;

            fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
                let text = decoder.number()?;
                text.parse().or_else(|_| {
                    let digits = whole(text).ok_or_else(|| not_an_integer(text, $expected))?;
                    digits.parse().map_err(|_| not_in_range($expected))
                })
            }
        }

        impl Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                encoder.integer(*self);
            }
        }
    )*};
}

integers! {
    i32: "a 32-bit integer"
    u32: "an unsigned 32-bit integer"
    i64: "a 64-bit integer"
    u64: "an unsigned 64-bit integer"
}

/// The digits of a whole number that is written with a fraction of zeros or an exponent; `None` for any other number, and
/// for one with more digits than any integer has.
#[cold]
fn whole(text: &str) -> Option<String> {
    const MOST_DIGITS: i64 = 20;
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let significant = digits.trim_end_matches('0');
    let zeros = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let zeros = zeros.checked_add(i64::try_from(digits.len() - significant.len()).ok()?)?;
    let is_short = i64::try_from(significant.len()).ok()?.checked_add(zeros)? <= MOST_DIGITS;
    (zeros >= 0 && is_short)
        .then(|| format!("{sign}{significant}{}", "0".repeat(usize::try_from(zeros).unwrap_or_default())))
}

#[cold]
fn not_an_integer(text: &str, expected: &'static str) -> DecodeError {
    if text.contains(['.', 'e', 'E']) {
        DecodeError::new(expected, "a number with a fraction or an exponent")
    } else {
        not_in_range(expected)
    }
}

#[cold]
fn not_in_range(expected: &'static str) -> DecodeError {
    DecodeError::new(expected, "a number out of its range")
}

/// `null` and a missing member are both `None`.
impl<T: Decode> Decode for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        if decoder.null()? { Ok(None) } else { T::decode(decoder).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Some(value) => value.encode(encoder),
            None => encoder.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Box<T> {
    const SHAPE: Shape = T::SHAPE;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        T::decode(decoder).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, encoder: &mut Encoder) {
        (**self).encode(encoder);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, encoder: &mut Encoder) {
        (**self).encode(encoder);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SHAPE: Shape = Shape::Array(&T::SHAPE);

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        decoder.array(&mut |decoder| {
            let item = T::decode(decoder)?;
            if items.capacity() == 0 {
                // The first push would make room for four: models are large, and lists of one are common.
                items.reserve_exact(1);
            }
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, encoder: &mut Encoder) {
        self.as_slice().encode(encoder);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.array(&mut self.iter().map(|item| item as &dyn Encode));
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        let mut members = Self::new();
        decoder.object(&mut |decoder, name| match T::decode(decoder) {
            Ok(value) => {
                members.insert(name.into_owned(), value);
                Ok(())
            }
            Err(error) => Err(error.at_any_key()),
        })?;
        Ok(members)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.map(&mut self.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
    }
}
