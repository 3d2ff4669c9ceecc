//! Stands for the emitted client that blocks, and is not emitted.

pub use super::waiting::Call;
