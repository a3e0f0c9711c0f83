//! Shows problems to people, with the lines that they stand in, or to programs, as JSON.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use clientwright_codegen::diagnostics::{Diagnostic, Diagnostics, Place};
use clientwright_document::pointer::Pointer;

use crate::locate::Marks;
use crate::output::Format;

/// The texts that problems stand in, and how their paths are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    /// By path relative to the spec's folder; the root file is the empty path.
    files: BTreeMap<String, File>,
}

#[derive(Clone, Debug)]
struct File {
    display: String,
    text: String,
    /// Where lines end; found when something is reported.
    line_ends: OnceCell<Vec<usize>>,
}

impl File {
    /// The line that an offset stands in, from 1.
    fn line(&self, offset: usize) -> usize {
        let ends = || self.text.match_indices('\n').map(|(end, _)| end).collect();
        self.line_ends.get_or_init(ends).partition_point(|end| *end < offset) + 1
    }
}

impl Files {
    /// Adds a file, by its path relative to the spec's folder; the root file is the empty path.
    pub(crate) fn add(&mut self, path: &str, display: String, text: String) {
        self.files.insert(path.to_owned(), File { display, text, line_ends: OnceCell::new() });
    }

    /// The texts by their path relative to the spec's folder.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// Finds places in the texts, taking each file apart once.
    pub(crate) fn locator(&self) -> Locator<'_> {
        Locator { files: self, taken_apart: BTreeMap::new() }
    }

    fn of(&self, place: &Place) -> Option<&File> {
        match place {
            Place::Value(at) | Place::Key(at) => self.files.get(at.file()),
            Place::Offset { file, .. } => self.files.get(file),
        }
    }
}

/// Finds places in the texts of a spec.
pub(crate) struct Locator<'f> {
    files: &'f Files,
    taken_apart: BTreeMap<String, TakenApart<'f>>,
}

struct TakenApart<'f> {
    marks: Marks<'f>,
    /// Where each line ends.
    ends: Vec<usize>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The line, without what indents it.
    pub(crate) text: String,
}

impl Locator<'_> {
    /// Where the value at the pointer stands, or the nearest above that is there.
    pub(crate) fn find(&mut self, at: &Pointer) -> Option<Spot> {
        let file = self.files.files.get(at.file())?;
        let TakenApart { marks, ends } =
            self.taken_apart.entry(at.file().to_owned()).or_insert_with(|| TakenApart {
                marks: Marks::new(&file.text),
                ends: file.text.match_indices('\n').map(|(end, _)| end).collect(),
            });
        let found = Found { file, bytes: marks.value(at) };
        let line = ends.partition_point(|end| *end < found.bytes.start) + 1;
        let column = found.indent().chars().count() + 1;
        let text = found.excerpt().0.lines().next().unwrap_or_default().trim().to_owned();
        Some(Spot { file: file.display.clone(), line, column, text })
    }
}

/// Writes the problems in the order of their places: as text to stderr, as JSON to stdout.
pub(crate) fn print(diagnostics: &Diagnostics, files: &Files, format: Format) {
    match format {
        Format::Text => {
            err!("{}", to_text(diagnostics, files));
            let count = diagnostics.0.len();
            errln!("{count} {}", if count == 1 { "problem" } else { "problems" });
        }
        Format::Json => {
            outln!("{:#}", serde_json::json!({ "diagnostics": to_json(diagnostics, files) }));
        }
    }
}

/// The problems in the order of their places, each with its lines and a blank one.
pub(crate) fn to_text(diagnostics: &Diagnostics, files: &Files) -> String {
    let renderer = Renderer::styled();
    located(diagnostics, files).iter().map(|problem| format!("{}\n\n", problem.render(&renderer))).collect()
}

/// The problems in the order of their places, for programs.
pub(crate) fn to_json(diagnostics: &Diagnostics, files: &Files) -> Vec<serde_json::Value> {
    located(diagnostics, files).iter().map(Problem::to_json).collect()
}

/// A problem and its place in the text.
struct Problem<'d> {
    diagnostic: &'d Diagnostic,
    found: Option<Found<'d>>,
}

struct Found<'d> {
    file: &'d File,
    bytes: Range<usize>,
}

/// Finds all places, taking each file apart once.
fn located<'d>(diagnostics: &'d Diagnostics, files: &'d Files) -> Vec<Problem<'d>> {
    let mut marks = BTreeMap::new();
    let mut problems: Vec<Problem<'_>> = diagnostics
        .0
        .iter()
        .map(|diagnostic| {
            let found = files.of(&diagnostic.at).map(|file| {
                let marks = marks.entry(&file.display).or_insert_with(OnceCell::<Marks<'_>>::new);
                let marks = || marks.get_or_init(|| Marks::new(&file.text));
                let bytes = match &diagnostic.at {
                    Place::Value(at) => marks().value(at),
                    Place::Key(at) => marks().key(at),
                    Place::Offset { offset, .. } => word_at(&file.text, *offset),
                };
                Found { file, bytes }
            });
            Problem { diagnostic, found }
        })
        .collect();
    problems.sort_by_key(|problem| {
        problem.found.as_ref().map(|found| (&found.file.display, found.bytes.start, found.bytes.end))
    });
    problems
}

/// The word that starts at an offset, or the character when no word does.
fn word_at(text: &str, offset: usize) -> Range<usize> {
    let start = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let rest = &text[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && !"_-$".contains(c)).unwrap_or(rest.len());
    // A line's end has nothing to underline.
    let character = rest.chars().next().filter(|c| !c.is_control()).map_or(0, char::len_utf8);
    start..start + word.max(character)
}

impl Found<'_> {
    /// What stands before the place, in its line.
    fn indent(&self) -> &str {
        let before = &self.file.text[..self.bytes.start];
        before.rsplit_once('\n').map_or(before, |(_, line)| line)
    }

    /// From 1; columns count characters.
    fn line_and_column(&self) -> (usize, usize) {
        let line = self.file.line(self.bytes.start);
        (line, self.indent().chars().count() + 1)
    }

    /// The lines of the place, and the place in them. Of a long line, as in minified JSON, only what is around.
    fn excerpt(&self) -> (&str, Range<usize>) {
        const AROUND: usize = 120;
        let text = self.file.text.as_str();
        let Range { start, end } = self.bytes;
        let line_start = start - self.indent().len();
        let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        let first = boundary(text, line_start.max(start.saturating_sub(AROUND)));
        let last = boundary(text, line_end.min(end + AROUND).min(start + 3 * AROUND));
        (&text[first..last], start - first..end.min(last) - first)
    }
}

/// The nearest start of a character, from here on.
fn boundary(text: &str, offset: usize) -> usize {
    (offset..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

impl Problem<'_> {
    fn render(&self, renderer: &Renderer) -> String {
        let Diagnostic { id, at, message, hint } = self.diagnostic;
        let title = Level::ERROR.primary_title(message).id(*id);
        let mut group = match &self.found {
            Some(found) => {
                let (line, column) = found.line_and_column();
                let (excerpt, span) = found.excerpt();
                let path = &found.file.display;
                let is_cut = span.start != found.indent().len();
                let snippet =
                    Snippet::source(excerpt).line_start(line).annotation(AnnotationKind::Primary.span(span));
                if is_cut {
                    // The column in the excerpt is not the column in the file.
                    title.element(Origin::path(path).line(line).char_column(column)).element(snippet)
                } else {
                    title.element(snippet.path(path))
                }
            }
            None => title.element(Origin::path(at.to_string())),
        };
        if let Some(hint) = hint {
            group = group.element(Level::HELP.with_name("hint").message(hint));
        }
        renderer.render(&[group])
    }

    fn to_json(&self) -> serde_json::Value {
        let Diagnostic { id, at, message, hint } = self.diagnostic;
        let (line, column) = self.found.as_ref().map(Found::line_and_column).unzip();
        let pointer = match at {
            Place::Value(at) | Place::Key(at) => Some(at.in_file("").to_string()),
            Place::Offset { .. } => None,
        };
        serde_json::json!({
            "id": id,
            "file": self.found.as_ref().map(|found| &found.file.display),
            "line": line,
            "column": column,
            "pointer": pointer,
            "message": message,
            "hint": hint,
        })
    }
}

#[cfg(test)]
mod tests {
    use clientwright_codegen::diagnostics::{duplicate_key, unresolved_ref};

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
