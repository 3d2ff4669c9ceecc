//! Inputs → blocks of lines.

mod block;

pub use block::{Block, Blocks};
