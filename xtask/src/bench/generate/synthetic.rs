//! Documents of any size: what grows faster than they do shows here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// Operations, and bytes of documentation of each schema.
const SIZES: [(&str, usize, usize); 4] =
    [("1k", 1_000, 0), ("5k", 5_000, 0), ("20k", 20_000, 0), ("100mb", 20_000, 4_000)];

/// Writes them to a folder.
pub(super) fn write(folder: &Path) -> Result<Vec<PathBuf>> {
    let folder = folder.join("synthetic");
    fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let write = |(name, operations, words): (&str, usize, usize)| {
        let path = folder.join(format!("{name}.json"));
        let text = document(operations, words).to_string();
        fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
        Ok(path)
    };
    SIZES.into_iter().map(write).collect()
}

/// Each operation has parameters, a schema of its own that refers to the next, and a failure that all share.
fn document(operations: usize, words: usize) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    let description = format!("A thing.{}", " Long and without a meaning.".repeat(words / 27));
    let content = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    for index in 0..operations {
        let (tag, name) = (format!("tag{}", index / 20), format!("Thing{index}"));
        let mut operation = json!({
            "operationId": format!("op{index}"), "summary": format!("Does thing {index}."), "tags": [tag],
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "page", "in": "query", "schema": { "type": "integer" }, "description": "The page." },
            ],
            "responses": {
                "200": { "description": "The thing.", "content": content(&name) },
                "404": { "description": "There is none.", "content": content("Problem") },
            },
        });
        let is_post = index % 2 == 0;
        if is_post {
            operation["requestBody"] = json!({ "required": true, "content": content(&name) });
        }
        let method = if is_post { "post" } else { "get" };
        paths.insert(format!("/{tag}/things{index}/{{id}}"), json!({ method: operation }));
        schemas.insert(
            name,
            json!({ "type": "object", "description": description, "required": ["id", "name"], "properties": {
                "id": { "type": "string", "description": "Identifies it." },
                "name": { "type": "string" },
                "kind": { "type": "string", "enum": ["small", "large", format!("k{index}")] },
                "amount": { "type": "number" },
                "next": reference(&format!("Thing{}", (index + 1) % operations)),
                "tags": { "type": "array", "items": { "type": "string" } },
            } }),
        );
    }
    let problem = json!({ "type": "object", "properties": { "code": { "type": "string" } } });
    schemas.insert("Problem".to_owned(), problem);
    json!({
        "openapi": "3.0.3", "info": { "title": "Synthetic", "version": "1" },
        "paths": paths, "components": { "schemas": schemas },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
