import { posix } from "node:path";
import type { Finding } from "../../findings/finding.ts";
import { WHEEL_FROM_SDIST_DIFFERS } from "../../findings/shared-rules.ts";
import { listed } from "../../text/plural.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { Installed } from "./installed.ts";
import type { Cell, RehearsedProject } from "../request.ts";
import { INSTALLED_BYTES_DIFFER } from "./install-rules.ts";

/** Files that differ between what is installed and the rehearsed wheel; paths are members of the wheel. */
export interface FileDifference {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Installed, but no member of the wheel. */
  readonly added: readonly string[];
}

/** What two builds never make alike: machine code, and a bill of materials with its serial number (PEP 770). */
const DIFFERS = /\.(?:so|pyd|dll|dylib)$|\.dist-info\/sboms\//;

/**
 * Compares by digest. RECORD, INSTALLER, REQUESTED and the like are the installer's; scripts get their first line
 * rewritten; WHEEL names its generator. `exact`: the very wheel was installed, so compiled files and METADATA must
 * be the same, too. Without it, another version of the backend (which is chosen for each Python) may word METADATA
 * in its own way.
 */
export function compareFiles(
  installed: Installed,
  wheel: RehearsedProject["files"],
  exact: boolean,
): FileDifference {
  const expected = new Map<string, { readonly member: string; readonly sha256: string }>();
  for (const [member, { sha256 }] of wheel) {
    const path = installedPath(member);
    if (path !== null && !isInstallersOwn(path)) expected.set(path, { member, sha256 });
  }
  const missing: string[] = [];
  const changed: string[] = [];
  for (const [path, { member, sha256 }] of expected) {
    const found = installed.files.get(path);
    if (found === undefined) missing.push(member);
    else if (found !== sha256 && (exact || !DIFFERS.test(path))) changed.push(member);
  }
  if (!exact && changed.every(isMetadata) && isAnotherGenerator(installed, wheel)) changed.length = 0;
  const added = [...installed.files.keys()].filter(
    (path) =>
      !expected.has(path) &&
      !path.startsWith("..") &&
      !isInstallersOwn(path) &&
      !path.includes(".dist-info/"),
  );
  return { missing, changed, added };
}

/** Where a member of a wheel is installed, relative to site-packages; null when that cannot be compared. */
function installedPath(member: string): string | null {
  const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(member);
  if (data === null) return member;
  if (data[1] === "purelib" || data[1] === "platlib") return data[2] ?? null;
  return null;
}

/** How many files an installation has of the release; what its installer writes is not counted. */
export function releasedFiles({ files }: Pick<Installed, "files">): number {
  return [...files.keys()].filter((path) => !isInstallersOwn(path)).length;
}

function isInstallersOwn(path: string): boolean {
  if (!path.includes(".dist-info/")) return false;
  const name = posix.basename(path);
  return [
    "RECORD",
    "INSTALLER",
    "REQUESTED",
    "WHEEL",
    "direct_url.json",
    "uv_build.json",
    "uv_cache.json",
  ].includes(name);
}

function isMetadata(member: string): boolean {
  return /^[^/]+\.dist-info\/METADATA$/.test(member);
}

/** Whether WHEEL, which names the backend and its version, differs. */
function isAnotherGenerator(installed: Installed, wheel: RehearsedProject["files"]): boolean {
  const member = [...wheel.keys()].find((path) => /^[^/]+\.dist-info\/WHEEL$/.test(path));
  return member !== undefined && installed.files.get(member) !== wheel.get(member)?.sha256;
}

/** What the difference says of the release. */
export function differenceFindings(
  difference: FileDifference,
  cell: Cell,
  project: RehearsedProject,
): readonly Finding[] {
  const { missing, changed, added } = difference;
  const all = [...missing, ...changed, ...added];
  if (all.length === 0) return [];
  const details = { missing: missing.slice(0, 50), changed: changed.slice(0, 50), added: added.slice(0, 50) };
  const told = [
    ...(missing.length > 0 ? [`lacks ${listed(missing)}`] : []),
    ...(changed.length > 0 ? [`has different bytes in ${listed(changed)}`] : []),
    ...(added.length > 0 ? [`has ${listed(added)} in addition`] : []),
  ].join("; ");
  if (cell.artefact === "wheel") {
    return [
      INSTALLED_BYTES_DIFFER.finding({
        subject: all[0] ?? project.name,
        message: `what ${cell.installer} installed from ${project.wheelFile} ${told}`,
        why: "the installed files must be the rehearsed bytes, because otherwise the test says nothing about the release",
        help: "look for members that overwrite each other, or for a RECORD that does not match the archive",
        details,
      }),
    ];
  }
  // What is in both and in no sdist was written by the build, which may note the machine or the time in it.
  const isWritten = changed.length === all.length && changed.every((path) => isMadeByBuild(path, project));
  const code = all.some((path) => path.endsWith(".py") || path.endsWith(".pyi"));
  return [
    WHEEL_FROM_SDIST_DIFFERS.finding({
      severity: isWritten ? "info" : code ? "error" : "warning",
      subject: all[0] ?? project.name,
      message: `the wheel that ${cell.installer} built from the sdist ${told}`,
      ...(isWritten
        ? {
            why: "the build generates this file, differently each time",
            help: "for a reproducible release, generate the file from the sources only",
          }
        : {
            why: `installing from the sdist (on a platform or Python without a wheel, or by a Linux distribution) gives a different package; seen on Python ${minorOf(cell.python.version)}`,
            help: "include every file that the build reads in the sdist (MANIFEST.in or the backend's include list), and let the build read nothing else",
          }),
      details,
    }),
  ];
}

/** Whether no member of the sdist can be this file of the wheel. */
function isMadeByBuild(path: string, { sources }: RehearsedProject): boolean {
  if (sources === null || path.includes(".dist-info/")) return false;
  return !sources.some((member) => member.endsWith(`/${path}`));
}

/** The installer took something else than the rehearsed release. */
export function otherThanRehearsed(cell: Cell, message: string): Finding {
  return INSTALLED_BYTES_DIFFER.finding({
    subject: `${cell.artefact}:source`,
    message,
    help: "look at the installer's output in the record: no other index may offer the rehearsed name",
  });
}
