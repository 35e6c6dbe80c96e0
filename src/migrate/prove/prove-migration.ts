import { join, relative } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { findAdmittedInterpreter, findInterpreter, type Interpreter } from "../../toolbox/interpreter.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Migration } from "../migration.ts";
import { buildBefore, buildOne, migratedCopy, whyNot, type Build, type BuildSettings } from "./build-one.ts";
import { compareBuilds } from "./compare-builds.ts";
import { judge, type Acceptance, type Comparison, type JudgedDifference } from "./difference.ts";
import { isFromIndex, testCommandOf, type TestCommand } from "../../tree/test-command.ts";
import { installWheel, openTrialHome, type TrialHome } from "./trial/trial-home.ts";
import { tryBoth, type Candidate, type Trials } from "./trial/try-both.ts";

/** What two builds of one tree showed. */
export interface Proof {
  readonly aspects: readonly Aspect[];
  readonly differences: readonly JudgedDifference[];
  /** What could not be tried, each with its reason. */
  readonly notTried: readonly string[];
  readonly seconds: number;
  /** Whether the new build gives users what the old one gave, but for what is meant or accepted. */
  readonly holds: boolean;
}

/** One line of the verdict table. */
export interface Aspect {
  readonly code: Comparison["code"];
  readonly equal: number;
  readonly intended: number;
  readonly accepted: number;
  readonly defects: number;
}

/** How a migration is proven. */
export interface ProofSettings extends BuildSettings {
  readonly python: string | null;
  /** Whether the project's own tests run against both wheels. */
  readonly tests: boolean;
  readonly accepted: readonly Acceptance[];
}

/** Proves migrations of one tree: what does not depend on the target is built and installed once. */
export interface Prover extends AsyncDisposable {
  prove(migration: Migration): Promise<Proof>;
}

/** A prover; `hasBackend`: without one there is no build before. */
export function proverOf(
  tree: SourceTree,
  hasBackend: boolean,
  settings: ProofSettings,
  ports: Ports,
): Prover {
  let shared: Promise<Shared> | null = null;
  return {
    async [Symbol.asyncDispose]() {
      // Why it could not be made is told by the proof that asked for it.
      const made = await shared?.catch(() => null);
      if (made?.before != null) await closed(made.before);
      await made?.home?.environment.request.log.close();
    },
    async prove(migration) {
      const begin = ports.clock.elapsed();
      const python = await interpreterFor(tree, settings, ports);
      const copy = await migratedCopy(tree, migration.edits, ports);
      shared ??= share(tree, copy, hasBackend, python, settings, ports);
      const [{ before, old, home, tests }, after] = await Promise.all([
        shared,
        buildOne(copy, python, settings, ports),
      ]);
      const edited = await editedFiles(tree, migration, ports);
      const comparisons = [...compareOutcomes(before, after, edited)];
      const now = home === null || old === null ? null : await candidate(copy, after, home, ports);
      const trials = home === null ? NO_TRIALS : await tried(old, now, home, tests, ports);
      comparisons.push(...trials.comparisons);
      const notTried = [...notTriedAtAll(home, settings), ...trials.notTried];
      await closed(after);
      const differences = comparisons
        .flatMap((each) => each.differences)
        .map((each) => judge(each, migration.intentions, settings.accepted));
      return {
        aspects: aspectsOf(comparisons, differences),
        differences,
        notTried,
        seconds: ports.clock.elapsed() - begin,
        holds: differences.every(({ verdict }) => verdict !== "defect"),
      };
    },
  };
}

/** Files that the migration changes: of a link, the one that it leads to as well. */
async function editedFiles(
  tree: SourceTree,
  { edits }: Migration,
  { files }: Ports,
): Promise<ReadonlySet<string>> {
  const root = await files.realPath(tree.root);
  const real = await Promise.all(
    edits.map(({ path }) => files.realPath(join(root, path)).catch(() => join(root, path))),
  );
  return new Set([
    ...edits.map(({ path }) => path),
    ...real.map((path) => relative(root, path).replaceAll("\\", "/")),
  ]);
}

/** What every proof of a tree shares. */
interface Shared {
  readonly before: Build | null;
  /** The old wheel, installed, or why it cannot be. */
  readonly old: Candidate | string | null;
  readonly home: TrialHome | null;
  readonly tests: TestCommand | null;
}

async function share(
  tree: SourceTree,
  copy: SourceTree,
  hasBackend: boolean,
  python: Interpreter,
  settings: ProofSettings,
  ports: Ports,
): Promise<Shared> {
  if (!hasBackend) return { before: null, old: null, home: null, tests: null };
  const requirements = copy.project.dependencies.map(({ value }) => value).filter(isFromIndex);
  const [before, home, tests] = await Promise.all([
    buildBefore(tree, python, settings, ports),
    openTrialHome(requirements, python, settings.offline, ports),
    settings.tests ? testCommandOf(copy) : null,
  ]);
  return { before, old: await candidate(tree, before, home, ports), home, tests };
}

const NO_TRIALS: Trials = { comparisons: [], notTried: [] };

/** What running both wheels shows. One of today that no installer takes, as with a specifier of Poetry alone, is not tried. */
async function tried(
  old: Candidate | string | null,
  now: Candidate | string | null,
  home: TrialHome,
  tests: TestCommand | null,
  ports: Ports,
): Promise<Trials> {
  if (old === null || now === null) return NO_TRIALS;
  if (typeof old === "string")
    return {
      ...NO_TRIALS,
      notTried: [
        `imports, scripts and tests: the wheel from before the migration cannot be installed (${old})`,
      ],
    };
  if (typeof now !== "string") return tryBoth(old, now, home, tests, ports);
  const rejected = { code: "build", subject: "after", before: "it can be installed", after: now } as const;
  return { ...NO_TRIALS, comparisons: [{ code: "build", equal: 0, differences: [rejected] }] };
}

/** A built wheel, installed over the dependencies, or why it cannot be; null without either of them. */
async function candidate(
  tree: SourceTree,
  { built, outcome }: Build,
  home: TrialHome,
  ports: Ports,
): Promise<Candidate | string | null> {
  if (built === null || outcome.wheel === null || home.problem !== null) return null;
  const installed = await installWheel(home, outcome.wheel, ports);
  return typeof installed === "string" ? installed : { tree, wheel: built.wheel, installed };
}

function notTriedAtAll(home: TrialHome | null, { tests }: ProofSettings): readonly string[] {
  return [
    ...(home === null || home.problem === null
      ? []
      : [`imports, scripts and tests: the dependencies cannot be installed (${home.problem})`]),
    ...(tests ? [] : ["tests: --no-tests"]),
  ];
}

async function interpreterFor(
  tree: SourceTree,
  { python }: ProofSettings,
  ports: Ports,
): Promise<Interpreter> {
  if (python !== null) return findInterpreter(python, ports, { directory: tree.root });
  return findAdmittedInterpreter(tree.project.requiresPython?.value ?? null, ports, { directory: tree.root });
}

async function closed({ built }: Build): Promise<void> {
  await built?.wheel[Symbol.asyncDispose]();
  await built?.sdist[Symbol.asyncDispose]();
}

/** Without a before, that the project is built at all is what can be shown. */
function compareOutcomes(
  before: Build | null,
  after: Build,
  edited: ReadonlySet<string>,
): readonly Comparison[] {
  if (after.built !== null && before === null) return [{ code: "build", equal: 1, differences: [] }];
  if (after.built !== null && before?.built != null)
    return [...repairedSdist(before), ...compareBuilds(before.built, after.built, edited)];
  const ends = { before: endOf(before ?? after), after: endOf(after) };
  const failed = [
    ...(before !== null && before.built === null ? ["before"] : []),
    ...(after.built === null ? ["after"] : []),
  ];
  return [
    { code: "build", equal: 0, differences: failed.map((subject) => ({ code: "build", subject, ...ends })) },
  ];
}

function endOf({ built, outcome }: Build): string {
  return built === null ? whyNot(outcome) : "it builds";
}

/** An sdist that lacked what its own build reads builds now. */
function repairedSdist({ brokenSdist }: Build): readonly Comparison[] {
  if (brokenSdist === null) return [];
  const reason =
    "the sdist from before the migration builds no wheel: the wheel built from the tree was compared instead";
  return [
    {
      code: "build",
      equal: 0,
      differences: [{ code: "build", subject: "sdist", before: brokenSdist, after: "it builds", reason }],
    },
  ];
}

function aspectsOf(
  comparisons: readonly Comparison[],
  differences: readonly JudgedDifference[],
): readonly Aspect[] {
  return comparisons
    .map(({ code, equal }) => {
      const own = differences.filter((each) => each.code === code);
      const count = (verdict: JudgedDifference["verdict"]): number =>
        own.filter((each) => each.verdict === verdict).length;
      return {
        code,
        equal,
        intended: count("intended"),
        accepted: count("accepted"),
        defects: count("defect"),
      };
    })
    .filter(({ equal, intended, accepted, defects }) => equal + intended + accepted + defects > 0);
}
