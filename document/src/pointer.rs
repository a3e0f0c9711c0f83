//! Places in a document.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

/// A place in one of the spec's files: the file and the JSON pointer in it.
///
/// The root file is the empty string, so that a pointer prints as `#/paths/~1users/post`; a place in another
/// file of the spec's folder prints as `schemas/user.yaml#/properties/id`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    file: String,
    path: String,
}

impl Pointer {
    /// The root of the root file.
    pub fn root() -> Self {
        Self::default()
    }

    /// The root of a file, by its path relative to the spec's folder (`""` is the root file).
    pub fn of_file(file: impl Into<String>) -> Self {
        Self { file: file.into(), path: String::new() }
    }

    /// The place one step below: an object's key or a list's index, unescaped.
    #[must_use]
    pub fn join(&self, step: impl fmt::Display) -> Self {
        let mut path = String::with_capacity(self.path.len() + 24);
        path.push_str(&self.path);
        let mut below = Self { file: self.file.clone(), path };
        below.push(step);
        below
    }

    /// Goes one step down.
    pub fn push(&mut self, step: impl fmt::Display) {
        self.path.push('/');
        let start = self.path.len();
        write!(self.path, "{step}").expect("a string takes what is written to it");
        if self.path[start..].contains(['~', '/']) {
            let escaped = self.path[start..].replace('~', "~0").replace('/', "~1");
            self.path.replace_range(start.., &escaped);
        }
    }

    /// The place several steps below.
    #[must_use]
    pub fn join_all<const N: usize>(&self, steps: [&str; N]) -> Self {
        steps.iter().fold(self.clone(), |at, step| at.join(step))
    }

    /// Reads `#/a/b` or `file.yaml#/a/b`; a fragment without a leading slash is not a pointer.
    pub fn parse(text: &str) -> Option<Self> {
        let (file, path) = text.split_once('#').unwrap_or((text, ""));
        (path.is_empty() || path.starts_with('/'))
            .then(|| Self { file: file.to_owned(), path: path.to_owned() })
    }

    /// The same way through another file.
    #[must_use]
    pub fn in_file(&self, file: impl Into<String>) -> Self {
        Self { file: file.into(), path: self.path.clone() }
    }

    /// The file, relative to the spec's folder; empty for the root file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The steps from the file's root, unescaped.
    pub fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> + '_ {
        self.path.split('/').skip(1).map(unescape)
    }

    /// The last step, unescaped.
    pub fn last(&self) -> Option<String> {
        self.path.rsplit_once('/').map(|(_, step)| unescape(step).into_owned())
    }

    /// The place one step above; the root's is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        let path = self.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        Self { file: self.file.clone(), path: path.to_owned() }
    }
}

fn unescape(step: &str) -> Cow<'_, str> {
    if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step.into() }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.file, self.path)
    }
}

/// As text.
impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
