//! Connect, EC2, Lambda, Route 53, `CloudWatch`, IAM, STS: resources, in JSON, Query and XML.

use serde_json::json;

use super::{Scenario, at, named, text};
use crate::caller::Caller;
use crate::services::cloudwatch::operation as cloudwatch;
use crate::services::connect::operation as connect;
use crate::services::ec2::operation as ec2;
use crate::services::iam::operation as iam;
use crate::services::lambda::operation as lambda;
use crate::services::route53::operation as route53;
use crate::services::sts::operation as sts;

pub(super) const SCENARIOS: &[Scenario] = &[
    (
        "connect: an instance is made, described and deleted",
        instance,
    ),
    ("connect: instances are listed", instances),
    ("connect: tags have ARNs in paths", instance_tags),
    ("connect: a missing instance is an error", missing_instance),
    ("ec2: a network is made, described and deleted", network),
    ("ec2: a missing network is an error", missing_network),
    ("lambda: functions are listed", functions),
    ("lambda: a missing function is an error", missing_function),
    ("route53: a zone is made, read and deleted", zone),
    ("route53: a missing zone is an error", missing_zone),
    ("cloudwatch: a metric is put and listed", metric),
    ("cloudwatch: an alarm is put, described and deleted", alarm),
    ("iam: a user is made, read and deleted", user),
    ("iam: a missing user is an error", missing_user),
    ("sts: the caller has an account", identity),
    ("sts: a role is assumed", role),
];

fn create(caller: &Caller, alias: &str) -> (String, String) {
    let made = caller.call::<connect::CreateInstance>(json!({
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": named(caller, alias),
        "InboundCallsEnabled": true,
        "OutboundCallsEnabled": false
    }));
    (text(&made, "Id"), text(&made, "Arn"))
}

fn instance(caller: &Caller) {
    let (id, arn) = create(caller, "made");
    let described = caller.call::<connect::DescribeInstance>(json!({"InstanceId": id}));
    assert_eq!(text(&described, "Instance.Arn"), arn);
    caller.call::<connect::DeleteInstance>(json!({"InstanceId": id}));
    let code = caller.fail::<connect::DescribeInstance>(json!({"InstanceId": id}));
    assert_eq!(code, "ResourceNotFoundException");
}

fn instances(caller: &Caller) {
    let (id, _) = create(caller, "listed");
    let listed = caller.call::<connect::ListInstances>(json!({"MaxResults": 10}));
    let list = at(&listed, "InstanceSummaryList").as_array().unwrap();
    assert!(list.iter().any(|found| text(found, "Id") == id));
}

fn instance_tags(caller: &Caller) {
    let (_, arn) = create(caller, "tagged");
    let tags = json!({"team": "läufer & co"});
    caller.call::<connect::TagResource>(json!({"resourceArn": arn, "tags": tags}));
    let listed = caller.call::<connect::ListTagsForResource>(json!({"resourceArn": arn}));
    assert_eq!(at(&listed, "tags"), &tags);
}

fn missing_instance(caller: &Caller) {
    let id = "00000000-0000-0000-0000-000000000000";
    let code = caller.fail::<connect::DescribeInstance>(json!({"InstanceId": id}));
    assert_eq!(code, "ResourceNotFoundException");
}

fn network(caller: &Caller) {
    let made = caller.call::<ec2::CreateVpc>(json!({"CidrBlock": "10.0.0.0/16"}));
    let id = text(&made, "Vpc.VpcId");
    let described = caller.call::<ec2::DescribeVpcs>(json!({"VpcIds": [id]}));
    assert_eq!(text(&described, "Vpcs.0.CidrBlock"), "10.0.0.0/16");
    caller.call::<ec2::DeleteVpc>(json!({"VpcId": id}));
}

fn missing_network(caller: &Caller) {
    let code = caller.fail::<ec2::DescribeVpcs>(json!({"VpcIds": ["vpc-00000000"]}));
    assert_eq!(code, "InvalidVpcID.NotFound");
}

fn functions(caller: &Caller) {
    let listed = caller.call::<lambda::ListFunctions>(json!({}));
    assert_eq!(at(&listed, "Functions"), &json!([]));
}

fn missing_function(caller: &Caller) {
    let code = caller.fail::<lambda::GetFunction>(json!({"FunctionName": "no-such-function"}));
    assert_eq!(code, "ResourceNotFoundException");
}

fn zone(caller: &Caller) {
    let name = format!("{}.example.", named(caller, "zone"));
    let made = json!({"Name": name, "CallerReference": named(caller, "ref")});
    let made = caller.call::<route53::CreateHostedZone>(made);
    let id = text(&made, "HostedZone.Id").replace("/hostedzone/", "");
    let read = caller.call::<route53::GetHostedZone>(json!({"Id": id}));
    assert_eq!(text(&read, "HostedZone.Name"), name);
    let listed = caller.call::<route53::ListHostedZones>(json!({}));
    let zones = at(&listed, "HostedZones").as_array().unwrap();
    assert!(zones.iter().any(|zone| text(zone, "Name") == name));
    caller.call::<route53::DeleteHostedZone>(json!({"Id": id}));
}

fn missing_zone(caller: &Caller) {
    let code = caller.fail::<route53::GetHostedZone>(json!({"Id": "Z00000000000"}));
    assert_eq!(code, "NoSuchHostedZone");
}

fn metric(caller: &Caller) {
    let space = named(caller, "space");
    caller.call::<cloudwatch::PutMetricData>(json!({
        "Namespace": space,
        "MetricData": [{"MetricName": "heat", "Value": 21.5, "Dimensions": [{"Name": "room", "Value": "a & b"}]}]
    }));
    let listed = caller.call::<cloudwatch::ListMetrics>(json!({"Namespace": space}));
    assert_eq!(text(&listed, "Metrics.0.MetricName"), "heat");
}

fn alarm(caller: &Caller) {
    let name = named(caller, "alarm");
    caller.call::<cloudwatch::PutMetricAlarm>(json!({
        "AlarmName": name, "MetricName": "heat", "Namespace": "space", "Statistic": "Average", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 30.0, "ComparisonOperator": "GreaterThanThreshold"
    }));
    let described = caller.call::<cloudwatch::DescribeAlarms>(json!({"AlarmNames": [name]}));
    assert_eq!(at(&described, "MetricAlarms.0.Threshold"), 30.0);
    caller.call::<cloudwatch::DeleteAlarms>(json!({"AlarmNames": [name]}));
}

fn user(caller: &Caller) {
    let name = named(caller, "user");
    caller.call::<iam::CreateUser>(json!({"UserName": name}));
    let read = caller.call::<iam::GetUser>(json!({"UserName": name}));
    assert_eq!(text(&read, "User.UserName"), name);
    let listed = caller.call::<iam::ListUsers>(json!({}));
    let users = at(&listed, "Users").as_array().unwrap();
    assert!(users.iter().any(|user| text(user, "UserName") == name));
    caller.call::<iam::DeleteUser>(json!({"UserName": name}));
}

fn missing_user(caller: &Caller) {
    assert_eq!(
        caller.fail::<iam::GetUser>(json!({"UserName": "nobody"})),
        "NoSuchEntity"
    );
}

fn identity(caller: &Caller) {
    let identity = caller.call::<sts::GetCallerIdentity>(json!({}));
    assert_eq!(text(&identity, "Account").len(), 12);
}

fn role(caller: &Caller) {
    let assumed = caller.call::<sts::AssumeRole>(json!({
        "RoleArn": "arn:aws:iam::123456789012:role/reader", "RoleSessionName": "tests"
    }));
    assert!(text(&assumed, "AssumedRoleUser.Arn").contains("reader"));
    assert!(!text(&assumed, "Credentials.SecretAccessKey").is_empty());
}
