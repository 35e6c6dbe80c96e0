import type { Distribution } from "../../distribution/distribution.ts";
import { pathInside } from "../../distribution/member-visitor.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** A file of a distribution, with its path below the top folder of an sdist. */
export interface ReleasedFile {
  readonly distribution: Distribution;
  readonly path: string;
  readonly member: string;
  readonly size: number;
}

/** Every file of every distribution. */
export function* releasedFiles(inputs: Pick<RuleInputs, "distributions">): Generator<ReleasedFile> {
  for (const distribution of inputs.distributions) {
    for (const entry of distribution.entries) {
      if (entry.kind !== "file") continue;
      const path = pathInside(distribution.kind, entry.name);
      yield { distribution, path, member: entry.name, size: entry.size };
    }
  }
}

/** Tests, examples and documents hold made-up secrets on purpose. */
export function isSample(path: string): boolean {
  return /(^|\/)(_?tests?|t|testing|testdata|test_[^/]*|fixtures?|docs?|examples?|samples?|vectors|dummy[^/]*)(\/|$)|(^|\/)test_[^/]*$|[_.]tests?\.|\.(example|sample|template|dist)$/i.test(
    path,
  );
}

/** Whether the content of a secret-looking file is what its name says: a private key, a setting with a value. */
export function holdsSecret(path: string, bytes: Uint8Array): boolean {
  if (/\.(p12|pfx|keystore|jks)$/i.test(path)) return true;
  const text = Buffer.from(bytes).toString("latin1");
  if (/\.(pem|key)$/i.test(path))
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=:,\s-]{60,}/.test(text);
  if (/(^|\/)\.npmrc$/.test(path)) return /_auth|_password/i.test(text);
  if (/(^|\/)\.env/.test(path)) return /^\s*(export\s+)?\w+\s*=\s*\S/m.test(text);
  return text.trim() !== "";
}

/** Names of files that hold secrets by convention. */
export const SECRET_NAME: RegExp =
  /(^|\/)(\.env(\.(local|production|prod|staging))?|\.pypirc|\.netrc|_netrc|\.npmrc|\.htpasswd|\.git-credentials|id_(rsa|dsa|ecdsa|ed25519)|credentials\.json|client_secret[^/]*\.json|service[-_]account[^/]*\.json|[^/]+\.(pem|key|p12|pfx|keystore|jks))$/i;
