import { plural } from "../text/plural.ts";
import type { GateRun, GateVerdict } from "./gate-kind.ts";

/** It checked, and reports nothing. */
export function passed(checked: number | null, unit: string, detail?: string): GateVerdict {
  const said = detail ?? (checked === null ? "exited with 0" : plural(checked, unit));
  return { outcome: "passed", checked, unit, findings: checked === null ? null : 0, detail: said };
}

/** It checked, and reports defects. */
export function failed(
  findings: number | null,
  what: string,
  checked: number | null,
  unit: string,
): GateVerdict {
  const where = checked === null ? "" : ` in ${plural(checked, unit)}`;
  const detail = findings === null ? what : `${plural(findings, what)}${where}`;
  return { outcome: "failed", checked, unit, findings, detail };
}

/** It ended without having looked at anything. */
export function vacuous(unit: string, detail: string, remedy: string): GateVerdict {
  return { outcome: "vacuous", checked: 0, unit, findings: null, detail, remedy };
}

/** It ended before it could check. */
export function broken(unit: string, run: GateRun | undefined, why?: string): GateVerdict {
  const { status = null } = run ?? {};
  const how = status === null ? "it was terminated" : `it exited with ${status}`;
  const detail = why ?? `${how} before it checked anything`;
  return { outcome: "broken", checked: null, unit, findings: null, detail };
}

/** Everything that a command printed. */
export function said({ stdout, stderr }: GateRun): string {
  return `${stdout}\n${stderr}`;
}

/** A number that a pattern captures; null: the text does not have it. */
export function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** JSON that a tool wrote; null: it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** What JSON has at a path of keys. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}
