import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** JFrog Artifactory: `/artifactory/api/pypi/REPOSITORY`. Who may delete there overwrites by an upload. */
export const artifactory: IndexDialect = {
  ...ORDINARY,
  id: "artifactory",
  title: "Artifactory",
  recognisedBy: "a path that ends in `/api/pypi/REPOSITORY`",
  recognises: (url) => /\/api\/pypi\/[^/]+\/?$/.test(url.pathname),
  answers: ({ headers }) =>
    "x-jfrog-version" in headers ||
    "x-artifactory-id" in headers ||
    /^artifactory\b/i.test(headers["server"] ?? ""),
  simpleUrl: (url) => below(url, "simple"),
  overwrites: true,
};
