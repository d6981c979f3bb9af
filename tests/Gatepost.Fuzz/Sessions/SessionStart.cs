using System.Net;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Inbound;
using Gatepost.Messages;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Fuzz.Sessions;

/// <summary>Who calls where, what it has said already, and how the disk is: the first three octets of an input.</summary>
internal sealed class SessionStart
{
    private static readonly ListenerRole[] Roles =
        [ListenerRole.Mx, ListenerRole.Submission, ListenerRole.Relay, ListenerRole.Submissions];

    // What brings a session into each of its states; with AUTH, into the middle of an exchange.
    private static readonly string[] Prologues =
    [
        "", "EHLO c.example\r\n", "HELO c.example\r\n", "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<user@ours.example>\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<user@ours.example>\r\nBDAT 5\r\nX: y\r",
        "EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\nSubject: x\r\n\r\nhi\r\n.\r\n",
        "EHLO c.example\r\nAUTH PLAIN\r\n", "EHLO c.example\r\nAUTH LOGIN\r\n", "EHLO c.example\r\nAUTH SCRAM-SHA-256\r\n",
        "EHLO c.example\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n",
        "EHLO c.example\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<x@far.example>\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<unknown@asked.example>\r\nRCPT TO:<user@apart.example>\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@c.example> BODY=BINARYMIME\r\nRCPT TO:<user@ours.example>\r\n",
        "EHLO c.example\r\nMAIL FROM:<a@lighthouse.example>\r\n",
    ];

    public SessionStart(ReadOnlySpan<byte> octets)
    {
        var (first, second, third) = (octets[0], octets[1], octets[2]);
        Listener = new()
        {
            Name = "here",
            Role = Roles[first & 3],
            Addresses = [new(IPAddress.Loopback, 25)],
            Networks = (first & 4) == 0 ? [] : [IPNetwork.Parse("192.0.2.0/24")],
            BareNewline = (first & 8) == 0 ? BareNewline.Refuse : BareNewline.Normalize,
            StartTls = (first & 16) == 0,
        };
        IsEncrypted = (first & 32) != 0 || Listener.Role is ListenerRole.Submissions;
        HasRelayCertificate = IsEncrypted && (first & 64) != 0;
        Prologue = Encoding.ASCII.GetBytes(Prologues[second % Prologues.Length]);
        Piece = (second / Prologues.Length) switch { 0 => int.MaxValue, var size => size };
        Spool = new()
        {
            IsFull = (third & 1) != 0,
            WriteFault = (third & 6) == 2 ? new IOException("write: no space", 28) : null,
            CommitFault = (third & 6) == 4 ? new IOException("sync failed", 5) : null,
        };
    }

    public static GatepostConfig Config { get; } = new()
    {
        Hostname = "gate.example",
        DataDirectory = "/nowhere",
        Domains =
        [
            new() { Name = "ours.example", NextHop = new("store.example", 25) },
            new() { Name = "apart.example", NextHop = new("other.example", 25) },
            new() { Name = "asked.example", NextHop = new("store.example", 25), VerifyRecipients = true },
        ],
        Partners =
        [
            new()
            {
                Name = "lighthouse",
                Domains = ["lighthouse.example"],
                Mode = PartnerMode.Enforce,
                Inbound = new() { Demand = InboundDemand.Tls },
            },
        ],
        Limits = new()
        {
            Recipients = 3,
            MessageSize = 600,
            CommandLine = 512,
            ContentLine = 100,
            Header = 300,
            ReceivedFields = 2,
            JunkCommands = 5,
            Errors = 8,
            MessagesPerSession = 3,
        },
    };

    public ListenerConfig Listener { get; }

    public bool IsEncrypted { get; }

    public bool HasRelayCertificate { get; }

    public byte[] Prologue { get; }

    /// <summary>Octets that come at once.</summary>
    public int Piece { get; }

    public FakeSpool Spool { get; }

    /// <summary>Without a password nobody else may send to everywhere. Written apart from RelayRules, on purpose.</summary>
    public bool MayRelayUnknown =>
        Listener.Role is ListenerRole.Relay && (HasRelayCertificate || Listener.Networks.Count > 0);

    /// <summary>The client as it stands at the start of the session.</summary>
    public ClientFacts Client()
    {
        var client = new ClientFacts(
            "here-1", Config, Listener, new(IPAddress.Parse("192.0.2.1"), 4711), NullLogger.Instance);
        var facts = new TlsFacts { Protocol = "TLSv1.3", CipherSuite = "TLS_AES_256_GCM_SHA384", Reached = Assurance.Encrypted };
        if (IsEncrypted) client.StartTls(new(facts, null, HasRelayCertificate));
        return client;
    }
}
