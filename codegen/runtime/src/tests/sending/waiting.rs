//! Where a call may block, and where it is refused: as tokio has it.

use super::run;
use crate::client::{BuildError, CallError, Runtime, Undescribed};
use std::future::{Future, poll_fn};
use std::task::Poll;
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::task::{LocalSet, block_in_place, coop, spawn_blocking};

/// Whether a call is made here; otherwise it has to be refused for that reason.
fn is_made() -> bool {
    let runtime = Runtime::new().unwrap();
    match runtime.run(async { Ok::<_, CallError<Undescribed>>(()) }) {
        Ok(()) => true,
        Err(CallError::Build(BuildError::InsideRuntime, account)) => {
            assert_eq!(account.attempts, 0);
            false
        }
        Err(error) => panic!("{error}"),
    }
}

fn workers() -> tokio::runtime::Runtime {
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(1).enable_all().build().unwrap()
}

fn run_on_workers<T>(work: impl Future<Output = T>) -> T {
    workers().block_on(work)
}

fn here() -> impl Future<Output = bool> {
    poll_fn(|_| Poll::Ready(is_made()))
}

async fn on_a_thread_that_may_block() -> bool {
    spawn_blocking(is_made).await.unwrap()
}

#[test]
fn it_is_made_where_blocking_is_allowed() {
    assert!(is_made());
    assert!(thread::spawn(is_made).join().unwrap());
    assert!(run(on_a_thread_that_may_block()));
    assert!(run_on_workers(on_a_thread_that_may_block()));
    // A runtime that was entered is not run by this thread.
    for runtime in [workers(), Builder::new_current_thread().build().unwrap()] {
        let _entered = runtime.enter();
        assert!(is_made());
        assert!(block_in_place(is_made));
    }
    assert!(run_on_workers(async { block_in_place(is_made) }));
    assert!(run_on_workers(async {
        let nested = || block_in_place(is_made);
        let task = tokio::spawn(async move { block_in_place(nested) });
        task.await.unwrap()
    }));
    assert!(run_on_workers(coop::unconstrained(async {
        block_in_place(is_made)
    })));
}

#[test]
fn it_is_refused_where_it_would_stall_a_runtime() {
    assert!(!run(here()));
    assert!(!run_on_workers(here()));
    assert!(!run(async { tokio::spawn(here()).await.unwrap() }));
    assert!(!run_on_workers(async {
        tokio::spawn(here()).await.unwrap()
    }));
    assert!(!run(LocalSet::new().run_until(here())));
    assert!(!run_on_workers(LocalSet::new().run_until(here())));
    // Where the thread that may block runs async code itself.
    let nested = || Handle::current().block_on(here());
    assert!(!run(async { spawn_blocking(nested).await.unwrap() }));
    assert!(!run_on_workers(async { block_in_place(nested) }));
    // After it was allowed.
    assert!(!run_on_workers(async {
        let after = async { block_in_place(is_made) && is_made() };
        tokio::spawn(after).await.unwrap()
    }));
    // Without a count of its operations.
    assert!(!run(coop::unconstrained(here())));
    assert!(!run_on_workers(async {
        let task = tokio::spawn(coop::unconstrained(here()));
        task.await.unwrap()
    }));
}

#[test]
fn being_refused_takes_nothing_from_a_task() {
    run(async {
        for _ in 0..1000 {
            assert!(!is_made());
            assert!(coop::has_budget_remaining());
        }
        while coop::has_budget_remaining() {
            tokio::task::consume_budget().await;
        }
        assert!(!is_made());
    });
}
