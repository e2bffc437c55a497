import { describe, expect, it } from 'vitest';
import { appOf, isOf } from '../../../../src/chat/slack/inbound/installation.js';
import { cardFor, pressInput, requestIdOf } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

const ours = { team_id: 'T0ZCADEMO1', api_app_id: 'A0ZCABOT01' };
const elsewhere = [
  ['another workspace', { team_id: 'T0OTHER001', api_app_id: 'A0ZCABOT01' }],
  ['another app', { team_id: 'T0ZCADEMO1', api_app_id: 'A0OTHER001' }],
  ['nowhere', {}],
  ['an app that is not named', { team_id: 'T0ZCADEMO1' }],
] as const;

describe('a correctly signed delivery from', () => {
  const world = useWorld();
  const command = (text: string, from: object) =>
    new URLSearchParams({
      ...{ command: '/unlink', text, user_id: people.lan, channel_id: places.ops },
      ...{ trigger_id: `raw.${text}`, ...from },
    }).toString();
  const payload = (content: object) => `payload=${encodeURIComponent(JSON.stringify(content))}`;

  it.each(elsewhere)('%s is acknowledged, gets no answer, and changes nothing', async (_where, from) => {
    const { workspace, zca } = world();
    const before = { calls: workspace.calls.length, asked: zca.ledger.calls.length };
    const { team_id = '', api_app_id } = from as { team_id?: string; api_app_id?: string };
    const interaction = {
      ...(api_app_id === undefined ? {} : { api_app_id }),
      team: { id: team_id },
      user: { id: people.lan, team_id },
    };
    const bodies = [
      ...['show oa 1', 'history', 'pending', 'oa 4318093042839471234 -- hello'].map((text) =>
        command(text, from),
      ),
      payload({
        ...interaction,
        type: 'block_suggestion',
        action_id: 'unlink_assets/oa',
        block_id: 'assets/oa',
        value: '',
      }),
      payload({ ...interaction, type: 'shortcut', callback_id: 'unlink_asset', trigger_id: 'forged.1' }),
    ];
    for (const body of bodies) expect(await workspace.deliver(body)).toMatchObject({ status: 200, text: '' });
    await workspace.idle();
    expect({ calls: workspace.calls.length, asked: zca.ledger.calls.length }).toEqual(before);
    expect(
      world().logged.some((line) => line.includes('dropped deliveries of another workspace or app')),
    ).toBe(true);
  });

  it('another workspace with an approver’s id approves nothing', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const { block_id } = pressInput(people.minh, card, 'confirm');
    const receipt = await workspace.deliver(
      payload({
        ...{ type: 'block_actions', api_app_id: 'A0ZCABOT01', team: { id: 'T0OTHER001' } },
        ...{ user: { id: people.minh, team_id: 'T0OTHER001' }, channel: { id: places.ops } },
        ...{ message: { ts: card.ts }, trigger_id: 'forged.2' },
        actions: [{ type: 'button', action_id: 'approve', block_id, value: requestIdOf(card) }],
      }),
    );
    expect(receipt).toMatchObject({ status: 200, text: '' });
    await workspace.idle();
    expect(zca.ledger.removals).toEqual([]);
  });
});

describe('a delivery', () => {
  const installation = { team: ours.team_id, enterprise: null, app: ours.api_app_id };
  const app = { api_app_id: ours.api_app_id };
  const partner = { team: { id: 'T0PARTNER1' }, user: { id: 'U0CONNECT1', team_id: 'T0PARTNER1' } };

  it.each<[string, object]>([
    ['of a command', ours],
    [
      'of an event, by its authorization',
      { ...app, team_id: 'T0PARTNER1', authorizations: [{ team_id: ours.team_id }] },
    ],
    ['of an event, by its context', { ...app, team_id: 'T0PARTNER1', context_team_id: ours.team_id }],
    ['of a press by somebody of Slack Connect', { ...app, ...partner, message: { team: ours.team_id } }],
    [
      'of a dialog of somebody of Slack Connect',
      { ...app, ...partner, view: { app_installed_team_id: ours.team_id } },
    ],
  ])('%s belongs to this installation', (_what, body) => {
    expect(isOf(installation, body)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['that is authorized for another workspace', { ...ours, authorizations: [{ team_id: 'T0OTHER001' }] }],
    ['of a person of another company alone', { ...app, ...partner }],
    ['of another app', { ...ours, api_app_id: 'A0OTHER001' }],
    ['with a team of another form', { ...app, team_id: { id: ours.team_id } }],
    ['that is nothing', null],
  ])('%s belongs to another', (_what, body) => {
    expect(isOf(installation, body)).toBe(false);
  });

  it('from any workspace of the organisation belongs to an app installed in each of them', () => {
    const all = { ...installation, enterprise: 'E0ORG00001' };
    const other = { ...app, team: { id: 'T0SECOND01' }, enterprise: { id: 'E0ORG00001' } };
    expect([isOf(all, other), isOf(installation, other)]).toEqual([true, false]);
  });

  it('is checked by its workspace alone while the app is unknown', () => {
    expect(isOf({ ...installation, app: null }, { team_id: ours.team_id })).toBe(true);
  });

  it('through a socket is checked by the app that its token names', () => {
    expect([appOf('xapp-1-A0ZCABOT01-123-abc'), appOf('xapp-test-secret')]).toEqual(['A0ZCABOT01', null]);
  });
});
