import { parse, type TomlTable } from "smol-toml";
import { fault } from "../../findings/fault.ts";
import { normalizeName } from "../../version/names.ts";

/** Environment variables as the anchor reads them, for one distribution name (null: only the general ones). */
export interface ScmVariables {
  /** A variable of any of the two prefixes; the distribution's own first. Empty counts as set. */
  read(name: string): string | null;
  /** A TOML document or inline table. Null when unset or empty; throws `bad-toml`. */
  readTable(name: string): TomlTable | null;
}

const PREFIXES = ["SETUPTOOLS_SCM", "VCS_VERSIONING"] as const;

/** Reads SETUPTOOLS_SCM_* and VCS_VERSIONING_*; what is read under an unusual spelling goes to `warn`. */
export function scmVariables(
  variables: Readonly<Record<string, string>>,
  distName: string | null,
  warn: (text: string) => void,
): ScmVariables {
  function read(name: string): string | null {
    const general = PREFIXES.map((prefix) => `${prefix}_${name}`);
    const own = distName === null ? [] : general.map((each) => `${each}_FOR_${suffixOf(distName)}`);
    for (const each of [...own, ...general]) {
      const value = variables[each];
      if (value !== undefined) return value;
    }
    return distName === null ? null : readMisspelt(general, distName);
  }

  function readMisspelt(general: readonly string[], dist: string): string | null {
    for (const name of general) {
      const start = `${name}_FOR_`;
      for (const [key, value] of Object.entries(variables)) {
        if (!key.startsWith(start)) continue;
        const spelt = key.slice(start.length).toLowerCase().replaceAll("_", "-");
        if (normalizeName(spelt) !== normalizeName(dist)) continue;
        warn(`${key} is read for ${dist}; its usual spelling is ${start}${suffixOf(dist)}`);
        return value;
      }
    }
    return null;
  }

  function readTable(name: string): TomlTable | null {
    const text = read(name);
    if (text === null || text === "") return null;
    try {
      if (!text.startsWith("{")) return parse(text, { integersAsBigInt: "asNeeded" });
      return parse(`table=${text}`, { integersAsBigInt: "asNeeded" })["table"] as TomlTable;
    } catch (error) {
      const reason = (error as Error).message.split("\n")[0] ?? "";
      throw fault("bad-toml", { where: `the variable ${name}`, reason }, { cause: error });
    }
  }

  return { read, readTable };
}

/** `My.Pkg` as it stands in a variable's name: `MY_PKG`. */
function suffixOf(distName: string): string {
  return normalizeName(distName).replaceAll("-", "_").toUpperCase();
}
