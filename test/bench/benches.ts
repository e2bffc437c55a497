import { ack } from './ack.js';
import { auditing } from './auditing.js';
import { liningUp } from './lining-up.js';
import { looking } from './looking.js';
import { memory } from './memory.js';
import { press } from './press.js';
import type { Bench } from './result.js';
import { run } from './run.js';
import { searching } from './searching.js';
import { start } from './start.js';
import { waiting } from './waiting.js';
import { writing } from './writing.js';

export const benches: readonly Bench[] = [
  ack,
  press,
  run,
  start,
  looking,
  waiting,
  searching,
  writing,
  auditing,
  liningUp,
  memory,
];
export const benchNames: readonly string[] = benches.map(({ name }) => name);
