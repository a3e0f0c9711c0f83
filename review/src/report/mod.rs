//! Shows problems to people, with the lines that they stand in, or to programs, as JSON.

mod notes;

pub use notes::{notes_to_json, notes_to_text};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clientwright_document::diagnostics::{Diagnostic, Diagnostics, Place};
use clientwright_document::files::{Files, Found};

/// The problems in the order of their places, each with its lines and a blank one.
pub fn to_text(diagnostics: &Diagnostics, files: &Files) -> String {
    let renderer = Renderer::styled();
    located(diagnostics, files).iter().map(|problem| format!("{}\n\n", problem.render(&renderer))).collect()
}

/// The problems in the order of their places, for programs.
pub fn to_json(diagnostics: &Diagnostics, files: &Files) -> Vec<serde_json::Value> {
    located(diagnostics, files).iter().map(Problem::to_json).collect()
}

/// A problem and its place in the text.
struct Problem<'d> {
    diagnostic: &'d Diagnostic,
    found: Option<Found<'d>>,
}

/// Finds all places, taking each file apart once.
fn located<'d>(diagnostics: &'d Diagnostics, files: &'d Files) -> Vec<Problem<'d>> {
    let mut locator = files.locator();
    let locate = |diagnostic: &'d Diagnostic| Problem { diagnostic, found: locator.find(&diagnostic.at) };
    let mut problems: Vec<Problem<'_>> = diagnostics.0.iter().map(locate).collect();
    problems.sort_by_key(Problem::order);
    problems
}

impl<'d> Problem<'d> {
    /// Where it stands among others.
    fn order(&self) -> Option<(&'d str, usize, usize)> {
        self.found.as_ref().map(|found| (found.file, found.bytes.start, found.bytes.end))
    }

    fn render(&self, renderer: &Renderer) -> String {
        renderer.render(&[self.group(Level::ERROR)])
    }

    fn group(&self, level: Level<'static>) -> Group<'d> {
        let Diagnostic { id, at, message, hint } = self.diagnostic;
        let title = level.primary_title(message).id(*id);
        let mut group = match &self.found {
            Some(found) => {
                let (excerpt, span) = found.excerpt();
                let snippet = Snippet::source(excerpt)
                    .line_start(found.line)
                    .annotation(AnnotationKind::Primary.span(span));
                match found.is_cut() {
                    true => {
                        let origin = Origin::path(found.file).line(found.line).char_column(found.column);
                        title.element(origin).element(snippet)
                    }
                    false => title.element(snippet.path(found.file)),
                }
            }
            None => title.element(Origin::path(at.to_string())),
        };
        if let Some(hint) = hint {
            group = group.element(Level::HELP.with_name("hint").message(hint));
        }
        group
    }

    fn to_json(&self) -> serde_json::Value {
        let Diagnostic { id, at, message, hint } = self.diagnostic;
        let found = self.found.as_ref();
        let pointer = match at {
            Place::Value(at) | Place::Key(at) => Some(at.in_file("").to_string()),
            Place::Offset { .. } => None,
        };
        serde_json::json!({
            "id": id,
            "file": found.map(|found| found.file),
            "line": found.map(|found| found.line),
            "column": found.map(|found| found.column),
            "pointer": pointer,
            "message": message,
            "hint": hint,
        })
    }
}

#[cfg(test)]
mod tests {
    use clientwright_document::diagnostics::{duplicate_key, unresolved_ref};

    use clientwright_document::pointer::Pointer;

    use super::*;

    fn rendered(diagnostics: Vec<Diagnostic>, text: &str) -> Vec<String> {
        let mut files = Files::default();
        files.add("", "specs/acme/openapi.yaml".to_owned(), text.to_owned());
        files.add("provider.yaml", "specs/acme/provider.yaml".to_owned(), "crate:\n  name: 1\n".to_owned());
        let diagnostics = Diagnostics(diagnostics);
        located(&diagnostics, &files).iter().map(|problem| problem.render(&Renderer::plain())).collect()
    }

    #[test]
    fn a_place_is_underlined() {
        let at = Pointer::parse("#/a/b/$ref").unwrap();
        let problem = unresolved_ref(&at, "#/c", Some("#/a"));
        assert_eq!(
            rendered(vec![problem], "a:\n  b:\n    $ref: '#/c'\n"),
            ["error[unresolved-ref]: nothing stands at `#/c`
 --> specs/acme/openapi.yaml:3:11
  |
3 |     $ref: '#/c'
  |           ^^^^^
  |
  = hint: did you mean `#/a`"]
        );
    }

    #[test]
    fn problems_are_in_the_order_of_their_places() {
        let at = |at: &str| Place::Key(Pointer::parse(at).unwrap());
        let offset = Place::Offset { file: String::new(), offset: 5 };
        let provider = Place::Value(Pointer::parse("provider.yaml#/crate/name").unwrap());
        let elsewhere = Place::Key(Pointer::parse("other.yaml#/a").unwrap());
        let places = [provider, elsewhere, at("#/c"), offset, at("#/a")];
        let problems = places.map(|at| duplicate_key(at, "x")).into();
        let shown: Vec<String> = rendered(problems, "a: 1\nb: 2\nc: 3\n")
            .iter()
            .map(|shown| shown.lines().nth(1).unwrap().trim().to_owned())
            .collect();
        assert_eq!(
            shown,
            [
                "--> other.yaml#/a",
                "--> specs/acme/openapi.yaml:1:1",
                "--> specs/acme/openapi.yaml:2:1",
                "--> specs/acme/openapi.yaml:3:1",
                "--> specs/acme/provider.yaml:2:9",
            ]
        );
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = format!("{{\"x\": \"{}\", \"a\": 1, \"y\": \"{}\"}}", "ü".repeat(5000), "y".repeat(5000));
        let shown = rendered(vec![duplicate_key(Place::Key(Pointer::parse("#/a").unwrap()), "a")], &text);
        assert!(shown[0].contains("openapi.yaml:1:5011\n"), "{}", shown[0]);
        assert!(shown[0].contains("\"a\": 1, \"y\": \"yyy") && shown[0].len() < 1000, "{}", shown[0]);
    }
}
