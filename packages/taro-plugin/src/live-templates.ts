const absent = '';
const no = '!1';

/**
 * What Taro 4.2's templates leave out and WeChat's components know (base library 3.x): without these lines such a
 * property type-checks and never arrives. Events carry no value; the others carry the default WeChat documents.
 */
export const liveTemplates: Record<string, Record<string, string>> = {
  LivePusher: {
    debug: no,
    fps: '15',
    'enable-ear-monitor': no,
    'enable-auto-rotation': no,
    'mic-volume': absent,
    'custom-effect': no,
    'skin-whiteness': '0',
    'skin-smoothness': '0',
    'face-thinness': '0',
    'eye-bigness': '0',
    'bgm-volume': absent,
    'data-uid': absent,
    bindError: absent,
    bindEnterPictureInPicture: absent,
    bindLeavePictureInPicture: absent,
  },
  LivePlayer: {
    debug: no,
    'mute-audio': no,
    'mute-video': no,
    'enable-recv-message': no,
    'enable-metadata': no,
    'data-uid': absent,
    bindError: absent,
    bindRenderError: absent,
    bindMetadataChange: absent,
    bindRecvMessage: absent,
    bindTap: absent,
  },
  // Views that act as buttons say so to a screen reader.
  View: { 'aria-role': absent, 'aria-label': absent },
};
