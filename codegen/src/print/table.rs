//! The runtime's macros as tables, one row a line: prettyplease leaves what macros hold on one line.
//!
//! ```text
//! object! {
//!     CreateUser {
//!         first_name: "firstName" [redacted],
//!     }
//!     extra
//! }
//! ```

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The macro, with its braces on lines of their own; without a table it is one line.
pub(super) fn print(item: &syn::ItemMacro) -> String {
    let name = item.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let is_table =
        |token: TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    if !item.mac.tokens.clone().into_iter().any(is_table) {
        return format!("{name}!({});\n", rows(item.mac.tokens.clone()).join(", "));
    }
    let mut text = format!("{name}! {{\n");
    let mut line = String::new();
    let mut before: Option<TokenTree> = None;
    for token in item.mac.tokens.clone() {
        // A braced group ends a line, and so does what stands before a word like `optional`.
        let section =
            matches!(&token, TokenTree::Ident(word) if starts_section(&word.to_string(), before.as_ref()));
        if section {
            end_line(&mut text, &mut line, 1);
        }
        match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = std::mem::take(&mut line);
                text.push_str(&format!("    {head}{}{{\n", if head.is_empty() { "" } else { " " }));
                for row in rows(group.stream()) {
                    text.push_str(&format!("        {row},\n"));
                }
                line.push('}');
                end_line(&mut text, &mut line, 1);
            }
            _ => push(&mut line, &token, before.as_ref()),
        }
        before = Some(token);
    }
    end_line(&mut text, &mut line, 1);
    text.push_str("}\n");
    text
}

/// Words that begin a line of their own after a closed group.
fn starts_section(word: &str, before: Option<&TokenTree>) -> bool {
    matches!(before, Some(TokenTree::Group(_))) || matches!(word, "optional" | "constant")
}

fn end_line(text: &mut String, line: &mut String, depth: usize) {
    if !line.is_empty() {
        text.push_str(&"    ".repeat(depth));
        text.push_str(line);
        text.push('\n');
        line.clear();
    }
}

/// The group's rows, split at commas outside of angle brackets.
fn rows(tokens: TokenStream) -> Vec<String> {
    let (mut rows, mut row, mut before, mut depth) = (Vec::new(), String::new(), None, 0_i32);
    for token in tokens {
        if let TokenTree::Punct(sign) = &token {
            let arrow =
                matches!(&before, Some(TokenTree::Punct(before)) if matches!(before.as_char(), '=' | '-'));
            match sign.as_char() {
                '<' => depth += 1,
                '>' if !arrow => depth -= 1,
                ',' if depth == 0 => {
                    rows.push(std::mem::take(&mut row));
                    before = None;
                    continue;
                }
                _ => {}
            }
        }
        push(&mut row, &token, before.as_ref());
        before = Some(token);
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// Adds a token, with a space where a reader expects one.
fn push(line: &mut String, token: &TokenTree, before: Option<&TokenTree>) {
    let text = match token {
        TokenTree::Group(group) => {
            let mut inner = String::new();
            let mut before = None;
            for token in group.stream() {
                push(&mut inner, &token, before.as_ref());
                before = Some(token);
            }
            match group.delimiter() {
                Delimiter::Parenthesis => format!("({inner})"),
                Delimiter::Bracket => format!("[{inner}]"),
                Delimiter::Brace => format!("{{ {inner} }}"),
                Delimiter::None => inner,
            }
        }
        other => other.to_string(),
    };
    if !line.is_empty() && needs_space(line, token, before) {
        line.push(' ');
    }
    line.push_str(&text);
}

fn needs_space(line: &str, token: &TokenTree, before: Option<&TokenTree>) -> bool {
    let after_name = matches!(before, Some(TokenTree::Ident(_)) | Some(TokenTree::Punct(_)));
    match token {
        TokenTree::Punct(sign) => match sign.as_char() {
            ',' | ';' | ':' | '<' | '>' | '.' | '?' | '!' => false,
            '=' | '|' => true,
            '&' => !line.ends_with(['(', '[', '<', '&']),
            _ => false,
        },
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            !after_name
                || line.ends_with([',', '='])
                || line.ends_with("=>")
                || line.ends_with("from")
                || line.ends_with("choosing")
        }
        _ => !line.ends_with(['<', '(', '.', '&']) && !line.ends_with("::"),
    }
}
