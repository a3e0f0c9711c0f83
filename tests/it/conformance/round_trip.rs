//! Values of every schema through the type that it became: they decode, come back with every digit and member, and the
//! judge accepts them before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright_codegen::provider::Provider;
use clientwright_codegen::rust::{Crate, Type};
use clientwright_document::pointer::Pointer;
use clientwright_runtime::testing::difference;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::instances::{Instances, MARK};
use super::subject::{Subject, providers};
use super::{driver, report};
use crate::cases::{file_name, root};
use crate::golden;

/// How many values each schema is tried with.
const INSTANCES: usize = 200;
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

/// `CORPUS_INSTANCES=museum,qdrant` does the same for public documents, which takes as long as their crates take to
/// build. They contradict themselves: what fails is to be read, and not to be zero.
#[test]
fn instances_of_the_corpus() {
    let corpus = root().join("../shared/corpus");
    let Some(wanted) = std::env::var("CORPUS_INSTANCES").ok().filter(|_| corpus.is_dir()) else {
        println!("skipped: CORPUS_INSTANCES names no document of ../shared");
        return;
    };
    let is_wanted = |path: &Path| wanted.split(',').any(|name| path.to_string_lossy().contains(name));
    let documents = crate::corpus::documents(&corpus).into_iter().filter(|path| is_wanted(path));
    let subjects: Vec<Subject> = documents
        .enumerate()
        .map(|(number, path)| {
            println!("{}", path.display());
            let decisions = Provider::for_document(&format!("corpus-{number}"));
            let (folder, name) = (path.parent().expect("a file stands in a folder"), file_name(&path));
            Subject::of(folder, &name, std::slice::from_ref(&name), &decisions)
        })
        .collect();
    assert!(!subjects.is_empty(), "{wanted}: no such document");
    all_instances_come_back("conformance-corpus", &subjects);
}

/// A value of a schema on its way through the types.
struct Trial<'s> {
    subject: &'s str,
    place: &'s str,
    validator: usize,
    text: String,
}

fn all_instances_come_back(program: &str, subjects: &[Subject]) {
    let (mut types, mut validators, mut trials, mut values) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut failures = Vec::new();
    for subject in subjects {
        let mut figures = Figures::default();
        for (place, ty) in &subject.krate.places {
            match make(subject, place, ty, &mut figures) {
                Ok((validator, texts)) => {
                    for text in texts {
                        values.push((types.len(), text.clone()));
                        trials.push(Trial {
                            subject: &subject.name,
                            place,
                            validator: validators.len(),
                            text,
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
        let problem = problem(&trial.text, result, &validators[trial.validator]);
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
    refused: usize,
    sensitive: usize,
    patterns: BTreeMap<String, Result<(), String>>,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { schemas, instances, distinct, refused, sensitive, patterns } = self;
        let patterns = patterns.len();
        write!(
            f,
            "{schemas} schemas, {instances} instances, {distinct} of them distinct, {sensitive} with sensitive texts; \
             {refused} more were refused by the judge; {patterns} patterns"
        )
    }
}

/// The values of one schema, as JSON text, and the judge's validator that has accepted all of them.
fn make(
    subject: &Subject,
    place: &str,
    ty: &Type,
    figures: &mut Figures,
) -> Result<(Validator, Vec<String>), String> {
    let validator = subject.validator(place)?;
    let at = Pointer::parse(place).ok_or("the place is no pointer")?;
    let mut instances =
        Instances::of(&subject.document, &subject.tags, place, subject.keeps_unknown_members(ty));
    let mut texts = Vec::with_capacity(INSTANCES);
    let mut refused = 0;
    for attempt in 0..INSTANCES * ATTEMPTS {
        if texts.len() == INSTANCES {
            break;
        }
        let made = instances.make(&at, attempt, matches!(ty, Type::Option(_)));
        let Some(text) = made.map(|value| value.to_json()) else { continue };
        if validator.is_valid(&read(&text)) {
            texts.push(text);
        } else {
            refused += 1;
        }
    }
    figures.schemas += 1;
    figures.instances += texts.len();
    figures.distinct += texts.iter().collect::<BTreeSet<_>>().len();
    figures.sensitive += texts.iter().filter(|text| text.contains(MARK)).count();
    figures.refused += refused;
    figures.patterns.extend(instances.patterns);
    match texts.len() {
        INSTANCES => Ok((validator, texts)),
        found => Err(format!("only {found} instances were made, {refused} refused")),
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
