/**
 * Uploads 50 files of 1 MB, and one of 100 MB, to a fresh index each time: ours, uv publish and twine in turn, as whole
 * processes; counts how often our process reads a file; asks the index as fast as it answers. Writes bench/PUBLISH.md.
 * npm run bench:publish -- [--rounds 7] [--files 50] [--large 100] [--seconds 5] [--work DIR] [--out DIR]
 */
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { availableParallelism, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

import { demoWheel } from "../tests/support/demo-files.ts";
import { findClient, findUv } from "../tests/support/python-tools.ts";
import { cleanEnvironment, measure, type Sample } from "./measure.ts";
import { median, pairedRatios } from "./statistics.ts";

const ROOT = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    files: { type: "string", default: "50" },
    large: { type: "string", default: "100" },
    seconds: { type: "string", default: "5" },
    work: { type: "string", default: join(ROOT, ".cache", "bench-publish") },
    out: { type: "string", default: import.meta.dirname },
  },
});
const work = resolve(options.work);
const MAIN = join(ROOT, "dist", "cli", "main.cjs");

/** An index in a process of its own. */
interface Served extends AsyncDisposable {
  readonly uploadUrl: string;
  readonly simpleUrl: string;
  readonly token: string;
  /** Milliseconds that starting it took, without its process. */
  readonly ms: number;
  /** Seconds of CPU that it has used since. */
  cpu(): Promise<number>;
}

async function serve(name: string): Promise<Served> {
  const directory = join(work, `index-${name}`);
  rmSync(directory, { recursive: true, force: true });
  const script = join(import.meta.dirname, "publish-index.ts");
  const child = spawn(process.execPath, [script, directory], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout);
  const line = (): Promise<string> => new Promise((done) => lines.once("line", done));
  const told = JSON.parse(await line()) as Omit<Served, "cpu" | typeof Symbol.asyncDispose>;
  return {
    ...told,
    async cpu() {
      child.stdin.write("\n");
      return Number(await line());
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((end) => child.once("close", end));
      child.stdin.end();
      await closed;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Wheels of one release, of about so many bytes each: made once. */
function wheels(count: number, megabytes: number): readonly string[] {
  const directory = join(work, `dist-${count}x${megabytes}`);
  if (!existsSync(directory)) {
    mkdirSync(`${directory}.new`, { recursive: true });
    for (let number = 1; number <= count; number += 1) {
      const data = randomBytes(megabytes * 750_000 + 1).toString("base64");
      const file = demoWheel({
        fileName: `demo_pkg-1.0.0-${number}-py3-none-any.whl`,
        members: { "demo_pkg/data.txt": data.replaceAll(/.{76}/g, "$&\n") },
      });
      writeFileSync(join(`${directory}.new`, file.fileName), file.bytes);
    }
    execFileSync("mv", [`${directory}.new`, directory]);
  }
  return readdirSync(directory).map((name) => join(directory, name));
}

const TOOLS = ["ours", "uv", "twine"] as const;

function job(
  tool: (typeof TOOLS)[number],
  served: Served,
  paths: readonly string[],
): Sample["status"] extends number ? Parameters<typeof measure>[0] : never {
  const home = join(work, "home");
  mkdirSync(home, { recursive: true });
  rmSync(join(home, "state"), { recursive: true, force: true });
  const env = cleanEnvironment({
    HOME: home,
    SHIPWHEEL_STATE_DIR: join(home, "state"),
    SHIPWHEEL_TOKEN: served.token,
    UV_PUBLISH_TOKEN: served.token,
    TWINE_USERNAME: "__token__",
    TWINE_PASSWORD: served.token,
    NODE_COMPILE_CACHE: join(work, "compile-cache"),
  });
  const argv = {
    ours: [
      process.execPath,
      "--require",
      join(import.meta.dirname, "peak-memory.ts"),
      MAIN,
      "publish",
      "--no-check",
      "--index",
      served.uploadUrl,
      ...paths,
    ],
    uv: [findUv(), "publish", "--publish-url", served.uploadUrl, ...paths],
    twine: [
      ...findClient("twine"),
      "upload",
      "--non-interactive",
      "--disable-progress-bar",
      "--repository-url",
      served.uploadUrl,
      ...paths,
    ],
  }[tool];
  return { argv, cwd: home, env, work, name: tool, measuresPeak: tool === "ours" };
}

/** What one upload cost, and what the index used meanwhile: seconds of CPU. */
type Uploaded = Sample & { readonly index: number };

async function inTurn(paths: readonly string[]): Promise<Readonly<Record<string, readonly Uploaded[]>>> {
  const samples: Record<string, Uploaded[]> = { ours: [], uv: [], twine: [] };
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const tool of [...TOOLS.slice(round % 3), ...TOOLS.slice(0, round % 3)]) {
      await using served = await serve(tool);
      const sample = measure(job(tool, served, paths), round);
      if (sample.status !== 0) throw new Error(`${tool} ended with ${sample.status}: see ${work}`);
      samples[tool]?.push({ ...sample, index: await served.cpu() });
      process.stderr.write(`${tool}: ${sample.wall.toFixed(2)} s\n`);
    }
  }
  return samples;
}

/** Bytes that our process reads of the files, by the kernel's count of its reads, against their size. */
async function readsPerFile(paths: readonly string[]): Promise<number> {
  await using served = await serve("reads");
  const { argv, env } = job("ours", served, paths);
  const trace = join(work, "reads");
  const preload = join(import.meta.dirname, "count-reads.ts");
  const [program = "", , , ...args] = argv;
  execFileSync(program, ["--import", preload, ...args], {
    env: { ...env, SHIPWHEEL_BENCH_READS: trace },
    stdio: "pipe",
  });
  const bytes = Number(execFileSync("cat", [trace], { encoding: "utf8" }));
  return bytes / paths.reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Answers a second of `/simple/<name>/`, with some connections that are kept open. */
async function answersPerSecond(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() < until) {
        await ask(url, agent);
        count += 1;
      }
    }),
  );
  agent.destroy();
  return count / ((performance.now() - started) / 1000);
}

function ask(url: string, agent?: Agent): Promise<number> {
  return new Promise((done, failed) => {
    const sent = request(
      url,
      {
        headers: { accept: "application/vnd.pypi.simple.v1+json" },
        ...(agent === undefined ? {} : { agent }),
      },
      (answer) => {
        let size = 0;
        answer.on("data", (chunk: Buffer) => (size += chunk.length));
        answer.once("end", () =>
          answer.statusCode === 200 ? done(size) : failed(new Error(`${url}: ${answer.statusCode}`)),
        );
      },
    );
    sent.once("error", failed);
    sent.end();
  });
}

const seconds = (samples: readonly Sample[] | undefined): number =>
  median((samples ?? []).map((sample) => sample.wall));
const index = (samples: readonly Uploaded[]): string => median(samples.map((each) => each.index)).toFixed(2);
const cpu = (samples: readonly Sample[] | undefined): number =>
  median((samples ?? []).map((sample) => sample.cpu));

mkdirSync(work, { recursive: true });
const many = wheels(Number(options.files), 1);
const large = wheels(1, Number(options.large));
const uploads = [
  [`${options.files} files of 1 MB`, await inTurn(many)],
  [`one file of ${options.large} MB`, await inTurn(large)],
] as const;
const reads = [await readsPerFile(many), await readsPerFile(large)];
const starts: number[] = [];
for (let round = 0; round < Number(options.rounds); round += 1) {
  await using served = await serve("start");
  starts.push(served.ms);
}
const { bigProject } = await import("./publish-big-project.ts");
const big = await bigProject(5000, ask);
await using served = await serve("answers");
execFileSync(process.execPath, [MAIN, "publish", "--no-check", "--index", served.uploadUrl, many[0] ?? ""], {
  env: { ...job("ours", served, []).env },
  stdio: "pipe",
});
const rate = await answersPerSecond(`${served.simpleUrl}demo-pkg/`, Number(options.seconds));

const rows = uploads.map(([title, samples]) => {
  const ratio = (other: string): string =>
    median(pairedRatios(samples[other] ?? [], samples["ours"] ?? [])).toFixed(2);
  const peak = median((samples["ours"] ?? []).map((sample) => sample.peak ?? Number.NaN));
  return `| ${title} | ${seconds(samples["ours"]).toFixed(2)} s (${cpu(samples["ours"]).toFixed(2)} s) | ${seconds(samples["uv"]).toFixed(2)} s (${cpu(samples["uv"]).toFixed(2)} s) | ${seconds(samples["twine"]).toFixed(2)} s (${cpu(samples["twine"]).toFixed(2)} s) | ${index(samples["ours"] ?? [])} s, ${index(samples["uv"] ?? [])} s | ${ratio("uv")} | ${ratio("twine")} | ${peak.toFixed(0)} MB |`;
});
const page = [
  "<!-- Written by bench/publish.ts (npm run bench:publish); do not edit. -->",
  "",
  "# What publishing costs",
  "",
  `Whole processes in turn, each against a fresh index of ours in a process of its own; medians of ${options.rounds} rounds: wall clock and, in brackets, CPU of the uploader. ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the end. Ratios are of the same round; above 1 ours is faster.`,
  "Ours reads and hashes each file, asks the index before and after, and keeps a journal; the others upload. All of them wait for the index, which hashes, unpacks and judges each file: its own CPU has a column.",
  "",
  "| upload | ours | uv publish | twine | the index's CPU (ours, uv) | uv : ours | twine : ours | our peak memory |",
  "| --- | --- | --- | --- | --- | --- | --- | --- |",
  ...rows,
  "",
  `Goals: at least as fast as uv publish, three times as fast as twine, under 120 MB. Our process reads ${reads.map((each) => each.toFixed(2)).join(" and ")} times the bytes of the files (goal: 2, once to hash and once to send).`,
  "",
  "| the index | measured | goal |",
  "| --- | --- | --- |",
  `| answers a second of \`/simple/<name>/\`, client on the same cores | ${rate.toFixed(0)} | 2,000 |`,
  `| the first page of a project with 5,000 files | ${big.toFixed(0)} ms | 50 ms |`,
  `| start | ${median(starts).toFixed(0)} ms | 150 ms |`,
  "",
].join("\n");
writeFileSync(join(resolve(options.out), "PUBLISH.md"), page);
process.stdout.write(page);
