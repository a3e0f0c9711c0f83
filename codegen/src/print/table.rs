//! The runtime's macros as tables, one row a line.
//!
//! ```text
//! object! {
//!     CreateUser {
//!         first_name: "firstName" [redacted],
//!     }
//!     extra
//! }
//! ```

use super::cursor::{Cursor, group_len};
use crate::tokens::{Kind, Token};

/// The macro, with its braces on lines of their own; without a table it is one line.
pub(super) fn print(code: &mut Cursor<'_>, out: &mut String) {
    *out += code.next().text;
    code.next();
    let given = code.group();
    if !code.skip(";") && given.iter().any(|token| token.is("{")) {
        *out += "! {\n";
        sections(&given, out);
        *out += "}\n";
    } else {
        *out += "!(";
        for (index, row) in rows(&given).enumerate() {
            *out += if index > 0 { ", " } else { "" };
            line(row, out);
        }
        *out += ");\n";
    }
}

/// Each section: words, and a braced group of rows.
fn sections(given: &[Token<'_>], out: &mut String) {
    let (mut start, mut at, mut is_behind_group) = (0, 0, false);
    while let Some(token) = given.get(at) {
        // A braced group ends a line, and so does what stands before a word like `optional`.
        let starts_section = is_behind_group || matches!(token.text, "optional" | "constant");
        if token.kind == Kind::Word && starts_section && start < at {
            indented(&given[start..at], out);
            start = at;
        }
        is_behind_group = token.kind == Kind::Open;
        let end = if is_behind_group { at + group_len(&given[at..]) } else { at + 1 };
        if token.is("{") {
            *out += "    ";
            line(&given[start..at], out);
            *out += if start < at { " {\n" } else { "{\n" };
            for row in rows(&given[at + 1..end - 1]) {
                *out += "        ";
                line(row, out);
                *out += ",\n";
            }
            *out += "    }\n";
            start = end;
        }
        at = end;
    }
    if start < at {
        indented(&given[start..at], out);
    }
}

fn indented(tokens: &[Token<'_>], out: &mut String) {
    *out += "    ";
    line(tokens, out);
    *out += "\n";
}

/// The group's rows, split at commas outside of groups and angle brackets.
fn rows<'g, 't>(group: &'g [Token<'t>]) -> impl Iterator<Item = &'g [Token<'t>]> {
    let mut depth = 0_i32;
    let rows = group.split(move |token| {
        match (token.kind, token.text) {
            (Kind::Open, _) | (Kind::Sign, "<") => depth += 1,
            (Kind::Close, _) | (Kind::Sign, ">") => depth -= 1,
            _ => {}
        }
        depth == 0 && token.is(",")
    });
    rows.filter(|row| !row.is_empty())
}

/// Tokens, with a space where a reader expects one.
fn line(tokens: &[Token<'_>], out: &mut String) {
    let (start, mut at, mut before) = (out.len(), 0, None);
    while let Some(&token) = tokens.get(at) {
        if out.len() > start && needs_space(out, token, before) {
            out.push(' ');
        }
        *out += token.text;
        if token.kind == Kind::Open {
            let end = at + group_len(&tokens[at..]) - 1;
            let space = if token.text == "{" { " " } else { "" };
            *out += space;
            line(&tokens[at + 1..end], out);
            *out += space;
            *out += tokens[end].text;
            at = end;
        }
        before = Some(tokens[at].kind);
        at += 1;
    }
}

fn needs_space(line: &str, token: Token<'_>, before: Option<Kind>) -> bool {
    let after_name = matches!(before, Some(Kind::Word | Kind::Sign));
    match (token.kind, token.text) {
        (Kind::Sign, "&") => !line.ends_with(['(', '[', '<', '&']),
        (Kind::Sign, sign) => sign.starts_with(['=', '|']),
        (Kind::Open, "(") => {
            let after_keyword = line.ends_with("from") || line.ends_with("choosing");
            !after_name || after_keyword || line.ends_with([',', '=']) || line.ends_with("=>")
        }
        _ => !line.ends_with(['<', '(', '.', '&']) && !line.ends_with("::"),
    }
}
