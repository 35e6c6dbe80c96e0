/**
 * `npm run record`: rehearses an example in both of its states, on terminals of 80 and of 120 columns, and keeps what the
 * terminal showed, unedited, with the report that it was drawn from, in docs/recorded-runs.json; docs/rehearse.svg is the
 * broken one as a picture. `npm run docs -- recorded-runs` puts them into the README and the page.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { RunReport } from "../src/engine/report.ts";
import { RECORDED, type RecordedRun } from "./docs/recorded-runs-page.ts";
import { terminalSvg } from "./terminal-svg.ts";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "src", "cli", "main.ts");
const EXAMPLE = "lmstxt";
/** What the recording says instead of this machine's home directory, which the terminal shows as `~`. */
const HOME = "/home/me";
const directory = mkdtempSync(join(tmpdir(), "shipwheel-record-"));
try {
  const projects = ["broken", "repaired"].map((state) => ({ state, project: example(state) }));
  const runs = [80, 120].flatMap((columns) =>
    projects.map(({ state, project }) => ({
      state,
      columns,
      sent: record(project, columns),
      ...seen(project),
    })),
  );
  const recorded = runs.map(({ state, columns, sent, report }): RecordedRun => ({
    state,
    columns,
    home: HOME,
    text: plain(sent),
    report,
  }));
  const text = JSON.stringify(recorded, null, 2).replaceAll(homedir(), HOME);
  writeFileSync(join(ROOT, RECORDED), `${text}\n`);
  writeFileSync(
    join(ROOT, "docs", "rehearse.svg"),
    terminalSvg(`$ shipwheel rehearse\n${runs[0]?.sent ?? ""}`),
  );
  spawnSync(process.execPath, [join(ROOT, "scripts", "docs.ts"), "recorded-runs"], {
    cwd: ROOT,
    stdio: "inherit",
  });
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function example(state: string): string {
  const project = join(directory, state, EXAMPLE);
  const made = spawnSync("npm", ["run", "--silent", "example", "--", EXAMPLE, state, project], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (made.status !== 0) throw new Error("the example could not be made");
  return project;
}

/** What the terminal showed, with colours, both streams in their order. */
function record(project: string, columns: number): string {
  const recorder = join(ROOT, "scripts", "pty-run.py");
  const { stdout } = spawnSync(
    "python3",
    [recorder, String(columns), "", process.execPath, MAIN, "rehearse"],
    {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, TERM: "xterm", LANG: "C.UTF-8" },
    },
  );
  return screen(stdout.replace(/\nexit -?\d+\n$/, "")).trimEnd();
}

/** Of the report what its text is drawn from. */
function seen(project: string): Pick<RecordedRun, "report"> {
  const found = spawnSync(process.execPath, [MAIN, "report", project], { encoding: "utf8" });
  const text = readFileSync(join(dirname(found.stdout), "report.json"), "utf8");
  const report = JSON.parse(text) as RunReport;
  const { command, verdict, phase, exitCode, project: facts, findings, summary, shown, output } = report;
  const artifacts = report.artifacts.map((each) => ({ ...each, members: [] }));
  return {
    report: {
      command,
      verdict,
      phase,
      exitCode,
      project: facts,
      findings,
      summary,
      shown,
      output,
      artifacts,
    },
  };
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
