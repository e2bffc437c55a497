import { describe, expect, it } from 'vitest';
import { eventsSchema } from '../../../src/config/events-schema.js';

describe('the settings of events', () => {
  const secret = Buffer.alloc(32, 1).toString('base64');

  it('are off by default', () => {
    expect(eventsSchema.parse(undefined)).toEqual({
      url: null,
      secrets: [],
      file: null,
      includeTexts: false,
    });
  });

  it('take a secret with and without whsec_, and an older one behind it', () => {
    const { secrets } = eventsSchema.parse({ secrets: `whsec_${secret}, ${secret}` });
    expect(secrets).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 1)]);
  });

  it.each([
    ['a URL without a secret', { url: 'https://siem.example/in' }, 'is missing'],
    ['a short secret', { secrets: 'c2hvcnQ=' }, 'must be at least 24 bytes'],
    ['a URL with a query', { url: 'https://siem.example/?token=1', secrets: secret }, 'must have no ?'],
    ['a URL of another protocol', { url: 'ftp://siem.example', secrets: secret }, 'must be an address'],
  ])('refuse %s', (_, settings, problem) => {
    const { error } = eventsSchema.safeParse(settings);
    expect(error?.issues.map(({ message }) => message).join()).toContain(problem);
  });
});
