/**
 * Writes every generated page: npm run docs [-- NAME...]. `--check` writes nothing, names the stale ones and ends with 1.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { GENERATORS } from "./docs/generators.ts";
import { stalePages } from "./docs/stale.ts";

const ROOT = join(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false } },
});
const names = GENERATORS.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such pages: ${unknown.join(", ")}; there are ${names.join(", ")}`);
  process.exit(2);
}
for (const generator of GENERATORS) {
  if (positionals.length > 0 && !positionals.includes(generator.name)) continue;
  for (const { path, text } of await stalePages(generator, ROOT)) {
    const file = join(ROOT, path);
    if (values.check) {
      console.log(`stale: ${path} (npm run docs -- ${generator.name})`);
      process.exitCode = 1;
    } else if (text === null) {
      rmSync(file, { recursive: true });
      console.log(`removed ${path}`);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      console.log(`wrote ${path}`);
    }
  }
}
