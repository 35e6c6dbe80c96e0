import { Secret } from "./secret.ts";

/**
 * An address as somebody wrote it, taken apart: `url` may be shown and kept, the credentials that stood in it may not.
 * It prints and serialises without them.
 */
export class Address {
  /** Without user and password. */
  readonly url: string;
  readonly user: string | null;
  readonly password: Secret | null;

  private constructor(url: string, user: string | null, password: Secret | null) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * Null: no address, or one whose password has to be percent-encoded first, because `/`, `?` or `#` in it ends the
   * host's name.
   */
  static parse(text: string): Address | null {
    const url = URL.parse(text);
    if (url === null || `${url.search}${url.hash}`.includes("@")) return null;
    const { username, password } = url;
    if (username === "" && password === "") return new Address(text, null, null);
    url.username = "";
    url.password = "";
    return new Address(
      url.href,
      username === "" ? null : decoded(username),
      password === "" ? null : new Secret(decoded(password)),
    );
  }

  get hasCredentials(): boolean {
    return this.user !== null || this.password !== null;
  }

  toString(): string {
    return this.url;
  }

  toJSON(): string {
    return this.url;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether an address is on this very machine, where nobody listens on the wire. */
export function isLoopback({ hostname }: Pick<URL, "hostname">): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
