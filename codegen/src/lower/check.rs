//! Rules that need more than one place: each `check_*` is one rule.

use std::collections::BTreeMap;

use super::{Context, path};
use crate::api::{Api, BodyKind, Effect, Kind, Payload, SchemaId, Usage};
use crate::diagnostics;
use crate::provider;
use crate::wire::Evidence;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

impl Context<'_> {
    /// All rules.
    pub(super) fn check(&mut self, api: &Api) {
        self.check_duplicate_paths(api);
        self.check_sources(api);
        self.check_uncertain_required(api);
        self.check_credentials(api);
        self.check_unused_renames();
        self.report.unused_waivers();
    }

    /// What has no operations because it is something else is no API without operations.
    pub(super) fn check_frame(&mut self) {
        for key in ["info", "paths", "webhooks", "components"] {
            let at = Pointer::root().join(key);
            match self.document.get(&at) {
                None | Some(Value::Null | Value::Mapping(_)) => {}
                Some(other) => {
                    self.report.error(diagnostics::wrong_type(&at, "an object", other.type_name()))
                }
            }
        }
    }

    /// Two operations of one method must not have paths that differ in their parameters' names only: a request
    /// could not say which is meant.
    fn check_duplicate_paths(&mut self, api: &Api) {
        let mut seen: BTreeMap<_, &Pointer> = BTreeMap::new();
        for operation in &api.operations {
            let key = (operation.method.key(), path::normalised(&operation.path));
            if let Some(other) = seen.insert(key, &operation.at) {
                let problem = diagnostics::duplicate_path(&operation.at, other);
                self.report.problem(problem, Effect::Ignored);
            }
        }
    }

    /// Every operation and webhook of a provider of ours says where it is documented.
    fn check_sources(&mut self, api: &Api) {
        let operations = api.operations.iter().map(|operation| (&operation.at, &operation.docs));
        let webhooks = api.webhooks.iter().map(|webhook| (&webhook.at, &webhook.docs));
        for (at, docs) in operations.chain(webhooks) {
            if docs.sources.is_empty() {
                self.report.rule(diagnostics::missing_source(at));
            }
        }
    }

    /// A field of an answer that the documentation does not state is never required: decoding would fail on a
    /// guess of ours.
    fn check_uncertain_required(&mut self, api: &Api) {
        let mut seen = vec![false; api.schemas.len()];
        let mut waiting: Vec<SchemaId> = Vec::new();
        let answers = api.operations.iter().flat_map(|operation| &operation.responses);
        waiting
            .extend(answers.flat_map(|answer| &answer.payloads).filter_map(usage).map(|usage| usage.schema));
        waiting.extend(api.webhooks.iter().filter_map(|webhook| webhook.payload).map(|usage| usage.schema));
        while let Some(id) = waiting.pop() {
            if std::mem::replace(&mut seen[id.index()], true) {
                continue;
            }
            match &api.schemas[id].kind {
                Kind::Object(object) => {
                    for property in object.properties.iter().filter(|property| !property.write_only) {
                        if property.required && property.docs.evidence > Evidence::Documented {
                            let name = property.name.as_str();
                            self.report.rule(diagnostics::uncertain_required(&property.at, name));
                        }
                        waiting.push(property.usage.schema);
                    }
                    if let crate::api::Additional::Typed(usage) = object.additional {
                        waiting.push(usage.schema);
                    }
                }
                Kind::Array(array) => waiting.push(array.items.schema),
                Kind::Map(map) => waiting.push(map.values.schema),
                Kind::Union(union) => waiting.extend(union.members.iter().map(|member| member.usage.schema)),
                Kind::StringEnum(_) | Kind::Scalar(_) | Kind::Any => {}
            }
        }
    }

    /// Every scheme that provider.yaml has a credential for is one of the document's.
    fn check_credentials(&mut self, api: &Api) {
        let at = Pointer::of_file(provider::FILE).join("credentials");
        for scheme in self.provider.credentials.keys() {
            if !api.schemes.iter().any(|known| known.name == *scheme) {
                self.report.error(diagnostics::unknown_credential(&at.join(scheme), scheme));
            }
        }
    }

    /// Every rename of provider.yaml names something.
    fn check_unused_renames(&mut self) {
        for (index, rename) in self.provider.renames.iter().enumerate() {
            if !self.renamed.contains(&index) {
                let at = Pointer::of_file(provider::FILE).join("renames").join(&rename.pointer);
                self.report.error(diagnostics::unused_rename(&at, &rename.pointer));
            }
        }
    }
}

fn usage(payload: &Payload) -> Option<Usage> {
    match &payload.kind {
        BodyKind::Json(usage) | BodyKind::Form(usage) | BodyKind::Multipart { schema: usage, .. } => {
            Some(*usage)
        }
        BodyKind::Events(usage) => *usage,
        BodyKind::Text | BodyKind::Bytes => None,
    }
}
