//! Text to tree: the only place that knows of YAML and JSON.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};

use super::path::Path;
use super::plain::{self, Plain};
use super::syntax;
use super::value::{Mapping, Number, Value};
use super::verbatim;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Place};
use crate::pointer::Pointer;

/// How many values a file may hold, aliases counted as often as they are used: some ten times the largest
/// document that we know, and too few to fill a machine's memory.
const MAX_VALUES: usize = 4_000_000;

/// How many bytes of text a file may hold, aliases counted as often as they are used.
const MAX_BYTES: usize = 256 << 20;

/// Reads a file's text: JSON when it starts with a brace, YAML otherwise. `name` is the file's name in messages and
/// for its ending, `file` is how pointers call it.
///
/// # Errors
/// One syntax error, or all duplicate keys.
pub(super) fn load(file: &str, name: &str, text: &str) -> Result<Loaded, Diagnostics> {
    let bare = text.trim_start_matches('\u{feff}');
    let skipped = text.len() - bare.len();
    let problem = |(offset, message): (usize, String)| diagnostics::syntax(file, skipped + offset, &message);
    let yaml = || match syntax::too_deep(bare) {
        Some(offset) => Err((offset, syntax::TOO_DEEP.to_owned())),
        None => Reader::new(file, bare, skipped)
            .read(serde_yaml::Deserializer::from_str(bare))
            .map_err(|error| syntax::yaml_error(bare, &error)),
    };
    let read = if bare.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(bare);
        let read =
            Reader::new(file, bare, skipped).read(&mut json).and_then(|read| json.end().map(|()| read));
        read.or_else(|error| {
            let error = syntax::json_error(bare, &error);
            if name.ends_with(".json") {
                return Err(error);
            }
            // YAML's flow style starts with a brace too.
            yaml().map_err(|other| if other.1 == syntax::TOO_DEEP { other } else { error })
        })
    } else {
        yaml()
    };
    let (loaded, duplicates) = read.map_err(problem)?;
    duplicates.into_result().map(|()| loaded)
}

/// A file's text, read.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) tree: Value,
    /// Texts without quotes that other readers of YAML take for something else.
    pub(super) plain: Vec<Plain>,
}

/// What all values of a file share while it is read.
struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    /// Bytes before `text` that are not read.
    skipped: usize,
    values: Cell<usize>,
    bytes: Cell<usize>,
    duplicates: RefCell<Vec<Diagnostic>>,
    plain: RefCell<Vec<Plain>>,
}

impl<'t> Reader<'t> {
    fn new(file: &'t str, text: &'t str, skipped: usize) -> Self {
        let (values, bytes) = (Cell::new(0), Cell::new(0));
        let (duplicates, plain) = (RefCell::default(), RefCell::default());
        Self { file, text, skipped, values, bytes, duplicates, plain }
    }

    /// The tree, and the duplicate keys in it.
    fn read<D: Deserializer<'t>>(self, deserializer: D) -> Result<(Loaded, Diagnostics), D::Error> {
        let root = Pointer::of_file(self.file);
        let tree = ValueSeed { reader: &self, path: &Path::From(&root) }.deserialize(deserializer)?;
        let loaded = Loaded { tree, plain: self.plain.into_inner() };
        Ok((loaded, Diagnostics(self.duplicates.into_inner())))
    }

    /// Counts a value against the limits.
    fn count<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        self.values.set(self.values.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        if self.values.get() > MAX_VALUES {
            return Err(E::custom(format_args!(
                "more than {MAX_VALUES} values, counting each use of an alias"
            )));
        }
        if self.bytes.get() > MAX_BYTES {
            return Err(E::custom(format_args!(
                "more than {MAX_BYTES} bytes, counting each use of an alias"
            )));
        }
        Ok(())
    }

    fn duplicate(&self, path: &Path<'_>, key: &Key<'_>) {
        let place = match key.in_text.and_then(|key| verbatim::offset_in(self.text, key)) {
            Some(offset) => Place::Offset { file: self.file.to_owned(), offset: self.skipped + offset },
            None => Place::Key(path.pointer().join(&key.name)),
        };
        let found = diagnostics::duplicate_key(place, &key.name);
        let mut duplicates = self.duplicates.borrow_mut();
        // An anchored object is read once for each of its aliases.
        if !duplicates.contains(&found) {
            duplicates.push(found);
        }
    }
}

#[derive(Clone, Copy)]
struct ValueSeed<'r, 'p, 't> {
    reader: &'r Reader<'t>,
    path: &'p Path<'p>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_, 'de> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_, 'de> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON knows")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Number(Number::Signed(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Number(i64::try_from(number).map_or(Number::Unsigned(number), Number::Signed)))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Number(Number::Verbatim { value: number as f64, text: number.to_string().into() }))
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Number(Number::Verbatim { value: number as f64, text: number.to_string().into() }))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.reader.count(0)?;
        Ok(Value::Number(Number::Float(value)))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Value, E> {
        if let Some(meaning) = plain::other_meaning(text)
            && !is_quoted(self.reader.text, text)
        {
            self.reader.plain.borrow_mut().push(Plain { at: self.path.pointer(), meaning });
        }
        self.visit_str(text)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.reader.count(text.len())?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.reader.count(0)?;
        let mut items = Vec::new();
        loop {
            let path = Path::Index { above: self.path, index: items.len() };
            match access.next_element_seed(ValueSeed { reader: self.reader, path: &path })? {
                Some(item) => items.push(item),
                None => return Ok(Value::Sequence(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.reader.count(0)?;
        let mut mapping = Mapping::default();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key_seed(KeySeed)? {
            self.reader.count(key.name.len())?;
            let path = Path::Key { above: self.path, key: &key.name };
            let mut value = access.next_value_seed(ValueSeed { reader: self.reader, path: &path })?;
            if let Some(in_text) = key.in_text {
                verbatim::keep_text(&mut value, self.reader.text, in_text);
            }
            if key.name == "<<" && is_mergeable(&value) {
                merged.push(value);
            } else if mapping.contains_key(&key.name) {
                self.reader.duplicate(self.path, &key);
            } else {
                mapping.insert(key.name, value);
            }
        }
        for value in merged {
            merge(&mut mapping, value);
        }
        Ok(Value::Mapping(mapping))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, _) = access.variant_seed(KeySeed)?;
        Err(de::Error::custom(format_args!("the tag `{}` has no meaning in OpenAPI", tag.name)))
    }
}

/// Whether a slice of the text stands in quotes.
fn is_quoted(text: &str, part: &str) -> bool {
    let offset = verbatim::offset_in(text, part).unwrap_or_default();
    text[..offset].ends_with(['"', '\''])
}

/// Whether a `<<` is YAML's merge key rather than a key of that name.
fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Mapping(_) => true,
        Value::Sequence(items) => !items.is_empty() && items.iter().all(|item| item.as_mapping().is_some()),
        _ => false,
    }
}

/// Adds what a merge key brings: a key that is there already stays as it is.
fn merge(mapping: &mut Mapping, brought: Value) {
    match brought {
        Value::Mapping(brought) => {
            for (key, value) in brought {
                mapping.entry(key).or_insert(value);
            }
        }
        Value::Sequence(items) => items.into_iter().for_each(|item| merge(mapping, item)),
        _ => {}
    }
}

/// A key, and where it stands in the text when the text spells it as it is.
struct Key<'de> {
    name: String,
    in_text: Option<&'de str>,
}

/// Reads a key as text whatever YAML takes it for: `200`, `on`, `null`.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key { name: key.to_owned(), in_text: Some(key) })
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key { name: key.to_owned(), in_text: None })
    }
}
