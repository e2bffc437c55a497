import type { Notice } from '../workspace/use-notices.js';

interface NoticeLineProps {
  notice: Notice;
  onDismiss: (id: number) => void;
}

/** Slackbot's note to one person about a failure, styled as Slack's private messages. */
export function NoticeLine({ notice, onDismiss }: NoticeLineProps) {
  return (
    <article className="message message-private message-notice" aria-label="Slackbot, only visible to you">
      <p className="message-private-note">Only visible to you</p>
      <span className="avatar avatar-slackbot" aria-hidden="true">
        !
      </span>
      <div className="message-main">
        <header className="message-head">
          <strong className="message-author">Slackbot</strong>
          <button type="button" className="link-button" onClick={() => onDismiss(notice.id)}>
            Dismiss message
          </button>
        </header>
        <p role="alert">{notice.text}</p>
      </div>
    </article>
  );
}
