/**
 * The architecture as data: which room of `src/` may import which other rooms. The linter's configuration is made from
 * this table, and a meta test plants a violation against each row. Drawn in `docs/development/architecture.md`.
 */

const INNER = ["values", "ports", "version", "dist", "tree", "config", "toolbox"];
const STAGES = [
  "attest",
  "build",
  "check",
  "forge",
  "index-server",
  "migrate",
  "publish",
  "verify",
  "workflow",
];

/** Every room and the rooms, besides itself, from which it may import. Inner rooms first. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  values: [],
  ports: ["values"],
  version: ["values", "ports"],
  dist: ["values", "ports", "version"],
  tree: ["values", "ports", "version", "dist"],
  config: ["values", "ports", "version", "tree"],
  toolbox: ["values", "ports", "version", "dist", "config"],
  ...Object.fromEntries(STAGES.map((stage) => [stage, INNER])),
  adapters: ["values", "ports"],
  pipeline: [...INNER, ...STAGES],
  cli: [...INNER, ...STAGES, "pipeline"],
  action: [...INNER, ...STAGES, "pipeline"],
};

/** The files that wire the adapters in; nothing else may name them. */
export const WIRING_FILES: readonly string[] = [
  "src/cli/main.ts",
  "src/cli/command-line.ts",
  "src/cli/session.ts",
  "src/action/main.ts",
  "src/index.ts",
];

/** Node modules with side effects, for `src/adapters` only. */
export const EFFECT_MODULES: readonly string[] = [
  "fs",
  "fs/promises",
  "child_process",
  "cluster",
  "dgram",
  "dns",
  "dns/promises",
  "http",
  "http2",
  "https",
  "inspector",
  "net",
  "os",
  "process",
  "readline",
  "readline/promises",
  "repl",
  "timers",
  "timers/promises",
  "tls",
  "tty",
  "v8",
  "vm",
  "worker_threads",
];

/** Globals that act on the world or depend on it, for `src/adapters` only. */
export const EFFECT_GLOBALS: readonly string[] = ["process", "console", "fetch", "WebSocket", "performance"];

/** The rooms from which `room` may not import. */
export function forbiddenRooms(room: string): readonly string[] {
  const allowed = ROOMS[room];
  if (allowed === undefined) throw new Error(`no such room: ${room}`);
  return Object.keys(ROOMS).filter((other) => other !== room && !allowed.includes(other));
}
