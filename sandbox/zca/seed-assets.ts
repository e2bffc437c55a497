import type { ZcaAsset } from './asset.js';
import { SEED_APPS } from './seed-apps.js';
import { SEED_AWKWARD_OAS } from './seed-awkward-oas.js';
import { SEED_OAS } from './seed-oas.js';

/** What is linked when the sandbox starts: thirty OAs and ten apps, plain ones and awkward ones. */
export const SEED_ASSETS: readonly ZcaAsset[] = [...SEED_OAS, ...SEED_AWKWARD_OAS, ...SEED_APPS];
