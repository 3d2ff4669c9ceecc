//! Runs pieces of work on several threads, and collects the answers in the order of the pieces.
//!
//! Whoever takes a piece puts itself into the queue, and answers are collected along that queue: so
//! nothing has to be sorted, and nothing waits in memory but a few answers of each thread. A worker
//! reads what it works on: a block is looked at by the core whose cache has it.

use std::io;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

/// How many answers a worker may have ready that nobody has collected.
const AHEAD: usize = 4;

/// Where the pieces come from, one after the other.
pub(crate) trait Source: Send + 'static {
    /// A piece of work.
    type Task: Send;

    /// The next piece; none at the end.
    fn next(&mut self) -> Option<Self::Task>;

    /// Takes back the buffer of a piece, to be used again.
    fn give_back(&mut self, buffer: Option<Vec<u8>>);
}

/// Where the answers go.
pub(crate) trait Collect<A> {
    /// Takes the next answer.
    fn take(&mut self, answer: A) -> io::Result<()>;

    /// Writes what was taken so far: the input may be a pipe that nobody writes to for now.
    fn flush(&mut self) -> io::Result<()>;
}

/// Nobody collects answers any more.
pub(crate) struct Gone;

/// The place of one worker: pieces are taken and answers are put here.
pub(crate) struct Desk<S, A> {
    number: usize,
    queue: Arc<Mutex<Queue<S>>>,
    /// The answers; `None` ends those to a piece.
    answers: SyncSender<Option<A>>,
    has_piece: bool,
}

/// The pieces, and who took them.
struct Queue<S> {
    source: S,
    /// Numbers of workers, in the order of the pieces.
    takers: Sender<usize>,
}

impl<S: Source, A> Desk<S, A> {
    /// The next piece for this worker, who has done with the buffer; none when there are no more, or
    /// when nobody collects answers.
    pub(crate) fn next(&mut self, buffer: Option<Vec<u8>>) -> Option<S::Task> {
        if self.has_piece {
            self.answers.send(None).ok()?;
        }
        // The lock is held for the taking alone. It is poisoned when another worker panicked there.
        let mut queue = self.queue.lock().ok()?;
        queue.source.give_back(buffer);
        let task = queue.source.next()?;
        queue.takers.send(self.number).ok()?;
        self.has_piece = true;
        Some(task)
    }

    /// Puts an answer to the piece that was taken last, or a part of it.
    pub(crate) fn put(&self, answer: A) -> Result<(), Gone> {
        self.answers.send(Some(answer)).map_err(|_| Gone)
    }
}

/// Has the pieces worked on by so many threads. An error is that of the collecting side; nobody waits
/// for a worker then, as it may be reading from a pipe that nobody writes to.
pub(crate) fn run<S: Source, A: Send + 'static>(
    threads: NonZeroUsize,
    source: S,
    work: impl Fn(&mut Desk<S, A>) + Clone + Send + 'static,
    out: &mut impl Collect<A>,
) -> io::Result<()> {
    let (takers, turns) = channel();
    // The workers alone hold the queue: when the last of them has gone, the turns end.
    let queue = Arc::new(Mutex::new(Queue { source, takers }));
    let mut workers = Vec::new();
    for number in 0..threads.get() {
        let (answers, answered) = sync_channel(AHEAD);
        let mut desk = Desk {
            number,
            queue: Arc::clone(&queue),
            answers,
            has_piece: false,
        };
        let work = work.clone();
        let handle = Builder::new()
            .spawn(move || work(&mut desk))
            .map_err(|error| too_many(threads, &error))?;
        workers.push((handle, answered));
    }
    drop(queue);
    'turns: while let Some(number) = next_turn(&turns, out)? {
        loop {
            let answer = workers.get(number).map(|(_, answered)| answered.recv());
            match answer {
                Some(Ok(Some(answer))) => out.take(answer)?,
                Some(Ok(None)) => break,
                // Who took a piece and does not end its answers has panicked.
                Some(Err(_)) | None => {
                    join(workers.swap_remove(number).0);
                    break 'turns;
                }
            }
        }
    }
    for (handle, _) in workers {
        join(handle);
    }
    Ok(())
}

/// A panic of a worker is one of the caller.
fn join(worker: JoinHandle<()>) {
    if let Err(panic) = worker.join() {
        resume_unwind(panic);
    }
}

fn too_many(threads: NonZeroUsize, error: &io::Error) -> io::Error {
    let message = format!("{threads} threads cannot be started: {error}; ask for fewer");
    io::Error::new(error.kind(), message)
}

/// Whose turn it is. While it is nobody's, what was taken is flushed.
fn next_turn<A>(turns: &Receiver<usize>, out: &mut impl Collect<A>) -> io::Result<Option<usize>> {
    if let Ok(number) = turns.try_recv() {
        return Ok(Some(number));
    }
    out.flush()?;
    Ok(turns.recv().ok())
}
