//! A document of somebody's, and its crate in the folder `made`.

use std::collections::BTreeMap;

use crate::cases::files;
use crate::repository::{Repository, Run};

/// Makes the crate.
pub(crate) const GENERATE: &str = "generate --spec shop.yaml --out made";

pub(crate) const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: \"1\"}
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses: {\"200\": {description: All, content: {application/json: {schema: {$ref: \"#/components/schemas/Order\"}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}}}
";

/// With another schema, whose file is new.
pub(crate) fn larger() -> String {
    SHOP.replace("id: {type: string}", "to: {$ref: \"#/components/schemas/Place\"}")
        + "    Place: {type: object, properties: {city: {type: string}}}\n"
}

impl Repository {
    /// With a document, and these files in `made`.
    pub(crate) fn with_made(made: &[(&str, &str)]) -> Self {
        let repository = Self::empty();
        repository.write("shop.yaml", SHOP);
        for (path, text) in made {
            repository.write(&format!("made/{path}"), text);
        }
        repository
    }

    /// With the crate of the document in `made`.
    pub(crate) fn with_shop() -> Self {
        let repository = Self::with_made(&[]);
        repository.shop("").exits(0);
        repository
    }

    pub(crate) fn shop(&self, words: &str) -> Run {
        self.xtask(&format!("generate --spec shop.yaml --out made {words}"))
    }

    pub(crate) fn made(&self) -> BTreeMap<String, String> {
        files(&self.path().join("made"))
    }

    /// Nothing is written; the error begins like this.
    #[track_caller]
    pub(crate) fn refuses(&self, words: &str, said: &str) {
        let before = self.files();
        let run = self.xtask(words).exits(2);
        assert!(run.stderr.starts_with(said), "{}", run.stderr);
        assert_eq!(self.files(), before, "{words}");
    }
}
