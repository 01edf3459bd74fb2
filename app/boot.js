// Starts a front end; `cargo xtask build` fills in the two names, bundles this with wasm-bindgen's glue and hashes it:
// the content security policy allows no inline script.
import init from "__GLUE__";

init({ module_or_path: "__WASM__" }).catch((error) => {
  console.error(error);
  document.getElementById("boot")?.setAttribute("hidden", "");
  document.getElementById("boot-failed")?.removeAttribute("hidden");
});
