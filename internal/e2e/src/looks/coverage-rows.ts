/** A test by its file, without `.test.ts`, and its title; for tests of a table, what the title begins with. */
export interface TestName {
  readonly file: string;
  readonly title: string;
}

/** What a story has in Chromium, or, where browsers lack the ability, has not: a selector. */
export type SeenInStory =
  | { readonly story: string; readonly shows: string }
  | { readonly story: string; readonly lacks: string };

/** One thing of CallGrid, the story that shows it, and what proves it on each platform. */
export interface CoverageRow {
  readonly group: 'Layouts' | 'Tiles' | 'Overlays' | 'Menu' | 'Controls' | 'Hooks';
  readonly what: string;
  readonly story: string;
  readonly phone: TestName;
  readonly chromium: SeenInStory | TestName;
}

type Row = Omit<CoverageRow, 'group'>;

const looks = (title: string): TestName => ({ file: 'internal/e2e/src/looks/looks-phone', title });
const fourteen = (title: string): TestName => ({ file: 'internal/e2e/src/looks/fourteen-people', title });
const background = (title: string): TestName => ({ file: 'internal/e2e/src/background', title });
const demo = (title: string): TestName => ({ file: 'apps/demo/test/call', title });
const sheet = demo(
  'sets light, sound, beauty and quality on the elements that are there, and draws statistics by a style each',
);

/** The story shows it itself. */
const row = (what: string, story: string, phone: TestName, shows: string): Row => ({
  what,
  story,
  phone,
  chromium: { story, shows },
});
/** Browsers lack it: their sheet has no such thing. */
const phoneOnly = (what: string, story: string, phone: TestName, lacks: string): Row => ({
  what,
  story,
  phone,
  chromium: { story: 'controls--more-in-a-browser', lacks },
});
const inWindows = (what: string, story: string, phone: TestName): Row => ({
  what,
  story,
  phone,
  chromium: {
    file: 'internal/e2e/src/looks/stories',
    title: 'lie in windows of every width with nothing over anything, nothing cut and nothing outside',
  },
});
/** `:has` of so many, and no more. */
const tiles = (count: number) =>
  `.callgrid-tiles:has(.callgrid-tile):not(:has(.callgrid-slot:nth-child(n + ${count + 1}) .callgrid-tile))`;

const layouts = [
  row('grid of one', 'layouts--grid-1', looks('one alone waits, and has the stage'), tiles(1)),
  row('grid of two', 'layouts--grid-2', looks('up to nine lie in a grid'), tiles(2)),
  row('grid of three', 'layouts--grid-3', looks('up to nine lie in a grid'), tiles(3)),
  row('grid of four', 'layouts--grid-4', looks('up to nine lie in a grid'), tiles(4)),
  row('grid of nine', 'layouts--grid-9', looks('up to nine lie in a grid'), tiles(9)),
  row(
    'grid of many, on pages',
    'pager--first-page',
    fourteen(
      'plays as many as it stands, shows who is beyond without a picture, and says how many are elsewhere',
    ),
    '#callgrid-page-on',
  ),
  row(
    'speaker with a strip',
    'layouts--speaker',
    looks('lays all in a grid, or one large beside a strip, as it is told'),
    '.callgrid-tiles.has-main',
  ),
  row(
    'picture-in-picture for two',
    'layouts--pair',
    looks('of two, one lies in a corner of the other'),
    '.is-pair',
  ),
  row(
    'full screen',
    'layouts--full-screen',
    fourteen('shows one in full, and as before, without a native element more or less'),
    '.callgrid-slot.is-full',
  ),
  row(
    'screen share first',
    'layouts--screen-first',
    looks('a screen is large, and a tile of its own'),
    '.callgrid-slot.is-large .is-screen',
  ),
  row(
    'pinned',
    'layouts--pinned',
    fourteen('pins one, lays all otherwise, and gives back who is seen no more'),
    '.callgrid-slot.is-large #callgrid-tile-4',
  ),
  row(
    'spotlight on who speaks',
    'pager--speaker-brought-in',
    fourteen('brings in who speaks on another page, in the place of one, and moves nobody else'),
    '.callgrid-tile.is-speaking',
  ),
  row(
    'pages, by swipe and by buttons',
    'pager--middle-page',
    fourteen('turns its pages, and subscribes just what they show'),
    '#callgrid-page-back',
  ),
  inWindows('portrait and landscape', 'layouts--grid-4', fourteen('turns on its side and back')),
  inWindows('tablet', 'mini-program--tablet', looks('more tiles lie on a page than a phone takes')),
  inWindows('desktop', 'layouts--grid-16', looks('more tiles lie on a page than a phone takes')),
  {
    what: 'safe areas',
    story: 'layouts--grid-4',
    phone: looks('keeps clear of what a phone covers at its edges'),
    chromium: {
      file: 'internal/e2e/src/looks/stories',
      title: 'keep clear of what a phone covers at its edges',
    },
  },
] satisfies readonly Row[];

const tileStates = [
  row('name', 'tiles--long-name', looks('shows a name on each tile'), '.callgrid-name'),
  row(
    'camera off: initials',
    'tiles--camera-off',
    looks('shows an initial in place of a camera that is off'),
    '#callgrid-tile-2.is-camera-off .callgrid-initial',
  ),
  row('microphone off', 'tiles--muted', looks('shows that a microphone is off'), '#callgrid-tile-2.is-muted'),
  row(
    'speaking ring',
    'tiles--speaking',
    looks('rings the tile of who speaks'),
    '#callgrid-tile-2.is-speaking',
  ),
  row(
    'network bars',
    'tiles--network-bars',
    looks('shows how well a stream gets through, in bars'),
    '.callgrid-stage[style*="--q1"] .callgrid-network',
  ),
  row(
    'own picture mirrored',
    'tiles--own-mirrored',
    looks('leaves it to live-pusher to show the own front camera as in a mirror'),
    '#callgrid-local',
  ),
  row(
    'shared screen, a tile of its own',
    'tiles--shared-screen',
    looks('a screen is large, and a tile of its own'),
    '#callgrid-tile-2-screen',
  ),
  row(
    'beyond the player budget: a name and "+N"',
    'tiles--beyond-the-player-budget',
    fourteen(
      'plays as many as it stands, shows who is beyond without a picture, and says how many are elsewhere',
    ),
    '.callgrid-tile.is-camera-off:not(:has(canvas))',
  ),
] satisfies readonly Row[];

const overlays = [
  row(
    'connecting',
    'tiles--connecting',
    looks('says that a picture is to come, where it takes long'),
    '.callgrid-cover.is-connecting',
  ),
  row(
    'reconnecting: a picture',
    'tiles--reconnecting',
    looks('says that a picture is on its way back'),
    '.callgrid-cover.is-reconnecting',
  ),
  row(
    'reconnecting: the call',
    'overlays--reconnecting',
    looks('says that it is reconnecting, and nothing when it is back'),
    '.callgrid-notice',
  ),
  row(
    'in the background',
    'tiles--in-the-background',
    background('somebody rings: muted and in the background while it lasts, and back after it'),
    '.callgrid-cover.is-background',
  ),
  row(
    'failed, with "try again"',
    'tiles--failed',
    looks('says that a picture failed, and tries again when asked to'),
    '.callgrid-cover.is-failed .callgrid-action',
  ),
] satisfies readonly Row[];

const menu = [
  row(
    'pin',
    'menu--pinned',
    fourteen('pins one, lays all otherwise, and gives back who is seen no more'),
    '#callgrid-menu-pin',
  ),
  row(
    'full screen',
    'menu--full-screen',
    fourteen('shows one in full, and as before, without a native element more or less'),
    '#callgrid-menu-full',
  ),
  row(
    'mute for me',
    'menu--muted-for-me',
    looks('mutes somebody for its own user by the menu'),
    '#callgrid-menu-hush',
  ),
] satisfies readonly Row[];

const controls = [
  row(
    'microphone',
    'controls--microphone-off',
    looks('turns the microphone and the camera off and on'),
    '#callgrid-microphone.is-off',
  ),
  row(
    'camera',
    'controls--camera-off',
    looks('turns the microphone and the camera off and on'),
    '#callgrid-camera.is-off',
  ),
  row(
    'switch camera',
    'controls--switch-camera',
    looks('turns to the other camera'),
    '#callgrid-switch-camera',
  ),
  phoneOnly('torch', 'controls--torch', sheet, '#callgrid-menu-torch'),
  phoneOnly('ear or speaker', 'controls--sound', sheet, '#callgrid-sound-ear'),
  phoneOnly('beauty: off, smooth, nature; level', 'controls--beauty', sheet, '#callgrid-beauty-smooth'),
  phoneOnly('filters', 'controls--filters', sheet, '#callgrid-filter-pink'),
  row('quality', 'controls--quality', sheet, '#callgrid-quality-FHD'),
  row(
    'layout',
    'controls--layout',
    looks('lays all in a grid, or one large beside a strip, as it is told'),
    '#callgrid-layout-speaker',
  ),
  row('statistics', 'controls--statistics', sheet, '.callgrid-statistics-graph'),
  row(
    'leave',
    'controls--leave',
    demo('stops its devices before it leaves, by the button and by the back key'),
    '.callgrid-farewell',
  ),
  row(
    'pending',
    'controls--pending',
    looks('minds a second press of a button only when the first is done'),
    '[aria-busy="true"]',
  ),
] satisfies readonly Row[];

/** A hook's story shows its value, or a button that uses it. */
function hookRow(hook: string): Row {
  const story = `hooks--${hook.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  // Whatever joins on the phone joins by it.
  const said = hook === 'useJoin' ? 'useConnectionState' : hook;
  return row(`\`${hook}\``, story, looks(`${said} says`), '.hook-name + :is(.value, .value-button)');
}

/** Every row there is; `hooks`: the public ones. */
export function coverageRows(hooks: readonly string[]): CoverageRow[] {
  const groups = {
    Layouts: layouts,
    Tiles: tileStates,
    Overlays: overlays,
    Menu: menu,
    Controls: controls,
    Hooks: hooks.map(hookRow),
  };
  return Object.entries(groups).flatMap(([group, rows]) =>
    rows.map((it) => ({ group: group as CoverageRow['group'], ...it })),
  );
}
