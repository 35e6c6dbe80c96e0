/** SOURCE_DATE_EPOCH as a time, in any spelling of an integer that Python reads; null when unset or none. */
export function readSourceDateEpoch(variables: Readonly<Record<string, string>>): Date | null {
  const text = variables["SOURCE_DATE_EPOCH"]?.trim() ?? "";
  if (!/^[+-]?[0-9]+(_[0-9]+)*$/.test(text)) return null;
  const time = new Date(Number(text.replaceAll("_", "")) * 1000);
  return Number.isNaN(time.getTime()) ? null : time;
}
