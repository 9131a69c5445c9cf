//! Calls in random worlds: every one ends, and keeps the rules.

use std::time::Duration;

use sansmith::Timestamp;

use super::lamp::{Glow, PourOpen, PutGlow};
use super::*;
use crate::call::{Identity, StreamBody, Timeouts, TransportErrorKind};
use crate::config::RetryMode;
use crate::moment::after;
use crate::retry::{Policy, Version};

/// The number of worlds.
const WORLDS: u64 = 10_000;

/// Numbers that are random enough, and the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        let index = usize::try_from(self.roll(values.len() as u64)).unwrap();
        values[index]
    }

    fn reply(&mut self) -> Reply {
        const CODES: &[&str] = &[
            "Throttling",
            "SlowDown",
            "ExpiredToken",
            "SignatureDoesNotMatch",
            "Odd",
            "InvalidEndpointException",
            "",
        ];
        const KINDS: &[TransportErrorKind] = &[
            TransportErrorKind::Dns,
            TransportErrorKind::Connect,
            TransportErrorKind::Tls,
            TransportErrorKind::Timeout,
            TransportErrorKind::ResetBefore,
            TransportErrorKind::ResetAfter,
            TransportErrorKind::Other,
        ];
        let status = |dice: &mut Self| {
            dice.pick(&[
                100, 200, 204, 301, 400, 403, 404, 421, 429, 500, 502, 503, 504, 999,
            ])
        };
        let mut reply = match self.roll(8) {
            0 => Reply::new(200),
            1 => Reply::failure(self.pick(KINDS)),
            2 => Reply::silence(),
            3 => Reply::new(status(self)).body("<not json"),
            4 => Reply::new(status(self)).body("{}").broken(),
            _ => {
                let code = self.pick(CODES);
                Reply::new(status(self)).body(format!("{{\"__type\": \"{code}\"}}"))
            }
        };
        if self.roll(3) == 0 {
            let date = self.pick(&[
                "Tue, 14 Nov 2023 22:13:20 GMT",
                "Wed, 15 Nov 2023 22:13:20 GMT",
                "?",
            ]);
            reply = reply.header("date", date);
        }
        if self.roll(4) == 0 {
            let pause = self.pick(&["0", "100", "999999999999999999999", "-1", "x"]);
            reply = reply.header("x-amz-retry-after", pause);
        }
        reply.takes(Duration::from_millis(self.roll(4000)))
    }

    fn settings(&mut self) -> Settings {
        let mut settings = settings().endpoint("https://lamps.example");
        if self.roll(3) == 0 {
            settings = settings.identity(Identity::Chain(Box::default()));
        }
        settings.max_attempts = Some(u32::try_from(self.roll(8)).unwrap());
        settings.retry_mode = self.pick(&[RetryMode::Standard, RetryMode::Adaptive]);
        let version = self.pick(&[Version::V2_0, Version::V2_1]);
        settings.retry = Some(Policy::of(version, "Lamps"));
        let some = |dice: &mut Self, most: u64| {
            (dice.roll(2) == 0).then(|| Duration::from_millis(dice.roll(most)))
        };
        settings.timeouts = Timeouts {
            connect: None,
            attempt: some(self, 5000),
            call: some(self, 20_000),
        };
        settings
    }
}

/// The facts of a call that has ended.
struct Ended {
    attempts: usize,
    invocation_id: String,
}

#[test]
fn every_call_ends_and_keeps_the_rules() {
    let mut shared = Shared::new();
    let mut longest = 0;
    for world in 1..=WORLDS {
        let mut dice = Dice(world.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        if dice.roll(10) == 0 {
            shared = Shared::new();
        }
        let settings = dice.settings();
        let replies: Vec<_> = (0..dice.roll(10)).map(|_| dice.reply()).collect();
        let mut script = Script::new(replies);
        script.vary = true;
        for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            script.variables.insert(name.to_owned(), "x".to_owned());
        }
        script.random = u128::from(dice.roll(u64::MAX));
        script.now = after(script.now, Duration::from_millis(dice.roll(100_000)));
        let began = script.now;
        let ended = if dice.roll(4) == 0 {
            pour(&mut script, &settings, &mut shared, dice.roll(2) == 0)
        } else {
            put(&mut script, &settings, &mut shared)
        };
        check(&script, &settings, &ended, began);
        longest = longest.max(ended.attempts);
    }
    // The worlds are not all dull.
    assert_eq!(longest, 7);
}

fn put(script: &mut Script, settings: &Settings, shared: &mut Shared) -> Ended {
    let mut call = Call::<PutGlow>::new(&Glow::default(), settings, 9).unwrap();
    ended(script.run(&mut call, shared))
}

fn pour(script: &mut Script, settings: &Settings, shared: &mut Shared, again: bool) -> Ended {
    let stream = StreamBody {
        length: None,
        is_replayable: again,
    };
    let mut call = Call::<PourOpen>::streaming(&Glow::default(), stream, settings, 9).unwrap();
    let ended = ended(script.run(&mut call, shared));
    let most = if again { usize::MAX } else { 1 };
    assert!(ended.attempts <= most);
    ended
}

fn ended<T, E>(result: Result<Output<T>, Box<CallError<E>>>) -> Ended {
    let metadata = match result {
        Ok(output) => output.metadata,
        Err(error) => error.metadata,
    };
    Ended {
        attempts: metadata.attempts.len(),
        invocation_id: metadata.invocation_id,
    }
}

fn check(script: &Script, settings: &Settings, ended: &Ended, began: Timestamp) {
    let most = usize::try_from(settings.max_attempts.unwrap_or(3).max(1)).unwrap();
    assert_eq!(script.sent.len(), ended.attempts);
    assert!(ended.attempts <= most, "{} of {most}", ended.attempts);
    for id in sent(script, "amz-sdk-invocation-id") {
        assert_eq!(id, ended.invocation_id);
    }
    for token in sent(script, "x-token") {
        assert_eq!(token, "00000000-0000-4000-8000-000000000009");
    }
    for (number, header) in (1..).zip(sent(script, "amz-sdk-request")) {
        let expected = format!("attempt={number}; max={most}");
        assert!(header.starts_with(&expected), "{header}: {expected}");
    }
    if let Some(time) = settings.timeouts.call {
        let deadline = after(began, time);
        assert!(script.sent.iter().all(|(at, _)| *at < deadline));
        assert!(script.now <= deadline.max(began), "{:?}", script.now);
    }
}
