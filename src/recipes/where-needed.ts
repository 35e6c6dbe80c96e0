import { admittedMinors } from "../check/knowledge/python-releases.ts";
import { evaluateMarker, type MarkerEnvironment } from "../version/marker.ts";
import type { Marker } from "../version/requirement.ts";

/** Systems that a recipe may be for, as their interpreters report them. */
const SYSTEMS = [
  { sys_platform: "linux", platform_system: "Linux", os_name: "posix", platform_machine: "x86_64" },
  { sys_platform: "linux", platform_system: "Linux", os_name: "posix", platform_machine: "aarch64" },
  { sys_platform: "darwin", platform_system: "Darwin", os_name: "posix", platform_machine: "arm64" },
  { sys_platform: "darwin", platform_system: "Darwin", os_name: "posix", platform_machine: "x86_64" },
  { sys_platform: "win32", platform_system: "Windows", os_name: "nt", platform_machine: "AMD64" },
] as const;

/** Values of all marker variables for CPython of a minor version. */
export function markerEnvironment(
  python: string,
  system: Readonly<Record<"sys_platform" | "platform_system" | "platform_machine", string>>,
): MarkerEnvironment {
  return {
    os_name: system.sys_platform === "win32" ? "nt" : "posix",
    ...system,
    python_version: python,
    python_full_version: `${python}.0`,
    implementation_name: "cpython",
    implementation_version: `${python}.0`,
    platform_python_implementation: "CPython",
    platform_release: "",
    platform_version: "",
  };
}

/** On how many of the systems and admitted Pythons a marker holds. */
export function whereNeeded(marker: Marker, requiresPython: string | null): "always" | "never" | "sometimes" {
  const minors = (admittedMinors(requiresPython) ?? []).filter((minor) => minor.startsWith("3."));
  const answers = new Set(
    minors.flatMap((minor) =>
      SYSTEMS.map((system) => evaluateMarker(marker, markerEnvironment(minor, system))),
    ),
  );
  if (answers.size !== 1) return "sometimes";
  return answers.has(true) ? "always" : "never";
}
