import { chooseTarget } from "../../publish/choose-target.ts";
import { credentialSets } from "../../publish/credentials/choose-credentials.ts";
import { isFor } from "../../publish/credentials/credential-set.ts";
import { tokenScope } from "../../publish/credentials/token-scope.ts";
import { missingIdentity } from "../../publish/identity/providers.ts";
import { normalizeName } from "../../version/names.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type Probe } from "../probe.ts";

/** The API tokens at hand, decoded offline: what each may do. And, in CI, whether the job has its identity. */
export const tokens: Probe = defineProbe({
  id: "token",
  title: "API token",
  async run({ config, project, jobs, ports }) {
    const lacks = await missingIdentity(ports);
    const identity =
      lacks === null
        ? []
        : [
            wrong(
              { id: "identity", title: "identity" },
              lacks,
              "--auth token publishes with a token on purpose",
            ),
          ];
    const target = chooseTarget(config.publish.index, config.publish);
    const sets = (await credentialSets(target, ports)).filter(
      (set) => set.secret !== null && isFor(set, target),
    );
    const lines = sets.map(({ secret, source }): DoctorLine => {
      const said = { id: "token", title: "API token" };
      const scope = secret === null ? null : tokenScope(secret);
      if (scope === null)
        return secret?.reveal().trim().startsWith("pypi-") === true
          ? unknown(
              said,
              `${source}: not a whole PyPI token`,
              `copy it again, or create a new one on ${target.title}`,
            )
          : unknown(said, `${source}: not a PyPI token, so its scope is unknown`);
      if (scope.expires !== null && scope.expires < ports.clock.now())
        return wrong(
          said,
          `${source}: expired on ${scope.expires.toISOString().slice(0, 10)}`,
          `create a new token on ${target.title}`,
        );
      if (scope.kind === "user")
        return wrong(
          said,
          `${source}: valid for every project of the account`,
          jobs.length > 0
            ? `delete it: the workflow publishes by trusted publishing`
            : `create a token for ${project} only, or use trusted publishing, which needs no token`,
        );
      const others = scope.projects.filter((each) => normalizeName(each) !== normalizeName(project));
      if (scope.kind === "project" && scope.projects.length > 0 && others.length === scope.projects.length)
        return wrong(
          said,
          `${source}: valid for ${others.join(", ")}, not for ${project}`,
          `create a token for ${project}`,
        );
      if (scope.kind === "publisher") return ok(said, `${source}: of a trusted publisher, valid for minutes`);
      if (scope.kind === "unknown")
        return unknown(said, `${source}: a PyPI token whose restrictions cannot be read`);
      return scope.projects.length === 0
        ? unknown(said, `${source}: valid only for projects that it names by ID`)
        : ok(said, `${source}: valid for ${scope.projects.join(", ")}`);
    });
    return [...identity, ...lines];
  },
});
