import { fault } from "../../findings/fault.ts";

/** A scheme as configured: a name, or a list of which the first that answers wins. */
export type SchemeSetting = unknown;

const MODULES = /^(vcs_versioning\._version_schemes(\._standard|\._towncrier)?|setuptools_scm\.version)$/;

/** The anchor's own functions, which `module:function` may name. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  calver_by_date: "calver-by-date",
  get_local_dirty_tag: "dirty-tag",
  get_local_fail_on_uncommitted_changes: "fail-on-uncommitted-changes",
  get_local_node_and_date: "node-and-date",
  get_local_node_and_timestamp: "node-and-timestamp",
  get_no_local_node: "no-local-version",
  get_no_local_node_strict: "no-local-version-strict",
  guess_next_dev_version: "guess-next-dev",
  no_guess_dev_version: "no-guess-dev",
  only_version: "only-version",
  postrelease_version: "post-release",
  release_branch_semver_version: "semver-pep440-release-branch",
  simplified_semver_version: "semver-pep440",
  version_from_fragments: "towncrier-fragments",
  version_from_fragments_zerover: "towncrier-fragments-zerover",
};

/**
 * The known schemes that a setting names, in order, each once. What names nothing is passed over, as the anchor
 * does; a function of somebody else's Python throws `python-callable` when its turn comes.
 */
export function* namedSchemes<T>(
  key: "version_scheme" | "local_scheme",
  setting: SchemeSetting,
  known: ReadonlyMap<string, T>,
): Generator<{ readonly name: string; readonly scheme: T }> {
  const seen = new Set<unknown>();
  let pending: readonly unknown[] = [setting];
  while (pending.length > 0) {
    const [next, ...others] = pending;
    pending = Array.isArray(next) && !seen.has(next) ? [...(next as readonly unknown[]), ...others] : others;
    if (seen.has(next)) continue;
    seen.add(next);
    if (typeof next !== "string") continue;
    const name = known.has(next) ? next : nameOfFunction(key, next);
    const scheme = name === null ? undefined : known.get(name);
    if (name !== null && scheme !== undefined) yield { name, scheme };
  }
}

function nameOfFunction(key: string, reference: string): string | null {
  const [, module, attribute] = /^([\w.]+):([\w.]+)$/.exec(reference) ?? [];
  if (module === undefined || attribute === undefined) return null;
  if (MODULES.test(module) && Object.hasOwn(FUNCTIONS, attribute)) return FUNCTIONS[attribute] ?? null;
  throw fault("python-callable", { key, value: reference });
}
