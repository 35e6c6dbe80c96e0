import { normalizeName } from "../version/names.ts";
import { STDLIB_MODULE_NAMES } from "./data/stdlib-module-names.ts";
import { STDLIB_NAMED_PROJECTS } from "./data/stdlib-named-projects.ts";

const NAMES: ReadonlySet<string> = new Set(STDLIB_MODULE_NAMES);
const PROJECTS: ReadonlySet<string> = new Set(STDLIB_NAMED_PROJECTS);

/** Names that PyPI's own database is made to refuse; further ones its administrators add by hand. Normalised. */
export const PROHIBITED_NAMES: readonly string[] = ["requirements-txt", "rrequirements-txt"];

/** Whether PyPI refuses a new project of this name because a standard library module, of any Python, has it. */
export function isStdlibName(name: string): boolean {
  return NAMES.has(normalizeName(name));
}

/** Whether PyPI has a project of this name that is older than the rule above. */
export function isOldStdlibProject(name: string): boolean {
  return PROJECTS.has(normalizeName(name));
}
