import { normalizeName } from "../version/names.ts";
import { STDLIB_MODULE_NAMES } from "./data/stdlib-module-names.ts";

const NAMES: ReadonlySet<string> = new Set(STDLIB_MODULE_NAMES);

/** Whether PyPI refuses a new project of this name because a standard library module, of any Python, has it. */
export function isStdlibName(name: string): boolean {
  return NAMES.has(normalizeName(name));
}
