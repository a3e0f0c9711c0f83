//! Values of a schema, valid and broken in one place, and such as come from whoever means harm.

use std::io::{self, Write};

use clientwright_codegen::rust::Type;
use clientwright_document::pointer::Pointer;
use clientwright_instances::{Random, Way, broken, keeps_unknown_members};

use super::cases::Case;
use super::subject::Subject;

/// How many of what was made may miss the schema, for each that does not.
const ATTEMPTS: usize = 20;
/// Nobody's value, of any schema: decoding ends.
const HOSTILE: [&str; 6] = ["null", "{}", "[]", "0", "\"\"", "[[[[{}]]]]"];

/// Writes the values of a place, whose type has a number in the program.
pub(super) fn write(
    subject: &Subject,
    (number, place, ty): (usize, &str, &Type),
    count: usize,
    seed: u64,
    out: &mut impl Write,
) -> io::Result<()> {
    let case = |kind: &str| Case::of(kind).with("type", number).with("place", place);
    for text in HOSTILE {
        case("hostile").with_json("value", text.to_owned()).write(out)?;
    }
    let (Some(at), true) = (Pointer::parse(place), is_json(ty)) else { return Ok(()) };
    let Some(is_valid) = subject.validity(&at, Way::Both) else {
        return case("unusable").with_json("value", "null".to_owned()).write(out);
    };
    let seed = format!("{seed}/{place}");
    let keeps = keeps_unknown_members(&subject.krate, ty);
    let mut values = subject.instances(&seed, Way::Both, keeps);
    let mut random = Random::of(&seed);
    let mut made = 0;
    for attempt in 0..count * ATTEMPTS {
        if made == count {
            break;
        }
        let Some(value) = values.make(&at, attempt, matches!(ty, Type::Option(_))) else { continue };
        if !is_valid(&value.to_json()) {
            continue;
        }
        made += 1;
        let broken = broken(&value, &mut random);
        case("value").with("closed", !keeps).with_json("value", value.to_json()).write(out)?;
        if !is_valid(&broken.value.to_json()) {
            case("broken").with_json("value", broken.value.to_json()).with("broken", broken.at).write(out)?;
        }
    }
    if made < count {
        case("missing").with_json("value", "null".to_owned()).with("made", made).write(out)?;
    }
    Ok(())
}

fn is_json(ty: &Type) -> bool {
    *ty != Type::Unit
}
