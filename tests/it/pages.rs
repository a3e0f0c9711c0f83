//! What README, ARCHITECTURE, CONTRIBUTING, STYLE and the decisions name is there: files, folders, commands, options.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cases::{files, root};
use crate::repository::run;

/// Where a path in prose may begin: the root, or the sources of the package that the sentence is about.
const BASES: [&str; 9] = [
    "",
    "document/src",
    "codegen/src",
    "review/src",
    "review/src/diff",
    "cli/src",
    "runtime/src",
    "tests",
    "tests/diff",
];

/// What only a user's own workspace has, what is built, and media types.
const ELSEWHERE: [&str; 7] =
    ["specs/acme", "generated/acme", "tours/examples/acme", "components/", "target/", "../", "application/"];

fn pages() -> Vec<(String, String)> {
    let own = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md"].map(str::to_owned);
    let decisions = files(&root().join("docs")).into_keys().map(|path| format!("docs/{path}"));
    let read = |path: &String| fs::read_to_string(root().join(path)).expect("a page can be read");
    own.into_iter().chain(decisions).map(|path| (path.clone(), read(&path))).collect()
}

/// What stands between backquotes, in prose and in blocks of commands.
fn spans(text: &str) -> Vec<&str> {
    let (mut spans, mut is_block) = (Vec::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_block = !is_block;
        } else if is_block {
            spans.push(line);
        } else {
            spans.extend(line.split('`').skip(1).step_by(2));
        }
    }
    spans
}

/// A path without gaps to fill in.
fn path(span: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let is_path = span.contains('/') && span.chars().all(is_plain) && !span.starts_with('/');
    (is_path && !ELSEWHERE.iter().any(|elsewhere| span.starts_with(elsewhere))).then_some(span)
}

/// The targets of links that are no addresses.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    targets.filter(|target| !target.contains("://") && !target.starts_with('#'))
}

#[test]
fn what_pages_name_is_there() {
    let mut missing = Vec::new();
    let mut found = 0;
    for (page, text) in pages() {
        for named in spans(&text).into_iter().filter_map(path) {
            found += 1;
            if !BASES.iter().any(|base| root().join(base).join(named).exists()) {
                missing.push(format!("{page}: `{named}`"));
            }
        }
        let folder = root().join(&page);
        let folder = folder.parent().unwrap_or(Path::new(""));
        missing.extend(
            links(&text).filter(|link| !folder.join(link).exists()).map(|link| format!("{page}: {link}")),
        );
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
    assert!(found > 50, "{found}: the reader sees nothing");
}

#[test]
fn what_pages_call_can_be_called() {
    let mut wrong = BTreeSet::new();
    let mut found = 0;
    for (page, text) in pages() {
        for span in spans(&text) {
            let words =
                ["cargo xtask ", "clientwright "].iter().find_map(|program| span.strip_prefix(program));
            let Some(words) = words else { continue };
            let words: Vec<&str> = words.split('#').next().unwrap_or_default().split_whitespace().collect();
            let Some((command, rest)) = words.split_first() else { continue };
            if !command.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                continue;
            }
            found += 1;
            let help = run(root(), &format!("{command} --help"));
            if help.code != 0 {
                wrong.insert(format!("{page}: `{command}`"));
            }
            for option in
                rest.iter().map(|word| word.trim_matches(['[', ']'])).filter(|word| word.starts_with("--"))
            {
                if !help.stdout.contains(option) {
                    wrong.insert(format!("{page}: `{command} {option}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(found > 15, "{found}: the reader sees nothing");
}
