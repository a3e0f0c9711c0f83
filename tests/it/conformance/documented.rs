//! The documentation's examples: what they claim to be, and built by the Rust API.

use std::collections::BTreeMap;

use clientwright_codegen::api::BodyKind;
use jsonschema::Validator;
use serde_json::Value;

use super::examples;
use super::report;
use super::subject::providers;

#[test]
fn every_example_is_what_its_schema_says() {
    let mut failures = Vec::new();
    for subject in providers() {
        let mut count = 0;
        for (file, tree) in subject.judge.files() {
            let mut validators: BTreeMap<String, Validator> = BTreeMap::new();
            for example in examples::of(tree) {
                count += 1;
                let validator = validators
                    .entry(example.schema.clone())
                    .or_insert_with_key(|schema| subject.judge.schema(&format!("{file}{schema}")).unwrap());
                if let Err(error) = validator.validate(example.value) {
                    failures.push(format!("{} {file}{}: {error}", subject.name, example.at));
                }
            }
        }
        println!("{}: {count} examples", subject.name);
        assert!(count > 0, "{} has no example", subject.name);
    }
    report(&failures);
}

/// A judge that accepts everything would make the other tests worthless.
#[test]
fn the_judge_refuses_examples_without_what_they_need() {
    for subject in providers() {
        let mut refused = 0;
        for (file, tree) in subject.judge.files() {
            for example in examples::of(tree) {
                let Some(schema) = object_schema(tree, &example.schema) else { continue };
                let validator = subject.judge.schema(&format!("{file}{}", example.schema)).unwrap();
                for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
                    let mut damaged = example.value.clone();
                    let members = damaged.as_object_mut().expect("the example of an object is one");
                    members.remove(name.as_str().expect("`required` has names"));
                    assert!(!validator.is_valid(&damaged), "{} {}: without {name}", subject.name, example.at);
                    refused += 1;
                }
                for wrong in [Value::from(0), Value::from("text"), Value::Null] {
                    assert!(!validator.is_valid(&wrong), "{} {}: {wrong}", subject.name, example.at);
                }
            }
        }
        println!("{}: {refused} damaged examples refused", subject.name);
        assert!(refused > 0, "{}: no example could be damaged", subject.name);
    }
}

/// The schema at a place, through references, when it is an object and nothing else.
fn object_schema<'d>(tree: &'d Value, at: &str) -> Option<&'d Value> {
    let schema = tree.pointer(at.strip_prefix('#')?)?;
    match schema.get("$ref").and_then(Value::as_str) {
        Some(target) => object_schema(tree, target),
        None => (schema.get("type")? == "object").then_some(schema),
    }
}

#[test]
fn every_request_example_is_built() {
    for subject in providers() {
        let bodies = subject.api.operations.iter().filter_map(|operation| operation.body.as_ref());
        let (typed, others): (Vec<_>, Vec<_>) = bodies
            .flat_map(|body| &body.payloads)
            .partition(|payload| matches!(payload.kind, BodyKind::Json(_) | BodyKind::Form(_)));
        let documented: usize = typed.iter().map(|payload| payload.examples.len()).sum();
        // Files have no value in JSON that could be compared.
        let others: usize = others.iter().map(|payload| payload.examples.len()).sum();
        let built = subject.krate.examples.values.iter().filter(|example| example.built.is_some()).count();
        println!(
            "{}: {built} of {documented} request examples are built, {others} have no JSON",
            subject.name
        );
        assert_eq!(built, documented, "{}", subject.name);
    }
}
