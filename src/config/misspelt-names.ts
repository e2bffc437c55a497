import { distance } from 'fastest-levenshtein';

/** A shorter name is near to too many others. */
const shortestLetters = 8;
/** So many letters may be wrong, missing or too many in a name that is taken for a misspelt one. */
const maxWrongLetters = 2;

/** A variable of the environment that names no setting, and the one that it is probably meant to be. */
export interface MisspeltName {
  readonly name: string;
  readonly meant: string;
}

/**
 * The variables that are set and nearly have the name of a setting that is not set: a misspelt `UNLINK_REQUESTERS` would
 * otherwise let everybody ask.
 */
export function misspeltNames(settings: Iterable<string>, env: NodeJS.ProcessEnv): MisspeltName[] {
  const known = new Set(settings);
  const unset = [...known].filter((name) => name.length >= shortestLetters && (env[name] ?? '') === '');
  return Object.keys(env)
    .filter((name) => !known.has(name) && name.length >= shortestLetters - maxWrongLetters)
    .flatMap((name) => {
      const meant = unset.find((each) => distance(name.toUpperCase(), each) <= maxWrongLetters);
      return meant === undefined ? [] : [{ name, meant }];
    });
}
