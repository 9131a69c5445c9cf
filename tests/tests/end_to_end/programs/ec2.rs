//! A network: created, tagged, found by filter, deleted. ec2Query forms and XML.

use ::ec2::operation::{CreateTags, CreateVpc, DeleteVpc, DeleteVpcError, DescribeVpcs};
use ::ec2::prelude::*;
use ::ec2::types::{
    CreateTagsRequest, CreateVpcRequest, DeleteVpcRequest, DescribeVpcsRequest, Filter,
    ResourceType, Tag, TagSpecification, VpcState,
};

use crate::call;

#[test]
fn a_network_is_made_tagged_found_and_deleted() {
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let specification = TagSpecification::builder()
        .resource_type(ResourceType::Vpc)
        .tags([tag("Name", "netz & söhne <1>")])
        .build();
    let input = CreateVpcRequest::builder()
        .cidr_block("10.1.0.0/16")
        .tag_specifications([specification])
        .build();
    let made = call::<CreateVpc>(&input).unwrap().vpc.unwrap();
    let id = made.vpc_id.unwrap();
    assert_eq!(made.cidr_block.as_deref(), Some("10.1.0.0/16"));
    assert_eq!(made.is_default, Some(false));

    let input = CreateTagsRequest::builder()
        .resources([&id])
        .tags([tag("stage", "a=b&c d")])
        .build();
    call::<CreateTags>(&input).unwrap();

    let filter = Filter::builder()
        .name("tag:stage")
        .values(["nothing", "a=b&c d"])
        .build();
    let input = DescribeVpcsRequest::builder().filters([filter]).build();
    let found = call::<DescribeVpcs>(&input).unwrap().vpcs.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].vpc_id.as_ref(), Some(&id));
    assert_eq!(found[0].state, Some(VpcState::Available));
    let tags = found[0].tags.as_ref().unwrap();
    assert!(tags.contains(&tag("Name", "netz & söhne <1>")), "{tags:?}");
    assert!(tags.contains(&tag("stage", "a=b&c d")), "{tags:?}");

    let input = DeleteVpcRequest::builder().vpc_id(&id).build();
    call::<DeleteVpc>(&input).unwrap();
    // EC2's model has no error shapes; errors differ only by code.
    let error = call::<DeleteVpc>(&input).unwrap_err();
    assert!(matches!(error, DeleteVpcError::Unhandled(_)), "{error:?}");
    assert_eq!(error.code(), "InvalidVpcID.NotFound");
    assert!(
        error.message().is_some_and(|message| message.contains(&id)),
        "{error:?}"
    );
    assert!(error.request_id().is_some(), "{error:?}");
}
