import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../src/admin/names.js';

const shown = async (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    await namesOf(Object.keys(names), { personName: async (id: string) => names[id] ?? null }),
  );

describe('the names of people on a page', () => {
  it('stand in place of ids', async () => {
    expect(await shown({ U0LAN00001: 'Lan', U0MINH0002: 'Minh' })).toEqual({
      U0LAN00001: 'Lan',
      U0MINH0002: 'Minh',
    });
  });

  it('come with the id where two people look alike', async () => {
    expect(await shown({ U0LAN00001: 'Minh', U0MINH0002: 'mình\u202e' })).toEqual({
      U0LAN00001: 'Minh (U0LAN00001)',
      U0MINH0002: 'mình (U0MINH0002)',
    });
  });

  it('come with the id where one reads like another id', async () => {
    expect(await shown({ U0LAN00001: 'U0MINH0002' })).toEqual({ U0LAN00001: 'U0MINH0002 (U0LAN00001)' });
  });

  it('show no characters that are invisible or turn the text around', async () => {
    expect(await shown({ U0LAN00001: 'Lan\u0000\u202e\u200b <b>' })).toEqual({ U0LAN00001: 'Lan <b>' });
  });
});
