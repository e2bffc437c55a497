import { checkMessageBlocks } from '../blocks/check-blocks.js';
import { checkView } from '../blocks/check-view.js';
import { json, notJson } from './arguments.js';
import { botMethod, type Method } from './method.js';
import { Refusal, refuseFaults } from './refusal.js';

/** Checks blocks, a view or a message as posting would, without changing anything. */
const validate = botMethod({ blocks: json, view: json, message: json }, ({ blocks, view, message }) => {
  const given = [blocks, view, message].filter((each) => each !== undefined);
  if (given.length !== 1 || given[0] === notJson) throw new Refusal('invalid_arguments');
  const faults = view === undefined ? messageFaults(blocks ?? blocksOf(message)) : checkView(view);
  if (faults.length > 0) throw refuseFaults('invalid_blocks', faults);
  return {};
});

function messageFaults(blocks: unknown) {
  const checked = checkMessageBlocks(blocks);
  return 'faults' in checked ? checked.faults : [];
}

function blocksOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'blocks' in message ? message.blocks : undefined;
}

export const validateMethods: Record<string, Method> = { 'blocks.validate': validate };
