/** An API token as PyPI makes them: a macaroon of version 2, with these caveats. */
export function apiToken(...caveats: readonly string[]): string {
  const field = (type: number, text: string | Buffer): Buffer => {
    const bytes = Buffer.from(text);
    const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
    return Buffer.concat([Buffer.from([type, ...length]), bytes]);
  };
  const head = Buffer.concat([
    Buffer.from([2]),
    field(1, "index.example"),
    field(2, "6f0ad6b1-0000"),
    Buffer.from([0]),
  ]);
  const sections = caveats.map((each) => Buffer.concat([field(2, each), Buffer.from([0])]));
  const bytes = Buffer.concat([head, ...sections, Buffer.from([0]), field(6, Buffer.alloc(32, 7))]);
  return `pypi-${bytes.toString("base64url")}`;
}
