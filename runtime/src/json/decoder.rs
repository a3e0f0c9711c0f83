//! A cursor over one JSON document.

use std::borrow::Cow;
use std::rc::Rc;

use super::DecodeError;
use super::ahead::Ahead;
use super::scan::Scanner;

/// How deep arrays and objects may nest. A document comes from the network; the stack does not grow with it.
const MAX_DEPTH: u8 = 128;

/// How many values of a document may be kept as JSON that no type describes. Each costs some 25 times the byte that it
/// can be on the wire.
const MAX_UNTYPED: u32 = 1_000_000;

/// How many bytes the types of the objects that are being read may have together. An object's fields wait on the stack
/// until it is whole, and a debug build needs up to eleven times their size: about 1 MiB at this limit, where threads
/// have 2 MiB.
const MAX_OBJECT_BYTES: usize = 64 << 10;

/// How many unions may begin at one position. A union that is its own member would never end.
const MAX_UNIONS_AT_ONCE: u8 = 8;

/// The six kinds of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, whole or not
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

impl Kind {
    /// The kind with its article, as errors print it: `an array`.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }

    /// The kind of a value that was written as JSON.
    pub(crate) fn of_json(json: &str) -> Self {
        json.bytes().next().and_then(Self::of).unwrap_or(Self::Null)
    }

    /// The kind of value that begins with this byte.
    #[inline]
    pub(super) fn of(first: u8) -> Option<Self> {
        Some(match first {
            b'"' => Self::String,
            b'-' | b'0'..=b'9' => Self::Number,
            b'{' => Self::Object,
            b'[' => Self::Array,
            b't' | b'f' => Self::Bool,
            b'n' => Self::Null,
            _ => return None,
        })
    }
}

type Done = Result<(), DecodeError>;

/// Reads one value after the other from a JSON text.
///
/// Not generic, and neither are its methods: what a model costs to compile is decided here. Each method reads
/// exactly one value (or fails); none of them copies unless it must.
#[derive(Debug)]
pub struct Decoder<'j> {
    scanner: Scanner<'j>,
    depth: u8,
    /// The size of the types of the objects that are being read.
    object_bytes: usize,
    /// Where the last union began, and how many began there.
    union_at: usize,
    unions: u8,
    pub(super) ahead: Ahead,
    /// The members of the object that comes next, where a union has looked at them.
    pub(super) seen: Option<Seen<'j>>,
    /// The members that unions chose by: where the object begins, and the name.
    tags: Vec<(usize, &'static str)>,
    /// How many values were kept as JSON that no type describes.
    untyped: u32,
}

/// The members of an object, each with the kind of its value.
pub(super) type Members<'j> = Rc<[(Cow<'j, str>, Kind)]>;

/// An object that a union has looked at: where it begins, and what it has.
#[derive(Clone, Debug)]
pub(super) struct Seen<'j> {
    pub(super) at: usize,
    pub(super) members: Members<'j>,
}

impl<'j> Decoder<'j> {
    /// A decoder at the start of `text`.
    pub fn new(text: &'j str) -> Self {
        let scanner = Scanner::new(text);
        Self {
            scanner,
            depth: 0,
            object_bytes: 0,
            union_at: 0,
            unions: 0,
            ahead: Ahead::of(text),
            seen: None,
            tags: Vec::new(),
            untyped: 0,
        }
    }

    /// A decoder of the same position that leaves this one where it is.
    pub(super) fn fork(&self, ahead: Ahead) -> Self {
        let Self { scanner, depth, object_bytes, union_at, unions, .. } = self;
        Self {
            scanner: scanner.clone(),
            depth: *depth,
            object_bytes: *object_bytes,
            union_at: *union_at,
            unions: *unions,
            ahead,
            seen: None,
            tags: Vec::new(),
            untyped: self.untyped,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.scanner.position()
    }

    /// Counts a value that is kept as JSON.
    pub(super) fn keep_untyped(&mut self) -> Done {
        self.untyped += 1;
        if self.untyped > MAX_UNTYPED {
            return Err(DecodeError::limit("a million values without a type", "more"));
        }
        Ok(())
    }

    /// Refuses anything but white space after the value that was read.
    pub fn finish(mut self) -> Result<(), DecodeError> {
        match self.scanner.peek() {
            None => Ok(()),
            Some(_) => Err(DecodeError::new("the end of the text", "more")),
        }
    }

    /// The kind of the next value, which stays where it is.
    #[inline]
    pub fn kind(&mut self) -> Result<Kind, DecodeError> {
        match self.scanner.peek().and_then(Kind::of) {
            Some(kind) => Ok(kind),
            None => Err(self.scanner.malformed()),
        }
    }

    /// Reads a `null` if the next value is one.
    #[inline]
    pub fn null(&mut self) -> Result<bool, DecodeError> {
        let null = self.scanner.peek() == Some(b'n');
        if null {
            self.scanner.name("null")?;
        }
        Ok(null)
    }

    /// Reads a boolean.
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        match self.scanner.peek() {
            Some(b't') => self.scanner.name("true").map(|()| true),
            Some(b'f') => self.scanner.name("false").map(|()| false),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    /// Reads a string. It is borrowed from the document unless it has escapes.
    pub fn str(&mut self) -> Result<Cow<'j, str>, DecodeError> {
        match self.scanner.peek() {
            Some(b'"') => self.scanner.string(),
            _ => Err(self.mismatch("a string")),
        }
    }

    /// Reads a number and gives its text, digit for digit.
    pub fn number(&mut self) -> Result<&'j str, DecodeError> {
        match self.scanner.peek() {
            Some(b'-' | b'0'..=b'9') => self.scanner.number(),
            _ => Err(self.mismatch("a number")),
        }
    }

    /// Checks the next value, whatever it is, and gives its text.
    pub fn raw(&mut self) -> Result<&'j str, DecodeError> {
        self.kind()?;
        let start = self.scanner.position();
        self.skip()?;
        Ok(self.scanner.since(start))
    }

    /// Checks the next value, whatever it is.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        match self.kind()? {
            Kind::Null => self.scanner.name("null"),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.scanner.number().map(drop),
            Kind::String => self.scanner.skip_string(),
            Kind::Array => {
                self.open()?;
                let mut first = true;
                while self.next_item(first)? {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                self.open()?;
                let mut first = true;
                while self.next_member(first)? {
                    first = false;
                    self.scanner.skip_string()?;
                    self.scanner.punctuation(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
        }
    }

    /// Reads an array: `item` is called for each of its items and must read it.
    pub fn array(&mut self, item: &mut dyn FnMut(&mut Self) -> Done) -> Result<(), DecodeError> {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        self.open()?;
        let mut index = 0;
        while self.next_item(index == 0)? {
            item(self).map_err(|error| error.at_index(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Reads an object: `member` is called with each name and must read the value.
    pub fn object(
        &mut self,
        member: &mut dyn FnMut(&mut Self, Cow<'j, str>) -> Done,
    ) -> Result<(), DecodeError> {
        self.open_object()?;
        let mut first = true;
        while let Some(name) = self.next_name(first)? {
            first = false;
            member(self, name)?;
        }
        Ok(())
    }

    /// The members of the object that comes next, if they were looked at.
    pub(super) fn take_seen(&mut self) -> Option<Members<'j>> {
        let seen = self.seen.take()?;
        self.scanner.peek();
        (seen.at == self.position()).then_some(seen.members)
    }

    /// Which of the members that unions chose by the object that comes next has, by their place among `fields`.
    pub(super) fn take_tags(&mut self, fields: &[super::Field]) -> Vec<usize> {
        if self.tags.is_empty() {
            return Vec::new();
        }
        self.scanner.peek();
        let at = self.position();
        let tags = self.tags.drain(..).filter(|(start, _)| *start == at);
        tags.filter_map(|(_, name)| fields.iter().position(|field| field.name == name)).collect()
    }

    /// Enters the object that must come next, whose Rust type has this size; [`next_name`](Self::next_name) follows until
    /// there is none, and then [`leave_type`](Self::leave_type).
    pub(super) fn enter_type(&mut self, size: usize) -> Result<(), DecodeError> {
        self.open_object()?;
        self.object_bytes += size;
        if self.object_bytes > MAX_OBJECT_BYTES {
            return Err(DecodeError::limit("fewer objects inside each other, as large as these are", "more"));
        }
        Ok(())
    }

    pub(super) fn leave_type(&mut self, size: usize) {
        self.object_bytes -= size;
    }

    /// Begins a union: a value that is read as one of several types.
    pub(super) fn enter_union(&mut self) -> Result<(), DecodeError> {
        self.kind()?;
        let at = self.position();
        self.unions = if self.union_at == at { self.unions + 1 } else { 1 };
        self.union_at = at;
        if self.unions > MAX_UNIONS_AT_ONCE {
            return Err(DecodeError::new("a value", "a union that is a member of itself"));
        }
        Ok(())
    }

    fn open_object(&mut self) -> Result<(), DecodeError> {
        match self.scanner.peek() {
            Some(b'{') => self.open(),
            _ => Err(self.mismatch("an object")),
        }
    }

    /// The next member name of the object that was entered; `None` after the last, and the object is left.
    #[inline]
    pub(super) fn next_name(&mut self, first: bool) -> Result<Option<Cow<'j, str>>, DecodeError> {
        if !self.next_member(first)? {
            return Ok(None);
        }
        let name = self.scanner.string()?;
        self.scanner.punctuation(b':')?;
        Ok(Some(name))
    }

    /// Whether there is another member; its name is next. If not, the object is left.
    #[inline]
    fn next_member(&mut self, first: bool) -> Result<bool, DecodeError> {
        match self.scanner.peek() {
            Some(b'}') => return self.close(),
            Some(b',') if !first => self.scanner.bump(),
            _ if first => {}
            _ => return Err(self.scanner.malformed()),
        }
        if self.scanner.peek() == Some(b'"') { Ok(true) } else { Err(self.scanner.malformed()) }
    }

    /// Whether there is another item, which is next. If not, the array is left.
    #[inline]
    fn next_item(&mut self, first: bool) -> Result<bool, DecodeError> {
        match self.scanner.peek() {
            Some(b']') => self.close(),
            Some(b',') if !first => {
                self.scanner.bump();
                Ok(true)
            }
            _ if first => Ok(true),
            _ => Err(self.scanner.malformed()),
        }
    }

    fn open(&mut self) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::limit("at most 128 levels of nesting", "more"));
        }
        self.depth += 1;
        self.scanner.bump();
        Ok(())
    }

    #[inline]
    fn close(&mut self) -> Result<bool, DecodeError> {
        self.depth -= 1;
        self.scanner.bump();
        Ok(false)
    }

    /// The error for a next value of the wrong kind.
    #[cold]
    pub fn mismatch(&mut self, expected: &'static str) -> DecodeError {
        match self.kind() {
            Ok(found) => DecodeError::new(expected, found.describe()),
            Err(error) => error,
        }
    }

    /// The text of the string member `name` of the next value, a union, which stays where it is. `None` if there is no
    /// such member, or if it or the next value is of another kind. The scan ends at the first; an object that has a second
    /// one is refused when it is read, since it means one thing to one reader and another to the next.
    pub fn tag(&mut self, name: &'static str) -> Result<Option<Cow<'j, str>>, DecodeError> {
        self.enter_union()?;
        self.scanner.peek();
        let start = self.position();
        self.tags.retain(|(at, _)| *at == start);
        self.tags.push((start, name));
        let mut ahead = self.fork(Ahead::default());
        let tag = ahead.find_tag(name);
        self.ahead.looked(ahead.position() - start)?;
        tag
    }

    fn find_tag(&mut self, name: &str) -> Result<Option<Cow<'j, str>>, DecodeError> {
        if self.kind()? != Kind::Object {
            return Ok(None);
        }
        self.open_object()?;
        let mut first = true;
        while let Some(key) = self.next_name(first)? {
            first = false;
            if key == name {
                return Ok(if self.kind()? == Kind::String { Some(self.str()?) } else { None });
            }
            self.skip()?;
        }
        Ok(None)
    }
}
