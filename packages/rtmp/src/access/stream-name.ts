/** A name as peers send it, `name?key=value`, taken apart. */
export interface StreamName {
  name: string;
  query: Readonly<Record<string, string>>;
}

/** Splits `live?token=1` into its name (no slashes at the ends) and its parameters; of a repeated key the last counts. */
export function parseStreamName(text: string): StreamName {
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = mark < 0 ? '' : text.slice(mark + 1);
  return {
    name: withoutOuterSlashes(path),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The parameters of a `tcUrl`, which often repeats those of the app; a URL without any gives an empty record. */
export function tcUrlQuery(tcUrl: string): Readonly<Record<string, string>> {
  return parseStreamName(tcUrl).query;
}

/** The app named by a `tcUrl`, for peers whose `connect` has none: `rtmp://host:port/app/…` gives `app/…`. */
export function tcUrlApp(tcUrl: string): string {
  const path = /^[a-z]+:\/\/[^/]*\/(.*)$/is.exec(tcUrl)?.[1] ?? '';
  return parseStreamName(path).name;
}

/** Character by character: an expression such as `/\/+$/` takes seconds over a long name full of slashes. */
function withoutOuterSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}
