import { formatBytes } from "../../../text/quantities.ts";
import { document } from "../../documents.ts";
import { renderTable } from "../../render/table.ts";
import type { Outcome } from "../../session.ts";
import { defineCommand, type CommandDefinition, type Invocation } from "../definition.ts";

const DIR = { arguments: [], options: {}, run: show } as const;

/** `shipwheel cache dir`. */
export const cacheDirCommand: CommandDefinition = defineCommand({
  ...DIR,
  name: "dir",
  summary: "show the cache directories and their sizes",
  description:
    "Shows the directories of the tool cache and of results, with their sizes. -q prints only the path of the cache.",
  examples: [
    { run: "shipwheel cache dir", what: "show directories and sizes" },
    { run: "shipwheel cache dir -q", what: "only the path" },
  ],
});

const WHAT: Readonly<Record<string, string>> = {
  tools: "downloaded tools: uv, pip and others",
  bytecode: "compiled Python of trial environments",
  answers: "results of scans and renderings",
  interpreters: "facts about Python interpreters",
};

async function show({ session: { ports, style } }: Invocation): Promise<Outcome> {
  const [{ readCache }, { readRuns }] = await Promise.all([
    import("../../../toolbox/cache/cache-contents.ts"),
    import("../../../engine/old-runs.ts"),
  ]);
  const [cache, runs] = await Promise.all([readCache(ports), readRuns(ports)]);
  const sizes = new Map<string, number>();
  for (const { name, bytes } of cache.entries) {
    const folder = name.split(/[/\\]/)[0] ?? name;
    sizes.set(folder, (sizes.get(folder) ?? 0) + bytes);
  }
  const parts = [...sizes].map(([name, bytes]) => ({ name, bytes }));
  const size = sum(parts.map(({ bytes }) => bytes));
  const runsSize = sum(runs.entries.map(({ bytes }) => bytes));
  const rows = [
    [formatBytes(size), style.path(cache.directory), "cache"],
    ...parts.map(({ name, bytes }) => [formatBytes(bytes), `  ${name}`, WHAT[name] ?? ""]),
    [formatBytes(runsSize), style.path(runs.directory), "results of rehearsals"],
  ];
  return {
    exitCode: 0,
    json: document("cache", {
      cache: { directory: cache.directory, bytes: size, parts },
      state: { directory: runs.directory, bytes: runsSize },
    }),
    brief: cache.directory,
    text: renderTable(["size", "where", "what"], rows, { columns: style.columns, right: [0] }).join("\n"),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
