//! What changed in a text, word by word.

use similar::{ChangeTag, TextDiff};

/// Words of both texts that stay around a change.
const AROUND: usize = 6;

/// More than this is not read in a report.
const MOST: usize = 1200;

/// Words are compared up to this many bytes of what is between equal ends: the time for it grows with its square.
const COMPARED: usize = 8000;

/// What goes stands in `[-…-]`, what comes in `{+…+}`; of what stays, a few words around.
pub(super) fn changed(was: &str, is: &str) -> String {
    let (was, is) = (part(was, is), part(is, was));
    let (was, is): (Vec<&str>, Vec<&str>) =
        (was.split_whitespace().collect(), is.split_whitespace().collect());
    let diff = TextDiff::from_slices(&was, &is);
    let mut runs: Vec<(ChangeTag, Vec<&str>)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, words)) if *tag == change.tag() => words.push(change.value()),
            _ => runs.push((change.tag(), vec![change.value()])),
        }
    }
    let count = runs.len();
    let shown = runs.iter().enumerate().map(|(index, (tag, words))| match tag {
        ChangeTag::Equal => around(words, index > 0, index + 1 < count),
        ChangeTag::Delete => format!("[-{}-]", words.join(" ")),
        ChangeTag::Insert => format!("{{+{}+}}", words.join(" ")),
    });
    cut(&shown.collect::<Vec<_>>().join(" "))
}

/// Where a text differs from another, in whole lines and as far as it is compared, when both are long.
fn part<'t>(text: &'t str, other: &str) -> &'t str {
    if text.len().max(other.len()) <= COMPARED {
        return text;
    }
    let equal = text.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let start = text.as_bytes()[..equal].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = (start + COMPARED).min(text.len());
    &text[start..(start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start)]
}

fn around(words: &[&str], has_before: bool, has_after: bool) -> String {
    let (first, last) = (if has_before { AROUND } else { 0 }, if has_after { AROUND } else { 0 });
    if words.len() <= first + last {
        return words.join(" ");
    }
    let (before, after) = (words[..first].join(" "), words[words.len() - last..].join(" "));
    format!("{before} … {after}").trim().to_owned()
}

/// A text for a report.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn words_that_go_and_come() {
        let was = "## Limits\n\nA card holds at most 500 dollars per day, and one user has two of them.";
        let is = "## Limits\n\nA card holds at most 900 dollars per day, and one user has three of them.";
        assert_eq!(
            changed(was, is),
            "… Limits A card holds at most [-500-] {+900+} dollars per day, and one user has [-two-] {+three+} of them."
        );
    }

    #[test]
    fn a_long_text_is_compared_where_it_differs() {
        let was = format!("{}old word\n{}", "same line é\n".repeat(5000), "x ".repeat(90_000));
        let is = was.replace("old", "new");
        let shown = changed(&was, &is);
        assert!(shown.starts_with("[-old-] {+new+} word"), "{shown}");
        let all = changed(&"a ".repeat(100_000), &"b ".repeat(100_000));
        assert!(all.len() < 3000, "{}", all.len());
    }
}
