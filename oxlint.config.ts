import { defineConfig, type OxlintConfig, type OxlintOverride } from "oxlint";

import { EFFECT_GLOBALS, EFFECT_MODULES, forbiddenRooms, ROOMS, WIRING_FILES } from "./scripts/rooms.ts";

const effectPatterns = [
  {
    regex: `^(node:)?(${EFFECT_MODULES.join("|")})$`,
    message: "Only src/adapters acts on the world: take a port (src/ports) instead.",
  },
  {
    regex: "^(\\.\\./)+(tests|bench|scripts|examples)/",
    message: "src does not know tests, benchmarks or scripts.",
  },
];

const noIndex = {
  regex: "^(\\.\\./)+index\\.ts$",
  message: "index.ts is for users of the library: import the file itself.",
};

/**
 * The beginning of a path into a room. The command line's streams are the terminal, so cli may know that one adapter,
 * the only one that begins with t (the linter's regular expressions have no lookahead, and ignore what they cannot read).
 */
function closed(room: string, other: string): string {
  return room === "cli" && other === "adapters" ? "adapters/[^t]" : `${other}/`;
}

/** How many folders deep a room may be. */
const DEPTHS = [0, 1, 2, 3, 4];

/** A folder within a room may have a room's name: what a path leads to depends on how deep its file lies. */
function restrict(
  room: string,
  forbidden: readonly string[],
  effects: boolean,
  depth: number,
): NonNullable<OxlintOverride["rules"]> {
  const roomPattern = {
    regex: `^(\\./)?(\\.\\./){${depth + 1}}(src/)?(${forbidden.map((name) => closed(room, name)).join("|")})`,
    message: `The room ${room} may not know this room (scripts/rooms.ts).`,
  };
  return {
    "no-restricted-imports": [
      "error",
      { patterns: [...(effects ? effectPatterns.slice(1) : effectPatterns), roomPattern, noIndex] },
    ],
  };
}

const rooms: OxlintOverride[] = Object.keys(ROOMS).flatMap((room) =>
  DEPTHS.map((depth) => ({
    files: [`src/${room}/${"*/".repeat(depth)}*.ts`],
    rules: restrict(room, forbiddenRooms(room), room === "adapters", depth),
  })),
);

/** The files that wire the adapters in know all that their room knows, and the adapters. */
const wiring: OxlintOverride[] = WIRING_FILES.map((file) => {
  const room = file.split("/")[1] ?? "";
  const forbidden = room in ROOMS ? forbiddenRooms(room) : ["cli", "action"];
  const allowed = forbidden.filter((name) => name !== "adapters");
  const depth = file.split("/").length - 3;
  return {
    files: [file],
    rules: { ...restrict(room, allowed, false, depth), "no-restricted-globals": "off" },
  };
});

const config: OxlintConfig = defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  env: { node: true, es2024: true },
  ignorePatterns: ["dist/**", "coverage/**", "node_modules/**", "tests/cases/**"],
  rules: {
    "import/no-default-export": "error",
    "import/no-cycle": "error",
    "import/no-self-import": "error",
    "no-console": "error",
    "max-lines": ["error", { max: 300 }],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-var": "error",
    "prefer-const": "error",
    "no-param-reassign": "error",
    "no-else-return": "error",
    "no-restricted-exports": "off",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/await-thenable": "error",
    "typescript/switch-exhaustiveness-check": "error",
    // Spreading a string means its code points.
    "typescript/no-misused-spread": ["error", { allow: ["string"] }],
    "typescript/only-throw-error": "error",
    "typescript/return-await": "off",
    "typescript/explicit-module-boundary-types": "off",
    // A cast after a test that the type system cannot follow is sound, and visible in review.
    "typescript/no-unsafe-type-assertion": "off",
    // The compiler's noImplicitReturns says the same and knows exhaustive switches.
    "typescript/consistent-return": "off",
    "consistent-return": "off",
    // Awaiting in a loop is how a sequence is written; what can run side by side is decided by a person.
    "no-await-in-loop": "off",
    // Readable enough, and often the clearest form.
    "no-underscore-dangle": "off",
    "no-shadow": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
    "oxc/no-map-spread": "off",
    "import/no-named-as-default-member": "off",
    "import/no-unassigned-import": "off",
    "promise/always-return": "off",
    "promise/no-promise-in-callback": "off",
    "vitest/require-mock-type-parameters": "off",
    "vitest/no-conditional-expect": "off",
    // The second argument is what a person reads when it fails.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
  },
  overrides: [
    {
      files: ["src/**/*.ts"],
      rules: {
        "no-restricted-globals": [
          "error",
          ...EFFECT_GLOBALS.map((name) => ({
            name,
            message: "Only src/adapters acts on the world: take a port.",
          })),
          ...["AsyncDisposableStack", "DisposableStack", "SuppressedError", "Float16Array"].map((name) => ({
            name,
            message: "Node.js 22 does not have it.",
          })),
        ],
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: "Take the Clock port." },
          { object: "Math", property: "random", message: "Take the Random port." },
          { object: "globalThis", property: "process", message: "Take a port." },
          { object: "globalThis", property: "fetch", message: "Take the HttpClient port." },
        ],
      },
    },
    ...rooms,
    ...wiring,
    {
      files: ["src/adapters/**/*.ts"],
      rules: { "no-restricted-globals": "off", "no-restricted-properties": "off" },
    },
    // Terminals are what these are about.
    { files: ["scripts/**/*.ts", "bench/**/*.ts", "examples/**/*.ts"], rules: { "no-console": "off" } },
    // A tool reads these by their default export.
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
    // A rule of the catalogue, and its test, begin with its code.
    { files: ["src/check/rules/**", "tests/check/rules/**"], rules: { "unicorn/filename-case": "off" } },
    // Data tables, generated files, and Python programs that travel as text.
    {
      files: [
        "src/**/data/**/*.ts",
        "src/**/*-table.ts",
        "src/check/knowledge/linux-policies.ts",
        "src/toolbox/pinned/tool-pins.ts",
        "src/check/engine/registry.ts",
        "src/**/*.generated.ts",
        "src/**/*-source.ts",
        "tests/vectors/**/*.ts",
      ],
      rules: { "max-lines": "off" },
    },
  ],
});

export default config;
