//! The tree as YAML, to look at.

use serde::ser::{Serialize, Serializer};

use super::value::{Number, Value};

impl Value {
    /// YAML in block style. Numbers beyond 64 bits are rounded: this is for reading, [`Value::to_json`] is exact.
    pub fn to_yaml(&self) -> String {
        // Trees have text for keys and no deeper nesting than what was read: nothing in them cannot be written.
        serde_yaml::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Signed(number)) => serializer.serialize_i64(*number),
            Self::Number(Number::Unsigned(number)) => serializer.serialize_u64(*number),
            Self::Number(number) => serializer.serialize_f64(number.as_f64()),
            Self::String(text) => serializer.serialize_str(text),
            Self::Sequence(items) => serializer.collect_seq(items),
            Self::Mapping(mapping) => serializer.collect_map(mapping),
        }
    }
}
