//! Security schemes and requirements.

use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::Piece;
use crate::api::{Effect, Requirement, Scheme, SchemeKind};
use crate::diagnostics;
use crate::pointer::Pointer;
use crate::source::Value;

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
            self.report.problem(diagnostics::unsupported_scheme(&at, "mutual TLS"), Effect::Ignored);
            return None;
        }
        let kind = match self.piece::<oas::SecurityScheme>(&at, &SCHEME)? {
            oas::SecurityScheme::APIKey { location, name, .. } => match location {
                oas::APIKeyLocation::Header => SchemeKind::ApiKeyHeader { name },
                oas::APIKeyLocation::Query => SchemeKind::ApiKeyQuery { name },
                oas::APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie { name },
            },
            oas::SecurityScheme::HTTP { scheme, bearer_format, .. } => {
                match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SchemeKind::Bearer { format: bearer_format },
                    "basic" => SchemeKind::Basic,
                    _ => SchemeKind::OtherHttp { scheme },
                }
            }
            oas::SecurityScheme::OAuth2 { .. } => {
                SchemeKind::OAuth2 { flows: self.node(&at.join("flows")).to_json() }
            }
            oas::SecurityScheme::OpenIDConnect { open_id_connect_url, .. } => {
                SchemeKind::OpenIdConnect { url: open_id_connect_url }
            }
        };
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

    /// The requirements without the schemes that nothing says anything of.
    pub(super) fn known_requirements(
        &mut self,
        at: &Pointer,
        mut requirements: Vec<Requirement>,
        schemes: &[Scheme],
    ) -> Vec<Requirement> {
        let declared = Pointer::root().join_all(["components", "securitySchemes"]);
        for requirement in &mut requirements {
            requirement.schemes.retain(|(name, _)| {
                let known = schemes.iter().any(|scheme| scheme.name == *name);
                // One that is declared and not supported has been reported at its own place.
                if !known && self.document.get(&declared.join(name)).is_none() {
                    let own = self.node(at).get("security").is_some();
                    let at = if own { at.join("security") } else { Pointer::root().join("security") };
                    self.report.problem(diagnostics::undefined_scheme(&at, name), Effect::Ignored);
                }
                known
            });
        }
        requirements
    }
}
