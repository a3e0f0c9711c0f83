//! Decodes each line of a file as the type whose number stands before it, and writes what the type makes of it.

use std::io::{BufRead, BufReader, BufWriter, Write};

use clientwright_runtime::json::{self, Decode, Encode};

/// The value as it is written again, or why it could not be read.
type Again = fn(&str) -> Result<String, String>;

include!("types.rs");

fn again<T: Decode + Encode>(text: &str) -> Result<String, String> {
    json::from_str::<T>(text).map(|value| json::to_string(&value)).map_err(|error| error.to_string())
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
