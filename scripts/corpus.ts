/**
 * Rehearses pinned releases from PyPI without configuration, holds every warning and error against its label, and writes
 * docs/reference/corpus.md and the results as JSON. Fails on an unlabeled or a false one.
 * Usage: npm run corpus -- [--only NAME]... [--jobs N] [--again] [--kept] [--quick] [--page] [--pin NAME]...
 * A result that the cache has for this commit is taken as it is (--again: run all; --kept: of other commits, too, which
 * the page then names). --only and --quick write no page; --page rehearses nothing; --pin adds the newest release of a project, or moves its pin.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nodePorts } from "../src/adapters/node-ports.ts";
import type { Ports } from "../src/ports/ports.ts";
import { backendOf, checkOut } from "../tests/support/corpus/checkout.ts";
import {
  CORPUS_DIRECTORY,
  parseResult,
  readLabels,
  readPins,
  readResults,
  type Pin,
  type Result,
} from "../tests/support/corpus/data.ts";
import { objections, staleLabels } from "../tests/support/corpus/judge.ts";
import { corpusPage } from "../tests/support/corpus/page.ts";
import { rehearsePin } from "../tests/support/corpus/rehearse.ts";
import { CORPUS_CACHE, fetchSdist, newestSdist } from "../tests/support/corpus/sdist.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs/reference/corpus.md");

/** The commit of this checkout, with `+` when what runs differs from it. */
function currentCommit(): string {
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", argv, { cwd: ROOT, encoding: "utf8" }).trim();
  return git("rev-parse", "HEAD") + (git("status", "--porcelain", "--", "src") === "" ? "" : "+");
}

async function pinNewest(name: string, pins: readonly Pin[], ports: Ports): Promise<readonly Pin[]> {
  const found = await newestSdist(name, ports);
  const old = pins.find((pin) => pin.name === name);
  const pin = { ...old, ...found, backend: "" };
  const tree = join(CORPUS_CACHE, "pinning");
  checkOut(await fetchSdist(pin, ports), pin, tree);
  const backend = backendOf(tree);
  rmSync(tree, { recursive: true });
  console.log(`${name} ${found.version}: ${backend}`);
  return [...pins.filter((each) => each.name !== name), { ...pin, backend }].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** Which results of earlier runs are taken. */
type Taken = "none" | "of-this-commit" | "of-any-commit";

/** A result that is kept, or a new one. */
async function resultOf(pin: Pin, commit: string, taken: Taken, ports: Ports): Promise<Result> {
  const folder = join(CORPUS_CACHE, "results");
  const file = join(folder, `${pin.name}.json`);
  if (taken !== "none" && existsSync(file)) {
    try {
      const kept = parseResult(readFileSync(file, "utf8"));
      const isSame = kept.commit === commit && !commit.endsWith("+");
      if (kept.version === pin.version && (isSame || taken === "of-any-commit")) return kept;
    } catch {
      // Of another form: made anew.
    }
  }
  const work = join(CORPUS_CACHE, "work", pin.name);
  const result = await rehearsePin(pin, work, commit, ports);
  for (const part of ["output", "state"]) rmSync(join(work, part), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, json(result));
  const codes = result.reported
    .map((each) => `${each.rule}${each.severity === "error" ? "!" : ""}`)
    .join(" ");
  console.log(
    `${pin.name} ${pin.version}: ${result.verdict} ${result.phase ?? ""} ${result.wallSeconds} s, CPU ${result.cpuSeconds} s ${codes}`,
  );
  return result;
}

async function rehearseAll(
  pins: readonly Pin[],
  options: { readonly jobs: number; readonly taken: Taken },
  ports: Ports,
): Promise<readonly Result[]> {
  const commit = currentCommit();
  const queue = [...pins];
  const results: Result[] = [];
  const work = async (): Promise<void> => {
    for (let pin = queue.shift(); pin !== undefined; pin = queue.shift())
      results.push(await resultOf(pin, commit, options.taken, ports));
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return results.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      pin: { type: "string", multiple: true },
      jobs: { type: "string", default: "1" },
      again: { type: "boolean", default: false },
      kept: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      page: { type: "boolean", default: false },
    },
  });
  await using node = nodePorts({});
  process.once("SIGINT", () => node.interrupt());
  let pins = readPins();
  if (values.pin !== undefined) {
    for (const name of values.pin) {
      pins = await pinNewest(name, pins, node.ports);
      writeFileSync(join(CORPUS_DIRECTORY, "pins.json"), json(pins));
    }
    return;
  }
  const chosen = pins.filter(
    (pin) => (values.only?.includes(pin.name) ?? true) && (!values.quick || pin.quick === true),
  );
  const jobs = Number(values.jobs);
  if (!(jobs >= 1)) throw new Error("--jobs takes a number");
  const taken = values.again ? "none" : values.kept ? "of-any-commit" : "of-this-commit";
  const results = values.page ? readResults() : await rehearseAll(chosen, { jobs, taken }, node.ports);
  const labels = readLabels();
  if (values.page || chosen.length === pins.length) {
    writeFileSync(join(CORPUS_DIRECTORY, "results.json"), json(results));
    writeFileSync(PAGE, corpusPage(pins, results, labels));
  }
  for (const label of staleLabels(results, labels))
    console.log(`fits nothing any more: ${label.project} ${label.rule} [${label.subject}]`);
  const wrong = objections(results, labels);
  for (const objection of wrong) console.log(objection);
  if (wrong.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
