import '@hotwired/turbo-rails';
import 'cablegram';
import 'scheme';
