/** Makes this realm's `Date` tell the phone's time; a date that is given stays what it is. */
export function installPhoneDate(now: () => number): void {
  const Native = Date;
  const PhoneDate: DateConstructor = new Proxy(Native, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length > 0 ? args : [now()],
        newTarget === PhoneDate ? target : newTarget,
      ),
    apply: () => new Native(now()).toString(),
  });
  Native.now = () => now();
  Native.prototype.constructor = PhoneDate;
  globalThis.Date = PhoneDate;
}
