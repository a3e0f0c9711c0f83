//! Operations.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::origin::Root;
use super::read::{Piece, Stub};
use super::{param, path};
use crate::api::{Api, Effect, Operation, Param, Requirement};
use crate::diagnostics;
use crate::wire::{Docs, HttpMethod, RetryClass, Status};
use clientwright_document::Value;
use clientwright_document::parameter::merged;
use clientwright_document::pointer::Pointer;

/// An operation before it is read.
pub(super) struct Found {
    id: String,
    id_given: bool,
    /// Its own place, references followed.
    at: Pointer,
    method: HttpMethod,
    path: path::Path,
    /// The path item's own place.
    item: Pointer,
}

const OPERATION: Piece =
    Piece { keys: &["tags", "operationId", "deprecated"], stubs: &[("responses", Stub::Object)] };

impl Context<'_> {
    /// All operations with their ids, in the document's order.
    pub(super) fn find_operations(&mut self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (text, at) in self.entries(&Pointer::root(), "paths") {
            if !text.starts_with('/') {
                if !text.starts_with("x-") {
                    self.report.problem(diagnostics::bad_path(&at, "no leading slash"), Effect::Skipped);
                }
                continue;
            }
            let path = match path::path(text) {
                Ok(path) => path,
                Err(reason) => {
                    self.report.problem(diagnostics::bad_path(&at, reason), Effect::Skipped);
                    continue;
                }
            };
            match self.follow(&at) {
                Ok(item) => found.extend(self.methods(&item, text, &path)),
                Err(problem) => self.report.problem(problem, Effect::Skipped),
            }
        }
        self.tell_ids_apart(&mut found);
        for operation in &found {
            let root = Root { name: operation.id.clone(), in_operation: true };
            self.roots.insert(operation.at.clone(), root);
        }
        found
    }

    fn methods(&mut self, item: &Pointer, text: &str, path: &path::Path) -> Vec<Found> {
        let Some(mapping) = self.mapping(item) else { return Vec::new() };
        self.check_extensions(item, Site::Other);
        let mut found = Vec::new();
        for key in mapping.keys() {
            let Some(method) = HttpMethod::ALL.into_iter().find(|method| method.key() == key) else {
                continue;
            };
            let at = match self.follow(&item.join(key)) {
                Ok(at) => at,
                Err(problem) => {
                    self.report.problem(problem, Effect::Skipped);
                    continue;
                }
            };
            let given = self
                .node(&at)
                .get("operationId")
                .and_then(Value::scalar_text)
                .filter(|id| !id.trim().is_empty());
            found.push(Found {
                id_given: given.is_some(),
                id: given.unwrap_or_else(|| path::operation_id(method.key(), text)),
                at,
                method,
                path: path.clone(),
                item: item.clone(),
            });
        }
        if found.is_empty() && !mapping.contains_key("additionalOperations") {
            self.aside(item.clone(), "empty-path", "the path has no operation");
        }
        found
    }

    /// The same id twice: the later one gets a number.
    fn tell_ids_apart(&mut self, found: &mut [Found]) {
        let mut seen = BTreeSet::new();
        for operation in found {
            if seen.insert(operation.id.clone()) {
                continue;
            }
            if operation.id_given {
                let at = operation.at.join("operationId");
                self.report.problem(diagnostics::duplicate_operation_id(&at, &operation.id), Effect::Ignored);
            }
            let mut numbers = 2..;
            let numbered = numbers.find_map(|number| {
                let id = format!("{}{number}", operation.id);
                seen.insert(id.clone()).then_some(id)
            });
            operation.id = numbered.unwrap_or_default();
        }
    }

    /// Reads an operation; `None` when it cannot be called.
    pub(super) fn operation(
        &mut self,
        found: Found,
        security: &[Requirement],
        api: &Api,
    ) -> Option<Operation> {
        let Found { id, id_given, at, method, path, item } = found;
        let operation: oas::Operation = self.piece(&at, &OPERATION)?;
        self.check_extensions(&at, Site::Operation);
        self.note_callbacks(&at);
        let params = self.params(&item, &at, &path)?;
        let body = match self.node(&at).get("requestBody") {
            Some(_) => self.body(&at.join("requestBody")),
            None => None,
        };
        let responses = self.responses(&at, method);
        let bases = self.bases(&at, &item, &api.environments).ok()?;
        self.check_pagination(&at);
        let security = self.security(&at).unwrap_or_else(|| security.to_vec());
        Some(Operation {
            id,
            id_given,
            rust_name: self.rust_name(&at),
            method,
            path: path.template,
            tags: operation.tags,
            docs: self.docs_within(&at, &item),
            params,
            body,
            responses,
            envelope: None,
            security: self.known_requirements(&at, security, &api.schemes),
            bases,
            retry: self.word(&at, "x-retry", &RETRY),
            retry_note: self.text(&at, "x-retry-note"),
            lookup: self.lookup(&at),
            status: self.word(&at, "x-status", &STATUS).unwrap_or_default(),
            at,
        })
    }

    /// The parameters of the path item and the operation.
    fn params(&mut self, item: &Pointer, at: &Pointer, path: &path::Path) -> Option<Vec<Param>> {
        let all = merged(self.params_of(item, at)?, self.params_of(at, at)?, Param::identity);
        let mut all: IndexMap<_, Param> =
            all.into_iter().map(|param| ((param.place, param.name.clone()), param)).collect();
        self.add_query_of_path(at, &path.query, &mut all);
        self.match_path(at, &path.template, &mut all);
        Some(all.into_values().collect())
    }

    /// The parameters that an owner lists; `None` when the operation cannot be called without one that cannot be read.
    fn params_of(&mut self, owner: &Pointer, operation: &Pointer) -> Option<Vec<Param>> {
        let mut params: Vec<Param> = Vec::new();
        for place in self.items(owner, "parameters") {
            let param = match self.param(&place) {
                param::Read::Param(param) => *param,
                param::Read::Left => continue,
                param::Read::Unreadable => {
                    self.report.problem(diagnostics::unreadable_param(operation, &place), Effect::Skipped);
                    return None;
                }
            };
            match params.iter().any(|other| other.identity() == param.identity()) {
                true => {
                    let problem = diagnostics::duplicate_param(&place, param.name.as_str());
                    self.report.problem(problem, Effect::Ignored);
                }
                false => params.push(param),
            }
        }
        Some(params)
    }

    /// What the document says of an operation, or else of its path.
    fn docs_within(&mut self, at: &Pointer, item: &Pointer) -> Docs {
        let (docs, path) = (self.docs(at), self.docs(item));
        match docs.is_empty() {
            true => Docs { summary: path.summary, description: path.description, ..docs },
            false => docs,
        }
    }

    fn note_callbacks(&mut self, at: &Pointer) {
        for (name, at) in self.entries(at, "callbacks") {
            let reason = format!("the callback `{name}` is no call of the client's");
            self.ignored(at, "callback", reason);
        }
    }

    fn check_pagination(&mut self, at: &Pointer) {
        let Some(value) = self.node(at).get("x-pagination") else { return };
        let is_simple = value.as_mapping().is_some_and(|mapping| {
            mapping.contains_key("style") && mapping.values().all(|value| value.scalar_text().is_some())
        });
        if !is_simple {
            self.bad_extension(&at.join("x-pagination"), "`{style: …}` and the fields that carry it");
        }
    }
}

const RETRY: [(&str, RetryClass); 4] = [
    ("safe", RetryClass::Safe),
    ("keyed", RetryClass::Keyed),
    ("unsent", RetryClass::Unsent),
    ("never", RetryClass::Never),
];

const STATUS: [(&str, Status); 2] = [("suspended", Status::Suspended), ("sandbox-only", Status::SandboxOnly)];
