using System.Security.Cryptography.X509Certificates;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Checks;

/// <summary>Servers of people's programs that follow a script: good ones, and with one thing wrong in each.</summary>
internal sealed record ClientPeers
{
    public static readonly X509Certificate2 Good = SceneCertificates.For("mail.lighthouse.test", "lighthouse.test");

    public X509Certificate2 Certificate { get; init; } = Good;

    /// <summary>Offered before TLS, beside the beginning of TLS itself.</summary>
    public string[] InClear { get; init; } = [];

    public bool OffersTls { get; init; } = true;

    public bool RefusesTls { get; init; }

    /// <summary>It asks for a password before TLS.</summary>
    public bool TakesLogin { get; init; }

    /// <summary>What was smuggled in before TLS is answered inside of it.</summary>
    public bool ObeysSmuggled { get; init; }

    /// <summary>Behind the agreement to TLS it says more.</summary>
    public bool SpeaksBeforeTls { get; init; }

    public string? Greeting { get; init; }

    public PeerScript Imap(bool isImplicit = false) => new()
    {
        Certificate = Certificate,
        IsImplicit = isImplicit,
        Dialogue = ImapAsync,
    };

    public PeerScript Pop(bool isImplicit = false) => new() { Certificate = Certificate, IsImplicit = isImplicit, Dialogue = PopAsync };

    public PeerScript Smtp(bool isImplicit = false) => new()
    {
        Banner = "220 mail.lighthouse.test ESMTP\r\n",
        Certificate = Certificate,
        IsImplicit = isImplicit,
        Offer = isImplicit ? ["AUTH PLAIN LOGIN"] : [.. OffersTls ? (string[])["STARTTLS"] : [], .. InClear],
        OfferInTls = ["AUTH PLAIN LOGIN"],
        On =
        {
            ["AUTH"] = (session, _) => Task.FromResult<string?>(session.IsTls || TakesLogin ? "334 \r\n" : "538 5.7.11 not before TLS\r\n"),
            ["*"] = (_, _) => Task.FromResult<string?>("501 5.7.0 taken back\r\n"),
            ["STARTTLS"] = async (session, _) => await BeginAsync(session, "220 go ahead", "454 4.7.0 no certificate", "250 2.0.0 ok"),
        },
    };

    private async Task ImapAsync(PeerSession session)
    {
        await session.PutAsync((Greeting ?? "* OK ready") + "\r\n");
        var tag = "";
        while (await session.LineAsync() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] != "*") tag = words[0]; // a star takes a login back, and the answer bears the tag of that
            string[] offer = ["IMAP4rev1", .. session.IsTls ? ["AUTH=PLAIN"] : OffersTls ? ["STARTTLS", .. InClear] : InClear];
            var reply = words.ElementAtOrDefault(1) switch
            {
                "CAPABILITY" => $"* CAPABILITY {string.Join(' ', offer)}\r\n{tag} OK done\r\n",
                "STARTTLS" => await BeginAsync(session, $"{tag} OK go ahead", $"{tag} BAD no certificate", "smuggled OK done"),
                "AUTHENTICATE" => TakesLogin ? "+ \r\n" : $"{tag} NO [PRIVACYREQUIRED] not before TLS\r\n",
                "LOGOUT" => $"* BYE until then\r\n{tag} OK done\r\n",
                _ => $"{tag} BAD what?\r\n",
            };
            if (reply is not null) await session.PutAsync(reply);
            if (words.ElementAtOrDefault(1) == "LOGOUT") return;
        }
    }

    private async Task PopAsync(PeerSession session)
    {
        await session.PutAsync((Greeting ?? "+OK ready") + "\r\n");
        while (await session.LineAsync() is { } line)
        {
            string[] offer = session.IsTls ? ["USER", "SASL PLAIN"] : OffersTls ? ["STLS", .. InClear] : InClear;
            var reply = line.Split(' ')[0] switch
            {
                "CAPA" => $"+OK\r\n{string.Concat(offer.Select(word => word + "\r\n"))}.\r\n",
                "STLS" => await BeginAsync(session, "+OK go ahead", "-ERR no certificate", "-ERR not yet"),
                "USER" => TakesLogin ? "+OK\r\n" : "-ERR not before TLS\r\n",
                "QUIT" => "+OK bye\r\n",
                _ => "-ERR what?\r\n",
            };
            if (reply is not null) await session.PutAsync(reply);
            if (line == "QUIT") return;
        }
    }

    private async Task<string?> BeginAsync(PeerSession session, string agreed, string refused, string smuggled)
    {
        if (RefusesTls) return refused + "\r\n";
        var isSmuggled = session.Buffered > 0;
        await session.PutAsync($"{agreed}\r\n{(SpeaksBeforeTls ? "* words of somebody\r\n" : "")}");
        await session.StartTlsAsync();
        return isSmuggled && ObeysSmuggled ? smuggled + "\r\n" : null;
    }
}
