/// <reference types="@tarojs/taro" />

/** The gateway's address given at build time by CALLGRID_GATEWAY, else empty. */
declare const GATEWAY: string;

declare module '*.css';
