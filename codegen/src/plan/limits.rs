//! What a server checks, as a sentence of the documentation: `1 to 100 characters. Default: `20`.`

use crate::api::{Api, Constraints, Usage};
use crate::wire::Docs;

/// The docs with the limits of the value and its default, as a paragraph of their own.
pub(super) fn add(docs: &mut Docs, api: &Api, usage: Usage, default: Option<&str>) {
    let constraints = &api.schemas[usage.schema].constraints;
    let mut limits = of(constraints);
    if let Some(first) = limits.get(..1) {
        limits = format!("{}{}.", first.to_uppercase(), &limits[1..]);
    }
    if let Some(default) = default.or(constraints.default.as_deref()) {
        let space = if limits.is_empty() { "" } else { " " };
        limits = format!("{limits}{space}Default: {}.", code(default));
    }
    if limits.is_empty() {
        return;
    }
    let text = docs.description.take().or_else(|| docs.summary.take()).unwrap_or_default();
    let text = text.trim_end();
    let last = text.lines().last().unwrap_or_default().trim_start();
    let joint = match last.chars().next_back() {
        None => "",
        // A list, a table or code cannot go on in the same line.
        _ if last.starts_with(['-', '*', '|', '`', '~', '#', '>']) || last.starts_with("1.") => "\n\n",
        Some('.' | '!' | '?' | ':' | ';') => " ",
        Some(_) => ". ",
    };
    docs.description = Some(format!("{text}{joint}{limits}"));
}

/// Without a capital and a full stop; nothing when there are no limits.
fn of(constraints: &Constraints) -> String {
    let count = |least: Option<u64>, most: Option<u64>, one: &str| {
        let unit = |number: u64| if number == 1 { one.to_owned() } else { format!("{one}s") };
        match (least.filter(|least| *least > 0), most) {
            (None, None) => None,
            (Some(least), Some(most)) if least == most => Some(format!("exactly {most} {}", unit(most))),
            (Some(least), Some(most)) => Some(format!("{least} to {most} {}", unit(most))),
            (Some(least), None) => Some(format!("at least {least} {}", unit(least))),
            (None, Some(most)) => Some(format!("at most {most} {}", unit(most))),
        }
    };
    let least = constraints.minimum.as_ref().map(|least| {
        if constraints.exclusive_minimum { format!("more than {least}") } else { format!("at least {least}") }
    });
    let most = constraints.maximum.as_ref().map(|most| {
        if constraints.exclusive_maximum { format!("less than {most}") } else { format!("at most {most}") }
    });
    let parts = [
        count(constraints.min_length, constraints.max_length, "character"),
        least,
        most,
        constraints.multiple_of.as_ref().map(|number| format!("a multiple of {number}")),
        count(constraints.min_items, constraints.max_items, "item"),
        constraints.unique_items.then(|| "no item twice".to_owned()),
        count(constraints.min_properties, constraints.max_properties, "member"),
        constraints.pattern.as_ref().map(|pattern| format!("matching {}", code(pattern))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Markdown's code, whatever the text holds.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
