import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, privateAnswer } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('languages', () => {
  const world = useWorld({ env: { BOT_LOCALE: 'vi' } });

  it('are each person’s own in private texts, and the team’s in shared texts', async () => {
    const { workspace } = world();
    workspace.setPerson(people.hoa, { locale: 'vi-VN' });
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    expect(card.text).toContain('Yêu cầu hủy liên kết');
    const english = await privateAnswer(world(), people.lan, () =>
      press(world(), people.lan, card, 'confirm'),
    );
    expect(english.text).toContain('You are not an approver');
    const vietnamese = await privateAnswer(world(), people.hoa, () =>
      workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink tro giup' }),
    );
    expect(vietnamese.text).toContain('Hủy liên kết Official Account');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Không có liên kết nào bị hủy');
  });

  it('are the team’s when Slack does not say a person’s own', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'users.info', kind: 'error', error: 'internal_error', times: 9 });
    const note = await privateAnswer(world(), people.minh, () =>
      workspace.post({ user: people.minh, channel: places.ops, text: '/unlink help' }),
    );
    workspace.faults.clear();
    expect(note.text).toContain('Hủy liên kết Official Account');
  });

  it('are both understood, with and without diacritics', async () => {
    const { workspace } = world();
    for (const text of ['/unlink lịch sử', '/unlink lich su', '/unlink history']) {
      const note = await privateAnswer(world(), people.lan, () =>
        workspace.post({ user: people.lan, channel: places.ops, text }),
      );
      expect(note.text).not.toContain('do not know');
    }
  });
});
