//! The provider adds values.
use plu_client::models::Program;

fn name(program: &Program) -> &'static str {
    match program {
        Program::Custodial => "custodial",
        Program::NonCustodial => "non-custodial",
    }
}

fn main() {
    name(&Program::Custodial);
}
