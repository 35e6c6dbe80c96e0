import * as v from "valibot";
import type { Ports } from "../../ports/ports.ts";
import { readLayout } from "../../tree/layout.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { fault } from "../../findings/fault.ts";
import { parseVersion } from "../../version/pep440.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import type { ImportScan, PlainScript, ScannedModule } from "./import-scan.ts";
import { plainScripts } from "./plain-scripts.ts";
import { SCAN_SOURCE } from "./scan-source.ts";

const TIMEOUT_MS = 3_600_000;

type ScanPorts = Pick<Ports, "processes" | "environment" | "signal">;

/** A scan that has begun with the tree and waits for the wheel. */
export interface RunningScan extends AsyncDisposable {
  /**
   * Scans the wheel, too, when there is one, and gives the answer. `requiresPython` is the wheel's: it counts when the
   * tree says none. Throws the fault `tool/scan-failed`.
   */
  finish(wheelPath?: string, requiresPython?: string | null): Promise<ImportScan>;
  /** The same, and more wheels may follow, one at a time. */
  next(wheelPath: string | undefined, requiresPython?: string | null): Promise<ImportScan>;
}

/**
 * Reads the Python sources of a tree with one Python process, which parses and never runs them, and then
 * those of a wheel, of which it reads again only what differs. `python` is the path of an interpreter (3.8 or newer).
 */
export async function startScan(
  request: { readonly tree?: SourceTree; readonly commands?: readonly string[] },
  python: string,
  ports: ScanPorts,
): Promise<RunningScan> {
  const { tree } = request;
  const scripts = tree === undefined ? [] : await plainScripts(tree, request.commands ?? []);
  const modules = tree === undefined ? [] : treeModules(tree, scripts);
  const { PATH, SYSTEMROOT } = ports.environment.variables;
  const talk = ports.processes.converse({
    argv: [python, "-I", "-X", "utf8", "-c", SCAN_SOURCE],
    cwd: tree?.root ?? ports.environment.temporary,
    env: { ...(PATH !== undefined && { PATH }), ...(SYSTEMROOT !== undefined && { SYSTEMROOT }) },
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
  });
  const grammar = oldestMinor(tree?.project.requiresPython?.value ?? null);
  talk.send(
    JSON.stringify({
      tree:
        tree === undefined
          ? null
          : {
              root: tree.root,
              modules: modules.map((each) => ({ ...each, text: tree.unsaved?.get(each.path) })),
            },
      grammar: grammar ?? null,
    }),
  );
  async function next(wheelPath?: string, requiresPython?: string | null): Promise<ImportScan> {
    const oldest = grammar ?? oldestMinor(requiresPython ?? null);
    talk.send(JSON.stringify(wheelPath === undefined ? null : { path: wheelPath, grammar: oldest ?? null }));
    const line = await talk.receive();
    const answer = line === null ? null : parseAnswer(line, scripts, oldest);
    if (answer !== null) return answer;
    const completed = await talk.finish();
    const lastWords = completed.stderr.trim().split("\n").at(-1) ?? "";
    const reason = completed.timedOut ? "it took too long" : lastWords;
    throw fault("tool/scan-failed", { python, reason });
  }
  return {
    next,
    async finish(wheelPath, requiresPython) {
      const answer = await next(wheelPath, requiresPython);
      await talk.finish();
      return answer;
    },
    [Symbol.asyncDispose]: () => talk[Symbol.asyncDispose](),
  };
}

/** Scans a tree, a wheel, or both at once. */
export async function scanImports(
  request: {
    readonly tree?: SourceTree;
    readonly wheelPath?: string;
    /** Of the wheel's metadata. */
    readonly requiresPython?: string | null;
    readonly commands?: readonly string[];
  },
  python: string,
  ports: ScanPorts,
): Promise<ImportScan> {
  await using scan = await startScan(request, python, ports);
  return await scan.finish(request.wheelPath, request.requiresPython);
}

/** The lowest minor version of Python 3, 3.4 or newer, that requires-python admits; undefined when it says nothing. */
function oldestMinor(requiresPython: string | null): number | undefined {
  const specifiers = requiresPython === null ? null : parseSpecifierSet(requiresPython);
  if (specifiers === null) return undefined;
  for (let minor = 4; minor < 40; minor += 1) {
    // A bound such as >=3.9.2 admits the minor version by its later patches.
    for (const patch of ["0", "99"]) {
      const version = parseVersion(`3.${minor}.${patch}`);
      if (version !== null && specifiers.contains(version)) return minor;
    }
  }
  return undefined;
}

/** The layout's modules, and the scripts that workflows and commands run. */
function treeModules(
  tree: SourceTree,
  scripts: readonly PlainScript[],
): readonly { name: string; path: string; isPackage: boolean }[] {
  const modules = readLayout(tree).modules.map(({ name, path, isPackage }) => ({ name, path, isPackage }));
  const known = new Set(modules.map((module) => module.path));
  for (const script of scripts) {
    if (known.has(script.path)) continue;
    known.add(script.path);
    modules.push({ name: `script:${script.path}`, path: script.path, isPackage: false });
  }
  return modules;
}

const scannedModule = v.looseObject({ module: v.string(), path: v.string(), imports: v.array(v.unknown()) });
const source = v.nullable(v.object({ modules: v.array(scannedModule) }));
const answerSchema = v.object({
  python: v.string(),
  tree: source,
  wheel: source,
});

/** The answer comes from our own script: its outline is checked, its leaves are trusted. */
function parseAnswer(
  text: string,
  scripts: readonly PlainScript[],
  grammar: number | undefined,
): ImportScan | null {
  try {
    const answer = v.parse(answerSchema, JSON.parse(text));
    const modules = (part: typeof answer.tree): { modules: readonly ScannedModule[] } | null =>
      part === null ? null : { modules: part.modules as unknown as readonly ScannedModule[] };
    return {
      python: answer.python,
      scripts,
      ...(grammar !== undefined && { grammar }),
      tree: modules(answer.tree),
      wheel: modules(answer.wheel),
    };
  } catch {
    return null;
  }
}

/** A scan that was kept as JSON; null when it is none. */
export function readScan(value: unknown): ImportScan | null {
  return v.is(answerSchema, value) ? (value as unknown as ImportScan) : null;
}
