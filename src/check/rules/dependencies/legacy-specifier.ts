/** A clause with a wildcard behind an ordered comparison, which setuptools once took. */
export const LEGACY: RegExp = /(?:<=|>=|<|>|~=)\s*\d+(?:\.\d+)*\.\*/;
