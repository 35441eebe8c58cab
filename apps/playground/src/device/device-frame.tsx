import type { ReactElement, ReactNode } from 'react';
import type { NavigationBar } from '../mini-program/navigation-bar.ts';
import type { DeviceName, devices } from './devices.ts';
import './device-frame.css';

interface DeviceFrameProps {
  readonly device: (typeof devices)[DeviceName];
  /** What WeChat draws above a page; a page that is not WeChat's has none. */
  readonly bar?: NavigationBar;
  readonly onBack?: () => void;
  /** Fills the screen below the bars. */
  readonly children: ReactNode;
}

/** A device's case, with what the system and WeChat draw around a page; true to size. */
export function DeviceFrame({ device, bar, onBack, children }: DeviceFrameProps): ReactElement {
  const { width, height, statusBarHeight, navigationBarHeight, bottomInset } = device;
  // WeChat's pages reach below the line at the lower edge; others are shown above it here.
  const inset = bar ? 0 : bottomInset;
  return (
    <div className='device'>
      <div
        className={`device-screen is-${bar?.colour ?? 'page'}`}
        style={{ width, height, ...(bar && { background: bar.background }) }}
      >
        {statusBarHeight > 0 && (
          <div className='device-status' style={{ height: statusBarHeight }}>
            <span>9:41</span>
            <span>100 %</span>
          </div>
        )}
        {bar && (
          <div className='device-bar' style={{ height: navigationBarHeight }}>
            {bar.canGoBack && (
              <button type='button' className='device-back' aria-label='Back' onClick={onBack}>
                ‹
              </button>
            )}
            <span className='device-title'>{bar.title}</span>
            <span className='device-capsule' aria-hidden='true'>
              ••• ◎
            </span>
          </div>
        )}
        <div className='device-page' style={{ paddingBottom: inset }}>
          {children}
        </div>
        {bottomInset > 0 && <div className='device-home' />}
      </div>
    </div>
  );
}
