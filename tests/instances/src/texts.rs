//! Texts within a schema's limits, and such as break what is careless with them.

use clientwright_document::{Mapping, Value};
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::random::Random;

const HARD: [&str; 22] = [
    "",
    "plain",
    " leading and trailing ",
    "\"quotes\" and \\backslashes\\",
    "\u{0}",
    "\u{1}\u{8}\t\n\u{c}\r\u{1f}",
    "\u{7f}\u{80}\u{9f}",
    "e\u{301}\u{327}\u{308}",
    "\u{fb01}\u{1e9e}\u{130}\u{131}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}",
    "\u{202e}override\u{202c}\u{200f}",
    "\u{2028}\u{2029}\u{85}\u{feff}",
    "\u{1f600}\u{1d4b3}\u{10348}",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{ffff}\u{fffd}\u{10ffff}\u{e000}",
    "\u{65e5}\u{672c}\u{8a9e}",
    "</script><!-- */ {{ }} ${x} %s",
    "null",
    "-0.10",
    "{\"a\":[1]}",
    "\\u0041\\ud83d",
    "a/b~c#d?e&f=g+h%20i",
];

/// Whatever text, hard to handle more often than not.
pub(crate) fn any(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("{}{}", random.pick(&HARD), random.pick(&HARD)),
        1 => (0..random.below(12)).map(|_| character(random)).collect(),
        _ => random.pick(&HARD).to_owned(),
    }
}

fn character(random: &mut Random) -> char {
    let end = [0x80, 0x800, 0x1_0000, 0x11_0000][random.below(4)];
    // Half of a surrogate pair is no character.
    u32::try_from(random.below(end)).ok().and_then(char::from_u32).unwrap_or('\u{d7ff}')
}

/// The lengths of one or several schemas that are all true, in characters.
pub(crate) struct Lengths {
    least: usize,
    most: usize,
}

impl Lengths {
    pub(crate) fn of(parts: &[&Mapping]) -> Self {
        let count =
            |part: &&Mapping, key: &str| part.get(key).and_then(Value::as_number)?.to_string().parse().ok();
        Self {
            least: parts.iter().filter_map(|part| count(part, "minLength")).max().unwrap_or(0),
            most: parts.iter().filter_map(|part| count(part, "maxLength")).min().unwrap_or(usize::MAX),
        }
    }

    pub(crate) fn allow(&self, text: &str) -> bool {
        (self.least..=self.most).contains(&text.chars().count())
    }

    /// The text, cut or drawn out to fit; now and then to a limit exactly.
    pub(crate) fn fit(&self, text: &str, random: &mut Random) -> String {
        let length = match random.below(6) {
            0 => self.least,
            1 if self.most < 10_000 => self.most,
            _ => text.chars().count().clamp(self.least, self.most),
        };
        let mut fitting: String = text.chars().take(length).collect();
        fitting.extend((fitting.chars().count()..length).map(|_| character(random)));
        fitting
    }
}

/// A text of a format that says how it is written; `None` for those that do not, or that nobody checks.
pub(crate) fn of_format(format: &str, random: &mut Random) -> Option<String> {
    let digits = |random: &mut Random, most: usize| {
        (0..random.below(most)).map(|_| char::from(b'0' + (random.draw() % 10) as u8)).collect::<String>()
    };
    Some(match format {
        "date" => date(random),
        "date-time" => {
            let fraction = digits(random, 10);
            let fraction = if fraction.is_empty() { fraction } else { format!(".{fraction}") };
            let offset = random.pick(&["Z", "+00:00", "-00:00", "+05:30", "-23:59"]);
            let time = random.pick(&["00:00:00", "23:59:59", "12:30:01"]);
            format!("{}T{time}{fraction}{offset}", date(random))
        }
        "time" => random.pick(&["00:00:00Z", "23:59:59.5+01:00"]).to_owned(),
        "uuid" => {
            let hex = format!("{:016x}{:016x}", random.draw(), random.draw());
            let hex = if random.once_in(4) { hex.to_uppercase() } else { hex };
            [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
        }
        "email" => {
            random.pick(&["a@example.com", "first.last+tag@sub.example.org", "o'hara@example.ie"]).to_owned()
        }
        "uri" | "url" => random
            .pick(&["https://example.com", "https://example.com/a%20b?c=d&e=#f", "urn:isbn:0451450523"])
            .to_owned(),
        "hostname" => random.pick(&["example.com", "a-b.example"]).to_owned(),
        "ipv4" => random.pick(&["0.0.0.0", "203.0.113.42", "255.255.255.255"]).to_owned(),
        "ipv6" => random.pick(&["::", "::1", "2001:db8::ff00:42:8329"]).to_owned(),
        "byte" => random.pick(&["", "AA==", "/+8=", "aGVsbG8="]).to_owned(),
        _ => return None,
    })
}

fn date(random: &mut Random) -> String {
    let awkward = random.pick(&["2024-02-29", "1970-01-01", "9999-12-31", "0001-01-01", "1900-02-28"]);
    if random.once_in(2) {
        return awkward.to_owned();
    }
    format!("{:04}-{:02}-{:02}", 1900 + random.below(200), 1 + random.below(12), 1 + random.below(28))
}

/// Texts of a pattern.
pub(crate) struct Pattern(Hir);

impl Pattern {
    /// The pattern as JSON Schema means it: `\d` and `\w` are ASCII, and it may stand anywhere unless it is anchored.
    /// `Err` says what cannot be read: what looks ahead or back, for one.
    pub(crate) fn read(pattern: &str) -> Result<Self, String> {
        let ascii = pattern.replace(r"\d", "[0-9]").replace(r"\w", "[A-Za-z0-9_]").replace(r"\/", "/");
        regex_syntax::parse(&ascii).map(Self).map_err(|error| error.to_string())
    }

    pub(crate) fn text(&self, random: &mut Random) -> String {
        let mut out = Vec::new();
        write(&self.0, random, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }
}

fn write(hir: &Hir, random: &mut Random, out: &mut Vec<u8>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            if !ranges.is_empty() {
                let range = ranges[random.below(ranges.len())];
                let (low, high) = (i128::from(u32::from(range.start())), i128::from(u32::from(range.end())));
                let drawn = u32::try_from(random.between(low, high)).ok().and_then(char::from_u32);
                out.extend(drawn.unwrap_or(range.start()).to_string().bytes());
            }
        }
        HirKind::Class(Class::Bytes(class)) => out.extend(class.ranges().first().map(|range| range.start())),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 8);
            let times = random.between(repetition.min.into(), most.into());
            (0..times).for_each(|_| write(&repetition.sub, random, out));
        }
        HirKind::Capture(capture) => write(&capture.sub, random, out),
        HirKind::Concat(all) => all.iter().for_each(|one| write(one, random, out)),
        HirKind::Alternation(all) => write(&all[random.below(all.len())], random, out),
    }
}
