import { resolve } from "node:path";
import { parseBaseline } from "../engine/baseline.ts";
import type { Config } from "../../config/schema.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { CheckRequest } from "./check-paths.ts";

/** The flags of `shipwheel check` that decide what is found, in camelCase. */
export interface CheckOptions {
  /** Run only these rules: codes, families (`P`) or names; `all` with those that are off by default. */
  readonly select?: readonly string[] | undefined;
  /** Also run these rules. */
  readonly extendSelect?: readonly string[] | undefined;
  /** Do not run these rules. */
  readonly ignore?: readonly string[] | undefined;
  /** The kind of index; default: as configured. */
  readonly target?: Config["target"] | undefined;
  /** Refuse a directory that is not a git repository. */
  readonly requireGit?: boolean | undefined;
  /** Look up the project on the configured index. */
  readonly online?: boolean | undefined;
  /** Whether the project is on PyPI already. */
  readonly existing?: boolean | undefined;
  /** Never fetch tools. */
  readonly offline?: boolean | undefined;
  /** Load the plugins that the configuration names: they run as your own code. */
  readonly plugins?: boolean | undefined;
  /** A file of findings to leave out. */
  readonly baseline?: string | undefined;
  /** Apply safe fixes. */
  readonly fix?: boolean | undefined;
  /** Only decide what `fix` would change. */
  readonly diff?: boolean | undefined;
  /** With `fix` or `diff`: also fixes that need review. */
  readonly unsafeFixes?: boolean | undefined;
}

/** The request that options stand for; what `base` is to places, it is to the baseline. Throws `usage/no-baseline`. */
export async function checkRequest(
  paths: readonly string[],
  base: string,
  options: CheckOptions,
  ports: Pick<Ports, "files">,
): Promise<CheckRequest> {
  const { select = [], extendSelect = [], ignore = [], target, existing, baseline } = options;
  const offline = options.offline === true;
  const fixes = options.fix === true || options.diff === true;
  return {
    paths,
    base,
    allowNoGit: options.requireGit !== true,
    select,
    extendSelect,
    ignore,
    ...(target === undefined ? {} : { target }),
    online: options.online === true && !offline,
    ...(existing === undefined ? {} : { existing }),
    offline,
    plugins: options.plugins === true,
    ...(fixes ? { fix: options.unsafeFixes === true ? ("all" as const) : ("safe" as const) } : {}),
    ...(baseline === undefined ? {} : { baseline: await readBaseline(baseline, base, ports) }),
  };
}

async function readBaseline(
  file: string,
  base: string,
  { files }: Pick<Ports, "files">,
): Promise<NonNullable<CheckRequest["baseline"]>> {
  const text = await files.readText(resolve(base, file)).catch((error: unknown) => {
    throw fault("usage/no-baseline", { file, reason: (error as { code?: string }).code ?? "unreadable" });
  });
  const entries = parseBaseline(text);
  if (entries === null) throw fault("usage/no-baseline", { file, reason: "it is none" });
  return { file, entries };
}
