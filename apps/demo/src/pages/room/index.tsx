import { CallGrid } from '@callgrid/call-grid';
import { View } from '@tarojs/components';
import { getCurrentPages, navigateBack, redirectTo, setNavigationBarTitle, useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { nertcBackend } from '../../nertc/nertc-backend';
import { ownUid } from '../../settings/own-uid';
import { readRoomQuery } from '../../settings/room-url';
import { loadSettings } from '../../settings/settings';
import '@callgrid/call-grid/style.css';
import './index.css';

/** The call, filling the page. The query says which; what it leaves out is as entered on the join page. */
export default function RoomPage() {
  const { params } = useRouter();
  const [call] = useState(() => readRoomQuery(params, loadSettings()));
  const [by] = useState(() =>
    call.backend === 'nertc' ? { backend: nertcBackend(call) } : { gateway: call.gateway },
  );
  const [uid] = useState(() => call.uid ?? ownUid());
  // So that a mistyped room shows.
  useEffect(() => {
    setNavigationBarTitle({ title: call.room });
  }, [call.room]);
  const back = () => {
    if (getCurrentPages().length > 1) navigateBack();
    else redirectTo({ url: '/pages/join/index' });
  };
  return (
    <View className='room'>
      <CallGrid
        {...by}
        channelName={call.room}
        uid={uid}
        name={call.name}
        camera={call.camera}
        microphone={call.microphone}
        {...(call.role && { role: call.role })}
        {...(call.token && { token: call.token })}
        {...(call.pageSize && { pageSize: call.pageSize })}
        onLeft={(reason) => reason === 'left' && back()}
        onClose={back}
      />
    </View>
  );
}
