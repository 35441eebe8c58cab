import type { ReactElement, ReactNode } from 'react';
import './value.css';

/** What a hook gives, as it is now. */
export function Value({ of: value }: { readonly of: unknown }): ReactElement {
  return <pre className='value'>{JSON.stringify(value, null, 2) ?? 'undefined'}</pre>;
}

interface ButtonProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function Button({ onClick, children }: ButtonProps): ReactElement {
  return (
    <button type='button' className='value-button' onClick={onClick}>
      {children}
    </button>
  );
}
