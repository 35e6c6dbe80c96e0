import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { lateBuiltins } from "./late-builtins.ts";

const root: string = join(import.meta.dirname, "..");

/** Of our own package.json the program wants the version, not what developers run. */
export const onlyVersion: Plugin = {
  name: "only-version",
  setup(plugin) {
    plugin.onLoad({ filter: /package\.json$/ }, ({ path }) => {
      if (path !== join(root, "package.json")) return undefined;
      const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** How everything that is shipped is bundled: with the packages that it uses, as CommonJS in one file unless told. */
export const BUNDLED: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "cjs",
  platform: "node",
  // hash-wasm's "main" is a UMD bundle, whose names a dynamic import does not see.
  mainFields: ["module", "main"],
  // For Node it offers CommonJS, whose names a dynamic import does not see either; its other build is ESM.
  alias: { yaml: join(root, "node_modules", "yaml", "browser", "index.js") },
  // Only for XML and for tables of versions, which nobody asks CycloneDX's library for; it does without them.
  external: ["xmlbuilder2", "libxmljs2", "ajv-formats", "ajv-formats-draft2019"],
  // Their texts are in one file.
  legalComments: "none",
  // Names stay, so that a stack trace in a bug report can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  logLevel: "warning",
  plugins: [lateBuiltins, onlyVersion],
};
