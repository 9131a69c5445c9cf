//! Compares form bodies: fields must be in the same order (the model's) and with the same escaping (the protocol's).

use super::differs;

/// The first difference between two bodies.
pub(super) fn bodies(expected: &[u8], actual: &[u8]) -> Option<String> {
    let (expected, actual) = (
        String::from_utf8_lossy(expected),
        String::from_utf8_lossy(actual),
    );
    let mut fields = expected.trim_end().split('&');
    let mut others = actual.split('&');
    let mut count = 0;
    loop {
        count += 1;
        match (fields.next(), others.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let shown = |field: Option<&str>| {
                    field.map_or("nothing more".to_owned(), |field| format!("`{field}`"))
                };
                return Some(differs(&format!("field {count}"), shown(a), shown(b)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bodies;

    #[test]
    fn fields_are_compared_in_order() {
        assert_eq!(bodies(b"a=1&b=2\n", b"a=1&b=2"), None);
        for actual in [
            "b=2&a=1",
            "a=1",
            "a=1&b=2&c=3",
            "a=1&b=3",
            "a=1&b=2&",
            "a=1&b",
        ] {
            assert!(bodies(b"a=1&b=2", actual.as_bytes()).is_some(), "{actual}");
        }
        assert!(bodies(b"a=%20", b"a=+").is_some());
    }
}
