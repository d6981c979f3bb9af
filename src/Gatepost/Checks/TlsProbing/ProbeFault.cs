using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Why a connection taught nothing about TLS: a value, never an exception.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Words">For people; what a stranger said is escaped.</param>
internal sealed record ProbeFault(ProbeFaultKind Kind, string Words)
{
    private const int ShownReply = 200;

    /// <summary>A server may be busy, or have had enough of us for the moment: worth a second try.</summary>
    public bool MayPass => Kind is not (ProbeFaultKind.OutOfBudget or ProbeFaultKind.NoTls);

    public static ProbeFault Refused(string where, SmtpReply reply) => new(
        reply.IsPermanent ? ProbeFaultKind.NoTls : ProbeFaultKind.Closed,
        $"refused {where}: {PeerText.Quote(reply.ToString(), ShownReply)}");
}
