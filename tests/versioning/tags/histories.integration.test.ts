import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { renderNext } from "../../../src/cli/render/next-version.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { formatVersion, parseVersion } from "../../../src/version/pep440.ts";
import { bumpVersion } from "../../../src/versioning/bump/bump-version.ts";
import { readBump, type BumpReading } from "../../../src/versioning/bump/read-bump.ts";
import { identity } from "../../support/bump.ts";
import { historyOfSteps } from "../../support/history-steps.ts";
import { READERS } from "./histories.ts";
import { LINES } from "./line-histories.ts";
import { SETTINGS } from "./settings-histories.ts";

const ask = { kind: "auto", pre: null } as const;

async function readOr(root: string): Promise<BumpReading | Fault> {
  await using node = nodePorts({ variables: identity() });
  try {
    return await readBump({ directory: root, ask }, node.ports);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** What a bump makes of the history: the version and the tag, or what it refuses with. */
async function made(root: string): Promise<{ version: string; tag: string } | string> {
  await using node = nodePorts({ variables: identity() });
  const options = { commit: true, tag: true, sign: null, message: null, changelog: null, dryRun: false };
  try {
    const { plan } = await bumpVersion({ directory: root, ask, ...options }, node.ports);
    return plan === null ? "nothing" : { version: plan.version, tag: plan.tag };
  } catch (error) {
    if (error instanceof Fault) return `${error.message} ${error.remedy}`;
    throw error;
  }
}

test.each([...READERS, ...SETTINGS, ...LINES])("$title", async ({ steps, next, tag, note }) => {
  using repository = historyOfSteps(steps);
  const reading = await readOr(repository.root);
  const bumped = await made(repository.root);
  if (reading instanceof Fault) {
    expect(next).toBe("refused");
    expect(`${reading.message} ${reading.remedy}`).toContain(tag);
    expect(bumped).toContain(tag);
    return;
  }
  const { decision, notes } = reading;
  expect(decision.kind === "next" ? formatVersion(decision.version) : decision.kind).toBe(next);
  if (note === null) expect(notes).toEqual([]);
  else if (note !== undefined) expect(notes.join("\n")).toContain(note);
  if (decision.kind === "refused") {
    expect(decision.reason).toContain(tag);
    expect(bumped).toContain(tag);
    return;
  }
  if (decision.kind === "nothing") {
    expect(bumped).toBe("nothing");
    return;
  }
  expect(bumped).toMatchObject({ version: next, ...(tag !== undefined && { tag }) });
  // What a bump made is the last release of the next reading.
  const after = await readOr(repository.root);
  expect(after instanceof Fault ? after.message : after.lastTag?.name).toBe((bumped as { tag: string }).tag);
});

test("a long history is counted, and its newest commits are shown", async () => {
  using repository = historyOfSteps(
    `static 1.0.0\ncommit a\ntag v1.0.0\n${Array.from({ length: 23 }, (_, at) => `commit fix: ${at}`).join("\n")}`,
  );
  const reading = await readOr(repository.root);
  if (reading instanceof Fault) throw reading;
  const rows = (all: boolean): number =>
    renderNext(reading, makeStyle(false), all).filter((line) => line.includes(" patch fix: ")).length;
  expect(rows(false)).toBe(20);
  expect(rows(true)).toBe(23);
  expect(renderNext(reading, makeStyle(false), false).join("\n")).toContain("and 3 more (--all)");
});

test("a padded version is written and tagged as the history spells it (nox#1063)", async () => {
  using repository = historyOfSteps("static 2026.02.09\ncommit chore: a\ntag 2026.02.09\ncommit chore: b");
  await using node = nodePorts({ variables: identity() });
  const version = parseVersion("2026.3.1");
  if (version === null) throw new Error("no version");
  const options = { commit: true, tag: true, sign: null, message: null, dryRun: false, changelog: null };
  const question = { directory: repository.root, ask: { kind: "exact", version } as const, ...options };
  expect((await bumpVersion(question, node.ports)).plan?.tag).toBe("2026.03.01");
  expect(repository.git("show", "2026.03.01:pyproject.toml")).toContain('version = "2026.03.01"');
});
