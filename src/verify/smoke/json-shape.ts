import type { CommandTable } from "../../config/sections/verify-command.ts";

type Shape = CommandTable["json"];

/** Where a text is not the JSON that is expected: one line for each path; empty where all is right. */
export function shapeProblems(text: string, shape: Shape): readonly string[] {
  if (Object.keys(shape).length === 0) return [];
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return ["standard output is not JSON"];
  }
  return Object.entries(shape).flatMap(([path, type]) => {
    const values = valuesAt(document, steps(path));
    if (values === null) return [`the JSON has no ${path}`];
    const other = values.map(typeOf).find((each) => each !== type);
    return other === undefined ? [] : [`${path} in the JSON is ${other}, not ${type}`];
  });
}

/** `items[].id` as its steps; `[]` means each element. */
function steps(path: string): readonly string[] {
  return path.split(/\.|(?=\[\])/).filter((step) => step !== "" && step !== "$");
}

/** Every value at a path; null where one is missing. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly unknown[] | null {
  if (step === undefined) return [value];
  if (step === "[]") {
    if (!Array.isArray(value)) return null;
    const found = value.map((each) => valuesAt(each, rest));
    return found.some((each) => each === null) ? null : found.flatMap((each) => each ?? []);
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return null;
  return valuesAt((value as Readonly<Record<string, unknown>>)[step], rest);
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}
