//! Amazon Connect calls with the committed crate: JSON, with members in the path.

use sansmith_connect::operation::{
    CreateInstance, DeleteInstance, DescribeInstance, DescribeInstanceError, ListInstances,
    ListTagsForResource, TagResource, UntagResource,
};
use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    CreateInstanceRequest, DeleteInstanceRequest, DescribeInstanceRequest, DirectoryType, Instance,
    ListInstancesRequest, ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest,
};

use crate::moto::Moto;
use crate::send::Caller;

fn create(caller: &Caller) -> Instance {
    let input = CreateInstanceRequest::builder()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("alias-1")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .tags([("made by", "a test & more")])
        .build();
    let created = caller.call::<CreateInstance>(&input).unwrap().unwrap();
    let id = created.id.unwrap();
    let input = DescribeInstanceRequest::builder().instance_id(&id).build();
    let described = caller.call::<DescribeInstance>(&input).unwrap().unwrap();
    let instance = described.instance.unwrap();
    assert_eq!(instance.id.as_ref(), Some(&id));
    assert_eq!(instance.arn, created.arn);
    instance
}

#[test]
fn an_instance_is_made_described_listed_tagged_and_deleted() {
    let Some(moto) = Moto::start() else { return };
    let caller = moto.caller();
    let instance = create(&caller);
    assert_eq!(instance.instance_alias.as_deref(), Some("alias-1"));
    assert_eq!(instance.inbound_calls_enabled, Some(true));
    assert_eq!(
        instance.identity_management_type,
        Some(DirectoryType::ConnectManaged)
    );
    assert!(instance.created_time.is_some());

    let input = ListInstancesRequest::builder().max_results(10).build();
    let listed = caller.call::<ListInstances>(&input).unwrap().unwrap();
    let ids: Vec<_> = listed
        .instance_summary_list
        .unwrap()
        .into_iter()
        .map(|summary| summary.id)
        .collect();
    assert_eq!(ids, std::slice::from_ref(&instance.id));

    // An ARN contains colons and a slash, all in one path segment.
    let arn = instance.arn.unwrap();
    let input = TagResourceRequest::builder()
        .resource_arn(&arn)
        .tags([("team", "läufer"), ("empty", "")])
        .build();
    caller.call::<TagResource>(&input).unwrap().unwrap();
    let input = UntagResourceRequest::builder()
        .resource_arn(&arn)
        .tag_keys(["empty", "made by"])
        .build();
    caller.call::<UntagResource>(&input).unwrap().unwrap();
    let input = ListTagsForResourceRequest::builder()
        .resource_arn(&arn)
        .build();
    let tags = caller
        .call::<ListTagsForResource>(&input)
        .unwrap()
        .unwrap()
        .tags
        .unwrap();
    let tags: Vec<_> = tags
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(tags, [("team", "läufer")]);

    let id = instance.id.unwrap();
    let input = DeleteInstanceRequest::builder().instance_id(&id).build();
    caller.call::<DeleteInstance>(&input).unwrap().unwrap();
    let input = DescribeInstanceRequest::builder().instance_id(&id).build();
    let error = caller
        .call::<DescribeInstance>(&input)
        .unwrap()
        .unwrap_err();
    assert_eq!(error.code(), "ResourceNotFoundException");
    assert!(error.request_id().is_some(), "{error:?}");
    assert!(
        matches!(error, DescribeInstanceError::ResourceNotFoundException(_)),
        "{error:?}"
    );
}
