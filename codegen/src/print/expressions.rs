//! Statements and expressions, as far as `emit` has templates of them.

use super::cursor::Cursor;
use super::items;
use super::layout::INDENT;
use super::types::{self, ty};
use crate::tokens::{Kind, Token};

/// What an expression is, as far as those around it want to know.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A name that is no longer than what a line is indented by.
    Short,
    /// A list, a tuple or a struct: as the only argument it begins behind the parenthesis.
    Block,
    /// Fields and calls of methods, which break before each dot.
    Chain,
    Other,
}

/// A statement, up to the end of its line.
pub(super) fn statement(code: &mut Cursor<'_>) {
    match code.ahead(0).text {
        "const" => {
            items::item(code);
            return;
        }
        "let" => {
            code.word_and_space();
            code.word();
            code.expect("=");
            code.layout.word(" = ");
            code.layout.never_break();
            expression(code, false);
        }
        _ => {
            expression(code, true);
        }
    }
    code.word_if(";");
    code.layout.new_line();
}

/// An expression; `starts_line` where nothing stands before it.
pub(super) fn expression(code: &mut Cursor<'_>, starts_line: bool) {
    value(code, starts_line);
}

fn value(code: &mut Cursor<'_>, starts_line: bool) -> Form {
    if code.is("&") || code.is("-") {
        code.word();
        value(code, false);
        return Form::Other;
    }
    let (chain, first) = (code.layout.slot(), code.layout.slot());
    let mut form = operand(code);
    let end_of_first = code.layout.slot();
    // A short name and the dot behind it stay together at the start of a line.
    let is_short = starts_line && form == Form::Short;
    let (mut dots, mut only_call, mut end) = (0, None, None);
    loop {
        match code.ahead(0).text {
            "?" if code.ahead(0).kind == Kind::Sign => code.word(),
            "(" if code.ahead(0).kind == Kind::Open => arguments(code),
            "." if code.ahead(0).kind == Kind::Sign => {
                if dots > 0 || !is_short {
                    code.layout.may_break();
                }
                dots += 1;
                code.word();
                code.word();
                if code.is("::") {
                    code.word();
                    types::arguments(code);
                }
                if code.is("(") {
                    let call = code.layout.slot();
                    code.layout.open_at(call, 0);
                    arguments(code);
                    code.layout.close();
                    only_call = Some(call).filter(|_| dots == 1);
                }
                end = Some(code.layout.slot());
                form = Form::Chain;
                continue;
            }
            _ => break,
        }
        form = Form::Other;
    }
    if let Some(end) = end {
        code.layout.open_at(chain, INDENT);
        code.layout.open_at(first, -INDENT);
        code.layout.close_at(end_of_first);
        code.layout.close_at(end);
        if let (true, Some(call)) = (is_short, only_call) {
            code.layout.open_at(call, -INDENT);
        }
    }
    form
}

/// What stands before the first dot or call.
fn operand(code: &mut Cursor<'_>) -> Form {
    let token = code.ahead(0);
    match (token.kind, token.text) {
        (Kind::Open, "(") => {
            if code.items() == 1 {
                code.word();
                value(code, false);
                code.word();
                return Form::Other;
            }
            sequence(code)
        }
        (Kind::Open, "[") => sequence(code),
        (Kind::Word, "match") => choice(code),
        (Kind::Word, _) => named(code),
        _ => {
            code.word();
            Form::Other
        }
    }
}

/// A list or a tuple.
fn sequence(code: &mut Cursor<'_>) -> Form {
    code.word();
    code.layout.open(INDENT);
    code.layout.may_break();
    code.list(|code| expression(code, false));
    code.layout.outdent();
    code.layout.close();
    code.word();
    Form::Block
}

/// A path, a macro or a struct.
fn named(code: &mut Cursor<'_>) -> Form {
    let (structure, name) = (code.layout.slot(), code.layout.slot());
    let first = code.ahead(0).text;
    code.word();
    let is_path = code.is("::");
    while code.word_if("::") {
        if code.is("<") { types::arguments(code) } else { code.word() }
    }
    let end_of_name = code.layout.slot();
    if code.word_if("!") {
        mac(code);
        return Form::Other;
    }
    if !code.is("{") {
        return if !is_path && first.len() <= INDENT as usize { Form::Short } else { Form::Other };
    }
    code.layout.open_at(structure, INDENT);
    code.layout.open_at(name, -INDENT);
    code.layout.close_at(end_of_name);
    code.layout.word(" ");
    code.word();
    code.layout.space_if_any();
    while !code.is_end() {
        code.word();
        if code.skip(":") {
            code.layout.word(": ");
            expression(code, false);
        }
        code.end_item();
        let is_last = code.is_end();
        code.layout.comma_or_space(is_last);
    }
    code.layout.outdent();
    // A struct on one line is short.
    code.layout.close_within(34);
    code.word();
    Form::Block
}

/// The arguments of a call.
fn arguments(code: &mut Cursor<'_>) {
    let is_only = code.items() == 1;
    code.word();
    let list = code.layout.slot();
    code.layout.open_at(list, INDENT);
    code.layout.may_break();
    while !code.is_end() {
        let form = value(code, false);
        code.end_item();
        if is_only && form == Form::Block {
            code.layout.unopen(list);
            return code.word();
        }
        let is_last = code.is_end();
        code.layout.comma(is_last);
    }
    code.layout.outdent();
    code.layout.close();
    code.word();
}

/// `match`, of a name.
fn choice(code: &mut Cursor<'_>) -> Form {
    code.word_and_space();
    code.word_and_space();
    code.word();
    code.layout.open(INDENT);
    code.layout.new_line_if_any();
    while !code.is_end() {
        code.layout.open_filled(0);
        while !code.is("=>") && !code.ahead(0).text.is_empty() {
            code.word();
        }
        code.expect("=>");
        code.layout.word(" => ");
        code.layout.never_break();
        code.layout.open(INDENT);
        code.layout.brace();
        expression(code, true);
        code.skip(",");
        code.layout.unbrace();
        code.layout.close();
        code.layout.close();
        code.layout.new_line();
    }
    code.layout.outdent();
    code.layout.close();
    code.word();
    Form::Other
}

/// What a macro is given.
fn mac(code: &mut Cursor<'_>) {
    code.word();
    if !code.is_end() {
        code.layout.open(INDENT);
        code.layout.may_break();
        code.layout.open_filled(0);
        given(code);
        code.layout.close();
        code.layout.may_break();
        code.layout.outdent();
        code.layout.close();
    }
    code.word();
}

/// What stands before a token that a macro is given.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Start,
    Name,
    Bang,
    Group,
    Path,
    Dot,
    Other,
}

/// Tokens, with the spaces that most macros have. Nobody knows what they mean.
fn given(code: &mut Cursor<'_>) {
    let mut before = Before::Start;
    while !code.is_end() {
        let token = code.ahead(0);
        let (is_apart, next) = apart(token, before);
        if before != Before::Start {
            if is_apart {
                code.layout.space();
            } else if token.is(".") {
                code.layout.may_break();
            }
        }
        code.word();
        if token.kind == Kind::Open {
            let is_block = token.text == "{" && !code.is_end();
            if is_block {
                code.layout.space();
            }
            given(code);
            if is_block {
                code.layout.space();
            }
            code.word();
        }
        before = next;
    }
}

/// Whether a token stands apart from the one before it, and what it is for the next one.
fn apart(token: Token<'_>, before: Before) -> (bool, Before) {
    match (token.kind, token.text) {
        (Kind::Open, "{") => (true, Before::Other),
        (Kind::Open, _) => match before {
            Before::Name => (false, Before::Group),
            Before::Bang => (false, Before::Other),
            _ => (true, Before::Group),
        },
        (Kind::Word, _) => (!matches!(before, Before::Dot | Before::Path), Before::Name),
        (Kind::Literal, _) => (before != Before::Dot, Before::Name),
        (_, "!") if before == Before::Name => (false, Before::Bang),
        (_, "," | ";") => (false, Before::Other),
        (_, ".") => (!matches!(before, Before::Name | Before::Group), Before::Dot),
        (_, "::") => (before != Before::Name, Before::Path),
        _ => (true, Before::Other),
    }
}

/// `: Type = value;`, behind a name.
pub(super) fn assigned(code: &mut Cursor<'_>) {
    code.expect(":");
    code.layout.word(": ");
    ty(code);
    code.expect("=");
    code.layout.word(" = ");
    code.layout.never_break();
    expression(code, false);
    code.word();
}
