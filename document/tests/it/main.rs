//! One test binary: reading, the rewrites of OpenAPI 3.1, and the public documents.

mod corpus;
mod lower31;
mod reading;
