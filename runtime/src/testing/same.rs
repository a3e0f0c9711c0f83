//! Whether two JSON texts say the same, digit by digit.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// The JSON pointer of the first place where two JSON texts differ. White space and the order of members mean nothing;
/// numbers are compared as they are written, so that `3.50` is not `3.5` and no digit beyond an `f64` is lost.
///
/// ```
/// use clientwright_runtime::testing::difference;
///
/// assert_eq!(difference(r#"{"a":[1,3.50]}"#, r#"{ "a": [1, 3.50] }"#), None);
/// assert_eq!(difference(r#"{"a":[1,3.5]}"#, r#"{"a":[1,3.50]}"#).as_deref(), Some("/a/1"));
/// ```
///
/// # Panics
///
/// When one is not JSON.
#[track_caller]
pub fn difference(one: &str, other: &str) -> Option<String> {
    first(read(one), read(other), &|one, other| one == other)
}

/// As [`difference`], where an `f64` may have read the documented number: it keeps the value and not the text.
#[track_caller]
pub(super) fn difference_of_values(ours: &str, documented: &str) -> Option<String> {
    let is_float_of = |ours: &str, documented: &str| {
        documented.parse().is_ok_and(|value: f64| format!("{value:?}") == ours)
    };
    first(read(ours), read(documented), &|one, other| one == other || is_float_of(one, other))
}

#[track_caller]
fn read(text: &str) -> &RawValue {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("not JSON: {error}: {text}"),
    }
}

/// `same` is for numbers and words; what they stand in is compared here.
fn first(one: &RawValue, other: &RawValue, same: &dyn Fn(&str, &str) -> bool) -> Option<String> {
    match (Json::of(one), Json::of(other)) {
        (Json::Object(one), Json::Object(other)) => {
            let below = |(name, value): (&String, &&RawValue)| match other.get(name) {
                Some(theirs) => first(value, theirs, same).map(|below| step(name, &below)),
                None => Some(step(name, "")),
            };
            let added = || other.keys().find(|name| !one.contains_key(*name)).map(|name| step(name, ""));
            one.iter().find_map(below).or_else(added)
        }
        (Json::Array(one), Json::Array(other)) => {
            let below = |(index, (one, other)): (usize, (&&RawValue, &&RawValue))| {
                first(one, other, same).map(|below| step(&index.to_string(), &below))
            };
            let shorter = one.len().min(other.len());
            let longer = || (one.len() != other.len()).then(|| step(&shorter.to_string(), ""));
            one.iter().zip(&other).enumerate().find_map(below).or_else(longer)
        }
        (Json::String(one), Json::String(other)) if one == other => None,
        (Json::Plain(one), Json::Plain(other)) if same(one, other) => None,
        _ => Some(String::new()),
    }
}

fn step(name: &str, below: &str) -> String {
    format!("/{}{below}", name.replace('~', "~0").replace('/', "~1"))
}

/// A value, one level of it.
enum Json<'a> {
    Object(BTreeMap<String, &'a RawValue>),
    Array(Vec<&'a RawValue>),
    String(String),
    /// A number, `true`, `false` or `null`.
    Plain(&'a str),
}

impl<'a> Json<'a> {
    fn of(value: &'a RawValue) -> Self {
        let text = value.get();
        let parsed = match text.as_bytes().first() {
            Some(b'{') => serde_json::from_str(text).map(Self::Object),
            Some(b'[') => serde_json::from_str(text).map(Self::Array),
            Some(b'"') => serde_json::from_str(text).map(Self::String),
            _ => Ok(Self::Plain(text)),
        };
        parsed.unwrap_or_else(|error| panic!("not JSON: {error}: {text}"))
    }
}
