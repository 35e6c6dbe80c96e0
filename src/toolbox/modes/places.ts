import { join } from "node:path";
import { nameWithExtras } from "../installers/named-requirement.ts";
import type { ModePorts, ModeRequest, ModeTarget } from "./mode.ts";

/** The scripts and the Python of a virtual environment. */
export function venvPlaces(
  environment: string,
  { platform }: Pick<ModePorts["environment"], "platform">,
): { readonly bin: string; readonly python: string } {
  const windows = platform === "win32";
  const bin = join(environment, windows ? "Scripts" : "bin");
  return { bin, python: join(bin, windows ? "python.exe" : "python") };
}

/** `demo[web] @ file:///…/demo-1.0-py3-none-any.whl` (PEP 508). */
export function fileRequirement(
  { extras }: Pick<ModeTarget, "extras">,
  request: Pick<ModeRequest, "project" | "files">,
): string {
  return `${nameWithExtras(extras, request.project.name)} @ ${fileUrl(request.files.wheel)}`;
}

/** A path, with extras as installers take them. */
export function pathWith(path: string, extras: readonly string[]): string {
  return extras.length === 0 ? path : `${path}[${extras.join(",")}]`;
}

function fileUrl(path: string): string {
  const steps = path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return `file://${steps.startsWith("/") ? "" : "/"}${steps.replaceAll("%3A", ":")}`;
}
