import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** AWS CodeArtifact: `/pypi/REPOSITORY/` on a host of its own; the token is a password of the user `aws`. */
export const codeartifact: IndexDialect = {
  ...ORDINARY,
  id: "codeartifact",
  title: "CodeArtifact",
  recognisedBy: "a host with the label `codeartifact`, and a path `/pypi/REPOSITORY`",
  recognises: (url) =>
    url.hostname.split(".").includes("codeartifact") && /^\/pypi\/[^/]+\/?$/.test(url.pathname),
  simpleUrl: (url) => below(url, "simple"),
  tokenUser: "aws",
};
