import { normalizeName } from "../version/names.ts";

/** The package URL of something on PyPI. */
export function packageUrl(name: string, version: string | null): string {
  const encode = (part: string): string => encodeURIComponent(part).replaceAll("!", "%21");
  return `pkg:pypi/${encode(normalizeName(name))}${version === null ? "" : `@${encode(version)}`}`;
}

/** Name and version of what is installed, `name==version`. */
export function splitInstalled(installed: string): [name: string, version: string] {
  const [name = "", version = ""] = installed.split("==");
  return [name, version];
}
