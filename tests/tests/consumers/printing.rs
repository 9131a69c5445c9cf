//! Debug output of values with sensitive data.

use sansmith_connect::prelude::*;
use sansmith_connect::types::{Credentials, SearchContactsResponse, UserIdentityInfo};

#[test]
fn a_sensitive_structure_is_hidden_as_a_whole() {
    let credentials = Credentials::builder()
        .access_token("hush")
        .access_token_expiration(std::time::UNIX_EPOCH)
        .build();
    for printed in [
        format!("{credentials:?}"),
        format!("{:?}", Some(vec![credentials.clone()])),
        format!("{:?}", credentials.to_value_redacted()),
    ] {
        assert!(
            !printed.contains("hush") && !printed.contains("1970"),
            "{printed}"
        );
    }
    assert!(credentials.to_json().contains("hush"));
}

#[test]
fn what_is_not_sensitive_is_shown() {
    let info = UserIdentityInfo::builder()
        .first_name("hush")
        .email("hush@x")
        .build();
    let printed = format!("{info:?}");
    assert!(
        !printed.contains("hush") && printed.contains("UserIdentityInfo"),
        "{printed}"
    );
}

#[test]
fn keys_of_maps_are_hidden_too() {
    let json =
        r#"{"Contacts":[{"Id":"shown","SegmentAttributes":{"hush-key":{"ValueString":"hush"}}}]}"#;
    let (response, _) = SearchContactsResponse::from_json_lenient(json).unwrap();
    let printed = format!("{response:?} {:?}", response.to_value_redacted());
    assert!(!printed.contains("hush"), "{printed}");
    assert!(printed.contains("shown"), "{printed}");
    assert!(response.to_json().contains("hush-key"));
}
