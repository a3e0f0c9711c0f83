//! HTML to Markdown: what a reader sees of a page, and nothing of the site around it.

use std::rc::Rc;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdown, Node};

/// Marks what the site says to be the page. Controls do not occur in what is shown.
const START: char = '\u{2}';
const END: char = '\u{3}';

/// Elements within each other: the conversion goes down them.
const DEPTH: usize = 400;

/// What is not part of the text.
const SKIPPED: [&str; 12] = [
    "script", "style", "nav", "footer", "svg", "button", "form", "noscript", "template", "iframe", "img", "head",
];

/// Fewer words than this, beside scripts, are what a page shows before it is there.
const FEWEST_WORDS: usize = 12;

/// The page as Markdown. The error is a clause that says why there is none.
pub(super) fn to_markdown(html: &str) -> Result<String, String> {
    let html: String = html.chars().filter(|c| *c != START && *c != END).collect();
    let converter = HtmlToMarkdown::builder()
        .skip_tags(SKIPPED.to_vec())
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], heading)
        .add_handler(vec!["main", "article"], content)
        .scripting_enabled(false)
        .build();
    let too_deep = || format!("the page is nested deeper than {DEPTH} elements");
    if opened_at_once(&html) > DEPTH * 5 {
        return Err(too_deep());
    }
    let tree = converter.html_to_tree(&html).map_err(|error| format!("the page is no HTML: {error}"))?;
    if depth(&tree) > DEPTH {
        return Err(too_deep());
    }
    let all = converter.tree_to_markdown(&tree);
    let markdown = main(&all).replace([START, END], "");
    if markdown.split_whitespace().count() < FEWEST_WORDS && html.to_ascii_lowercase().contains("<script") {
        return Err("the page is rendered by scripts only".to_owned());
    }
    Ok(markdown)
}

/// Keeps the anchor, to which links to the section lead.
fn heading(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let level: usize = element.tag[1..].parse().unwrap_or(1);
    let title = handlers.walk_children(element.node).content;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = element.attrs.iter().find(|attribute| &*attribute.name.local == "id");
    let id = id.map(|id| id.value.trim()).filter(|id| !id.is_empty() && !id.contains(['{', '}', ' ']));
    let anchor = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
    Some(format!("\n\n{} {}{anchor}\n\n", "#".repeat(level), without_empty_links(&title)).into())
}

fn content(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    Some(format!("\n\n{START}{content}{END}\n\n").into())
}

/// Sites put a link to the heading beside it: `[](#fees)`, or with a sign for its text.
fn without_empty_links(title: &str) -> String {
    let mut text = title.to_owned();
    while let Some(start) = text.find('[')
        && let Some(end) = text[start..].find("](#").and_then(|at| Some(start + at + text[start + at..].find(')')? + 1))
        && !text[start + 1..end].split("](").next().unwrap_or_default().contains(char::is_alphanumeric)
    {
        text.replace_range(start..end, "");
    }
    text.trim().to_owned()
}

/// The text of the outermost `main` or `article`, if there is one; the longest of several.
fn main(all: &str) -> &str {
    let (mut level, mut start, mut longest) = (0_usize, 0, None::<&str>);
    for (at, c) in all.char_indices() {
        match c {
            START => {
                if level == 0 {
                    start = at;
                }
                level += 1;
            }
            END => {
                level = level.saturating_sub(1);
                let part = &all[start..at];
                if level == 0 && longest.is_none_or(|other| other.len() < part.len()) {
                    longest = Some(part);
                }
            }
            _ => {}
        }
    }
    longest.unwrap_or(all)
}

/// What is never open for long: it holds nothing, or the next of its kind closes it.
const CLOSED: [&str; 25] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
    "path", "source", "tbody", "td", "th", "thead", "tr", "track", "wbr",
];

/// Elements that are open at the same time, as far as the tags tell: parsing takes the square of it.
fn opened_at_once(html: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for rest in html.split('<').skip(1) {
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        match is_end {
            _ if name.is_empty() || CLOSED.contains(&name.as_str()) => {}
            true => open = open.saturating_sub(1),
            false => open += 1,
        }
        most = most.max(open);
    }
    most
}

/// The depth of a tree, without going down it on the stack.
fn depth(tree: &Rc<Node>) -> usize {
    let mut open = vec![(Rc::clone(tree), 0)];
    let mut deepest = 0;
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children.borrow().iter().map(|child| (Rc::clone(child), depth + 1)));
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees() {
        let html = "<html><head><title>T</title><style>a{}</style></head><body><nav>Menu</nav><header>Acme</header>\
            <main><article><h1 id=\"users\">Users<a href=\"#users\">#</a></h1><p>One <b>two</b>.</p>\
            <h2>Plain</h2><table><tr><th>Field</th><th>Type</th></tr><tr><td>id</td><td>string</td></tr></table>\
            <button>Copy</button><pre><code class=\"language-json\">{\n  \"a\": 1\n}</code></pre></article></main>\
            <footer>(c)</footer><script>x()</script></body></html>";
        let expected = "# Users {#users}\n\nOne **two**.\n\n## Plain\n\n| Field | Type   |\n| ----- | ------ |\n| id    | string |\n\n```json\n{\n  \"a\": 1\n}\n```";
        assert_eq!(to_markdown(html).unwrap().trim(), expected);
    }

    #[test]
    fn a_page_of_scripts_is_none() {
        let html = "<html><body><div id=\"root\">Loading</div><script src=\"app.js\"></script></body></html>";
        assert_eq!(to_markdown(html).unwrap_err(), "the page is rendered by scripts only");
        assert_eq!(to_markdown("<p>Short</p>").unwrap().trim(), "Short");
    }

    #[test]
    fn no_page_is_too_much() {
        for tag in ["<b>", "<div>", "<ul><li>", "<table>", "<a href=x>", "<p><i>", "<blockquote>", "<template>", "<svg>"] {
            let html = tag.repeat(200_000 / tag.len());
            assert!(to_markdown(&html).unwrap_err().contains("nested deeper"), "{tag}");
            drop(to_markdown(&tag.repeat(DEPTH * 4)));
        }
        drop(to_markdown(&"<p>text".repeat(3000)).unwrap());
        drop(to_markdown(&"</b>".repeat(50_000)));
        // Nothing closes these, and they are not within each other.
        assert!(to_markdown(&"<p>line<br>and <img src=x><li>item".repeat(9000)).is_ok());
    }
}
