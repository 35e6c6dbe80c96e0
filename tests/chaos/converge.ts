import { createHash } from "node:crypto";
import { readChain } from "../../src/engine/journal/chain.ts";
import type { Schedule } from "./faults.ts";
import type { Template } from "./template.ts";
import type { ShownRelease } from "./world-forge.ts";
import { world, type RunEnd, type World } from "./world.ts";

/** What a schedule came to. */
export interface Converged {
  /** Runs until the command said that it was done. */
  readonly runs: number;
  /** Troubles that were met. */
  readonly met: readonly string[];
  /** What must not be; empty when all is well. */
  readonly violations: readonly string[];
}

/** Whether a machine keeps what it had, or each run is that of a new one, with an empty state directory. */
export type Machines = "one" | "fresh";

/**
 * Releases under a schedule of troubles, the same command again and again, and looks after every run whether anything
 * is there that must not be. `troubled`: runs that may meet trouble; the one after them has to end the work.
 */
export async function converge(
  given: Template,
  schedule: Schedule,
  troubled: number,
  machines: Machines = "one",
): Promise<Converged> {
  await using it = await world(given);
  const met: string[] = [];
  const violations: string[] = [];
  let made = given;
  let machine = "one";
  for (let number = 0; number <= troubled; number += 1) {
    if (machines === "fresh" && number > 0) {
      machine = `fresh-${number}`;
      made = nextMachine(it, machine, given, made);
    }
    const ended = await it.run(schedule, number, machine);
    met.push(...ended.met.map((each) => `run ${number + 1}, ${each}`));
    const wrong = await afterRun(it, made, ended, machine);
    violations.push(...wrong.map((each) => `run ${number + 1}: ${each}`));
    if (ended.exit !== 0) continue;
    violations.push(...(await whenDone(it, made, machine)));
    return { runs: number + 1, met, violations };
  }
  return { runs: troubled + 1, met, violations: [...violations, "an undisturbed run did not end the work"] };
}

/**
 * A machine that knows nothing: where the host has the whole release, it has to take the files from there; else it builds,
 * and its builds are not those of the machine before.
 */
function nextMachine(it: World, machine: string, given: Template, made: Template): Template {
  if (it.forge.releases().some(isWhole)) return made;
  it.rehearsed(machine, given.rebuilt);
  return { ...given, ...given.rebuilt };
}

function isWhole({ assets }: ShownRelease): boolean {
  const sums = Buffer.from(assets.get("SHA256SUMS")?.bytes ?? [])
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const digests = new Set([...assets.values()].map((asset) => asset.sha256));
  return sums.length > 0 && sums.every((line) => digests.has(line.slice(0, 64)));
}

/** What holds after every run, however it ended. */
export async function afterRun(
  it: World,
  given: Template,
  ended: RunEnd,
  machine = "one",
): Promise<readonly string[]> {
  const wrong: string[] = [];
  if (ended.bug !== null) wrong.push(`a bug: ${ended.bug.message}`);
  const ours = new Map(given.files.map((file) => [file.fileName, sha256(file.bytes)]));
  const stored = it.index.log.filter((entry) => entry.upload?.outcome === "stored");
  const names = given.shape.staged
    ? (await shown(it)).map(({ filename }) => filename)
    : stored.map((entry) => entry.upload?.fileName ?? "");
  for (const name of names) if (!ours.has(name)) wrong.push(`${name} is not ours`);
  if (new Set(names).size !== names.length) wrong.push("a file was stored twice");
  const published = it.forge.releases().filter((release) => !release.draft);
  if (published.length > 1) wrong.push(`${published.length} releases are published`);
  if (given.shape.staged && names.length > 0 && names.length < ours.size)
    wrong.push(`${names.length} of ${ours.size} staged files are public`);
  const isEverywhere = [...ours.keys()].every((name) => names.includes(name));
  for (const release of published) {
    if (!isEverywhere) wrong.push("it is announced before all files are on the index");
    for (const [name, digest] of ours) {
      if (release.assets.get(name)?.sha256 !== digest)
        wrong.push(`${name} is missing in the announced release`);
    }
    const sums = release.assets.get("SHA256SUMS");
    const text = Buffer.from(sums?.bytes ?? []).toString("utf8");
    for (const [name, digest] of ours)
      if (!text.includes(`${digest} *${name}`)) wrong.push(`${name} has no sum`);
  }
  if (ended.exit === 0 && !(isEverywhere && published.length === 1))
    wrong.push("exit 0 without the whole release");
  if (ended.exit === 0) wrong.push(...tagTroubles(it, given));
  const journal = it.journal(machine);
  if (ended.exit === 0 && !isProved(journal))
    wrong.push("exit 0 without having seen the files on the index's page");
  if (ended.exit !== null && ended.exit !== 0 && readChain(journal).broken !== null) {
    wrong.push("the journal is broken");
  }
  const text = ended.said + journal;
  for (const secret of it.secrets)
    if (text.includes(secret)) wrong.push(`a secret is told: ${secret.slice(0, 8)}…`);
  return wrong;
}

/** A release that makes its tag has it here and at the remote, on its commit, and no other. */
function tagTroubles(it: World, { shape, decided }: Template): readonly string[] {
  if (!shape.tags) return [];
  const wanted = ["repository", "remote.git"].map(
    (where) => `${where} ${decided.tag?.name} ${decided.commit}`,
  );
  const there = it.tags();
  return there.join() === wanted.join() ? [] : [`exit 0 with the tags ${there.join(", ")}`];
}

/** Whether the last look at the index, by the journal, saw every file on its page. */
function isProved(journal: string): boolean {
  const { entries } = readChain(journal);
  const done = entries.findLast((entry) => entry.type === "done" && entry.data["step"] === "upload");
  return (done?.data["proof"] as { readonly seen?: unknown } | undefined)?.seen === "the index's page";
}

/** What holds when the command said that it is done: it says so again, and does nothing. */
async function whenDone(it: World, given: Template, machine: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const { shape } = given;
  const { broken } = readChain(it.journal(machine));
  if (broken !== null) wrong.push(`the journal is broken: line ${broken.line} ${broken.reason}`);
  if (shape.attested && (await unattested(it)) > 0) wrong.push("a file has no attestation on the index");
  const drafts = it.forge.releases().filter((release) => release.draft).length;
  if (drafts > 0) wrong.push(`${drafts} drafts are left`);
  if (given.shape.staged && (await isSessionLeft(it, given))) wrong.push("a session is left");
  const requests = it.index.log.length + it.forge.requests();
  const again = await it.run(() => null, Number.POSITIVE_INFINITY, machine);
  if (again.exit !== 0) wrong.push(`once more, it ends with ${again.exit}`);
  const acts = again.points.filter(({ what }) => !["page", "list", "done", "ls-remote"].includes(what));
  if (acts.length > 0) wrong.push(`once more, it does ${acts.map((each) => each.what).join(", ")}`);
  if (it.index.log.length + it.forge.requests() === requests) wrong.push("once more, it looks at nothing");
  return wrong;
}

/** How many files the index shows without their provenance. */
async function unattested(it: World): Promise<number> {
  return (await shown(it)).filter(({ provenance }) => provenance == null).length;
}

interface ShownFile {
  readonly filename: string;
  readonly provenance?: string | null;
}

/** What the index's page shows. */
async function shown(it: World): Promise<readonly ShownFile[]> {
  const accept = "application/vnd.pypi.simple.v1+json";
  const url = `${it.index.simpleUrl}demo-pkg/`;
  const { status, body } = await it.send({ method: "GET", url, headers: { accept } });
  if (status === 404) return [];
  return (JSON.parse(Buffer.from(body).toString("utf8")) as { files: readonly ShownFile[] }).files;
}

/** Whether a session of the release is left that has not ended. */
async function isSessionLeft(it: World, { decided }: Template): Promise<boolean> {
  const type = "application/vnd.pypi.upload.v2+json";
  const headers = { "content-type": type, authorization: `token ${it.index.token}` };
  const { project: name, version } = decided;
  const body = JSON.stringify({ meta: { "api-version": "2.0" }, name, version });
  return (await it.send({ method: "POST", url: it.index.sessionsUrl ?? "", headers, body })).status === 409;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
