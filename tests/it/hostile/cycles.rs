//! Documents that lead back to themselves: every stage ends, and so does a comparison.

use clientwright_codegen::provider::Provider;
use clientwright_document::files::Texts;
use clientwright_review::comparison::{self, Side};
use clientwright_review::day::Day;
use serde_json::{Map, Value, json};

use super::sound;
use crate::cases::tests_folder;

#[test]
fn cycles_end() {
    let text = std::fs::read_to_string(tests_folder().join("hostile/cycles.yaml")).expect("it can be read");
    let cases: Map<String, Value> = serde_yaml::from_str(&text).expect("cases have names");
    assert!(cases.len() > 15);
    for (name, case) in cases {
        for version in ["3.0.3", "3.1.0", "3.2.0"] {
            let mut document =
                json!({ "openapi": version, "info": {"title": name, "version": "1"}, "paths": {} });
            let parts = case.as_object().expect("a case is an object").clone();
            document.as_object_mut().expect("it is one").extend(parts);
            let document = document.to_string();
            drop(sound(&name, &document));
            let side = |document: &str| {
                let texts = Texts::load("openapi.yaml", document.to_owned(), |_| None, str::to_owned).ok()?;
                Side::new(texts, Some(Provider::for_document("hostile-client"))).ok()
            };
            let today = Day::parse("2026-01-31").expect("it is a day");
            let other = document.replace("type: string", "type: integer").replace("\"a\"", "\"z\"");
            if let (Some(base), Some(head)) = (side(&document), side(&other)) {
                let compared = [comparison::compare(None, Some(&base), Some(&head), None, today)];
                drop((comparison::to_text(&compared), comparison::to_json(&compared)));
                let same = comparison::compare_documents(&base, &base, today);
                assert_eq!(
                    comparison::to_json(&[same])["changes"].as_array().map_or(0, Vec::len),
                    0,
                    "{name}"
                );
            }
        }
    }
}
