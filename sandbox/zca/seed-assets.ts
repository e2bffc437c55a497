import type { ZcaAsset } from './asset.js';
import { seedApps } from './seed-apps.js';
import { seedAwkwardOas } from './seed-awkward-oas.js';
import { seedOas } from './seed-oas.js';

/** What is linked when the sandbox starts: thirty OAs and ten apps, plain ones and awkward ones. */
export const seedAssets: readonly ZcaAsset[] = [...seedOas, ...seedAwkwardOas, ...seedApps];
