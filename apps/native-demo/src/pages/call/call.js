import YunXinMiniappSDK from '../../sdk/NIM_Web_Netcall_weixin_G2.js'
import { businessLayer, console, showing } from './business-layer.js'
let client = YunXinMiniappSDK.Client({
  debug: true,
  appkey: ''
});
client.init();
//监听事件通知
initEvent()
function joinRoom(query) {
  let joinParam = {
    channelName: query.channelName,
    uid: query.uid,
    liveEnable: 0,
    recordType: 0,
    recordAudio: 0,
    recordVideo: 0,
    isHostSpeaker: 0,
  }
  client.join(joinParam).then(data => {
    console.log('!!!! 房间房间成功:')
    client.publish().then(url => {
      console.log('推流成功, 获取推流地址: ', url);
      //业务层将推流 url 设置的live-pusher组件中
      businessLayer.setPushUrl(url)
    }).catch(e => {
      console.log('推流失败,原因: ', e);
    })
  }).catch(e => {
    console.error('!!!! 房间房间失败:', e)
  })
}
function initEvent() {
  client.on('stream-added', ({uid, mediaType}) => {
    console.log(`${uid} 发布了自己的 ${mediaType}`)
    client.subscribe(uid, mediaType).then(data => {
      console.log('订阅别人成功,获取到拉流地址: ', data.url)
      //业务层将拉流 url 设置的live-player组件中
      businessLayer.setPullUrl(uid, mediaType, data.url)
    }).catch(e => {
      console.log('订阅别人失败,原因: ', e)
    })
  })
  client.on("stream-removed", ({uid, mediaType}) => {
    console.log(`[stream-removed 通知] ${uid} 停止发布自己的 ${mediaType}`)
    //业务层做停止推流动作,清除响应的live-player组件
    businessLayer.clearPullUrl(uid, mediaType)
  });
  //通知应用程序更新后的推流地址和拉流地址。
  client.on('syncDone', (data) => {
    const {uid, url, isBigNumber} = data
    console.log('[syncDone 通知] 推流地址发生了变化, data: ', data)
    businessLayer.setPushUrl(url)
  })
  //通知应用程序有人离开房间。
  client.on('clientLeave', (data) => {
    console.log(data.uid) //离开的成员列表
    console.log('音视频通知:有人离开了,清除拉流的live-player组件')
    businessLayer.clearPullUrl(data.uid)
  })
  //通知应用程序有人加入房间。
  client.on('clientJoin', (data) => {
    const {uid} = data
    console.log('音视频通知:有人加入')
  })
  //通知应用程序自己被踢出。
  client.on('kicked', (data) => {
    console.log('音视频通知:被踢')
  })
  //通知应用程序socket建立成功。
  client.on('open', (data) => {
    console.log('音视频通知:和服务器socket建立成功')
  })
  //通知应用程序音视频socket关闭。
  client.on('disconnect', (data) => {
    console.log('音视频通知:和服务器socket关闭了')
    businessLayer.clear()
  })
  //通知应用程序准备重连。
  client.on('willreconnect', (data) => {
    console.log('音视频通知:准备重新建立和服务器之间的联系')
  })
  //通知应用程序准备重连。
  client.on('reconnected', (data) => {
    console.log('音视频通知:已经重新建立和服务器之间的联系')
    //建议用户刷新live-pusher组件
    businessLayer.refreshPusher()
  })
  //通知应用程序sdk信令发送超时。
  client.on('sendCommandOverTime', (data) => {
    console.log('音视频通知:sdk信令发送超时')
  })
  //通知应用程序房间被解散。
  client.on('liveRoomClose', (data) => {
    console.log('音视频通知:房间解散了')
  })
}
function pusherStateChangeHandler(data) {
  let { code } = data.detail
  client.dataReporter('push', 'bindstatechange', {
    code,
    reason: '' //状态码的说明,小程序live-pusher组件文档有详细说明
  })
}
function pusherNetstatusHandler(data) {
  let { info } = data.detail
  client.dataReporter('push', 'bindnetstatus', info)
}
function pusherErrorHandler(data) {
  let { errMsg, errCode } = data.detail
  client.dataReporter('push', 'binderror', {
    errCode,
    errMsg
  })
}
function pullerStateChangeHandler(data) {
  let { code } = data.detail
  client.dataReporter('pull', 'bindstatechange', {
    code,
    reason: '' //状态码的说明,小程序live-player组件文档有详细说明
  })
}
function pullerNetstatusHandler(data) {
  let { info } = data.detail
  client.dataReporter('pull', 'bindnetstatus', info)
}
Page({
  data: { channelName: '', uid: '', role: 'broadcaster', rtmpUrl: '', streams: [], lines: [] },
  onLoad(query) {
    businessLayer.enter(this, query);
    joinRoom(this.data);
  },
  onUnload() {
    client.leave();
  },
  join() {
    joinRoom(this.data);
  },
  leave() {
    client.leave();
  },
  switchRole() {
    const role = this.data.role === 'audience' ? 'broadcaster' : 'audience';
    client
      .setRole(role)
      .then(() => {
        businessLayer.setRole(role);
        return role === 'broadcaster' ? client.publish().then(businessLayer.setPushUrl) : undefined;
      })
      .catch((e) => {
        console.error('切换角色失败:', e);
      });
  },
  videoClickHandler(event) {
    console.log('点击了', event.currentTarget.dataset.user);
  },
  pusherStateChangeHandler: showing('live-pusher', pusherStateChangeHandler),
  pusherErrorHandler: showing('live-pusher', pusherErrorHandler),
  pullerStateChangeHandler: showing('live-player', pullerStateChangeHandler),
  pusherNetstatusHandler,
  pullerNetstatusHandler,
});
