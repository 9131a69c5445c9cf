//! Words for example strings, derived from member names.

use heck::ToKebabCase;

/// Typical values by the suffix of a name.
const BY_NAME: [(&str, &str); 13] = [
    (
        "arn",
        "arn:aws:service:us-east-1:123456789012:resource/example",
    ),
    ("url", "https://example.com"),
    ("uri", "https://example.com"),
    ("email", "user@example.com"),
    ("email-address", "user@example.com"),
    ("phone-number", "+15551234567"),
    ("account-id", "123456789012"),
    ("region", "us-east-1"),
    ("domain", "example.com"),
    ("domain-name", "example.com"),
    ("time-zone", "UTC"),
    ("cidr", "10.0.0.0/16"),
    ("cidr-block", "10.0.0.0/16"),
];

/// A complete text for a member: a typical value, or its name in kebab case.
pub(super) fn whole(name: &str) -> String {
    let name = kebab(name);
    let usual = BY_NAME.into_iter().find(|(end, _)| {
        name == *end
            || name
                .strip_suffix(end)
                .is_some_and(|rest| rest.ends_with('-'))
    });
    match usual {
        Some((_, text)) => text.to_owned(),
        None => name,
    }
}

/// Words for the gaps of a pattern, in order; the last one repeats.
pub(super) fn fillers(name: &str) -> Vec<String> {
    let name = kebab(name);
    let usual: &[&str] = match name.rsplit('-').next() {
        Some("arn") => &["aws", "us-east-1", "example"],
        Some("url" | "uri") => &["example.com", "example"],
        Some("email") => &["user", "example", "com"],
        _ => &[&name, "example"],
    };
    usual.iter().map(|word| (*word).to_owned()).collect()
}

fn kebab(name: &str) -> String {
    let name = name.to_kebab_case();
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(40)
        .collect();
    if name.is_empty() {
        "example".to_owned()
    } else {
        name
    }
}
