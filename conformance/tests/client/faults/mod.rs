//! Tests the client against every fault of the stand-in: its error, what it does again, and what
//! that costs.
//!
//! ```text
//! table ── each fault → the outcome, how far the call got, whether it may be made again
//! caller ─ one call, as JSON or a form, awaited or waited for → an outcome in words
//! connections ─ TLS that is not vouched for, and proxies
//! trust ─ what an error says of a certificate, a handshake or a proxy
//! store ─ a machine that trusts no authority
//! limits ─ time, turns, waiting on request, and calls that are given up
//! ```

mod caller;
mod connections;
mod limits;
mod store;
mod table;
mod trust;

use caller::{Caller, Outcome, Settings, Way};
use clova_id_card::BodyKind;
use clova_id_card::client::{RepeatPolicy, Sent};
use idcard_service::{Config, Fault, Service};
use std::collections::BTreeSet;
use std::iter::repeat_n;
use std::time::Duration;
use table::{Again, Row};

/// As often as by default, and without waiting long.
fn policy() -> RepeatPolicy {
    RepeatPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(4))
}

/// How a call ends, and what the journal says of it alone.
struct Seen {
    outcome: Outcome,
    calls: u64,
    billed: u64,
}

/// Makes a call that meets these faults, one with each attempt. `kept` is whether a connection is
/// already there.
fn meet(row: &Row, times: usize, policy: RepeatPolicy, (way, body): Place, kept: bool) -> Seen {
    let before = usize::from(kept);
    let faults = repeat_n(Some(row.fault.clone()), times);
    let script = repeat_n(None, before).chain(faults);
    let service = Service::start(Config::default()).unwrap();
    let url = match row.fault {
        Fault::TlsAlert | Fault::TlsReset => service.tls_invoke_url(),
        _ => service.invoke_url(),
    };
    let settings = Settings {
        policy,
        ..Settings::default()
    };
    let caller = Caller::new(way, &url, service.secret(), settings);
    // Not before the client is made: some of them do not wait for it.
    service.script(script);
    for _ in 0..before {
        assert_eq!(caller.call(body, caller::small()).what, "answer");
    }
    let outcome = caller.call(body, row.image());
    let journal = service.journal();
    Seen {
        outcome,
        calls: journal.calls - before as u64,
        billed: journal.billed - before as u64,
    }
}

type Place = (Way, BodyKind);

const PLACES: [Place; 4] = [
    (Way::Awaited, BodyKind::Json),
    (Way::Awaited, BodyKind::Multipart),
    (Way::Blocking, BodyKind::Json),
    (Way::Blocking, BodyKind::Multipart),
];

/// Does the same in every place, at the same time, with a connection that is new and one that was
/// kept.
fn everywhere(check: impl Fn(&Row, Place, bool) + Sync) {
    std::thread::scope(|scope| {
        for place in PLACES {
            let check = &check;
            scope.spawn(move || {
                for row in table::rows() {
                    for kept in [false, true] {
                        // TLS never comes about here, so there is nothing to keep.
                        if kept && matches!(row.fault, Fault::TlsAlert | Fault::TlsReset) {
                            continue;
                        }
                        check(&row, place, kept);
                    }
                }
            });
        }
    });
}

#[test]
fn the_table_has_every_fault() {
    let name = |fault: &Fault| {
        let text = fault.to_string();
        text.split('=').next().unwrap().to_owned()
    };
    let all: BTreeSet<_> = Fault::all().iter().map(|(fault, _)| name(fault)).collect();
    let rows: BTreeSet<_> = table::rows().iter().map(|row| name(&row.fault)).collect();
    assert_eq!(all, rows);
}

#[test]
fn a_fault_that_stays_is_reported_as_what_it_is() {
    everywhere(|row, place, kept| {
        let attempts = if row.again == Again::Free { 3 } else { 1 };
        let seen = meet(row, attempts, policy(), place, kept);
        let context = format!("{} {place:?} kept: {kept}", row.fault);
        assert_eq!(seen.outcome.what, row.what, "{context}");
        if let Some((sent, made)) = seen.outcome.account {
            assert_eq!((sent, made as usize), (row.sent, attempts), "{context}");
        }
        let reached = if row.sent == Sent::No { 0 } else { attempts };
        assert_eq!(seen.calls, reached as u64, "{context}");
        let billed = u64::from(row.fault.billed() && row.sent != Sent::No);
        assert_eq!(seen.billed, billed, "{context}");
    });
}

#[test]
fn a_fault_that_passes_is_got_over_only_where_that_is_free() {
    everywhere(|row, place, kept| {
        let context = format!("{} {place:?} kept: {kept}", row.fault);
        let policy = policy().backoff(Duration::from_millis(1_500), Duration::from_millis(1_500));
        let seen = meet(row, 1, policy, place, kept);
        let passes = !matches!(row.fault, Fault::TlsAlert | Fault::TlsReset);
        let what = if row.again == Again::Free && passes {
            "answer"
        } else if row.again == Again::Free {
            // The stand-in has no certificate, and says so when it is asked again.
            "transport Tls(Refused)"
        } else {
            row.what
        };
        assert_eq!(seen.outcome.what, what, "{context}");
        assert!(seen.billed <= 1, "{context}: billed {} times", seen.billed);
    });
}

#[test]
fn who_accepts_a_second_charge_gets_one_and_no_more_than_asked_for() {
    everywhere(|row, place, kept| {
        let context = format!("{} {place:?} kept: {kept}", row.fault);
        if row.again == Again::Free {
            return;
        }
        let cost = u64::from(row.fault.billed());
        let policy = policy().accept_a_second_charge();
        if row.again == Again::Never {
            let seen = meet(row, 1, policy, place, kept);
            assert_eq!(seen.outcome.what, row.what, "{context}");
            assert_eq!((seen.calls, seen.billed), (1, cost), "{context}");
            return;
        }
        let seen = meet(row, 1, policy.clone(), place, kept);
        assert_eq!(seen.outcome.what, "answer", "{context}");
        assert_eq!((seen.calls, seen.billed), (2, cost + 1), "{context}");

        let seen = meet(row, 2, policy.attempts(2), place, kept);
        assert_eq!(seen.outcome.what, row.what, "{context}");
        assert_eq!(seen.outcome.account, Some((row.sent, 2)), "{context}");
        assert_eq!((seen.calls, seen.billed), (2, cost * 2), "{context}");
    });
}
