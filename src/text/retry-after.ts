/** Seconds that a server asks its clients to wait, be it in seconds or by a date; null when it asks for nothing (RFC 9110, 10.2.3). */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>, now: Date): number | null {
  const asked = headers["retry-after"];
  if (asked === undefined) return null;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : null;
}
