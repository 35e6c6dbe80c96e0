import { join } from "node:path";
import type { GateSettings } from "../../gates/gate-kind.ts";
import { groupWith, namedGroup, type ToolGroup } from "../../gates/tool-group.ts";
import type { PlannedGate } from "../../gates/plan-gates.ts";
import type { InstallerPorts, InstallSettings } from "../../toolbox/installers/installer.ts";
import { pathWith, venvPlaces } from "../../toolbox/modes/places.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import type { SourceTree } from "../../tree/source-tree.ts";

/** A virtual environment in which a gate runs. */
export interface GateEnvironment {
  readonly bin: string;
  readonly python: string;
}

/** What a gate's environment has. */
export interface EnvironmentNeed {
  /** Path of the interpreter. */
  readonly executable: string;
  /** The wheel; null: the tool alone. */
  readonly wheel: string | null;
  readonly requirements: readonly string[];
  readonly group: ToolGroup | null;
}

/** Makes an environment, or says why there is none; the same need gives the same one. */
export type GateEnvironments = (
  need: EnvironmentNeed,
) => Promise<GateEnvironment | { readonly failure: string }>;

/** The requirements of a gate: the group that it names, else the one that names its tool, else the tool alone. */
export function needOf(
  { kind, settings }: { readonly kind: PlannedGate["kind"]; readonly settings: GateSettings },
  executable: string,
  wheel: string | null,
  tree: SourceTree,
): EnvironmentNeed | { readonly failure: string } {
  const { tool } = kind;
  const named = settings.group === null ? null : namedGroup(tree, settings.group);
  if (settings.group !== null && named === null)
    return { failure: `the project has no dependency group or extra ${settings.group}` };
  const group = named ?? (tool === null ? null : groupWith(tree, tool));
  const isThere = tool === null || group !== null;
  const needsWheel = kind.environment === "release" || group?.kind === "extra";
  if (needsWheel && group?.kind === "extra" && wheel === null)
    return { failure: `the extra ${group.name} needs the wheel, and none was built` };
  return {
    executable,
    wheel: needsWheel ? wheel : null,
    requirements: [...(isThere ? [] : [tool]), ...settings.requirements],
    group,
  };
}

/** Environments by uv, from the user's indexes. `pyproject`: the file whose groups are meant. */
export function uvEnvironments(
  directory: string,
  pyproject: () => Promise<string>,
  request: Pick<InstallSettings, "uv" | "environmentBase" | "indexVariables" | "installTimeout">,
  ports: InstallerPorts,
): GateEnvironments {
  const made = new Map<string, ReturnType<GateEnvironments>>();
  return (need) => {
    const key = JSON.stringify(need);
    const known = made.get(key);
    if (known !== undefined) return known;
    const making = make(join(directory, `env-${made.size}`), need);
    made.set(key, making);
    return making;
  };

  async function make(home: string, need: EnvironmentNeed): ReturnType<GateEnvironments> {
    const { bin, python } = venvPlaces(home, ports.environment);
    const group = need.group?.kind === "group" ? ["--group", `${await pyproject()}:${need.group.name}`] : [];
    const extras = need.group?.kind === "extra" ? [need.group.name] : [];
    const wheel = need.wheel === null ? [] : [pathWith(need.wheel, extras)];
    const what = [...group, ...wheel, "--", ...need.requirements];
    const fixed = ["--no-progress", "--color", "never", "--python", python];
    const commands = [
      ["venv", "--quiet", "--no-project", "--python", need.executable, home],
      ...(what.length === 1 ? [] : [["pip", "install", ...fixed, ...what]]),
    ];
    for (const command of commands) {
      const done = await runUv(command, directory, request, ports);
      if (done.status === 0) continue;
      const words = done.stderr.trim().split("\n").slice(-3).join(" ").replaceAll(/\s+/g, " ");
      return { failure: `its environment could not be created: ${words}` };
    }
    return { bin, python };
  }
}
