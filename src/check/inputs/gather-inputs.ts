import { directUrlNames } from "../rules/dependencies/direct-urls.ts";
import type { IndexFacts } from "../../index-client/index-facts.ts";
import type { ImportScan } from "../scan/import-scan.ts";
import type { CheckInputs } from "../engine/rule.ts";
import { scanImports } from "../scan/scan-imports.ts";
import { smokeCommandTexts, type Config } from "../../config/schema.ts";
import type { DescriptionRenderer } from "../../distribution/metadata/description-rendering.ts";
import { isScanned, type Distribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import type { IndexConfiguration } from "../../toolbox/index-configuration.ts";
import { findInterpreter } from "../../toolbox/interpreter.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { Fault } from "../../findings/fault.ts";
import { attestationsBeside } from "./attestations-beside.ts";
import { gatherIndexFacts, projectNames } from "../../index-client/gather-index-facts.ts";
import type { StrictFacts } from "../../versioning/strict-facts.ts";
import { renderDescriptions } from "./render-descriptions.ts";
import { scanWheels } from "./scan-wheels.ts";

/** A tree, or distributions. */
export interface Subject {
  readonly tree?: SourceTree;
  readonly distributions: readonly Distribution[];
}

/** What whoever wants the check says of it; the settings of the project say the rest. */
export interface Asked {
  readonly target?: Config["target"] | undefined;
  /** Ask the user's own index about the project, too. */
  readonly online?: boolean | undefined;
  /** Whether the project is on PyPI already; wins over the configuration. */
  readonly existing?: boolean | undefined;
  readonly purpose?: CheckInputs["purpose"];
}

/** What a run knows already, and nobody is asked for again. */
export interface Known extends Pick<CheckInputs, "version" | "builtFromTree"> {
  /** Null: it cannot be read. */
  readonly history?: StrictFacts | null | undefined;
  readonly imports?: Promise<ImportScan | undefined> | undefined;
  readonly index?: IndexFacts | undefined;
}

/**
 * Everything that rules may ask for besides the subject itself: what Python, PyPI's renderer and an index say. The one
 * way into the check: commands, stages and uploads come through here.
 */
export async function gatherInputs(
  subject: Subject,
  request: Asked,
  config: Config,
  renderer: DescriptionRenderer,
  ports: Ports,
  { imports, index: facts, history: read, ...known }: Known = {},
): Promise<CheckInputs> {
  const [scans, renderings, index, attestations, history] = await Promise.all([
    imports === undefined ? scanSubject(subject, config, ports) : imports.then(scanned),
    renderDescriptions(subject, renderer),
    facts ?? (request.online === true ? askIndex(subject, ports) : undefined),
    attestationsBeside(subject.distributions, ports),
    subject.tree === undefined ? given(read) : historyOf(subject.tree, config, ports, read),
  ]);
  return {
    ...subject,
    ...known,
    attestations,
    ...history,
    ...(request.purpose === undefined ? {} : { purpose: request.purpose }),
    target: request.target ?? config.target,
    absoluteLinks: config.build["absolute-links"],
    today: ports.clock.now(),
    breathe: pace(ports),
    ...said(request.existing ?? config.publish.existing),
    ...scans,
    ...(renderings === undefined ? {} : { renderings }),
    ...(index === undefined ? {} : { index }),
  };
}

function given(history: StrictFacts | null | undefined): Pick<CheckInputs, "history"> {
  return history == null ? {} : { history };
}

async function historyOf(
  tree: SourceTree,
  config: Config,
  ports: Ports,
  known: StrictFacts | null | undefined,
): Promise<Pick<CheckInputs, "history" | "tags">> {
  const { treeHistory } = await import("./tree-history.ts");
  return treeHistory(tree, config, ports, known);
}

/** Seconds of work without a look at what happened meanwhile. */
const BREATH = 0.1;

/** Lets the event loop turn, and signals be heard, when there was work for some time. */
function pace({ clock, pause }: Pick<Ports, "clock" | "pause">): () => Promise<void> {
  let last = clock.elapsed();
  return async () => {
    if (clock.elapsed() - last < BREATH) return;
    await pause(0);
    last = clock.elapsed();
  };
}

function scanned(imports: ImportScan | undefined): Pick<CheckInputs, "imports"> {
  return imports === undefined ? {} : { imports };
}

function said(existing: boolean | undefined): Pick<CheckInputs, "existing"> {
  return existing === undefined ? {} : { existing };
}

/** What the index has of the project, and of what it requires from an address. */
export function askIndex(
  subject: Subject,
  ports: Ports,
  indexes?: IndexConfiguration,
): Promise<IndexFacts | undefined> {
  const required = subject.tree === undefined ? [] : directUrlNames(subject.tree);
  return gatherIndexFacts(projectNames(subject), ports, indexes, required);
}

/** The scan of a tree, or of each wheel; without a Python the rules that need it are skipped, which is told. */
async function scanSubject(
  { tree, distributions }: Subject,
  config: Config,
  ports: Ports,
): Promise<Pick<CheckInputs, "imports" | "scans">> {
  if (tree !== undefined) {
    return scanned(await scanTree(tree, config, ports));
  }
  // Of a wheel that could not be read nothing is scanned either.
  const wheels = distributions.filter(
    (each) => each.kind === "wheel" && each.entries.length > 0 && isScanned(each),
  );
  if (wheels.length === 0) return {};
  const scans = await unlessMissing(async () => {
    const python = await findInterpreter(config.python[0] ?? null, ports);
    return scanWheels(wheels, python, ports);
  });
  const [imports] = scans?.values() ?? [];
  return imports === undefined || scans === undefined ? {} : { imports, scans };
}

/** What Python reads in a tree; undefined without a Python. */
export function scanTree(tree: SourceTree, config: Config, ports: Ports): Promise<ImportScan | undefined> {
  return unlessMissing(async () => {
    const python = await findInterpreter(config.python[0] ?? null, ports);
    return scanImports({ tree, commands: smokeCommandTexts(config) }, python.executable, ports);
  });
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return undefined;
    throw error;
  }
}
