import type { Config } from "../../config/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import type { CheckRequest } from "./check-paths.ts";
import { readBaseline } from "./read-baseline.ts";

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
  /** A file of findings to leave out; default: as `check.baseline` says. */
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
