//! The text of a piece of HTML: tags go, and what they hold stays.

/// Tags that end a paragraph, whether they open or close.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// The paragraphs, without those that hold nothing.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, markup) = rest.split_at(start);
        push(&mut paragraphs, text);
        let name = tag_name(markup);
        let end = match name.as_str() {
            "!--" => markup.find("-->").map(|at| at + 3),
            "script" | "style" if !markup.starts_with("</") => markup.find(&format!("</{name}")),
            "" => {
                push(&mut paragraphs, "<");
                Some(1)
            }
            _ => markup.find('>').map(|at| at + 1),
        };
        if BLOCKS.contains(&name.as_str()) {
            paragraphs.push(String::new());
        } else if name == "br" {
            push(&mut paragraphs, " ");
        }
        rest = &markup[end.unwrap_or(markup.len())..];
    }
    push(&mut paragraphs, rest);
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    paragraphs
}

fn push(paragraphs: &mut [String], text: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(text);
    }
}

/// The name of the tag that the text begins with, in lower case; nothing when it is no tag.
fn tag_name(markup: &str) -> String {
    let inner = markup[1..].strip_prefix('/').unwrap_or(&markup[1..]);
    if inner.starts_with("!--") {
        return "!--".to_owned();
    }
    let name = inner
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '!')
        .next()
        .unwrap_or_default();
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn tags_go_and_text_stays() {
        for (html, expected) in [
            ("<p>one <b>two</b></p>\n<p>three</p>", vec!["one two", "three"]),
            ("<ul><li>a</li><li>b</li></ul>", vec!["a", "b"]),
            ("<!-- no --><script>no()</script>yes", vec!["yes"]),
            ("1 < 2 <br/>and", vec!["1 < 2  and"]),
            ("<div title='no end", vec![]),
        ] {
            let found: Vec<String> =
                paragraphs(html).iter().map(|paragraph| paragraph.trim().to_owned()).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
