import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { TOKEN_SECRET } from "./private-index.ts";
import { mainIndex, packageSuffix, type WorkflowFacts } from "./facts.ts";

/** A trusted publisher as an index wants it registered; with `secret`: the token that the environment needs instead. */
export interface PublisherRow {
  readonly secret?: string;
  readonly index: string;
  readonly project: string;
  readonly workflow: string;
  readonly environment: string;
}

/** What has to be registered before the first run of the generated workflows can publish. */
export function publishersOf(host: "github" | "gitlab", facts: WorkflowFacts): readonly PublisherRow[] {
  const { environments, testpypi } = facts.settings;
  const own = packageSuffix(facts);
  const main = host === "github" ? `release${own}.yml` : ".gitlab-ci.yml";
  const row = (index: "pypi" | "testpypi", workflow: string): PublisherRow => ({
    index: ENDPOINTS[index].title,
    project: facts.project,
    workflow,
    environment: environments[index],
  });
  const stored = facts.privateIndexes.map(({ name }) => ({
    index: name,
    project: facts.project,
    workflow: main,
    environment: name,
    secret: TOKEN_SECRET,
  }));
  if (mainIndex(facts) !== null) return stored;
  return [
    ...stored,
    row("pypi", main),
    ...(testpypi ? [row("testpypi", main)] : []),
    ...(testpypi && host === "github" ? [row("testpypi", `publish-testpypi${own}.yml`)] : []),
  ];
}
