import { Buffer } from "node:buffer";
import { fault } from "../findings/fault.ts";
import { normalizeName } from "../version/names.ts";
import { askIndex } from "./ask-index.ts";
import { authorization } from "./authorization.ts";
import { serverMessage } from "./server-message.ts";
import type { RemoteProject } from "./remote-project.ts";
import type { PublishCredentials, UploadIndex } from "./target.ts";
import { burnUploadToken, mintUploadToken, type MintPorts } from "./trusted-publishing.ts";

/** Whether an index was seen to know the credentials, and by what. */
export interface CredentialsProof {
  readonly isProven: boolean;
  readonly detail: string;
}

/**
 * Shows the credentials to the index before anything is done that cannot be undone, in a way that stores nothing: an
 * identity is exchanged for a token, which is revoked at once; an API token goes with an upload that has no file, which
 * PyPI's kind of index rejects for its form (400) after it has looked at the token (403). Another kind of index proves it
 * by a page that it shows to nobody else: `seen` is that page, as it was shown to the token. Throws `auth/…`, and `publish/unreachable`.
 */
export async function proveCredentials(
  target: UploadIndex,
  credentials: PublishCredentials,
  release: { readonly project: string; readonly version: string },
  seen: RemoteProject,
  ports: MintPorts,
): Promise<CredentialsProof> {
  const { dialect, title } = target;
  if (credentials.kind === "trusted-publishing") {
    const { provider } = credentials;
    // Its one identity is kept for the exchange right before the tag.
    if (provider.id === "gitlab") {
      return { isProven: true, detail: "the identity is exchanged for a token right before the tag" };
    }
    const { token } = await mintUploadToken(target, provider, ports, release.project);
    await burnUploadToken(target, token, ports.http);
    return { isProven: true, detail: `${title} issues an upload token for this identity` };
  }
  // The path is PyPI's own: what is served there answers as PyPI does, and no form without a file is ever stored.
  const answersAsPyPI = dialect.isPyPI || /\/legacy\/?$/.test(new URL(target.uploadUrl).pathname);
  return answersAsPyPI
    ? proveToken(target, credentials, release, ports)
    : proveReading(target, credentials, release.project, seen, ports);
}

type TokenCredentials = Extract<PublishCredentials, { readonly kind: "token" }>;

async function proveToken(
  target: UploadIndex,
  credentials: TokenCredentials,
  release: { readonly project: string; readonly version: string },
  ports: MintPorts,
): Promise<CredentialsProof> {
  const { title, uploadUrl, dialect } = target;
  const boundary = `shipwheel-${Buffer.from(ports.random.bytes(18)).toString("hex")}`;
  const request = {
    method: "POST",
    url: uploadUrl,
    headers: {
      accept: "application/json",
      "content-type": `multipart/form-data; boundary=${boundary}`,
      authorization: authorization(credentials.user ?? dialect.tokenUser, credentials.token),
    },
    body: formWithoutFile(release, boundary),
  };
  const answer = await askIndex(target, () => Promise.resolve(request), ports);
  if (answer.status === 401 || answer.status === 403)
    throw refused(target, credentials, serverMessage(answer));
  return answer.status === 400
    ? { isProven: true, detail: `${title} knows the token` }
    : { isProven: false, detail: `${title} answers ${answer.status} to an upload without a file` };
}

/** An upload's form that is sound but for the file, which is not there. */
function formWithoutFile(
  { project, version }: { project: string; version: string },
  boundary: string,
): string {
  const fields = {
    ":action": "file_upload",
    protocol_version: "1",
    metadata_version: "2.1",
    name: project,
    version,
    filetype: "sdist",
    pyversion: "source",
    sha256_digest: "0".repeat(64),
  };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${boundary}--\r\n`;
}

/** A page that is shown to these credentials and to nobody without any proves them, for reading. */
async function proveReading(
  target: UploadIndex,
  credentials: TokenCredentials,
  project: string,
  seen: RemoteProject,
  ports: MintPorts,
): Promise<CredentialsProof> {
  const { title, simpleUrl } = target;
  if (simpleUrl === null) return { isProven: false, detail: `${title} has no page that requires the token` };
  if (seen.forbidden !== null) throw refused(target, credentials, seen.forbidden);
  const url = `${simpleUrl.replace(/\/+$/, "")}/${normalizeName(project)}/`;
  const unknown = await askIndex(target, () => Promise.resolve({ method: "GET", url, headers: {} }), ports);
  return unknown.status === 401 || unknown.status === 403
    ? { isProven: true, detail: `${title} accepts the token for its pages` }
    : { isProven: false, detail: `${title} has public pages` };
}

function refused({ title }: UploadIndex, { source }: TokenCredentials, words: string): Error {
  return fault("auth/token-refused", { index: title, words, source });
}
