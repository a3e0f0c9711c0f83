//! The page about outcomes has the table that `tests/conformance` holds the runtime to.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::cases::root;

const BEGIN: &str = "<!-- endings -->\n";
const END: &str = "<!-- end -->";

fn table() -> String {
    let text = fs::read_to_string(root().join("tests/conformance/endings.json")).unwrap();
    let endings: Value = serde_json::from_str(&text).unwrap();
    let mut table = "\n| the attempt ended with | outcome | repeated |\n|---|---|---|\n".to_owned();
    let words = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    for row in endings["endings"].as_array().unwrap() {
        let Some(page) = row.get("page") else { continue };
        let outcome = match row.get("outcome of keys").and_then(Value::as_str) {
            Some(of_keys) => {
                format!("{}; {of_keys} if it may be the refusal of a key", row["outcome"].as_str().unwrap())
            }
            None => row["outcome"].as_str().unwrap().to_owned(),
        };
        let mut again = words(&row["again"]);
        // A key that is refused when it comes again is a key.
        again.retain(|class| {
            class != "refused" && !(class == "replayed" && row["again"].to_string().contains("keyed"))
        });
        let again = if again.is_empty() { "no".to_owned() } else { again.join(", ") };
        writeln!(table, "| {} | {outcome} | {again} |", page.as_str().unwrap()).unwrap();
    }
    table.push_str("| any other status | unknown | no |\n\n");
    table
}

#[test]
fn the_page_has_the_table() {
    let path = root().join("docs/outcomes.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{BEGIN}{}{END}{after}", table());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, expected).unwrap();
    } else {
        assert_eq!(page, expected, "UPDATE=1 cargo test -p clientwright-tests outcomes");
    }
}
