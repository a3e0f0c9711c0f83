//! What is committed under `generated/` is what `specs/` gives now.

use crate::cases::root;
use crate::repository::run;

#[test]
fn generated_crates_follow_from_the_specs() {
    run(root(), "generate --check").exits(0);
}
