import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { tokenHeader, uploadForm } from "../support/upload-form.ts";
import { afterRun, converge, type Machines } from "./converge.ts";
import { faultsOf, randomSchedule, singleFault, type FaultName, type Point } from "./faults.ts";
import { SHAPES, type Shape } from "./shapes.ts";
import { template, type Template } from "./template.ts";
import { world, type World } from "./world.ts";

/** Random schedules here; `npm run chaos` runs thousands. */
const SEEDS = 24;
const OTHER_SEEDS = 4;

const [PLAIN] = SHAPES as [Shape];
const STAGED = SHAPES.at(-1) as Shape;

let given: Template;
beforeAll(async () => {
  given = await template(PLAIN);
});
afterAll(() => given[Symbol.asyncDispose]());

const NOTHING = (): null => null;

describe("one trouble at every kind of point", () => {
  test("each of them, at one point of its kind", async () => {
    const cases = await kindsOfTrouble(given);
    expect(cases.size).toBeGreaterThan(100);
    expect(await violationsOf(given, cases)).toEqual([]);
  });

  test("and those of a session", async () => {
    await using staged = await template(STAGED);
    const known = await kindsOfTrouble(given);
    const cases = await kindsOfTrouble(staged);
    for (const title of known.keys()) cases.delete(title);
    expect([...cases.keys()].filter((title) => title.includes("kill before")).sort()).toEqual([
      "index announce: kill before",
      "index bytes: kill before",
      "index complete: kill before",
      "index open a session: kill before",
      "index preview: kill before",
      "index publish: kill before",
    ]);
    expect(await violationsOf(staged, cases)).toEqual([]);
  });
});

describe("killed, and the same command on a machine that knows nothing", () => {
  // The others: `npm run chaos`.
  test.each(SHAPES.filter(({ staged }) => !staged))("$is", async (shape) => {
    await using other = await template(shape);
    const cases = await kindsOfTrouble(other);
    // Real git is slow: of a release that tags, what happens once the files are attached.
    const attached = shape.attested
      ? /^(?:index upload|forge publish): kill before/
      : /^(?:index upload|forge publish|journal sending): kill/;
    const isTried = shape.tags ? attached : /: kill/;
    for (const title of cases.keys()) if (!isTried.test(title)) cases.delete(title);
    expect(cases.size).toBeGreaterThan(1);
    expect(await violationsOf(other, cases, "fresh")).toEqual([]);
  });
});

type TroubleCases = Map<string, readonly [at: number, fault: FaultName]>;

async function kindsOfTrouble(of: Template): Promise<TroubleCases> {
  await using it = await world(of);
  const { points } = await it.run(NOTHING, 0);
  const cases: TroubleCases = new Map();
  for (const [at, point] of points.entries()) {
    for (const fault of faultsOf(point)) cases.set(`${point.kind} ${point.what}: ${fault}`, [at, fault]);
  }
  return cases;
}

async function violationsOf(
  of: Template,
  cases: TroubleCases,
  machines: Machines = "one",
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [title, [at, fault]] of cases) {
    const { violations } = await converge(of, singleFault(at, fault), 1, machines);
    wrong.push(...violations.map((each) => `${title}: ${each}`));
  }
  return wrong;
}

test("several troubles by chance: the same command ends the work", async () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { schedule, runs } = randomSchedule(seed);
    const { violations, met } = await converge(given, schedule, runs);
    wrong.push(...violations.map((each) => `seed ${seed}: ${each} after ${met.join("; ")}`));
  }
  expect(wrong).toEqual([]);
});

describe.each(SHAPES.slice(1))("$is", (shape) => {
  test("several troubles by chance", async () => {
    await using other = await template(shape);
    const wrong: string[] = [];
    for (let seed = 0; seed < OTHER_SEEDS; seed += 1) {
      const { schedule, runs } = randomSchedule(seed);
      const { violations, met } = await converge(other, schedule, runs);
      wrong.push(...violations.map((each) => `seed ${seed}: ${each} after ${met.join("; ")}`));
    }
    expect(wrong).toEqual([]);
  });

  test.runIf(shape.tags)("the harness sees a tag that is gone", async () => {
    await using other = await template(shape);
    await using it = await world(other);
    const ended = await it.run(NOTHING, 0);
    expect(await afterRun(it, other, ended)).toEqual([]);
    it.dropTag();
    expect((await afterRun(it, other, ended)).join()).toContain("exit 0 with the tags");
  });
});

test("the harness sees what it looks for: an index that forgets a file is no success", async () => {
  await using it = await world(given);
  const ended = await it.run(NOTHING, 0);
  it.forge.lose();
  expect([ended.exit, (await afterRun(it, given, ended)).length > 0]).toEqual([0, true]);
});

describe("a page that lags", () => {
  test("a few reads behind: waited for, and nothing is sent twice", async () => {
    await using it = await world(given);
    it.lag = 6;
    const ended = await it.run(NOTHING, 0);
    expect([ended.exit, sent(it)]).toEqual([0, 5]);
    expect(await afterRun(it, given, ended)).toEqual([]);
  });

  test("never: incomplete, not announced, not failed; when it comes, the same command ends it", async () => {
    await using it = await world(given);
    it.lag = Number.POSITIVE_INFINITY;
    const ended = await it.run(NOTHING, 0);
    expect(ended.exit).toBe(8);
    expect(ended.said).toContain("release/unproven");
    expect(it.forge.releases()).toMatchObject([{ draft: true }]);
    it.lag = 0;
    const again = await it.run(NOTHING, 1);
    expect([again.exit, sent(it), it.forge.releases().length]).toEqual([0, 5, 1]);
  });
});

test("other bytes by somebody else in the middle: exit 6, nothing foreign is touched or announced", async () => {
  await using it = await world(given);
  const theirs = demoWheel({ tag: "cp312-cp312-win_amd64", salt: "theirs" });
  let uploads = 0;
  it.before = async ({ what }) => {
    if (what !== "upload" || (uploads += 1) !== 2) return;
    const form = uploadForm(theirs);
    const headers = { ...form.headers, authorization: tokenHeader(it.index.token) };
    await it.send({ method: "POST", url: it.index.uploadUrl, headers, body: form.body });
  };
  const ended = await it.run(NOTHING, 0);
  expect(ended.exit).toBe(6);
  expect(ended.said).toContain("U002");
  expect(it.forge.releases()).toMatchObject([{ draft: true }]);
  const again = await it.run(NOTHING, 1);
  expect(again.exit).toBe(6);
  expect(again.points.filter(({ what }) => what === "upload")).toEqual([]);
});

test("staged: other bytes by somebody else at the last moment: exit 6, nothing of ours is public, no session is left", async () => {
  await using other = await template(STAGED);
  await using it = await world(other);
  const theirs = demoWheel({ tag: "cp312-cp312-win_amd64", salt: "theirs" });
  it.before = async ({ what }) => {
    if (what !== "publish") return;
    const form = uploadForm(theirs);
    const headers = { ...form.headers, authorization: tokenHeader(it.index.token) };
    await it.send({ method: "POST", url: it.index.uploadUrl, headers, body: form.body });
  };
  const ended = await it.run(NOTHING, 0);
  expect([ended.exit, it.forge.releases()]).toMatchObject([6, [{ draft: true }]]);
  expect(ended.said).toContain("was canceled: nothing of it is left");
  expect(ended.said).toContain(theirs.fileName);
  expect(it.index.log.filter(({ url }) => url.startsWith("/files/")).length).toBe(0);
});

test("a token that ends between two files is renewed", async () => {
  await using it = await world(given);
  it.before = ({ what }) => {
    if (what === "upload") it.advance(11 * 60);
    return Promise.resolve();
  };
  const ended = await it.run(NOTHING, 0);
  const minted = ended.points.filter((point: Point) => point.what === "mint-token").length;
  // One more than the uploads need: the release shows its identity to the index before it builds.
  expect([ended.exit, minted]).toEqual([0, 6]);
});

test("two machines at once: one release, one announcement, no draft is left", async () => {
  for (let round = 0; round < 5; round += 1) {
    await using it = await world(given, ["one", "two"]);
    const ends = await Promise.all([it.run(NOTHING, 0, "one"), it.run(NOTHING, 0, "two")]);
    for (const ended of ends) expect(await afterRun(it, given, ended)).toEqual([]);
    const again = [await it.run(NOTHING, 1, "one"), await it.run(NOTHING, 1, "two")];
    expect(again.map((each) => each.exit)).toEqual([0, 0]);
    expect(it.forge.releases()).toMatchObject([{ draft: false }]);
  }
});

/** Uploads that the index took. */
function sent(it: World): number {
  return it.index.log.filter((entry) => entry.upload?.outcome === "stored").length;
}
