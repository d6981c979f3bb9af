using Gatepost.Fuzz.Targets;

namespace Gatepost.Fuzz;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new CommandTarget(), new ContentTarget(), new ChunkTarget(), new ReplyTarget(),
        new LineTarget(), new HeaderTarget(), new MailboxTarget(), new SaslTarget(),
        new TlsaTarget(), new StsPolicyTarget(), new TxtRecordTarget(),
        new TlsFlightTarget(), new Ssl2Target(), new DnsTarget(), new MailAuthTarget(), new MailAccessTarget(),
        new SetupDocumentTarget(), new CaaTarget(), new CertificateTarget(), new ConfigTarget(),
        new SessionTarget(), new DeliveryTarget(),
    ];

    public static IFuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
