/*
 * Tenon's connect widget: opens a connect link in a window of its own, or goes there where windows
 * are blocked, and tells how it ended. Types: connect.d.ts beside this file.
 *
 * No token ever comes here. A page that the user comes back to tells the page that opened the link
 * over a channel that only pages of the same origin hear.
 */
(function () {
  'use strict';

  var script = document.currentScript;
  var hub = script ? script.src.replace(/\/connect\.js(\?.*)?$/, '') : '';
  var CHANNEL = 'tenon-connect';
  var NAME = 'tenon-connect';
  var LOOK_MS = 1500;
  var LOOKS_AFTER_CLOSING = 4;
  var ACKNOWLEDGED_MS = 700;

  function isLink(url) {
    return typeof url === 'string' && hub !== '' && url.indexOf(hub + '/connect/') === 0;
  }

  function nothing() {}

  /** The link with the language that the page is to be in. */
  function inLanguage(url, locale) {
    return locale && /^[A-Za-z]{2}([-_][A-Za-z0-9]+)*$/.test(locale)
      ? url + (url.indexOf('?') < 0 ? '?' : '&') + 'lang=' + locale
      : url;
  }

  function status(link) {
    return fetch(link.replace(/[?#].*$/, '') + '/status', {
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    }).then(function (answer) {
      if (!answer.ok) {
        throw new Error('the link is not known');
      }
      return answer.json();
    });
  }

  function isConnected(it) {
    return it.status === 'connected' || it.status === 'pending';
  }

  function opened(url) {
    var width = 480;
    var height = Math.min(760, (window.screen && window.screen.availHeight) || 760);
    var left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
    var top = Math.max(0, window.screenY + (window.outerHeight - height) / 3);
    return window.open(
      url,
      NAME,
      'popup=yes,width=' + width + ',height=' + height + ',left=' + left + ',top=' + top
    );
  }

  /** Opens a connect link. Call it from the press of a button, or browsers block the window. */
  function connect(options) {
    if (!options || !isLink(options.url)) {
      throw new TypeError('url must be a connect link of ' + (hub || 'the hub'));
    }
    var onReturned = options.onReturned || nothing;
    var onConnected = options.onConnected || nothing;
    var onClosed = options.onClosed || nothing;
    var onFailed = options.onFailed || nothing;
    var address = inLanguage(options.url, options.locale);
    var popup = options.mode === 'redirect' ? null : opened(address);
    if (!popup) {
      window.location.assign(address);
      return { mode: 'redirect', close: nothing };
    }
    var channel = new BroadcastChannel(CHANNEL);
    var id = null;
    var before = null;
    var looksLeft = LOOKS_AFTER_CLOSING;
    var over = false;
    var came = false;
    var timer = 0;

    function end() {
      if (!over) {
        over = true;
        window.clearTimeout(timer);
        channel.close();
      }
    }

    function finish() {
      if (!over) {
        end();
        if (!came) {
          onClosed();
        }
      }
    }

    // Another tab of the same app may wait for another link: until the hub has said which one is
    // ours, what comes is kept.
    var unjudged = [];

    function hear(said) {
      if (over || said.connectLink !== id) {
        return;
      }
      channel.postMessage({ type: 'acknowledged', id: said.id });
      came = true;
      end();
      try {
        popup.close();
      } catch (ignored) {
        // The window belongs to the user.
      }
      onReturned({ connectLink: said.connectLink, connectCode: said.connectCode });
    }

    channel.onmessage = function (event) {
      var said = event.data;
      if (!said || said.type !== 'returned') {
        return;
      }
      if (id === null) {
        unjudged.push(said);
      } else {
        hear(said);
      }
    };

    function compare(now) {
      if (before) {
        now.integrations.forEach(function (it) {
          var was = before[it.integration];
          if (isConnected(it) && was !== it.connected_at + it.status) {
            came = true;
            onConnected({
              integration: it.integration,
              connector: it.connector,
              title: it.title,
              pending: it.status === 'pending',
              connectedAt: it.connected_at,
            });
          }
        });
      }
      before = {};
      now.integrations.forEach(function (it) {
        before[it.integration] = it.connected_at + it.status;
      });
    }

    function look() {
      status(options.url)
        .then(function (now) {
          if (!over) {
            id = now.id;
            compare(now);
            unjudged.splice(0).forEach(hear);
          }
        })
        .catch(function (error) {
          if (!over && !before) {
            end();
            onFailed(error);
          }
        })
        .then(function () {
          if (over) {
            return;
          }
          // Some providers cut the tie between windows, and then it only seems to be closed.
          if (popup.closed && looksLeft-- <= 0) {
            finish();
            return;
          }
          timer = window.setTimeout(look, LOOK_MS);
        });
    }

    look();
    return {
      mode: 'popup',
      close: function () {
        popup.close();
        finish();
      },
    };
  }

  /**
   * On the page of `return_url`: gives what the user came back with to the page that opened the
   * link, and closes this window; resolves to null then, and where nobody came back. Where there is
   * no such page it resolves to what came.
   */
  function returned() {
    var query = new URLSearchParams(window.location.search);
    var link = query.get('connect_link');
    if (!link) {
      return Promise.resolve(null);
    }
    var came = { connectLink: link, connectCode: query.get('connect_code') };
    return new Promise(function (resolve) {
      var channel = new BroadcastChannel(CHANNEL);
      var id = String(Math.random());
      var timer = window.setTimeout(function () {
        channel.close();
        resolve(came);
      }, ACKNOWLEDGED_MS);
      channel.onmessage = function (event) {
        if (event.data && event.data.type === 'acknowledged' && event.data.id === id) {
          window.clearTimeout(timer);
          channel.close();
          resolve(null);
          window.close();
        }
      };
      channel.postMessage({
        type: 'returned',
        id: id,
        connectLink: came.connectLink,
        connectCode: came.connectCode,
      });
    });
  }

  var WORDS = {
    en: ['Connect your accounts', 'Search', 'Connect', 'Connect again', 'Connected', 'Not connected', 'Waiting for confirmation', 'Not available', 'This link is not valid any more.', 'Nothing found.'],
    pt: ['Conecte suas contas', 'Buscar', 'Conectar', 'Conectar novamente', 'Conectado', 'Não conectado', 'Aguardando confirmação', 'Indisponível', 'Este link não é mais válido.', 'Nada encontrado.'],
    es: ['Conecte sus cuentas', 'Buscar', 'Conectar', 'Conectar de nuevo', 'Conectado', 'No conectado', 'A la espera de confirmación', 'No disponible', 'Este enlace ya no es válido.', 'No se encontró nada.'],
    fr: ['Connectez vos comptes', 'Rechercher', 'Connecter', 'Connecter à nouveau', 'Connecté', 'Non connecté', 'En attente de confirmation', 'Indisponible', 'Ce lien n’est plus valable.', 'Aucun résultat.'],
    de: ['Konten verbinden', 'Suchen', 'Verbinden', 'Neu verbinden', 'Verbunden', 'Nicht verbunden', 'Wartet auf Bestätigung', 'Nicht verfügbar', 'Dieser Link gilt nicht mehr.', 'Nichts gefunden.'],
    nl: ['Verbind uw accounts', 'Zoeken', 'Verbinden', 'Opnieuw verbinden', 'Verbonden', 'Niet verbonden', 'Wacht op bevestiging', 'Niet beschikbaar', 'Deze link is niet meer geldig.', 'Niets gevonden.'],
  };
  var TITLE = 0, SEARCH = 1, CONNECT = 2, AGAIN = 3, CONNECTED = 4, NOT_YET = 5, PENDING = 6, GONE = 7, OVER = 8, NONE = 9;

  function words(locale) {
    return WORDS[String(locale || 'en').slice(0, 2).toLowerCase()] || WORDS.en;
  }

  // As Leaf calls them.
  var PROVIDERS = { 'trimble-agriculture': 'Trimble', 'john-deere': 'JohnDeere', cnhi: 'CNHI' };

  function provider(it) {
    return (
      PROVIDERS[it.connector] ||
      String(it.connector || it.integration)
        .split(/[-_ ]+/)
        .map(function (part) {
          return part.charAt(0).toUpperCase() + part.slice(1);
        })
        .join('')
    );
  }

  var LOOK =
    ':host{display:block;font:16px/1.5 system-ui,sans-serif;color:var(--ink);--ink:#1f2622;--soft:#58625c;--paper:#fff;--line:#d9d5cb;--accent:#1d6b57;--on:#fff;--good:#17614d}' +
    ':host([data-dark]){--ink:#e9ede9;--soft:#a9b3ad;--paper:#1d2320;--line:#333b37;--accent:#7cc7ac;--on:#10201a;--good:#7cc7ac}' +
    'section{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.25rem;box-sizing:border-box}' +
    'header{display:flex;gap:.75rem;align-items:center;margin-bottom:1rem}header img{max-height:2.5rem;max-width:8rem}' +
    'h2{font-size:1.15rem;margin:0}p{margin:0;color:var(--soft)}' +
    'input{font:inherit;width:100%;box-sizing:border-box;padding:.55rem .75rem;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit;margin-bottom:.75rem}' +
    'ul{list-style:none;margin:0;padding:0}li{display:flex;gap:.75rem;align-items:center;justify-content:space-between;padding:.7rem 0;border-top:1px solid var(--line);flex-wrap:wrap}' +
    'li b{display:block;font-weight:600}small{color:var(--soft);font-size:.875rem}li[data-good] small{color:var(--good)}' +
    'button{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1rem;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);cursor:pointer}' +
    'li[data-good] button{background:transparent;color:var(--accent)}button:disabled{opacity:.5;cursor:default}' +
    'button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}';

  function element(name, text) {
    var made = document.createElement(name);
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  /** Leaf Link: the providers of a key, in place. */
  function leafLink(options) {
    if (!options || !/^[A-Za-z0-9_-]{8,200}$/.test(options.apiKey || '')) {
      throw new TypeError('apiKey must be a key of Leaf Link');
    }
    var host = options.element || document.body.appendChild(document.createElement('div'));
    var said = words(options.locale);
    var link = hub + '/connect/' + options.apiKey;
    var root = host.shadowRoot || host.attachShadow({ mode: 'open' });
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    root.adoptedStyleSheets = [sheet];
    host.toggleAttribute('data-dark', !!options.isDarkMode);
    host.lang = String(options.locale || 'en').replace('_', '-');
    var handle = { providersConnected: [], providerWidgetStatus: null, refresh: refresh, destroy: destroy };
    var section = element('section');
    var header = element('header');
    var list = element('ul');
    var search = element('input');
    var note = element('p');
    var rows = [];

    function tell(code, message) {
      handle.providerWidgetStatus = { code: code, message: message };
      (options.onProviderWidgetStatus || nothing)(handle.providerWidgetStatus);
      host.dispatchEvent(new CustomEvent('providerWidgetStatus', { detail: handle.providerWidgetStatus }));
    }

    function row(it) {
      var item = element('li');
      var text = element('div');
      var good = isConnected(it);
      text.append(
        element('b', it.title),
        element('small', said[it.status === 'pending' ? PENDING : good ? CONNECTED : it.status === 'unavailable' ? GONE : NOT_YET])
      );
      var button = element('button', said[good || it.status === 'reconnect' ? AGAIN : CONNECT]);
      button.type = 'button';
      button.disabled = it.status === 'unavailable';
      button.setAttribute('aria-label', button.textContent + ': ' + it.title);
      button.addEventListener('click', function () {
        tell(0, 'Started');
        connect({
          url: link + '?show=' + encodeURIComponent(it.integration),
          locale: options.locale,
          onConnected: function () {
            refresh().then(function () {
              tell(1, 'Done');
            });
          },
          onReturned: function (came) {
            (options.onReturned || nothing)(came);
            refresh().then(function () {
              tell(1, 'Done');
            });
          },
          onClosed: function () {
            refresh();
            tell(-1, 'Error');
          },
          onFailed: function () {
            tell(-1, 'Error');
          },
        });
      });
      item.toggleAttribute('data-good', good);
      item.append(text, button);
      return item;
    }

    function show() {
      var wanted = search.value.trim().toLowerCase();
      var shown = rows.filter(function (it) {
        return it.title.toLowerCase().indexOf(wanted) >= 0;
      });
      list.replaceChildren.apply(list, shown.map(row));
      note.textContent = shown.length ? '' : said[NONE];
    }

    function refresh() {
      return status(link).then(
        function (now) {
          rows = now.integrations;
          handle.providersConnected = rows.filter(isConnected).map(function (it) {
            return { provider: provider(it), createdTime: it.connected_at };
          });
          show();
          if (!now.open) {
            note.textContent = said[OVER];
          }
          (options.onProvidersConnected || nothing)(handle.providersConnected);
          host.dispatchEvent(new CustomEvent('providersConnected', { detail: handle.providersConnected }));
        },
        function () {
          list.replaceChildren();
          note.textContent = said[OVER];
          tell(-1, 'Error');
        }
      );
    }

    function destroy() {
      root.replaceChildren();
    }

    var logo = options.companyLogo || options.companyLogoUrl;
    if (logo && /^(https?:|data:image\/)/.test(logo)) {
      var image = element('img');
      image.src = logo;
      image.alt = options.companyName || '';
      header.append(image);
    }
    var names = element('div');
    names.append(element('h2', options.title || said[TITLE]));
    if (options.companyName) {
      names.append(element('p', options.companyName));
    }
    header.append(names);
    search.type = 'search';
    search.setAttribute('aria-label', said[SEARCH]);
    search.placeholder = said[SEARCH];
    search.addEventListener('input', show);
    note.setAttribute('role', 'status');
    section.append(header);
    if (options.showSearchbar) {
      section.append(search);
    }
    section.append(list, note);
    root.replaceChildren(section);
    refresh();
    return handle;
  }

  window.Tenon = Object.freeze({ connect: connect, returned: returned, leafLink: leafLink });
})();
