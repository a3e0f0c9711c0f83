use std::collections::BTreeMap;

use crate::day::Day;
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
