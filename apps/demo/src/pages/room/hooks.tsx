import { CallGrid } from '@callgrid/call-grid';
import '@callgrid/call-grid/style.css';
import { toUid, type Uid } from '@callgrid/core';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { readRoomQuery } from '../../settings/room-url';
import { loadSettings } from '../../settings/settings';
import './index.css';
import './hooks.css';
import { useHooks } from './use-hooks';

/** A call whose app draws a part of it by its own: what every hook says, of somebody whom the query names as `who`. */
export default function HooksPage() {
  const { params } = useRouter();
  const [call] = useState(() => readRoomQuery(params, loadSettings()));
  const [who] = useState(() => toUid(params.who ?? '2'));
  return (
    <View className='room'>
      <CallGrid
        gateway={call.gateway}
        channelName={call.room}
        uid={call.uid ?? '1'}
        name={call.name}
        renderBanner={() => <Hooks who={who} />}
      />
    </View>
  );
}

function Hooks({ who }: { readonly who: Uid }) {
  const said = useHooks(who);
  return (
    <View className='hooks'>
      {Object.entries(said).map(([name, value]) => (
        <View key={name} className='hook'>
          <Text className='hook-name'>{name}</Text>
          <Text id={name} className='hook-value'>
            {JSON.stringify(value) ?? '–'}
          </Text>
        </View>
      ))}
    </View>
  );
}
