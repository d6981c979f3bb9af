// mailload: a load source and a sink for measuring relays side by side. One thread a connection, blocking I/O, so that its own cost is
// small and even. Every message bears an id in the field X-Load-Id; the sink counts losses and duplicates.
//
//   mailload source HOST:PORT -n MESSAGES -c CONNECTIONS -r PER_CONNECTION -l OCTETS -d DOMAINS
//   mailload sink   HOST:PORT -n MESSAGES -w SECONDS -t CERTIFICATE KEY      (ends when all ids are in, or after the time)
//
// Both speak STARTTLS and print one line of "name value" pairs; times are of CLOCK_MONOTONIC, so that the two lines can be compared.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int messages = 1000, connections = 20, per_connection = 100, octets = 10240, domains = 1, patience = 120;
static struct sockaddr_in address;
static SSL_CTX *context;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

// ---- a connection: lines in, octets out ----

typedef struct {
  int fd;
  SSL *ssl;
  int from, to;
  char buffer[65536];
} Connection;

static void no_delay(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static int send_all(Connection *c, const char *p, int n) {
  while (n > 0) {
    int k = c->ssl ? SSL_write(c->ssl, p, n) : (int)write(c->fd, p, n);
    if (k <= 0) return -1;
    p += k;
    n -= k;
  }
  return 0;
}

static int say(Connection *c, const char *text) { return send_all(c, text, strlen(text)); }

static int fill(Connection *c) {
  c->from = c->to = 0;
  int k = c->ssl ? SSL_read(c->ssl, c->buffer, sizeof c->buffer) : (int)read(c->fd, c->buffer, sizeof c->buffer);
  if (k <= 0) return -1;
  c->to = k;
  return k;
}

// One line without its end, cut at max; its length, or -1 when the peer is gone.
static int read_line(Connection *c, char *out, int max) {
  int n = 0;
  for (;;) {
    while (c->from < c->to) {
      char ch = c->buffer[c->from++];
      if (ch == '\n') {
        if (n && out[n - 1] == '\r') n--;
        out[n] = 0;
        return n;
      }
      if (n < max - 1) out[n++] = ch;
    }
    if (fill(c) < 0) return -1;
  }
}

static int read_reply(Connection *c) {
  char line[4096];
  do {
    if (read_line(c, line, sizeof line) < 3) return -1;
  } while (line[3] == '-');
  return atoi(line);
}

static int ask(Connection *c, const char *command) { return say(c, command) < 0 ? -1 : read_reply(c); }

// RFC 2920: up to DATA in one write, as the servers that send mail do it. The code of the last reply, or the first that is not 250.
static int ask_group(Connection *c, const char *commands, int count) {
  int first_bad = 0, reply = say(c, commands) < 0 ? -1 : 0;
  for (int i = 0; i < count && reply >= 0; i++) {
    reply = read_reply(c);
    if (reply != 250 && !first_bad) first_bad = reply;
  }
  return reply < 0 ? reply : first_bad;
}

static void hang_up(Connection *c) {
  if (c->ssl) {
    SSL_shutdown(c->ssl);
    SSL_free(c->ssl);
    c->ssl = NULL;
  }
  close(c->fd);
}

// ---- the source ----

static atomic_int next_id, accepted, rejected, failed_connections;
static double *latency; // from the final dot to its reply
static char *body;
static size_t body_length;

static int open_connection(Connection *c) {
  c->ssl = NULL;
  c->from = c->to = 0;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  no_delay(c->fd);
  if (connect(c->fd, (void *)&address, sizeof address) < 0) return 0;
  if (read_reply(c) != 220 || ask(c, "EHLO load.test\r\n") != 250 || ask(c, "STARTTLS\r\n") != 220) return 0;
  c->ssl = SSL_new(context);
  SSL_set_fd(c->ssl, c->fd);
  return SSL_connect(c->ssl) == 1 && ask(c, "EHLO load.test\r\n") == 250;
}

// The code of the last reply, or -1 when the connection is of no more use.
static int send_message(Connection *c, int id, char *content) {
  char commands[256];
  snprintf(commands, sizeof commands, "MAIL FROM:<s@load.test>\r\nRCPT TO:<u%d@d%d.test>\r\nDATA\r\n", id, id % domains);
  int length = snprintf(content, 1024,
                        "From: <s@load.test>\r\nTo: <u%d@d%d.test>\r\nSubject: load %d\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n"
                        "Message-ID: <m%d@load.test>\r\nX-Load-Id: m%d\r\n\r\n",
                        id, id % domains, id, id, id);
  memcpy(content + length, body, body_length);
  int reply = ask_group(c, commands, 3);
  if (reply != 354) return reply;
  if (send_all(c, content, length + body_length) < 0) return -1;
  double dot = now();
  reply = read_reply(c);
  latency[id] = now() - dot;
  return reply;
}

static void *source_thread(void *unused) {
  (void)unused;
  Connection *c = malloc(sizeof *c);
  char *content = malloc(1024 + body_length);
  while (atomic_load(&next_id) < messages) {
    int open = open_connection(c);
    if (!open) {
      failed_connections++;
      usleep(10000);
    }
    for (int i = 0; open && i < per_connection; i++) {
      int id = atomic_fetch_add(&next_id, 1);
      if (id >= messages) break;
      int reply = send_message(c, id, content);
      if (reply == 250) {
        accepted++;
        continue;
      }
      rejected++;
      latency[id] = 0;
      open = reply > 0 && ask(c, "RSET\r\n") == 250;
    }
    if (open && say(c, "QUIT\r\n") == 0) read_reply(c);
    hang_up(c);
  }
  free(content);
  free(c);
  return NULL;
}

static int by_value(const void *a, const void *b) {
  double x = *(double *)a, y = *(double *)b;
  return x < y ? -1 : x > y;
}

static void make_body(void) {
  body = malloc(octets + 100);
  while (body_length + 78 < (size_t)octets) {
    for (int i = 0; i < 76; i++, body_length++) body[body_length] = (char)('a' + (body_length * 7 + i) % 26);
    body[body_length++] = '\r';
    body[body_length++] = '\n';
  }
  memcpy(body + body_length, ".\r\n", 3);
  body_length += 3;
}

static int source(void) {
  latency = calloc(messages, sizeof *latency);
  make_body();
  context = SSL_CTX_new(TLS_client_method());
  pthread_t *threads = calloc(connections, sizeof *threads);
  double start = now();
  for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, source_thread, NULL);
  for (int i = 0; i < connections; i++) pthread_join(threads[i], NULL);
  double seconds = now() - start;
  int n = 0;
  for (int i = 0; i < messages; i++)
    if (latency[i] > 0) latency[n++] = latency[i];
  qsort(latency, n, sizeof *latency, by_value);
  printf("accepted %d rejected %d failed_connections %d started_at %.3f seconds %.3f p50_ms %.2f p99_ms %.2f\n", accepted, rejected,
         failed_connections, start, seconds, n ? latency[n / 2] * 1e3 : 0, n ? latency[(int)(n * .99)] * 1e3 : 0);
  return accepted == messages ? 0 : 1;
}

// ---- the sink ----

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static unsigned char *seen;
static int received, distinct, duplicates;
static atomic_int tls_connections, complete;
static double last_at;

static void count(const char *id) {
  while (*id && (*id < '0' || *id > '9')) id++;
  int k = atoi(id);
  pthread_mutex_lock(&counting);
  received++;
  last_at = now();
  if (*id && k < messages) {
    if (seen[k]) duplicates++;
    else distinct++;
    seen[k] = 1;
  }
  if (distinct >= messages) complete = 1;
  pthread_mutex_unlock(&counting);
}

static int take_content(Connection *c) {
  char line[8192], id[64] = "";
  int header = 1, n;
  if (say(c, "354 go\r\n") < 0) return -1;
  while ((n = read_line(c, line, sizeof line)) >= 0) {
    if (n == 1 && line[0] == '.') {
      count(id);
      return say(c, "250 2.0.0 ok\r\n");
    }
    if (n == 0) header = 0;
    if (header && !strncasecmp(line, "X-Load-Id: ", 11)) snprintf(id, sizeof id, "%.63s", line + 11);
  }
  return -1;
}

static int start_tls(Connection *c) {
  say(c, "220 go\r\n");
  c->ssl = SSL_new(context);
  SSL_set_fd(c->ssl, c->fd);
  c->from = c->to = 0;
  tls_connections++;
  return SSL_accept(c->ssl) == 1 ? 0 : -1;
}

static int greet(Connection *c) {
  return say(c, c->ssl ? "250-sink.test\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"
                       : "250-sink.test\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-8BITMIME\r\n250-STARTTLS\r\n250 ENHANCEDSTATUSCODES\r\n");
}

static void *sink_thread(void *argument) {
  Connection *c = argument;
  char line[8192];
  int ok = say(c, "220 sink.test ESMTP\r\n");
  while (ok >= 0 && read_line(c, line, sizeof line) >= 0) {
    if (!strncasecmp(line, "EHLO", 4)) ok = greet(c);
    else if (!strncasecmp(line, "STARTTLS", 8)) ok = start_tls(c);
    else if (!strncasecmp(line, "DATA", 4)) ok = take_content(c);
    else if (!strncasecmp(line, "QUIT", 4)) {
      say(c, "221 bye\r\n");
      break;
    } else ok = say(c, "250 2.1.0 ok\r\n");
  }
  hang_up(c);
  free(c);
  return NULL;
}

static void *accept_loop(void *argument) {
  int listener = *(int *)argument;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 262144);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    no_delay(fd);
    Connection *c = calloc(1, sizeof *c);
    c->fd = fd;
    pthread_t thread;
    if (pthread_create(&thread, &attributes, sink_thread, c)) {
      close(fd);
      free(c);
    }
  }
  return NULL;
}

static int sink(const char *certificate, const char *key) {
  seen = calloc(messages, 1);
  context = SSL_CTX_new(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1 || SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
    ERR_print_errors_fp(stderr);
    return 2;
  }
  int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (void *)&address, sizeof address) < 0 || listen(listener, 1024) < 0) {
    perror("mailload: bind");
    return 2;
  }
  pthread_t thread;
  pthread_create(&thread, NULL, accept_loop, &listener);
  for (double start = now(); !complete && now() - start < patience;) usleep(5000);
  usleep(300000); // a duplicate may still be on its way
  printf("received %d distinct %d duplicates %d tls_connections %d last_at %.3f\n", received, distinct, duplicates, tls_connections, last_at);
  return distinct >= messages ? 0 : 1;
}

static int usage(void) {
  fprintf(stderr, "mailload source|sink HOST:PORT ...: see the top of mailload.c\n");
  return 2;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc < 3) return usage();
  char host[64], *port;
  snprintf(host, sizeof host, "%s", argv[2]);
  if (!(port = strrchr(host, ':'))) return usage();
  *port++ = 0;
  address.sin_family = AF_INET;
  address.sin_port = htons(atoi(port));
  inet_pton(AF_INET, host, &address.sin_addr);
  const char *certificate = NULL, *key = NULL;
  for (int i = 3; i + 1 < argc; i++) {
    switch (argv[i][0] == '-' ? argv[i][1] : 0) {
    case 'n': messages = atoi(argv[++i]); break;
    case 'c': connections = atoi(argv[++i]); break;
    case 'r': per_connection = atoi(argv[++i]); break;
    case 'l': octets = atoi(argv[++i]); break;
    case 'd': domains = atoi(argv[++i]); break;
    case 'w': patience = atoi(argv[++i]); break;
    case 't': certificate = argv[++i], key = argv[++i]; break;
    default: return usage();
    }
  }
  return !strcmp(argv[1], "sink") ? sink(certificate, key) : source();
}
