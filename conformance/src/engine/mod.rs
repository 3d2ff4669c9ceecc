//! Judges inputs: every payload is read, examined and counted, on as many cores as there are.
//!
//! ```text
//! jobs ──┬─ worker ──┬── digests, in the order of the jobs ── the sum, and a report as they come
//!        └─ worker ──┘
//! ```
//!
//! The report is that of the input, whatever the number of threads.

mod block;
mod file;
mod job;
pub(crate) mod order;
mod worker;

pub use block::{Block, Blocks, Line};
pub use job::{Job, Jobs};

use idcard_judge::Judge;
use idcard_report::{Digest, Report};
use order::{Collect, Source};
use std::io;
use std::mem;
use std::num::NonZeroUsize;
use std::sync::Arc;
use worker::Worker;

/// What is the same for all payloads.
#[derive(Clone)]
pub struct Engine {
    /// Who decides.
    pub judge: Arc<Judge>,
    /// What payloads are judged as where the capture does not name it; none: what each looks most like.
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
            let buffer = worker.examine(job, digest, &mut |part| part.drain_into(report))?;
            digest.drain_into(report)?;
            // Nobody knows how long the next job takes to come.
            report.flush()?;
            jobs.give_back(buffer);
        }
        Ok(())
    }

    fn spread(&self, jobs: Jobs, digest: &mut Digest, report: &mut dyn Report) -> io::Result<()> {
        let (engine, unwrap, empty) = (self.clone(), jobs.unwrap(), digest.sibling());
        let work = move |desk: &mut order::Desk<Jobs, Digest>| {
            let mut worker = Worker::new(&engine, Arc::clone(&unwrap));
            let mut buffer = None;
            while let Some(job) = desk.next(buffer.take()) {
                let mut digest = empty.sibling();
                let mut put = |part: &mut Digest| desk.put(mem::replace(part, empty.sibling()));
                let examined = worker.examine(job, &mut digest, &mut put);
                let Ok(done) = examined.and_then(|done| put(&mut digest).map(|()| done)) else {
                    break;
                };
                buffer = done;
            }
        };
        order::run(self.threads, jobs, work, &mut Reported { digest, report })
    }
}

/// The sum so far, and the report as it grows.
struct Reported<'r> {
    digest: &'r mut Digest,
    report: &'r mut dyn Report,
}

impl Collect<Digest> for Reported<'_> {
    fn take(&mut self, next: Digest) -> io::Result<()> {
        self.digest.append(next);
        self.digest.drain_into(self.report)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.report.flush()
    }
}
