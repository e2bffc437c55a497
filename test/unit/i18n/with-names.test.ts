import { describe, expect, it } from 'vitest';
import { Directory } from '../../../src/core/person/directory.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { withNames } from '../../../src/i18n/with-names.js';
import { pending } from '../../fixtures/requests.js';

const directory = new Directory([
  { name: 'Bá', zaloOa: '2220' },
  { name: 'Lan', slack: 'U0LAN00001', zaloOa: '3330' },
]);

describe('texts with names', () => {
  const messages = withNames(messagesFor('en'), directory);

  it('name a person who has only Zalo, and mention people of Slack', () => {
    const said = messages.thread.reminder(pending(), ['zalo:2220', 'U0LAN00001', 'zalo:999']);
    expect(said).toContainEqual({ text: 'Bá' });
    expect(said).toContainEqual({ user: 'U0LAN00001' });
    expect(said).toContainEqual({ user: 'zalo:999' });
  });

  it('are the same where everybody has Slack', () => {
    const all = new Directory([{ name: 'Lan', slack: 'U0LAN00001' }]);
    expect(withNames(messagesFor('vi'), all)).toBe(messagesFor('vi'));
  });
});
