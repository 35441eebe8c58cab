import type { ReactElement, ReactNode } from 'react';
import type { DeviceName, devices } from './devices.ts';
import type { NavigationBar } from './navigation-bar.ts';
import './device-frame.css';

interface DeviceFrameProps {
  readonly device: (typeof devices)[DeviceName];
  readonly bar: NavigationBar;
  readonly onBack: () => void;
  /** Fills the screen below the bars. */
  readonly children: ReactNode;
}

/** A phone's case, with what WeChat and the system draw around a page; true to size. */
export function DeviceFrame({ device, bar, onBack, children }: DeviceFrameProps): ReactElement {
  const { width, height, statusBarHeight, navigationBarHeight, bottomInset } = device;
  return (
    <div className='device'>
      <div className={`device-screen is-${bar.colour}`} style={{ width, height, background: bar.background }}>
        <div className='device-status' style={{ height: statusBarHeight }}>
          <span>9:41</span>
          <span>100 %</span>
        </div>
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
        <div className='device-page'>{children}</div>
        {bottomInset > 0 && <div className='device-home' />}
      </div>
    </div>
  );
}
