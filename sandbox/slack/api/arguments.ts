import { z } from 'zod';

/** A text argument; JSON callers may send a number where a form sends its digits. */
export const text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());

/** A text argument that may be left out; a form's empty value counts as left out. */
export const optionalText = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  text.optional(),
);

/** Text that may be empty on purpose, for instance a message's `text`. */
export const maybeEmptyText = z.preprocess((value) => value ?? undefined, text.optional());

/** True or false, as a form can say it; left out is false. */
export const flag = z.preprocess(
  (value) => value === true || value === 'true' || value === 1 || value === '1',
  z.boolean(),
);

/** A whole number that may be left out. */
export const count = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce.number().int().optional(),
);

/** A `limit`: Slack's default is 100, its maximum 1000. */
export const limit = z.preprocess(
  (value) => (value === '' || value === undefined ? 100 : value),
  z.coerce.number().int().min(1).max(1000),
);

/** Marks an argument that is not valid JSON. */
export const notJson: unique symbol = Symbol('not JSON');

/** A complex argument: JSON text in a form, plain JSON in a JSON body; `notJson` when it is neither. */
export const json = z.preprocess((value) => {
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return notJson;
  }
}, z.unknown());
