//! The device's clock. It may be wrong: nothing is ordered by it, and a day is what the device shows its holder.

use domain::Day;
use js_sys::{Date, Promise};
use wasm_bindgen_futures::JsFuture;

/// Today on the device's own calendar.
pub fn today() -> Day {
    let now = Date::new_0();
    // The browser gives months from 0 and years that fit by far.
    Day::new(
        now.get_full_year() as i16,
        now.get_month() as i8 + 1,
        now.get_date() as i8,
    )
    .unwrap_or_default()
}

/// Milliseconds since 1970, as the device claims.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// Resolves after `ms` milliseconds (the browser may take longer in a hidden tab).
pub async fn sleep(ms: u32) {
    let delay = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let ms = i32::try_from(ms).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = JsFuture::from(delay).await;
}
