//! Text in which no document of this API is: logs, code and prose. None of it is judged, and each says so.

use super::*;

/// A log each, with a canary: of frameworks, servers, clouds and tools.
const LOGS: &str = include_str!("prose.txt");

/// What is in a text, read from a file of that name.
fn read(name: &str, text: &str) -> Vec<Item> {
    let bytes: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(text.to_owned()));
    match idcard_capture::read(bytes, &name.into(), &options()).unwrap() {
        Input::Payloads(payloads) => payloads.collect(),
        Input::Lines(_) => unreachable!("{name} was taken for lines of JSON"),
    }
}

fn says_that_nothing_is_in_it(name: &str, text: &str) {
    let items = read(name, text);
    let is_silent = items
        .iter()
        .all(|item| matches!(item, Item::Failed(_) | Item::Skipped(_) | Item::Around(_)));
    assert!(is_silent, "{name}: {}", told(items));
    let failures: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Failed(failure) => Some(failure.message.as_str()),
            _ => None,
        })
        .collect();
    let [said] = failures[..] else {
        unreachable!("{name}: {failures:?}");
    };
    let nothing = "it is text in which no document of this API was found";
    assert!(
        said == nothing || said.starts_with("no JSON, but "),
        "{name}: {said}"
    );
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    // What is looked into counts as one, however many lines it is on.
    let more = items.iter().map(|item| match item {
        Item::Around(payload) => {
            let text = String::from_utf8_lossy(&payload.bytes).into_owned();
            text.lines().filter(|line| !line.trim().is_empty()).count() - 1
        }
        _ => 0,
    });
    let counted = items.len() + more.sum::<usize>();
    assert_eq!(counted, lines + 1, "{name}: each line is counted");
    assert!(!told(items).contains(CANARY), "{name}");
}

#[test]
fn logs_without_payloads_of_this_api_give_none_and_say_so() {
    let logs: Vec<_> = LOGS.split("\n----\n").collect();
    assert!(logs.len() >= 150, "{}", logs.len());
    for (index, log) in logs.iter().enumerate() {
        assert!(log.contains(CANARY), "{log}");
        says_that_nothing_is_in_it(&format!("log {index}"), log);
    }
}

/// The sources of the generator, which are code and prose that speaks of JSON.
#[test]
fn code_and_prose_give_none_and_say_so() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/src");
    let mut folders = vec![sources];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else {
                folders.push(path);
                continue;
            };
            // A document by itself is no text around one.
            if path.extension().is_some_and(|ending| ending == "json") {
                continue;
            }
            says_that_nothing_is_in_it(&path.display().to_string(), &text);
            read += 1;
        }
    }
    assert!(read >= 150, "{read}");
}
