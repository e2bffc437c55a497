import { DateText } from '../text/date-text.js';

export function MessageTime({ ts }: { ts: string }) {
  return (
    <span className="message-time">
      <DateText seconds={Number(ts)} format="{time}" fallback="" />
    </span>
  );
}
