import '@hotwired/turbo-rails';
import 'scheme';
