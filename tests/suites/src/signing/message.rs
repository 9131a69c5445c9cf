//! A request in the suite's format: request line, headers, empty line, body.

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Message {
    /// Reads a request.
    ///
    /// The target may contain spaces; a line that starts with white space continues the previous header.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let first = lines.next().ok_or("the request is empty")?;
        let (method, target) = first
            .split_once(' ')
            .and_then(|(method, rest)| Some((method, rest.rsplit_once(' ')?.0)))
            .ok_or_else(|| format!("`{first}` is no request line"))?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), headers.last_mut()) {
                value.push(' ');
                value.push_str(line.trim());
            } else {
                let (name, value) = line
                    .split_once(':')
                    .ok_or_else(|| format!("`{line}` is no header"))?;
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        Ok(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body: body.to_owned(),
        })
    }

    pub(super) fn headers(&self) -> Vec<(&str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (&**name, &**value)).collect()
    }

    /// Sets a header, replacing those with the same name.
    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        self.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// The request in a form independent of the order of headers and query parameters.
    pub(super) fn canonical_text(&self) -> String {
        let headers = self.headers.iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| {
                let words: Vec<_> = value.split_ascii_whitespace().collect();
                format!("{}: {}", name.to_ascii_lowercase(), words.join(" "))
            })
            .collect();
        headers.sort();
        let mut pairs: Vec<_> = self.query.split('&').map(ToOwned::to_owned).collect();
        pairs.sort_unstable();
        let target = [self.method.clone(), self.path.clone()];
        let lines = target.into_iter().chain(pairs).chain(headers);
        lines.collect::<Vec<_>>().join("\n")
    }
}
