export default defineAppConfig({
  pages: ['pages/join/index'],
  // docs/sub-package.md: the call is loaded when it is opened.
  subPackages: [{ root: 'pages/room', pages: ['index', 'hooks'] }],
  window: {
    navigationBarTitleText: 'CallGrid',
    navigationBarBackgroundColor: '#14181f',
    navigationBarTextStyle: 'white',
    backgroundColor: '#14181f',
  },
});
