//! Imports inside of the runtime that point upward.
//!
//! The modules at the top of `runtime/src` are rooms in an order; each uses itself and the rooms below it.
//! Tests and their fixtures may use everything.

use super::Finding;
use super::files::File;

/// The rooms of the runtime, the lowest first.
const ROOMS: [&str; 18] = [
    "types",
    "model",
    "shape",
    "codec",
    "validate",
    "forms",
    "endpoint",
    "http",
    "page",
    "server",
    "identity",
    "sign",
    "events",
    "arbitrary",
    "clap",
    "dynamodb",
    "registry",
    "generated",
];

/// The folder of the rooms.
const RUNTIME: &str = "runtime/src/";

/// Every import inside of the runtime goes to the same room or a lower one.
pub(super) fn check(file: &File, findings: &mut Vec<Finding>) {
    let Some(path) = file.path.strip_prefix(RUNTIME).filter(|_| file.is_rust()) else {
        return;
    };
    let mut parts = path.trim_end_matches(".rs").split('/');
    let room = parts.next().unwrap_or_default();
    let is_test = |part: &str| ["tests", "fixture", "properties"].contains(&part);
    if room == "lib" || is_test(room) || parts.any(is_test) {
        return;
    }
    let Some(height) = height(room) else {
        findings.push(file.finding(1, format!("`{room}` is missing in the order of rooms")));
        return;
    };
    let code = file
        .lines()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for used in line.split("crate::").skip(1) {
            let end = used.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let used = used.get(..end.unwrap_or(used.len())).unwrap_or_default();
            let message = match self::height(used) {
                None => format!("`crate::{used}` is not a room; use a path through its room"),
                Some(other) if other > height => {
                    format!("the room `{room}` is below `{used}` and must not use it")
                }
                Some(_) => continue,
            };
            findings.push(file.finding(number, message));
        }
    }
}

/// The place of a room in the order.
fn height(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

#[cfg(test)]
mod tests {
    use super::super::files::findings;
    use super::*;

    #[test]
    fn an_import_upward_is_found() {
        let in_shape = |text: &str| findings(check, "runtime/src/shape/debug.rs", text);
        assert_eq!(
            in_shape("//! x\nuse crate::codec::json;\n"),
            ["runtime/src/shape/debug.rs:2: the room `shape` is below `codec` and must not use it"]
        );
        assert_eq!(
            in_shape("use crate::Blob;"),
            [
                "runtime/src/shape/debug.rs:1: `crate::Blob` is not a room; use a path through its room"
            ]
        );
        for fine in [
            "use crate::shape::Shape;",
            "pub(crate) use crate::types::Blob;",
            "/// [`x`](crate::http::Request)",
            "#[cfg(test)]\nmod tests {\n    use crate::codec::json;\n}",
        ] {
            assert!(in_shape(fine).is_empty(), "{fine}");
        }
        assert!(findings(check, "runtime/src/shape/tests.rs", "use crate::http;").is_empty());
        assert!(findings(check, "codegen/src/plan.rs", "use crate::emit;").is_empty());
        assert_eq!(
            findings(check, "runtime/src/util.rs", ""),
            ["runtime/src/util.rs:1: `util` is missing in the order of rooms"]
        );
    }
}
