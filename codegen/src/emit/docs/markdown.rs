//! A spec's Markdown → Markdown that rustdoc takes without a warning and that runs nothing: HTML becomes its text,
//! code becomes `text`, links keep only addresses of the web, everything else is escaped and wrapped.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html;
use crate::wire::Link;

/// Where prose is wrapped.
const WIDTH: usize = 110;

/// Paragraphs, lists and code, wrapped, with a blank line between blocks; names in code become links.
pub(super) fn clean(text: &str, names: &[Link]) -> String {
    blocks(text, names).join("\n\n")
}

fn blocks(text: &str, names: &[Link]) -> Vec<String> {
    let text = visible(text);
    let mut writer = Writer { names, ..Writer::default() };
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.flush();
    writer.blocks
}

/// The first line of the text, as one line.
pub(super) fn one_line(text: &str, names: &[Link]) -> String {
    flat(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default(), names)
}

/// All of the text, as one line.
pub(super) fn flat(text: &str, names: &[Link]) -> String {
    let blocks = blocks(text, names).into_iter().map(|block| {
        let is_code = block.starts_with("```") || block.starts_with("~~~~");
        let lines: Vec<&str> = block.lines().collect();
        match lines.as_slice() {
            [_, code @ .., _] if is_code => super::code(&code.join(" ").replace("```", "")),
            _ => block.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    });
    blocks.collect::<Vec<_>>().join(" ")
}

/// Clean Markdown, wrapped; the first line after the marker.
pub(super) fn wrapped(text: &str, marker: &str) -> String {
    wrap(&text.split_whitespace().collect::<Vec<_>>(), marker)
}

/// An address without what would end a link.
pub(super) fn url(text: &str) -> String {
    let is_part = |letter: &char| !letter.is_whitespace() && !matches!(letter, '<' | '>' | '`');
    visible(text).chars().filter(is_part).collect()
}

/// Without controls, which nobody sees, and the signs that turn text around, which rustc refuses. What separates lines
/// to some programs is a space.
pub(super) fn visible(text: &str) -> String {
    let shown = |letter| match letter {
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        letter => (letter == '\n' || is_seen(letter)).then_some(letter),
    };
    text.chars().filter_map(shown).collect()
}

/// Whether a character is seen, and leaves the text around it as it is.
pub(in crate::emit) fn is_seen(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[derive(Default)]
struct Writer<'a> {
    /// Names that are something in the crate.
    names: &'a [Link],
    blocks: Vec<String>,
    /// The prose of the block that is being read.
    prose: String,
    /// Open lists: the next number of an ordered one.
    lists: Vec<Option<u64>>,
    /// The item whose prose is being read has not been written yet.
    marker: Option<String>,
    /// The code block that is being read.
    code: Option<String>,
    /// The HTML block that is being read.
    html: String,
    /// Open links: the address, when it is written.
    links: Vec<Option<String>>,
    row: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.prose.push_str(&escape(&text)),
            },
            Event::Code(text) => {
                let name = self.names.iter().find(|link| *link.name == *text && self.links.is_empty());
                self.prose.push_str(&name.map_or_else(|| super::code(&text), super::link));
            }
            Event::SoftBreak | Event::HardBreak => self.prose.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                if html.starts_with("<br") || html.starts_with("<p") || html.starts_with("<li") {
                    self.prose.push(' ');
                }
            }
            Event::Rule => self.flush(),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.prose.push_str(&super::code(&text)),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.flush();
                self.prose.push_str("**");
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                // An indented block is most often prose that somebody indented.
                self.code = matches!(kind, CodeBlockKind::Fenced(_)).then(String::new);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(3));
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{indent}{}. ", *number - 1)
                    }
                    _ => format!("{indent}- "),
                });
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.marker = Some("- ".to_owned());
                self.row = 0;
            }
            Tag::TableCell => {
                if self.row > 0 {
                    self.prose.push_str(" \\| ");
                }
                self.row += 1;
            }
            Tag::Emphasis => self.prose.push('*'),
            Tag::Strong => self.prose.push_str("**"),
            Tag::Link { dest_url, .. } => {
                let address = (dest_url.starts_with("https://") || dest_url.starts_with("http://"))
                    .then(|| url(&dest_url));
                if address.is_some() {
                    self.prose.push('[');
                }
                self.links.push(address);
            }
            _ => self.flush_block_start(&tag),
        }
    }

    fn flush_block_start(&mut self, tag: &Tag<'_>) {
        if matches!(tag, Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::Table(_)) {
            self.flush();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.prose.push_str("**");
                self.flush();
            }
            TagEnd::CodeBlock => match self.code.take() {
                Some(code) => self.push_code(&code),
                None => self.flush(),
            },
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Emphasis => self.prose.push('*'),
            TagEnd::Strong => self.prose.push_str("**"),
            TagEnd::Link => {
                if let Some(Some(address)) = self.links.pop() {
                    self.prose.push_str(&format!("](<{address}>)"));
                }
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => self.flush(),
            TagEnd::HtmlBlock => {
                for paragraph in html::paragraphs(&std::mem::take(&mut self.html)) {
                    self.prose.push_str(&escape(&paragraph));
                    self.flush();
                }
            }
            _ => {}
        }
    }

    fn push_code(&mut self, code: &str) {
        let fence = if code.contains("```") { "~~~~" } else { "```" };
        let code: Vec<&str> =
            code.lines().map(str::trim_end).filter(|line| !line.starts_with("~~~~")).collect();
        self.blocks.push(format!("{fence}text\n{}\n{fence}", code.join("\n")));
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        let words: Vec<&str> = prose.split_whitespace().collect();
        // Emphasis around nothing.
        if words.is_empty() || words.iter().all(|word| word.chars().all(|sign| sign == '*')) {
            return;
        }
        let marker = self.marker.take().unwrap_or_default();
        let is_item = !marker.is_empty();
        let block = wrap(&words, &marker);
        match self.blocks.last_mut() {
            // Items of a list stand together.
            Some(last) if is_item && is_list(last) => {
                last.push('\n');
                last.push_str(&block);
            }
            _ => self.blocks.push(block),
        }
    }
}

/// Whether a block is a list or code, whose lines mean something.
pub(super) fn is_block(block: &str) -> bool {
    is_list(block) || block.starts_with("```") || block.starts_with("~~~~")
}

fn is_list(block: &str) -> bool {
    let first = block.trim_start();
    first.starts_with("- ") || first.split_once(". ").is_some_and(|(number, _)| number.parse::<u64>().is_ok())
}

/// Lines of at most [`WIDTH`], the first after the marker, the others under it.
fn wrap(words: &[&str], marker: &str) -> String {
    let indent = " ".repeat(marker.len());
    let mut lines = vec![marker.to_owned()];
    let mut width = marker.len();
    for (index, word) in words.iter().enumerate() {
        let length = word.chars().count();
        if index > 0 && width + 1 + length > WIDTH {
            lines.push(indent.clone());
            width = indent.len();
        } else if index > 0 {
            let line = lines.last_mut().expect("there is a first line");
            line.push(' ');
            width += 1;
        }
        let line = lines.last_mut().expect("there is a first line");
        let starts_line = line == marker || *line == indent;
        match word.strip_suffix(['.', ')']) {
            _ if starts_line && starts_block(word) => line.push_str(&format!("\\{word}")),
            // `1.` would begin a list.
            Some(number) if starts_line && number.parse::<u32>().is_ok() => {
                line.push_str(&format!("{number}\\{}", &word[number.len()..]));
            }
            _ => line.push_str(word),
        }
        width += length;
    }
    lines.join("\n")
}

/// Whether the word would begin a heading, a list, a quotation or a table at the start of a line.
fn starts_block(word: &str) -> bool {
    let bullet = matches!(word, "-" | "+" | "=") || word.starts_with("--") || word.starts_with("==");
    bullet || word.starts_with(['#', '>', '|', '~'])
}

/// Escapes what Markdown or rustdoc would read as more than text; addresses become links.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("http://").into_iter().chain(rest.find("https://")).min() {
        let (before, address) = rest.split_at(start);
        let end = address
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\'))
            .unwrap_or(address.len());
        let address =
            address[..end].trim_end_matches(['.', ',', ';', ':', ')', ']', '}', '\'', '!', '?', '*', '_']);
        escape_words(before, &mut out);
        if address.len() > "https://".len() && address.contains("://") {
            out.push_str(&format!("<{address}>"));
        } else {
            out.push_str(&address.replace("://", ":\u{2060}//"));
        }
        rest = &rest[start + address.len()..];
    }
    escape_words(rest, &mut out);
    out
}

fn escape_words(text: &str, out: &mut String) {
    let mut previous = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let inside = previous.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        match letter {
            '[' | ']' | '<' | '*' | '`' | '\\' => out.push('\\'),
            '_' if !inside => out.push('\\'),
            _ => {}
        }
        out.push(letter);
        previous = letter;
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("a [link] and <b>bold</b>", "a \\[link\\] and bold"),
            ("see https://example.com/a_b.", "see <https://example.com/a_b>."),
            ("[here](https://example.com) [there](#x)", "[here](<https://example.com>) there"),
            ("```rust\npanic!()\n```", "```text\npanic!()\n```"),
            ("<p>a <i>b</i></p>\n<p>[c]</p>", "a b\n\n\\[c\\]"),
            ("    indented", "indented"),
            ("# Title\ntext", "**Title**\n\ntext"),
            ("- a\n- b\nlazy", "- a\n- b lazy"),
            ("1. a\n2. b", "1. a\n2. b"),
            ("snake_case and *emphasis*", "snake_case and *emphasis*"),
            ("\u{202e}turned\r\n", "turned"),
        ] {
            assert_eq!(clean(text, &[]), expected, "{text}");
        }
    }
}
