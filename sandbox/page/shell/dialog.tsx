import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

/**
 * A form focuses its first field: a person opens it to fill it in, not to press the closing cross. A question focuses
 * its cancel button: a second Enter after the press that opened it must not confirm the question.
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

/** A real modal dialog: the browser keeps the focus inside and returns it afterwards. */
export function Dialog({ title, role = 'dialog', footer, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // A layout effect, because its clean-up runs before the dialog leaves the page: closing returns the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement?.closest<HTMLElement>('article');
    element?.showModal();
    element?.querySelector<HTMLElement>(firstFocus[role])?.focus();
    return () => {
      element?.close();
      const { activeElement } = document;
      if (activeElement !== document.body && !element?.contains(activeElement)) return;
      // The opener may be gone, or disabled as “Send” is. People type the next command where they typed this one.
      (opener ?? document.querySelector<HTMLElement>('main .composer textarea'))?.focus();
    };
  }, [role]);

  const press = (event: KeyboardEvent) => {
    event.stopPropagation(); // React passes a portal's events on to its opener
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
        event.preventDefault(); // React decides when the dialog closes
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
