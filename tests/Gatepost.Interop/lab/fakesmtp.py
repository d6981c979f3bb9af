#!/usr/bin/env python3
"""Servers that misbehave, for testing senders. Each scenario listens on an address of its own: number N on NETWORK.N.

fakesmtp.py list                                              the names of the scenarios, in the order of their numbers
fakesmtp.py serve NETWORK PORT CERT KEY TRANSCRIPT            listen for all; one JSON line for each connection

In the transcript "stored" counts the messages that were handed over whole and told 250, "clear" says whether MAIL, RCPT or DATA
crossed in clear, and "lines" is who said what: "S: 220 ...", "C*: MAIL ..." (a star means under TLS), "! event".
"""
import json, socket, ssl, sys, threading, time

SCENARIOS = {}
EHLO = ['PIPELINING', 'SIZE 52428800', 'STARTTLS', 'ENHANCEDSTATUSCODES', '8BITMIME', 'SMTPUTF8', 'DSN']


def scenario(name):
    def add(play):
        SCENARIOS[name] = play
        return play
    return add


class Gone(Exception):
    pass


class Connection:
    def __init__(self, sock):
        self.raw = self.sock = sock
        self.buffer, self.tls, self.stored, self.clear, self.lines = b'', False, 0, False, []

    def note(self, who, octets):
        text = octets.decode('latin1')
        self.lines.append(who + ('*: ' if self.tls else ': ') + (text[:2000] + '...%d' % len(text) if len(text) > 2000 else text))

    def event(self, text):
        self.lines.append('! ' + text)

    def put(self, text):
        octets = text.encode('latin1') if isinstance(text, str) else text
        self.note('S', octets)
        self.sock.sendall(octets)

    def more(self):
        octets = self.sock.recv(65536)
        if not octets:
            raise Gone
        self.buffer += octets

    def line(self):
        while b'\n' not in self.buffer:
            self.more()
        line, self.buffer = self.buffer.split(b'\n', 1)
        self.note('C', line + b'\n')
        return line.rstrip(b'\r')

    def content(self):
        while not self.buffer.startswith(b'.\r\n') and b'\r\n.\r\n' not in self.buffer:
            self.more()
        end = 3 if self.buffer.startswith(b'.\r\n') else self.buffer.index(b'\r\n.\r\n') + 5
        content, self.buffer = self.buffer[:end], self.buffer[end:]
        self.note('C', content)
        return content

    def store(self):
        self.stored += 1
        self.event('stored')

    def starttls(self, ciphers=None, version=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if version:
            context.minimum_version = context.maximum_version = version
        if ciphers:
            context.set_ciphers(ciphers)
            context.load_dh_params(DH)
        context.load_cert_chain(CERT, KEY)
        self.sock.settimeout(30)
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.tls, self.buffer = True, b''


def multiline(code, lines):
    return ''.join('%d%s%s\r\n' % (code, '-' if i < len(lines) - 1 else ' ', line) for i, line in enumerate(lines))


def session(c, caps=EHLO, caps_tls=EHLO, banner='220 fake.test ESMTP\r\n', **hooks):
    """A correct server, with hooks: hooks[VERB] is a reply, or a function of (connection, line) that returns a reply, None when it
    has answered itself, or False to hang up."""
    c.put(banner)
    while True:
        line = c.line()
        verb = line.split(b' ')[0].upper().decode('latin1')
        if verb in ('MAIL', 'RCPT', 'DATA') and not c.tls:
            c.clear = True
        hook = hooks.get(verb)
        if hook is not None:
            reply = hook(c, line) if callable(hook) else hook
            if reply is False:
                return
            if reply:
                c.put(reply)
        elif verb == 'EHLO':
            c.put(multiline(250, ['fake.test'] + [x for x in (caps_tls if c.tls else caps) if not (c.tls and x == 'STARTTLS')]))
        elif verb == 'STARTTLS':
            c.put('220 go ahead\r\n')
            c.starttls()
        elif verb in ('HELO', 'MAIL', 'RCPT', 'RSET', 'NOOP'):
            c.put('250 2.0.0 ok\r\n')
        elif verb == 'DATA':
            data(c)
        elif verb == 'QUIT':
            c.put('221 bye\r\n')
            return
        else:
            c.put('502 5.5.1 no\r\n')


def data(c):
    c.put('354 go\r\n')
    if c.content() == b'.\r\n':         # a pipelining sender that backs out
        c.put('554 5.5.1 no content\r\n')
    else:
        c.store()
        c.put('250 2.0.0 stored\r\n')


def take(c, reply):
    """Takes the content, stores nothing."""
    c.put('354 go\r\n')
    c.content()
    return reply


def hang(c):
    try:
        while c.sock.recv(65536):
            pass
    except OSError:
        pass
    return False


def plainly(c, reply):
    c.put(reply)
    return False


@scenario('good')
def _(c):
    session(c)


@scenario('starttls-inject')            # reply text appended in clear behind the 220: NO STARTTLS, response injection
def _(c):
    def inject(c, line):
        c.put('220 go ahead\r\n250-injected.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1\r\n')
        c.starttls()
    session(c, STARTTLS=inject)


@scenario('starttls-strip')
def _(c):
    session(c, caps=[x for x in EHLO if x != 'STARTTLS'])


@scenario('starttls-454')
def _(c):
    session(c, STARTTLS='454 4.7.0 not now\r\n')


@scenario('starttls-502')
def _(c):
    session(c, STARTTLS='502 5.5.1 no\r\n')


@scenario('starttls-junk')              # plain text where the handshake should be
def _(c):
    def junk(c, line):
        c.put('220 go\r\n')
        c.more()                        # the ClientHello: sooner, it would be an injected reply
        c.put(b'HTTP/1.0 400 no\r\n\r\n' * 20)
        return hang(c)
    session(c, STARTTLS=junk)


@scenario('starttls-close')
def _(c):
    session(c, STARTTLS=lambda c, line: plainly(c, '220 go\r\n'))


def only(c, ciphers, version=ssl.TLSVersion.TLSv1_2):
    def begin(c, line):
        c.put('220 go ahead\r\n')
        c.starttls(ciphers, version)
        c.event('cipher ' + c.sock.cipher()[0])
    session(c, STARTTLS=begin)


@scenario('tls-rsa-cbc')                # TLS 1.2 with suites that few clients offer any more
def _(c):
    only(c, 'AES128-SHA')


@scenario('tls-rsa-gcm')
def _(c):
    only(c, 'AES256-GCM-SHA384')


@scenario('tls-dhe')
def _(c):
    only(c, 'DHE-RSA-AES128-SHA')


@scenario('tls-1.0')                    # nothing newer
def _(c):
    only(c, 'ALL:@SECLEVEL=0', ssl.TLSVersion.TLSv1)


@scenario('ehlo-changes')               # extensions offered only before TLS
def _(c):
    session(c, caps=EHLO + ['CHUNKING', 'REQUIRETLS'], caps_tls=['SIZE 52428800'])


@scenario('requiretls')                 # offered, whatever else vouches for the host
def _(c):
    session(c, caps_tls=EHLO + ['REQUIRETLS'])


@scenario('banner-hang')                # never a greeting
def _(c):
    hang(c)


@scenario('banner-554')
def _(c):
    session(c, banner='554 no SMTP service here\r\n')


@scenario('banner-421')
def _(c):
    c.put('421 busy\r\n')


@scenario('reply-nocode')
def _(c):
    session(c, MAIL='hello there\r\n')


@scenario('reply-barelf')               # lines that end in a bare LF
def _(c):
    session(c, banner='220 hi\n', RCPT='250 2.1.5 ok\n')


@scenario('dot-slow')                   # the 250 takes its time
def _(c):
    def slow(c, line):
        c.put('354 go\r\n')
        c.content()
        time.sleep(3)
        c.store()
        return '250 2.0.0 stored\r\n'
    session(c, DATA=slow)


@scenario('dot-lost')                   # takes the message, says nothing, goes away: the first time only
def _(c):
    def lose(c, line):
        if LOST.get('dot-lost'):
            return data(c)
        LOST['dot-lost'] = True
        take(c, None)
        c.event('took it, said nothing')
        return False
    session(c, DATA=lose)


@scenario('dot-reset')                  # 250 for the message, then a reset instead of the answer to QUIT
def _(c):
    def reset(c, line):
        c.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
        return False
    session(c, QUIT=reset)


@scenario('dot-451')                    # the first time only
def _(c):
    def later(c, line):
        if LOST.get('dot-451'):
            return data(c)
        LOST['dot-451'] = True
        return take(c, '451 4.3.0 later\r\n')
    session(c, DATA=later)


@scenario('rcpt-mixed')                 # by the first letter of the local part: b 550, c 450 the first time, all others 250
def _(c):
    def mixed(c, line):
        who = line.lower().split(b'<')[1][:1]
        if who == b'b':
            return '550 5.1.1 no such user <script>\x1b[31m\r\n'
        if who == b'c' and not LOST.get('rcpt-mixed'):
            LOST['rcpt-mixed'] = True
            return '450 4.2.1 later\r\n'
        return '250 ok\r\n'
    session(c, RCPT=mixed)


@scenario('size-small')
def _(c):
    session(c, caps=['SIZE 100', 'STARTTLS'], caps_tls=['SIZE 100'])


@scenario('no-8bit')
def _(c):
    session(c, caps=['STARTTLS'], caps_tls=['SIZE 1000000'])


@scenario('bare')                       # no extension at all but TLS: no pipelining, no SMTPUTF8, no DSN
def _(c):
    session(c, caps=['STARTTLS'], caps_tls=[])


@scenario('ehlo-close')
def _(c):
    session(c, EHLO=lambda c, line: False)


# The group ffdhe2048 of RFC 7919, for which Python has no name.
FFDHE2048 = """-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
"""

LOST = {}
LOCK = threading.Lock()


def one(sock, name, transcript):
    c = Connection(sock)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.settimeout(300)
    try:
        SCENARIOS[name](c)
    except (Gone, OSError) as e:
        c.event('end ' + type(e).__name__ + ' ' + str(e)[:80])
    finally:
        c.sock.close()
        with LOCK, open(transcript, 'a') as f:
            f.write(json.dumps(dict(scenario=name, stored=c.stored, clear=c.clear, tls=c.tls, lines=c.lines)) + '\n')


def listen(address, port, name, transcript):
    listener = socket.create_server((address, port), backlog=50)
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=one, args=(sock, name, transcript), daemon=True).start()


def main():
    global CERT, KEY, DH
    if sys.argv[1:] == ['list']:
        print('\n'.join(SCENARIOS))
        return
    _, _, network, port, CERT, KEY, transcript = sys.argv
    DH = transcript + '.dh.pem'
    with open(DH, 'w') as f:
        f.write(FFDHE2048)
    threads = [threading.Thread(target=listen, args=('%s.%d' % (network, n + 1), int(port), name, transcript), daemon=True)
               for n, name in enumerate(SCENARIOS)]
    for thread in threads:
        thread.start()
    threads[-1].join()


main()
