import type { PagePhone } from '@callgrid/phone/browser';
import { type ReactElement, useEffect, useReducer } from 'react';

const REFRESH_MS = 500;

const happenings: readonly (readonly [string, (phone: PagePhone) => void])[] = [
  ['Lose network', (phone) => phone.goOffline()],
  ['Wi-Fi', (phone) => phone.goOnline('wifi')],
  ['4G', (phone) => phone.goOnline('4g')],
  ['Hide', (phone) => phone.hide()],
  ['Show', (phone) => phone.show()],
  ['Ring', (phone) => phone.incomingCall()],
  ['Hang up', (phone) => phone.callEnded()],
];

/** What can happen to a phone, and what it noted of its mini program. */
export function PhonePanel({ phone }: { readonly phone: PagePhone }): ReactElement {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const { setData, errors, violations } = phone;
  return (
    <>
      <div className='phone-row'>
        {happenings.map(([label, happen]) => (
          <button key={label} type='button' onClick={() => happen(phone)}>
            {label}
          </button>
        ))}
      </div>
      <div className='phone-row' data-errors={errors.length} data-violations={violations.length}>
        {setData.calls} setData, {Math.round(setData.bytes / 1_024)} KB · {errors.length} errors ·{' '}
        {violations.length} violations
      </div>
    </>
  );
}
