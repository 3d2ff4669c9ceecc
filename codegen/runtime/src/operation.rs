//! Stands for the emitted operations: here there is one.

use crate::wire::operation::{Operation, Response, Status};

/// `POST /ring`, which sends nothing and is answered with nothing.
pub const RING: Operation = Operation {
    name: "ring",
    method: "POST",
    path: "/ring",
    bodies: &[],
    responses: &[Response {
        status: Status::Exact(204),
        body: None,
    }],
    credentials: &[],
    anonymous: false,
};

/// All operations.
pub static OPERATIONS: &[Operation] = &[RING];
