// Service worker of tablets and links. The two strings in capitals are filled in by `cargo xtask build`.
import { serve } from "../worker.js";

serve({
  base: "/r/",
  prefix: "boucle-r-",
  version: "__VERSION__",
  files: "__PRECACHE__",
  network: ["/r/intake/"],
});
