/**
 * The architecture as data: which room of `src/` may import which other rooms. The linter's configuration is made from
 * this table, and a meta test plants a violation against each row. Drawn in `docs/development/architecture.md`.
 */

const VALUES = ["text", "ports", "findings", "crypto", "version"];
const MATERIAL = [
  ...VALUES,
  "gates",
  "distribution",
  "python-source",
  "tree",
  "config",
  "toolbox",
  "git",
  "index-client",
  "advisories",
];
const STAGES = [
  "attest",
  "build",
  "versioning",
  "check",
  "compare",
  "forge",
  "index-server",
  "publish",
  "sbom",
  "trust",
  "verify",
];
const RUNS = [...MATERIAL, ...STAGES, "html", "engine"];
const USE_CASES = [
  "audit",
  "announce",
  "changelog",
  "doctor",
  "footprint",
  "inspect",
  "recipes",
  "runbook",
  "migrate",
  "rehearse",
  "release",
  "explain",
  "workflow",
  "init",
];

/** Every room and the rooms, besides itself, from which it may import. Inner rooms first: no circle is possible. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  ports: [],
  crypto: [],
  version: [],
  findings: ["text"],
  html: ["text", "findings"],
  "python-source": ["text"],
  distribution: [...VALUES, "python-source"],
  tree: [...VALUES, "python-source"],
  toolbox: [...VALUES, "distribution"],
  git: VALUES,
  "index-client": [...VALUES, "distribution", "tree", "toolbox"],
  gates: [...VALUES, "tree"],
  config: [...VALUES, "tree", "gates", "toolbox", "index-client"],
  advisories: [...VALUES, "distribution", "toolbox"],
  ...Object.fromEntries(
    ["attest", "build", "forge", "index-server", "publish", "verify"].map((stage) => [stage, MATERIAL]),
  ),
  versioning: [...MATERIAL, "build"],
  sbom: [...MATERIAL, "build"],
  trust: [...MATERIAL, "index-server", "publish"],
  check: [...MATERIAL, "versioning"],
  compare: [...MATERIAL, "versioning"],
  engine: [...MATERIAL, ...STAGES, "html"],
  audit: RUNS,
  announce: RUNS,
  changelog: RUNS,
  migrate: RUNS,
  rehearse: [...RUNS, "announce", "audit", "footprint"],
  release: [...RUNS, "announce", "audit", "changelog", "rehearse"],
  doctor: RUNS,
  footprint: RUNS,
  inspect: RUNS,
  recipes: RUNS,
  runbook: [...RUNS, "doctor", "rehearse", "release"],
  explain: [...RUNS, "audit", "changelog", "footprint", "recipes", "rehearse", "release"],
  workflow: [...RUNS, "announce", "changelog", "rehearse", "release"],
  init: [...RUNS, "doctor", "runbook", "workflow"],
  adapters: ["text", "ports", "findings"],
  cli: [...RUNS, ...USE_CASES],
  action: [...VALUES, "publish", "cli"],
  library: [...RUNS, ...USE_CASES],
};

/** The files that wire the adapters in; nothing else may name them. */
export const WIRING_FILES: readonly string[] = [
  "src/action/main.ts",
  "src/action/kept-token.ts",
  "src/cli/main.ts",
  "src/cli/command-line.ts",
  "src/cli/session.ts",
  "src/library/with-ports.ts",
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
