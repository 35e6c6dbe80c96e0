/** The line in which a tool below a backend says why it failed. */
export interface ToolDiagnostic {
  readonly tool: "compiler" | "cargo" | "rustup" | "cmake" | "meson" | "cython" | "linker" | "pip";
  /** The tool's own words, without the place. */
  readonly text: string;
  /** As the tool names it: absolute, or relative to a directory that only the tool knows. */
  readonly file?: string;
  readonly line?: number;
  /** A file that it looked for and did not find. */
  readonly missing?: string;
}

/** How a tool begins the line that matters; `at` are the groups of file and line. */
interface CausePattern {
  readonly tool: ToolDiagnostic["tool"];
  readonly pattern: RegExp;
}

const SOURCE = String.raw`(?<file>(?:[A-Za-z]:)?[^\s:()'"]+)`;

/** Tools in the order of their depth: what a compiler says is the cause of what cargo, ninja or pip say of it. */
const PATTERNS: readonly CausePattern[] = [
  // gcc, clang, gfortran, nvcc.
  { tool: "compiler", pattern: new RegExp(`^${SOURCE}:(?<line>\\d+)(?::\\d+)?: (?<text>fatal error: .+)$`) },
  // MSVC.
  { tool: "compiler", pattern: /^(?<file>[^\s(]+)\((?<line>\d+)\): (?<text>(?:fatal )?error C\d+: .+)$/ },
  {
    tool: "cython",
    pattern: new RegExp(`^(?<file>\\S+\\.(?:pyx|pxd|pxi)):(?<line>\\d+):\\d+: (?<text>.+)$`),
  },
  {
    tool: "meson",
    pattern: /^(?:\.\.\/)*(?<file>\S*meson\.(?:build|options)):(?<line>\d+):\d+: ERROR: (?<text>.+)$/,
  },
  { tool: "cmake", pattern: /^CMake Error at (?<file>[^:]+):(?<line>\d+) \((?<text>[^)]*)\):$/ },
  { tool: "compiler", pattern: new RegExp(`^${SOURCE}:(?<line>\\d+)(?::\\d+)?: (?<text>error: .+)$`) },
  {
    tool: "linker",
    pattern:
      /^(?:\S*\/)?(?:ld|ld\.\w+|collect2|lld|clang): (?<text>(?:cannot find|error: unable to find|library not found|.*undefined reference).*)$/,
  },
  { tool: "rustup", pattern: /^error: (?<text>rustup could not .+|toolchain .+ is not installed.*)$/ },
  {
    tool: "cargo",
    // What begins with a capital is uv's: "Failed to download and build".
    pattern:
      /^error(?:\[E\d+\])?: (?<text>(?!could not compile|aborting due to|linking with|Failed to |No solution ).+)$/,
  },
  { tool: "cmake", pattern: /^(?:CMake|\*\*\* CMake) Error: (?<text>.+)$/ },
  {
    tool: "pip",
    pattern: /^ERROR: (?<text>(?!Failed building|Could not build wheels|Exception|Failed to build).+)$/,
  },
];

/** Tools whose words run over the lines that follow. */
const GOES_ON: ReadonlySet<ToolDiagnostic["tool"]> = new Set(["cmake"]);

/** How near the end the cause of a failure stands as a rule; what stands before may be of a step that went well after all. */
const NEAR = 100;

/** Sources that configure, CMake and meson compile to find out what there is: they fail on purpose. */
const IS_PROBE =
  /_configtest|\bconftest\.(?:c|cc|cpp|cxx|f|f90)\b|CMakeFiles[\\/](?:CMakeTmp|CMakeScratch)|meson-private/;

/**
 * The line of the deepest tool that names a cause: the first one near the end, else the first of all. Null when no
 * tool that we know did.
 */
export function toolDiagnostic(lines: readonly string[]): ToolDiagnostic | null {
  const told = lines.filter((line) => !IS_PROBE.test(line));
  return causeIn(told.slice(-NEAR)) ?? causeIn(told);
}

function causeIn(lines: readonly string[]): ToolDiagnostic | null {
  for (const { tool, pattern } of PATTERNS) {
    const at = lines.findIndex((line) => pattern.test(line.trimEnd()));
    const groups = at === -1 ? undefined : pattern.exec(lines[at]?.trimEnd() ?? "")?.groups;
    if (groups === undefined) continue;
    const rest = lines.slice(at + 1);
    const spoken = GOES_ON.has(tool) ? continued(groups["text"] ?? "", rest) : (groups["text"] ?? "");
    const place = groups["file"] === undefined && tool === "cargo" ? rustPlace(rest) : groups;
    const missing = missingFile(spoken);
    return {
      tool,
      text: spoken,
      ...(place["file"] === undefined ? {} : { file: place["file"], line: Number(place["line"]) }),
      ...(missing === null ? {} : { missing }),
    };
  }
  return null;
}

function continued(text: string, rest: readonly string[]): string {
  const end = rest.findIndex((line) => !line.startsWith("  "));
  const words = rest.slice(0, end === -1 ? 4 : Math.min(end, 4)).map((line) => line.trim());
  return words.length === 0 ? text : words.join(" ");
}

function rustPlace(rest: readonly string[]): Readonly<Record<string, string | undefined>> {
  const arrow = rest.slice(0, 4).find((line) => line.trimStart().startsWith("--> "));
  return /--> (?<file>[^:]+):(?<line>\d+)/.exec(arrow ?? "")?.groups ?? {};
}

function missingFile(text: string): string | null {
  const found =
    /fatal error: '?([^':]+?)'?(?::| file not found)/.exec(text) ??
    /Cannot open include file: '([^']+)'/.exec(text) ??
    /No such file or directory: ['"]?([^'"]+)['"]?$/.exec(text) ??
    /(?:File|Sources?|Cannot find source file:?) (\S+) (?:does not exist|not found)/i.exec(text) ??
    /couldn't read `?([^`:]+)`?: No such file/.exec(text);
  return found?.[1] ?? null;
}
