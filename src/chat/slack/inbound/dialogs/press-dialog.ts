import type { Asset } from '../../../../core/asset/asset.js';
import {
  type CardPress,
  isManualTaskPress,
  type ManualTaskPress,
  type Press,
} from '../../../../core/command/submitted-command.js';
import { assetsToVerifyFor } from '../../../../core/request/asset-rules.js';
import { confirmEffect, runEffect } from '../../../../core/request/confirm-effect.js';
import { sawWhatIsChosen } from '../../../../core/request/decision-transition.js';
import { manualTaskOf, openManualTasks } from '../../../../core/request/manual-task.js';
import { type Policy, policyFor } from '../../../../core/request/policy.js';
import {
  type CardRequest,
  isFinished,
  type Pending,
  type Request,
  type Running,
} from '../../../../core/request/request.js';
import { retriedAssets } from '../../../../core/request/run-outcomes.js';
import { pressRefusalOf } from '../../../../flow/permission.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import type { InboundPorts } from '../inbound-ports.js';
import { openDigits } from './digits.js';
import type { ToConfirm } from './digits-view.js';
import { openFailureReason } from './failure-reason.js';
import type { Opening } from './open-view.js';
import { openReject } from './reject.js';

/**
 * A dialog must open within three seconds of the press. A permission check that takes longer than this is left to the
 * job, and the dialog opens.
 */
const timeoutMs = 1_500;

export function openDialog(needs: Dialog, opening: Opening, ports: InboundPorts): Promise<boolean> {
  if ('asset' in needs) {
    const { request, asset, press } = needs;
    const { turn, place } = press;
    const about = { requestId: request.id, id: asset.id, round: request.round, turn, place };
    return openFailureReason(opening, about, asset, ports);
  }
  const { request, press } = needs;
  const { listRevision, ticked, place } = press;
  const seen = { requestId: request.id, listRevision, place };
  if (!('toType' in needs)) return openReject(opening, seen, ports);
  const round = press.action.type === 'retry' ? { round: press.round } : {};
  return openDigits(opening, { ...seen, ticked, ...round }, needs, ports);
}

/** The dialog that a press needs, and what it is about. */
type Dialog =
  | (ToConfirm & { readonly press: CardPress })
  | { readonly press: CardPress; readonly request: Pending }
  | { readonly press: ManualTaskPress; readonly request: Running; readonly asset: Asset };

type Needs =
  | Dialog
  | 'none'
  /** The request could not be read. */
  | 'unknown';

/** Presses of these types may need a dialog, for words that the press itself does not carry. */
function needsWords({ type }: Press['action']): boolean {
  return ['open_reject', 'approve', 'retry', 'work_failed'].includes(type);
}

/**
 * Decides which dialog a press needs first. A presser without permission gets none, and neither does one whose list has
 * changed: their press is queued and refused like any other. If Slack does not identify the person in time, the dialog
 * opens; its submission is checked like every press.
 */
export async function dialogFor(press: Press, ports: InboundPorts): Promise<Needs> {
  const { requestId, action } = press;
  if (requestId === null || !needsWords(action)) return 'none';
  try {
    const request = await ports.store.get(requestId);
    if (isManualTaskPress(press)) return await whyNotFor(press, request, ports);
    if (action.type === 'retry') return await digitsAgain(press, request, ports);
    return await decisionDialogFor(press, request, ports);
  } catch (error) {
    ports.log.error('dialog.request_unreadable', 'could not read the request of a dialog', {
      request: requestId,
      error: String(error),
    });
    return 'unknown';
  }
}

async function decisionDialogFor(
  press: CardPress,
  request: Request | null,
  ports: InboundPorts,
): Promise<Needs> {
  const isReject = press.action.type === 'open_reject';
  if (request?.status !== 'pending') return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const toType = assetsToVerifyFor(policy, request);
  if (!isReject && (toType.length === 0 || !sawWhatIsChosen(request, press))) return 'none';
  if (await isRefused(press, request, policy, ports)) return 'none';
  if (isReject) return { press, request };
  const assets = request.assets.filter(({ id }) => (press.ticked ?? request.chosen).includes(id));
  return { press, request, assets, toType, effect: confirmEffect(request, policy, isByHand(ports)) };
}

/** A retry is a new confirmation, so the presser types the digits of high-risk assets again. */
async function digitsAgain(press: CardPress, request: Request | null, ports: InboundPorts): Promise<Needs> {
  if (request === null || !isFinished(request) || request.round !== press.round) return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const assets = retriedAssets(request);
  const toType = assetsToVerifyFor(policy, request, assets);
  if (toType.length === 0 || (await isRefused(press, request, policy, ports))) return 'none';
  return { press, request, assets, toType, effect: runEffect(request.dryRun, isByHand(ports)) };
}

function isByHand({ operators }: Pick<InboundPorts, 'operators'>): boolean {
  return operators.length > 0;
}

/** Only the operator who claimed the task is asked for a failure reason. */
async function whyNotFor(
  press: ManualTaskPress,
  request: Request | null,
  ports: InboundPorts,
): Promise<Needs> {
  const { action } = press;
  if (action.type !== 'work_failed') return 'none';
  if (request?.status !== 'running' || request.round !== press.round) return 'none';
  const asset = openManualTasks(request).find(({ id }) => id === action.id);
  if (asset === undefined || manualTaskOf(request).taken?.by !== press.user) return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  return (await isRefused(press, request, policy, ports)) ? 'none' : { press, request, asset };
}

/** True if the presser is known, in time, to lack permission. */
async function isRefused(
  press: Press,
  request: CardRequest,
  policy: Policy,
  ports: InboundPorts,
): Promise<boolean> {
  const refusal = await withTimeout(timeoutMs, pressRefusalOf(press, request, policy, ports));
  return refusal !== null && refusal !== 'late';
}
