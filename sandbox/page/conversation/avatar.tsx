import type { CSSProperties } from 'react';
import { isBot, personName, useWorkspace } from '../workspace/workspace-context.js';

/** A colour that is always the same for the same person. */
export function personColour(id: string): CSSProperties {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return { '--person-hue': hue } as CSSProperties; // React's type does not allow custom properties
}

/** Vietnamese names end with the given name: "Nguyễn Thị Lan" is L. */
function initial(name: string): string {
  return (name.trim().split(/\s+/).at(-1) ?? name).charAt(0).toUpperCase();
}

export function Avatar({ id, small = false }: { id: string; small?: boolean }) {
  const { state } = useWorkspace();
  const bot = isBot(state, id);
  const style = bot ? {} : personColour(id);
  const look = `avatar ${bot ? 'avatar-bot' : ''} ${small ? 'avatar-small' : ''}`;
  return (
    <span className={look} style={style} aria-hidden="true">
      {bot ? <BotFace /> : initial(personName(state, id))}
    </span>
  );
}

/** A link with a gap: the bot's job. */
function BotFace() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M10 8H8a4 4 0 0 0 0 8h2M14 8h2a4 4 0 0 1 0 8h-2M12 4v3M12 17v3" />
    </svg>
  );
}
