import { nodePorts } from "../../src/adapters/node-ports.ts";
import { DIALECTS } from "../../src/index-client/dialects/registry.ts";
import { Fault } from "../../src/findings/fault.ts";
import { chooseCredentials } from "../../src/publish/credentials/choose-credentials.ts";
import { chooseTarget } from "../../src/publish/choose-target.ts";
import { writeFiles, temporaryDirectory } from "./git.ts";
import { html, jsonPage, scriptedIndex, text, type Script } from "./scripted-index.ts";

/** What somebody has on the machine for an index. */
interface Client {
  readonly title: string;
  readonly variables: (url: string) => Readonly<Record<string, string>>;
  readonly files?: (url: string) => Readonly<Record<string, string>>;
}

const SECRET = "s3kret-of-this-index";

/** How people who come from other tools have said where to upload, and as whom. */
const CLIENTS: readonly Client[] = [
  { title: "`SHIPWHEEL_TOKEN`", variables: () => ({ SHIPWHEEL_TOKEN: SECRET }) },
  {
    title: "twine's variables",
    variables: (url) => ({ TWINE_REPOSITORY_URL: url, TWINE_USERNAME: "ci", TWINE_PASSWORD: SECRET }),
  },
  {
    title: "uv's token",
    variables: (url) => ({ UV_PUBLISH_URL: url, UV_PUBLISH_TOKEN: SECRET }),
  },
  {
    title: "uv's user and password",
    variables: (url) => ({ UV_PUBLISH_URL: url, UV_PUBLISH_USERNAME: "ci", UV_PUBLISH_PASSWORD: SECRET }),
  },
  {
    title: "hatch's token",
    variables: (url) => ({ HATCH_INDEX_REPO: url, HATCH_INDEX_AUTH: SECRET }),
  },
  {
    title: "flit's variables",
    variables: (url) => ({ FLIT_INDEX_URL: url, FLIT_USERNAME: "ci", FLIT_PASSWORD: SECRET }),
  },
  {
    title: "PDM's, without a password",
    variables: (url) => ({ PDM_PUBLISH_REPO: url, PDM_PUBLISH_USERNAME: "ci" }),
  },
  {
    title: "`.pypirc`",
    variables: () => ({}),
    files: (url) => ({ ".pypirc": `[corp]\nrepository = ${url}\nusername = ci\npassword = ${SECRET}\n` }),
  },
  {
    title: "netrc",
    variables: () => ({}),
    files: (url) => ({ ".netrc": `machine ${new URL(url).hostname} login ci password ${SECRET}\n` }),
  },
  {
    title: "a token for another index",
    variables: () => ({ UV_PUBLISH_URL: "https://other.test/up/", UV_PUBLISH_TOKEN: SECRET }),
  },
];

/** A table: what stands at its left, its columns, its cells. */
export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Kinds whose addresses show them; PyPI's rules are the same for TestPyPI. */
const ADDRESSES: readonly (readonly [title: string, url: string])[] = [
  ["PyPI", "pypi"],
  ["GitLab", "https://gitlab.test/api/v4/projects/7/packages/pypi"],
  ["Azure Artifacts", "https://pkgs.test/o/_packaging/feed/pypi/upload/"],
  ["CodeArtifact", "https://d-1.d.codeartifact.eu-1.test/pypi/repo/"],
  ["another", "https://index.test/upload/"],
];

/** Which credentials an upload would use, by what is on the machine and the index; no server is asked. */
export async function credentialMatrix(): Promise<Matrix> {
  const rows: string[][] = [];
  for (const client of CLIENTS) {
    const cells: string[] = [];
    for (const [, place] of ADDRESSES) cells.push(await credentialCell(client, place));
    rows.push([client.title, ...cells]);
  }
  return { columns: ["on the machine", ...ADDRESSES.map(([title]) => title)], rows };
}

async function credentialCell({ variables, files }: Client, place: string): Promise<string> {
  using home = temporaryDirectory("matrix");
  const config = { index: "pypi", wait: 0, indexes: {}, publishers: {} };
  const target = chooseTarget(place, config);
  writeFiles(home.path, files?.(target.uploadUrl) ?? {});
  await using node = nodePorts({
    variables: { HOME: home.path, PATH: "/nonexistent", ...variables(target.uploadUrl) },
  });
  try {
    const found = await chooseCredentials(target, "token", node.ports);
    return found.kind === "token" ? `as \`${found.user ?? target.dialect.tokenUser}\`` : found.kind;
  } catch (error) {
    if (error instanceof Fault) return `\`${error.code}\``;
    throw error;
  }
}

/** An answer to an upload. */
interface Answer {
  readonly title: string;
  readonly upload: NonNullable<Script["upload"]>;
}

const ANSWERS: readonly Answer[] = [
  {
    title: "200, stored",
    upload: (_state, store) => {
      store();
      return text(200);
    },
  },
  { title: "200 with a login page, nothing stored", upload: () => html(200, "<title>Sign in</title>") },
  {
    title: "cut off, stored; then 409",
    upload: (state, store) => {
      store();
      return state.posts === 1 ? null : text(409, "exists");
    },
  },
  {
    title: "cut off, stored; then 400 in unknown words",
    upload: (state, store) => {
      store();
      return state.posts === 1 ? null : text(400, "no such luck");
    },
  },
  { title: "308", upload: () => text(308, "moved", { location: "/up/" }) },
  { title: "401", upload: () => text(401, "Unauthorized") },
  { title: "403", upload: () => text(403, "Forbidden") },
  { title: "404", upload: () => text(404, "nothing") },
  { title: "413", upload: () => text(413, "too large") },
  { title: "503 each time", upload: () => text(503, "later") },
];

/** How an upload to each kind of index ends, by its answer: the code of the exit, the finding or fault, the requests that were sent. */
export async function answerMatrix(): Promise<Matrix> {
  const kinds = DIALECTS.filter(({ id }) => id !== "testpypi");
  const rows: string[][] = [];
  for (const answer of ANSWERS) {
    const cells: string[] = [];
    for (const { id } of kinds) cells.push(await answerCell(answer, id));
    const [first = ""] = cells;
    // Most kinds end alike: the others are named.
    const others = Map.groupBy(kinds.keys(), (at) => cells[at] ?? "");
    const most = [...others].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? first;
    const differ = kinds.flatMap(({ id }, at) =>
      cells[at] === most ? [] : [`\`${id}\`: ${cells[at] ?? ""}`],
    );
    rows.push([answer.title, most, differ.join("; ")]);
  }
  return { columns: ["answer", `each of ${kinds.length} kinds`, "but"], rows };
}

async function answerCell({ upload }: Answer, kind: string): Promise<string> {
  await using index = await scriptedIndex({
    upload,
    page: (state, { url }) =>
      /demo[-_]pkg\/?$/.test(url) ? (state.files.size > 0 ? jsonPage(state) : text(404)) : undefined,
  });
  const { complete, fault, findings } = await index.publish({
    said: { kind, simple: `${index.state.origin}/p/` },
  });
  const sent = `${index.state.posts} sent`;
  if (complete) return `done (${sent})`;
  const codes = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  return `${fault?.code ?? codes.join(", ")} (${sent})`;
}
