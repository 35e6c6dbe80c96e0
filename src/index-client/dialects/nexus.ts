import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** Sonatype Nexus: `/repository/NAME/`. A repository of the policy "allow redeploy" overwrites. */
export const nexus: IndexDialect = {
  ...ORDINARY,
  id: "nexus",
  title: "Nexus",
  recognisedBy: "a path that ends in `/repository/NAME`",
  recognises: (url) => /\/repository\/[^/]+\/?$/.test(url.pathname),
  answers: ({ headers }) => /^nexus\//i.test(headers["server"] ?? ""),
  simpleUrl: (url) => below(url, "simple"),
  overwrites: true,
};
