//! The macros that generated code is written in. They are exported at the crate's root.

mod by_status;
mod call;
mod choice;
mod construct;
mod multipart;
mod object;

mod string_enum;
mod union;
