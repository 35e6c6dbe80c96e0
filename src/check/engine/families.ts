/** A family of codes: its heading, and its page below `docs/rules`. */
export interface Family {
  readonly title: string;
  readonly page: string;
}

/** By the letter that the codes begin with, those of the stages among them. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  A: { title: "Archives", page: "archives" },
  B: { title: "Building (observed, not predicted)", page: "building" },
  C: { title: "Licenses", page: "licenses" },
  D: { title: "Description", page: "description" },
  E: { title: "Entry points", page: "entry-points" },
  F: { title: "Project files", page: "project-files" },
  G: { title: "Agreement", page: "agreement" },
  H: { title: "The changelog", page: "changelog" },
  I: { title: "Installing, importing, running (observed)", page: "installing" },
  J: { title: "Recipes and images", page: "recipes" },
  K: { title: "Packages and files", page: "packages" },
  L: { title: "Leaks", page: "leaks" },
  M: { title: "Metadata", page: "metadata" },
  N: { title: "Names and versions", page: "names" },
  P: { title: "Dependencies", page: "dependencies" },
  Q: { title: "The audit", page: "audit" },
  R: { title: "RECORD and WHEEL", page: "record" },
  S: { title: "Settings of the check", page: "settings" },
  T: { title: "Platform tags", page: "platform-tags" },
  U: { title: "Uploading (observed)", page: "uploading" },
  V: { title: "Version control", page: "version-control" },
  W: { title: "Workflows", page: "workflows" },
  X: { title: "Attestations", page: "attestations" },
  Y: { title: "Reproducibility", page: "reproducibility" },
};

/** Where the documentation explains a code, from the root of the repository. */
export function pageOf(code: string): string {
  const family = FAMILIES[code.charAt(0)];
  if (family === undefined) throw new Error(`no rule family has the letter of ${code}`);
  return `docs/rules/${family.page}.md#${code.toLowerCase()}`;
}
