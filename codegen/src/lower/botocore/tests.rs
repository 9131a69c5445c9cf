use crate::bundle::{Bundle, Source};
use crate::ir::{Ir, Location, Member, Pointer, ShapeKind};
use crate::problem::Problems;

fn lower(protocol: &str, shapes: &str, operations: &str) -> (Option<Ir>, Vec<(String, String)>) {
    let text = format!(
        r#"{{"metadata": {{"protocol": "{protocol}", "serviceId": "Lamp"}}, "shapes": {{{shapes}}},
            "operations": {{{operations}}}}}"#
    );
    let mut problems = Problems::new();
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let ir = crate::lower_bundle(&bundle, &crate::Config::default(), &mut problems).ok();
    let problems = problems.into_vec().into_iter();
    let problems = problems.map(|problem| (problem.at.to_string(), problem.kind.to_string()));
    (ir, problems.collect())
}

fn clean(protocol: &str, shapes: &str) -> Ir {
    let (ir, problems) = lower(protocol, shapes, "");
    assert_eq!(problems, []);
    ir.expect("a clean model lowers")
}

fn member(protocol: &str, payload: &str, member: &str) -> Member {
    let ir = clean(
        protocol,
        &format!(
            r#""S": {{"type": "structure", {payload} "members": {{"M": {member}}}}},
               "Text": {{"type": "string"}}, "Map": {{"type": "map", "key": {{"shape": "Text"}},
               "value": {{"shape": "Text"}}}}, "Plain": {{"type": "structure", "members": {{}}}},
               "Named": {{"type": "structure", "members": {{}}, "locationName": "named"}}, "Flat": {{"type": "list", "flattened": true,
               "locationName": "flat", "member": {{"shape": "Text"}}}}"#
        ),
    );
    ir.shapes["S"]
        .member("M")
        .expect("the member is there")
        .clone()
}

#[test]
fn one_key_is_a_name_in_json_or_in_xml() {
    let named = r#"{"shape": "Text", "locationName": "m"}"#;
    let json = member("rest-json", "", named);
    assert_eq!(
        (json.json_name.as_deref(), json.xml_name.as_deref()),
        (Some("m"), None)
    );
    let xml = member("query", "", named);
    assert_eq!(
        (xml.json_name.as_deref(), xml.xml_name.as_deref()),
        (None, Some("m"))
    );
    let same = member("rest-xml", "", r#"{"shape": "Text", "locationName": "M"}"#);
    assert_eq!(same.xml_name, None);
}

#[test]
fn the_element_of_a_payload_is_named_after_its_shape_unless_the_reference_describes_it() {
    let name = |reference: &str| {
        let member = member("rest-xml", r#""payload": "M","#, reference);
        assert_eq!(member.location, Location::Payload);
        member.xml_name
    };
    assert_eq!(name(r#"{"shape": "Plain", "locationName": "M"}"#), None);
    let described = r#"{"shape": "Plain", "locationName": "M", "xmlNamespace": "u"}"#;
    assert_eq!(name(described).as_deref(), Some("M"));
    let another = r#"{"shape": "Plain", "locationName": "N"}"#;
    assert_eq!(name(another).as_deref(), Some("N"));
    assert_eq!(name(r#"{"shape": "Named", "locationName": "M"}"#), None);
}

#[test]
fn the_name_of_a_structure_is_that_of_a_document_in_xml() {
    let held = r#"{"shape": "Named"}"#;
    for protocol in ["rest-xml", "query", "ec2"] {
        assert_eq!(member(protocol, "", held).xml_name, None, "{protocol}");
    }
    let json = member("rest-json", "", held);
    assert_eq!(json.json_name.as_deref(), Some("named"));
    let operation = |name: &str| {
        let shapes = format!(r#""S": {{"type": "structure", "members": {{}}{name}}}"#);
        let put = r#""Put": {"http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "S", "locationName": "io"}}"#;
        let (ir, problems) = lower("rest-xml", &shapes, put);
        assert_eq!(problems, []);
        let ir = ir.expect("the model lowers");
        let input = ir.service.operations["Put"].input.clone();
        (
            input.and_then(|io| io.xml_name),
            ir.shapes["S"].traits.xml_name.clone(),
        )
    };
    assert_eq!(operation(""), (Some("io".to_owned()), None));
    let named = operation(r#", "locationName": "own""#);
    assert_eq!(named, (None, Some("own".to_owned())));
}

#[test]
fn an_element_has_no_name_in_json() {
    let ir = clean(
        "json",
        r#""L": {"type": "list", "member": {"shape": "T", "locationName": "Item"}},
           "T": {"type": "string"}"#,
    );
    let element = ir.shapes["L"].member("member").expect("a list has one");
    assert_eq!(element.json_name, None);
    assert_eq!(element.xml_name.as_deref(), Some("Item"));
}

#[test]
fn a_location_takes_the_name() {
    let at = |text: &str| {
        let member = member("rest-json", "", text);
        assert_eq!(member.json_name, None);
        member.location
    };
    assert_eq!(
        at(r#"{"shape": "Text", "location": "header", "locationName": "x-m"}"#),
        Location::Header("x-m".to_owned())
    );
    assert_eq!(
        at(r#"{"shape": "Text", "location": "querystring"}"#),
        Location::Query("M".to_owned())
    );
    assert_eq!(
        at(r#"{"shape": "Map", "location": "querystring"}"#),
        Location::QueryParams
    );
    assert_eq!(
        at(r#"{"shape": "Map", "location": "headers"}"#),
        Location::PrefixHeaders(String::new())
    );
}

#[test]
fn what_a_list_says_goes_to_the_members_that_hold_it() {
    let flat = member("rest-xml", "", r#"{"shape": "Flat"}"#);
    assert!(flat.xml_flattened);
    assert_eq!(flat.xml_name.as_deref(), Some("flat"));
    let own = member(
        "rest-xml",
        "",
        r#"{"shape": "Flat", "locationName": "own"}"#,
    );
    assert_eq!(own.xml_name.as_deref(), Some("own"));
}

#[test]
fn flags_stand_for_types() {
    let ir = clean(
        "rest-json",
        r#"
        "Doc": {"type": "structure", "members": {}, "document": true},
        "Uni": {"type": "structure", "members": {"A": {"shape": "Doc"}}, "union": true},
        "Events": {"type": "structure", "members": {"A": {"shape": "Doc"}}, "eventstream": true},
        "Colour": {"type": "string", "enum": ["red"]}"#,
    );
    assert_eq!(ir.shapes["Doc"].kind, ShapeKind::Document);
    assert_eq!(ir.shapes["Uni"].kind.as_str(), "union");
    assert!(ir.shapes["Events"].traits.streaming);
    assert_eq!(ir.shapes["Colour"].kind.as_str(), "enum");
}

#[test]
fn bounds_mean_length_or_range() {
    let ir = clean(
        "rest-json",
        r#""S": {"type": "string", "min": 0, "max": 5.0},
           "L": {"type": "long", "max": 9223372036854775807},
           "D": {"type": "double", "min": -0.5}"#,
    );
    let length = ir.shapes["S"].traits.length.expect("a string has a length");
    assert_eq!((length.min, length.max), (Some(0), Some(5)));
    let max = |name: &str| ir.shapes[name].traits.range.clone().unwrap_or_default();
    assert_eq!(max("L").max.unwrap().as_str(), "9223372036854775807");
    assert_eq!(max("D").min.unwrap().as_str(), "-0.5");
}

#[test]
fn each_problem_has_location_and_message() {
    let (ir, problems) = lower(
        "rest-json",
        r#"
        "A b": {"type": "string"},
        "S": {"type": "structure", "required": ["Nam"], "members": {
            "Name": {"shape": "T", "location": "path"}}},
        "T": {"type": "timestamp", "timestampFormat": "julian"},
        "L": {"type": "list"},
        "B": {"type": "blob", "min": -1},
        "X": {"type": "strin"}"#,
        r#""Get": {"http": {"method": "get", "requestUri": "/{Id}"}}"#,
    );
    assert_eq!(ir, None);
    let expected = [
        (
            "/operations/Get/http/method",
            "unknown method \"get\", expected a word in capital letters",
        ),
        (
            "/operations/Get/http/requestUri",
            "no input member for the label \"Id\"",
        ),
        ("/shapes/A b", "\"A b\" is not a valid name for a shape"),
        ("/shapes/S/required", "unknown member \"Nam\""),
        (
            "/shapes/S/members/Name/location",
            "unknown location \"path\", expected `uri`, `querystring`, `header`, `headers` or `statusCode`",
        ),
        (
            "/shapes/T/timestampFormat",
            "unknown timestamp format \"julian\", expected `iso8601`, `unixTimestamp` or `rfc822`",
        ),
        ("/shapes/L", "missing key `member`"),
        (
            "/shapes/B/min",
            "a length must be a non-negative integer, found -1",
        ),
        (
            "/shapes/X/type",
            "unknown shape type \"strin\", expected `structure`, `list`, `map`, `string`, `character`, `integer`, `long`, `float`, `double`, `boolean`, `blob` or `timestamp`",
        ),
    ];
    assert_eq!(
        problems,
        expected.map(|(at, what)| (at.to_owned(), what.to_owned()))
    );
}

#[test]
fn an_operation_is_taken_whole() {
    let (ir, problems) = lower(
        "rest-json",
        r#""In": {"type": "structure", "members": {
               "Id": {"shape": "Text", "location": "uri", "locationName": "the_id"},
               "Host": {"shape": "Text", "hostLabel": true}}},
           "Text": {"type": "string"},
           "Oops": {"type": "structure", "members": {}}"#,
        r#""Get": {"name": "Get2020", "http": {"method": "GET", "requestUri": "/{the_id}?x"},
            "input": {"shape": "In"}, "errors": [{"shape": "Oops"}, {"shape": "Oops"}],
            "authtype": "none", "endpoint": {"hostPrefix": "{Host}.data."}}"#,
    );
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    let get = &ir.service.operations["Get"];
    assert_eq!(get.http.uri.to_string(), "/{Id}?x");
    assert_eq!(get.http.code, 200);
    assert_eq!(get.wire_name.as_deref(), Some("Get2020"));
    assert_eq!(get.auth.as_deref(), Some(&[crate::ir::Auth::None][..]));
    assert_eq!(get.errors.len(), 1);
    assert_eq!(get.at.as_str(), "/operations/Get");
    // Listed as an error by an operation, so an error even if not marked as one.
    assert!(ir.shapes["Oops"].traits.error.is_some());
    let emptied = ir.without_pointers();
    assert_eq!(emptied.service.operations["Get"].at, Pointer::root());
}

/// Lowered model of the given shapes, whose only operation has `S` as input, with its problems.
fn merged(io: &str, shapes: &str) -> (Ir, Vec<(String, String)>) {
    let operations = format!(
        r#""Put": {{"http": {{"method": "PUT", "requestUri": "/{{Id}}"}}, "input": {{"shape": "S"{io}}},
            "errors": [{{"shape": "Gone", "error": {{"httpStatusCode": 410}}, "exception": true}}]}}"#
    );
    let shapes = format!(
        r#"{shapes}, "Gone": {{"type": "structure", "members": {{}}}}, "Text": {{"type": "string"}},
           "Label": {{"type": "character", "location": "uri", "locationName": "Id", "max": 9}}"#
    );
    let (ir, problems) = lower("rest-json", &shapes, &operations);
    (ir.expect("the model lowers"), problems)
}

#[test]
fn member_traits_override_target_traits() {
    let (ir, problems) = merged(
        "",
        r#""S": {"type": "structure", "required": ["Id"], "members": {
            "Id": {"shape": "Label"}, "A": {"shape": "Traced"},
            "B": {"shape": "Traced", "locationName": "x-own"},
            "C": {"shape": "Traced", "location": "querystring", "jsonvalue": false},
            "D": {"shape": "Token"}}},
           "Traced": {"type": "string", "location": "header", "locationName": "x-trace", "jsonvalue": true},
           "Token": {"type": "string", "idempotencyToken": true, "contextParam": {"name": "Token"}}"#,
    );
    assert_eq!(problems, []);
    let member = |name: &str| ir.shapes["S"].member(name).expect("it is there");
    assert_eq!(member("Id").location, Location::Label);
    assert_eq!(ir.service.operations["Put"].http.uri.to_string(), "/{Id}");
    assert_eq!(member("A").location, Location::Header("x-trace".to_owned()));
    assert_eq!(member("B").location, Location::Header("x-own".to_owned()));
    assert_eq!(member("C").location, Location::Query("x-trace".to_owned()));
    assert!(member("A").media_type.is_some() && member("C").media_type.is_none());
    assert!(member("D").idempotency_token && member("D").context_param.is_some());
    assert_eq!(ir.shapes["Label"].kind, ShapeKind::String);
    assert_eq!(
        ir.shapes["Label"]
            .traits
            .length
            .and_then(|length| length.max),
        Some(9)
    );
}

#[test]
fn member_references_carry_bindings() {
    let (ir, problems) = merged(
        r#", "payload": "Body", "required": ["Id"]"#,
        r#""S": {"type": "structure", "payload": "Other", "members": {
            "Id": {"shape": "Label"}, "Body": {"shape": "Open", "document": true},
            "Other": {"shape": "Text"}, "All": {"shape": "All", "sparse": true}}},
           "Open": {"type": "structure", "members": {}},
           "All": {"type": "list", "member": {"shape": "Text"}}"#,
    );
    assert_eq!(problems, []);
    let input = &ir.shapes["S"];
    let member = |name: &str| input.member(name).expect("it is there");
    assert_eq!(member("Body").location, Location::Payload);
    assert_eq!(member("Other").location, Location::Body);
    assert!(member("Id").required);
    assert_eq!(ir.shapes["Open"].kind, ShapeKind::Document);
    assert!(ir.shapes["All"].traits.sparse);
    let gone = ir.shapes["Gone"].traits.error.as_ref();
    assert_eq!(gone.and_then(|error| error.http_status), Some(410));
}

#[test]
fn two_operations_cannot_give_one_shape_two_payloads() {
    let put = |payload: &str| {
        format!(
            r#"{{"http": {{"method": "PUT", "requestUri": "/"}}, "input": {{"shape": "S"{payload}}}}}"#
        )
    };
    let operations = format!(r#""A": {}, "B": {}"#, put(r#", "payload": "M""#), put(""));
    let shapes =
        r#""S": {"type": "structure", "members": {"M": {"shape": "T"}}}, "T": {"type": "blob"}"#;
    let (ir, problems) = lower("rest-json", shapes, &operations);
    assert_eq!(ir, None);
    let what =
        "conflicting definition of the payload of `S`; first defined at `/operations/A/input`";
    assert_eq!(
        problems,
        [("/operations/B/input".to_owned(), what.to_owned())]
    );
}

/// The id of a service with these names, and the messages about it.
fn id(names: &str) -> (String, Vec<String>) {
    let text = format!(
        r#"{{"metadata": {{"protocol": "rest-xml"{names}}}, "operations": {{}}, "shapes": {{}}}}"#
    );
    let mut problems = Problems::new();
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let ir = crate::lower_bundle(&bundle, &crate::Config::default(), &mut problems);
    let said = problems.iter().map(|problem| problem.kind.to_string());
    (ir.expect("it lowers").service.id, said.collect())
}

#[test]
fn a_service_without_an_id_is_named_as_the_sdks_name_it() {
    let s3 = r#", "serviceFullName": "Amazon Simple Storage Service", "endpointPrefix": "s3""#;
    let (name, said) = id(&format!(r#"{s3}, "serviceAbbreviation": "Amazon S3""#));
    assert_eq!(name, "S3");
    let words = "missing key `serviceId`; using `S3`, derived from `serviceAbbreviation`";
    assert_eq!(said, [words]);
    for (names, expected) in [
        (s3, "S3"),
        (r#", "serviceFullName": "Amazon Glacier""#, "Glacier"),
        (r#", "endpointPrefix": "route53""#, "Route 53"),
        (
            r#", "serviceFullName": "AWS Lambda", "endpointPrefix": "lambda""#,
            "Lambda",
        ),
        (r#", "targetPrefix": "Lamp_2020""#, "Lamp_2020"),
        ("", "Service"),
    ] {
        let (name, said) = id(names);
        assert_eq!((name.as_str(), said.len()), (expected, 1), "{names}");
    }
    assert_eq!(
        id(r#", "serviceId": "S3", "serviceFullName": "x""#),
        ("S3".to_owned(), vec![])
    );
}
