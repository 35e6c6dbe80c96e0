/** Removes what would move a terminal's cursor or recolour it: nothing from a repository is trusted. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are the point
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "�");
}
