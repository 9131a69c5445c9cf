//! The curl command of a dry run, with the region and the choice of `--no-sign-request` in it.
//!
//! **Invariants**
//! - Only the words that the runtime made are changed, never those of the input.

use crate::error::{Error, usage};

/// Between two words of a command.
const JOINT: &str = " \\\n  ";

/// The variable of the region.
const REGION: &str = "$AWS_REGION";

/// The words that sign: after curl's name and the method.
const SIGNING: std::ops::Range<usize> = 2..5;

/// Puts a region into a command, and leaves out its signature.
///
/// # Errors
///
/// The name of the region has other characters than those of regions, which a shell could take for its own.
pub(crate) fn adapt(command: &str, region: Option<&str>, is_signed: bool) -> Result<String, Error> {
    if let Some(region) = region {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if region.is_empty() || !region.chars().all(is_plain) {
            return usage(format!(
                "`{region}` is not the name of a region: expected small letters, digits and hyphens"
            ));
        }
    }
    let filled = |word: &str| match region {
        Some(region) => word.replacen(REGION, region, 1),
        None => word.to_owned(),
    };
    let Some((rest, url)) = command.rsplit_once(JOINT) else {
        return Ok(command.to_owned());
    };
    // The words after those that sign may have joints within them, and stay one text.
    let words: Vec<&str> = rest.splitn(SIGNING.end + 1, JOINT).collect();
    let signing = words.get(SIGNING.start);
    let signs = signing.is_some_and(|word| word.starts_with("--aws-sigv4 "));
    let mut kept = Vec::with_capacity(words.len() + 1);
    for (place, word) in words.into_iter().enumerate() {
        match signs && SIGNING.contains(&place) {
            true if !is_signed => {}
            true => kept.push(filled(word)),
            false => kept.push(word.to_owned()),
        }
    }
    let has_variable = url.starts_with("\"${AWS_ENDPOINT_URL");
    kept.push(if has_variable {
        filled(url)
    } else {
        url.to_owned()
    });
    Ok(kept.join(JOINT))
}

#[cfg(test)]
mod tests {
    use sansmith::request::Options;
    use sansmith_dynamic::{DynValue, Model, Source};

    use super::*;

    const LAMP: &str = r#"{
"metadata":{"protocol":"rest-json","serviceId":"Lamp","apiVersion":"2026-01-01","endpointPrefix":"lamp","signatureVersion":"v4"},
"operations":{"Glow":{"name":"Glow","http":{"method":"PUT","requestUri":"/lamps/{Name}"},"input":{"shape":"In"}}},
"shapes":{
"In":{"type":"structure","required":["Name"],"members":{"Name":{"shape":"Text","location":"uri","locationName":"Name"},"Text":{"shape":"Text"}}},
"Text":{"type":"string"}}}"#;

    /// A command whose body has all that is looked for, and a break of its own.
    fn command() -> String {
        let source = Source::new("service-2.json", LAMP);
        let model = Model::of_sources(source, []).unwrap();
        let glow = model.operation("Glow").unwrap();
        let json = r#"{"Name": "a", "Text": "$AWS_REGION --aws-sigv4 \" \\\\\n  --user "}"#;
        let input = DynValue::from_json(glow.input(), json).unwrap();
        glow.request(&input, &Options::new()).unwrap().to_curl()
    }

    #[test]
    fn a_region_stands_where_the_variable_of_the_runtime_was() {
        let plain = command();
        assert_eq!(adapt(&plain, None, true).unwrap(), plain);
        assert_eq!(plain.matches(REGION).count(), 3, "{plain}");
        let adapted = adapt(&plain, Some("eu-west-1"), true).unwrap();
        assert!(adapted.contains("--aws-sigv4 \"aws:amz:eu-west-1:\"'lamp'"));
        assert!(adapted.contains("https://lamp.eu-west-1.amazonaws.com"));
        // The member of the input is as it was.
        assert_eq!(adapted.matches(REGION).count(), 1, "{adapted}");
        assert!(adapted.contains("\"$AWS_REGION --aws-sigv4 "), "{adapted}");
    }

    #[test]
    fn what_a_shell_would_run_is_no_region() {
        for region in ["a$(b)", "a`b`", "a\"b", "a'b", "A", "a b", ""] {
            let refused = adapt(&command(), Some(region), true);
            assert!(matches!(refused, Err(Error::Usage(_))), "{region}");
        }
    }

    #[test]
    fn a_request_without_signature_has_no_word_that_signs() {
        let adapted = adapt(&command(), None, false).unwrap();
        for word in ["--aws-sigv4 \"aws", "--user \"$AWS", "AWS_SESSION_TOKEN"] {
            assert!(command().contains(word), "{word}");
            assert!(!adapted.contains(word), "{adapted}");
        }
        assert!(adapted.starts_with("curl --globoff --path-as-is \\\n  --request PUT \\\n  --"));
        assert!(adapted.contains("\"$AWS_REGION --aws-sigv4 "), "{adapted}");
    }
}
