//! The keywords of one schema that speak of a value as a whole.

use std::cmp::Ordering::{Equal, Greater, Less};

use regex_lite::Regex;

use super::{Complaint, Judge};
use crate::day::Day;
use clientwright_document::Value;

impl<'d> Judge<'d> {
    /// What is wrong with a value, its parts and `enum` left aside.
    pub(super) fn facts(&self, value: &Value, schema: &'d Value, found: &mut Vec<Complaint>) {
        let kind = schema.get("type").and_then(Value::as_str);
        if let Some(kind) = kind.filter(|kind| !is_of(value, kind)) {
            let article = if matches!(kind, "array" | "integer" | "object") { "an" } else { "a" };
            found.push(Complaint::here(format!("expected {article} {kind}, found {}", value.type_name())));
            return;
        }
        let mut complain = |message: String| found.push(Complaint::here(message));
        let number = |key: &str| schema.get(key).and_then(Value::as_number);
        let mut count = |length: usize, least: &str, most: &str, what: &str| {
            let length = length as f64;
            if let Some(limit) = number(least).filter(|limit| length < limit.as_f64()) {
                complain(format!("has {length} {what}, and `{least}` is {limit}"));
            }
            if let Some(limit) = number(most).filter(|limit| length > limit.as_f64()) {
                complain(format!("has {length} {what}, and `{most}` is {limit}"));
            }
        };
        match value {
            Value::String(text) => {
                count(text.chars().count(), "minLength", "maxLength", "characters");
                let pattern = schema.get("pattern").and_then(Value::as_str);
                if let Some(pattern) = pattern.filter(|pattern| self.is_match(pattern, text) == Some(false)) {
                    complain(format!("`{text}` does not match the pattern `{pattern}`"));
                }
                let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
                if !has_format(text, format) {
                    complain(format!("`{text}` is no {format}"));
                }
            }
            Value::Number(found) => {
                let is_strict = |key: &str| schema.get(key).and_then(Value::as_bool) == Some(true);
                let value = found.as_f64();
                if let Some(limit) = number("minimum") {
                    match value.partial_cmp(&limit.as_f64()) {
                        Some(Less) => complain(format!("{found} is below the minimum, {limit}")),
                        Some(Equal) if is_strict("exclusiveMinimum") => {
                            complain(format!("{found} is not above {limit}"))
                        }
                        _ => {}
                    }
                }
                if let Some(limit) = number("maximum") {
                    match value.partial_cmp(&limit.as_f64()) {
                        Some(Greater) => complain(format!("{found} is above the maximum, {limit}")),
                        Some(Equal) if is_strict("exclusiveMaximum") => {
                            complain(format!("{found} is not below {limit}"))
                        }
                        _ => {}
                    }
                }
                if let Some(step) = number("multipleOf").filter(|step| !is_multiple(value, step.as_f64())) {
                    complain(format!("{found} is no multiple of {step}"));
                }
            }
            Value::Sequence(items) => {
                count(items.len(), "minItems", "maxItems", "items");
                let is_unique = schema.get("uniqueItems").and_then(Value::as_bool) == Some(true);
                let twice =
                    |(index, item): (usize, &Value)| items[..index].iter().any(|other| equal(other, item));
                if is_unique && items.len() < 1000 && items.iter().enumerate().any(twice) {
                    complain("an item stands twice, and `uniqueItems` is true".to_owned());
                }
            }
            Value::Mapping(entries) => count(entries.len(), "minProperties", "maxProperties", "properties"),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// `None` when the pattern is in a language that is not spoken here.
    fn is_match(&self, pattern: &'d str, text: &str) -> Option<bool> {
        let mut patterns = self.patterns.borrow_mut();
        let regex = patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
        regex.as_ref().map(|regex| regex.is_match(text))
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => matches!(value, Value::String(_)),
        "number" => matches!(value, Value::Number(_)),
        "integer" => matches!(value, Value::Number(number) if number.as_f64().fract() == 0.0),
        "boolean" => matches!(value, Value::Bool(_)),
        "array" => matches!(value, Value::Sequence(_)),
        "object" => matches!(value, Value::Mapping(_)),
        "null" => *value == Value::Null,
        _ => true,
    }
}

/// Decimal fractions are not exact in binary: 0.3 is a multiple of 0.1.
fn is_multiple(value: f64, step: f64) -> bool {
    let times = value / step;
    step <= 0.0 || (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

/// Only formats that have one spelling, and that the generated types read.
fn has_format(text: &str, format: &str) -> bool {
    match format {
        "date" => Day::parse(text).is_some(),
        "date-time" => is_date_time(text),
        "uuid" => {
            let parts: Vec<usize> = text.split('-').map(str::len).collect();
            parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        }
        _ => true,
    }
}

/// RFC 3339.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else { return false };
    let Some(time) = time.strip_prefix(['T', 't', ' ']) else { return false };
    let is_clock = |clock: &str, parts: usize| {
        let found: Vec<&str> = clock.split(':').collect();
        let limits = [24, 60, 61];
        found.len() == parts
            && found
                .iter()
                .zip(limits)
                .all(|(part, limit)| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < limit))
    };
    let (time, zone) = match time.find(['Z', 'z', '+', '-']) {
        Some(index) => time.split_at(index),
        None => return false,
    };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    Day::parse(date).is_some()
        && is_clock(clock, 3)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (matches!(zone, "Z" | "z") || is_clock(&zone[1..], 2))
}

/// Whether two values are the same JSON: `1.0` is `1`.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Sequence(left), Value::Sequence(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Mapping(left), Value::Mapping(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| equal(value, other)))
        }
        _ => left == right,
    }
}

/// A value in a message: itself when it is short.
pub(super) fn shown(value: &Value) -> String {
    match value.scalar_text().filter(|text| text.chars().count() <= 60) {
        Some(text) => format!("`{text}`"),
        None => "this".to_owned(),
    }
}
