import type { Note } from '../../core/note.js';
import { bold, code, type Phrase, phrase } from '../../core/phrase.js';
import type { Messages } from '../../i18n/messages.js';
import { cut } from './limits.js';
import { bullets, lines, messageText, richText, type SlackMessage } from './rich-text.js';
import { shortCause } from './short-cause.js';
import { shownName } from './shown-name.js';

/** What one person is told privately, as a message. */
export function renderNote(note: Note, messages: Messages): SlackMessage {
  const content = contentOf(note, messages);
  return {
    text: messageText([...content.lines, ...content.points]),
    blocks: [
      richText(lines(content.lines), ...(content.points.length === 0 ? [] : [bullets(content.points)])),
    ],
  };
}

interface Content {
  readonly lines: readonly Phrase[];
  readonly points: readonly Phrase[];
}

function contentOf(note: Note, messages: Messages): Content {
  if (note.type === 'no_match') return noMatch(note, messages);
  if (note.type === 'help') return { lines: messages.note.help, points: [] };
  if (note.type === 'mistake') {
    return { lines: [messages.note.mistake(note.mistake), messages.note.nearest(note.nearest)], points: [] };
  }
  return { lines: [lineOf(note, messages)], points: [] };
}

function noMatch(note: Extract<Note, { type: 'no_match' }>, { note: texts }: Messages): Content {
  const line = texts.noMatch(note.kind, note.query);
  const points = note.closest.map((asset) => phrase`${bold(shownName(asset, cut.name))} · ${code(asset.id)}`);
  return points.length === 0 ? { lines: [line], points } : { lines: [line, texts.closest], points };
}

function lineOf(
  note: Exclude<Note, { type: 'no_match' | 'help' | 'mistake' }>,
  { note: texts }: Messages,
): Phrase {
  switch (note.type) {
    case 'not_recorded':
      return texts.notRecorded;
    case 'ask_refused':
      return texts.askRefused(note.refusal, note.allowed);
    case 'lookup_failed':
      return texts.lookupFailed(shortCause(note.cause));
    case 'joined':
      return texts.joined(note.other);
    case 'cannot_post':
      return texts.cannotPost(note.channel, note.code);
    case 'decision_refused':
      return texts.decisionRefused(note.refusal, note.allowed);
    case 'group_unreadable':
      return texts.groupUnreadable(note.group);
    case 'no_such_request':
      return texts.noSuchRequest;
    case 'not_open':
      return texts.notOpen(note.request);
    case 'pressed_long_ago':
      return texts.pressedLongAgo;
    case 'list_changed':
      return texts.listChanged;
    case 'nothing_chosen':
      return texts.nothingChosen;
    case 'held':
      return texts.held(note.other);
  }
}
