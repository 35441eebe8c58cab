export default defineAppConfig({
  pages: ['pages/join/index', 'pages/room/index'],
  window: {
    navigationBarTitleText: 'CallGrid',
    navigationBarBackgroundColor: '#14181f',
    navigationBarTextStyle: 'white',
    backgroundColor: '#14181f',
  },
});
