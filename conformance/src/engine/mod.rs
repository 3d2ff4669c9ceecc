//! Inputs → a digest: every payload is read, examined and counted, on as many cores as there are.
//!
//! ```text
//! jobs ──┬─ worker ──┬── digests, in the order of the jobs ── the sum, and a report on the way
//!        └─ worker ──┘
//! ```
//!
//! It stands apart because order is its whole business: the report is that of the input, whatever
//! the number of threads. Job `n` goes to worker `n % threads`, and the answers are collected in
//! the same turn, so nothing has to be sorted and nothing waits in memory but a few blocks.

mod block;
mod job;
mod worker;

pub use block::{Block, Blocks, Line};
pub use job::{Job, Jobs};

use crate::report::{Digest, Report};
use crate::validate::Judge;
use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{Scope, scope};
use worker::Worker;

/// How far the reader and the workers may run ahead, in jobs of each worker.
const AHEAD: usize = 2;

/// What is the same for all payloads.
pub struct Engine<'j> {
    /// Who decides.
    pub judge: &'j Judge,
    /// What payloads are whose surroundings do not tell; none: what each looks most like.
    pub document: Option<&'static str>,
    /// The longest line of a stream, in bytes.
    pub longest_line: usize,
    /// How many payloads are examined at once.
    pub threads: NonZeroUsize,
}

/// The digest of a job, and its buffer to be used again.
struct Done {
    digest: Digest,
    buffer: Option<Vec<u8>>,
}

impl Engine<'_> {
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
            scope(|scope| self.spread(scope, jobs, &mut digest, report))
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
            jobs.give_back(buffer);
        }
        Ok(())
    }

    fn spread<'s>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        mut jobs: Jobs,
        digest: &mut Digest,
        report: &mut dyn Report,
    ) -> io::Result<()> {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        for _ in 0..self.threads.get() {
            let (to, jobs_of_one) = sync_channel(AHEAD);
            let (done, from) = sync_channel(AHEAD);
            let (unwrap, empty) = (jobs.unwrap(), digest.sibling());
            scope.spawn(move || {
                work(&mut Worker::new(self, unwrap), &empty, &jobs_of_one, &done);
            });
            to_workers.push(to);
            from_workers.push(from);
        }
        let (give_back, returned) = channel::<Vec<u8>>();
        scope.spawn(move || {
            let mut turn = to_workers.iter().cycle();
            while let (Some(job), Some(worker)) = (jobs.next(), turn.next()) {
                if worker.send(job).is_err() {
                    break;
                }
                for buffer in returned.try_iter() {
                    jobs.give_back(Some(buffer));
                }
            }
        });
        for worker in from_workers.iter().cycle() {
            // A worker without an answer had no job, and so has none of those after it.
            let Ok(Done {
                digest: next,
                buffer,
            }) = worker.recv()
            else {
                break;
            };
            digest.append(next);
            digest.drain_into(report)?;
            if let Some(buffer) = buffer {
                // The reader is gone when all is read.
                let _ = give_back.send(buffer);
            }
        }
        Ok(())
    }
}

/// Does one job after the other, until there are no more or nobody wants to know.
fn work(worker: &mut Worker<'_>, empty: &Digest, jobs: &Receiver<Job>, done: &SyncSender<Done>) {
    for job in jobs {
        let mut digest = empty.sibling();
        let buffer = worker.examine(job, &mut digest);
        if done.send(Done { digest, buffer }).is_err() {
            break;
        }
    }
}
