//! Benchmark messages generated from a fixed seed: identical on every machine.
//!
//! Every member that a caller can set is present.

use serde_json::{Value, json};

/// All members of a request.
pub(crate) const CHAT_INPUT: &str = include_str!("chat.json");

/// The small response, 52 bytes.
pub(crate) const CHAT_ANSWER: &[u8] = br#"{"ContactId":"5f0c6b0a-6a52-4d3e-9a55-0a8f1c2d3e4f"}"#;

const INSTANCE: &str =
    "arn:aws:connect:us-east-1:123456789012:instance/4f8a3c1e-9b7d-4e2a-8c55-6d1f0e2b3a49";
const FIRST: [&str; 10] = [
    "Ana",
    "Bérénice",
    "Chidi",
    "Dmitri",
    "Eilís",
    "Farah",
    "Gustavo",
    "Hana",
    "Ivo",
    "Jürgen",
];
const LAST: [&str; 10] = [
    "O'Neill",
    "Müller",
    "Okafor",
    "da Silva",
    "Novák",
    "Haddad",
    "Lindqvist",
    "Park",
    "Rossi",
    "Tran",
];

/// A SearchContacts response of 100 contacts, with every member set.
pub(crate) fn search_contacts() -> Vec<u8> {
    let mut random = Random(7);
    let contacts: Vec<_> = (0..100).map(|i| contact(&mut random, i)).collect();
    let token: String = (0..11).map(|_| random.uuid()).collect();
    let message = json!({"Contacts": contacts, "NextToken": token, "TotalCount": 48211});
    message.to_string().into_bytes()
}

/// A SearchUsers response of 100 users, with every member set.
pub(crate) fn search_users() -> Vec<u8> {
    let mut random = Random(11);
    let users: Vec<_> = (0..100).map(|i| user(&mut random, i)).collect();
    let token: String = (0..4).map(|_| random.uuid()).collect();
    let message = json!({"Users": users, "NextToken": token, "ApproximateTotalCount": 812});
    message.to_string().into_bytes()
}

fn contact(random: &mut Random, i: u32) -> Value {
    let id = random.uuid();
    let name = format!("Renewal of {} {}", random.of(&FIRST), random.of(&LAST));
    json!({
        "Arn": format!("{INSTANCE}/contact/{id}"),
        "Id": id,
        "InitialContactId": random.uuid(),
        "PreviousContactId": random.uuid(),
        "InitiationMethod": random.of(&["INBOUND", "OUTBOUND", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", "API"]),
        "Channel": random.of(&["VOICE", "CHAT", "TASK", "EMAIL"]),
        "QueueInfo": {"Id": random.uuid(), "EnqueueTimestamp": random.time()},
        "AgentInfo": {"Id": random.uuid(), "ConnectedToAgentTimestamp": random.time()},
        "InitiationTimestamp": random.time(),
        "DisconnectTimestamp": random.time(),
        "ScheduledTimestamp": random.time(),
        "SegmentAttributes": {
            "connect:Subtype": {"ValueString": random.of(&["connect:SMS", "connect:Chat"])},
            "connect:Guide": {"ValueMap": {
                "Step": {"ValueInteger": i},
                "Path": {"ValueList": [{"ValueString": "a"}, {"ValueArn": INSTANCE}]},
            }},
        },
        "Name": name,
        "RoutingCriteria": {
            "Steps": [{
                "Expiry": {"DurationInSeconds": 60 + i, "ExpiryTimestamp": random.time()},
                "Expression": {
                    "AttributeCondition": condition(random),
                    "AndExpression": [{"AttributeCondition": condition(random)}],
                    "OrExpression": [{"AttributeCondition": condition(random)}],
                    "NotAttributeCondition": condition(random),
                },
                "Status": random.of(&["ACTIVE", "INACTIVE", "JOINED", "EXPIRED"]),
            }],
            "ActivationTimestamp": random.time(),
            "Index": i,
        },
        "Tags": {"team": "renewals", "wave": i.to_string()},
        "GlobalResiliencyMetadata": {
            "ActiveRegion": "us-east-1",
            "OriginRegion": "us-west-2",
            "TrafficDistributionGroupId": random.uuid(),
        },
        "AiAgentInfo": [{
            "AiAgentVersionId": format!("{}:$LATEST", random.uuid()),
            "AiAgentEscalated": i % 2 == 1,
            "AiUseCase": random.of(&["AgentAssistance", "SelfService"]),
        }],
    })
}

fn condition(random: &mut Random) -> Value {
    json!({
        "Name": random.of(&["Language", "Product", "Region"]),
        "Value": random.of(&["Spanish", "Billing", "EMEA"]),
        "ProficiencyLevel": f64::from(1 + random.below(5)),
        "ComparisonOperator": "NumberGreaterOrEqualTo",
        "Range": {"MinProficiencyLevel": 1.5, "MaxProficiencyLevel": 4.5},
        "MatchCriteria": {"AgentsCriteria": {"AgentIds": [random.uuid(), random.uuid()]}},
    })
}

fn user(random: &mut Random, i: u32) -> Value {
    let id = random.uuid();
    json!({
        "Arn": format!("{INSTANCE}/agent/{id}"),
        "DirectoryUserId": random.uuid(),
        "HierarchyGroupId": random.uuid(),
        "Id": id,
        "IdentityInfo": {"FirstName": random.of(&FIRST), "LastName": random.of(&LAST)},
        "PhoneConfig": {
            "PhoneType": random.of(&["SOFT_PHONE", "DESK_PHONE"]),
            "AutoAccept": i & 1 == 1,
            "AfterContactWorkTimeLimit": 30 + i,
            "DeskPhoneNumber": format!("+1202555{i:04}"),
            "PersistentConnection": i & 2 == 2,
        },
        "RoutingProfileId": random.uuid(),
        "SecurityProfileIds": [random.uuid(), random.uuid()],
        "Tags": {"team": "renewals", "site": "Monterrey"},
        "Username": format!("agent.{i:03}@example.com"),
        "AutoAcceptConfigs": [
            {"Channel": "VOICE", "AutoAccept": true, "AgentFirstCallbackAutoAccept": false},
        ],
        "AfterContactWorkConfigs": [{
            "Channel": "VOICE",
            "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 45},
            "AgentFirstCallbackAfterContactWorkConfig": {"AfterContactWorkTimeLimit": 90},
        }],
        "PhoneNumberConfigs": [
            {"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": format!("+1202556{i:04}")},
        ],
        "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": true}],
        "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}],
    })
}

/// Reproducible random numbers: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u8) -> u8 {
        (self.next() % u64::from(limit)) as u8
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::from(self.below(choices.len() as u8))]
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff
        )
    }

    /// Seconds since 1970, with milliseconds.
    fn time(&mut self) -> f64 {
        (1_700_000_000_000 + self.next() % 30_000_000_000) as f64 / 1000.0
    }
}
