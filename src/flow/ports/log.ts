export interface Log {
  info(what: string, facts?: LogFacts): void;
  warn(what: string, facts?: LogFacts): void;
  error(what: string, facts?: LogFacts): void;
}

/** Ids and counts; never user text, never secrets. */
export type LogFacts = { readonly [name: string]: string | number | boolean | null | undefined };
