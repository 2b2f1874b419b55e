import 'cablegram/define';
