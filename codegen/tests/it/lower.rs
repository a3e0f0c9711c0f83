//! Lowering, on the corpus and on the specs of ours.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test has files, and figures"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clientwright_codegen::api::{Api, Effect, Kind};
use clientwright_codegen::provider::Provider;
use clientwright_document::Sources;
use clientwright_document::files::Texts;
use serde_json::Value;

#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !root.exists() {
        println!("skipped: ../shared not there");
        return;
    }
    let mut failed = Vec::new();
    let mut reasons: BTreeMap<(Effect, &str), usize> = BTreeMap::new();
    println!(
        "{:>6} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "ms", "ops", "schemas", "skip", "untyp", "ignor", "file"
    );
    for path in documents(&root) {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let sources = sources(&path);
        let document = match clientwright_document::parse(&sources) {
            Ok(document) => document,
            Err(error) => {
                failed.push(format!("{name}: {error}"));
                continue;
            }
        };
        let start = Instant::now();
        let lowered = clientwright_codegen::lower::lower(&document, &Provider::for_document("corpus"));
        let millis = start.elapsed().as_millis();
        match lowered {
            Ok(api) => {
                let count = |effect| api.notes.iter().filter(|note| note.effect == effect).count();
                println!(
                    "{millis:>6} {:>5} {:>6} {:>6} {:>6} {:>6} {name}",
                    api.operations.len(),
                    api.schemas.len(),
                    count(Effect::Skipped),
                    count(Effect::Untyped),
                    count(Effect::Ignored)
                );
                if std::env::var_os("KINDS").is_some() {
                    kinds(&api, &document);
                }
                for note in &api.notes {
                    *reasons.entry((note.effect, note.id)).or_default() += 1;
                    if std::env::var_os("NOTES").is_some() {
                        println!("    {:?} {} {}: {}", note.effect, note.id, note.at, note.reason);
                    }
                }
            }
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    for ((effect, id), count) in reasons {
        println!("{count:>6} {effect:?} {id}");
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn providers_of_ours_have_no_problems() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut problems = Vec::new();
    for folder in std::fs::read_dir(specs).into_iter().flatten().flatten() {
        let folder = folder.path();
        let Ok(text) = std::fs::read_to_string(folder.join("provider.yaml")) else { continue };
        let result = Provider::parse(&text).and_then(|provider| {
            let document = clientwright_document::parse(&sources(&folder.join("openapi.yaml")))?;
            clientwright_codegen::lower::lower(&document, &provider)
        });
        match result {
            Ok(api) => println!(
                "{}: {} operations, {} webhooks, {} schemas, {} notes",
                folder.display(),
                api.operations.len(),
                api.webhooks.len(),
                api.schemas.len(),
                api.notes.len()
            ),
            Err(found) => problems.push(format!("{}:\n{found}", folder.display())),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn mutilated_documents_are_lowered_all_the_same() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let names = [
        "petstore/petstore-3.0.4.yaml",
        "museum/openapi.yaml",
        "nexmo/reports.json",
        "openfigi/openfigi.com.json",
    ];
    let mut random = Random(7);
    for name in names {
        let Ok(text) = std::fs::read_to_string(corpus.join(name)) else {
            println!("skipped: ../shared not there");
            return;
        };
        let whole: Value = serde_yaml::from_str(&text).expect("YAML");
        for round in 0..60 {
            let mut document = whole.clone();
            for _ in 0..=random.below(4) {
                mutilate(&mut document, &mut random);
            }
            let sources = Sources::new("openapi.json", &document.to_string());
            let Ok(parsed) = clientwright_document::parse(&sources) else { continue };
            let lowered = clientwright_codegen::lower::lower(&parsed, &Provider::for_document("corpus"));
            // Without an object at the root's keys there is no document.
            let problems = lowered.err().map(|found| found.to_string()).unwrap_or_default();
            let of_root =
                ["info", "paths", "components", "webhooks"].map(|key| format!("#/{key}: expected an object"));
            let is_of_root = |line: &str| line.is_empty() || of_root.iter().any(|start| line.contains(start));
            assert!(problems.lines().all(is_of_root), "{name}, round {round}: {problems}");
        }
    }
}

/// Puts something else in the place of a value, somewhere below.
fn mutilate(value: &mut Value, random: &mut Random) {
    let children = match value {
        Value::Object(entries) => entries.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    if children == 0 || random.below(8) == 0 {
        let junk = [
            "null",
            "true",
            "1",
            "-1.5e300",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "{\"$ref\": \"#/paths\"}",
            "[\"a\", \"a\"]",
            "{\"$ref\": \"#/components/schemas/Pet\"}",
            "{\"allOf\": [{}, {\"type\": \"string\"}]}",
            "{\"oneOf\": [{\"$ref\": \"#/components/schemas/Pet\"}, {\"type\": \"null\"}, 3]}",
        ];
        *value = serde_json::from_str(junk[random.below(junk.len())]).expect("JSON");
        return;
    }
    let child = match value {
        Value::Object(entries) => entries.values_mut().nth(random.below(children)),
        Value::Array(items) => items.get_mut(random.below(children)),
        _ => None,
    };
    if let Some(child) = child {
        mutilate(child, random);
    }
}

/// The same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

/// The root documents of the corpus.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let is_spec = path.extension().is_some_and(|ext| ext == "json" || ext == "yaml");
            if path.is_dir() && path.file_name().is_some_and(|name| name != "LICENSES" && name != "resources")
            {
                folders.push(path);
            } else if is_spec && !path.display().to_string().contains("digitalocean/specification/shared") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A document with all the files that it refers to.
fn sources(path: &Path) -> Sources {
    let folder = path.parent().expect("a folder");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let other = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
    let text = std::fs::read_to_string(path).expect("text");
    Texts::load(name, text, other, str::to_owned).expect("texts that can be read").sources
}

/// What became of the schemas.
fn kinds(api: &Api, document: &clientwright_document::Document) {
    let (mut tagged, mut untagged) = (0, 0);
    for (_, schema) in api.schemas.iter() {
        match &schema.kind {
            Kind::Union(union) if union.tag.is_some() => tagged += 1,
            Kind::Union(union) => {
                untagged += 1;
                let members: Vec<String> =
                    union.members.iter().map(|m| kind_word(&api.schemas[m.usage.schema].kind)).collect();
                println!("    UNTAGGED {} {}", schema.at, members.join(" | "));
            }
            Kind::Any => {
                let node = document.get(&schema.at).map(|node| node.to_json()).unwrap_or_default();
                println!("    ANY {} {}", schema.at, node.chars().take(150).collect::<String>());
            }
            _ => {}
        }
    }
    println!("    UNIONS {tagged} tagged, {untagged} not");
}

fn kind_word(kind: &Kind) -> String {
    format!("{kind:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
}
