import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/page-contract.js';
import { defaultSeed } from '../../sandbox/slack/seed.js';
import type { Fault } from '../../sandbox/zca/zca.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  press,
  requestIdOf,
  resultOf,
  tick,
} from '../world/conversation.js';
import { dialogOf, submitDialog } from '../world/dialogs.js';
import { people, places, type World } from '../world/world.js';
import { type AtThePage, desktop, phone } from './at-the-page.js';
import { Album } from './album.js';
import { useWindows } from './windows.js';
import { type Locale, locales, said } from './words.js';
