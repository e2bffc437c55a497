import { createContext, useContext } from 'react';
import type { ActionInput, OptionsAnswer } from '../../slack/page-contract.js';
import type { AppData } from './app-data.js';

/** An element's state in Slack's own shape, e.g. `{ type: 'plain_text_input', value: '…' }`. */
export type ElementState = AppData;

/** block_id → action_id → state */
export type SurfaceValues = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;

export type Choice = Pick<ActionInput, 'selected' | 'typed'>;

/** The message or view that contains the blocks: it holds people's choices and talks to the app. */
export interface Surface {
  /** A header block's level: one below the surface's own heading. */
  heading: 'h2' | 'h3';
  values: SurfaceValues;
  /** block_id → the error that the app or Slack itself reports for the field. */
  errors: Readonly<Record<string, string>>;
  setValue: (blockId: string, actionId: string, state: ElementState) => void;
  act: (blockId: string, actionId: string, choice: Choice) => Promise<void>;
  /** Tells the workspace, not the app, an input's value: the app reads it with the next action. */
  remember: (blockId: string, actionId: string, choice: Choice) => void;
  find: (blockId: string, actionId: string, query: string) => Promise<OptionsAnswer>;
}

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('useSurface is called outside SurfaceProvider');
  return surface;
}
