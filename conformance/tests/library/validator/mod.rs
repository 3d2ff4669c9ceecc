//! The generated validator: never wrong where it says valid, and not shy of saying it.

mod against;
mod edges;
mod elsewhere;
mod made;
mod payloads;
mod seeded;
