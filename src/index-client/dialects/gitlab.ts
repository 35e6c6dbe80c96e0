import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** GitLab's package registry: `/api/v4/projects/ID/packages/pypi`. */
export const gitlab: IndexDialect = {
  ...ORDINARY,
  id: "gitlab",
  title: "GitLab's package registry",
  recognisedBy: "a path that ends in `/api/v4/projects/ID/packages/pypi`",
  recognises: (url) => /\/api\/v4\/(?:projects|groups)\/[^/]+(?:\/-)?\/packages\/pypi\/?$/.test(url.pathname),
  answers: ({ headers }) => "x-gitlab-meta" in headers,
  simpleUrl: (url) => below(url, "simple"),
  alwaysSent: ["requires_python"],
};
