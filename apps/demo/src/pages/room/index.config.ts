export default definePageConfig({
  navigationBarTitleText: 'CallGrid',
  disableScroll: true,
  pageOrientation: 'auto',
});
