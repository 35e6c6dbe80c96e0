import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Modules } from "../ports/modules.ts";

/** Loads plugins with Node's own import; a TypeScript file needs nothing else. */
export function nodeModules(): Modules {
  return {
    async load(specifier, directory) {
      const path = /^\.{1,2}\//.test(specifier)
        ? resolve(directory, specifier)
        : createRequire(join(directory, "package.json")).resolve(specifier);
      return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    },
  };
}
