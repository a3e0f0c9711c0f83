//! The docs of an operation: what it does, what it gives, what a repeat does, how it fails.

use std::collections::BTreeSet;

use super::{
    advice, block, capital, code, evidence, first_paragraph, lead, markdown, qualifications, sentence,
    sources,
};
use crate::rust::{Answer, AnswerCode, Beside, Known, Lookup, Method, Outcome, Repeating, Type};
use crate::tokens::TokenStream;
use crate::wire::{Docs, Evidence, IdempotencyKey, Link, RepeatedKey, RetryClass, Status, StatusRange};

/// The docs of an operation's method.
pub(in super::super) fn operation(method: &Method) -> TokenStream {
    let docs = &method.docs;
    let mut paragraphs = head(method);
    let deprecated = docs.deprecated.then(|| "Deprecated.".to_owned());
    paragraphs.splice(1..1, status(method.status).into_iter().chain(deprecated));
    paragraphs.extend(arguments(method));
    paragraphs.extend(optional(method));
    paragraphs.extend(gives(method));
    paragraphs.extend(headers(method));
    paragraphs.extend(qualifications(docs).map(|text| sentence(&markdown::clean(&text, &docs.links))));
    let repeating = method.repeating.as_ref().map(|repeating| self::repeating(method, repeating));
    let is_safe = method.retry == RetryClass::Safe && method.idempotency.is_none();
    paragraphs.extend(repeating.clone().filter(|_| is_safe));
    paragraphs.extend(sources(&docs.sources));
    let repeating: Vec<String> =
        repeating.into_iter().filter(|_| !is_safe).chain(idempotency(method)).collect();
    if !repeating.is_empty() {
        paragraphs.push("# Repeating".to_owned());
        paragraphs.extend(repeating);
    }
    if let Some(lookup) = &method.lookup {
        paragraphs.push("# If the response is lost".to_owned());
        paragraphs.push(lost(method, lookup));
    }
    let errors = errors(method);
    if !errors.is_empty() {
        paragraphs.push("# Errors".to_owned());
        paragraphs.extend(errors);
    }
    block(&paragraphs.join("\n\n"))
}

/// Summary and description. The first line names the request: who knows the provider's documentation looks for that.
fn head(method: &Method) -> Vec<String> {
    let request = request_line(method);
    let mut paragraphs = lead(&method.docs, "");
    let text = std::mem::take(&mut paragraphs[0]);
    let (first, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    paragraphs[0] = match first {
        "" => format!("Calls {request}."),
        _ if markdown::is_block(first) => format!("{request}.\n\n{text}"),
        _ => {
            let first = markdown::wrapped(&format!("{request}: {first}"), "");
            if rest.is_empty() { first } else { format!("{first}\n\n{rest}") }
        }
    };
    paragraphs
}

/// How a request of the operation begins: `GET /users`.
pub(in super::super) fn request_line(method: &Method) -> String {
    code(&format!("{} {}", method.http, method.path))
}

fn status(status: Status) -> Option<String> {
    match status {
        Status::Available => None,
        Status::Suspended => Some("**Suspended**: the provider has switched this operation off.".to_owned()),
        Status::SandboxOnly => Some("**Sandbox only**: there is no such operation in production.".to_owned()),
    }
}

fn arguments(method: &Method) -> Option<String> {
    if let Some(required) = &method.required {
        let names: Vec<String> = method.asked().map(|argument| format!("`{}`", argument.ident)).collect();
        return Some(markdown::wrapped(&format!("Takes [`{required}`]: {}.", names.join(", ")), ""));
    }
    let described = method.arguments.iter().filter(|it| !it.docs.is_empty() && it.constant.is_none());
    let items: Vec<String> =
        described.map(|it| item(&format!("`{}`: {}", it.ident, first_paragraph(&it.docs)))).collect();
    (!items.is_empty()).then(|| items.join("\n"))
}

/// What can be added to a call. Rustdoc has no path to the methods of one operation's calls, but their block is a place.
fn optional(method: &Method) -> Option<String> {
    let setters: Vec<String> = method.setters.iter().map(|it| format!("`{}`", it.argument.ident)).collect();
    (!setters.is_empty()).then(|| {
        let place = format!("crate::Call#impl-Call%3C{}%3E", method.marker);
        markdown::wrapped(&format!("Optional: [{}]({place}).", setters.join(", ")), "")
    })
}

/// What a success is, and how sure that is.
fn gives(method: &Method) -> Option<String> {
    let successes: Vec<&Answer> = method.answers.iter().filter(|answer| answer.status.is_success()).collect();
    let ty = outcome(&method.output).map(|ty| format!("Returns {ty}"));
    // A success with a code is told by the code below.
    let (coded, plain): (Vec<&Answer>, Vec<&Answer>) =
        successes.iter().partition(|answer| !answer.codes.is_empty());
    let statuses = plain.iter().filter(|answer| answer.docs.is_qualified()).map(|answer| {
        let status = match (&ty, successes.len()) {
            (Some(ty), 1) => format!("{ty}, status {}", spelled(answer.status)),
            _ => format!("Status {}", spelled(answer.status)),
        };
        format!("{status}.{}", qualified(&answer.docs, &method.docs.links))
    });
    let mut sentences: Vec<String> = statuses.collect();
    if let Some(ty) = ty.filter(|_| sentences.is_empty() || successes.len() > 1) {
        sentences.insert(0, format!("{ty}."));
    }
    sentences.extend(method.beside.iter().map(beside));
    let told = (!sentences.is_empty()).then(|| markdown::wrapped(&sentences.join(" "), ""));
    let items: Vec<String> =
        coded.into_iter().map(|answer| self::answer(answer, &method.docs.links)).collect();
    let parts: Vec<String> = told.into_iter().chain((!items.is_empty()).then(|| items.join("\n"))).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// The headers that are documented of any response.
fn headers(method: &Method) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for name in method.answers.iter().flat_map(|answer| &answer.headers).map(|name| code(name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let text = format!("[Headers](crate::Response::headers) of responses: {}.", names.join(", "));
    (!names.is_empty()).then(|| markdown::wrapped(&text, ""))
}

/// What a response carries beside the data, and how to read it.
fn beside(beside: &Beside) -> String {
    let pointers: Vec<String> = beside.pointers.iter().map(|pointer| code(pointer)).collect();
    let whole = outcome(&Outcome::One(beside.whole.clone())).unwrap_or_else(|| "`Json`".to_owned());
    format!(
        "Beside it the response has {}: after `send`, read [`raw().json()`](crate::Response::raw) as {whole}.",
        pointers.join(", ")
    )
}

/// A link to the type of an answer, where it is one of the crate's.
fn outcome(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::One(Type::Model(ident)) => Some(format!("[`{ident}`](crate::models::{ident})")),
        Outcome::One(Type::Option(inner)) => self::outcome(&Outcome::One((**inner).clone())),
        Outcome::One(Type::Vec(items)) => {
            Some(format!("a list of {}", self::outcome(&Outcome::One((**items).clone()))?))
        }
        Outcome::One(_) => None,
        Outcome::PerStatus(status_enum) => Some(format!("[`{}`]", status_enum.ident)),
    }
}

/// The sentences that say how sure an answer is, each after a space.
fn qualified(docs: &Docs, links: &[Link]) -> String {
    qualifications(docs).map(|text| format!(" {}", sentence(&markdown::flat(&text, links)))).collect()
}

/// The question that decides whether a call is made again.
const MAY_HAVE_WORKED: &str = "[`error.may_have_worked()`](crate::Error::may_have_worked)";

/// When a call may be made again.
fn repeating(method: &Method, repeating: &Repeating) -> String {
    let note = repeating.note.as_ref().map(|note| markdown::flat(note, &method.docs.links));
    let lifetime = method.idempotency.as_ref().and_then(|it| it.key.lifetime_seconds);
    // What is not said may be possible.
    let can_look_up = match &method.lookup {
        None => true,
        Some(Lookup::None(_)) => false,
        Some(Lookup::By(call)) => call.is_in_request(),
    };
    let rule = match method.retry {
        RetryClass::Safe => {
            let note = note.map_or_else(String::new, |note| format!(": {note}"));
            return markdown::wrapped(&sentence(&format!("Repeating is safe{note}")), "");
        }
        RetryClass::Keyed => {
            let within = lifetime.map(|seconds| format!(", within {} of the first try", duration(seconds)));
            format!(
                "If {MAY_HAVE_WORKED}, repeat only with the same idempotency key, as a clone of the \
                 call does{}. Otherwise it is safe to call again.",
                within.unwrap_or_default()
            )
        }
        RetryClass::Unsent => {
            let first = if can_look_up { "look up the result first" } else { "do not call again" };
            format!("If {MAY_HAVE_WORKED}, {first}. Otherwise it is safe to call again.")
        }
        RetryClass::Never if can_look_up => {
            format!("Never repeat the call. If {MAY_HAVE_WORKED}, look up the result.")
        }
        RetryClass::Never => {
            format!("Never repeat the call. {MAY_HAVE_WORKED} says whether its work may have been done.")
        }
    };
    let note = note.map_or_else(String::new, |note| format!(" {}", sentence(&capital(&note))));
    markdown::wrapped(&format!("{rule}{note}"), "")
}

/// What shows what became of a call.
fn lost(method: &Method, lookup: &Lookup) -> String {
    let links = &method.docs.links;
    let call = match lookup {
        Lookup::None(reason) => {
            let reason = sentence(&capital(&markdown::flat(reason, links)));
            return markdown::wrapped(&format!("Nothing looks it up. {reason}"), "");
        }
        Lookup::By(call) => call,
    };
    let link = format!(
        "[`{module}().{method}`](crate::resources::{module}::{handle}::{method})",
        module = call.module,
        handle = call.handle,
        method = call.method,
    );
    let spelled = |(name, known): &(String, Known)| {
        let value = match known {
            Known::Path(own) | Known::Query(own) | Known::Header(own) => code(own),
            Known::Body(pointer) => format!("{} of the request", code(pointer)),
            Known::Response(pointer) => format!("{} of the response", code(pointer)),
            Known::Key => "the idempotency key".to_owned(),
        };
        match known {
            Known::Path(own) | Known::Query(own) | Known::Header(own) if own == name => value,
            Known::Body(pointer) if pointer.strip_prefix('/') == Some(name) => code(name),
            _ => format!("{} from {value}", code(name)),
        }
    };
    let by: Vec<String> = call.by.iter().map(spelled).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(" and ")) };
    let found = sentence(&markdown::flat(&call.found, links));
    let text = if call.is_in_request() {
        let place = format!("crate::Call#impl-Call%3C{}%3E", method.marker);
        let later = match call.by.as_slice() {
            [] => "",
            _ => " After a restart, call that with what was stored of the request.",
        };
        format!(
            "[`look_up`]({place}) makes the call that shows it, {link}{by}. Make it before this one is sent.{later} \
             The call worked if {found}"
        )
    } else {
        format!(
            "{link} shows it{by}, so a response that is lost leaves nothing to look up. The call worked if {found}"
        )
    };
    markdown::wrapped(&text, "")
}

/// The key that a call carries.
fn idempotency(method: &Method) -> Option<String> {
    let idempotency = method.idempotency.as_ref()?;
    let demand = if idempotency.required { "a required" } else { "an optional" };
    let (docs, links) = (&idempotency.docs, &method.docs.links);
    let mut text = format!(
        "Sends {demand} {} header: made per call, or set it with \
         [`with_idempotency_key`](crate::Call::with_idempotency_key).",
        code(&idempotency.header)
    );
    text.push_str(&key(&idempotency.key));
    if let Some(description) = &docs.description {
        text.push_str(&format!(" {}", sentence(&markdown::flat(description, links))));
    }
    text.push_str(&qualified(docs, links));
    Some(markdown::wrapped(&text, ""))
}

fn key(key: &IdempotencyKey) -> String {
    let documented = key.refusal.as_ref().and_then(|refusal| refusal.status);
    let status = documented.map_or_else(String::new, |status| format!(" with status {status}"));
    let second = match key.repeated {
        None => None,
        Some(RepeatedKey::Refused) => Some(format!(
            "a second call with it is refused{status}, which shows that the first one arrived, not its result"
        )),
        Some(RepeatedKey::Replayed) => Some(match key.may_be_refused() {
            true => format!(
                "a second call with it returns the first response again, or is refused{status}, which shows that the first \
                 one arrived, not its result"
            ),
            false => "a second call with it returns the first response again".to_owned(),
        }),
    };
    match (key.lifetime_seconds.map(duration), second) {
        (None, None) => String::new(),
        (Some(lifetime), None) => format!(" A key lives for {lifetime}."),
        (Some(lifetime), Some(second)) => format!(" A key lives for {lifetime}; {second}."),
        (None, Some(second)) => format!(" A key is remembered; {second}."),
    }
}

fn duration(seconds: u64) -> String {
    let (count, unit) = match seconds {
        _ if seconds.is_multiple_of(3600) => (seconds / 3600, "hour"),
        _ if seconds.is_multiple_of(60) => (seconds / 60, "minute"),
        _ => (seconds, "second"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// The documented failures: each with its codes; those that many operations share by name only.
fn errors(method: &Method) -> Vec<String> {
    let failures = method.answers.iter().filter(|answer| !answer.status.is_success());
    let (told, named): (Vec<&Answer>, Vec<&Answer>) = failures.partition(|answer| {
        !answer.shared && (answer.docs.description.is_some() || !answer.codes.is_empty())
    });
    let mut items: Vec<String> =
        told.into_iter().map(|answer| self::answer(answer, &method.docs.links)).collect();
    let named: Vec<String> = named.into_iter().map(self::named).collect();
    if !named.is_empty() {
        items.push(item(&format!("Also the [shared errors](crate::resources#errors) {}.", named.join(", "))));
    }
    if items.is_empty() {
        return Vec::new();
    }
    let body = outcome(&method.error).map(|ty| format!("The body is {ty}."));
    body.into_iter().chain([items.join("\n")]).collect()
}

/// The failures that several operations share, each once, for the docs of the module of all operations.
pub(in super::super) fn shared_answers<'a>(methods: impl Iterator<Item = &'a Method>) -> Option<String> {
    let items = methods.flat_map(|method| {
        let shared = method.answers.iter().filter(|answer| answer.shared && !answer.status.is_success());
        shared.map(|answer| self::answer(answer, &method.docs.links))
    });
    let items: Vec<String> = items.collect::<BTreeSet<_>>().into_iter().collect();
    (!items.is_empty()).then(|| items.join("\n"))
}

/// A failure as an item of a list; several codes are items below it.
fn answer(answer: &Answer, links: &[Link]) -> String {
    let means = answer.docs.description.as_deref().map(|text| markdown::flat(text, links));
    let means = means.filter(|text| !text.is_empty());
    let status = spelled(answer.status);
    let qualified = qualified(&answer.docs, links);
    if let [only] = answer.codes.as_slice() {
        let meaning = only.meaning.as_deref().map(|meaning| markdown::flat(meaning, links));
        // Mostly one of the two says it all.
        let told = match (&means, &meaning) {
            (Some(means), Some(meaning)) => means.to_lowercase().contains(&meaning.to_lowercase()),
            _ => true,
        };
        let text = if told {
            format!("{status} {}", code_item(only, means.or(meaning), links))
        } else {
            let means = sentence(&means.unwrap_or_default());
            format!("{status}: {means} {}", code_item(only, meaning, links))
        };
        return item(&format!("{text}{qualified}"));
    }
    let means = means.map_or_else(String::new, |means| format!(": {}", sentence(&means)));
    let mut lines = vec![item(&capital(&format!("{status}{means}{qualified}")))];
    lines.extend(answer.codes.iter().map(|code| {
        let means = code.meaning.as_deref().map(|meaning| markdown::flat(meaning, links));
        markdown::wrapped(&code_item(code, means, links), "  - ")
    }));
    lines.join("\n")
}

/// A code with what it means, whether another try helps, and how sure it is.
fn code_item(code: &AnswerCode, means: Option<String>, links: &[Link]) -> String {
    let means = means.filter(|means| !means.is_empty());
    let means = means.map(|means| format!(": {}", means.trim_end_matches('.'))).unwrap_or_default();
    let advice = code.advice.map(|advice| format!(" ({})", self::advice(advice))).unwrap_or_default();
    let evidence = evidence(code.evidence, code.note.as_deref());
    let evidence = evidence.map(|text| format!(" {}", sentence(&markdown::flat(&text, links))));
    format!("{}{means}{advice}.{}", code_link(code), evidence.unwrap_or_default())
}

fn code_link(code: &AnswerCode) -> String {
    format!("[`{0}`](crate::ErrorCode::{0})", code.ident)
}

/// A failure by its status and codes alone.
fn named(answer: &Answer) -> String {
    // Advice that is another one elsewhere would be looked up there.
    let advice = |code: &AnswerCode| match code.advice.filter(|_| code.advice_differs) {
        Some(advice) => format!("{} ({})", code_link(code), self::advice(advice)),
        None => code_link(code),
    };
    let codes: Vec<String> = answer.codes.iter().map(advice).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" {}", codes.join(" or ")) };
    let unsure = match answer.docs.evidence {
        Evidence::Documented => String::new(),
        evidence => format!(" ({})", evidence.as_str()),
    };
    format!("{}{codes}{unsure}", spelled(answer.status))
}

fn spelled(status: StatusRange) -> String {
    match status {
        StatusRange::Exact(status) => status.to_string(),
        StatusRange::Class(class) => format!("{class}XX"),
        StatusRange::Default => "any other status".to_owned(),
    }
}

fn item(text: &str) -> String {
    markdown::wrapped(text, "- ")
}
