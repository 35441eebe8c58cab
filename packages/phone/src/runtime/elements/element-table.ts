const COMMON = 'hidden hover-class hover-stay-time hover-start-time hover-stop-propagation animation';

/** Every built-in element and its attributes, as WeChat's component pages list them. */
export const ELEMENT_TABLE: Record<string, string> = {
  view: '',
  text: 'selectable space decode user-select overflow max-lines',
  block: '',
  label: 'for',
  form: 'report-submit report-submit-timeout',
  'cover-view': 'scroll-top',
  'cover-image': 'src referrer-policy',
  image: 'src mode lazy-load webp show-menu-by-longpress fade-in',
  'scroll-view':
    'scroll-x scroll-y scroll-top scroll-left scroll-into-view scroll-into-view-offset upper-threshold lower-threshold enhanced enable-flex show-scrollbar bounces paging-enabled fast-deceleration refresher-enabled refresher-threshold refresher-default-style refresher-background refresher-triggered scroll-with-animation scroll-anchoring enable-back-to-top type',
  swiper:
    'current current-item-id autoplay indicator-dots indicator-color indicator-active-color interval duration circular vertical previous-margin next-margin display-multiple-items easing-function snap-to-edge skip-hidden-item-layout',
  'swiper-item': 'item-id skip-hidden-item-layout',
  button:
    'size type plain disabled loading form-type open-type name lang session-from send-message-title send-message-path send-message-img app-parameter show-message-card',
  input:
    'value type password placeholder placeholder-style placeholder-class disabled maxlength focus confirm-type confirm-hold always-embed cursor cursor-spacing cursor-color selection-start selection-end adjust-position hold-keyboard auto-fill safe-password-cert-path name',
  textarea:
    'value placeholder placeholder-style placeholder-class disabled maxlength focus auto-focus auto-height fixed cursor cursor-spacing show-confirm-bar selection-start selection-end adjust-position hold-keyboard confirm-type confirm-hold disable-default-padding name',
  switch: 'checked disabled type color name',
  checkbox: 'value checked disabled color name',
  'checkbox-group': 'name',
  radio: 'value checked disabled color name',
  'radio-group': 'name',
  picker: 'mode range range-key value disabled start end fields custom-item level header-text name',
  'picker-view': 'value indicator-style indicator-class mask-style mask-class immediate-change name',
  'picker-view-column': 'name',
  slider: 'min max step value disabled color activeColor backgroundColor block-size show-value name',
  icon: 'type size color',
  progress:
    'percent show-info border-radius font-size stroke-width color activeColor backgroundColor active active-mode duration',
  navigator:
    'url open-type delta target app-id path extra-data version short-link hover-start-time hover-stay-time',
  'rich-text': 'nodes space user-select mode',
  canvas: 'type canvas-id disable-scroll',
  video:
    'src autoplay muted controls loop duration poster object-fit initial-time show-progress show-fullscreen-btn show-play-btn show-center-play-btn enable-progress-gesture danmu-list danmu-btn enable-danmu page-gesture direction vslide-gesture vslide-gesture-in-fullscreen poster-for-crawler show-casting-button picture-in-picture-mode enable-play-gesture play-btn-position show-mute-btn title',
  audio: 'id src loop controls poster name author',
  camera: 'mode resolution device-position flash frame-size',
  map: 'longitude latitude scale markers',
  'movable-area': 'scale-area',
  'movable-view':
    'direction inertia out-of-bounds x y damping friction disabled scale scale-min scale-max scale-value',
  'web-view': 'src',
  'root-portal': 'enable',
  'page-container':
    'show duration z-index overlay position round close-on-slide-down overlay-style custom-style',
  'page-meta': 'page-style root-font-size background-text-style',
  'match-media': 'min-width max-width width min-height max-height height orientation',
  'native-slot': 'name',
  'keyboard-accessory': '',
  'live-pusher':
    'url mode autopush muted enable-camera auto-focus orientation beauty whiteness aspect min-bitrate max-bitrate audio-quality waiting-image waiting-image-hash zoom device-position background-mute mirror remote-mirror local-mirror audio-reverb-type enable-mic enable-agc enable-ans enable-ear-monitor audio-volume-type video-width video-height beauty-style filter filter-image custom-effect picture-in-picture-mode fps debug min-cache skin-whiteness skin-smoothness face-thinness eye-bigness voice-changer-type',
  'live-player':
    'src mode autoplay muted mute-audio mute-video orientation object-fit background-mute min-cache max-cache sound-mode auto-pause-if-navigate auto-pause-if-open-native picture-in-picture-mode enable-recv-message enable-auto-rotation referrer-policy enable-casting debug',
};

/** The properties of one element, in camel case. */
export function propertyNames(tag: string): string[] {
  return `${ELEMENT_TABLE[tag] ?? ''} ${COMMON}`
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
}
