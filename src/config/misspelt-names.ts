import { distance } from 'fastest-levenshtein';

/** Shorter names resemble too many others. */
const shortestLetters = 8;
/** The most wrong, missing or extra letters in a misspelt name. */
const maxWrongLetters = 2;

/** Variables that other programs read and the bot does not. */
const ofOthers = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** An environment variable that is no setting, and the setting it probably means. */
export interface MisspeltName {
  readonly name: string;
  readonly meant: string;
}

/**
 * Finds variables whose names almost match an unset setting: a misspelt `UNLINK_REQUESTERS` would otherwise let
 * everybody ask.
 */
export function misspeltNames(settings: Iterable<string>, env: NodeJS.ProcessEnv): MisspeltName[] {
  const known = new Set([...settings, ...ofOthers]);
  const unset = [...settings].filter((name) => name.length >= shortestLetters && (env[name] ?? '') === '');
  return Object.keys(env)
    .filter((name) => !known.has(name) && name.length >= shortestLetters - maxWrongLetters)
    .flatMap((name) => {
      const meant = unset.find((each) => distance(name.toUpperCase(), each) <= maxWrongLetters);
      return meant === undefined ? [] : [{ name, meant }];
    });
}
