/**
 * Makes the packages in which people get shipwheel: the tarball of npm, and the sdist and the wheel of PyPI, which shipwheel
 * itself builds. Needs `npm run build`.
 * Usage: node scripts/packages.ts [--out DIR]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { assemblePypiPackage } from "./pypi-package.ts";

const root = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: { out: { type: "string", default: join(root, "dist", "packages") } },
});
const out = resolve(options.out);
const scratch = mkdtempSync(join(tmpdir(), "shipwheel-packages-"));
try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const stdio = "inherit";
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], {
    cwd: root,
    stdio,
  });
  const tree = join(scratch, "pypi");
  assemblePypiPackage(join(root, "dist"), tree);
  const program = join(root, "dist", "cli", "main.cjs");
  execFileSync(process.execPath, [program, "build", tree, "--out-dir", out, "-q"], { stdio });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
