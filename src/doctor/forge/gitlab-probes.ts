import * as v from "valibot";
import { plural } from "../../text/plural.ts";
import { valueOf, type JobClaims } from "../../trust/job-claims.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { REPOSITORY, askAs, type ForgeSettings } from "./forge-settings.ts";
import { globToRegExp } from "./ref-pattern.ts";
import { spellingLine } from "./spelling.ts";

const SETUP = "run shipwheel setup gitlab --apply to create it";
const projectSchema = v.object({
  path_with_namespace: v.pipe(v.string(), v.regex(REPOSITORY)),
  ci_config_path: v.nullish(v.pipe(v.string(), v.regex(/^[^\p{Cc}]*$/u))),
});
const named = v.array(v.object({ name: v.string() }));
const protectedSchema = v.array(
  v.object({ name: v.string(), approval_rules: v.optional(v.array(v.unknown()), []) }),
);
const variablesSchema = v.array(v.object({ key: v.string(), protected: v.optional(v.boolean(), false) }));

/** The settings of a GitLab project against what its pipeline needs. */
export async function gitlabLines(
  forge: ForgeSettings,
  {
    jobs,
    registered,
    tag,
    pipelines,
  }: {
    readonly jobs: readonly JobClaims[];
    readonly registered: readonly string[];
    readonly tag: string;
    readonly pipelines: readonly string[];
  },
): Promise<readonly DoctorLine[]> {
  return (
    await Promise.all([
      projectLine(forge, registered),
      environmentLines(forge, jobs),
      tagLine(forge, tag),
      variableLines(forge, pipelines),
    ])
  ).flat();
}

async function projectLine(
  forge: ForgeSettings,
  registered: readonly string[],
): Promise<readonly DoctorLine[]> {
  const said = { id: "repository", title: "project" };
  const found = await askAs(forge, "", projectSchema);
  if ("unknown" in found) return [unknown(said, found.unknown, tokenRemedy(found.status))];
  const { path_with_namespace: path, ci_config_path: pipeline } = found.value;
  if (path.toLowerCase() !== forge.repository.toLowerCase())
    return [
      wrong(
        said,
        `${forge.repository} is called ${path} now: the claims contain the new name`,
        "git remote set-url origin, and change the publisher on the index",
      ),
    ];
  return pipeline == null || pipeline === "" || pipeline === ".gitlab-ci.yml"
    ? [spellingLine(said, path, registered, (own, claimed) => own === claimed)]
    : [
        wrong(
          said,
          `the pipeline file is ${pipeline}: the publisher must name it`,
          `set Top-level pipeline file path to ${pipeline} on the index`,
        ),
      ];
}

async function environmentLines(
  forge: ForgeSettings,
  jobs: readonly JobClaims[],
): Promise<readonly DoctorLine[]> {
  const wanted = new Set(jobs.flatMap(({ fields }) => valueOf(fields.environment) ?? []));
  if (wanted.size === 0) return [];
  const rules = await askAs(forge, "protected_environments?per_page=100", protectedSchema);
  return Promise.all(
    [...wanted].map(async (name) => {
      const said = { id: `environment-${name}`, title: `environment ${name}` };
      // By name: review apps are environments too, and there may be thousands.
      const found = await askAs(forge, `environments?name=${encodeURIComponent(name)}`, named);
      if ("unknown" in found) return unknown(said, found.unknown, tokenRemedy(found.status));
      if (found.value.length === 0) return wrong(said, "does not exist", SETUP);
      const rule = "value" in rules ? rules.value.find((each) => each.name === name) : undefined;
      if (rule !== undefined)
        return ok(said, `protected, ${plural(rule.approval_rules.length, "approval rule")}`);
      // Without protected environments (the free plan) protected tags decide who releases.
      return ok(said, "unknown" in rules ? "exists" : "exists, not protected");
    }),
  );
}

async function tagLine(forge: ForgeSettings, tag: string): Promise<readonly DoctorLine[]> {
  const said = { id: "tag-rules", title: "protected tags" };
  const found = await askAs(forge, "protected_tags?per_page=100", named);
  if ("unknown" in found) return [unknown(said, found.unknown, tokenRemedy(found.status))];
  const rule = found.value.find(({ name }) => globToRegExp(name).test(tag));
  return rule === undefined
    ? [wrong(said, `no protected tag covers ${tag}: anyone who can push can release`, SETUP)]
    : [ok(said, `${rule.name} is protected`)];
}

async function variableLines(
  forge: ForgeSettings,
  pipelines: readonly string[],
): Promise<readonly DoctorLine[]> {
  const said = { id: "secrets", title: "CI variables" };
  const found = await askAs(forge, "variables?per_page=100", variablesSchema);
  if ("unknown" in found) return [unknown(said, found.unknown, tokenRemedy(found.status))];
  const unused = found.value.filter(
    ({ key }) =>
      /PYPI|TWINE|UV_PUBLISH|SHIPWHEEL_TOKEN/.test(key) && !pipelines.some((text) => text.includes(key)),
  );
  if (unused.length === 0) return [ok(said, `${plural(found.value.length, "name")}, no unused token`)];
  return unused.map(({ key }) =>
    wrong(
      { ...said, id: `secret-${key}` },
      `${key} exists but nothing uses it`,
      "delete it, and revoke the token on the index",
    ),
  );
}

function tokenRemedy(status: number): string | undefined {
  if (status === 401) return "set GITLAB_TOKEN to a valid token";
  return status === 403 || status === 404 ? "use a maintainer's token with the scope read_api" : undefined;
}
