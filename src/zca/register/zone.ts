/** A time zone: its offset from UTC in milliseconds at each moment. */
export interface Zone {
  readonly name: string;
  offsetAt(at: number): number;
}

export const vietNam: Zone = { name: 'Asia/Ho_Chi_Minh', offsetAt: () => 7 * 3_600_000 };

const dayMs = 86_400_000;

/** A zone by its IANA name (`Asia/Ho_Chi_Minh`, `UTC`) or its offset (`+07:00`); null if there is none. */
export function zoneOf(name: string): Zone | null {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/u.exec(name);
  if (fixed !== null) {
    const [, sign, hours, minutes] = fixed;
    const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
    return { name, offsetAt: () => (sign === '-' ? -offset : offset) };
  }
  try {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: name,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return {
      name,
      offsetAt: (at) => {
        const second = Math.floor(at / 1000) * 1000;
        return Date.parse(`${format.format(second).replace(' ', 'T')}Z`) - second;
      },
    };
  } catch {
    return null;
  }
}

/**
 * The moment at which a zone's clocks show a time, given as if it were UTC; null if they show it twice or never, when
 * summer time ends or begins.
 */
export function momentIn(zone: Zone, shown: number): number | null {
  const offsets = new Set([zone.offsetAt(shown - dayMs), zone.offsetAt(shown + dayMs)]);
  const moments = [...offsets]
    .map((offset) => shown - offset)
    .filter((at) => at + zone.offsetAt(at) === shown);
  return moments.length === 1 ? (moments[0] ?? null) : null;
}
