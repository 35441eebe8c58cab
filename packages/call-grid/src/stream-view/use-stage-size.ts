import type { StageSize } from '@callgrid/react';
import { createSelectorQuery, getWindowInfo, offWindowResize, onWindowResize } from '@tarojs/taro';
import { useEffect, useState } from 'react';

/** The size in pixels of the element with this id, now and as it changes. */
export function useStageSize(id: string): StageSize {
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const set = (next: StageSize) =>
      setSize((now) => (now.width === next.width && now.height === next.height ? now : next));
    return process.env.TARO_ENV === 'weapp' ? watchPage(id, set) : watchElement(id, set);
  }, [id]);
  return size;
}

/** The first guess, right for a call that fills the page: it spares most calls a second layout. */
export function windowSize(): StageSize {
  if (process.env.TARO_ENV !== 'weapp') return { width: window.innerWidth, height: window.innerHeight };
  const { windowWidth, windowHeight } = getWindowInfo();
  return { width: windowWidth, height: windowHeight };
}

function watchPage(id: string, set: (size: StageSize) => void): () => void {
  const measure = () =>
    createSelectorQuery()
      .select(`#${id}`)
      .boundingClientRect((rect) => {
        if (!rect || Array.isArray(rect)) return;
        // What has no size yet is guessed anew: the window may have turned.
        set(rect.width > 0 ? { width: rect.width, height: rect.height } : windowSize());
      })
      .exec();
  measure();
  onWindowResize(measure);
  return () => offWindowResize(measure);
}

function watchElement(id: string, set: (size: StageSize) => void): () => void {
  const element = document.getElementById(id);
  if (!element || typeof ResizeObserver === 'undefined') return () => {};
  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0) set({ width: element.clientWidth, height: element.clientHeight });
  });
  observer.observe(element);
  return () => observer.disconnect();
}
