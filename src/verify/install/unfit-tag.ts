import { normalizeName } from "../../version/names.ts";
import type { Cell, RehearsedProject } from "../request.ts";

/** The tag of the release's own wheel, when that is why an installer does not take it. */
export function unfitTag(output: string, cell: Cell, project: RehearsedProject): string | null {
  const built =
    /The built wheel `([^`]+)` is not compatible with/.exec(output)?.[1] ??
    /^ERROR: (\S+\.whl) is not a supported wheel on this platform/m.exec(output)?.[1];
  const unfit =
    /Because ([A-Za-z0-9._-]+?)(?:==\S+)? has no (?:usable )?wheels/.exec(output)?.[1] ??
    /satisfies the requirement ([A-Za-z0-9._-]+)[^\n]*\(from versions: none\)/.exec(output)?.[1];
  const isUnfit =
    cell.artefact === "wheel" && unfit !== undefined && normalizeName(unfit) === normalizeName(project.name);
  const file = built ?? (isUnfit ? project.wheelFile : null);
  return file === null
    ? null
    : file
        .replace(/\.whl$/, "")
        .split("-")
        .slice(-3)
        .join("-");
}
