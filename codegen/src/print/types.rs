//! Types: `Option<Vec<Address>>`.

use super::cursor::Cursor;
use super::layout::INDENT;
use crate::tokens::Kind;

/// A type.
pub(super) fn ty(code: &mut Cursor<'_>) {
    match code.ahead(0).text {
        "&" => {
            code.word();
            if code.ahead(0).text.starts_with('\'') || code.is("mut") {
                code.word_and_space();
            }
            ty(code);
        }
        "impl" | "dyn" => {
            code.word_and_space();
            bounds(code);
        }
        "(" => {
            let is_tuple = code.items() != 1;
            code.word();
            if is_tuple {
                code.layout.open(INDENT);
                code.layout.may_break();
                code.list(ty);
                code.layout.outdent();
                code.layout.close();
            } else {
                ty(code);
            }
            code.word();
        }
        "[" => {
            code.word();
            ty(code);
            code.word();
        }
        _ => path(code),
    }
}

/// A path with its arguments.
pub(super) fn path(code: &mut Cursor<'_>) {
    loop {
        code.word();
        if code.is("<") {
            arguments(code);
        }
        if !code.word_if("::") {
            return;
        }
    }
}

/// What a type implements: `Iterator<Item = User> + Send`.
pub(super) fn bounds(code: &mut Cursor<'_>) {
    path(code);
    while code.skip("+") {
        code.layout.word(" + ");
        path(code);
    }
}

/// What stands between `<` and `>`.
pub(super) fn arguments(code: &mut Cursor<'_>) {
    code.word();
    code.layout.open(INDENT);
    code.layout.may_break();
    code.list(|code| {
        if code.ahead(0).kind == Kind::Word && code.ahead(1).is("=") {
            code.word();
            code.next();
            code.layout.word(" = ");
        }
        ty(code);
    });
    code.layout.outdent();
    code.layout.close();
    code.word();
}
