import { normalizeName } from "../../version/names.ts";
import type { DriverError } from "../driver/records.ts";
import { editDistance } from "../../text/nearest.ts";
import type { RehearsedProject } from "../request.ts";
import { isOurs, topOf, type FirstPartyModule } from "./modules.ts";
import { lastLine, raiser } from "./traceback.ts";

/** The release that the code belongs to. */
interface Release {
  readonly project: Pick<RehearsedProject, "name">;
  readonly modules: ReadonlyMap<string, FirstPartyModule>;
}

/** A bug that everybody meets who imports the module, whatever is installed beside it. */
export type OwnBug = "name" | "attribute" | "metadata" | "raise";

/** Names that a host gives to the code that it runs: IPython, Databricks, Blender. */
const HOST_NAMES: ReadonlySet<string> = new Set(
  "get_ipython display dbutils spark sc sqlContext __IPYTHON__ reveal_type unreachable".split(" "),
);

/** How a module says that it is gone, or what it is for. */
const REFUSAL =
  /\b(?:remov|mov|deprecat|renam|replac|discontinu|obsolete|instead|install|support|requir|need|only)/i;

const PLAIN_TYPES: ReadonlySet<string> = new Set(
  "AssertionError Exception KeyError OSError RuntimeError SystemError TypeError ValueError".split(" "),
);

/** The bug of the module's own code that the failure shows for certain; null when it may depend on circumstances. */
export function ownBug(error: DriverError, context: Release): OwnBug | null {
  const [first] = error.chain;
  if (first === undefined) return null;
  if (first.type === "PackageNotFoundError")
    return isOwnName(first.message.split(" ").at(-1) ?? "", context) ? "metadata" : null;
  if (error.chain.length > 1) return null;
  if (first.type === "NameError" && error.unbound === true) {
    const name = /^name '(\w+)'/.exec(first.message)?.[1] ?? "";
    return HOST_NAMES.has(name) ? null : "name";
  }
  const attribute = /^module '([\w.]+)' has no attribute/.exec(first.message)?.[1];
  if (first.type === "AttributeError" && attribute !== undefined)
    return isOurs(attribute, context.modules) ? "attribute" : null;
  const raises = error.unconditional === true && /^raise\b/.test(lastLine(error.trace));
  const isHere = raiser(error) === error.frame?.file;
  return raises && isHere && PLAIN_TYPES.has(first.type) && !REFUSAL.test(first.message) ? "raise" : null;
}

/** Whether a distribution's name that has no metadata was meant to be the release's own. */
function isOwnName(name: string, { project, modules }: Release): boolean {
  const [asked, own] = [name, project.name].map((each) => normalizeName(each).replaceAll("-", ""));
  if (asked === undefined || own === undefined || asked === "") return false;
  if (isOurs(name, modules) || modules.has(topOf(name.replaceAll("-", "_")))) return true;
  return editDistance(asked, own) <= Math.min(2, own.length / 4);
}
