import { useEffect, useState } from 'react';
import type { Phone } from '../../zalo/page-contract.js';
import { keepReading } from './keep-reading.js';
import { readPhone } from './phone-api.js';
import { PhonePage } from './phone-page.js';
import { phoneWords } from './phone-words.js';

export function PhoneApp() {
  const [phone, setPhone] = useState<Phone | null>(null);
  useEffect(() => {
    const stop = keepReading<Phone>(
      (_before, signal) => readPhone(signal),
      (answer) => {
        if (answer === null) return;
        stop();
        document.documentElement.lang = answer.language;
        setPhone(answer);
      },
    );
    return stop;
  }, []);
  if (phone !== null) return <PhonePage phone={phone} />;
  return (
    <p className="starting" role="status">
      {phoneWords.vi.waiting}
    </p>
  );
}
