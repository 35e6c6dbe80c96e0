import { fault } from "../findings/fault.ts";
import { parseTomlFile } from "../tree/formats/toml-file.ts";
import { normalizeName } from "../version/names.ts";
import type { AuditedPackage } from "./audited-package.ts";

/** Pins in one file; a real one has some hundreds. */
const MOST_PINS = 20_000;

/** Whether a name is that of a lock file that can be audited. */
export function isLockFile(name: string): boolean {
  return /^(uv\.lock|pylock(\.[^.]+)?\.toml|[^/]*requirements[^/]*\.(txt|lock)|[^/]*\.requirements)$/i.test(
    name,
  );
}

/** The packages that a lock file pins. Throws `config/unreadable` where it pins nothing. */
export function readLockFile(file: string, bytes: Uint8Array): readonly AuditedPackage[] {
  const found =
    file.endsWith(".txt") || !/\.(lock|toml)$/.test(file) ? fromLines(bytes) : fromToml(file, bytes);
  if (found.length === 0 || found.length > MOST_PINS) {
    const reason =
      found.length === 0 ? "it pins no package (NAME==VERSION)" : `it has more than ${MOST_PINS} pins`;
    throw fault("config/unreadable", { file, reason });
  }
  const each = new Map(
    found.map(([name, version]) => [
      `${normalizeName(name)} ${version}`,
      { name: normalizeName(name), version, extras: [] },
    ]),
  );
  return [...each.values()];
}

function fromLines(bytes: Uint8Array): readonly (readonly [string, string])[] {
  const text = new TextDecoder().decode(bytes);
  return text.split(/\r?\n/).flatMap((line): readonly (readonly [string, string])[] => {
    const pin = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*={2,3}\s*([^\s;,\\#]+)/.exec(line);
    return pin === null ? [] : [[pin[1] ?? "", pin[2] ?? ""]];
  });
}

/** uv.lock has `[[package]]`, pylock.toml (PEP 751) `[[packages]]`. */
function fromToml(file: string, bytes: Uint8Array): readonly (readonly [string, string])[] {
  const { value } = parseTomlFile(file, bytes);
  const listed = value["package"] ?? value["packages"];
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((each: unknown): readonly (readonly [string, string])[] => {
    const { name, version, source } = (each ?? {}) as Readonly<Record<string, unknown>>;
    const place = (source ?? {}) as Readonly<Record<string, unknown>>;
    // The project itself and its workspace are no dependencies.
    const isOwn = ["editable", "virtual", "directory"].some((kind) => kind in place);
    return typeof name === "string" && typeof version === "string" && !isOwn ? [[name, version]] : [];
  });
}
