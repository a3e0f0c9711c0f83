//! How the provider signs what it sends: `webhooks.signature` of `provider.yaml`.

use super::parse::note;
use crate::diagnostics::{self, Diagnostics};
use crate::table::Table;
use crate::wire::{Signature, SignatureScheme};

/// What Standard Webhooks and `t=…,v1=…` take for near.
const USUAL_TOLERANCE: u64 = 300;

pub(super) fn webhooks(table: &Table<'_>, found: &mut Diagnostics) -> Option<Signature> {
    table.only(&["signature"], found);
    let table = table.table("signature", found)?;
    let word = table.required_text("scheme", found);
    let scheme = SignatureScheme::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, scheme)| scheme);
    if scheme.is_none() && !word.is_empty() {
        let known = SignatureScheme::ALL.map(|(word, _)| format!("`{word}`")).join(" or ");
        found.push(diagnostics::bad_value(&table.at.join("scheme"), &word, &known));
    }
    let scheme = scheme.unwrap_or(SignatureScheme::StaticToken);
    if scheme.has_its_own_time() {
        return Some(of_its_own_time(&table, scheme, found));
    }
    const KEYS: [&str; 8] = [
        "scheme",
        "header",
        "prefix",
        "prefix-optional",
        "timestamp-header",
        "tolerance-seconds",
        "payload",
        "note",
    ];
    table.only(&KEYS, found);
    let timestamp_header = table.text("timestamp-header", found);
    // A tolerance that nothing is held against would look like protection from replays.
    if timestamp_header.is_none() && table.get("tolerance-seconds").is_some() {
        found.push(diagnostics::missing_key(&table.at, "timestamp-header"));
    }
    let separator = separator(&table, timestamp_header.is_some(), found);
    let (prefix, prefix_optional) = (table.text("prefix", found), table.flag("prefix-optional", found));
    if prefix_optional && prefix.is_none() {
        found.push(diagnostics::missing_key(&table.at, "prefix"));
    }
    Some(Signature {
        scheme,
        header: table.required_text("header", found),
        prefix,
        prefix_optional,
        timestamp_header,
        separator,
        tolerance_seconds: table.number("tolerance-seconds", found),
        note: note(&table, found),
    })
}

fn of_its_own_time(table: &Table<'_>, scheme: SignatureScheme, found: &mut Diagnostics) -> Signature {
    let header = if scheme == SignatureScheme::StandardWebhooks {
        table.only(&["scheme", "tolerance-seconds", "note"], found);
        "webhook-signature".to_owned()
    } else {
        table.only(&["scheme", "header", "tolerance-seconds", "note"], found);
        table.required_text("header", found)
    };
    Signature {
        scheme,
        header,
        prefix: None,
        prefix_optional: false,
        timestamp_header: None,
        separator: None,
        tolerance_seconds: table.number("tolerance-seconds", found).or(Some(USUAL_TOLERANCE)),
        note: note(table, found),
    }
}

/// What `payload` has between time and body. With a time the key is required: a time that only stands beside is not
/// signed. A digit there could be one of the time.
fn separator(table: &Table<'_>, is_timed: bool, found: &mut Diagnostics) -> Option<String> {
    let Some(payload) = table.text("payload", found) else {
        if is_timed {
            found.push(diagnostics::missing_key(&table.at, "payload"));
        }
        return None;
    };
    let between = payload.strip_prefix("{timestamp}").and_then(|rest| rest.strip_suffix("{body}"));
    let is_plain = |text: &&str| !text.contains(|c: char| c.is_ascii_digit() || "{}".contains(c));
    match between.filter(is_plain) {
        Some(between) if is_timed => return Some(between.to_owned()),
        None if !is_timed && payload == "{body}" => return None,
        _ => {}
    }
    let expected = if is_timed {
        "`{timestamp}.{body}`, with any text but digits and braces in place of the `.`"
    } else {
        "`{body}`, which is what is signed without a `timestamp-header`"
    };
    found.push(diagnostics::bad_value(&table.at.join("payload"), &payload, expected));
    None
}
