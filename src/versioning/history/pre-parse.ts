import { join } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { PreParse } from "../scm/git-settings.ts";
import type { GitCheckout, GitPorts } from "./git-checkout.ts";

type Files = GitPorts["files"];

/** Looks at the checkout before it is described, as `scm.git.pre_parse` says. Throws `shallow`, `submodules-missing`. */
export async function preParse(
  checkout: GitCheckout,
  mode: PreParse,
  files: Files,
  warn: (text: string) => void,
): Promise<void> {
  if (mode === "fail_on_missing_submodules") return refuseMissingSubmodules(checkout, files);
  if (!(await isCut(checkout, files))) return;
  if (mode === "fail_on_shallow") throw fault("shallow", { directory: checkout.root });
  if (mode === "fetch_on_shallow") {
    warn(`${checkout.root} was a shallow clone: the rest of its history was fetched`);
    await checkout
      .work("fetch", "--unshallow", "--filter=blob:none")
      .catch(() => checkout.work("fetch", "--unshallow"));
  } else {
    warn(`${checkout.root} is a shallow clone: the version may be wrong (git fetch --unshallow --tags)`);
  }
}

/** A count of some paths' commits would miss them all. Throws `shallow`. */
export async function refuseShallow(checkout: GitCheckout, files: Files): Promise<void> {
  if (await isCut(checkout, files)) throw fault("shallow", { directory: checkout.root });
}

/** Shallow, and not at a tag where nothing has to be counted. */
async function isCut(checkout: GitCheckout, files: Files): Promise<boolean> {
  const stat = await files.stat(join(checkout.root, ".git", "shallow")).catch(() => null);
  if (stat?.kind !== "file") return false;
  return (await checkout.ask("describe", "--exact-match", "--tags", "HEAD")) === null;
}

async function refuseMissingSubmodules(checkout: GitCheckout, files: Files): Promise<void> {
  if ((await files.stat(join(checkout.root, ".gitmodules"))) === null) return;
  const status = await checkout.ask("submodule", "status");
  if (status === null) return;
  const lines = status.split("\n").map((line) => line.trim());
  const missing = lines.filter((line) => line.startsWith("-")).flatMap((line) => line.split(/\s+/)[1] ?? []);
  if (status === "") missing.push("all that .gitmodules names");
  if (missing.length === 0) return;
  throw fault("submodules-missing", { directory: checkout.root, paths: missing.join(", ") });
}
