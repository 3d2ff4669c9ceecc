//! Stands for the emitted tables: there are none without an API.

pub use crate::wire::catalog::*;
