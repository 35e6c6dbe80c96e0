import type { Marker } from "../version/marker.ts";

/** Platform variables of markers, and what their values are in selectors of conda; `not` as a prefix. */
const SELECTORS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sys_platform: { win32: "win", darwin: "osx", linux: "linux" },
  platform_system: { Windows: "win", Darwin: "osx", Linux: "linux" },
  os_name: { nt: "win", posix: "unix" },
  platform_machine: { x86_64: "x86_64", AMD64: "x86_64", aarch64: "aarch64", arm64: "arm64" },
};

/** How a marker is said in a recipe of conda. */
export interface Selector {
  /** A condition on the platform; null: on every one. */
  readonly when: string | null;
  /** Whether a part of the marker was left out, so that the condition is wider. */
  readonly isWider: boolean;
}

/** A marker as a condition on the platform. Conditions on Python are left out: the recipe is for all of them. */
export function selectorOf(marker: Marker): Selector {
  if (marker.kind === "compare") return comparison(marker);
  const parts = marker.operands.map(selectorOf);
  const isWider = parts.some((part) => part.isWider);
  const conditions = parts.flatMap(({ when }) => (when === null ? [] : [when]));
  // Of alternatives, one that always holds makes the whole always hold.
  if (marker.kind === "or" && conditions.length < parts.length) return { when: null, isWider };
  const joined = conditions.map((each) => (conditions.length > 1 && / /.test(each) ? `(${each})` : each));
  return { when: joined.length === 0 ? null : joined.join(` ${marker.kind} `), isWider };
}

function comparison({ left, operator, right }: Marker & { kind: "compare" }): Selector {
  const [variable, value] = left.kind === "variable" ? [left, right] : [right, left];
  const wider = { when: null, isWider: true };
  if (variable.kind !== "variable" || value.kind !== "value") return wider;
  const word = SELECTORS[variable.name]?.[value.text];
  if (word === undefined || (operator !== "==" && operator !== "!=")) return wider;
  return { when: operator === "==" ? word : `not ${word}`, isWider: false };
}
