//! Inputs → a digest: every payload is read, examined and counted, on as many cores as there are.
//!
//! ```text
//! jobs ──┬─ worker ──┬── digests, in the order of the jobs ── the sum, and a report on the way
//!        └─ worker ──┘
//! ```
//!
//! It stands apart because order is its whole business: the report is that of the input, whatever
//! the number of threads. Who takes a job puts itself into the line, and the answers are collected
//! in that line, so nothing has to be sorted and nothing waits in memory but a few digests. A worker
//! reads what it examines: a block is looked at by the core whose cache has it.

mod block;
mod file;
mod job;
mod worker;

pub use block::{Block, Blocks, Line};
pub use job::{Job, Jobs};

use idcard_judge::Judge;
use idcard_report::{Digest, Report};
use std::io;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};
use worker::Worker;

/// How many digests a worker may have ready that nobody has collected.
const AHEAD: usize = 4;

/// What is the same for all payloads.
#[derive(Clone)]
pub struct Engine {
    /// Who decides.
    pub judge: Arc<Judge>,
    /// What payloads are whose surroundings do not tell; none: what each looks most like.
    pub document: Option<&'static str>,
    /// The longest line of a stream, in bytes.
    pub longest_line: usize,
    /// How many payloads are examined at once.
    pub threads: NonZeroUsize,
}

impl Engine {
    /// Examines all payloads. The report is shown what there is to show as the input goes on; an
    /// error is the report's.
    pub fn run(
        &self,
        jobs: Jobs,
        mut digest: Digest,
        report: &mut dyn Report,
    ) -> io::Result<Digest> {
        let outcome = if self.threads.get() == 1 {
            self.alone(jobs, &mut digest, report)
        } else {
            self.spread(jobs, &mut digest, report)
        };
        outcome.map(|()| digest)
    }

    fn alone(
        &self,
        mut jobs: Jobs,
        digest: &mut Digest,
        report: &mut dyn Report,
    ) -> io::Result<()> {
        let mut worker = Worker::new(self, jobs.unwrap());
        while let Some(job) = jobs.next() {
            let buffer = worker.examine(job, digest);
            digest.drain_into(report)?;
            // Nobody knows how long the next job takes to come.
            report.flush()?;
            jobs.give_back(buffer);
        }
        Ok(())
    }

    fn spread(&self, jobs: Jobs, digest: &mut Digest, report: &mut dyn Report) -> io::Result<()> {
        let unwrap = jobs.unwrap();
        let (line_up, line) = channel();
        // The workers alone hold the jobs: when the last of them has gone, the line ends.
        let source = Arc::new(Mutex::new(Source { jobs, line_up }));
        let mut workers = Vec::new();
        for number in 0..self.threads.get() {
            let (done, answers) = sync_channel(AHEAD);
            let (engine, unwrap) = (self.clone(), Arc::clone(&unwrap));
            let (empty, source) = (digest.sibling(), Arc::clone(&source));
            // Nobody waits for a worker when the report has failed: it may be reading from a pipe that
            // nobody writes to.
            let handle = Builder::new()
                .spawn(move || {
                    let mut worker = Worker::new(&engine, unwrap);
                    work(&mut worker, number, &source, &empty, &done);
                })
                .map_err(|error| too_many(self.threads, &error))?;
            workers.push((handle, answers));
        }
        drop(source);
        while let Some(number) = next_in(&line, report)? {
            let answer = workers.get(number).map(|(_, answers)| answers.recv());
            let Some(Ok(next)) = answer else {
                // Who is in the line and does not answer has panicked.
                join(workers.swap_remove(number).0);
                break;
            };
            digest.append(next);
            digest.drain_into(report)?;
        }
        for (handle, _) in workers {
            join(handle);
        }
        Ok(())
    }
}

/// A panic of a worker is one of the engine.
fn join(worker: JoinHandle<()>) {
    if let Err(panic) = worker.join() {
        resume_unwind(panic);
    }
}

fn too_many(threads: NonZeroUsize, error: &io::Error) -> io::Error {
    let message = format!("{threads} threads cannot be started: {error}; ask for fewer");
    io::Error::new(error.kind(), message)
}

/// Who is next in the line. While there is nobody, what was shown is handed on, as the input may be
/// a pipe that nobody writes to for now.
fn next_in(line: &Receiver<usize>, report: &mut dyn Report) -> io::Result<Option<usize>> {
    if let Ok(number) = line.try_recv() {
        return Ok(Some(number));
    }
    report.flush()?;
    Ok(line.recv().ok())
}

/// Where the workers take their jobs from.
struct Source {
    jobs: Jobs,
    /// Who took a job, in the order of the jobs.
    line_up: Sender<usize>,
}

impl Source {
    /// The next job for a worker, who has done with the buffer; none when there are no more, or when
    /// nobody wants to know.
    fn next(&mut self, worker: usize, buffer: Option<Vec<u8>>) -> Option<Job> {
        self.jobs.give_back(buffer);
        let job = self.jobs.next()?;
        self.line_up.send(worker).ok()?;
        Some(job)
    }
}

/// Does one job after the other, until there are no more or nobody wants to know.
fn work(
    worker: &mut Worker<'_>,
    number: usize,
    source: &Mutex<Source>,
    empty: &Digest,
    done: &SyncSender<Digest>,
) {
    let mut buffer = None;
    loop {
        // The lock is held for the taking alone. It is poisoned when another worker panicked there.
        let job = source
            .lock()
            .ok()
            .and_then(|mut source| source.next(number, buffer.take()));
        let Some(job) = job else { break };
        let mut digest = empty.sibling();
        buffer = worker.examine(job, &mut digest);
        if done.send(digest).is_err() {
            break;
        }
    }
}
