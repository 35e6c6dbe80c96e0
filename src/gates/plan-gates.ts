import { splitCommand } from "../text/split-command.ts";
import type { GateKind, GateSettings } from "./gate-kind.ts";
import { gateKind } from "./registry.ts";
import { command } from "./kinds/command.ts";

/** A gate of the settings. */
export type GateSetting =
  | boolean
  | string
  | readonly string[]
  | (Partial<Omit<GateSettings, "run" | "group">> & {
      readonly kind?: string | undefined;
      readonly run?: string | readonly string[] | undefined;
      readonly group?: string | undefined;
    });

/** A gate that a release has. */
export interface PlannedGate {
  readonly name: string;
  readonly kind: GateKind;
  readonly settings: GateSettings;
  /** `tree`: in the working tree, after those before it, as the commands of `release.gates` run; else in a copy of its own. */
  readonly place: "export" | "tree";
}

/** The part of the settings that gates are planned from. */
export interface GateSource {
  readonly gates: Readonly<Record<string, GateSetting>>;
  readonly release: { readonly gates: readonly (string | readonly string[])[] };
}

const DEFAULTS: GateSettings = {
  paths: [],
  args: [],
  run: [],
  group: null,
  requirements: [],
  env: {},
  python: [],
  timeout: 1800,
  required: true,
};
/** Seconds for a command of `release.gates`, which has no setting of its own. */
const TREE_TIMEOUT = 3600;

/** The gates of a release, those of `release.gates` last. Pure. */
export function planGates({ gates, release }: GateSource): readonly PlannedGate[] {
  const named = Object.entries(gates).flatMap(([name, entry]): readonly PlannedGate[] => {
    if (entry === false) return [];
    const { kind: id = null, run, group = null, ...rest } = tableOf(entry);
    const kind = run === undefined ? gateKind(id ?? name) : command;
    if (kind === null) throw new Error(`the settings let a gate pass that is of no kind: ${name}`);
    const settings = { ...DEFAULTS, ...rest, group, run: run === undefined ? [] : words(run) };
    return [{ name, kind, settings, place: "export" }];
  });
  const commands = release.gates.map((each): PlannedGate => ({
    name: typeof each === "string" ? each : each.join(" "),
    kind: command,
    settings: { ...DEFAULTS, run: words(each), timeout: TREE_TIMEOUT },
    place: "tree",
  }));
  return [...named, ...commands];
}

function tableOf(entry: Exclude<GateSetting, false>): Extract<GateSetting, { readonly kind?: unknown }> {
  if (entry === true) return {};
  return typeof entry === "string" || isList(entry) ? { run: entry } : entry;
}

function isList(entry: GateSetting): entry is readonly string[] {
  return Array.isArray(entry);
}

function words(run: string | readonly string[]): readonly string[] {
  return typeof run === "string" ? splitCommand(run) : run;
}

/** Gates that a person leaves out of one run, and why. */
export interface GateSkips {
  readonly names: readonly string[];
  readonly reason: string;
}

/** What is left out is shown wherever the result is. */
export interface SkippedGate {
  readonly name: string;
  readonly reason: string;
}

/** The gates that run, and those that are left out. A name that no gate has is `unknown`. Pure. */
export function applySkips(
  planned: readonly PlannedGate[],
  skips: GateSkips | "all" | null,
): {
  readonly run: readonly PlannedGate[];
  readonly skipped: readonly SkippedGate[];
  readonly unknown: readonly string[];
} {
  if (skips === "all")
    return { run: [], skipped: planned.map(({ name }) => ({ name, reason: "--no-gates" })), unknown: [] };
  if (skips === null) return { run: planned, skipped: [], unknown: [] };
  const { names, reason } = skips;
  const known = new Set(planned.map(({ name }) => name));
  return {
    run: planned.filter(({ name }) => !names.includes(name)),
    skipped: planned.flatMap(({ name }) => (names.includes(name) ? [{ name, reason }] : [])),
    unknown: names.filter((name) => !known.has(name)),
  };
}
