import { useState } from 'react';
import { Dialog } from './dialog.js';
import { ThingsToTry } from './things-to-try.js';

export function AboutSandbox() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="sidebar-line" onClick={() => setOpen(true)}>
        <span aria-hidden="true">ⓘ</span> About this sandbox
      </button>
      {open && (
        <Dialog title="About this sandbox" onClose={() => setOpen(false)}>
          <div className="about">
            <p>
              This is a local stand-in for Slack. It is not Slack, and needs no account. Nothing leaves this
              machine: no message, no click, no picture.
            </p>
            <p>Three things to try:</p>
            <ThingsToTry />
          </div>
        </Dialog>
      )}
    </>
  );
}
