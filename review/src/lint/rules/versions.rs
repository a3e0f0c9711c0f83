use crate::lint::{Findings, Subject};
use clientwright_document::{Kind, Value, Version};

/// A keyword that the document's own version does not know: other tools pass over it.
pub(super) fn other_version(subject: &Subject<'_>, found: &mut Findings) {
    let is_30 = subject.document.version == Version::V30;
    subject.document.visit_written(subject.sources, &mut |object, kind, at| {
        let rows = kind.vocabulary(object).unwrap_or_default();
        for (key, value) in object.as_mapping().into_iter().flatten() {
            let since = rows.iter().find(|row| row.name == key).map_or(Version::V30, |row| row.since);
            let problem = match (key.as_str(), value) {
                _ if since > subject.document.version && key == "const" => {
                    Some(("`const` is for 3.1".to_owned(), "write an `enum` of one value"))
                }
                _ if since > subject.document.version => {
                    let what = if kind == Kind::Schema { "keyword" } else { "key" };
                    Some((format!("this {what} is for {since}"), newer_version(since)))
                }
                _ if kind != Kind::Schema => None,
                (key, value) => spelled_otherwise(key, value, is_30),
            };
            if let Some((message, hint)) = problem {
                found.key(&at().join(key), message, hint);
            }
        }
    });
}

fn newer_version(since: Version) -> &'static str {
    match since {
        Version::V32 => "write `openapi: 3.2.0`, or say it another way",
        Version::V30 | Version::V31 => "write `openapi: 3.1.0`, or say it another way",
    }
}

/// What 3.0 and later versions say in other ways.
fn spelled_otherwise(key: &str, value: &Value, is_30: bool) -> Option<(String, &'static str)> {
    let (message, hint) = match (key, value) {
        ("nullable", _) if !is_30 => ("`nullable` is gone in 3.1", "add `null` to the `type`"),
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) if !is_30 => {
            ("an exclusive limit is a number in 3.1", "write the limit itself")
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) if is_30 => {
            ("an exclusive limit is a boolean in 3.0", "write the limit as `minimum` or `maximum` beside it")
        }
        ("type", Value::Sequence(_)) if is_30 => {
            ("a list of types is for 3.1", "write `nullable: true` for `null`, `oneOf` for others")
        }
        _ => return None,
    };
    Some((message.to_owned(), hint))
}

/// In 3.0 `nullable` extends the `type` beside it, and no other.
pub(super) fn nullable_without_type(subject: &Subject<'_>, found: &mut Findings) {
    const MEANING: [&str; 6] = ["type", "$ref", "allOf", "oneOf", "anyOf", "enum"];
    if subject.document.version != Version::V30 {
        return;
    }
    for schema in subject.of(Kind::Schema) {
        let is_nullable = schema.value.get("nullable").and_then(Value::as_bool) == Some(true);
        // Alone among alternatives it is read as `null`: some generators write it so.
        let is_alternative = schema.at.parent().last().is_some_and(|step| step == "oneOf" || step == "anyOf");
        if is_nullable && !is_alternative && MEANING.iter().all(|key| schema.value.get(key).is_none()) {
            found.key(&schema.at.join("nullable"), "without a `type` this has no effect", "add the `type`");
        }
    }
}
