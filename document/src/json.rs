//! The tree as JSON text, with numbers as exact as they were written.

use super::ledger;
use super::value::{Number, Value};

impl Value {
    /// Compact JSON.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write(self, &mut out);
        out
    }
}

fn write(value: &Value, out: &mut String) {
    ledger::asked(value);
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&json_number(number)),
        Value::String(text) => write_text(text, out),
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Mapping(mapping) => {
            out.push('{');
            for (index, (key, value)) in mapping.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    // A string can always be written as JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// JSON has neither `.inf` nor `+1.` nor hexadecimal numbers.
fn json_number(number: &Number) -> String {
    let text = number.to_string();
    if serde_json::from_str::<serde_json::Number>(&text).is_ok() {
        return text;
    }
    let value = number.as_f64();
    if value.is_finite() { format!("{value:?}") } else { "null".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::load::load;

    #[test]
    fn what_was_read_is_written() {
        let text = r#"{"a":[1,-2,1.50,1e3,18446744073709551615,null,true],"b":{"c":"\"\n"},"d":1.50}"#;
        assert_eq!(load("", "", text).unwrap().tree.to_json(), text);
        assert_eq!(load("", "", "a: .inf\nb: +1.5").unwrap().tree.to_json(), r#"{"a":null,"b":1.5}"#);
    }
}
