import { join } from "node:path";
import type { Ports } from "../../../ports/ports.ts";
import { endOf, outputOf } from "../../../verify/smoke/output-text.ts";
import { compareShared } from "../../../compare/difference.ts";
import type { Comparison } from "../difference.ts";
import type { TriedWheel } from "./compare-imports.ts";
import { withoutPlaces } from "./trial-home.ts";

const TIMEOUT_MS = 120_000;

/** Runs `--help` of every console script of both wheels: how it ends and what it prints. */
export async function compareScripts(
  before: TriedWheel,
  after: TriedWheel,
  ports: Ports,
): Promise<Comparison> {
  const [old, now] = await Promise.all([helpOf(before, ports), helpOf(after, ports)]);
  const differing = [...old].some(([name, text]) => now.has(name) && now.get(name) !== text);
  // A program that says something else each time says nothing of the migration.
  const again = differing ? await helpOf(before, ports) : old;
  const steady = (found: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map(
      [...found].map(([name, text]) => [
        name,
        again.get(name) === old.get(name) ? text : (text.split("\n")[0] ?? ""),
      ]),
    );
  return compareShared("script", steady(old), steady(now));
}

async function helpOf({ wheel, installed }: TriedWheel, ports: Ports): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of wheel.entryPoints?.groups.get("console_scripts") ?? []) {
    const program = join(installed.scripts, ports.environment.platform === "win32" ? `${name}.exe` : name);
    const done = await ports.processes.run({
      argv: [program, "--help"],
      cwd: installed.work,
      env: installed.variables,
      timeoutMs: TIMEOUT_MS,
      signal: ports.signal,
    });
    found.set(name, `--help ${endOf(done)}\n${withoutPlaces(outputOf(done), installed)}`);
  }
  return found;
}
