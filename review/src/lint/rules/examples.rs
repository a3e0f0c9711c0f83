use crate::lint::judge::{Direction, Judge};
use crate::lint::subject::Object;
use crate::lint::{Findings, Subject};
use clientwright_codegen::wire::MediaType;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// Examples become documentation and tests of the crate: either they or the schema are wrong.
pub(super) fn example_mismatch(subject: &Subject<'_>, found: &mut Findings) {
    let judge = Judge::new(subject.document);
    let mut check = |value: &Value, at: &Pointer, schema: &Pointer, direction| {
        for complaint in judge.complaints(value, schema, direction) {
            complaint.report(at, "mend the example or the schema", found);
        }
    };
    for object in subject.objects() {
        match object.kind {
            Kind::Schema => {
                for (at, value) in of_schema(object) {
                    check(value, &at, &object.at, Direction::Either);
                }
            }
            Kind::Parameter | Kind::Header | Kind::MediaType if object.value.get("schema").is_some() => {
                let schema = object.at.join("schema");
                for (at, value) in of_holder(subject, object) {
                    if object.kind != Kind::MediaType || is_judged(&object.at) {
                        check(value, &at, &schema, direction(&object.at));
                    }
                }
            }
            _ => {}
        }
    }
}

/// A rewrite gives a schema the first of its `examples` as `example`: that one is looked at where it stands.
fn of_schema<'a>(schema: &Object<'a>) -> Vec<(Pointer, &'a Value)> {
    let listed = schema.value.get("examples").and_then(Value::as_sequence).unwrap_or_default();
    let at = schema.at.join("examples");
    let mut examples: Vec<_> =
        listed.iter().enumerate().map(|(index, value)| (at.join(index), value)).collect();
    if let Some(value) = schema.value.get("example").filter(|value| listed.first() != Some(value)) {
        examples.push((schema.at.join("example"), value));
    }
    // `example: null` says that there is none.
    examples.retain(|(_, value)| **value != Value::Null);
    examples
}

fn of_holder<'a>(subject: &Subject<'a>, holder: &Object<'a>) -> Vec<(Pointer, &'a Value)> {
    let single = holder.value.get("example").map(|value| (holder.at.join("example"), value));
    let at = holder.at.join("examples");
    let named = holder.value.get("examples").and_then(Value::as_mapping);
    let named = named.into_iter().flat_map(|named| named.keys()).filter_map(|name| {
        let (at, example) = subject.follow(&at.join(name))?;
        Some((at.join("value"), example.get("value")?))
    });
    single.into_iter().chain(named).collect()
}

/// Whether an example of a body is the value itself, and not how it is sent: in a form, numbers are text.
fn is_judged(media_type: &Pointer) -> bool {
    MediaType::new(&media_type.last().unwrap_or_default()).is_json()
}

/// Which way a body at a place goes. What the provider calls is the other way round.
fn direction(at: &Pointer) -> Direction {
    let mut direction = Direction::Either;
    let mut is_call_of_provider = false;
    for step in at.steps() {
        match &*step {
            "webhooks" | "x-webhooks" | "callbacks" => is_call_of_provider = true,
            "requestBody" | "requestBodies" => direction = Direction::Request,
            "responses" => direction = Direction::Response,
            _ => {}
        }
    }
    match direction {
        Direction::Request if is_call_of_provider => Direction::Response,
        Direction::Response if is_call_of_provider => Direction::Request,
        direction => direction,
    }
}
