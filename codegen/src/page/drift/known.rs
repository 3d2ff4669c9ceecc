//! Applies the register: takes away what it silences, and reports each of its rows that no longer
//! holds, because a side says otherwise, the finding is gone, or a wording changed.

use super::{Drift, Pair};
use crate::page::edition::{Aspect, CELLS, Edition, Reach, Statement, Told, agree, shown};
use crate::page::finding::{ABSENT, Finding, Places, THERE};
use crate::page::layout::Layout;
use crate::page::model::Said;
use crate::page::register::{Conflict, Register, Remark, Silence};
use crate::page::spec::Spec;

pub(super) fn apply(
    pairs: &[Pair<'_>],
    spec: &Spec<'_>,
    layout: &Layout,
    register: &Register,
    findings: Vec<Finding>,
) -> Drift {
    let mut drift = Drift::default();
    for finding in findings {
        let rows = register.conflicts.iter();
        let mut rows = rows.filter(|row| row.silences.iter().any(|it| silences(it, &finding)));
        match rows.next() {
            Some(row) => drift.silenced.push((row.id.clone(), finding)),
            None => drift.findings.push(finding),
        }
    }
    for pair in pairs {
        for conflict in &register.conflicts {
            for silence in &conflict.silences {
                check_silence(pair.now, layout, conflict, silence, &mut drift);
            }
            for remark in &conflict.remarks {
                check_remark(pair.now, layout, conflict, remark, &mut drift);
            }
        }
    }
    drift.findings.extend(names(spec, register));
    drift
}

/// Whether the finding is the one that is known, with each side saying what it said.
fn silences(silence: &Silence, finding: &Finding) -> bool {
    let side = |name: &str| silence.sides.get(name).map(String::as_str);
    let page = silence.page.as_ref();
    let spec = finding.spec.as_deref();
    page.is_none_or(|page| *page == finding.page)
        && silence.section == finding.section
        && silence.rows.contains(&finding.row)
        && silence.aspect == finding.aspect
        && finding.was.is_none()
        && side(&finding.language) == Some(&finding.says)
        && spec.is_none_or(|spec| side("spec") == Some(spec))
        && finding
            .others
            .iter()
            .all(|(name, says)| side(name) == Some(says))
}

/// Where a row of a section is on a page, if that can be told.
enum Seen<'a> {
    Row(&'a Statement),
    /// The section is there and the row is not.
    Without,
    /// Nothing can be said of it.
    Unseen,
}

fn seen<'a>(now: &'a Edition, layout: &Layout, section: &str, row: &str) -> Seen<'a> {
    let at = layout.page(&now.page);
    let at = at.and_then(|ours| ours.order.iter().position(|name| name == section));
    let is_unread = now.is_partial(section) && !row.is_empty();
    let is_covered = at.is_some_and(|at| now.reach.covers(at)) && !is_unread;
    match now.row(section, row) {
        Some(row) => Seen::Row(row),
        None if is_covered => Seen::Without,
        None => Seen::Unseen,
    }
}

fn check_silence(
    now: &Edition,
    layout: &Layout,
    conflict: &Conflict,
    silence: &Silence,
    drift: &mut Drift,
) {
    let is_other = silence.page.as_ref().is_some_and(|page| *page != now.page);
    let Some(expected) = silence.sides.get(&now.language).filter(|_| !is_other) else {
        return;
    };
    for row in silence
        .rows
        .iter()
        .filter(|row| is_computed(now, layout, silence, row))
    {
        let says = match seen(now, layout, &silence.section, row) {
            Seen::Unseen => continue,
            Seen::Row(found) if CELLS.contains(&silence.aspect) => match found.told(silence.aspect)
            {
                Said::Silent => continue,
                told => shown(told),
            },
            Seen::Row(_) => THERE.to_owned(),
            Seen::Without => ABSENT.to_owned(),
        };
        let is_cell = CELLS.contains(&silence.aspect);
        // Where the page says what the spec says, as in a newer edition, nothing is to be silenced.
        let is_settled = is_cell && silence.sides.get("spec") == Some(expected);
        let holds = if is_settled {
            says == *expected
        } else {
            let mut silenced = drift.silenced.iter();
            silenced.any(|(_, it)| it.row == *row && is_of(it, now) && silences(silence, it))
        };
        if !holds {
            let expected = sides(silence);
            report(
                drift,
                now,
                conflict,
                (&silence.section, row, silence.aspect),
                says,
                expected,
            );
        }
    }
}

/// Whether enough of the page was seen to compute the finding at all.
fn is_computed(now: &Edition, layout: &Layout, silence: &Silence, row: &str) -> bool {
    if silence.sides.contains_key("example") && now.reach != Reach::Whole {
        return now.forms.iter().any(|name| name == row);
    }
    let ours = layout.page(&now.page);
    silence.aspect != Aspect::Details || ours.is_some_and(|ours| now.has_all_tables(layout, ours))
}

fn is_of(finding: &Finding, now: &Edition) -> bool {
    finding.page == now.page && finding.language == now.language
}

fn sides(silence: &Silence) -> String {
    let sides = silence.sides.iter();
    let sides: Vec<_> = sides
        .map(|(name, says)| format!("{name}: {says}"))
        .collect();
    sides.join("; ")
}

fn check_remark(
    now: &Edition,
    layout: &Layout,
    conflict: &Conflict,
    remark: &Remark,
    drift: &mut Drift,
) {
    let is_other = remark.page.as_ref().is_some_and(|page| *page != now.page);
    let Some(expected) = remark.wording.get(&now.language).filter(|_| !is_other) else {
        return;
    };
    let known: Told = Said::Said(expected.split(", ").map(str::to_owned).collect());
    for row in &remark.rows {
        let told = match seen(now, layout, &remark.section, row) {
            Seen::Unseen => continue,
            Seen::Row(found) => found.note.clone(),
            Seen::Without => Said::None,
        };
        if !agree(Aspect::Note, &told, &known) {
            let says = shown(&told);
            let at = (remark.section.as_str(), row.as_str(), Aspect::Note);
            report(
                drift,
                now,
                conflict,
                at,
                says,
                format!("{}: {expected}", now.language),
            );
        }
    }
}

/// Says that a row of the register no longer holds: with the finding that is about the same, else
/// by itself.
fn report(
    drift: &mut Drift,
    now: &Edition,
    conflict: &Conflict,
    (section, row, aspect): (&str, &str, Aspect),
    says: String,
    expected: String,
) {
    let is_about = |finding: &&mut Finding| {
        let whole = matches!(
            finding.aspect,
            Aspect::Member | Aspect::Name | Aspect::Order
        );
        let changed = finding.was.is_some();
        let same_row = finding.row == row && (finding.aspect == aspect || whole || changed);
        let same_table = finding.row.is_empty() && finding.aspect == Aspect::Table;
        is_of(finding, now) && finding.section == section && (same_row || same_table)
    };
    if let Some(finding) = drift.findings.iter_mut().find(is_about) {
        if !finding.register.contains(&conflict.id) {
            finding.register.push(conflict.id.clone());
        }
        return;
    }
    let line = now.row(section, row).map(|row| row.line);
    let line = line.or_else(|| now.table(section));
    drift.findings.push(Finding {
        page: now.page.clone(),
        language: now.language.clone(),
        section: section.to_owned(),
        row: row.to_owned(),
        aspect: Aspect::Register,
        says,
        was: None,
        spec: None,
        others: vec![("register".to_owned(), expected)],
        places: Places {
            page: line.map(|line| (now.file.clone(), line)),
            ..Places::default()
        },
        register: vec![conflict.id.clone()],
    });
}

/// Where the spec and the register do not name the same rows.
fn names(spec: &Spec<'_>, register: &Register) -> Vec<Finding> {
    let named = spec.conflicts();
    let disagreements = register.disagreements(named);
    let finding = |(pointer, id): &(Option<&str>, &str)| {
        let conflict = register.conflicts.iter().find(|row| row.id == *id);
        let (says, spec_says) = match (pointer, conflict) {
            (Some(_), _) => (ABSENT, THERE),
            (None, Some(row)) if row.outside => ("decides nothing in the spec", THERE),
            (None, _) => (THERE, ABSENT),
        };
        let node = pointer.map(str::to_owned).or_else(|| {
            let mut named = named.iter();
            named
                .find(|(_, other)| other == id)
                .map(|(pointer, _)| pointer.clone())
        });
        Finding {
            page: String::new(),
            language: String::new(),
            section: String::new(),
            row: (*id).to_owned(),
            aspect: Aspect::Register,
            says: says.to_owned(),
            was: None,
            spec: Some(spec_says.to_owned()),
            others: Vec::new(),
            places: Places {
                spec: node.iter().map(|at| (spec.place(at), at.clone())).collect(),
                ..Places::default()
            },
            register: vec![(*id).to_owned()],
        }
    };
    disagreements.iter().map(finding).collect()
}
