//! Recognizes bodies in a foreign format by their first bytes: responses of proxies, load balancers and login pages.

/// The UTF-8 byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Number of bytes to inspect.
#[cfg(feature = "xml")]
const LOOKED_AT: usize = 512;

/// The body without leading white space and byte order mark.
pub(super) fn start(body: &[u8]) -> &[u8] {
    body.strip_prefix(MARK).unwrap_or(body).trim_ascii_start()
}

/// Returns true if a body is neither a JSON object nor a list.
pub(super) fn is_no_json(body: &[u8]) -> bool {
    !matches!(start(body).first(), None | Some(b'{' | b'['))
}

/// Returns true if a body is text, and thus not CBOR.
#[cfg(feature = "cbor")]
pub(super) fn is_text(body: &[u8]) -> bool {
    let is_first = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    body.first().is_some_and(is_first) && std::str::from_utf8(body).is_ok()
}

/// Returns true if a body is HTML, or not XML.
#[cfg(feature = "xml")]
pub(super) fn is_no_xml(body: &[u8]) -> bool {
    let start = start(body);
    let is_html = |from: &[u8]| {
        ["<html", "<!doctype html"].iter().any(|tag| {
            let found = from.get(..tag.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(tag.as_bytes()))
        })
    };
    let Some(b'<') = start.first() else {
        return !start.is_empty();
    };
    let start = start.get(..LOOKED_AT).unwrap_or(start);
    // HTML may start after a declaration or comment, but within no other element.
    let mut tags = (0..).zip(start).filter(|(_, byte)| **byte == b'<');
    let first = tags.find(|&(at, _)| {
        let next = start.get(at + 1);
        !matches!(next, Some(b'?')) && start.get(at..at + 4) != Some(&b"<!--"[..])
    });
    first.is_some_and(|(at, _)| start.get(at..).is_some_and(is_html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_an_object_or_a_list() {
        for body in ["", " ", "{}", " [1]", "\u{feff}{"] {
            assert!(!is_no_json(body.as_bytes()), "{body}");
        }
        for body in ["<html>", "gone", "503", "\"a\""] {
            assert!(is_no_json(body.as_bytes()), "{body}");
        }
    }

    #[cfg(feature = "xml")]
    #[test]
    fn html_pages_are_rejected_as_xml_responses() {
        for body in [
            "",
            "<Error/>",
            " <?xml?><R><html/></R>",
            "\u{feff}<a",
            "<htm",
        ] {
            assert!(!is_no_xml(body.as_bytes()), "{body}");
        }
        for body in [
            "<html></html>",
            "\n<!DOCTYPE html><HTML>",
            "<?xml version='1.0'?>\n<!doctype HTML PUBLIC>",
            "<!-- a --><html lang='en'>",
            "gone",
        ] {
            assert!(is_no_xml(body.as_bytes()), "{body}");
        }
    }

    #[cfg(feature = "cbor")]
    #[test]
    fn cbor_does_not_begin_with_a_letter() {
        assert!(!is_text(b"\xa1\x61a\x01"));
        assert!(!is_text(b""));
        assert!(is_text(b"<html>") && is_text(b"gone"));
    }
}
