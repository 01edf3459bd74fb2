//! The device's clock. What it says is a claim: shown, never trusted.

/// Unix milliseconds.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
