/** How credentials begin, and how many characters of a token have to follow for it to be worth a look. */
const MARKS: readonly (readonly [mark: string, follow: number])[] = [
  ...["AKIA", "ASIA", "AROA", "AGPA", "AIDA", "AIPA", "ANPA", "ANVA"].map((mark) => [mark, 16] as const),
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((mark) => [mark, 36] as const),
  ...["xoxb-", "xoxp-", "xoxa-", "xoxo-", "xoxr-", "xapp-"].map((mark) => [mark, 10] as const),
  ...["shpat_", "shpca_", "shppa_", "shpss_"].map((mark) => [mark, 32] as const),
  ...["vcp_", "vci_", "vca_", "vcr_", "vck_"].map((mark) => [mark, 20] as const),
  ...["ACCESS_KEY", "access_key", "AccessKey", "accessKey"].map((mark) => [mark, -40] as const),
  ["github_pat_", 40],
  ["pypi-AgE", 70],
  ["PRIVATE KEY", 0],
  ["x-oauth-basic@", 0],
  ["_authToken=", 0],
  ["npm_", 36],
  ["hooks.slack.com/services/T", 0],
  ["sk-proj-", 40],
  ["sk-svcacct-", 40],
  ["sk-admin-", 40],
  ["sk-ant-", 80],
  ["T3BlbkFJ", 20],
  ["sk_live_", 20],
  ["rk_live_", 20],
  ["gsk_", 52],
  ["hf_", 34],
  ["lin_api_", 32],
  ["secret_", 40],
  ["ntn_", 40],
  ["SG.", 20],
  ["glpat-", 20],
  ["gldt-", 20],
  ["glrt-", 20],
  ["glptt-", 20],
  ["ops_ey", 90],
  ["dapi", 32],
  ["dckr_pat_", 20],
  ["figd_", 40],
  ["AIza", 35],
  ["hvs.", 20],
  ["hvb.", 20],
  ["glsa_", 30],
  ["glc_", 30],
  ["service_account", 0],
];

/** No mark is shorter. */
const SHORTEST = 3;

/** How far the window may go on behind two bytes: Wu and Manber's search for many words at once. */
const SHIFT = new Uint8Array(65_536).fill(SHORTEST - 1);
const BY_PAIR = new Map<number, { readonly bytes: Uint8Array; readonly follow: number }[]>();
for (const [mark, follow] of MARKS) {
  const bytes = Buffer.from(mark, "latin1");
  const pair = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  for (let at = 0; at < SHORTEST - 1; at += 1)
    SHIFT[pair(at)] = Math.min(SHIFT[pair(at)] ?? 0, SHORTEST - 2 - at);
  const last = pair(SHORTEST - 2);
  BY_PAIR.set(last, [...(BY_PAIR.get(last) ?? []), { bytes, follow }]);
}

/** Characters of tokens: letters, digits, `_`, `-`, and for keys `+`, `/`. */
const IS_TOKEN = new Uint8Array(256);
for (const sign of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
  IS_TOKEN[sign.charCodeAt(0)] = 1;
const IS_KEY = Uint8Array.from(IS_TOKEN);
for (const sign of "+/=") IS_KEY[sign.charCodeAt(0)] = 1;

/**
 * Whether something in the bytes may be a credential: one search for all beginnings at once, some nanoseconds for a
 * kilobyte, so that the patterns proper run over the few files that have one.
 */
export function mayHoldSecret(bytes: Uint8Array): boolean {
  const end = bytes.length;
  for (let at = SHORTEST - 1; at < end;) {
    const pair = ((bytes[at - 1] as number) << 8) | (bytes[at] as number);
    const shift = SHIFT[pair] as number;
    if (shift > 0) {
      at += shift;
      continue;
    }
    const start = at - SHORTEST + 1;
    for (const mark of BY_PAIR.get(pair) ?? []) if (fits(bytes, start, mark.bytes, mark.follow)) return true;
    at += 1;
  }
  return false;
}

function fits(bytes: Uint8Array, start: number, mark: Uint8Array, follow: number): boolean {
  for (let index = 0; index < mark.length; index += 1) if (bytes[start + index] !== mark[index]) return false;
  const from = start + mark.length;
  if (follow < 0) return hasRun(bytes, from, -follow);
  for (let index = 0; index < follow; index += 1) if (IS_TOKEN[bytes[from + index] ?? 0] !== 1) return false;
  return true;
}

/** Whether a key of this length, no more and no less, begins soon behind a place. */
function hasRun(bytes: Uint8Array, from: number, length: number): boolean {
  let run = 0;
  for (let at = from; at < Math.min(from + length + 40, bytes.length + 1); at += 1) {
    if (IS_KEY[bytes[at] ?? 0] === 1) run += 1;
    else if (run === length) return true;
    else run = 0;
  }
  return false;
}
