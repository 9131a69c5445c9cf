//! Random requests, reproducible by seed.

use serde::Serialize;

/// A request to sign, with signing parameters.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Case {
    pub(super) method: String,
    /// The complete URL, for signers that need one.
    pub(super) url: String,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) payload: Cover,
    pub(super) service: String,
    pub(super) region: String,
    pub(super) access_key: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
    /// Seconds since 1970.
    pub(super) now: i64,
    /// Lifetime in seconds of a signature in the query.
    pub(super) lifetime: Option<u64>,
}

/// Coverage of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cover {
    Signed,
    Unsigned,
    Trailer,
}

/// Reproducible random numbers: xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap() % end
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn text(&mut self, from: &[char], longest: usize) -> String {
        let length = 1 + self.below(longest);
        (0..length).map(|_| self.pick(from)).collect()
    }
}

const SERVICES: &[&str] = &["s3", "s3", "s3", "connect", "dynamodb", "execute-api", "es"];
const REGIONS: &[&str] = &["us-east-1", "eu-central-1", "cn-north-1"];
const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"];
const LETTERS: &[char] = &['a', 'B', '7', '-', '.', '_', '~'];
const TEXT: &[char] = &[
    'a', 'Z', '0', '-', '.', '_', '~', ' ', '%', '/', ':', '=', '&', '?', '#', '+', '*', '(', '!',
    '\'', '@', '$', ',', ';', 'ü', '€', '🦀',
];
const VALUES: &[char] = &['a', 'B', '1', ' ', ' ', ',', '"', '=', '/', '\t', '-'];
const NAMES: &[&str] = &[
    "x-amz-meta-one",
    "X-Amz-Meta-Two",
    "x-amz-acl",
    "Content-MD5",
    "Content-Type",
    "range",
    "zeta",
    "Alpha",
    "User-Agent",
    "X-Amzn-Trace-Id",
];

/// Generates the given number of requests.
pub(super) fn random(count: usize, seed: u64) -> Vec<Case> {
    let mut random = Random(seed ^ 0x9e37_79b9_7f4a_7c15);
    (0..count).map(|_| case(&mut random)).collect()
}

fn case(random: &mut Random) -> Case {
    let service = random.pick(SERVICES);
    let lifetime = random.one_in(2).then(|| 1 + random.below(604_800) as u64);
    let region = random.pick(REGIONS);
    let host = format!("{service}.{region}.amazonaws.com");
    let path = path(random);
    let query = query(random, lifetime.is_none());
    let url = match &*query {
        "" => format!("https://{host}{path}"),
        query => format!("https://{host}{path}?{query}"),
    };
    let length = random.below(300);
    Case {
        method: random.pick(METHODS).to_owned(),
        url,
        host,
        path,
        query,
        headers: headers(random),
        // botocore treats the body of a presigned request as a form.
        body: match lifetime {
            Some(_) => Vec::new(),
            None => (0..length).map(|_| random.pick(b"\0a{}\xff")).collect(),
        },
        payload: payload(random, service, lifetime),
        service: service.to_owned(),
        region: region.to_owned(),
        access_key: format!("AKID{}", random.text(&['A', '7'], 16)),
        secret: random.text(&['a', 'Z', '/', '+'], 100),
        token: random
            .one_in(2)
            .then(|| random.text(&['a', '/', '+', '='], 200)),
        now: i64::try_from(86_400 * random.below(40_000) + random.below(86_400)).unwrap(),
        lifetime,
    }
}

fn payload(random: &mut Random, service: &str, lifetime: Option<u64>) -> Cover {
    match (service, lifetime) {
        // S3 treats presigned requests as unsigned.
        ("s3", Some(_)) => Cover::Unsigned,
        (_, Some(_)) => Cover::Signed,
        ("s3", None) => random.pick(&[Cover::Signed, Cover::Unsigned, Cover::Trailer]),
        (_, None) => random.pick(&[Cover::Signed, Cover::Signed, Cover::Unsigned]),
    }
}

fn escaped(text: &str) -> String {
    let bytes = text.bytes();
    bytes
        .map(|byte| match byte {
            b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect::<Vec<_>>()
        .concat()
}

fn path(random: &mut Random) -> String {
    let mut path = String::new();
    for _ in 0..random.below(6) {
        path.push('/');
        match random.below(8) {
            0 => path.push_str(random.pick(&["", ".", ".."])),
            _ => path.push_str(&escaped(&random.text(TEXT, 12))),
        }
    }
    // Signers disagree on a trailing dot segment.
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.is_empty() || matches!(last, "." | "..") {
        path.push_str("/end");
    }
    path
}

fn query(random: &mut Random, may_repeat: bool) -> String {
    let mut pairs: Vec<String> = Vec::new();
    for index in 0..random.below(6) {
        let mut key = escaped(&random.text(TEXT, 8));
        if !may_repeat || random.one_in(2) {
            key.push_str(&index.to_string());
        }
        pairs.push(match random.below(4) {
            0 => key,
            1 => format!("{key}="),
            _ => format!("{key}={}", escaped(&random.text(TEXT, 12))),
        });
    }
    pairs.join("&")
}

fn headers(random: &mut Random) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for _ in 0..random.below(8) {
        let name = match random.below(3) {
            0 => format!("x-{}", random.text(LETTERS, 8)),
            _ => random.pick(NAMES).to_owned(),
        };
        headers.push((name, format!("v{}", random.text(VALUES, 20))));
    }
    headers
}
