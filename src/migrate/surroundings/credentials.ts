/** Variables by which Poetry and Flit take a name and a password. */
const PAIR = /^([ \t]*)(?:POETRY_HTTP_BASIC_[A-Z0-9_]+?|FLIT)_(USERNAME|PASSWORD)(?=[ \t]*:)/gm;
const TOKEN = /^([ \t]*)POETRY_PYPI_TOKEN_[A-Z0-9_]+([ \t]*:[ \t]*)(.*)$/gm;

/**
 * A workflow whose variables are those of twine. Not complete: the credentials are elsewhere, as with `poetry config`, or are
 * those of several indexes, so that its uploads have to stay as they are.
 */
export function withTwineCredentials(text: string): { readonly text: string; readonly isComplete: boolean } {
  const tokens = text.match(TOKEN)?.length ?? 0;
  const pairs = text.match(PAIR)?.length ?? 0;
  const hasTwine = /\bTWINE_PASSWORD\b/.test(text);
  if (tokens + pairs === 0) return { text, isComplete: hasTwine };
  if (hasTwine || tokens > 1 || pairs > 2 || (tokens > 0 && pairs > 0)) return { text, isComplete: false };
  return {
    text: text
      .replaceAll(TOKEN, "$1TWINE_USERNAME$2__token__\n$1TWINE_PASSWORD$2$3")
      .replaceAll(PAIR, "$1TWINE_$2"),
    isComplete: true,
  };
}
