import { describe, expect, it } from 'vitest';
import { renderDigits } from '../../../../../../src/chat/slack/inbound/dialogs/digits-view.js';
import { renderForm } from '../../../../../../src/chat/slack/inbound/dialogs/form-view.js';
import { renderReject } from '../../../../../../src/chat/slack/inbound/dialogs/reject.js';
import type { Asset } from '../../../../../../src/core/asset/asset.js';
import { locales } from '../../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import { dalat, pending, place, policies, saigon, toConfirm } from '../../../../../fixtures/dialog-values.js';
import { faultsOf, textOf } from './view-accepts.js';

const longestId = 'UR-0123456789AB';
const many: readonly Asset[] = Array.from({ length: 50 }, (_, at) => ({
  kind: 'oa',
  id: `${'9'.repeat(26)}${1000 + at}`,
  name: `${'Hà Nội phố '.repeat(90)}${at}`,
  verified: true,
}));
const seen = {
  requestId: longestId,
  listRevision: 999_999,
  place: { ...place, thread: '1767578639.000100' },
};

describe.each(locales)('the dialogs in %s', (locale) => {
  const messages = messagesFor(locale);

  it.each([
    ['known', place],
    ['not known', null],
  ])('include a form that Slack accepts where the place is %s', (_name, where) => {
    for (const kind of ['oa', 'app'] as const) {
      const everybody = Array.from({ length: 20 }, (_, at) => `U0APPROVE${at}`);
      const most = policies({ mostAssets: 1000, approvals: 3, approvers: everybody, reasonRequired: true });
      expect(
        faultsOf(
          renderForm({ kind, place: where, channel: null, kept: [], understood: null }, messages, most),
        ),
      ).toEqual([]);
    }
  });

  it('include a rejection that Slack accepts with the longest id', () => {
    expect(faultsOf(renderReject(seen, messages))).toEqual([]);
  });

  it.each([true, false])(
    'include one that Slack accepts for fifty assets with endless names, dry run %s',
    (dryRun) => {
      const request = pending({ id: longestId, assets: many, dryRun });
      const ticked = many.map(({ id }) => id);
      const view = renderDigits({ ...seen, ticked }, toConfirm(request, many.slice(0, 5)), messages);
      expect(faultsOf(view)).toEqual([]);
      expect(many.filter(({ id }) => !textOf(view).includes(id))).toEqual([]);
    },
  );

  it('say what the unlink does, and name every asset in full', () => {
    const view = renderDigits({ ...seen, ticked: null }, toConfirm(pending(), [dalat]), messages);
    const text = textOf(view);
    const effect = messages.card.effect('oa', 2).map((piece) => ('text' in piece ? piece.text : ''));
    for (const part of [saigon.name, saigon.id, dalat.name, dalat.id, effect.join('')])
      expect(text.replaceAll('\n', '')).toContain(part);
  });

  it('list only the ticked assets', () => {
    const view = renderDigits(
      { ...seen, ticked: [dalat.id] },
      toConfirm(pending(), [dalat], [dalat]),
      messages,
    );
    expect(textOf(view)).not.toContain(saigon.name);
    expect(view.submit?.text).toContain('1');
  });

  it('do not show the digits beside the field for them', () => {
    const view = renderDigits({ ...seen, ticked: null }, toConfirm(pending(), [dalat]), messages);
    const labels = view.blocks.flatMap((block) => ('label' in block ? [JSON.stringify(block.label)] : []));
    expect(labels).toHaveLength(1);
    expect(labels[0]).not.toContain(dalat.id.slice(-4));
    expect(labels[0]).toContain(dalat.id.slice(0, -4));
  });

  it('name who must approve, and how many', () => {
    const approvers = ['U0ALPHA001', 'S0GROUP001'];
    const view = renderForm(
      { kind: 'oa', place, channel: null, kept: [], understood: null },
      messages,
      policies({ approvers, approvals: 2 }),
    );
    const preview = JSON.stringify(view.blocks.at(-1));
    expect(preview).toContain('"user_id":"U0ALPHA001"');
    expect(preview).toContain('"usergroup_id":"S0GROUP001"');
    expect(preview).toContain('"text":"2"');
  });

  it('follow the policy of the kind and the channel', () => {
    const rules = [{ kind: 'app', channel: place.channel, change: { reasonRequired: true } }] as const;
    const reasonOf = (kind: 'oa' | 'app') =>
      renderForm(
        { kind, place: null, channel: place.channel, kept: [], understood: null },
        messages,
        policies({}, rules),
      ).blocks.find(({ block_id }) => block_id === 'reason');
    expect([reasonOf('oa'), reasonOf('app')]).toMatchObject([{ optional: true }, { optional: false }]);
  });
});

it('the dialogs differ in every text between the two languages', () => {
  const words = locales.map((locale) => messagesFor(locale).dialog);
  const [vi, en] = words.map((dialog) => [dialog.close, dialog.form.title, dialog.problem.noAsset]);
  expect(vi?.filter((text) => en?.includes(text))).toEqual([]);
});
