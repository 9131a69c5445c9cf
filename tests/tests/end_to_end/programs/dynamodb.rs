//! A table with items of every value type: awsJson1_0, unions, blobs, numbers as text.

use std::collections::BTreeMap;

use ::dynamodb::operation::{
    CreateTable, DescribeTable, DescribeTableError, GetItem, PutItem, PutItemError, Query,
};
use ::dynamodb::prelude::*;
use ::dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, CreateTableInput, DescribeTableInput,
    GetItemInput, KeySchemaElement, KeyType, PutItemInput, QueryInput, ScalarAttributeType,
};

use crate::call;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn number(value: &str) -> AttributeValue {
    AttributeValue::N(value.into())
}

fn item() -> BTreeMap<String, AttributeValue> {
    let inner = AttributeValue::L(vec![text("")]);
    [
        ("pk", text("kunde#1 \u{1f4e6}")),
        ("sk", number("42")),
        ("blob", AttributeValue::B([0_u8, 1, 255].into())),
        ("flag", AttributeValue::Bool(true)),
        ("none", AttributeValue::Null(true)),
        (
            "list",
            AttributeValue::L(vec![text(""), number("-1.5"), inner]),
        ),
        (
            "map",
            AttributeValue::M([("inner".to_owned(), text("x"))].into()),
        ),
        ("set", AttributeValue::Ss(vec!["a".into(), "b".into()])),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn create(table: &str) {
    let column = |name: &str, kind| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(kind)
            .build()
    };
    let key = |name: &str, kind| {
        KeySchemaElement::builder()
            .attribute_name(name)
            .key_type(kind)
            .build()
    };
    let input = CreateTableInput::builder()
        .table_name(table)
        .attribute_definitions([
            column("pk", ScalarAttributeType::S),
            column("sk", ScalarAttributeType::N),
        ])
        .key_schema([key("pk", KeyType::Hash), key("sk", KeyType::Range)])
        .billing_mode(BillingMode::PayPerRequest)
        .build();
    call::<CreateTable>(&input).unwrap();
}

#[test]
fn an_item_comes_back_as_it_was_put() {
    create("customers");
    let input = DescribeTableInput::builder()
        .table_name("customers")
        .build();
    let table = call::<DescribeTable>(&input).unwrap().table.unwrap();
    assert_eq!(table.key_schema.unwrap().len(), 2);
    assert!(table.creation_date_time.is_some());

    let input = PutItemInput::builder()
        .table_name("customers")
        .item(item())
        .build();
    call::<PutItem>(&input).unwrap();

    let key = ["pk", "sk"].map(|name| (name.to_owned(), item()[name].clone()));
    let input = GetItemInput::builder()
        .table_name("customers")
        .key(key)
        .build();
    assert_eq!(call::<GetItem>(&input).unwrap().item, Some(item()));

    let input = QueryInput::builder()
        .table_name("customers")
        .key_condition_expression("pk = :pk AND sk > :sk")
        .expression_attribute_values([(":pk", item()["pk"].clone()), (":sk", number("1e1"))])
        .build();
    let found = call::<Query>(&input).unwrap();
    assert_eq!((found.count, found.items), (Some(1), Some(vec![item()])));
}

#[test]
fn errors_are_typed() {
    let input = DescribeTableInput::builder().table_name("nowhere").build();
    let error = call::<DescribeTable>(&input).unwrap_err();
    assert!(
        matches!(error, DescribeTableError::ResourceNotFoundException(_)),
        "{error:?}"
    );
    assert_eq!(error.code(), "ResourceNotFoundException");
    assert!(error.request_id().is_some(), "{error:?}");

    create("once");
    let input = |condition| {
        let item = item();
        PutItemInput::builder()
            .table_name("once")
            .item(item)
            .condition_expression(condition)
            .build()
    };
    call::<PutItem>(&input("attribute_not_exists(pk)")).unwrap();
    let error = call::<PutItem>(&input("attribute_not_exists(pk)")).unwrap_err();
    assert!(
        matches!(error, PutItemError::ConditionalCheckFailedException(_)),
        "{error:?}"
    );
}
