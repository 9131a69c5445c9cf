//! The retry quota: a bucket of tokens that all calls of a client share.

use super::policy::Policy;

/// Tokens that retries take and successes give back, so that a service in trouble is not called ever more often.
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

    /// A quota with that many tokens left, at most its capacity.
    pub fn with_available(policy: &Policy, available: u32) -> Self {
        Self {
            available: available.min(policy.capacity),
            capacity: policy.capacity,
        }
    }

    /// The tokens that are left.
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

    /// Gives tokens back, up to the capacity.
    pub(super) fn give(&mut self, tokens: u32) {
        self.available = self.available.saturating_add(tokens).min(self.capacity);
    }
}
