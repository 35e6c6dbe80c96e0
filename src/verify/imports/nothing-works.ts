import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { isScriptGroup } from "../../distribution/entry-points.ts";
import { ownBug } from "./own-bug.ts";
import { raiser } from "./traceback.ts";
import { isWithin, isAside, isPublic, type FirstPartyModule } from "./modules.ts";
import { isDeliberate, type JudgeContext, type JudgedImport, type Judgement } from "./judge-import.ts";
import { causeOf } from "./import-findings.ts";
import type { DriverError } from "../driver/records.ts";
import { isExtensionOf } from "../data/plugin-hosts.ts";

/** What importing a release came to. */
interface ImportResults {
  /** Modules that were to be imported. */
  readonly names: readonly string[];
  readonly imported: ReadonlySet<string>;
  /** What failed, whatever was installed beside it. */
  readonly settled: ReadonlyMap<string, JudgedImport>;
  /** Modules that hold no code. */
  readonly hollow: ReadonlySet<string>;
}

/**
 * The failures of a release of which no module with code can be imported, though nothing says what more it needs: what
 * would be a matter of one optional module is a broken release. None while anything works.
 */
export function whereNothingWorks(results: ImportResults, context: JudgeContext): ReadonlySet<string> {
  const { names, imported, settled, hollow } = results;
  const offered = names.filter((name) => isPublic(name) && !isAside(name) && !hollow.has(name));
  if (offered.length === 0 || offered.some((name) => imported.has(name))) return new Set();
  const failed = offered.filter((name) => settled.has(name));
  return failed.every((name) => isUnstated(name)) ? new Set(failed) : new Set();

  function isUnstated(name: string): boolean {
    const failure = settled.get(name);
    if (failure === undefined) return false;
    const { record, judgement } = failure;
    if (judgement.kind === "elsewhere" || judgement.kind === "extra") return false;
    const { error } = record;
    if (error !== undefined && (isDeliberate(error) || isCircumstance(error, judgement, context)))
      return false;
    const { entryPoints } = context.project;
    const isPlugin = entryPoints.some(({ group, module }) => !isScriptGroup(group) && isWithin(module, name));
    return !isPlugin && !isExtensionOf(causeOf(record).missingModule, context.project);
  }
}

/** Whether a failure says more of how the module is used than of the module: settings, a variable, a running program. */
function isCircumstance(error: DriverError, judgement: Judgement, context: JudgeContext): boolean {
  const isMissing = error.chain.some(({ type }) => type === "ModuleNotFoundError");
  if (isMissing || ownBug(error, context) !== null) return false;
  return judgement.kind !== "defect" || raiser(error).endsWith("os.py");
}

/** The packages that imported and hold no code; not asked for where something besides packages imported, too. */
export async function hollowPackages(
  imported: ReadonlySet<string>,
  { modules, sitePackages }: Pick<JudgeContext, "modules" | "sitePackages">,
  ports: Pick<Ports, "files">,
): Promise<ReadonlySet<string>> {
  const hollow = new Set<string>();
  for (const [name, path] of packageFiles(imported, modules))
    if (isHollow(await ports.files.readText(join(sitePackages, path)))) hollow.add(name);
  return hollow;
}

function packageFiles(
  imported: ReadonlySet<string>,
  modules: ReadonlyMap<string, FirstPartyModule>,
): readonly (readonly [string, string])[] {
  const files: (readonly [string, string])[] = [];
  for (const name of imported) {
    const path = modules.get(name)?.path;
    if (path === undefined || !isPublic(name) || isAside(name)) continue;
    if (!path.endsWith("/__init__.py")) return [];
    files.push([name, path]);
  }
  return files;
}

/** Whether a file holds nothing to use: comments, strings and names in double underscores. */
function isHollow(source: string): boolean {
  const rest = source
    .replaceAll(/("""|''')[^]*?\1/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:#|__\w+__\s*(?::[^=]+)?=|"[^"]*"$|'[^']*'$)/.test(line));
  return rest.length === 0;
}
