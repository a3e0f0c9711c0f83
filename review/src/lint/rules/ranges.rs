use crate::lint::{Findings, Subject};
use clientwright_document::vocabulary::limits;
use clientwright_document::{Kind, Number, Value};

/// Limits that exclude each other.
pub(super) fn impossible_range(subject: &Subject<'_>, found: &mut Findings) {
    for schema in subject.of(Kind::Schema) {
        let number = |key: &str| schema.value.get(key).and_then(Value::as_number);
        for (least, most) in limits() {
            let (Some(low), Some(high)) = (number(least), number(most)) else { continue };
            let is_strict = (least == "minimum")
                && ["exclusiveMinimum", "exclusiveMaximum"]
                    .iter()
                    .any(|key| schema.value.get(key).and_then(Value::as_bool) == Some(true));
            let (from, to) = (low.as_f64(), high.as_f64());
            if from > to || from == to && is_strict {
                let message = format!("nothing lies between `{least}` {low} and `{most}` {high}");
                found.value(&schema.at.join(least), message, "");
            }
        }
        if let Some(step) = number("multipleOf").filter(|step| step.as_f64() <= 0.0) {
            let message = format!("nothing is a multiple of {step}");
            found.value(&schema.at.join("multipleOf"), message, "");
        }
        let properties =
            schema.value.get("properties").and_then(Value::as_mapping).map_or(0, |all| all.len());
        let is_closed = schema.value.get("additionalProperties") == Some(&Value::Bool(false))
            && schema.value.get("patternProperties").is_none();
        let least = number("minProperties").map_or(0.0, Number::as_f64);
        if is_closed && least > properties as f64 {
            let message = format!("`minProperties` is {least}, and the properties are {properties}");
            found.value(&schema.at.join("minProperties"), message, "");
        }
    }
}
