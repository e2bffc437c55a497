import { z } from 'zod';
import { type Place, place } from './submission.js';

/** A picked asset; `name` is only what the person saw. */
export interface Picked {
  readonly id: string;
  readonly name: string;
}

/** The form's private metadata: state that none of its fields holds. */
export interface Carried {
  readonly place: Place | null;
  readonly kept: readonly string[];
  readonly understood: string | null;
}

/** An earlier version's form carries only its place. */
export const carried: z.ZodType<Carried> = z.union([
  z.object({
    place: place.nullable(),
    kept: z.array(z.string().max(40)).max(100),
    understood: z.string().max(64).nullable(),
  }),
  place.nullable().transform((its): Carried => ({ place: its, kept: [], understood: null })),
]);

/** Writes the earlier version's form where that suffices. */
export function carriedText({ place: its, kept, understood }: Carried): string {
  const isPlaceAlone = kept.length === 0 && understood === null;
  return JSON.stringify(isPlaceAlone ? its : { place: its, kept, understood });
}
