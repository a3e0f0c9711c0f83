//! The layers of the generator: which module may name which, and the one home of each heavy dependency.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::cases::{files, root};

/// Each module of codegen, and the modules of codegen that it may name. Between packages Cargo holds the layers.
const LAYERS: &[(&str, &[&str])] = &[
    ("lib", &["api", "diagnostics", "emit", "plan", "print", "provider", "rust", "stages"]),
    // Shared words.
    ("wire", &[]),
    ("diagnostics", &[]),
    ("table", &["diagnostics"]),
    ("graph", &[]),
    ("keywords", &[]),
    ("tokens", &[]),
    // Nouns.
    ("api", &["wire"]),
    ("rust", &["wire"]),
    // Verbs, in the order of the pipeline.
    ("coverage", &["api", "diagnostics", "table", "wire"]),
    ("provider", &["coverage", "diagnostics", "keywords", "table", "wire"]),
    ("lower", &["api", "coverage", "diagnostics", "graph", "provider", "wire"]),
    ("plan", &["api", "coverage", "diagnostics", "graph", "keywords", "provider", "rust", "wire"]),
    ("surface", &["rust"]),
    ("emit", &["rust", "surface", "tokens", "wire"]),
    ("print", &["emit", "tokens"]),
    ("stages", &["api", "lower", "plan", "provider", "rust"]),
];

/// Packages with one home: what it would take to replace one is in one place.
const HOMES: &[(&str, &[&str])] = &[
    ("heck", &["plan"]),
    ("openapiv3", &["lower"]),
    ("pulldown_cmark", &["emit"]),
    ("serde_json", &["lower"]),
    ("serde_yaml", &["table"]),
    ("unicode_ident", &["plan"]),
    ("unicode_normalization", &["plan"]),
];

#[test]
fn modules_name_only_what_their_layer_may() {
    let mut violations = Vec::new();
    let packages = packages();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (path, text) in files(&root().join("codegen/src")) {
        let module = path.split(['/', '.']).next().unwrap_or_default().to_owned();
        let Some((_, modules)) = LAYERS.iter().find(|(known, _)| *known == module) else {
            violations.push(format!("{path}: `{module}` has no row in the table of layers"));
            continue;
        };
        seen.insert(module.clone());
        let named = Named::of(&text, &path);
        for other in &named.modules {
            if *other != module && !modules.contains(&other.as_str()) {
                violations.push(format!("{path}: `{module}` must not name `{other}`"));
            }
        }
        for package in named.names.intersection(&packages) {
            let homes = HOMES.iter().find(|(home, _)| home == package);
            if homes.is_some_and(|(_, homes)| !homes.contains(&module.as_str())) {
                violations.push(format!("{path}: `{package}` is not at home in `{module}`"));
            }
        }
    }
    for (module, _) in LAYERS.iter().filter(|(module, _)| !seen.contains(*module)) {
        violations.push(format!("`{module}` has a row in the table of layers and is not there"));
    }
    for (package, _) in HOMES.iter().filter(|(package, _)| !packages.contains(*package)) {
        violations.push(format!("codegen does not depend on `{package}`"));
    }
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// What codegen depends on, as code names it.
fn packages() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("codegen/Cargo.toml")).expect("codegen has a manifest");
    let (_, rest) = manifest.split_once("[dependencies]\n").expect("codegen has dependencies");
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_")).collect()
}

/// What a file names.
#[derive(Debug, Default)]
struct Named {
    /// Modules of the crate: `crate::api::…`, `use crate::{api, wire}`.
    modules: BTreeSet<String>,
    /// The first words of paths: `serde_json::…`, `use quote::quote`.
    names: BTreeSet<String>,
}

impl Named {
    fn of(text: &str, path: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut named = Self::default();
        // `super` of a file directly below `src` is the crate, one more for each folder.
        let depth = path.matches('/').count() + usize::from(!path.ends_with("/mod.rs") && path != "lib.rs");
        named.read(tokens, depth);
        named
    }

    fn read(&mut self, tokens: TokenStream, depth: usize) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                // What is quoted is the generated crate's, not ours.
                TokenTree::Ident(word) if *word == "quote" && is_sign(tokens.get(at + 1), '!') => at += 2,
                TokenTree::Punct(sign) if sign.as_char() == '#' && is_test(tokens.get(at + 1)) => {
                    let body = tokens[at..].iter().position(is_body);
                    at += body.unwrap_or(1);
                }
                TokenTree::Ident(word) if !follows_path(&tokens, at) => {
                    let word = word.to_string();
                    let from_crate = match word.as_str() {
                        "crate" => Some(at + 1),
                        "super" => self.above(&tokens, at, depth),
                        _ => None,
                    };
                    if let Some(next) = from_crate {
                        self.members(&tokens, next);
                    } else if is_path(&tokens, at + 1)
                        || at.checked_sub(1).is_some_and(|at| is_word(&tokens[at], "use"))
                    {
                        self.names.insert(word);
                    }
                }
                TokenTree::Group(group) => self.read(group.stream(), depth),
                _ => {}
            }
            at += 1;
        }
    }

    /// The index behind `super::super`, when that is the crate itself.
    fn above(&self, tokens: &[TokenTree], mut at: usize, depth: usize) -> Option<usize> {
        let mut levels = 1;
        while is_path(tokens, at + 1) && tokens.get(at + 3).is_some_and(|token| is_word(token, "super")) {
            levels += 1;
            at += 3;
        }
        (levels >= depth).then_some(at + 1)
    }

    /// The module, or the modules of a group, behind `crate`.
    fn members(&mut self, tokens: &[TokenTree], at: usize) {
        if !is_path(tokens, at) {
            return;
        }
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(word)) => self.member(&word.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut starts = true;
                for token in group.stream() {
                    if let (true, TokenTree::Ident(word)) = (starts, &token) {
                        self.member(&word.to_string());
                    }
                    starts = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == ',');
                }
            }
            _ => {}
        }
    }

    /// A type or a function of the crate's root is no module.
    fn member(&mut self, word: &str) {
        if LAYERS.iter().any(|(module, _)| *module == word) {
            self.modules.insert(word.to_owned());
        }
    }
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == sign)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(found) if *found == word)
}

/// The rest of `#[cfg(test)]`: tests may read a document as any type.
fn is_test(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is_sign(tokens.get(at), ':') && is_sign(tokens.get(at + 1), ':')
}

fn follows_path(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_path(tokens, at - 2)
}

/// A reader that sees nothing would find no violation.
#[test]
fn the_reader_sees_what_files_name() {
    let text = r#"
        //! crate::lower
        use crate::{api::Api, wire};
        use serde_json::Value;
        fn read() -> crate::rust::Crate {
            let text = "crate::plan";
            vec![heck::AsSnakeCase(text)];
            quote! { use crate::emit; syn::parse() }
        }
        mod inner { use super::super::print; }
        #[cfg(test)]
        mod tests { use openapiv3::Schema; }
        static AFTER: Option<graph::Node> = None;
    "#;
    let named = Named::of(text, "lower/load.rs");
    let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(list(&named.modules), "api print rust wire");
    assert_eq!(list(&named.names), "api graph heck serde_json");
    let table: BTreeMap<&str, usize> = LAYERS.iter().map(|(module, _)| (*module, 0)).collect();
    assert_eq!(table.len(), LAYERS.len(), "a module stands twice in the table");
}

/// The workspace's own commands check and test the runtime with every feature, and no second command has to.
#[test]
fn tests_have_every_feature_of_the_runtime() {
    let manifest = std::fs::read_to_string(root().join("runtime/Cargo.toml")).expect("it can be read");
    let line = |start: &str| {
        manifest.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no line `{start}`"))
    };
    let (default, itself) = (line("default = ["), line("clientwright-runtime = { path = \".\""));
    let (_, features) = manifest.split_once("[features]\n").expect("it has features");
    let (features, _) = features.split_once("\n[").expect("a table follows");
    let names = features.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let names: Vec<&str> = names.filter(|name| *name != "default" && !name.starts_with('#')).collect();
    assert!(names.len() > 3, "{names:?}");
    for name in names {
        let quoted = format!("\"{name}\"");
        let is_on = default.contains(&quoted) || itself.contains(&quoted);
        assert!(is_on, "the dev-dependency of the runtime on itself lacks {quoted}");
    }
}
