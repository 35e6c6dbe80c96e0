import { isLoopback } from "../ports/address.ts";
import { normalizeName } from "../version/names.ts";
import type { UploadIndex } from "./target.ts";

/** The page of a release on its index, for people; null where none is known. */
export function projectPage(
  { dialect, uploadUrl }: Pick<UploadIndex, "dialect" | "uploadUrl">,
  { project, version }: { readonly project: string; readonly version: string },
): string | null {
  const address = new URL(uploadUrl);
  const site = dialect.isPyPI && !isLoopback(address) ? dialect.site(address) : null;
  return site === null ? null : `${site}/project/${normalizeName(project)}/${version}/`;
}
