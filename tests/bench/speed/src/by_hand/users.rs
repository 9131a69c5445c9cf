//! Hand-written output of `SearchUsers`.

use std::collections::HashMap;

use super::{Channel, open_enum, structure};

open_enum!(PhoneType { SoftPhone = "SOFT_PHONE", DeskPhone = "DESK_PHONE" });
open_enum!(EnhancementMode {
    VoiceIsolation = "VOICE_ISOLATION",
    NoiseSuppression = "NOISE_SUPPRESSION",
    None = "NONE",
});

structure!(IdentityInfo {
    first_name: String,
    last_name: String
});
structure!(PhoneConfig {
    phone_type: PhoneType,
    auto_accept: bool,
    after_contact_work_time_limit: i32,
    desk_phone_number: String,
    persistent_connection: bool,
});
structure!(AutoAcceptConfig {
    channel: Channel,
    auto_accept: bool,
    agent_first_callback_auto_accept: bool,
});
structure!(AfterContactWork {
    after_contact_work_time_limit: i32
});
structure!(AfterContactWorkOfChannel {
    channel: Channel,
    after_contact_work_config: AfterContactWork,
    agent_first_callback_after_contact_work_config: AfterContactWork,
});
structure!(PhoneNumberConfig {
    channel: Channel,
    phone_type: PhoneType,
    phone_number: String
});
structure!(PersistentConfig {
    channel: Channel,
    persistent_connection: bool
});
structure!(VoiceConfig {
    channel: Channel,
    voice_enhancement_mode: EnhancementMode
});
structure!(User {
    arn: String,
    directory_user_id: String,
    hierarchy_group_id: String,
    id: String,
    identity_info: IdentityInfo,
    phone_config: PhoneConfig,
    routing_profile_id: String,
    security_profile_ids: Vec<String>,
    tags: HashMap<String, String>,
    username: String,
    auto_accept_configs: Vec<AutoAcceptConfig>,
    after_contact_work_configs: Vec<AfterContactWorkOfChannel>,
    phone_number_configs: Vec<PhoneNumberConfig>,
    persistent_connection_configs: Vec<PersistentConfig>,
    voice_enhancement_configs: Vec<VoiceConfig>,
});
structure!(SearchUsers { users: Vec<User>, next_token: String, approximate_total_count: i64 });
