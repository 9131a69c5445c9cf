//! Requests with presigned URLs, and responses with sums.

use super::lamp::{Copied, CopyFar, CopyNear, GetSummed, Glow};
use super::*;
use crate::call::{CallErrorKind, Problem};

/// Runs a copy, and gives the pairs of its request.
fn copy(input: &Copied, far: bool) -> Vec<(String, String)> {
    let settings = settings();
    let mut script = Script::new([Reply::new(200).body("<R><CopyNearResult/></R>")]);
    if far {
        let mut call = Call::<CopyFar>::new(input, &settings, 9).unwrap();
        script.run(&mut call, &mut Shared::new()).unwrap();
    } else {
        let mut call = Call::<CopyNear>::new(input, &settings, 9).unwrap();
        script.run(&mut call, &mut Shared::new()).unwrap();
    }
    let (_, request) = &script.sent[0];
    let form = String::from_utf8(bytes(request.body()).to_vec()).unwrap();
    assert_eq!(
        text(request.headers(), "content-length"),
        form.len().to_string()
    );
    let pairs = form.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| (name.to_owned(), unescaped(value)))
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_at(2);
        whole.push(char::from(u8::from_str_radix(code, 16).unwrap()));
        whole.push_str(rest);
    }
    whole
}

fn value<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

fn of_region(region: &str) -> Copied {
    Copied {
        name: Some("n".to_owned()),
        source_region: Some(region.to_owned()),
        url: None,
    }
}

#[test]
fn a_copy_from_another_region_has_a_url_of_that_region() {
    let pairs = copy(&of_region("us-west-2"), false);
    assert_eq!(value(&pairs, "SourceRegion"), None);
    assert_eq!(value(&pairs, "DestinationRegion"), None);
    let url = value(&pairs, "PreSignedUrl").unwrap();
    let start = "https://sts.us-west-2.amazonaws.com/?Action=CopyNear&Version=2026-01-01&Name=n&DestinationRegion=eu-west-1&";
    assert!(url.starts_with(start), "{url}");
    assert!(url.contains("%2Fus-west-2%2Fsts%2Faws4_request"), "{url}");
    assert!(url.contains("X-Amz-Expires=3600"), "{url}");
}

#[test]
fn ec2_is_told_the_regions_too() {
    let pairs = copy(&of_region("us-west-2"), true);
    assert_eq!(value(&pairs, "SourceRegion"), Some("us-west-2"));
    assert_eq!(value(&pairs, "DestinationRegion"), Some("eu-west-1"));
    let url = value(&pairs, "PreSignedUrl").unwrap();
    assert!(url.contains("&SourceRegion=us-west-2&"), "{url}");
    assert!(url.contains("&DestinationRegion=eu-west-1&"), "{url}");
}

#[test]
fn a_copy_without_a_region_or_with_a_url_stays_as_it_is() {
    let near = Copied {
        name: Some("n".to_owned()),
        ..Copied::default()
    };
    let pairs = copy(&near, false);
    assert_eq!(value(&pairs, "PreSignedUrl"), None);
    let own = Copied {
        url: Some("https://own.example".to_owned()),
        ..of_region("us-west-2")
    };
    let pairs = copy(&own, false);
    assert_eq!(value(&pairs, "PreSignedUrl"), Some("https://own.example"));
    assert_eq!(value(&pairs, "SourceRegion"), None);
}

#[test]
fn a_body_that_is_not_that_of_its_sum_is_asked_for_again() {
    let settings = settings();
    // Sums by Python's `zlib.crc32`.
    let right = || {
        Reply::new(200)
            .header("x-amz-crc32", "2745614147")
            .body("{}")
    };
    let wrong = || Reply::new(200).header("x-amz-crc32", "1").body("{}");
    let run = |replies: Vec<Reply>| {
        let mut call = Call::<GetSummed>::new(&Glow::default(), &settings, 9).unwrap();
        Script::new(replies).run(&mut call, &mut Shared::new())
    };
    let output = run(vec![wrong(), right()]).unwrap();
    let [first, _] = output.metadata.attempts.as_slice() else {
        panic!("{:?}", output.metadata)
    };
    assert!(
        first
            .failure
            .as_deref()
            .unwrap()
            .starts_with("`x-amz-crc32` is 1,")
    );
    let error = run(vec![wrong(), wrong(), wrong(), right()]).unwrap_err();
    assert_eq!(error.metadata.attempts.len(), 3);
    let CallErrorKind::Problem(Problem::Integrity(mismatch)) = &error.kind else {
        panic!("{error:?}")
    };
    assert_eq!(mismatch.computed, "2745614147");
}

#[test]
fn a_message_whose_sum_differs_is_not_sent_again() {
    use super::lamp::{MD5_OF_HELLO, Message, SendMessage};
    let settings = settings();
    let run = |sum: &str| {
        let input = Message {
            body: Some("hello".to_owned()),
            sum: None,
        };
        let text = format!("{{\"MD5OfMessageBody\": \"{sum}\"}}");
        let mut script = Script::new([Reply::new(200).body(text), Reply::new(200).body("{}")]);
        let mut call = Call::<SendMessage>::new(&input, &settings, 9).unwrap();
        (script.run(&mut call, &mut Shared::new()), script.waiting())
    };
    assert!(run(MD5_OF_HELLO).0.is_ok());
    let (result, waiting) = run("0");
    assert_eq!(waiting, 1);
    let error = result.unwrap_err();
    assert!(matches!(
        error.kind,
        CallErrorKind::Problem(Problem::Integrity(_))
    ));
}
