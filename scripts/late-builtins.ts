import type { Plugin } from "esbuild";

/** Modules that Node.js has loaded before a program begins, or that are cheaper to load than to put off. */
const AT_HAND: ReadonlySet<string> = new Set(
  "buffer events fs module path path/posix process url util vm".split(" "),
);

/**
 * Node's modules are asked for when something of them is used. Loading `node:child_process` or `node:crypto` costs as much
 * as a short answer does (3 and 5 ms of CPU), and `import` of one, even of `node:fs`, runs every lazy getter of its exports.
 */
export const lateBuiltins: Plugin = {
  name: "late-builtins",
  setup(plugin) {
    plugin.onResolve({ filter: /^(?:node:)?[a-z0-9_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      // `import()` is late by itself.
      if (process.getBuiltinModule(name) === undefined || kind === "dynamic-import") return undefined;
      return {
        path: name,
        namespace: kind === "import-statement" && AT_HAND.has(name) ? "builtin-import" : "builtin",
      };
    });
    plugin.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({ contents: required(path) }));
    plugin.onLoad({ filter: /.*/, namespace: "builtin-import" }, ({ path }) => ({
      contents: imported(path),
    }));
  },
};

/** Names that the bundler leaves out where nobody imports them. */
function imported(name: string): string {
  return [
    `const module = ${getter(name)};`,
    "export default module;",
    ...namesOf(name)
      .filter((each) => each !== "default")
      .map(
        (each) =>
          `const _${each} = /* @__PURE__ */ (() => module.${each})();\nexport { _${each} as ${each} };`,
      ),
  ].join("\n");
}

function required(name: string): string {
  if (AT_HAND.has(name)) return `module.exports = ${getter(name)};`;
  return [
    "let late;",
    `const get = (name) => (late ??= ${getter(name)})[name];`,
    `for (const name of ${JSON.stringify(namesOf(name).join(" "))}.split(" "))`,
    "  Object.defineProperty(exports, name, { enumerable: true, get: () => get(name) });",
  ].join("\n");
}

function getter(name: string): string {
  return `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
}

function namesOf(name: string): readonly string[] {
  return Object.keys(process.getBuiltinModule(name) as object);
}
