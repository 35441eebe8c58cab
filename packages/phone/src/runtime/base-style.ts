/** Enough of WeChat's own style for layout and screenshots to be recognisable. */
export const BASE_STYLE = `
html, body { margin: 0; height: 100%; font: 16px/1.4 -apple-system, "Noto Sans CJK SC", sans-serif; }
.wx-frame { position: absolute; inset: 0; overflow: auto; background: #fff; }
wx-view, wx-cover-view, wx-scroll-view, wx-form, wx-swiper, wx-swiper-item, .wx-page { display: block; }
wx-button { display: block; padding: 0 14px; box-sizing: border-box; border-radius: 5px; text-align: center;
  font-size: 18px; line-height: 2.55; background: #f8f8f8; border: 1px solid rgba(0, 0, 0, .2); }
wx-button[type=primary] { background: #07c160; color: #fff; }
wx-image, wx-cover-image { display: inline-block; width: 320px; height: 240px; background: #ddd; }
wx-input input, wx-textarea textarea { width: 100%; border: 0; outline: 0; background: none; font: inherit;
  color: inherit; }
wx-input { display: block; height: 1.4em; }
wx-textarea { display: block; width: 300px; height: 150px; }
wx-switch { position: relative; display: inline-block; width: 52px; height: 32px; border-radius: 16px; background: #dfdfdf; }
wx-switch::after { content: ""; position: absolute; top: 2px; left: 2px; width: 28px; height: 28px; border-radius: 50%;
  background: #fff; }
wx-switch[wx-checked=true] { background: var(--wx-color, #04be02); }
wx-switch[wx-checked=true]::after { left: 22px; }
wx-radio, wx-checkbox { display: inline-block; width: 20px; height: 20px; border: 1px solid #d1d1d1; }
wx-radio { border-radius: 50%; }
wx-radio[wx-checked=true], wx-checkbox[wx-checked=true] { background: var(--wx-color, #09bb07); }
wx-live-pusher { display: block; background: #000; }
wx-live-player { display: block; width: 300px; height: 225px; background: #000; }
[hidden] { display: none; }
`;
