use crate::lint::{Findings, Subject};
use clientwright_document::{Kind, Value, Version};

/// Keywords of schemas that 3.1 brought.
const SINCE_31: [&str; 17] = [
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$defs",
];

/// A keyword that the document's own version does not know: other tools pass over it.
pub(super) fn other_version(subject: &Subject<'_>, found: &mut Findings) {
    let is_30 = subject.document.version == Version::V30;
    subject.document.visit_written(subject.sources, &mut |object, kind, at| {
        if kind != Kind::Schema {
            return;
        }
        for (key, value) in object.as_mapping().into_iter().flatten() {
            let problem = match (key.as_str(), value) {
                ("nullable", _) if !is_30 => Some(("`nullable` is gone in 3.1", "add `null` to the `type`")),
                ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) if !is_30 => {
                    Some(("an exclusive limit is a number in 3.1", "write the limit itself"))
                }
                ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) if is_30 => Some((
                    "an exclusive limit is a boolean in 3.0",
                    "write the limit as `minimum` or `maximum` beside it",
                )),
                ("type", Value::Sequence(_)) if is_30 => Some((
                    "a list of types is for 3.1",
                    "write `nullable: true` for `null`, `oneOf` for others",
                )),
                ("const", _) if is_30 => Some(("`const` is for 3.1", "write an `enum` of one value")),
                (key, _) if is_30 && SINCE_31.contains(&key) => {
                    Some(("this keyword is for 3.1", "write `openapi: 3.1.0`, or say it another way"))
                }
                _ => None,
            };
            if let Some((message, hint)) = problem {
                found.key(&at().join(key), message, hint);
            }
        }
    });
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
