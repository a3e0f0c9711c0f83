//! One type twice: for the codec and for serde derive.

use std::collections::BTreeMap;

use clientwright_runtime::json::Json;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Status {
    Open,
    Closed,
    Unknown(String),
}

clientwright_runtime::string_enum! { Status { Open = "open", Closed = "closed" } }

#[derive(Clone, PartialEq)]
pub(crate) struct Item {
    id: String,
    count: i64,
    small: i32,
    large: u64,
    ratio: f64,
    flag: bool,
    status: Status,
    note: Option<String>,
    reason: Option<String>,
    tags: Vec<String>,
    scores: BTreeMap<String, f64>,
    child: Option<Box<Item>>,
    items: Vec<Item>,
    anything: Option<Json>,
    extra: BTreeMap<String, Json>,
}

clientwright_runtime::object! {
    Item {
        id: "id",
        count: "count",
        small: "small",
        large: "large",
        ratio: "ratio",
        flag: "flag",
        status: "status",
        note: "note" [optional],
        reason: "reason \"é\"\n" [nullable],
        tags: "tags",
        scores: "scores",
        child: "child" [optional],
        items: "items",
        anything: "anything" [optional],
    }
    extra
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SerdeItem {
    id: String,
    count: i64,
    small: i32,
    large: u64,
    ratio: f64,
    flag: bool,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(rename = "reason \"é\"\n")]
    reason: Option<String>,
    tags: Vec<String>,
    scores: BTreeMap<String, f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<Box<SerdeItem>>,
    items: Vec<SerdeItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anything: Option<Value>,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}
