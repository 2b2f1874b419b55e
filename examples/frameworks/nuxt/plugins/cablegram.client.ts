import 'cablegram/define';

export default defineNuxtPlugin(() => undefined);
