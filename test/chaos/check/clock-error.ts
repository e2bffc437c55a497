/**
 * The bot's processes know the shared clock, which dates the audit log, to within this many milliseconds of the
 * moment at which this machine saw the same thing.
 */
export const clockErrorMs = 100;
