import { z } from 'zod';
import { type Place, place } from './submission.js';

/** An asset as it was picked: its name is only what the person saw. */
export interface Picked {
  readonly id: string;
  readonly name: string;
}

/** What the form carries along besides what its fields hold. */
export interface Carried {
  readonly place: Place | null;
  readonly kept: readonly string[];
  readonly understood: string | null;
}

/** A form that an earlier version of the bot has opened carries its place alone. */
export const carried: z.ZodType<Carried> = z.union([
  z.object({
    place: place.nullable(),
    kept: z.array(z.string().max(40)).max(100),
    understood: z.string().max(64).nullable(),
  }),
  place.nullable().transform((its): Carried => ({ place: its, kept: [], understood: null })),
]);

/** As the earlier version writes it, where that says all. */
export function carriedText({ place: its, kept, understood }: Carried): string {
  const isPlaceAlone = kept.length === 0 && understood === null;
  return JSON.stringify(isPlaceAlone ? its : { place: its, kept, understood });
}
