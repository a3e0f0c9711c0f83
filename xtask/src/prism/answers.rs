//! The answers that an operation documents, as Prism is asked for them.

use clientwright_codegen::api::{BodyKind, Operation, Payload, Response};
use clientwright_codegen::wire::StatusRange;

/// An answer to ask Prism for.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The header `prefer`.
    pub(super) prefer: String,
    /// Whether a body is documented that callers are given.
    pub(super) has_body: bool,
}

/// How many answers Prism makes at random, from seeds that stay the same.
const RANDOM: u64 = 3;

/// The documented answers: every example, or one that Prism makes; and some that it makes at random.
pub(super) fn answers(operation: &Operation) -> Vec<Answer> {
    let mut answers = Vec::new();
    for response in &operation.responses {
        let status = status(response.status, &operation.responses);
        let is_json = |payload: &&Payload| matches!(payload.kind, BodyKind::Json(_));
        let json = response.payloads.iter().find(is_json);
        let examples = json.or(response.payloads.first()).map(|payload| payload.examples.as_slice());
        let mut details: Vec<String> = match examples {
            None | Some([] | [_]) => vec![String::new()],
            Some(several) => {
                several.iter().map(|example| format!(", example=\"{}\"", example.name)).collect()
            }
        };
        if json.is_some() {
            details.extend((1..=RANDOM).map(|seed| format!(", dynamic=true, seed={seed}")));
        }
        // Nobody is given the body of a redirect.
        let has_body = examples.is_some() && !(300..400).contains(&status);
        let answer = |detail| Answer { status, prefer: format!("code={status}{detail}"), has_body };
        answers.extend(details.into_iter().map(answer));
    }
    answers
}

/// A status that the range stands for, and no other of the operation's.
pub(crate) fn status(range: StatusRange, responses: &[Response]) -> u16 {
    let is_free = |status: &u16| {
        responses.iter().all(|other| match other.status {
            StatusRange::Exact(taken) => taken != *status,
            StatusRange::Class(class) => range == other.status || class != status / 100,
            StatusRange::Default => true,
        })
    };
    let (mut statuses, otherwise) = match range {
        StatusRange::Exact(status) => return status,
        StatusRange::Class(class) => (class * 100..class * 100 + 100, class * 100),
        // A document that names nothing but `default` means the answer by it.
        StatusRange::Default if responses.len() == 1 => return 200,
        StatusRange::Default => (400..600, 500),
    };
    statuses.find(is_free).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use clientwright_codegen::api::Response;
    use clientwright_codegen::wire::Docs;
    use clientwright_codegen::wire::StatusRange;
    use clientwright_document::pointer::Pointer;

    use super::status;

    #[test]
    fn a_range_is_asked_for_by_a_status_of_its_own() {
        use StatusRange::{Class, Default, Exact};

        for (ranges, statuses) in [
            (&[Exact(201), Exact(404)][..], &[201, 404][..]),
            (&[Class(2), Exact(200), Exact(201)], &[202, 200, 201]),
            (&[Exact(200), Exact(400), Default], &[200, 400, 401]),
            (&[Exact(200), Class(4), Default], &[200, 400, 500]),
            (&[Default], &[200]),
        ] {
            let response = |range: &StatusRange| Response {
                at: Pointer::root(),
                status: *range,
                shared: false,
                docs: Docs::default(),
                payloads: Vec::new(),
                opened: None,
                error_codes: Vec::new(),
                headers: Vec::new(),
            };
            let responses: Vec<Response> = ranges.iter().map(response).collect();
            let asked: Vec<u16> = ranges.iter().map(|range| status(*range, &responses)).collect();
            assert_eq!(asked, statuses, "{ranges:?}");
        }
    }
}
