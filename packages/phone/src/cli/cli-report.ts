import type { Phone } from '../phone/phone.ts';

/** What `--json` writes of one phone. */
export interface PhoneReport {
  readonly phone: number;
  readonly page: string;
  readonly pages: readonly string[];
  readonly bootMs: number;
  readonly natives: readonly NativeReport[];
  readonly violations: readonly { readonly rule: string; readonly message: string }[];
  /** First lines. */
  readonly errors: readonly { readonly message: string; readonly where: string }[];
  readonly unknownApis: readonly string[];
  /** How many lines of each level. */
  readonly console: Readonly<Record<string, number>>;
  readonly setData: { readonly calls: number; readonly bytes: number; readonly largest: number };
}

export interface NativeReport {
  readonly nid: number;
  readonly kind: string;
  readonly id: string;
  readonly status: string;
  readonly codes: readonly number[];
  /** As `#rrggbb`; null until a picture was measured. */
  readonly colour: string | null;
  /** In Hz; 0 is silence. */
  readonly tone: number;
}

export interface CliReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly media: string;
  /** What was not met, one line each. */
  readonly problems: readonly string[];
  readonly phones: readonly PhoneReport[];
}

export function reportPhone(phone: Phone, number: number): PhoneReport {
  const { calls, bytes, largest } = phone.setData;
  const lines: Record<string, number> = {};
  for (const { level } of phone.console) lines[level] = (lines[level] ?? 0) + 1;
  return {
    phone: number,
    page: phone.page.route,
    pages: phone.pages(),
    bootMs: Math.round(phone.bootMs),
    natives: phone.natives().map(({ nid, kind, id, state: { status, codes, measured } }) => ({
      nid,
      kind,
      id,
      status,
      codes: codes.map(({ code }) => code),
      colour: measured.colour && hex(measured.colour),
      tone: Math.round(measured.tone),
    })),
    violations: phone.violations.map(({ rule, message }) => ({ rule, message })),
    errors: phone.errors.map(({ message, where }) => ({ message: message.split('\n')[0] ?? '', where })),
    unknownApis: phone.unknownApis,
    console: lines,
    setData: { calls, bytes, largest },
  };
}

/** The report for people. */
export function describeReport({ ok, seconds, problems, phones }: CliReport): string {
  return [
    ...phones.flatMap(describePhone),
    ...problems.map((problem) => `not met: ${problem}`),
    `${ok ? 'ok' : 'failed'} after ${seconds} s`,
  ].join('\n');
}

function describePhone(report: PhoneReport): string[] {
  const { violations, errors, unknownApis, setData } = report;
  const lines = Object.entries(report.console).map(([level, count]) => `${count} ${level}`);
  return [
    '',
    `phone ${report.phone}: ${report.page}`,
    ...report.natives.map(
      ({ kind, id, status, colour, tone }) =>
        `  ${`${kind}${id === '' ? '' : `#${id}`}`.padEnd(32)} ${status.padEnd(10)} ${(colour ?? '–').padEnd(7)}  ${tone} Hz`,
    ),
    `  ${violations.length} violations, ${errors.length} errors, ${unknownApis.length} unknown APIs`,
    `  setData: ${setData.calls} calls, ${setData.bytes} bytes; console: ${lines.join(', ') || 'silent'}`,
    ...violations.map(({ rule, message }) => `  violation ${rule}: ${message}`),
    ...errors.map(({ message, where }) => `  error in ${where}: ${message}`),
    ...(unknownApis.length > 0 ? [`  unknown: ${unknownApis.map((name) => `wx.${name}`).join(', ')}`] : []),
  ];
}

const hex = (colour: readonly number[]): string =>
  `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
