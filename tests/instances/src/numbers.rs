//! Numbers within a schema's bounds, as text: what a binary number would round must survive too.

use clientwright_document::{Mapping, Number, Value};

use crate::random::Random;

/// What is awkward, where the bounds allow it.
const INTEGERS: [i128; 12] = [
    0,
    1,
    -1,
    127,
    255,
    65_536,
    (1 << 53) - 1,
    (1 << 53) + 1,
    i32::MAX as i128,
    i32::MIN as i128,
    i64::MAX as i128,
    i64::MIN as i128,
];

const DECIMALS: [&str; 20] = [
    "0",
    "-0",
    "0.0",
    "-0.00",
    "0.1",
    "0.10",
    "3.50",
    "1e-7",
    "1E+2",
    "2.5e-3",
    "0.30000000000000004",
    "123456789012345678",
    "1234567890123456789.123456789",
    "0.123456789012345678901",
    "-99999999999999999999.99",
    "9007199254740993",
    "18446744073709551615",
    "0.00000001",
    "1000000",
    "1e300",
];

const FLOATS: [f64; 11] =
    [0.0, -0.0, 1.0, 0.1, 1e-7, 1e300, -2.5, f64::MAX, f64::MIN_POSITIVE, 5e-324, 9_007_199_254_740_993.0];

/// The bounds of one or several schemas that are all true.
pub(crate) struct Bounds {
    low: Option<Bound>,
    high: Option<Bound>,
    step: Option<f64>,
}

#[derive(Clone)]
struct Bound {
    value: f64,
    text: String,
    excluded: bool,
}

impl Bounds {
    pub(crate) fn of(parts: &[&Mapping]) -> Self {
        let bound = |part: &Mapping, key: &str, exclusive: &str| {
            let number = part.get(key).and_then(Value::as_number)?;
            let excluded = part.get(exclusive).and_then(Value::as_bool) == Some(true);
            Some(Bound { value: number.as_f64(), text: number.to_string(), excluded })
        };
        let by_value = |one: &Bound, other: &Bound| one.value.total_cmp(&other.value);
        let low = parts.iter().filter_map(|part| bound(part, "minimum", "exclusiveMinimum"));
        let high = parts.iter().filter_map(|part| bound(part, "maximum", "exclusiveMaximum"));
        let step = parts.iter().find_map(|part| part.get("multipleOf").and_then(Value::as_number));
        Self { low: low.max_by(by_value), high: high.min_by(by_value), step: step.map(Number::as_f64) }
    }

    fn allow(&self, value: f64) -> bool {
        let above = |low: &Bound| value > low.value || (!low.excluded && value == low.value);
        let below = |high: &Bound| value < high.value || (!high.excluded && value == high.value);
        self.low.as_ref().is_none_or(above) && self.high.as_ref().is_none_or(below)
    }

    /// A whole number. Without a format it is what fits `i64`: the types promise no more.
    pub(crate) fn integer(&self, format: Option<&str>, random: &mut Random) -> Option<Value> {
        let (least, most) = match format {
            Some("int32" | "int16" | "int8") => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Some("uint32" | "uint16" | "uint8") => (0, i128::from(u32::MAX)),
            Some("uint64" | "uint") => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let whole = |bound: &Bound, round: fn(f64) -> f64, inward: i128| {
            let exact = bound.text.parse().unwrap_or(round(bound.value) as i128);
            if bound.excluded && exact as f64 == bound.value { exact + inward } else { exact }
        };
        let low = self.low.as_ref().map_or(least, |low| whole(low, f64::ceil, 1).max(least));
        let high = self.high.as_ref().map_or(most, |high| whole(high, f64::floor, -1).min(most));
        if low > high {
            return None;
        }
        let awkward = INTEGERS[random.below(INTEGERS.len())];
        let mut number = match random.below(8) {
            0 => low,
            1 => high,
            2..=4 if (low..=high).contains(&awkward) => awkward,
            5 => random.between(low.max(-1000).min(high), high.min(1000).max(low)),
            _ => random.between(low, high),
        };
        if let Some(step) = self.step.filter(|step| *step >= 1.0) {
            number -= number.rem_euclid(step as i128);
        }
        Some(verbatim(number.to_string()))
    }

    /// A number that must keep every digit.
    pub(crate) fn decimal(&self, random: &mut Random) -> Option<String> {
        let awkward = DECIMALS[random.below(DECIMALS.len())].to_owned();
        let ends = [&self.low, &self.high].map(|end| end.as_ref().map(|bound| bound.text.clone()));
        let candidates = [Some(awkward), ends[random.below(2)].clone(), Some(self.digits(random))];
        let first = random.below(3);
        let candidates = candidates.iter().cycle().skip(first).take(3).flatten();
        candidates
            .chain(ends.iter().flatten())
            .find(|text| text.parse().is_ok_and(|value| self.allow(value)))
            .cloned()
    }

    /// Any digits between the bounds, or near the only one.
    fn digits(&self, random: &mut Random) -> String {
        let scale = random.below(21);
        match (&self.low, &self.high) {
            (None, None) => {
                let (whole, fraction) = (random.between(-999_999_999_999, 999_999_999_999), random.draw());
                format!("{whole}.{fraction:020}")
            }
            (low, high) => {
                let low = low
                    .as_ref()
                    .map_or_else(|| high.as_ref().map_or(0.0, |high| high.value) - 1e6, |low| low.value);
                let high = high.as_ref().map_or(low + 1e6, |high| high.value);
                let share = random.draw() as f64 / u64::MAX as f64;
                let value = self.on_step(low + (high - low) * share);
                format!("{value:.scale$}")
            }
        }
    }

    fn on_step(&self, value: f64) -> f64 {
        self.step.map_or(value, |step| (value / step).round() * step)
    }

    /// A number that is no more than an `f64`.
    pub(crate) fn float(&self, random: &mut Random) -> Option<Value> {
        let drawn = self.on_step(self.digits(random).parse().unwrap_or_default());
        let awkward = FLOATS[random.below(FLOATS.len())];
        let ends = [&self.low, &self.high].map(|end| end.as_ref().map(|bound| bound.value));
        let mut candidates = vec![Some(drawn), Some(awkward), ends[0], ends[1]];
        candidates.rotate_left(random.below(4));
        let value = candidates.into_iter().flatten().find(|value| self.allow(*value))?;
        Some(float(value))
    }
}

/// A number in the one spelling that an `f64` keeps.
pub(crate) fn float(value: f64) -> Value {
    verbatim(format!("{value:?}"))
}

/// A number of this text.
pub(crate) fn verbatim(text: String) -> Value {
    Value::Number(Number::Verbatim { value: text.parse().unwrap_or_default(), text: text.into() })
}
