//! DynamoDB, SQS, SNS, Kinesis: three JSON protocols and awsQuery.

use sansmith::page::waiter::{Accepted, Answer, Schema, State, Waiter};
use sansmith::page::{NextPage, Paginated, PaginatedItems, Tokens};
use serde_json::json;

use super::{Scenario, at, named, text};
use crate::caller::Caller;
use crate::services::dynamodb::operation::{
    CreateTable, DeleteTable, DescribeTable, DescribeTableError, GetItem, ListTables, PutItem, Scan,
};
use crate::services::dynamodb::types::{
    DescribeTableInput, DescribeTableOutput, ScanInput, ScanOutput,
};
use crate::services::kinesis::operation::{
    CreateStream, DescribeStreamSummary, GetRecords, GetShardIterator, ListShards, PutRecord,
};
use crate::services::sns::operation as sns;
use crate::services::sqs::operation::{
    CreateQueue, DeleteMessage, GetQueueUrl, ListQueues, ReceiveMessage, SendMessage,
};

pub(super) const SCENARIOS: &[Scenario] = &[
    (
        "dynamodb: a table is made, awaited, listed and deleted",
        table,
    ),
    ("dynamodb: an item is put and got", item),
    ("dynamodb: a scan has pages", scan),
    ("dynamodb: errors have their codes", missing_table),
    ("sqs: a message goes in and comes out", message),
    ("sqs: queues are listed", queues),
    ("sqs: a missing queue is an error", missing_queue),
    ("sns: a topic is made and published to", topic),
    ("sns: tags are set and listed", topic_tags),
    ("kinesis: a record is put and read", record),
    ("kinesis: shards are listed", shards),
];

fn create(caller: &Caller, name: &str) {
    caller.call::<CreateTable>(json!({
        "TableName": name,
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST"
    }));
}

/// A declared waiter.
struct TableIsActive;

impl Waiter for TableIsActive {
    type Operation = DescribeTable;
    const SCHEMA: &'static Schema = &Schema::new("TableIsActive", &[]).delay(1, 5);

    fn judge(
        _: &DescribeTableInput,
        result: Result<&DescribeTableOutput, &DescribeTableError>,
        _: &Answer<'_>,
    ) -> Option<Accepted> {
        let table = result.ok()?.table.as_ref()?;
        let is_active = table.table_status.as_ref()?.as_str() == "ACTIVE";
        is_active.then_some(Accepted::by_code(State::Success))
    }
}

fn table(caller: &Caller) {
    let name = named(caller, "tables");
    create(caller, &name);
    let input = DescribeTableInput::builder().table_name(&name).build();
    let minute = std::time::Duration::from_secs(60);
    let accepted = match caller {
        Caller::Blocking(client) => client.wait_until::<TableIsActive>(&input, minute),
        Caller::Asynchronous(client, runtime) => {
            runtime.block_on(client.wait_until::<TableIsActive>(&input, minute))
        }
    };
    assert_eq!(accepted.unwrap().state, State::Success);
    let listed = caller.call::<ListTables>(json!({}));
    assert!(
        at(&listed, "TableNames")
            .as_array()
            .unwrap()
            .contains(&json!(name))
    );
    caller.call::<DeleteTable>(json!({"TableName": name}));
    assert_eq!(
        caller.fail::<DescribeTable>(json!({"TableName": name})),
        "ResourceNotFoundException"
    );
}

fn item(caller: &Caller) {
    let name = named(caller, "items");
    create(caller, &name);
    let item = json!({"id": {"S": "a"}, "n": {"N": "12.5"}, "b": {"B": "AP8="}, "l": {"L": [{"BOOL": true}, {"NULL": true}]}});
    caller.call::<PutItem>(json!({"TableName": name, "Item": item}));
    let got = caller.call::<GetItem>(json!({"TableName": name, "Key": {"id": {"S": "a"}}}));
    assert_eq!(at(&got, "Item.n.N"), "12.5");
    assert_eq!(at(&got, "Item.b.B"), "AP8=");
    assert_eq!(at(&got, "Item.l.L.0.BOOL"), true);
    let none = caller.call::<GetItem>(json!({"TableName": name, "Key": {"id": {"S": "b"}}}));
    assert!(at(&none, "Item").is_null());
    let condition =
        json!({"TableName": name, "Item": item, "ConditionExpression": "attribute_not_exists(id)"});
    assert_eq!(
        caller.fail::<PutItem>(condition),
        "ConditionalCheckFailedException"
    );
}

/// A declared paginator.
struct Items;

impl Paginated for Items {
    type Operation = Scan;

    fn advance(input: &mut ScanInput, output: &ScanOutput) -> NextPage {
        let last = output.last_evaluated_key.as_ref();
        Tokens::new()
            .set(&mut input.exclusive_start_key, last)
            .finish()
    }
}

impl PaginatedItems for Items {
    type Items = Vec<String>;

    fn items(output: ScanOutput) -> Vec<String> {
        let value = serde_json::to_value(output).unwrap();
        let items = at(&value, "Items").as_array().cloned().unwrap_or_default();
        items.iter().map(|item| text(item, "id.S")).collect()
    }
}

fn scan(caller: &Caller) {
    let name = named(caller, "scans");
    create(caller, &name);
    for index in 0..25 {
        let item = json!({"id": {"S": format!("{index:02}")}});
        caller.call::<PutItem>(json!({"TableName": name, "Item": item}));
    }
    let input = json!({"TableName": name, "Limit": 10});
    let mut items = caller.items::<Items>(input.clone());
    items.sort();
    assert_eq!(items.len(), 25);
    assert_eq!(items.last().unwrap(), "24");
    assert_eq!(caller.pages::<Items>(input), 3);
}

fn missing_table(caller: &Caller) {
    assert_eq!(
        caller.fail::<DescribeTable>(json!({"TableName": "no-such-table"})),
        "ResourceNotFoundException"
    );
}

fn message(caller: &Caller) {
    let name = named(caller, "orders");
    let url = text(
        &caller.call::<CreateQueue>(json!({"QueueName": name})),
        "QueueUrl",
    );
    let body = "päckchen \u{1f4e6} & <b>\"quoted\"</b>\nnext line";
    caller.call::<SendMessage>(json!({"QueueUrl": url, "MessageBody": body}));
    let received = caller.call::<ReceiveMessage>(json!({"QueueUrl": url}));
    assert_eq!(text(&received, "Messages.0.Body"), body);
    let handle = text(&received, "Messages.0.ReceiptHandle");
    caller.call::<DeleteMessage>(json!({"QueueUrl": url, "ReceiptHandle": handle}));
    let empty = caller.call::<ReceiveMessage>(json!({"QueueUrl": url}));
    assert!(at(&empty, "Messages").as_array().is_none_or(Vec::is_empty));
}

fn queues(caller: &Caller) {
    let name = named(caller, "listed");
    caller.call::<CreateQueue>(json!({"QueueName": name}));
    let listed = caller.call::<ListQueues>(json!({"QueueNamePrefix": name}));
    assert_eq!(at(&listed, "QueueUrls").as_array().unwrap().len(), 1);
    let url = caller.call::<GetQueueUrl>(json!({"QueueName": name}));
    assert!(text(&url, "QueueUrl").ends_with(&name));
}

fn missing_queue(caller: &Caller) {
    let code = caller.fail::<GetQueueUrl>(json!({"QueueName": "no-such-queue"}));
    assert!(
        code.contains("QueueDoesNotExist") || code.contains("NonExistentQueue"),
        "{code}"
    );
}

fn topic(caller: &Caller) {
    let made = caller.call::<sns::CreateTopic>(json!({"Name": named(caller, "news")}));
    let arn = text(&made, "TopicArn");
    let sent = caller.call::<sns::Publish>(json!({"TopicArn": arn, "Message": "a & b = c"}));
    assert!(!text(&sent, "MessageId").is_empty());
    let attributes = caller.call::<sns::GetTopicAttributes>(json!({"TopicArn": arn}));
    assert_eq!(text(&attributes, "Attributes.TopicArn"), arn);
    let listed = caller.call::<sns::ListTopics>(json!({}));
    assert!(
        at(&listed, "Topics")
            .as_array()
            .unwrap()
            .contains(&json!({"TopicArn": arn}))
    );
}

fn topic_tags(caller: &Caller) {
    let made = caller.call::<sns::CreateTopic>(json!({"Name": named(caller, "tagged")}));
    let arn = text(&made, "TopicArn");
    let tags = json!([{"Key": "team", "Value": "läufer & co"}]);
    caller.call::<sns::TagResource>(json!({"ResourceArn": arn, "Tags": tags}));
    let listed = caller.call::<sns::ListTagsForResource>(json!({"ResourceArn": arn}));
    assert_eq!(at(&listed, "Tags"), &tags);
}

fn stream(caller: &Caller, name: &str) -> String {
    let name = named(caller, name);
    caller.call::<CreateStream>(json!({"StreamName": name, "ShardCount": 2}));
    let status = || {
        let described = caller.call::<DescribeStreamSummary>(json!({"StreamName": name}));
        text(&described, "StreamDescriptionSummary.StreamStatus")
    };
    for _ in 0..50 {
        if status() == "ACTIVE" {
            return name;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{name} is not active");
}

fn record(caller: &Caller) {
    let name = stream(caller, "records");
    let put = json!({"StreamName": name, "Data": "AAH/", "PartitionKey": "k"});
    let shard = text(&caller.call::<PutRecord>(put), "ShardId");
    let from = json!({"StreamName": name, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = text(&caller.call::<GetShardIterator>(from), "ShardIterator");
    let records = caller.call::<GetRecords>(json!({"ShardIterator": iterator}));
    assert_eq!(text(&records, "Records.0.Data"), "AAH/");
}

fn shards(caller: &Caller) {
    let name = stream(caller, "shards");
    let listed = caller.call::<ListShards>(json!({"StreamName": name}));
    assert_eq!(at(&listed, "Shards").as_array().unwrap().len(), 2);
}
