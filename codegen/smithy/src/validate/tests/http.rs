//! Services over HTTP: a sound one, and what is wrong after a small change to it.

use super::events;

/// A service over HTTP with labels, headers, payloads, streams, hosts and errors.
const HTTP: &str = r#"@cors(origin: "https://a.example")
@httpApiKeyAuth(name: "Authorization", in: "header", scheme: "ApiKey")
service Music { version: "1", operations: [GetSong, PutSong, DeleteSong, Listen, Search] }

@readonly
@http(method: "GET", uri: "/songs/{album}/{path+}?full", code: 200)
operation GetSong {
    input := {
        @required @httpLabel album: String
        @required @httpLabel path: String
        @httpQuery("page") page: Integer
        @httpQueryParams others: Texts
    }
    output := {
        @httpResponseCode status: Integer
        @httpHeader("ETag") tag: String
        @httpPrefixHeaders("X-Meta-") meta: Texts
        @httpPayload @required song: Audio
    }
    errors: [Gone]
}

@idempotent
@endpoint(hostPrefix: "{room}.data.")
@http(method: "PUT", uri: "/songs/{album}")
@requestCompression(encodings: ["gzip"])
operation PutSong {
    input := {
        @required @httpLabel album: String
        @required @hostLabel room: String
        @httpHeader("Content-Language") language: String
        title: String
    }
    output := {}
}

@idempotent
@http(method: "DELETE", uri: "/songs/{album}", code: 204)
operation DeleteSong { input := { @required @httpLabel album: String } }

@http(method: "POST", uri: "/listen")
operation Listen {
    input := { @httpPayload events: Events }
    output := { @httpHeader("X-A") first: String, @httpPayload events: Events }
}

@readonly
@paginated(inputToken: "token", outputToken: "token", items: "songs", pageSize: "size")
@http(method: "POST", uri: "/search")
operation Search {
    input := { token: String, size: Integer }
    output := { token: String, songs: Texts2 }
}

@streaming
union Events { note: Note, end: End }
structure Note { @eventHeader pitch: Integer, @eventPayload sound: Blob }
structure End {}
@streaming
@mediaType("audio/ogg; codecs=opus")
blob Audio
map Texts { key: String, value: String }
list Texts2 { member: String }
@error("client") @httpError(410) structure Gone { @httpHeader("X-B") since: Timestamp, message: String }
"#;

#[test]
fn a_sound_service_over_http_has_no_faults() {
    let found = events(HTTP);
    assert_eq!(
        found,
        [
            "NOTE HttpQueryParamsTrait a#GetSongInput 10:14",
            "WARNING HttpMethodSemantics.UnnecessaryReadonlyTrait a#Search 51:1"
        ]
    );
}

/// Changes to the service: the text, its replacement, and the event that they cause; none where it stays as it is.
const CHANGES: &[(&str, &str, &str)] = &[
    (
        "/songs/{album}/{path+}?full",
        "/songs/{album}/{path}?full",
        "",
    ),
    (
        "{album}/{path+}?full",
        "{path+}/{album}?full",
        "HttpUriGreedyLabel.GreedyLabelIsNotLastLabel",
    ),
    (
        "@required @httpLabel path",
        "@required @httpQuery(\"page\") path",
        "HttpQueryTrait",
    ),
    (
        "@httpQueryParams others: Texts",
        "@httpQueryParams others: Texts, @httpQueryParams more: Texts",
        "ExclusiveStructureMemberTrait",
    ),
    ("X-Meta-", "E", "HttpPrefixHeadersTrait"),
    ("\"ETag\"", "\"Connection\"", "HttpHeaderTrait"),
    (
        "@httpPayload @required song: Audio",
        "@httpPayload @required song: Audio, rest: String",
        "HttpPayload",
    ),
    (
        "@httpPayload @required song: Audio",
        "@httpPayload song: Audio",
        "StreamingTrait",
    ),
    ("{room}.data.", "{room}.data", "HostLabelTrait"),
    (
        "@required @hostLabel room",
        "@required room",
        "HostLabelTrait",
    ),
    ("[\"gzip\"]", "[]", "RequestCompressionTrait"),
    ("code: 204", "code: 404", "HttpResponseCodeSemantics"),
    (
        "@httpError(410)",
        "@httpError(510)",
        "HttpResponseCodeSemantics",
    ),
    ("uri: \"/search\"", "uri: \"/listen\"", "HttpUriConflict"),
    (
        "method: \"DELETE\"",
        "method: \"delete\"",
        "HttpMethodSemantics",
    ),
    (
        "@eventPayload sound: Blob",
        "@eventPayload sound: Blob, rest: String",
        "EventPayloadTrait",
    ),
    ("audio/ogg; codecs", "audio", "MediaType"),
    ("in: \"header\"", "in: \"query\"", "HttpApiKeyAuthTrait"),
    (
        "operations: [GetSong",
        "operations: [Other, GetSong",
        "HttpBindingsMissing",
    ),
];

#[test]
fn a_change_to_a_sound_service_is_found() {
    for (old, new, id) in CHANGES {
        assert!(HTTP.contains(*old), "{old}");
        let changed = HTTP.replacen(*old, new, 1) + "operation Other {}\n";
        let found = events(&changed);
        let is_it = |event: &String| {
            event
                .split(' ')
                .nth(1)
                .is_some_and(|name| name.starts_with(id))
        };
        if id.is_empty() {
            assert_eq!(found.len(), 2, "{new}: {found:?}");
        } else {
            assert!(found.iter().any(is_it), "{new}: {id} is not in {found:?}");
        }
    }
}

#[test]
fn names_and_bindings_of_a_service_are_unique() {
    let rows = [
        (
            "service S { operations: [O], resources: [R] }\nresource R { operations: [O] }\noperation O {}",
            "SingleOperationBinding",
        ),
        (
            "service S { resources: [R, Q] }\nresource R { resources: [Q] }\nresource Q {}",
            "SingleResourceBinding",
        ),
        (
            "service S { operations: [O], rename: { \"a#T\": \"T\" } }\noperation O { input := { t: T } }\nstring T",
            "Service",
        ),
        (
            "service S { operations: [O], rename: { \"a#Q\": \"P\" } }\noperation O { input := { t: T } }\nstring T\nstring Q",
            "Service",
        ),
        (
            "service S { operations: [O], rename: { \"a#T\": \"OInput\" } }\noperation O { input := { t: T } }\nstructure T {}",
            "Service",
        ),
    ];
    for (model, id) in rows {
        let found = events(model);
        let is_it = |event: &String| {
            event
                .split(' ')
                .nth(1)
                .is_some_and(|name| name.starts_with(id))
        };
        assert!(found.iter().any(is_it), "{model}: {id} is not in {found:?}");
    }
}
