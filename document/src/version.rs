//! Which OpenAPI a document says it is.

use super::document::Version;
use super::value::Value;
use crate::diagnostics::{self, Diagnostic};
use crate::pointer::Pointer;

/// The version of a root file.
pub(super) fn version(root: &Value) -> Result<Version, Diagnostic> {
    let at = |key| Pointer::root().join(key);
    if root.as_mapping().is_none() {
        let message = match root {
            Value::Null => "the document is empty".to_owned(),
            _ => format!("the document is {} and not an object", root.type_name()),
        };
        return Err(diagnostics::not_openapi(&message, "it starts with `openapi: 3.0.3`"));
    }
    if let Some(version) = root.get("swagger") {
        let version = version.scalar_text().unwrap_or_default();
        let hint = "convert it to OpenAPI 3, with swagger2openapi or editor.swagger.io";
        return Err(diagnostics::unknown_version(&at("swagger"), &version, hint));
    }
    let Some(version) = root.get("openapi") else {
        let message = "the document has no `openapi` key";
        return Err(diagnostics::not_openapi(message, "it starts with `openapi: 3.0.3`"));
    };
    let text = version.scalar_text().unwrap_or_default();
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Ok(Version::V30),
        (Some("3"), Some("1")) => Ok(Version::V31),
        (Some("3"), Some("2")) => Ok(Version::V32),
        _ => Err(diagnostics::unknown_version(&at("openapi"), &text, "3.0, 3.1 and 3.2 are")),
    }
}
