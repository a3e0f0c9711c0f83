//! One test binary: what becomes of documents.

mod lower;
mod lower_operations;
mod lower_schemas;
