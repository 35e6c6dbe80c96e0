/**
 * Lets shipwheel and other uploaders meet the same troubles of an index, and writes what they made of them:
 * docs/reference/publish-faults.md. Usage: node scripts/publish-faults.ts
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSdist, demoWheel, type DemoFile } from "../tests/support/demo-files.ts";
import { testIndex, type TestIndex } from "../tests/support/index.ts";
import type { ToolRun } from "../tests/support/python-tools.ts";
import { uploadWith, type Upload, type UploaderName } from "../tests/support/uploaders.ts";

const ROOT = join(import.meta.dirname, "..");
const FILES: readonly DemoFile[] = [demoSdist(), demoWheel()];
const TOOLS = ["shipwheel", "twine", "uv", "hatch", "poetry", "pdm"] as const;
type Tool = (typeof TOOLS)[number];

/** One trouble. */
interface Trouble {
  readonly title: string;
  /** Before the tool runs. */
  readonly prepare: (it: TestIndex) => void | Promise<void>;
  /** Whether the tool is asked, in its own way, to leave out what is there. */
  readonly skipExisting?: boolean;
  /** Whether other bytes are on the index: then nothing but a refusal is right. */
  readonly foreign?: boolean;
}

const theirs = demoWheel({ salt: "theirs" });
const TROUBLES: readonly Trouble[] = [
  {
    title: "503 once, nothing stored",
    prepare: (it) => it.index.faults.add({ kind: "unavailable-before" }),
  },
  { title: "503 once, and stored", prepare: (it) => it.index.faults.add({ kind: "unavailable-after" }) },
  {
    title: "429 with Retry-After: 1",
    prepare: (it) => it.index.faults.add({ kind: "too-many", retryAfterSeconds: 1 }),
  },
  { title: "connection cut, and stored", prepare: (it) => it.index.faults.add({ kind: "reset-after" }) },
  {
    title: "a different file with the same name exists",
    prepare: async (it) => void (await it.upload(theirs)),
    foreign: true,
  },
  {
    title: "the same, and asked to skip existing files",
    prepare: async (it) => void (await it.upload(theirs)),
    foreign: true,
    skipExisting: true,
  },
  {
    title: "the page shows nothing for the next four requests",
    prepare: (it) => it.index.faults.hidePages(4),
  },
  {
    title: "half of the files exist from an earlier run",
    prepare: async (it) => void (await it.upload(FILES[1] ?? theirs)),
  },
];

/** What one tool made of one trouble. */
interface Made {
  readonly first: number | null;
  readonly again: number | null;
  /** Files of ours that the index has in the end. */
  readonly ours: number;
  readonly crashed: boolean;
  /** Whether it asked the index's page at all. */
  readonly looked: boolean;
}

async function upload(tool: Tool, request: Upload): Promise<ToolRun> {
  return tool === "shipwheel" ? ourselves(request) : uploadWith(tool satisfies UploaderName, request);
}

function ourselves({ home, uploadUrl, token, files }: Upload): Promise<ToolRun> {
  const dist = join(home, "dist");
  mkdirSync(dist, { recursive: true });
  const paths = files.map((file) => {
    writeFileSync(join(dist, file.fileName), file.bytes);
    return join(dist, file.fileName);
  });
  const args = [join(ROOT, "src/cli/main.ts"), "publish", "--no-check", "--index", uploadUrl, ...paths];
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    SHIPWHEEL_STATE_DIR: join(home, "state"),
    SHIPWHEEL_TOKEN: token,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, cwd: home }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ status, output: stdout + stderr });
    });
  });
}

async function meet(tool: Tool, trouble: Trouble): Promise<Made> {
  await using it = await testIndex();
  const home = mkdtempSync(join(tmpdir(), "shipwheel-peers-"));
  try {
    await trouble.prepare(it);
    const request = {
      home,
      uploadUrl: it.index.uploadUrl,
      token: it.index.token,
      files: FILES,
      version: "1.0.0",
      skipExisting: trouble.skipExisting ?? false,
    };
    const first = await upload(tool, request);
    const looked = it.index.log.some((entry) => entry.url.includes("imple/demo-pkg"));
    it.index.faults.hidePages(0);
    const again = await upload(tool, request);
    return {
      first: first.status,
      again: again.status,
      ours: await oursOn(it),
      looked,
      crashed: /Traceback \(most recent call last\)|Traceback/.test(first.output),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function oursOn(it: TestIndex): Promise<number> {
  const page = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+json" });
  if (page.status !== 200) return 0;
  const { files } = JSON.parse(page.text) as { files: { hashes: { sha256: string } }[] };
  const ours = new Set(FILES.map((file) => createHash("sha256").update(file.bytes).digest("hex")));
  return files.filter((file) => ours.has(file.hashes.sha256)).length;
}

function cell(trouble: Trouble, { first, again, ours, crashed, looked }: Made): string {
  const crash = crashed ? ", with a traceback" : "";
  if (trouble.foreign === true) {
    return first === 0
      ? `**exit 0**: reported as done, ${ours} of 2 files are ours`
      : `rejected, exit ${first}${crash}`;
  }
  if (first === 0 && ours === FILES.length) return `done, exit 0${looked ? "" : ", unseen"}`;
  const end =
    again === 0 && ours === FILES.length
      ? "a second run completes it"
      : `a second run: exit ${again}, ${ours} of 2 files`;
  return `exit ${first}${crash}; ${end}`;
}

const rows: string[] = [];
for (const trouble of TROUBLES) {
  const cells: string[] = [];
  for (const tool of TOOLS) {
    const made = await meet(tool, trouble);
    process.stderr.write(`${trouble.title}: ${tool} ${JSON.stringify(made)}\n`);
    cells.push(cell(trouble, made));
  }
  rows.push(`| ${trouble.title} | ${cells.join(" | ")} |`);
}
writeFileSync(
  join(ROOT, "docs/reference/publish-faults.md"),
  [
    "<!-- Written by scripts/publish-faults.ts (npm run peers-faults); do not edit. -->",
    "",
    "# How uploaders handle failures",
    "",
    "Every tool uploads the same sdist and wheel to the same index (shipwheel's own, which answers as PyPI does) with an API",
    "token, as its documentation says. The index fails in the same way at the first file; then the same command runs again.",
    "Measured with twine 7.0.0, uv 0.13.8, hatch 1.18.2, poetry 2.5.1 and pdm 2.29.3.",
    "",
    `| failure | ${TOOLS.join(" | ")} |`,
    `| --- | ${TOOLS.map(() => "---").join(" | ")} |`,
    ...rows,
    "",
    "*Unseen*: the tool ended without reading the project's page on the index. *Asked to skip*: with `--check-url` for uv and",
    "`--skip-existing` for poetry and pdm. twine accepts its option only for PyPI and TestPyPI, and hatch always checks, so both run",
    "without an option; shipwheel always checks. [Releases under failure](chaos.md) shows how shipwheel handles a killed process, a",
    "full disk and a delayed page.",
    "",
  ].join("\n"),
);
