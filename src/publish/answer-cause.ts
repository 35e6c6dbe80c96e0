import { Buffer } from "node:buffer";
import type { Phase } from "../findings/phase.ts";
import { isHtml } from "../text/html-text.ts";
import type { IndexAnswer } from "./server-message.ts";

/** What an answer to an upload was about, beyond its words. */
export interface Circumstances {
  /** Where uploads were posted. */
  readonly uploadUrl: string;
  /** The user's name that was sent beside the token. */
  readonly user: string;
  /** Where a redirect leads. */
  readonly location: string | null;
  /** Whether it is a web page: of a login, a proxy, a firewall. */
  readonly isPage: boolean;
}

/** Why an index did not take a file, when its status says more than its words. */
export interface AnswerCause {
  /** What the index did, after its name: `redirects uploads to …`. */
  readonly message: string;
  readonly help: string;
  readonly phase: Phase;
}

/** Whether an upload's answer says that the file was taken. A web page is the answer of somebody else. */
export function saysTaken(answer: IndexAnswer): boolean {
  return answer.status >= 200 && answer.status < 300 && !isWebPage(answer);
}

/** What an answer came with. */
export function circumstancesOf(
  answer: IndexAnswer,
  { uploadUrl, user }: Pick<Circumstances, "uploadUrl" | "user">,
): Circumstances {
  const { location } = answer.headers;
  const next = location === undefined ? null : URL.parse(location, uploadUrl);
  return { uploadUrl, user, location: next?.href ?? null, isPage: isWebPage(answer) };
}

function isWebPage({ body }: IndexAnswer): boolean {
  return isHtml(Buffer.from(body.subarray(0, 1000)).toString("utf8"));
}

const SETTING = "--index, or url in [tool.shipwheel.publish.indexes]";

/** The cause and remedy that a status has on every index; null where only the index's words can tell. */
export function answerCause(status: number, at: Circumstances): AnswerCause | null {
  const { uploadUrl, user, location, isPage } = at;
  const said = (message: string, help: string, phase: Phase = "publish"): AnswerCause => ({
    message,
    help,
    phase,
  });
  if (status >= 200 && status < 300) {
    return said(
      `answers the upload to ${uploadUrl} with a web page instead of an upload's answer; nothing shows that the file was stored`,
      `set the upload URL (${SETTING}); where a proxy or single sign-on is in front of the index, use a URL that accepts API tokens`,
    );
  }
  if (status >= 300 && status < 400) {
    const where = location ?? "no URL";
    return said(
      `redirects the upload to ${where}; credentials are not sent on to another address`,
      location === null
        ? `set the upload URL (${SETTING})`
        : isLogin(location)
          ? "use a URL of the index that accepts API tokens; this one leads to a login page"
          : `set the upload URL to ${location} (${SETTING}), if that is your index`,
    );
  }
  switch (status) {
    case 401:
      return said(
        `rejects the credentials sent with the user name "${user}"`,
        `check the token and the user name it belongs to ("${user}" was sent; set user in [tool.shipwheel.publish.indexes] for a different user)`,
        "auth",
      );
    case 403:
      return isPage
        ? said(
            `answers the upload with a web page that forbids it (user name "${user}")`,
            `check the password or token of "${user}"; if it is right, ask the administrator of the firewall or proxy in front of the index to allow uploads`,
            "auth",
          )
        : said(
            `does not let the user name "${user}" upload this file`,
            `give "${user}" the right to upload to this repository, or use a token that has it`,
            "auth",
          );
    case 404:
      return said(
        `accepts no uploads at ${uploadUrl}`,
        `correct the upload URL (${SETTING}), and check that the repository exists and that this token can read it`,
      );
    case 405:
      return said(
        `accepts no uploads at ${uploadUrl} (method not allowed)`,
        `set the URL for uploads instead of the one for project pages (${SETTING}): check the slash at the end; group and proxy repositories accept no uploads`,
      );
    case 409:
      return said(
        "reports that a file of this name exists, but its page does not show it",
        "look up the file on the index; release a new version if the name is in use, or delete the file there and run again",
      );
    case 411:
      return said(
        "requires the length of the upload, which was sent: a proxy removed it",
        "configure the proxy to pass uploads unchanged, or use a URL that bypasses it",
      );
    case 413:
      return said(
        "rejects the file as too large",
        "raise the upload limit of the index or of the proxy before it (nginx: client_max_body_size), or make the file smaller",
      );
    case 429:
      return said(
        "limits uploads, and the limit is exceeded",
        "wait until the limit is lifted before running the same command again: further attempts count against it",
      );
    case 501:
    case 505:
      return said(`cannot accept uploads at ${uploadUrl}`, `set the upload URL (${SETTING})`);
    case 507:
      return said(
        "has no space left for the file",
        "free space on the index, then run the same command again",
      );
    case 511:
      return said(
        "is reached through a network that requires a login",
        "sign in to the network, then run the same command again",
      );
    default:
      return null;
  }
}

function isLogin(address: string): boolean {
  return /\b(?:log-?in|sign-?in|sso|saml2?|oauth2?|auth|authorize)\b/i.test(address);
}
