//! Test suites of the call: endpoints, signing, credentials, retries.
