//! Verbs: `coverage.yaml` → [`Coverage`].

use super::{Coverage, Entry, FILE, Page, Recorded, Standing};
use crate::diagnostics::{self, Diagnostics};
use crate::table::{self, Table};
use clientwright_document::pointer::Pointer;

pub(super) fn coverage(text: &str) -> Result<Coverage, Diagnostics> {
    let value = table::parse(FILE, text)?;
    let found = &mut Diagnostics::default();
    let mut pages = Vec::new();
    if let Some(root) = Table::new(Pointer::of_file(FILE), &value, found) {
        root.only(&["pages"], found);
        if root.get("pages").is_none() {
            found.push(diagnostics::missing_key(&root.at, "pages"));
        }
        for (at, value) in root.list("pages", found) {
            pages.extend(Table::new(at, value, found).map(|table| page(&table, found)));
        }
    }
    std::mem::take(found).into_result()?;
    Ok(Coverage { pages })
}

fn page(table: &Table<'_>, found: &mut Diagnostics) -> Page {
    table.only(&["url", "title", "recorded", "operations", "webhooks", "prose"], found);
    if ["operations", "webhooks", "prose"].iter().all(|key| table.get(key).is_none()) {
        found.push(diagnostics::empty_page(&table.at));
    }
    Page {
        url: table.required_text("url", found),
        title: table.required_text("title", found),
        recorded: recorded(table, found),
        operations: entries(table, "operations", found),
        webhooks: entries(table, "webhooks", found),
        prose: table.text("prose", found),
    }
}

fn recorded(table: &Table<'_>, found: &mut Diagnostics) -> Recorded {
    let Some(word) = table.text("recorded", found) else { return Recorded::default() };
    let known = Recorded::WORDS.iter().find(|(known, _)| *known == word);
    if known.is_none() {
        let expected = Recorded::WORDS.map(|(word, _)| format!("`{word}`")).join(" or ");
        found.push(diagnostics::bad_value(&table.at.join("recorded"), &word, &expected));
    }
    known.map(|(_, recorded)| *recorded).unwrap_or_default()
}

fn entries(table: &Table<'_>, key: &str, found: &mut Diagnostics) -> Vec<Entry> {
    let items = table.list(key, found);
    items
        .into_iter()
        .filter_map(|(at, value)| entry(&Table::new(at, value, found)?, key == "operations", found))
        .collect()
}

fn entry(table: &Table<'_>, has_endpoint: bool, found: &mut Diagnostics) -> Option<Entry> {
    type Make = fn(String) -> Standing;
    const STANDINGS: [(&str, Make); 3] =
        [("modelled", Standing::Modelled), ("excluded", Standing::Excluded), ("unknown", Standing::Unknown)];
    let known: &[&str] = match has_endpoint {
        true => &["name", "endpoint", "modelled", "excluded", "unknown"],
        false => &["name", "modelled", "excluded", "unknown"],
    };
    table.only(known, found);
    let (name, endpoint) = (table.required_text("name", found), table.text("endpoint", found));
    let given: Vec<_> = STANDINGS.iter().filter(|(key, _)| table.get(key).is_some()).collect();
    let [(key, standing)] = given.as_slice() else {
        found.push(diagnostics::one_standing(&table.at, &name));
        return None;
    };
    let standing = standing(table.text(key, found)?);
    Some(Entry { at: table.at.clone(), name, endpoint, standing })
}
