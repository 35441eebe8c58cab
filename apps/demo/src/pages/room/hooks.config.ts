export default definePageConfig({ navigationBarTitleText: 'Hooks', disableScroll: true });
