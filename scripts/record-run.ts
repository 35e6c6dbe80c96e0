/**
 * `npm run record`: rehearses an example in both of its states and puts what the terminal showed into README.md (as text,
 * between the two markers) and docs/rehearse.svg (the broken one, as a picture). Nothing is edited.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { terminalSvg } from "./terminal-svg.ts";

const ROOT = join(import.meta.dirname, "..");
const EXAMPLE = "lmstxt";
const BEGIN = "<!-- recorded by `npm run record`: begin -->";
const END = "<!-- recorded by `npm run record`: end -->";
const directory = mkdtempSync(join(tmpdir(), "shipwheel-record-"));
try {
  const broken = record("broken");
  const repaired = record("repaired");
  writeReadme(`${plain(broken)}\n\n${plain(repaired)}`);
  writeFileSync(join(ROOT, "docs", "rehearse.svg"), terminalSvg(broken));
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** What the terminal showed, with colours, both streams in their order. */
function record(state: string): string {
  const project = join(directory, state, EXAMPLE);
  const made = spawnSync("npm", ["run", "--silent", "example", "--", EXAMPLE, state, project], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (made.status !== 0) throw new Error("the example could not be made");
  const main = join(ROOT, "src", "cli", "main.ts");
  const script = 'COLUMNS=100 "$0" "$1" rehearse "$2" --color always --no-progress 2>&1';
  const { stdout } = spawnSync("sh", ["-c", script, process.execPath, main, project], { encoding: "utf8" });
  return `$ shipwheel rehearse ${EXAMPLE}\n${stdout.trimEnd()}`;
}

function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the colours
  return text.replaceAll(/\u001B\[[\d;]*m/g, "");
}

function writeReadme(text: string): void {
  const file = join(ROOT, "README.md");
  const readme = readFileSync(file, "utf8");
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error("README.md has lost its markers");
  writeFileSync(file, `${before}${BEGIN}\n\n\`\`\`text\n${text}\n\`\`\`\n\n${END}${after}`);
}
