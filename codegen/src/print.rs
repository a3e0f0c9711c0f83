//! Verb: tokens → text. The only place with syn and prettyplease.

mod table;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::emit::{Content, File};

/// The crate as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Text by path, relative to the crate's folder.
    pub files: BTreeMap<String, String>,
}

impl Output {
    /// The files of `src/`, by path relative to it, for a build script: its package's `lib.rs` takes this one's with
    /// `include!`, which allows no attributes of a whole file. These are left out here.
    pub fn included(&self) -> BTreeMap<String, String> {
        let sources = self.files.iter().filter_map(|(path, text)| Some((path.strip_prefix("src/")?, text)));
        let text = |path: &str, text: &str| match syn::parse_file(text) {
            Ok(file) if path == "lib.rs" => prettyplease::unparse(&syn::File { attrs: Vec::new(), ..file }),
            _ => text.to_owned(),
        };
        sources.map(|(path, source)| (path.to_owned(), text(path, source))).collect()
    }
}

/// Prints all files; `origin` is the first line of every Rust file.
pub(crate) fn print(files: Vec<File>, origin: &str) -> Output {
    let files = files.into_iter().map(|file| {
        let text = match file.content {
            Content::Text(text) => text,
            Content::Rust(tokens) => format!("// {origin}\n\n{}", rust(tokens, &file.path)),
        };
        (file.path, text)
    });
    Output { files: files.collect() }
}

/// Items with a blank line between them, except between `use` lines and between `mod` lines.
fn rust(tokens: TokenStream, path: &str) -> String {
    let syn::File { attrs, items, .. } = match syn::parse2(tokens) {
        Ok(file) => file,
        // What `emit` spells is Rust, whatever the input: this is our bug, and it must name the file.
        Err(error) => unreachable!("{path} is not Rust: {error}"),
    };
    let text =
        prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs, items: Vec::new() });
    // Attributes stand apart from the documentation; a `cfg_attr` is a part of it.
    let mut text = text.replacen("\n#![forbid", "\n\n#![forbid", 1);
    let mut before: Option<Group> = None;
    for item in items {
        let group = Group::of(&item);
        let apart = before.is_some_and(|before| before != group || group == Group::Other);
        if apart || (before.is_none() && !text.is_empty()) {
            text.push('\n');
        }
        before = Some(group);
        match &item {
            syn::Item::Macro(item) => text.push_str(&table::print(item)),
            _ => {
                let file =
                    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
                text.push_str(&spaced(&prettyplease::unparse(&file)));
            }
        }
    }
    text
}

/// What stands together.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    Use,
    Mod,
    Other,
}

impl Group {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(_) => Self::Use,
            syn::Item::Mod(_) => Self::Mod,
            _ => Self::Other,
        }
    }
}

/// A blank line after every function in an impl.
fn spaced(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + 64);
    let in_impl = lines.iter().any(|line| line.starts_with("impl"));
    for (index, line) in lines.iter().enumerate() {
        out.push_str(line);
        out.push('\n');
        let next_is_item = lines.get(index + 1).is_some_and(|next| *next != "}");
        if in_impl && next_is_item && (*line == "    }" || ends_constants(line, lines[index + 1])) {
            out.push('\n');
        }
    }
    out
}

/// Whether the associated types and constants end here.
fn ends_constants(line: &str, next: &str) -> bool {
    line.starts_with("    ") && line.ends_with(';') && next.starts_with("    fn ")
}
