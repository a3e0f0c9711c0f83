use std::collections::BTreeMap;

use clientwright_document::near;

use crate::day::Day;
use crate::docs;
use crate::lint::{Findings, Subject};
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

/// Pages change without notice. One finding for each page, however many things come from it: it is read once.
pub(super) fn stale_source(subject: &Subject<'_>, found: &mut Findings) {
    let Some(today) = subject.options.today else { return };
    let mut stale: BTreeMap<(&str, Day), (Pointer, usize)> = BTreeMap::new();
    for object in subject.objects() {
        let sources = object.value.get("x-source").and_then(Value::as_sequence).unwrap_or_default();
        for (index, source) in sources.iter().enumerate() {
            let text = |key: &str| source.get(key).and_then(Value::as_str);
            let (Some(url), Some(checked)) = (text("url"), text("checked").and_then(Day::parse)) else {
                continue;
            };
            if checked > today || today.days_since(checked) > subject.options.stale_days {
                let place = || (object.at.join("x-source").join(index).join("checked"), 0);
                stale.entry((url, checked)).or_insert_with(place).1 += 1;
            }
        }
    }
    for ((url, checked), (at, count)) in stale {
        let places = if count > 1 { format!(" ({count} places)") } else { String::new() };
        let days = today.days_since(checked);
        if days < 0 {
            found.value(&at, format!("{checked} is yet to come{places}"), "");
        } else {
            let message = format!("{url} was read {days} days ago{places}");
            found.value(&at, message, "read it again, and write the day of that");
        }
    }
}

/// A link to a section that is not there leads to the top of the page. What the pages have is known of those in the lock.
pub(super) fn unknown_section(subject: &Subject<'_>, found: &mut Findings) {
    let Some(lock) = subject.options.lock else { return };
    for object in subject.objects() {
        let sources = object.value.get("x-source").and_then(Value::as_sequence).unwrap_or_default();
        for (index, source) in sources.iter().enumerate() {
            let text = |key: &str| source.get(key).and_then(Value::as_str);
            let Some((url, fragment)) = text("url").map(docs::split) else { continue };
            let (key, section) = match (text("section"), fragment) {
                (Some(section), _) => ("section", section),
                (None, Some(section)) => ("url", section),
                (None, None) => continue,
            };
            let at = object.at.join("x-source").join(index).join(key);
            let Some(page) = lock.pages.get(url) else {
                let hint = "read it with `docs check`, and accept it with `docs accept`";
                found.value(
                    &at,
                    format!("pages.lock does not have {url}, whose section `{section}` is named"),
                    hint,
                );
                continue;
            };
            if !page.has_section(section) {
                let anchors =
                    page.text().into_iter().flat_map(|text| &text.sections).map(|it| it.anchor.as_str());
                let hint = near::nearest(section, anchors).map(|near| format!("did you mean `{near}`"));
                let message = format!("{url} has no section `{section}`");
                found.value(&at, message, hint.as_deref().unwrap_or("pages.lock lists the sections"));
            }
        }
    }
}
