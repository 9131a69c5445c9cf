//! Hand-written output of `SearchContacts`.

use std::collections::HashMap;

use super::chat::SegmentAttributeValue;
use super::{Channel, Timestamp, open_enum, structure};

open_enum!(InitiationMethod {
    Inbound = "INBOUND",
    Outbound = "OUTBOUND",
    Transfer = "TRANSFER",
    QueueTransfer = "QUEUE_TRANSFER",
    Callback = "CALLBACK",
    Api = "API",
    Disconnect = "DISCONNECT",
    Monitor = "MONITOR",
    ExternalOutbound = "EXTERNAL_OUTBOUND",
});
open_enum!(StepStatus {
    Active = "ACTIVE",
    Inactive = "INACTIVE",
    Joined = "JOINED",
    Expired = "EXPIRED",
});
open_enum!(AiUseCase {
    AgentAssistance = "AgentAssistance",
    SelfService = "SelfService",
});

structure!(QueueInfo {
    id: String,
    enqueue_timestamp: Timestamp
});
structure!(AgentInfo {
    id: String,
    connected_to_agent_timestamp: Timestamp
});
structure!(Range {
    min_proficiency_level: f32,
    max_proficiency_level: f32
});
structure!(AgentsCriteria { agent_ids: Vec<String> });
structure!(MatchCriteria {
    agents_criteria: AgentsCriteria
});
structure!(AttributeCondition {
    name: String,
    value: String,
    proficiency_level: f32,
    range: Range,
    match_criteria: MatchCriteria,
    comparison_operator: String,
});
structure!(Expression {
    attribute_condition: AttributeCondition,
    and_expression: Vec<Expression>,
    or_expression: Vec<Expression>,
    not_attribute_condition: AttributeCondition,
});
structure!(Expiry {
    duration_in_seconds: i32,
    expiry_timestamp: Timestamp
});
structure!(Step {
    expiry: Expiry,
    expression: Expression,
    status: StepStatus
});
structure!(RoutingCriteria { steps: Vec<Step>, activation_timestamp: Timestamp, index: i32 });
structure!(GlobalResiliency {
    active_region: String,
    origin_region: String,
    traffic_distribution_group_id: String,
});
structure!(AiAgentInfo {
    ai_agent_version_id: String,
    ai_agent_escalated: bool,
    ai_use_case: AiUseCase,
});
structure!(SegmentAttribute {
    value_string: String,
    value_map: HashMap<String, SegmentAttributeValue>,
});
structure!(Contact {
    arn: String,
    id: String,
    initial_contact_id: String,
    previous_contact_id: String,
    initiation_method: InitiationMethod,
    channel: Channel,
    queue_info: QueueInfo,
    agent_info: AgentInfo,
    initiation_timestamp: Timestamp,
    disconnect_timestamp: Timestamp,
    scheduled_timestamp: Timestamp,
    segment_attributes: HashMap<String, SegmentAttribute>,
    name: String,
    routing_criteria: RoutingCriteria,
    tags: HashMap<String, String>,
    global_resiliency_metadata: GlobalResiliency,
    ai_agent_info: Vec<AiAgentInfo>,
});
structure!(SearchContacts { contacts: Vec<Contact>, next_token: String, total_count: i64 });
