//! Steps through tokens, and says of each where its line may break.

use super::layout::Layout;
use crate::tokens::{Kind, Token};

/// A place in code, with what was read of the item before it.
pub(super) struct Cursor<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    /// Where the lines of what was read may break.
    pub(super) layout: Layout<'t>,
}

const NOTHING: Token<'static> = Token { kind: Kind::Close, text: "" };

impl<'t> Cursor<'t> {
    pub(super) fn new(tokens: Vec<Token<'t>>) -> Self {
        Self { tokens, at: 0, layout: Layout::default() }
    }

    /// The token so many steps ahead; behind the end, one that closes everything.
    pub(super) fn ahead(&self, steps: usize) -> Token<'t> {
        self.tokens.get(self.at + steps).copied().unwrap_or(NOTHING)
    }

    /// Whether the next token is this one.
    pub(super) fn is(&self, text: &str) -> bool {
        self.ahead(0).is(text)
    }

    /// Whether a group ends here, or the code.
    pub(super) fn is_end(&self) -> bool {
        self.ahead(0).kind == Kind::Close
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Token<'t> {
        let token = self.ahead(0);
        self.at += 1;
        token
    }

    /// Steps over this token.
    pub(super) fn expect(&mut self, text: &str) {
        if !self.skip(text) {
            self.unknown(text);
        }
    }

    /// Steps over what ends an item of a list.
    pub(super) fn end_item(&mut self) {
        if !self.skip(",") && !self.is_list_end() {
            self.unknown(",");
        }
    }

    /// What `emit` spells is known here, whatever the input: this is our bug, and printing on would hide it.
    pub(super) fn unknown(&self, expected: &str) -> ! {
        let from = self.at.saturating_sub(8).min(self.tokens.len());
        let code: Vec<&str> = self.tokens[from..].iter().take(16).map(|token| token.text).collect();
        unreachable!("the printer expected `{expected}` in `{}`", code.join(" "))
    }

    /// Steps over a token, if it is this one.
    pub(super) fn skip(&mut self, text: &str) -> bool {
        let is = self.is(text);
        self.at += usize::from(is);
        is
    }

    /// Writes the next token.
    pub(super) fn word(&mut self) {
        let token = self.next();
        self.layout.word(token.text);
    }

    /// Writes the next token, if it is this one.
    pub(super) fn word_if(&mut self, text: &str) -> bool {
        let is = self.is(text);
        if is {
            self.word();
        }
        is
    }

    /// Writes the next token and a space.
    pub(super) fn word_and_space(&mut self) {
        self.word();
        self.layout.word(" ");
    }

    /// The tokens of the group that begins here, without its brackets.
    pub(super) fn inner(&self) -> &[Token<'t>] {
        let rest = &self.tokens[self.at.min(self.tokens.len())..];
        rest.get(1..group_len(rest).saturating_sub(1)).unwrap_or_default()
    }

    /// The same, and steps over it.
    pub(super) fn group(&mut self) -> Vec<Token<'t>> {
        let inner = self.inner().to_vec();
        self.at += inner.len() + 2;
        inner
    }

    /// How many items the group that begins here has, by its commas.
    pub(super) fn items(&self) -> usize {
        let (mut depth, mut commas, mut is_behind_comma) = (0, 0, true);
        for token in self.inner() {
            depth += depth_of(*token);
            is_behind_comma = depth == 0 && token.is(",");
            commas += usize::from(is_behind_comma);
        }
        commas + usize::from(!is_behind_comma)
    }

    /// The items of a list, each with a comma; the last one's is only at the end of a line.
    pub(super) fn list(&mut self, item: impl Fn(&mut Self)) {
        while !self.is_list_end() {
            item(self);
            self.end_item();
            let is_last = self.is_list_end();
            self.layout.comma(is_last);
        }
    }

    fn is_list_end(&self) -> bool {
        self.is_end() || self.is(">")
    }
}

/// How many tokens the group has that begins here.
pub(super) fn group_len(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0;
    let end = tokens.iter().position(|token| {
        depth += depth_of(*token);
        depth == 0
    });
    end.map_or(tokens.len(), |end| end + 1)
}

fn depth_of(token: Token<'_>) -> i32 {
    match token.kind {
        Kind::Open => 1,
        Kind::Close => -1,
        _ => 0,
    }
}
