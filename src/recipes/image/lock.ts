import { parseFileName } from "../../distribution/file-names.ts";
import { evaluateMarker, formatMarker } from "../../version/marker.ts";
import type { ResolvedRequirement } from "../resolve.ts";
import { markerEnvironment } from "../where-needed.ts";

/** Machines that the image may be built for. */
const MACHINES = ["x86_64", "aarch64"] as const;

/** A requirements file with hashes for Linux; `missing`: dependencies without a wheel for it. */
export function imageLock(
  own: { readonly requirement: string; readonly digests: readonly string[] },
  resolved: readonly ResolvedRequirement[],
  python: string,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  if (own.digests.length === 0) missing.push(own.requirement);
  const lines = own.digests.length === 0 ? [] : [entry(own.requirement, own.digests)];
  for (const each of resolved) {
    const holds = new Set(MACHINES.map((machine) => isNeeded(each, python, machine)));
    if (!holds.has(true)) continue;
    const digests = each.wheels.filter(({ url }) => isForLinux(fileNameOf(url))).map(({ sha256 }) => sha256);
    const requirement = `${each.name}==${each.version}`;
    if (digests.length === 0) missing.push(requirement);
    const isConditional = each.marker !== null && holds.has(false);
    const marker = isConditional && each.marker !== null ? ` ; ${formatMarker(each.marker)}` : "";
    if (digests.length > 0) lines.push(entry(requirement + marker, digests));
  }
  return { text: `${lines.join("\n")}\n`, missing };
}

function entry(requirement: string, digests: readonly string[]): string {
  return [requirement, ...[...digests].sort().map((digest) => `    --hash=sha256:${digest}`)].join(" \\\n");
}

function isNeeded({ marker }: ResolvedRequirement, python: string, machine: string): boolean {
  const system = { sys_platform: "linux", platform_system: "Linux", platform_machine: machine };
  return marker === null || evaluateMarker(marker, markerEnvironment(python, system));
}

function fileNameOf(url: string): string {
  return decodeURIComponent(url.split(/[?#]/)[0]?.split("/").at(-1) ?? "");
}

function isForLinux(fileName: string): boolean {
  const parsed = parseFileName(fileName);
  return parsed.kind === "wheel" && /(?:^|\.)(?:any|(?:many|musl)?linux)/.test(parsed.platformTag);
}
