import { Address } from "../../ports/address.ts";
import { Secret } from "../../ports/secret.ts";
import { asVariable, type AskedIndex, type CredentialSet } from "./credential-set.ts";

type Variables = Readonly<Record<string, string>>;

/** The variables of one tool. */
interface ToolVariables {
  /** Holds an address or a name. */
  readonly place: readonly string[];
  readonly user: string;
  readonly password: string;
  /** A token that needs no user. */
  readonly token?: string;
  /** Whether the tool takes `__token__` where no user is said. */
  readonly tokenByDefault?: boolean;
  /** What the tool calls the public indexes. */
  readonly names?: Readonly<Record<string, string>>;
}

/** By what tools are told where to upload and as whom, in the order in which they count. */
const TOOLS: readonly ToolVariables[] = [
  {
    place: ["UV_PUBLISH_URL", "UV_PUBLISH_INDEX"],
    user: "UV_PUBLISH_USERNAME",
    password: "UV_PUBLISH_PASSWORD",
    token: "UV_PUBLISH_TOKEN",
  },
  { place: ["TWINE_REPOSITORY_URL", "TWINE_REPOSITORY"], user: "TWINE_USERNAME", password: "TWINE_PASSWORD" },
  {
    place: ["HATCH_INDEX_REPO"],
    user: "HATCH_INDEX_USER",
    password: "HATCH_INDEX_AUTH",
    tokenByDefault: true,
    names: { main: "pypi", test: "testpypi" },
  },
  { place: ["FLIT_INDEX_URL"], user: "FLIT_USERNAME", password: "FLIT_PASSWORD" },
  { place: ["PDM_PUBLISH_REPO"], user: "PDM_PUBLISH_USERNAME", password: "PDM_PUBLISH_PASSWORD" },
];

/** `SHIPWHEEL_TOKEN_MY_INDEX` for the index `my-index`; for a bare address the plain variable. */
export function tokenVariable(index: string): string {
  return index.includes("://") ? "SHIPWHEEL_TOKEN" : `SHIPWHEEL_TOKEN_${asVariable(index)}`;
}

/** What the variables say for an index, of shipwheel first. */
export function variableSets(variables: Variables, { name }: AskedIndex): readonly CredentialSet[] {
  const own = [...new Set([tokenVariable(name), "SHIPWHEEL_TOKEN"])].flatMap((source) =>
    textOf(variables, source) === null ? [] : [tokenSet(variables, source, null, null)],
  );
  const [uv, ...others] = TOOLS.map((tool) => toolSets(variables, tool));
  return [
    ...own,
    ...(uv ?? []),
    ...namedSets(variables, "UV_INDEX_", ""),
    ...(others[0] ?? []),
    ...poetrySets(variables),
    ...others.slice(1).flat(),
    ...gitlabJob(variables),
  ];
}

/** Where the variables of one tool say that uploads go. */
export interface NamedPlace {
  readonly place: string;
  /** The variable. */
  readonly source: string;
}

/** The places that the variables of tools name, in the order in which the tools count. */
export function placesOfVariables(variables: Variables): readonly NamedPlace[] {
  return TOOLS.flatMap(({ place, names = {} }) => {
    const source = place.find((each) => textOf(variables, each) !== null);
    if (source === undefined) return [];
    const text = textOf(variables, source) ?? "";
    return { place: Address.parse(text)?.url ?? names[text] ?? text, source };
  });
}

function toolSets(variables: Variables, tool: ToolVariables): readonly CredentialSet[] {
  const placeSource = tool.place.find((each) => textOf(variables, each) !== null) ?? "";
  const text = textOf(variables, placeSource);
  const address = text !== null && text.includes("://") ? Address.parse(text) : null;
  const name = text === null || address !== null ? null : (tool.names?.[text] ?? text);
  const url = address?.url ?? null;
  const token =
    tool.token === undefined || textOf(variables, tool.token) === null
      ? []
      : [{ ...tokenSet(variables, tool.token, url, name), placeSource }];
  const user = textOf(variables, tool.user) ?? address?.user ?? null;
  const said = textOf(variables, tool.password);
  const secret = said === null ? (address?.password ?? null) : new Secret(said);
  if (user === null && secret === null && url === null && name === null) return token;
  const set: CredentialSet = {
    source: secret === null ? tool.user : said === null ? placeSource : tool.password,
    url,
    name,
    placeSource,
    user,
    secret,
    userSource: tool.user,
    secretSource: tool.password,
    isToken: tool.tokenByDefault === true,
  };
  return [...token, set];
}

function tokenSet(
  variables: Variables,
  source: string,
  url: string | null,
  name: string | null,
): CredentialSet {
  const text = textOf(variables, source);
  return {
    source,
    url,
    name,
    placeSource: "",
    user: null,
    secret: text === null ? null : new Secret(text),
    userSource: "",
    secretSource: source,
    isToken: true,
  };
}

/** `PREFIX_NAME_USERNAME` and `PREFIX_NAME_PASSWORD`, for every name that is there. */
function namedSets(variables: Variables, prefix: string, addressSuffix: string): readonly CredentialSet[] {
  const pattern = new RegExp(`^${prefix}(.+)_(?:USERNAME|PASSWORD)$`);
  const names = new Set(Object.keys(variables).flatMap((each) => pattern.exec(each)?.[1] ?? []));
  return [...names].flatMap((name) => {
    const userSource = `${prefix}${name}_USERNAME`;
    const secretSource = `${prefix}${name}_PASSWORD`;
    const [user, secret] = [textOf(variables, userSource), textOf(variables, secretSource)];
    if (user === null && secret === null) return [];
    const placeSource = addressSuffix === "" ? "" : `POETRY_REPOSITORIES_${name}${addressSuffix}`;
    const url = Address.parse(textOf(variables, placeSource) ?? "")?.url ?? null;
    return {
      source: secret === null ? userSource : secretSource,
      url,
      name: url === null ? name : null,
      placeSource,
      user,
      secret: secret === null ? null : new Secret(secret),
      userSource,
      secretSource,
      isToken: false,
    };
  });
}

function poetrySets(variables: Variables): readonly CredentialSet[] {
  const tokens = Object.keys(variables).flatMap((source) => {
    const name = /^POETRY_PYPI_TOKEN_(.+)$/.exec(source)?.[1];
    if (name === undefined || textOf(variables, source) === null) return [];
    const address = Address.parse(textOf(variables, `POETRY_REPOSITORIES_${name}_URL`) ?? "");
    return tokenSet(variables, source, address?.url ?? null, address === null ? name : null);
  });
  return [...tokens, ...namedSets(variables, "POETRY_HTTP_BASIC_", "_URL")];
}

/** A job of GitLab CI may write to the package registry of its own instance, and to nothing else. */
function gitlabJob(variables: Variables): readonly CredentialSet[] {
  const token = textOf(variables, "CI_JOB_TOKEN");
  const api = textOf(variables, "CI_API_V4_URL");
  const project = textOf(variables, "CI_PROJECT_ID");
  if (token === null || api === null || project === null) return [];
  return [
    {
      source: "CI_JOB_TOKEN",
      url: `${api.replace(/\/+$/, "")}/projects/${project}/packages/pypi`,
      name: null,
      placeSource: "CI_API_V4_URL",
      user: "gitlab-ci-token",
      secret: new Secret(token),
      userSource: "",
      secretSource: "CI_JOB_TOKEN",
      isToken: false,
    },
  ];
}

/** Null: not set, or empty, as a CI system sets a secret that a fork may not see. */
function textOf(variables: Variables, name: string): string | null {
  const text = (variables[name] ?? "").trim();
  return text === "" ? null : text;
}
