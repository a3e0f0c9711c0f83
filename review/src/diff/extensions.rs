//! Keys of ours that change what the crate does: how it signs requests, repeats, idempotency keys, advice on error
//! codes and what they say of a call's effect.
//! Those of schemas are compared with the schemas.

use super::cx::Cx;
use super::pairs::Pairs;
use super::rules::extensions::*;
use super::schema;
use super::view::Node;
use clientwright_codegen::wire::HttpMethod;
use clientwright_document::Value;

/// Compares what an operation says of repeating it, and of where it can be called.
pub(super) fn compare_operation<'d>(cx: &mut Cx<'d>, method: HttpMethod, base: Node<'d>, head: Node<'d>) {
    const SUBJECT: &str = "the operation";
    // The freest first.
    const RETRY: [&str; 4] = ["safe", "keyed", "unsent", "never"];
    const STATUS: [&str; 3] = ["available", "sandbox-only", "suspended"];
    // What is said of no class has the one that its method has.
    let unsaid = if method.is_safe() { RETRY[0] } else { RETRY[2] };
    let words: [(&str, &[&str], &str, _, _); 2] = [
        ("x-retry", &RETRY, unsaid, RETRY_TIGHTENED, RETRY_LOOSENED),
        ("x-status", &STATUS, STATUS[0], OPERATION_RESTRICTED, OPERATION_UNRESTRICTED),
    ];
    for (key, words, unsaid, tightened, loosened) in words {
        let word = |node: Node<'d>| node.text(key).filter(|word| words.contains(word)).unwrap_or(unsaid);
        let rank = |word: &str| words.iter().position(|known| *known == word);
        let (was, is) = (word(base), word(head));
        if was != is {
            let rule = if rank(was) < rank(is) { tightened } else { loosened };
            cx.emit(rule, SUBJECT, &[was, is], base.place(key), head.place(key));
        }
    }
    let places = (base.place("x-lookup"), head.place("x-lookup"));
    match (lookup(base), lookup(head)) {
        (None, Some(is)) => cx.emit(LOOKUP_ADDED, SUBJECT, &[&is], places.0, places.1),
        (Some(was), None) => cx.emit(LOOKUP_REMOVED, SUBJECT, &[&was], places.0, places.1),
        (Some(was), Some(is)) if was != is => {
            cx.emit(LOOKUP_CHANGED, SUBJECT, &[&was, &is], places.0, places.1);
        }
        _ => {}
    }
}

/// What shows what became of a call, in words.
fn lookup(operation: Node<'_>) -> Option<String> {
    let lookup = operation.get("x-lookup")?;
    let named = lookup.text("operation")?;
    let by: Vec<String> = lookup
        .entries_of("by")
        .into_iter()
        .map(|(name, source)| {
            let words: Vec<&str> =
                ["from", "param", "pointer"].into_iter().filter_map(|key| source.text(key)).collect();
            format!("`{name}` from {}", words.join(" "))
        })
        .collect();
    let by = if by.is_empty() { String::new() } else { format!(" with {}", by.join(" and ")) };
    Some(format!("`{named}`{by}"))
}

const KEY: &str = "x-idempotency-key";

/// What is known of an idempotency key.
struct IdempotencyKey<'d> {
    at: Node<'d>,
    lifetime: Option<u64>,
    /// What a second call with it gives.
    repeated: Option<&'d str>,
}

fn idempotency_key(parameter: Node<'_>) -> Option<IdempotencyKey<'_>> {
    let at = parameter.get(KEY)?;
    if *at.value() == Value::Bool(false) {
        return None;
    }
    let lifetime = at.raw("lifetime-seconds").and_then(Value::scalar_text);
    Some(IdempotencyKey {
        at,
        lifetime: lifetime.and_then(|text| text.parse().ok()),
        repeated: at.text("repeated"),
    })
}

const SIGNING: &str = "x-signing";

/// Compares how requests are signed that carry the key of a security scheme.
pub(super) fn compare_scheme<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    let (was, is) = match (base.get(SIGNING), head.get(SIGNING)) {
        (None, None) => return,
        (None, Some(is)) => return cx.emit(REQUEST_SIGNING_ADDED, subject, &[], Some(base), Some(is)),
        (Some(was), None) => return cx.emit(REQUEST_SIGNING_REMOVED, subject, &[], Some(was), Some(head)),
        (Some(was), Some(is)) => (was, is),
    };
    // What is not said of the unit is seconds.
    let unsaid = [
        ("scheme", ""),
        ("header", ""),
        ("payload", ""),
        ("timestamp-header", ""),
        ("timestamp-unit", "seconds"),
    ];
    for (key, unsaid) in unsaid {
        let said = |node: Node<'d>| node.text(key).unwrap_or(unsaid);
        let (from, to) = (said(was), said(is));
        // The names of headers can be written in capitals.
        let is_same = if key.ends_with("header") { from.eq_ignore_ascii_case(to) } else { from == to };
        if !is_same {
            let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
            let args = [key, &*shown(from), &*shown(to)];
            cx.emit(REQUEST_SIGNING_CHANGED, subject, &args, was.place(key), is.place(key));
        }
    }
}

/// Compares what a parameter says of itself as an idempotency key, and whether logs show it.
pub(super) fn compare_parameter<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    match (idempotency_key(base), idempotency_key(head)) {
        (None, None) => {}
        (None, Some(is)) => cx.emit(IDEMPOTENCY_KEY_ADDED, subject, &[], Some(base), Some(is.at)),
        (Some(was), None) => cx.emit(IDEMPOTENCY_KEY_REMOVED, subject, &[], Some(was.at), Some(head)),
        (Some(was), Some(is)) => compare_keys(cx, subject, &was, &is),
    }
    compare_sensitivity(cx, subject, base, head);
}

/// A parameter is as sensitive as it says, or else as its schema.
fn compare_sensitivity<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    let own = [base, head].map(|parameter| parameter.get(schema::SENSITIVE));
    let schemas = [base, head].map(|parameter| parameter.get("schema"));
    let said = |side: usize| own[side].or_else(|| schema::sensitive(schemas[side]?));
    let tell = |cx: &mut Cx<'d>, places: [Node<'d>; 2]| {
        if let Some((rule, args, [was, is])) = schema::sensitivity(places, [said(0), said(1)]) {
            cx.emit(rule, subject, &args, Some(was), Some(is));
        }
    };
    match (own, schemas) {
        // An edit of a component is one, whoever uses it.
        ([None, None], [Some(was), Some(is)]) => cx.within(was, is, |cx| tell(cx, [was, is])),
        _ => tell(cx, [base, head]),
    }
}

/// A parameter that is gone takes its key along.
pub(super) fn parameter_removed<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>) {
    if idempotency_key(base).is_some() {
        cx.emit(IDEMPOTENCY_KEY_REMOVED, subject, &[], Some(base.written()), None);
    }
}

fn compare_keys<'d>(cx: &mut Cx<'d>, subject: &str, was: &IdempotencyKey<'d>, is: &IdempotencyKey<'d>) {
    let rule = match (was.lifetime, is.lifetime) {
        (Some(was), Some(is)) if is < was => Some(IDEMPOTENCY_KEY_LIFETIME_SHORTENED),
        (Some(was), Some(is)) if is > was => Some(IDEMPOTENCY_KEY_LIFETIME_EXTENDED),
        (was, is) if was != is => Some(IDEMPOTENCY_KEY_LIFETIME_CHANGED),
        _ => None,
    };
    let places = |key: &str| (was.at.place(key), is.at.place(key));
    if let Some(rule) = rule {
        let seconds = |key: &IdempotencyKey<'_>| {
            key.lifetime.map_or_else(|| "an unknown time".to_owned(), |seconds| format!("{seconds} seconds"))
        };
        let (from, to) = places("lifetime-seconds");
        cx.emit(rule, subject, &[&seconds(was), &seconds(is)], from, to);
    }
    if was.repeated != is.repeated {
        let word = |key: &IdempotencyKey<'_>| {
            key.repeated.map_or_else(|| "unknown".to_owned(), |word| format!("`{word}`"))
        };
        let (from, to) = places("repeated");
        cx.emit(IDEMPOTENCY_KEY_REPEATED_CHANGED, subject, &[&word(was), &word(is)], from, to);
    }
    let refusals = [refusal(was.at), refusal(is.at)];
    if let [from, to] = &refusals
        && from != to
    {
        let places = places("refusal");
        cx.emit(IDEMPOTENCY_KEY_REFUSAL_CHANGED, subject, &[from, to], places.0, places.1);
    }
}

/// How the refusal of a repeated key looks, in words.
fn refusal(key: Node<'_>) -> String {
    let said =
        |name: &str| key.get("refusal")?.raw(name)?.scalar_text().map(|text| format!("{name} `{text}`"));
    let said: Vec<String> = ["status", "code"].into_iter().filter_map(said).collect();
    if said.is_empty() { "unknown".to_owned() } else { said.join(" with ") }
}

/// Compares the error codes that a response can carry.
pub(super) fn compare_response<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    const CODES: &str = "x-error-codes";
    let pairs = Pairs::of(base.entries_of(CODES), head.entries_of(CODES));
    for (code, entry) in pairs.removed {
        cx.emit(ERROR_CODE_REMOVED, subject, &[code], Some(entry), head.place(CODES));
    }
    for (code, entry) in pairs.added {
        cx.emit(ERROR_CODE_ADDED, subject, &[code], base.place(CODES), Some(entry));
    }
    for (code, base, head) in pairs.both {
        for (key, rule, unsaid) in [
            ("retry", ERROR_CODE_RETRY_CHANGED, "none"),
            ("effect", ERROR_CODE_EFFECT_CHANGED, "what its status says"),
        ] {
            let word =
                |entry: Node<'d>| entry.text(key).map_or(unsaid.to_owned(), |word| format!("`{word}`"));
            let (was, is) = (word(base), word(head));
            if was != is {
                cx.emit(rule, subject, &[code, &was, &is], base.place(key), head.place(key));
            }
        }
    }
}
