use crate::lint::judge::{Direction, Judge};
use crate::lint::{Findings, Subject};
use clientwright_document::{Kind, Value};

/// The server would refuse what it takes when nothing is sent.
pub(super) fn default_mismatch(subject: &Subject<'_>, found: &mut Findings) {
    let judge = Judge::new(subject.document);
    for schema in subject.of(Kind::Schema) {
        // `null` says that there is no default.
        let Some(value) = schema.value.get("default").filter(|value| **value != Value::Null) else {
            continue;
        };
        let at = schema.at.join("default");
        for complaint in judge.complaints(value, &schema.at, Direction::Either) {
            complaint.report(&at, "", found);
        }
    }
}

/// A value that the other keywords beside it exclude.
pub(super) fn enum_mismatch(subject: &Subject<'_>, found: &mut Findings) {
    let judge = Judge::new(subject.document);
    for schema in subject.of(Kind::Schema) {
        let values = schema.value.get("enum").and_then(Value::as_sequence).unwrap_or_default();
        let is_nullable = schema.value.get("nullable").and_then(Value::as_bool) == Some(true);
        for (index, value) in
            values.iter().enumerate().filter(|(_, value)| !is_nullable || **value != Value::Null)
        {
            for complaint in judge.complaints_of_facts(value, schema.value) {
                complaint.report(&schema.at.join("enum").join(index), "", found);
            }
        }
    }
}
