//! Values of every schema through the type that it became: they decode, come back with every digit and member, and the
//! judge accepts them before and after.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_codegen::rust::{Crate, Type};
use clientwright_document::pointer::Pointer;
use clientwright_instances::{Broken, Instances, MARK, Random, broken};
use clientwright_runtime::testing::difference;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::subject::{Subject, providers};
use super::{driver, report};
use crate::golden;

/// How many values each schema is tried with.
const INSTANCES: usize = 200;
/// Of how many of them one is made that is broken in one place.
const BROKEN: usize = 40;
/// How many of what was made may miss the schema, for each that does not: parts that contradict each other are not
/// seen beforehand.
const ATTEMPTS: usize = 20;

#[test]
fn every_instance_comes_back_as_it_was() {
    let mut subjects = providers();
    for case in golden::all() {
        subjects.push(Subject::of_folder(&case.folder, &format!("golden-{}", case.name.replace('_', "-"))));
    }
    all_instances_come_back("conformance", &subjects);
}

/// A value of a schema on its way through the types.
struct Trial<'s> {
    subject: &'s str,
    place: &'s str,
    validator: usize,
    text: String,
    /// Where it is broken.
    broken: Option<String>,
}

fn all_instances_come_back(program: &str, subjects: &[Subject]) {
    let (mut types, mut validators, mut trials, mut values) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut failures = Vec::new();
    for subject in subjects {
        let mut figures = Figures::default();
        for (place, ty) in &subject.krate.places {
            match make(subject, place, ty, &mut figures) {
                Ok((validator, made)) => {
                    for (text, broken) in made {
                        values.push((types.len(), text.clone()));
                        trials.push(Trial {
                            subject: &subject.name,
                            place,
                            validator: validators.len(),
                            text,
                            broken,
                        });
                    }
                    types.push(driver::path(ty, &subject.krate));
                    validators.push(validator);
                }
                Err(problem) if subject.is_ours => {
                    failures.push(format!("{} {place}: {problem}", subject.name))
                }
                Err(problem) => println!("{} {place} skipped: {problem}", subject.name),
            }
        }
        println!("{}: {figures}", subject.name);
        if subject.is_ours {
            assert!(figures.sensitive > 0, "{} has nothing sensitive", subject.name);
        }
        for (pattern, made) in &figures.patterns {
            match made {
                Ok(()) => println!("    pattern {pattern}"),
                Err(reason) => println!("    pattern {pattern} skipped: {reason}"),
            }
        }
    }
    let crates: Vec<Crate> = subjects.iter().map(|subject| subject.krate.clone()).collect();
    let mut different: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    let results = driver::run(program, &crates, &types, &values);
    for (trial, result) in trials.iter().zip(results) {
        let problem = match &trial.broken {
            Some(broken) => problem_of_broken(&trial.text, result, broken),
            None => problem(&trial.text, result, &validators[trial.validator]),
        };
        let of_place: &mut Vec<String> = different.entry((trial.subject, trial.place)).or_default();
        of_place.extend(
            problem
                .map(|problem| format!("{} {}: {}\n    {problem}", trial.subject, trial.place, trial.text)),
        );
    }
    // A few of each say as much as all.
    for problems in different.values() {
        failures.extend(problems.iter().take(2).cloned());
    }
    report(&failures);
}

/// What is wrong with what became of a value.
fn problem(text: &str, result: Result<String, String>, validator: &Validator) -> Option<String> {
    let again = match result {
        Ok(again) => again,
        Err(problem) => return Some(problem),
    };
    match difference(&again, text) {
        Some(at) => Some(format!("differs at `{at}`: {again}")),
        None if !validator.is_valid(&read(&again)) => Some(format!("is no longer valid: {again}")),
        None => None,
    }
}

/// A broken value is refused where it is broken, or kept as it is. Of an optional member, `null` may go, and of one that
/// may be null, it may come.
fn problem_of_broken(text: &str, result: Result<String, String>, broken: &str) -> Option<String> {
    match result {
        Ok(again) => {
            let at = difference(&again, text)?;
            let (before, after) = (read(text), read(&again));
            match (before.pointer(&at), after.pointer(&at)) {
                (None, Some(Value::Null)) | (Some(Value::Null), None) => None,
                _ => Some(format!("broken at `{broken}`, and differs at `{at}`: {again}")),
            }
        }
        Err(problem) => {
            let told = problem.split_once("at `").and_then(|(_, rest)| rest.split_once("`: "));
            let told: Vec<&str> = told.map_or("", |(told, _)| told).split('/').collect();
            // The error escapes names, and so does the program that reports it.
            let broken = broken.escape_debug().to_string().escape_debug().to_string();
            let broken_at: Vec<&str> = broken.split('/').collect();
            let fits = |told: &[&str], place: &[&str]| {
                let pairs = || told.iter().zip(place);
                told.len() == place.len() && pairs().all(|(told, step)| told == step || *told == "*")
            };
            // What is missing is told by the object that misses it, and where an object should be another, so may be that.
            let is_there = fits(&told, &broken_at)
                || fits(&told, &broken_at[..broken_at.len() - 1])
                || fits(&told[..told.len() - 1], &broken_at);
            (!is_there).then(|| format!("broken at `{broken}`: {problem}"))
        }
    }
}

#[test]
fn a_broken_value_is_refused_in_its_place() {
    let refused =
        |told: &str| Err(format!("does not decode: at `{told}`: expected a string, found a number"));
    let text = r#"{"a":{"b":1}}"#;
    for told in ["/a/b", "/a", "/*/b"] {
        assert_eq!(problem_of_broken(text, refused(told), "/a/b"), None, "{told}");
    }
    for told in ["/a/c", "/b", "/a/b/c/d"] {
        assert!(problem_of_broken(text, refused(told), "/a/b").is_some(), "{told}");
    }
    assert_eq!(problem_of_broken(text, Ok(text.to_owned()), "/a/b"), None);
    assert!(problem_of_broken(text, Ok(r#"{"a":{"b":2}}"#.to_owned()), "/a/b").is_some());
    assert_eq!(problem_of_broken(r#"{"a":null}"#, Ok("{}".to_owned()), "/a"), None);
    assert!(problem_of_broken(r#"{"a":1}"#, Ok("{}".to_owned()), "/a").is_some());
}

#[test]
fn whatever_changes_on_the_way_is_a_problem() {
    let validator = jsonschema::validator_for(&json!({ "required": ["a"] })).unwrap();
    let after = |text: &str, again: &str| problem(text, Ok(again.to_owned()), &validator);
    assert_eq!(after(r#"{"a":1,"b":[]}"#, r#"{"b":[],"a":1}"#), None);
    for again in
        [r#"{"a":3.5}"#, r#"{"a":3.500}"#, r#"{"a":"3.50"}"#, "{}", r#"{"a":3.50,"b":null}"#, r#"[3.50]"#]
    {
        assert!(after(r#"{"a":3.50}"#, again).is_some(), "{again}");
    }
    assert!(after(r#"{"a":[1,2]}"#, r#"{"a":[2,1]}"#).is_some());
    assert!(after("{}", "{}").is_some(), "the judge is not asked");
    assert!(problem("{}", Err("no".to_owned()), &validator).is_some());
}

#[derive(Default)]
struct Figures {
    schemas: usize,
    instances: usize,
    distinct: usize,
    broken: usize,
    refused: usize,
    sensitive: usize,
    patterns: BTreeMap<String, Result<(), String>>,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { schemas, instances, distinct, broken, refused, sensitive, patterns } = self;
        let patterns = patterns.len();
        write!(
            f,
            "{schemas} schemas, {instances} instances, {distinct} of them distinct, {broken} broken in one place, {sensitive} with sensitive texts; \
             {refused} more were refused by the judge; {patterns} patterns"
        )
    }
}

/// JSON text, and where it is broken.
type Made = (String, Option<String>);

/// The values of one schema, as JSON text, the judge's validator that has accepted all of them, and such as it does not
/// accept, each with the place where it is broken.
fn make(
    subject: &Subject,
    place: &str,
    ty: &Type,
    figures: &mut Figures,
) -> Result<(Validator, Vec<Made>), String> {
    let validator = subject.validator(place)?;
    let at = Pointer::parse(place).ok_or("the place is no pointer")?;
    let mut instances =
        Instances::of(&subject.document, &subject.tags, place, subject.keeps_unknown_members(ty));
    let (mut texts, mut damaged) = (Vec::with_capacity(INSTANCES), Vec::new());
    let mut random = Random::of(place);
    let mut refused = 0;
    for attempt in 0..INSTANCES * ATTEMPTS {
        if texts.len() == INSTANCES {
            break;
        }
        let made = instances.make(&at, attempt, matches!(ty, Type::Option(_)));
        let Some(value) = made else { continue };
        let text = value.to_json();
        if validator.is_valid(&read(&text)) {
            texts.push(text);
            let Broken { value, at } = broken(&value, &mut random);
            let text = value.to_json();
            if damaged.len() < BROKEN && !validator.is_valid(&read(&text)) {
                damaged.push((text, Some(at)));
            }
        } else {
            refused += 1;
        }
    }
    figures.schemas += 1;
    figures.instances += texts.len();
    figures.distinct += texts.iter().collect::<BTreeSet<_>>().len();
    figures.sensitive += texts.iter().filter(|text| text.contains(MARK)).count();
    figures.broken += damaged.len();
    figures.refused += refused;
    figures.patterns.extend(instances.patterns);
    match texts.len() {
        INSTANCES => {
            let made = texts.into_iter().map(|text| (text, None)).chain(damaged).collect();
            Ok((validator, made))
        }
        found => Err(format!("only {found} instances were made, {refused} refused")),
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
