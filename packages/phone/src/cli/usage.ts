export const USAGE = `callgrid-phone: runs a compiled WeChat mini program on headless phones

Usage: npx @callgrid/phone DIST [option]…

DIST is the folder with app.json, such as dist/weapp.

What runs
  --page PATH          the page to open (default: the first of app.json)
  --query KEY=VALUE    a query value of that page, as it stands in the URL; may be repeated
  --phones N           that many phones at once, 1 to 32 (default 1); {n} in a query, a selector or an
                       input is the phone's number
  --media KIND         scripted: codes without media (default); ffmpeg: real RTMP
  --colour '#RRGGBB'   what the first phone's camera sees (with ffmpeg; others take colours of their own)
  --tone HZ            what the first phone's microphone hears (likewise)

What it does, in the order given; each waits until it can
  --tap SELECTOR       taps the first element that matches
  --input SELECTOR=VALUE   types into a field
  --until SELECTOR     waits until the element is there; --until text=WORDS until the page says so
  --live COUNT         waits until so many live elements of the page are live
  --wait SECONDS       how long each of these may take (default 20)
  --for SECONDS        stays on for so long afterwards (default 3, or 0 after --until or --live)

What comes out
  --screenshot FILE    a PNG at the end (needs playwright-core and Chromium; several phones: FILE-1.png …)
  --json FILE          the report as JSON
  --strict             fails on broken rules of WeChat and on errors nobody caught
  --help               this text

Ends with 0 when all went well, 1 when something was not met, 2 when it could not begin.`;
