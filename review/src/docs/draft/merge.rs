//! What the samples of an operation show beyond its tables.

use serde_yaml::Value;

use super::{Field, Operation, Response};

/// Adds to each body what only its samples show.
pub(super) fn samples(operation: &mut Operation) {
    operation.body = nested(std::mem::take(&mut operation.body));
    for sample in &operation.requests {
        add(&mut operation.body, sample);
    }
    // A sample without a status is that of the only success.
    let is_success = |it: &Response| it.status.as_ref().is_some_and(|status| status.starts_with('2'));
    if let Some(at) = operation.responses.iter().position(|it| it.status.is_none())
        && operation.responses.iter().filter(|it| is_success(it)).count() == 1
    {
        let unnamed = operation.responses.remove(at);
        let success = operation.responses.iter_mut().find(|it| is_success(it)).expect("it was counted");
        success.fields.extend(unnamed.fields);
        success.samples.extend(unnamed.samples);
    }
    for response in &mut operation.responses {
        response.fields = nested(std::mem::take(&mut response.fields));
        for sample in &response.samples {
            let item = sample.as_sequence().and_then(|items| items.first());
            add(&mut response.fields, item.unwrap_or(sample));
        }
    }
}

/// `address.city` is a field of `address`, `items[].id` of the items of `items`.
fn nested(fields: Vec<Field>) -> Vec<Field> {
    let mut all: Vec<Field> = Vec::new();
    for mut field in fields {
        let Some((parent, name)) =
            field.name.split_once('.').map(|(one, other)| (one.to_owned(), other.to_owned()))
        else {
            let name = field.name.strip_suffix("[]").unwrap_or(&field.name).to_owned();
            match all.iter_mut().find(|it| it.name == name) {
                // Its parts came first.
                Some(known) if known.kind == field.kind => {
                    *known = Field { fields: std::mem::take(&mut known.fields), ..field }
                }
                Some(known) => known.questions.push("the page shows it twice".to_owned()),
                None => all.push(Field { name, ..field }),
            }
            continue;
        };
        let (parent, is_list) = match parent.strip_suffix("[]") {
            Some(parent) => (parent.to_owned(), true),
            None => (parent, false),
        };
        field.name = name;
        let at = all.iter().position(|it| it.name == parent).unwrap_or_else(|| {
            let kind = Some(if is_list { "array" } else { "object" });
            let questions = vec!["the page shows it as a part of other names only".to_owned()];
            all.push(Field {
                name: parent,
                kind,
                items: is_list.then_some("object"),
                questions,
                ..Field::default()
            });
            all.len() - 1
        });
        all[at].fields.push(field);
    }
    for field in &mut all {
        field.fields = nested(std::mem::take(&mut field.fields));
    }
    all
}

/// Adds what a sample shows.
fn add(fields: &mut Vec<Field>, sample: &Value) {
    for (key, value) in sample.as_mapping().into_iter().flatten() {
        let Some(name) = key.as_str() else { continue };
        let at = fields.iter().position(|it| it.name == name).unwrap_or_else(|| {
            fields.push(Field { name: name.to_owned(), is_sampled: true, ..Field::default() });
            fields.len() - 1
        });
        let field = &mut fields[at];
        let found = kind(value);
        match (field.kind, found) {
            (None, found) => field.kind = found,
            (Some("integer"), Some("number")) if field.is_sampled => field.kind = Some("number"),
            (Some("number"), Some("integer")) | (_, None) => {}
            (Some(known), Some(found)) if known != found => {
                let question = format!("a sample shows {found} where the type is {known}");
                if !field.questions.contains(&question) {
                    field.questions.push(question);
                }
                continue;
            }
            _ => {}
        }
        match value {
            Value::Mapping(_) => add(&mut field.fields, value),
            Value::Sequence(items) => {
                for item in items {
                    field.items = field.items.or(kind(item));
                    add(&mut field.fields, item);
                }
            }
            _ => {}
        }
    }
}

fn kind(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Null | Value::Tagged(_) => return None,
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
    })
}
