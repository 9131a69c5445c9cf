//! Reads [`Partitions`] from `partitions.json`.
//!
//! **Invariants**
//! - Region patterns consist of prefixes, a word and digits, as in all published files; others are rejected.

use std::borrow::Cow;

use super::{List, Outputs, Partition, Partitions, Region};
use crate::endpoint::Error;
use crate::forms::Codecs as _;
use crate::types::Document;

/// The end of every region pattern.
const END: &str = r"\-\w+\-\d+$";

/// Maximum number of prefixes per partition.
const MOST_PREFIXES: usize = 1000;

impl Partitions<'static> {
    /// Reads the text of a `partitions.json`.
    ///
    /// # Errors
    ///
    /// The text is not JSON, lacks a key, or has an unsupported region pattern.
    ///
    /// ```
    /// use sansmith::endpoint::Partitions;
    ///
    /// let partitions = Partitions::from_json(r#"{"version": "1.1", "partitions": [{
    ///     "id": "aws", "regionRegex": "^(us|eu)\\-\\w+\\-\\d+$", "regions": {"aws-global": {}},
    ///     "outputs": {"name": "aws", "dnsSuffix": "amazonaws.com", "dualStackDnsSuffix": "api.aws",
    ///         "implicitGlobalRegion": "us-east-1", "supportsFIPS": true, "supportsDualStack": true}}]}"#)?;
    /// assert!(partitions.find("eu-moon-1").is_some());
    /// # Ok::<_, sansmith::endpoint::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let document = Document::from_json(text);
        let document = document.map_err(|error| Error::Partitions(error.to_string()))?;
        let listed = document.get("partitions").and_then(Document::as_list);
        let listed = listed.ok_or_else(|| missing("partitions"))?;
        let mut partitions = Vec::with_capacity(listed.len());
        let mut regions = Vec::new();
        for (index, document) in listed.iter().enumerate() {
            let outputs = document.get("outputs").ok_or_else(|| missing("outputs"))?;
            let outputs = read_outputs(outputs, None)?;
            let pattern = text_of(document, "regionRegex")?;
            let prefixes = prefixes(pattern).ok_or_else(|| {
                Error::Partitions(format!(
                    "`regionRegex` {pattern:?} is not of the form prefixes, word, digits"
                ))
            })?;
            let known = document.get("regions").and_then(Document::as_map);
            for (name, region) in known.into_iter().flatten() {
                regions.push(Region {
                    name: Cow::Owned(name.clone()),
                    partition: index,
                    outputs: override_of(region, &outputs)?,
                });
            }
            partitions.push(Partition {
                outputs,
                prefixes: List::Owned(prefixes),
            });
        }
        regions.sort_by(|one: &Region<'_>, other| one.name.cmp(&other.name));
        Ok(Self {
            partitions: List::Owned(partitions),
            regions: List::Owned(regions),
        })
    }
}

/// Differences between a region and its partition.
fn override_of(
    region: &Document,
    outputs: &Outputs<'static>,
) -> Result<Option<Box<Outputs<'static>>>, Error> {
    let changed = read_outputs(region, Some(outputs))?;
    Ok((changed != *outputs).then(|| Box::new(changed)))
}

/// Reads outputs; missing ones are taken from `base`.
fn read_outputs(
    document: &Document,
    base: Option<&Outputs<'static>>,
) -> Result<Outputs<'static>, Error> {
    let text = |key: &str, of: for<'b> fn(&'b Outputs<'static>) -> &'b Cow<'static, str>| match base
    {
        Some(base) if document.get(key).is_none() => Ok(of(base).clone()),
        _ => text_of(document, key).map(|text| Cow::Owned(text.to_owned())),
    };
    let flag = |key: &'static str, of: fn(&Outputs<'static>) -> bool| {
        let flag = document.get(key).and_then(Document::as_bool);
        flag.or_else(|| base.map(of)).ok_or_else(|| missing(key))
    };
    Ok(Outputs {
        name: text("name", |base| &base.name)?,
        dns_suffix: text("dnsSuffix", |base| &base.dns_suffix)?,
        dual_stack_dns_suffix: text("dualStackDnsSuffix", |base| &base.dual_stack_dns_suffix)?,
        implicit_global_region: text("implicitGlobalRegion", |base| &base.implicit_global_region)?,
        supports_fips: flag("supportsFIPS", |base| base.supports_fips)?,
        supports_dual_stack: flag("supportsDualStack", |base| base.supports_dual_stack)?,
    })
}

fn text_of<'d>(document: &'d Document, key: &str) -> Result<&'d str, Error> {
    let text = document.get(key).and_then(Document::as_str);
    text.ok_or_else(|| missing(key))
}

fn missing(key: &str) -> Error {
    Error::Partitions(format!("`{key}` is missing or has the wrong type"))
}

/// The prefixes of a pattern: `^(us|eu)\-\w+\-\d+$` has `us-` and `eu-`.
fn prefixes(pattern: &str) -> Option<Vec<Cow<'static, str>>> {
    let mut rest = pattern.strip_prefix('^')?.strip_suffix(END)?;
    let mut prefixes = vec![String::new()];
    while !rest.is_empty() {
        let words = if let Some(group) = rest.strip_prefix('(') {
            let (group, after) = group.split_once(')')?;
            rest = after;
            group
        } else {
            let (literal, after) = rest.split_at(rest.find('(').unwrap_or(rest.len()));
            rest = after;
            literal
        };
        let words = words.split('|').map(literal).collect::<Option<Vec<_>>>()?;
        let joined = prefixes
            .iter()
            .flat_map(|prefix| words.iter().map(move |word| format!("{prefix}{word}")));
        prefixes = joined.collect();
        if prefixes.len() > MOST_PREFIXES {
            return None;
        }
    }
    Some(
        prefixes
            .into_iter()
            .map(|prefix| Cow::Owned(prefix + "-"))
            .collect(),
    )
}

/// The text matched by a pattern without operators.
fn literal(pattern: &str) -> Option<String> {
    let text = pattern.replace(r"\-", "-");
    let may = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.bytes().all(may).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::prefixes;

    #[test]
    fn patterns_of_prefixes_are_read() {
        let read = |pattern: &str| prefixes(pattern).map(|prefixes| prefixes.join(" "));
        assert_eq!(read(r"^(us|eu)\-\w+\-\d+$").as_deref(), Some("us- eu-"));
        assert_eq!(read(r"^us\-gov\-\w+\-\d+$").as_deref(), Some("us-gov-"));
        assert_eq!(
            read(r"^eusc\-(de|fr)\-\w+\-\d+$").as_deref(),
            Some("eusc-de- eusc-fr-")
        );
        for pattern in [
            "",
            r"us\-\w+\-\d+$",
            r"^u.\-\w+\-\d+$",
            r"^(us\-\w+\-\d+$",
            "^us-.*$",
        ] {
            assert_eq!(read(pattern), None, "{pattern}");
        }
        assert_eq!(read(&format!(r"^{}\-\w+\-\d+$", "(a|b)".repeat(64))), None);
    }
}
