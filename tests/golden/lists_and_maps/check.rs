//! Lists, maps and free-form JSON come back as they were, numbers to the digit.

use clientwright_runtime::json::{from_str, to_string};
use golden_lists_and_maps::models::Thing;

#[test]
fn nothing_is_lost() {
    let json = r#"{"tags":["a"],"grid":[[1,null],[]],"prices":{"x":1.5},"parts":{"p":{"id":1,"color":"red"}},"lines":[{"text":"t","more":1}],"anything":[1.10,{"b":1,"a":2}],"settings":{"deep":{"er":true}},"later":0.30}"#;
    let thing: Thing = from_str(json).unwrap();
    assert_eq!(to_string(&thing), json);
    assert_eq!(thing.parts.unwrap()["p"].extra["color"], "red");
}
