//! The retry quota: a token bucket shared by all calls of a client.

use super::policy::Policy;

/// Tokens taken by retries and returned by successes; limits the load on a failing service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    available: u32,
    capacity: u32,
}

impl Quota {
    /// A full quota.
    pub fn new(policy: &Policy) -> Self {
        Self {
            available: policy.capacity,
            capacity: policy.capacity,
        }
    }

    /// A quota with the given number of tokens, up to its capacity.
    pub fn with_available(policy: &Policy, available: u32) -> Self {
        Self {
            available: available.min(policy.capacity),
            capacity: policy.capacity,
        }
    }

    /// Available tokens.
    pub fn available(&self) -> u32 {
        self.available
    }

    /// Takes tokens if there are enough.
    pub(super) fn take(&mut self, tokens: u32) -> bool {
        match self.available.checked_sub(tokens) {
            Some(rest) => {
                self.available = rest;
                true
            }
            None => false,
        }
    }

    /// Returns tokens, up to the capacity.
    pub(super) fn give(&mut self, tokens: u32) {
        self.available = self.available.saturating_add(tokens).min(self.capacity);
    }
}
