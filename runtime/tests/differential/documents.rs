//! Documents with everything that JSON allows and senders rarely send.

/// A source of documents, the same ones for the same seed.
pub(crate) struct Documents {
    state: u64,
    /// Without white space between tokens.
    pub(crate) compact: bool,
}

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "7",
    "42",
    "-42",
    "0.0",
    "-0.0",
    "1.0",
    "0.1",
    "-0.1",
    "1.10",
    "1e2",
    "1E+2",
    "1e-2",
    "0e0",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "1e400",
    "5e-324",
    "2.2250738585072011e-308",
    "1e-400",
    "0.30000000000000004",
    "123456789.123456789",
    "1e16",
    "1e-7",
    "12345678901234567890123456789012345678901234567890",
];

const CHARACTERS: &[char] = &[
    'a',
    'b',
    'Z',
    '0',
    ' ',
    '"',
    '\\',
    '/',
    '\n',
    '\r',
    '\t',
    '\u{8}',
    '\u{c}',
    '\0',
    '\u{1}',
    '\u{1f}',
    '\u{7f}',
    '\u{80}',
    'é',
    'ß',
    '\u{7ff}',
    '\u{800}',
    '漢',
    '\u{2028}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{feff}',
    '\u{ffff}',
    '😀',
    '\u{10ffff}',
    '{',
    '[',
    ',',
    ':',
];

const STRINGS: &[&str] = &["open", "closed", "id", "", "null", "a string that is longer than eight bytes"];

const NAMES: &[&str] = &[
    "id",
    "count",
    "small",
    "large",
    "ratio",
    "flag",
    "status",
    "note",
    "reason \"é\"\n",
    "tags",
    "scores",
    "child",
    "items",
    "anything",
];

/// What a document puts between quotes to make it worse.
const DAMAGE: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"\\udc00",
    b"\\ud83d\\ude00",
    b"\\u12g4",
    b"\\x",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"0",
    b"-",
    b".",
    b"e",
    b"+",
    b"01",
    b"1.",
    b".5",
    b"-0",
    b"tru",
    b"true",
    b"null",
    b"NaN",
    b"Infinity",
    b"\x00",
    b"\x1f",
    b"\n",
    b"\x0b",
    b"\xff",
    b"\xc3",
    b"\xc3\xa9",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xef\xbb\xbf",
    b"//",
    b"'",
    b" ",
];

impl Documents {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, compact: false }
    }

    /// Any value.
    pub(crate) fn any(&mut self) -> String {
        let mut out = String::new();
        self.value(&mut out, 5);
        out
    }

    /// An object for the type `Item`; in about half of the cases one member is not as it should be.
    pub(crate) fn item(&mut self) -> String {
        let mut out = String::new();
        self.item_value(&mut out, 2);
        out
    }

    /// One change at one place.
    pub(crate) fn damage(&mut self, text: &mut Vec<u8>) {
        let at = self.below(text.len() + 1);
        match self.below(4) {
            0 => text.truncate(at),
            1 if at < text.len() => drop(text.remove(at)),
            2 if at < text.len() => {
                let with = self.pick(DAMAGE);
                text.splice(at..=at, with.iter().copied());
            }
            _ => {
                let with = self.pick(DAMAGE);
                text.splice(at..at, with.iter().copied());
            }
        }
    }

    fn item_value(&mut self, out: &mut String, depth: usize) {
        let wrong = if depth == 2 && self.chance(2) { Some(self.below(NAMES.len())) } else { None };
        let mut order: Vec<usize> = (0..NAMES.len()).collect();
        if self.chance(3) {
            for index in (1..order.len()).rev() {
                order.swap(index, self.below(index + 1));
            }
        }
        let mut members = Vec::new();
        for index in order {
            let name = NAMES[index];
            if self.chance(20) {
                // An earlier member of the same name, of any kind: only the last one counts for serde's tree, and the
                // codec refuses a wrong kind in either, so it is of the right kind here.
                members.push((name, self.member(name, depth)));
            }
            let value = if wrong != Some(index) {
                self.member(name, depth)
            } else if self.chance(3) {
                continue;
            } else if self.chance(3) {
                ["[]", "{}", "[null]", "{\"id\": 1}"][self.below(4)].to_owned()
            } else {
                let mut value = String::new();
                self.value(&mut value, 0);
                value
            };
            members.push((name, value));
            if self.chance(10) {
                let mut value = String::new();
                self.value(&mut value, 2);
                members.push((["unknown", "x-1", "ID", "idd", ""][self.below(5)], value));
            }
        }
        self.open(out, '{');
        for (index, (name, value)) in members.into_iter().enumerate() {
            if index > 0 {
                self.token(out, ",");
            }
            self.quoted(out, name);
            self.token(out, ":");
            out.push_str(&value);
        }
        self.token(out, "}");
    }

    /// A value that the member of this name takes.
    fn member(&mut self, name: &str, depth: usize) -> String {
        let mut out = String::new();
        let text = &mut out;
        match name {
            "count" => {
                text.push_str(["0", "-9223372036854775808", "9223372036854775807", "17"][self.below(4)])
            }
            "small" => text.push_str(["0", "-2147483648", "2147483647", "-5"][self.below(4)]),
            "large" => text.push_str(["0", "18446744073709551615", "9223372036854775808"][self.below(3)]),
            "ratio" => {
                text.push_str(["0", "-1", "0.1", "1e-7", "5e-324", "1.7976931348623157e308"][self.below(6)])
            }
            "flag" => text.push_str(["true", "false"][self.below(2)]),
            "id" | "status" => self.string(text),
            "note" | "reason \"é\"\n" if self.chance(3) => text.push_str("null"),
            "child" if depth == 0 || self.chance(2) => text.push_str("null"),
            "note" | "reason \"é\"\n" => self.string(text),
            "tags" => self.sequence(text, Self::string),
            "scores" => {
                self.open(text, '{');
                self.string(text);
                self.token(text, ":");
                text.push_str(["1", "2.5"][self.below(2)]);
                self.token(text, "}");
            }
            "child" => self.item_value(text, depth - 1),
            "items" if depth == 0 => text.push_str("[]"),
            "items" => self.sequence(text, |documents, text| documents.item_value(text, depth - 1)),
            _ => self.value(text, 2),
        }
        out
    }

    fn value(&mut self, out: &mut String, depth: usize) {
        self.space(out);
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => out.push_str("null"),
            1 => out.push_str(["true", "false"][self.below(2)]),
            2 => out.push_str(self.pick(NUMBERS)),
            3 | 4 => self.string(out),
            5 => self.sequence(out, |documents, out| documents.value(out, depth - 1)),
            _ => {
                self.open(out, '{');
                for index in 0..self.below(4) {
                    if index > 0 {
                        self.token(out, ",");
                    }
                    self.string(out);
                    self.token(out, ":");
                    self.value(out, depth - 1);
                }
                self.token(out, "}");
            }
        }
        self.space(out);
    }

    fn sequence(&mut self, out: &mut String, mut item: impl FnMut(&mut Self, &mut String)) {
        self.open(out, '[');
        for index in 0..self.below(4) {
            if index > 0 {
                self.token(out, ",");
            }
            item(self, out);
        }
        self.token(out, "]");
    }

    fn string(&mut self, out: &mut String) {
        if self.chance(4) {
            let text = self.pick(STRINGS);
            return self.quoted(out, text);
        }
        let text: String = (0..self.below(20)).map(|_| self.pick(CHARACTERS)).collect();
        self.quoted(out, &text);
    }

    /// A string, each character as itself or as one of its escapes.
    fn quoted(&mut self, out: &mut String, text: &str) {
        out.push('"');
        for character in text.chars() {
            match character {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' if self.chance(2) => out.push_str("\\n"),
                '\t' if self.chance(2) => out.push_str("\\t"),
                '/' if self.chance(2) => out.push_str("\\/"),
                '\u{8}' if self.chance(2) => out.push_str("\\b"),
                '\u{c}' if self.chance(2) => out.push_str("\\f"),
                _ if character < ' ' || self.chance(10) => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        let escape = format!("{unit:04x}");
                        out.push_str("\\u");
                        out.push_str(&if self.chance(2) { escape.to_uppercase() } else { escape });
                    }
                }
                _ => out.push(character),
            }
        }
        out.push('"');
    }

    fn open(&mut self, out: &mut String, bracket: char) {
        out.push(bracket);
        self.space(out);
    }

    fn token(&mut self, out: &mut String, token: &str) {
        self.space(out);
        out.push_str(token);
        self.space(out);
    }

    fn space(&mut self, out: &mut String) {
        if !self.compact && self.chance(4) {
            out.push_str([" ", "\n", "\t", "\r\n"][self.below(4)]);
        }
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One time in so many.
    fn chance(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A number below the limit (xorshift64*).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let high = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % limit
    }
}
