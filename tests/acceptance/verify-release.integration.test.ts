import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { entryLine, nextEntry, readChain, type JournalEntry } from "../../src/engine/journal/chain.ts";
import { renderRecord } from "../../src/release/record/record-file.ts";
import { verifyRecord, type VerifiedRecord } from "../../src/release/record/verify-record.ts";
import type { VerifyRecordRequest } from "../../src/release/record/check-record.ts";
import { keyHome, sshKey } from "../support/bump.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

const WHEEL = "demo_pkg-1.2.3-py3-none-any.whl";
const SDIST = "demo_pkg-1.2.3.tar.gz";
const BILL = "demo_pkg-1.2.3.cdx.json";
const GATE = `gates = [["python3", "-c", "import demo_pkg"], "python3 -c 'print(1)'"]\n`;

let keys: ReturnType<typeof keyHome>;
let world: ReleaseWorld;
/** The released directory, as `release` left it. */
let released = "";
let steps: readonly string[] = [];
let allowed = "";
let scratch: TemporaryDirectory;
let copies = 0;

beforeAll(async () => {
  keys = keyHome();
  scratch = temporaryDirectory("records");
  const { key, allowed: signers } = sshKey(keys.path);
  allowed = signers;
  world = await releaseWorld(
    {
      ...DEMO_PROJECT,
      "pyproject.toml": `${DEMO_PYPROJECT}sign-checksums = "ssh"\n${GATE}\n[tool.shipwheel.version]\nsign = "ssh"\n`,
    },
    "demo-pkg",
  );
  world.repository.git("config", "user.signingkey", `${key}.pub`);
  world.repository.git("config", "gpg.ssh.allowedSignersFile", allowed);
  const ended = await world.release();
  if (ended.exit !== 0) throw new Error(ended.stdout + ended.stderr);
  const told = document(ended) as unknown as { directory: string; steps: { id: string }[] };
  released = told.directory;
  steps = told.steps.map((step) => step.id);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  keys[Symbol.dispose]();
  scratch[Symbol.dispose]();
});

function copy(): string {
  const path = join(scratch.path, String(copies++));
  cpSync(released, path, { recursive: true });
  return path;
}

/** As on another machine: no repository, no state, no network. */
async function verify(release: string, more: Partial<VerifyRecordRequest> = {}): Promise<VerifiedRecord> {
  const variables = {
    PATH: process.env["PATH"] ?? "",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  await using node = nodePorts({ variables });
  const http: typeof node.ports.http = new Proxy(node.ports.http, {
    get: () => {
      throw new Error("the network was asked");
    },
  });
  const request = { files: null, repository: null, signers: allowed, trustRoot: null, seal: null };
  return await verifyRecord({ ...request, release, ...more }, { ...node.ports, http });
}

const named = ({ findings }: VerifiedRecord): readonly string[] => [
  ...new Set(findings.map((finding) => finding.subject ?? "")),
];
const outcomes = ({ checks }: VerifiedRecord): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.map(({ title, outcome }) => [title, outcome]));

function flip(path: string, at?: number): void {
  const bytes = readFileSync(path);
  const position = at ?? Math.floor(bytes.length / 2);
  bytes[position] = (bytes[position] ?? 0) ^ 0x01;
  writeFileSync(path, bytes);
}

describe("an untouched release", () => {
  test("went through its gates and was signed, before the tag and before anything was sent", () => {
    expect(steps.slice(2, 6)).toEqual(["gates", "sign", "credentials", "tag"]);
    const attached = world.forge.releases[0]?.assets.map((asset) => asset.name);
    expect(attached?.slice(-2)).toEqual(["SHA256SUMS", "SHA256SUMS.sig"]);
    expect(attached).toContain(BILL);
  });

  test("holds, each part of it", async () => {
    const verified = await verify(copy(), { repository: world.repository.root });
    expect(verified.findings).toEqual([]);
    expect(outcomes(verified)).toMatchObject({
      "record and journal": "holds",
      "the journal beside it": "holds",
      "digests of the files": "holds",
      "the record is consistent": "holds",
      "SHA256SUMS and the record": "holds",
      "signature of SHA256SUMS": "holds",
      "digests in the SBOM": "holds",
      "tag v1.2.3": "holds",
      "signature of the tag v1.2.3": "holds",
      "tag v1.2.3 in the repository": "holds",
    });
    const seal = verified.sealed ?? "";
    expect(outcomes(await verify(copy(), { seal }))).toMatchObject({ "the noted seal": "holds" });
    expect(named(await verify(copy(), { seal: "0".repeat(64) }))).toEqual(["record.json"]);
    expect(named(await verify(copy(), { seal: "" }))).toEqual(["record.json"]);
  });

  test("holds in one flat directory, and by record.json alone with the files elsewhere", async () => {
    const from = copy();
    const flat = join(scratch.path, "flat");
    for (const place of ["dist", "assets"]) cpSync(join(from, place), flat, { recursive: true });
    cpSync(join(from, "record.json"), join(flat, "record.json"));
    expect(named(await verify(flat))).toEqual([]);
    const alone = join(scratch.path, "alone", "record.json");
    cpSync(join(from, "record.json"), alone);
    expect(named(await verify(alone, { files: flat }))).toEqual([]);
    expect(named(await verify(alone))).toEqual(expect.arrayContaining([WHEEL, SDIST, "SHA256SUMS"]));
  });

  test("is found by its tag on the machine that made it, and told to people", async () => {
    const ended = await run(["verify-release", "v1.2.3", "--offline", "--verbose", "--signers", allowed], {
      env: { ...world.env, HTTP_PROXY: "http://127.0.0.1:9" },
    });
    expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
    expect(ended.stdout).toContain("holds: demo-pkg 1.2.3 matches the release");
    expect(ended.stdout).toMatch(/upload {2,}done: /);
    const broken = copy();
    flip(join(broken, "dist", WHEEL));
    const told = await run(["verify-release", broken, "--json", "--signers", allowed], { env: world.env });
    expect(told.exit).toBe(4);
    expect(document(told)).toMatchObject({ verdict: "red", findings: [{ rule: "U010", subject: WHEEL }] });
    const nothing = await run(["verify-release", "v9.9.9", "--json"], { env: world.env });
    expect(document(nothing).error).toMatchObject({ code: "release/not-a-release" });
  });
});

describe("one byte of", () => {
  test.each([
    ["dist", WHEEL],
    ["dist", SDIST],
    ["assets", BILL],
    ["assets", "SHA256SUMS"],
    ["assets", "SHA256SUMS.sig"],
  ])("%s/%s is named by its file", async (place, name) => {
    const size = readFileSync(join(released, place, name)).length;
    for (const at of [0, Math.floor(size / 2), size - 1]) {
      const directory = copy();
      flip(join(directory, place, name), at);
      expect(named(await verify(directory)), `byte ${at}`).toContain(name);
    }
  });

  test("record.json is found, wherever it is", async () => {
    const directory = copy();
    const path = join(directory, "record.json");
    const whole = readFileSync(path);
    const step = Math.max(1, Math.floor(whole.length / 40));
    for (let at = 0; at < whole.length; at += step) {
      writeFileSync(path, whole);
      flip(path, at);
      const [first = ""] = named(await verify(directory));
      expect(first, `byte ${at}`).toMatch(/^record\.json/);
    }
  });

  test("journal.jsonl is found, with its line", async () => {
    const directory = copy();
    const path = join(directory, "journal.jsonl");
    const whole = readFileSync(path);
    const lines = whole.toString().split("\n");
    let start = 0;
    for (const [position, line] of lines.slice(0, -1).entries()) {
      writeFileSync(path, whole);
      flip(path, start + Math.floor(line.length / 2));
      expect(named(await verify(directory))).toEqual([`journal.jsonl line ${position + 1}`]);
      start += Buffer.byteLength(line) + 1;
    }
  });
});

describe("the journal", () => {
  const edited = async (edit: (lines: string[]) => void): Promise<readonly string[]> => {
    const directory = copy();
    const path = join(directory, "journal.jsonl");
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    edit(lines);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    return named(await verify(directory));
  };

  test("a dropped line, two lines in another order, a line that is there twice", async () => {
    expect(await edited((lines) => lines.splice(2, 1))).toEqual(["journal.jsonl line 3"]);
    expect(await edited((lines) => lines.splice(1, 2, lines[2] ?? "", lines[1] ?? ""))).toEqual([
      "journal.jsonl line 2",
    ]);
    expect(await edited((lines) => lines.splice(3, 0, lines[2] ?? ""))).toEqual(["journal.jsonl line 4"]);
  });

  test("the journal of another release does not pass for this one's", async () => {
    const directory = copy();
    const other = nextEntry(undefined, "2026-01-01T00:00:00.000Z", "sealed", {});
    writeFileSync(join(directory, "journal.jsonl"), entryLine(other));
    expect(named(await verify(directory))).toEqual(["journal.jsonl"]);
  });
});

describe("digests that were swapped", () => {
  /** A forger who writes the whole chain anew. */
  function forge(change: (entry: JournalEntry) => JournalEntry["data"]): string {
    const directory = copy();
    const { entries } = readChain(readFileSync(join(directory, "journal.jsonl"), "utf8"));
    const made: JournalEntry[] = [];
    for (const entry of entries) made.push(nextEntry(made.at(-1), entry.time, entry.type, change(entry)));
    writeFileSync(join(directory, "journal.jsonl"), made.map(entryLine).join(""));
    writeFileSync(join(directory, "record.json"), renderRecord(made) ?? "");
    return directory;
  }

  test("in SHA256SUMS", async () => {
    const directory = copy();
    const path = join(directory, "assets", "SHA256SUMS");
    const [a = "", b = "", ...rest] = readFileSync(path, "utf8").split("\n");
    const swapped = [b.slice(0, 64) + a.slice(64), a.slice(0, 64) + b.slice(64), ...rest].join("\n");
    writeFileSync(path, swapped);
    const verified = await verify(directory);
    expect(named(verified)).toEqual(["SHA256SUMS"]);
    expect(verified.findings.map((each) => each.message).join("\n")).toMatch(
      /a different digest for demo_pkg/,
    );
  });

  test("in record.json", async () => {
    const directory = copy();
    const path = join(directory, "record.json");
    const record = JSON.parse(readFileSync(path, "utf8")) as { files: Record<string, string> };
    const [wheel = "", sdist = ""] = [record.files[WHEEL], record.files[SDIST]];
    Object.assign(record.files, { [WHEEL]: sdist, [SDIST]: wheel });
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
    const [finding] = (await verify(directory)).findings;
    expect(finding?.message).toMatch(/record\.json: has a different digest for demo_pkg/);
  });

  test("by a forger who writes the chain anew and forgets one place", async () => {
    const directory = forge(({ type, data }) =>
      type === "sealed"
        ? { ...data, files: { ...(data["files"] as object), [WHEEL]: "0".repeat(64) } }
        : data,
    );
    expect(named(await verify(directory))).toContain(WHEEL);
  });

  test("by a forger who forgets nothing: the signature is not theirs, nor is the noted seal", async () => {
    const { sealed } = await verify(copy());
    const evil = "evil bytes";
    const directory = forge(({ data }) => data);
    const path = join(directory, "assets", "SHA256SUMS");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^[0-9a-f]{64}/, "0".repeat(64)) + evil);
    const verified = await verify(directory, { seal: sealed });
    expect(named(verified)).toContain("SHA256SUMS");
    const again = forge(({ type, data }) => (type === "sealed" ? { ...data, index: "elsewhere" } : data));
    expect(named(await verify(again, { seal: sealed }))).toEqual(["record.json"]);
  });
});

test("a file that is missing, and one that was put among them, are named", async () => {
  const directory = copy();
  rmSync(join(directory, "dist", SDIST));
  writeFileSync(join(directory, "dist", "demo_pkg-1.2.3-cp39-cp39-linux_x86_64.whl"), "evil");
  expect(named(await verify(directory)).toSorted()).toEqual([
    "demo_pkg-1.2.3-cp39-cp39-linux_x86_64.whl",
    SDIST,
  ]);
  expect(readdirSync(join(released, "dist")).toSorted()).toEqual([WHEEL, SDIST]);
});

test("a signer whom nobody allowed is told; a repository with another tag, too", async () => {
  const stranger = keyHome();
  const { allowed: others } = sshKey(stranger.path);
  const verified = await verify(copy(), { signers: others });
  stranger[Symbol.dispose]();
  expect(named(verified).toSorted()).toEqual(["SHA256SUMS.sig", "tag v1.2.3"]);
  const unknown = outcomes(await verify(copy(), { signers: null }));
  expect(unknown).toMatchObject({ "signature of the tag v1.2.3": "not-checked" });
  world.repository.git("tag", "--force", "--no-sign", "-a", "-m", "moved", "v1.2.3");
  expect(named(await verify(copy(), { repository: world.repository.root }))).toEqual(["tag v1.2.3"]);
});
