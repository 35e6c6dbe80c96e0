import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** JFrog Artifactory: `/artifactory/api/pypi/REPOSITORY`. Who may delete there overwrites by an upload. */
export const artifactory: IndexDialect = {
  ...ORDINARY,
  id: "artifactory",
  title: "Artifactory",
  recognisedBy: "a path that ends in `/api/pypi/REPOSITORY`",
  recognises: (url) => /\/api\/pypi\/[^/]+\/?$/.test(url.pathname),
  simpleUrl: (url) => below(url, "simple"),
  alreadyThere: (status, message) =>
    status === 409 || (status === 403 && /overwrite artifact/i.test(message)),
  overwrites: true,
};
