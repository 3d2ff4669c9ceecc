//! Changes a request in one place, to prove that the judge takes no other request for the one that was
//! to be sent: a call of which an argument, a name, a secret or a byte is lost.

use crate::http::Request;
use crate::judge::ANYBODYS;

/// Requests that differ from this one, each with what was done to it.
pub(crate) fn damaged(request: &Request) -> Vec<(String, Request)> {
    let mut all = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut Request)| {
        let mut changed = request.clone();
        change(&mut changed);
        all.push((what, changed));
    };
    let method = if request.method == "GET" {
        "POST"
    } else {
        "GET"
    };
    add("another method".into(), &|it| {
        method.clone_into(&mut it.method);
    });
    let (path, pairs) = request.parts();
    let target = |path: &str, pairs: &[(String, String)]| {
        let query: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}{mark}{}", query.join("&"))
    };
    let segments: Vec<&str> = path.split('/').collect();
    for at in 1..segments.len() {
        let mut other = segments.clone();
        let changed = format!("{}7", other[at]);
        other[at] = &changed;
        let other = target(&other.join("/"), &pairs);
        add(format!("another segment {at} of the path"), &|it| {
            other.clone_into(&mut it.target);
        });
    }
    for (at, (name, _)) in pairs.iter().enumerate() {
        let mut without = pairs.clone();
        without.remove(at);
        let lost = target(path, &without);
        add(format!("`{name}` lost in the query"), &|it| {
            lost.clone_into(&mut it.target);
        });
        let mut renamed = pairs.clone();
        renamed[at].0.push('7');
        let renamed = target(path, &renamed);
        add(format!("`{name}` renamed in the query"), &|it| {
            renamed.clone_into(&mut it.target);
        });
        let mut twice = pairs.clone();
        twice.push(pairs[at].clone());
        let twice = target(path, &twice);
        add(format!("`{name}` twice in the query"), &|it| {
            twice.clone_into(&mut it.target);
        });
    }
    for (at, (name, _)) in request.headers.iter().enumerate() {
        if ANYBODYS.contains(&name.as_str()) {
            continue;
        }
        add(format!("the header `{name}` lost"), &|it| {
            drop(it.headers.remove(at));
        });
        add(format!("the header `{name}` renamed"), &|it| {
            it.headers[at].0.push('7');
        });
        add(format!("the header `{name}` changed"), &|it| {
            it.headers[at].1.insert(0, '7');
        });
    }
    if request.body.is_empty() {
        add("a body".into(), &|it| it.body.push(b'7'));
    } else {
        add("no body".into(), &|it| it.body.clear());
        let half = request.body.len() / 2;
        add("half a body".into(), &|it| it.body.truncate(half));
    }
    all
}
