//! `api.txt` against what rustdoc says of the same crate, so that it cannot lie: neither about an item's signature nor
//! about what an item has by its kind. And what a change of it does to callers.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use clientwright_codegen::surface::{self, Bump, KINDS};
use regex_lite::{Captures, Regex};

use crate::cases::root;
use crate::scratch::target;

#[test]
fn api_txt_says_what_rustdoc_says() {
    let mut wrong = String::new();
    let providers = std::fs::read_dir(root().join("generated")).expect("generated/ can be listed").flatten();
    let providers = providers.filter(|entry| entry.path().is_dir());
    for provider in providers.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        let path = root().join("generated").join(&provider).join("api.txt");
        let ours =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let Some(theirs) = rustdoc(&format!("{provider}-client")) else { return };
        let ours: BTreeSet<&str> = ours.lines().filter(|line| !line.starts_with("feature ")).collect();
        let theirs: BTreeSet<&str> = theirs.iter().map(String::as_str).collect();
        wrong.extend(ours.difference(&theirs).map(|line| format!("{provider}: only in api.txt: {line}\n")));
        wrong.extend(theirs.difference(&ours).map(|line| format!("{provider}: not in api.txt: {line}\n")));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The lines for a crate of the workspace; `None` where this toolchain's rustdoc speaks another version of JSON.
fn rustdoc(package: &str) -> Option<Vec<String>> {
    let folder = target();
    // rustdoc's JSON is not stable; it is read for this test alone. A transport shows nowhere in it.
    let run = Command::new(env!("CARGO"))
        .current_dir(root())
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["rustdoc", "--quiet", "--package", package, "--no-default-features"])
        .args(["--features", "blocking,journal,serde,webhooks", "--target-dir"])
        .arg(&folder)
        .args(["--", "-Zunstable-options", "--output-format=json"])
        .output()
        .expect("cargo runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let name = package.replace('-', "_");
    let api = public_api::Builder::from_rustdoc_json(folder.join("doc").join(format!("{name}.json")))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build();
    match api {
        Ok(api) => Some(lines(&name, api.items().map(ToString::to_string))),
        Err(error) => {
            println!("skipped: rustdoc's JSON cannot be read: {error}");
            None
        }
    }
}

/// What is known of a type.
#[derive(Debug, Default)]
struct Declared {
    keyword: String,
    is_open: bool,
    traits: BTreeSet<String>,
    members: BTreeSet<String>,
    fields: BTreeSet<String>,
    /// Of an operation.
    gives: BTreeMap<String, String>,
}

/// Public items as `cargo public-api` lists them → the lines of `api.txt`.
fn lines(krate: &str, items: impl Iterator<Item = String>) -> Vec<String> {
    let items: Vec<String> = short(krate, items);
    let declaration =
        Regex::new(r"^(#\[non_exhaustive\] )?pub (struct|enum) ([\w:]+(?:<O>)?)").expect("a pattern");
    let mut types: BTreeMap<String, Declared> = BTreeMap::new();
    for found in items.iter().filter_map(|item| declaration.captures(item)) {
        let declared = types.entry(found[3].to_owned()).or_default();
        (declared.keyword, declared.is_open) = (found[2].to_owned(), found.get(1).is_some());
    }
    let mut lines = Vec::new();
    let mut inside: Option<(String, String)> = None;
    for item in items.iter().filter(|item| !declaration.is_match(item)) {
        if let Some(implementation) = implementation(item) {
            inside = implementation;
            if let Some((name, of)) = &inside {
                let of_type = types.entry(of.clone()).or_default();
                let known = if is_conversion(name, of) { &mut of_type.members } else { &mut of_type.traits };
                known.insert(name.clone());
            }
            continue;
        }
        let text = item.strip_prefix("pub ").unwrap_or(item);
        if text.starts_with("mod ") {
            inside = None;
        } else if let Some(name) = text.strip_prefix("use ") {
            let from = if name == "runtime" { String::new() } else { format!("::{name}") };
            lines.push(format!("{name} = use clientwright_runtime{from}"));
        } else if text.starts_with("fn Site::") {
            // The other side of `Environment: Into<Site>`.
        } else if let Some((name, of)) = inside.as_ref().filter(|(_, of)| is_member_of(text, of)) {
            if let (true, Some(text)) = (name == "Operation", text.strip_prefix("type ")) {
                let (path, ty) = text.split_once(" = ").expect("a type is something");
                let gives = &mut types.get_mut(of).expect("an operation is declared").gives;
                gives.insert(path.rsplit("::").next().unwrap_or(path).to_owned(), ty.to_owned());
            }
            if let (true, Some(text)) = (name == "Default", text.strip_prefix("fn ")) {
                types.get_mut(of).expect("a type is declared").members.insert(member(text).1);
            }
        } else if let Some(alias) = text.strip_prefix("type ") {
            lines.push(alias.to_owned());
        } else {
            inside = None;
            let (text, _) = named(text);
            let (path, name) = member(text);
            match types.get_mut(&path) {
                Some(declared) if declared.keyword == "struct" && !name.contains('(') => {
                    declared.fields.insert(name)
                }
                Some(declared) => declared.members.insert(name),
                None => {
                    lines.push(text.to_owned());
                    true
                }
            };
        }
    }
    lines.extend(types.iter().flat_map(|(path, declared)| declared.lines(path)));
    lines
}

impl Declared {
    fn lines(&self, path: &str) -> Vec<String> {
        let mut lines: Vec<String> = self.fields.iter().map(|field| format!("{path}.{field}")).collect();
        let mut members = self.members.clone();
        // The setters of one operation are an implementation for a part of `Call`.
        if !path.starts_with("Call<resources") {
            let traits: Vec<&str> =
                self.traits.iter().map(String::as_str).filter(|name| *name != "Default").collect();
            let kind = KINDS.iter().find(|kind| {
                (kind.keyword, kind.is_open, kind.traits) == (&self.keyword, self.is_open, &traits)
            });
            let Some(kind) = kind else {
                return vec![format!("{path} is of no kind: {self:?}")];
            };
            for known in kind.members {
                if !members.remove(*known) {
                    lines.push(format!("{path} lacks what its kind has: {known}"));
                }
            }
            let gives = match (self.gives.get("Output"), self.gives.get("Error")) {
                (Some(output), Some(error)) => format!(" -> {output}, {error}"),
                _ => String::new(),
            };
            lines.push(format!("{path} = {}{gives}", kind.name));
        }
        lines.extend(members.iter().map(|member| format!("{path}::{member}")));
        lines
    }
}

/// Whether this is written within the implementation of a trait for a type.
fn is_member_of(text: &str, of: &str) -> bool {
    let (rest, is_named) = named(text);
    is_named && member(rest).0 == of
}

/// Whether a union is made of what one of its variants holds: such conversions are members, not what its kind has.
fn is_conversion(name: &str, of: &str) -> bool {
    name.starts_with("From<") && (of.starts_with("models::") || of.starts_with("webhooks::"))
}

/// A function, a constant or a type: what is left, and whether it is one.
fn named(text: &str) -> (&str, bool) {
    let prefixes = ["async fn ", "const fn ", "fn ", "const ", "type "];
    let rest = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
    (rest.unwrap_or(text), rest.is_some())
}

/// For the head of an implementation: the trait and the type, or `None` when it is of no trait.
#[expect(clippy::option_option, reason = "no implementation at all is the third case")]
fn implementation(item: &str) -> Option<Option<(String, String)>> {
    let pattern = Regex::new(r"^(?:unsafe )?impl(?:<[^>]*>)? (.*)$").expect("a pattern");
    let head = pattern.captures(item)?.get(1)?.as_str().to_owned();
    let Some((name, of)) = head.split_once(" for ") else { return Some(None) };
    if name.starts_with("From<Environment>") {
        return Some(Some((format!("Into<{of}>"), "Environment".to_owned())));
    }
    let name = if name.starts_with("From<") { name } else { name.split('<').next().unwrap_or(name) };
    Some(Some((name.to_owned(), of.to_owned())).filter(|(name, _)| name != "StructuralPartialEq"))
}

/// `models::User::new(Required) -> Self` → the type, and the rest.
fn member(text: &str) -> (String, String) {
    let mut depth = 0;
    let mut last = None;
    for (at, letter) in text.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            '(' | ' ' if depth == 0 => break,
            ':' if depth == 0 && text[at..].starts_with("::") => last = Some(at),
            _ => {}
        }
    }
    let (path, name) = text.split_at(last.unwrap_or_default());
    (path.to_owned(), name.trim_start_matches("::").to_owned())
}

/// Paths as callers write them: models by their exported name, everything foreign by its own.
fn short(krate: &str, items: impl Iterator<Item = String>) -> Vec<String> {
    let own = Regex::new(&format!(r"\b{krate}::")).expect("a pattern");
    let foreign = Regex::new(
        r"\b(?:core|alloc|std|clientwright_runtime|serde_core|serde|http|bytes)(?:::[a-z]\w*)*::([A-Z]\w*)",
    )
    .expect("a pattern");
    let items: Vec<String> =
        items.map(|item| foreign.replace_all(&own.replace_all(&item, ""), "$1").into_owned()).collect();
    let exported: BTreeSet<String> = items
        .iter()
        .filter_map(|item| item.split_once(" models::").map(|(_, name)| name.to_owned()))
        .filter(|name| !name.contains(':'))
        .collect();
    let module = Regex::new(r"\bmodels::[^A-Z\W]\w*::([A-Z]\w*)").expect("a pattern");
    let exported = |found: &Captures<'_>| match exported.contains(&found[1]) {
        true => format!("models::{}", &found[1]),
        false => found[0].to_owned(),
    };
    items.iter().map(|item| module.replace_all(item, exported).into_owned()).collect()
}

/// Before, after, and what the change does to programs.
const EFFECTS: &[(&str, &str, Option<Bump>)] = &[
    ("models::User.name: String", "models::User.name: String", None),
    ("models::User.name: String", "models::User.name: Option<String>", Some(Bump::Major)),
    ("models::User.name: String", "", Some(Bump::Major)),
    ("models::User = struct", "models::User = struct\nmodels::User.name: String", Some(Bump::Minor)),
    (
        "models::user::Required = required",
        "models::user::Required = required\nmodels::user::Required.name: String",
        Some(Bump::Major),
    ),
    ("", "models::user::Required = required\nmodels::user::Required.name: String", Some(Bump::Minor)),
    (
        "models::Program = string enum",
        "models::Program = string enum\nmodels::Program::Custodial",
        Some(Bump::Minor),
    ),
    ("models::Program = string enum", "models::Program = union", Some(Bump::Major)),
    (
        "models::pay::By = choice\nmodels::pay::By::Card",
        "models::pay::By = choice\nmodels::pay::By::Card\nmodels::pay::By::Card::pin: String",
        Some(Bump::Major),
    ),
    (
        "models::pay::By = choice",
        "models::pay::By = choice\nmodels::pay::By::Card\nmodels::pay::By::Card::pin: String",
        Some(Bump::Minor),
    ),
    (
        "models::User::new(impl Into<String>) -> Self",
        "models::User::new(models::user::Required) -> Self",
        Some(Bump::Major),
    ),
    (
        "resources::users::GetUser = operation -> models::User, models::Problem",
        "resources::users::GetUser = operation -> models::Person, models::Problem",
        Some(Bump::Major),
    ),
    // Each conversion is an item: the type is what it is called by.
    ("models::Kyc::From<A>", "models::Kyc::From<A>\nmodels::Kyc::From<B>", Some(Bump::Minor)),
    ("models::Kyc::From<A>\nmodels::Kyc::From<B>", "models::Kyc::From<B>", Some(Bump::Major)),
    ("feature serde", "", Some(Bump::Major)),
    ("", "feature serde", Some(Bump::Minor)),
];

#[test]
fn a_change_breaks_callers_or_does_not() {
    for (before, after, effect) in EFFECTS {
        let [base, head] = [before, after].map(|text| text.parse().expect("a surface"));
        let worst = surface::compare(&base, &head).iter().map(|change| change.bump).max();
        assert_eq!(worst, *effect, "{before}\n→ {after}");
    }
}
