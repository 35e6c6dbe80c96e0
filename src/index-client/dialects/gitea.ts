import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** The package registry of Gitea and Forgejo: `/api/packages/OWNER/pypi`. */
export const gitea: IndexDialect = {
  ...ORDINARY,
  id: "gitea",
  title: "the package registry of Gitea or Forgejo",
  recognisedBy: "a path that ends in `/api/packages/OWNER/pypi`",
  recognises: (url) => /\/api\/packages\/[^/]+\/pypi\/?$/.test(url.pathname),
  answers: ({ headers }) => /\b(?:i_like_gitea|i_like_forgejo)=/.test(headers["set-cookie"] ?? ""),
  simpleUrl: (url) => below(url, "simple"),
};
