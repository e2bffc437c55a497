import type { types } from '@slack/bolt';
import type { DeliveryReport, View } from '../../../../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../../../../sandbox/slack/workspace.js';
import { minh, opsChannel, overHttp } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { onDigits, openDigits } from '../../../../../../src/chat/slack/inbound/dialogs/digits.js';
import { renderDigits } from '../../../../../../src/chat/slack/inbound/dialogs/digits-view.js';
import { onForm, openForm } from '../../../../../../src/chat/slack/inbound/dialogs/form.js';
import { formFields, renderForm } from '../../../../../../src/chat/slack/inbound/dialogs/form-view.js';
import {
  onReject,
  openReject,
  renderReject,
} from '../../../../../../src/chat/slack/inbound/dialogs/reject.js';
import type { InboundPorts } from '../../../../../../src/chat/slack/inbound/inbound-ports.js';
import { Listeners } from '../../../../../../src/chat/slack/inbound/listeners.js';
import { readableText } from '../../../../../../src/chat/slack/outbound/typed-text.js';
import type { Asset } from '../../../../../../src/core/asset/asset.js';
import type { Press, SubmittedCommand } from '../../../../../../src/core/command/submitted-command.js';
import type { Policies } from '../../../../../../src/core/request/policy.js';
import type { CardRequest, Request } from '../../../../../../src/core/request/request.js';
import { noMetrics } from '../../../../../../src/flow/ports/metrics.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import {
  askedAt,
  dalat,
  pending,
  place,
  policies,
  saigon,
  toConfirm,
  wallet,
} from '../../../../../fixtures/dialog-values.js';

/** The rest of the bot, in memory; a test can change its assets and requests at any time. */
export interface Rest {
  linked: Asset[];
  /** The error of reading the newest list. */
  zcaFailure: Error | null;
  /** Reading the newest list never ends. */
  zcaHangs: boolean;
  /** The error of reading the known list. */
  cacheFailure: Error | null;
  /** Called while the bot looks up somebody's language. */
  dawdle: () => void;
  queueFailure: Error | null;
  stored: Request | null;
  policies: Policies;
  mayPick: boolean;
  readonly asks: SubmittedCommand[];
  readonly presses: Press[];
}

export interface DialogStage {
  readonly workspace: Workspace;
  readonly rest: Rest;
  /** The newest dialog was opened. */
  opened: boolean | null;
  stop(): Promise<void>;
}

/**
 * A bot with the dialogs only: `/unlink` opens the form, `reject` and `digits` the two others. With
 * `old` in front, each opens as another version of the bot opened it; `form without pasting` opens the form of the
 * version before names could be pasted.
 */
export async function openStage(options: { readonly now?: () => number } = {}): Promise<DialogStage> {
  const rest: Rest = {
    linked: [saigon, dalat, wallet],
    zcaFailure: null,
    zcaHangs: false,
    cacheFailure: null,
    dawdle: () => {},
    queueFailure: null,
    stored: pending(),
    policies: policies(),
    mayPick: true,
    asks: [],
    presses: [],
  };
  const ports = doorsTo(rest);
  const bot = await overHttp((app) => {
    const listeners = new Listeners(app);
    onForm(listeners, ports);
    onReject(listeners, ports);
    onDigits(listeners, ports);
    app.command('/unlink', async ({ body, ack, client }) => {
      const { trigger_id: trigger, user_id: user, text } = body;
      const seen = { requestId: 'UR-7K2M', listRevision: 3, place };
      const opening = { client, triggerId: trigger, user };
      const request = rest.stored as CardRequest;
      if (text.startsWith('old ')) {
        const view = { ...viewOf(text.slice(4), request, rest.policies), private_metadata: '{"version":0}' };
        await client.views.open({ trigger_id: trigger, view });
      } else if (text === 'form without pasting') {
        const { blocks, ...view } = viewOf('form', request, rest.policies);
        const earlier = blocks.filter(({ block_id }) => block_id !== formFields.pasted.block);
        const private_metadata = JSON.stringify(place);
        await client.views.open({
          trigger_id: trigger,
          view: { ...view, blocks: earlier, private_metadata },
        });
      } else if (text === 'reject') stage.opened = await openReject(opening, seen, ports);
      else if (text === 'digits') {
        const press = { ...seen, ticked: null };
        const heavy = request.assets.filter(({ verified }) => verified);
        stage.opened = await openDigits(opening, press, toConfirm(request, heavy), ports);
      } else stage.opened = await openForm(opening, { place }, ports);
      await ack();
    });
  }, options);
  const stage: DialogStage = { workspace: bot.workspace, rest, opened: null, stop: bot.stop };
  return stage;
}

function viewOf(name: string, request: CardRequest, among: Policies): types.ModalView {
  const messages = messagesFor('vi');
  const seen = { requestId: request.id, listRevision: request.listRevision, place };
  if (name === 'reject') return renderReject(seen, messages);
  return name === 'digits'
    ? renderDigits({ ...seen, ticked: null }, toConfirm(request, [dalat]), messages)
    : renderForm({ kind: 'oa', place, channel: null, kept: [], understood: null }, messages, among);
}

function doorsTo(rest: Rest): InboundPorts {
  const nothing = async () => {};
  const queue = <T>(into: T[]) => {
    return async (what: T) => {
      if (rest.queueFailure !== null) throw rest.queueFailure;
      into.push(what);
    };
  };
  return {
    jobs: {
      ask: queue(rest.asks),
      press: queue(rest.presses),
      home: nothing,
    },
    linked: {
      recent: async (kind) => {
        if (rest.cacheFailure !== null) throw rest.cacheFailure;
        return rest.linked.filter((asset) => asset.kind === kind);
      },
      now: async (kind) => {
        if (rest.zcaFailure !== null) throw rest.zcaFailure;
        if (rest.zcaHangs) await new Promise(() => {});
        return rest.linked.filter((asset) => asset.kind === kind);
      },
    },
    connect: async () => ({ type: 'nothing_to_connect', isDone: false }),
    mayPick: async () => rest.mayPick,
    readable: (text) => readableText(text, { personName: async () => 'Hoa', groupName: async () => null }),
    store: { get: async () => rest.stored, refuse: async (_delivery, why) => ({ type: 'refused', why }) },
    replies: { keep: nothing },
    metrics: noMetrics,
    cardLinks: { within: async (render) => render(() => null) },
    budgets: { count: async () => ({ type: 'within' }) },
    chat: {
      groupMembers: async () => new Set<string>(),
      person: async (id) => ({ id, isOutsider: false }),
    },
    question: async () => {
      throw new Error('nothing is asked here');
    },
    messagesOf: async (user) => {
      rest.dawdle();
      return messagesFor(user === minh ? 'en' : 'vi');
    },
    get policies() {
      return rest.policies;
    },
    operators: [],
    alerts: { raise: () => {} },
    now: () => askedAt,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

/** Opens a dialog by a command, as somebody who then sees it. */
export async function openBy(command: string, user: string, { workspace }: DialogStage): Promise<View> {
  await workspace.post({ user, channel: opsChannel, text: `/unlink ${command}`.trim() });
  return seenBy(user, workspace);
}

/** The dialog that somebody sees. */
export function seenBy(user: string, workspace: Workspace): Promise<View> {
  return workspace.waitFor(() => workspace.views(user).modal);
}

export type Values = Record<string, Record<string, Record<string, unknown>>>;

export function submit(
  user: string,
  view: View,
  values: Values,
  { workspace }: DialogStage,
): Promise<DeliveryReport> {
  return workspace.submit({ user, view_id: view.id, state: { values } });
}

export function typed(value: string): Record<string, unknown> {
  return { value };
}
