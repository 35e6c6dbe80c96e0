import { append } from "../../text/append.ts";
import type { Companion, Companions } from "./companions.ts";
import type { EntryPointRecord, ModuleRecord } from "../driver/records.ts";
import type { JudgedImport } from "./judge-import.ts";
import { runImports, type ImportPorts, type ImportTask } from "./import-run.ts";
import { isWithin } from "./modules.ts";
import type { Cell, RehearsedEntryPoint } from "../request.ts";
import { normalizeName } from "../../version/names.ts";
import { hostsOf } from "../data/plugin-hosts.ts";

/** What the second try, with extras and plugin hosts, showed. */
export interface SecondTry {
  readonly modules: ReadonlyMap<string, ModuleRecord>;
  readonly entryPoints: readonly EntryPointRecord[];
  /** Where a module imported after all. */
  readonly places: ReadonlyMap<string, Companion>;
  /** The extras that were installed for it. */
  readonly extras: ReadonlySet<string>;
}

/**
 * Imports again what failed, together with everything below it, where the release is installed with its extras and with
 * the hosts of its plugins. An environment that changes nothing ends it.
 */
export async function tryAgain(
  failed: {
    readonly modules: readonly string[];
    /** Extras that the failures name. */
    readonly extras: readonly string[];
    readonly entries: readonly (readonly [number, RehearsedEntryPoint])[];
  },
  task: Omit<ImportTask, "entries" | "label">,
  cell: Cell,
  companions: Companions,
  ports: ImportPorts,
): Promise<SecondTry> {
  const modules = new Map<string, ModuleRecord>();
  const places = new Map<string, Companion>();
  const entryPoints: EntryPointRecord[] = [];
  const extras = new Set<string>();
  const wanted = {
    extras: [...new Set([...failed.extras, ...failed.entries.flatMap(([, { extras }]) => extras)])],
    hosts: [...new Set(failed.entries.flatMap(([, { group }]) => hostsOf(group)))],
  };
  let pending = new Set([
    ...task.modules.filter((name) => failed.modules.some((each) => isWithin(name, each))),
    ...failed.entries.map(([, { module }]) => module),
  ]);
  for await (const companion of companions.for(cell, wanted)) {
    const outcome = await runImports(
      companion,
      {
        ...task,
        modules: [...pending],
        entries: failed.entries.filter(([, { module }]) => pending.has(module)),
        label: "imports",
      },
      ports,
    );
    for (const extra of companion.extras) extras.add(normalizeName(extra));
    for (const record of outcome.modules) {
      if (!modules.get(record.name)?.ok) modules.set(record.name, record);
      if (record.ok) places.set(record.name, companion);
    }
    append(entryPoints, outcome.entryPoints);
    pending = new Set([...pending].filter((name) => !places.has(name)));
    if (pending.size === 0) break;
  }
  return { modules, entryPoints, places, extras };
}

/** Whether more distributions may cure a failure: another project's module is missing, or it asks for something. */
export function mayNeedMore({ judgement, record }: JudgedImport): boolean {
  if (judgement.kind === "extra" || judgement.kind === "optional") return true;
  if (judgement.kind === "elsewhere" || record.error === undefined) return false;
  return record.error.chain.some(({ type }) => type === "ModuleNotFoundError" || type === "ImportError");
}
