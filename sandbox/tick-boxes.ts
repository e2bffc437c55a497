import { elementsOf } from './block-elements.js';
import type { DeliveryReport, Message } from './slack/page-contract.js';
import type { Workspace } from './slack/workspace.js';

/**
 * Ticks and unticks a message's boxes until exactly the wanted values are ticked. Changes one group at a time and waits
 * until the message shows it. Returns the deliveries.
 */
export async function tickBoxes(
  workspace: Workspace,
  user: string,
  { channel, ts }: Pick<Message, 'channel' | 'ts'>,
  isWanted: (value: string) => boolean,
  timeoutMs: number,
): Promise<DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  const wrong = () => wrongGroups(workspace, channel, ts, isWanted);
  const left = wrong().map(({ index }) => index);
  for (const [turn, index] of left.entries()) {
    const group = await workspace.waitFor(() => {
      const now = wrong();
      return now.length === left.length - turn && now.find((each) => each.index === index);
    }, timeoutMs);
    const { block_id, action_id, selected } = group;
    const container = { type: 'message' as const, channel, message_ts: ts };
    reports.push(await workspace.action({ user, container, block_id, action_id, selected }));
  }
  return reports;
}

/** Tells whether a message shows exactly the wanted values as ticked. */
export function showsTicked(
  workspace: Workspace,
  { channel, ts }: Pick<Message, 'channel' | 'ts'>,
  isWanted: (value: string) => boolean,
): boolean {
  return wrongGroups(workspace, channel, ts, isWanted).length === 0;
}

/** The groups of boxes whose ticks are wrong, with their index among all of the message's groups. */
function wrongGroups(
  workspace: Workspace,
  channel: string,
  ts: string,
  isWanted: (value: string) => boolean,
) {
  const message = workspace.messages(channel).find((each) => each.ts === ts);
  const boxes = (message?.blocks ?? []).flatMap(({ block_id = '', ...block }) =>
    elementsOf(block).flatMap((element) => (element.type === 'checkboxes' ? [{ ...element, block_id }] : [])),
  );
  return boxes
    .map(({ options, ...group }, index) => ({
      ...group,
      index,
      selected: options.filter(({ value }) => isWanted(value)),
    }))
    .filter(
      ({ selected, ticked }) =>
        selected.length !== ticked.length || selected.some(({ value }) => !ticked.includes(value)),
    );
}
