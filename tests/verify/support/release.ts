import { createHash } from "node:crypto";
import { parseEntryPoints } from "../../../src/distribution/entry-points.ts";
import { rehearsedRequirement } from "../../../src/verify/rehearsed-project.ts";
import type { RehearsedProject } from "../../../src/verify/request.ts";
import { tarGzOf, zipOf } from "./archives.ts";

/** What a test says of a release; everything else is sound. */
export interface ReleaseOptions {
  readonly name?: string;
  readonly version?: string;
  /** Members of the wheel, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Members that the wheel built from the sdist has instead; default: the same. */
  readonly sdistFiles?: Readonly<Record<string, string>>;
  /** The text of entry_points.txt. */
  readonly entryPoints?: string;
  readonly requires?: readonly string[];
  readonly extras?: readonly string[];
  readonly requiresPython?: string;
  readonly classifiers?: readonly string[];
  /** Python that is put at the beginning of the sdist's build hook. */
  readonly buildHook?: string;
  /** The wheel's tag; default `py3-none-any`. */
  readonly tag?: string;
  /** Whether the index wants a login for it. */
  readonly locked?: boolean;
  /** By which the index states its files' digests: old repository managers know md5 alone. */
  readonly digest?: "sha256" | "md5";
  /** What the index offers of it; default both. */
  readonly offered?: readonly ("wheel" | "sdist")[];
}

/** A release as files, and what is known of it. */
export interface TestRelease {
  readonly project: RehearsedProject;
  readonly offered: readonly ("wheel" | "sdist")[];
  readonly digest: "sha256" | "md5";
  readonly locked: boolean;
  readonly wheel: { readonly fileName: string; readonly bytes: Uint8Array };
  readonly sdist: { readonly fileName: string; readonly bytes: Uint8Array };
}

/** A sound release of a pure project `demo` 1.0.0; its sdist holds a backend of its own and needs no network. */
export function release(options: ReleaseOptions = {}): TestRelease {
  const name = options.name ?? "demo";
  const version = options.version ?? "1.0.0";
  const files = options.files ?? {
    [`${name.replaceAll("-", "_")}/__init__.py`]: `__version__ = "${version}"\n`,
  };
  const stem = `${name.replaceAll("-", "_")}-${version}`;
  const tag = options.tag ?? "py3-none-any";
  const metadata = [
    "Metadata-Version: 2.4",
    `Name: ${name}`,
    `Version: ${version}`,
    ...(options.requiresPython === undefined ? [] : [`Requires-Python: ${options.requiresPython}`]),
    ...(options.classifiers ?? []).map((each) => `Classifier: ${each}`),
    ...(options.requires ?? []).map((each) => `Requires-Dist: ${each}`),
    ...(options.extras ?? []).map((each) => `Provides-Extra: ${each}`),
    "",
  ].join("\n");
  const entryPoints = options.entryPoints ?? "";
  const members = wheelMembers(stem, files, metadata, entryPoints, tag);
  const sdistWheel = wheelMembers(stem, options.sdistFiles ?? files, metadata, entryPoints, tag);
  const project: RehearsedProject = {
    name,
    version,
    wheelFile: `${stem}-${tag}.whl`,
    requiresPython: options.requiresPython ?? null,
    classifiers: options.classifiers ?? [],
    requirements: (options.requires ?? []).flatMap(rehearsedRequirement),
    extras: options.extras ?? [],
    entryPoints: [...parseEntryPoints(entryPoints).groups].flatMap(([group, entries]) =>
      entries.map(({ name: entry, module, attribute, extras }) => ({
        group,
        name: entry,
        module,
        attribute,
        extras,
      })),
    ),
    files: new Map(
      [...members].map(([path, bytes]) => [path, { sha256: sha256(bytes), size: bytes.length }]),
    ),
    sources: null,
  };
  return {
    project,
    offered: options.offered ?? ["wheel", "sdist"],
    digest: options.digest ?? "sha256",
    locked: options.locked ?? false,
    wheel: { fileName: project.wheelFile, bytes: zipOf(members) },
    sdist: {
      fileName: `${stem}.tar.gz`,
      bytes: sdistOf(stem, metadata, zipOf(sdistWheel), options.buildHook ?? "pass"),
    },
  };
}

function wheelMembers(
  stem: string,
  files: Readonly<Record<string, string>>,
  metadata: string,
  entryPoints: string,
  tag: string,
): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  for (const [path, text] of Object.entries(files)) members.set(path, Buffer.from(text));
  members.set(`${stem}.dist-info/METADATA`, Buffer.from(metadata));
  members.set(
    `${stem}.dist-info/WHEEL`,
    Buffer.from(`Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`),
  );
  if (entryPoints !== "") members.set(`${stem}.dist-info/entry_points.txt`, Buffer.from(entryPoints));
  const rows = [...members].map(
    ([path, bytes]) =>
      `${path},sha256=${createHash("sha256").update(bytes).digest("base64url")},${bytes.length}`,
  );
  const record = `${stem}.dist-info/RECORD`;
  members.set(record, Buffer.from(`${rows.join("\n")}\n${record},,\n`));
  return members;
}

/** An sdist whose backend hands out a ready wheel that lies in it. */
function sdistOf(stem: string, metadata: string, wheel: Uint8Array, hook: string): Uint8Array {
  const file = `${stem}-py3-none-any.whl`;
  const backend = [
    "import os, shutil",
    "def build_wheel(directory, config_settings=None, metadata_directory=None):",
    `    ${hook}`,
    `    shutil.copy("ready.bin", os.path.join(directory, "${file}"))`,
    `    return "${file}"`,
    "def build_sdist(directory, config_settings=None):",
    "    raise NotImplementedError",
    "",
  ].join("\n");
  return tarGzOf(
    new Map<string, Uint8Array>([
      [`${stem}/PKG-INFO`, Buffer.from(metadata)],
      [
        `${stem}/pyproject.toml`,
        Buffer.from('[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'),
      ],
      [`${stem}/backend.py`, Buffer.from(backend)],
      [`${stem}/ready.bin`, wheel],
    ]),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
