//! What a place in a request can hold: there are values of a schema that no request can carry.

use clientwright_codegen::api::{In, Param, Style};
use clientwright_document::{Mapping, Value};

/// The value as the parameter can carry it; `None` where nothing of it would be sent. What is cut may miss its schema
/// afterwards.
pub(super) fn fit(param: &Param, value: &Value) -> Option<Value> {
    let is_compound = matches!(value, Value::Mapping(_) | Value::Sequence(_)) && !param.json;
    let is_repeated = param.explode && param.place == In::Query && param.style == Style::Form;
    let keeps = |sign: char| match param.place {
        In::Header => matches!(sign, ' '..='~') && !(is_compound && ",=".contains(sign)),
        // Who reads them splits what is encoded too.
        _ if is_compound && !(is_repeated && matches!(value, Value::Sequence(_))) => {
            sign.is_alphanumeric() || "-_:".contains(sign)
        }
        _ => true,
    };
    let fitted = cut(value, &keeps, param.json)?;
    let is_dots = |text: &str| matches!(text, "" | "." | "..");
    match &fitted {
        Value::Sequence(items) if items.is_empty() => None,
        Value::Mapping(members) if members.is_empty() => None,
        Value::String(text) if param.place == In::Path && is_dots(text) => None,
        // `allowEmptyValue` is false, and nobody has it otherwise.
        Value::String(text) if param.place == In::Query && text.is_empty() => None,
        Value::String(text) if param.idempotency_key.is_some() && text.is_empty() => None,
        // White space around a header's value is not part of it.
        Value::String(text) if param.place == In::Header && text.trim() != text => None,
        Value::Sequence(items) if param.place != In::Query || !param.explode => {
            let is_empty =
                |item: &Value| item.as_str().is_some_and(|text| text.trim().is_empty() || text == ".");
            (!items.iter().any(is_empty)).then_some(fitted)
        }
        _ => Some(fitted),
    }
}

/// What a form can write: no `null`, and no list that is empty.
pub(super) fn form(value: &Value) -> Option<Value> {
    let mut value = cut(value, &|_| true, false)?;
    if let Some(members) = value.as_mapping_mut() {
        members.retain(|_, member| member.as_sequence().is_none_or(|items| !items.is_empty()));
    }
    value.as_mapping().is_none_or(|members| !members.is_empty()).then_some(value)
}

fn cut(value: &Value, keeps: &impl Fn(char) -> bool, is_json: bool) -> Option<Value> {
    Some(match value {
        Value::Null if !is_json => return None,
        Value::String(text) => Value::String(text.chars().filter(|sign| keeps(*sign)).collect()),
        Value::Sequence(items) => {
            Value::Sequence(items.iter().filter_map(|item| cut(item, keeps, is_json)).collect())
        }
        Value::Mapping(members) => {
            let cut = |(name, value): (&String, &Value)| Some((name.clone(), cut(value, keeps, is_json)?));
            Value::Mapping(members.iter().filter_map(cut).collect::<Mapping>())
        }
        other => other.clone(),
    })
}
