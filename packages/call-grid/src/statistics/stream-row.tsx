import type { StreamId } from '@callgrid/core';
import { type QualityNumbers, useLocal, useRoomView, useStream, useStreamQuality } from '@callgrid/react';
import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import type { Texts } from '../locale/texts.ts';
import { useTexts } from '../locale/use-texts.ts';
import { graphOf } from './graph.ts';

/** What is known of one stream: now, and as a line for the last minute. */
export function StreamRow({ id }: { readonly id: StreamId }): ReactElement | null {
  const stream = useStream(id);
  const quality = useStreamQuality(id);
  const { uid } = useLocal();
  const person = useRoomView((view) => view.participants.find((it) => it.uid === stream?.uid));
  const texts = useTexts();
  if (!stream || !quality) return null;
  const name = person?.name || stream.uid;
  const title = stream.source === 'screen' ? texts.screenOf(name) : name;
  const { videoBitrate = 0, audioBitrate = 0, videoFps } = quality.now;
  return (
    <View className='callgrid-statistics-row'>
      <View className='callgrid-statistics-texts'>
        <Text className='callgrid-statistics-name'>{stream.uid === uid ? texts.own(title) : title}</Text>
        <View className='callgrid-statistics-now'>
          <Text className='callgrid-statistics-rate'>{`${Math.round(videoBitrate + audioBitrate)} kbit/s`}</Text>
          {videoFps !== undefined && (
            <Text className='callgrid-statistics-frames'>{`${Math.round(videoFps)} fps`}</Text>
          )}
        </View>
        <Text className='callgrid-statistics-more'>{moreOf(quality.now, texts.statistics)}</Text>
      </View>
      <View className='callgrid-statistics-graph' style={{ backgroundImage: graphOf(quality.recent) }} />
    </View>
  );
}

/** What of the rest is known, with as few words as can be. */
function moreOf(now: QualityNumbers, texts: Texts['statistics']): string {
  const { videoWidth, videoHeight, netJitter, packetLoss, roundTrip, netQualityLevel = 0 } = now;
  return [
    texts.levels[netQualityLevel],
    videoWidth && videoHeight && `${videoWidth} × ${videoHeight}`,
    netJitter !== undefined && `${texts.jitter} ${Math.round(netJitter)} ms`,
    packetLoss !== undefined && `${texts.loss} ${packetLoss} %`,
    roundTrip !== undefined && `${texts.roundTrip} ${roundTrip} ms`,
  ]
    .filter(Boolean)
    .join(' · ');
}
