import { directUrlNames } from "../check/direct-urls.ts";
import type { IndexFacts } from "../check/index-facts.ts";
import type { ImportScan } from "../check/scan/import-scan.ts";
import type { CheckInputs } from "../check/rule.ts";
import { readScan, scanImports } from "../check/scan/scan-imports.ts";
import { SCAN_SOURCE } from "../check/scan/scan-source.ts";
import { smokeCommandTexts, type Config } from "../config/schema.ts";
import type { DescriptionRenderer } from "../dist/description-rendering.ts";
import type { Distribution } from "../dist/distribution.ts";
import type { Ports } from "../ports/ports.ts";
import { remembered } from "../toolbox/answer-memory.ts";
import { findInterpreter } from "../toolbox/interpreter.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { Fault } from "../values/fault.ts";
import { attestationsBeside } from "./attestations-beside.ts";
import { gatherIndexFacts, projectNames } from "./index-facts.ts";
import { renderDescriptions } from "./render-descriptions.ts";

/** A tree, distributions, or both. */
export interface Subject {
  readonly tree?: SourceTree;
  readonly distributions: readonly Distribution[];
}

/** Everything that rules may ask for besides the subject itself: what Python, PyPI's renderer and an index say. */
export async function gatherInputs(
  subject: Subject,
  request: { readonly target?: Config["target"]; readonly online?: boolean },
  config: Config,
  renderer: DescriptionRenderer,
  ports: Ports,
): Promise<CheckInputs> {
  // Of a wheel that could not be read nothing is scanned either.
  const wheel = subject.distributions.find((each) => each.kind === "wheel" && each.entries.length > 0);
  const [imports, renderings, index, attestations] = await Promise.all([
    scanPython(subject.tree, wheel, config, ports),
    renderDescriptions(subject, renderer),
    request.online === true ? askIndex(subject, ports) : undefined,
    attestationsBeside(subject.distributions, ports),
  ]);
  return {
    ...subject,
    attestations,
    target: request.target ?? config.target,
    today: ports.clock.now(),
    ...(config.version.tag === undefined ? {} : { tagTemplate: config.version.tag }),
    ...(imports === undefined ? {} : { imports }),
    ...(renderings === undefined ? {} : { renderings }),
    ...(index === undefined ? {} : { index }),
  };
}

/** What the index has of the project, and of what it requires from an address. */
function askIndex(subject: Subject, ports: Ports): Promise<IndexFacts | undefined> {
  const required = subject.tree === undefined ? [] : directUrlNames(subject.tree);
  return gatherIndexFacts(projectNames(subject), ports, undefined, required);
}

/** The import scan needs a Python; without one its rules are skipped, which is told. */
export async function scanPython(
  tree: SourceTree | undefined,
  wheel: Distribution | undefined,
  config: Config,
  ports: Ports,
): Promise<ImportScan | undefined> {
  if (tree === undefined && wheel === undefined) return undefined;
  try {
    const python = await findInterpreter(config.python[0] ?? null, ports);
    const commands = smokeCommandTexts(config);
    const ask = (): Promise<ImportScan> =>
      scanImports(
        {
          commands,
          ...(tree === undefined ? {} : { tree }),
          ...(wheel === undefined
            ? {}
            : { wheelPath: wheel.path, requiresPython: wheel.metadata?.requiresPython ?? null }),
        },
        python.executable,
        ports,
      );
    if (tree !== undefined || wheel === undefined) return await ask();
    // A wheel alone is what its bytes are, and Python reads them the same way every time.
    const question = [SCAN_SOURCE, python.executable, python.version, wheel.digests.sha256];
    return await remembered("scans", question, readScan, ask, ports);
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return undefined;
    throw error;
  }
}
