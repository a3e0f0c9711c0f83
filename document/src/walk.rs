//! Visits an OpenAPI document's objects, outer ones first.

use super::kind::Holds;
use super::path::Path;
use super::value::Value;

/// The text of a value's `$ref`, where OpenAPI allows one or people write one all the same.
pub(super) fn reference(value: &Value, holds: Holds) -> Option<&str> {
    let mapping = value.as_mapping()?;
    let reference = mapping.get("$ref")?.as_str()?;
    (holds.is_referable() || mapping.len() == 1).then_some(reference)
}

/// Visits a value and all that stands below it, outer ones first.
pub(super) fn walk<'v>(
    value: &'v Value,
    holds: Holds,
    path: &Path<'_>,
    visit: &mut dyn FnMut(&'v Value, Holds, &Path<'_>),
) {
    visit(value, holds, path);
    match value {
        Value::Mapping(mapping) => {
            for (key, below) in mapping {
                match holds.below(key) {
                    Holds::Data => {}
                    holds => walk(below, holds, &Path::Key { above: path, key }, visit),
                }
            }
        }
        Value::Sequence(items) if matches!(holds, Holds::List(_) | Holds::Texts) => {
            for (index, below) in items.iter().enumerate() {
                walk(below, holds.below(""), &Path::Index { above: path, index }, visit);
            }
        }
        _ => {}
    }
}

/// As [`walk`], to change what is visited: what stands below is looked for after the visit.
pub(super) fn walk_mut(
    value: &mut Value,
    holds: Holds,
    path: &Path<'_>,
    visit: &mut dyn FnMut(&mut Value, Holds, &Path<'_>),
) {
    visit(value, holds, path);
    match value {
        Value::Mapping(mapping) => {
            for (key, below) in mapping {
                match holds.below(key) {
                    Holds::Data => {}
                    holds => walk_mut(below, holds, &Path::Key { above: path, key }, visit),
                }
            }
        }
        Value::Sequence(items) if matches!(holds, Holds::List(_) | Holds::Texts) => {
            for (index, below) in items.iter_mut().enumerate() {
                walk_mut(below, holds.below(""), &Path::Index { above: path, index }, visit);
            }
        }
        _ => {}
    }
}
