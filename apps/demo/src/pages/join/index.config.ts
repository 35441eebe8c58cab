export default definePageConfig({ navigationBarTitleText: 'CallGrid' });
