//! One test binary: the rules of the comparison, and compositions that no command may hang on.

mod cases;
mod compositions;
mod equal;
mod fingerprints;
mod null;
mod rules;
mod schemas;
mod shared;
