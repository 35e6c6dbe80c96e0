/**
 * Writes src/toolbox/pinned/tool-pins.ts: versions and sha256 of the Python tools that shipwheel provides itself.
 * It asks the pip of the `python3` on PATH, hence the index that this machine uses; run it by hand and review
 * the difference: node scripts/pin-tools.ts [uv|pip|build|renderer|towncrier|pipx|griffe|sizes]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOOL_PINS, type ToolPin } from "../src/toolbox/pinned/tool-pins.ts";

const UV_PLATFORMS = [
  "manylinux2014_x86_64",
  "manylinux2014_aarch64",
  "musllinux_1_1_x86_64",
  "musllinux_1_1_aarch64",
  "macosx_10_12_x86_64",
  "macosx_11_0_arm64",
  "win_amd64",
  "win_arm64",
];

interface Pin extends Omit<ToolPin, "bytes"> {
  readonly bytes?: number;
}

interface PipReport {
  readonly install: readonly {
    readonly metadata: { readonly name: string; readonly version: string };
    readonly download_info: { readonly archive_info: { readonly hashes: { readonly sha256: string } } };
  }[];
}

const scratch = mkdtempSync(join(tmpdir(), "pin-tools-"));

function resolve(requirements: readonly string[], options: readonly string[]): readonly Pin[] {
  const args = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--dry-run",
    "--ignore-installed",
    "--report",
    "-",
    "--target",
    scratch,
  ];
  const output = execFileSync("python3", [...args, "--only-binary", ":all:", ...options, ...requirements], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, PIP_FIND_LINKS: "" },
  });
  return (JSON.parse(output) as PipReport).install.map((item) => ({
    name: item.metadata.name,
    version: item.metadata.version,
    sha256: [item.download_info.archive_info.hashes.sha256],
  }));
}

function one(requirement: string, options: readonly string[]): Pin {
  const [pin] = resolve([requirement], ["--no-deps", ...options]);
  if (pin === undefined) throw new Error(`pip resolved nothing for ${requirement}`);
  return pin;
}

function pinUv(): Pin {
  const newest = one("uv", []);
  const hashes = UV_PLATFORMS.map(
    (platform) => one(`uv==${newest.version}`, ["--platform", platform]).sha256[0] ?? "",
  );
  return { ...newest, sha256: [...new Set(hashes)].sort() };
}

function pinPip(): readonly (Pin & { readonly minimumMinor: number })[] {
  return [14, 9].map((minor) => {
    const pin = one("pip", ["--python-version", `3.${minor}`]);
    return { ...pin, minimumMinor: minor === 9 ? 9 : 10 };
  });
}

const NH3_PLATFORMS = [
  "manylinux2014_x86_64",
  "manylinux2014_aarch64",
  "musllinux_1_2_x86_64",
  "musllinux_1_2_aarch64",
  "macosx_11_0_arm64",
  "macosx_10_12_x86_64",
  "win_amd64",
  "win_arm64",
];

/**
 * The renderer of PyPI's lock file (refusals page of the specification), and the last one for Python 3.9. Markdown is
 * not installed: it cannot fail.
 */
function pinRenderer(): readonly { readonly minimumMinor: number; readonly distributions: readonly Pin[] }[] {
  const nh3 = NH3_PLATFORMS.map(
    (platform) => one("nh3==0.3.6", ["--platform", platform, "--python-version", "3.11"]).sha256[0] ?? "",
  );
  const rest = [
    one("docutils==0.23", []),
    { name: "nh3", version: "0.3.6", sha256: [...new Set(nh3)].sort() },
    one("Pygments==2.21.0", []),
  ];
  return [
    { minimumMinor: 10, distributions: [one("readme_renderer==45.0", []), ...rest] },
    {
      minimumMinor: 9,
      distributions: [one("readme_renderer==44.0", ["--python-version", "3.9"]), ...rest],
    },
  ];
}

/** A tool and what it needs, by uv, which knows the hashes of every wheel: MarkupSafe has one for each Python and platform. */
function pinWithNeeds(requirement: string, python: string): readonly Pin[] {
  const wanted = join(scratch, "wanted.in");
  writeFileSync(wanted, `${requirement}\n`);
  const how = ["--generate-hashes", "--universal", "--only-binary", ":all:", "--python-version", python];
  const text = execFileSync("uv", ["pip", "compile", "--quiet", "--no-annotate", ...how, wanted], {
    encoding: "utf8",
  });
  return [...text.matchAll(/^([\w-]+)==([\w.]+)((?:.*\n)(?: {4}--hash=.*\n)+)/gm)].map(
    ([, name = "", version = "", rest = ""]) => ({
      name,
      version,
      sha256: [...rest.matchAll(/sha256:(\w{64})/g)].map((match) => match[1] ?? ""),
    }),
  );
}

const measured = new Map<string, number>();

/** By uv's lock, which has sizes: the largest of the wheels that a pin accepts. */
function withBytes({ name, version, sha256 }: Pin): ToolPin {
  const pinned = `${name}==${version}`;
  let bytes = measured.get(pinned);
  if (bytes === undefined) {
    const list = join(scratch, "sizes.in");
    writeFileSync(list, `${pinned}\n`);
    const how = [
      "--quiet",
      "--no-deps",
      "--universal",
      "--python-version",
      "3.11",
      "--format",
      "pylock.toml",
    ];
    const text = execFileSync("uv", ["pip", "compile", ...how, list], { encoding: "utf8" });
    const wheels = [...text.matchAll(/size = (\d+), hashes = \{ sha256 = "(\w{64})"/g)];
    bytes = Math.max(
      0,
      ...wheels.filter(([, , hash = ""]) => sha256.includes(hash)).map(([, size]) => Number(size)),
    );
    measured.set(pinned, bytes);
  }
  return { name, version, bytes, sha256 };
}

// One of the keys alone, so that the others keep their versions: node scripts/pin-tools.ts renderer
const wanted = process.argv[2];
const pin = <Made>(kind: keyof typeof TOOL_PINS, kept: Made, make: () => Made): Made =>
  wanted === undefined || wanted === kind ? make() : kept;

const pins = {
  uv: withBytes(pin<Pin>("uv", TOOL_PINS.uv, pinUv)),
  pip: pin("pip", TOOL_PINS.pip, pinPip).map(({ minimumMinor, ...each }) => ({
    ...withBytes(each),
    minimumMinor,
  })),
  // The pip in the tool's own environment spares every build environment its ensurepip.
  build: pin<readonly Pin[]>("build", TOOL_PINS.build, () =>
    resolve(["build", "pip"], ["--python-version", "3.14"]),
  ).map(withBytes),
  renderer: pin("renderer", TOOL_PINS.renderer, pinRenderer).map(({ minimumMinor, distributions }) => ({
    minimumMinor,
    distributions: distributions.map(withBytes),
  })),
  towncrier: pin<readonly Pin[]>("towncrier", TOOL_PINS.towncrier, () =>
    pinWithNeeds("towncrier==25.8.0", "3.10"),
  ).map(withBytes),
  pipx: pin<readonly Pin[]>("pipx", TOOL_PINS.pipx, () => pinWithNeeds("pipx==1.18.4", "3.11")).map(
    withBytes,
  ),
  griffe: pin<readonly Pin[]>("griffe", TOOL_PINS.griffe, () => [
    one("griffelib==2.4.1", ["--python-version", "3.11"]),
  ]).map(withBytes),
};
rmSync(scratch, { recursive: true });

const target = join(import.meta.dirname, "..", "src", "toolbox", "pinned", "tool-pins.ts");
writeFileSync(
  target,
  `// Generated by scripts/pin-tools.ts; do not edit.

/** One pinned distribution; \`sha256\` holds the wheels of all common platforms. */
export interface ToolPin {
  readonly name: string;
  readonly version: string;
  /** Of the largest of these wheels. */
  readonly bytes: number;
  readonly sha256: readonly string[];
}

/** The tools that shipwheel puts into its tool cache when they are not on PATH. */
export const TOOL_PINS: {
  readonly uv: ToolPin;
  /** Newest first; \`minimumMinor\` is the oldest Python 3 minor version that it runs on. */
  readonly pip: readonly (ToolPin & { readonly minimumMinor: number })[];
  readonly build: readonly ToolPin[];
  /** What PyPI shows descriptions with; newest first, as for pip. */
  readonly renderer: readonly { readonly minimumMinor: number; readonly distributions: readonly ToolPin[] }[];
  /** towncrier and what it needs on any Python that it supports. */
  readonly towncrier: readonly ToolPin[];
  /** pipx and what it needs; it runs on Python 3.11 and newer. */
  readonly pipx: readonly ToolPin[];
  /** The library of griffe, which reads the public API of sources; it runs on Python 3.11 and newer. */
  readonly griffe: readonly ToolPin[];
} = ${JSON.stringify(pins, null, 2)};
`,
);
execFileSync("npx", ["oxfmt", target], { stdio: "inherit" });
