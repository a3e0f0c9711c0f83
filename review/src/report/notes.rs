//! What could not be typed or was left out, for people: one group for each rule, with its first place in full.

use std::collections::BTreeMap;

use annotate_snippets::{Group, Level, Renderer};
use clientwright_document::diagnostics::{Diagnostic, Place};
use clientwright_document::files::{Files, Locator};
use clientwright_document::note::{Effect, Note};

use super::Problem;

/// How many places of a rule are named.
const NAMED: usize = 3;

/// The notes in the order of their effects, each rule once with its first places; or each note, in full.
pub fn notes_to_text(notes: &[Note], files: &Files, all: bool) -> String {
    let renderer = Renderer::styled();
    let mut locator = files.locator();
    let mut rules: BTreeMap<(Effect, &str), Vec<Diagnostic>> = BTreeMap::new();
    for note in notes {
        rules.entry((note.effect, note.id)).or_default().push(diagnostic(note));
    }
    let mut text = String::new();
    for ((effect, _), diagnostics) in &rules {
        let mut problems: Vec<Problem<'_>> =
            diagnostics.iter().map(|diagnostic| located(diagnostic, &mut locator)).collect();
        problems.sort_by_key(Problem::order);
        let (shown, others) = problems.split_at(if all { problems.len() } else { 1 });
        for problem in shown {
            let group = more(problem.group(level(*effect)), problem, others);
            text.push_str(&format!("{}\n\n", renderer.render(&[group])));
        }
    }
    text
}

/// The notes as they come, with their places, for programs.
pub fn notes_to_json(notes: &[Note], files: &Files) -> Vec<serde_json::Value> {
    let mut locator = files.locator();
    let json = |note: &Note| {
        let diagnostic = diagnostic(note);
        let found = located(&diagnostic, &mut locator).found;
        serde_json::json!({
            "effect": word(note.effect),
            "id": note.id,
            "file": found.as_ref().map(|found| found.file),
            "line": found.as_ref().map(|found| found.line),
            "column": found.as_ref().map(|found| found.column),
            "pointer": note.at.to_string(),
            "reason": note.reason,
            "hint": note.hint,
        })
    };
    notes.iter().map(json).collect()
}

fn diagnostic(note: &Note) -> Diagnostic {
    let Note { at, id, reason, hint, .. } = note;
    Diagnostic { id, at: Place::Key(at.clone()), message: reason.clone(), hint: hint.clone() }
}

fn located<'d, 'f: 'd>(diagnostic: &'d Diagnostic, locator: &mut Locator<'f>) -> Problem<'d> {
    Problem { diagnostic, found: locator.find(&diagnostic.at) }
}

/// The other places of the rule.
fn more<'g>(group: Group<'g>, first: &Problem<'_>, others: &[Problem<'_>]) -> Group<'g> {
    let file = first.found.as_ref().map(|found| found.file);
    let place = |problem: &Problem<'_>| match &problem.found {
        Some(found) if Some(found.file) == file => format!("line {}", found.line),
        Some(found) => format!("{}:{}:{}", found.file, found.line, found.column),
        None => problem.diagnostic.at.to_string(),
    };
    let named: Vec<String> = others.iter().take(NAMED).map(place).collect();
    let message = match (named.is_empty(), others.len().saturating_sub(NAMED)) {
        (true, _) => return group,
        (false, 0) => named.join(", "),
        (false, 1) => format!("{} and 1 more place; `--verbose` shows all", named.join(", ")),
        (false, more) => format!("{} and {more} more places; `--verbose` shows all", named.join(", ")),
    };
    group.element(Level::NOTE.with_name("also").message(message))
}

fn level(effect: Effect) -> Level<'static> {
    match effect {
        Effect::Skipped | Effect::Untyped => Level::WARNING.with_name(word(effect)),
        Effect::Ignored => Level::NOTE.with_name(word(effect)),
    }
}

fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::Skipped => "skipped",
        Effect::Untyped => "untyped",
        Effect::Ignored => "ignored",
    }
}

#[cfg(test)]
mod tests {
    use clientwright_document::pointer::Pointer;

    use super::*;

    #[test]
    fn a_rule_is_told_once_with_its_first_places() {
        let mut files = Files::default();
        let text: String = (0..6).map(|index| format!("k{index}: 1\n")).collect();
        files.add("", "shop.yaml".to_owned(), text);
        let note = |key: &str, id, effect| Note {
            at: Pointer::root().join(key),
            id,
            effect,
            reason: format!("`{key}` is not read"),
            hint: Some("leave it out".to_owned()),
        };
        let rest = ["k5", "k4", "k3", "k2", "k1"].map(|key| note(key, "detail", Effect::Ignored));
        let notes = [&rest[..], &[note("k0", "whole", Effect::Skipped)]].concat();
        let plain = |all| without_colors(&notes_to_text(&notes, &files, all));
        assert_eq!(
            plain(false),
            "skipped[whole]: `k0` is not read\n --> shop.yaml:1:1\n  |\n1 | k0: 1\n  | ^^\n  |\n  = hint: leave it out\n\n\
             ignored[detail]: `k1` is not read\n --> shop.yaml:2:1\n  |\n2 | k1: 1\n  | ^^\n  |\n  = hint: leave it out\n  \
             = also: line 3, line 4, line 5 and 1 more place; `--verbose` shows all\n\n"
        );
        assert_eq!(plain(true).matches("ignored[detail]").count(), 5);
        assert_eq!(notes_to_json(&notes, &files)[5]["line"], 1);
    }

    /// As it is in a file.
    fn without_colors(text: &str) -> String {
        let mut parts = text.split("\u{1b}[");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, rest)| rest))
    }
}
