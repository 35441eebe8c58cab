/// <reference types="@tarojs/taro" />

/** The gateway's address given at build time by CALLGRID_GATEWAY, else empty. */
declare const GATEWAY: string;

declare module '*.css';

/** Our drop-in, or the file that `CALLGRID_NERTC_SDK` named at build time. */
declare module 'nertc-sdk' {
  const YunXinMiniappSDK: unknown;
  export default YunXinMiniappSDK;
}
