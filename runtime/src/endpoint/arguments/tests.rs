use std::collections::BTreeMap;

use super::{Argument, Arguments, Binding, Segment};
use crate::endpoint::rules::{Kind, NO_MATCH, Parameter, Rules};
use crate::fixture::{Color, Everything, Point};
use crate::http::operation::{Operation, Schema};
use crate::http::protocol::RestJson1;
use crate::http::request::fixture::{Nothing, Refused};
use crate::http::service::Service;

/// Rules with a parameter from each source; slots 4 and 6 are lists.
static RULES: Rules<'static> = Rules {
    parameters: &[
        Parameter::new("Text", Kind::Text),
        Parameter::new("Flag", Kind::Boolean),
        Parameter::new("Color", Kind::Text),
        Parameter::new("Fixed", Kind::Boolean),
        Parameter::new("Keys", Kind::Texts),
        Parameter::new("Deep", Kind::Text),
        Parameter::new("Units", Kind::Texts),
        Parameter::new("Last", Kind::Text),
    ],
    slots: 8,
    texts: &[],
    operands: &[],
    calls: &[],
    conditions: &[],
    steps: &[],
    root: NO_MATCH,
    results: &[],
    schemes: &[],
    headers: &[],
    properties: &[],
};

static SERVICE: Service = Service::new("Lamp", "Lamp", "2026-01-01").rules(&RULES);

struct Glow;

impl Operation for Glow {
    type Protocol = RestJson1;
    type Input = Everything;
    type Output = Nothing;
    type Error = Refused;
    const SCHEMA: &'static Schema = &Schema::new(&SERVICE, "Glow", "PUT", "/");
    const ENDPOINT: &'static [Binding] = &[
        Binding::member(0, 7),
        Binding::member(1, 0),
        Binding::member(2, 13),
        Binding::member(3, 0),
        Binding::path(4, &[Segment::Member(22), Segment::Keys]),
        Binding::path(
            5,
            &[Segment::Member(26), Segment::Member(24), Segment::Member(1)],
        ),
        Binding::path(
            6,
            &[
                Segment::Member(26),
                Segment::Select(&[
                    &[Segment::Member(7)],
                    &[Segment::Member(24), Segment::Member(1)],
                    &[Segment::Member(18), Segment::Each],
                ]),
            ],
        ),
        Binding::path(7, &[Segment::Member(14), Segment::Index(-1)]),
        Binding::boolean(3, true),
    ];
}

#[test]
fn members_paths_and_fixed_values_are_found() {
    let point = Point {
        unit: Some("cm".to_owned()),
        ..Point::default()
    };
    let input = Everything {
        text: Some("a".to_owned()),
        boolean: Some(false),
        color: Some(Color::from("RED")),
        secret_map: Some(BTreeMap::from([("k".to_owned(), "v".to_owned())])),
        texts: Some(vec!["x".to_owned(), "y".to_owned()]),
        itself: Some(Box::new(Everything {
            point: Some(point),
            nested: Some(vec![vec!["n".to_owned()], vec!["m".to_owned()]]),
            ..Everything::default()
        })),
        ..Everything::default()
    };
    let mut found = Arguments::of::<Glow>(&input).as_slice().to_vec();
    found.sort_by_key(|(slot, _)| *slot);
    let expected: [(u8, Argument<'_>); 8] = [
        (0, "a".into()),
        (1, false.into()),
        (2, "RED".into()),
        // Later bindings override earlier ones.
        (3, true.into()),
        (4, vec!["k"].into()),
        (5, "cm".into()),
        // Absent strings are omitted.
        (6, vec!["cm", "n", "m"].into()),
        (7, "y".into()),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_there_gives_nothing() {
    let input = Everything::default();
    let arguments = Arguments::of::<Glow>(&input);
    assert_eq!(arguments.as_slice(), [(3, true.into())]);
    // Empty lists are present.
    let input = Everything {
        secret_map: Some(BTreeMap::new()),
        ..Everything::default()
    };
    let arguments = Arguments::of::<Glow>(&input);
    let keys = Argument::Texts(Vec::new());
    assert!(arguments.as_slice().contains(&(4, keys)), "{arguments:?}");
}
