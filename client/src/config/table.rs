//! The table of settings: variables, keys and types.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>

use super::setting::{Row, Setting, boolean, integer, list, positive, text, url, words};

words! {
    /// Retry mode.
    RetryMode {
        /// Exponential backoff, and a retry quota.
        Standard = "standard",
        /// Like standard, with client-side rate limiting.
        Adaptive = "adaptive",
        /// The mode of old SDKs; treated like standard.
        Legacy = "legacy",
    }

    /// Defaults mode.
    DefaultsMode {
        /// Suitable for most programs.
        Standard = "standard",
        /// For calls within the same region.
        InRegion = "in-region",
        /// For calls to another region.
        CrossRegion = "cross-region",
        /// For mobile devices.
        Mobile = "mobile",
        /// Selects a mode by the program's environment.
        Auto = "auto",
        /// The defaults of old SDKs.
        Legacy = "legacy",
    }

    /// Use of account ids in endpoints.
    AccountIdEndpointMode {
        /// Used if the account id is known.
        Preferred = "preferred",
        /// Never used.
        Disabled = "disabled",
        /// Calls without an account id fail.
        Required = "required",
    }

    /// Use of checksums.
    ChecksumMode {
        /// In all operations that support them.
        WhenSupported = "when_supported",
        /// Only in operations that require them.
        WhenRequired = "when_required",
    }

    /// Placement of the bucket in S3 URLs.
    AddressingStyle {
        /// In the host if possible, else in the path.
        Auto = "auto",
        /// In the host.
        Virtual = "virtual",
        /// In the path.
        Path = "path",
    }

    /// Endpoint of a service in its oldest region.
    RegionalEndpoints {
        /// The regional endpoint.
        Regional = "regional",
        /// The global endpoint.
        Legacy = "legacy",
    }

    /// Use of endpoint discovery.
    EndpointDiscovery {
        /// Only in operations that require it.
        Auto = "auto",
        /// Always.
        Enabled = "true",
        /// Never.
        Disabled = "false",
    }

    /// IP version of the instance metadata service.
    ImdsEndpointMode {
        /// `169.254.169.254`.
        IpV4 = "IPv4",
        /// `[fd00:ec2::254]`.
        IpV6 = "IPv6",
    }
}

/// Declares the settings, and the list of their rows.
macro_rules! table {
    ($($(#[$doc:meta])* $name:ident: $type:ty = [$($variable:literal),*] [$($key:literal),*] $read:expr, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: Setting<$type> = Setting {
                row: Row {
                    variables: &[$($variable),*],
                    keys: &[$($key),*],
                    expected: $expected,
                },
                read: $read,
            };
        )*

        /// Rows of all settings.
        pub const ROWS: &[Row] = &[$($name.row),*];
    };
}

table! {
    /// Region.
    REGION: String = ["AWS_REGION", "AWS_DEFAULT_REGION"] ["region"] text, "a region such as `eu-west-1`";
    /// Endpoint, overriding the endpoint rules.
    ENDPOINT_URL: String = ["AWS_ENDPOINT_URL"] ["endpoint_url"] url, "a URL such as `https://host:8000`";
    /// Ignore configured endpoints.
    IGNORE_CONFIGURED_ENDPOINT_URLS: bool = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ["ignore_configured_endpoint_urls"] boolean, "true or false";
    /// Use FIPS 140 endpoints.
    USE_FIPS_ENDPOINT: bool = ["AWS_USE_FIPS_ENDPOINT"] ["use_fips_endpoint"] boolean, "true or false";
    /// Use dual-stack (IPv4 and IPv6) endpoints.
    USE_DUALSTACK_ENDPOINT: bool = ["AWS_USE_DUALSTACK_ENDPOINT"] ["use_dualstack_endpoint"] boolean, "true or false";
    /// Retry mode.
    RETRY_MODE: RetryMode = ["AWS_RETRY_MODE"] ["retry_mode"] RetryMode::read, "standard, adaptive or legacy";
    /// Maximum number of attempts of a call, including the first.
    MAX_ATTEMPTS: u32 = ["AWS_MAX_ATTEMPTS"] ["max_attempts"] positive, "a whole number above zero";
    /// Defaults mode.
    DEFAULTS_MODE: DefaultsMode = ["AWS_DEFAULTS_MODE"] ["defaults_mode"] DefaultsMode::read, "standard, in-region, cross-region, mobile, auto or legacy";
    /// Use of account ids in endpoints.
    ACCOUNT_ID_ENDPOINT_MODE: AccountIdEndpointMode = ["AWS_ACCOUNT_ID_ENDPOINT_MODE"] ["account_id_endpoint_mode"] AccountIdEndpointMode::read, "preferred, disabled or required";
    /// Application id for the user agent.
    APP_ID: String = ["AWS_SDK_UA_APP_ID"] ["sdk_ua_app_id"] text, "a name";
    /// Auth schemes, most preferred first: `sigv4a`, `sigv4`, `httpBearerAuth`.
    AUTH_SCHEME_PREFERENCE: Vec<String> = ["AWS_AUTH_SCHEME_PREFERENCE"] ["auth_scheme_preference"] list, "comma-separated names of auth schemes";
    /// Regions for `SigV4a` signatures.
    SIGV4A_SIGNING_REGION_SET: Vec<String> = ["AWS_SIGV4A_SIGNING_REGION_SET"] ["sigv4a_signing_region_set"] list, "comma-separated regions, or `*`";
    /// File with trusted CA certificates.
    CA_BUNDLE: String = ["AWS_CA_BUNDLE"] ["ca_bundle"] text, "a path";
    /// Calculation of request checksums.
    REQUEST_CHECKSUM_CALCULATION: ChecksumMode = ["AWS_REQUEST_CHECKSUM_CALCULATION"] ["request_checksum_calculation"] ChecksumMode::read, "when_supported or when_required";
    /// Validation of response checksums.
    RESPONSE_CHECKSUM_VALIDATION: ChecksumMode = ["AWS_RESPONSE_CHECKSUM_VALIDATION"] ["response_checksum_validation"] ChecksumMode::read, "when_supported or when_required";
    /// Disable request compression.
    DISABLE_REQUEST_COMPRESSION: bool = ["AWS_DISABLE_REQUEST_COMPRESSION"] ["disable_request_compression"] boolean, "true or false";
    /// Minimum body size for compression, in bytes.
    REQUEST_MIN_COMPRESSION_SIZE_BYTES: u32 = ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"] ["request_min_compression_size_bytes"] compression_size, "a whole number up to 10485760";
    /// Use of endpoint discovery.
    ENDPOINT_DISCOVERY_ENABLED: EndpointDiscovery = ["AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"] ["endpoint_discovery_enabled"] EndpointDiscovery::read, "true, false or auto";
    /// Do not add host prefixes of operations.
    DISABLE_HOST_PREFIX_INJECTION: bool = ["AWS_DISABLE_HOST_PREFIX_INJECTION"] ["disable_host_prefix_injection"] boolean, "true or false";
    /// Endpoint of STS in old regions.
    STS_REGIONAL_ENDPOINTS: RegionalEndpoints = ["AWS_STS_REGIONAL_ENDPOINTS"] ["sts_regional_endpoints"] RegionalEndpoints::read, "regional or legacy";

    /// Placement of the bucket.
    S3_ADDRESSING_STYLE: AddressingStyle = [] ["s3.addressing_style"] AddressingStyle::read, "auto, virtual or path";
    /// Use transfer acceleration.
    S3_USE_ACCELERATE_ENDPOINT: bool = [] ["s3.use_accelerate_endpoint"] boolean, "true or false";
    /// Use dual-stack endpoints of S3.
    S3_USE_DUALSTACK_ENDPOINT: bool = [] ["s3.use_dualstack_endpoint"] boolean, "true or false";
    /// Sign payloads.
    S3_PAYLOAD_SIGNING_ENABLED: bool = [] ["s3.payload_signing_enabled"] boolean, "true or false";
    /// Use the region of an ARN instead of the client's.
    S3_USE_ARN_REGION: bool = ["AWS_S3_USE_ARN_REGION"] ["s3_use_arn_region", "s3.use_arn_region"] boolean, "true or false";
    /// Endpoint of S3 in `us-east-1`.
    S3_US_EAST_1_REGIONAL_ENDPOINT: RegionalEndpoints = ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"] ["s3_us_east_1_regional_endpoint", "s3.us_east_1_regional_endpoint"] RegionalEndpoints::read, "regional or legacy";
    /// Reject multi-region access points.
    S3_DISABLE_MULTIREGION_ACCESS_POINTS: bool = ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"] ["s3_disable_multiregion_access_points", "s3.s3_disable_multiregion_access_points"] boolean, "true or false";
    /// Use S3 Express without session authentication.
    S3_DISABLE_EXPRESS_SESSION_AUTH: bool = ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"] ["s3_disable_express_session_auth"] boolean, "true or false";

    /// Do not use the instance metadata service.
    EC2_METADATA_DISABLED: bool = ["AWS_EC2_METADATA_DISABLED"] [] boolean, "true or false";
    /// Endpoint of the instance metadata service.
    EC2_METADATA_SERVICE_ENDPOINT: String = ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ["ec2_metadata_service_endpoint"] text, "a URL such as `http://169.254.169.254`";
    /// IP version of the instance metadata service.
    EC2_METADATA_SERVICE_ENDPOINT_MODE: ImdsEndpointMode = ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] ["ec2_metadata_service_endpoint_mode"] ImdsEndpointMode::read, "IPv4 or IPv6";
    /// Never use version 1 of the instance metadata service, which has no tokens.
    EC2_METADATA_V1_DISABLED: bool = ["AWS_EC2_METADATA_V1_DISABLED"] ["ec2_metadata_v1_disabled"] boolean, "true or false";
    /// Role of the instance; skips asking for it.
    EC2_INSTANCE_PROFILE_NAME: String = ["AWS_EC2_INSTANCE_PROFILE_NAME"] ["ec2_instance_profile_name"] text, "the name of a role";
    /// Timeout of the instance metadata service, in seconds.
    METADATA_SERVICE_TIMEOUT: u32 = ["AWS_METADATA_SERVICE_TIMEOUT"] ["metadata_service_timeout"] positive, "a whole number of seconds";
    /// Number of attempts to reach the instance metadata service.
    METADATA_SERVICE_NUM_ATTEMPTS: u32 = ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"] ["metadata_service_num_attempts"] positive, "a whole number above zero";
    /// Folder of the token files written by sign-in.
    LOGIN_CACHE_DIRECTORY: String = ["AWS_LOGIN_CACHE_DIRECTORY"] [] text, "a path";
}

fn compression_size(value: &str) -> Option<u32> {
    integer(value).filter(|size| *size <= 10_485_760)
}

/// Variables without a profile key that are also looked up.
pub(super) const FURTHER_VARIABLES: &[&str] = &[
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_ACCOUNT_ID",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
];
