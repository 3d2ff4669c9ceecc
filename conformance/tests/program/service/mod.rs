//! Tests the stand-in from outside: bytes on a socket go in, bytes or the end of them come out.

mod answers;
mod client;
mod command;
mod faults;
mod hostile;
mod refusals;
