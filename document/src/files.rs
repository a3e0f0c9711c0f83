//! The texts of a spec for reports: where problems and changes stand in them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::{Diagnostics, Place};
use crate::places::Marks;
use crate::pointer::Pointer;
use crate::sources::{Sources, missing_files};

/// The texts of a spec, and how their paths are shown.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// By path relative to the spec's folder; the root file is the empty path.
    files: BTreeMap<String, File>,
}

#[derive(Clone, Debug)]
struct File {
    display: String,
    text: String,
}

impl Files {
    /// Adds a file, by its path relative to the spec's folder; the root file is the empty path.
    pub fn add(&mut self, path: &str, display: String, text: String) {
        self.files.insert(path.to_owned(), File { display, text });
    }

    /// The texts by their path relative to the spec's folder.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// Finds places in the texts, taking each file apart once.
    pub fn locator(&self) -> Locator<'_> {
        Locator { files: self, taken_apart: BTreeMap::new() }
    }
}

/// A document as text: its root file and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Texts {
    /// What is parsed.
    pub sources: Sources,
    /// The same texts, for reports.
    pub files: Files,
}

impl Texts {
    /// Takes a root file, and whatever gives the text of another by its path relative to the root's folder.
    ///
    /// # Errors
    ///
    /// Texts that cannot be read as YAML or JSON, with the files that were read so far.
    pub fn load(
        root_name: &str,
        root_text: String,
        other: impl Fn(&str) -> Option<String>,
        display: impl Fn(&str) -> String,
    ) -> Result<Self, (Diagnostics, Box<Files>)> {
        let mut sources = Sources::new(root_name, &root_text);
        let mut files = Files::default();
        files.add("", display(root_name), root_text);
        loop {
            let missing = match missing_files(&sources) {
                Ok(missing) => missing,
                Err(problems) => return Err((problems, Box::new(files))),
            };
            if missing.is_empty() {
                return Ok(Self { sources, files });
            }
            for path in missing {
                match other(&path) {
                    Some(text) => {
                        sources.add_file(&path, &text);
                        files.add(&path, display(&path), text);
                    }
                    None => sources.add_absent(&path),
                }
            }
        }
    }
}

/// Finds places in the texts of a spec.
#[derive(Debug)]
pub struct Locator<'f> {
    files: &'f Files,
    taken_apart: BTreeMap<&'f str, TakenApart<'f>>,
}

#[derive(Debug)]
struct TakenApart<'f> {
    marks: Marks<'f>,
    /// Where each line ends.
    line_ends: Vec<usize>,
}

/// A place in a text.
#[derive(Clone, Debug)]
pub struct Found<'f> {
    /// The file, as it is shown.
    pub file: &'f str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Where it stands in the text.
    pub bytes: Range<usize>,
    text: &'f str,
}

/// A place in a text that is not at hand any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, as it is shown.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The line, without what indents it.
    pub text: String,
}

impl<'f> Locator<'f> {
    /// Where a problem stands, or the nearest place above that is there.
    pub fn find(&mut self, place: &Place) -> Option<Found<'f>> {
        let path = match place {
            Place::Value(at) | Place::Key(at) => at.file(),
            Place::Offset { file, .. } => file,
        };
        let (path, file) = self.files.files.get_key_value(path)?;
        let TakenApart { marks, line_ends } =
            self.taken_apart.entry(path).or_insert_with(|| TakenApart::of(&file.text));
        let bytes = match place {
            Place::Value(at) => marks.value(at),
            Place::Key(at) => marks.key(at),
            Place::Offset { offset, .. } => word_at(&file.text, *offset),
        };
        let line = line_ends.partition_point(|end| *end < bytes.start) + 1;
        let mut found = Found { file: &file.display, line, column: 1, bytes, text: &file.text };
        found.column += found.indent().chars().count();
        Some(found)
    }

    /// Where the value at a pointer stands, or the nearest above that is there.
    pub fn spot(&mut self, at: &Pointer) -> Option<Spot> {
        let found = self.find(&Place::Value(at.clone()))?;
        let text = found.excerpt().0.lines().next().unwrap_or_default().trim().to_owned();
        Some(Spot { file: found.file.to_owned(), line: found.line, column: found.column, text })
    }
}

impl<'f> TakenApart<'f> {
    fn of(text: &'f str) -> Self {
        Self { marks: Marks::new(text), line_ends: text.match_indices('\n').map(|(end, _)| end).collect() }
    }
}

impl<'f> Found<'f> {
    /// What stands before the place, in its line.
    fn indent(&self) -> &'f str {
        let before = &self.text[..self.bytes.start];
        before.rsplit_once('\n').map_or(before, |(_, line)| line)
    }

    /// Whether the excerpt leaves out the start of the line: the column in it is not the column in the file.
    pub fn is_cut(&self) -> bool {
        self.excerpt().1.start != self.indent().len()
    }

    /// The lines of the place, and the place in them. Of a long line, as in minified JSON, only what is around.
    pub fn excerpt(&self) -> (&'f str, Range<usize>) {
        const AROUND: usize = 120;
        let Range { start, end } = self.bytes;
        let line_start = start - self.indent().len();
        let line_end = self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline);
        let first = boundary(self.text, line_start.max(start.saturating_sub(AROUND)));
        let last = boundary(self.text, line_end.min(end + AROUND).min(start + 3 * AROUND));
        (&self.text[first..last], start - first..end.min(last) - first)
    }
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

/// The nearest start of a character, from here on.
fn boundary(text: &str, offset: usize) -> usize {
    (offset..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
