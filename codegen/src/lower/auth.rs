//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::Piece;
use super::signing;
use crate::api::{Effect, Requirement, Scheme, SchemeKind};
use crate::diagnostics;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

const SCHEME: Piece = Piece {
    keys: &["type", "in", "name", "scheme", "bearerFormat", "flows", "openIdConnectUrl"],
    stubs: &[],
};

impl Context<'_> {
    /// How callers prove who they are.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let places = self.entries(&Pointer::root().join("components"), "securitySchemes");
        places.into_iter().filter_map(|(name, at)| self.scheme(name, &at)).collect()
    }

    fn scheme(&mut self, name: &str, written: &Pointer) -> Option<Scheme> {
        let at = match self.follow(written) {
            Ok(at) => at,
            Err(problem) => {
                self.report.problem(problem, Effect::Ignored);
                return None;
            }
        };
        if self.node(&at).get("type").and_then(Value::as_str) == Some("mutualTLS") {
            self.report.problem(diagnostics::mutual_tls(&at), Effect::Ignored);
            return None;
        }
        let kind = match self.piece::<oas::SecurityScheme>(&at, &SCHEME)? {
            oas::SecurityScheme::APIKey { location, name, .. } => match location {
                oas::APIKeyLocation::Header => match self.signing(&at, Some(&name)) {
                    Some(signing) => SchemeKind::Signed { header: name, signing },
                    None => SchemeKind::ApiKeyHeader { name },
                },
                oas::APIKeyLocation::Query => SchemeKind::ApiKeyQuery { name },
                oas::APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie { name },
            },
            oas::SecurityScheme::HTTP { scheme, bearer_format, .. } => {
                match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SchemeKind::Bearer { format: bearer_format },
                    "basic" => SchemeKind::Basic,
                    // Under another name the header would hold the secret as nobody asked for it.
                    _ => {
                        self.other_schemes.insert(name.to_owned());
                        self.report.problem(diagnostics::other_http_scheme(&at, &scheme), Effect::Ignored);
                        return None;
                    }
                }
            }
            oas::SecurityScheme::OAuth2 { .. } => {
                let at = at.join("flows");
                let flows = self.node(&at);
                let token_url = signing::token_url(flows);
                if let Some(Err(_)) = token_url {
                    let at = at.join_all(["clientCredentials", "tokenUrl"]);
                    self.report.problem(diagnostics::token_url(&at), Effect::Ignored);
                }
                SchemeKind::OAuth2 { flows: flows.to_json(), token_url: token_url.and_then(Result::ok) }
            }
            oas::SecurityScheme::OpenIDConnect { open_id_connect_url, .. } => {
                SchemeKind::OpenIdConnect { url: open_id_connect_url }
            }
        };
        if !matches!(kind, SchemeKind::ApiKeyHeader { .. } | SchemeKind::Signed { .. }) {
            self.signing(&at, None);
        }
        self.check_extensions(&at, Site::Scheme);
        let docs = self.docs(&at);
        Some(Scheme { name: name.to_owned(), kind, docs, at })
    }

    /// The alternatives under `security`; `None` when there is no such key.
    pub(super) fn security(&mut self, at: &Pointer) -> Option<Vec<Requirement>> {
        self.node(at).get("security")?;
        let mut requirements = Vec::new();
        for place in self.items(at, "security") {
            let Some(mapping) = self.mapping(&place) else { continue };
            let scopes = |value: &Value| {
                value.as_sequence().unwrap_or_default().iter().filter_map(Value::scalar_text).collect()
            };
            let schemes = mapping.iter().map(|(name, value)| (name.clone(), scopes(value))).collect();
            requirements.push(Requirement { schemes });
        }
        Some(requirements)
    }

    /// The requirements as they can be sent: without the schemes that nothing says anything of, or that are not
    /// supported, and with one credential for each place of a request.
    pub(super) fn known_requirements(
        &mut self,
        at: &Pointer,
        requirements: Vec<Requirement>,
        schemes: &[Scheme],
    ) -> Vec<Requirement> {
        let own = self.node(at).get("security").is_some();
        let at = if own { at.join("security") } else { Pointer::root().join("security") };
        let declared = Pointer::root().join_all(["components", "securitySchemes"]);
        let mut known = Vec::with_capacity(requirements.len());
        for (index, mut requirement) in requirements.into_iter().enumerate() {
            let tokens = self.leave_out_conflicts(&at.join(index), &mut requirement, schemes);
            requirement.schemes.retain(|(name, _)| {
                let known = schemes.iter().any(|scheme| scheme.name == *name);
                // One that is declared and not supported has been reported at its own place.
                if !known && self.document.get(&declared.join(name)).is_none() {
                    self.report.problem(diagnostics::undefined_scheme(&at, name), Effect::Ignored);
                }
                known
            });
            match tokens.is_empty() {
                true => known.push(requirement),
                false => known.extend(tokens.into_iter().map(|token| {
                    let schemes = requirement.schemes.iter().cloned().chain([token]).collect();
                    Requirement { schemes }
                })),
            }
        }
        known
    }

    /// Takes out of a requirement what would have to stand in one place of the request at once: callers set it
    /// themselves. What is given back are tokens, of which each alone may be what all of them mean.
    fn leave_out_conflicts(
        &mut self,
        at: &Pointer,
        requirement: &mut Requirement,
        schemes: &[Scheme],
    ) -> Vec<(String, Vec<String>)> {
        let kind =
            |name: &String| schemes.iter().find(|scheme| scheme.name == *name).map(|scheme| &scheme.kind);
        let mut places: IndexMap<String, Vec<String>> = IndexMap::new();
        for (name, _) in &requirement.schemes {
            let filled = match kind(name) {
                Some(kind) => filled(kind),
                None if self.other_schemes.contains(name) => vec![AUTHORIZATION.to_owned()],
                None => continue,
            };
            for place in filled {
                places.entry(place).or_default().push(name.clone());
            }
        }
        let mut tokens = Vec::new();
        for (place, names) in places.into_iter().filter(|(_, names)| names.len() > 1) {
            let is_token = |name: &String| {
                matches!(kind(name), Some(SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. }))
            };
            let are_tokens = names.iter().all(is_token);
            let problem = diagnostics::conflicting_schemes(at, &names, &place, are_tokens);
            self.report.problem(problem, Effect::Ignored);
            let (taken, rest) = std::mem::take(&mut requirement.schemes)
                .into_iter()
                .partition(|(name, _)| names.contains(name));
            requirement.schemes = rest;
            if are_tokens {
                tokens = taken;
            }
        }
        tokens
    }
}

const AUTHORIZATION: &str = "header `authorization`";

/// The places of a request that a credential fills.
fn filled(kind: &SchemeKind) -> Vec<String> {
    let header = |name: &str| format!("header `{}`", name.to_ascii_lowercase());
    match kind {
        SchemeKind::ApiKeyHeader { name } => vec![header(name)],
        SchemeKind::ApiKeyQuery { name } => vec![format!("query parameter `{name}`")],
        SchemeKind::ApiKeyCookie { name } => vec![format!("cookie `{name}`")],
        SchemeKind::Signed { header: key, signing } => {
            let own = [Some(key), Some(&signing.header), signing.timestamp_header.as_ref()];
            own.into_iter().flatten().map(|name| header(name)).collect()
        }
        SchemeKind::Bearer { .. }
        | SchemeKind::Basic
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => vec![AUTHORIZATION.to_owned()],
    }
}
