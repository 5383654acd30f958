"""Pages that stand in front of an article, in several languages (row 11): log-ins, captchas, cookies, errors.

Each has the frame of a real page around it: a menu, a foot, a script. Knows nothing about
which words give a wall away.
"""

FRAME = (
    "<!doctype html><html lang={language}><head><meta charset=utf-8><title>{title}</title>"
    "<meta property='og:site_name' content='The Loopback Post'><script>var a = 1;</script></head><body>"
    "<header><nav><a href=/>Home</a> <a href=/world>World</a> <a href=/sport>Sport</a></nav></header>"
    "<main><h1>{title}</h1>{body}</main><footer><a href=/about>About</a> <a href=/terms>Terms</a></footer></body>"
    "</html>"
)
WALLS = {
    "log-in": ("en", "Sign in", "<p>Sign in to continue to your account. Forgot your password? Create an account to"
               " read on.</p><form><input name=user><input type=password name=word><button>Sign in</button></form>"),
    "captcha": ("en", "Are you a robot?", "<p>We have noticed unusual traffic from your network. Please complete the"
                " captcha below to show that you are not a robot.</p><div class=g-recaptcha></div>"),
    "browser-check": ("en", "Just a moment...", "<p>Checking your browser before you reach the site. This takes a few"
                      " seconds. Enable JavaScript and cookies to continue.</p>"),
    "javascript": ("en", "The Loopback Post", "<noscript><p>You need to enable JavaScript to run this app.</p>"
                   "</noscript><div id=root></div><p>You need to enable JavaScript to run this app.</p>"),
    "cookies-en": ("en", "Your privacy choices", "<p>We and our 812 partners store cookies on your device and process"
                   " personal data, such as which pages you open. You can accept all cookies or manage your consent."
                   "</p><button>Accept all</button><button>Cookie settings</button>"),
    "cookies-de": ("de", "Bevor Sie weiterlesen", "<p>Wir verwenden Cookies und ähnliche Verfahren, um die Seite zu"
                   " betreiben und Werbung zu zeigen. Mit Ihrer Zustimmung geben wir Daten an Partner weiter.</p>"
                   "<p>Lesen Sie mit Werbung weiter oder schließen Sie ein Pur-Abo ab.</p>"),
    "cookies-fr": ("fr", "Votre vie privée", "<p>Nous utilisons des cookies avec nos partenaires pour mesurer la"
                   " lecture des pages. Vous pouvez accepter ou refuser ces cookies à tout moment.</p>"),
    "cookies-es": ("es", "Su privacidad", "<p>Utilizamos cookies propias y de terceros para medir las visitas y mostrar"
                   " publicidad. Puede aceptar todas las cookies o configurar su uso.</p>"),
    "cookies-it": ("it", "La tua privacy", "<p>Utilizziamo i cookie per misurare le visite e mostrare annunci. Puoi"
                   " accettare tutti i cookie oppure scegliere le preferenze.</p>"),
    "log-in-de": ("de", "Anmelden", "<p>Bitte melden Sie sich an, um weiterzulesen. Anmelden mit E-Mail und Kennwort."
                  " Passwort vergessen?</p>"),
    "log-in-fr": ("fr", "Connexion", "<p>Connectez-vous pour lire la suite. Mot de passe oublié ? Créez un compte en"
                  " une minute.</p>"),
    "log-in-es": ("es", "Iniciar sesión", "<p>Inicie sesión para seguir leyendo. ¿Olvidó su contraseña? Cree una cuenta"
                  " gratis.</p>"),
    "not-found-200": ("en", "Page not found", "<p>Error 404: the page you were looking for was not found. It may have"
                      " been moved or removed.</p>"),
    "not-found-ru": ("ru", "Страница не найдена", "<p>Страница не найдена. Возможно, она была удалена или адрес введён"
                     " с ошибкой. Вернитесь на главную.</p>"),
    "not-found-ja": ("ja", "ページが見つかりません",
                     "<p>お探しのページが見つかりません。移動または削除された可能性があります。</p>"),
    "subscribe": ("en", "Subscribe to continue", "<p>Subscribe to continue reading your article. A month costs one"
                  " crown. Already a subscriber? Log in or register.</p>"),
    "denied": ("en", "Access denied", "<p>Access to this page has been denied, since the request looked automated."
               " Reference 18.4f2.</p>"),
    "country": ("en", "Unavailable", "<p>This page is not available in your country, unavailable due to legal"
                " reasons.</p>"),
    "javascript-de": ("de", "Die Hafenpost", "<p>Bitte JavaScript aktivieren, um diese Seite zu nutzen.</p>"),
    "captcha-zh": ("zh", "安全验证", "<p>请完成下方的安全验证以继续访问。请拖动滑块完成拼图，验证您不是机器人。</p>"),
    "cookies-nl": ("nl", "Jouw privacy", "<p>Wij gebruiken cookies en vergelijkbare technieken om de site te verbeteren"
                   " en advertenties te tonen. Accepteer alle cookies of wijzig je voorkeuren.</p>"),
    "cookies-pl": ("pl", "Twoja prywatność", "<p>Używamy plików cookie, aby mierzyć ruch i pokazywać reklamy. Możesz"
                   " zaakceptować wszystkie pliki cookie lub zmienić ustawienia.</p>"),
}  # fmt: skip


def wall(name: str) -> str:
    """The page of that name, as a server answers with it under status 200."""
    language, title, body = WALLS[name]
    return FRAME.format(language=language, title=title, body=body)
