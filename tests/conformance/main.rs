//! Decodes each line of a file as the type whose number stands before it, and writes what the type makes of it.

use std::io::{BufRead, BufReader, BufWriter, Write};

use std::fmt::Debug;

use clientwright_runtime::Redacted;
use clientwright_runtime::json::{self, Decode, Encode};

/// What stands in sensitive texts, and only there.
const MARK: &str = "c4n4ry";

/// The value as it is written again, or what is wrong with it.
type Again = fn(&str) -> Result<String, String>;

include!("types.rs");

fn again<T: Decode + Encode + Debug>(text: &str) -> Result<String, String> {
    let value: T = json::from_str(text).map_err(|error| format!("does not decode: {error}"))?;
    // A text alone has no field that could be redacted.
    if text.starts_with('{') && text.contains(MARK) {
        let cut = json::from_str::<T>(&text[..text.find(MARK).unwrap_or(0)]).err();
        let redacted = Redacted(&value);
        let serde = serde_json::to_string(&redacted).map_err(|error| error.to_string())?;
        for shown in [format!("{value:?} {value:#?} {cut:?}"), json::to_string(&redacted), serde] {
            if shown.contains(MARK) {
                return Err(format!("shows what is sensitive: {shown}"));
            }
        }
    }
    Ok(json::to_string(&value))
}

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).expect("the file to read is an argument");
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).split(b'\n') {
        let line = String::from_utf8(line?).expect("lines are text");
        let (number, text) = line.split_once(' ').expect("a number stands before the value");
        match TYPES[number.parse::<usize>().expect("a number")](text) {
            Ok(text) => writeln!(out, "={text}")?,
            // Names of members are the sender's, line breaks and all.
            Err(problem) => writeln!(out, "!{}", problem.escape_debug())?,
        }
    }
    out.flush()
}
