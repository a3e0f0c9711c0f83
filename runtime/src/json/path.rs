//! The way to a value inside a JSON document.

use std::borrow::Cow;

/// From the innermost place outwards: a segment is added at each level that the news of it passes on its way up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path(Vec<Segment>);

#[derive(Clone, Debug)]
pub(crate) enum Segment {
    Key(Cow<'static, str>),
    Index(usize),
    /// A name that the type does not know is data: an address, an account number.
    Any,
}

impl Path {
    /// One level further out.
    pub(crate) fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a JSON pointer (RFC 6901), with `*` for the names of a map; empty for the document itself.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.0.iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
                Segment::Any => pointer.push('*'),
            }
        }
        pointer
    }
}
