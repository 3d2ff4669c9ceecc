//! Lines in, verdict lines out, and many parts of those added up: what must hold for every line, and
//! for every way to cut the input.

mod command;
mod corpus;
mod lines;
mod merge;
