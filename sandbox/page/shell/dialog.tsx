import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

/**
 * A person opens a form to fill it in, not to press the closing cross. A question begins at its way back: Enter twice
 * on a button must not do what the question asks about.
 */
const firstFocus = {
  dialog: '.dialog-body :is(input, textarea), .dialog-foot button:last-child',
  alertdialog: '.dialog-foot button:first-child',
};

interface DialogProps {
  title: string;
  role?: 'dialog' | 'alertdialog';
  footer?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

/** A real modal dialog: the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, role = 'dialog', footer, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // A layout effect, because its clean-up runs before the dialog leaves the page: closing gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement?.closest<HTMLElement>('article');
    element?.showModal();
    element?.querySelector<HTMLElement>(firstFocus[role])?.focus();
    return () => {
      element?.close();
      const { activeElement } = document;
      if (activeElement !== document.body && !element?.contains(activeElement)) return;
      // What opened this dialog may be gone, or switched off as “Send” is; the next command is typed where this one was.
      (opener ?? document.querySelector<HTMLElement>('main .composer textarea'))?.focus();
    };
  }, [role]);

  const press = (event: KeyboardEvent) => {
    event.stopPropagation(); // React hands events of a portal on to what opened it
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };

  return createPortal(
    <dialog
      ref={dialog}
      role={role}
      className="dialog"
      aria-labelledby={titleId}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault(); // React decides when the dialog goes
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <div className="dialog-body">{children}</div>
      {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
    </dialog>,
    document.body,
  );
}
