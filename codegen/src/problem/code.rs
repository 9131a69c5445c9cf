//! Codes and severities of problem kinds.

use super::{ProblemKind, Severity};

impl ProblemKind {
    /// Stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "json::syntax",
            Self::OtherFormat { .. } => "model::other_format",
            Self::Smithy { .. } => "model::smithy",
            Self::IgnoredKey { .. } => "model::ignored_key",
            Self::UnknownFormat => "model::unknown_format",
            Self::WrongType { .. } => "model::wrong_type",
            Self::MissingKey { .. } => "model::missing_key",
            Self::UnknownKey { .. } => "model::unknown_key",
            Self::DuplicateKey { .. } => "model::duplicate_key",
            Self::UnknownSidecar { .. } => "model::unknown_sidecar",
            Self::UnknownValue { .. } => "model::unknown_value",
            Self::InvalidName { .. } => "model::invalid_name",
            Self::UnknownProtocol { .. } => "model::unknown_protocol",
            Self::NoProtocol { .. } => "model::no_protocol",
            Self::DerivedId { .. } => "model::derived_id",
            Self::InvalidUri { .. } => "model::invalid_uri",
            Self::UnknownLabel { .. } => "model::unknown_label",
            Self::UnusedLabel { .. } => "model::unused_label",
            Self::UnknownTarget { .. } => "model::unknown_target",
            Self::UnknownMember { .. } => "model::unknown_member",
            Self::UnknownOperation { .. } => "model::unknown_operation",
            Self::UnknownSelection { .. } => "config::unknown_operation",
            Self::WrongTarget { .. } => "model::wrong_target",
            Self::ManyPayloads { .. } => "model::many_payloads",
            Self::MinAboveMax { .. } => "model::min_above_max",
            Self::InvalidNumber { .. } => "model::invalid_number",
            Self::RepeatedValue { .. } => "model::repeated_value",
            Self::ListCycle { .. } => "model::list_cycle",
            Self::TooDeep { .. } => "model::too_deep",
            Self::EndlessRequired { .. } => "model::endless_required",
            Self::InvalidDefault { .. } => "model::invalid_default",
            Self::Conflict { .. } => "model::conflict",
            Self::MixinCycle { .. } => "model::mixin_cycle",
            Self::TooMany { .. } => "model::too_many",
            Self::WhichService { .. } => "config::service",
            Self::NameConflict { .. } => "model::name_conflict",
            Self::UnknownTrait { .. } => "model::unknown_trait",
            Self::UnknownFunction { .. } => "model::unknown_function",
            Self::UnknownReference { .. } => "model::unknown_reference",
            Self::InvalidRules { .. } => "model::invalid_rules",
            Self::InvalidPath { .. } => "model::invalid_path",
            Self::Unsupported { .. } => "model::unsupported",
        }
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Smithy {
                is_error: false, ..
            }
            | Self::IgnoredKey { .. }
            | Self::UnknownKey { .. }
            | Self::UnknownSidecar { .. }
            | Self::UnknownProtocol { .. }
            | Self::DerivedId { .. }
            | Self::NoProtocol { .. }
            | Self::UnusedLabel { .. }
            | Self::UnknownOperation { .. }
            | Self::MinAboveMax { .. }
            | Self::RepeatedValue { .. }
            | Self::EndlessRequired { .. }
            | Self::UnknownTrait { .. }
            | Self::UnknownFunction { .. }
            | Self::Unsupported { .. } => Severity::Warning,
            Self::Syntax { .. }
            | Self::OtherFormat { .. }
            | Self::Smithy { is_error: true, .. }
            | Self::UnknownFormat
            | Self::WrongType { .. }
            | Self::MissingKey { .. }
            | Self::DuplicateKey { .. }
            | Self::UnknownValue { .. }
            | Self::InvalidName { .. }
            | Self::InvalidUri { .. }
            | Self::UnknownLabel { .. }
            | Self::UnknownTarget { .. }
            | Self::UnknownMember { .. }
            | Self::UnknownSelection { .. }
            | Self::WrongTarget { .. }
            | Self::ManyPayloads { .. }
            | Self::InvalidNumber { .. }
            | Self::ListCycle { .. }
            | Self::TooDeep { .. }
            | Self::InvalidDefault { .. }
            | Self::Conflict { .. }
            | Self::MixinCycle { .. }
            | Self::TooMany { .. }
            | Self::WhichService { .. }
            | Self::NameConflict { .. }
            | Self::UnknownReference { .. }
            | Self::InvalidRules { .. }
            | Self::InvalidPath { .. } => Severity::Error,
        }
    }
}
