import { ORDINARY, replacedEnd, type IndexDialect } from "./dialect.ts";

/** Pulp: uploads to `/pypi/DISTRIBUTION/legacy/`, pages at its neighbour `simple/`. */
export const pulp: IndexDialect = {
  ...ORDINARY,
  id: "pulp",
  title: "Pulp",
  recognisedBy: "a path `/pypi/DISTRIBUTION/legacy`",
  recognises: (url) => /\/pypi\/.+\/(?:legacy|simple)\/?$/.test(url.pathname),
  simpleUrl: (url) => replacedEnd(url, "legacy", "simple"),
};
