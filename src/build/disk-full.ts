/** True for "no space left" and "quota exceeded", as Node says it or as a child printed it. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return true;
  const text = error instanceof Error ? error.message : typeof error === "string" ? error : "";
  return /No space left on device|Disk quota exceeded|ENOSPC|not enough space on the disk/i.test(text);
}
