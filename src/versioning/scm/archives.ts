import { fault } from "../../findings/fault.ts";
import { readHeaders } from "./headers.ts";
import { parseDescribe } from "./describe.ts";
import { pythonRepr } from "./python-text.ts";
import type { ScmVersion } from "./scm-version.ts";
import { versionOfTag, type TagRules } from "./tag-match.ts";
import { readTagVersion, type TagVersion } from "./tag-version.ts";

/** What a found version is completed with. */
export interface StateContext {
  readonly rules: TagRules;
  readonly time: Date;
  readonly warn: (text: string) => void;
}

/** A state of the given tag with nothing else known; `facts` replace what is known. */
export function stateOf(
  tag: TagVersion,
  context: Pick<StateContext, "time">,
  facts: Partial<ScmVersion> = {},
): ScmVersion {
  return {
    tag,
    tagName: null,
    distance: 0,
    node: null,
    dirty: false,
    branch: null,
    nodeDate: null,
    preformatted: false,
    time: context.time,
    ...facts,
  };
}

/** The version of the nearest tag. Throws `tag-unparsable`. */
export function versionOfNearestTag(tag: string, { rules, warn }: StateContext): TagVersion {
  const version = versionOfTag(tag, rules, warn);
  if (version !== null) return version;
  throw fault(
    "tag-unparsable",
    { tag: pythonRepr(tag), regex: rules.regex.source, prefix: rules.prefix },
    { details: { tag } },
  );
}

/** A text that is printed as it is. Throws `invalid-version` naming where it stands. */
export function preformattedState(
  text: string,
  where: string,
  context: Pick<StateContext, "time">,
): ScmVersion {
  const tag = readTagVersion(text, false);
  if (tag === null) throw fault("invalid-version", { version: pythonRepr(text), where });
  return stateOf(tag, context, { preformatted: true });
}

/** The state that `git archive` wrote into `.git_archival.txt`; null when it wrote nothing of use. */
export function stateOfGitArchive(text: string, context: StateContext): ScmVersion | null {
  const fields = readHeaders(text);
  const describe = fields.get("describe-name");
  if (describe === undefined || describe.includes("%(describe")) {
    context.warn(".git_archival.txt has no description by git describe");
  } else if (describe !== "") {
    const { tag, distance, node } = parseDescribe(describe);
    return stateOf(versionOfNearestTag(tag, context), context, { tagName: tag, distance, node });
  }
  for (const [tag] of (fields.get("ref-names") ?? "").matchAll(REFERRED_TAG)) {
    const version = versionOfTag(tag, context.rules, context.warn);
    if (version !== null) return stateOf(version, context, { tagName: tag });
  }
  const node = fields.get("node");
  if (node === undefined) return null;
  if (node.toUpperCase().includes("$FORMAT")) {
    context.warn(
      ".git_archival.txt was not filled in: .gitattributes lacks export-subst, or no archive was made",
    );
    return null;
  }
  return stateOf(versionOfNearestTag("0.0", context), context, { node });
}

/** `tag: v1.0` in a list of references: up to a comma, and to the end of the last word. */
const REFERRED_TAG =
  /(?<=(?<![\p{L}\p{N}_])tag: )[^,]+(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))/gu;

/** The state that Mercurial wrote into `.hg_archival.txt`. */
export function stateOfHgArchive(text: string, context: StateContext): ScmVersion {
  const fields = readHeaders(text);
  const hash = fields.get("node") ?? "";
  const node = hash === "" ? "" : `h${hash}`;
  const tag = fields.get("tag");
  if (tag !== undefined) return stateOf(versionOfNearestTag(tag, context), context, { tagName: tag });
  const latest = fields.get("latesttag");
  if (latest === undefined) {
    const zero = readTagVersion("0.0", context.rules.normalize);
    return stateOf(zero ?? versionOfNearestTag("0.0", context), context, { node });
  }
  return stateOf(versionOfNearestTag(latest, context), context, {
    tagName: latest,
    distance: Number(fields.get("latesttagdistance") ?? 0),
    node,
    branch: fields.get("branch") ?? null,
  });
}

/** The version that an sdist's PKG-INFO states; null when it states none. Throws `invalid-version`. */
export function stateOfPkgInfo(text: string, context: Pick<StateContext, "time">): ScmVersion | null {
  const version = readHeaders(text).get("Version") ?? "UNKNOWN";
  return version === "UNKNOWN" ? null : preformattedState(version, "Version in PKG-INFO", context);
}

/** The state that setuptools-scm left in `*.egg-info/scm_version.json`; null when it cannot be read. */
export function stateOfEggInfo(text: string, context: StateContext): ScmVersion | null {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(text) as Record<string, unknown>;
  } catch {
    data = {};
  }
  const { tag, distance, node, dirty, branch, node_date: nodeDate } = data;
  const version = typeof tag === "string" ? readTagVersion(tag, context.rules.normalize) : null;
  const count = typeof distance === "string" || typeof distance === "number" ? Number(distance) : Number.NaN;
  if (version === null || !Number.isFinite(count)) {
    context.warn("scm_version.json cannot be read");
    return null;
  }
  return stateOf(version, context, {
    distance: Math.trunc(count),
    node: textOrNull(node),
    dirty: Boolean(dirty),
    branch: textOrNull(branch),
    nodeDate: typeof nodeDate === "string" && /^\d{4}-\d{2}-\d{2}$/.test(nodeDate) ? nodeDate : null,
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
