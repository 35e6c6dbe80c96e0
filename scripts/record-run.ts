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
const COLUMNS = 80;
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
  const recorder = join(ROOT, "scripts", "pty-run.py");
  const command = [recorder, String(COLUMNS), "", process.execPath, main, "rehearse"];
  const { stdout } = spawnSync("python3", command, {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, TERM: "xterm", LANG: "C.UTF-8" },
  });
  return `$ shipwheel rehearse\n${screen(stdout.replace(/\nexit -?\d+\n$/, "")).trimEnd()}`;
}

/** What stays on the terminal: the moves of the cursor are carried out, nothing else is changed. */
function screen(sent: string): string {
  const lines: string[] = [];
  for (const part of sent.split("\r")) {
    // oxlint-disable-next-line no-control-regex -- moves the cursor up and clears what is below
    const [move, up] = /^\u001B\[(?:(\d+)A\u001B\[)?0J/.exec(part) ?? ["", undefined];
    if (up !== undefined) lines.splice(-Number(up));
    const shown = part.slice(move.length).replace(/\n$/, "");
    if (shown !== "") lines.push(...shown.split("\n"));
  }
  return lines.join("\n");
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
