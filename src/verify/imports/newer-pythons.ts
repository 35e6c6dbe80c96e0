import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { ModuleRecord } from "../driver/records.ts";
import type { FirstPartyModule } from "./modules.ts";

const GUARD = /^\s*(?:if|elif)\b.*\bversion_info\s*>=\s*\(\s*3\s*,\s*(\d+)/;

/**
 * Modules that this Python cannot read and that are imported only where a newer one was asked for, each with the minor
 * version: `if sys.version_info >= (3, 12): from ._generics import X`.
 */
export async function forNewerPythons(
  records: readonly ModuleRecord[],
  modules: ReadonlyMap<string, FirstPartyModule>,
  here: { readonly sitePackages: string; readonly pythonMinor: number },
  ports: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, number>> {
  const unread = records.filter(({ ok, error }) => !ok && error?.chain[0]?.type === "SyntaxError");
  const found = new Map<string, number>();
  if (unread.length === 0) return found;
  const failed = new Set(records.filter(({ ok }) => !ok).map(({ name }) => name));
  const sources: string[] = [];
  for (const { name, path } of modules.values())
    if (path.endsWith(".py") && !failed.has(name))
      sources.push(await ports.files.readText(join(here.sitePackages, path)));
  for (const { name } of unread) {
    const guards = sources.flatMap((source) => guardsOf(name, source));
    const least = Math.min(...guards.map((minor) => minor ?? 0));
    if (guards.length > 0 && least > here.pythonMinor) found.set(name, least);
  }
  return found;
}

/** Of every import of a module in a source: the minor version that the nearest block above asks for, or null. */
function guardsOf(module: string, source: string): readonly (number | null)[] {
  const last = module.split(".").at(-1) ?? module;
  const imports = new RegExp(
    `^(\\s*)(?:from\\s+[\\w.]*\\b${last}\\s+import\\b|(?:from\\s+[\\w.]+\\s+)?import\\s.*\\b${last}\\b)`,
  );
  const lines = source.split("\n");
  return lines.flatMap((line, at) => {
    const indent = imports.exec(line)?.[1];
    if (indent === undefined) return [];
    const opener = lines
      .slice(0, at)
      .findLast((above) => above.trim() !== "" && (/^\s*/.exec(above)?.[0].length ?? 0) < indent.length);
    const minor = GUARD.exec(opener ?? "")?.[1];
    return [minor === undefined ? null : Number(minor)];
  });
}
