//! Changes of documents and values that leave them readable: a fuzzer that changes bytes alone breaks the syntax and sees
//! little of what comes after.

use serde_json::{Map, Value, json};

/// Words of OpenAPI and JSON, for keys and values.
const WORDS: &str = include_str!("../openapi.dict");

/// Texts that hurt somebody who takes them for harmless.
const TEXTS: [&str; 24] = [
    "",
    " ",
    "type",
    "Self",
    "crate",
    "con",
    "..",
    "/",
    "../../x",
    "a/b",
    "é",
    "\u{f900}",
    "\u{93e}",
    "\u{202e}",
    "\r\n",
    "\u{2028}",
    "\0",
    "*/ c4n4RY",
    "\"]; fn c4n4RY() {}",
    "```\nc4n4RY()\n```",
    "<script>c4n4RY</script>",
    "{c4n4RY}",
    "1e400",
    "2026-01-31T00:00:00Z",
];

/// A document as text, changed in some places.
pub fn document(text: &str, seed: u32) -> Option<String> {
    let mut value: Value = serde_yaml::from_str(text).ok()?;
    change(&mut value, seed, &[]);
    Some(value.to_string())
}

/// A JSON text, changed in some places; `words` are names that occur in its schema.
pub fn value(text: &str, seed: u32, words: &[String]) -> String {
    let mut value = serde_json::from_str(text).unwrap_or_else(|_| json!({}));
    change(&mut value, seed, words);
    value.to_string()
}

/// Names of properties and constants of a document.
pub fn names(document: &Value, names: &mut Vec<String>) {
    match document {
        Value::Object(object) => {
            for (key, below) in object {
                names.push(key.clone());
                self::names(below, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|below| self::names(below, names)),
        Value::String(text) => names.push(text.clone()),
        _ => {}
    }
}

fn change(value: &mut Value, seed: u32, words: &[String]) {
    let mut random = Random(u64::from(seed));
    for _ in 0..=random.below(4) {
        let paths = paths(value);
        let at = paths[random.below(paths.len())].clone();
        let other = paths[random.below(paths.len())].clone();
        let new = match random.below(6) {
            0 | 1 => value.pointer(&other).cloned().unwrap_or_default(),
            2 => json!({ "$ref": format!("#{other}") }),
            _ => scalar(&mut random, words),
        };
        let Some(target) = value.pointer_mut(&at) else { continue };
        match (random.below(4), target) {
            (0, Value::Object(object)) if !object.is_empty() => drop(take(object, &mut random)),
            (1, Value::Object(object)) => drop(object.insert(word(&mut random, words), new)),
            (2, Value::Object(object)) if !object.is_empty() => {
                let (_, old) = take(object, &mut random);
                object.insert(word(&mut random, words), old);
            }
            (0, Value::Array(items)) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
            (1, Value::Array(items)) => items.push(new),
            (_, target) => *target = new,
        }
    }
}

fn take(object: &mut Map<String, Value>, random: &mut Random) -> (String, Value) {
    let key = object.keys().nth(random.below(object.len())).cloned().unwrap_or_default();
    let value = object.remove(&key).unwrap_or_default();
    (key, value)
}

fn scalar(random: &mut Random, words: &[String]) -> Value {
    match random.below(8) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!([-1, 0, 1, 200, i64::MAX, i64::MIN][random.below(6)]),
        3 => json!([-0.0, 1e300, 0.1, 1e30][random.below(4)]),
        4 => json!({}),
        5 => json!([]),
        _ => json!(word(random, words)),
    }
}

fn word(random: &mut Random, words: &[String]) -> String {
    match random.below(4) {
        0 => TEXTS[random.below(TEXTS.len())].to_owned(),
        _ if !words.is_empty() => words[random.below(words.len())].clone(),
        _ => {
            let words: Vec<&str> =
                WORDS.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"')).collect();
            words[random.below(words.len())].to_owned()
        }
    }
}

/// JSON pointers to all values.
fn paths(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while next < found.len() {
        let at = found[next].clone();
        next += 1;
        match value.pointer(&at) {
            Some(Value::Object(object)) => {
                found.extend(
                    object.keys().map(|key| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))),
                );
            }
            Some(Value::Array(items)) => found.extend((0..items.len()).map(|index| format!("{at}/{index}"))),
            _ => {}
        }
    }
    found
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or_default()
    }
}
