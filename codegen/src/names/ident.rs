//! Converts model names to Rust identifiers; the only place that creates them.
//!
//! **Invariants**
//! - An [`Ident`] is valid whatever the model contains: only ASCII letters, digits and `_` are kept.
//! - All case conversions split words alike, so that fields and types match.

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::Span;

/// A Rust identifier, raw if it is a keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(String);

impl Ident {
    /// The identifier in source form, such as `r#type`.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`.
    pub(crate) fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The identifier as a token.
    pub(crate) fn token(&self) -> proc_macro2::Ident {
        match self.0.strip_prefix("r#") {
            Some(name) => proc_macro2::Ident::new_raw(name, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        }
    }

    /// Appends a suffix.
    #[must_use]
    pub(crate) fn suffixed(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.unraw()))
    }

    /// Prepends a prefix.
    #[must_use]
    pub(crate) fn prefixed(&self, prefix: &str) -> Self {
        Self(format!("{prefix}{}", self.unraw()))
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words that heck would split, with a spelling that prevents it.
///
/// They occur in 192 member names across all AWS models.
const WORDS: [(&str, &str); 8] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("OAuth", "Oauth"),
    ("IDs", "Ids"),
    ("ARNs", "Arns"),
    ("VPCs", "Vpcs"),
    ("URLs", "Urls"),
    ("APIs", "Apis"),
];

/// Keywords of all editions, including reserved ones.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// A type, variant, operation or marker: `AwsIdentityArn`.
pub(crate) fn upper_camel(name: &str) -> Ident {
    let text: Vec<String> = between_digits(name)
        .map(|piece| whole_words(piece).to_upper_camel_case())
        .filter(|piece| !piece.is_empty())
        .collect();
    let mut text = text.join("_");
    if text.is_empty() {
        text = symbols(name);
    }
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        text.insert(0, 'V');
    }
    Ident(text)
}

/// A field, setter or parameter: `aws_identity_arn`.
pub(crate) fn snake(name: &str) -> Ident {
    let text = whole_words(name).to_snake_case();
    let text = if text.starts_with(|first: char| first.is_ascii_digit()) {
        format!("v{text}")
    } else if text.is_empty() {
        symbols(name).to_snake_case()
    } else {
        text
    };
    if NEVER_RAW.contains(&text.as_str()) {
        Ident(format!("{text}_"))
    } else if KEYWORDS.contains(&text.as_str()) {
        Ident(format!("r#{text}"))
    } else {
        Ident(text)
    }
}

/// A module named by the user; kept as it is if it is valid for a module and a folder.
pub(crate) fn module(name: &str) -> Ident {
    let text: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if text.is_empty() || text == "_" || text.starts_with(|first: char| first.is_ascii_digit()) {
        Ident(format!("m{text}"))
    } else if NEVER_RAW.contains(&text.as_str()) || KEYWORDS.contains(&text.as_str()) {
        Ident(format!("{text}_"))
    } else {
        Ident(text)
    }
}

/// The module of a type or operation, which is the name of its file too: `aws_identity_arn`.
pub(crate) fn file(name: &Ident) -> Ident {
    let text = snake(name.unraw());
    let text: String = text.unraw().chars().take(LONGEST_FILE).collect();
    let reserved = NEVER_RAW.iter().chain(&KEYWORDS).chain(&DEVICES);
    let is_device = |device: &str| {
        let number = text.strip_prefix(device);
        number.is_some_and(|number| {
            number.len() == 1 && number.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    if reserved.into_iter().any(|word| *word == text) || NUMBERED_DEVICES.into_iter().any(is_device)
    {
        Ident(format!("{text}_"))
    } else {
        Ident(text)
    }
}

/// Maximum length of a file's name: file systems take 255 bytes, extension and number included.
const LONGEST_FILE: usize = 120;

/// Names that no file can have on Windows.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Names that no file can have on Windows with a digit behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// A static: `AWS_IDENTITY_ARN`.
pub(crate) fn shouty(name: &Ident) -> Ident {
    Ident(name.unraw().to_shouty_snake_case())
}

/// A name that an earlier release gave, in source form; `None` if it is no identifier.
pub(crate) fn kept(name: &str) -> Option<Ident> {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let is_plain = plain.starts_with(|first: char| first.is_ascii_alphabetic())
        && plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_plain || NEVER_RAW.contains(&plain) {
        None
    } else if KEYWORDS.contains(&plain) {
        Some(Ident(format!("r#{plain}")))
    } else {
        Some(Ident(plain.to_owned()))
    }
}

/// A constant name chosen by the generator.
pub(crate) fn fixed(name: &'static str) -> Ident {
    Ident(name.to_owned())
}

/// Splits a name at separators between two digits: `0.5` must not become `05`.
fn between_digits(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut start = 0;
    let mut pieces = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        let inside = at > 0 && digit(at - 1) && digit(at + 1);
        if inside && byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            pieces.extend(name.get(start..at));
            start = at + 1;
        }
    }
    pieces.extend(name.get(start..));
    pieces.into_iter()
}

/// Replaces characters other than ASCII letters and digits by separators, and protects [`WORDS`].
fn whole_words(name: &str) -> String {
    let mut text: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    for (word, whole) in WORDS {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(word)) {
            let (start, end) = (from + at, from + at + word.len());
            let ends = !text.as_bytes().get(end).is_some_and(u8::is_ascii_lowercase);
            if ends {
                text.replace_range(start..end, whole);
            }
            from = end;
        }
    }
    text
}

/// A name for a value without letters or digits.
fn symbols(name: &str) -> String {
    const NAMES: [(char, &str); 16] = [
        ('*', "Asterisk"),
        ('<', "Less"),
        ('>', "Greater"),
        ('=', "Equal"),
        ('!', "Not"),
        ('+', "Plus"),
        ('-', "Minus"),
        ('/', "Slash"),
        ('.', "Dot"),
        (',', "Comma"),
        (';', "Semicolon"),
        (':', "Colon"),
        ('|', "Pipe"),
        ('&', "And"),
        ('_', "Underscore"),
        ('%', "Percent"),
    ];
    if name.is_empty() {
        return "Empty".to_owned();
    }
    let named: String = name
        .chars()
        .filter_map(|symbol| NAMES.iter().find(|(known, _)| *known == symbol))
        .map(|(_, name)| *name)
        .collect();
    if named.is_empty() {
        "Symbol".to_owned()
    } else {
        named
    }
}

#[cfg(test)]
mod tests {
    use super::{file, snake, upper_camel};

    #[test]
    fn types_and_variants_are_upper_camel() {
        for (name, expected) in [
            ("TELEPHONE_NUMBER", "TelephoneNumber"),
            ("AWSIdentityArn", "AwsIdentityArn"),
            ("0.5", "V0_5"),
            ("TLSv1.2_2021", "TlSv1_2_2021"),
            ("ipv4", "Ipv4"),
            ("", "Empty"),
            ("*", "Asterisk"),
            (">=", "GreaterEqual"),
            ("Foo; fn main", "FooFnMain"),
            ("é", "Symbol"),
            ("text/plain", "TextPlain"),
            ("1-800", "V1_800"),
        ] {
            assert_eq!(upper_camel(name).as_str(), expected, "{name}");
        }
    }

    #[test]
    fn fields_are_snake() {
        for (name, expected) in [
            ("InstanceId", "instance_id"),
            ("Type", "r#type"),
            ("self", "self_"),
            ("SourceIPv4Address", "source_ipv4_address"),
            ("SubnetIDs", "subnet_ids"),
            ("OAuthScopes", "oauth_scopes"),
            ("IDsomething", "i_dsomething"),
            ("2FA", "v2fa"),
        ] {
            assert_eq!(snake(name).as_str(), expected, "{name}");
        }
    }

    #[test]
    fn a_file_has_a_name_on_every_system() {
        for (name, expected) in [
            ("StartOutboundChatContact", "start_outbound_chat_contact"),
            ("Type", "type_"),
            ("Mod", "mod_"),
            ("Con", "con_"),
            ("Com1", "com1_"),
            ("Com", "com"),
            ("Endpoint_2", "endpoint2"),
        ] {
            assert_eq!(file(&upper_camel(name)).as_str(), expected);
        }
        let long = upper_camel(&"LongName".repeat(50));
        assert_eq!(file(&long).as_str().len(), 120);
    }
}
