import { takeScreenshot } from '../screenshot/screenshot.ts';
import { Phone } from './phone.ts';

/** A phone in Node. Made by `launchPhone`. */
export class NodePhone extends Phone {
  /** A PNG of the visible page, painted by Chromium; live elements are boxes in their measured colour. */
  screenshot(path?: string): Promise<Buffer> {
    return takeScreenshot({ html: this.html(), device: this.device, natives: this.natives(), path });
  }
}
