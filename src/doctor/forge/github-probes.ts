import * as v from "valibot";
import { plural } from "../../text/plural.ts";
import { globToRegExp } from "./ref-pattern.ts";
import type { JobClaims } from "../../trust/job-claims.ts";
import { valueOf } from "../../trust/job-claims.ts";
import { isGitHubRepository } from "../../index-server/oidc/providers/github.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { spellingLine } from "./spelling.ts";
import { REPOSITORY, askAs, type Asked, type ForgeSettings } from "./forge-settings.ts";

const SETUP = "run shipwheel setup github --apply to create it";

const repositorySchema = v.object({ full_name: v.pipe(v.string(), v.regex(REPOSITORY)) });
const environmentsSchema = v.object({
  environments: v.array(
    v.object({
      name: v.string(),
      protection_rules: v.optional(
        v.array(v.object({ type: v.string(), reviewers: v.optional(v.array(v.unknown()), []) })),
        [],
      ),
      deployment_branch_policy: v.nullish(
        v.object({ protected_branches: v.boolean(), custom_branch_policies: v.boolean() }),
      ),
    }),
  ),
});
const rulesetsSchema = v.array(
  v.object({ id: v.number(), name: v.string(), target: v.optional(v.string()), enforcement: v.string() }),
);
const rulesetSchema = v.object({
  conditions: v.nullish(
    v.object({
      ref_name: v.optional(v.object({ include: v.array(v.string()), exclude: v.array(v.string()) })),
    }),
  ),
  rules: v.optional(v.array(v.object({ type: v.string() })), []),
});
const permissionsSchema = v.object({ enabled: v.boolean() });
const workflowSchema = v.object({ default_workflow_permissions: v.string() });
const subjectSchema = v.object({
  use_default: v.boolean(),
  include_claim_keys: v.optional(v.array(v.string()), []),
});
const secretsSchema = v.object({ secrets: v.array(v.object({ name: v.string() })) });

/** An environment of the repository, as far as it protects publishing. */
interface Environment {
  readonly name: string;
  readonly reviewers: number;
  readonly isRestricted: boolean;
}

/** What the publishing jobs and the workflow files say that the settings are held against. */
export interface GitHubExpected {
  readonly jobs: readonly JobClaims[];
  /** Repositories of the recorded publishers. */
  readonly registered: readonly string[];
  /** The tag of a release to come. */
  readonly tag: string;
  /** Texts of all workflow files, by path. */
  readonly workflows: ReadonlyMap<string, string>;
}

/** The settings of a repository on GitHub against what its workflows need. */
export async function githubLines(
  forge: ForgeSettings,
  expected: GitHubExpected,
): Promise<readonly DoctorLine[]> {
  const environments = await environmentsOf(forge);
  const [repository, ...others] = await Promise.all([
    repositoryLine(forge, expected.registered),
    tagLine(forge, expected.tag),
    actionsLine(forge),
    subjectLine(forge),
    secretLines(forge, environments, expected.workflows),
  ]);
  return [...repository, ...environmentLines(environments, expected.jobs), ...others.flat()];
}

async function repositoryLine(
  forge: ForgeSettings,
  registered: readonly string[],
): Promise<readonly DoctorLine[]> {
  const said = { id: "repository", title: "repository" };
  const found = await askAs(forge, "", repositorySchema);
  if ("unknown" in found) return [unknown(said, found.unknown, tokenRemedy(found.status))];
  const name = found.value.full_name;
  if (name.toLowerCase() === forge.repository.toLowerCase())
    return [spellingLine(said, name, registered, isGitHubRepository)];
  return [
    wrong(
      said,
      `${forge.repository} is called ${name} now: the claims contain the new name`,
      `git remote set-url origin https://github.com/${name}.git, and change the publisher on the index`,
    ),
  ];
}

async function environmentsOf(forge: ForgeSettings): Promise<Asked<readonly Environment[]>> {
  const found = await askAs(forge, "environments?per_page=100", environmentsSchema);
  if ("unknown" in found) return found;
  return {
    value: found.value.environments.map((each) => ({
      name: each.name,
      reviewers: each.protection_rules
        .filter(({ type }) => type === "required_reviewers")
        .reduce((sum, { reviewers }) => sum + reviewers.length, 0),
      isRestricted: each.deployment_branch_policy != null,
    })),
  };
}

function environmentLines(
  environments: Asked<readonly Environment[]>,
  jobs: readonly JobClaims[],
): readonly DoctorLine[] {
  const wanted = new Map(
    jobs.flatMap((job) => {
      const name = valueOf(job.fields.environment);
      return name === null ? [] : [[name, job] as const];
    }),
  );
  return Array.from(wanted, ([name, job]) => {
    const said = { id: `environment-${name}`, title: `environment ${name}` };
    if ("unknown" in environments)
      return unknown(said, environments.unknown, tokenRemedy(environments.status));
    const found = environments.value.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      return wrong(said, "does not exist: GitHub creates it at the first run, without any protection", SETUP);
    const { reviewers, isRestricted } = found;
    if (job.index === "pypi" && reviewers === 0 && !isRestricted)
      return wrong(said, "has no reviewers and allows every branch: anyone who can push can publish", SETUP);
    const words = [
      reviewers === 0 ? "no reviewers" : plural(reviewers, "reviewer"),
      isRestricted ? "restricted to chosen branches and tags" : "allows every branch and tag",
    ];
    return ok(said, words.join(", "));
  });
}

async function tagLine(forge: ForgeSettings, tag: string): Promise<readonly DoctorLine[]> {
  const said = { id: "tag-rules", title: "tag rules" };
  const found = await askAs(forge, "rulesets?includes_parents=true&per_page=100", rulesetsSchema);
  if ("unknown" in found) return [unknown(said, found.unknown, tokenRemedy(found.status))];
  const active = found.value.filter(
    ({ target, enforcement }) => target === "tag" && enforcement === "active",
  );
  for (const { id, name } of active) {
    const rule = await askAs(forge, `rulesets/${id}`, rulesetSchema);
    if ("unknown" in rule) return [unknown(said, rule.unknown, tokenRemedy(rule.status))];
    const { include = [], exclude = [] } = rule.value.conditions?.ref_name ?? {};
    const covers = (patterns: readonly string[]): boolean =>
      patterns.some((each) => globToRegExp(each).test(`refs/tags/${tag}`));
    const types = rule.value.rules.map(({ type }) => type);
    if (covers(include) && !covers(exclude) && (types.includes("update") || types.includes("deletion")))
      return [ok(said, `${name} protects ${tag}: ${types.join(", ")}`)];
  }
  return [wrong(said, `no active ruleset protects ${tag}: a release tag can be moved or deleted`, SETUP)];
}

async function actionsLine(forge: ForgeSettings): Promise<readonly DoctorLine[]> {
  const said = { id: "actions", title: "Actions permissions" };
  const [general, tokens] = await Promise.all([
    askAs(forge, "actions/permissions", permissionsSchema),
    askAs(forge, "actions/permissions/workflow", workflowSchema),
  ]);
  if ("unknown" in general) return [unknown(said, general.unknown, tokenRemedy(general.status))];
  if (!general.value.enabled)
    return [wrong(said, "Actions are disabled: no workflow runs", "enable them: Settings, Actions, General")];
  if ("unknown" in tokens) return [unknown(said, tokens.unknown, tokenRemedy(tokens.status))];
  return tokens.value.default_workflow_permissions === "write"
    ? [
        wrong(
          said,
          "every job's token has write permission unless its workflow restricts it",
          "set Workflow permissions to read: Settings, Actions, General",
        ),
      ]
    : [ok(said, "enabled, tokens read by default")];
}

async function subjectLine(forge: ForgeSettings): Promise<readonly DoctorLine[]> {
  const said = { id: "oidc-subject", title: "OIDC subject" };
  const found = await askAs(forge, "actions/oidc/customization/sub", subjectSchema);
  if ("unknown" in found)
    return found.status === 404
      ? [ok(said, "GitHub's own form")]
      : [unknown(said, found.unknown, tokenRemedy(found.status))];
  const { use_default: isDefault, include_claim_keys: keys } = found.value;
  if (isDefault || keys.length === 0) return [ok(said, "GitHub's own form")];
  if (keys.includes("repo")) return [ok(said, `customized (${keys.join(", ")}); it names the repository`)];
  return [
    wrong(
      said,
      `customized (${keys.join(", ")}): an index that compares it with repo:OWNER/NAME answers "Check failed for required claim 'sub'"`,
      `set it back: gh api -X PUT repos/${forge.repository}/actions/oidc/customization/sub -F use_default=true`,
    ),
  ];
}

/** Names that are those of index tokens. */
const TOKEN_NAME = /PYPI|TWINE|UV_PUBLISH|FLIT_PASSWORD|HATCH_INDEX|SHIPWHEEL_TOKEN/;

async function secretLines(
  forge: ForgeSettings,
  environments: Asked<readonly Environment[]>,
  workflows: ReadonlyMap<string, string>,
): Promise<readonly DoctorLine[]> {
  const said = { id: "secrets", title: "stored secrets" };
  const own = await askAs(forge, "actions/secrets?per_page=100", secretsSchema);
  if ("unknown" in own) return [unknown(said, own.unknown, tokenRemedy(own.status))];
  const names = new Map<string, string>(
    own.value.secrets.map(({ name }) => [name, "the repository"] as const),
  );
  for (const { name: environment } of "value" in environments ? environments.value : []) {
    const found = await askAs(
      forge,
      `environments/${encodeURIComponent(environment)}/secrets?per_page=100`,
      secretsSchema,
    );
    if ("value" in found)
      for (const { name } of found.value.secrets) names.set(name, `the environment ${environment}`);
  }
  return judgeSecrets(names, workflows, said);
}

/** The names of stored secrets against their uses in the workflow files. */
export function judgeSecrets(
  names: ReadonlyMap<string, string>,
  workflows: ReadonlyMap<string, string>,
  said: { readonly id: string; readonly title: string },
): readonly DoctorLine[] {
  const texts = [...workflows.values()];
  const isUsed = (name: string): boolean =>
    texts.some((text) => new RegExp(`\\bsecrets\\s*(?:\\.\\s*${name}\\b|\\[\\s*'${name}')`, "i").test(text));
  const inherits = texts.some((text) => /secrets:\s*inherit/.test(text));
  const lines = Array.from(names).flatMap(([name, place]): readonly DoctorLine[] => {
    if (!TOKEN_NAME.test(name) || !/^[A-Z0-9_]+$/.test(name) || isUsed(name)) return [];
    const title = { ...said, id: `secret-${name}` };
    return inherits
      ? [unknown(title, `${name} of ${place}: a workflow passes on all secrets (secrets: inherit)`)]
      : [
          wrong(
            title,
            `${name} of ${place} exists but nothing uses it`,
            `delete it, and revoke the token on the index`,
          ),
        ];
  });
  return lines.length > 0
    ? lines
    : [ok(said, names.size === 0 ? "none" : `${plural(names.size, "name")}, no unused token`)];
}

function tokenRemedy(status: number): string | undefined {
  if (status === 401) return "set GITHUB_TOKEN to a valid token";
  return status === 403 || status === 404
    ? "use a token that can read administration, environments, actions and secrets (fine-grained: all four read-only)"
    : undefined;
}
