//! What a provider documents, from `specs/`.

use std::fs;
use std::path::Path;

use clientwright_codegen::Stages;
use clientwright_codegen::api::{
    Api, BodyKind, Example, In, Kind, Operation, Payload as Content, SchemeKind, Segment,
};
use clientwright_codegen::provider::Provider;
use clientwright_codegen::wire::StatusRange;
use clientwright_document::files::Texts;
use serde_json::Value;

use crate::Failure;
use crate::scenario::Payload;

pub(crate) struct Documentation {
    api: Api,
    /// `/api` of `https://host/api`.
    base_path: String,
}

impl Documentation {
    pub(crate) fn read(provider: &str) -> Result<Self, Failure> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(provider);
        let root = fs::read_to_string(folder.join("openapi.yaml"))?;
        let other = |path: &str| fs::read_to_string(folder.join(path)).ok();
        let texts = Texts::load("openapi.yaml", root, other, str::to_owned);
        let Texts { sources, .. } = texts.map_err(|(found, _)| found.to_string())?;
        let decisions = Provider::parse(&fs::read_to_string(folder.join("provider.yaml"))?);
        let decisions = decisions.map_err(|found| found.to_string())?;
        let (api, _) = Stages::new(&sources, &decisions).into_models().map_err(|found| found.to_string())?;
        let url = decisions.environments.values().find_map(|environment| environment.url.as_deref());
        let url = url.ok_or("the provider has no environment")?;
        let host = url.split_once("://").map_or("", |(_, rest)| rest);
        let base_path = host.find('/').map_or("", |at| &host[at..]).to_owned();
        Ok(Self { api, base_path })
    }

    pub(crate) fn base_path(&self) -> &str {
        &self.base_path
    }

    pub(crate) fn operation(&self, id: &str) -> Result<&Operation, String> {
        let found = self.api.operations.iter().find(|operation| operation.id == id);
        found.ok_or_else(|| format!("`{id}` is not documented"))
    }

    /// The header that carries the credential of an operation, and what stands before it; `None` when it needs none.
    pub(crate) fn credential(&self, operation: &Operation) -> Result<Option<(String, &'static str)>, String> {
        let first = operation.security.first().and_then(|alternative| alternative.schemes.first());
        let Some((name, _)) = first else { return Ok(None) };
        let scheme = self.api.schemes.iter().find(|scheme| scheme.name == *name);
        match scheme.map(|scheme| &scheme.kind) {
            Some(SchemeKind::ApiKeyHeader { name }) => Ok(Some((name.to_ascii_lowercase(), ""))),
            Some(SchemeKind::Bearer { .. }) => Ok(Some(("authorization".to_owned(), "Bearer "))),
            _ => Err(format!("the stand-in cannot check `{name}`")),
        }
    }

    /// The body that a call of an operation has to carry.
    pub(crate) fn request(&self, operation: &Operation, payload: &Payload) -> Result<String, String> {
        let contents = operation.body.iter().flat_map(|body| &body.payloads);
        written(payload, contents.flat_map(|content| &content.examples), &operation.id)
    }

    /// The media type and the body that an operation answers with.
    pub(crate) fn answer<'a>(
        &self,
        operation: &'a Operation,
        status: u16,
        payload: &Payload,
    ) -> Result<(&'a str, String), String> {
        let response = response(operation, status)?;
        let content: &Content = response
            .payloads
            .first()
            .ok_or_else(|| format!("`{}` documents no body for {status}", operation.id))?;
        let examples = response.payloads.iter().flat_map(|content| &content.examples);
        Ok((content.media_type.as_str(), written(payload, examples, &operation.id)?))
    }

    /// The body of a webhook.
    pub(crate) fn webhook(&self, name: Option<&str>, payload: &Payload) -> Result<String, String> {
        let Some(name) = name else { return written(payload, [], "a webhook without a name") };
        let webhook = self.api.webhooks.iter().find(|webhook| webhook.name == name);
        let webhook = webhook.ok_or_else(|| format!("the webhook `{name}` is not documented"))?;
        written(payload, &webhook.examples, name)
    }

    /// The names of the parts of a multipart form, and whether each is required.
    pub(crate) fn parts(&self, operation: &Operation) -> Vec<(&str, bool)> {
        let contents = operation.body.iter().flat_map(|body| &body.payloads);
        let forms = contents.filter_map(|content| match &content.kind {
            BodyKind::Multipart { schema, .. } => Some(&self.api.schemas[schema.schema].kind),
            _ => None,
        });
        let properties = forms.filter_map(|kind| match kind {
            Kind::Object(object) => Some(&object.properties),
            _ => None,
        });
        properties.flatten().map(|property| (property.name.as_str(), property.required)).collect()
    }
}

/// The documented answer for a status: exactly that one, else its class, else the one for all others.
pub(crate) fn response(
    operation: &Operation,
    status: u16,
) -> Result<&clientwright_codegen::api::Response, String> {
    let ranges = [StatusRange::Exact(status), StatusRange::Class(status / 100), StatusRange::Default];
    let found = ranges.iter().find_map(|range| operation.responses.iter().find(|own| own.status == *range));
    found.ok_or_else(|| format!("`{}` does not document the status {status}", operation.id))
}

/// The path of a call, with its parameters filled in.
pub(crate) fn path(
    operation: &Operation,
    values: &std::collections::BTreeMap<String, String>,
) -> Result<String, String> {
    let parts = operation.path.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => Ok(text.as_str()),
        Segment::Param(name) => {
            values.get(name).map(String::as_str).ok_or_else(|| format!("the scenario gives no `{name}`"))
        }
    });
    parts.collect()
}

/// The names of the parameters that stand in one place, and whether each is required.
pub(crate) fn parameters(operation: &Operation, place: In) -> impl Iterator<Item = (&str, bool)> {
    let params = operation.params.iter().filter(move |param| param.place == place);
    params.map(|param| (param.name.as_str(), param.required))
}

/// A documented example is left as it is written: reading `42.50` as a number and writing it again gives `42.5`.
fn written<'a>(
    payload: &Payload,
    examples: impl IntoIterator<Item = &'a Example>,
    of: &str,
) -> Result<String, String> {
    let Payload { example, with } = payload;
    let example = match example {
        None => "{}".to_owned(),
        Some(name) => {
            let example = examples.into_iter().find(|example| example.name == *name);
            example.ok_or_else(|| format!("`{of}` documents no example `{name}`"))?.value.to_json()
        }
    };
    let Some(with) = with else { return Ok(example) };
    let mut body =
        serde_json::from_str(&example).map_err(|error| format!("an example of `{of}`: {error}"))?;
    merge(&mut body, with);
    Ok(body.to_string())
}

/// RFC 7396: objects are merged, null removes, everything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Value::Object(object) = target else { return };
    for (name, value) in members {
        if value.is_null() {
            object.remove(name);
        } else {
            merge(object.entry(name).or_insert(Value::Null), value);
        }
    }
}
