using System.Net;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Checks.ClientAccess;

/// <summary>Looks at one port as a mail program would, up to the login.</summary>
/// <remarks>
///   (1) Connect, and where TLS does not come first: greeting, and what is offered in the clear.
///   (2) TLS.
///   (3) Beside, where STARTTLS begins it: would a password be taken before, and is obeyed what was smuggled in?
///   (4) Which versions of TLS are spoken at all.
/// No name that exists and no password is ever sent.
/// </remarks>
internal sealed class PortSurveyor(CheckTools tools, string host, IPAddress address, AccessPort port)
{
    private readonly TimeoutsConfig _timeouts = tools.Config.Current.Timeouts;
    private readonly IPEndPoint _target = new(address, tools.Own.PortOf(port.Number));

    public async Task<PortSurvey> LookAsync(CancellationToken cancellationToken)
    {
        var seen = await CallAsync(cancellationToken);                                                            // (1), (2)
        if (seen.State is not PortState.Open) return seen;
        if (!port.IsImplicit)
        {
            var login = await AsideAsync(TryLoginAsync, cancellationToken);                                       // (3)
            var injection = seen.Tls is { IsEncrypted: true } ? await AsideAsync(SmuggleAsync, cancellationToken) : default;
            seen = seen with { Login = login, Injection = injection };
        }

        return seen with { Versions = port.IsImplicit || seen.IsAgreed ? await VersionsAsync(cancellationToken) : [] };  // (4)
    }

    private async Task<PortSurvey> CallAsync(CancellationToken cancellationToken)
    {
        var seen = new PortSurvey { Port = port, Address = _target, State = PortState.Open };
        var (opened, fault) = await ConnectAsync(cancellationToken);
        if (opened is not { } line)
            return seen with { State = fault is { Kind: CallFaultKind.NoListener } ? PortState.Closed : PortState.Silent };
        await using (line)
        {
            var dialect = Dialect();
            seen = seen with { IsFromItself = line.IsFromItself };
            if (!port.IsImplicit)
            {
                seen = await GreetedAsync(seen, line, dialect);
                if (!seen.IsAgreed) return seen;
                if (line.HasUnreadInput) return seen with { SpeaksBeforeTls = true };
            }

            return await SecuredAsync(seen, line, dialect);
        }
    }

    private static async Task<PortSurvey> GreetedAsync(PortSurvey seen, PeerLine line, IDialect dialect)
    {
        if (!await dialect.GreetAsync(line)) return seen with { State = PortState.Unfit, Problem = Problem(line) };
        seen = seen with { IsLoggedIn = dialect.IsLoggedIn };
        if (await dialect.AskAsync(line) is not { } offer)
            return seen with { State = PortState.Unfit, Problem = Problem(line) };
        seen = seen with { Clear = offer };
        return offer.StartTls
            ? seen with { IsAgreed = await dialect.BeginTlsAsync(line, smuggles: false), Problem = Problem(line) }
            : seen;
    }

    private async Task<PortSurvey> SecuredAsync(PortSurvey seen, PeerLine line, IDialect dialect)
    {
        var judgement = await line.SecureAsync(tools.Verifier, Anybody(), _timeouts.TlsHandshake);
        if (judgement is null) return seen with { Problem = Problem(line) };
        seen = seen with { Tls = judgement.Facts, Certificate = judgement.Certificate };
        if (!judgement.Facts.IsEncrypted) return seen with { Problem = Problem(line) };
        // Inside of TLS it must still be the protocol.
        if (port.IsImplicit && !await dialect.GreetAsync(line))
            seen = seen with { Problem = $"inside of TLS: {Problem(line)}" };
        await dialect.LeaveAsync(line);
        return seen;
    }

    private async Task<SideProbeAnswer> TryLoginAsync(PeerLine line, IDialect dialect)
    {
        if (await dialect.AskAsync(line) is not { } offer) return SideProbeAnswer.Unknown;
        // Where it is offered, that is told already, and nobody needs to try.
        if (offer.Plain.Count > 0) return SideProbeAnswer.Unknown;
        var answer = await dialect.TryLoginAsync(line);
        await dialect.LeaveAsync(line);
        return answer;
    }

    /// <summary>A command behind STARTTLS in the same packet (RFC 3207 §4.2; CVE-2011-0411 and its kin in all three protocols):
    /// a server that answers it inside of TLS takes it for the client's.</summary>
    private async Task<SideProbeAnswer> SmuggleAsync(PeerLine line, IDialect dialect)
    {
        if (await dialect.AskAsync(line) is null) return SideProbeAnswer.Unknown;
        if (!await dialect.BeginTlsAsync(line, smuggles: true) || line.HasUnreadInput) return SideProbeAnswer.Unknown;
        var judgement = await line.SecureAsync(tools.Verifier, Anybody(), _timeouts.TlsHandshake);
        if (judgement is not { Facts.IsEncrypted: true }) return SideProbeAnswer.Unknown;
        return await dialect.LeaveAsync(line) switch
        {
            0 => SideProbeAnswer.Unknown,
            1 => SideProbeAnswer.Good,
            _ => SideProbeAnswer.Bad,
        };
    }

    private async Task<SideProbeAnswer> AsideAsync(
        Func<PeerLine, IDialect, Task<SideProbeAnswer>> probe, CancellationToken cancellationToken)
    {
        var (opened, _) = await ConnectAsync(cancellationToken);
        if (opened is not { } line) return SideProbeAnswer.Unknown;
        await using (line)
        {
            var dialect = Dialect();
            return await dialect.GreetAsync(line) ? await probe(line, dialect) : SideProbeAnswer.Unknown;
        }
    }

    private async Task<IReadOnlyList<VersionFacts>> VersionsAsync(CancellationToken cancellationToken)
    {
        ITlsBeginning beginning = port.IsImplicit ? new ImplicitTls(Dialect()) : new StartTls(Dialect);
        var target = new TlsProbeTarget(_target, host, beginning) { Limits = Hastened(tools.Own.ProbeLimits) };
        return (await new TlsProber(TimeProvider.System).ProbeVersionsAsync(target, cancellationToken)).Versions;
    }

    private TlsProbeLimits Hastened(TlsProbeLimits limits) => limits with
    {
        Connect = Least(limits.Connect, _timeouts.Connect),
        Reply = Least(limits.Reply, _timeouts.Reply),
        Answer = Least(limits.Answer, _timeouts.TlsHandshake),
    };

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Problem(PeerLine line) => line.Fault?.Words ?? "";

    private ValueTask<(PeerLine? Line, CallFault? Fault)> ConnectAsync(CancellationToken cancellationToken) =>
        PeerLine.ConnectAsync(_target, _timeouts.Connect, _timeouts.Reply, tools.Time, cancellationToken);

    private IDialect Dialect() => port.Protocol switch
    {
        AccessProtocol.Smtp => new SmtpDialect(tools.Config.Current.Hostname),
        AccessProtocol.Imap => new ImapDialect(),
        _ => new PopDialect(),
    };

    // Everybody is taken, and judged afterwards.
    private PeerExpectation Anybody() => new()
    {
        Host = host,
        Floor = TlsLevel.Encrypt,
        Requirement = new(),
        TrustFile = tools.Config.Current.Outbound.CaFile,
    };
}
