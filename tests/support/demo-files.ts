import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { buildTarGz } from "./sdist.ts";
import { buildZip } from "./zip.ts";

/** A built distribution: its name, its bytes, its metadata text. */
export interface DemoFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly metadata: string;
}

/** Details of a demo distribution that a test breaks. */
export interface DemoOptions {
  /** Default `Demo-Pkg`. */
  readonly name?: string;
  /** Default `1.0.0`. */
  readonly version?: string;
  /** Overrides the file name that follows from name and version. */
  readonly fileName?: string;
  /** Further header lines of the metadata. */
  readonly headers?: readonly string[];
  /** Further members, by full name; null leaves one of the usual ones out. */
  readonly members?: Readonly<Record<string, string | null>>;
  /** Distinguishes two files of the same name. */
  readonly salt?: string;
}

/** A sound pure wheel: an importable `demo_pkg` with a console script `demo`. */
export function demoWheel(options: DemoOptions & { readonly tag?: string } = {}): DemoFile {
  const { name = "Demo-Pkg", version = "1.0.0", tag = "py3-none-any" } = options;
  const stem = `${fileStem(name)}-${version}`;
  const fileName = options.fileName ?? `${stem}-${tag}.whl`;
  const info = `${fileName.split("-").slice(0, 2).join("-")}.dist-info`;
  const metadata = metadataText(name, version, options.headers);
  const members: Record<string, string | null> = {
    [`${fileStem(name)}/__init__.py`]: `__version__ = "${version}"\nSALT = "${options.salt ?? ""}"\n\ndef main():\n    print("demo", __version__)\n`,
    [`${info}/METADATA`]: metadata,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: demo\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${info}/entry_points.txt`]: `[console_scripts]\n${fileStem(name).replaceAll("_", "-")} = ${fileStem(name)}:main\n`,
    ...options.members,
  };
  const present: { name: string; content: string }[] = [];
  for (const [member, content] of Object.entries(members)) {
    if (content !== null) present.push({ name: member, content });
  }
  const record = `${info}/RECORD`;
  if (!(record in members)) {
    const rows = present.map((member) => recordRow(member.name, Buffer.from(member.content)));
    present.push({ name: record, content: [...rows, `${record},,`, ""].join("\n") });
  }
  return { fileName, bytes: buildZip({ members: present }), metadata };
}

/** A sound sdist with a PKG-INFO, buildable with setuptools. */
export function demoSdist(options: DemoOptions = {}): DemoFile {
  const { name = "Demo-Pkg", version = "1.0.0" } = options;
  const stem = `${fileStem(name)}-${version}`;
  const metadata = metadataText(name, version, options.headers);
  const members: Record<string, string | null> = {
    [`${stem}/PKG-INFO`]: metadata,
    [`${stem}/pyproject.toml`]: `[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "${name}"\nversion = "${version}"\n`,
    [`${stem}/${fileStem(name)}.py`]: `__version__ = "${version}"\nSALT = "${options.salt ?? ""}"\n`,
    ...options.members,
  };
  const present: { name: string; content: string }[] = [];
  for (const [member, content] of Object.entries(members)) {
    if (content !== null) present.push({ name: member, content });
  }
  return { fileName: options.fileName ?? `${stem}.tar.gz`, bytes: buildTarGz(present), metadata };
}

function metadataText(name: string, version: string, headers: readonly string[] = []): string {
  return [
    "Metadata-Version: 2.4",
    `Name: ${name}`,
    `Version: ${version}`,
    ...headers,
    "",
    "A demo.",
    "",
  ].join("\n");
}

function fileStem(name: string): string {
  return name.replaceAll(/[-_.]+/g, "_").toLowerCase();
}

function recordRow(name: string, content: Buffer): string {
  const digest = createHash("sha256").update(content).digest("base64url");
  return `${name},sha256=${digest},${content.length}`;
}
