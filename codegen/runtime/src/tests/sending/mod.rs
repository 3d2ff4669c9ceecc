//! Calls against a server that is no more than a socket: their time, their turns, and what they
//! leave in memory.

mod deadline;
mod early;
mod items;
mod pause;
mod server;
mod turns;
#[cfg(feature = "blocking")]
mod waiting;

use crate::client::{
    BuildError, Call, CallError, Client, ClientBuilder, Payload, RepeatPolicy, Undescribed, nothing,
};
use crate::operation::RING;
use server::Server;
use std::future::Future;
use std::sync::mpsc;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

type Outcome = Result<(), CallError<Undescribed>>;

fn builder(server: &Server) -> ClientBuilder<Client> {
    Client::builder(server.url()).repeat(RepeatPolicy::never())
}

fn call(client: &Client, payload: Result<Payload, BuildError>) -> Call<(), Undescribed> {
    Call::new(&client.http, RING, payload, nothing)
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}

/// Runs with a clock that only `tokio::time::advance` moves.
fn run_paused<T>(work: impl Future<Output = T>) -> T {
    let mut runtime = Builder::new_current_thread();
    let runtime = runtime.enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async {
        // A paused clock moves by itself when nothing is left to do, but not while a thread is busy.
        let (_busy, idle) = mpsc::channel::<()>();
        let _thread = spawn_blocking(move || idle.recv());
        work.await
    })
}
