/**
 * Builds what the package ships: `dist/cli` (the command line: an entry that answers quick questions by itself, and the
 * program), `dist/lib` (the library with its declarations), `dist/chunks` (what both load when it is wanted), and
 * `dist/action` (the action, one file). All of it holds the packages that it uses, whose licenses stand beside it.
 * Usage: node scripts/build.ts [--cli | --lib | --action] [--out DIR]
 * `--cli`: leave the library out; `--lib`: only the library; `--action`: only the action
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";

import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

import { BUNDLED, onlyVersion } from "./bundled.ts";
import { lateBuiltins } from "./late-builtins.ts";
import { loadedAtOnce, mergeChunks } from "./merge-chunks.ts";
import { thirdPartyLicenses } from "./third-party-licenses.ts";
import { publicTypes } from "./types/public-types.ts";

const root = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    cli: { type: "boolean", default: false },
    lib: { type: "boolean", default: false },
    action: { type: "boolean", default: false },
    out: { type: "string", default: join(root, "dist") },
  },
});
const dist = resolve(options.out);
/** Every file whose code went into something, relative to the repository. */
const inputs = new Set<string>();

/** Keeps compiled code between runs. Only the built program does, because its files do not change. */
const compileCache: Plugin = {
  name: "compile-cache",
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]src[\\/](cli|action)[\\/]main\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const shebang = /^#!.*\n/.exec(source)?.[0] ?? "";
      const enable = 'import { enableCompileCache } from "node:module";\nenableCompileCache();\n';
      return { contents: `${shebang}${enable}${source.slice(shebang.length)}`, loader: "ts" };
    });
  },
};

const common: BuildOptions = {
  ...BUNDLED,
  format: "esm",
  target: "node22.22",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  metafile: true,
  plugins: [compileCache, lateBuiltins, onlyVersion],
};

/**
 * What a quick answer takes, as files beside the entry, so that the compile cache keeps them. `check` and `publish` are
 * one of them: a hundred chunks would take longer to find than a wheel to read or to send.
 */
const QUICK = [
  "cli/quick-version.ts",
  "adapters/reading-ports.ts",
  "adapters/code-cache.ts",
  "cli/one-piece.ts",
] as const;

/** How the entry loads the program that is one piece: with the code that a run of the kind compiled before. */
const KEPT_PIECE = [
  "Promise.resolve(",
  'require("./code-cache.cjs").requireWithCodeCache(',
  '__dirname+"/one-piece.cjs",',
  'process.argv.some(each=>/^(-h|--help)$/.test(each))?"help":',
  'process.argv[2]==="publish"?process.argv.includes("--no-check")?"upload":"publish":',
  'process.argv.some(each=>/\\.(whl|gz|zip)$/.test(each))?"files":"tree"',
  "))",
].join("");

/** What the entry loads when it is wanted stays outside of it. */
const outside: Plugin = {
  name: "outside",
  setup(plugin) {
    plugin.onResolve({ filter: /[\\/]program\.ts$/ }, () => ({ path: "./program.js", external: true }));
    plugin.onResolve({ filter: /[\\/](quick-version|reading-ports|one-piece)\.ts$/ }, ({ path }) => ({
      path: `./${basename(path, ".ts")}.cjs`,
      external: true,
    }));
  },
};

const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  engines: { node: string };
};
/** The oldest Node.js that is named: `^22.22.2 || …`. */
const [OLDEST = "22.22.2", MAJOR = "22", MINOR = "22"] = /(\d+)\.(\d+)\.\d+/.exec(engines.node) ?? [];

/** The file that Node.js starts: of a language that every Node.js reads, so that an old one can say what is needed. */
const FIRST_FILE = `#!/usr/bin/env node
var version = process.versions.node.split(".");
if (+version[0] < ${MAJOR} || (+version[0] === ${MAJOR} && +version[1] < ${MINOR})) {
  process.stderr.write("error: shipwheel needs Node.js ${OLDEST} or newer, and " + process.execPath + " is " + process.versions.node + "\\n");
  process.exit(2);
}
require("./start.cjs");
`;

/**
 * The command line: an entry of CommonJS, which Node starts sooner than modules, what answers quickly likewise, and the
 * program in modules.
 */
async function bundleCli(): Promise<void> {
  const outdir = join(dist, "cli");
  const source = join(root, "src");
  const commonJs: BuildOptions = { ...common, splitting: false, format: "cjs" };
  const file = (path: string): string => join(outdir, `${basename(path, ".ts")}.cjs`);
  const entry = { entryPoints: [join(source, "cli", "main.ts")], outfile: file("start.ts") };
  await built({ ...commonJs, ...entry, plugins: [compileCache, lateBuiltins, onlyVersion, outside] });
  // CommonJS by way of `import` would start the machinery of modules, which takes longer than the answer.
  const text = readFileSync(entry.outfile, "utf8");
  writeFileSync(join(outdir, "main.cjs"), FIRST_FILE, { mode: 0o755 });
  writeFileSync(
    entry.outfile,
    text
      .replace(/^#!.*\n/, "")
      .replace('import("./one-piece.cjs")', () => KEPT_PIECE)
      .replaceAll(/import\(("\.\/[\w-]+\.cjs")\)/g, "Promise.resolve(require($1))"),
  );
  for (const path of QUICK)
    await built({ ...commonJs, entryPoints: [join(source, path)], outfile: file(path) });
  wrapKept(file("one-piece.ts"));
}

/** Makes a file one function of ASCII, as `code-cache.ts` compiles it: V8 keeps ASCII in half the space, and copies nothing. */
function wrapKept(path: string): void {
  const text = readFileSync(path, "utf8").replaceAll(
    // What esbuild leaves stands in regular expressions.
    /[^\0-\x7f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  writeFileSync(path, `((module, require, __filename, __dirname) => {${text}\n})`);
}

/** The program of the command line and the library, in modules that share their chunks. */
async function bundleModules(entries: Readonly<Record<string, string>>): Promise<void> {
  const metafile = await built({ ...common, entryPoints: entries, outdir: dist });
  const outputOf = (name: string): string => relative(root, join(dist, `${name}.js`));
  for (const name of Object.keys(entries))
    console.log(`dist/${name}: ${describeOutputs(metafile, outputOf(name))}`);
  const chunkOf = (source: string): string | undefined =>
    Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === source);
  const run = wanted.cli ? chunkOf("src/release/rehearse-release.ts") : undefined;
  await mergeChunks(metafile, root, {
    ...Object.fromEntries(Object.keys(entries).map((name) => [dirname(name), outputOf(name)])),
    ...(run !== undefined && { run }),
  });
}

/** Bundles, and keeps in mind whose code went in. */
async function built(how: BuildOptions): Promise<Metafile> {
  const { metafile } = await build(how);
  if (metafile === undefined) throw new Error("esbuild made no metafile");
  for (const path of Object.keys(metafile.inputs)) inputs.add(path);
  return metafile;
}

/** The action: one file, readable, which a commit pins as a whole. */
async function bundleAction(): Promise<void> {
  const outfile = join(dist, "action", "index.mjs");
  const metafile = await built({
    ...common,
    entryPoints: [join(root, "src", "action", "main.ts")],
    outfile,
    splitting: false,
    minifySyntax: false,
    minifyWhitespace: false,
    plugins: [lateBuiltins, onlyVersion],
  });
  console.log(`dist/action: ${kilobytes(metafile, [relative(root, outfile)])} kB`);
}

/** What is loaded at once by the entry, and everything, in kB. */
function describeOutputs(metafile: Metafile, entry: string): string {
  const eager = loadedAtOnce(metafile.outputs, entry);
  const names = Object.keys(metafile.outputs);
  return `${kilobytes(metafile, [...eager])} kB at start-up, ${kilobytes(metafile, names)} kB in ${names.length} files`;
}

function kilobytes(metafile: Metafile, names: readonly string[]): string {
  const bytes = names.reduce((sum, name) => sum + (metafile.outputs[name]?.bytes ?? 0), 0);
  return (bytes / 1000).toFixed(1);
}

rmSync(dist, { recursive: true, force: true });
const wanted = { cli: !options.lib && !options.action, lib: !options.cli && !options.action };
if (wanted.cli) await bundleCli();
if (wanted.cli || wanted.lib)
  await bundleModules({
    ...(wanted.cli && { "cli/program": join(root, "src", "cli", "program.ts") }),
    ...(wanted.lib && { "lib/index": join(root, "src", "index.ts") }),
  });
if (wanted.cli) writeManPage();
if (wanted.lib) writeTypes();
if (!options.lib) await bundleAction();
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicenses(root, inputs));

/** The manual page, as the program itself prints it. */
function writeManPage(): void {
  const page = execFileSync(process.execPath, [join(dist, "cli", "main.cjs"), "help", "man"]);
  writeFileSync(join(dist, "cli", "shipwheel.1"), page);
}

/** The types of the library, in one file. */
function writeTypes(): void {
  const types = publicTypes();
  writeFileSync(join(dist, "lib", "index.d.ts"), types);
  console.log(`dist/lib: ${(types.length / 1000).toFixed(1)} kB of types`);
}
