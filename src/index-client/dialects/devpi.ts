import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** devpi: `/USER/INDEX/`, its project pages below `+simple`. A volatile index puts a new file in an old one's place. */
export const devpi: IndexDialect = {
  ...ORDINARY,
  id: "devpi",
  title: "devpi",
  recognisedBy: "a host named `devpi`",
  recognises: (url) => /(^|\.)devpi\b/.test(url.host),
  answers: ({ headers }) => "x-devpi-api-version" in headers || "x-devpi-server-version" in headers,
  simpleUrl: (url) => below(url, "+simple"),
  overwrites: true,
};
