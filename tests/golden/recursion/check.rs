//! What contains itself is built, sent and received.

use clientwright_runtime::json::{from_str, to_string};
use golden_recursion::models::{Condition, Node, Owner, Rule};

#[test]
fn a_tree_comes_back() {
    let rule = Rule::List(vec![Rule::Condition(Box::new(Condition::new("f").unless(Rule::List(vec![]))))]);
    let node = Node::new("root")
        .next(Box::new(Node::new("next")))
        .children(vec![Node::new("child")])
        .owner(Box::new(Owner::new().home(Box::new(Node::new("home")))))
        .rule(rule);
    let json = to_string(&node);
    assert_eq!(
        json,
        r#"{"name":"root","next":{"name":"next"},"children":[{"name":"child"}],"owner":{"home":{"name":"home"}},"rule":[{"field":"f","unless":[]}]}"#
    );
    assert_eq!(from_str::<Node>(&json).unwrap(), node);
}

#[test]
fn depth_has_a_limit() {
    let deep = format!("{}1{}", r#"{"name":"n","next":"#.repeat(100_000), "}".repeat(100_000));
    assert!(from_str::<Node>(&deep).is_err());
}
