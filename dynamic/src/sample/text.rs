//! Texts without a pattern: words of the member's name, in lower case.

use sansmith::Member;
use sansmith::schema::Location;

/// Longest text that is made for a member without a minimum.
const LONGEST: u64 = 40;

/// Longest text at all, in characters.
const MOST: u64 = 10_000;

/// Texts that satisfy common patterns: names, numbers, ids, addresses, hosts and paths.
pub(super) const WORDS: [&str; 19] = [
    "sample",
    "Sample1",
    "Sample123",
    "12345678",
    "123456789012",
    "00000000-0000-4000-8000-000000000000",
    "arn:aws:sample:us-east-1:123456789012:sample/sample1",
    "arn:aws:iam::123456789012:role/sample",
    "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000",
    "us-east-1",
    "sample@example.com",
    "example.com",
    "https://example.com/sample",
    "s3://sample-bucket/sample",
    "/sample",
    "+12065550100",
    "10.0.0.0/16",
    "2026-01-01",
    // Matches classes whose escapes are doubled in the model, as `\\\\p{N}`.
    "N",
];

/// A text for a member, of a length that its shape allows.
pub(super) fn of(at: &Member, number: u64) -> String {
    if at.media_type == Some("application/json") {
        return "{}".to_owned();
    }
    let length = at.target.length;
    let is_label = at.location == Location::Label || at.host_label;
    let least = length.and_then(|length| length.min).unwrap_or(0);
    let least = least.max(u64::from(is_label)).min(MOST);
    let most = length.and_then(|length| length.max).unwrap_or(u64::MAX);
    let most = most.min(least.max(LONGEST));
    let name = match at.name {
        "member" | "key" | "value" => at.target.name,
        name => name,
    };
    let mut text: String = words(name);
    text.push('-');
    text.push_str(&(number % 10_000).to_string());
    let mut text: Vec<char> = text.chars().collect();
    let size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    text.truncate(size(most));
    while text.len() < size(least) {
        text.push('x');
    }
    text.into_iter().collect()
}

/// A name in lower case, with hyphens between words.
fn words(name: &str) -> String {
    let mut text = String::new();
    let mut was_lower = false;
    for c in name.chars().filter(char::is_ascii_alphanumeric) {
        if c.is_ascii_uppercase() && was_lower {
            text.push('-');
        }
        was_lower = !c.is_ascii_uppercase();
        text.push(c.to_ascii_lowercase());
    }
    text
}

/// Returns true if a text can be printed, and sent anywhere.
pub(super) fn is_plain(text: &str) -> bool {
    // A path has no part `.` or `..`.
    !matches!(text, "" | "." | "..") && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte))
}
