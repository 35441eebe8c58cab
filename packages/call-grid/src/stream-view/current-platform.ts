import { createWeappPlatform, createWebPlatform, type Platform, type WeappApi } from '@callgrid/core';

declare const wx: WeappApi;

/** Where this runs. Called when a call begins: importing it touches nothing. */
export function currentPlatform(): Platform {
  return process.env.TARO_ENV === 'weapp' ? createWeappPlatform(wx) : createWebPlatform(window);
}
