//! URI patterns of the trait `http`.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#uri>

/// A part of a path, between slashes.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'m> {
    Text(&'m str),
    /// A label; true if it is greedy.
    Label(&'m str, bool),
}

impl<'m> Part<'m> {
    pub(super) fn label(&self) -> Option<(&'m str, bool)> {
        match self {
            Self::Label(name, is_greedy) => Some((name, *is_greedy)),
            Self::Text(_) => None,
        }
    }
}

/// A URI pattern.
#[derive(Debug)]
pub(super) struct Uri<'m> {
    pub(super) text: &'m str,
    pub(super) parts: Vec<Part<'m>>,
    /// The parameters of the query that are always there.
    pub(super) query: Vec<(&'m str, &'m str)>,
}

impl<'m> Uri<'m> {
    pub(super) fn parse(text: &'m str) -> Self {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let parts = path.trim_start_matches('/').split('/');
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self {
            text,
            parts: parts.map(part).collect(),
            query: pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .collect(),
        }
    }

    /// The labels; true for greedy ones.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&'m str, bool)> {
        self.parts.iter().filter_map(Part::label)
    }

    /// The pattern without the names of labels, its query in order: equal texts match the same requests.
    pub(super) fn skeleton(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => *text,
            Part::Label(_, false) => "{}",
            Part::Label(_, true) => "{+}",
        });
        let mut query = self.query.clone();
        query.sort_unstable();
        let query: Vec<String> = query
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        format!(
            "/{}?{}",
            parts.collect::<Vec<_>>().join("/"),
            query.join("&")
        )
    }
}

fn part(text: &str) -> Part<'_> {
    let label = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    match label {
        None => Part::Text(text),
        Some(label) => match label.strip_suffix('+') {
            Some(label) => Part::Label(label, true),
            None => Part::Label(label, false),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Uri;

    #[test]
    fn equal_skeletons_ignore_names_of_labels_and_the_order_of_the_query() {
        let skeleton = |text| Uri::parse(text).skeleton();
        assert_eq!(skeleton("/a/{b}/{c+}?y&x=1"), skeleton("/a/{d}/{e+}?x=1&y"));
        assert_ne!(skeleton("/a/{b}"), skeleton("/a/{b+}"));
        assert_ne!(skeleton("/a/{b}"), skeleton("/a/b"));
    }
}
