//! Compression at build time, so that the server hands out `.br` and `.gz` files and never compresses these itself.

use std::path::Path;

use anyhow::Result;

use crate::kit::Kit;
use crate::process;

/// Node brings brotli and gzip in C; crates for them would be the slowest part of compiling this tool.
const SCRIPT: &str = "xtask/src/front/compress.mjs";

pub(super) fn folder(kit: &Kit, out: &Path) -> Result<()> {
    process::run(kit.command("node").arg(SCRIPT).arg(out))
}
