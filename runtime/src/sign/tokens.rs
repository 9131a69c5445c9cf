//! Tokens that are presigned requests: database passwords and cluster logins.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::presign::{PresignError, Presigner};
use super::scheme::{Scheme, Scope};
use super::{Keys, query};
use crate::identity::Credentials;
use crate::types::Timestamp;

/// Lifetime of a database token, which limits opening of connections.
const DATABASE: Duration = Duration::from_secs(900);

/// Lifetime of the request in a cluster token; the cluster accepts the token for 15 minutes.
const CLUSTER: Duration = Duration::from_secs(60);

/// The password of an RDS database user, valid for 15 minutes.
///
/// ```
/// use sansmith::Timestamp;
/// use sansmith::identity::Credentials;
/// use sansmith::sign::rds_token;
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "secret");
/// let token = rds_token("db.example.com", 3306, "user", "us-east-1", &credentials, Timestamp::UNIX_EPOCH)?;
/// assert!(token.starts_with("db.example.com:3306/?Action=connect&DBUser=user&X-Amz-Algorithm="));
/// # Ok::<(), sansmith::sign::PresignError>(())
/// ```
///
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html>
///
/// # Errors
///
/// The host is invalid, or the time is out of range.
pub fn rds_token(
    host: &str,
    port: u16,
    user: &str,
    region: &str,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<String, PresignError> {
    let user = query::escape(user);
    let url = format!("https://{host}:{port}/?Action=connect&DBUser={user}");
    database_token(&url, "rds-db", region, credentials, now)
}

/// Kind of an Aurora DSQL user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DsqlUser {
    /// A user with a custom role.
    Named,
    /// The user `admin`.
    Admin,
}

/// The password of an Aurora DSQL user, valid for `lifetime` (one second to seven days).
///
/// <https://docs.aws.amazon.com/aurora-dsql/latest/userguide/SECTION_authentication-token.html>
///
/// # Errors
///
/// The host is invalid, or the lifetime or time is out of range.
pub fn dsql_token(
    host: &str,
    user: DsqlUser,
    region: &str,
    credentials: &Credentials,
    now: Timestamp,
    lifetime: Duration,
) -> Result<String, PresignError> {
    let action = match user {
        DsqlUser::Named => "DbConnect",
        DsqlUser::Admin => "DbConnectAdmin",
    };
    let url = format!("https://{host}/?Action={action}");
    let scheme = Scheme::SigV4(Scope::new("dsql", region));
    let presigner = Presigner::new(&scheme, credentials, lifetime);
    Ok(bare(presigner.get(&url, &[], now, &mut Keys::new())?))
}

fn database_token(
    url: &str,
    service: &str,
    region: &str,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<String, PresignError> {
    let scheme = Scheme::SigV4(Scope::new(service, region));
    let presigner = Presigner::new(&scheme, credentials, DATABASE);
    Ok(bare(presigner.get(url, &[], now, &mut Keys::new())?))
}

/// A URL without its scheme.
fn bare(url: String) -> String {
    match url.strip_prefix("https://") {
        Some(bare) => bare.to_owned(),
        None => url,
    }
}

/// The login token of an EKS cluster: `k8s-aws-v1.` and a presigned `GetCallerIdentity` of STS.
///
/// `sts` is the regional STS endpoint: `https://sts.us-east-1.amazonaws.com`.
///
/// <https://docs.aws.amazon.com/eks/latest/userguide/cluster-auth.html>
///
/// # Errors
///
/// The endpoint is invalid, or the time is out of range.
pub fn eks_token(
    cluster: &str,
    sts: &str,
    region: &str,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<String, PresignError> {
    let endpoint = sts.trim_end_matches('/');
    let url = format!("{endpoint}/?Action=GetCallerIdentity&Version=2011-06-15");
    let scheme = Scheme::SigV4(Scope::new("sts", region));
    let presigner = Presigner::new(&scheme, credentials, CLUSTER);
    let headers = [("x-k8s-aws-id", cluster)];
    let url = presigner.get(&url, &headers, now, &mut Keys::new())?;
    Ok(format!("k8s-aws-v1.{}", URL_SAFE_NO_PAD.encode(url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials() -> Credentials {
        Credentials::new("AKID", "secret").with_session_token("a/b")
    }

    #[test]
    fn a_cluster_is_part_of_the_signature() {
        let credentials = credentials();
        let token = |cluster| {
            let sts = "https://sts.us-east-1.amazonaws.com/";
            let now = Timestamp::UNIX_EPOCH;
            eks_token(cluster, sts, "us-east-1", &credentials, now).unwrap()
        };
        let url = token("one")
            .strip_prefix("k8s-aws-v1.")
            .map(ToOwned::to_owned);
        let url = URL_SAFE_NO_PAD.decode(url.unwrap()).unwrap();
        let url = String::from_utf8(url).unwrap();
        assert!(url.starts_with(
            "https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-"
        ));
        assert!(url.contains("&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&"));
        assert_ne!(token("one"), token("two"));
    }

    #[test]
    fn users_of_dsql_differ_in_the_action() {
        let token = |user| {
            let (now, lifetime) = (Timestamp::UNIX_EPOCH, DATABASE);
            dsql_token(
                "x.dsql.us-east-1.on.aws",
                user,
                "us-east-1",
                &credentials(),
                now,
                lifetime,
            )
        };
        let named = token(DsqlUser::Named).unwrap();
        assert!(named.starts_with("x.dsql.us-east-1.on.aws/?Action=DbConnect&X-Amz-"));
        assert!(named.contains("%2Fus-east-1%2Fdsql%2Faws4_request&"));
        let admin = token(DsqlUser::Admin).unwrap();
        assert!(admin.starts_with("x.dsql.us-east-1.on.aws/?Action=DbConnectAdmin&X-Amz-"));
    }

    #[test]
    fn a_user_is_escaped_and_a_host_checked() {
        let token =
            |host, user| rds_token(host, 1, user, "r", &credentials(), Timestamp::UNIX_EPOCH);
        assert!(
            token("h", "a&b c")
                .unwrap()
                .starts_with("h:1/?Action=connect&DBUser=a%26b%20c&X-")
        );
        assert_eq!(token("", "u"), Err(PresignError::Endpoint));
        assert_eq!(token("u@h", "u"), Err(PresignError::Endpoint));
    }
}
