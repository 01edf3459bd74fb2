// Service worker of the workspace. The two strings in capitals are filled in by `cargo xtask build`.
import { serve } from "../worker.js";

serve({
  base: "/app/",
  prefix: "boucle-app-",
  version: "__VERSION__",
  files: "__PRECACHE__",
  network: ["/app/sync/", "/app/api/", "/app/import/", "/app/export/"],
});
