import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Polish. */
export const pl: PartialTranslation = {
  $code: 'pl',
  $name: 'Polski',
  $dir: 'ltr',

  // All elements
  connecting: 'Łączenie…',
  waiting: 'Nic jeszcze nie odebrano',
  live: 'Na żywo',
  reconnecting: 'Ponowne łączenie…',
  offline: 'Offline',
  paused: 'Wstrzymano',
  rejected: 'Brak uprawnień',
  unconfirmed: 'Brak odpowiedzi serwera',
  failed: 'Brak połączenia',
  ended: 'Zakończono',
  asOf: (time) => `stan na ${time}`,
  up: 'wzrost',
  down: 'spadek',
  unchanged: 'bez zmian',

  // <live-counter>
  missed: (time) => `brak aktualizacji od ${time}`,
  sinceTime: (time) => `od ${time}`,
  wronglySetUp: 'Błędna konfiguracja',
  counterAbove: (limit) => `powyżej ${limit}`,
  counterBelow: (limit) => `poniżej ${limit}`,
  counterMore: (limit) => `więcej niż ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Bardzo wysoko' : 'Wysoko') : isBad ? 'Bardzo nisko' : 'Nisko'),
  counterGoal: (percent, goal) => `${percent} z ${goal}`,
  counterReached: (goal) => `Osiągnięto cel: ${goal}`,

  // <live-feed>
  feedNew: (count) => plural('pl', count, { one: `${count} nowy`, few: `${count} nowe`, other: `${count} nowych` }),
  feedShow: 'Pokaż aktualizacje',
  feedMissed: (range) => `brakujące aktualizacje: ${range}`,
  feedEmpty: 'Jeszcze nic tu nie ma',
  feedReload: 'Wczytaj ponownie',
  feedOlder: 'Pokaż starsze',
  feedOlderHidden: (count) =>
    plural('pl', count, {
      one: `${count} starszy element niepokazany`,
      few: `${count} starsze elementy niepokazane`,
      other: `${count} starszych elementów niepokazanych`,
    }),
  feedOlderFailed: 'Nie udało się wczytać starszych elementów',
  feedOlderLoading: 'Wczytywanie…',
  feedOldest: 'Brak starszych elementów',
  feedMore: (count) => plural('pl', count, { one: `${count} inny`, few: `${count} inne`, other: `${count} innych` }),
  feedShowAll: (count) => `Pokaż wszystkie (${count})`,
  feedShowLess: 'Pokaż mniej',
  feedUndated: 'Bez daty',

  // <live-status>
  idle: 'Nieużywane',
  polling: 'Na żywo przez odpytywanie',
  partial: 'Częściowo na żywo',
  stale: 'Nieaktualne',
  closed: 'Zamknięte',
  statusUnavailable: 'Aktualizacje na żywo niedostępne',
  statusReconnecting: 'Ponowne łączenie',
  statusRestored: 'przywrócono połączenie',
  statusIn: (seconds) => `za ${seconds} s`,
  statusHeard: (age) => `ostatni sygnał ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) =>
    plural('pl', count, { one: `${count} nieudana próba`, few: `${count} nieudane próby`, other: `${count} nieudanych prób` }),
  statusChannels: (confirmed, asked, heard) => `Potwierdzone kanały: ${confirmed} z ${asked}; z danymi: ${heard}`,
  statusOldHint: 'Wyświetlane informacje mogą być nieaktualne.',
  statusEndedHint: 'Wyświetlane informacje nie są już aktualizowane.',
  statusDetails: 'Szczegóły połączenia',
  statusRetry: 'ponów',
  unknown: 'Może być nieaktualne',
  statusReconnect: 'Połącz ponownie teraz',
  statusReload: 'Wczytaj ponownie',
  statusSignIn: 'Zaloguj się',
  statusCopy: 'Kopiuj diagnostykę',
  statusCopied: 'Skopiowano',
  statusCopyThis: 'Skopiuj ten tekst',
  statusData: (age) => `ostatnie dane ${age}`,
  statusPollEvery: (duration) => `zapytanie co ${duration}`,
  statusRefused: (count) =>
    plural('pl', count, { one: `${count} odrzucony kanał`, few: `${count} odrzucone kanały`, other: `${count} odrzuconych kanałów` }),
  statusGaps: (count, range) =>
    count === 1 ? `pominięte aktualizacje ${range}` : `aktualizacje pominięte ${count} razy, ostatnio ${range}`,
  statusDiscarded: (count) =>
    plural('pl', count, {
      one: `${count} nieczytelna wiadomość`,
      few: `${count} nieczytelne wiadomości`,
      other: `${count} nieczytelnych wiadomości`,
    }),

  // <live-chart>
  chart: 'Wykres',
  chartLast: (duration) => `ostatnie ${duration}`,
  chartNow: (now, peak, time) => `teraz ${now}, maksimum ${peak} o ${time}`,
  chartWas: (last, time, peak, peakTime) => `ostatnia wartość ${last} o ${time}, maksimum ${peak} o ${peakTime}`,
  chartNoData: 'brak danych',
  chartGap: (since, until) => `brak danych ${since} – ${until}`,
  chartShades: (low, high) => `od ${low}, blady, do ${high}, intensywny`,
  chartLeftOut: (count) =>
    plural('pl', count, {
      one: `jeszcze ${count} niepokazana seria`,
      few: `jeszcze ${count} niepokazane serie`,
      other: `jeszcze ${count} niepokazanych serii`,
    }),
  chartEmpty: 'Nie ma jeszcze danych',
  chartTable: 'Tabela',
  chartTime: 'Czas',
  chartLive: 'Na żywo',
  chartFrozen: 'Widok jest zatrzymany. Wróć do teraźniejszości',
  chartLastPoint: (age) => `ostatni punkt ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} z ${count}`,
  chartNewer: 'Nowsze',
  chartOlder: 'Starsze',
  chartRefresh: 'Odśwież',
  chartUnloaded: 'Nie udało się wczytać wykresu',

  // <live-notice>
  notices: 'Powiadomienia',
  noticesUnread: (count) =>
    plural('pl', count, { one: `${count} nieprzeczytane`, few: `${count} nieprzeczytane`, other: `${count} nieprzeczytanych` }),
  noticesNew: (count) =>
    plural('pl', count, {
      one: `${count} nowe powiadomienie`,
      few: `${count} nowe powiadomienia`,
      other: `${count} nowych powiadomień`,
    }),
  noticesMore: (count) => `jeszcze ${count}`,
  noticesEmpty: 'Brak powiadomień',
  noticesForgotten: (count) =>
    plural('pl', count, {
      one: `${count} starsze powiadomienie nie jest już przechowywane`,
      few: `${count} starsze powiadomienia nie są już przechowywane`,
      other: `${count} starszych powiadomień nie jest już przechowywanych`,
    }),
  noticesMissed: (since, until) => `Może brakować powiadomień między ${since} a ${until}`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Odrzuć',
  noticesDismiss: 'Odrzuć wszystkie',
  noticesClose: 'Zamknij',
  noticesSystem: 'Powiadamiaj, gdy ta strona jest ukryta',
  noticesBlocked: 'Przeglądarka blokuje powiadomienia z tej witryny',

  // <live-ticker>
  tickerQuotes: 'Notowania',
  tickerSymbol: 'Symbol',
  tickerPrice: 'Kurs',
  tickerChange: 'Zmiana',
  tickerPercent: 'Zmiana w %',
  tickerTrend: 'Ostatnie kursy',
  tickerEmpty: 'Nie ma jeszcze notowań',
  tickerUnread: 'może być nieaktualne',
  tickerUpdated: (age) => `aktualizacja ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Opóźnienie: ${duration}`,
  tickerAbove: (limit) => `powyżej ${limit}`,
  tickerBelow: (limit) => `poniżej ${limit}`,
  tickerMove: (direction, amount) => `${direction === 'up' ? 'wzrost' : 'spadek'} o ${amount}`,
  tickerLeftOut: (count) =>
    plural('pl', count, {
      one: `jeszcze ${count} niepokazane`,
      few: `jeszcze ${count} niepokazane`,
      other: `jeszcze ${count} niepokazanych`,
    }),
  tickerPause: 'Zatrzymaj pasek',

  // <live-pause>
  pauseUpdates: 'Wstrzymaj aktualizacje na żywo',
  stopped: 'Zatrzymano',
  stoppedMeans: 'nic nie jest odbierane',
  pausedPartly: 'Częściowo wstrzymano',
  pausedWaiting: (count) => plural('pl', count, { one: `${count} oczekująca`, few: `${count} oczekujące`, other: `${count} oczekujących` }),
  pausedDropped: (count) => plural('pl', count, { one: `${count} pominięta`, few: `${count} pominięte`, other: `${count} pominiętych` }),

  // <live-presence>
  presence: 'Teraz tutaj',
  presenceCount: (_count, text) => `Obecnych: ${text}`,
  presenceMore: (_count, text) => `jeszcze ${text}`,
  presenceNobody: 'Nikogo tu nie ma',
  presenceGuest: 'Gość',
  presenceUnsupported: 'Obecność jest niedostępna',

  // <live-rate>
  rate: 'Częstotliwość aktualizacji',
  rateRealTime: 'W czasie rzeczywistym',
  rateEvery: (duration) => `Co ${duration}`,
  rateByHand: 'Ręcznie',
  rateUpdate: 'Aktualizuj teraz',

  // <live-controls>
  controls: 'Aktualizacje na żywo',
  controlsJump: 'Przejdź na żywo',

  // <live-progress>
  progress: 'Postęp',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} z ${max}`,
  progressStep: (step, count) => `Krok ${step} z ${count}`,
  progressLeft: (duration) => `pozostało ok. ${duration}`,
  progressSecondsLeft: 'pozostało kilka sekund',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Brak aktualizacji od ${time}`,
  progressGone: 'Serwer nie zna już tego zadania',
  progressNone: 'Brak zadania',
  progressCancel: 'Anuluj',
  progressRetry: 'Ponów',
  progressDownload: 'Pobierz',
  progressLevel: (side, isBad) => `${isBad ? 'bardzo ' : ''}${side === 'high' ? 'wysoko' : 'nisko'}`,
};

registerTranslation(pl);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Użytkownik nie jest zalogowany',
  token_expired: 'Sesja wygasła',
  'signed-out': 'Sesja wygasła',
  invalid_request: 'Serwer odrzuca tę stronę',
  'unsupported-protocol': 'Serwer używa innej wersji protokołu',
  'invalid-url': 'Adres serwera jest nieprawidłowy',
  refused: 'Serwer jest nieosiągalny',
  closed: 'Połączenie zostało utracone',
  silent: 'Serwer przestał odpowiadać',
  'no-welcome': 'Serwer nie odpowiedział na czas',
  server_restart: 'Serwer uruchamia się ponownie',
  'captive-portal': 'Zamiast danych na żywo odpowiada strona internetowa, być może strona logowania do sieci',
  'wrong-path': 'Serwer nie ma danych na żywo pod tym adresem',
  'origin-or-upgrade': 'Serwer odrzuca tę stronę',
  'server-error': 'Na serwerze wystąpił problem',
  'token-refused': 'Użytkownik nie jest zalogowany',
  'no-confirmation': 'Serwer nie potwierdza kanału',
  'no-snapshot': 'Kanał nie otrzymuje danych',
  rejected: 'Serwer odrzuca kanał',
  unsupported: 'Serwer używa innej wersji protokołu',
  'insecure-url': 'Adres serwera nie jest bezpieczny',
  deaf: 'Serwer nie wysyła już aktualizacji',
  'other-user': 'Teraz jest zalogowana inna osoba',
  unread: 'Serwer nie odczytuje już danych z tej strony',
  remote: 'Serwer zakończył połączenie',
};

const sessions = {
  open: 'Rynek otwarty',
  closed: 'Rynek zamknięty',
  halted: 'Obrót zawieszony',
  delayed: 'Opóźnione',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Odpytywanie' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'W kolejce',
  running: 'W toku',
  paused: 'Zadanie wstrzymane',
  cancelling: 'Anulowanie…',
  succeeded: 'Ukończono',
  failed: 'Niepowodzenie',
  cancelled: 'Anulowano',
  lost: 'Utracono',
};

const severities = { info: 'Informacja', success: 'Powodzenie', warning: 'Ostrzeżenie', danger: 'Błąd' } as const;
