// Writes <file>.br and <file>.gz beside every file of a folder that is worth it.
// Usage: node compress.mjs <folder>
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const KINDS = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"]);
/** Below, headers weigh more than what is saved. */
const BYTES_MIN = 1000;

/** Distances that brotli spells out: what is best differs from file to file, by some hundred bytes for WebAssembly. */
const NEAR = [0, 8];

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

async function compress(file) {
  const bytes = await readFile(file);
  if (bytes.length < BYTES_MIN) return;
  await Promise.all([
    smallest(bytes).then((packed) => writeFile(`${file}.br`, packed)),
    gzip(bytes, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
  ]);
}

async function smallest(bytes) {
  const packed = NEAR.map((near) => {
    const params = {
      [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
      [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [zlib.constants.BROTLI_PARAM_NDIRECT]: near,
    };
    return brotli(bytes, { params });
  });
  return (await Promise.all(packed)).reduce((best, other) => (other.length < best.length ? other : best));
}

const folder = process.argv[2];
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && KINDS.has(extname(entry.name)));
await Promise.all(files.map((entry) => compress(join(entry.parentPath ?? entry.path, entry.name))));
