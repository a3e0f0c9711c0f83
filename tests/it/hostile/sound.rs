//! What holds of every generated crate, whatever its document says: its files parse, stay in their folder, and hold nothing
//! of the document outside literals and escaped documentation. The fuzz target `generate` asserts the same.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use toml_edit::{DocumentMut, TableLike};

/// The identifier that hostile texts try to make a token of. No name that is made of a text has this case.
pub(crate) const CANARY: &str = "c4n4RY";

/// The longest name of a file that every file system takes.
const LONGEST_NAME: usize = 255;

/// What is wrong with a crate's files; nothing, if all is well.
pub(crate) fn problems<'f>(files: impl IntoIterator<Item = (&'f String, &'f String)>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in files {
        let mut add = |problem: String| problems.push(format!("{path}: {problem}"));
        if !stays_inside(path) {
            add("is no name that every file system takes".to_owned());
        }
        if !seen.insert(path.to_lowercase()) {
            add("is there twice where case does not count".to_owned());
        }
        if let Some(letter) = text.chars().find(|letter| misleads(*letter)) {
            add(format!("holds {letter:?}"));
        }
        match path.rsplit_once('.').map_or("", |(_, end)| end) {
            "rs" => of_rust(text, &mut add),
            "toml" => of_manifest(text, &mut add),
            "md" => of_markdown(text, true, &mut add),
            _ => {}
        }
    }
    problems
}

/// Whether a path leads to a file below the crate's folder on every system.
fn stays_inside(path: &str) -> bool {
    path.split('/').all(|name| {
        let stem = name.split('.').next().unwrap_or_default();
        let is_numbered = stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
        let is_device = matches!(stem, "con" | "prn" | "aux" | "nul")
            || (is_numbered && stem.ends_with(|last: char| last.is_ascii_digit()));
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        !stem.is_empty() && name.len() <= LONGEST_NAME && is_plain && !is_device
    })
}

/// Whether a character changes how the text around it is shown, or is not shown.
fn misleads(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t')
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn of_rust(text: &str, add: &mut impl FnMut(String)) {
    if let Err(error) = syn::parse_file(text) {
        return add(format!("is not Rust: {error}"));
    }
    let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with("// "));
    if let Some(comment) = lines.skip(1).find(|comment| comment.contains(CANARY)) {
        add(format!("has a comment of the document's: {comment}"));
    }
    match TokenStream::from_str(text) {
        Ok(tokens) => of_tokens(tokens, add),
        Err(error) => add(format!("has no tokens: {error}")),
    }
}

/// Looks for the canary among the tokens, and for what runs or links in the documentation.
fn of_tokens(tokens: TokenStream, add: &mut impl FnMut(String)) {
    let mut docs = String::new();
    let mut tokens = tokens.into_iter().peekable();
    let end = |docs: &mut String, add: &mut _| of_markdown(&std::mem::take(docs), false, add);
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                tokens.next_if(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!'));
                let group = tokens.next_if(|token| matches!(token, TokenTree::Group(_)));
                let Some(TokenTree::Group(group)) = group else { continue };
                match doc(group.stream()) {
                    Some(line) => docs.extend([&line, "\n"]),
                    None => of_tokens(group.stream(), add),
                }
            }
            TokenTree::Group(group) => {
                end(&mut docs, add);
                if group.delimiter() != Delimiter::None || !group.stream().is_empty() {
                    of_tokens(group.stream(), add);
                }
            }
            TokenTree::Ident(ident) => {
                end(&mut docs, add);
                if ident == CANARY {
                    add("has a token of the document's".to_owned());
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => end(&mut docs, add),
        }
    }
    end(&mut docs, add);
}

/// The text of `doc = "…"`.
fn doc(attribute: TokenStream) -> Option<String> {
    let attribute: syn::MetaNameValue = syn::parse2(attribute).ok().filter(is_doc)?;
    match attribute.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn is_doc(attribute: &syn::MetaNameValue) -> bool {
    attribute.path.is_ident("doc")
}

fn of_markdown(text: &str, is_page: bool, add: &mut impl FnMut(String)) {
    let mut in_code = None;
    // rustdoc takes off the space that stands before every line.
    let indent = if text.lines().all(|line| line.is_empty() || line.starts_with(' ')) { " " } else { "" };
    let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix(indent).unwrap_or(line)).collect();
    let text = lines.join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        match event {
            // A page begins with a comment that says where it comes from.
            Event::Html(html) | Event::InlineHtml(html) if !is_page || range.start > 0 => {
                add(format!("has HTML: {html}"));
            }
            Event::Start(Tag::CodeBlock(kind)) => in_code = Some(kind),
            Event::End(TagEnd::CodeBlock) => in_code = None,
            Event::Text(code) if code.contains(CANARY) => match &in_code {
                Some(CodeBlockKind::Indented) => add(format!("has code of the document's: {code}")),
                Some(CodeBlockKind::Fenced(info)) if runs(info) => {
                    add(format!("runs code of the document's: {code}"));
                }
                _ => {}
            },
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let scheme = dest_url.split_once(':').map_or("", |(scheme, _)| scheme);
                let is_path = scheme.is_empty() || dest_url[scheme.len()..].starts_with("::");
                if !is_path && !["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()) {
                    add(format!("links to {dest_url}"));
                }
            }
            _ => {}
        }
    }
}

/// Whether rustdoc takes a block of code for a test.
fn runs(info: &str) -> bool {
    const WORDS: [&str; 7] =
        ["rust", "should_panic", "no_run", "compile_fail", "test_harness", "standalone", "custom"];
    info.split([',', ' ', '\t'])
        .filter(|word| !word.is_empty())
        .all(|word| WORDS.contains(&word) || word.starts_with("edition") || word.starts_with("ignore"))
}

fn of_manifest(text: &str, add: &mut impl FnMut(String)) {
    const TABLES: [&str; 6] = ["package", "features", "lib", "dependencies", "dev-dependencies", "workspace"];
    const PACKAGES: [&str; 2] = ["clientwright-runtime", "tokio"];
    let manifest: DocumentMut = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return add(format!("is not TOML: {error}")),
    };
    let other = |table: &dyn TableLike, known: &[&str]| -> Vec<String> {
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| !known.contains(&key.as_str())).collect()
    };
    let mut found: BTreeMap<&str, Vec<String>> =
        BTreeMap::from([("the manifest", other(manifest.as_table(), &TABLES))]);
    for name in ["dependencies", "dev-dependencies"] {
        if let Some(table) = manifest.get(name).and_then(|table| table.as_table_like()) {
            found.insert(name, other(table, &PACKAGES));
        }
    }
    for (table, keys) in found.into_iter().filter(|(_, keys)| !keys.is_empty()) {
        add(format!("{table} has {}", keys.join(", ")));
    }
}
