use crate::lint::{Findings, Subject};
use clientwright_codegen::api::Operation;

/// `/{a}/b` and `/a/{b}` of one method both mean `/a/b`. `/a/{b}` and `/a/me` do not: plain text comes first.
pub(super) fn ambiguous_path(subject: &Subject<'_>, found: &mut Findings) {
    let mut operations: Vec<(&Operation, Vec<&str>)> = Vec::new();
    for operation in &subject.api.operations {
        let steps: Vec<&str> = operation.path.text.split('/').collect();
        let rival = operations.iter().find(|(other, other_steps)| {
            other.method == operation.method && is_ambiguous(&steps, other_steps)
        });
        if let Some((other, _)) = rival {
            let message = format!("a request to this path could also mean `{}`", other.path.text);
            found.key(&operation.at.parent(), message, "");
        }
        operations.push((operation, steps));
    }
}

/// Whether each path is plain text where the other has a parameter, and they are the same elsewhere.
fn is_ambiguous(left: &[&str], right: &[&str]) -> bool {
    let is_param = |step: &str| step.starts_with('{') && step.find('}') == Some(step.len() - 1);
    let (mut left_plainer, mut right_plainer) = (false, false);
    for (left, right) in left.iter().zip(right) {
        match (is_param(left), is_param(right)) {
            (true, true) => {}
            (false, true) => left_plainer = true,
            (true, false) => right_plainer = true,
            (false, false) if left == right => {}
            (false, false) => return false,
        }
    }
    left.len() == right.len() && left_plainer && right_plainer
}
