//! A page of documentation as text: normalised, and cut into sections by its headings.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A page of documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The text without what changes by itself.
    pub text: String,
    /// The sections in their order; the first has no heading.
    pub sections: Vec<Section>,
}

/// What stands below a heading, up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the fragment of a link to it is; empty before the first heading.
    pub anchor: String,
    /// The heading; empty before the first one.
    pub heading: String,
    /// The heading's line and what follows.
    pub text: String,
}

impl Page {
    /// Reads Markdown. A heading may name its anchor: `## Fees {#fees}`.
    pub fn of_markdown(markdown: &str) -> Self {
        let text = normalised(markdown);
        let sections = sections(&text);
        Self { text, sections }
    }

    /// Hash of the text.
    pub fn hash(&self) -> String {
        hash(&self.text)
    }

    /// The section with an anchor.
    pub fn section(&self, anchor: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.anchor == anchor)
    }
}

impl Section {
    /// Hash of the text.
    pub fn hash(&self) -> String {
        hash(&self.text)
    }
}

/// The first 128 bits of SHA-256, in hex.
pub fn hash(text: &str) -> String {
    let mut hex = String::new();
    for byte in &Sha256::digest(text.as_bytes())[..16] {
        write!(hex, "{byte:02x}").expect("a string takes text");
    }
    hex
}

/// Delimiter of the block of code that a line opens.
pub(super) fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    // A code span may begin a line too.
    (length >= 3 && !(mark == '`' && line[length..].contains('`'))).then(|| &line[..length])
}

/// The text without what says nothing: layout, characters without width, dates and addresses that change by themselves.
fn normalised(markdown: &str) -> String {
    let mut text = String::new();
    let mut open: Option<String> = None;
    for line in without_front_matter(markdown).lines() {
        let line: String = line.chars().filter(|c| !is_invisible(*c)).collect();
        if let Some(mark) = &open {
            let is_end =
                line.trim().starts_with(mark.as_str()) && line.trim().chars().all(|c| mark.contains(c));
            text.push_str(line.trim_end());
            text.push('\n');
            if is_end {
                open = None;
            }
            continue;
        }
        open = fence(&line).map(str::to_owned);
        let line = without_protected_addresses(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        if is_fleeting(&line) || (line.is_empty() && (text.is_empty() || text.ends_with("\n\n"))) {
            continue;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Characters that have no width, and controls but the tab.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
        || (c.is_control() && c != '\t')
}

fn without_front_matter(markdown: &str) -> &str {
    let rest = markdown.strip_prefix("---\n").or_else(|| markdown.strip_prefix("---\r\n"));
    rest.and_then(|rest| rest.split_once("\n---")).map_or(markdown, |(_, rest)| rest)
}

/// `Last updated 3 days ago` is another text every day.
fn is_fleeting(line: &str) -> bool {
    const STARTS: [&str; 4] = ["last updated", "last modified", "page updated", "was this page helpful"];
    let line = line.trim_start_matches(['*', '_', '#', ' ']).to_ascii_lowercase();
    line.len() < 80 && STARTS.iter().any(|start| line.starts_with(start))
}

/// Some sites hide addresses of mail behind a link that is another one each time.
fn without_protected_addresses(line: &str) -> String {
    const PATH: &str = "/cdn-cgi/l/email-protection";
    let mut parts = line.split(PATH);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        text.push_str(PATH);
        let rest = rest.strip_prefix('#').unwrap_or(rest);
        text.push_str(rest.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    text
}

/// Cuts a normalised text at its headings.
fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section { anchor: String::new(), heading: String::new(), text: String::new() }];
    // No heading has the empty anchor: it is that of what stands before them.
    let mut seen = BTreeSet::from([String::new()]);
    let mut open: Option<&str> = None;
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        match open {
            Some(mark) if line.trim().starts_with(mark) && line.trim().chars().all(|c| mark.contains(c)) => {
                open = None
            }
            Some(_) => {}
            None => {
                open = fence(line);
                if let Some(title) = heading(line, lines.get(index + 1).copied().unwrap_or_default()) {
                    let (heading, anchor) = titled(title, &mut seen);
                    sections.push(Section { anchor, heading, text: String::new() });
                }
            }
        }
        let last = sections.last_mut().expect("the first is always there");
        last.text.push_str(line);
        last.text.push('\n');
    }
    sections.iter_mut().for_each(|section| section.text.truncate(section.text.trim_end().len()));
    // A page that begins with its heading has nothing before it.
    if sections[0].text.is_empty() && sections.len() > 1 {
        sections.remove(0);
    }
    sections
}

/// `## Title`, or a line that the next one underlines.
fn heading<'t>(line: &'t str, next: &str) -> Option<&'t str> {
    let marks = line.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
        return Some(line[marks..].trim().trim_end_matches('#').trim_end());
    }
    let is_text = line.chars().next().is_some_and(|c| !"|#>-*+=`~".contains(c));
    let is_line = |mark: char| next.len() >= 3 && next.chars().all(|c| c == mark);
    (is_text && (is_line('=') || is_line('-'))).then_some(line)
}

/// The heading and its anchor: the one that it names, or what sites make of its words.
fn titled(title: &str, seen: &mut BTreeSet<String>) -> (String, String) {
    let named = title.strip_suffix('}').and_then(|title| title.rsplit_once("{#"));
    let (heading, base) = match named {
        Some((title, anchor)) => (plain(title), anchor.to_owned()),
        None => (plain(title), slug(&plain(title))),
    };
    let mut anchor = base.clone();
    let mut number = 0;
    while !seen.insert(anchor.clone()) {
        number += 1;
        anchor = format!("{base}-{number}");
    }
    (heading, anchor)
}

/// The words of a heading, without emphasis, code and links.
fn plain(title: &str) -> String {
    let mut text = String::new();
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            Some((words, after)) => {
                text.push_str(words);
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text.replace(['`', '*', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn slug(heading: &str) -> String {
    let words = heading.to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(markdown: &str) -> Vec<(String, String)> {
        let sections = Page::of_markdown(markdown).sections;
        sections.into_iter().map(|section| (section.anchor, section.heading)).collect()
    }

    fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(anchor, heading)| ((*anchor).to_owned(), (*heading).to_owned())).collect()
    }

    #[test]
    fn headings_begin_sections() {
        let markdown = "intro\n\n# Users & cards\ntext\n## [Create](#x) a `user`\n## Errors {#codes}\n## Errors\n## Errors\n## Codes {#codes}\n## ?\nUnderlined\n----\n#not one\n";
        assert_eq!(
            anchors(markdown),
            named(&[
                ("", ""),
                ("users--cards", "Users & cards"),
                ("create-a-user", "Create a user"),
                ("codes", "Errors"),
                ("errors", "Errors"),
                ("errors-1", "Errors"),
                ("codes-1", "Codes"),
                ("-1", "?"),
                ("underlined", "Underlined"),
            ])
        );
    }

    #[test]
    fn code_is_no_heading() {
        let markdown = "# A\n```sh\n# a comment\n```\n~~~\n# another\n```\n~~~\n# B\n";
        assert_eq!(anchors(markdown), named(&[("a", "A"), ("b", "B")]));
        // A block that nobody closes ends with the page.
        assert_eq!(anchors("# A\n```\n# B"), named(&[("a", "A")]));
    }

    #[test]
    fn what_says_nothing_counts_for_nothing() {
        let of = |text: &str| Page::of_markdown(text).hash();
        let same = "# A\n\n*   one\n*   mail [us](/cdn-cgi/l/email-protection#0badcafe) now\n";
        for other in [
            "---\ntitle: A\n---\n# A\n\n* one\n* mail [us](/cdn-cgi/l/email-protection#c0ffee) now",
            "\u{feff}# A\r\n\r\n\r\n\r\n*  one\u{200b}  \r\n*\u{a0}mail [us](/cdn-cgi/l/email-protection) now\r\n\r\n",
            "# A\n\n* one\n* mail [us](/cdn-cgi/l/email-protection) now\n\nLast updated 3 days ago\n",
        ] {
            assert_eq!(of(same), of(other), "{other:?}");
        }
        assert_ne!(of(same), of("# A\n\n* one\n* mail [us](/cdn-cgi/l/email-protection) later\n"));
        // In code, space is text.
        assert_ne!(of("```\na  b\n```"), of("```\na b\n```"));
    }

    #[test]
    fn any_text_is_a_page() {
        for text in ["", "\n", "---\n", "---\na", "#", "# ", "```", "[", "# [a", "# {#}", "=\n===", "é\n---"]
        {
            let page = Page::of_markdown(text);
            assert!(!page.sections.is_empty(), "{text:?}");
            assert_eq!(Page::of_markdown(&page.text), page, "{text:?}: twice is once");
        }
    }
}
