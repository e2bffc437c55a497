import type { View } from '../../../../../../sandbox/slack/page-contract.js';
import { lan } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import type { Asset, AssetKind } from '../../../../../../src/core/asset/asset.js';
import { type DialogStage, seenBy, typed, type Values } from './dialog-stage.js';

/** Lan opens the form by the global shortcut, with a channel in view or without. */
export async function openByShortcut(stage: DialogStage, where?: string): Promise<View> {
  const at = where === undefined ? {} : { channel: where };
  await stage.workspace.shortcut({ user: lan, callback_id: 'unlink_asset', ...at });
  return seenBy(lan, stage.workspace);
}

/** Lan changes the kind, and waits for its picker. */
export async function choose(kind: AssetKind, form: View, stage: DialogStage): Promise<View> {
  const container = { type: 'view', view_id: form.id } as const;
  const selected = [{ value: kind, text: { type: 'plain_text', text: kind } }];
  await stage.workspace.action({
    user: lan,
    container,
    block_id: 'kind',
    action_id: 'unlink_kind',
    selected,
  });
  return stage.workspace.waitFor(() => {
    const { modal } = stage.workspace.views(lan);
    return modal?.blocks.some(({ block_id }) => block_id === `assets/${kind}`) && modal;
  });
}

/** The names that a kind's picker offers Lan for her text. */
export async function offered(
  value: string,
  form: View,
  stage: DialogStage,
  kind: AssetKind = 'oa',
): Promise<string[]> {
  const container = { type: 'view', view_id: form.id } as const;
  const at = { block_id: `assets/${kind}`, action_id: `unlink_assets/${kind}` };
  const { options } = await stage.workspace.options({ user: lan, container, ...at, value });
  return options.map(({ text }) => text.text);
}

export function picked(...assets: Asset[]): Values {
  const kind = assets[0]?.kind ?? 'oa';
  const selected_options = assets.map(({ id, name }) => ({
    value: id,
    text: { type: 'plain_text', text: name },
  }));
  return { [`assets/${kind}`]: { [`unlink_assets/${kind}`]: { selected_options } } };
}

/** Lan picks assets in the form, which stays open. */
export async function pick(assets: readonly Asset[], form: View, stage: DialogStage): Promise<void> {
  const kind = assets[0]?.kind ?? 'oa';
  await stage.workspace.action({
    user: lan,
    container: { type: 'view', view_id: form.id },
    block_id: `assets/${kind}`,
    action_id: `unlink_assets/${kind}`,
    selected: assets.map(({ id, name }) => ({ value: id, text: { type: 'plain_text', text: name } })),
  });
}

export function pasted(text: string): Values {
  return { pasted: { unlink_pasted: typed(text) } };
}

export function reason(text: string): Values[string] {
  return { reason: typed(text) };
}

export function channel(id: string): Values[string] {
  return { unlink_channel: { selected_conversation: id } };
}
