use super::rules::{
    self, Attribute, Call, Function, Kind, NO_MATCH, Operand, Outcome, Parameter, RESULT, Scheme,
    Step,
};
use super::{Arguments, BuiltIn, Cache, Error, Params, Property, Rules};

/// Lamp rules: `https://lamp.{Region}.{dnsSuffix}`, optionally with a bucket prefix, or a custom endpoint.
const LAMP: Rules<'static> = Rules {
    parameters: &[
        Parameter::new("Region", Kind::Text).built_in(BuiltIn::Region),
        Parameter::new("Endpoint", Kind::Text).built_in(BuiltIn::Endpoint),
        Parameter::new("Fips", Kind::Boolean)
            .built_in(BuiltIn::UseFips)
            .required()
            .default(rules::Default::Boolean(false)),
        Parameter::new("Bucket", Kind::Text),
    ],
    slots: 6,
    texts: &["https://", "lamp.", ".", "no FIPS for ", "sigv4", "lamp"],
    operands: &[
        Operand::Slot(1),
        Operand::Slot(2),
        Operand::Boolean(true),
        Operand::Slot(0),
        Operand::Slot(3),
        Operand::Boolean(false),
        // 6: message
        Operand::Text(3),
        Operand::Slot(0),
        // 8: URL
        Operand::Text(0),
        Operand::Text(1),
        Operand::Slot(0),
        Operand::Text(2),
        Operand::Call(0),
        // 13: suffix
        Operand::Slot(4),
        Operand::Attribute(Attribute::DnsSuffix),
        // 15: URL with bucket
        Operand::Text(0),
        Operand::Slot(3),
        Operand::Text(2),
        Operand::Text(1),
        Operand::Slot(0),
    ],
    calls: &[
        Call::new(Function::GetAttr, 13, 2),
        Call::new(Function::Concat, 6, 2),
        Call::new(Function::Concat, 8, 5),
        Call::new(Function::Concat, 15, 5),
    ],
    conditions: &[
        Call::new(Function::IsSet, 0, 1),
        Call::new(Function::BooleanEquals, 1, 2),
        Call::new(Function::Partition, 3, 1).assign(4),
        Call::new(Function::IsVirtualHostableS3Bucket, 4, 2),
    ],
    steps: &[
        Step::new(0, RESULT, 1),
        Step::new(1, RESULT + 1, 2),
        Step::new(2, 3, NO_MATCH),
        Step::new(3, RESULT + 3, RESULT + 2),
    ],
    root: 0,
    results: &[
        Outcome::Endpoint {
            url: Operand::Slot(1),
            schemes: 0,
            headers: 0,
            properties: 0,
        },
        Outcome::Error(Operand::Call(1)),
        Outcome::Endpoint {
            url: Operand::Call(2),
            schemes: 1,
            headers: 1,
            properties: 1,
        },
        Outcome::Endpoint {
            url: Operand::Call(3),
            schemes: 1,
            headers: 0,
            properties: 0,
        },
    ],
    schemes: &[
        &[],
        &[Scheme {
            name: Operand::Text(4),
            signing_name: Some(Operand::Text(5)),
            signing_region: Some(Operand::Slot(0)),
            signing_region_set: None,
            disable_double_encoding: Some(true),
            disable_normalize_path: None,
            properties: &[],
        }],
    ],
    headers: &[&[], &[("x-region", &[Operand::Slot(0)])]],
    properties: &[
        &[],
        &[(
            "tags",
            rules::Property::List(&[rules::Property::Integer(1)]),
        )],
    ],
};

#[test]
fn an_endpoint_has_all_that_the_rules_say() {
    let params = Params::new().region("cn-north-1");
    let endpoint = LAMP.resolve(&params).unwrap();
    assert_eq!(endpoint.url, "https://lamp.cn-north-1.amazonaws.com.cn");
    assert_eq!(
        endpoint.headers,
        [("x-region".into(), vec!["cn-north-1".into()])]
    );
    let [scheme] = &*endpoint.auth_schemes else {
        panic!("{endpoint:?}");
    };
    assert_eq!(
        (&*scheme.name, scheme.signing_region.as_deref()),
        ("sigv4", Some("cn-north-1"))
    );
    assert_eq!(scheme.disable_double_encoding, Some(true));
    assert_eq!(
        endpoint.property("tags"),
        Some(&Property::List(vec![Property::Integer(1)]))
    );
    assert_eq!(endpoint.clone().into_owned(), endpoint);
}

#[test]
fn arguments_count_more_than_names_and_names_more_than_built_ins() {
    let params = Params::new()
        .region("us-east-1")
        .named("Region", "eu-west-1");
    let url = |arguments: &Arguments<'_>| LAMP.resolve_with(&params, arguments).unwrap().url;
    assert_eq!(
        url(&Arguments::default()),
        "https://lamp.eu-west-1.amazonaws.com"
    );
    let mut arguments = Arguments::default();
    assert!(arguments.add(&LAMP, "Bucket", "abc") && arguments.add(&LAMP, "Region", "eu-west-2"));
    assert!(!arguments.add(&LAMP, "Unknown", true));
    assert_eq!(url(&arguments), "https://abc.lamp.eu-west-2");
}

#[test]
fn errors_say_why() {
    let error = |params: &Params<'_>| LAMP.resolve(params).unwrap_err();
    let fips = Params::new().region("x").fips(true);
    assert_eq!(error(&fips), Error::Rule("no FIPS for x".to_owned()));
    let wrong = Params::new().named("Fips", "yes");
    assert_eq!(
        error(&wrong).to_string(),
        "the endpoint parameter `Fips` must be a boolean"
    );
    assert_eq!(error(&Params::new()), Error::NoMatch);
    let required = Rules {
        parameters: &[Parameter::new("Id", Kind::Text).required()],
        ..LAMP
    };
    assert_eq!(
        required.resolve(&Params::new()),
        Err(Error::Missing("Id".to_owned()))
    );
}

#[test]
fn a_region_stays_a_part_of_the_host() {
    for region in [
        "evil.com/",
        "a@evil.com",
        "evil.com:80",
        "evil.com#",
        "a b",
        "é",
    ] {
        let params = Params::new().region(region);
        let error = LAMP.resolve(&params).unwrap_err();
        assert!(matches!(error, Error::InvalidUrl(_)), "{region}: {error:?}");
    }
}

#[test]
fn a_table_that_leads_backward_ends() {
    let circle = Rules {
        steps: &[Step::new(0, 0, 0)],
        ..LAMP
    };
    assert_eq!(circle.resolve(&Params::new()), Err(Error::NoMatch));
    let own_operand = Rules {
        calls: &[Call::new(Function::Concat, 0, 1); 4],
        operands: &[Operand::Call(0)],
        ..LAMP
    };
    assert!(own_operand.resolve(&Params::new()).is_err());
    let nothing = Rules {
        parameters: &[],
        slots: 0,
        calls: &[],
        conditions: &[],
        results: &[],
        ..LAMP
    };
    assert_eq!(nothing.resolve(&Params::new()), Err(Error::NoMatch));
}

#[test]
fn a_cache_keeps_the_last_endpoint() {
    let mut cache = Cache::new();
    let params = Params::new().region("us-east-1");
    let none = Arguments::default();
    let first = cache.resolve(&LAMP, &params, &none).unwrap().url.clone();
    assert_eq!(cache.resolve(&LAMP, &params, &none).unwrap().url, first);
    let other = Params::new().region("us-west-2");
    assert_ne!(cache.resolve(&LAMP, &other, &none).unwrap().url, first);
    assert!(cache.resolve(&LAMP, &Params::new(), &none).is_err());
}
