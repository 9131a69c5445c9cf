//! The table of settings: each with its variables, its keys and its type.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>

use super::setting::{Row, Setting, boolean, integer, list, positive, text, url, words};

words! {
    /// The way calls are retried.
    RetryMode {
        /// Backoff, and a budget for retries.
        Standard = "standard",
        /// The same, and a limit of the rate of calls.
        Adaptive = "adaptive",
        /// The way of old SDKs; here the same as the standard one.
        Legacy = "legacy",
    }

    /// A set of defaults.
    DefaultsMode {
        /// Defaults for most programs.
        Standard = "standard",
        /// Calls to the region that the program runs in.
        InRegion = "in-region",
        /// Calls to another region.
        CrossRegion = "cross-region",
        /// Programs on phones.
        Mobile = "mobile",
        /// One of the others, by where the program runs.
        Auto = "auto",
        /// The defaults of old SDKs.
        Legacy = "legacy",
    }

    /// The use of account ids in endpoints.
    AccountIdEndpointMode {
        /// In use where an account id is known.
        Preferred = "preferred",
        /// Never in use.
        Disabled = "disabled",
        /// A call without an account id fails.
        Required = "required",
    }

    /// The use of checksums.
    ChecksumMode {
        /// In all operations that know them.
        WhenSupported = "when_supported",
        /// Only in operations that ask for them.
        WhenRequired = "when_required",
    }

    /// The place of the bucket in addresses of S3.
    AddressingStyle {
        /// In the host where it can be, else in the path.
        Auto = "auto",
        /// In the host.
        Virtual = "virtual",
        /// In the path.
        Path = "path",
    }

    /// The endpoint of a service in its oldest region.
    RegionalEndpoints {
        /// That of the region.
        Regional = "regional",
        /// The global one.
        Legacy = "legacy",
    }

    /// The use of endpoint discovery.
    EndpointDiscovery {
        /// Only in operations that need it.
        Auto = "auto",
        /// Always.
        Enabled = "true",
        /// Never.
        Disabled = "false",
    }

    /// The address of the instance metadata service.
    ImdsEndpointMode {
        /// `169.254.169.254`.
        IpV4 = "IPv4",
        /// `[fd00:ec2::254]`.
        IpV6 = "IPv6",
    }
}

/// Constants of settings, and the list of their rows.
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

        /// The rows of all settings.
        pub const ROWS: &[Row] = &[$($name.row),*];
    };
}

table! {
    /// Region.
    REGION: String = ["AWS_REGION", "AWS_DEFAULT_REGION"] ["region"] text, "a region such as `eu-west-1`";
    /// Endpoint in place of the one of the rules.
    ENDPOINT_URL: String = ["AWS_ENDPOINT_URL"] ["endpoint_url"] url, "a URL such as `https://host:8000`";
    /// Endpoints of the configuration are left alone.
    IGNORE_CONFIGURED_ENDPOINT_URLS: bool = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ["ignore_configured_endpoint_urls"] boolean, "true or false";
    /// Endpoints that comply with FIPS 140.
    USE_FIPS_ENDPOINT: bool = ["AWS_USE_FIPS_ENDPOINT"] ["use_fips_endpoint"] boolean, "true or false";
    /// Endpoints with addresses of IPv4 and IPv6.
    USE_DUALSTACK_ENDPOINT: bool = ["AWS_USE_DUALSTACK_ENDPOINT"] ["use_dualstack_endpoint"] boolean, "true or false";
    /// Way of retries.
    RETRY_MODE: RetryMode = ["AWS_RETRY_MODE"] ["retry_mode"] RetryMode::read, "standard, adaptive or legacy";
    /// Attempts of a call, the first included.
    MAX_ATTEMPTS: u32 = ["AWS_MAX_ATTEMPTS"] ["max_attempts"] positive, "a whole number above zero";
    /// Set of defaults.
    DEFAULTS_MODE: DefaultsMode = ["AWS_DEFAULTS_MODE"] ["defaults_mode"] DefaultsMode::read, "standard, in-region, cross-region, mobile, auto or legacy";
    /// Use of account ids in endpoints.
    ACCOUNT_ID_ENDPOINT_MODE: AccountIdEndpointMode = ["AWS_ACCOUNT_ID_ENDPOINT_MODE"] ["account_id_endpoint_mode"] AccountIdEndpointMode::read, "preferred, disabled or required";
    /// Name of the application, for the user agent.
    APP_ID: String = ["AWS_SDK_UA_APP_ID"] ["sdk_ua_app_id"] text, "a name";
    /// Auth schemes, the preferred first: `sigv4a`, `sigv4`, `httpBearerAuth`.
    AUTH_SCHEME_PREFERENCE: Vec<String> = ["AWS_AUTH_SCHEME_PREFERENCE"] ["auth_scheme_preference"] list, "names of auth schemes between commas";
    /// Regions that a signature of `SigV4a` is valid in.
    SIGV4A_SIGNING_REGION_SET: Vec<String> = ["AWS_SIGV4A_SIGNING_REGION_SET"] ["sigv4a_signing_region_set"] list, "regions between commas, or `*`";
    /// File of certificates that servers are trusted by.
    CA_BUNDLE: String = ["AWS_CA_BUNDLE"] ["ca_bundle"] text, "a path";
    /// Checksums of requests.
    REQUEST_CHECKSUM_CALCULATION: ChecksumMode = ["AWS_REQUEST_CHECKSUM_CALCULATION"] ["request_checksum_calculation"] ChecksumMode::read, "when_supported or when_required";
    /// Checksums of responses.
    RESPONSE_CHECKSUM_VALIDATION: ChecksumMode = ["AWS_RESPONSE_CHECKSUM_VALIDATION"] ["response_checksum_validation"] ChecksumMode::read, "when_supported or when_required";
    /// Requests stay uncompressed.
    DISABLE_REQUEST_COMPRESSION: bool = ["AWS_DISABLE_REQUEST_COMPRESSION"] ["disable_request_compression"] boolean, "true or false";
    /// Smallest body that is compressed, in bytes.
    REQUEST_MIN_COMPRESSION_SIZE_BYTES: u32 = ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"] ["request_min_compression_size_bytes"] compression_size, "a whole number up to 10485760";
    /// Use of endpoint discovery.
    ENDPOINT_DISCOVERY_ENABLED: EndpointDiscovery = ["AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"] ["endpoint_discovery_enabled"] EndpointDiscovery::read, "true, false or auto";
    /// Hosts stay without the prefix of an operation.
    DISABLE_HOST_PREFIX_INJECTION: bool = ["AWS_DISABLE_HOST_PREFIX_INJECTION"] ["disable_host_prefix_injection"] boolean, "true or false";
    /// Endpoint of STS.
    STS_REGIONAL_ENDPOINTS: RegionalEndpoints = ["AWS_STS_REGIONAL_ENDPOINTS"] ["sts_regional_endpoints"] RegionalEndpoints::read, "regional or legacy";

    /// Place of the bucket.
    S3_ADDRESSING_STYLE: AddressingStyle = [] ["s3.addressing_style"] AddressingStyle::read, "auto, virtual or path";
    /// Transfer acceleration.
    S3_USE_ACCELERATE_ENDPOINT: bool = [] ["s3.use_accelerate_endpoint"] boolean, "true or false";
    /// Endpoints of S3 with addresses of IPv4 and IPv6.
    S3_USE_DUALSTACK_ENDPOINT: bool = [] ["s3.use_dualstack_endpoint"] boolean, "true or false";
    /// Signatures over the payload.
    S3_PAYLOAD_SIGNING_ENABLED: bool = [] ["s3.payload_signing_enabled"] boolean, "true or false";
    /// The region of an ARN wins over the client's.
    S3_USE_ARN_REGION: bool = ["AWS_S3_USE_ARN_REGION"] ["s3_use_arn_region", "s3.use_arn_region"] boolean, "true or false";
    /// Endpoint of S3 in `us-east-1`.
    S3_US_EAST_1_REGIONAL_ENDPOINT: RegionalEndpoints = ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"] ["s3_us_east_1_regional_endpoint", "s3.us_east_1_regional_endpoint"] RegionalEndpoints::read, "regional or legacy";
    /// Access points of several regions are refused.
    S3_DISABLE_MULTIREGION_ACCESS_POINTS: bool = ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"] ["s3_disable_multiregion_access_points", "s3.s3_disable_multiregion_access_points"] boolean, "true or false";
    /// S3 Express without sessions.
    S3_DISABLE_EXPRESS_SESSION_AUTH: bool = ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"] ["s3_disable_express_session_auth"] boolean, "true or false";

    /// The instance metadata service is not asked.
    EC2_METADATA_DISABLED: bool = ["AWS_EC2_METADATA_DISABLED"] [] boolean, "true or false";
    /// Endpoint of the instance metadata service.
    EC2_METADATA_SERVICE_ENDPOINT: String = ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ["ec2_metadata_service_endpoint"] text, "a URL such as `http://169.254.169.254`";
    /// Address of the instance metadata service.
    EC2_METADATA_SERVICE_ENDPOINT_MODE: ImdsEndpointMode = ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] ["ec2_metadata_service_endpoint_mode"] ImdsEndpointMode::read, "IPv4 or IPv6";
    /// The first version of the instance metadata service, without tokens, is never used.
    EC2_METADATA_V1_DISABLED: bool = ["AWS_EC2_METADATA_V1_DISABLED"] ["ec2_metadata_v1_disabled"] boolean, "true or false";
    /// Role of the instance, which is then not asked for.
    EC2_INSTANCE_PROFILE_NAME: String = ["AWS_EC2_INSTANCE_PROFILE_NAME"] ["ec2_instance_profile_name"] text, "the name of a role";
    /// Seconds that an answer of the instance metadata service may take.
    METADATA_SERVICE_TIMEOUT: u32 = ["AWS_METADATA_SERVICE_TIMEOUT"] ["metadata_service_timeout"] positive, "a whole number of seconds";
    /// Attempts to reach the instance metadata service.
    METADATA_SERVICE_NUM_ATTEMPTS: u32 = ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"] ["metadata_service_num_attempts"] positive, "a whole number above zero";
    /// Folder of the tokens that a sign-in leaves.
    LOGIN_CACHE_DIRECTORY: String = ["AWS_LOGIN_CACHE_DIRECTORY"] [] text, "a path";
}

fn compression_size(value: &str) -> Option<u32> {
    integer(value).filter(|size| *size <= 10_485_760)
}

/// Variables that are no settings of a profile, and are looked up all the same.
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
