use crate::lint::{Findings, Subject};

/// What the document asks for and the crate does not do. It may be right all the same: then it is waived.
pub(super) fn ignored_keyword(subject: &Subject<'_>, found: &mut Findings) {
    for remark in subject.remarks {
        found.key(&remark.at, format!("{} [{}]", remark.reason, remark.id), "");
    }
}
