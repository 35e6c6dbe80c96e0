import type { Secret } from "../ports/secret.ts";
import type { PublishCredentials, UploadIndex } from "./target.ts";
import { burnUploadToken, mintUploadToken, type MintedToken, type MintPorts } from "./trusted-publishing.ts";

/** What an upload is signed with: asked for late, renewed in time, made useless at the end. */
export interface UploadToken {
  /** The user's name beside the token. */
  readonly user: string;
  readonly trusted: boolean;
  /** The token, minted at the first call and again shortly before it ends. Throws `auth/…`. */
  get(): Promise<Secret>;
  /** Takes a new one: the index called this one expired. False when there is none to be had. */
  renew(): Promise<boolean>;
  /** Makes the minted one useless; null when there is none. */
  burn(): Promise<boolean | null>;
}

/** A token that has less than this left is renewed before the next file: a large file takes its time. Seconds. */
const RESERVE_SECONDS = 300;

/** The token of a target: a given one, or one that is exchanged for an identity when the first file goes. `project`: for what a refused exchange tells. */
export function uploadToken(
  target: UploadIndex,
  credentials: PublishCredentials,
  ports: MintPorts,
  project = "",
): UploadToken {
  if (credentials.kind === "token") {
    const { token, user } = credentials;
    return {
      user: user ?? target.dialect.tokenUser,
      trusted: false,
      get: () => Promise.resolve(token),
      renew: () => Promise.resolve(false),
      burn: () => Promise.resolve(null),
    };
  }
  const { provider } = credentials;
  let minted: MintedToken | null = null;
  let minting: Promise<MintedToken> | null = null;

  /** Several files at once ask for one token. */
  function mint(): Promise<MintedToken> {
    minting ??= mintOne().finally(() => (minting = null));
    return minting;
  }

  async function mintOne(): Promise<MintedToken> {
    const old = minted;
    minted = await mintUploadToken(target, provider, ports, project);
    const { uploadUrl, ca } = target;
    const { token } = minted;
    ports.events({ type: "upload-token", minted: { token, uploadUrl, ...(ca === undefined ? {} : { ca }) } });
    if (old !== null) await burnUploadToken(target, old.token, ports.http);
    return minted;
  }

  return {
    user: "__token__",
    trusted: true,
    async get() {
      const now = ports.clock.now().getTime() / 1000;
      const isFresh = minted !== null && (minted.expires === 0 || minted.expires - now > RESERVE_SECONDS);
      return (isFresh && minted !== null ? minted : await mint()).token;
    },
    async renew() {
      await mint();
      return true;
    },
    async burn() {
      if (minted === null) return null;
      const { token } = minted;
      minted = null;
      const isUseless = await burnUploadToken(target, token, ports.http);
      if (isUseless) ports.events({ type: "upload-token", minted: null });
      return isUseless;
    },
  };
}
