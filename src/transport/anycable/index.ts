export { anyCable, type AnyCableOptions } from './any-cable.js';
export { presence, type Member, type Presence, type PresenceChannel } from '../../presence/presence.js';
