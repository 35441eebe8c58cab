import type { Settings } from '../config/read-settings.ts';

/** One thing that the command line can do. */
export interface Command {
  readonly name: string;
  /** One line. */
  readonly about: string;
  readonly settings: Settings;
  /** What there is to know beside the settings. */
  readonly notes: string;
  /** Settles once it is done or, for one that keeps running, has begun. A `ConfigError` is explained to the user. */
  run(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<void>;
}
