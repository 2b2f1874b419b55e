import '@hotwired/turbo-rails';
import 'cablegram';
import 'catch_up';
import 'scheme';
