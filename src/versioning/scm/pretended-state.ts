import { fault } from "../../findings/fault.ts";
import { pythonRepr } from "./python-text.ts";
import type { ScmVersion } from "./scm-version.ts";
import { readTagVersion } from "./tag-version.ts";

interface Field {
  readonly expected: string;
  readonly apply: (value: unknown, state: ScmVersion) => Partial<ScmVersion> | null;
}

/** The fields of SETUPTOOLS_SCM_PRETEND_METADATA. */
const FIELDS: Readonly<Record<string, Field>> = {
  branch: { expected: "a string", apply: (value) => (isText(value) ? { branch: value } : null) },
  dirty: {
    expected: "true or false",
    apply: (value) => (typeof value === "boolean" ? { dirty: value } : null),
  },
  distance: {
    expected: "an integer",
    apply: (value) => (Number.isInteger(value) ? { distance: value as number } : null),
  },
  node: { expected: "a string", apply: (value) => (isText(value) ? { node: value } : null) },
  node_date: {
    expected: "a date",
    apply: (value) => {
      const day = value instanceof Date ? /^\d{4}-\d{2}-\d{2}/.exec(value.toISOString())?.[0] : undefined;
      return day === undefined ? null : { nodeDate: day };
    },
  },
  preformatted: {
    expected: "true or false",
    apply: (value) => (typeof value === "boolean" ? { preformatted: value } : null),
  },
  tag: {
    // The anchor can print such a tag, and nothing else.
    expected: "omitted, unless the version is also pretended",
    apply(value, state) {
      const tag = isText(value) && state.preformatted ? readTagVersion(value, false) : null;
      return tag === null ? null : { tag };
    },
  },
  time: {
    expected: "a date with a time",
    apply: (value) =>
      value instanceof Date && value.toISOString().includes("T") ? { time: new Date(value) } : null,
  },
};

/** Replaces what the variable says of the state. Throws `bad-pretend-type`; unknown fields go to `warn`. */
export function pretendState(
  state: ScmVersion,
  fields: Readonly<Record<string, unknown>>,
  warn: (text: string) => void,
): ScmVersion {
  const result = { ...state };
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field === undefined) {
      warn(`PRETEND_METADATA has no field ${pythonRepr(name)}`);
      continue;
    }
    const change = field.apply(value, result);
    if (change === null) throw fault("bad-pretend-type", { field: name, expected: field.expected });
    Object.assign(result, change);
  }
  return result;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
