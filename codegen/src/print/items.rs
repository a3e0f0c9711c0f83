//! Items: what a file or an `impl` consists of.

use super::cursor::Cursor;
use super::expressions::{assigned, statement};
use super::layout::INDENT;
use super::types::{bounds, ty};
use crate::tokens::Kind;

/// Attributes of a whole file.
pub(super) fn inner_attributes(code: &mut Cursor<'_>) {
    loop {
        match code.ahead(0) {
            token if token.kind == Kind::InnerDocs => docs(code, "//!"),
            token if token.is("#") && code.ahead(1).is("!") => {
                code.word();
                attribute(code);
            }
            _ => return,
        }
    }
}

/// An item with its attributes. Gives the word that says what it is.
pub(super) fn item<'t>(code: &mut Cursor<'t>) -> &'t str {
    attributes(code);
    let keyword = keyword(code);
    match keyword {
        "use" => {
            visibility(code);
            code.word_and_space();
            used(code);
            code.word();
        }
        "mod" => {
            visibility(code);
            code.word_and_space();
            code.word();
            code.word();
        }
        "struct" => structure(code),
        "enum" => body(code, named, |code| row(code, variant)),
        "impl" => body(code, implementation, member),
        "const" | "static" => {
            code.layout.open(0);
            visibility(code);
            code.word_and_space();
            code.word();
            assigned(code);
            code.layout.close();
        }
        "type" => {
            code.layout.open(INDENT);
            visibility(code);
            code.word_and_space();
            code.word();
            code.expect("=");
            code.layout.word(" = ");
            code.layout.never_break();
            code.layout.open_filled(-INDENT);
            ty(code);
            code.layout.close();
            code.word();
            code.layout.close();
        }
        _ => function(code),
    }
    code.layout.new_line();
    keyword
}

/// The word behind the visibility.
fn keyword<'t>(code: &Cursor<'t>) -> &'t str {
    let is_restricted = code.is("pub") && code.ahead(1).is("(");
    code.ahead(if is_restricted { 4 } else { usize::from(code.is("pub")) }).text
}

/// The attributes of what follows.
fn attributes(code: &mut Cursor<'_>) {
    loop {
        match code.ahead(0) {
            token if token.kind == Kind::Docs => docs(code, "///"),
            token if token.is("#") => attribute(code),
            _ => return,
        }
    }
}

fn docs(code: &mut Cursor<'_>, sign: &'static str) {
    code.layout.word(sign);
    let text = code.next().text.trim_end_matches(' ');
    code.layout.word(text);
    code.layout.new_line();
}

/// `#[derive(Debug)]`.
fn attribute(code: &mut Cursor<'_>) {
    while !code.is_end() && !code.is("(") {
        code.word();
    }
    if code.is("(") {
        meta(code);
    }
    code.word();
    code.layout.space();
}

/// The arguments of an attribute.
fn meta(code: &mut Cursor<'_>) {
    code.word();
    code.layout.open(INDENT);
    code.layout.may_break();
    let mut is_behind_word = false;
    while !code.is_end() {
        let token = code.ahead(0);
        if token.is("(") {
            meta(code);
            is_behind_word = false;
            continue;
        }
        let is_word = matches!(token.kind, Kind::Word | Kind::Literal);
        if is_behind_word && is_word {
            code.layout.space();
        }
        match token.text {
            "=" if !is_word => {
                code.next();
                code.layout.word(" = ");
            }
            "," if !is_word => {
                code.word();
                code.layout.space();
            }
            _ => code.word(),
        }
        is_behind_word = is_word;
    }
    code.layout.may_break();
    code.layout.outdent();
    code.layout.close();
    code.word();
}

fn visibility(code: &mut Cursor<'_>) {
    if code.word_if("pub") {
        if code.is("(") {
            code.word();
            code.word();
            code.word();
        }
        code.layout.word(" ");
    }
}

/// What `use` names. Gives whether it ends with a group.
fn used(code: &mut Cursor<'_>) -> bool {
    while !code.is("{") {
        code.word();
        if code.skip("as") {
            code.layout.word(" as ");
            code.word();
        }
        if !code.word_if("::") {
            return false;
        }
    }
    if code.items() == 1 {
        code.next();
        used(code);
        code.skip(",");
        code.expect("}");
        return true;
    }
    code.layout.open(INDENT);
    code.word();
    code.layout.may_break();
    code.layout.open_filled(0);
    while !code.is_end() {
        let has_group = used(code);
        code.end_item();
        if !code.is_end() {
            code.layout.word(",");
            if has_group { code.layout.new_line() } else { code.layout.space() }
        }
    }
    code.layout.close();
    code.layout.comma(true);
    code.layout.outdent();
    code.word();
    code.layout.close();
    true
}

/// An item with a body.
fn body(code: &mut Cursor<'_>, head: fn(&mut Cursor<'_>), row: fn(&mut Cursor<'_>)) {
    code.layout.open(INDENT);
    head(code);
    code.layout.word(" ");
    code.word();
    code.layout.new_line_if_any();
    while !code.is_end() {
        row(code);
    }
    code.layout.outdent();
    code.layout.close();
    code.word();
}

/// A field or a variant.
fn row(code: &mut Cursor<'_>, row: fn(&mut Cursor<'_>)) {
    attributes(code);
    row(code);
    code.end_item();
    code.layout.word(",");
    code.layout.new_line();
}

/// An item of an `impl`: a blank line stands between functions, and before the first that follows types and constants.
fn member(code: &mut Cursor<'_>) {
    let is_function = !matches!(item(code), "type" | "const");
    if !code.is_end() && (is_function || code.is("fn")) {
        code.layout.new_line();
    }
}

/// `pub struct Name`, `pub enum Name`.
fn named(code: &mut Cursor<'_>) {
    visibility(code);
    code.word_and_space();
    code.word();
}

/// `impl Trait for Name`.
fn implementation(code: &mut Cursor<'_>) {
    code.layout.open_filled(-INDENT);
    code.word_and_space();
    ty(code);
    if code.is("for") {
        code.layout.space();
        code.word_and_space();
        ty(code);
    }
    code.layout.close();
}

fn structure(code: &mut Cursor<'_>) {
    if code.ahead(2 + usize::from(code.is("pub"))).is("{") {
        return body(code, named, |code| row(code, field));
    }
    code.layout.open(INDENT);
    named(code);
    unnamed(code);
    code.word_if(";");
    code.layout.close();
}

/// Fields without a name: `(String)`.
fn unnamed(code: &mut Cursor<'_>) {
    code.word();
    code.layout.may_break();
    code.list(|code| {
        visibility(code);
        ty(code);
    });
    code.layout.outdent();
    code.word();
}

fn field(code: &mut Cursor<'_>) {
    visibility(code);
    code.word();
    code.expect(":");
    code.layout.word(": ");
    ty(code);
}

fn variant(code: &mut Cursor<'_>) {
    match code.ahead(1).text {
        "{" => body(code, |code| code.word(), |code| row(code, field)),
        "(" => {
            code.word();
            code.layout.open(INDENT);
            unnamed(code);
            code.layout.close();
        }
        _ => code.word(),
    }
}

fn function(code: &mut Cursor<'_>) {
    code.layout.open(INDENT);
    visibility(code);
    while !code.is_end() && !code.is("fn") {
        code.word_and_space();
    }
    code.word_and_space();
    code.word();
    if code.is("<") {
        code.word();
        code.layout.open(0);
        code.layout.may_break();
        code.list(|code| {
            code.word();
            if code.skip(":") {
                code.layout.word(": ");
                bounds(code);
            }
        });
        code.layout.outdent();
        code.layout.close();
        code.word();
    }
    code.word();
    code.layout.never_break();
    code.layout.open(0);
    code.layout.may_break();
    code.list(|code| {
        code.word_if("&");
        if code.is("mut") {
            code.word_and_space();
        }
        code.word();
        if code.skip(":") {
            code.layout.word(": ");
            ty(code);
        }
    });
    code.layout.outdent();
    code.layout.close();
    code.word();
    code.layout.open(-INDENT);
    if code.skip("->") {
        code.layout.word(" -> ");
        ty(code);
    }
    code.layout.close();
    code.layout.word(" ");
    code.word();
    code.layout.new_line_if_any();
    while !code.is_end() {
        statement(code);
    }
    code.layout.outdent();
    code.layout.close();
    code.word();
}
