//! A client of a petshop. Its build script generates it from `openapi.yaml`; nothing generated is committed.

include!(concat!(env!("OUT_DIR"), "/client/lib.rs"));
