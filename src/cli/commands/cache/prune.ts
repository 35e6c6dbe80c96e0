import { plural } from "../../../text/plural.ts";
import { formatBytes } from "../../../text/quantities.ts";
import { document } from "../../documents.ts";
import { renderTable } from "../../render/table.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";

/** Days; a rehearsal every month keeps its tools. */
const USUAL = 30;

/** `shipwheel cache prune`. */
export const cachePruneCommand: CommandDefinition = defineCommand({
  name: "prune",
  summary: "remove tools and results that were not used for 30 days",
  description:
    "Removes tools, bytecode, cached answers and rehearsal results that were not used for 30 days, and lists them with their sizes. Never removes releases or files in use by another run.",
  examples: [
    { run: "shipwheel cache prune", what: "remove files that were not used for 30 days" },
    { run: "shipwheel cache prune --days 1", what: "remove files that were not used today" },
  ],
  arguments: [],
  options: {
    days: {
      kind: "number",
      value: "<n>",
      what: "a whole number of days, 1 or more",
      least: 1,
      isWhole: true,
      help: `keep files used in the last N days (default: ${USUAL})`,
    },
  },
  async run({ session: { ports, style }, options }) {
    const [{ pruneCache }, { pruneRuns }] = await Promise.all([
      import("../../../toolbox/cache/cache-contents.ts"),
      import("../../../engine/old-runs.ts"),
    ]);
    const days = options.days ?? USUAL;
    const removed = [...(await pruneCache(days, ports)), ...(await pruneRuns(days, ports))];
    const bytes = removed.reduce((sum, each) => sum + each.bytes, 0);
    const last =
      removed.length === 0
        ? `nothing to remove: everything was used in the last ${plural(days, "day")}`
        : `removed: ${plural(removed.length, "entry", "entries")}, ${formatBytes(bytes)}`;
    const large = removed.toSorted((a, b) => b.bytes - a.bytes);
    const rows = large.slice(0, SHOWN).map(({ name, bytes: size }) => [formatBytes(size), name]);
    const more = large.length - SHOWN;
    if (more > 0) rows.push(["", plural(more, "smaller entry", "smaller entries")]);
    const table =
      rows.length === 0 ? [] : renderTable(["size", "removed"], rows, { columns: style.columns, right: [0] });
    const told = removed.map(({ name, path, bytes: size }) => ({ name, path, bytes: size }));
    return {
      exitCode: 0,
      json: document("cache-prune", { days, removed: told, bytes }),
      brief: last,
      text: [...table, ...(table.length === 0 ? [] : [""]), last].join("\n"),
    };
  },
});

const SHOWN = 20;
